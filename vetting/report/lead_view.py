"""A lead as the page shows it: records looked up, rows numbered, sentences filled in, the rest counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vetting.model import (
    Answer,
    Attribution,
    Citation,
    Dataset,
    Exposure,
    Incident,
    Link,
    Match,
    Mention,
    Mission,
    Part,
    Reading,
    RuleText,
    Run,
    Unit,
)
from vetting.period import Truth
from vetting.report.bounds import Bounds, Cut, cut
from vetting.report.fill import fill
from vetting.report.leads import Flag, Lead, is_statutory
from vetting.report.references import Reference, References


@dataclass(frozen=True, slots=True)
class MissionRow:
    """One mission of a lead; ``number`` is its row in the table, from 1, ``severity`` the gravest flag's or blank."""

    number: int
    mission: Mission
    exposure: Exposure
    path: tuple[str, ...]
    person: str
    severity: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A recipient cell as printed, the part of it that names the unit, and the link; ``missions`` have that cell."""

    text: str
    part: str
    link: Link
    reason: str
    missions: int


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of evidence with the records it rests on."""

    clause: str
    answer: Truth
    text: str
    refs: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule's flag on a lead. ``message`` is filled in for the first mission flagged.

    ``rows`` are the numbers of the flagged missions in the table, ``shown`` how many; ``folded`` more are not in it.
    """

    rule: RuleText
    anchor: str
    severity: str
    statutory: bool
    message: str
    version: str
    authority: tuple[Citation, ...]
    missing: tuple[str, ...]
    rows: str
    shown: int
    folded: int
    reasons: Cut[Reason]


@dataclass(frozen=True, slots=True)
class LeadView:
    """Everything a lead's section prints."""

    number: int
    lead: Lead
    unit: Unit | None
    unit_name: str
    incident: Incident
    named: tuple[Attribution, ...]
    missions: Cut[MissionRow]
    printed: Cut[Printed]
    incident_links: tuple[Link, ...]
    rules: tuple[RuleView, ...]
    open_facts: Cut[tuple[str, int]]


class LeadViews:
    """Makes lead views from one dataset and run."""

    def __init__(
        self, dataset: Dataset, run: Run, rules: Mapping[str, RuleText], anchors: Mapping[str, str], lang: str
    ) -> None:
        self._lang, self._run, self._rules, self._anchors = lang, run, rules, anchors
        self._missions = {mission.id: mission for mission in dataset.missions}
        self._incidents = {incident.id: incident for incident in dataset.incidents}
        self._units = {unit.id: unit for unit in dataset.units}
        self._persons = {person.id: person.name for person in dataset.persons}
        self._readings: dict[Mention, Reading] = {reading.mention: reading for reading in run.readings}
        self._references = References(dataset, anchors)

    def unit_name(self, unit_id: str) -> str:
        """The registered name, that of a provisional unit marked as such, or the id of a unit that is not on record."""
        unit = self._units.get(unit_id)
        if unit is None:
            return unit_id
        return f"{unit.name} (provisional)" if unit.provisional else unit.name  # one word in both languages

    def view(self, number: int, lead: Lead, bounds: Bounds) -> LeadView:
        """The lead's section, within the bounds."""
        incident = self._incidents[lead.incident_id]
        missions = self._rows(lead, bounds.missions)
        numbers = {row.mission.id: row.number for row in missions.shown}
        return LeadView(
            number,
            lead,
            self._units.get(lead.unit_id),
            self.unit_name(lead.unit_id),
            incident,
            tuple(a for a in incident.attributions if a.printed or a.normalized),
            missions,
            cut(self._printed(lead), 5),
            tuple(link for link in self._run.incident_links.get(incident.id, ()) if link.unit_id in lead.implicated),
            tuple(self._rule(flag, incident, numbers, bounds) for flag in lead.flags),
            cut(lead.open_facts, 6),
        )

    def _rows(self, lead: Lead, most: int) -> Cut[MissionRow]:
        """At most ``most`` missions in order of time; those that are flagged are the last to be folded."""
        gravest: dict[str, str] = {}
        for flag in lead.flags:  # gravest first
            for mission_id in flag.mission_ids:
                gravest.setdefault(mission_id, flag.severity)
        in_time = list(enumerate(lead.exposures))
        kept = sorted(sorted(in_time, key=lambda item: item[1].mission_id not in gravest)[:most], key=lambda x: x[0])
        rows = tuple(
            MissionRow(
                number,
                self._missions[exposure.mission_id],
                exposure,
                tuple(map(self.unit_name, exposure.path)),
                self._persons.get(exposure.person_id, exposure.person_id),
                gravest.get(exposure.mission_id, ""),
            )
            for number, (_, exposure) in enumerate(kept, 1)
        )
        return Cut(rows, len(in_time) - len(rows))

    def _printed(self, lead: Lead) -> list[Printed]:
        cells: dict[Mention, list[Exposure]] = {}
        for exposure in lead.exposures:
            mission = self._missions[exposure.mission_id]
            cells.setdefault(Mention(mission.country, mission.recipient or ""), []).append(exposure)
        found = []
        for mention, having in sorted(cells.items(), key=lambda item: (-len(item[1]), item[0])):
            part, match = self._part(mention, lead.unit_id)
            reason = match.reason if match else ""
            found.append(Printed(mention.text, part.text if part else "", having[0].mission_link, reason, len(having)))
        return found

    def _part(self, mention: Mention, unit_id: str) -> tuple[Part | None, Match | None]:
        reading = self._readings.get(mention)
        pairs = ((part, match) for part in (reading.parts if reading else ()) for match in part.matches)
        return next(((part, match) for part, match in pairs if match.unit_id == unit_id), (None, None))

    def _rule(self, flag: Flag, incident: Incident, numbers: Mapping[str, int], bounds: Bounds) -> RuleView:
        answer, missions = flag.answers[0]
        mission = self._missions[missions[0]]
        spanish = self._lang == "es"
        reasons = [
            Reason(
                reason.clause,
                reason.answer,
                fill(reason.text_es if spanish else reason.text_en, mission, self._lang),
                self._references.find(reason.refs, mission.id),
            )
            for reason in answer.evidence
        ]
        rule = self._rules.get(flag.rule_id) or RuleText(flag.rule_id, flag.rule_id, flag.rule_id, flag.severity, "")
        rows = sorted(numbers[mission_id] for mission_id in flag.mission_ids if mission_id in numbers)
        return RuleView(
            rule,
            self._anchors.get(flag.rule_id, ""),
            flag.severity,
            is_statutory(flag.rule_id),
            fill(answer.message_es if spanish else answer.message_en, mission, self._lang),
            answer.version,
            _applied(rule, answer.version),
            _not_on_record(answer, incident),
            row_numbers(rows),
            len(rows),
            len(flag.mission_ids) - len(rows),
            cut(reasons, bounds.evidence),
        )


def _not_on_record(answer: Answer, incident: Incident) -> tuple[str, ...]:
    """What the answer lacks; a first publication that is known but later is no missing record."""
    known = {"incidents[].first_public_date"} if incident.has_first_publication else set()
    return tuple(path for path in answer.missing if path not in known)


def _applied(rule: RuleText, version: str) -> tuple[Citation, ...]:
    """The citations of the versions applied (``v1`` or ``v1, v2``) and of every version; all where none is named so."""
    versions = {"", *version.split(", ")}
    applied = tuple(cited for cited in rule.authority if cited.version in versions)
    return applied or rule.authority


def row_numbers(numbers: list[int]) -> str:
    """``1–3, 5`` for 1, 2, 3 and 5; after twelve runs of numbers an ellipsis."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs[:12]]
    return ", ".join(shown) + (" …" if len(runs) > 12 else "")
