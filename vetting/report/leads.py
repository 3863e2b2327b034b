"""Leads: a trained unit and an incident, the missions that tie them and the rules that say so; strongest first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vetting.model import Answer, Dataset, Exposure, Incident, Mission, Run
from vetting.report.findings import severity_rank
from vetting.report.flags import confirmed
from vetting.report.words import TIES, TIMINGS

_TIES = tuple(TIES)
_TIMINGS = tuple(TIMINGS)
_CREDIBILITIES = ("high", "medium", "low", "", "refuted")
#: A lead gets its own section when a rule of this severity, or of a graver one, flags it.
SERIOUS = severity_rank("high")


@dataclass(frozen=True, slots=True)
class Flag:
    """One rule's flag on a lead: the answers given (one per signature) and the missions that have each."""

    rule_id: str
    severity: str
    answers: tuple[tuple[Answer, tuple[str, ...]], ...]

    @property
    def mission_ids(self) -> frozenset[str]:
        return frozenset(mission for _, missions in self.answers for mission in missions)


@dataclass(frozen=True, slots=True)
class Lead:
    """A trained unit × an incident. ``exposures`` hold one per mission, the nearest tie, by the mission's days.

    ``open_facts`` counts, for each fact that leaves a rule undetermined, the lead's missions that it leaves open.
    """

    unit_id: str
    incident_id: str
    exposures: tuple[Exposure, ...]
    implicated: tuple[str, ...]
    flags: tuple[Flag, ...]
    open_facts: tuple[tuple[str, int], ...] = field(default=())

    @property
    def tie(self) -> str:
        return min((exposure.tie for exposure in self.exposures), key=_TIES.index)

    @property
    def nearest(self) -> str:
        """The unit named in the incident to which the nearest tie leads."""
        return min(self.exposures, key=lambda exposure: _TIES.index(exposure.tie)).implicated_unit_id

    @property
    def timings(self) -> tuple[tuple[str, int], ...]:
        """How many missions stand during, after, before, undetermined; those with none left out."""
        counts = Counter(exposure.timing.value for exposure in self.exposures)
        return tuple((timing, counts[timing]) for timing in _TIMINGS if counts[timing])

    @property
    def standing(self) -> int:
        """How the best pair of links stands: 0 confirmed, 1 accepted by the tool alone, 2 a candidate."""
        return min(_standing(exposure) for exposure in self.exposures)

    @property
    def serious(self) -> bool:
        return any(severity_rank(flag.severity) <= SERIOUS for flag in self.flags)

    @property
    def statutory(self) -> bool:
        """Whether a rule of law, not only an indicator, flags it at a serious severity."""
        return any(severity_rank(flag.severity) <= SERIOUS and is_statutory(flag.rule_id) for flag in self.flags)


def is_statutory(rule_id: str) -> bool:
    """Indicators (good practice, not law) bear the prefix ``ind-``."""
    return not rule_id.startswith("ind-")


def _standing(exposure: Exposure) -> int:
    links = (exposure.mission_link, exposure.incident_link)
    return 2 if any(link.status == "candidate" for link in links) else 0 if all(map(confirmed, links)) else 1


def find(dataset: Dataset, run: Run) -> tuple[Lead, ...]:
    """Every pair of a trained unit and an incident with a tie closer than the force, strongest first.

    Order: serious flags first, then the tie, a rule of law before an indicator, the timing (during, after, before),
    links confirmed or accepted, the credibility, the number of missions, and last the ids.
    """
    missions = {mission.id: mission for mission in dataset.missions} if run.exposures else {}
    incidents = {incident.id: incident for incident in dataset.incidents}
    pairs: defaultdict[tuple[str, str], list[Exposure]] = defaultdict(list)
    for exposure in run.exposures:
        held = exposure.mission_id in missions and exposure.incident_id in incidents
        if held and exposure.tie != "force":
            pairs[exposure.trained_unit_id, exposure.incident_id].append(exposure)
    answers = _Answers(run)
    leads = [_lead(key, exposures, missions, answers) for key, exposures in pairs.items()]
    return tuple(sorted(leads, key=lambda lead: _rank(lead, incidents[lead.incident_id])))


def gone(dataset: Dataset, run: Run) -> int:
    """How many exposures concern a mission or an incident that was taken out since the run; they make no lead."""
    missions = {mission.id for mission in dataset.missions} if run.exposures else set()
    incidents = {incident.id for incident in dataset.incidents}
    return sum(e.mission_id not in missions or e.incident_id not in incidents for e in run.exposures)


class _Answers:
    """Flagged answers by signature and incident, and what the undetermined ones lack; each signature read once."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._flags: dict[int, dict[str, list[Answer]]] = {}
        self._lacks: dict[int, frozenset[str]] = {}

    def flags(self, signature: int, incident_id: str) -> list[Answer]:
        if signature not in self._flags:
            found: defaultdict[str, list[Answer]] = defaultdict(list)
            for answer in self.run.answers[signature]:
                if answer.result == "flagged":
                    for incident in answer.incident_ids:
                        found[incident].append(answer)
            self._flags[signature] = found
        return self._flags[signature].get(incident_id, [])

    def lacks(self, signature: int) -> frozenset[str]:
        if signature not in self._lacks:
            answers = self.run.answers[signature]
            self._lacks[signature] = frozenset(
                path for answer in answers if answer.result == "undetermined" for path in answer.missing
            )
        return self._lacks[signature]


def _lead(
    key: tuple[str, str], exposures: Iterable[Exposure], missions: Mapping[str, Mission], answers: _Answers
) -> Lead:
    unit_id, incident_id = key
    exposures = list(exposures)
    nearest: dict[str, Exposure] = {}
    for exposure in sorted(exposures, key=lambda e: (_TIES.index(e.tie), e.implicated_unit_id)):
        nearest.setdefault(exposure.mission_id, exposure)
    lacks: Counter[str] = Counter()
    flagged: defaultdict[str, dict[tuple[int, int], tuple[Answer, list[str]]]] = defaultdict(dict)
    order = sorted(nearest, key=lambda mission: _day_key(missions.get(mission), mission))
    for mission_id in order:
        signature = answers.run.signature_of.get(mission_id)
        if signature is None:
            continue
        lacks.update(answers.lacks(signature))
        for number, answer in enumerate(answers.flags(signature, incident_id)):
            found = flagged[answer.rule_id].setdefault((signature, number), (answer, []))
            found[1].append(mission_id)
    flags = [
        Flag(rule_id, _gravest(found.values()), tuple((answer, tuple(ids)) for answer, ids in found.values()))
        for rule_id, found in flagged.items()
    ]
    flags.sort(key=lambda flag: (severity_rank(flag.severity), not is_statutory(flag.rule_id), flag.rule_id))
    return Lead(
        unit_id,
        incident_id,
        tuple(nearest[mission] for mission in order),
        tuple(sorted({exposure.implicated_unit_id for exposure in exposures})),
        tuple(flags),
        tuple(sorted(lacks.items(), key=lambda item: (-item[1], item[0]))),
    )


def _gravest(answers: Iterable[tuple[Answer, list[str]]]) -> str:
    return min((answer.severity for answer, _ in answers), key=severity_rank)


def _day_key(mission: Mission | None, mission_id: str) -> tuple[str, str]:
    begin = mission.period.begin if mission else None
    return (begin.earliest.isoformat() if begin else "9999", mission_id)


def _rank(lead: Lead, incident: Incident) -> tuple[object, ...]:
    credibility = incident.credibility
    return (
        not lead.serious,
        not lead.flags,
        _TIES.index(lead.tie),
        not lead.statutory,
        _TIMINGS.index(lead.timings[0][0]),
        lead.standing,
        _CREDIBILITIES.index(credibility) if credibility in _CREDIBILITIES else len(_CREDIBILITIES),
        -len(lead.exposures),
        lead.unit_id,
        lead.incident_id,
    )
