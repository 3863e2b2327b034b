"""The facts of every mission, and the classes of missions that share them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from vetting.chain import Command
from vetting.facts.days import days_of_incidents, days_of_vetting, places
from vetting.facts.priors import Priors
from vetting.facts.searched import Searched
from vetting.facts.shapes import (
    Facts,
    attribution_level,
    incident_facts,
    known_start,
    mission_facts,
    schema_date,
    unit_type,
    vetting_facts,
)
from vetting.model import DECLARABLE, Dataset, Incident, Link, Mention, Mission, Part, Reading, VettingRecord
from vetting.period import ImpreciseDate, Period

DayClass = tuple[int, ...]
#: (unit id, id of its superior), sorted.
Parents = tuple[tuple[str, str], ...]
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
    """What all missions with one recipient cell share: entries, units and incidents that matter, days to compare."""

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
        self._command = Command(dataset.units, dataset.relations)
        self._superiors: dict[str, frozenset[str]] = {}
        self._parents: dict[tuple[int, ImpreciseDate | None], Parents] = {}
        self._priors = Priors(dataset.missions, links.missions)
        self._about, self._unlinked = self._index_incidents()
        self._vetting = self._index_vetting()
        self._searched = Searched(dataset.declarations)
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
                self._parents_of(mission, host) if host.unit_ids else (),
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
        facts: Facts = {"as_of": self._as_of.isoformat(), "mission": mission_facts(mission)}
        if host.entries is not None:
            facts["mission"]["host_units"] = list(host.entries)
        complete = zip(DECLARABLE, self._searched.of(mission), strict=True)
        searched = {name: True for name, known in complete if known}
        if searched:
            facts["searched"] = searched
        facts["incidents"] = [part for incident in host.incidents for part in self._incident_facts(incident)]
        facts["units"] = self._unit_facts(mission, host)
        if host.unit_ids:
            facts["prior_missions"] = [self._prior_facts(prior, host) for prior in priors]
        if host.vetting:
            facts["vetting"] = [vetting_facts(unit_id, record) for unit_id, record in host.vetting]
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
            days.update(days_of_incidents(host.incidents))
            days.update(days_of_vetting(record for _, record in host.vetting))
            days.update(self._priors.days(unit_ids))
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
        """A part is checkable through the units it is matched to. Matched to a whole service or force it is not, and
        names no more than that; but the staff of one is a body with a name.
        """
        matched = [self._units[match.unit_id] for match in part.matches if match.status == "match"]
        if part.level != "unit" or not matched:
            return [{"unit_id": None, "name_level": part.level, "redacted": False}]
        checkable = [unit.id for unit in matched if unit.level == "unit"]
        if not checkable:
            level = "unit" if any(unit.kind == "staff" for unit in matched) else matched[0].level
            return [{"unit_id": None, "name_level": level, "redacted": False}]
        return [{"unit_id": unit_id, "name_level": "unit", "redacted": False} for unit_id in checkable]

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
        """Incidents linked to the unit itself, or to one recorded above or below it, whenever that was."""
        above = self._above(unit_id)
        for other, incidents in self._about.items():
            if other == unit_id or other in above or unit_id in self._above(other):
                yield from incidents

    def _above(self, unit_id: str) -> frozenset[str]:
        known = self._superiors.get(unit_id)
        if known is None:
            known = self._superiors[unit_id] = frozenset(self._command.units_above(unit_id, Period(), len(self._units)))
        return known

    def _parents_of(self, mission: Mission, host: _Host) -> Parents:
        """The superior of each unit that matters and of those above it, as of the mission's first day.

        A tie surely not in force then is left out; of several superiors the facts hold the surest, then the first id.
        """
        on = known_start(mission) or mission.period.begin
        key = (host.key, on)
        known = self._parents.get(key)
        if known is None:
            found: dict[str, str] = {}
            for unit_id in self._units_that_matter(host):
                for superior in self._command.superiors(unit_id, on):
                    found.setdefault(superior.below, superior.unit_id)
            known = self._parents[key] = tuple(sorted(found.items()))
        return known

    def _units_that_matter(self, host: _Host) -> list[str]:
        named = {unit_id for incident in host.incidents for unit_id in self._linked_units(incident)}
        return sorted(named.union(host.unit_ids))

    def _index_vetting(self) -> dict[str, tuple[VettingRecord, ...]]:
        found: dict[str, list[VettingRecord]] = defaultdict(list)
        for record in self._dataset.vetting_records:
            for link in self._links.vetting.get(record.id, ()):
                if link.status == "match":
                    found[link.unit_id].append(record)
        return {unit_id: tuple(records) for unit_id, records in found.items()}

    # ------------------------------------------------------------ order of days

    def _day_class(self, mission: Mission, host: _Host) -> DayClass:
        days = (known_start(mission), mission.period.end)
        known = host.classes.get(days)
        if known is None:
            compared = self._compared_days(*days)
            known = host.classes[days] = tuple(place for day in compared for place in places(day, host.days))
        return known

    # ------------------------------------------------------------ parts of the facts

    def _incident_facts(self, incident: Incident) -> Iterator[Facts]:
        """One entry for the units it is linked to, one more where it also names somebody not linked."""
        shared = incident_facts(incident)
        named = self._linked_units(incident)
        if named:
            yield {**shared, "attributed_units": list(named), "attribution_level": "unit"}
        if len(named) < len(incident.attributions) or not named:
            yield {**shared, "attributed_units": [], "attribution_level": attribution_level(incident.attributions)}

    def _unit_facts(self, mission: Mission, host: _Host) -> list[Facts]:
        parents = dict(self._parents_of(mission, host))
        facts = []
        for unit_id in sorted({*self._units_that_matter(host), *parents, *parents.values()}):
            unit = self._units[unit_id]
            entry: Facts = {"id": unit_id, "name": unit.name, "level": unit.level}
            kind = unit_type(unit)
            if kind:
                entry["type"] = kind
            if unit_id in parents:
                entry["parent"] = parents[unit_id]
            for predecessor in sorted(self._command.predecessors(unit_id, 1))[:1]:
                entry["predecessor"] = predecessor
            facts.append(entry)
        return facts

    def _prior_facts(self, prior: Mission, host: _Host) -> Facts:
        linked = {link.unit_id for link in self._links.missions.get(prior.id, ()) if link.status == "match"}
        facts: Facts = {"id": prior.id, "unit_ids": sorted(linked & set(host.unit_ids))}
        start = known_start(prior)
        if start:
            facts["start_date"] = schema_date(start)
        return facts


def _levels(entries: tuple[Facts, ...] | None) -> tuple[str, ...] | None:
    """What tells cells without a checkable unit apart: the levels they name."""
    if entries is None:
        return None
    return tuple(sorted({"redacted" if entry.get("redacted") else str(entry["name_level"]) for entry in entries}))
