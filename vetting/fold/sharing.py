"""The missions of one share judged, each distinct question once."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, cast

from vetting import law
from vetting.facts import FactsBuilder, Key
from vetting.fold.plans import PLANNED_BY, Plan, Plans
from vetting.fold.questions import AtHand, Needs, Questions
from vetting.model import Answer

#: Below so many missions a second process does not repay its start.
_WORTH = 20_000


@dataclass(slots=True)
class Judged:
    """The missions of a share (``places`` in the builder's order) with the number of what they were answered.

    ``answers`` stand by that number.
    """

    places: Sequence[int]
    signatures: list[int] = field(default_factory=list)
    answers: list[tuple[Answer, ...]] = field(default_factory=list)


def identities(answers: Iterable[Answer]) -> bytes:
    """Equal for the same objects in the same order; a quarter of what a tuple of their numbers would take."""
    return array("Q", map(id, answers)).tobytes()


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
    questions = [Questions(needs, with_needs) for needs, with_needs in sorted(needed.items())]
    one_of_each: dict[Answer, Answer] = {}
    plans = Plans(rules, parameters, questions, one_of_each)
    at_hand = AtHand(builder, parameters, one_of_each)
    told_apart = _told_apart(needed)
    by_key: dict[Hashable, int] = {}
    by_answers: dict[bytes, int] = {}
    found = Judged(places)
    for done, place in enumerate(places):
        mission = builder.missions[place]
        key = builder.key(mission)
        differs = told_apart(key)
        signature = by_key.get(differs)
        if signature is None:
            at_hand.take(mission, key)
            answers = _answers(at_hand, plans.of(mission))
            same = identities(answers)
            signature = by_answers.get(same)
            if signature is None:
                signature = by_answers[same] = len(by_answers)
                found.answers.append(answers)
            by_key[differs] = signature
        found.signatures.append(signature)
        if done % 5000 == 0:
            progress(done)
    return found


def _needed(builder: FactsBuilder, rules: Sequence[law.Rule]) -> dict[Needs, list[tuple[int, law.Rule]]]:
    """Rules, with their places, by what they need to know."""
    needed: dict[Needs, list[tuple[int, law.Rule]]] = defaultdict(list)
    for place, rule in enumerate(rules):
        needed[Needs.of(rule, builder.as_of)].append((place, rule))
    return needed


def _told_apart(needed: Iterable[Needs]) -> Callable[[Key], Hashable]:
    """From a key, the parts that a plan or any rule looks at: equal ones, equal answers."""
    return itemgetter(*sorted({*PLANNED_BY, *(part for needs in needed for part in (*needs.parts, *needs.said))}))


def _answers(at_hand: AtHand, plan: Plan) -> tuple[Answer, ...]:
    """The answers of all rules for one mission, in the order of the rules."""
    answers = list(plan.known)
    for asked in plan.asked:
        for place, answer in zip(asked.places, asked.answers(at_hand), strict=True):
            if plan.known[place] is None:
                answers[place] = answer
    return cast("tuple[Answer, ...]", tuple(answers))
