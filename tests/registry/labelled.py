"""The labelled sets read as clusters, and ours or anybody's clusters of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from tests.registry.scoring import Ids, Score, score
from vetting.registry import clusters_of
from vetting.registry.learn import Labels, labelled, learn, pairs_of
from vetting.registry.pairs import Weights

GOLD = Path(__file__).parent.parent / "gold"
#: What a clusterer is: country and texts → text → the clusters that it names.
Clusterer = Callable[[str, Iterable[str]], Mapping[str, Ids]]


def ours(country: str, texts: Iterable[str], used: Weights | None = None) -> dict[str, Ids]:
    """Text → ids of the clusters that hold it."""
    kept = sorted(texts)
    found: dict[str, set[str]] = {text: set() for text in kept}
    for cluster in clusters_of(country, kept, used):
        for item in cluster.items:
            found[item.cell].add(cluster.id)
    return {text: frozenset(ids) for text, ids in found.items()}


def held_out(sets: Iterable[Labels]) -> dict[str, Weights]:
    """Country → weights that no label of it had a part in."""
    found = [(labels[1], pairs_of(labels)) for labels in sets]
    return {out: learn([p for country, p in found if country != out]) for out in sorted({c for c, _ in found})}


def scores(sets: Iterable[Labels], clusterer: Clusterer) -> dict[str, Score]:
    """Set name → its score over all its countries."""
    found: dict[str, list[tuple[Mapping[str, Ids], Mapping[str, Ids]]]] = {}
    for name, country, texts in sets:
        found.setdefault(name, []).append((texts, clusterer(country, texts)))
    return {name: score(countries) for name, countries in found.items()}


def naming_one(sets: Iterable[Labels]) -> list[Labels]:
    """The strings that name one unit of the labels and nothing else: no lists, nothing that the labels leave out."""
    return [(name, country, {t: u for t, u in texts.items() if len(u) == 1}) for name, country, texts in sets]


def our_scores(*, shipped: bool = False, alone: bool = False) -> dict[str, Score]:
    """Our scores, each country clustered with weights that its labels had no part in unless ``shipped``.

    ``alone``: only of the strings that name one unit.
    """
    sets = labelled(GOLD)
    weights: Mapping[str, Weights] = {} if shipped else held_out(sets)
    sets = naming_one(sets) if alone else sets
    return scores(sets, lambda country, texts: ours(country, texts, weights.get(country)))
