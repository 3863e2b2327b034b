"""Pairs of cells of the training report that print one name, one of them misprinted or abbreviated.

A cell printed once or twice that is a frequent cell of its country but for a word or two (a slip in it, the word cut
short, the initials of several) is taken for that cell. Nothing is labelled by hand, and the rule errs now and then: of
pairs whose words are both names nobody knows whether they are one. ``VETTING_DATA`` names the folder of the report.
"""

from __future__ import annotations

import csv
import gzip
import os
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from tests.gold.scoring import HERE, read_registry
from vetting import countries
from vetting.names import parse, split
from vetting.names.acronyms import LINKS
from vetting.names.lexicon import lexicon
from vetting.names.slips import is_part
from vetting.names.text import words

#: A cell is frequent from so many rows on, and another is rare up to so many; the frequent one has so many times more.
FREQUENT, RARE, TIMES = 3, 2, 3
#: The longest cell, in words, and the fewest words that must be the same in both.
LONGEST = 12
#: A word is a slip of one that the whole report prints so many times more often.
COMMONER = 15


@dataclass(frozen=True, slots=True)
class Pair:
    """A rare cell, the frequent one that it is, and how they differ: slip, abbreviation, acronym or space."""

    country: str
    printed: str
    meant: str
    kind: str


def report() -> dict[str, Counter[str]]:
    """Country → its recipient cells, with the number of rows that print each."""
    folder = Path(os.environ["VETTING_DATA"])
    found: dict[str, Counter[str]] = defaultdict(Counter)
    with gzip.open(folder / "data/fmtrpt/fmtrpt_all.tsv.gz", "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            cell = (row["training:recipient_unit"] or "").strip()
            if cell:
                found[countries.code(row["training:country"])][cell] += 1
    del found[""]
    return found


def blind() -> set[str]:
    """The countries whose names nobody reads."""
    return {unit.country for path in HERE.glob("blind_*registry.csv") for unit in read_registry(path)[0]}


def content(text: str) -> tuple[str, ...]:
    """The words and figures of a cell without links."""
    return tuple(w for w in words(text) if w not in LINKS)


def _relation(one: str, other: str, seen: Counter[str]) -> str:
    """How the rare word ``one`` is the frequent word ``other``, ``""`` where it is not."""
    if one.isdecimal() or other.isdecimal() or len(one) < 2 or len(other) < 4 or other not in seen:
        return ""
    phrases = lexicon().phrases
    if one in phrases and other in phrases and phrases[one] != phrases[other]:
        return ""
    if len(one) <= len(other) - 3 and one[0] == other[0] and is_part(one, other):
        return "abbreviation"
    far = OSA.distance(one, other)
    common = seen[other] >= COMMONER * seen[one]
    return "slip" if common and len(one) >= 3 and far <= max(1, len(other) // 3) else ""


def kinds(rare: Sequence[str], frequent: Sequence[str], seen: Counter[str]) -> set[str]:
    """How two cells differ; nothing where they differ otherwise."""
    found: set[str] = set()
    for tag, a, b, c, d in SequenceMatcher(None, rare, frequent, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        mine, theirs = rare[a:b], frequent[c:d]
        if "".join(mine) == "".join(theirs):
            found.add("space")
        elif len(mine) == 1 and len(theirs) > 1 and mine[0] == "".join(w[0] for w in theirs):
            found.add("acronym")
        elif len(mine) == len(theirs) and (said := {_relation(x, y, seen) for x, y in zip(mine, theirs, strict=True)}):
            found |= said
        else:
            return set()
    return set() if "" in found else found


def pairs_of(country: str, cells: Counter[str], seen: Counter[str]) -> list[Pair]:
    """The rare cells of ``country`` that are a frequent one."""
    said = {cell: content(cell) for cell in cells}
    often = [c for c in sorted(cells) if cells[c] >= FREQUENT and 1 < len(said[c]) <= LONGEST and is_one(c, country)]
    rare = [c for c in sorted(cells) if cells[c] <= RARE and 0 < len(said[c]) <= LONGEST]
    by_figures: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for cell in often:
        by_figures[tuple(w for w in said[cell] if w.isdecimal())].append(cell)
    known = {said[c] for c in often}
    found = []
    for cell in rare:
        if said[cell] in known:
            continue
        beside = by_figures.get(tuple(w for w in said[cell] if w.isdecimal()), [])
        best = _nearest(cell, beside, said, cells, seen)
        if best:
            found.append(Pair(country, cell, *best))
    return found


def _nearest(
    cell: str, beside: Sequence[str], said: Mapping[str, tuple[str, ...]], cells: Counter[str], seen: Counter[str]
) -> tuple[str, str] | None:
    ranked: list[tuple[int, float, str, str]] = []
    mine = said[cell]
    for other in beside:
        if cells[other] < TIMES * cells[cell] or abs(len(said[other]) - len(mine)) > 4:
            continue
        how = kinds(mine, said[other], seen)
        if how:
            ranked.append((len(how), -fuzz.ratio(" ".join(mine), " ".join(said[other])), other, "+".join(sorted(how))))
    ranked.sort()
    return (ranked[0][2], ranked[0][3]) if ranked else None


def is_one(cell: str, country: str) -> bool:
    """Whether a cell names one unit."""
    heads = [s for s in split(cell, country) if s.role == "head"]
    return len(heads) == 1 and parse(heads[0].name, country).level == "unit"
