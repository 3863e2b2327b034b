"""The days that matter to a mission, and where its own days stand among them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from vetting.model import Incident, Posting, VettingRecord
from vetting.period import ImpreciseDate

#: A day that rules derive from a date of a record: path in the facts, months or days, how many.
FactShift = tuple[str, str, int]
_PATHS = {
    "requested": "vetting[].requested_date",
    "decided": "vetting[].decision_date",
    "expires": "vetting[].expires_date",
}


def places(day: ImpreciseDate | None, days: Sequence[date]) -> tuple[int, ...]:
    """Where a day stands among others: even between two, odd upon one."""
    if day is None:
        return (-1,)
    first = _place(day.earliest, days)
    return (first,) if day.is_day else (first, _place(day.latest, days), -2)


def _place(day: date, days: Sequence[date]) -> int:
    index = bisect_left(days, day)
    return 2 * index + (index < len(days) and days[index] == day)


def ends(day: ImpreciseDate | None) -> tuple[date, ...]:
    return () if day is None else (day.earliest, day.latest)


def days_of_incidents(incidents: Iterable[Incident]) -> Iterator[date]:
    for incident in incidents:
        yield from ends(incident.period.begin)
        yield from ends(incident.period.end)
        yield from ends(incident.first_public)
        if incident.determination:
            yield from ends(incident.determination.date)


def days_of_vetting(records: Iterable[VettingRecord], shifts: Sequence[FactShift] = ()) -> Iterator[date]:
    """The days of vetting records, as given and as rules move them (to the end of a validity, say)."""
    for record in records:
        for name in ("requested", "decided", "expires"):
            day: ImpreciseDate | None = getattr(record, name)
            yield from ends(day)
            for path, unit, amount in shifts:
                if day and path == _PATHS[name]:
                    yield from ends(day.shifted(months=amount) if unit == "months" else day.shifted(days=amount))


def days_of_postings(postings: Iterable[Posting]) -> Iterator[date]:
    for posting in postings:
        yield from ends(posting.period.begin)
        yield from ends(posting.period.end)
