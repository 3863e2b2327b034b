"""What the acronyms of a country's cells stand for, learned from the cells themselves: BIMOT 13, 24 BIA, 41st AR."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from vetting.names import parse, words
from vetting.names.lexicon import lexicon
from vetting.names.parse import SERVICES
from vetting.registry.mentions import ARMS, Item

Concept = tuple[str, str]
_SPELLING = frozenset({"echelon", "function", "branch"})
#: Words that an acronym may leave out or add, and the letters that then stand for them.
_FREE: dict[Concept, frozenset[str]] = {
    ("function", "military"): frozenset({"m"}), ("function", "national"): frozenset({"n"}),
    ("function", "royal"): frozenset({"r"}), ("function", "general"): frozenset({"g"}),
    ("branch", "armed_forces"): frozenset({"fa", "ffaa", "af", "faa"}), ("branch", "army"): frozenset({"e", "a"}),
    ("branch", "joint"): frozenset({"c", "j", "i"}),
}  # fmt: skip
#: How much more a bracket says than letters that fit.
_BRACKET = 3
#: Shorter entries of the lexicon are abbreviations, whose letters begin nothing.
_WORD = 4


@dataclass(frozen=True, slots=True)
class _Meaning:
    """The kind, functions and services that an acronym stands for."""

    echelon: str
    functions: frozenset[str]
    branches: frozenset[str]


@cache
def _beginnings(*, syllables: bool) -> dict[Concept, frozenset[str]]:
    """For each concept the letters that may stand for it: initials of its phrases and, with ``syllables``, the first

    two or three letters of its words.
    """
    found: dict[Concept, set[str]] = defaultdict(set)
    phrases = lexicon().phrases
    for phrase, concepts in phrases.items():
        if len(concepts) != 1 or concepts[0][0] not in _SPELLING:
            continue
        kind, value = concepts[0]
        concept = (kind, value.removeprefix("general_"))
        said = phrase.split(" ")
        content = [w for w in said if phrases.get(w, (("", ""),))[0] != ("word", "stop")] or said
        if min(map(len, content)) < _WORD:
            continue  # an abbreviation itself
        found[concept].update(("".join(w[0] for w in said), "".join(w[0] for w in content)))
        if len(said) == 1 and syllables:
            found[concept].update(phrase[:size] for size in (2, 3))
    return {concept: frozenset(forms) for concept, forms in found.items()}


def spells(token: str, needed: frozenset[Concept], *, syllables: bool = True) -> bool:
    """Whether the letters of ``token`` are beginnings of every needed concept, in any order, and of nothing else.

    Plain words (military, national) may be spelled too or left out.
    """
    if len(token) < len(needed) or not needed:
        return False
    return _fits(token, 0, needed, frozenset(_FREE) - needed, _beginnings(syllables=syllables))


def _fits(
    token: str, at: int, left: frozenset[Concept], spare: frozenset[Concept], table: dict[Concept, frozenset[str]]
) -> bool:  # fmt: skip
    if at == len(token):
        return not left
    for concept in sorted(left):
        for form in sorted(table.get(concept, ())):
            if token.startswith(form, at) and _fits(token, at + len(form), left - {concept}, spare, table):
                return True
    return any(
        token.startswith(form, at) and _fits(token, at + len(form), left, spare - {concept}, table)
        for concept in sorted(spare)
        for form in sorted(_FREE[concept])
    )


def _meaning(item: Item) -> _Meaning | None:
    name = item.name
    if not name.echelon or name.residue or name.honorifics or name.section:
        return None
    return _Meaning(name.echelon, frozenset(name.functions), frozenset(name.branches) | item.branches)


def _needed(meaning: _Meaning) -> frozenset[Concept]:
    own = {("echelon", meaning.echelon), *(("function", f) for f in meaning.functions)} - set(_FREE)
    if not meaning.functions:
        own |= {("branch", b) for b in meaning.branches if ("branch", b) not in _FREE}
    return frozenset(own)


def _token(item: Item) -> str:
    """The acronym that is all the item says besides its number and service, or ``""``."""
    name = item.name
    bare = not (name.echelon or name.functions or name.section or name.honorifics)
    if item.status != "unit" or not bare or len(name.residue) != 1 or len(name.numbers) > 1:
        return ""
    token = name.residue[0]
    return token if 2 <= len(token) <= 8 and token.isascii() else ""


def expanded(items: Sequence[Item]) -> list[Item]:
    """The items of one country, those that are an acronym (with a number) in the words it stands for there."""
    meanings = _learned(items)
    return [_expand(item, meanings) for item in items]


def _expand(item: Item, meanings: dict[tuple[str, bool], tuple[_Meaning, str]]) -> Item:
    token = _token(item)
    found = meanings.get((token, bool(item.name.numbers))) if token else None
    if found is None:
        return item
    meaning, long = found
    services = meaning.branches & SERVICES or frozenset(ARMS[f] for f in meaning.functions if f in ARMS)
    if item.branches and services and not item.branches & services:
        return item
    text = " ".join((*map(str, item.name.numbers), long))
    return replace(
        item, text=text, name=parse(text, item.country), branches=item.branches or meaning.branches & SERVICES,
        short=(*item.short, " ".join((token, *map(str, item.name.numbers)))),
    )  # fmt: skip


def _learned(items: Iterable[Item]) -> dict[tuple[str, bool], tuple[_Meaning, str]]:
    """(acronym, with a number) → what it stands for and the long name without its number."""
    long: dict[tuple[int, ...], list[tuple[_Meaning, Item]]] = defaultdict(list)
    asked: dict[tuple[str, bool], set[tuple[int, ...]]] = defaultdict(set)
    votes: dict[tuple[str, bool], dict[_Meaning, int]] = defaultdict(lambda: defaultdict(int))
    texts: dict[_Meaning, set[str]] = defaultdict(set)
    for item in items:
        meaning = _meaning(item)
        if meaning:
            long[item.name.numbers].append((meaning, item))
            for token in _brackets(item):
                votes[token, bool(item.name.numbers)][meaning] += _BRACKET
                texts[meaning].add(_unnumbered(item))
        if token := _token(item):
            asked[token, bool(item.name.numbers)].add(item.name.numbers)
    for (token, numbered), numbers in sorted(asked.items()):
        for number in sorted(numbers) if numbered else ():
            for meaning, item in dict(long.get(number, ())).items():
                if spells(token, _needed(meaning)):
                    votes[token, numbered][meaning] += 1
                    texts[meaning].add(_unnumbered(item))
    out = {}
    for key, found in sorted(votes.items()):
        sure = {m: n for m, n in found.items() if n > 1 or spells(key[0], _needed(m), syllables=False)}
        ranked = sorted(sure.items(), key=lambda f: -f[1])
        if key in asked and ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            out[key] = (ranked[0][0], min(texts[ranked[0][0]], key=lambda t: (len(t), t)))
    return out


def _brackets(item: Item) -> set[str]:
    return {t for s in item.short for t in parse(s, item.country).residue if 2 <= len(t) <= 8}


def _unnumbered(item: Item) -> str:
    numbers = set(item.name.numbers)
    kept = [w for w in words(item.text) if not (w.isdecimal() and int(w) in numbers)]
    bare = parse(" ".join(kept), item.country)
    if not bare.numbers:
        return " ".join(kept)
    phrases = lexicon().phrases
    return " ".join(w for w in kept if phrases.get(w, (("", ""),))[0][0] != "number")
