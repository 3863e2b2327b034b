"""Cells of the Foreign Military Training Report, where columns leak into each other. Nothing is guessed silently:

what was mended is named in a flag, and a date that cannot be right only bounds the mission through its fiscal year.
Dates are month/day/year, which the file proves: of 450,000 no first part is above 12, and most second are.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from vetting.period import ImpreciseDate, Period

_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\Z")
_ANY_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_MONEY = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?\Z")
_DOLLARS = re.compile(r"\$\s*\d[\d,]*(?:\.\d+)?")
_YEAR = re.compile(r"(?:\bFY|Fiscal Year)\s*(\d{4}|\d{2})\b", re.IGNORECASE)
_EDITION = re.compile(r"(?:\b|_)((?:19|20)\d{2})[_/-]((?:19|20)\d{2})(?:\b|_)")
#: Years around an edition in which a course may begin or end (naval graduate courses run five years).
_YEARS_BEFORE, _YEARS_AFTER = 10, 6


class Dates(NamedTuple):
    """A mission's period, its fiscal year (None when only the edition's two years are known), and what was mended."""

    period: Period
    flags: tuple[str, ...]


class Money(NamedTuple):
    """US dollars (None where none can be read), the dates that leaked into the cell, and what was mended."""

    value: float | None
    dates: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


class Count(NamedTuple):
    """Persons (None where no single number can be read), and what was mended."""

    value: int | None
    flags: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 12)
def edition(group: str) -> tuple[int, int] | None:
    """The two years in the name of the report's file, e.g. ``2009_2010_Africa_fmtrpt.xml``."""
    match = _EDITION.search(group)
    return (int(match[1]), int(match[2])) if match else None


@lru_cache(maxsize=1 << 14)
def fiscal_year(label: str) -> int | None:
    """The year in a program's label: ``FY 00``, ``FY99``, ``FY 2009 DoS``, ``Fiscal Year 2010``; None without one."""
    match = _YEAR.search(label)
    if match is None:
        return None
    year = int(match[1])
    return year if year > 99 else _full_year(year)


@lru_cache(maxsize=1 << 14)
def one_date(text: str) -> date | None:
    """A day as m/d/yyyy, m/d/yy or year-month-day; None when the text is no day of the calendar."""
    match = _DATE.match(text)
    try:
        if match:
            year = int(match[3])
            return date(year if len(match[3]) == 4 else _full_year(year), int(match[1]), int(match[2]))
        match = _ISO.match(text)
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


@lru_cache(maxsize=1 << 17)
def dates(start: str, end: str, leaked: tuple[str, ...], year: int | None, years: tuple[int, int] | None) -> Dates:
    """The period of a row from its start and end cells, dates leaked into the cost cell, and its fiscal year.

    A missing start is some day of the fiscal year, no later than the end (law.md section 3, "Dates"); a missing end
    too, as in all but 69 of 223,000 dated rows. Dates the wrong way round give a period that holds every reading.
    """
    flags: list[str] = []
    begins, ends = _read(start, "start", years, flags), _read(end, "end", years, flags)
    if len(begins) == 2 and not end.strip():
        flags.append("dates-in-one-cell")
        begins, ends = begins[:1], begins[1:]
    elif len(ends) == 2 and not start.strip():
        flags.append("dates-in-one-cell")
        begins, ends = ends[:1], ends[1:]
    elif len(begins) > 1 or len(ends) > 1:
        flags.append("dates-of-two-rows")
    if leaked and not begins:
        begins, ends = _leaked(leaked, begins, ends, years, flags)
    return Dates(_period(_spread(begins), _spread(ends), _bounds(year, years), flags), tuple(flags))


@lru_cache(maxsize=1 << 15)
def money(text: str) -> Money:
    """``$64,360``, ``5900``, ``12606.72``, ``$`` (none), ``18343 3/30/2009`` (a start date leaked in)."""
    text = text.strip()
    if not text:
        return Money(None)
    leaked = tuple(_ANY_DATE.findall(text))
    bare = _ANY_DATE.sub(" ", text).strip()
    match = _MONEY.match(bare)
    if match:
        digits = (match[1] or "").replace(",", "") + (match[2] or "")
        return Money(float(digits) if digits else None, leaked)
    amounts = _DOLLARS.findall(bare)
    if len(amounts) == 1:
        return Money(float(re.sub(r"[$,\s]", "", amounts[0])), leaked, ("text-leaked-into-cost",))
    return Money(None, leaked, ("cost-unclear",))


@lru_cache(maxsize=1 << 14)
def quantity(text: str) -> Count:
    """``4``, ``1 students,`` (1, with text of the next column), ``30 30`` (two rows in one: no single number)."""
    text = text.strip()
    bare = text.replace(",", "")
    if bare.isascii() and bare.isdigit():
        return Count(int(bare))
    if not text or text.upper() == "N/A":
        return Count(None)
    match = re.match(r"(\d+)\s+(?!\d+\Z)\S", text)
    if match:
        return Count(int(match[1]), ("text-leaked-into-quantity",))
    return Count(None, ("quantity-unclear",))


@lru_cache(maxsize=1 << 12)
def page(text: str) -> tuple[str, tuple[str, ...]]:
    """A page: ``20 20`` is page 20, ``223 224`` a row over pages 223 and 224."""
    parts = text.split()
    if len(parts) < 2:
        return text.strip(), ()
    return "-".join(dict.fromkeys(parts)), ("page-printed-twice",)


def _full_year(year: int) -> int:
    return 1900 + year if year >= 70 else 2000 + year


def _read(cell: str, which: str, years: tuple[int, int] | None, flags: list[str]) -> list[date]:
    found: list[date] = []
    for word in cell.split():
        if word.startswith("$"):
            flags.append(f"cost-leaked-into-{which}")
            continue
        day = one_date(word)
        if day is None:
            flags.append(f"{which}-unreadable")
        elif not _plausible(day, years):
            flags.append(f"{which}-year-implausible")
        else:
            found.append(day)
    return found


def _plausible(day: date, years: tuple[int, int] | None) -> bool:
    if years is None:
        return 1980 <= day.year <= 2060
    return years[0] - _YEARS_BEFORE <= day.year <= years[1] + _YEARS_AFTER


def _leaked(
    leaked: tuple[str, ...], begins: list[date], ends: list[date], years: tuple[int, int] | None, flags: list[str]
) -> tuple[list[date], list[date]]:
    """Dates in the cost cell are the start (and end). Shown on the file: of 1,172 single ones whose course has a

    sound row with the same title and end, 1,157 are that row's start; where two leaked, the end cell is blank.
    """
    found = _read(" ".join(leaked), "leaked-date", years, flags)
    if not found:
        return begins, ends
    flags.append("start-leaked-into-cost")
    return found[:1], (ends or found[1:2])


def _spread(days: list[date]) -> ImpreciseDate | None:
    return ImpreciseDate(min(days), max(days)) if days else None


def _bounds(year: int | None, years: tuple[int, int] | None) -> ImpreciseDate | None:
    if year is not None:
        return ImpreciseDate.fiscal_year(year)
    if years is None:
        return None
    first, last = (ImpreciseDate.fiscal_year(one) for one in years)
    return ImpreciseDate(first.earliest, last.latest)


def _period(
    begin: ImpreciseDate | None, end: ImpreciseDate | None, bounds: ImpreciseDate | None, flags: list[str]
) -> Period:
    if begin is not None and end is not None:
        if end.latest >= begin.earliest:
            return Period(begin, end)
        flags.append("start-after-end")
        return _either_way(begin, end, bounds)
    if bounds is None:
        return Period(begin, end)
    if begin is None:
        if end is None:
            return Period(bounds, bounds)
        begin = bounds.narrowed(last=end.latest)
        if begin is None:
            flags.append("end-before-fiscal-year")
        return Period(begin, end)
    end = bounds.narrowed(first=begin.earliest)
    if end is None:
        flags.append("start-after-fiscal-year")
    return Period(begin, end)


def _either_way(begin: ImpreciseDate, end: ImpreciseDate, bounds: ImpreciseDate | None) -> Period:
    """The start may be wrong, or the end, or each stands in the other's place: a period that holds all readings."""
    low = min(end.earliest, bounds.earliest if bounds else end.earliest)
    high = max(begin.latest, bounds.latest if bounds else begin.latest)
    return Period(ImpreciseDate(low, begin.latest), ImpreciseDate(end.earliest, high))
