"""How a cell was read, and why each name in it was linked to a unit or was not."""

from __future__ import annotations

from functools import partial
from typing import Any

from vetting import link
from vetting.explain.page import Section
from vetting.explain.records import Records
from vetting.explain.voice import Voice
from vetting.facts.hosts import level_as_linked
from vetting.model import Match, Mention, Mission, Part, Reading, Unit
from vetting.names import parse

#: A candidate of a lower score is not told of. A design choice.
_WORTH_NAMING = 0.01


def whom(records: Records, voice: Voice, mission: Mission) -> Section:
    """The section on a mission's recipient."""
    section = Section(voice.say("head_names"))
    if mission.redacted:
        section.say(voice.say("redacted"))
    if mission.recipient is None:
        if not mission.redacted:
            section.say(voice.say("not_held"))
    elif not mission.recipient:
        section.say(voice.say("blank"))
    else:
        section.say(voice.say("cell", text=voice.quote(mission.recipient)))
        reading = records.reading(mission)
        if reading is None:
            section.say(voice.say("unread"))
        else:
            parts(records, voice, reading, section)
    return section


def parts(records: Records, voice: Voice, reading: Reading, section: Section, depth: int = 0) -> None:
    """Each part of a cell with its links and the evidence for and against."""
    for part in reading.parts:
        matched = [m for m in part.matches if m.status == "match"]
        named = level_as_linked(part.named, [records.units[m.unit_id] for m in matched if m.unit_id in records.units])
        key = {None: "part_unclear", "none": "part_none"}.get(named, "part")
        level = voice.word("level", "outsider" if _is_outside(part, reading) else named or "none")
        section.say(voice.say(key, text=voice.quote(part.text), start=part.start, end=part.end, level=level), depth)
        if part.level in ("service", "force", "country"):
            section.say(voice.say("force_level"), depth + 1)
        elif part.level == "unit":
            _links(records, voice, reading.mention, part, section, depth + 1)


def _is_outside(part: Part, reading: Reading) -> bool:
    """Whether a part tied to no unit is somebody outside the country's forces: a court, a consultant, a U.S. school."""
    return not part.matches and bool(parse(part.text, reading.mention.country).outsider)


def _links(records: Records, voice: Voice, mention: Mention, part: Part, section: Section, depth: int) -> None:
    linked = [match for match in part.matches if match.status == "match"]
    others = [match for match in part.matches if match.status != "match"]
    for match in linked or others[:1]:
        key = "matched" if match.status == "match" else "candidate"
        unit = records.units.get(match.unit_id)
        section.say(voice.say(key, unit=voice.unit(unit, match.unit_id), score=voice.score(match.score)), depth)
        if match.reason:
            section.say(voice.say("reason", reason=match.reason), depth + 1)
        if unit:
            waterfall(voice, pair(mention, unit, records), section, depth + 1)
    rest = [match for match in (others if linked else others[1:]) if match.score >= _WORTH_NAMING]
    if rest:
        section.say(voice.say("other_candidates", units=voice.candidates(rest, records.units)), depth)
    if not part.matches:
        nowhere = mention.country not in records.registered
        key = "no_registry" if nowhere else "no_candidate"
        section.say(voice.say(key, country=voice.country(mention.country)), depth)


def pair(mention: Mention, unit: Unit, records: Records) -> link.PairExplanation:
    """The evidence on a text and a unit, as the linker weighs it."""
    superiors = link.above(records.dataset.relations)
    beside = partial(records.read_beside, mention)
    return link.explain(mention, unit, records.dataset.units, superiors=superiors, beside=beside)


def waterfall(voice: Voice, explained: link.PairExplanation, section: Section, depth: int) -> None:
    """The words read as others, one line per piece of evidence with its points, and their sum; none if not compared."""
    if not explained.rows:
        return
    for printed, read in explained.misprints:
        section.say(voice.say("misprint", printed=voice.quote(printed), read=voice.quote(read)), depth)
    for row in explained.rows:
        text = row.text_es if voice.lang == "es" else row.text_en
        section.say(voice.say(f"row_{row.answer}", points=f"{row.points:+.2f}", text=text), depth)
    total = sum(row.points for row in explained.rows)
    section.say(voice.say("row_sum", points=f"{total:+.2f}", score=voice.score(explained.score)), depth)


def pair_object(explained: link.PairExplanation) -> dict[str, Any]:
    """The evidence on a pair as a JSON-able object."""
    return {
        "segment": explained.segment,
        "score": round(explained.score, 4),
        "status": explained.status,
        "reason": explained.reason,
        "misprints": [{"printed": printed, "read_as": read} for printed, read in explained.misprints],
        "rows": [
            {
                "feature": row.feature,
                "answer": row.answer,
                "points": round(row.points, 4),
                "text_en": row.text_en,
                "text_es": row.text_es,
            }
            for row in explained.rows
        ],
    }


def best(reading: Reading | None, unit_id: str) -> Match | None:
    """The unit's best match in a cell, whatever its status."""
    found = [match for part in (reading.parts if reading else ()) for match in part.matches if match.unit_id == unit_id]
    return min(found, key=lambda match: (match.status != "match", -match.score)) if found else None
