"""Findings as rows of a table: one per finding and exposure, one where a finding has no exposure.

The columns are the JSON report's keys, nested ones joined by a dot; lists are joined by ``; ``. ``gap_days`` keeps
its JSON form, ``[3, 4]``; whether a unit is provisional is ``true`` or ``false``. ``evidence`` holds the sentences of
one language, ``evidence.refs`` what they rest on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from vetting.model import Answer, Exposure, Mission
from vetting.report.fill import fill
from vetting.report.findings import Finding

Cell = str | int | float

COLUMNS = (
    "mission_id", "rule_id", "result", "severity", "missing", "incident_id", "trained_unit_id", "implicated_unit_id",
    "tie", "timing", "gap_days", "known_at_start", "mission_link.score", "mission_link.status", "incident_link.score",
    "incident_link.status", "trained_unit_provisional", "implicated_unit_provisional", "evidence", "evidence.refs",
    "source_ref.file", "source_ref.line", "source_ref.page", "source_ref.url",
)  # fmt: skip

_NO_EXPOSURE: tuple[Cell, ...] = ("",) * 13


def rows(findings: Iterable[Finding], lang: str, provisional: Collection[str]) -> Iterator[tuple[Cell, ...]]:
    """The rows in the order of the findings, each as wide as ``COLUMNS``; what is not known is blank.

    ``provisional`` are the ids of provisional units.
    """
    for mission, answer, exposures in findings:
        head = (mission.id, answer.rule_id, answer.result, answer.severity, "; ".join(answer.missing))
        tail = (*_evidence(answer, mission, lang), *_source(mission))
        if not exposures:
            yield (*head, *_NO_EXPOSURE, *tail)
        for exposure in exposures:
            yield (*head, *_exposure(exposure, provisional), *tail)


def _exposure(exposure: Exposure, provisional: Collection[str]) -> tuple[Cell, ...]:
    gap = exposure.gap_days
    return (
        exposure.incident_id,
        exposure.trained_unit_id,
        exposure.implicated_unit_id,
        exposure.tie,
        exposure.timing.value,
        f"[{gap[0]}, {gap[1]}]" if gap else "",
        exposure.known_at_start.value,
        round(exposure.mission_link.score, 4),
        exposure.mission_link.status,
        round(exposure.incident_link.score, 4),
        exposure.incident_link.status,
        *(str(id_ in provisional).lower() for id_ in (exposure.trained_unit_id, exposure.implicated_unit_id)),
    )


def _evidence(answer: Answer, mission: Mission, lang: str) -> tuple[str, str]:
    sentences = (reason.text_es if lang == "es" else reason.text_en for reason in answer.evidence)
    refs = dict.fromkeys(fill(ref, mission, lang) for reason in answer.evidence for ref in reason.refs)
    return " | ".join(fill(sentence, mission, lang) for sentence in sentences if sentence), "; ".join(refs)


def _source(mission: Mission) -> tuple[Cell, ...]:
    source = mission.source
    return source.file, source.line, source.page, source.url
