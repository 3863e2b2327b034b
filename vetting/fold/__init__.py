"""Every rule asked of every mission, each distinct question once (docs/decisions/0003-signatures.md), on all cores."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Any

from vetting import law
from vetting.collector import paused_collection
from vetting.executor import cores, run
from vetting.facts import FactsBuilder
from vetting.facts.shapes import Facts
from vetting.fold.sharing import Judged, identities, judged, shares
from vetting.model import Answer, Mission

__all__ = ["Folded", "fold"]


class FirstFacts(Mapping[int, Facts]):
    """The facts of the first mission of every signature, built when they are asked for: most never are."""

    def __init__(self, builder: FactsBuilder) -> None:
        self._builder = builder
        self._first: dict[int, Mission] = {}

    def note(self, signature: int, mission: Mission) -> None:
        """``mission`` is the first of the signature."""
        self._first[signature] = mission

    def __getitem__(self, signature: int) -> Facts:
        return self._builder.facts(self._first[signature])

    def __iter__(self) -> Iterator[int]:
        return iter(self._first)

    def __len__(self) -> int:
        return len(self._first)


@dataclass(slots=True)
class Folded:
    """Missions that get the same answers share a signature; ``facts`` are those of the first of them."""

    facts: FirstFacts
    answers: dict[int, tuple[Answer, ...]] = field(default_factory=dict)
    signature_of: dict[str, int] = field(default_factory=dict)


def fold(
    builder: FactsBuilder,
    rules: Sequence[law.Rule],
    parameters: Mapping[str, Any],
    progress: Callable[[int], None] = lambda done: None,
    processes: int | None = None,
) -> Folded:
    """Judge all missions of the builder. ``progress`` is told now and then how many are done.

    ``processes``: at most so many; all cores unless given. The result is the same for any number.
    """
    cut = shares([mission.country for mission in builder.missions], processes or cores())

    def judge(share: int) -> Judged:
        # Shares are alike in size: the first one's progress, told by its own process, stands for all.
        tell = (lambda done: progress(done * len(cut))) if share == 0 else (lambda done: None)
        return judged(builder, rules, parameters, cut[share], tell)

    with paused_collection():  # here and in the processes forked from here; answers stay, and hold no cycles
        return _joined(
            builder, [found for _, found in sorted(run(judge, range(len(cut)), len(cut)), key=itemgetter(0))]
        )


def _joined(builder: FactsBuilder, found: Sequence[Judged]) -> Folded:
    """What the shares found as one: signatures are numbered in the order of the missions."""
    answers = list(map(partial(_shared, {}), found))
    own: list[tuple[int, int]] = [(0, 0)] * len(builder.missions)
    for share, one in enumerate(found):
        for place, signature in zip(one.places, one.signatures, strict=True):
            own[place] = (share, signature)
    folded = Folded(FirstFacts(builder))
    by_answers: dict[bytes, int] = {}
    numbers: dict[tuple[int, int], int] = {}
    for mission, (share, signature) in zip(builder.missions, own, strict=True):
        number = numbers.get((share, signature))
        if number is None:
            told = answers[share][signature]
            number = numbers[share, signature] = by_answers.setdefault(identities(told), len(by_answers))
            if number not in folded.answers:
                folded.answers[number] = told
                folded.facts.note(number, mission)
        folded.signature_of[mission.id] = number
    return folded


def _shared(one_of_each: dict[Answer, Answer], found: Judged) -> list[tuple[Answer, ...]]:
    """The answers of a share, equal ones of all shares as one object."""
    known: dict[int, Answer] = {}  # most answers are one object many times over: its identity is quicker to ask
    shared = []
    for answers in found.answers:
        for answer in answers:
            if id(answer) not in known:
                known[id(answer)] = one_of_each.setdefault(answer, answer)
        shared.append(tuple([known[id(answer)] for answer in answers]))
    return shared
