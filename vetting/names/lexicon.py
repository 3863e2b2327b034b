"""The words of the trade, from ``vetting/lexicon/*.csv``: a phrase table and the near-misspellings of its words."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import DamerauLevenshtein

#: File → the prefix its canonical values get; files without a prefix write it in the value.
_PREFIX = {
    "abbreviations": "", "echelons": "echelon:", "branches": "branch:", "functions": "function:", "ordinals": "number:",
    "persons": "person:", "words": "word:", "outsiders": "outsider:", "nations": "nation:",
}  # fmt: skip

Concepts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``phrases`` maps a normalized phrase to its (kind, value) concepts; ``longest`` its first word to a length."""

    phrases: dict[str, Concepts]
    longest: dict[str, int]
    deletions: dict[str, tuple[str, ...]]


def _rows(name: str) -> list[dict[str, str]]:
    text = files("vetting.lexicon").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _concepts(prefix: str, canonical: str) -> Concepts:
    pairs = (f"{prefix}{part}" for part in canonical.split(" ")) if not prefix else (f"{prefix}{canonical}",)
    return tuple((kind, value) for kind, _, value in (p.partition(":") for p in pairs))


def _deletes(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


#: The shortest word that is mended: below it another word is too often one letter away.
_MENDABLE = 6


@cache
def lexicon() -> Lexicon:
    """All phrases; a form listed in two files keeps the more specific one (the order of ``_PREFIX``)."""
    phrases: dict[str, Concepts] = {}
    for name, prefix in _PREFIX.items():
        for row in _rows(name):
            phrases.setdefault(row["form"], _concepts(prefix, row["canonical"]))
    longest: dict[str, int] = {}
    deletions: dict[str, set[str]] = {}
    for phrase in phrases:
        parts = phrase.split(" ")
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
        for word in parts:
            if len(word) >= _MENDABLE:
                for short in (word, *_deletes(word)):
                    deletions.setdefault(short, set()).add(word)
    return Lexicon(phrases, longest, {k: tuple(sorted(v)) for k, v in deletions.items()})


@cache
def country_codes(country: str) -> frozenset[str]:
    """Two- and three-letter codes that the training report prints for ``country`` (HO for Honduras), in lower case."""
    return frozenset(row["form"] for row in _rows("codes") if row["canonical"] == country) | {country.lower()}


@cache
def mend(word: str) -> str:
    """The lexicon word that ``word`` misspells, or ``""``.

    One slip (a letter more, less, other or swapped) is allowed in words of six letters or more, two in words of nine
    or more, never on the first letter; of two equally near words none is taken.
    """
    if len(word) < _MENDABLE - 1 or not word.isalpha():
        return ""
    deletions = lexicon().deletions
    allowed = 2 if len(word) >= 9 else 1
    near = {w for short in (word, *_deletes(word)) for w in deletions.get(short, ()) if w[0] == word[0]}
    scored = sorted((DamerauLevenshtein.distance(word, w), w) for w in near)
    scored = [s for s in scored if s[0] <= allowed]
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0] and not _same(scored[0][1], scored[1][1])):
        return ""
    return scored[0][1]


def _same(one: str, other: str) -> bool:
    phrases = lexicon().phrases
    return phrases.get(one, one) == phrases.get(other, other)
