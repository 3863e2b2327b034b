"""A printed cell → the cell respelt: its misprinted words as the units of the country and the trade write them.

The words of the country's own units are the best dictionary there is, the lexicon the next. A word that either holds is
never touched, nor is a figure but a 0 or 1 inside a word, and nothing is mended to a number. Where two words are as
near, none is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from vetting.names import fold
from vetting.names.compounds import compound
from vetting.names.lexicon import Concepts, country_codes, lexicon, local_phrases, rows
from vetting.names.parse import roman

#: A word: letters, with those that an encoding broke (UTF-8 read as Latin-1, ``Ej?rcito``) and the figures 0 and 1
#: where they stand for O and l or I (``Batta1ion``, ``1nfantry``, ``Nationa1``).
_TOKEN = re.compile(
    r"(?:[ÃÂ][\x80-\xbf]|[^\W\d_]|\b[01](?=[^\W\d_]{5}))"
    r"(?:[ÃÂ][\x80-\xbf]|[^\W\d_]|(?<=[^\W\d_])\?(?=[^\W\d_])|(?<=[^\W\d_])[01](?=[^\W\d_])|(?<=[^\W\d_]{5})[01]\b)*"
)
_BROKEN = re.compile(r"[ÃÂ][\x80-\xbf]")
#: What the figures 0 and 1 are read for, the likelier first.
_MISREAD = (str.maketrans("01", "ol"), str.maketrans("01", "oi"))
_FIGURE = re.compile("[01]")
#: Letters taken for others by their look: a word is compared by what is left when they are made one.
_LOOKS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("v", "u"), ("l", "i"))
_DOUBLED = re.compile(r"(.)\1+")

#: The shortest word that is mended at all, and from which on any one letter, and any two, may be wrong.
_SHORTEST, _ONE, _TWO = 4, 6, 8
#: The shortest word of the trade, a few apart, that letters in another order or doubled are read as: joint, coast.
_TELLING = 5
#: The shortest words that may be run together without a space, and their length together.
_PART, _TOGETHER = 4, 7
#: Short words that may be run together with a longer one: ``ofForeign``, ``AirForce``.
_LINKS = frozenset({"of", "de", "the", "del", "air", "for", "and", "des", "du", "la", "do", "da"})
#: The shortest word that is put together again, and the shortest beginning of a word that the cell cuts off.
_WHOLE, _BEGUN = 7, 5
#: Up to this length a word in capitals in a cell that is not may be an acronym of its own.
_ACRONYM = 7
#: What letters swapped, doubled or misread count as, and how much it counts that a word fits its neighbor: in slips.
_SURE, _FITS = 0.5, 0.6
#: How far a word of the trade is that no unit's name holds in any language: fewer slips lead to it (Cabrera, Carrera).
_STRANGE = 0.7
#: What may stand between the halves of a word.
_GAPS = (" ", "-", "- ")
_CAMEL = re.compile("[a-z]{4}[A-Z][a-z]{3}")
#: Kinds of word that nothing is mended to: another figure is another unit, another name another body.
_NEVER = frozenset({"number", "name", "nation", "word"})


@dataclass(slots=True)
class Spelling:
    """The words by which cells of a country are read: those of its units (``own``) and those of the trade.

    ``targets`` are those that a slip may be mended to, in order; ``pairs`` stand side by side in the units' names;
    ``meant``: what the units' words mean, so that a translation of one is likelier than another word.
    """

    own: frozenset[str]
    codes: frozenset[str]
    acronyms: Container[str]
    targets: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    meant: frozenset[Concepts]
    _wanted: frozenset[str] = frozenset()
    _by_first: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _by_rest: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _by_looks: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _right: dict[tuple[str, str, str, bool], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._wanted = frozenset(self.targets)
        for word in self.targets:
            self._by_first[word[0]].append(word)
            self._by_rest[word[1:]].append(word)
            self._by_looks[_looks(word)].append(word)

    def holds(self, word: str) -> bool:
        """Whether ``word`` is one of the country or the trade: then it is right as it is."""
        return word in self.own or word in _trade() or word in self.codes

    def is_whole(self, both: str) -> bool:
        """Whether two words printed apart are one."""
        return len(both) >= _WHOLE and both in self._wanted

    def beside(self, one: str, other: str) -> bool:
        """Whether two words are known to stand side by side."""
        return (one, other) in self.pairs or (one, other) in _trade_pairs()

    def right(self, word: str, before: str, after: str, *, last: bool) -> str:
        """``word`` (folded) as it should be, two words where a space was lost, ``""`` where nothing is sure.

        ``before`` and ``after`` are its neighbors; ``last``: it ends the cell, so its own end may be cut off.
        """
        key = (word, before, after, last)
        found = self._right.get(key)
        if found is None:
            found = self._apart(word) or (self._begun(word) if last else "") or self._near(word, before, after)
            self._right[key] = found
        return found

    def _apart(self, word: str) -> str:
        """The two words that ``word`` runs together."""
        found = []
        for at in range(2, len(word) - 1) if len(word) >= _TOGETHER else ():
            one, other = word[:at], word[at:]
            if all(self.holds(w) and (len(w) >= _PART or w in _LINKS) for w in (one, other)):
                found.append(f"{one} {other}")
        return found[0] if len(found) == 1 else ""

    def _near(self, word: str, before: str, after: str) -> str:
        """The one word nearest to ``word``: what fits its neighbors first, then words of the units."""
        allowed = 0 if len(word) < _ONE else 1 if len(word) < _TWO else 2
        near = dict.fromkeys((*self._by_looks.get(_looks(word), ()), *self._by_rest.get(word[1:], ())))
        near |= dict.fromkeys(w for w, _, _ in process.extract(
            word, self._by_first.get(word[0], ()), scorer=OSA.distance, score_cutoff=max(allowed, 1), limit=None
        ))  # fmt: skip
        ranked: list[tuple[float, str]] = []
        for other in near:
            apart = _SURE if _is_sure(word, other) else float(OSA.distance(word, other))
            fits = self.beside(before, other) or self.beside(other, after)
            strange = self._strangeness(other)
            if apart <= max(fits, _SURE, allowed if strange < _STRANGE else other[0] == word[0] and allowed - 1):
                ranked.append((apart + strange - _FITS * fits, other))
        ranked.sort()
        if not ranked or any(value == ranked[0][0] and not _same(w, ranked[0][1]) for value, w in ranked[1:]):
            return ""
        return ranked[0][1]

    def _strangeness(self, word: str) -> float:
        """How far a word is from those of the units: a translation of one is near, another word of the trade is far."""
        if word in self.own:
            return 0.0
        return 0.1 if lexicon().phrases.get(word) in self.meant else _STRANGE

    def _begun(self, word: str) -> str:
        """The word that ``word`` begins: one that means the same as all that it may begin, units' words first."""
        if len(word) < _BEGUN:
            return ""
        at, found = bisect_left(self.targets, word), []
        while at < len(self.targets) and self.targets[at].startswith(word):
            found.append(self.targets[at])
            at += 1
        found = [w for w in found if w in self.own] or found
        return found[0] if found and all(_same(found[0], w) for w in found) else ""


def _is_sure(one: str, other: str) -> bool:
    """Whether two words differ by letters swapped, doubled or taken for others of their look only."""
    if len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 2:
        return OSA.distance(one, other) == 1
    return _looks(one) == _looks(other)


@cache
def _looks(word: str) -> str:
    for printed, seen in _LOOKS:
        word = word.replace(printed, seen)
    return _DOUBLED.sub(r"\1", word)


def _same(one: str, other: str) -> bool:
    phrases = lexicon().phrases
    return phrases.get(one, one) == phrases.get(other, other)


@cache
def _trade() -> frozenset[str]:
    """Every word of the lexicon's phrases."""
    return frozenset(word for phrase in lexicon().phrases for word in phrase.split(" "))


@cache
def _trade_pairs() -> frozenset[tuple[str, str]]:
    """The words that stand side by side in phrases of the lexicon."""
    return frozenset(pair for phrase in lexicon().phrases for pair in pairwise(phrase.split(" ")))


@cache
def _mended_to() -> frozenset[str]:
    """The words of the lexicon that a slip is mended to: no abbreviations, numbers, names or countries."""
    phrases, spelt = lexicon().phrases, lexicon().deletions
    alone = {p: c[0][0] for p, c in phrases.items() if " " not in p}
    short = {row["form"] for row in rows("abbreviations")}
    return frozenset(
        w for w in _trade()
        if (w in spelt or (len(w) >= _TELLING and w not in short)) and alone.get(w, "") not in _NEVER
    )  # fmt: skip


def spelling_of(country: str, texts: Iterable[str], acronyms: Container[str] = ()) -> Spelling:
    """The spelling of a country whose units bear the names ``texts``, and ``acronyms``."""
    own: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    targets = set(_mended_to())
    for text in texts:
        shouted = text.isupper() and " " in text
        printed = _TOKEN.findall(text)
        said = [fold(word) for word in printed]
        own.update(said)
        pairs.update(pairwise(said))
        targets.update(
            word for word, as_printed in zip(said, printed, strict=True)
            if shouted or not as_printed.isupper() or len(word) > _ACRONYM
        )  # fmt: skip
    phrases = lexicon().phrases
    targets.update(p for p, c in phrases.items() if c == (("nation", country),) and " " not in p)
    kept = sorted(w for w in targets if len(w) >= _SHORTEST and not _is_number(w))
    codes = country_codes(country) | {w for p in local_phrases(country)[0] for w in p.split(" ")}
    meant = frozenset(phrases[w] for w in own if w in phrases)
    return Spelling(frozenset(own), frozenset(codes), acronyms, tuple(kept), frozenset(pairs), meant)


def _is_number(word: str) -> bool:
    concepts = lexicon().phrases.get(word)
    return bool(roman(word)) or (concepts is not None and concepts[0][0] == "number")


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


def respelt(text: str, spelling: Spelling) -> Respelt:
    """``text`` with its misprinted words respelt, spaces lost or gained among them."""
    tokens = list(_TOKEN.finditer(text))
    out: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    done = size = at = 0
    while at < len(tokens):
        last, right = _mended(text, tokens, at, spelling)
        if right:
            start, end = tokens[at].start(), tokens[last].end()
            made = _like(right, text[start:end])
            out += (text[done:start], made)
            size += start - done + len(made)
            pieces.append((size - len(made), size, start, end))
            done = end
        at = last + 1
    return Respelt("".join((*out, text[done:])), tuple(pieces)) if pieces else Respelt(text)


def _mended(text: str, tokens: Sequence[re.Match[str]], at: int, spelling: Spelling) -> tuple[int, str]:
    """The last token that is read together with the one ``at``, and what they should be, ``""`` if they are right."""
    printed = tokens[at].group()
    if _FIGURE.search(printed):
        return at, _without_figures(printed, spelling)
    word = _plain(printed)
    following = _plain(tokens[at + 1].group()) if at + 1 < len(tokens) else ""
    if following and text[tokens[at].end() : tokens[at + 1].start()] in _GAPS:
        parted = not (spelling.holds(word) and spelling.holds(following)) and min(len(word), len(following)) > 1
        if parted and not _is_number(word) and spelling.is_whole(word + following):
            return at + 1, word + following
    if len(word) < _SHORTEST or spelling.holds(word) or word in spelling.acronyms or compound(word):
        return at, (word if word != fold(printed) and spelling.holds(word) else "")
    if printed.isupper() and len(printed) <= _ACRONYM and (not text.isupper() or len(tokens) == 1):
        return at, ""
    before = _plain(tokens[at - 1].group()) if at else ""
    right = spelling.right(word, before, following, last=bool(at) and tokens[at].end() == len(text.rstrip()))
    if " " in right and _CAMEL.search(printed) and (following in _LINKS or len(_CAMEL.findall(text)) > 1):
        return at, ""  # "DefenseMinistry of" is where a list goes on
    return at, right


def _without_figures(printed: str, spelling: Spelling) -> str:
    """The known word that ``printed`` is but for a 0 or 1 in it."""
    read = (_plain(printed.translate(table)) for table in _MISREAD)
    return next((w for w in read if len(w) >= _PART and w in _trade() | spelling.own and not _is_number(w)), "")


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
