"""One language of explanations: sentences, fixed words, days, names in quotes and source lines."""

from __future__ import annotations

from collections.abc import Iterable

from vetting import countries
from vetting.explain.sentences import SENTENCES
from vetting.model import STANDARD_LINE_EN, STANDARD_LINE_ES, Citation, Incident, Match, Mission, SourceRef, Unit
from vetting.period import Extent, ImpreciseDate, Period
from vetting.report import words
from vetting.report.fact_words import FACTS
from vetting.report.language import language
from vetting.report.rule_view import unverified_days


class Voice:
    """Sentences in ``lang``, ``en`` or ``es``. Raises UsageError for a language without a complete catalogue."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._language = language(lang)

    @property
    def standard_line(self) -> str:
        return STANDARD_LINE_ES if self.lang == "es" else STANDARD_LINE_EN

    def say(self, key: str, **values: object) -> str:
        """The sentence ``key`` with its words put in."""
        return SENTENCES[key][self.lang == "es"].format(**values)

    def word(self, table: str, code: str) -> str:
        """A code of the model as a reader's word; the code itself where the table has no word for it.

        ``table`` is a key of ``vetting.report.words.TERMS``, or ``level`` or ``result``.
        """
        own = SENTENCES.get(f"{table}_{code}")
        if own:
            return own[self.lang == "es"]
        found = words.TERMS[table].get(code) if table in words.TERMS else None
        return self._language.text(found) if found else code

    def violation(self, code: str) -> str:
        """A type of act of the vocabulary in words."""
        return self._language.text(words.VIOLATIONS.get(code, code))

    def fact(self, path: str) -> str:
        """A path of the facts schema, with what it means where that is written down."""
        found = FACTS.get(path.replace("[]", ""))
        return f"{path} ({self._language.text(found)})" if found else path

    def unverified_days(self, citation: Citation) -> str:
        """Which of the days that bound an instrument's force are from memory; blank where none is."""
        return unverified_days(citation, self._language)

    def quote(self, text: str) -> str:
        return f"«{text}»" if self.lang == "es" else f"“{text}”"

    def unit(self, unit: Unit | None, unit_id: str) -> str:
        if unit is None:
            return unit_id
        return f"{unit.name} ({unit.id}{', provisional' if unit.provisional else ''})"  # one word in both languages

    def country(self, iso3: str) -> str:
        name = countries.name(iso3, self.lang)
        return name if name == iso3 else f"{name} ({iso3})"

    def when(self, day: ImpreciseDate | None) -> str:
        return self._language.when(day)

    def span(self, period: Period) -> str:
        """A period in words; said to be without dates where it has none."""
        return self._language.span(period) if period.begin or period.end else self.say("no_dates")

    def number(self, value: float) -> str:
        return self._language.number(value)

    def money(self, value: float) -> str:
        """US dollars, rounded."""
        return f"US$ {self.number(round(value))}"

    def score(self, score: float) -> str:
        """Two decimals; 1.00 only for a source's own id."""
        if 0.995 <= score < 1:
            return ">0.99"
        return f"{score:.2f}" if score >= 0.005 else "<0.01"

    def source(self, source: SourceRef) -> str:
        """``file, line 12, page 40, https://…``."""
        parts = [self.say("at", file=source.file, line=source.line)]
        if source.page:
            parts.append(self.say("page", page=source.page))
        if source.url:
            parts.append(source.url)
        return ", ".join(parts)

    def acts(self, incident: Incident) -> str:
        """What the source alleges, in the words of the vocabulary; its own words where it has no code."""
        coded = [self.violation(code) for code in incident.violation_codes]
        return ", ".join(coded or incident.violation_words) or self.violation("unknown")

    def incident_when(self, incident: Incident) -> str:
        key = "when_series" if incident.extent is Extent.SERIES else "when_act"
        return self.say(key, when=self.span(incident.period))

    def candidates(self, matches: Iterable[Match], units: dict[str, Unit]) -> str:
        return "; ".join(
            f"{self.unit(units.get(match.unit_id), match.unit_id)} {self.score(match.score)}" for match in matches
        )

    def mission_day(self, mission: Mission) -> str:
        return self.when(mission.period.begin or mission.period.end)
