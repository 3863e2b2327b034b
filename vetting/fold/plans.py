"""What a mission's program and country alone put out of scope, so that it need not be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from vetting import law
from vetting.facts import Key
from vetting.facts.shapes import Facts
from vetting.fold.questions import Questions
from vetting.model import Answer, Mission

#: The parts of a key that a plan is made by.
PLANNED_BY = (Key._fields.index("program"), Key._fields.index("country"))


class Plan(NamedTuple):
    """What is left to ask of missions of one program and country: answers known at once, by place (None elsewhere)."""

    known: tuple[Answer | None, ...]
    asked: tuple[Questions, ...]


class Plans:
    """What a mission's program, or its program and country, puts out of scope whatever else is known.

    Judged with nothing known but these: what is decided then stays decided (finding out what was unknown never reverses
    a decided answer; ``tests/test_law_judging.py``), so such a rule need not be asked again.
    """

    def __init__(
        self,
        rules: Sequence[law.Rule],
        parameters: Mapping[str, Any],
        questions: Sequence[Questions],
        one_of_each: dict[Answer, Answer],
    ) -> None:
        self._rules, self._parameters, self._questions = tuple(rules), parameters, tuple(questions)
        self._one_of_each = one_of_each
        self._by_country = tuple(
            place for place, rule in enumerate(rules) if "mission.country" in law.fields_judged((rule,))
        )
        self._out_of: dict[tuple[str, ...], dict[int, Answer]] = {}
        self._plans: dict[tuple[str, ...], Plan] = {}

    def of(self, mission: Mission) -> Plan:
        place = (mission.program, mission.account, mission.country)
        plan = self._plans.get(place)
        if plan is None:
            plan = self._plans[place] = self._new(mission)
        return plan

    def _new(self, mission: Mission) -> Plan:
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
        return Plan(
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
