"""Truth in three values, and time as sources give it: imprecise days, periods, acts and series.

Every comparison is answered for all sets of days that the source allows: YES if it holds in each of
them, NO if in none, UNKNOWN otherwise. ``tests/test_period.py`` checks that against brute force.
Source of the method: three-valued logic after Kleene; law.md section 3, "Dates".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from typing import NamedTuple


class Truth(Enum):
    """yes, no or unknown, with Kleene's connectives. It has no truth value of its own: compare it."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("a Truth is not a bool: compare it with Truth.YES, Truth.NO or Truth.UNKNOWN")

    def __invert__(self) -> Truth:
        return _NOT[self]

    def __and__(self, other: Truth) -> Truth:
        return every((self, other))

    def __or__(self, other: Truth) -> Truth:
        return some((self, other))

    @staticmethod
    def of(value: bool | None) -> Truth:
        """True is yes, False is no, None is unknown."""
        return Truth.UNKNOWN if value is None else Truth.YES if value else Truth.NO


_NOT = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}


def every(truths: Iterable[Truth]) -> Truth:
    """Any no gives no, else any unknown gives unknown, else yes; yes when there is none."""
    answer = Truth.YES
    for truth in truths:
        if truth is Truth.NO:
            return Truth.NO
        if truth is Truth.UNKNOWN:
            answer = Truth.UNKNOWN
    return answer


def some(truths: Iterable[Truth]) -> Truth:
    """Any yes gives yes, else any unknown gives unknown, else no; no when there is none."""
    answer = Truth.NO
    for truth in truths:
        if truth is Truth.YES:
            return Truth.YES
        if truth is Truth.UNKNOWN:
            answer = Truth.UNKNOWN
    return answer


def _in_all_worlds(surely: bool, possibly: bool) -> Truth:
    return Truth.YES if surely else Truth.UNKNOWN if possibly else Truth.NO


_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@dataclass(frozen=True, slots=True)
class ImpreciseDate:
    """One day, known to lie from ``earliest`` to ``latest``, both included."""

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError(f"the latest day '{self.latest}' is before the earliest '{self.earliest}'")

    @staticmethod
    @lru_cache(maxsize=1 << 16)
    def parse(text: str) -> ImpreciseDate:
        """Read ``2012-05-01``, ``2012-05``, ``2012``, ``2013-02-00`` or a range ``2012-01/2012-05-03``.

        A part ``00`` is not given, as a missing one. Raises ValueError with the text in quotes.
        """
        low, slash, high = text.strip().partition("/")
        if slash:
            return ImpreciseDate(ImpreciseDate.parse(low).earliest, ImpreciseDate.parse(high).latest)
        match = _ISO.match(low)
        if not match:
            raise ValueError(f"'{text}' is not a date such as 2012-05-01, 2012-05 or 2012")
        year, month, day = (int(part or 0) for part in match.groups())
        if not month and day:
            raise ValueError(f"'{text}' gives a day without a month")
        try:
            if not month:
                return ImpreciseDate(date(year, 1, 1), date(year, 12, 31))
            if not day:
                return ImpreciseDate(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
            return ImpreciseDate(date(year, month, day), date(year, month, day))
        except (ValueError, calendar.IllegalMonthError):
            raise ValueError(f"'{text}' is not a day of the calendar") from None

    @staticmethod
    def of(earliest: date, latest: date | None = None) -> ImpreciseDate:
        return ImpreciseDate(earliest, earliest if latest is None else latest)

    @staticmethod
    def fiscal_year(year: int) -> ImpreciseDate:
        """Some day of U.S. fiscal year ``year``: 1 October of the year before to 30 September."""
        return ImpreciseDate(date(year - 1, 10, 1), date(year, 9, 30))

    def __str__(self) -> str:
        """A day, a month or a year where those are its bounds, else a range of days; reads back to the same."""
        first, last = self.earliest, self.latest
        if first == last:
            return first.isoformat()
        if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
            if (first.year, first.month) == (last.year, last.month):
                return f"{first.year:04d}-{first.month:02d}"
            if first.year == last.year and (first.month, last.month) == (1, 12):
                return f"{first.year:04d}"
        return f"{first.isoformat()}/{last.isoformat()}"

    @property
    def is_day(self) -> bool:
        return self.earliest == self.latest

    def before(self, other: ImpreciseDate) -> Truth:
        return _in_all_worlds(self.latest < other.earliest, self.earliest < other.latest)

    def on_or_before(self, other: ImpreciseDate) -> Truth:
        return _in_all_worlds(self.latest <= other.earliest, self.earliest <= other.latest)

    def within(self, first: date, last: date) -> Truth:
        """Whether the day lies from ``first`` to ``last``, both included."""
        return _in_all_worlds(
            first <= self.earliest and self.latest <= last, self.earliest <= last and first <= self.latest
        )

    def shifted(self, *, days: int = 0, months: int = 0) -> ImpreciseDate:
        """Moved by calendar months (clamped to the month's end), then by days."""
        return ImpreciseDate(*(add_months(day, months) + timedelta(days=days) for day in (self.earliest, self.latest)))

    def narrowed(self, first: date | None = None, last: date | None = None) -> ImpreciseDate | None:
        """The days that also lie from ``first`` to ``last``; None when no day does."""
        low = self.earliest if first is None else max(self.earliest, first)
        high = self.latest if last is None else min(self.latest, last)
        return ImpreciseDate(low, high) if low <= high else None


def add_months(day: date, months: int) -> date:
    """Calendar months later (or earlier), clamped to the end of the month."""
    if not months:
        return day
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, calendar.monthrange(year, month0 + 1)[1]))


class Extent(Enum):
    """ACT: one act, on one day within the period. SERIES: acts on its first day, its last, and between."""

    ACT = "act"
    SERIES = "series"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days from ``begin`` to ``end``, both included, each imprecise or (None) not known.

    ``begin_real`` and ``end_real`` say whether the source gives the true end or only the day on which it
    was first or last *cited*: behind a cited end the stretch may go on. ``ongoing`` means the source says it
    had not ended by its last citation. A period whose source gives one day has that day at both ends.
    """

    begin: ImpreciseDate | None = None
    end: ImpreciseDate | None = None
    begin_real: bool = True
    end_real: bool = True
    ongoing: bool = False

    def __post_init__(self) -> None:
        if self.begin and self.end and self.end.latest < self.begin.earliest:
            raise ValueError(f"the period ends ({self.end}) before it begins ({self.begin})")

    @staticmethod
    @lru_cache(maxsize=1 << 16)
    def parse(text: str) -> Period:
        """Read what ``str`` writes: ``begin..end``; ``~`` marks a cited end, ``>`` one still open, blank unknown."""
        low, dots, high = text.partition("..")
        if not dots:
            raise ValueError(f"'{text}' is not a period such as 2010-01..2013-02-20")
        ongoing = high.endswith(">")
        high = high.rstrip(">")
        return Period(
            ImpreciseDate.parse(low.lstrip("~")) if low.lstrip("~") else None,
            ImpreciseDate.parse(high.rstrip("~")) if high.rstrip("~") else None,
            begin_real=not low.startswith("~"),
            end_real=not high.endswith("~"),
            ongoing=ongoing,
        )

    @staticmethod
    def on(day: ImpreciseDate) -> Period:
        """One imprecise day."""
        return Period(day, day)

    def __str__(self) -> str:
        low = ("" if self.begin_real else "~") + (str(self.begin) if self.begin else "")
        high = (str(self.end) if self.end else "") + ("" if self.end_real else "~") + (">" if self.ongoing else "")
        return f"{low}..{high}"

    def meets(self, other: Period) -> Truth:
        """Whether the two stretches share a day."""
        return _meet(_bounds(self), _bounds(other))


class _Bounds(NamedTuple):
    """The least and greatest first day, and the least and greatest last day, over all readings of a stretch."""

    begin_min: date
    begin_max: date
    end_min: date
    end_max: date


def _bounds(what: Period) -> _Bounds:
    # The first day is never after the last, so each end narrows the other, and stands for it where it is missing.
    begin, end = what.begin or what.end, what.end or what.begin
    if begin is None or end is None:
        return _Bounds(date.min, date.max, date.min, date.max)
    return _Bounds(
        begin.earliest if what.begin and what.begin_real else date.min,
        min(begin.latest, end.latest),
        max(begin.earliest, end.earliest),
        end.latest if what.end and what.end_real and not what.ongoing else date.max,
    )


def _meet(one: _Bounds, other: _Bounds) -> Truth:
    """Whether two stretches whose readings do not depend on each other share a day."""
    return _in_all_worlds(
        one.begin_max <= other.end_min and other.begin_max <= one.end_min,
        one.begin_min <= other.end_max and other.begin_min <= one.end_max,
    )


def falls_in(what: Period, extent: Extent, first: ImpreciseDate | None, last: ImpreciseDate | None) -> Truth:
    """Whether an incident falls in the window from the day ``first`` to the day ``last``, both included.

    None leaves the window open at that end. Nothing is taken for granted about which bound is first: a window that
    surely ends before it begins holds nothing, and where that is open, what may lie in it is not surely in it. An ACT
    falls in it if its one day does; a SERIES if its span meets it (acts on its first day, its last, and between). An
    act's unknown bound is the other one; a period without any date is unknown, and so is a series' missing end.
    Source: law.md section 3, "in a window".
    """
    if what.begin is None and what.end is None:
        return Truth.UNKNOWN
    low, high = first or _FIRST_OF_ALL, last or _LAST_OF_ALL
    window = _Bounds(low.earliest, low.latest, high.earliest, high.latest)
    return low.on_or_before(high) & _meet(_bounds(stretch(what, extent)), window)


_FIRST_OF_ALL, _LAST_OF_ALL = ImpreciseDate.of(date.min), ImpreciseDate.of(date.max)


def act_day(what: Period) -> ImpreciseDate | None:
    """The one day of an act whose source gives a period: somewhere in it. None without any date."""
    if what.begin is None or what.end is None:
        return what.begin or what.end
    return ImpreciseDate(what.begin.earliest, what.end.latest)


def stretch(what: Period, extent: Extent) -> Period:
    """The days an incident takes up: an ACT's one day, somewhere in its period; a SERIES' whole period."""
    day = act_day(what)
    return Period.on(day) if extent is Extent.ACT and day else what


class Timing(Enum):
    """A mission's place relative to an incident."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"
    UNDETERMINED = "undetermined"


def timing(mission: Period, incident: Period, extent: Extent) -> tuple[Timing, tuple[int, int] | None]:
    """Where the mission stands relative to the incident, and the gap in days as (least, most).

    The gap counts from the incident's last day to the mission's first (after) or from the mission's last to the
    incident's first (before): adjacent days are 1 apart. None when during or undetermined. Each answer but
    UNDETERMINED holds in every reading that the sources allow; DURING means that the two share a day.
    """
    ours, theirs = _bounds(mission), _bounds(stretch(incident, extent))
    if theirs.end_max < ours.begin_min:
        return Timing.AFTER, ((ours.begin_min - theirs.end_max).days, (ours.begin_max - theirs.end_min).days)
    if ours.end_max < theirs.begin_min:
        return Timing.BEFORE, ((theirs.begin_min - ours.end_max).days, (theirs.begin_max - ours.end_min).days)
    return (Timing.DURING if _meet(ours, theirs) is Truth.YES else Timing.UNDETERMINED), None
