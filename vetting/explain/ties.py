"""Exposures in sentences: which unit is named, how it stands to the trained one, when, and what was known."""

from __future__ import annotations

from vetting.explain.page import Section
from vetting.explain.records import Records
from vetting.explain.voice import Voice
from vetting.model import Exposure
from vetting.period import Timing
from vetting.report.words import TIES

#: Exposures told in full; the rest is counted.
SHOWN = 20
_TIES = tuple(TIES)


def of_mission(records: Records, voice: Voice, exposures: list[Exposure], *, left_out: int, linked: bool) -> Section:
    """The section on the incidents a mission is tied to; ``left_out`` are those that the one answer does not rest on.

    ``linked``: whether a unit of the mission is linked at all, for without one nothing can be tied to it.
    """
    section = Section(voice.say("head_exposures"))
    if left_out:
        section.say(voice.say("exposures_left_out", n=voice.number(left_out)))
    elif not exposures:
        section.say(voice.say("no_exposure" if linked else "nothing_to_tie"))
    for exposure in sorted(exposures, key=_nearness)[:SHOWN]:
        incident = records.incidents.get(exposure.incident_id)
        section.say(
            voice.say(
                "exposure_mission",
                incident=exposure.incident_id,
                acts=voice.acts(incident) if incident else "?",
                when=voice.span(incident.period) if incident else "?",
                **_units(records, voice, exposure),
            )
        )
        _how(records, voice, exposure, section)
        if incident:
            section.say(voice.say("source", source=voice.source(incident.source)), 1)
    _more(voice, exposures, section)
    return section


def of_other(records: Records, voice: Voice, exposures: list[Exposure], heading: str, nothing: str) -> Section:
    """The section on the exposures of an incident or through a unit."""
    section = Section(voice.say(heading))
    if not exposures and nothing:
        section.say(voice.say(nothing))
    for exposure in sorted(exposures, key=_nearness)[:SHOWN]:
        section.say(
            voice.say(
                "exposure_other",
                incident=exposure.incident_id,
                mission=exposure.mission_id,
                **_units(records, voice, exposure),
            )
        )
        _how(records, voice, exposure, section)
        mission = records.missions.get(exposure.mission_id)
        if mission:
            section.say(voice.say("source", source=voice.source(mission.source)), 1)
    _more(voice, exposures, section)
    return section


def _nearness(exposure: Exposure) -> int:
    """The same unit first, the force last; equals stay in the run's order."""
    return _TIES.index(exposure.tie) if exposure.tie in _TIES else len(_TIES)


def _units(records: Records, voice: Voice, exposure: Exposure) -> dict[str, str]:
    return {
        "implicated": voice.unit(records.units.get(exposure.implicated_unit_id), exposure.implicated_unit_id),
        "trained": voice.unit(records.units.get(exposure.trained_unit_id), exposure.trained_unit_id),
        "tie": voice.word("tie", exposure.tie),
    }


def _how(records: Records, voice: Voice, exposure: Exposure, section: Section) -> None:
    section.say(_timing(voice, exposure), 1)
    section.say(voice.say(f"known_{exposure.known_at_start.value}"), 1)
    if len(exposure.path) > 1:
        path = " → ".join(voice.unit(records.units.get(unit), unit) for unit in exposure.path)
        section.say(voice.say("path", path=path), 1)
    section.say(
        voice.say(
            "rests_on",
            mission=voice.score(exposure.mission_link.score),
            mission_status=voice.word("status", exposure.mission_link.status),
            incident=voice.score(exposure.incident_link.score),
            incident_status=voice.word("status", exposure.incident_link.status),
        ),
        1,
    )


def _timing(voice: Voice, exposure: Exposure) -> str:
    if exposure.timing is Timing.DURING:
        return voice.say("timing_during")
    if exposure.timing is Timing.UNDETERMINED:
        return voice.say("timing_unknown")
    sentence = voice.say(f"timing_{exposure.timing.value}")
    if exposure.gap_days is None:
        return sentence
    least, most = exposure.gap_days
    return f"{sentence} {voice.say('gap_exact' if least == most else 'gap', least=least, most=most)}"


def _more(voice: Voice, exposures: list[Exposure], section: Section) -> None:
    if len(exposures) > SHOWN:
        section.say(voice.say("more", n=len(exposures) - SHOWN))
