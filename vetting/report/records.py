"""Flags that rest on no unit-level incident, such as a host unit that is not named: counted, with examples."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from vetting.model import Dataset, Mission, Run
from vetting.report.findings import EXAMPLES, severity_rank

#: Some editions print a service number where the unit should stand.
_LONG_NUMBER = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True)
class Line:
    """The flags of one rule, country and program: how many per year, and the first missions of them."""

    country: str
    program: str
    years: tuple[tuple[str, int], ...]
    missions: int
    examples: tuple[Mission, ...]


@dataclass(frozen=True, slots=True)
class RecordFlags:
    """One rule's flags, folded; ``lines`` hold most missions first."""

    rule_id: str
    severity: str
    missions: int
    countries: int
    lines: tuple[Line, ...]


def fold(dataset: Dataset, run: Run) -> tuple[RecordFlags, ...]:
    """The flags that no unit-level exposure explains, by rule; gravest and most frequent first."""
    exposed = _unit_level(run)
    cells: defaultdict[str, defaultdict[tuple[str, str], list[Mission]]] = defaultdict(lambda: defaultdict(list))
    severities: dict[str, str] = {}
    for mission in dataset.missions:
        signature = run.signature_of.get(mission.id)
        for answer in run.answers.get(signature, ()) if signature is not None else ():
            if answer.result != "flagged" or not exposed.get(mission.id, frozenset()).isdisjoint(answer.incident_ids):
                continue
            cells[answer.rule_id][mission.country, mission.program].append(mission)
            severities.setdefault(answer.rule_id, answer.severity)
    found = [_folded(rule_id, severities[rule_id], by_place) for rule_id, by_place in cells.items()]
    return tuple(sorted(found, key=lambda flags: (severity_rank(flags.severity), -flags.missions, flags.rule_id)))


def _unit_level(run: Run) -> dict[str, set[str]]:
    exposed: defaultdict[str, set[str]] = defaultdict(set)
    for exposure in run.exposures:
        if exposure.tie != "force":
            exposed[exposure.mission_id].add(exposure.incident_id)
    return dict(exposed)


def _folded(rule_id: str, severity: str, by_place: dict[tuple[str, str], list[Mission]]) -> RecordFlags:
    lines = [
        Line(country, program, _years(missions), len(missions), _examples(missions))
        for (country, program), missions in by_place.items()
    ]
    lines.sort(key=lambda line: (-line.missions, line.country, line.program))
    missions = sum(line.missions for line in lines)
    return RecordFlags(rule_id, severity, missions, len({line.country for line in lines}), tuple(lines))


def quotable(mission: Mission) -> bool:
    """Whether the recipient cell may be quoted as an example: not one that holds a long number, a person's perhaps."""
    return bool(mission.recipient) and not _LONG_NUMBER.search(mission.recipient or "")


def _examples(missions: list[Mission]) -> tuple[Mission, ...]:
    """The first missions whose cells differ and may be quoted, then the first of the rest."""
    different = {mission.recipient: mission for mission in reversed(missions) if quotable(mission)}
    first = sorted(different.values(), key=lambda mission: mission.id)[:EXAMPLES]
    rest = [mission for mission in missions[: 2 * EXAMPLES] if mission not in first]
    return tuple(sorted((first + rest)[:EXAMPLES], key=lambda mission: mission.id))


def _years(missions: list[Mission]) -> tuple[tuple[str, int], ...]:
    """Missions per fiscal year (else the year they began), ``""`` where neither is known, in order."""
    return tuple(sorted(Counter(_year(mission) for mission in missions).items()))


def _year(mission: Mission) -> str:
    if mission.fiscal_year is not None:
        return str(mission.fiscal_year)
    begin = mission.period.begin
    return str(begin.earliest.year) if begin and begin.earliest.year == begin.latest.year else ""
