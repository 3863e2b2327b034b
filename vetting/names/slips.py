"""How far a printed word is from the word meant, in slips: a letter swapped, doubled or misread is half of one."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import OSA

#: Letters taken for others by their look: a word is compared by what is left when they are made one. ``tpo`` is what
#: an encoding makes of the Portuguese ``ção``.
_LOOKS = (("tpo", "cao"), ("rn", "m"), ("vv", "w"), ("cl", "d"), ("v", "u"), ("l", "i"))
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiouy]+")

#: What a sure slip counts as; and one of which only the vowels, or only the order of the letters, are wrong.
SURE, LIKELY = 0.5, 0.75
#: The fewest letters, and the fewest consonants, by which a word is known whatever its vowels.
_SOLID, _CONSONANTS = 6, 3
#: The most letters that may differ where only the vowels, or only the order, are wrong.
_MOST = 2
#: How many letters may be left out of a long word, and the letters that must be left: ``Indepent``.
_MISSING, _LONG = 3, 8
#: The fewest letters that an abbreviation leaves out, and the shortest beginning that stands for a word.
_LEFT_OUT, _CUT = 2, 4


def slips(one: str, other: str) -> float:
    """How many slips lie between two words.

    >>> slips("brigdae", "brigade"), slips("bridage", "brigade"), slips("barnade", "brigade")
    (0.5, 0.75, 2.0)
    """
    if is_sure(one, other):
        return SURE
    apart = OSA.distance(one, other)
    if apart <= _MOST and min(len(one), len(other)) >= _SOLID and one[0] == other[0]:
        if sorted(one) == sorted(other):
            return LIKELY
        mine = skeleton(one)
        if len(mine) >= _CONSONANTS and mine == skeleton(other):
            return LIKELY if apart == 1 else 1.0
    if apart == _MISSING and len(one) >= _LONG and one[0] == other[0] and is_part(one, other):
        return _MOST
    return float(apart)


def is_sure(one: str, other: str) -> bool:
    """Whether two words differ by letters swapped, doubled or taken for others of their look only."""
    same_size = len(one) == len(other)
    swapped = same_size and sum(a != b for a, b in zip(one, other, strict=True)) == 2 and OSA.distance(one, other) == 1
    return swapped or looks(one) == looks(other)


def is_part(short: str, long: str) -> bool:
    """Whether the letters of ``short`` stand in ``long`` in their order: it is ``long`` with letters left out."""
    left = iter(long)
    return all(letter in left for letter in short)


def is_shortened(short: str, long: str) -> bool:
    """Whether ``short`` is the beginning of ``long``, or ``long`` with its vowels and more left out.

    The first letter and the last consonant are kept, and hardly a vowel: with vowels it is a word of its own.

    >>> is_shortened("grnd", "ground"), is_shortened("communic", "communications"), is_shortened("coron", "conversion")
    (True, True, False)
    """
    left_out = len(long) - len(short)
    if left_out < _LEFT_OUT or short[0] != long[0]:
        return False
    if long.startswith(short):
        return len(short) >= _CUT and left_out > _LEFT_OUT
    return is_bare(short) and skeleton(short)[-1] == skeleton(long)[-1] and is_part(short, long)


def is_bare(word: str) -> bool:
    """Whether a word has next to no vowels behind its first letter, as abbreviations have: ``grnd``, ``devpt``."""
    behind = word[1:]
    vowels = sum(letter in "aeiou" for letter in behind)
    return 2 * vowels + 1 < len(behind) or (not vowels and len(behind) > 1)


@cache
def looks(word: str) -> str:
    """``word`` with letters of one look made one: what it looks like."""
    for printed, seen in _LOOKS:
        word = word.replace(printed, seen)
    return _DOUBLED.sub(r"\1", word)


@cache
def skeleton(word: str) -> str:
    """The consonants of ``word``, doubled ones once, behind its first letter: what abbreviations keep."""
    return _DOUBLED.sub(r"\1", word[:1] + _VOWELS.sub("", word[1:]))
