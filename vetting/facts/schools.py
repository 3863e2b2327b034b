"""What the printed provider and place say of one school: the Western Hemisphere Institute for Security Cooperation."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources

INSTITUTE, FORT, NOTHING, ELSEWHERE = "institute", "fort", "nothing", "elsewhere"

#: Behind a provider the report prints how many of it took part: "… - 0", "… - N/A".
_COUNT_BEHIND = re.compile(r"\s*-\s*(\d+|n/a)$")


def whinsec_student(provider: str, place: str, title: str) -> bool | None:
    """Whether the course was taken at the Institute, as far as the record prints it.

    Yes where its name is the provider or the place. No where a cell names another school, or a place that is not Fort
    Benning. Fort Benning alone may be another school there, and a course that bears the Institute's name but was given
    elsewhere may or may not make its trainees students of it: neither is settled.
    """
    cells = what_a_cell_says(provider), what_a_cell_says(place)
    if INSTITUTE in cells:
        return True
    if ELSEWHERE in cells and not _named(INSTITUTE).search(title.lower()):
        return False
    return None


@cache
def what_a_cell_says(text: str) -> str:
    """``institute``, ``fort``, ``elsewhere`` for any other name, ``nothing`` where it names no school and no place."""
    words = _COUNT_BEHIND.sub("", text.strip().lower())
    for said in (INSTITUTE, FORT):
        if _named(said).search(words):
            return said
    named = any(each.isalpha() for each in words) and words not in _known_words()[NOTHING]
    return ELSEWHERE if named else NOTHING


@cache
def _named(said: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(words) for words in sorted(_known_words()[said])))


@cache
def _known_words() -> dict[str, frozenset[str]]:
    table = resources.files("vetting.facts").joinpath("schools.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    return {said: frozenset(row["words"] for row in rows if row["says"] == said) for said in (INSTITUTE, FORT, NOTHING)}
