"""A mission, or one finding on it, followed from the source line to the rules' answers."""

from __future__ import annotations

from typing import Any

from vetting.explain import answers, names, ties
from vetting.explain.page import Page, Section
from vetting.explain.records import Records
from vetting.explain.voice import Voice
from vetting.model import Answer, Exposure, Mission
from vetting.report.fill import slot_words
from vetting.report.findings import Finding, relevant
from vetting.report.findings_json import exposure_object, finding_object, source_object


def explain(records: Records, voice: Voice, mission: Mission, rule_id: str = "") -> Page:
    """The page on a mission; where ``rule_id`` is given, only that rule and the exposures it rests on."""
    found = exposures = records.exposures(mission=mission.id)
    given = answers.answers_of(records, mission, rule_id)
    if rule_id:
        exposures = [one for answer in given for one in relevant(answer, found)]
    reading = records.reading(mission)
    linked = any(match.status == "match" for part in (reading.parts if reading else ()) for match in part.matches)
    title = voice.say("finding", id=mission.id, rule=rule_id) if rule_id else voice.say("mission", id=mission.id)
    return Page(
        "finding" if rule_id else "mission",
        f"{mission.id}:{rule_id}" if rule_id else mission.id,
        title,
        (
            _record(voice, mission),
            names.whom(records, voice, mission),
            ties.of_mission(records, voice, exposures, left_out=len(found) - len(exposures), linked=linked),
            answers.of_mission(records, voice, mission, rule_id),
        ),
        voice.standard_line,
        _facts(records, mission, exposures, given),
    )


def _record(voice: Voice, mission: Mission) -> Section:
    section = Section(voice.say("head_record"))
    section.say(voice.say("source", source=voice.source(mission.source)))
    section.say(voice.say("country", country=voice.country(mission.country)))
    money = voice.word("money", mission.money)
    if mission.program_printed:
        printed = voice.quote(mission.program_printed)
        key = "unknown_program" if mission.program == "UNKNOWN" else "program"
        section.say(voice.say(key, printed=printed, program=mission.program, money=money))
    else:
        section.say(voice.say("no_program", money=money))
    _days(voice, mission, section)
    for key, text in (("provider", mission.provider), ("location", mission.location)):
        if text:
            section.say(voice.say(key, text=voice.quote(text)))
    if mission.title:
        section.say(voice.say("event", title=voice.quote(mission.title)))
    if mission.trainees is not None:
        section.say(voice.say("trainees", n=voice.number(mission.trainees)))
    if mission.cost_usd is not None:
        section.say(voice.say("cost", n=voice.money(mission.cost_usd)))
    if mission.cancelled:
        section.say(voice.say("cancelled"))
    if mission.flags:
        section.say(voice.say("mended", flags="; ".join(voice.word("mended", flag) for flag in mission.flags)))
    return section


def _days(voice: Voice, mission: Mission, section: Section) -> None:
    bounded = slot_words(mission, voice.lang)
    for key, day, printed in (
        ("start", mission.period.begin, mission.start_printed),
        ("end", mission.period.end, mission.end_printed),
    ):
        words = voice.when(day) if day and day.is_day else bounded[key]
        if printed:
            section.say(voice.say(key, day=words, printed=voice.quote(printed)))
        else:
            section.say(voice.say(f"no_{key}", day=words))


def _facts(records: Records, mission: Mission, exposures: list[Exposure], given: tuple[Answer, ...]) -> dict[str, Any]:
    reading = records.reading(mission)
    return {
        "source_ref": source_object(mission.source),
        "parts": [
            {
                "text": part.text,
                "start": part.start,
                "end": part.end,
                "level": part.level,
                "matches": [
                    {
                        "unit_id": match.unit_id,
                        "score": round(match.score, 4),
                        "status": match.status,
                        "reason": match.reason,
                    }
                    for match in part.matches
                ],
            }
            for part in (reading.parts if reading else ())
        ],
        "exposures": [exposure_object(exposure, records.provisional) for exposure in exposures],
        "answers": [
            finding_object(Finding(mission, answer, relevant(answer, exposures)), records.provisional)
            for answer in given
        ],
    }
