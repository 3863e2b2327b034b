"""A printed cell → the cell respelt: its misprinted words as the units of the country and the trade write them.

A figure is never touched but a 0 or 1 inside a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vetting.link.spelling import ACRONYM, LINKS, SHORTEST, TOKEN, Spelling, is_number, trade
from vetting.names import fold
from vetting.names.compounds import compound

_BROKEN = re.compile(r"[ÃÂ][\x80-\xbf]")
#: What the figures 0 and 1 are read for, the likelier first.
_MISREAD = (str.maketrans("01", "ol"), str.maketrans("01", "oi"))
_FIGURE = re.compile("[01]")
#: The shortest word that a figure inside it is read away from.
_PART = 4
#: What may stand between the halves of a word.
_GAPS = (" ", "-", "- ")
#: Where a second word begins inside one: behind small letters, or behind capitals before a word of some letters.
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})")
_CAMEL = re.compile("[a-z]{4}[A-Z][a-z]{3}")


@dataclass(frozen=True, slots=True)
class Respelt:
    """A cell as it should have been printed: ``pieces`` are (start there, end there, start, end as printed)."""

    text: str
    pieces: tuple[tuple[int, int, int, int], ...] = ()

    def printed(self, at: int) -> int:
        """The place in the printed cell of place ``at`` of ``text``."""
        moved = 0
        for start, end, first, last in self.pieces:
            if at <= start:
                break
            if at < end:
                return min(first + at - start, last)
            moved = last - end
        return at + moved


def misprints(text: str, spelling: Spelling) -> tuple[tuple[str, str], ...]:
    """The misprinted words of ``text``, each as printed and as it is read; accents and case are no misprints."""
    right = respelt(text, spelling)
    pairs = [(text[first:last], right.text[start:end]) for start, end, first, last in right.pieces]
    return tuple(dict.fromkeys(pair for pair in pairs if fold(pair[0]) != fold(pair[1])))


def respelt(text: str, spelling: Spelling) -> Respelt:
    """``text`` with its misprinted words respelt, spaces lost or gained among them."""
    tokens = list(TOKEN.finditer(text))
    out: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    done = size = at = 0
    before = ""
    while at < len(tokens):
        last, right = _mended(text, tokens, at, spelling, before)
        if right:
            start, end = tokens[at].start(), tokens[last].end()
            made = _like(right, text[start:end])
            out += (text[done:start], made)
            size += start - done + len(made)
            pieces.append((size - len(made), size, start, end))
            done = end
        before = fold(right).rpartition(" ")[2] if right else _plain(tokens[last].group())
        at = last + 1
    return Respelt("".join((*out, text[done:])), tuple(pieces)) if pieces else Respelt(text)


def _mended(text: str, tokens: Sequence[re.Match[str]], at: int, spelling: Spelling, before: str) -> tuple[int, str]:
    """The last token that is read together with the one ``at``, and what they should be, ``""`` if they are right.

    ``before``: the word before it, as it is read.
    """
    printed = tokens[at].group()
    if _FIGURE.search(printed):
        return at, _without_figures(printed, spelling)
    word = _plain(printed)
    following = _plain(tokens[at + 1].group()) if at + 1 < len(tokens) else ""
    gap = text[tokens[at].end() : tokens[at + 1].start()] if following else ""
    if gap in _GAPS and not (spelling.holds(word) and spelling.holds(following)) and not is_number(word):
        if min(len(word), len(following)) > 1 and spelling.is_whole(word + following, hyphened=gap == "-"):
            return at + 1, word + following
        if gap == " " and not spelling.holds(following) and (moved := spelling.shifted(word, following)):
            return at + 1, moved
    if spelling.holds(word) or word in spelling.acronyms or compound(word):
        return at, (word if word != fold(printed) and spelling.holds(word) and len(word) >= SHORTEST else "")
    if len(word) < SHORTEST:
        return at, spelling.short(word, before, following)
    if printed.isupper() and len(printed) <= ACRONYM and (right := spelling.turned(word)):
        return at, right
    return at, _near(text, tokens, at, spelling, word, before, following)


def _near(
    text: str, tokens: Sequence[re.Match[str]], at: int, spelling: Spelling, word: str, before: str, following: str
) -> str:
    """The word or words that an unknown ``word`` of four letters or more should be, ``""`` where nothing is sure."""
    printed = tokens[at].group()
    if printed.isupper() and len(printed) <= ACRONYM and len(tokens) == 1:
        return ""
    shy = printed.isupper() and len(printed) <= ACRONYM and not text.isupper()
    last = bool(at) and tokens[at].end() == len(text.rstrip())
    right = spelling.right(word, before, following, last=last, shy=shy) or _unjoined(printed, spelling)
    if " " in right and _CAMEL.search(printed) and (following in LINKS or len(_CAMEL.findall(text)) > 1):
        return ""  # "DefenseMinistry of" is where a list goes on
    return right


def _unjoined(printed: str, spelling: Spelling) -> str:
    """The two known words that a capital inside ``printed`` parts: HQIntell, HNDArmy."""
    parts = [_plain(part) for part in _SEAM.split(printed)]
    known = len(parts) == 2 and min(map(len, parts)) > 1 and all(spelling.holds(p) for p in parts)
    return " ".join(parts) if known else ""


def _without_figures(printed: str, spelling: Spelling) -> str:
    """The known word that ``printed`` is but for a 0 or 1 in it."""
    read = (_plain(printed.translate(table)) for table in _MISREAD)
    return next((w for w in read if len(w) >= _PART and w in trade() | spelling.own and not is_number(w)), "")


def _plain(printed: str) -> str:
    """The folded letters of a printed word, what an encoding broke made good where that is sure."""
    if not printed.isascii():
        printed = _BROKEN.sub(_unbroken, printed)
    return fold(printed.replace("?", "e"))


def _unbroken(match: re.Match[str]) -> str:
    try:
        return match.group().encode("latin-1").decode()
    except UnicodeError:
        return match.group()


def _like(word: str, printed: str) -> str:
    if printed.isupper():
        return word.upper()
    return word.capitalize() if printed[:1].isupper() else word
