"""Records and links → what a rule may know of a mission, once for every class of missions that no rule can tell apart.

253,461 missions hold only some thousands of different questions. Two missions share a *signature* when they name the same
host units (or none that can be checked), stand under the same program and declarations, and their days stand in the same
order to every day that a rule compares them with: bounds of the law, dates of the incidents that may concern their
units, earlier missions. The law is then asked once per signature (design decision 0003).

Facts are plain objects in the shape of ``facts.schema.json``. Incidents that surely name no unit of the mission and none
above or below it are left out: they could not change an answer. So are all incidents of a mission none of whose host units
can be checked: nothing said of a named unit can settle one that is not named (law.md section 3, "Host units").
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from vetting.model import (
    Attribution,
    Dataset,
    Declaration,
    DECLARABLE,
    Incident,
    Link,
    Mention,
    Mission,
    Part,
    Reading,
    Relation,
    Safeguards,
    Unit,
    VettingRecord,
)  # fmt: skip
from vetting.period import Extent, ImpreciseDate, Period, Truth, act_day

Facts = dict[str, Any]
DayClass = tuple[int, ...]
#: A mission's start as far as the source gives it, and its end.
_Days = tuple[ImpreciseDate | None, ImpreciseDate | None]


@dataclass(frozen=True, slots=True)
class Links:
    """What linking found, by record: the reading of every cell, the unit links of incidents, missions and vetting."""

    readings: Mapping[Mention, Reading]
    incidents: Mapping[str, tuple[Link, ...]]
    missions: Mapping[str, tuple[Link, ...]]
    vetting: Mapping[str, tuple[Link, ...]]


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature: its example's facts and the ids of all missions that share it, in order."""

    facts: Facts
    mission_ids: tuple[str, ...]


@dataclass(slots=True)
class _Host:
    """What all missions with one recipient cell share: entries, the units and incidents that matter, the days to compare."""

    entries: tuple[Facts, ...] | None
    unit_ids: tuple[str, ...]
    incidents: tuple[Incident, ...] = ()
    vetting: tuple[tuple[str, VettingRecord], ...] = ()
    days: tuple[date, ...] = ()
    key: int = 0
    classes: dict[_Days, DayClass] = field(default_factory=dict)


class FactsBuilder:
    """Builds the facts of missions; everything is looked up once per distinct recipient cell.

    ``compared_days(start, end)`` gives the days of a mission that rules compare, ``bound_days`` the law's own days,
    ``fields_read`` the paths of the facts that any rule reads: what none reads tells no two missions apart.
    """

    def __init__(
        self,
        dataset: Dataset,
        links: Links,
        *,
        as_of: date,
        bound_days: Iterable[date],
        compared_days: Callable[[ImpreciseDate | None, ImpreciseDate | None], Sequence[ImpreciseDate | None]],
        fields_read: frozenset[str],
    ) -> None:
        self._dataset = dataset
        self._links = links
        self._as_of = as_of
        self._bounds = frozenset(bound_days)
        self._compared_days = lru_cache(maxsize=None)(compared_days)
        self._open_classes: dict[_Days, DayClass] = {}
        self._by_country = "mission.country" in fields_read
        self._by_fiscal_year = "mission.fiscal_year" in fields_read
        self._host_keys: dict[object, int] = {}
        self._units = {unit.id: unit for unit in dataset.units}
        self._kin = _Kin(dataset.relations, self._units)
        self._priors = _Priors(dataset.missions, links.missions)
        self._about, self._unlinked = self._index_incidents()
        self._vetting = self._index_vetting()
        self._searched = _Searched(dataset.declarations)
        self._hosts: dict[tuple[str, str | None, bool], _Host] = {}

    def signatures(self) -> tuple[Signed, ...]:
        """Every signature with its missions, in the order of the first mission that has it."""
        example: dict[object, tuple[Mission, _Host, tuple[Mission, ...]]] = {}
        members: dict[object, list[str]] = {}
        for mission in self._dataset.missions:
            host = self._host(mission)
            priors = self._priors.of(mission.id, host.unit_ids) if host.unit_ids else ()
            searched = self._searched.of(mission)
            key = (
                mission.country if self._by_country else "",
                mission.program,
                mission.account,
                mission.fiscal_year if self._by_fiscal_year or not mission.start_printed else None,
                mission.cancelled,
                host.key,
                self._day_class(mission, host),
                tuple(prior.id for prior in priors),
                searched,
                mission.safeguards and (mission.safeguards, mission.period),
            )
            if key not in members:
                members[key] = []
                example[key] = (mission, host, priors)
            members[key].append(mission.id)
        return tuple(Signed(self.facts(*example[key]), tuple(ids)) for key, ids in members.items())

    def facts(self, mission: Mission, host: _Host | None = None, priors: tuple[Mission, ...] | None = None) -> Facts:
        """The facts of one mission. Only what is known is in them."""
        host = host or self._host(mission)
        if priors is None:
            priors = self._priors.of(mission.id, host.unit_ids)
        facts: Facts = {"as_of": self._as_of.isoformat(), "mission": _mission_facts(mission)}
        if host.entries is not None:
            facts["mission"]["host_units"] = list(host.entries)
        searched = {name: True for name, complete in zip(DECLARABLE, self._searched.of(mission), strict=True) if complete}
        if searched:
            facts["searched"] = searched
        facts["incidents"] = [part for incident in host.incidents for part in self._incident_facts(incident)]
        facts["units"] = self._unit_facts(mission, host)
        if host.unit_ids:
            facts["prior_missions"] = [self._prior_facts(prior, host) for prior in priors]
        if host.vetting:
            facts["vetting"] = [_vetting_facts(unit_id, record) for unit_id, record in host.vetting]
        return facts

    # ------------------------------------------------------------ what is shared by a recipient cell

    def _host(self, mission: Mission) -> _Host:
        cell = (mission.country, mission.recipient, mission.redacted)
        host = self._hosts.get(cell)
        if host is None:
            host = self._hosts[cell] = self._new_host(*cell)
        return host

    def _new_host(self, country: str, recipient: str | None, redacted: bool) -> _Host:
        entries, unit_ids = self._host_entries(country, recipient, redacted)
        host = _Host(entries, unit_ids)
        if not unit_ids:
            host.classes = self._open_classes  # only the law's own days matter to all of them
        told_apart = (country, str(entries)) if unit_ids else _levels(entries)
        host.key = self._host_keys.setdefault(told_apart, len(self._host_keys))
        days = set(self._bounds)
        if unit_ids:
            related = {incident.id: incident for unit_id in unit_ids for incident in self._concerning(unit_id)}
            related |= {incident.id: incident for incident in self._unlinked.get(country, ())}
            host.incidents = tuple(related[key] for key in sorted(related))
            host.vetting = tuple((unit_id, one) for unit_id in unit_ids for one in self._vetting.get(unit_id, ()))
            days.update(_days_of_incidents(host.incidents))
            days.update(_days_of_vetting(record for _, record in host.vetting))
            days.update(self._priors.days(unit_ids))
            days.update(self._kin.days(unit_ids))
        host.days = tuple(sorted(days))
        return host

    def _host_entries(
        self, country: str, recipient: str | None, redacted: bool
    ) -> tuple[tuple[Facts, ...] | None, tuple[str, ...]]:
        entries: list[Facts] = []
        unit_ids: list[str] = []
        if redacted:
            entries.append({"redacted": True})
        if recipient:
            for part in self._links.readings[Mention(country, recipient)].parts:
                for entry in self._part_entries(part):
                    entries.append(entry)
                    unit_ids += [entry["unit_id"]] if entry["unit_id"] else []
        if recipient is None and not redacted:
            return None, ()
        return tuple(entries), tuple(sorted(set(unit_ids)))

    def _part_entries(self, part: Part) -> list[Facts]:
        """A part is checkable through the units it is matched to; matched to a service or force, it names only that."""
        matched = [match.unit_id for match in part.matches if match.status == "match"]
        levels = {self._units[unit_id].level for unit_id in matched}
        if part.level != "unit" or not matched:
            return [{"unit_id": None, "name_level": part.level, "redacted": False}]
        if "unit" not in levels:
            return [{"unit_id": None, "name_level": min(levels, key=("service", "force").index), "redacted": False}]
        return [
            {"unit_id": unit_id, "name_level": "unit", "redacted": False}
            for unit_id in matched
            if self._units[unit_id].level == "unit"
        ]

    def _index_incidents(self) -> tuple[dict[str, list[Incident]], dict[str, list[Incident]]]:
        """Incidents by the units they are linked to, and by country those that may concern any unit."""
        about: dict[str, list[Incident]] = defaultdict(list)
        unlinked: dict[str, list[Incident]] = defaultdict(list)
        for incident in self._dataset.incidents:
            named = self._linked_units(incident)
            for unit_id in named:
                about[unit_id].append(incident)
            if len(named) < len(incident.attributions) or not named:
                unlinked[incident.country].append(incident)
        return about, unlinked

    def _linked_units(self, incident: Incident) -> tuple[str, ...]:
        linked = self._links.incidents.get(incident.id, ())
        ids = {link.unit_id for link in linked if link.status == "match"}
        return tuple(sorted(i for i in ids if i in self._units and self._units[i].level == "unit"))

    def _concerning(self, unit_id: str) -> Iterator[Incident]:
        yield from self._about.get(unit_id, ())
        for other in self._kin.related(unit_id):
            yield from self._about.get(other, ())

    def _index_vetting(self) -> dict[str, tuple[VettingRecord, ...]]:
        found: dict[str, list[VettingRecord]] = defaultdict(list)
        for record in self._dataset.vetting_records:
            for link in self._links.vetting.get(record.id, ()):
                if link.status == "match":
                    found[link.unit_id].append(record)
        return {unit_id: tuple(records) for unit_id, records in found.items()}

    # ------------------------------------------------------------ order of days

    def _day_class(self, mission: Mission, host: _Host) -> DayClass:
        days = (_known_start(mission), mission.period.end)
        known = host.classes.get(days)
        if known is None:
            compared = self._compared_days(*days)
            known = host.classes[days] = tuple(place for day in compared for place in _places(day, host.days))
        return known

    # ------------------------------------------------------------ parts of the facts

    def _incident_facts(self, incident: Incident) -> Iterator[Facts]:
        """One entry for the units it is linked to, one more where it also names somebody not linked."""
        shared = _incident_facts(incident)
        named = self._linked_units(incident)
        if named:
            yield {**shared, "attributed_units": list(named), "attribution_level": "unit"}
        if len(named) < len(incident.attributions) or not named:
            yield {**shared, "attributed_units": [], "attribution_level": _attribution_level(incident.attributions)}

    def _unit_facts(self, mission: Mission, host: _Host) -> list[Facts]:
        wanted = set(host.unit_ids)
        for incident in host.incidents:
            wanted.update(self._linked_units(incident))
        parents = self._kin.parents(wanted, _known_start(mission) or mission.period.begin)
        wanted.update(parents.values())
        facts = []
        for unit_id in sorted(wanted):
            unit = self._units[unit_id]
            entry: Facts = {"id": unit_id, "name": unit.name, "level": unit.level}
            kind = _unit_type(unit)
            if kind:
                entry["type"] = kind
            if unit_id in parents:
                entry["parent"] = parents[unit_id]
            predecessor = self._kin.predecessor(unit_id)
            if predecessor:
                entry["predecessor"] = predecessor
            facts.append(entry)
        return facts

    def _prior_facts(self, prior: Mission, host: _Host) -> Facts:
        linked = {link.unit_id for link in self._links.missions.get(prior.id, ()) if link.status == "match"}
        facts: Facts = {"id": prior.id, "unit_ids": sorted(linked & set(host.unit_ids))}
        start = _known_start(prior)
        if start:
            facts["start_date"] = _schema_date(start)
        return facts


def _levels(entries: tuple[Facts, ...] | None) -> tuple[str, ...] | None:
    """What tells cells without a checkable unit apart: the levels they name."""
    if entries is None:
        return None
    return tuple(sorted({"redacted" if entry.get("redacted") else str(entry["name_level"]) for entry in entries}))


def _known_start(mission: Mission) -> ImpreciseDate | None:
    """The start the source gives; a fiscal year alone is not one (the law reads it as such, law.md section 3)."""
    return mission.period.begin if mission.start_printed else None


def _places(day: ImpreciseDate | None, days: Sequence[date]) -> tuple[int, ...]:
    """Where a day stands among others: even between two, odd upon one."""
    if day is None:
        return (-1,)
    first = _place(day.earliest, days)
    return (first,) if day.is_day else (first, _place(day.latest, days), -2)


def _place(day: date, days: Sequence[date]) -> int:
    index = bisect_left(days, day)
    return 2 * index + (index < len(days) and days[index] == day)


def _ends(day: ImpreciseDate | None) -> tuple[date, ...]:
    return () if day is None else (day.earliest, day.latest)


def _days_of_incidents(incidents: Iterable[Incident]) -> Iterator[date]:
    for incident in incidents:
        yield from _ends(incident.period.begin)
        yield from _ends(incident.period.end)
        yield from _ends(incident.first_public)
        if incident.determination:
            yield from _ends(incident.determination.date)


def _days_of_vetting(records: Iterable[VettingRecord]) -> Iterator[date]:
    for record in records:
        for day in (record.requested, record.decided, record.expires):
            yield from _ends(day)


def _schema_date(day: ImpreciseDate) -> str | None:
    """A day, month or year; None where the source's range is neither (then it is not known to the rules)."""
    text = str(day)
    return None if "/" in text else text


def _mission_facts(mission: Mission) -> Facts:
    facts: Facts = {"program": mission.program, "country": mission.country or None}
    start = _known_start(mission)
    optional = {
        "account": mission.account or None,
        "fiscal_year": mission.fiscal_year,
        "start_date": start and _schema_date(start),
        "end_date": mission.period.end and _schema_date(mission.period.end),
        "cancelled": mission.cancelled,
        "trainees_count": mission.trainees,
        "cost_usd": mission.cost_usd,
        **(_safeguard_facts(mission.safeguards) if mission.safeguards else {}),
    }
    facts.update((name, value) for name, value in optional.items() if value is not None)
    return facts


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
            "date": safeguards.secdef_approval_date and _schema_date(safeguards.secdef_approval_date),
        }
    if safeguards.waiver_kind:
        facts["waiver"] = {
            "kind": safeguards.waiver_kind,
            "used_date": safeguards.waiver_used and _schema_date(safeguards.waiver_used),
            "reported": safeguards.waiver_reported,
            "report_date": safeguards.waiver_report_date and _schema_date(safeguards.waiver_report_date),
        }
    return facts


def _incident_facts(incident: Incident) -> Facts:
    begin, end = incident.period.begin, incident.period.end
    if incident.extent is Extent.ACT and begin and end and begin != end:
        day = act_day(incident.period)
        assert day is not None
        begin, end = ImpreciseDate.of(day.earliest), ImpreciseDate.of(day.latest)
    facts: Facts = {"id": incident.id, "extent": incident.extent.value}
    optional = {
        "date_start": begin and _schema_date(begin),
        "date_end": end and _schema_date(end),
        "violation_types": list(incident.violation_codes) or None,
        "credibility": incident.credibility or None,
        "first_public_date": incident.first_public and _schema_date(incident.first_public),
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
            "date": given.date and _schema_date(given.date),
            "reported_to_congress": given.reported_to_congress,
        }
    if remediation:
        facts["remediation"] = remediation
    return facts


def _attribution_level(attributions: Sequence[Attribution]) -> str:
    """The most open level named: a unit that is not linked leaves more open than a force, a force more than nobody."""
    levels = {attribution.level for attribution in attributions}
    return next((level for level in ("unit", "service", "force") if level in levels), "none")


def _vetting_facts(unit_id: str, record: VettingRecord) -> Facts:
    facts: Facts = {"unit_id": unit_id, "subject_type": record.subject_type}
    optional = {
        "result": record.result or None,
        "requested_date": record.requested and _schema_date(record.requested),
        "decision_date": record.decided and _schema_date(record.decided),
        "expires_date": record.expires and _schema_date(record.expires),
        "host_informed": record.host_informed,
        "host_informed_date": record.host_informed_date and _schema_date(record.host_informed_date),
    }
    facts.update((name, value) for name, value in optional.items() if value is not None)
    return facts


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


def _unit_type(unit: Unit) -> str:
    """The type of a unit by the branch its registry gives, else by its classification; blank where neither tells."""
    for words in (unit.branch, "; ".join(unit.classification)):
        lowered = words.lower()
        for word, kind in _TYPES:
            if word in lowered:
                return kind
    return ""


class _Kin:
    """Relations read for the law: who stands above and below, at any depth below service level."""

    def __init__(self, relations: Iterable[Relation], units: Mapping[str, Unit]) -> None:
        self._up: dict[str, list[Relation]] = defaultdict(list)
        self._down: dict[str, list[Relation]] = defaultdict(list)
        self._before: dict[str, str] = {}
        self._related: dict[str, frozenset[str]] = {}
        for relation in relations:
            lower, upper = units.get(relation.unit_id), units.get(relation.other_id)
            if lower is None or upper is None:
                continue
            if relation.kind == "successor":
                self._before.setdefault(lower.id, upper.id)
            elif relation.kind == "subordinate" and upper.level == "unit" and lower.level == "unit":
                self._up[lower.id].append(relation)
                self._down[upper.id].append(relation)

    def predecessor(self, unit_id: str) -> str | None:
        return self._before.get(unit_id)

    def related(self, unit_id: str) -> frozenset[str]:
        """Every unit recorded above or below, whenever; the unit itself is not among them."""
        known = self._related.get(unit_id)
        if known is None:
            above = {r.other_id for r in self._walk(unit_id, self._up, lambda r: r.other_id)}
            below = {r.unit_id for r in self._walk(unit_id, self._down, lambda r: r.unit_id)}
            known = self._related[unit_id] = frozenset((above | below) - {unit_id})
        return known

    def days(self, unit_ids: Iterable[str]) -> Iterator[date]:
        """The days on which a relation of theirs begins or ends."""
        for unit_id in unit_ids:
            for table, end in ((self._up, "other_id"), (self._down, "unit_id")):
                for relation in self._walk(unit_id, table, lambda r, end=end: str(getattr(r, end))):
                    yield from _ends(relation.period.begin)
                    yield from _ends(relation.period.end)

    def parents(self, unit_ids: Iterable[str], on: ImpreciseDate | None) -> dict[str, str]:
        """The superior of each unit and of those above it, as of a day; a tie surely not in force then is left out.

        The facts hold one superior a unit: of several, the one surely in force, else the first by id.
        """
        found: dict[str, str] = {}
        pending = sorted(unit_ids)
        while pending:
            unit_id = pending.pop()
            if unit_id in found:
                continue
            held = []
            for relation in self._up.get(unit_id, ()):
                in_force = relation.period.includes(on) if on else Truth.UNKNOWN
                if in_force is not Truth.NO:
                    held.append((in_force is not Truth.YES, relation.other_id))
            if held:
                found[unit_id] = min(held)[1]
                pending.append(found[unit_id])
        return found

    @staticmethod
    def _walk(
        unit_id: str, table: Mapping[str, list[Relation]], step: Callable[[Relation], str]
    ) -> Iterator[Relation]:
        seen, pending = {unit_id}, [unit_id]
        while pending:
            for relation in table.get(pending.pop(), ()):
                yield relation
                other = step(relation)
                if other not in seen:
                    seen.add(other)
                    pending.append(other)


class _Priors:
    """Earlier missions of a unit, no more of them than can decide: whoever began first decides for all that began later.

    A window that opens with an earlier mission's start is widest for the mission that began first. So for each unit only
    the two with the earliest latest-possible start, the two with the earliest earliest-possible one, and two of unknown
    start are kept (two, since a mission is not prior to itself).
    """

    def __init__(self, missions: Iterable[Mission], links: Mapping[str, tuple[Link, ...]]) -> None:
        by_unit: dict[str, list[Mission]] = defaultdict(list)
        for mission in missions:
            for link in links.get(mission.id, ()):
                if link.status == "match":
                    by_unit[link.unit_id].append(mission)
        self._first = {unit_id: _earliest(trained) for unit_id, trained in by_unit.items()}

    def of(self, mission_id: str, unit_ids: Iterable[str]) -> tuple[Mission, ...]:
        found: dict[str, Mission] = {}
        for unit_id in unit_ids:
            for kept in self._first.get(unit_id, ()):
                others = [mission for mission in kept if mission.id != mission_id]
                if others:
                    found[others[0].id] = others[0]
        return tuple(found[key] for key in sorted(found))

    def days(self, unit_ids: Iterable[str]) -> Iterator[date]:
        for unit_id in unit_ids:
            for kept in self._first.get(unit_id, ()):
                for mission in kept:
                    yield from _ends(_known_start(mission))


def _earliest(missions: Sequence[Mission]) -> tuple[tuple[Mission, ...], ...]:
    dated = [(start, mission) for mission in missions if (start := _known_start(mission))]
    by_latest = sorted(dated, key=lambda pair: (pair[0].latest, pair[1].id))[:2]
    by_earliest = sorted(dated, key=lambda pair: (pair[0].earliest, pair[1].id))[:2]
    undated = sorted((mission for mission in missions if not _known_start(mission)), key=lambda mission: mission.id)[:2]
    return tuple(m for _, m in by_latest), tuple(m for _, m in by_earliest), tuple(undated)


class _Searched:
    """Which sources were declared complete for a mission: its country, and a stretch of days that holds all of its own."""

    def __init__(self, declarations: Sequence[Declaration]) -> None:
        self._declarations = tuple(declarations)
        self._none = (False,) * len(DECLARABLE)

    def of(self, mission: Mission) -> tuple[bool, ...]:
        if not self._declarations:
            return self._none
        return tuple(self._complete(name, mission) for name in DECLARABLE)

    def _complete(self, name: str, mission: Mission) -> bool:
        answer = False
        for declared in self._declarations:
            if declared.source == name and declared.country in ("", mission.country):
                if _holds(declared, mission.period):
                    answer = declared.complete
                elif not declared.complete and _touches(declared, mission.period):
                    answer = False
        return answer


def _holds(declared: Declaration, period: Period) -> bool:
    begin, end = period.begin or period.end, period.end or period.begin
    if begin is None or end is None:
        return declared.first is None and declared.last is None
    return (declared.first or date.min) <= begin.earliest and end.latest <= (declared.last or date.max)


def _touches(declared: Declaration, period: Period) -> bool:
    begin, end = period.begin or period.end, period.end or period.begin
    if begin is None or end is None:
        return True
    return begin.earliest <= (declared.last or date.max) and (declared.first or date.min) <= end.latest
