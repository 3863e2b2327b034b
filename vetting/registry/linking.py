"""Clusters beside registered units: what the matcher finds in a registry is not proposed anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from vetting.link import link
from vetting.model import Mention, Unit
from vetting.registry.clusters import Cluster
from vetting.registry.mentions import Item

Place = tuple[str, str, int]


def registered(
    clusters: Iterable[Cluster],
    units: Sequence[Unit],
    *,
    superiors: Mapping[str, Iterable[str]] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, str]:
    """Cluster id → the id of the registered unit that most of its members are matched with, where there is one.

    Members that are matched with different units in equal parts leave the cluster unlinked.
    """
    home = {u.country for u in units}
    kept = [c for c in clusters if c.country in home]
    mentions = {Mention(item.country, item.cell) for c in kept for item in c.items}
    found: dict[Place, set[str]] = {}
    for reading in link(mentions, units, superiors=superiors, progress=progress):
        for part in reading.parts:
            ids = {m.unit_id for m in part.matches if m.status == "match"}
            if ids:
                found[reading.mention.country, reading.mention.text, part.start] = ids
    out = {}
    for cluster in kept:
        votes = Counter(unit for item in cluster.items for unit in found.get(_place(item), ()))
        ranked = votes.most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            out[cluster.id] = ranked[0][0]
    return out


def _place(item: Item) -> Place:
    return item.country, item.cell, item.start
