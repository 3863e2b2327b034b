"""Links as the chain reads them: one per unit, the best."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vetting.model import Link, Mission
from vetting.period import ImpreciseDate, Period


def best_links(links: Iterable[Link]) -> tuple[Link, ...]:
    """One link per unit, a match before a candidate, then the highest score; in order of unit ids."""
    best: dict[str, Link] = {}
    for link in links:
        known = best.get(link.unit_id)
        if known is None or _rank(link) > _rank(known):
            best[link.unit_id] = link
    return tuple(best[unit_id] for unit_id in sorted(best))


def _rank(link: Link) -> tuple[bool, float, str]:
    return link.status == "match", link.score, link.status


def start_of(mission: Mission) -> ImpreciseDate | None:
    """The mission's first day; where only its end is known, some day up to that; None without any date."""
    begin, end = mission.period.begin, mission.period.end
    if begin is None and end is not None:
        return ImpreciseDate(date.min, end.latest)
    return begin


def start_period(mission: Mission) -> Period:
    """The same as a stretch of days; one that is open at both ends where nothing is known."""
    start = start_of(mission)
    return Period.on(start) if start else Period()
