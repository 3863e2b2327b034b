"""Every rule asked of every mission, each distinct question once (docs/decisions/0003-signatures.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple, cast

from vetting import law
from vetting.facts import FactsBuilder, Key, parts_read
from vetting.facts.shapes import Facts
from vetting.model import Answer, Mission


@dataclass(slots=True)
class Folded:
    """Missions that get the same answers share a signature; ``facts`` are those of the first of them."""

    answers: dict[int, tuple[Answer, ...]] = field(default_factory=dict)
    signature_of: dict[str, int] = field(default_factory=dict)
    facts: dict[int, Facts] = field(default_factory=dict)


class _Needs(NamedTuple):
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
    def of(rule: law.Rule, as_of: date) -> _Needs:
        judged, read = law.fields_judged((rule,)), law.fields_read((rule,))
        days = {*law.bound_days((rule,)), *([as_of] if "as_of" in judged else ())}
        return _Needs(
            parts=parts_read(judged),
            said=tuple(sorted({*parts_read(read)} - {*parts_read(judged)})),
            days=tuple(sorted(days)),
            years=tuple(sorted({*days, *law.year_days((rule,))})),
            ends="mission.end_date" in judged,
        )


_DAYS = Key._fields.index("days")
_PLANNED_BY = (Key._fields.index("program"), Key._fields.index("country"))
_Asked = tuple[Hashable, ...]


class _Questions:
    """Rules that need to know the same of a mission, and the answers they gave so far."""

    def __init__(self, needs: _Needs, rules: Sequence[tuple[int, law.Rule]]) -> None:
        self._needs = needs
        self._others = tuple(part for part in needs.parts if part != _DAYS)
        self._orders: dict[Hashable, Hashable] | None = {} if _DAYS in needs.parts else None
        self.places = tuple(place for place, _ in rules)
        self._rules = tuple(rule for _, rule in rules)
        self._answers: dict[_Asked, tuple[Answer, ...] | None] = {}

    def answers(self, at_hand: _AtHand) -> tuple[Answer, ...]:
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

    def _about(self, at_hand: _AtHand) -> _Asked:
        key = at_hand.key
        told = [key[part] for part in self._others]
        if self._orders is not None:
            order = self._orders.get(key.days)
            if order is None:
                # The order among all days of the law settles the order among these few.
                order = self._orders[key.days] = (at_hand.order(self._needs), key.days[1])
            told.append(order)
        return tuple(told)


class _AtHand:
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

    def order(self, needs: _Needs) -> int:
        """A number for how the mission's days stand among those days of the law."""
        days = needs.years if self.mission.fiscal_year is None else needs.days
        return self._builder.order(self.mission, days, ends=needs.ends)

    def judge(self, rules: Sequence[law.Rule]) -> tuple[Answer, ...]:
        """The answers of these rules; equal answers are one object."""
        if self._case is None:
            self._case = law.read_case(self.facts, self._parameters)
        judged = law.judge_case(self._case, rules)
        return tuple([self._one_of_each.setdefault(answer, answer) for answer in judged])


class _Plan(NamedTuple):
    """What is left to ask of missions of one program and country: answers known at once, by place (None elsewhere)."""

    known: tuple[Answer | None, ...]
    asked: tuple[_Questions, ...]


class _Plans:
    """What a mission's program, or its program and country, puts out of scope whatever else is known.

    Judged with nothing known but these: what is decided then stays decided (finding out what was unknown never reverses
    a decided answer; ``tests/test_law_judging.py``), so such a rule need not be asked again.
    """

    def __init__(
        self,
        rules: Sequence[law.Rule],
        parameters: Mapping[str, Any],
        questions: Sequence[_Questions],
        one_of_each: dict[Answer, Answer],
    ) -> None:
        self._rules, self._parameters, self._questions = tuple(rules), parameters, tuple(questions)
        self._one_of_each = one_of_each
        self._by_country = tuple(
            place for place, rule in enumerate(rules) if "mission.country" in law.fields_judged((rule,))
        )
        self._out_of: dict[tuple[str, ...], dict[int, Answer]] = {}
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def of(self, mission: Mission) -> _Plan:
        place = (mission.program, mission.account, mission.country)
        plan = self._plans.get(place)
        if plan is None:
            plan = self._plans[place] = self._new(mission)
        return plan

    def _new(self, mission: Mission) -> _Plan:
        facts: Facts = {"mission": {"program": mission.program}}
        if mission.account:
            facts["mission"]["account"] = mission.account
        by_program = self._out_of.get((mission.program, mission.account))
        if by_program is None:
            by_program = self._out_of_scope(facts, range(len(self._rules)))
            self._out_of[mission.program, mission.account] = by_program
        if mission.country:
            facts["mission"]["country"] = mission.country
        left = [place for place in self._by_country if place not in by_program]
        out = {**by_program, **self._out_of_scope(facts, left)}
        return _Plan(
            known=tuple(out.get(place) for place in range(len(self._rules))),
            asked=tuple(asked for asked in self._questions if not all(place in out for place in asked.places)),
        )

    def _out_of_scope(self, facts: Facts, places: Iterable[int]) -> dict[int, Answer]:
        asked = list(places)
        answers = law.judge(facts, [self._rules[place] for place in asked], self._parameters)
        return {
            place: self._one_of_each.setdefault(answer, answer)
            for place, answer in zip(asked, answers, strict=True)
            if answer.result == "not_applicable"
        }


def fold(
    builder: FactsBuilder,
    rules: Sequence[law.Rule],
    parameters: Mapping[str, Any],
    progress: Callable[[int], None] = lambda done: None,
) -> Folded:
    """Judge all missions of the builder. ``progress`` is told now and then how many are done."""
    groups: dict[_Needs, list[tuple[int, law.Rule]]] = defaultdict(list)
    for place, rule in enumerate(rules):
        groups[_Needs.of(rule, builder.as_of)].append((place, rule))
    questions = [_Questions(needs, with_needs) for needs, with_needs in sorted(groups.items())]
    one_of_each: dict[Answer, Answer] = {}
    plans = _Plans(rules, parameters, questions, one_of_each)
    at_hand = _AtHand(builder, parameters, one_of_each)
    told_apart = _told_apart(groups)
    by_key: dict[Hashable, int] = {}
    by_answers: dict[tuple[int, ...], int] = {}
    folded = Folded()
    for done, (mission, key) in enumerate(builder.keys()):
        differs = told_apart(key)
        signature = by_key.get(differs)
        if signature is None:
            at_hand.take(mission, key)
            answers = _answers(at_hand, plans.of(mission))
            same = tuple(map(id, answers))
            signature = by_answers.get(same)
            if signature is None:
                signature = by_answers[same] = len(by_answers)
                folded.answers[signature] = answers
                folded.facts[signature] = at_hand.facts
            by_key[differs] = signature
        folded.signature_of[mission.id] = signature
        if done % 5000 == 0:
            progress(done)
    return folded


def _told_apart(needed: Iterable[_Needs]) -> Callable[[Key], Hashable]:
    """From a key, the parts that a plan or any rule looks at: equal ones, equal answers."""
    return itemgetter(*sorted({*_PLANNED_BY, *(part for needs in needed for part in (*needs.parts, *needs.said))}))


def _answers(at_hand: _AtHand, plan: _Plan) -> tuple[Answer, ...]:
    """The answers of all rules for one mission, in the order of the rules."""
    answers = list(plan.known)
    for asked in plan.asked:
        for place, answer in zip(asked.places, asked.answers(at_hand), strict=True):
            if plan.known[place] is None:
                answers[place] = answer
    return cast("tuple[Answer, ...]", tuple(answers))
