"""The facts of every mission, and the key by which missions that no rule can tell apart are known."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial

from vetting.facts.baselines import Baselines, start_year
from vetting.facts.components import Key
from vetting.facts.days import FactShift, days_of_incidents, places
from vetting.facts.hosts import Host, HostReader
from vetting.facts.priors import Priors
from vetting.facts.searched import Searched
from vetting.facts.shapes import (
    Facts,
    attribution_level,
    course_tags,
    incident_facts,
    known_start,
    listing_facts,
    mission_facts,
    posting_facts,
    schema_date,
    school_of,
    unit_type,
    vetting_facts,
)
from vetting.facts.surroundings import Parents, Surroundings
from vetting.model import DECLARABLE, Dataset, Incident, Link, Mention, Mission, Reading
from vetting.period import ImpreciseDate, Truth

#: A mission's days as a key: its period by identity (thousands of missions share one, and all are held by the builder
#: while it lives), and whether the source gives the start.
_Days = tuple[int, bool]
_INCIDENTS, _FMTR = DECLARABLE.index("incidents"), DECLARABLE.index("fmtr")


@dataclass(frozen=True, slots=True)
class Links:
    """What linking found: the reading of every cell; the unit links of incidents, of missions, and of other records
    (vetting records and listings), each by the record's id.
    """

    readings: Mapping[Mention, Reading]
    incidents: Mapping[str, tuple[Link, ...]]
    missions: Mapping[str, tuple[Link, ...]]
    records: Mapping[str, tuple[Link, ...]]


@dataclass(slots=True)
class _Cell:
    """What all missions with one recipient cell share, as long as the same was declared for them."""

    host: Host
    incidents: tuple[Incident, ...]
    #: The days of those incidents, of what is on file of the units, and of their earlier missions.
    days: tuple[date, ...]
    file_days: tuple[date, ...]
    prior_days: tuple[date, ...]
    key: int
    #: ``key``, or where no incident tells its units from others of the country, what they are alike in.
    who: Hashable
    shape: Hashable
    #: Whether a unit has anything on file.
    on_file: bool
    #: By which days: the order of a mission's days among those, once asked for.
    classes: dict[_Days, int] = field(default_factory=dict)
    file_classes: dict[_Days, int] = field(default_factory=dict)
    prior_classes: dict[_Days, int] = field(default_factory=dict)
    around: dict[ImpreciseDate | None, tuple[Parents, tuple[tuple[str, str], ...]]] = field(default_factory=dict)


class FactsBuilder:
    """Builds the key of every mission at once and the facts of those that are asked for (``missions`` of the dataset).

    ``compared_days(start, end)`` gives the days of a mission that rules compare, ``bound_days`` the law's own days,
    ``year_days`` the first days of fiscal years (they tell missions apart where no record gives the year),
    ``fact_shifts`` the days that rules derive from dates of records (path, unit, amount).
    """

    def __init__(
        self,
        dataset: Dataset,
        links: Links,
        *,
        as_of: date,
        bound_days: Iterable[date],
        year_days: Iterable[date] = (),
        compared_days: Callable[[ImpreciseDate | None, ImpreciseDate | None], Sequence[ImpreciseDate | None]],
        fact_shifts: Iterable[FactShift] = (),
    ) -> None:
        self.missions = dataset.missions
        self._links = links
        self._as_of = as_of
        self._bounds = tuple(sorted({*bound_days, as_of}))
        self._with_years = tuple(sorted({*self._bounds, *year_days}))
        self._compared_days = lru_cache(maxsize=None)(compared_days)
        self._units = {unit.id: unit for unit in dataset.units}
        self._hosts = HostReader(links.readings, self._units)
        self._around = Surroundings(dataset, self._units, links.incidents, links.records, tuple(fact_shifts))
        self._priors = Priors(dataset.missions, links.missions)
        self._searched = Searched(dataset.declarations)
        self._baselines = Baselines(dataset.missions)
        self._fmtr = {file.name for file in dataset.inputs if file.kind == "fmtrpt"}
        self._cells: dict[tuple[str, str | None, bool, bool, bool], _Cell] = {}
        self._told: dict[str, tuple[Facts, ...]] = {}
        self._cell_keys: dict[object, int] = {}
        self._law_classes: dict[tuple[_Days, bool], int] = {}
        self._class_numbers: dict[Hashable, int] = {}

    @property
    def as_of(self) -> date:
        """The day of judgement, to which some rules compare a mission's days as to a bound of the law."""
        return self._as_of

    def key(self, mission: Mission) -> Key:
        """The mission's place in every respect that some rule may look at."""
        searched = self._searched.of(mission)
        cell = self._cell(mission, searched)
        year = mission.fiscal_year
        days = (id(mission.period), bool(mission.start_printed))
        law_class = self._law_classes.get((days, year is None))
        if law_class is None:
            bounds = self._with_years if year is None else self._bounds
            law_class = self._law_classes[days, year is None] = self.order(mission, bounds)
        return Key(
            country=mission.country,
            program=(mission.program, mission.account),
            fiscal_year=year,
            days=(law_class, None if known_start(mission) else year),
            host=cell.key,
            who=cell.who,
            shape=cell.shape,
            types=cell.host.types,
            surroundings=self._surroundings_key(mission, cell, days),
            files=self._files_key(mission, cell, days),
            priors=self._priors_key(mission, cell, days),
            searched=searched,
            terms=(mission.cancelled, mission.safeguards and (mission.safeguards, mission.period)),
            money=(mission.cost_usd is None, mission.trainees and 1),  # no baseline is at hand to compare with
            series=(start_year(mission), mission.country if searched[_FMTR] else ""),
            course=course_tags(mission.title),
            school=school_of(mission),
            record=self._training_report(mission),
        )

    def facts(self, mission: Mission) -> Facts:
        """The facts of one mission. Only what is known is in them."""
        declared = self._searched.of(mission)
        cell = self._cell(mission, declared)
        host = cell.host
        facts: Facts = {"as_of": self._as_of.isoformat(), "mission": mission_facts(mission)}
        searched = {name: True for name, known in zip(DECLARABLE, declared, strict=True) if known}
        if searched:
            facts["searched"] = searched
        if host.entries is not None:
            facts["mission"]["host_units"] = list(host.entries)
        tags, reported = course_tags(mission.title), self._training_report(mission)
        if tags:
            facts["mission"]["course_tags"] = list(tags)
        if reported is not None:
            facts["mission"] |= {"in_fmtr": True, "fmtr_entry": dict(reported)}
        if host.types:
            facts["mission"]["recipient_types"] = list(host.types)
        facts["incidents"] = [entry for incident in cell.incidents for entry in self._incident_facts(incident)]
        parents, commanders = self._chain(mission, cell)
        facts["units"] = self._unit_facts(cell, dict(parents), dict(commanders))
        if host.unit_ids:
            priors = self._priors.of(mission, host.unit_ids)
            facts["prior_missions"] = [self._prior_facts(prior, host) for prior in priors]
            vetting = [(unit_id, one) for unit_id in host.unit_ids for one in self._around.vetting.get(unit_id, ())]
            facts["vetting"] = [vetting_facts(unit_id, record) for unit_id, record in vetting]
        if commanders:
            held = [one for _, person_id in commanders for one in self._around.postings(person_id)]
            facts["postings"] = [posting_facts(posting) for posting in held]
        if declared[_FMTR]:
            complete = partial(self._searched.whole_year, "fmtr", mission.country)
            facts |= {"history": self._baselines.history(mission, complete)}
        return {name: value for name, value in facts.items() if value is not None}

    # ------------------------------------------------------------ what a recipient cell settles

    def _cell(self, mission: Mission, searched: tuple[bool, ...]) -> _Cell:
        place = (mission.country, mission.recipient, mission.redacted, searched[_INCIDENTS], any(searched))
        cell = self._cells.get(place)
        if cell is None:
            cell = self._cells[place] = self._new_cell(*place)
        return cell

    def _new_cell(self, country: str, recipient: str | None, redacted: bool, complete: bool, declared: bool) -> _Cell:
        host = self._hosts.read(country, recipient, redacted)
        incidents = self._around.incidents(country, host.unit_ids, complete=complete)
        own = bool(host.unit_ids or incidents)
        told_apart_by = (host.told_apart_by, country if own else "", complete)
        key = self._cell_keys.setdefault(told_apart_by, len(self._cell_keys))
        on_file = bool(host.unit_ids) and (declared or self._around.any_on_file(host.unit_ids))
        alike = bool(host.unit_ids) and not declared and not on_file and not self._around.any_named(incidents)
        return _Cell(
            host,
            incidents,
            days=tuple(sorted({*days_of_incidents(incidents)})),
            file_days=tuple(sorted({*self._around.days_on_file(host.unit_ids)})),
            prior_days=tuple(sorted({*self._priors.days(host.unit_ids)})),
            key=key,
            who=(country, *(host.shape or ())) if alike else key,
            shape=host.shape,
            on_file=on_file,
        )

    def _surroundings_key(self, mission: Mission, cell: _Cell, days: _Days) -> Hashable:
        place = self._place(mission, days, cell.days, cell.classes)
        if not cell.host.unit_ids or cell.who != cell.key:
            return place
        return place, self._chain(mission, cell)

    def _files_key(self, mission: Mission, cell: _Cell, days: _Days) -> Hashable:
        if not cell.on_file:
            return cell.shape
        _, commanders = self._chain(mission, cell)
        return cell.key, self._place(mission, days, cell.file_days, cell.file_classes), commanders

    def _priors_key(self, mission: Mission, cell: _Cell, days: _Days) -> Hashable:
        """Without a unit None, without an earlier mission nothing; else which ones, or how they lie to what is told."""
        if not cell.host.unit_ids:
            return None
        priors = self._priors.of(mission, cell.host.unit_ids)
        if not priors:
            return ()
        if cell.who == cell.key:
            place = self._place(mission, days, cell.prior_days, cell.prior_classes)
            return place, tuple(prior.id for prior in priors)
        # Nothing tells its units from others: an earlier mission matters by its place among the incidents of others,
        # and by its name only where it is not known which of the two began first.
        start = known_start(mission)
        return tuple(sorted(str(self._prior_class(prior, start, cell.days)) for prior in priors))

    def _prior_class(self, prior: Mission, start: ImpreciseDate | None, incident_days: Sequence[date]) -> Hashable:
        began = known_start(prior)
        surely_earlier = began is not None and start is not None and began.before(start) is Truth.YES
        return ("" if surely_earlier else prior.id, places(began, incident_days), began is not None and began.is_day)

    def _place(self, mission: Mission, days: _Days, among: Sequence[date], known: dict[_Days, int]) -> int:
        """A number for the order of the mission's days among these; ``known`` are those of the same cell."""
        if not among:
            return -1
        place = known.get(days)
        if place is None:
            place = known[days] = self.order(mission, among)
        return place

    def order(self, mission: Mission, among: Sequence[date], *, ends: bool = True) -> int:
        """A number for the order of the mission's days among others (sorted); the same order, the same number.

        Without ``ends`` the days that follow from its last day are left out.
        """
        compared = self._compared_days(known_start(mission), mission.period.end if ends else None)
        order = tuple([place for day in compared for place in places(day, among)])
        return self._class_numbers.setdefault((len(among), order), len(self._class_numbers))

    def _chain(self, mission: Mission, cell: _Cell) -> tuple[Parents, tuple[tuple[str, str], ...]]:
        """Superiors of all units that matter, and the commanders of the host units, on the mission's first day."""
        if not cell.host.unit_ids:
            return (), ()
        on = known_start(mission) or mission.period.begin
        known = cell.around.get(on)
        if known is None:
            parents = self._around.parents(self._units_that_matter(cell), on)
            commanders = tuple(
                (unit_id, person_id)
                for unit_id in cell.host.unit_ids
                if (person_id := self._around.commander(unit_id, on))
            )
            known = cell.around[on] = (parents, commanders)
        return known

    def _units_that_matter(self, cell: _Cell) -> list[str]:
        named = {unit_id for incident in cell.incidents for unit_id in self._around.named_units(incident)}
        return sorted(named.union(cell.host.unit_ids))

    # ------------------------------------------------------------ parts of the facts

    def _training_report(self, mission: Mission) -> tuple[tuple[str, bool], ...] | None:
        """What its line of the training report gives; None where it is not read from that report.

        A blank U.S. unit says nothing: several editions leave that column empty throughout.
        """
        if mission.source.file not in self._fmtr:
            return None
        recipient = () if mission.recipient is None else (("recipient_unit_given", bool(mission.recipient)),)
        return recipient + ((("us_unit_given", True),) if mission.provider else ())

    def _incident_facts(self, incident: Incident) -> tuple[Facts, ...]:
        """One entry for the units it is linked to, one more where it also names somebody not linked; made once."""
        told = self._told.get(incident.id)
        if told is None:
            told = self._told[incident.id] = tuple(self._new_incident_facts(incident))
        return told

    def _new_incident_facts(self, incident: Incident) -> Iterator[Facts]:
        shared = incident_facts(incident)
        named = self._around.named_units(incident)
        if named:
            yield {**shared, "attributed_units": list(named), "attribution_level": "unit"}
        if self._around.names_somebody_else(incident):
            yield {**shared, "attributed_units": [], "attribution_level": attribution_level(incident.attributions)}

    def _unit_facts(self, cell: _Cell, parents: Mapping[str, str], commanders: Mapping[str, str]) -> list[Facts]:
        facts = []
        for unit_id in sorted({*self._units_that_matter(cell), *parents, *parents.values()}):
            unit = self._units[unit_id]
            entry: Facts = {
                "id": unit_id,
                "name": unit.name,
                "level": unit.level,
                "type": unit_type(unit) or None,
                "parent": parents.get(unit_id),
                "predecessor": next(iter(sorted(self._around.command.predecessors(unit_id, 1))), None),
                "commander_id": commanders.get(unit_id),
                "state_list": [listing_facts(one) for one in self._around.listings.get(unit_id, ())] or None,
            }
            # "parent: null" would say that it has none: what is not known is left out.
            facts.append({name: value for name, value in entry.items() if value is not None})
        return facts

    def _prior_facts(self, prior: Mission, host: Host) -> Facts:
        linked = {link.unit_id for link in self._links.missions.get(prior.id, ()) if link.status == "match"}
        facts: Facts = {"id": prior.id, "unit_ids": sorted(linked.intersection(host.unit_ids))}
        start = known_start(prior)
        if start:
            facts["start_date"] = schema_date(start)
        return facts
