"""Our linking beside the peers, on the same labelled strings, in one run.

    python -m tests.bench.linking_peers [--runs 3] [--sets gold,dev,held_out] [--peers ours,splink]

Needs the extra ``bench`` (``pip install -e .[bench]``); no other file than those of tests/gold. Every matcher runs in a
process of its own. Ours claims what it claims: once with the shipped weights (learned from ``gold`` among others), once
with weights learned without the country judged. **Each peer is tuned on the test itself**: its threshold is the one
that scores best on these very strings, and so is the choice between claiming the first unit only and all from
the threshold up. Splink moreover gets columns parsed by our parser and learns from the labels.

Columns: F1, precision and recall of claims, recall@5 (the unit is among the first five, claimed or not), near misses
accepted (texts that name a unit the registry lacks, beside a neighbor that it has), cells naming several units of which
all are claimed; medians of seconds (from texts in memory to ranked units; imports apart) and the most memory in MB.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.bench.labeled_sets import chosen, sets
from tests.bench.measuring import in_process, table
from tests.bench.peers import PEERS, Row
from tests.gold.scoring import Figures, Query, evaluate
from vetting.model import Match, Part, Reading


def claim(queries: Sequence[Query], ranking: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The ranking with claims: the matcher's own, or else those of the threshold and the rule that give the best F1."""
    if any(row[2] is not None for rows in ranking.values() for row in rows):
        return ranking
    (_, threshold), only_first = max(
        (best_threshold(queries, ranking, only_first=only_first), only_first) for only_first in (True, False)
    )
    return {
        key: [(u, s, s >= threshold and (at == 0 or not only_first)) for at, (u, s, _) in enumerate(rows)]
        for key, rows in ranking.items()
    }


def best_threshold(queries: Iterable[Query], ranking: dict[str, list[Row]], *, only_first: bool) -> tuple[float, float]:
    """The best F1 and the score from which a unit is claimed to reach it, tried at every score there is."""
    events, positive = [], 0
    for query in queries:
        positive += bool(query.expected)
        rows = ranking[query.id][:1] if only_first else ranking[query.id]
        events += [(score, query.id, unit in query.expected) for unit, score, _ in rows]
    events.sort(key=lambda event: -event[0])
    best, right, found = (0.0, float("inf")), 0, set()
    for at, (score, query_id, good) in enumerate(events):
        right += good
        if good:
            found.add(query_id)
        if at + 1 < len(events) and events[at + 1][0] == score:
            continue
        precision, recall = right / (at + 1), len(found) / max(positive, 1)
        if right:
            best = max(best, (2 * precision * recall / (precision + recall), score))
    return best


def figures(queries: Sequence[Query], claimed: dict[str, list[Row]]) -> Figures:
    """The scoring of tests/gold on a ranking with claims."""
    readings = {
        q.mention: Reading(
            q.mention,
            (
                Part(
                    q.mention.text, 0, len(q.mention.text), "unit",
                    tuple(Match(u, s, "match" if c else "candidate") for u, s, c in claimed[q.id]),
                ),
            ),
        )
        for q in queries
    }  # fmt: skip
    return evaluate(queries, readings)


def work(peer: str, name: str, out: Path) -> None:
    """One matcher on one set: its ranking and its seconds, as JSON."""
    labeled = sets()[name]
    matcher = PEERS[peer](set(labeled.by_country()))
    began = time.perf_counter()
    ranking = matcher(labeled)
    seconds = time.perf_counter() - began
    out.write_text(json.dumps({"seconds": seconds, "ranking": ranking}), encoding="utf-8")


def compare(name: str, peers: Iterable[str], runs: int) -> str:
    """The table of one set."""
    queries = sets()[name].queries
    rows = []
    for peer in peers:
        print(f"{name}: {peer}", file=sys.stderr)
        measured = [in_process("tests.bench.linking_peers", ["--worker", peer, name]) for _ in range(runs)]
        found = {key: [(u, s, c) for u, s, c in rows] for key, rows in measured[0].result["ranking"].items()}
        got = figures(queries, claim(queries, found))
        rows.append(
            (
                peer, f"{got.f1:.3f}", f"{got.precision:.3f}", f"{got.recall:.3f}", f"{got.recall_at_5:.3f}",
                f"{got.near_accepted} of {got.near}", f"{got.several_complete} of {got.several}",
                f"{statistics.median(m.result['seconds'] for m in measured):.2f}",
                f"{max(m.proportional for m in measured):.0f}",
            )
        )  # fmt: skip
    head = ("matcher", "F1", "precision", "recall", "recall@5", "near misses", "several", "seconds", "peak MB")
    countries = ", ".join(sorted({q.mention.country for q in queries}))
    return f"{name}: {len(queries):,} strings, {countries}\n\n{table(head, rows)}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3, help="how often each is timed")
    parser.add_argument("--sets", help="names of sets, parted by commas (all)")
    parser.add_argument("--peers", help="words of matchers' names, parted by commas (all)")
    parser.add_argument("--worker", nargs=2, metavar=("PEER", "SET"), help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.worker:
        peer, name = given.worker
        work(peer, name, given.out)
        return
    for name in chosen(given.sets, sets()):
        print(compare(name, chosen(given.peers, PEERS), given.runs))


if __name__ == "__main__":
    main()
