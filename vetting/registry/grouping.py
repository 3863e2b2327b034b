"""Average-linkage clustering under cannot-link constraints: the same groups whatever the order of the input."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from vetting.registry.conflicts import Stated, conflict, together
from vetting.registry.pairs import Pairs
from vetting.registry.profiles import Profile

#: No two members of a cluster are less alike than this logit: a vague name must not bridge two units.
WEAKEST = -2.0


class _Groups:
    """Clusters in the making, by number; a merge makes a new number and retires two."""

    def __init__(self, profiles: Sequence[Profile], pairs: Pairs, least: float) -> None:
        self.pairs, self.least = pairs, least
        self.members: dict[int, tuple[int, ...]] = {i: (i,) for i in range(len(profiles))}
        self.stated: dict[int, Stated] = dict(enumerate(pairs.stated))
        self.beside: dict[int, set[int]] = {i: set() for i in self.members}
        self.queue: list[tuple[float, int, int]] = []
        for one in range(len(profiles)):
            for other in pairs.near(one):
                self.beside[one].add(other)
                self.beside[other].add(one)
        for one in range(len(profiles)):
            for other in sorted(self.beside[one]):
                if one < other:
                    self._offer(one, other)

    def _offer(self, one: int, other: int) -> None:
        if conflict(self.stated[one], self.stated[other]):
            return
        mine, theirs = self.members[one], self.members[other]
        logits = [self.pairs.logit(a, b) for a in mine for b in theirs]
        mean = sum(logits) / len(logits)
        if mean >= self.least and min(logits) >= WEAKEST:
            heapq.heappush(self.queue, (-mean, one, other))

    def run(self) -> None:
        fresh = len(self.members)
        while self.queue:
            _, one, other = heapq.heappop(self.queue)
            if one not in self.members or other not in self.members:
                continue
            self.members[fresh] = tuple(sorted(self.members.pop(one) + self.members.pop(other)))
            self.stated[fresh] = together(self.stated.pop(one), self.stated.pop(other))
            around = (self.beside.pop(one) | self.beside.pop(other)) - {one, other}
            self.beside[fresh] = around
            for third in sorted(around):
                self.beside[third] -= {one, other}
                self.beside[third].add(fresh)
                self._offer(third, fresh)
            fresh += 1


def grouped(profiles: Sequence[Profile], pairs: Pairs, least: float) -> list[tuple[int, ...]]:
    """Positions of the profiles that are one unit, each group and all groups sorted."""
    groups = _Groups(profiles, pairs, least)
    groups.run()
    return sorted(part for group in groups.members.values() for part in _settled(group, pairs))


def _settled(group: tuple[int, ...], pairs: Pairs) -> list[tuple[int, ...]]:
    """The group without members that, with all of it together, are less likely than not the unit of the others.

    In a country with many strings a group grows step by step, each likely, away from what it began with.
    """
    kept, out = list(group), []
    while len(kept) > 1:
        mean = {a: sum(pairs.logit(a, b) for b in kept if b != a) / (len(kept) - 1) for a in kept}
        least = min(kept, key=lambda a: (mean[a], a))
        if mean[least] >= 0.0:
            break
        kept.remove(least)
        out.append((least,))
    return [*out, tuple(kept)]
