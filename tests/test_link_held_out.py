"""The weights carry over: learned without a country, they still link it."""

from __future__ import annotations

import pytest

from tests.gold.evaluate import split_figures
from tests.gold.scoring import HERE
from vetting.link.judgement import weights
from vetting.link.learn import Case, claims, cluster_cases, learn, query_cases


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [*query_cases(HERE), *cluster_cases(HERE)]


@pytest.mark.parametrize("country", ["HND", "SLV"])
def test_weights_learned_without_a_country_link_it_with_few_errors(cases: list[Case], country: str) -> None:
    used = learn([c for c in cases if c.country != country], weights("prior.csv"))
    found = claims([c for c in cases if c.country == country], used)
    assert found["right"] / (found["right"] + found["wrong"]) >= 0.97
    assert found["right"] / found["naming"] >= 0.88


def test_learning_twice_gives_the_same_weights(cases: list[Case]) -> None:
    some = [c for c in cases if c.country == "SLV"]
    assert learn(some, weights("prior.csv")) == learn(some, weights("prior.csv"))


def test_learning_from_all_labels_gives_the_shipped_weights(cases: list[Case]) -> None:
    used = learn(cases, weights("prior.csv"))
    assert used.values == pytest.approx(weights().values, abs=0.01)
    assert used.base == pytest.approx(weights().base, abs=0.01)


def test_countries_kept_aside_stay_above_their_floor() -> None:
    figures = split_figures("held_out")
    assert figures.f1 >= 0.78
    assert figures.precision >= 0.87
    assert figures.recall_at_5 >= 0.91
    assert figures.near_accepted <= 12
