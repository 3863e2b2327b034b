"""Places printed behind a unit that were read as units of their own, or as its acronym: Bogota, RABAT."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from vetting.names import normalize
from vetting.registry.mentions import Item

#: A word that stands beside units this many times as often as by itself is a place, though it stood alone once.
_MOSTLY_BESIDE = 8
#: Letters that stand beside so many kinds of unit, or beside two numbers, are the acronym of none.
_SEVERAL = 4


def without_places(items: Sequence[Item]) -> list[Item]:
    """The items of one country, those that other cells print as a place beside a unit naming nobody.

    A place is printed beside units, in small letters at least once (acronyms never are), and hardly ever as a cell of
    its own.
    """
    beside: Counter[str] = Counter()
    spelled: set[str] = set()
    for item in items:
        for text in item.around:
            beside[normalize(text)] += 1
            if not text.isupper():
                spelled.add(normalize(text))
    bare = {at: normalize(item.text) for at, item in enumerate(items) if _is_bare(item)}
    times = Counter(bare.values())
    spelled |= {text for at, text in bare.items() if not items[at].printed.isupper()}
    alone = {text for at, text in bare.items() if items[at].cell.strip() == items[at].printed}
    places = {
        text
        for text, n in times.items()
        if text in spelled and beside[text] and (text not in alone or beside[text] >= _MOSTLY_BESIDE * n)
    }
    return [
        replace(item, status="none") if item.start and bare.get(at) in places else item for at, item in enumerate(items)
    ]


def without_shared_letters(items: Sequence[Item]) -> list[Item]:
    """The items of one country without "acronyms" that stand beside many units: RABAT, in capitals."""
    beside: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for item in items:
        for text in item.short:
            beside[normalize(text)].add((item.name.echelon, item.name.numbers, item.name.functions, item.branches))
    shared = {
        text for text, kinds in beside.items() if len(kinds) >= _SEVERAL or len({k[1] for k in kinds if k[1]}) > 1
    }
    return [_without_short(item, shared) if item.short else item for item in items]


def _without_short(item: Item, shared: set[str]) -> Item:
    kept = tuple(s for s in item.short if normalize(s) not in shared)
    if kept == item.short:
        return item
    return replace(item, short=kept, around=(*item.around, *(s for s in item.short if s not in kept)))


def _is_bare(item: Item) -> bool:
    """Whether an item has words of its own and nothing else: no kind, number, work or service."""
    name = item.name
    said = name.echelon or name.numbers or name.functions or name.branches or name.section or name.honorifics
    return item.status == "unit" and bool(name.residue) and not said
