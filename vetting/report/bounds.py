"""How much a page shows before it folds the rest, so that any input gives a page that opens anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

#: Bytes a page may have. The promise is 2 MB; the rest is room for the manifest's lines to grow.
LIMIT = 1_900_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that a page of one size shows.

    ``leads`` in full, ``missions`` per lead, ``evidence`` sentences per rule, leads in ``brief``, ``lines`` of an
    ordinary table, ``records`` in a table or list of countries, characters of one field's ``text``.
    """

    leads: int
    missions: int
    evidence: int
    brief: int
    lines: int
    records: int = 25
    text: int = 600


#: From the widest to the narrowest: the first that fits is used, so the same input always gives the same page.
STEPS = (
    Bounds(leads=60, missions=20, evidence=30, brief=400, lines=60),
    Bounds(leads=40, missions=15, evidence=25, brief=300, lines=50),
    Bounds(leads=24, missions=12, evidence=20, brief=200, lines=40, text=400),
    Bounds(leads=12, missions=10, evidence=12, brief=100, lines=30, text=300),
    Bounds(leads=5, missions=8, evidence=8, brief=50, lines=20, text=200),
    Bounds(leads=2, missions=5, evidence=5, brief=20, lines=10, text=120),
)


@dataclass(frozen=True, slots=True)
class Cut(Generic[T]):
    """The first items of a list and how many more there are."""

    shown: tuple[T, ...]
    more: int


def cut(items: Sequence[T], most: int) -> Cut[T]:
    """At most ``most`` items, the rest counted."""
    return Cut(tuple(items[:most]), max(len(items) - most, 0))
