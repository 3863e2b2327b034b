"""The words by which cells of a country are read, and which of them a misprinted word is.

The words of the country's own units are the best dictionary there is, the lexicon the next. A word that either holds is
never touched, and nothing is mended to a number. Where two words are as near, none is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise, permutations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from vetting.names import fold
from vetting.names.lexicon import Concepts, country_codes, far_words, lexicon, local_phrases, rows
from vetting.names.parse import roman
from vetting.names.slips import SURE, is_part, is_shortened, looks, slips

#: A word: letters, with those that an encoding broke (UTF-8 read as Latin-1, ``Ej?rcito``) and the figures 0 and 1
#: where they stand for O and l or I (``Batta1ion``, ``1nfantry``, ``Nationa1``).
TOKEN = re.compile(
    r"(?:[ÃÂ][\x80-\xbf]|[^\W\d_]|\b[01](?=[^\W\d_]{5}))"
    r"(?:[ÃÂ][\x80-\xbf]|[^\W\d_]|(?<=[^\W\d_])\?(?=[^\W\d_])|(?<=[^\W\d_])[01](?=[^\W\d_])|(?<=[^\W\d_]{5})[01]\b)*"
)
#: The shortest word that is mended at all, and from which on any one letter, and any two, may be wrong.
SHORTEST, _ONE, _TWO = 4, 6, 8
#: The shortest word of the trade, a few apart, that letters in another order or doubled are read as: joint, coast.
_TELLING = 5
#: The shortest words that may be run together without a space, and their length together.
_PART, _TOGETHER = 4, 7
#: Short words that may be run together with a longer one: ``ofForeign``, ``AirForce``.
LINKS = frozenset({"of", "de", "the", "del", "air", "for", "and", "des", "du", "la", "do", "da"})
#: The shortest word that is put together again, and the shortest beginning of a word that the cell cuts off.
_WHOLE, _BEGUN = 7, 5
#: Up to this length a word in capitals in a cell that is not may be an acronym of its own.
ACRONYM = 7
#: How much it counts that a word fits its neighbor: in slips.
_FITS = 0.6
#: How far a word of the trade is that no unit's name holds in any language: fewer slips lead to it (Cabrera, Carrera).
_STRANGE = 0.7
#: Words so often printed that one letter left out of them is seen beside a country or what they go with: Nvy, Amy, Bse.
_CORE = ("army", "navy", "base")
#: Kinds of word that nothing is mended to: another figure is another unit, another name another body.
_NEVER = frozenset({"number", "name", "nation", "word"})


@dataclass(frozen=True, slots=True)
class _Near:
    """A word that may be meant, how many slips away, and whether it stands beside its neighbor in names."""

    word: str
    slips: float
    fits: bool


class Shelves:
    """Words by their first letter, by what follows it, and by their look."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self.by_first: dict[str, list[str]] = defaultdict(list)
        self.by_rest: dict[str, list[str]] = defaultdict(list)
        self.by_looks: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.words):
            self.by_first[word[0]].append(word)
            self.by_rest[word[1:]].append(word)
            self.by_looks[looks(word)].append(word)


@dataclass(slots=True)
class Spelling:
    """The words by which cells of a country are read: those of its units (``own``) and those of the trade.

    ``targets`` are those that a slip may be mended to, in order; ``pairs`` stand side by side in the units' names;
    ``meant``: what the units' words mean, so that a translation of one is likelier than another word; ``said``: the
    words of each name.
    """

    own: frozenset[str]
    codes: frozenset[str]
    acronyms: Container[str]
    targets: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    meant: frozenset[Concepts]
    said: tuple[tuple[str, ...], ...] = ()
    _wanted: frozenset[str] = frozenset()
    _local: Shelves = field(default_factory=lambda: Shelves(()))
    _by_first: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _right: dict[tuple[str, str, str, bool, bool], str] = field(default_factory=dict)
    _together: frozenset[tuple[Concepts, Concepts]] | None = None

    def __post_init__(self) -> None:
        self._wanted = frozenset(self.targets)
        self._local = Shelves(self._wanted - _shelved().words)

    def holds(self, word: str) -> bool:
        """Whether ``word`` is one of the country or the trade: then it is right as it is."""
        return word in self.own or word in trade() or word in self.codes

    def is_whole(self, both: str, *, hyphened: bool = False) -> bool:
        """Whether two words printed apart are one."""
        return len(both) >= _WHOLE - hyphened and both in self._wanted

    def beside(self, one: str, other: str) -> bool:
        """Whether two words are known to stand side by side."""
        return (one, other) in self.pairs or (one, other) in _trade_pairs()

    def right(self, word: str, before: str, after: str, *, last: bool = False, shy: bool = False) -> str:
        """``word`` (folded) as it should be, two words where a space was lost, ``""`` where nothing is sure.

        ``before`` and ``after`` are its neighbors; ``last``: it ends the cell, so its own end may be cut off; ``shy``:
        it may be an acronym of its own, so only what fits a neighbor is taken.
        """
        key = (word, before, after, last, shy)
        found = self._right.get(key)
        if found is None:
            found = self._right[key] = self._likeliest(word, before, after, last, shy)
        return found

    def short(self, word: str, before: str, after: str) -> str:
        """The word of four letters that ``word``, of three, is beside a country or a word that it goes with."""
        found = [w for w in _lacking().get(word, ()) if self._goes_with(w, before, after)]
        return found[0] if len(found) == 1 else ""

    def _goes_with(self, word: str, before: str, after: str) -> bool:
        abroad = lexicon().phrases.get(before, (("", ""),))[0][0] == "nation" or before in self.codes
        return abroad or self.beside(before, word) or self.beside(word, after)

    def turned(self, acronym: str) -> str:
        """The acronym of the units that ``acronym`` is with two letters swapped: SEMRA, SEMAR."""
        if len(acronym) < _TELLING or acronym in self.acronyms:
            return ""
        found = [acronym[:at] + acronym[at + 1] + acronym[at] + acronym[at + 2 :] for at in range(len(acronym) - 1)]
        found = sorted({w for w in found if w != acronym and w in self.own and w in self.acronyms})
        return found[0] if len(found) == 1 else ""

    def shifted(self, word: str, following: str) -> str:
        """Two words as they are when a letter is moved over the space between them: ``O FDEFENSE``.

        A first letter printed twice is no letter of the word before: ``de AArtillería``.
        """
        doubled = following[:1] == following[1:2] and self.holds(word)
        moved = ((word, "") if doubled else (word + following[:1], following[1:]), (word[:-1], word[-1:] + following))
        found = [f"{one} {other}" for one, other in moved
                 if len(one) > 1 and len(other) >= _PART and self.holds(one) and self.holds(other)]  # fmt: skip
        return found[0] if len(found) == 1 else ""

    def _likeliest(self, word: str, before: str, after: str, last: bool, shy: bool) -> str:
        near = self._near(word, before, after)
        if shy:
            return near.word if near and near.fits and near.slips <= 1 and len(word) >= _TELLING else ""
        begun = self._begun(word, before) if last else ""
        if begun and not (near and near.fits and not self.beside(before, begun)):
            return begun
        if near and near.slips <= SURE:
            return near.word
        return self._apart(word) or (near.word if near else self._shortened(word, before, after))

    def _shortened(self, word: str, before: str, after: str) -> str:
        """The word that ``word`` abbreviates, in a way that no list holds: one that goes with its neighbors."""
        found = [w for w in self._beginning(word[0]) if is_shortened(word, w)]
        fitting = [w for w in found if self.beside(before, w) or self.beside(w, after)]
        fitting = fitting or [w for w in found if self._meant_with(w, before, after)]
        fitting = [w for w in fitting if w in self.own] or fitting
        return fitting[0] if fitting and all(_same(fitting[0], w) for w in fitting) else ""

    def _meant_with(self, word: str, *neighbors: str) -> bool:
        """Whether some unit's name means what ``word`` and a neighbor mean, in whatever words and order."""
        phrases = lexicon().phrases
        if word not in phrases:
            return False
        if self._together is None:
            self._together = _meant_together(self.said)
        return any((phrases[word], phrases[other]) in self._together for other in neighbors if other in phrases)

    def _apart(self, word: str) -> str:
        """The two words that ``word`` runs together."""
        found = []
        for at in range(2, len(word) - 1) if len(word) >= _TOGETHER else ():
            one, other = word[:at], word[at:]
            if all(self.holds(w) and (len(w) >= _PART or w in LINKS) for w in (one, other)):
                found.append(f"{one} {other}")
        return found[0] if len(found) == 1 else ""

    def _near(self, word: str, before: str, after: str) -> _Near | None:
        """The one word nearest to ``word``: what fits its neighbors first, then words of the units."""
        ranked: list[tuple[float, str, _Near]] = []
        for other in self._around(word):
            fits = self.beside(before, other) or self.beside(other, after)
            strange = self._strangeness(other)
            apart = slips(word, other)
            if not fits and word[1:] == other[1:] and word[0] != other[0] and other not in lexicon().phrases:
                continue  # Maroua is no Garoua
            allowed = self._allowed(word, other, fits, strange)
            if apart <= allowed or (apart <= _by_meaning(word, other) and self._meant_with(other, before, after)):
                ranked.append((apart + strange - _FITS * fits, other, _Near(other, apart, fits)))
        ranked.sort(key=lambda one: one[:2])
        if not ranked or any(value == ranked[0][0] and not _same(w, ranked[0][1]) for value, w, _ in ranked[1:]):
            return None
        return ranked[0][2]

    def _around(self, word: str) -> Iterable[str]:
        """The words that can be meant by ``word``: those of its look, with its first letter, or but for that one."""
        turned = word[1] + word[0] + word[2:]
        near: dict[str, None] = {}
        seen = looks(word)
        for shelves in (_shelved(), self._local):
            near |= dict.fromkeys((*shelves.by_looks.get(seen, ()), *shelves.by_rest.get(word[1:], ())))
            near |= dict.fromkeys(shelves.by_rest.get(word, ()) if len(word) >= _ONE - 1 else ())
        near |= dict.fromkeys(w for w in (turned, word[1:] if len(word) >= _ONE else "") if w in self._wanted)
        most = 1 if len(word) < _ONE else 2 if len(word) < _TWO else 3
        hits = process.extract(word, self._beginning(word[0]), scorer=OSA.distance, score_cutoff=most, limit=None)
        return near | dict.fromkeys(w for w, _, _ in hits)

    def _beginning(self, letter: str) -> tuple[str, ...]:
        """The words that begin with ``letter``."""
        found = self._by_first.get(letter)
        if found is None:
            both = (_shelved().by_first.get(letter, ()), self._local.by_first.get(letter, ()))
            found = self._by_first[letter] = (*both[0], *both[1])
        return found

    @staticmethod
    def _allowed(word: str, other: str, fits: bool, strange: float) -> float:
        """How many slips may lie between ``word`` and ``other``."""
        same_start = other[0] == word[0]
        by_length = 0 if len(word) < _ONE else 1 if len(word) < _TWO else 2
        if strange >= _STRANGE:
            by_length = by_length - 1 if same_start else 0
        beside = fits + (fits and same_start and len(word) >= _ONE and strange < _STRANGE)
        return max(beside, SURE, by_length)

    def _strangeness(self, word: str) -> float:
        """How far a word is from those of the units: a translation of one is near, another word of the trade is far."""
        if word in self.own:
            return 0.0
        return 0.1 if lexicon().phrases.get(word) in self.meant else _STRANGE

    def _begun(self, word: str, before: str) -> str:
        """The word that ``word`` begins: one that means the same as all that it may begin, units' words first."""
        if len(word) < SHORTEST:
            return ""
        at, found = bisect_left(self.targets, word), []
        while at < len(self.targets) and self.targets[at].startswith(word):
            found.append(self.targets[at])
            at += 1
        fitting = [w for w in found if self.beside(before, w)]
        if len(word) < _BEGUN and not (fitting and all(_same(fitting[0], w) for w in fitting)):
            return ""
        found = fitting or [w for w in found if w in self.own] or found
        return found[0] if found and all(_same(found[0], w) for w in found) else ""


def _same(one: str, other: str) -> bool:
    phrases = lexicon().phrases
    return phrases.get(one, one) == phrases.get(other, other)


#: The shortest word that may be a slip of one that its neighbor's meaning bears out, and of two such slips.
_ONE_MEANT, _TWO_MEANT = 5, 7


def _by_meaning(word: str, other: str) -> float:
    """How many slips may lie between two words of which the second goes by its meaning with a neighbor."""
    shorter = min(len(word), len(other))
    if word[0] != other[0] or shorter < SHORTEST or (len(word) < _ONE_MEANT and not is_part(word, other)):
        return 0
    return 2 if shorter >= _TWO_MEANT else 1


#: Kinds of word that tell a body: what it is, whose, what it does.
_TOLD = frozenset({"echelon", "branch", "function"})


def _meant_together(said: Iterable[tuple[str, ...]]) -> frozenset[tuple[Concepts, Concepts]]:
    """The meanings of every two words of one name."""
    phrases = lexicon().phrases
    found: set[tuple[Concepts, Concepts]] = set()
    for words in said:
        meant = {phrases[w] for w in words if w in phrases and phrases[w][0][0] in _TOLD}
        found.update(permutations(meant, 2))
    return frozenset(found)


@cache
def _lacking() -> dict[str, tuple[str, ...]]:
    """Three letters → the core words that they are with one letter left out."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in _CORE:
        for at in range(1, len(word)):
            found[word[:at] + word[at + 1 :]].append(word)
    return {short: tuple(held) for short, held in found.items()}


@cache
def trade() -> frozenset[str]:
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
        w for w in trade() - far_words()
        if (w in spelt or (len(w) >= _TELLING and w not in short)) and alone.get(w, "") not in _NEVER
    )  # fmt: skip


@cache
def _shelved() -> Shelves:
    """The words of the lexicon that a slip is mended to, which are the same in every country."""
    return Shelves(_wanted(_mended_to()))


def _wanted(words: Iterable[str]) -> Iterator[str]:
    """Those of ``words`` that are long enough to be mended to, and no numbers."""
    return (word for word in words if len(word) >= SHORTEST and not is_number(word))


@cache
def _nations() -> dict[str, frozenset[str]]:
    """Country → the single words that mean it and nothing else."""
    found: dict[str, set[str]] = defaultdict(set)
    for phrase, concepts in lexicon().phrases.items():
        if len(concepts) == 1 and concepts[0][0] == "nation" and " " not in phrase:
            found[concepts[0][1]].add(phrase)
    return {country: frozenset(words) for country, words in found.items()}


def spelling_of(country: str, texts: Iterable[str], acronyms: Container[str] = ()) -> Spelling:
    """The spelling of a country whose units bear the names ``texts``, and ``acronyms``."""
    own: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    targets: set[str] = set()
    names: dict[tuple[str, ...], None] = {}
    for text in texts:
        shouted = text.isupper() and " " in text
        printed = TOKEN.findall(text)
        said = [fold(word) for word in printed]
        own.update(said)
        pairs.update(pairwise(said))
        names[tuple(said)] = None
        targets.update(
            word for word, as_printed in zip(said, printed, strict=True)
            if shouted or not as_printed.isupper() or len(word) > ACRONYM
        )  # fmt: skip
    phrases = lexicon().phrases
    targets |= _nations().get(country, frozenset())
    kept = sorted(_shelved().words.union(_wanted(targets)))
    codes = country_codes(country) | {w for p in local_phrases(country)[0] for w in p.split(" ")}
    meant = frozenset(phrases[w] for w in own if w in phrases)
    return Spelling(frozenset(own), frozenset(codes), acronyms, tuple(kept), frozenset(pairs), meant, tuple(names))


def is_number(word: str) -> bool:
    concepts = lexicon().phrases.get(word)
    return bool(roman(word)) or (concepts is not None and concepts[0][0] == "number")
