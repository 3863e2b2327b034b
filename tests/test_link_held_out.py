"""The weights carry over: learned without a country, they still link it."""

from __future__ import annotations

from functools import cache

import pytest

from tests.gold.evaluate import HOME, cases, figures, lacking, total, without
from tests.gold.scoring import HERE, Figures, evaluate, read_queries, read_registry
from vetting.link import link
from vetting.link.judgement import weights
from vetting.link.learn import learn


@pytest.fixture(scope="module")
def held_out() -> dict[str, Figures]:
    """Country → its figures, under weights that its labels had no part in."""
    return figures(cache(without))[0]


def test_countries_that_no_weight_was_learned_from_stay_above_their_floor(held_out: dict[str, Figures]) -> None:
    found = total(held_out, (c for c in held_out if c not in HOME))
    assert found.f1 >= 0.92
    assert found.precision >= 0.965
    assert found.recall_at_5 >= 0.965
    assert found.near_accepted <= 11
    assert found.several_complete >= 40


@pytest.mark.parametrize("country", HOME)
def test_the_two_countries_labelled_first_stay_above_their_floor(held_out: dict[str, Figures], country: str) -> None:
    assert held_out[country].f1 >= 0.94
    assert held_out[country].precision >= 0.98
    assert held_out[country].recall_at_5 >= 0.97
    assert held_out[country].near_accepted <= 2


def test_every_country_by_itself_is_linked_with_few_errors(held_out: dict[str, Figures]) -> None:
    assert {c: round(f.f1, 3) for c, f in held_out.items() if f.f1 < 0.70} == {}
    assert {c: round(f.precision, 3) for c, f in held_out.items() if f.precision < 0.90} == {}


@pytest.mark.parametrize(
    ("name", "f1", "precision", "near"),
    [
        ("blind", 0.81, 0.88, 9),
        ("blind_second", 0.81, 0.87, 9),
        ("blind_third", 0.79, 0.91, 6),
    ],
)
def test_countries_whose_labels_nobody_looked_at_stay_above_their_floor(
    name: str, f1: float, precision: float, near: int
) -> None:
    units, superiors = read_registry(HERE / f"{name}_registry.csv")
    queries = read_queries(HERE / f"{name}_queries.csv")
    readings = link({query.mention for query in queries}, units, superiors=superiors)
    found = evaluate(queries, {reading.mention: reading for reading in readings})
    assert found.f1 >= f1
    assert found.precision >= precision
    assert found.recall_at_5 >= 0.93
    assert found.near_accepted <= near


@pytest.mark.parametrize("country", ["CMR", "GTM", "KEN"])
def test_a_registry_that_lacks_the_unit_tempts_to_few_claims(country: str) -> None:
    asked, claimed = lacking(country, weights())
    assert asked > 40
    assert claimed <= 0.12 * asked


def test_learning_twice_gives_the_same_weights() -> None:
    some = [c for c in cases() if c.country == "SLV"]
    assert learn(some, weights("prior.csv")) == learn(some, weights("prior.csv"))


def test_learning_from_all_labels_gives_the_shipped_weights() -> None:
    used, shipped = learn(cases(), weights("prior.csv")), weights()
    assert used.values == pytest.approx(shipped.values, abs=0.01)
    assert (used.base, *used.first, *used.rest) == pytest.approx(
        (shipped.base, *shipped.first, *shipped.rest), abs=0.01
    )
