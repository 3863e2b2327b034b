"""Verdicts put into words: the message of a flag and the evidence of any answer, in English and Spanish.

The mission's own days and id stay ``{start}``, ``{end}``, ``{mission}``: many missions share one answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from vetting.conditions import ENTRY, INCIDENT, PRIOR_MISSION, Case, Hit, IncidentView, Reason, Words, fill
from vetting.conditions.tables import country_words
from vetting.conditions.terms import CORE, LEVEL_WORDS, PROGRAM_WORDS, VIOLATIONS, listed
from vetting.conditions.timing import said_dates
from vetting.law.rule import Rule, clause_order
from vetting.model import Evidence
from vetting.period import Truth

_AND = {"en": "and", "es": "y"}
_RANK = {"high": 0, "medium": 1, "low": 2}
NOT_SHOWN_PUBLIC = Words(
    "That information is not shown to have been public by the start.",
    "De esa información no consta que fuera pública al inicio.",
)
_MORE = (
    Words("One more incident meets the same test.", "Otro incidente cumple la misma prueba."),
    Words("{n} more incidents meet the same test.", "Otros {n} incidentes cumplen la misma prueba."),
)
_MORE_NOT_PUBLIC = Words(
    "Of these, {n}: not shown to have been public by the start.",
    "De ellos, {n}: no consta que fueran públicos al inicio.",
)

_THE_UNIT = Words("the unit trained", "la unidad entrenada")
_THE_COUNTRY = Words("the country", "el país")
_SAME_FOR = Words("The same holds for {units}.", "Lo mismo vale para {units}.")

#: The gaps that a message may leave open, and those that the records of a hit fill.
REPORT_GAPS = frozenset({"start", "end", "mission"})
#: Gaps that the mission itself fills, and the path of each.
CASE_GAPS = {"country": "mission.country", "program": "mission.program", "unit": "mission.host_units"}
HIT_GAPS = {
    ENTRY: frozenset({"unit", "level"}),
    INCIDENT: frozenset({"violation", "date"}),
    PRIOR_MISSION: frozenset({"y1"}),
}


def gaps(template: str) -> frozenset[str]:
    """The names of the gaps in a template."""
    return frozenset(re.findall(r"\{(\w+)\}", template))


class Sayer:
    """Says one verdict of one rule. The message names the strongest incident and says how many more there are."""

    def __init__(
        self,
        rule: Rule,
        case: Case,
        hits: tuple[Hit, ...],
        not_shown_public: frozenset[str],
        versions: tuple[str, ...],
        reasons: tuple[Reason, ...] = (),
    ) -> None:
        self._rule = rule
        self._case = case
        self._not_shown_public = not_shown_public
        self._versions = versions
        self._reasons = reasons
        self._hits = sorted(hits, key=self._strength)

    @property
    def incident_ids(self) -> tuple[str, ...]:
        return tuple(sorted({hit.incident.id for hit in self._hits if hit.incident is not None and hit.incident.id}))

    @property
    def unit_ids(self) -> tuple[str, ...]:
        return tuple(sorted({hit.entry.unit_id for hit in self._hits if hit.entry is not None and hit.entry.unit_id}))

    def _strength(self, hit: Hit) -> tuple[object, ...]:
        """Known by the start, better rated, gross, earlier, by id: the first one speaks for all."""
        incident: IncidentView | None = hit.incident
        entry = hit.entry
        unit = (entry.unit_id or "", entry.name_level or "") if entry is not None else ("", "")
        prior = hit.prior_mission
        since = prior.start.earliest if prior is not None and prior.start is not None else date.max
        if incident is None:
            return (*unit, since, str(hit.values))
        begin = incident.period.begin or incident.period.end
        return (
            incident.id in self._not_shown_public,
            _RANK.get(incident.credibility or "", 3),
            not CORE.intersection(incident.violation_types or ()),
            begin.earliest if begin is not None else date.max,
            incident.id,
            since,
            unit,
            str(hit.values),
        )

    def message(self, language: str) -> str:
        """The rule's sentence about this hit, with what must be added to it."""
        first = self._hits[0].incident if self._hits else None
        sentences = [fill(getattr(self._rule.message, language), self._values(language))]
        if first is not None and first.id in self._not_shown_public:
            sentences.append(getattr(NOT_SHOWN_PUBLIC, language))
        others = {hit.incident.id for hit in self._hits if hit.incident is not None} - {first.id if first else ""}
        if others:
            sentences.append(fill(getattr(_MORE[len(others) > 1], language), {"n": str(len(others))}))
            hidden = others & self._not_shown_public
            if hidden:
                sentences.append(fill(getattr(_MORE_NOT_PUBLIC, language), {"n": str(len(hidden))}))
        units = {hit.entry.name for hit in self._hits[1:] if hit.entry is not None and hit.entry.unit_id} - {
            self._hits[0].entry.name if self._hits and self._hits[0].entry is not None else ""
        }
        if units:
            sentences.append(fill(getattr(_SAME_FOR, language), {"units": listed(sorted(units), _AND[language])}))
        sentences += dict.fromkeys(reason.said(language) for reason in self._reasons if reason.in_message)
        if self._rule.limits_in_message.intersection(self._versions):
            sentences.append(getattr(self._rule.limits, language))
        return " ".join(sentences)

    def _values(self, language: str) -> dict[str, str]:
        values = {**self._from_reasons(language), **self._of_the_mission(language), "level": self._level(language)}
        if not self._hits:
            return values
        hit = self._hits[0]
        values |= {name: value if isinstance(value, str) else getattr(value, language) for name, value in hit.values}
        if hit.entry is not None:
            values["unit"] = hit.entry.name
        if hit.incident is not None:
            values["date"] = getattr(said_dates(hit.incident), language)
            values["violation"] = _violations(hit.incident, language)
        if hit.prior_mission is not None and hit.prior_mission.start is not None:
            values["y1"] = _years(hit.prior_mission.start.earliest, hit.prior_mission.start.latest)
        return values

    def _of_the_mission(self, language: str) -> dict[str, str]:
        code, program = self._case.mission.get("country"), self._case.mission.get("program")
        place = country_words(code) if code else _THE_COUNTRY
        named = PROGRAM_WORDS.get(program or "", Words(program or "", program or ""))
        units = sorted({entry.name for entry in self._case.entries or () if entry.unit_id})
        unit = listed(units, _AND[language]) if units else getattr(_THE_UNIT, language)
        return {"country": getattr(place, language), "program": getattr(named, language), "unit": unit}

    def _from_reasons(self, language: str) -> dict[str, str]:
        """What the clauses that hold say of the gaps of the message; several of one gap are listed."""
        order = clause_order(self._rule)
        wanted = gaps(getattr(self._rule.message, language))
        found: dict[str, dict[str, None]] = {}
        for reason in sorted(self._reasons, key=lambda each: order.get(each.clause, -1)):
            for name, value in reason.values if reason.answer is Truth.YES else ():
                if name in wanted:
                    text = value if isinstance(value, str) else getattr(value, language)
                    found.setdefault(name, {})[text] = None
        return {name: listed(texts, _AND[language]) for name, texts in found.items()}

    def _level(self, language: str) -> str:
        """What the unnamed entries do name: the service, the force, or no more than the country."""
        levels = {hit.entry.name_level for hit in self._hits if hit.entry is not None}
        named = [level for level in ("service", "force") if level in levels] or ["country"]
        return listed((getattr(LEVEL_WORDS[level], language) for level in named), _AND[language])

    def evidence(self, reasons: Iterable[Reason]) -> tuple[Evidence, ...]:
        """The reasons as sentences, alike ones as one with all their records, in the order of the rule's clauses."""
        order = clause_order(self._rule)
        merged: dict[tuple[object, ...], tuple[Reason, set[str]]] = {}
        for reason in sorted(reasons, key=lambda each: order.get(each.clause, -1)):
            _, refs = merged.setdefault((reason.answer, reason.text, reason.values), (reason, set()))
            refs.update(reason.refs)
        sentences = [
            Evidence(reason.clause, reason.answer, reason.said("en"), reason.said("es"), tuple(sorted(refs)))
            for reason, refs in merged.values()
        ]
        return tuple(sorted(sentences, key=lambda each: (order.get(each.clause, -1), each.answer.value, each.text_en)))


def _violations(incident: IncidentView, language: str) -> str:
    """The types alleged in words: those gross in themselves, or all where there is none."""
    types = incident.violation_types or ("unknown",)
    chosen = [code for code in types if code in CORE] or types
    return listed((getattr(VIOLATIONS[code], language) for code in chosen), _AND[language])


def _years(first: date, last: date) -> str:
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
