"""Every rule asked of every mission, each distinct question once (docs/decisions/0003-signatures.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

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


#: What a rule looks at: parts of the key, and the days of the law that it compares a mission's days with.
_Needs = tuple[tuple[int, ...], tuple[date, ...]]
_DAYS = Key._fields.index("days")


class _Questions:
    """Rules that look at the same parts of a mission and the same days of the law, and the answers they gave so far."""

    def __init__(self, needs: _Needs, rules: Sequence[tuple[int, law.Rule]]) -> None:
        self.parts, self._days = needs
        self._others = tuple(part for part in self.parts if part != _DAYS)
        self._orders: dict[Hashable, Hashable] | None = {} if _DAYS in self.parts else None
        self.places = tuple(place for place, _ in rules)
        self.rules = tuple(rule for _, rule in rules)
        self.answers: dict[tuple[Hashable, ...], tuple[Answer, ...]] = {}

    def about(self, mission: Mission, key: Key, builder: FactsBuilder) -> tuple[Hashable, ...]:
        """What these rules can tell of the mission: two missions of which it is equal get the same answers."""
        told = [key[part] for part in self._others]
        if self._orders is not None:
            order = self._orders.get(key.days)
            if order is None:
                # The order among all days of the law settles the order among these few.
                order = self._orders[key.days] = (builder.order(mission, self._days), key.days[1])
            told.append(order)
        return tuple(told)


class _Scopes:
    """Rules that a mission's program, or its program and country, put out of scope whatever else is known.

    Judged with nothing known but these: what is decided then stays decided (finding out what was unknown never reverses
    a decided answer; ``tests/test_law_judging.py``), so such a rule need not be asked again.
    """

    def __init__(self, rules: Sequence[law.Rule], parameters: Mapping[str, Any]) -> None:
        self._rules, self._parameters = tuple(rules), parameters
        self._by_country = tuple(
            place for place, rule in enumerate(rules) if "mission.country" in law.fields_read((rule,))
        )
        self._settled: dict[tuple[str, ...], dict[int, Answer]] = {}

    def settled(self, mission: Mission) -> Mapping[int, Answer]:
        """Place of a rule → its answer, for the rules that do not apply."""
        known = self._settled.get((mission.program, mission.account, mission.country))
        if known is None:
            by_program = self._settled.get((mission.program, mission.account))
            facts: Facts = {"mission": {"program": mission.program}}
            if mission.account:
                facts["mission"]["account"] = mission.account
            if by_program is None:
                by_program = self._out_of_scope(facts, range(len(self._rules)))
                self._settled[mission.program, mission.account] = by_program
            if mission.country:
                facts["mission"]["country"] = mission.country
            left = [place for place in self._by_country if place not in by_program]
            known = {**by_program, **self._out_of_scope(facts, left)}
            self._settled[mission.program, mission.account, mission.country] = known
        return known

    def _out_of_scope(self, facts: Facts, places: Iterable[int]) -> dict[int, Answer]:
        asked = list(places)
        answers = law.judge(facts, [self._rules[place] for place in asked], self._parameters)
        return {p: one for p, one in zip(asked, answers, strict=True) if one.result == "not_applicable"}


def fold(
    builder: FactsBuilder,
    rules: Sequence[law.Rule],
    parameters: Mapping[str, Any],
    progress: Callable[[int], None] = lambda done: None,
) -> Folded:
    """Judge all missions of the builder. ``progress`` is told now and then how many are done."""
    groups: dict[_Needs, list[tuple[int, law.Rule]]] = defaultdict(list)
    for place, rule in enumerate(rules):
        days = {*law.bound_days((rule,)), *builder.days_of_judgement}
        groups[parts_read(law.fields_read((rule,))), tuple(sorted(days))].append((place, rule))
    questions = [_Questions(needs, with_needs) for needs, with_needs in sorted(groups.items())]
    scopes = _Scopes(rules, parameters)
    one_of_each: dict[Answer, Answer] = {}
    looked_at = sorted({part for asked in questions for part in asked.parts})
    by_key: dict[tuple[Any, ...], int] = {}
    by_answers: dict[tuple[int, ...], int] = {}
    folded = Folded()
    for done, (mission, key) in enumerate(builder.keys()):
        differs = tuple([key[part] for part in looked_at])
        signature = by_key.get(differs)
        if signature is None:
            answers = _answers(mission, key, builder, questions, scopes, parameters, one_of_each)
            same = tuple(map(id, answers))
            signature = by_answers.get(same)
            if signature is None:
                signature = by_answers[same] = len(by_answers)
                folded.answers[signature] = answers
                folded.facts[signature] = builder.facts(mission)
            by_key[differs] = signature
        folded.signature_of[mission.id] = signature
        if done % 5000 == 0:
            progress(done)
    return folded


def _answers(
    mission: Mission,
    key: Key,
    builder: FactsBuilder,
    questions: Sequence[_Questions],
    scopes: _Scopes,
    parameters: Mapping[str, Any],
    one_of_each: dict[Answer, Answer],
) -> tuple[Answer, ...]:
    """The answers of all rules for one mission, in the order of the rules; equal answers are one object."""
    facts: Facts | None = None
    settled = scopes.settled(mission)
    placed: dict[int, Answer] = {}
    for asked in questions:
        if all(place in settled for place in asked.places):
            continue
        question = asked.about(mission, key, builder)
        answers = asked.answers.get(question)
        if answers is None:
            facts = facts or builder.facts(mission)
            judged = law.judge(facts, asked.rules, parameters)
            answers = asked.answers[question] = tuple(one_of_each.setdefault(answer, answer) for answer in judged)
        placed.update(zip(asked.places, answers, strict=True))
    placed.update(settled)
    return tuple([placed[place] for place in range(len(placed))])
