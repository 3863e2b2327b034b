"""The name and id of a cluster: derived from what its members say, not from the order in which they came."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from vetting.link.institutions import meaning
from vetting.names import normalize
from vetting.registry.mentions import Item

_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
#: A word in capitals of no more letters may be an acronym.
_LETTERS = 6
#: Longest id part: names printed with half a sentence behind them stay readable.
_LONGEST = 60


#: What tells a name's sense from others: numbers, kind of body, functions, other words.
_Sense = tuple[tuple[int, ...], str, tuple[str, ...], tuple[str, ...]]


def _sense(item: Item) -> _Sense:
    name = item.name
    return name.numbers, name.echelon, tuple(sorted(name.functions)), name.residue


def _weight(sense: _Sense) -> int:
    """A name that tells more is the better name of two printed equally often."""
    return 1 + sum(1 for part in sense if part)


def name_of(items: Sequence[Item], counts: Counter[str]) -> str:
    """The printed form of what the members mostly say, with number and kind where any says them.

    Not in capitals where another form is at hand.
    """
    forms = Counter[str]()
    senses = Counter[_Sense]()
    of: dict[str, _Sense] = {}
    plain = [i for i in items if i.printed in i.text or i.name.roles] or items  # not an acronym read in full
    for item in plain:
        text = item.text if item.name.roles else item.printed
        printed = max(counts[item.cell], 1)
        forms[text] += printed
        senses[_sense(item)] += printed
        of[text] = _sense(item)
    numbered, kind = any(s[0] for s in senses), any(s[1] for s in senses)
    full = [s for s in senses if bool(s[0]) == numbered and bool(s[1]) == kind] or list(senses)
    best = min(full, key=lambda s: (-senses[s] * _weight(s), s))
    said = [t for t in forms if of[t] == best] or list(forms)
    spelled = Counter[str]()
    for text in said:
        spelled[normalize(text)] += forms[text]
    return min(said, key=lambda t: (-spelled[normalize(t)], t.isupper() or t.islower(), -forms[t], len(t), t))


def force_name_of(items: Sequence[Item], counts: Counter[str]) -> str:
    """What a whole force is mostly printed as: in words rather than letters, and by nothing but its service."""
    plain = [i for i in items if meaning(i.name)] or items
    spelled, forms = Counter[str](), Counter[str]()
    for item in plain:
        forms[item.printed] += max(counts[item.cell], 1)
        spelled[normalize(item.printed)] += max(counts[item.cell], 1)
    worded = [t for t in forms if not (t.isupper() and " " not in t and len(t) <= _LETTERS)] or list(forms)
    return min(worded, key=lambda t: (-spelled[normalize(t)], t.isupper() or t.islower(), -forms[t], len(t), t))


def ids_of(country: str, names: Iterable[str], kind: str = "") -> list[str]:
    """One id per name, country and name in small letters; equal ones are told apart by a count in sorted order."""
    seen = Counter[str]()
    out = []
    for name in names:
        slug = _NOT_IN_ID.sub("-", normalize(name))[:_LONGEST].strip("-") or "unnamed"
        base = f"{country.lower() or 'xxx'}-{kind}{slug}"
        seen[base] += 1
        out.append(base if seen[base] == 1 else f"{base}~{seen[base]}")
    return out
