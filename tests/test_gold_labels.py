"""The labelled names of thirty further countries: ids, countries, kinds, and the printed counts agree."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from vetting import countries

GOLD = Path(__file__).parent / "gold"
NIL = {"generic-nil", "near-miss-nil", "unknown-nil"}
KINDS = NIL | {
    "abbreviation",
    "acronym",
    "base-or-place",
    "case-accent",
    "exact",
    "honorific",
    "multi-unit",
    "ordinal",
    "parent-context",
    "translation",
    "typo",
    "word-order",
}


def _rows(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def units() -> list[dict[str, str]]:
    return _rows("others_registry.csv")


@pytest.fixture(scope="module")
def queries() -> list[dict[str, str]]:
    return _rows("others_queries.csv")


def _expected(query: dict[str, str]) -> list[str]:
    return [unit.strip() for unit in query["expected_unit_ids"].split(";") if unit.strip()]


def test_the_columns_are_those_of_the_first_set() -> None:
    for kind in ("registry", "queries"):
        assert list(_rows(f"others_{kind}.csv")[0]) == list(_rows(f"{kind}.csv")[0])


def test_no_unit_is_written_twice(units: list[dict[str, str]]) -> None:
    assert [i for i, n in Counter(u["unit_id"] for u in units).items() if n > 1] == []
    assert [k for k, n in Counter((u["country_iso3"], u["name"].casefold()) for u in units).items() if n > 1] == []
    assert [u["unit_id"] for u in units if not u["name"].strip() or not u["echelon"] or not u["branch"]] == []


def test_a_parent_is_a_unit_of_the_same_country_and_no_unit_stands_above_itself(units: list[dict[str, str]]) -> None:
    by_id = {u["unit_id"]: u for u in units}
    for unit in units:
        seen = {unit["unit_id"]}
        while parent := unit["parent_id"]:
            assert by_id[parent]["country_iso3"] == unit["country_iso3"]
            assert parent not in seen
            seen.add(parent)
            unit = by_id[parent]


def test_every_expected_unit_is_registered_for_the_country_of_the_query(
    units: list[dict[str, str]], queries: list[dict[str, str]]
) -> None:
    country = {u["unit_id"]: u["country_iso3"] for u in units}
    wrong = [q["query_id"] for q in queries for u in _expected(q) if country.get(u) != q["country_iso3"]]
    assert wrong == []
    assert [q["query_id"] for q in queries if len(set(_expected(q))) < len(_expected(q))] == []


def test_no_query_is_asked_twice_and_none_is_blank(queries: list[dict[str, str]]) -> None:
    assert [i for i, n in Counter(q["query_id"] for q in queries).items() if n > 1] == []
    assert [k for k, n in Counter((q["country_iso3"], q["text"]) for q in queries).items() if n > 1] == []
    assert [q["query_id"] for q in queries if not q["text"].strip() or int(q["count"]) < 1] == []


def test_a_query_names_no_unit_exactly_when_its_kind_says_so(queries: list[dict[str, str]]) -> None:
    assert {q["kind"] for q in queries} <= KINDS
    assert [q["query_id"] for q in queries if (q["kind"] in NIL) == bool(_expected(q))] == []
    assert [q["query_id"] for q in queries if len(_expected(q)) > 1 and q["kind"] != "multi-unit"] == []


def test_every_country_has_units_and_queries_and_none_is_among_the_first_two(
    units: list[dict[str, str]], queries: list[dict[str, str]]
) -> None:
    found = {u["country_iso3"] for u in units}
    assert found == {q["country_iso3"] for q in queries}
    assert len(found) == 30
    assert found & {row["country_iso3"] for row in _rows("registry.csv")} == set()


def test_no_query_stands_among_the_clusters(queries: list[dict[str, str]]) -> None:
    clusters = {(countries.code(row["country"]), row["text"]) for row in _rows("clusters.csv")}
    assert [q["query_id"] for q in queries if (q["country_iso3"], q["text"]) in clusters] == []


def test_the_counts_printed_beside_the_sets_are_true(
    units: list[dict[str, str]], queries: list[dict[str, str]]
) -> None:
    lines = (GOLD / "README.md").read_text(encoding="utf-8").splitlines()
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    start = next(n for n, row in enumerate(table) if row[0] == "kind")
    order = table[start][1:-1]
    assert order == sorted({q["country_iso3"] for q in queries})
    printed = {row[0]: [int(n) for n in row[1:]] for row in table[start + 2 :]}
    kinds = Counter((q["country_iso3"], q["kind"]) for q in queries)
    per_country = Counter(q["country_iso3"] for q in queries)
    true = {kind: [kinds[c, kind] for c in order] for kind in sorted(KINDS)}
    true["**queries**"] = [per_country[c] for c in order]
    true["drawn at random (R)"] = [sum(q["query_id"].startswith(f"{c}-R") for q in queries) for c in order]
    true["naming no unit"] = [sum(q["country_iso3"] == c and not _expected(q) for q in queries) for c in order]
    true["units in registry"] = [sum(u["country_iso3"] == c for u in units) for c in order]
    assert printed == {name: [*numbers, sum(numbers)] for name, numbers in true.items()}
