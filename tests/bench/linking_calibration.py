"""How far the scores can be trusted on countries that no weight was learned from, and how sure the figures are.

    python -m tests.bench.linking_calibration [--draws 1000] [--sets gold,others]

Needs no other file than those of tests/gold. Each country that there are labels of is left out in turn: the weights
are learned anew without it (vetting.link.learn) and then judge it. Only the weights are held out: the words of the
lexicon and the rules of judgement are what they are.

First table: ten bins of the score of the units offered for a string; share right is how many of the pairs are one unit.
Second: expected calibration error (ECE), the mean distance between score and share right over the bins, weighed by
pairs, in each labelled set: over all pairs offered, and over the best of each string, the harder question. Third:
figures on whole cells, with the 95 % interval of a bootstrap over strings (``--draws`` times, with replacement).
Fourth: the same by the least score of a match (``accept``), in each set and over all.
"""

from __future__ import annotations

import argparse
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tests.bench.held_out import learned_without, read_held_out
from tests.bench.labeled_sets import LabeledSet, chosen, sets
from tests.bench.measuring import table
from tests.gold.scoring import HERE, Query, evaluate
from vetting.link.judgement import Weights, judge
from vetting.link.learn import Case, cluster_cases
from vetting.model import Mention, Reading

Array = NDArray[np.float64]

_BINS = 10
_TOP = 5
_SEED = 20260101


@dataclass(frozen=True, slots=True)
class Pair:
    """A string and a unit: the score, whether they are one, and whether no other unit of the string scored higher."""

    score: float
    right: bool
    first: bool


def pairs_of(scores: Mapping[str, float], expected: Container[str]) -> list[Pair]:
    """The pairs of one string."""
    highest = max(scores.values(), default=0.0)
    return [Pair(score, unit in expected, score == highest) for unit, score in sorted(scores.items())]


def pairs_of_case(case: Case, used: Weights) -> list[Pair]:
    """What is offered for a case of clusters.csv."""
    return pairs_of({m.unit_id: m.score for m in judge(case.named, case.registry, used, _TOP)}, case.expected)


def pairs_of_query(query: Query, reading: Reading) -> list[Pair]:
    """What is offered for a cell, each unit with its best score over the cell's parts."""
    scores: dict[str, float] = {}
    for match in (m for part in reading.parts for m in part.matches):
        scores[match.unit_id] = max(scores.get(match.unit_id, 0.0), match.score)
    return pairs_of(scores, query.expected)


def error(pairs: Sequence[Pair]) -> float:
    """Expected calibration error over ten bins of equal width, in [0, 1]."""
    return sum(len(held) * abs(_mean(held) - _share(held)) for held in _bins(pairs) if held) / max(len(pairs), 1)


def _bins(pairs: Iterable[Pair]) -> list[list[Pair]]:
    found: list[list[Pair]] = [[] for _ in range(_BINS)]
    for pair in pairs:
        found[min(int(pair.score * _BINS), _BINS - 1)].append(pair)
    return found


def _mean(pairs: Sequence[Pair]) -> float:
    return sum(p.score for p in pairs) / len(pairs)


def _share(pairs: Sequence[Pair]) -> float:
    return sum(p.right for p in pairs) / len(pairs)


def reliability(pairs: Sequence[Pair]) -> str:
    """The table of the bins, for all pairs and for the best of each name."""
    rows = []
    for at, (held, first) in enumerate(zip(_bins(pairs), _bins(p for p in pairs if p.first), strict=True)):
        shown = [f"{len(held):,}", *_trust(held), f"{len(first):,}", *_trust(first)]
        rows.append((f"{at / _BINS:.1f} to {(at + 1) / _BINS:.1f}", *shown))
    head = ("score", "pairs", "mean score", "share right", "best pairs", "mean score", "share right")
    return table(head, rows)


def _trust(pairs: Sequence[Pair]) -> tuple[str, str]:
    return (f"{_mean(pairs):.3f}", f"{_share(pairs):.3f}") if pairs else ("", "")


#: What is counted per string, in the order of the columns of ``counts``.
_COUNTED = (
    "right", "wrong", "positive", "found", "among_five", "near", "near_accepted", "several", "several_complete",
)  # fmt: skip


def counts(queries: Sequence[Query], readings: Mapping[Mention, Reading]) -> Array:
    """One line per string: the counts of the scoring of tests/gold."""
    figures = (evaluate([query], readings) for query in queries)
    return np.array([[getattr(one, name) for name in _COUNTED] for one in figures], dtype=np.float64)


def rates(summed: Array) -> Array:
    """F1, precision, recall@5, near misses accepted, cells complete of summed counts; the last axis counts."""
    column = dict(zip(_COUNTED, np.moveaxis(summed, -1, 0), strict=True))

    def share(part: Array, of: Array) -> Array:
        return np.divide(part, of, out=np.zeros_like(part), where=of > 0)

    precision = share(column["right"], column["right"] + column["wrong"])
    recall = share(column["found"], column["positive"])
    return np.stack(
        [
            share(2 * precision * recall, precision + recall), precision,
            share(column["among_five"], column["positive"]),
            share(column["near_accepted"], column["near"]), share(column["several_complete"], column["several"]),
        ],
        axis=-1,
    )  # fmt: skip


def with_intervals(counted: Array, draws: int) -> list[str]:
    """Each rate with the 2.5th and 97.5th percentile over ``draws`` drawings of as many strings, with replacement."""
    size = len(counted)
    times = np.random.default_rng(_SEED).multinomial(size, np.full(size, 1 / size), size=draws)
    low, high = np.percentile(rates(times.astype(np.float64) @ counted), (2.5, 97.5), axis=0)
    middle = rates(counted.sum(axis=0))
    return [f"{m:.3f} ({a:.3f} to {b:.3f})" for m, a, b in zip(middle, low, high, strict=True)]


def errors(pairs: Mapping[str, Sequence[Pair]]) -> str:
    """The table of calibration errors, a line per set and one for all."""
    rows = []
    for name, offered in (*pairs.items(), ("all", [p for some in pairs.values() for p in some])):
        first = [p for p in offered if p.first]
        rows.append((name, f"{len(offered):,}", f"{error(offered):.4f}", f"{len(first):,}", f"{error(first):.4f}"))
    return table(("set", "pairs", "ECE", "best pairs", "ECE"), rows)


#: Least scores of a match that are tried.
_ACCEPT = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98)


def by_accept(labeled: Sequence[LabeledSet], learned: Mapping[str, Weights], draws: int) -> str:
    """Claims, precision, recall and F1 by the least score of a match."""
    rows = []
    for least in _ACCEPT:
        asked = {country: replace(used, accept=least) for country, used in learned.items()}
        counted = np.concatenate([counts(one.queries, read_held_out(one, asked, _TOP)) for one in labeled])
        total = dict(zip(_COUNTED, counted.sum(axis=0), strict=True))
        f1, precision, *_ = with_intervals(counted, draws)
        claims, recall = total["right"] + total["wrong"], total["found"] / total["positive"]
        near = f"{total['near_accepted']:.0f} of {total['near']:.0f}"
        rows.append((f"{least:.2f}", f"{claims:,.0f}", precision, f"{recall:.3f}", f1, near))
    return table(("accept", "claims", "precision", "recall", "F1", "near misses accepted"), rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=1000, help="drawings of the bootstrap")
    parser.add_argument("--sets", help="words of sets' names, parted by commas (all)")
    given = parser.parse_args()
    used = {name: one for name, one in sets().items() if name in chosen(given.sets, sets())}
    learned = learned_without()
    clusters = cluster_cases(HERE)
    pairs = {"clusters": [p for c in clusters for p in pairs_of_case(c, learned[c.registry.country])]}
    rows = []
    for name, labeled in used.items():
        readings = read_held_out(labeled, learned, _TOP)
        pairs[name] = [p for q in labeled.queries for p in pairs_of_query(q, readings[q.mention])]
        for part, queries in (*labeled.by_country().items(), ("all", labeled.queries)):
            figures = with_intervals(counts(queries, readings), given.draws)
            rows.append((f"{name}: {part}", f"{len(queries):,}", *figures))
    head = ("set", "strings", "F1", "precision", "recall@5", "near misses accepted", "several, all claimed")
    print(reliability([p for held_pairs in pairs.values() for p in held_pairs]), "\n")
    print(errors(pairs), "\n")
    print(table(head, rows), "\n")
    for name, some in (*((name, [labeled]) for name, labeled in used.items()), ("all", list(used.values()))):
        print(f"{name}\n\n{by_accept(some, learned, given.draws)}\n")


if __name__ == "__main__":
    main()
