"""What is usual in the records at hand: missions by country and year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from vetting.facts.shapes import Facts, known_start
from vetting.model import Mission


class Baselines:
    """Counted once over all missions."""

    def __init__(self, missions: Iterable[Mission]) -> None:
        self._years: dict[str, Counter[int]] = defaultdict(Counter)
        for mission in missions:
            year = start_year(mission)
            if year is not None:
                self._years[mission.country][year] += 1

    def history(self, mission: Mission, complete: Callable[[int], bool]) -> Facts | None:
        """Missions of its country by calendar year, from three years before it to its own; None without a year.

        Only years for which the records are ``complete``: a rise from a year half on record would be one of records.
        """
        year = start_year(mission)
        if year is None:
            return None
        counted = self._years[mission.country]
        return {str(one): counted[one] for one in range(year - 3, year + 1) if complete(one)}


def start_year(mission: Mission) -> int | None:
    """The calendar year in which it surely began."""
    start = known_start(mission)
    return start.earliest.year if start and start.earliest.year == start.latest.year else None
