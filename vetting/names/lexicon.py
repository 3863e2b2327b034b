"""The words of the trade, from ``vetting/lexicon/*.csv``: a phrase table and the near-misspellings of its words."""

from __future__ import annotations

import csv
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import DamerauLevenshtein

#: File → the prefix its canonical values get; files without a prefix write it in the value.
_PREFIX = {
    "abbreviations": "", "echelons": "echelon:", "branches": "branch:", "functions": "function:", "ordinals": "number:",
    "persons": "person:", "words": "word:", "outsiders": "outsider:", "nations": "nation:",
    "names": "name:",
}  # fmt: skip

Concepts = tuple[tuple[str, str], ...]
Local = tuple[dict[str, Concepts], dict[str, int]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``phrases`` maps a normalized phrase to its (kind, value) concepts; ``longest`` its first word to a length.

    ``second``: the words that may follow a first word, so that most phrases need not be tried.
    """

    phrases: dict[str, Concepts]
    longest: dict[str, int]
    deletions: dict[str, tuple[str, ...]]
    second: dict[str, frozenset[str]]


def rows(name: str) -> list[dict[str, str]]:
    text = files("vetting.lexicon").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _concepts(prefix: str, canonical: str) -> Concepts:
    pairs = (f"{prefix}{part}" for part in canonical.split(" ")) if not prefix else (f"{prefix}{canonical}",)
    return tuple((kind, value) for kind, _, value in (p.partition(":") for p in pairs))


def concepts_of_form(canonical: str) -> Concepts:
    """The (kind, value) pairs that a file without a prefix of its own writes: ``echelon:base branch:air_force``."""
    return _concepts("", canonical)


def _deletes(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


#: The shortest word that is mended: below it another word is too often one letter away.
_MENDABLE = 6
#: Up to this length an abbreviation is not mended: the next letter makes another one.
_ACRONYM = 7
#: Shorter words that are mended all the same, so often are they printed (Grop, Forse, Navey).
_CORE = frozenset(
    {
        "army",
        "navy",
        "naval",
        "armed",
        "force",
        "group",
        "corps",
        "squad",
        "staff",
        "grupo",
        "armee",
        "wing",
        "guard",
        "coast",
        "guards",
        "forces",
    }
)


@cache
def lexicon() -> Lexicon:
    """All phrases; a form listed in two files keeps the more specific one (the order of ``_PREFIX``)."""
    phrases: dict[str, Concepts] = {}
    for name, prefix in _PREFIX.items():
        for row in rows(name):
            phrases.setdefault(row["form"], _concepts(prefix, row["canonical"]))
    unmended = {r["form"] for r in rows("abbreviations") if len(r["form"]) <= _ACRONYM}  # SOLCOM is no misspelt SOCCOM
    longest: dict[str, int] = {}
    deletions: dict[str, set[str]] = {}
    for phrase in phrases:
        parts = phrase.split(" ")
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
        if len(parts) == 1 and phrase in unmended:
            continue
        for word in parts:
            nation = len(word) == _MENDABLE - 1 and len(parts) == 1 and phrases[phrase][0][0] == "nation"
            if len(word) >= _MENDABLE or word in _CORE or nation:
                for short in (word, *_deletes(word)):
                    deletions.setdefault(short, set()).add(word)
    second: dict[str, set[str]] = {}
    for first, follows in (phrase.split(" ")[:2] for phrase in phrases if " " in phrase):
        second.setdefault(first, set()).add(follows)
    return Lexicon(
        phrases, longest, {k: tuple(sorted(v)) for k, v in deletions.items()},
        {first: frozenset(follows) for first, follows in second.items()},
    )  # fmt: skip


@cache
def country_codes(country: str) -> frozenset[str]:
    """Two- and three-letter codes that the training report prints for ``country`` (HO for Honduras), in lower case."""
    if not country:
        return frozenset()
    return _codes().get(country, frozenset()) | {country.lower()}


@cache
def _codes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows("codes"):
        found.setdefault(row["canonical"], set()).add(row["form"])
    return {country: frozenset(forms) for country, forms in found.items()}


@cache
def local_phrases(country: str) -> Local:
    """What the forces of ``country`` are called there (``forces.csv``: UPDF, TNI AD), and each first word's longest."""
    held = _forces().get(country, {})
    longest: dict[str, int] = {}
    for form in held:
        parts = form.split(" ")
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    return held, longest


@cache
def _forces() -> dict[str, dict[str, Concepts]]:
    found: dict[str, dict[str, Concepts]] = {}
    for row in rows("forces"):
        found.setdefault(row["country"], {})[row["form"]] = concepts_of_form(row["canonical"])
    return found


@cache
def _expansions() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, list[str]]] = {}
    for row in rows("acronyms"):
        if row["use"] == "yes":
            found.setdefault(row["country"], {}).setdefault(row["form"], []).append(row["expansion"])
    return {country: {form: longs[0] for form, longs in held.items()} for country, held in found.items()}


def expansion(acronym: str, country: str) -> str:
    """What ``acronym`` (lower case) was printed beside in cells of ``country``, or ``""``.

    Source: ``acronyms.csv``, mined from the training report by ``vetting.link.mine``; the most printed of several.
    """
    return _expansions().get(country, {}).get(acronym, "")


@cache
def mend(word: str) -> str:
    """The lexicon word that ``word`` misspells, or ``""``.

    One slip (a letter more, less, other or swapped) is allowed in words of six letters or more, two in words of nine
    or more, never on the first letter; of two equally near words none is taken.
    """
    if len(word) < _MENDABLE - 2 or not word.isalpha():
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


@cache
def complete(before: str, start: str) -> str:
    """The word that ``start`` begins, after the word ``before``, or ``""``: all that fit must mean the same.

    A phrase of both words is tried first (air fo → force), then single kinds of body and services of four letters on.
    """
    if start in lexicon().phrases:
        return ""
    pairs = {p.split(" ")[1]: c for p, c in _beginning(f"{before} {start}") if p.count(" ") == 1}
    if len(set(pairs.values())) == 1:
        return min(pairs)
    kinds = ("echelon", "branch", "function")
    within = _beginning(start) if len(start) >= 3 else []
    single = {p: c for p, c in within if c[0][0] in kinds and " " not in p}
    return min(single) if len(set(single.values())) == 1 else ""


def _beginning(start: str) -> list[tuple[str, Concepts]]:
    """The phrases that begin with ``start``, in order."""
    ordered = _ordered()
    at = bisect_left(ordered, start)
    found = []
    while at < len(ordered) and ordered[at].startswith(start):
        found.append((ordered[at], lexicon().phrases[ordered[at]]))
        at += 1
    return found


#: Languages whose words no cut-off word is completed to: places are (Kati is no katiba).
_UNCUT = frozenset({"ar", "ru", "id", "fil"})


@cache
def _ordered() -> tuple[str, ...]:
    foreign = _far_phrases()
    return tuple(sorted(phrase for phrase in lexicon().phrases if phrase not in foreign))


@cache
def _far_phrases() -> frozenset[str]:
    return frozenset(row["form"] for name in _PREFIX for row in rows(name) if row["language"] in _UNCUT)


@cache
def far_words() -> frozenset[str]:
    """Words that only phrases of languages far from most have: a name elsewhere is near many (Sultan, selatan)."""
    near = {word for phrase in _ordered() for word in phrase.split(" ")}
    return frozenset(word for phrase in _far_phrases() for word in phrase.split(" ") if word not in near)
