"""The flagged findings of a run, each with its mission and the exposures that it rests on, and the rest folded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from vetting.model import Answer, Dataset, Exposure, Mission, Run

#: Most severe first; a severity that is not named here stands last.
SEVERITIES = ("critical", "high", "medium", "low", "info")

#: Missions named as examples of a folded group.
EXAMPLES = 3


def severity_rank(severity: str) -> int:
    """0 for critical and so on; one past the last for a word that is not known."""
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


class Finding(NamedTuple):
    """A rule's answer for one mission, with the mission's exposures to the incidents that decided it."""

    mission: Mission
    answer: Answer
    exposures: tuple[Exposure, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Answers that say the same, folded: how many missions have it and the first ids among them."""

    rule_id: str
    result: str
    missing: tuple[str, ...]
    n_missions: int
    example_mission_ids: tuple[str, ...]


def flagged(dataset: Dataset, run: Run) -> list[Finding]:
    """Every flagged finding: by severity, those that rest on an incident first, then by how complete the facts are.

    Ties are broken by rule and mission id, so the order is the same whatever the order of the inputs.
    """
    of_signature = {
        signature: hits
        for signature, answers in run.answers.items()
        if (hits := [answer for answer in answers if answer.result == "flagged"])
    }
    missions = [mission for mission in dataset.missions if run.signature_of.get(mission.id) in of_signature]
    exposures = exposures_by_mission(run, {mission.id for mission in missions})
    found = [
        Finding(mission, answer, relevant(answer, exposures.get(mission.id, ())))
        for mission in missions
        for answer in of_signature[run.signature_of[mission.id]]
    ]
    found.sort(key=_order)
    return found


def _order(finding: Finding) -> tuple[int, bool, int, str, str]:
    answer = finding.answer
    return (
        severity_rank(answer.severity), not finding.exposures, len(answer.missing), answer.rule_id, finding.mission.id,
    )  # fmt: skip


def exposures_by_mission(run: Run, missions: set[str] | None = None) -> Mapping[str, list[Exposure]]:
    """The exposures of each mission, in the run's order; all missions where ``missions`` is None."""
    found: defaultdict[str, list[Exposure]] = defaultdict(list)
    for exposure in run.exposures:
        if missions is None or exposure.mission_id in missions:
            found[exposure.mission_id].append(exposure)
    return found


def relevant(answer: Answer, exposures: list[Exposure] | tuple[Exposure, ...]) -> tuple[Exposure, ...]:
    """The exposures to the incidents that made the rule fire; none where no incident did."""
    if not answer.incident_ids or not exposures:
        return ()
    incidents = set(answer.incident_ids)
    return tuple(exposure for exposure in exposures if exposure.incident_id in incidents)


def groups(dataset: Dataset, run: Run) -> list[Group]:
    """The answers other than flagged, folded by rule, result and what is missing; in that order."""
    counts, examples = signature_missions(dataset, run)
    sums: defaultdict[tuple[str, str, tuple[str, ...]], int] = defaultdict(int)
    firsts: defaultdict[tuple[str, str, tuple[str, ...]], list[str]] = defaultdict(list)
    for signature, answers in run.answers.items():
        if signature not in counts:
            continue
        for answer in answers:
            if answer.result != "flagged":
                key = (answer.rule_id, answer.result, answer.missing)
                sums[key] += counts[signature]
                firsts[key] += examples[signature]
                if len(firsts[key]) > 64:
                    firsts[key] = sorted(firsts[key])[:EXAMPLES]
    return [Group(*key, sums[key], tuple(sorted(firsts[key])[:EXAMPLES])) for key in sorted(sums)]


def signature_missions(dataset: Dataset, run: Run) -> tuple[dict[int, int], dict[int, list[str]]]:
    """How many missions of the dataset have each signature, and the first ids among them."""
    counts: dict[int, int] = {}
    examples: dict[int, list[str]] = {}
    for mission in dataset.missions:
        signature = run.signature_of.get(mission.id)
        if signature is None:
            continue
        seen = counts.get(signature, 0)
        counts[signature] = seen + 1
        if seen == 0:
            examples[signature] = [mission.id]
        elif seen < EXAMPLES:
            examples[signature].append(mission.id)
    return counts, examples


def all_answers(dataset: Dataset, run: Run) -> Iterator[Finding]:
    """Every answer for every judged mission, by mission and then in the order of the rules."""
    exposures = exposures_by_mission(run)
    for mission in dataset.missions:
        signature = run.signature_of.get(mission.id)
        if signature is None:
            continue
        own = exposures.get(mission.id, ())
        for answer in run.answers[signature]:
            yield Finding(mission, answer, relevant(answer, own))
