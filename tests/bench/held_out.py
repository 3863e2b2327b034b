"""Weights learned without a country, and linking with them: what the figures on that country have to be measured by."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from unittest.mock import patch

import vetting.link
import vetting.link.work
from tests.bench.labeled_sets import LabeledSet
from tests.gold.scoring import HERE, Query
from vetting.link.judgement import Weights, weights
from vetting.link.learn import Case, cluster_cases, learn, query_cases
from vetting.model import Mention, Reading


def learned_without(countries: set[str] | None = None) -> dict[str, Weights]:
    """Country → the weights that all other countries teach; of ``countries`` only, else of every one with labels.

    ``""`` holds the weights that all labels teach: for a country that no label is of, they are held out as they are.
    """
    cases: Sequence[Case] = [*query_cases(HERE), *cluster_cases(HERE)]
    found = {"": learn(cases, weights("prior.csv"))}
    for country in sorted({case.registry.country for case in cases}):
        if countries is None or country in countries:
            print(f"learning without {country}", file=sys.stderr)
            found[country] = learn([c for c in cases if c.registry.country != country], weights("prior.csv"))
    return found


@contextmanager
def in_use(used: Weights) -> Iterator[None]:
    """``link`` judges with ``used`` meanwhile."""
    with patch.object(vetting.link.work, "weights", return_value=used) as asked:
        yield
    if not asked.called:
        raise RuntimeError("link did not ask for its weights where they were put: the figures would not be held out")


def read_held_out(labeled: LabeledSet, learned: Mapping[str, Weights], top: int = 5) -> dict[Mention, Reading]:
    """What ``link`` says of each query, under weights learned without its country."""
    found: dict[Mention, Reading] = {}
    for country, queries in labeled.by_country().items():
        with in_use(learned.get(country, learned[""])):
            readings = vetting.link.link(
                _mentions(queries), labeled.units, top=top, superiors=labeled.above, processes=1
            )
        found.update((reading.mention, reading) for reading in readings)
    return found


def _mentions(queries: Sequence[Query]) -> list[Mention]:
    return [query.mention for query in queries]
