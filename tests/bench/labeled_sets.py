"""The labelled sets of tests/gold: Honduras and El Salvador, and each ``NAME_queries.csv`` with ``NAME_registry.csv``.

Where there is a ``NAME_split.csv``, each of its parts is a set of its own (``others dev``, ``others held_out``).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.gold.scoring import HERE, Query, read_queries, read_registry
from vetting.model import Unit


@dataclass(frozen=True, slots=True)
class LabeledSet:
    """Queries with the units to look among and, for each unit, the ids directly above it."""

    name: str
    queries: list[Query]
    units: list[Unit]
    above: dict[str, list[str]]

    def by_country(self) -> dict[str, list[Query]]:
        """The queries of each country, sorted by country."""
        found: dict[str, list[Query]] = defaultdict(list)
        for query in self.queries:
            found[query.mention.country].append(query)
        return dict(sorted(found.items()))


def sets() -> dict[str, LabeledSet]:
    """Every labelled set by name, ``gold`` first."""
    found = {"gold": LabeledSet("gold", read_queries(), *read_registry())}
    for path in sorted(HERE.glob("*_queries.csv")):
        name = path.name.removesuffix("_queries.csv")
        queries, registry = read_queries(path), read_registry(HERE / f"{name}_registry.csv")
        for part, countries in _parts(HERE / f"{name}_split.csv", {q.mention.country for q in queries}).items():
            label = f"{name} {part}".strip()
            found[label] = LabeledSet(label, [q for q in queries if q.mention.country in countries], *registry)
    return found


def _parts(path: Path, countries: set[str]) -> dict[str, set[str]]:
    """Part → its countries; one part without a name where nothing is split."""
    if not path.exists():
        return {"": countries}
    found: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found[row["split"]].add(row["country_iso3"])
    return dict(sorted(found.items()))


def chosen(given: str | None, known: Iterable[str]) -> list[str]:
    """The known names that hold one of the comma-separated words; all where none is given."""
    known = list(known)
    if given is None:
        return known
    words = [word.strip().lower() for word in given.split(",")]
    return [name for name in known if any(word in name.lower() for word in words)]
