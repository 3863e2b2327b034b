"""What stands around the units of a mission: kin, incidents, vetting records, postings, lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from vetting.chain import Command
from vetting.chain.commanders import Commanders
from vetting.facts.days import FactShift, days_of_postings, days_of_vetting
from vetting.model import Dataset, Incident, Link, Listing, Posting, Unit, VettingRecord
from vetting.period import ImpreciseDate, Period

T = TypeVar("T", VettingRecord, Listing)

#: (unit id, id of its superior), sorted.
Parents = tuple[tuple[str, str], ...]


class Surroundings:
    """Everything on record, indexed by unit and by country."""

    def __init__(
        self,
        dataset: Dataset,
        units: Mapping[str, Unit],
        incident_links: Mapping[str, tuple[Link, ...]],
        record_links: Mapping[str, tuple[Link, ...]],
        shifts: tuple[FactShift, ...] = (),
    ) -> None:
        self._shifts = shifts
        self._units = units
        self._incident_links = incident_links
        self.command = Command(dataset.units, dataset.relations)
        self.commanders = Commanders(dataset.postings)
        self._depth = len(units)
        self._above_of: dict[str, frozenset[str]] = {}
        self._about: dict[str, list[Incident]] = defaultdict(list)
        self._open: dict[str, list[Incident]] = defaultdict(list)
        self._of_country: dict[str, list[Incident]] = defaultdict(list)
        for incident in dataset.incidents:
            self._index(incident)
        self.vetting = _by_unit(dataset.vetting_records, record_links)
        self.listings = _by_unit(dataset.listings, record_links)
        self._postings: dict[str, list[Posting]] = defaultdict(list)
        for posting in dataset.postings:
            if posting.unit_id in units:
                self._postings[posting.person_id].append(posting)

    def _index(self, incident: Incident) -> None:
        self._of_country[incident.country].append(incident)
        named = self.named_units(incident)
        for unit_id in named:
            self._about[unit_id].append(incident)
        if self.names_somebody_else(incident):
            self._open[incident.country].append(incident)

    def named_units(self, incident: Incident) -> tuple[str, ...]:
        """The units below service level that an incident is linked to by a judged match."""
        linked = {link.unit_id for link in self._incident_links.get(incident.id, ()) if link.status == "match"}
        return tuple(sorted(unit_id for unit_id in linked if self.command.is_unit(unit_id)))

    def names_somebody_else(self, incident: Incident) -> bool:
        """Whether it also names somebody who is not linked to a unit, or nobody."""
        named = self.named_units(incident)
        return not named or len(named) < len(incident.attributions)

    def incidents(self, country: str, unit_ids: Iterable[str], *, complete: bool) -> tuple[Incident, ...]:
        """The incidents that may change an answer about these units, sorted by id.

        While the list of incidents is open nothing can turn on an incident that surely concerns other units, so only
        those that name these units or their kin, or name nobody who is linked, are given. Once it is declared complete
        every incident of the country is.
        """
        found = {incident.id: incident for incident in self._of_country.get(country, ())} if complete else {}
        unit_ids = tuple(unit_ids)
        if unit_ids:
            found |= {incident.id: incident for incident in self._open.get(country, ())}
        for unit_id in unit_ids:
            for other in self._kin(unit_id):
                found |= {incident.id: incident for incident in self._about[other]}
        return tuple(found[key] for key in sorted(found))

    def any_named(self, incidents: Iterable[Incident]) -> bool:
        """Whether one of the incidents names a unit. Where none does, no rule over them answers one host unit
        otherwise than another.
        """
        return any(self.named_units(incident) for incident in incidents)

    def any_on_file(self, unit_ids: Iterable[str]) -> bool:
        """Whether one of the units has a vetting record, a listing or a commander on record.

        Where none has, no rule over these answers one of them otherwise than another.
        """
        return any(
            unit_id in self.vetting or unit_id in self.listings or self.commanders.ever(unit_id) for unit_id in unit_ids
        )

    def _kin(self, unit_id: str) -> Iterator[str]:
        """Of the units that incidents name: itself, those above and below at any time, siblings, predecessors, and
        those once commanded by somebody who commanded it.
        """
        above = self._above(unit_id)
        before = self.command.predecessors(unit_id, 1)
        elsewhere = {
            posting.unit_id for person_id in self.commanders.ever(unit_id) for posting in self._postings[person_id]
        }
        kin = {unit_id, *above, *before, *elsewhere}
        for other in self._about:
            its_superiors = self._above(other)
            if other in kin or unit_id in its_superiors or above & its_superiors:
                yield other

    def _above(self, unit_id: str) -> frozenset[str]:
        known = self._above_of.get(unit_id)
        if known is None:
            known = self._above_of[unit_id] = frozenset(self.command.units_above(unit_id, Period(), self._depth))
        return known

    def parents(self, unit_ids: Iterable[str], on: ImpreciseDate | None) -> Parents:
        """The superior of each unit and of those above it on a day, as far as recorded.

        A tie surely not in force then is left out; of several superiors the surest is kept, then the first id.
        """
        found: dict[str, str] = {}
        for unit_id in unit_ids:
            for superior in self.command.superiors(unit_id, on):
                found.setdefault(superior.below, superior.unit_id)
        return tuple(sorted(found.items()))

    def commander(self, unit_id: str, on: ImpreciseDate | None) -> str:
        """The one person surely in command of the unit on that day; blank where none or several are on record."""
        persons = self.commanders.of(unit_id, Period.on(on)) if on else ()
        return persons[0] if len(persons) == 1 else ""

    def postings(self, person_id: str) -> tuple[Posting, ...]:
        return tuple(self._postings.get(person_id, ()))

    def days_on_file(self, unit_ids: Iterable[str]) -> Iterator[date]:
        """Every day of the vetting records, listings and postings of those units."""
        for unit_id in unit_ids:
            yield from days_of_vetting(self.vetting.get(unit_id, ()), self._shifts)
            for person_id in self.commanders.ever(unit_id):
                yield from days_of_postings(self._postings[person_id])


def _by_unit(records: Iterable[T], links: Mapping[str, tuple[Link, ...]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = defaultdict(list)
    for record in records:
        for link in links.get(record.id, ()):
            if link.status == "match":
                found[link.unit_id].append(record)
    return {unit_id: tuple(of_unit) for unit_id, of_unit in found.items()}
