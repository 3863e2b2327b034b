"""The drafts as one JSON-able object, with all lines and both languages."""

from __future__ import annotations

from typing import Any

from vetting.ask.digest import Digest, Entry, Law
from vetting.ask.wording import ENGLISH, SPANISH, Wording, commands
from vetting.model import STANDARD_LINE_EN, STANDARD_LINE_ES, Mission


def as_object(found: Digest) -> dict[str, Any]:
    """``lines`` are [first, last] of each run of lines without a gap. Texts stand as the sources print them."""
    return {
        "as_of": found.as_of.isoformat(),
        "standard_line": STANDARD_LINE_EN,
        "standard_line_es": STANDARD_LINE_ES,
        "country": found.country or None,
        "rule_id": found.rule or None,
        "missions_judged": found.judged,
        "missions_open": found.missions,
        "whole": {"questions": found.whole["Q"], "requests": found.whole["F"], "tasks": found.whole["A"]},
        "facts": [
            {
                "fact_en": fact.subject.fact[0],
                "fact_es": fact.subject.fact[1],
                "holders": list(fact.holders),
                "n_missions": fact.missions,
                "settles": fact.settles,
                "drafts": fact.drafts,
            }
            for fact in found.facts
        ],
        "questions": [_entry(entry) for entry in found.questions],
        "requests": [_entry(entry) for entry in found.requests],
        "tasks": [{**_entry(entry), "commands": list(commands(entry))} for entry in found.tasks],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    draft = entry.draft
    english, spanish = Wording(ENGLISH), Wording(SPANISH)
    return {
        "number": entry.number,
        "holder": draft.holder,
        "country": draft.country,
        "program": draft.program or None,
        "programs": list(entry.programs),
        "n_missions": len(draft.missions),
        "settles": draft.settles,
        "first_day": entry.first.isoformat() if entry.first else None,
        "last_day": entry.last.isoformat() if entry.last else None,
        "asks": [
            {
                "missing": sorted(draft.missing[subject]),
                "fact_en": english.own(subject.fact),
                "fact_es": spanish.own(subject.fact),
                "ask_en": english.own(subject.ask),
                "ask_es": spanish.own(subject.ask),
                "documents_en": english.own(subject.documents),
                "documents_es": spanish.own(subject.documents),
            }
            for subject in draft.subjects
        ],
        "also_missing": sorted(draft.also),
        "rules": [_law(law) for law in entry.laws],
        "examples": [_mission(mission) for mission in entry.examples],
        "lines": [{"file": lines.file, "n": lines.count, "runs": list(map(list, lines.runs))} for lines in entry.lines],
    }


def _law(law: Law) -> dict[str, Any]:
    return {
        "rule_id": law.rule.id,
        "title_en": law.rule.title_en,
        "title_es": law.rule.title_es,
        "status": law.rule.status,
        "citations": [
            {
                "cite": citation.cite,
                "url": citation.url,
                "verified": citation.verified,
                "bounds_verified": citation.bounds_verified,
                "version": citation.version,
            }
            for citation in law.citations
        ],
    }


def _mission(mission: Mission) -> dict[str, Any]:
    source = mission.source
    return {
        "mission_id": mission.id,
        "begin": str(mission.period.begin) if mission.period.begin else None,
        "end": str(mission.period.end) if mission.period.end else None,
        "program_printed": mission.program_printed,
        "course": mission.title,
        "recipient_printed": mission.recipient,
        "redacted": mission.redacted,
        "source_ref": {"file": source.file, "line": source.line, "page": source.page, "url": source.url},
    }
