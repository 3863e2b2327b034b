"""Clusters that say too little to be compared, and yet fit one cluster of the country and no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from vetting.registry.conflicts import Stated, conflict, together
from vetting.registry.grouping import WEAKEST
from vetting.registry.pairs import BOUND, Pairs
from vetting.registry.profiles import Profile

#: Kinds of which a country has one by law or custom; the others must share some work, service or name.
_BARE = frozenset({"", "unit", "staff", "command", "service", "force", "ministry", "secretariat"})


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is compared: the kind of body and its work. Bodies of one kind and work differ in number or name."""

    echelon: str
    functions: frozenset[str]


def _kinds(profiles: Sequence[Profile], group: Sequence[int]) -> set[_Kind]:
    return {_Kind(profiles[i].lead.name.echelon, profiles[i].functions) for i in group}


def fitted(profiles: Sequence[Profile], groups: Sequence[tuple[int, ...]], pairs: Pairs) -> list[tuple[int, ...]]:
    """The groups, those that are less told than the only other group of their kind and work joined with it.

    "Engineer Battalion" is the 1st Engineer Battalion where the country's cells know no other.
    """
    held: list[Stated] = []
    by_kind: dict[_Kind, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        facts = pairs.stated[group[0]]
        for i in group[1:]:
            facts = together(facts, pairs.stated[i])
        held.append(facts)
        for kind in sorted(_kinds(profiles, group), key=lambda k: (k.echelon, sorted(k.functions))):
            by_kind[kind].append(at)
    into = {at: at for at in range(len(groups))}
    for kind, members in sorted(by_kind.items(), key=lambda k: (k[0].echelon, sorted(k[0].functions))):
        if kind.echelon in _BARE or len(members) < 2:
            continue
        for at in members:
            if into[at] != at or not _untold(profiles, groups[at], held[at]):
                continue
            fits = [other for other in members if other != at and not conflict(held[at], held[other])]
            told = kind.functions or held[at].branches
            likely = len(fits) == 1 and _likely(groups[at], groups[fits[0]], pairs)
            if told and likely and into[fits[0]] == fits[0]:
                into[at] = fits[0]
                held[fits[0]] = together(held[at], held[fits[0]])
    merged: dict[int, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        merged[into[at]].extend(group)
    return sorted(tuple(sorted(group)) for group in merged.values())


def _likely(one: Sequence[int], other: Sequence[int], pairs: Pairs) -> bool:
    """Whether some pair of the two is likely enough and none is ruled out."""
    logits = [pairs.logit(a, b) for a in one for b in other]
    return max(logits) >= WEAKEST and min(logits) > -BOUND


def _untold(profiles: Sequence[Profile], group: Sequence[int], facts: Stated) -> bool:
    """Whether nothing tells which one it is: neither number nor section nor name.

    An acronym alone (BIR) may be what all units of that kind are called together.
    """
    told = any(profiles[i].names or profiles[i].lead.name.acronyms for i in group)
    return not (facts.numbers or facts.section or told)
