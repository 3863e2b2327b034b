"""Clusters of the labelled strings: ours beside lexical groupings. ``python -m tests.bench.registry_clusters``.

Ours is scored with each country left out of learning. The others have their threshold tuned on the very strings that
they are scored on, which flatters them. Needs the ``bench`` extra. ``--blind`` prints the sums of ours on the set whose
labels nobody who works on this may read.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any

import click
import numpy as np

from tests.registry.labelled import GOLD, our_scores, ours, scores
from tests.registry.scoring import Score
from vetting.names import fold
from vetting.registry.learn import labelled

Ids = frozenset[str]
#: Clusters from texts and a threshold.
Grouper = Callable[[tuple[str, ...], float], Sequence[int]]


def _named(texts: Sequence[str], groups: Iterable[int]) -> dict[str, Ids]:
    return {text: frozenset({str(group)}) for text, group in zip(texts, groups, strict=True)}


@cache
def _tree(texts: tuple[str, ...]) -> Any:
    from rapidfuzz import fuzz, process
    from scipy.cluster.hierarchy import average
    from scipy.spatial.distance import squareform

    folded = [fold(t) for t in texts]
    far = 1.0 - process.cdist(folded, folded, scorer=fuzz.token_set_ratio) / 100.0
    far = (far + far.T) / 2.0
    np.fill_diagonal(far, 0.0)
    return average(squareform(far, checks=False))


def token_set(texts: tuple[str, ...], threshold: float) -> Sequence[int]:
    """RapidFuzz's token_set_ratio, average linkage."""
    from scipy.cluster.hierarchy import fcluster

    return [0] if len(texts) < 2 else list(fcluster(_tree(texts), 1.0 - threshold, criterion="distance"))


@cache
def _cosines(texts: tuple[str, ...]) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    table = TfidfVectorizer(analyzer="char", ngram_range=(3, 3)).fit_transform([f" {fold(t)} " for t in texts])
    return (table @ table.T).toarray()


def tf_idf(texts: tuple[str, ...], threshold: float) -> Sequence[int]:
    """Character trigrams, tf-idf, cosine, groups as string_grouper makes them: connected components."""
    return _components(_cosines(texts) >= threshold)


def _components(joined: Any) -> Sequence[int]:
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    return list(connected_components(csr_matrix(joined), directed=False)[1])


@cache
def _splink_pairs(texts: tuple[str, ...]) -> list[tuple[int, int, float]]:
    import pandas as pd
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    folded = [fold(t) for t in texts]
    frame = pd.DataFrame({
        "unique_id": range(len(texts)), "name": folded, "first": [f.split()[0] if f.split() else "" for f in folded],
        "tokens": [sorted(set(f.split())) for f in folded],
        "number": ["".join(c for c in f if c.isdigit()) for f in folded],
    })  # fmt: skip
    comparisons = [cl.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.8]), cl.ExactMatch("number"),
                   cl.ArrayIntersectAtSizes("tokens", [4, 3, 2, 1])]  # fmt: skip
    settings = SettingsCreator(
        link_type="dedupe_only", comparisons=comparisons, blocking_rules_to_generate_predictions=["1=1"],
        probability_two_random_records_match=0.02,
    )  # fmt: skip
    database = DuckDBAPI()
    linker = Linker(database.register(frame, dataset_display_name="names"), settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e5, seed=1)
    with suppress(Exception):  # a country with few strings cannot train it: its defaults stand
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("first"))
    found = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    return list(zip(found["unique_id_l"], found["unique_id_r"], found["match_probability"], strict=True))


def splink(texts: tuple[str, ...], threshold: float) -> Sequence[int]:
    """splink, unsupervised, connected components."""
    joined = np.eye(len(texts), dtype=bool)
    for one, other, probability in _splink_pairs(texts):
        joined[one, other] = probability >= threshold
    return _components(joined)


def _best(grouper: Grouper, thresholds: Iterable[float]) -> Mapping[str, tuple[Score, float]]:
    best: dict[str, tuple[Score, float]] = {}
    sets = labelled(GOLD)
    for threshold in thresholds:
        found = scores(sets, lambda _, texts, t=threshold: _named(kept := tuple(sorted(texts)), grouper(kept, t)))  # type: ignore[misc]
        for name, one in found.items():
            if name not in best or one.cubed_f1 > best[name][0].cubed_f1:
                best[name] = one, threshold
    return best


def blind_score() -> Score:
    """Ours on the strings of the blind set that name one unit, all countries together: no row of it is shown."""
    texts: dict[str, dict[str, Ids]] = defaultdict(dict)
    with (GOLD / "blind_clusters.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["unit"] not in ("FORCE", "NONE"):
                texts[row["country_iso3"]][row["text"]] = frozenset({row["unit"]})
    return scores([("blind", country, found) for country, found in sorted(texts.items())], ours)["blind"]


@click.command()
@click.option("--blind", is_flag=True, help="Print ours on the blind set and no more.")
def main(*, blind: bool) -> None:
    """Print the scores of every clusterer on every labelled set."""
    if blind:
        click.echo(f"{'vetting registry build':28} {'blind':15} {blind_score()}")
        return
    for name, score in our_scores().items():
        click.echo(f"{'vetting registry build':28} {name:15} {score}")
    for name, score in our_scores(alone=True).items():
        click.echo(f"{'… strings that name one unit':28} {name:15} {score}")
    high = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95]
    for label, grouper, thresholds in (
        ("token_set + average linkage", token_set, high),
        ("tf-idf trigrams, components", tf_idf, high),
        ("splink, components", splink, [0.5, 0.9, 0.99, 0.999]),
    ):
        try:
            found = _best(grouper, thresholds)
        except Exception as error:  # a peer that fails is a result
            click.echo(f"{label:28} failed: {type(error).__name__}: {str(error)[:100]}")
            continue
        for name, (score, threshold) in found.items():
            click.echo(f"{label:28} {name:15} {score}  (at {threshold})")


if __name__ == "__main__":
    main()
