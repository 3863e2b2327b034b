"""Cells of 67 countries with list signs: each body that they name is one head, and only the lowest of a chain is."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from vetting import countries
from vetting.names import split

LABELLED = Path(__file__).parent / "gold" / "lists.csv"


@dataclass(frozen=True)
class Cell:
    country: str
    text: str
    bodies: list[list[str]]
    errors_read: bool


def cells() -> list[Cell]:
    with LABELLED.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [Cell(r["country_iso3"], r["text"], chains(r["bodies"]), r["errors_read"] == "yes") for r in rows]


def chains(bodies: str) -> list[list[str]]:
    return [body.split(" < ") for body in bodies.split(" | ")]


def placed(cell: Cell) -> list[tuple[int, int, int, int]]:
    """(start, end, body, place in its chain) of every labelled stretch, the longest found first."""
    taken: list[tuple[int, int, int, int]] = []
    labels = [(said, body, at) for body, chain in enumerate(cell.bodies) for at, said in enumerate(chain)]
    for said, body, at in sorted(labels, key=lambda one: (-len(one[0]), one[1:])):
        start = cell.text.find(said)
        while any(a < start + len(said) and start < b for a, b, _, _ in taken):
            start = cell.text.find(said, start + 1)
        assert start >= 0, (cell.text, said)
        taken.append((start, start + len(said), body, at))
    return taken


def is_read_right(cell: Cell) -> bool:
    """Whether each labelled body holds one head, and no head stands outside of them or in two."""
    spans, found = placed(cell), [0] * len(cell.bodies)
    for segment in split(cell.text, cell.country):
        if segment.role in ("head", "outsider"):
            bodies = {body for start, end, body, _ in spans if start < segment.end and segment.start < end}
            if len(bodies) != 1:
                return False
            found[bodies.pop()] += 1
    return all(count == 1 for count in found)


def share_right(chosen: list[Cell]) -> float:
    return sum(map(is_read_right, chosen)) / len(chosen)


def test_labels_stand_in_their_cells_and_countries_are_codes() -> None:
    for cell in cells():
        assert cell.country in countries.codes()
        assert len(placed(cell)) == sum(map(len, cell.bodies))


@pytest.mark.parametrize(("errors_read", "several", "one"), [(True, 0.80, 0.84), (False, 0.72, 0.83)])
def test_cells_with_list_signs_are_read_with_the_bodies_they_name(
    errors_read: bool, several: float, one: float
) -> None:
    chosen = [cell for cell in cells() if cell.errors_read == errors_read]
    assert share_right([cell for cell in chosen if len(cell.bodies) > 1]) >= several
    assert share_right([cell for cell in chosen if len(cell.bodies) == 1]) >= one
