"""Every rule asked of every mission, each distinct question once (docs/decisions/0003-signatures.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
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
    one_of_each: dict[Answer, Answer] = {}
    looked_at = sorted({part for asked in questions for part in asked.parts})
    by_key: dict[tuple[Any, ...], int] = {}
    by_answers: dict[tuple[int, ...], int] = {}
    folded = Folded()
    for done, (mission, key) in enumerate(builder.keys()):
        differs = tuple([key[part] for part in looked_at])
        signature = by_key.get(differs)
        if signature is None:
            answers = _answers(mission, key, builder, questions, parameters, one_of_each)
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
    parameters: Mapping[str, Any],
    one_of_each: dict[Answer, Answer],
) -> tuple[Answer, ...]:
    """The answers of all rules for one mission, in the order of the rules; equal answers are one object."""
    facts: Facts | None = None
    placed: dict[int, Answer] = {}
    for asked in questions:
        question = asked.about(mission, key, builder)
        answers = asked.answers.get(question)
        if answers is None:
            facts = facts or builder.facts(mission)
            judged = law.judge(facts, asked.rules, parameters)
            answers = asked.answers[question] = tuple(one_of_each.setdefault(answer, answer) for answer in judged)
        placed.update(zip(asked.places, answers, strict=True))
    return tuple([placed[place] for place in range(len(placed))])
