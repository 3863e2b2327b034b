"""The incidents that reach a unit: one index over all incidents, one look-up per trained unit and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vetting.chain.command import Command, Reach
from vetting.chain.commanders import Commanders
from vetting.model import Incident, Link
from vetting.period import Period, Truth, stretch

#: From the closest tie to the weakest among ties of equally long paths; a commander tie comes after all others.
TIES = ("same", "superior", "subordinate", "predecessor", "successor", "sibling", "commander")


@dataclass(frozen=True, slots=True)
class Naming:
    """An incident and one unit that it names, with the incident's link to that unit."""

    incident: Incident
    link: Link


@dataclass(frozen=True, slots=True)
class Kinship:
    """How a trained unit stands to a unit that an incident names."""

    naming: Naming
    tie: str
    path: tuple[str, ...]
    in_force: Truth
    person_id: str = ""

    @property
    def closeness(self) -> tuple[bool, int, int, bool, tuple[str, ...], str]:
        """Least for the closest: fewest steps, then the order of TIES, then the surest."""
        return (
            self.tie == "commander",
            len(self.path),
            TIES.index(self.tie),
            self.in_force is not Truth.YES,
            self.path,
            self.person_id,
        )


class Kin:
    """Every named unit with its place in the chain on the days of its incident."""

    def __init__(self, namings: Iterable[Naming], command: Command, commanders: Commanders, levels: int) -> None:
        self._command, self._commanders, self._levels = command, commanders, levels
        self._at: dict[str, list[Naming]] = defaultdict(list)
        self._under: dict[str, list[tuple[Naming, Reach]]] = defaultdict(list)
        self._of_person: dict[str, list[Naming]] = defaultdict(list)
        for naming in namings:
            unit_id, when = naming.link.unit_id, stretch(naming.incident.period, naming.incident.extent)
            self._at[unit_id].append(naming)
            for upper, reach in command.units_above(unit_id, when, levels).items():
                self._under[upper].append((naming, reach))
            for person_id in commanders.of(unit_id, when):
                self._of_person[person_id].append(naming)

    def of(self, trained: str, start: Period) -> tuple[Kinship, ...]:
        """The closest tie of a unit trained from that day to each unit that an incident names, per incident."""
        closest: dict[tuple[str, str], Kinship] = {}
        for kinship in self._all(trained, start):
            key = (kinship.naming.incident.id, kinship.naming.link.unit_id)
            closest[key] = min(closest.get(key, kinship), kinship, key=lambda one: one.closeness)
        return tuple(closest[key] for key in sorted(closest))

    def _all(self, trained: str, start: Period) -> Iterator[Kinship]:
        for naming in self._at.get(trained, ()):
            yield Kinship(naming, "same", (trained,), Truth.YES)
        above = self._command.units_above(trained, start, self._levels)
        yield from self._named("superior", above)
        yield from self._named("predecessor", self._command.predecessors(trained, self._levels))
        yield from self._named("successor", self._command.successors(trained, self._levels))
        for naming, reach in self._under.get(trained, ()):
            yield Kinship(naming, "subordinate", reach.path[::-1], reach.in_force)
        for superior, ours in above.items():
            if len(ours.path) == 2:
                yield from self._siblings(superior, ours)
        for person_id in self._commanders.of(trained, start):
            for naming in self._of_person.get(person_id, ()):
                yield Kinship(naming, "commander", (trained, naming.link.unit_id), Truth.YES, person_id)

    def _named(self, tie: str, reached: Mapping[str, Reach]) -> Iterator[Kinship]:
        for unit_id, reach in reached.items():
            for naming in self._at.get(unit_id, ()):
                yield Kinship(naming, tie, reach.path, reach.in_force)

    def _siblings(self, superior: str, ours: Reach) -> Iterator[Kinship]:
        for naming, theirs in self._under.get(superior, ()):
            if len(theirs.path) == 2:
                yield Kinship(naming, "sibling", (*ours.path, theirs.path[0]), ours.in_force & theirs.in_force)
