"""An incident: what its source alleges, whom it names, how that was linked, and the missions it is tied to."""

from __future__ import annotations

from vetting.explain import names, ties
from vetting.explain.page import Page, Section
from vetting.explain.records import Records
from vetting.explain.voice import Voice
from vetting.model import Attribution, Incident, Mention
from vetting.report.findings_json import exposure_object, source_object


def explain(records: Records, voice: Voice, incident: Incident) -> Page:
    """The page on an incident."""
    exposures = records.exposures(incident=incident.id)
    return Page(
        "incident",
        incident.id,
        voice.say("incident", id=incident.id),
        (
            _record(voice, incident),
            _attributions(records, voice, incident),
            ties.of_other(records, voice, exposures, "head_incident_exposures", "no_incident_exposure"),
        ),
        voice.standard_line,
        {
            "source_ref": source_object(incident.source),
            "links": [
                {"unit_id": link.unit_id, "score": round(link.score, 4), "status": link.status}
                for link in records.run.incident_links.get(incident.id, ())
            ],
            "exposures": [
                {"mission_id": exposure.mission_id, **exposure_object(exposure, records.provisional)}
                for exposure in exposures
            ],
        },
    )


def _record(voice: Voice, incident: Incident) -> Section:
    section = Section(voice.say("head_record"))
    section.say(voice.say("source", source=voice.source(incident.source)))
    if incident.source_title:
        section.say(voice.say("published", title=incident.source_title, publisher=incident.publisher))
    section.say(voice.say("country", country=voice.country(incident.country)))
    words = ", ".join(incident.violation_words) or voice.violation("unknown")
    section.say(voice.say("acts", words=words, codes=voice.acts(incident)))
    section.say(voice.incident_when(incident))
    if incident.place:
        section.say(voice.say("place", text=incident.place))
    if incident.first_public:
        when = voice.when(incident.first_public)
        section.say(voice.say("first_public", when=when, text=incident.first_public_source or "?"))
    else:
        section.say(voice.say("no_first_public"))
    section.say(
        voice.say(
            "credibility",
            rating=voice.word("credibility", incident.credibility),
            reason=incident.rating_reason,
            by=incident.rated_by or "?",
        )
    )
    return section


def _attributions(records: Records, voice: Voice, incident: Incident) -> Section:
    section = Section(voice.say("head_attribution"))
    for attribution in incident.attributions:
        _attribution(records, voice, incident, attribution, section)
    links = records.run.incident_links.get(incident.id, ())
    for link in links:
        key = "candidate_incident" if link.status == "candidate" else "linked_incident"
        unit = voice.unit(records.units.get(link.unit_id), link.unit_id)
        section.say(voice.say(key, unit=unit, score=voice.score(link.score)))
        if link.status == "candidate" and link.unit_id in records.provisional:
            section.say(voice.say("candidate_provisional"), 1)
    if not links:
        section.say(voice.say("no_link"))
    return section


def _attribution(
    records: Records, voice: Voice, incident: Incident, attribution: Attribution, section: Section
) -> None:
    if attribution.level == "none":
        section.say(voice.say("attributed_none"))
        return
    level = voice.word("level", attribution.level)
    section.say(voice.say("attributed", text=voice.quote(attribution.printed), level=level))
    if attribution.superiors:
        section.say(voice.say("superiors", names="; ".join(attribution.superiors)), 1)
    for text in dict.fromkeys((attribution.printed, attribution.normalized)):
        reading = records.readings.get(Mention(incident.country, text))
        if reading and text == attribution.printed:
            names.parts(records, voice, reading, section, 1)
        elif reading:
            section.say(voice.say("curated", text=voice.quote(text)), 1)
            names.parts(records, voice, reading, section, 2)
