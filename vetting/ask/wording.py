"""The drafts as a page: what is written, in which language, and what stands beside it for checking."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from vetting.ask.blocks import Block, Command, Heading, Items, Page, Pairs, Table, Text
from vetting.ask.digest import Digest, Entry, Law
from vetting.ask.drafts import sources
from vetting.ask.holders import Subject, subjects_of
from vetting.ask.lines import FileLines
from vetting.ask.phrases import PHRASES
from vetting.model import STANDARD_LINE_EN, STANDARD_LINE_ES, Citation, Mission, RuleText
from vetting.report import words
from vetting.report.fact_words import FACTS
from vetting.report.fill import day_words
from vetting.report.language import language
from vetting.report.plain import clean

ENGLISH, SPANISH = "en", "es"
#: Runs of lines printed of one file; ``--json`` has all.
_RUNS = 12
#: Programs named of a draft that is asked for a whole country.
_PROGRAMS = 8
#: Characters of a printed cell.
_CELL = 160
#: Each list's letter, and the name that its phrases bear.
_LISTS = (("Q", "questions"), ("F", "requests"), ("A", "tasks"))


class Wording:
    """Sentences of one language, ``en`` or ``es``. Raises UsageError for a language without a complete catalogue."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._column = 1 if lang == SPANISH else 0
        self._language = language(lang)

    @property
    def standard_line(self) -> str:
        return STANDARD_LINE_ES if self._column else STANDARD_LINE_EN

    def say(self, key: str, **values: object) -> str:
        return PHRASES[key][self._column].format(**values)

    def own(self, pair: tuple[str, str]) -> str:
        """The half of an English and Spanish pair that is this language's."""
        return pair[self._column]

    def title(self, rule: RuleText) -> str:
        return rule.title_es if self._column else rule.title_en

    def number(self, value: int) -> str:
        return self._language.number(value)

    def country(self, iso3: str) -> str:
        return self._language.country(iso3)

    def program(self, code: str) -> str:
        return self._language.text(words.PROGRAMS.get(code, code))

    def listed(self, items: Sequence[str]) -> str:
        return self._language.listed(items)

    def fact(self, path: str) -> str:
        """What a path of the facts means: the table's words, else the reports', else the path."""
        for subject in subjects_of(path):
            return self.own(subject.fact)
        return self._language.text(FACTS.get(path.replace("[]", ""), path))

    def days(self, first: date | None, last: date | None) -> str:
        """The days that bound the missions, as ISO."""
        if first is None or last is None:
            return self.say("period_unknown")
        return self.say("days_value", first=first.isoformat(), last=last.isoformat())


#: Writes one draft in one language; the last argument is that language where it is not the page's.
Writer = Callable[[Wording, Entry, str], Iterator[Block]]


def page(found: Digest, lang: str) -> Page:
    """The page in ``lang``; in Spanish each draft stands in English with its translation beside it."""
    wording = Wording(lang)
    title = wording.say("title", day=found.as_of.isoformat())
    blocks: list[Block] = [Heading(1, title), Text(wording.standard_line, "standard"), *_opening(wording, found)]
    lists: Mapping[str, tuple[Entry, ...]] = {"Q": found.questions, "F": found.requests, "A": found.tasks}
    for letter, name in _LISTS:
        blocks.append(Heading(2, wording.say(f"head_{name}")))
        entries = lists[letter]
        if letter == "F":
            blocks.append(Text(wording.say("english_only"), "note"))
        if letter == "A":
            blocks.append(Text(wording.say("tasks_intro"), "note"))
        if not entries:
            blocks.append(Text(wording.say(f"none_{name}")))
        for entry in entries:
            blocks += _entry(wording, letter, entry, found)
        more = found.whole[letter] - len(entries)
        if more:
            blocks.append(Text(wording.say("more", n=wording.number(more)), "note"))
    blocks.append(Text(wording.standard_line, "standard"))
    return Page(lang, title, tuple(blocks))


def _opening(wording: Wording, found: Digest) -> Iterator[Block]:
    yield Text(wording.say("intro", judged=wording.number(found.judged), missions=wording.number(found.missions)))
    if found.country:
        yield Text(wording.say("only_country", country=wording.country(found.country)))
    if found.rule:
        yield Text(wording.say("only_rule", rule=found.rule))
    yield Text(wording.say("care"))
    yield Text(wording.say("gate"))
    if found.facts:
        yield _overview(wording, found)


def _overview(wording: Wording, found: Digest) -> Table:
    """Each missing fact over all countries and programs, so that the foremost drafts do not hide the others."""
    header = tuple(wording.say(key) for key in ("missing", "col_holders", "missions", "col_settled", "col_drafts"))
    rows = tuple(
        (
            wording.own(fact.subject.fact),
            "; ".join(wording.say(f"to_{holder}") for holder in fact.holders),
            wording.number(fact.missions),
            wording.number(fact.settles),
            wording.number(fact.drafts),
        )
        for fact in found.facts
    )
    return Table(wording.say("overview"), header, rows)


def _entry(wording: Wording, letter: str, entry: Entry, found: Digest) -> Iterator[Block]:
    if letter == "F":
        yield Heading(3, _request_head(wording, entry))
        yield from _drafts(wording, entry, _request)
    else:
        yield Heading(3, _fact_head(wording, entry))
        if letter == "Q":
            yield from _drafts(wording, entry, _question)
        else:
            yield from _task(wording, entry)
    yield Pairs(tuple(_facts(wording, letter, entry, found)))
    if entry.examples:
        yield _examples(wording, entry)


def _fact_head(wording: Wording, entry: Entry) -> str:
    (subject,) = entry.draft.subjects
    place = wording.country(entry.draft.country)
    if entry.draft.program:
        place = f"{place}, {wording.program(entry.draft.program)}"
    return wording.say("question_head", number=entry.number, country=place, fact=wording.own(subject.fact))


def _request_head(wording: Wording, entry: Entry) -> str:
    draft = entry.draft
    return wording.say(
        "request_head",
        number=entry.number,
        country=wording.country(draft.country),
        program=wording.program(draft.program),
        to=wording.say(f"to_{draft.holder}"),
    )


def _drafts(wording: Wording, entry: Entry, write: Writer) -> Iterator[Block]:
    """The draft in English, which is what is sent, and in Spanish a translation marked as one."""
    if wording.lang == ENGLISH:
        yield from write(wording, entry, "")
        return
    yield Heading(4, wording.say("english_draft"))
    yield from write(Wording(ENGLISH), entry, ENGLISH)
    yield Heading(4, wording.say("translation"))
    yield from write(wording, entry, "")


def _question(wording: Wording, entry: Entry, lang: str) -> Iterator[Block]:
    (subject,) = entry.draft.subjects
    text = wording.say(
        _counted("q", entry),
        n=wording.number(len(entry.draft.missions)),
        country=wording.country(entry.draft.country),
        under=_under(wording, entry),
        days=wording.days(entry.first, entry.last),
        fact=wording.own(subject.fact),
        ask=wording.own(subject.ask),
    )
    yield Text(f"{text} {wording.say('q_close')}", "draft", lang)
    yield from _bearing(wording, entry, lang)


def _request(wording: Wording, entry: Entry, lang: str) -> Iterator[Block]:
    yield Text(
        wording.say(
            _counted("f_open", entry),
            n=wording.number(len(entry.draft.missions)),
            country=wording.country(entry.draft.country),
            under=_under(wording, entry),
            days=wording.days(entry.first, entry.last),
        ),
        "draft",
        lang,
    )
    items = tuple(_item(wording, entry, subject) for subject in entry.draft.subjects)
    yield Items(items, numbered=True, kind="draft", lang=lang)
    yield Text(wording.say("f_close"), "draft", lang)


def _item(wording: Wording, entry: Entry, subject: Subject) -> str:
    return wording.say(
        "f_item",
        n=wording.number(entry.draft.counts[subject]),
        fact=wording.own(subject.fact),
        documents=wording.own(subject.documents),
    )


def _counted(letter: str, entry: Entry) -> str:
    return f"{letter}_one" if len(entry.draft.missions) == 1 else f"{letter}_many"


def _under(wording: Wording, entry: Entry) -> str:
    code = entry.draft.program
    return wording.say("under", program=wording.program(code)) if code and code != "UNKNOWN" else ""


def _bearing(wording: Wording, entry: Entry, lang: str) -> Iterator[Block]:
    """The instruments that the rules rest on, each once; what else they cite stands in the notes beside the draft."""
    cited = {_cite(wording, citation): None for law in entry.laws for citation in _leading(law)}
    if cited:
        yield Text(wording.say("q_laws", laws="; ".join(cited)), "draft", lang)


def _leading(law: Law) -> tuple[Citation, ...]:
    """The citations that give a version its days; the first one where none does."""
    return tuple(each for each in law.citations if each.first or each.last) or law.citations[:1]


def _cite(wording: Wording, citation: Citation) -> str:
    if not citation.verified:
        return wording.say("unverified", cite=citation.cite)
    return citation.cite if citation.bounds_verified else wording.say("bounds_unverified", cite=citation.cite)


def _task(wording: Wording, entry: Entry) -> Iterator[Block]:
    (subject,) = entry.draft.subjects
    yield Text(wording.own(subject.ask))
    lines = commands(entry)
    if lines:
        yield Command(lines)


def commands(entry: Entry) -> tuple[str, ...]:
    """What to type for a task: the import that its subject names, and a declaration per source it lacks."""
    (subject,) = entry.draft.subjects
    country = f" --country {entry.draft.country}" if entry.draft.country else ""
    days = f" --from {entry.first} --to {entry.last}" if entry.first and entry.last else ""
    declared = [f"vetting declare {source} --complete{country}{days}" for source in sources(entry.draft.paths())]
    return tuple(f"{line} -w DIR" for line in (subject.command, *declared) if line)


def _facts(wording: Wording, letter: str, entry: Entry, found: Digest) -> Iterator[tuple[str, tuple[str, ...]]]:
    draft = entry.draft
    if letter != "A":
        yield wording.say("to"), (wording.say(f"to_{draft.holder}"),)
    yield wording.say("missing"), tuple(_missing(wording, entry))
    yield wording.say("program"), (_programs(wording, entry),)
    counted = wording.say(
        "missions_value", n=wording.number(len(draft.missions)), settles=wording.number(draft.settles)
    )
    yield wording.say("missions"), (counted,)
    yield wording.say("days"), (wording.days(entry.first, entry.last),)
    yield wording.say("law"), tuple(_law(wording, law) for law in entry.laws)
    others = _also(wording, entry)
    if others:
        yield wording.say("also"), ("; ".join(others),)
    if letter == "A":
        yield wording.say("units"), tuple(_units(wording, draft.country, found))
    yield wording.say("lines"), tuple(_lines(wording, lines) for lines in entry.lines)


def _units(wording: Wording, country: str, found: Digest) -> Iterator[str]:
    """How many units of a registry the country has, and how many that are only proposed."""
    yield wording.number(found.units_on_record.get(country, 0))
    proposed = found.units_provisional.get(country, 0)
    if proposed:
        yield wording.say("units_provisional", n=wording.number(proposed))


def _also(wording: Wording, entry: Entry) -> list[str]:
    """What else the rules lack, in words, each once, and nothing that is asked here."""
    asked = {wording.own(subject.fact) for subject in entry.draft.subjects}
    return [fact for fact in dict.fromkeys(map(wording.fact, sorted(entry.draft.also))) if fact not in asked]


def _missing(wording: Wording, entry: Entry) -> Iterator[str]:
    for subject in entry.draft.subjects:
        yield f"{wording.own(subject.fact)} ({', '.join(sorted(entry.draft.missing[subject]))})"


def _programs(wording: Wording, entry: Entry) -> str:
    shown = [wording.program(code) for code in entry.programs[:_PROGRAMS]]
    more = len(entry.programs) - len(shown)
    return "; ".join(shown) + (f"; … [+{more}]" if more else "")


def _law(wording: Wording, law: Law) -> str:
    if law.citations:
        cites = "; ".join(_cite(wording, citation) for citation in law.citations)
    else:
        cites = wording.say("indicator" if law.rule.id.startswith("ind-") else "no_cite")
    key = "rule_cites" if law.rule.status == "reviewed" else "rule_draft"
    return wording.say(key, title=wording.title(law.rule), id=law.rule.id, cites=cites)


def _lines(wording: Wording, lines: FileLines) -> str:
    runs, more = lines.printed(_RUNS)
    key = "lines_more" if more else "lines_value"
    return wording.say(key, file=clean(lines.file, _CELL), runs=runs, n=wording.number(more))


def _examples(wording: Wording, entry: Entry) -> Table:
    caption = wording.say(
        "examples",
        number=entry.number,
        shown=wording.number(len(entry.examples)),
        n=wording.number(len(entry.draft.missions)),
    )
    header = tuple(
        wording.say(f"col_{name}") for name in ("mission", "days", "program", "course", "recipient", "source")
    )
    return Table(caption, header, tuple(_row(wording, mission) for mission in entry.examples))


def _row(wording: Wording, mission: Mission) -> tuple[str, ...]:
    year = mission.fiscal_year
    days = wording.say(
        "day_to",
        first=day_words(mission.period.begin, wording.lang, None if mission.start_printed else year),
        last=day_words(mission.period.end, wording.lang, None if mission.end_printed else year),
    )
    return (
        clean(mission.id, _CELL),
        days,
        _cell(wording, mission.program_printed),
        _cell(wording, mission.title),
        _recipient(wording, mission),
        source(wording, mission),
    )


def _cell(wording: Wording, text: str) -> str:
    return clean(text, _CELL) or wording.say("blank")


def _recipient(wording: Wording, mission: Mission) -> str:
    if mission.redacted and not mission.recipient:
        return wording.say("redacted")
    return wording.say("not_held") if mission.recipient is None else _cell(wording, mission.recipient)


def source(wording: Wording, mission: Mission) -> str:
    """``file, line 12, page 40``."""
    where = mission.source
    text = wording.say("source", file=clean(where.file, _CELL), line=where.line)
    return f"{text}, {wording.say('page', page=clean(where.page, _CELL))}" if where.page else text
