"""The whole linking job against a large registry, beside what retrieval alone takes scikit-learn, in the same run.

    VETTING_DATA=FOLDER python -m tests.bench.linking_speed [--scale 1.0] [--runs 3] [--growth-runs 1] [--no-growth]
                                                            [--compiled COPY]

Needs the extra ``bench`` (``pip install -e .[bench]``), and FOLDER/data/fmtrpt/fmtrpt_all.tsv.gz (docs/data.md). At
scale 1: every different (country, recipient) pair of the training report against 100,000 units
(tests/bench/big_registry.py); a smaller scale draws that share of both. Ours is the whole job: both sides parsed,
indexed, candidates, features, scores, first five; once from nothing, once with the registry's names read beforehand
from a file (making it is told apart, not timed, but its memory counts). The peer retrieves only: tf-idf of character
trigrams, and sparse_dot_topn in blocks of one country, on all cores where a block is worth it. Each runs in a process
of its own; seconds run from texts in memory to ranked units, memory is the peak over the process and all it starts, in
MB: shared pages counted once, and counted in each. Recall@5: the unit made from the mention is among the first five.
Explanations are timed on 50 pairs. The second table grows the registry, then the strings, to N, 2N and 4N, the last
being the scale's full size, and fits seconds = a·N^b, also for the seconds of processor, which a busy machine changes
less.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from tests.bench.big_registry import Printed, Registered, build, read, read_pairs, write
from tests.bench.measuring import Measured, in_process, table

FMTRPT = "data/fmtrpt/fmtrpt_all.tsv.gz"
_EXPLAINED = 50
_TOP = 5
#: Pairs in a country from which more threads repay their start.
_WORTH_THREADS = 200_000

Figures = dict[str, float]
Job = Callable[[Sequence[Registered], Sequence[Printed]], tuple[list[list[str]], Figures]]


class Clock:
    """Seconds since it was made: on the wall, and of processor over the process and the children it has waited for."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), self._used()

    def read(self) -> Figures:
        """Both, as the figures of a job."""
        return {"seconds": time.perf_counter() - self._wall, "cpu": self._used() - self._cpu}

    @staticmethod
    def _used() -> float:
        spent = os.times()
        return spent.user + spent.system + spent.children_user + spent.children_system


def cold(units: Sequence[Registered], mentions: Sequence[Printed]) -> tuple[list[list[str]], Figures]:
    """The whole job with nothing kept from an earlier run."""
    return ours(units, mentions, None)


def warm(units: Sequence[Registered], mentions: Sequence[Printed]) -> tuple[list[list[str]], Figures]:
    """The whole job with the registry's names read beforehand; making that file is not timed."""
    with tempfile.TemporaryDirectory() as scratch:
        return ours(units, mentions, Path(scratch) / "units.idx")


def ours(
    units: Sequence[Registered], mentions: Sequence[Printed], index: Path | None
) -> tuple[list[list[str]], Figures]:
    """The whole job on all cores; with ``index`` a file of that name is made first."""
    from tests.gold.scoring import ranked
    from vetting.link import explain, link, save
    from vetting.model import Mention, SourceRef, Unit

    registered = [Unit(u.id, u.country, u.name, SourceRef("units.csv", at)) for at, u in enumerate(units, 1)]
    asked = [Mention(m.country, m.text) for m in mentions]
    made = Clock()
    if index is not None:
        save(registered, index)
    saving = made.read()["seconds"] if index is not None else 0.0
    clock = Clock()
    readings = link(asked, registered, top=_TOP, index=index)
    spent = clock.read()
    if index is not None:
        spent |= {"save_s": saving, "index_mb": index.stat().st_size / 1e6}
    found = {r.mention: [unit for unit, _ in ranked(r)[:_TOP]] for r in readings}
    at_home: dict[str, list[Unit]] = defaultdict(list)
    for unit in registered:
        at_home[unit.country].append(unit)
    by_id = {unit.id: unit for unit in registered}
    pairs = islice(((m, by_id[found[m][0]]) for m in asked if found[m]), _EXPLAINED)
    explained = []
    for mention, unit in pairs:
        began = time.perf_counter()
        explain(mention, unit, at_home[unit.country])
        explained.append(time.perf_counter() - began)
    if explained:
        spent["explain_ms"] = 1000 * statistics.median(explained)
    return [found[mention] for mention in asked], spent


def tfidf(units: Sequence[Registered], mentions: Sequence[Printed]) -> tuple[list[list[str]], Figures]:
    """Retrieval alone: scikit-learn's tf-idf char_wb trigrams, sparse_dot_topn per country, on all cores if it pays."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    cores = len(os.sched_getaffinity(0))
    clock = Clock()
    places: dict[str, list[int]] = defaultdict(list)
    for at, unit in enumerate(units):
        places[unit.country].append(at)
    asked: dict[str, list[int]] = defaultdict(list)
    for at, mention in enumerate(mentions):
        asked[mention.country].append(at)
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), strip_accents="unicode")
    right = vectorizer.fit_transform([unit.name for unit in units])
    left = vectorizer.transform([mention.text for mention in mentions])
    best = {
        country: sp_matmul_topn(
            left[rows], right[places[country]].T.tocsr(), top_n=_TOP, sort=True,
            n_threads=cores if len(rows) * len(places[country]) > _WORTH_THREADS else 1,
        )
        for country, rows in asked.items()
        if places.get(country)
    }  # fmt: skip
    spent = clock.read()
    found: list[list[str]] = [[] for _ in mentions]
    for country, matrix in best.items():
        for at, row in enumerate(asked[country]):
            columns = matrix.indices[matrix.indptr[at] : matrix.indptr[at + 1]]
            found[row] = [units[places[country][c]].id for c in columns.tolist()]
    return found, spent


JOBS: dict[str, Job] = {"ours, cold": cold, "ours, saved index": warm, "tf-idf trigrams, sparse_dot_topn": tfidf}
PEER = "tf-idf trigrams, sparse_dot_topn"


def work(job: str, folder: Path, n_units: int, n_mentions: int, out: Path) -> None:
    """One job on the first so many units and mentions: seconds, recall@5 and a hash of the answers, as JSON."""
    units, mentions = read(folder)
    units, mentions = units[:n_units], mentions[:n_mentions]
    found, spent = JOBS[job](units, mentions)
    held = {unit.id for unit in units}
    among = [m.source in ids for m, ids in zip(mentions, found, strict=True) if m.source in held]
    answers = hashlib.sha256(repr(found).encode("utf-8", "surrogatepass")).hexdigest()
    result = {"recall": sum(among) / max(len(among), 1), "sources": len(among), "answers": answers, **spent}
    out.write_text(json.dumps(result), encoding="utf-8")


def measure(
    job: str, folder: Path, n_units: int, n_mentions: int, runs: int, program: Path | None = None
) -> list[Measured]:
    """The job in ``runs`` fresh processes; ``program`` is a compiled copy to use."""
    print(f"{job}: {n_mentions:,} strings, {n_units:,} units{', compiled' if program else ''}", file=sys.stderr)
    arguments = ["--worker", job, str(folder), str(n_units), str(n_mentions)]
    measured = []
    for _ in range(runs):
        one = in_process("tests.bench.linking_speed", arguments, program)
        said = one.result
        print(f"  {said['seconds']:.2f} s, {said['cpu']:.2f} CPU s, recall@5 {said['recall']:.3f}", file=sys.stderr)
        measured.append(one)
    return measured


def median(measured: Sequence[Measured], field: str) -> float:
    """The median of one figure over runs."""
    return statistics.median(float(m.result[field]) for m in measured)


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """b of seconds = a·N^b, fitted by least squares on logarithms."""
    x, y = [math.log(n) for n in sizes], [math.log(s) for s in seconds]
    mean_x, mean_y = statistics.mean(x), statistics.mean(y)
    across = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return across / sum((a - mean_x) ** 2 for a in x)


def whole(folder: Path, n_units: int, n_mentions: int, runs: int, compiled: Path | None) -> str:
    """The table of the whole job, also of the ``compiled`` copy where there is one."""
    measured = {job: measure(job, folder, n_units, n_mentions, runs) for job in JOBS}
    if compiled:
        machine = {
            f"{job}, compiled": measure(job, folder, n_units, n_mentions, runs, compiled) for job in JOBS if job != PEER
        }
        measured = {**{j: m for j, m in measured.items() if j != PEER}, **machine, PEER: measured[PEER]}
    different = {str(one.result["answers"]) for job, those in measured.items() if job != PEER for one in those}
    peer = median(measured[PEER], "seconds")
    rows, notes = [], [f"Answers of ours that differ from run to run: {len(different) - 1}."]
    for job, those in measured.items():
        seconds = median(those, "seconds")
        shown: list[Any] = [
            f"{seconds:.2f}",
            f"{seconds / peer:.2f}",
            f"{median(those, 'cpu'):.2f}",
            f"{median(those, 'recall'):.3f}",
        ]
        shown += [f"{max(m.proportional for m in those):.0f}", f"{max(m.resident for m in those):.0f}"]
        rows.append((job, *shown))
        if "explain_ms" in those[0].result:
            if "save_s" in those[0].result:
                size, seconds = median(those, "index_mb"), median(those, "save_s")
                notes.append(f"{job}: the file takes {seconds:.1f} s to make and {size:.0f} MB.")
            notes.append(f"{job}: an explanation takes {median(those, 'explain_ms'):.1f} ms (median of {_EXPLAINED}).")
    sources = measured[PEER][0].result["sources"]
    title = f"{n_mentions:,} strings ({sources:,} with a known source), {n_units:,} units, median of {runs} runs"
    head = ("job", "seconds", "x peer", "CPU s", "recall@5", "peak MB", "MB, shared in each")
    return "\n".join([title, "", table(head, rows), "", *notes])


def growth(folder: Path, n_units: int, n_mentions: int, runs: int) -> str:
    """The table of N, 2N, 4N in either direction."""
    rows = []
    for job in JOBS:
        for side, sizes in (
            ("units", [(n_units // part, n_mentions) for part in (4, 2, 1)]),
            ("strings", [(n_units, n_mentions // part) for part in (4, 2, 1)]),
        ):
            measured = [measure(job, folder, *size, runs) for size in sizes]
            grown = [size[side == "strings"] for size in sizes]
            seconds, cpu = ([median(those, field) for those in measured] for field in ("seconds", "cpu"))
            fitted = (f"{exponent(grown, seconds):.2f}", f"{exponent(grown, cpu):.2f}")
            rows.append((job, side, f"{grown[0]:,}", *(f"{s:.2f}" for s in seconds), *fitted))
    return table(("job", "grows", "N", "s at N", "s at 2N", "s at 4N", "exponent", "of CPU s"), rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the 100,000 units and of the strings")
    parser.add_argument("--runs", type=int, default=3, help="how often the whole job is timed")
    parser.add_argument("--growth-runs", type=int, default=1, help="how often each step of the growth is timed")
    parser.add_argument("--no-growth", action="store_true", help="leave out the second table")
    parser.add_argument("--compiled", type=Path, help="a folder that tests.bench.compiled made: its copy is timed too")
    parser.add_argument("--worker", nargs=4, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.worker:
        job, folder, n_units, n_mentions = given.worker
        work(job, Path(folder), int(n_units), int(n_mentions), given.out)
        return
    data = Path(os.environ.get("VETTING_DATA") or sys.exit("VETTING_DATA must name the folder of real files"))
    with tempfile.TemporaryDirectory() as scratch:
        units, mentions = build(read_pairs(data / FMTRPT), given.scale)
        write(units, mentions, Path(scratch))
        sizes = (len(units), len(mentions))
        del units, mentions
        print(f"scale {given.scale:g}, {len(os.sched_getaffinity(0))} cores\n")
        print(whole(Path(scratch), *sizes, given.runs, given.compiled and given.compiled.resolve()))
        if not given.no_growth:
            print(growth(Path(scratch), *sizes, given.growth_runs))


if __name__ == "__main__":
    main()
