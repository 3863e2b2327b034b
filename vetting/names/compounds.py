"""Abbreviations made of beginnings of words: BRIFFEE, a brigade of special forces; BING, a battalion of engineers."""

from __future__ import annotations

from functools import cache, lru_cache

from vetting.names.lexicon import Concepts, concepts_of_form, rows
from vetting.names.text import CACHED

#: The shortest and longest word that is taken apart.
_SHORTEST, _LONGEST = 4, 11
#: Behind a head of one letter each part needs this many letters: too many words begin with a B.
_PLAIN = 3


@cache
def _parts(place: str) -> dict[str, Concepts]:
    return {r["part"]: concepts_of_form(r["canonical"]) for r in rows("compounds") if r["place"] == place}


@lru_cache(maxsize=CACHED)
def compound(word: str) -> Concepts:
    """The (kind, value) concepts that ``word`` is made of: a kind of body, one or two of its functions; else none."""
    if not _SHORTEST <= len(word) <= _LONGEST:
        return ()
    heads = _parts("head")
    for size in (4, 3, 2, 1):
        head = heads.get(word[:size]) if len(word) > size else None
        if head is not None:
            rest = _tails(word[size:], _PLAIN if size == 1 else 2, 2)
            if rest:
                return head + rest
    return ()


def _tails(left: str, least: int, number: int) -> Concepts:
    """The concepts of up to ``number`` parts that make up all of ``left``, the longest part first."""
    for size in range(min(len(left), 5), least - 1, -1):
        held = _parts("tail").get(left[:size])
        if held is None:
            continue
        if size == len(left):
            return held
        rest = _tails(left[size:], least, number - 1) if number > 1 else ()
        if rest:
            return held + rest
    return ()
