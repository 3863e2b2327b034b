"""What a rule needs to know of a mission, and each distinct question asked once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vetting import law
from vetting.facts import FactsBuilder, Key, parts_read
from vetting.facts.shapes import Facts
from vetting.fold.columns import Numbers, grouped, numbered
from vetting.model import Answer, Mission


class Needs(NamedTuple):
    """What an answer can depend on: parts of the key, days of the law among which the mission's own stand (``years``:

    also the first days of fiscal years, where no record gives the year), and whether its last day matters. ``said``:
    the parts that only the message of a flag tells.
    """

    parts: tuple[int, ...]
    said: tuple[int, ...]
    days: tuple[date, ...]
    years: tuple[date, ...]
    ends: bool

    @staticmethod
    def of(rule: law.Rule, as_of: date) -> Needs:
        judged, read = law.fields_judged((rule,)), law.fields_read((rule,))
        days = {*law.bound_days((rule,)), *([as_of] if "as_of" in judged else ())}
        return Needs(
            parts=parts_read(judged),
            said=tuple(sorted({*parts_read(read), *_named(judged)} - {*parts_read(judged)})),
            days=tuple(sorted(days)),
            years=tuple(sorted({*days, *law.year_days((rule,))})),
            ends="mission.end_date" in judged,
        )


_DAYS, _HOST = (Key._fields.index(name) for name in ("days", "host"))
_OF_HOSTS = frozenset(Key._fields.index(name) for name in ("who", "shape", "files"))


def _named(judged: Iterable[str]) -> tuple[int, ...]:
    """What a flag says of the host units is their names, whether or not the rule tells them apart."""
    return () if _OF_HOSTS.isdisjoint(parts_read(judged)) else (_HOST,)


class Rows:
    """Missions told apart by their keys, one row each, and the parts of the keys as columns of numbers."""

    def __init__(self, builder: FactsBuilder, missions: Sequence[Mission], keys: Sequence[Key]) -> None:
        self._builder, self.missions = builder, missions
        self._columns = tuple(numbered(key[part] for key in keys) for part in range(len(Key._fields)))
        _, self._first_of_days = np.unique(self._columns[_DAYS], return_index=True)
        self._years_of_days = [keys[row].days[1] for row in self._first_of_days]
        self._orders: dict[tuple[tuple[date, ...], tuple[date, ...], bool], Numbers] = {}

    def __len__(self) -> int:
        return len(self.missions)

    def facts(self, row: int) -> Facts:
        return self._builder.facts(self.missions[row])

    def columns(self, needs: Needs) -> list[Numbers]:
        """What tells rows apart for rules of these needs."""
        return [self._order(needs) if part == _DAYS else self._columns[part] for part in needs.parts]

    def parts(self, parts: Iterable[int]) -> list[Numbers]:
        """These parts of the keys."""
        return [self._columns[part] for part in parts]

    def _order(self, needs: Needs) -> Numbers:
        """How the days stand among those of the law: the order among all of them settles that among these few."""
        asked = (needs.days, needs.years, needs.ends)
        if asked not in self._orders:
            missions = [self.missions[row] for row in self._first_of_days]
            among = (needs.years if mission.fiscal_year is None else needs.days for mission in missions)
            orders = (
                self._builder.order(mission, days, ends=needs.ends)
                for mission, days in zip(missions, among, strict=True)
            )
            of_days = numbered(zip(orders, self._years_of_days, strict=True))
            self._orders[asked] = of_days[self._columns[_DAYS]]
        return self._orders[asked]


class Answers:
    """Every different answer once, with its number."""

    def __init__(self) -> None:
        self._numbers: dict[Answer, int] = {}

    def number(self, answer: Answer) -> int:
        return self._numbers.setdefault(answer, len(self._numbers))

    def all(self) -> list[Answer]:
        """The answers in the order of their numbers."""
        return list(self._numbers)

    def with_message(self) -> NDArray[np.bool_]:
        """By number, whether an answer says something: a flag does, in the words of its message."""
        return np.array([bool(answer.message_en) for answer in self._numbers], dtype=bool)


class Asked:
    """Rules with the same needs asked of some rows: each distinct question once, of the first row that asks it."""

    def __init__(self, rules: Sequence[law.Rule], rows: Numbers, columns: Sequence[Numbers]) -> None:
        self.rules, self.rows = tuple(rules), rows
        first, self._question = grouped([column[rows] for column in columns], len(rows))
        #: The rows that are to be judged, by the number of the question.
        self.firsts: list[int] = rows[first].tolist()
        #: By question and rule, the number of the answer.
        self.found = np.zeros((len(first), len(self.rules)), dtype=np.int64)

    def answers(self) -> Numbers:
        """By row and rule, the number of the answer."""
        return self.found[self._question]


def judge(
    asked: Sequence[Asked], rows: Rows, answers: Answers, parameters: Mapping[str, Any], tell: Callable[[float], None]
) -> None:
    """Every question answered. The facts of a row are built, and read, once for all who ask it.

    ``tell`` is told now and then what share of the rows is done, from 0 to 1.
    """
    asking: dict[int, list[tuple[Asked, int]]] = defaultdict(list)
    for one in asked:
        for question, row in enumerate(one.firsts):
            asking[row].append((one, question))
    for done, (row, questions) in enumerate(sorted(asking.items(), key=itemgetter(0))):
        case = law.read_case(rows.facts(row), parameters)
        for one, question in questions:
            one.found[question] = [answers.number(answer) for answer in law.judge_case(case, one.rules)]
        if done % 1000 == 0:
            tell(done / len(asking))
