"""Records and claims by id, and what a person meant when typing an id."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from vetting import link
from vetting.errors import UsageError
from vetting.link.mentions import mentions_of
from vetting.model import (
    Answer,
    Dataset,
    Exposure,
    Incident,
    Match,
    Mention,
    Mission,
    Problem,
    ProgramTotal,
    Reading,
    RuleText,
    Run,
    SourceRef,
    Unit,
)
from vetting.report.findings_json import provisional_units
from vetting.report.plain import clean

_AT = re.compile(r"(.+):(\d+)\Z")
_SUGGESTIONS = 5
_FIRST_PUBLIC = "incidents[].first_public_date"
#: Below this likeness (of 100) an id is no help as a suggestion. A design choice.
_LIKENESS = 60

Record = Mission | Unit | Incident | ProgramTotal | Problem


class Found(NamedTuple):
    """The record meant and, where a finding was meant, the rule's id (else blank)."""

    record: Record
    rule_id: str = ""


class Claimed(NamedTuple):
    """A mission and the unit's match in its cell."""

    mission: Mission
    match: Match


class Records:
    """A dataset and its run, by id."""

    def __init__(self, dataset: Dataset, run: Run, rules: Sequence[RuleText] = ()) -> None:
        self.dataset = dataset
        self.run = run
        self.units: dict[str, Unit] = {unit.id: unit for unit in dataset.units}
        self.incidents: dict[str, Incident] = {incident.id: incident for incident in dataset.incidents}
        self.rules: dict[str, RuleText] = {rule.id: rule for rule in rules}
        self._linked: dict[str, Sequence[Reading]] = {}

    @cached_property
    def missions(self) -> Mapping[str, Mission]:
        return {mission.id: mission for mission in self.dataset.missions}

    @cached_property
    def totals(self) -> Mapping[str, ProgramTotal]:
        return {total.id: total for total in self.dataset.program_totals}

    @cached_property
    def readings(self) -> Mapping[Mention, Reading]:
        return {reading.mention: reading for reading in self.run.readings}

    @cached_property
    def registered(self) -> frozenset[str]:
        """Countries of which at least one unit may be linked."""
        return frozenset(unit.country for unit in self.dataset.units if not unit.placeholder)

    @cached_property
    def provisional(self) -> frozenset[str]:
        """The ids of the provisional units."""
        return provisional_units(self.dataset)

    def reading(self, mission: Mission) -> Reading | None:
        """How the mission's cell was read; None for a blank cell or one newer than the run."""
        return self.readings.get(Mention(mission.country, mission.recipient)) if mission.recipient else None

    def read_beside(self, mention: Mention) -> Sequence[Reading]:
        """What the run read in all records; without one, what linking those of the mention's country gives."""
        if self.run.readings:
            return self.run.readings
        if mention.country not in self._linked:
            mentions = [one for one in mentions_of(self.dataset) if one.country == mention.country]
            superiors = link.above(self.dataset.relations)
            units = [unit for unit in self.dataset.units if unit.country in (mention.country, "")]
            self._linked[mention.country] = link.link(mentions, units, superiors=superiors)
        return self._linked[mention.country]

    def exposures(self, *, mission: str = "", incident: str = "", unit: str = "") -> list[Exposure]:
        """The run's exposures of a mission, of an incident or through a unit, in order."""
        return [
            exposure
            for exposure in self.run.exposures
            if (mission and exposure.mission_id == mission)
            or (incident and exposure.incident_id == incident)
            or (unit and unit in (exposure.trained_unit_id, exposure.implicated_unit_id))
        ]

    def missions_naming(self, unit_id: str) -> list[Claimed]:
        """Missions whose cell has the unit as match or candidate, by id; the unit's best match in each."""
        best: dict[Mention, Match] = {}
        for reading in self.run.readings:
            found = [match for part in reading.parts for match in part.matches if match.unit_id == unit_id]
            if found:
                best[reading.mention] = min(found, key=lambda match: (match.status != "match", -match.score))
        cells: defaultdict[tuple[str, str | None], Match | None] = defaultdict(lambda: None)
        cells.update({(mention.country, mention.text): match for mention, match in best.items()})
        return [
            Claimed(mission, match)
            for mission in self.dataset.missions
            if (match := cells.get((mission.country, mission.recipient)))
        ]

    # ---------------------------------------------------------------- what was meant

    def find(self, text: str, rule_id: str = "") -> Found:
        """The record that ``text`` names: an id, ``mission:rule``, or ``file:line`` of its source.

        Raises UsageError with the nearest ids when there is none.
        """
        if rule_id:
            self._check_rule(rule_id)
            at_line = self._by_source(text)
            return Found(at_line if isinstance(at_line, Mission) else self.mission(text), rule_id)
        record = self._by_id(text) or self._by_source(text)
        if record:
            return Found(record)
        mission_id, colon, rule = text.rpartition(":")
        if colon and rule in self.run.rules and mission_id in self.missions:
            return Found(self.missions[mission_id], rule)
        if text in self.run.rules:
            raise UsageError(f"'{text}' is a rule", hint=f"See it with: vetting rules show {text}")
        raise self._unknown(text, [*self.units, *self.incidents, *self.missions, *self.totals])

    def not_on_record(self, answer: Answer) -> tuple[str, ...]:
        """What an answer lacks. A first publication that is on record, but later, is not missing from the record."""
        dated = all(incident.has_first_publication for i in answer.incident_ids if (incident := self.incidents.get(i)))
        known = {_FIRST_PUBLIC} if answer.incident_ids and dated else set()
        return tuple(path for path in answer.missing if path not in known)

    def mission(self, mission_id: str) -> Mission:
        """The mission of that id. Raises UsageError with the nearest ids."""
        if mission_id not in self.missions:
            raise self._unknown(mission_id, list(self.missions))
        return self.missions[mission_id]

    def unit(self, unit_id: str) -> Unit:
        """The unit of that id. Raises UsageError with the nearest ids."""
        if unit_id not in self.units:
            raise self._unknown(unit_id, list(self.units))
        return self.units[unit_id]

    def _check_rule(self, rule_id: str) -> None:
        if rule_id not in self.run.rules:
            raise self._unknown(rule_id, list(self.run.rules))

    def _by_id(self, text: str) -> Record | None:
        return self.units.get(text) or self.incidents.get(text) or self.missions.get(text) or self.totals.get(text)

    def _by_source(self, text: str) -> Record | None:
        at = _AT.match(text)
        if not at:
            return None
        file, line = at[1], int(at[2])

        def here(source: SourceRef) -> bool:
            return source.line == line and source.file == file

        groups: tuple[Sequence[Record], ...] = (
            self.dataset.missions, self.dataset.incidents, self.dataset.units, self.dataset.program_totals,
            self.dataset.problems,
        )  # fmt: skip
        return next((record for group in groups for record in group if here(record.source)), None)

    def _unknown(self, text: str, ids: list[str]) -> UsageError:
        near = nearest(text, ids)
        hint = f"Nearest: {clean(', '.join(near))}" if near else "Give an id, MISSION:RULE, or FILE:LINE of a source."
        return UsageError(f"nothing on record has the id '{clean(text, 80)}'", hint=hint)


def nearest(text: str, ids: Sequence[str]) -> list[str]:
    """At most five ids most like ``text``, the likest first, equals by name."""
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        text, ids, scorer=fuzz.ratio, processor=utils.default_process, limit=4 * _SUGGESTIONS, score_cutoff=_LIKENESS
    )
    return [name for name, _, _ in sorted(found, key=lambda one: (-one[1], one[0]))][:_SUGGESTIONS]
