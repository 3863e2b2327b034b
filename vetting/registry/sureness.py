"""How sure a cluster is, and why: its least sure member, the evidence on it, and the cluster that is most like it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vetting.link.judgement import probability
from vetting.registry.conflicts import Stated, conflict, together
from vetting.registry.pairs import Pairs

#: Pieces of evidence told of a cluster: as many for and as many against.
_TOLD = 3
#: A rival is told of from this probability on that it is the same unit. A design choice.
RIVAL = 0.05


@dataclass(frozen=True, slots=True)
class Sureness:
    """``together``: the probability that the least sure member is the unit of the others (1.0: all say the same).

    ``rival`` is the place of the other cluster that is most like it, -1 where none is near, and ``same`` the
    probability that both are one unit. ``reasons`` are (feature, points in log-odds) on the least sure member and the
    one of the others that it is most like, the weightiest first, for and against.
    """

    together: float = 1.0
    rival: int = -1
    same: float = 0.0
    reasons: tuple[tuple[str, float], ...] = ()

    @property
    def whole(self) -> float:
        """The probability that the cluster is one unit and no part of another cluster's."""
        return self.together * (1.0 - self.same)


def surenesses(groups: Sequence[Sequence[int]], pairs: Pairs) -> list[Sureness]:
    """The sureness of each group of the country's profiles."""
    home = {at: place for place, group in enumerate(groups) for at in group}
    facts = [_stated(pairs, group) for group in groups]
    return [_sureness(place, groups, home, facts, pairs) for place in range(len(groups))]


def _stated(pairs: Pairs, group: Sequence[int]) -> Stated:
    found = pairs.stated[group[0]]
    for at in group[1:]:
        found = together(found, pairs.stated[at])
    return found


def _sureness(
    place: int, groups: Sequence[Sequence[int]], home: Mapping[int, int], facts: Sequence[Stated], pairs: Pairs
) -> Sureness:  # fmt: skip
    group = groups[place]
    rival, same = _rival(place, groups, home, facts, pairs)
    if len(group) < 2:
        return Sureness(1.0, rival, same)
    sure = {at: pairs.belonging(at, group) for at in group}
    least = min(group, key=lambda at: (sure[at], at))
    nearest = max((at for at in group if at != least), key=lambda at: (pairs.logit(least, at), -at))
    points = pairs.points(least, nearest)
    told = [
        p for sign in (1, -1) for p in sorted(points, key=lambda p: (-sign * p[1], p[0]))[:_TOLD] if sign * p[1] > 0
    ]
    return Sureness(sure[least], rival, same, tuple(told))


def _rival(
    place: int, groups: Sequence[Sequence[int]], home: Mapping[int, int], facts: Sequence[Stated], pairs: Pairs
) -> tuple[int, float]:  # fmt: skip
    """The near group that no conflict keeps apart and whose pairs with this one are likeliest, on average."""
    group = groups[place]
    near = sorted({home[other] for at in group for other in pairs.near(at)} - {place})
    best, most = -1, RIVAL
    for other in near:
        if conflict(facts[place], facts[other]):
            continue
        logits = [pairs.logit(a, b) for a in group for b in groups[other]]
        chance = probability(sum(logits) / len(logits))
        if chance > most:
            best, most = other, chance
    return (best, most) if best >= 0 else (-1, 0.0)
