"""The HTML summary: one self-contained page per language, a pure function of its arguments.

No request leaves the page (a strict Content-Security-Policy says so too), no script is in it, and what came from
outside is escaped, made visible where hidden, and linked only when it is an http or https address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from vetting.model import STANDARD_LINE_EN, STANDARD_LINE_ES, Dataset, Incident, RuleText, Run
from vetting.period import Extent, ImpreciseDate, act_day
from vetting.report import page as pages
from vetting.report.bounds import LIMIT, STEPS, Bounds, cut
from vetting.report.coverage import RECIPIENTS
from vetting.report.fact_words import FACTS
from vetting.report.flags import confirmed
from vetting.report.language import Language, language
from vetting.report.leads import is_statutory
from vetting.report.plain import clean, web_address
from vetting.report.records import quotable
from vetting.report.rule_view import unverified_days
from vetting.report.words import GLOSSARY, TERMS, VIOLATIONS

#: Characters of a text of a rule file, none of which is longer.
_LINE = 4_000
#: Characters of a printed name where it only serves as an example.
_BRIEF = 90


def write(dataset: Dataset, run: Run, rules: Sequence[RuleText], out: Path, lang: Literal["en", "es"] = "en") -> Path:
    """Write the page in one language to the file ``out`` and return its path.

    Raises:
        UsageError: the language has no complete catalogue.
    """
    out.write_bytes(render(pages.digest(dataset, run, rules), lang).encode("utf-8"))
    return out


def render(found: pages.Digest, lang: str) -> str:
    """The page as text, below 2 MB: the widest of the bounds that fits."""
    spoken = language(lang)
    template = environment(lang).get_template("page.html")
    text = ""
    for bounds in STEPS:
        text = template.render(_values(found, spoken, bounds))
        if len(text.encode("utf-8")) <= LIMIT:
            break
    return text


def _values(found: pages.Digest, spoken: Language, bounds: Bounds) -> dict[str, Any]:
    return {
        "lang": spoken.code,
        "page": pages.page(found, spoken, bounds),
        "run": found.run,
        "cover": found.coverage,
        "undetermined": found.undetermined,
        "names": _names(found.dataset),
        "standard_line": STANDARD_LINE_ES if spoken.code == "es" else STANDARD_LINE_EN,
        "recipients": RECIPIENTS,
        "glossary": GLOSSARY,
    }


def _names(dataset: Dataset) -> Any:
    units = {unit.id: unit.name for unit in dataset.units}
    return lambda unit_id: units.get(unit_id, unit_id)


@cache
def environment(lang: str) -> Environment:
    """Jinja with escaping on and undefined names refused; ``None`` printed is an error too, never a word on a page."""
    spoken = language(lang)
    environment = Environment(
        loader=PackageLoader("vetting.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_never_none,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    translate: Any = environment
    translate.install_gettext_callables(spoken.translations.gettext, spoken.translations.ngettext, newstyle=True)
    environment.filters |= {
        "acts": partial(_acts, spoken),
        "brief": lambda text: _data(text, _BRIEF),
        "country": spoken.country,
        "cut": _cut,
        "data": _bounded_data,
        "day": spoken.day,
        "days": partial(_days, spoken),
        "fact": partial(_fact, spoken),
        "iso_day": partial(_iso_day, spoken),
        "line": lambda text: clean(str(text), _LINE),
        "num": spoken.number,
        "plain": _plain,
        "score": spoken.score,
        "share": spoken.share,
        "span": spoken.span,
        "term": partial(_term, spoken),
        "unverified_days": lambda citation: unverified_days(citation, spoken),
        "web_address": web_address,
        "when": spoken.when,
    }
    environment.tests |= {"confirmed": confirmed, "statutory": is_statutory, "quotable": quotable}
    return environment


def _never_none(value: Any) -> Any:
    if value is None:
        raise TypeError("a template printed None")
    return value


@pass_context
def _bounded_data(context: Context, text: object) -> Markup:
    """Text from a record: cleaned, cut, escaped, and kept from reordering its neighbors."""
    return _data(str(text), _bounds(context).text)


def _data(text: str, limit: int) -> Markup:
    return Markup("<bdi>{}</bdi>").format(clean(text, limit))


@pass_context
def _plain(context: Context, text: object) -> str:
    """A sentence made by the tool (it may hold names from records): cleaned, and cut only when monstrous."""
    return clean(str(text), max(_bounds(context).text * 3, 600))


@pass_context
def _cut(context: Context, items: Sequence[Any], most: int | None = None) -> Any:
    return cut(items, _bounds(context).lines if most is None else most)


def _bounds(context: Context) -> Bounds:
    bounds: Bounds = context["page"].bounds
    return bounds


def _term(spoken: Language, code: str, kind: str) -> Markup:
    """The word for a code of the model; a code that has none is shown as it stands."""
    message = TERMS[kind].get(code)
    return escape(spoken.text(message)) if message else _data(code, _BRIEF)


def _fact(spoken: Language, path: str) -> Markup:
    """A path of the facts schema in words, with the path itself for those who fill it in."""
    message = FACTS.get(path.replace("[]", ""))
    shown = Markup("<code>{}</code>").format(clean(path, 120))
    return Markup("{} ({})").format(spoken.text(message), shown) if message else shown


def _iso_day(spoken: Language, text: str) -> Markup:
    """A day written as ISO, in words; any other text as it stands."""
    try:
        return escape(spoken.when(ImpreciseDate.parse(text)))
    except ValueError:
        return _data(text, _BRIEF)


def _days(spoken: Language, incident: Incident) -> str:
    """When it was: a stretch of time for a series, one day somewhere in it for an act."""
    if incident.extent is Extent.ACT:
        return spoken.when(act_day(incident.period))
    return spoken.span(incident.period)


def _acts(spoken: Language, incident: Incident) -> Markup:
    """What is alleged: the coded types in words, else the source's own."""
    words = list(_act_words(spoken, incident))
    listed = spoken.listed([f"{{{number}}}" for number in range(len(words))])
    return Markup(listed).format(*words) if words else escape(spoken.text("acts of a type not stated"))


def _act_words(spoken: Language, incident: Incident) -> Iterator[Markup]:
    known: Mapping[str, str] = VIOLATIONS
    coded = [known[code] for code in incident.violation_codes if code in known and code != "unknown"]
    if coded:
        yield from (escape(spoken.text(message)) for message in coded)
    else:
        yield from (_data(word, _BRIEF) for word in incident.violation_words)
