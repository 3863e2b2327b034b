"""The geometry of a lead's timeline: bars as wide as what is known, and what is not known drawn as such.

Drawn by hand as SVG in a template, not with matplotlib: the drawing is some forty rectangles, its text stays text
(selectable, translatable, read aloud), it is 5 KB instead of 40, and no version of a plotting library or font changes
a byte of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vetting.period import Extent, ImpreciseDate, Period, act_day

WIDTH, LEFT, RIGHT, ROW, TOP = 760, 190, 24, 26, 34
#: Pixels by which a bar fades out beyond an end that is not known or only cited.
FADE = 22
#: No bar is thinner: one day stays visible on an axis of decades.
THIN = 4.0
_Place = Callable[[date], float]
#: Missions drawn; the table beside the drawing holds the rest.
DRAWN = 14


@dataclass(frozen=True, slots=True)
class Bar:
    """``kind``: sure (in every reading of the dates), maybe (in some) or open-left/open-right (no known end)."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Span:
    """One line to draw: ``role`` is incident, public or mission, ``label`` its text."""

    role: str
    label: str
    pieces: tuple[tuple[str, date, date], ...]


@dataclass(frozen=True, slots=True)
class DrawnRow:
    role: str
    label: str
    y: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    height: float
    rows: tuple[DrawnRow, ...]
    ticks: tuple[Tick, ...]
    left: int = LEFT
    width: int = WIDTH
    right: int = WIDTH - RIGHT
    top: int = TOP


def pieces(period: Period, extent: Extent | None = None) -> tuple[tuple[str, date, date], ...]:
    """The stretches to draw as (kind, first day, last day); none when no date is known.

    An act whose source gives several days is one day somewhere in them: all ``maybe``.
    """
    if extent is Extent.ACT:
        return moment(act_day(period))
    begin, end = period.begin, period.end
    low, high = begin or end, end or begin
    if low is None or high is None:
        return ()
    found: list[tuple[str, date, date]] = []
    if begin is None or not period.begin_real:
        found.append(("open-left", low.earliest, low.earliest))
    if low.latest > high.earliest:
        found.append(("maybe", low.earliest, high.latest))
    else:
        if low.earliest < low.latest:
            found.append(("maybe", low.earliest, low.latest - timedelta(days=1)))
        found.append(("sure", low.latest, high.earliest))
        if high.earliest < high.latest:
            found.append(("maybe", high.earliest + timedelta(days=1), high.latest))
    if end is None or not period.end_real or period.ongoing:
        found.append(("open-right", high.latest, high.latest))
    return tuple(found)


def moment(day: ImpreciseDate | None) -> tuple[tuple[str, date, date], ...]:
    """One day, sure when it is exact."""
    return () if day is None else (("sure" if day.is_day else "maybe", day.earliest, day.latest),)


def draw(spans: Sequence[Span]) -> Chart | None:
    """The spans on one axis of time, in the order given; None when none of them has a date."""
    days = [day for span in spans for _, first, last in span.pieces for day in (first, last)]
    if not days:
        return None
    margin = max((max(days) - min(days)).days // 20, 15)
    low, high = min(days) - timedelta(days=margin), max(days) + timedelta(days=margin)
    scale = (WIDTH - LEFT - RIGHT) / (high - low).days

    def place(day: date) -> float:
        return LEFT + (day - low).days * scale

    rows = tuple(
        DrawnRow(span.role, span.label, TOP + number * ROW, tuple(_bar(piece, place) for piece in span.pieces))
        for number, span in enumerate(spans)
    )
    ticks = tuple(Tick(round(place(day), 1), label) for day, label in _ticks(low, high))
    return Chart(TOP + len(spans) * ROW + 8, rows, ticks)


def _bar(piece: tuple[str, date, date], place: _Place) -> Bar:
    kind, first, last = piece
    if kind == "open-left":
        return Bar(kind, round(place(first) - FADE, 1), FADE)
    x, end = place(first), place(last + timedelta(days=1))
    if kind == "open-right":
        return Bar(kind, round(end, 1), FADE)
    return Bar(kind, round(x, 1), round(max(end - x, THIN), 1))


def _ticks(low: date, high: date) -> list[tuple[date, str]]:
    """Years where there are several (at most ten or so), else the first days of months or quarters."""
    years = high.year - low.year
    if years >= 3:
        step = next(step for step in (1, 2, 5, 10, 20, 50, 10000) if years / step <= 10)
        return [
            (date(year, 1, 1), str(year))
            for year in range(low.year, high.year + 1)
            if year % step == 0 and date(year, 1, 1) >= low
        ]
    months = (1, 4, 7, 10) if (high - low).days > 400 else tuple(range(1, 13))
    starts = [date(year, month, 1) for year in range(low.year, high.year + 1) for month in months]
    return [(day, f"{day.year}-{day.month:02d}") for day in starts if low <= day <= high]
