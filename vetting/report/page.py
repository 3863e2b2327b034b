"""The page's model: what it says, in its order, with everything bounded. No text of a language stands here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vetting.model import Dataset, Incident, RuleText, Run
from vetting.report.bounds import Bounds, Cut, cut
from vetting.report.coverage import coverage
from vetting.report.forces import ForceLine, force_lines
from vetting.report.language import Language
from vetting.report.lead_view import LeadView, LeadViews, MissionRow
from vetting.report.leads import Lead, find, gone
from vetting.report.plain import clean
from vetting.report.records import Line, RecordFlags, fold
from vetting.report.run_header import versions
from vetting.report.timeline import DRAWN, Chart, Span, draw, moment, pieces


@dataclass(frozen=True, slots=True)
class Digest:
    """What is worked out once for every size of page."""

    dataset: Dataset
    run: Run
    rules: tuple[RuleText, ...]
    coverage: dict[str, Any]
    leads: tuple[Lead, ...]
    records: tuple[RecordFlags, ...]
    forces: tuple[ForceLine, ...]
    undetermined: int
    gone: int


@dataclass(frozen=True, slots=True)
class BriefLead:
    """A lead on one line."""

    lead: Lead
    unit_name: str
    incident: Incident


@dataclass(frozen=True, slots=True)
class RecordView:
    """One rule's folded flags with its title."""

    rule: RuleText
    anchor: str
    flags: RecordFlags
    lines: Cut[Line]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the templates print."""

    digest: Digest
    bounds: Bounds
    anchors: Mapping[str, str]
    leads: tuple[LeadView, ...]
    brief: Cut[BriefLead]
    chart: Chart | None
    chart_rows: tuple[MissionRow, ...]
    records: tuple[RecordView, ...]
    forces: Cut[ForceLine]
    versions: Mapping[str, str]

    @property
    def serious(self) -> int:
        return sum(1 for lead in self.digest.leads if lead.serious)

    @property
    def same(self) -> int:
        """Serious leads in which information attributes the incident to the trained unit itself."""
        return sum(1 for lead in self.digest.leads if lead.serious and lead.tie == "same")

    @property
    def lead_missions(self) -> int:
        return len({e.mission_id for lead in self.digest.leads if lead.serious for e in lead.exposures})

    @property
    def unconfirmed(self) -> int:
        """Serious leads none of whose missions is tied by two confirmed links."""
        return sum(1 for lead in self.digest.leads if lead.serious and lead.standing)


def digest(dataset: Dataset, run: Run, rules: Sequence[RuleText]) -> Digest:
    """Leads, folded flags and coverage of the run."""
    stated = coverage(dataset, run)
    return Digest(
        dataset,
        run,
        tuple(sorted(rules, key=lambda rule: rule.id)),
        stated,
        find(dataset, run),
        fold(dataset, run),
        force_lines(stated["force_level"], run.force_exposures),
        _undetermined(run),
        gone(dataset, run),
    )


def _undetermined(run: Run) -> int:
    """Missions for which at least one rule is undetermined."""
    open_ones = {
        signature for signature, answers in run.answers.items() if any(a.result == "undetermined" for a in answers)
    }
    return sum(1 for signature in run.signature_of.values() if signature in open_ones)


def page(found: Digest, language: Language, bounds: Bounds) -> Page:
    """The model of one page in one language within the bounds."""
    rules = {rule.id: rule for rule in found.rules}
    anchors = {rule_id: f"rule-{number}" for number, rule_id in enumerate(sorted({*rules, *found.run.rules}), 1)}
    views = LeadViews(found.dataset, found.run, rules, anchors, language.code)
    serious = [lead for lead in found.leads if lead.serious]
    shown = tuple(views.view(number, lead, bounds) for number, lead in enumerate(serious[: bounds.leads], 1))
    rest = [lead for lead in found.leads if not lead.serious]
    incidents = {incident.id: incident for incident in found.dataset.incidents}
    brief = [
        BriefLead(lead, views.unit_name(lead.unit_id), incidents[lead.incident_id])
        for lead in serious[bounds.leads :] + rest
    ]
    chart = _chart(shown[0], language) if shown else None
    return Page(
        found,
        bounds,
        anchors,
        shown,
        cut(brief, bounds.brief),
        chart,
        shown[0].missions.shown[:DRAWN] if shown else (),
        tuple(
            RecordView(
                rules.get(flags.rule_id) or RuleText(flags.rule_id, flags.rule_id, flags.rule_id, flags.severity, ""),
                anchors.get(flags.rule_id, ""),
                flags,
                cut(flags.lines, bounds.records),
            )
            for flags in found.records
        ),
        cut(found.forces, bounds.records),
        versions(),
    )


def _chart(view: LeadView, language: Language) -> Chart | None:
    """The strongest lead's timeline: the incident, its first publication, then the missions in order of time."""
    incident = view.incident
    named = f"{language.text('Incident')} {clean(incident.id, 16)}"
    spans = [
        Span("incident", named, pieces(incident.period, incident.extent)),
        Span("public", language.text("First published"), moment(incident.first_public)),
    ]
    for row in view.missions.shown[:DRAWN]:
        begin = row.mission.period.begin
        day = str(begin.earliest.year) if begin and not begin.is_day else str(begin or "")
        spans.append(Span("mission", f"{language.text('Mission')} {row.number} · {day}", pieces(row.mission.period)))
    return draw(spans)
