"""What a rule needs to know of a mission, and each distinct question asked once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from vetting import law
from vetting.facts import FactsBuilder, Key, parts_read
from vetting.facts.shapes import Facts
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


_Asked = tuple[Hashable, ...]


class Questions:
    """Rules that need to know the same of a mission, and the answers they gave so far."""

    def __init__(self, needs: Needs, rules: Sequence[tuple[int, law.Rule]]) -> None:
        self._needs = needs
        self._others = tuple(part for part in needs.parts if part != _DAYS)
        self._orders: dict[Hashable, Hashable] | None = {} if _DAYS in needs.parts else None
        self.places = tuple(place for place, _ in rules)
        self._rules = tuple(rule for _, rule in rules)
        self._answers: dict[_Asked, tuple[Answer, ...] | None] = {}

    def answers(self, at_hand: AtHand) -> tuple[Answer, ...]:
        """One answer per rule. What only a message tells is looked at only where a rule says something."""
        asked = self._about(at_hand)
        found = self._answers.get(asked)
        if found is None:
            told = asked
            if asked in self._answers:
                told = (*asked, *(at_hand.key[part] for part in self._needs.said))
                found = self._answers.get(told)
            if found is None:
                found = at_hand.judge(self._rules)
                if self._needs.said and any(answer.message_en for answer in found):
                    self._answers[asked] = None
                    told = (*asked, *(at_hand.key[part] for part in self._needs.said))
                self._answers[told] = found
        return found

    def _about(self, at_hand: AtHand) -> _Asked:
        key = at_hand.key
        told = [key[part] for part in self._others]
        if self._orders is not None:
            order = self._orders.get(key.days)
            if order is None:
                # The order among all days of the law settles the order among these few.
                order = self._orders[key.days] = (at_hand.order(self._needs), key.days[1])
            told.append(order)
        return tuple(told)


class AtHand:
    """The mission now asked about; its facts are built, and read, only if somebody needs them."""

    def __init__(self, builder: FactsBuilder, parameters: Mapping[str, Any], one_of_each: dict[Answer, Answer]) -> None:
        self._builder, self._parameters, self._one_of_each = builder, parameters, one_of_each

    def take(self, mission: Mission, key: Key) -> None:
        self.mission, self.key = mission, key
        self._facts: Facts | None = None
        self._case: law.Case | None = None

    @property
    def facts(self) -> Facts:
        if self._facts is None:
            self._facts = self._builder.facts(self.mission)
        return self._facts

    def order(self, needs: Needs) -> int:
        """A number for how the mission's days stand among those days of the law."""
        days = needs.years if self.mission.fiscal_year is None else needs.days
        return self._builder.order(self.mission, days, ends=needs.ends)

    def judge(self, rules: Sequence[law.Rule]) -> tuple[Answer, ...]:
        """The answers of these rules; equal answers are one object."""
        if self._case is None:
            self._case = law.read_case(self.facts, self._parameters)
        judged = law.judge_case(self._case, rules)
        return tuple([self._one_of_each.setdefault(answer, answer) for answer in judged])
