"""Scores a matcher's claims against labelled mentions: precision, recall, near misses, cells with several units."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vetting.link import learn
from vetting.model import Mention, Reading, Unit

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Query:
    """A labelled mention: ``expected`` are the ids it names, empty for none of the registry."""

    id: str
    mention: Mention
    expected: tuple[str, ...]
    kind: str


@dataclass(slots=True)
class Figures:
    """Counts over queries; the rates are in [0, 1]."""

    right: int = 0
    wrong: int = 0
    positive: int = 0
    found: int = 0
    first: int = 0
    among_five: int = 0
    near: int = 0
    near_accepted: int = 0
    several: int = 0
    several_complete: int = 0
    by_kind: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def add(self, other: Figures) -> None:
        """Counts of ``other`` are added to these."""
        for name in ("right", "wrong", "positive", "found", "first", "among_five", "near", "near_accepted"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.several += other.several
        self.several_complete += other.several_complete
        for kind, (good, asked) in other.by_kind.items():
            self.by_kind[kind][0] += good
            self.by_kind[kind][1] += asked

    @property
    def precision(self) -> float:
        """Right claims among all claims."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Queries with a right claim among those that name a unit."""
        return self.found / self.positive if self.positive else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def recall_at_5(self) -> float:
        """Queries whose unit is among the first five rows, claimed or not."""
        return self.among_five / self.positive if self.positive else 0.0


def read_queries(path: Path = HERE / "queries.csv") -> list[Query]:
    """The labelled mentions."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            Query(
                r["query_id"],
                Mention(r["country_iso3"], r["text"]),
                tuple(u.strip() for u in r["expected_unit_ids"].split(";") if u.strip()),
                r["kind"],
            )
            for r in csv.DictReader(stream)
        ]


def read_registry(path: Path = HERE / "registry.csv") -> tuple[list[Unit], dict[str, list[str]]]:
    """The units and, for each, the ids directly above it: read as learning reads them."""
    return learn.read_registry(path)


def ranked(reading: Reading) -> list[tuple[str, bool]]:
    """(unit id, claimed) of a whole cell: claims first, then candidates, each unit once, best first."""
    best: dict[str, tuple[bool, float]] = {}
    for part in reading.parts:
        for match in part.matches:
            value = (match.status == "match", match.score)
            best[match.unit_id] = max(best.get(match.unit_id, value), value)
    order = sorted(best, key=lambda u: (not best[u][0], -best[u][1], u))
    return [(u, best[u][0]) for u in order]


def evaluate(queries: Iterable[Query], readings: Mapping[Mention, Reading]) -> Figures:
    """Every claim is judged at any rank; a claim on a query that names no unit of the registry is wrong."""
    out = Figures()
    for query in queries:
        _count(out, query, ranked(readings[query.mention]))
    return out


def _count(out: Figures, query: Query, rows: Sequence[tuple[str, bool]]) -> None:
    claims = {u for u, claimed in rows if claimed}
    right = claims & set(query.expected)
    out.right += len(right)
    out.wrong += len(claims - right)
    if query.expected:
        out.positive += 1
        out.found += bool(right)
        out.first += bool(rows) and rows[0][0] in query.expected
        out.among_five += any(u in query.expected for u, _ in rows[:5])
        if len(query.expected) > 1:
            out.several += 1
            out.several_complete += set(query.expected) <= claims
        good = bool(right) and right == claims
    else:
        good = not claims
        if query.kind == "near-miss-nil":
            out.near += 1
            out.near_accepted += not good
    out.by_kind[query.kind][0] += good
    out.by_kind[query.kind][1] += 1
