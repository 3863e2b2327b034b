"""What a mission's program and country alone put out of scope, so that it need not be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vetting import law
from vetting.facts import Key
from vetting.facts.shapes import Facts
from vetting.model import Answer, Mission

#: The parts of a key that a plan is made by.
PLANNED_BY = (Key._fields.index("program"), Key._fields.index("country"))


class Plans:
    """What a mission's program, or its program and country, puts out of scope whatever else is known.

    Judged with nothing known but these: what is decided then stays decided (finding out what was unknown never reverses
    a decided answer; ``tests/test_law_judging.py``), so such a rule need not be asked again.
    """

    def __init__(self, rules: Sequence[law.Rule], parameters: Mapping[str, Any]) -> None:
        self._rules, self._parameters = tuple(rules), parameters
        self._by_country = tuple(
            place for place, rule in enumerate(rules) if "mission.country" in law.fields_judged((rule,))
        )
        self._by_program: dict[tuple[str, ...], Mapping[int, Answer]] = {}

    def out_of_scope(self, mission: Mission) -> Mapping[int, Answer]:
        """By the place of the rule, the answers that the mission's program and country alone give."""
        facts: Facts = {"mission": {"program": mission.program}}
        if mission.account:
            facts["mission"]["account"] = mission.account
        by_program = self._by_program.get((mission.program, mission.account))
        if by_program is None:
            by_program = self._judged(facts, range(len(self._rules)))
            self._by_program[mission.program, mission.account] = by_program
        if mission.country:
            facts["mission"]["country"] = mission.country
        left = [place for place in self._by_country if place not in by_program]
        return {**by_program, **self._judged(facts, left)}

    def _judged(self, facts: Facts, places: Iterable[int]) -> Mapping[int, Answer]:
        asked = list(places)
        answers = law.judge(facts, [self._rules[place] for place in asked], self._parameters)
        found = zip(asked, answers, strict=True)
        return {place: answer for place, answer in found if answer.result == "not_applicable"}
