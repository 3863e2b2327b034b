"""Pairwise and B-cubed precision, recall and F1 of clusters; strings may name several units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import fsum

Ids = frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """Rates in [0, 1]."""

    pair_precision: float
    pair_recall: float
    cubed_precision: float
    cubed_recall: float

    @property
    def pair_f1(self) -> float:
        """Harmonic mean of the pairwise rates."""
        return _mean(self.pair_precision, self.pair_recall)

    @property
    def cubed_f1(self) -> float:
        """Harmonic mean of the B-cubed rates."""
        return _mean(self.cubed_precision, self.cubed_recall)

    def __str__(self) -> str:
        pair = f"pairs P {self.pair_precision:.3f} R {self.pair_recall:.3f} F1 {self.pair_f1:.3f}"
        return f"{pair}  B-cubed P {self.cubed_precision:.3f} R {self.cubed_recall:.3f} F1 {self.cubed_f1:.3f}"


def _mean(one: float, other: float) -> float:
    return 2.0 * one * other / (one + other) if one + other else 0.0


def score(countries: Iterable[tuple[Mapping[str, Ids], Mapping[str, Ids]]]) -> Score:
    """Score (string → labels, string → clusters) of each country.

    A string without label (of a unit that the labels do not hold) counts only where it shares a cluster with a
    labelled one. Several labels or clusters per string count as in extended B-cubed (Amigó et al. 2009).
    """
    right = wrong = missed = 0
    precisions: list[float] = []
    recalls: list[float] = []
    for labels, found in countries:
        texts = sorted(labels)
        for one, other in combinations(texts, 2):
            if not (labels[one] or labels[other]):
                continue
            same, joined = bool(labels[one] & labels[other]), bool(found[one] & found[other])
            right += same and joined
            wrong += joined and not same
            missed += same and not joined
        for text in (t for t in texts if labels[t]):
            precisions.append(_share(text, texts, found, labels))
            recalls.append(_share(text, [t for t in texts if labels[t]], labels, found))
    return Score(
        right / (right + wrong) if right + wrong else 0.0, right / (right + missed) if right + missed else 0.0,
        fsum(precisions) / len(precisions) if precisions else 0.0, fsum(recalls) / len(recalls) if recalls else 0.0,
    )  # fmt: skip


def _share(text: str, others: Iterable[str], given: Mapping[str, Ids], asked: Mapping[str, Ids]) -> float:
    """Of the strings that share something with ``text`` in ``given``, how far they share it in ``asked`` too."""
    values = [1.0] if not given[text] else []
    for other in others:
        here = len(given[text] & given[other])
        if here:
            there = len(asked[text] & asked[other])
            values.append(min(here, max(there, other == text)) / here)
    return fsum(values) / len(values)
