"""Names that are one but for small words, plurals and the vowels of names: ``Marina del Guerra``, Marina de Guerra."""

from __future__ import annotations

from collections.abc import Iterable

from vetting.names import words
from vetting.names.acronyms import LINKS
from vetting.names.lexicon import lexicon
from vetting.names.slips import skeleton

#: The fewest words of a name that is known by them, and the fewest consonants by which a word is known.
_WORDS, _CONSONANTS = 2, 4
#: The shortest word that may be a plural.
_PLURAL = 4


def wording(text: str) -> str:
    """What names have alike that are one but for small words, plurals and vowels of names; ``""`` for a lone word.

    >>> wording("Marina del Guerra") == wording("La Marina de Guerra"), wording("Guards") == wording("Guard")
    (True, True)
    """
    said = [_bare(word) for word in words(text) if not _is_small(word)]
    return " ".join(said) if len(said) >= _WORDS else ""


def _is_small(word: str) -> bool:
    """Whether a word only links others: a letter may tell companies apart, and ``sur`` is the south too."""
    return len(word) > 1 and word in LINKS and lexicon().phrases.get(word) == _LINKING


#: What the lexicon says of words that say nothing.
_LINKING = (("word", "stop"),)


def _bare(word: str) -> str:
    """A word without its plural; one that means nothing in the trade without its vowels: a commando is no command."""
    one = word[:-1] if len(word) >= _PLURAL and word[-1] == "s" else word
    spine = skeleton(one)
    return one if len(spine) < _CONSONANTS or {word, one} & lexicon().phrases.keys() else spine


def by_wording(names: Iterable[tuple[int, str]]) -> dict[str, str]:
    """Wording → the name of the one unit that is worded so; ``names`` are (unit, name)."""
    found: dict[str, tuple[int, str]] = {}
    shared: set[str] = set()
    for unit, name in names:
        said = wording(name)
        if found.setdefault(said, (unit, name))[0] != unit:
            shared.add(said)
    return {said: name for said, (_, name) in found.items() if said and said not in shared}
