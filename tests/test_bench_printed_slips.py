"""Which two printed cells are taken for one name, and what is asked of each."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from tests.bench.printed_pairs import FREQUENT, content, kinds, pairs_of
from tests.bench.printed_slips import halves, one_off, otherwise, registry
from vetting.names import parse

SEEN = Counter({"battalion": 900, "infantry": 900, "command": 900, "royal": 300, "training": 300, "center": 300})
NAME = "2nd Royal Infantry Battalion"


@pytest.mark.parametrize(
    ("rare", "said"),
    [
        ("2nd Royal Infantri Battalion", {"slip"}), ("2nd Royal Infantry Btln", {"abbreviation"}),
        ("2nd RIB", {"acronym"}), ("2nd Royal Infantry Batta lion", {"space"}),
        ("2nd Royal Infantri Btln", {"slip", "abbreviation"}), ("3rd Royal Infantry Battalion", set()),
        ("2nd Royal Engineer Battalion", set()), ("2nd Infantry Battalion", set()),
    ],
)  # fmt: skip
def test_two_cells_are_one_name_where_each_word_that_differs_is_a_slip_or_shortened(rare: str, said: set[str]) -> None:
    assert kinds(content(rare), content(NAME), SEEN) == said


def test_a_rare_cell_is_paired_with_a_frequent_one_of_its_numbers() -> None:
    cells = Counter({NAME: 9, "3rd Royal Infantry Battalion": 9, "2nd Royal Infantri Battalion": 1})
    (pair,) = pairs_of("XAA", cells, SEEN)
    assert (pair.printed, pair.meant, pair.kind) == ("2nd Royal Infantri Battalion", NAME, "slip")


def test_the_registry_holds_a_unit_once_in_all_its_frequent_spellings() -> None:
    cells = Counter({NAME: 9, "2nd Royal Inf. Bn": FREQUENT, "Royal Training Center": FREQUENT, "Navy Staff": 1})
    units, at = registry("XAA", cells, {NAME})
    assert {unit.name: unit.aliases for unit in units} == {NAME: ("2nd Royal Inf. Bn",), "Royal Training Center": ()}
    assert at[NAME] == at["2nd Royal Inf. Bn"]


def test_a_name_in_other_words_means_the_same() -> None:
    for seed in range(20):
        said = parse(otherwise("2nd Infantry Battalion Kadesh", random.Random(seed)))
        assert (said.numbers, said.echelon, said.residue) == ((2,), "battalion", ("kadesh",))
        assert "infantry" in said.functions


def test_the_number_one_off_is_another_unit_and_halves_share_no_country() -> None:
    assert one_off("12th Battalion, 3rd Brigade") == "13th Battalion, 3rd Brigade"
    assert one_off("Navy") == ""
    read, unread = halves({"XAA", "XAB", "XAC", "XAD"}, 1)
    assert not read & unread
    assert len(read) == len(unread) == 2
