"""Items that say the same in other words, order or language, taken together before anything is compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from vetting.link.institutions import Institution, meaning
from vetting.names import normalize, words
from vetting.registry.mentions import Item
from vetting.registry.plain_words import LIGHT

_Key = tuple[object, ...]
_STAFF: Institution = ("staff", "armed_forces")
_HEADQUARTERS: Institution = ("headquarters", "armed_forces")
#: Functions that sources use for each other.
_ALIKE = {"special_operations": "special_forces", "special_intervention": "intervention"}
#: What a service does by its nature: an air force academy is an aviation academy.
_NATURE = {"air_force": {"aviation"}, "police": {"public_security"}}


@dataclass(frozen=True)
class Profile:
    """Items whose parsed parts are equal, in a fixed order; ``lead`` is the one that is compared for all.

    What the lead says is worked out once: every pair of the country asks for it.
    """

    items: tuple[Item, ...]

    @cached_property
    def lead(self) -> Item:
        """The item in the plainest cell."""
        return self.items[0]

    @cached_property
    def functions(self) -> frozenset[str]:
        """What it does, as ``functions_of``."""
        return functions_of(self.lead)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Its own names, as ``names_of``."""
        return names_of(self.lead)

    @cached_property
    def institution(self) -> Institution | None:
        """The service, staff or ministry that it is, as ``institution_of``."""
        return institution_of(self.lead)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the lead's text."""
        return frozenset(words(self.lead.text))


def functions_of(item: Item) -> frozenset[str]:
    """What the unit does, without plain words, in one word for what sources use for each other."""
    natural = {f for b in item.branches for f in _NATURE.get(b, ())}
    return frozenset(_ALIKE.get(f, f) for f in item.name.functions) - LIGHT - natural


def names_of(item: Item) -> tuple[str, ...]:
    """The words of the name that the lexicon does not hold: names, places, acronyms."""
    return tuple(dict.fromkeys(w for w in (*item.name.residue, *item.name.honorifics) if len(w) > 1))


def institution_of(item: Item) -> Institution | None:
    """The service, staff or ministry that the words are and no more."""
    if any(n != item.country for n in item.name.nationality):
        return None
    found = meaning(item.name)
    return _HEADQUARTERS if found == _STAFF and _is_headquarters(item) else found


def _is_headquarters(item: Item) -> bool:
    """Of the armed forces: not their general or joint staff, which stands beside it or under it."""
    return not item.name.supreme and set(item.name.branches) == {"armed_forces"}


def _key(item: Item) -> _Key:
    institution = institution_of(item)
    if institution:
        return institution
    name = item.name
    return (
        name.numbers, name.section, name.echelon, frozenset(name.echelons), item.branches, functions_of(item),
        frozenset(names_of(item)), frozenset(n for n in name.nationality if n != item.country),
    )  # fmt: skip


def _plainness(item: Item) -> tuple[object, ...]:
    return (len(item.cell), item.cell, item.start)


def profiles_of(items: Iterable[Item]) -> tuple[Profile, ...]:
    """The profiles of one country's unit items, in an order that does not depend on that of the items."""
    groups: dict[_Key, list[Item]] = defaultdict(list)
    for item in items:
        groups[_key(item)].append(item)
    found = [Profile(tuple(sorted(group, key=_plainness))) for group in groups.values()]
    return tuple(sorted(found, key=lambda p: (normalize(p.lead.text), p.lead.cell, p.lead.start)))
