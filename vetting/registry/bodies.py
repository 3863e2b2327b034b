"""What sort of body a cluster is: a unit, a service, all the forces, a ministry. Chains go through units only."""

from __future__ import annotations

import re
from collections import Counter

from vetting.link.institutions import meaning
from vetting.names.parse import MINISTRIES, SERVICES, STAFF_WORK
from vetting.registry.clusters import Cluster, force_of
from vetting.registry.mentions import Item

#: A ministry's name has no more words of its own: more is a description, or an office of it.
_MINISTRY_WORDS = 1
#: Work that ministries do, among what staffs do.
_MINISTERIAL = frozenset({"public_security", "foreign_affairs", "human_rights"})
_LESSER = re.compile(r"(?:vice|under|sub|deputy|assistant)", re.IGNORECASE)


def level_of(cluster: Cluster) -> str:
    """``unit``, ``service`` (one) or ``force`` (all or several services, a ministry, the staff of all the forces)."""
    if cluster.status == "force":
        return "service" if len(force_of(cluster.items[0])[0]) == 1 else "force"
    wholes = sum(1 for item in cluster.items if _is_ministry(item) or meaning(item.name) == ("staff", "armed_forces"))
    return "force" if 2 * wholes > len(cluster.items) else "unit"


def kind_of(cluster: Cluster) -> str:
    """Which body among forces: the ministry of ``defense``, a ``staff``, ``several`` services, a ``foreign`` one."""
    if cluster.status == "force":
        services, nation = force_of(cluster.items[0])
        return "foreign" if nation else "several" if len(services) > 1 else ""
    if level_of(cluster) == "unit":
        return ""
    if 2 * sum(_is_foreign(item) for item in cluster.items) > len(cluster.items):
        return "foreign"
    found = Counter(meaning(item.name) for item in cluster.items)
    if any(found[kind, "defense"] for kind in MINISTRIES):
        return "defense"
    return "staff" if found["staff", "armed_forces"] else ""


def _is_foreign(item: Item) -> bool:
    return any(nation != item.country for nation in item.name.nationality)


def _is_ministry(item: Item) -> bool:
    """A ministry and no office of it: no number, no work but that of a ministry, no second kind of body."""
    name = item.name
    whole = name.echelon in MINISTRIES and set(name.echelons) <= MINISTRIES and not (name.numbers or name.section)
    work = set(name.functions) & STAFF_WORK - _MINISTERIAL or set(name.branches) & SERVICES
    return whole and len(name.residue) <= _MINISTRY_WORDS and not work and not _LESSER.match(item.text)
