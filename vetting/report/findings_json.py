"""Findings as JSON: one object for scripts, or JSON lines, one per mission and rule.

Keys are fixed (README, "JSON"). One finding stands on one line, so that two reports can be compared line by line.
Sentences are those of both languages, filled in for the mission.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from vetting.model import Answer, Dataset, Exposure, Link, Mission, RuleText, Run, SourceRef
from vetting.report.coverage import coverage
from vetting.report.fill import fill, has_slots
from vetting.report.findings import Finding, all_answers, flagged, groups
from vetting.report.run_header import run_header


def write(
    dataset: Dataset,
    run: Run,
    rules: Sequence[RuleText],
    out: Path,
    *,
    all_answers: bool = False,
    exposures: bool = False,
) -> None:
    """Write the report to ``out``.

    ``all_answers`` writes JSON lines instead, one per mission and rule, flagged or not. ``exposures`` writes one object
    ``{run, exposures}`` with every exposure of the run, flagged or not. Raises ValueError when both are asked for.
    """
    if all_answers and exposures:
        raise ValueError("either all answers or all exposures, not both")
    if all_answers:
        pieces = _answer_lines(dataset, run)
    elif exposures:
        pieces = _exposure_report(dataset, run, rules)
    else:
        pieces = _report(dataset, run, rules)
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


#: What a terminal may act on, or what reorders text, is written as an escape; it can only stand inside a string.
_RAW = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def json_text(value: Any, indent: int | None = None) -> str:
    """A value as JSON that can be read in any terminal; compact unless ``indent`` is given."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=separators, indent=indent)
    return text if _RAW.search(text) is None else _RAW.sub(lambda raw: f"\\u{ord(raw[0]):04x}", text)


def _report(dataset: Dataset, run: Run, rules: Sequence[RuleText]) -> Iterator[str]:
    yield '{"run":' + json_text(run_header(run, rules))
    yield ',\n"coverage":' + json_text(coverage(dataset, run))
    as_json = _Findings(provisional_units(dataset))
    yield ',\n"findings":['
    yield from _list(as_json.text(finding) for finding in flagged(dataset, run))
    yield '],\n"groups":['
    yield from _list(
        json_text(
            {
                "rule_id": group.rule_id,
                "result": group.result,
                "missing": group.missing,
                "n_missions": group.n_missions,
                "example_mission_ids": group.example_mission_ids,
            }
        )
        for group in groups(dataset, run)
    )
    yield "]}\n"


def _list(texts: Iterable[str]) -> Iterator[str]:
    before = "\n"
    for text in texts:
        yield before + text
        before = ",\n"
    yield "\n"


def _answer_lines(dataset: Dataset, run: Run) -> Iterator[str]:
    as_json = _Findings(provisional_units(dataset))
    for finding in all_answers(dataset, run):
        yield as_json.text(finding) + "\n"


def _exposure_report(dataset: Dataset, run: Run, rules: Sequence[RuleText]) -> Iterator[str]:
    sources = {mission.id: mission.source for mission in dataset.missions}
    provisional = provisional_units(dataset)
    yield '{"run":' + json_text(run_header(run, rules))
    yield ',\n"exposures":['
    yield from _list(
        json_text(
            {
                "mission_id": exposure.mission_id,
                **exposure_object(exposure, provisional),
                "path": exposure.path,
                "source_ref": source_object(sources[exposure.mission_id]) if exposure.mission_id in sources else None,
            }
        )
        for exposure in run.exposures
    )
    yield "]}\n"


class _Findings:
    """Findings as text; evidence that is the same for all missions of an answer is written out once."""

    def __init__(self, provisional: Collection[str]) -> None:
        self._provisional = provisional
        self._evidence: dict[int, tuple[Answer, str | None]] = {}

    def text(self, finding: Finding) -> str:
        mission, answer, exposures = finding
        head = json_text(
            {
                "mission_id": mission.id,
                "rule_id": answer.rule_id,
                "result": answer.result,
                "severity": answer.severity,
                "missing": answer.missing,
                "exposures": [exposure_object(exposure, self._provisional) for exposure in exposures],
            }
        )
        return f'{head[:-1]},"evidence":{self._evidence_text(mission, answer)},"source_ref":{_source(mission)}}}'

    def _evidence_text(self, mission: Mission, answer: Answer) -> str:
        key = id(answer)
        if key not in self._evidence:
            # The answer is kept beside its text so that its id cannot be given to another one.
            shared = not any(
                has_slots(text) for reason in answer.evidence for text in (reason.text_en, reason.text_es, *reason.refs)
            )
            self._evidence[key] = answer, json_text(evidence_objects(answer, mission)) if shared else None
        text = self._evidence[key][1]
        return json_text(evidence_objects(answer, mission)) if text is None else text


def provisional_units(dataset: Dataset) -> frozenset[str]:
    """The ids of the units that are of no registry, but gathered from the recipients' own strings."""
    return frozenset(unit.id for unit in dataset.units if unit.provisional)


def finding_object(finding: Finding, provisional: Collection[str]) -> dict[str, Any]:
    """One finding with the keys of the JSON report; ``provisional`` are the ids of provisional units."""
    mission, answer, exposures = finding
    return {
        "mission_id": mission.id,
        "rule_id": answer.rule_id,
        "result": answer.result,
        "severity": answer.severity,
        "missing": list(answer.missing),
        "exposures": [exposure_object(exposure, provisional) for exposure in exposures],
        "evidence": evidence_objects(answer, mission),
        "source_ref": source_object(mission.source),
    }


def evidence_objects(answer: Answer, mission: Mission) -> list[dict[str, Any]]:
    """The reasons of an answer, their sentences filled in for the mission."""
    return [
        {
            "clause": reason.clause,
            "answer": reason.answer.value,
            "text_en": fill(reason.text_en, mission, "en"),
            "text_es": fill(reason.text_es, mission, "es"),
            "refs": [fill(ref, mission, "en") for ref in reason.refs],
        }
        for reason in answer.evidence
    ]


def exposure_object(exposure: Exposure, provisional: Collection[str]) -> dict[str, Any]:
    """One exposure with the keys of the JSON report; ``gap_days`` is [least, most] or null.

    Only a unit that is provisional is said to be: ``trained_unit_provisional``, ``implicated_unit_provisional`` true.
    """
    marks = {
        f"{role}_unit_provisional": True
        for role in ("trained", "implicated")
        if getattr(exposure, f"{role}_unit_id") in provisional
    }
    return {
        "incident_id": exposure.incident_id,
        "trained_unit_id": exposure.trained_unit_id,
        "implicated_unit_id": exposure.implicated_unit_id,
        "tie": exposure.tie,
        "timing": exposure.timing.value,
        "gap_days": list(exposure.gap_days) if exposure.gap_days else None,
        "known_at_start": exposure.known_at_start.value,
        "mission_link": _link(exposure.mission_link),
        "incident_link": _link(exposure.incident_link),
        **marks,
    }


def _link(link: Link) -> dict[str, Any]:
    return {"score": round(link.score, 4), "status": link.status}


def source_object(source: SourceRef) -> dict[str, Any]:
    """Where a record stands: file, line (of the unpacked text, header = 1), page and url."""
    return {"file": source.file, "line": source.line, "page": source.page, "url": source.url}


def _source(mission: Mission) -> str:
    return json_text(source_object(mission.source))
