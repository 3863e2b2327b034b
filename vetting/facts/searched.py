"""What analysts declared completely searched, mission by mission."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vetting.model import DECLARABLE, Declaration, Mission
from vetting.period import ImpreciseDate, Period


class Searched:
    """Which sources were declared complete for a mission: its country, and days that hold all of its own."""

    def __init__(self, declarations: Sequence[Declaration]) -> None:
        self._declarations = tuple(declarations)
        self._none = (False,) * len(DECLARABLE)

    def of(self, mission: Mission) -> tuple[bool, ...]:
        if not self._declarations:
            return self._none
        return tuple(self._complete(name, mission.country, mission.period) for name in DECLARABLE)

    def whole_year(self, name: str, country: str, year: int) -> bool:
        """Whether a source was declared complete for every day of a calendar year."""
        return self._complete(name, country, Period.on(ImpreciseDate.of(date(year, 1, 1), date(year, 12, 31))))

    def _complete(self, name: str, country: str, period: Period) -> bool:
        answer = False
        for declared in self._declarations:
            if declared.source == name and declared.country in ("", country):
                if _holds(declared, period):
                    answer = declared.complete
                elif not declared.complete and _touches(declared, period):
                    answer = False
        return answer


def _holds(declared: Declaration, period: Period) -> bool:
    begin, end = period.begin or period.end, period.end or period.begin
    if begin is None or end is None:
        return declared.first is None and declared.last is None
    return (declared.first or date.min) <= begin.earliest and end.latest <= (declared.last or date.max)


def _touches(declared: Declaration, period: Period) -> bool:
    begin, end = period.begin or period.end, period.end or period.begin
    if begin is None or end is None:
        return True
    return begin.earliest <= (declared.last or date.max) and (declared.first or date.min) <= end.latest
