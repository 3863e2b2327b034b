"""The third blind set holds together.

A failure shows ids, never a string of the set: whoever reads it may work on the matcher.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.test_gold_labels import KINDS, NIL
from vetting import countries

GOLD = Path(__file__).parent / "gold"


def _rows(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def units() -> dict[str, tuple[str, str]]:
    """Id → country, parent."""
    rows = _rows("blind_third_registry.csv")
    found = {row["unit_id"]: (row["country_iso3"], row["parent_id"]) for row in rows}
    assert len(found) == len(rows)
    return found


@pytest.fixture(scope="module")
def labels() -> dict[str, tuple[str, str, list[str]]]:
    """Id of the query → country, kind, expected ids."""
    rows = _rows("blind_third_queries.csv")
    found = {
        row["query_id"]: (
            row["country_iso3"],
            row["kind"],
            [unit.strip() for unit in row["expected_unit_ids"].split(";") if unit.strip()],
        )
        for row in rows
    }
    assert len(found) == len(rows)
    return found


def test_the_columns_are_those_of_the_first_set() -> None:
    for kind in ("registry", "queries"):
        columns, first = (list(_rows(f"{name}{kind}.csv")[0]) for name in ("blind_third_", ""))
        assert columns == first


def test_a_parent_is_a_unit_of_the_same_country_and_no_unit_stands_above_itself(
    units: dict[str, tuple[str, str]],
) -> None:
    wrong = []
    for unit, (country, parent) in units.items():
        above = [unit]
        while parent and parent not in above and units.get(parent, ("",))[0] == country:
            above.append(parent)
            parent = units[parent][1]
        if parent:
            wrong.append(unit)
    assert wrong == []


def test_every_expected_unit_is_registered_for_the_country_of_the_query(
    units: dict[str, tuple[str, str]], labels: dict[str, tuple[str, str, list[str]]]
) -> None:
    assert [q for q, (country, _, ids) in labels.items() for i in ids if units.get(i, ("",))[0] != country] == []
    assert [q for q, (_, _, ids) in labels.items() if len(set(ids)) < len(ids)] == []


def test_a_query_names_no_unit_exactly_when_its_kind_says_so(labels: dict[str, tuple[str, str, list[str]]]) -> None:
    assert {kind for _, kind, _ in labels.values()} <= KINDS
    assert [q for q, (_, kind, ids) in labels.items() if (kind in NIL) == bool(ids)] == []
    assert [q for q, (_, kind, ids) in labels.items() if len(ids) > 1 and kind != "multi-unit"] == []


def test_no_query_is_asked_twice_or_is_blank() -> None:
    rows = _rows("blind_third_queries.csv")
    times = Counter((row["country_iso3"], row["text"]) for row in rows)
    bad = [
        row["query_id"]
        for row in rows
        if not row["text"].strip() or int(row["count"]) < 1 or times[row["country_iso3"], row["text"]] > 1
    ]
    assert bad == []


def test_no_country_of_the_set_is_one_that_is_learned_from() -> None:
    learned = {row["country_iso3"] for name in ("registry.csv", "others_registry.csv") for row in _rows(name)}
    learned |= {countries.code(row["country"]) for row in _rows("clusters.csv")}
    found = {row["country_iso3"] for row in _rows("blind_third_registry.csv")}
    assert found == {row["country_iso3"] for row in _rows("blind_third_queries.csv")}
    assert len(found) == 8
    assert found & learned == set()
