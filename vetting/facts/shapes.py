"""Records → the objects of facts.schema.json, one function a record. Only what is known is in them."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from vetting.facts.schools import whinsec_student
from vetting.model import Attribution, Incident, Listing, Mission, Posting, Safeguards, Unit, VettingRecord
from vetting.period import Extent, ImpreciseDate, act_day

Facts = dict[str, Any]


def known_start(mission: Mission) -> ImpreciseDate | None:
    """The start the source gives, as far as facts can tell it. A fiscal year is not one (the law reads it as such,
    law.md section 3); a range of days is known to the rules by its fiscal year only.
    """
    start = mission.period.begin if mission.start_printed else None
    return start if start and schema_date(start) else None


def schema_date(day: ImpreciseDate) -> str | None:
    """A day, month or year; None where the source's range is neither (then it is not known to the rules)."""
    text = str(day)
    return None if "/" in text else text


def mission_facts(mission: Mission) -> Facts:
    facts: Facts = {"program": mission.program, "country": mission.country or None}
    start = known_start(mission)
    optional = {
        "account": mission.account or None,
        "fiscal_year": mission.fiscal_year,
        "start_date": start and schema_date(start),
        "end_date": mission.period.end and schema_date(mission.period.end),
        "cancelled": mission.cancelled,
        "trainees_count": mission.trainees,
        "cost_usd": mission.cost_usd,
        **(_safeguard_facts(mission.safeguards) if mission.safeguards else {}),
    }
    facts.update((name, value) for name, value in optional.items() if value is not None)
    student = school_of(mission)
    if student is not None:
        facts["whinsec"] = {"student": student}
    return facts


def school_of(mission: Mission) -> bool | None:
    """Whether the course was taken at WHINSEC; how many of its hours went to human rights no source prints."""
    return whinsec_student(mission.provider, mission.location, mission.title)


def _safeguard_facts(safeguards: Safeguards) -> Facts:
    facts: Facts = {
        "hr_component": safeguards.hr_component,
        "com_concurrence": safeguards.com_concurrence,
        "primary_purpose": safeguards.primary_purpose or None,
    }
    if safeguards.end_report_filed is not None:
        facts["end_report"] = {"filed": safeguards.end_report_filed}
    if safeguards.secdef_approval_given is not None:
        facts["secdef_approval"] = {
            "given": safeguards.secdef_approval_given,
            "date": safeguards.secdef_approval_date and schema_date(safeguards.secdef_approval_date),
        }
    if safeguards.waiver_kind:
        facts["waiver"] = {
            "kind": safeguards.waiver_kind,
            "used_date": safeguards.waiver_used and schema_date(safeguards.waiver_used),
            "reported": safeguards.waiver_reported,
            "report_date": safeguards.waiver_report_date and schema_date(safeguards.waiver_report_date),
        }
    return facts


def incident_facts(incident: Incident) -> Facts:
    begin, end = incident.period.begin, incident.period.end
    if incident.extent is Extent.ACT and begin and end and begin != end:
        day = act_day(incident.period)
        assert day is not None
        begin, end = ImpreciseDate.of(day.earliest), ImpreciseDate.of(day.latest)
    facts: Facts = {"id": incident.id, "extent": incident.extent.value}
    optional = {
        "date_start": begin and schema_date(begin),
        "date_end": end and schema_date(end),
        "violation_types": list(incident.violation_codes) or None,
        "credibility": incident.credibility or None,
        "first_public_date": incident.first_public and schema_date(incident.first_public),
        "resolved": incident.resolved,
    }
    facts.update((name, value) for name, value in optional.items() if value is not None)
    remediation: Facts = {}
    if incident.remediation_status:
        remediation["status"] = incident.remediation_status
    if incident.determination:
        given = incident.determination
        remediation["determination"] = {
            "by": given.by or None,
            "date": given.date and schema_date(given.date),
            "reported_to_congress": given.reported_to_congress,
        }
    if remediation:
        facts["remediation"] = remediation
    if incident.latitude is not None and incident.longitude is not None:
        facts["location"] = {"lat": incident.latitude, "lon": incident.longitude}
    return facts


def attribution_level(attributions: Sequence[Attribution]) -> str:
    """The most open level named: a unit that is not linked leaves more open than a force, a force more than nobody."""
    levels = {attribution.level for attribution in attributions}
    return next((level for level in ("unit", "service", "force") if level in levels), "none")


def vetting_facts(unit_id: str, record: VettingRecord) -> Facts:
    facts: Facts = {"unit_id": unit_id, "subject_type": record.subject_type}
    optional = {
        "result": record.result or None,
        "requested_date": record.requested and schema_date(record.requested),
        "decision_date": record.decided and schema_date(record.decided),
        "expires_date": record.expires and schema_date(record.expires),
        "host_informed": record.host_informed,
        "host_informed_date": record.host_informed_date and schema_date(record.host_informed_date),
    }
    facts.update((name, value) for name, value in optional.items() if value is not None)
    return facts


def listing_facts(listing: Listing) -> Facts:
    return {} if listing.list_year is None else {"cy": listing.list_year}


def posting_facts(posting: Posting) -> Facts:
    """A person's time in a unit. An end that is only cited is not the end: it is left out."""
    facts: Facts = {"person_id": posting.person_id, "unit_id": posting.unit_id}
    period = posting.period
    begin = period.begin and period.begin_real and schema_date(period.begin)
    end = period.end and period.end_real and not period.ongoing and schema_date(period.end)
    return facts | ({"from": begin} if begin else {}) | ({"to": end} if end else {})


@cache
def course_tags(title: str) -> tuple[str, ...]:
    """What a course's title says was taught, in the words of facts.schema.json; none where it says nothing of them."""
    return tuple(sorted({tag for pattern, tag in _course_words() if pattern.search(title)}))


@cache
def _course_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    table = resources.files("vetting.facts").joinpath("course_tags.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    return tuple((re.compile(rf"\b{re.escape(row['words'])}\b", re.IGNORECASE), row["tag"]) for row in rows)


_TYPES = (
    ("military police", "military_police"),
    ("gendarmerie", "gendarmerie"),
    ("guardia civil", "gendarmerie"),
    ("coast guard", "coast_guard"),
    ("prison", "prison"),
    ("police", "police"),
    ("policía", "police"),
    ("army", "military"),
    ("ejército", "military"),
    ("navy", "military"),
    ("air", "military"),
    ("marine", "military"),
    ("military", "military"),
    ("militar", "military"),
    ("joint", "joint"),
)


def unit_type(unit: Unit) -> str:
    """The type of a unit by the branch its registry gives, else by its classification; blank where neither tells."""
    for words in (unit.branch, "; ".join(unit.classification)):
        lowered = words.lower()
        for word, kind in _TYPES:
            if word in lowered:
                return kind
    return ""
