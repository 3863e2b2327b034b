"""Acronyms that an official name may be shortened to: initials in several ways, and by syllables."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from vetting.names.lexicon import lexicon
from vetting.names.text import CACHED, words

_QUOTED = re.compile(r"[\"“«][^\"”»]+[\"”»]")
_DOUBLED = {"fuerzas armadas": "ffaa", "fuerza armada": "fa", "forces armees": "fa", "armed forces": "af"}


@cache
def _kind(word: str) -> str:
    concepts = lexicon().phrases.get(word)
    return f"{concepts[0][0]}:{concepts[0][1]}" if concepts else ""


@lru_cache(maxsize=CACHED)
def content_words(name: str) -> tuple[str, ...]:
    """The words of ``name`` without articles, prepositions and figures."""
    return tuple(
        w
        for w in words(name)
        if not w.isdecimal() and w != "para" and _kind(w) not in ("word:stop", "word:number_mark")
    )


#: Words that no acronym needs a letter for; others that say nothing (affairs, republic, civil) may give one: MIA, GNB.
LINKS = frozenset({
    "a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "the", "to", "under", "with", "al",
    "con", "de", "del", "e", "el", "en", "la", "las", "lo", "los", "para", "por", "y", "o", "au", "aux", "dans",
    "des", "du", "et", "l", "le", "les", "par", "pour", "sous", "sur", "un", "une", "ao", "aos", "as", "da", "das",
    "do", "dos", "em", "na", "no", "nas", "nos", "pela", "pelo", "s", "d", "dan",
})  # fmt: skip


@lru_cache(maxsize=CACHED)
def initials(name: str) -> frozenset[str]:
    """Initials of ``name``, from three letters on: with and without prepositions, the number, the country.

    ``Estado Mayor General del Ejército`` → emge, emgde. A plural pair may double (``FFAA``).
    """
    plain = _QUOTED.sub(" ", name)
    if plain != name and len(words(plain)) > 2:
        return initials(plain) | _initials(name)
    return _initials(name)


#: Beginnings of words that count as words of their own: peacekeeping (PK), interarmes (IA), aéroportées (AP).
_FIRST_PARTS = ("inter", "peace", "aero", "anti", "contre", "contra", "counter")


def _parted(word: str) -> tuple[str, ...]:
    """``word`` in the two parts that an acronym may take a letter of each."""
    for first in _FIRST_PARTS:
        if word.startswith(first) and len(word) >= len(first) + 4:
            return (first, word[len(first) :])
    return (word,)


def _initials(name: str) -> frozenset[str]:
    every = [w for w in words(name) if not w.isdecimal()]
    content = content_words(name)
    unlinked = tuple(w for w in every if w not in LINKS)
    found = {"".join([w[0] for w in every])}
    for said in dict.fromkeys((content, unlinked)):
        kinds = [_kind(w).partition(":")[0] for w in said]
        found.add("".join([w[0] for w in said]))
        for left_out in ("number", "nation", "person"):
            if left_out in kinds:
                found.add("".join([w[0] for w, kind in zip(said, kinds, strict=True) if kind != left_out]))
    parted = [part for w in content for part in _parted(w)]
    if len(parted) > len(content):
        found.add("".join([w[0] for w in parted]))
    joined = " ".join(content)
    for pair, short in _DOUBLED.items():
        if pair in joined:
            for doubled in (short, short[0] + short[-1]):
                found.add("".join(w if w == doubled else w[0] for w in joined.replace(pair, doubled).split()))
    return frozenset(f for f in found if 3 <= len(f) <= 10)


@lru_cache(maxsize=CACHED)
def letter_pairs(name: str) -> frozenset[str]:
    """Two-letter initials, which count only beside the unit's number (DM-4, KR 5)."""
    content = [w for w in content_words(_QUOTED.sub(" ", name)) if not _kind(w).startswith("number:")]
    homeless = [w for w in content if not _kind(w).startswith("nation:")]
    bodiless = [w for w in content if not _kind(w).startswith("echelon:")]
    found = {"".join(w[0] for w in ws) for ws in (content, homeless, bodiless)}
    return frozenset(f for f in found if len(f) == 2)


def syllable_words(name: str) -> tuple[str, ...]:
    """The words that a syllabic acronym of ``name`` is made of: all but the country's, empty where too many or few."""
    parts = tuple(w for w in content_words(name) if not _kind(w).startswith("nation:"))
    return parts if 2 <= len(parts) <= 9 else ()


def is_syllabic(acronym: str, parts: tuple[str, ...]) -> bool:
    """Whether ``acronym`` (4 to 12 letters) is made of beginnings of all ``parts`` in order: COSAM, CEOPAZ."""
    if not 4 <= len(acronym) <= 12 or len(parts) > len(acronym):
        return False
    # Each word gives one to five letters: most names fall here, before anything is tried.
    if parts[-1][0] not in acronym[-5:] or (len(parts) > 1 and parts[1][0] not in acronym[1:6]):
        return False
    return _fits(acronym, parts, 0, 0)


def _fits(acronym: str, parts: tuple[str, ...], at: int, word: int) -> bool:
    if word == len(parts):
        return at == len(acronym)
    left = len(acronym) - at
    for size in range(min(5, left, len(parts[word])), 0, -1):
        if acronym[at : at + size] == parts[word][:size] and _fits(acronym, parts, at + size, word + 1):
            return True
    return False
