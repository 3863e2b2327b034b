"""Which name forms of a country are worth comparing with a head: an inverted index weighed by rarity."""

from __future__ import annotations

import numpy as np

from vetting.link.features import Head
from vetting.link.registry import Registry, keys_of

#: Forms compared per reading; ties at the edge are kept in the order of the registry.
SHORTLIST = 14


def shortlist(head: Head, registry: Registry, hits: dict[int, tuple[float, str]]) -> list[int]:
    """Positions of the forms that share most with ``head``, rarer words counting more, best first.

    Where forms left out share as much as the best one, ``registry.capped`` counts the head.
    """
    votes = np.zeros(len(registry.forms))
    weight = registry.weight
    for key in sorted(keys_of(head.name, head.concepts)):
        if key in weight:
            votes[registry.postings(key)] += weight[key]
    for word in (*head.words, *head.context):
        for near, likeness in registry.near(word):
            key = f"w:{near}"
            votes[registry.postings(key)] += weight[key] * likeness
    for at, (strength, _) in hits.items():
        votes[at] += 6.0 * strength
    for at in registry.exact.get(head.normal, ()):
        votes[at] += 100.0
    if head.institution >= 0:
        votes[registry.own_forms(head.institution)] += 100.0
    (places,) = (votes > 0.0).nonzero()
    if len(places) <= SHORTLIST:
        return [int(at) for at in places.tolist()]
    lost = registry.surplus[places] - votes[places]
    ordered = lost.copy()
    ordered.partition(SHORTLIST - 1)
    edge = float(ordered[SHORTLIST - 1])
    (kept,) = (lost <= edge).nonzero()
    ranked = sorted(zip(lost[kept].tolist(), places[kept].tolist(), strict=True))
    registry.capped += len(ranked) > SHORTLIST and ranked[0][0] == edge
    return [at for _, at in ranked[:SHORTLIST]]
