"""Clusters beside registered units: what the matcher finds in a registry is not proposed anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from vetting.link import link
from vetting.model import Mention, Reading, Unit
from vetting.registry.clusters import Cluster
from vetting.registry.kept import Links
from vetting.registry.mentions import Item

#: Country and text.
Cell = tuple[str, str]
Place = tuple[str, str, int]


def registered(
    clusters: Iterable[Cluster],
    units: Sequence[Unit],
    *,
    superiors: Mapping[str, Iterable[str]] | None = None,
    progress: Callable[[int, int], None] | None = None,
    known: dict[Cell, Links] | None = None,
) -> dict[str, str]:
    """Cluster id → the id of the registered unit that most of its members are matched with, where there is one.

    Members that are matched with different units in equal parts leave the cluster unlinked. ``known``: what some cells
    are known to be matched with in this registry; what the others are is put into it. Each cell is linked by itself, or
    what is known of one would depend on those that were linked with it.
    """
    home = {u.country for u in units}
    kept = [c for c in clusters if c.country in home]
    cells = {(item.country, item.cell) for c in kept for item in c.items}
    links = {} if known is None else known
    fresh = {Mention(*cell) for cell in cells - links.keys()}
    for reading in link(fresh, units, superiors=superiors, progress=progress, alone=True) if fresh else ():
        links[reading.mention.country, reading.mention.text] = _links(reading)
    found: dict[Place, tuple[str, ...]] = {(*cell, start): ids for cell in cells for start, ids in links[cell]}
    out = {}
    for cluster in kept:
        votes = Counter(unit for item in cluster.items for unit in found.get(_place(item), ()))
        ranked = votes.most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            out[cluster.id] = ranked[0][0]
    return out


def _links(reading: Reading) -> Links:
    found = {p.start: sorted({m.unit_id for m in p.matches if m.status == "match"}) for p in reading.parts}
    return tuple((start, tuple(ids)) for start, ids in sorted(found.items()) if ids)


def _place(item: Item) -> Place:
    return item.country, item.cell, item.start
