"""Which name forms of a country are worth comparing with a head: an inverted index weighed by rarity."""

from __future__ import annotations

import heapq

from vetting.link.features import Head
from vetting.link.registry import Registry, keys_of

#: Forms compared per reading; ties at the edge are kept in the order of the registry.
SHORTLIST = 14
#: How much a form loses for what it says beyond the head, so that "Navy" finds the navy before its bases.
_SURPLUS = 0.2


def shortlist(head: Head, registry: Registry, hits: dict[int, tuple[float, str]]) -> list[int]:
    """Positions of the forms that share most with ``head``, rarer words counting more, best first."""
    votes: dict[int, float] = {}
    weight, index = registry.weight, registry.index
    for key in sorted(keys_of(head.name, head.concepts)):
        value = weight.get(key, 0.0)
        for at in index.get(key, ()):
            votes[at] = votes.get(at, 0.0) + value
    for word in (*head.words, *head.context):
        for near, likeness in registry.near(word):
            key = f"w:{near}"
            value = weight.get(key, 0.0) * likeness
            for at in index.get(key, ()):
                votes[at] = votes.get(at, 0.0) + value
    for at, (strength, _) in hits.items():
        votes[at] = votes.get(at, 0.0) + 6.0 * strength
    for at in registry.exact.get(head.normal, ()):
        votes[at] = votes.get(at, 0.0) + 100.0
    if len(votes) <= SHORTLIST:
        return sorted(votes)
    total = registry.total
    return heapq.nsmallest(SHORTLIST, votes, key=lambda at: (_SURPLUS * total[at] - votes[at], at))
