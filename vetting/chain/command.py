"""Who stands above whom on a day, and who followed whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from vetting.model import Relation, Unit
from vetting.period import ImpreciseDate, Period, Truth, some


@dataclass(frozen=True, slots=True)
class Superior:
    """One unit above another: ``steps`` relations up (1 = direct), reached through ``below``, the unit under it.

    ``in_force`` is whether that last relation was in force then, ``path_in_force`` whether all up to it were: yes, or
    unknown where the sources leave the day open.
    """

    unit_id: str
    below: str
    steps: int
    in_force: Truth
    path_in_force: Truth


@dataclass(frozen=True, slots=True)
class Reach:
    """A unit reached from another: the way there, both included, and whether each step was surely in force."""

    path: tuple[str, ...]
    in_force: Truth


class Command:
    """The relations between units on record, ready to be asked.

    Only *subordinate* relations make a command chain; administrative and member ones do not. A relation to a unit that
    is not on record, or to itself, is left out: what it is (unit, service or force) is not known.
    """

    def __init__(self, units: Iterable[Unit], relations: Iterable[Relation]) -> None:
        self._units: Mapping[str, Unit] = {unit.id: unit for unit in units}
        above: dict[str, dict[str, list[Period]]] = defaultdict(lambda: defaultdict(list))
        before: dict[str, set[str]] = defaultdict(set)
        after: dict[str, set[str]] = defaultdict(set)
        for relation in relations:
            lower, upper = relation.unit_id, relation.other_id
            if lower == upper or lower not in self._units or upper not in self._units:
                continue
            if relation.kind == "subordinate":
                above[lower][upper].append(relation.period)
            elif relation.kind == "successor":
                before[lower].add(upper)
                after[upper].add(lower)
        self._above = {
            lower: {upper: tuple(periods) for upper, periods in sorted(uppers.items())}
            for lower, uppers in above.items()
        }
        self._before = dict(before)
        self._after = dict(after)

    def is_unit(self, unit_id: str) -> bool:
        """Whether it is on record as a unit below service level: no service, no force."""
        return unit_id in self._units and self._units[unit_id].level == "unit"

    def is_force(self, unit_id: str) -> bool:
        """Whether it is on record as a service (one branch) or a force (several or all)."""
        return unit_id in self._units and self._units[unit_id].level in ("service", "force")

    def is_named_unit(self, unit_id: str) -> bool:
        """Whether it may be the trained or the implicated unit: a placeholder never is."""
        return self.is_unit(unit_id) and not self._units[unit_id].placeholder

    def country(self, unit_id: str) -> str:
        """Its ISO 3166-1 alpha-3 code, blank where none is known."""
        return self._units[unit_id].country

    def superiors(self, unit_id: str, on: ImpreciseDate | None) -> tuple[Superior, ...]:
        """Everything above a unit on a day, services and forces included, nearest first.

        None as the day leaves it open. A relation surely not in force that day is left out; among the superiors at
        one distance those surely in force come first. A unit is listed once, at its least distance.
        """
        when = Period.on(on) if on else Period()
        found = []
        for upper, reach in self._climb(unit_id, when, None, lambda _: True).items():
            below = reach.path[-2]
            in_force = self._in_force(below, upper, when)
            found.append(Superior(upper, below, len(reach.path) - 1, in_force, reach.in_force))
        return tuple(sorted(found, key=lambda one: (one.steps, one.path_in_force is not Truth.YES, one.unit_id)))

    def units_above(self, unit_id: str, when: Period, levels: int) -> dict[str, Reach]:
        """The units (no service, no force) up to ``levels`` steps above, through relations that may meet ``when``."""
        return self._climb(unit_id, when, levels, self.is_unit)

    def forces_above(self, unit_id: str, when: Period) -> frozenset[str]:
        """The services and forces at any height above."""
        return frozenset(filter(self.is_force, self._climb(unit_id, when, None, lambda _: True)))

    def predecessors(self, unit_id: str, levels: int) -> dict[str, Reach]:
        """The units it descends from, up to ``levels`` successions back; a succession holds for all time."""
        return self._follow(unit_id, levels, self._before)

    def successors(self, unit_id: str, levels: int) -> dict[str, Reach]:
        """The units that descend from it, up to ``levels`` successions on."""
        return self._follow(unit_id, levels, self._after)

    def _in_force(self, lower: str, upper: str, when: Period) -> Truth:
        return some(period.meets(when) for period in self._above[lower][upper])

    def _climb(self, unit_id: str, when: Period, levels: int | None, enters: Callable[[str], bool]) -> dict[str, Reach]:
        def direct(lower: str) -> dict[str, Truth]:
            return {upper: self._in_force(lower, upper, when) for upper in self._above.get(lower, ()) if enters(upper)}

        return self._walk(unit_id, levels, direct)

    def _follow(self, unit_id: str, levels: int, others: Mapping[str, set[str]]) -> dict[str, Reach]:
        if unit_id not in others:
            return {}
        return self._walk(unit_id, levels, lambda unit: dict.fromkeys(others.get(unit, ()), Truth.YES))

    @staticmethod
    def _walk(start: str, levels: int | None, direct: Callable[[str], Mapping[str, Truth]]) -> dict[str, Reach]:
        """Breadth first, so a unit is reached once, by its shortest way, and a circle ends.

        Of several shortest ways the one surely in force is taken, then the first in order of ids.
        """
        reached = {start: Reach((start,), Truth.YES)}
        edge = [start]
        while edge and (levels is None or len(reached[edge[0]].path) <= levels):
            ways: dict[str, list[Reach]] = defaultdict(list)
            for lower in edge:
                for upper, truth in direct(lower).items():
                    if upper not in reached and truth is not Truth.NO:
                        ways[upper].append(Reach((*reached[lower].path, upper), reached[lower].in_force & truth))
            for upper, reaches in ways.items():
                reached[upper] = min(reaches, key=lambda reach: (reach.in_force is not Truth.YES, reach.path))
            edge = list(ways)
        del reached[start]
        return reached
