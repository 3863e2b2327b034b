"""Every rule asked of every mission, each distinct question once (docs/decisions/0003-signatures.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
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


class _Questions:
    """Rules that look at the same parts of a mission, with the answers they gave so far."""

    def __init__(self, parts: tuple[int, ...], rules: Sequence[tuple[int, law.Rule]]) -> None:
        self.parts = parts
        self.places = tuple(place for place, _ in rules)
        self.rules = tuple(rule for _, rule in rules)
        self.answers: dict[tuple[Any, ...], tuple[Answer, ...]] = {}


def fold(
    builder: FactsBuilder,
    rules: Sequence[law.Rule],
    parameters: Mapping[str, Any],
    progress: Callable[[int], None] = lambda done: None,
) -> Folded:
    """Judge all missions of the builder. ``progress`` is told now and then how many are done."""
    groups: dict[tuple[int, ...], list[tuple[int, law.Rule]]] = defaultdict(list)
    for place, rule in enumerate(rules):
        groups[parts_read(law.fields_read((rule,)))].append((place, rule))
    questions = [_Questions(parts, of_parts) for parts, of_parts in sorted(groups.items())]
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
        question = tuple([key[part] for part in asked.parts])
        answers = asked.answers.get(question)
        if answers is None:
            facts = facts or builder.facts(mission)
            judged = law.judge(facts, asked.rules, parameters)
            answers = asked.answers[question] = tuple(one_of_each.setdefault(answer, answer) for answer in judged)
        placed.update(zip(asked.places, answers, strict=True))
    return tuple([placed[place] for place in range(len(placed))])
