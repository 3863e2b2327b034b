"""Days a rule may write (``start``, ``end + after_months`` …) and windows between them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from vetting.conditions.case import World
from vetting.period import Extent, ImpreciseDate, Period, Truth, falls_in

#: A bound that exists but whose day is not known.
ANY_DAY = ImpreciseDate.parse("0001-01-01/9999-12-31")

#: Days of the mission from which a rule may count, and the path of each.
DAY_PATHS = {
    "start": "mission.start_date",
    "end": "mission.end_date",
    "prior_start": "prior_missions[].start_date",
}

#: What a rule may add to a day of the mission. ``compared_days`` gives all of these, so that missions which stand alike
#: to every fact get one answer: a new entry here reaches it.
DERIVED_DAYS = (
    "start",
    "end",
    "end + after_months",
    "end + report_grace_days",
    "start - lookback_months",
    "start - near_days",
)


class Day(NamedTuple):
    """A day as a rule writes it: one of DAY_PATHS, moved by a parameter in months or days."""

    base: str
    sign: int = 0
    parameter: str = ""

    @staticmethod
    def read(text: str) -> Day | None:
        """Read ``start``, ``end + after_months`` or ``start - lookback_months``; None for anything else."""
        parts = text.split()
        if len(parts) == 1 and parts[0] in DAY_PATHS:
            return Day(parts[0])
        if len(parts) == 3 and parts[0] in DAY_PATHS and parts[1] in ("+", "-"):
            return Day(parts[0], 1 if parts[1] == "+" else -1, parts[2])
        return None

    def __str__(self) -> str:
        return f"{self.base} {'+' if self.sign > 0 else '-'} {self.parameter}" if self.sign else self.base

    def moved(self, day: ImpreciseDate | None, amount: float) -> ImpreciseDate | None:
        """The day after adding (or taking) that many months or days, as the parameter's name says."""
        if day is None or not self.sign:
            return day
        steps = self.sign * int(amount)
        return shifted(day, months=steps) if self.parameter.endswith("_months") else shifted(day, days=steps)

    def of(self, world: World) -> ImpreciseDate | None:
        """The day in this case; None where the fact is missing."""
        if self.base == "start":
            day = world.start
        elif self.base == "end":
            day = world.case.end
        else:
            day = world.prior_mission.start
        return self.moved(day, world.case.parameters[self.parameter]) if self.sign else day

    def missing(self, world: World) -> set[str]:
        """The path of the day, if a better known day could settle a comparison with it."""
        if self.base == "prior_start" and world.prior_mission.phantom:
            return set()
        day = self.of(world)
        return set() if day is not None and day.is_day else {DAY_PATHS[self.base]}


def shifted(day: ImpreciseDate, *, days: int = 0, months: int = 0) -> ImpreciseDate:
    """The day moved; at the edge of the calendar, the last day that there is."""
    try:
        return day.shifted(days=days, months=months)
    except (OverflowError, ValueError):
        return ImpreciseDate.of(date.min if days + months < 0 else date.max)


def moved_by(day: ImpreciseDate, *, days: int = 0) -> ImpreciseDate:
    """The day moved by so many days; at the edge of the calendar, the last day that there is."""
    return shifted(day, days=days) if days else day


class Window(NamedTuple):
    """From a day (open where None) until a day, which ``inclusive`` counts in."""

    first: Day | None
    last: Day | None
    inclusive: bool

    def __str__(self) -> str:
        first = f"from {self.first}" if self.first else ""
        last = f"{'until' if self.inclusive else 'before'} {self.last}" if self.last else ""
        return f"{first} {last}".strip()

    def holds(self, world: World, period: Period, extent: Extent) -> Truth:
        """Whether an act lies in the window, or a series meets it. Source: law.md section 3, "in a window"."""
        first = None if self.first is None else bound_of(world, self.first, inclusive=True)
        last = None if self.last is None else bound_of(world, self.last, inclusive=self.inclusive)
        return falls_in(period, extent, first, last)


def bound_of(world: World, day: Day, *, inclusive: bool) -> ImpreciseDate:
    """The last (or first) day that counts in; any day where it is not known."""
    key = (day, inclusive)
    known = world.days.get(key)
    if known is None:
        known = day.of(world)
        known = ANY_DAY if known is None else known if inclusive else shifted(known, days=-1)
        if day.base != "prior_start":
            world.days[key] = known
    return known


PRIOR = Window(None, Day("start"), inclusive=False)
