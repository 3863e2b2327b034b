"""From a mission, unit, incident or finding down to the source lines, in sentences; and why a pair was not linked.

``explain`` answers for an id, ``explain_pair`` for a text (or a mission's cell) and a unit. Both are pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vetting.errors import UsageError
from vetting.explain import incidents, missions, names, units
from vetting.explain.page import Page, Section
from vetting.explain.records import Records
from vetting.explain.voice import Voice
from vetting.model import Dataset, Incident, Mention, Mission, Problem, ProgramTotal, RuleText, Run, Unit
from vetting.report.findings_json import source_object

__all__ = ["Page", "explain", "explain_mission_pair", "explain_pair"]

_NO_RUN = Run(as_of=date.min, rules={}, parameters={})


def explain(
    dataset: Dataset, run: Run, rules: Sequence[RuleText], text: str, rule_id: str = "", lang: str = "en"
) -> Page:
    """The page on what ``text`` names: an id, ``mission:rule`` or ``file:line``; or on the finding of ``rule_id``.

    Raises UsageError with the nearest ids when nothing has that id.
    """
    records, voice = Records(dataset, run, rules), Voice(lang)
    record, rule = records.find(text, rule_id)
    if isinstance(record, Mission):
        return missions.explain(records, voice, record, rule)
    if isinstance(record, Unit):
        return units.explain(records, voice, record)
    if isinstance(record, Incident):
        return incidents.explain(records, voice, record)
    return _total(voice, record) if isinstance(record, ProgramTotal) else _problem(voice, record)


def explain_pair(dataset: Dataset, text: str, unit_id: str, country: str, lang: str = "en") -> Page:
    """Why the text, printed in a record of ``country`` (alpha-3), is or is not linked to the unit; no run is needed.

    A blank country is the unit's own."""
    records, voice = Records(dataset, _NO_RUN), Voice(lang)
    unit = records.unit(unit_id)
    return _pair(records, voice, Mention(country or unit.country, text), unit, Section(voice.say("head_pair")))


def explain_mission_pair(dataset: Dataset, run: Run, mission_id: str, unit_id: str, lang: str = "en") -> Page:
    """Why a mission was or was not linked to the unit, by the run and by the evidence.

    Raises UsageError for an unknown id, and where the mission's cell holds no text to compare.
    """
    records, voice = Records(dataset, run), Voice(lang)
    mission, unit = records.mission(mission_id), records.unit(unit_id)
    if not mission.recipient:
        reason = names.whom(records, voice, mission).lines[0].text
        raise UsageError(f"mission '{mission.id}' names nobody that could be compared: {reason}")
    section = Section(voice.say("head_pair"))
    section.say(voice.say("source", source=voice.source(mission.source)))
    found = names.best(records.reading(mission), unit.id)
    if found is None:
        section.say(voice.say("pair_not_in_run"))
    else:
        key = "pair_in_run" if found.status == "match" else "pair_candidate_in_run"
        section.say(voice.say(key, score=voice.score(found.score)))
    return _pair(records, voice, Mention(mission.country, mission.recipient), unit, section)


def _pair(records: Records, voice: Voice, mention: Mention, unit: Unit, section: Section) -> Page:
    title = voice.say("pair", text=voice.quote(mention.text), id=voice.unit(unit, unit.id))
    facts: dict[str, object] = {}
    section.say(voice.say("source", source=voice.source(unit.source)))
    if unit.placeholder:
        section.say(voice.say("pair_placeholder"))
    elif unit.country and mention.country and unit.country != mention.country:
        section.say(
            voice.say("pair_country", country=voice.country(mention.country), other=voice.country(unit.country))
        )
    else:
        explained = names.pair(mention, unit, records)
        facts = names.pair_object(explained)
        if explained.segment:
            section.say(voice.say("pair_text", text=voice.quote(explained.segment)))
        status = explained.status if explained.status in ("match", "candidate") else "none"
        section.say(voice.say(f"pair_{status}"))
        if explained.reason:
            section.say(voice.say("pair_reason", reason=explained.reason), 1)
        names.waterfall(voice, explained, section, 1)
    return Page("pair", f"{mention.text} / {unit.id}", title, (section,), voice.standard_line, facts)


def _total(voice: Voice, total: ProgramTotal) -> Page:
    section = Section(voice.say("head_record"))
    section.say(voice.say("source", source=voice.source(total.source)))
    section.say(voice.say("total_line"))
    facts = {"source_ref": source_object(total.source)}
    return Page("total", total.id, voice.say("total", id=total.id), (section,), voice.standard_line, facts)


def _problem(voice: Voice, problem: Problem) -> Page:
    source = problem.source
    section = Section(voice.say("head_record"))
    section.say(voice.say("rejected", reason=problem.reason, column=problem.column, value=voice.quote(problem.value)))
    if problem.row:
        section.say(voice.say("row", text=problem.row))
    title = voice.say("problem", file=source.file, line=source.line)
    facts = {"source_ref": source_object(source)}
    return Page("problem", f"{source.file}:{source.line}", title, (section,), voice.standard_line, facts)
