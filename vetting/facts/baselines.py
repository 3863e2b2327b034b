"""What is usual in the records at hand: cost per trainee by program and fiscal year, missions by country and year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from statistics import median

from vetting.facts.shapes import Facts, known_start
from vetting.model import Mission


class Baselines:
    """Computed once over all missions. A mission without a cost or without trainees is in no baseline."""

    def __init__(self, missions: Iterable[Mission]) -> None:
        ratios: dict[tuple[str, int | None], list[float]] = defaultdict(list)
        self._years: dict[str, Counter[int]] = defaultdict(Counter)
        for mission in missions:
            if mission.cost_usd is not None and mission.trainees:
                ratios[mission.program, mission.fiscal_year].append(mission.cost_usd / mission.trainees)
            year = start_year(mission)
            if year is not None:
                self._years[mission.country][year] += 1
        self._costs = {group: (median(found), len(found)) for group, found in ratios.items()}

    def cost(self, mission: Mission) -> Facts | None:
        """The median cost per trainee (US$) of its program and fiscal year, with the number of missions behind it."""
        if mission.program == "UNKNOWN" or mission.fiscal_year is None:
            return None
        known = self._costs.get((mission.program, mission.fiscal_year))
        return {"median_cost_per_trainee": round(known[0], 2), "n": known[1]} if known else None

    def history(self, mission: Mission) -> Facts | None:
        """Missions of its country by calendar year, from three years before it to its own; None without a year."""
        year = start_year(mission)
        if year is None:
            return None
        counted = self._years[mission.country]
        return {str(one): counted[one] for one in range(year - 3, year + 1)}


def start_year(mission: Mission) -> int | None:
    """The calendar year in which it surely began."""
    start = known_start(mission)
    return start.earliest.year if start and start.earliest.year == start.latest.year else None
