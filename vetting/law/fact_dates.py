"""The dates that facts hold, by path: a start not known to the day is judged on each side of every one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vetting.conditions import Case, Shift
from vetting.period import ImpreciseDate


def compared_dates(case: Case, paths: Mapping[str, tuple[Shift, ...]]) -> Iterator[ImpreciseDate]:
    """Every date of the facts at one of the paths, as given and as a rule moves it. What is no date is passed over."""
    for path, shifts in paths.items():
        for value in _values(case.facts, path.split(".")):
            if not isinstance(value, str):
                continue
            try:
                day = ImpreciseDate.parse(value)
            except ValueError:
                continue
            yield day
            for shift in shifts:
                amount = case.parameters[shift.amount] if isinstance(shift.amount, str) else shift.amount
                yield _moved(day, shift.unit, int(amount))


def _moved(day: ImpreciseDate, unit: str, amount: int) -> ImpreciseDate:
    try:
        return day.shifted(months=amount) if unit == "months" else day.shifted(days=amount)
    except (OverflowError, ValueError):
        return day


def _values(holder: Any, names: list[str]) -> Iterator[Any]:
    """What stands at a path; ``name[]`` is every record of a list."""
    if not names:
        yield holder
    elif isinstance(holder, Mapping):
        name, _, many = names[0].partition("[")
        inner = holder.get(name)
        for value in (inner or ()) if many else (inner,):
            yield from _values(value, names[1:])
