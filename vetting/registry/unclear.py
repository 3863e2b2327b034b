"""Names that may be any of several fuller ones: they are none of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Protocol

from vetting.registry.conflicts import Stated, conflict
from vetting.registry.profiles import Profile

#: Log-odds at which two fuller names are two units.
_APART = -6.0


class Compared(Protocol):
    """The pairs of a country's profiles, and what each profile states."""

    stated: list[Stated]

    def near(self, at: int) -> list[int]:
        """The profiles that share most with profile ``at``."""

    def logit(self, one: int, other: int) -> float:
        """The log-odds that the two are one unit."""

    def spelt_out(self, one: int, other: int) -> float:
        """How surely one of the two is an acronym of the other."""


def unclear(profiles: Sequence[Profile], pairs: Compared) -> Iterator[tuple[int, int]]:
    """Pairs of a name and a fuller one, where a second fuller one is another unit.

    "2nd Brigade" is none of the 2nd Marine Brigade and the 2nd Military Police Brigade, "Intervention Battalion" none
    of the 1st and the 4th, "Logistics Command" none of the army's and the air force's.
    """
    for at, profile in enumerate(profiles):
        if not profile.lead.name.echelon or profile.institution:
            continue
        near = [other for other in pairs.near(at) if not pairs.spelt_out(at, other)]
        fuller = [other for other in near if _fuller(at, other, profiles, pairs)]
        if any(_apart(a, b, pairs) for a, b in combinations(fuller, 2)):
            yield from ((min(at, other), max(at, other)) for other in fuller)


def _apart(one: int, other: int, pairs: Compared) -> bool:
    return bool(conflict(pairs.stated[one], pairs.stated[other])) or pairs.logit(one, other) <= _APART


def _fuller(at: int, other: int, profiles: Sequence[Profile], pairs: Compared) -> bool:
    """Whether the second profile is of the kind of the first, says all that it says of work and service, and more."""
    vague, full = profiles[at], profiles[other]
    a, b = vague.lead, full.lead
    if a.name.echelon != b.name.echelon or not vague.functions <= full.functions:
        return False
    if not a.branches <= b.branches | full.functions or conflict(pairs.stated[at], pairs.stated[other]):
        return False
    work = vague.functions < full.functions
    if a.name.numbers:
        return a.name.numbers == b.name.numbers and work
    mine, theirs = set(vague.names), set(full.names)
    return mine <= theirs and bool(b.name.numbers or work or a.branches < b.branches or mine < theirs)
