"""Every rule asked of every mission, each distinct question once (docs/decisions/0003-signatures.md), on all cores."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import numpy as np

from vetting import law
from vetting.collector import paused_collection
from vetting.executor import cores, run
from vetting.facts import FactsBuilder
from vetting.facts.shapes import Facts
from vetting.fold.columns import Numbers
from vetting.fold.sharing import Judged, judged, shares
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
    one_of_each: dict[Answer, int] = {}
    answered: list[Numbers] = []
    share_of, row_of = np.zeros((2, len(builder.missions)), dtype=np.int64)
    for share, one in enumerate(found):
        numbers = [one_of_each.setdefault(answer, len(one_of_each)) for answer in one.answers]
        answered.append(np.array(numbers, dtype=np.int64)[one.answered])
        share_of[one.places], row_of[one.places] = share, one.row_of
    answers = list(one_of_each)
    folded = Folded(FirstFacts(builder))
    signatures: dict[tuple[int, int], int] = {}
    by_answers: dict[bytes, int] = {}
    for mission, own in zip(builder.missions, zip(share_of.tolist(), row_of.tolist(), strict=True), strict=True):
        signature = signatures.get(own)
        if signature is None:
            told = answered[own[0]][own[1]]
            signature = signatures[own] = by_answers.setdefault(told.tobytes(), len(by_answers))
            if signature not in folded.answers:
                folded.answers[signature] = tuple([answers[number] for number in told.tolist()])
                folded.facts.note(signature, mission)
        folded.signature_of[mission.id] = signature
    return folded
