"""Words that weigh numbers and sources: cost per trainee, growth of missions, conflicts between sources."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from vetting.conditions.case import World
from vetting.conditions.outcome import NO, UNKNOWN, YES, Outcome, Reason, Words
from vetting.conditions.terms import listed
from vetting.conditions.vocabulary import Node, answered, word
from vetting.period import Truth

_COST, _COUNT = "mission.cost_usd", "mission.trainees_count"
_MEDIAN, _N = "baseline.median_cost_per_trainee", "baseline.n"

_RATIO = Words(
    "The cost per trainee, {cpt} dollars, is {ratio} times the usual figure.",
    "El costo por persona entrenada, {cpt} dólares, es {ratio} veces el habitual.",
)
_NO_RATIO = Words(
    "The cost per trainee cannot be held against a usual figure: a number is missing, zero or rests on few missions.",
    "El costo por persona no puede compararse con uno habitual: falta un número, es cero o se apoya en pocas misiones.",
)


@word(reads=(_COST, _COUNT, _MEDIAN, _N), fills=("cpt", "ratio"))
def cost_far_from_usual(world: World, node: Node) -> Outcome:
    """The cost per trainee is more than cost_ratio_high times the usual figure, or less than cost_ratio_low times.

    A usual figure of fewer than cost_baseline_n missions says nothing.
    """
    given: dict[str, Any] = {path: world.case.said(path) for path in (_COST, _COUNT, _MEDIAN, _N)}
    parameters = world.case.parameters
    missing = {path for path, value in given.items() if value is None}
    missing |= {path for path in (_COUNT, _MEDIAN) if given[path] == 0}
    if given[_N] is not None and given[_N] < parameters["cost_baseline_n"]:
        missing.add(_N)
    if missing:
        return answered(node, UNKNOWN, _NO_RATIO, (), frozenset(missing))
    cost = _exact(given[_COST]) / _exact(given[_COUNT])
    ratio = cost / _exact(given[_MEDIAN])
    truth = Truth.of(ratio > _exact(parameters["cost_ratio_high"]) or ratio < _exact(parameters["cost_ratio_low"]))
    values = (("cpt", f"{float(cost):,.0f}"), ("ratio", f"{float(ratio):.3g}"))
    return answered(node, truth, _RATIO, (), values=values)


def _exact(number: float) -> Fraction:
    """The number as it is written, not as a binary fraction."""
    return Fraction(str(number))


_GROWTH = Words(
    "Missions in {year}: {n}; on average in the three years before: {mean}.",
    "Misiones en {year}: {n}; promedio de los tres años previos: {mean}.",
)
_GROWTH_OPEN = Words(
    "The number of missions in {year}, or in one of the three years before, is not known.",
    "No se conoce el número de misiones en {year}, o en uno de los tres años previos.",
)
_NO_YEAR = Words("The year of the start is not known.", "No se conoce el año del inicio.")
#: A growth must be this many times the mean of the three years before, and by this many missions.
GROWTH_TIMES, GROWTH_MISSIONS = 2, 3


def _new_years(_: Any) -> tuple[date, ...]:
    return tuple(date(year, 1, 1) for year in range(1975, 2041))


@word(reads=("history", "mission.start_date"), fills=("n", "year"), days=_new_years)
def missions_doubled(world: World, node: Node) -> Outcome:
    """In the year of the start there were at least twice as many missions as the mean of the three years before.

    And at least three more. All four years must be known.
    """
    start = world.start
    if start is None:
        return answered(node, UNKNOWN, _NO_YEAR, (), frozenset({"mission.start_date"}))
    years = range(start.earliest.year, start.latest.year + 1)
    answers = {_doubled(world, year) for year in years}
    truth = answers.pop() if len(answers) == 1 else UNKNOWN
    if truth is UNKNOWN:
        missing = {"history"} if len(years) == 1 or UNKNOWN in answers else set()
        if len(years) > 1:
            missing.add("mission.start_date")
        said = " / ".join(str(year) for year in years)
        return answered(node, UNKNOWN, _GROWTH_OPEN, (), frozenset(missing), (("year", said),))
    history = world.case.facts["history"]
    n = ", ".join(str(history[str(year)]) for year in years)
    mean = ", ".join(f"{float(_mean(history, year)):.3g}" for year in years)
    said = ", ".join(str(year) for year in years)
    return answered(node, truth, _GROWTH, (), values=(("year", said), ("n", n), ("mean", mean)))


def _doubled(world: World, year: int) -> Truth:
    history = world.case.facts.get("history") or {}
    if any(history.get(str(each)) is None for each in range(year - 3, year + 1)):
        return UNKNOWN
    count, mean = history[str(year)], _mean(history, year)
    return Truth.of(count >= GROWTH_TIMES * mean and count - mean >= GROWTH_MISSIONS)


def _mean(history: Any, year: int) -> Fraction:
    return Fraction(sum(int(history[str(each)]) for each in range(year - 3, year)), 3)


_CONFLICT = Words("Sources disagree about {field}.", "Las fuentes discrepan sobre {field}.")
_AGREE = Words(
    "Two or more sources were compared and do not disagree.", "Se compararon dos o más fuentes y no discrepan."
)
_ONE_SOURCE = Words(
    "Fewer than two sources were compared: one cannot confirm itself.",
    "Se compararon menos de dos fuentes: una sola no puede confirmarse.",
)
_NOT_COMPARED = Words("Whether sources disagree was not looked up.", "No se buscó si las fuentes discrepan.")


@word(reads=("mission.conflicts", "mission.sources_count"), fills=("field",))
def sources_disagree(world: World, node: Node) -> Outcome:
    """Sources disagree about at least one field; that they agree takes two sources or more."""
    conflicts, count = (world.case.mission.get(name) for name in ("conflicts", "sources_count"))
    if conflicts:
        names = sorted(set(conflicts))
        said = Words(listed(names, "and"), listed(names, "y"))
        return Outcome(YES, reasons=(Reason(node.clause, YES, _CONFLICT, (("field", said),)),))
    if conflicts is None:
        return answered(node, UNKNOWN, _NOT_COMPARED, (), frozenset({"mission.conflicts"}))
    if count is None or count < 2:
        return answered(node, UNKNOWN, _ONE_SOURCE, (), frozenset({"mission.sources_count"}))
    return answered(node, NO, _AGREE, ())
