"""The missions of one share judged, each distinct question once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np

from vetting import law
from vetting.facts import FactsBuilder, Key
from vetting.fold.columns import Numbers, grouped
from vetting.fold.plans import PLANNED_BY, Plans
from vetting.fold.questions import Answers, Asked, Needs, Rows, judge
from vetting.model import Answer, Mission

#: Below so many missions a second process does not repay its start.
_WORTH = 20_000


@dataclass(slots=True)
class Judged:
    """The missions of a share (``places`` in the builder's order), each with its row of ``answered``.

    A row of ``answered`` holds, by the place of the rule, which of ``answers`` it gives.
    """

    places: Sequence[int]
    row_of: Numbers
    answered: Numbers
    answers: list[Answer]


def shares(countries: Sequence[str], processes: int) -> list[list[int]]:
    """Places of missions in so many shares, alike in size; a country is in one of them, for most questions name it."""
    if processes < 2 or len(countries) < _WORTH:
        return [list(range(len(countries)))]
    held: dict[str, list[int]] = defaultdict(list)
    for place, country in enumerate(countries):
        held[country].append(place)
    found: list[list[int]] = [[] for _ in range(min(processes, len(held)))]
    for _, places in sorted(held.items(), key=lambda item: (-len(item[1]), item[0])):
        min(found, key=len).extend(places)
    return [sorted(places) for places in found]


def judged(
    builder: FactsBuilder,
    rules: Sequence[law.Rule],
    parameters: Mapping[str, Any],
    places: Sequence[int],
    progress: Callable[[int], None],
) -> Judged:
    """Every rule asked of the missions at these places. ``progress`` is told now and then how many are done."""
    needed = _needed(builder, rules)
    told_apart = _told_apart(needed)
    known: dict[Hashable, int] = {}
    row_of: list[int] = []
    missions: list[Mission] = []
    keys: list[Key] = []
    half = len(places) / 2  # reading the missions counts for half of the work
    for done, place in enumerate(places):
        mission = builder.missions[place]
        key = builder.key(mission)
        row = known.setdefault(told_apart(key), len(known))
        if row == len(keys):
            missions.append(mission)
            keys.append(key)
        row_of.append(row)
        if done % 5000 == 0:
            progress(done // 2)
    answers = Answers()
    rows = Rows(builder, missions, keys)
    answered = _answered(rows, rules, needed, parameters, answers, lambda share: progress(int(half + half * share)))
    return Judged(places, np.array(row_of, dtype=np.int64), answered, answers.all())


def _answered(
    rows: Rows,
    rules: Sequence[law.Rule],
    needed: Mapping[Needs, Sequence[int]],
    parameters: Mapping[str, Any],
    answers: Answers,
    tell: Callable[[float], None],
) -> Numbers:
    """By row and rule, the number of the answer: first what is out of scope, then what is asked."""
    answered, is_out = _out_of_scope(rows, rules, parameters, answers)
    asked = []
    for needs, places in sorted(needed.items()):
        left = np.flatnonzero(~is_out[:, places].all(axis=1))
        asked.append((needs, places, Asked([rules[place] for place in places], left, rows.columns(needs))))
    judge([one for _, _, one in asked], rows, answers, parameters, tell)
    speaking = answers.with_message()
    worded = []  # what only a message tells is looked at only where a rule says something
    for needs, places, one in asked:
        _put(answered, is_out, one, places)
        said = one.rows[speaking[one.answers()].any(axis=1)] if needs.said else one.rows[:0]
        worded.append((places, Asked(one.rules, said, [*rows.columns(needs), *rows.parts(needs.said)])))
    judge([one for _, one in worded], rows, answers, parameters, tell)
    for places, one in worded:
        _put(answered, is_out, one, places)
    return answered


def _out_of_scope(
    rows: Rows, rules: Sequence[law.Rule], parameters: Mapping[str, Any], answers: Answers
) -> tuple[Numbers, np.typing.NDArray[np.bool_]]:
    """The answers that programs and countries alone give, and where they do."""
    answered = np.zeros((len(rows), len(rules)), dtype=np.int64)
    is_out = np.zeros(answered.shape, dtype=bool)
    plans = Plans(rules, parameters)
    first, plan_of = grouped(rows.parts(PLANNED_BY), len(rows))
    for plan, row in enumerate(first.tolist()):
        alike = np.flatnonzero(plan_of == plan)
        for place, answer in plans.out_of_scope(rows.missions[row]).items():
            answered[alike, place] = answers.number(answer)
            is_out[alike, place] = True
    return answered, is_out


def _put(answered: Numbers, is_out: np.typing.NDArray[np.bool_], asked: Asked, places: Sequence[int]) -> None:
    """What was asked put beside what was known at once."""
    found = asked.answers()
    for column, place in enumerate(places):
        open_ = ~is_out[asked.rows, place]
        answered[asked.rows[open_], place] = found[open_, column]


def _needed(builder: FactsBuilder, rules: Sequence[law.Rule]) -> dict[Needs, list[int]]:
    """The places of rules by what they need to know."""
    needed: dict[Needs, list[int]] = defaultdict(list)
    for place, rule in enumerate(rules):
        needed[Needs.of(rule, builder.as_of)].append(place)
    return needed


def _told_apart(needed: Iterable[Needs]) -> Callable[[Key], Hashable]:
    """From a key, the parts that a plan or any rule looks at: equal ones, equal answers."""
    return itemgetter(*sorted({*PLANNED_BY, *(part for needs in needed for part in (*needs.parts, *needs.said))}))
