"""A unit's name says the same in English, Spanish, French and Portuguese, whichever words it is rendered by.

The names are composed from the vocabulary of armed forces and police in general, not taken from labels: the tables show
where the lexicon's languages part. What they part in is counted, and the count may only grow smaller.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from vetting.link.features import near_echelons
from vetting.names import ParsedName, parse

HERE = Path(__file__).parent
#: Words that one language adds where another leaves them out.
_OFTEN_LEFT_OUT = {"national", "military", "general"}


def rows(name: str) -> list[list[str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))[1:]


def says(name: ParsedName) -> tuple[object, ...]:
    return set(name.branches), set(name.functions) - _OFTEN_LEFT_OUT, name.residue, name.outsider


def same(one: str, other: str) -> bool:
    mine, theirs = parse(one), parse(other)
    near = mine.echelon == theirs.echelon or near_echelons(mine.echelon, theirs.echelon)
    return near and says(mine) == says(theirs) and not theirs.residue


def in_four_languages() -> Iterator[tuple[str, str]]:
    for english, *others in rows("names_in_four_languages.csv"):
        yield from ((english, other) for other in others)


def rendered() -> Iterator[tuple[str, str]]:
    yield from ((name, rendering) for name, rendering in rows("names_rendered.csv"))


@pytest.mark.parametrize(
    ("pairs", "least"), [(in_four_languages(), 0.95), (rendered(), 0.88)], ids=["four languages", "renderings"]
)
def test_a_name_says_the_same_in_every_language(pairs: Iterable[tuple[str, str]], least: float) -> None:
    found = [(one, other, same(one, other)) for one, other in pairs]
    parted = [f"{one} ~ {other}" for one, other, alike in found if not alike]
    assert 1 - len(parted) / len(found) >= least, "\n".join(parted)


def test_every_row_is_there_once_and_names_a_body_that_the_lexicon_knows() -> None:
    first = [row[0] for row in rows("names_in_four_languages.csv")]
    assert len(first) == len(set(first)) > 250
    assert all(len(row) == 4 and all(row) for row in rows("names_in_four_languages.csv"))
    assert [name for name in first if parse(name).residue] == []
