"""A unit: its names, its place in the command chain, the missions and incidents that name it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vetting.explain import ties
from vetting.explain.page import Page, Section
from vetting.explain.records import Claimed, Records
from vetting.explain.voice import Voice
from vetting.model import Relation, Unit
from vetting.report.findings_json import exposure_object, source_object

#: Lines told of each kind; the rest is counted.
SHOWN = 20


def explain(records: Records, voice: Voice, unit: Unit) -> Page:
    """The page on a unit."""
    exposures = records.exposures(unit=unit.id)
    claimed = records.missions_naming(unit.id)
    sections = [_record(voice, unit), _chain(records, voice, unit)]
    postings = _postings(records, voice, unit)
    if postings.lines:
        sections.append(postings)
    sections.append(_missions(voice, claimed))
    sections.append(_incidents(records, voice, unit))
    if exposures:
        sections.append(ties.of_other(records, voice, exposures, "head_unit_exposures", ""))
    return Page(
        "unit",
        unit.id,
        voice.say("unit", id=unit.id, name=unit.name),
        tuple(sections),
        voice.standard_line,
        {
            "source_ref": source_object(unit.source),
            "mission_ids": [one.mission.id for one in claimed if one.match.status == "match"],
            "exposures": [exposure_object(exposure, records.provisional) for exposure in exposures],
        },
    )


def _record(voice: Voice, unit: Unit) -> Section:
    section = Section(voice.say("head_record"))
    section.say(voice.say("source", source=voice.source(unit.source)))
    section.say(voice.say("country", country=voice.country(unit.country)))
    if unit.aliases:
        section.say(voice.say("aliases", names="; ".join(unit.aliases)))
    section.say(
        voice.say(
            "level", level=voice.word("level", unit.level), echelon=unit.echelon or "?", branch=unit.branch or "?"
        )
    )
    if unit.existence.begin or unit.existence.end:
        section.say(voice.say("existence", span=voice.span(unit.existence)))
    if unit.placeholder:
        section.say(voice.say("placeholder"))
    if unit.provisional:
        section.say(voice.say("provisional"))
    return section


def _chain(records: Records, voice: Voice, unit: Unit) -> Section:
    section = Section(voice.say("head_chain"))
    for depth, relation in _upward(records, unit.id):
        key = {"subordinate": "under", "successor": "follows"}.get(relation.kind, relation.kind)
        section.say(_relation(records, voice, key, relation, relation.other_id), depth)
    below = [relation for relation in records.dataset.relations if relation.other_id == unit.id]
    for relation in below[:SHOWN]:
        key = {"subordinate": "above_it", "successor": "followed"}.get(relation.kind, "above_it")
        section.say(_relation(records, voice, key, relation, relation.unit_id))
    if len(below) > SHOWN:
        section.say(voice.say("more", n=len(below) - SHOWN))
    if not section.lines:
        section.say(voice.say("no_chain"))
    return section


def _upward(records: Records, unit_id: str) -> Iterator[tuple[int, Relation]]:
    """Each relation upward, its own superiors after it and one deeper; a unit's superiors are told once."""
    above: dict[str, list[Relation]] = {}
    for relation in records.dataset.relations:
        above.setdefault(relation.unit_id, []).append(relation)
    told: set[str] = set()
    waiting = [(0, relation) for relation in reversed(above.get(unit_id, []))]
    told.add(unit_id)
    while waiting:
        depth, relation = waiting.pop()
        yield depth, relation
        if relation.kind == "subordinate" and relation.other_id not in told:
            told.add(relation.other_id)
            commands = [one for one in above.get(relation.other_id, []) if one.kind == "subordinate"]
            waiting += [(depth + 1, one) for one in reversed(commands)]


def _relation(records: Records, voice: Voice, key: str, relation: Relation, other_id: str) -> str:
    return voice.say(
        key,
        other=voice.unit(records.units.get(other_id), other_id),
        span=voice.span(relation.period),
        source=voice.say("source", source=voice.source(relation.source)),
    )


def _postings(records: Records, voice: Voice, unit: Unit) -> Section:
    section = Section(voice.say("head_postings"))
    people = {person.id: person.name for person in records.dataset.persons}
    found = [posting for posting in records.dataset.postings if posting.unit_id == unit.id]
    for posting in found[:SHOWN]:
        section.say(
            voice.say(
                "posting",
                person=people.get(posting.person_id, posting.person_id),
                role=posting.role or posting.title or "?",
                span=voice.span(posting.period),
                source=voice.say("source", source=voice.source(posting.source)),
            )
        )
    if len(found) > SHOWN:
        section.say(voice.say("more", n=len(found) - SHOWN))
    if found:
        section.say(voice.say("posting_note"))
    return section


def _missions(voice: Voice, claimed: list[Claimed]) -> Section:
    section = Section(voice.say("head_missions"))
    linked = sorted((one for one in claimed if one.match.status == "match"), key=_by_day)
    if not linked:
        section.say(voice.say("no_mission"))
    for mission, match in linked[:SHOWN]:
        section.say(
            voice.say(
                "names_it",
                mission=mission.id,
                day=voice.mission_day(mission),
                text=voice.quote(mission.recipient or ""),
                score=voice.score(match.score),
                source=voice.say("source", source=voice.source(mission.source)),
            )
        )
    if len(linked) > SHOWN:
        section.say(voice.say("more", n=len(linked) - SHOWN))
    if len(claimed) > len(linked):
        section.say(voice.say("candidates", n=len(claimed) - len(linked)))
    return section


def _by_day(claimed: Claimed) -> tuple[date, str]:
    """Missions in the order of their first possible day, those without any day last."""
    day = claimed.mission.period.begin or claimed.mission.period.end
    return day.earliest if day else date.max, claimed.mission.id


def _incidents(records: Records, voice: Voice, unit: Unit) -> Section:
    section = Section(voice.say("head_incidents"))
    for incident in records.dataset.incidents:
        for link in records.run.incident_links.get(incident.id, ()):
            if link.unit_id == unit.id:
                section.say(
                    voice.say(
                        "named_in",
                        incident=incident.id,
                        when=voice.span(incident.period),
                        acts=voice.acts(incident),
                        score=f"{voice.score(link.score)} ({voice.word('STATUSES', link.status)})",
                        source=voice.say("source", source=voice.source(incident.source)),
                    )
                )
    if not section.lines:
        section.say(voice.say("no_incident"))
    return section
