"""How many missions each rule flags, how far that rests on unconfirmed links, what would settle open answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from vetting.model import DECLARABLE, Answer, Dataset, Link, Run
from vetting.report.findings import SEVERITIES, severity_rank

_RESULTS = ("flagged", "not_flagged", "undetermined", "not_applicable")


def confirmed(link: Link) -> bool:
    """Whether the tie is the source's own id or a reviewer's judgement, not the tool's reading of a name."""
    return link.status == "confirmed" or (link.status == "match" and link.score == 1.0)


def open_lists(run: Run, counts: Mapping[int, int]) -> list[dict[str, Any]]:
    """Per source: missions for which it is declared complete, and for which it stays open."""
    complete: Counter[str] = Counter()
    for signature, n in counts.items():
        searched = run.facts.get(signature, {}).get("searched")
        if isinstance(searched, Mapping):
            for source in DECLARABLE:
                if searched.get(source) is True:
                    complete[source] += n
    total = sum(counts.values())
    return [
        {"source": source, "open": total - complete[source], "complete": complete[source]}
        for source in sorted(DECLARABLE)
    ]


def missing_facts(run: Run, counts: Mapping[int, int]) -> list[dict[str, Any]]:
    """The facts that left answers open, ranked by the missions that each alone would settle."""
    settles: Counter[str] = Counter()
    missions: Counter[str] = Counter()
    by_rule: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for signature, n in counts.items():
        alone: set[str] = set()
        named: set[str] = set()
        for answer in run.answers[signature]:
            if answer.result == "undetermined":
                named.update(answer.missing)
                if len(answer.missing) == 1:
                    alone.update(answer.missing)
                for path in answer.missing:
                    by_rule[path][answer.rule_id] += n
        for path in named:
            missions[path] += n
        for path in alone:
            settles[path] += n
    ranked = sorted(missions, key=lambda path: (-settles[path], -missions[path], path))
    return [
        {
            "path": path,
            "settles": settles[path],
            "missions": missions[path],
            "by_rule": dict(sorted(by_rule[path].items())),
        }
        for path in ranked
    ]


def flags(dataset: Dataset, run: Run, counts: Mapping[int, int]) -> dict[str, Any]:
    """Flagged missions by rule and severity, and the range if every unconfirmed link were wrong."""
    results: defaultdict[str, Counter[str]] = defaultdict(Counter)
    severities: dict[str, str] = {}
    for signature, n in counts.items():
        for answer in run.answers[signature]:
            results[answer.rule_id][answer.result] += n
            if answer.result == "flagged" or answer.rule_id not in severities:
                severities[answer.rule_id] = answer.severity
    shaky, missions = _resting_on_unconfirmed(dataset, run)
    rows: list[dict[str, Any]] = []
    for rule in sorted(results, key=lambda rule: (severity_rank(severities[rule]), rule)):
        n = results[rule]["flagged"]
        rows.append(
            {
                "rule_id": rule,
                "severity": severities[rule],
                **{result: results[rule][result] for result in _RESULTS},
                "rest_on_unconfirmed_links": shaky[rule],
                "range": [n - shaky[rule], n],
            }
        )
    total = sum(row["flagged"] for row in rows)
    return {
        "total": total,
        "missions": missions,
        "rest_on_unconfirmed_links": sum(shaky.values()),
        "range": [total - sum(shaky.values()), total],
        "by_severity": _by_severity(rows),
        "by_rule": rows,
    }


def _by_severity(rows: list[dict[str, Any]]) -> dict[str, int]:
    tally = Counter(dict.fromkeys(SEVERITIES, 0))
    for row in rows:
        tally[row["severity"]] += row["flagged"]
    return dict(tally)


def _resting_on_unconfirmed(dataset: Dataset, run: Run) -> tuple[Counter[str], int]:
    """Per rule the flags that no pair of confirmed links carries, and how many missions are flagged at all."""
    sure = {
        (exposure.mission_id, exposure.incident_id)
        for exposure in run.exposures
        if confirmed(exposure.mission_link) and confirmed(exposure.incident_link)
    }
    shaky: Counter[str] = Counter()
    missions = 0
    hits: dict[int, list[Answer]] = {
        signature: flagged
        for signature, answers in run.answers.items()
        if (flagged := [answer for answer in answers if answer.result == "flagged"])
    }
    for mission in dataset.missions:
        answers = hits.get(run.signature_of.get(mission.id, -1), [])
        missions += bool(answers)
        for answer in answers:
            if answer.incident_ids and not any((mission.id, incident) in sure for incident in answer.incident_ids):
                shaky[answer.rule_id] += 1
    return shaky, missions
