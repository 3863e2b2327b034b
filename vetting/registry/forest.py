"""A country's ministries, forces and services as a tree, each with the row that names it and the row of its tie."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vetting.model import Relation, SourceRef, Unit
from vetting.names.parse import MINISTRIES

#: Rank of a body: what stands above has the higher one.
MINISTRY, FORCES, SERVICE, CORPS = 3, 2, 1, 0
#: Bodies that are mostly part of a service or of a ministry, as the country goes: under another only where printed so.
_CORPS = frozenset({"coast guard", "border guard", "customs", "prison", "republican guard"})
#: Services of which the armed forces consist, by law, everywhere.
_ARMED = frozenset({"army", "navy", "air force"})


@dataclass(frozen=True, slots=True)
class Tree:
    """A body, those under it, and how many units stand under it. ``tie`` is the row that prints it under the one above

    or under one above that; None where it stands there by what it is (an army in the armed forces) or at the top.
    """

    unit: Unit
    under: tuple[Tree, ...]
    units: int
    tie: SourceRef | None = None


def rank_of(unit: Unit) -> int:
    """How high a body stands; -1 for a unit, for several services in one cell, and for a force of another country."""
    if unit.kind in ("foreign", "several") or unit.level == "unit":
        return -1
    if unit.level == "service":
        return CORPS if unit.branch in _CORPS else SERVICE
    return MINISTRY if unit.echelon in MINISTRIES else SERVICE if unit.kind == "staff" else FORCES


def may_stand_under(unit: Unit, superior: Unit) -> bool:
    """Whether a printed tie of the two can be one: cells print an army beside its ministry in any order, and beside

    other ministries, and no body stands under a lower one.
    """
    if unit.level == "unit":
        return True
    armed = unit.level == "service" and unit.branch in _ARMED
    ministry = superior.level == "force" and superior.echelon in MINISTRIES
    return rank_of(superior) > rank_of(unit) and not (armed and ministry and superior.kind != "defense")


def forest(units: Iterable[Unit], relations: Iterable[Relation]) -> list[Tree]:
    """The bodies that stand under no other, with all under them; those of another country are left out."""
    held = {u.id: u for u in units}
    bodies = {id_: rank for id_, u in held.items() if (rank := rank_of(u)) >= 0}
    counts: Counter[str] = Counter()
    printed: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        if relation.unit_id in bodies and bodies.get(relation.other_id, -1) > bodies[relation.unit_id]:
            printed[relation.unit_id].append(relation)
        elif relation.unit_id in held and relation.unit_id not in bodies:
            counts[relation.other_id] += 1
    above: dict[str, tuple[str, SourceRef | None]] = {}
    for id_ in bodies:
        ties = {r.other_id: r.source for r in sorted(printed[id_], key=lambda r: (bodies[r.other_id], r.other_id))}
        parent = _by_kind(held[id_], bodies, held) or next(iter(ties), "")
        if parent:
            above[id_] = (parent, ties.get(parent) or next(iter(ties.values()), None))
    under: dict[str, list[str]] = defaultdict(list)
    for id_, (parent, _) in above.items():
        under[parent].append(id_)
    tops = sorted((i for i in bodies if i not in above), key=lambda i: (-bodies[i], -counts[i], i))
    return [_tree(id_, held, under, above, counts, bodies) for id_ in tops]


def _by_kind(unit: Unit, bodies: Mapping[str, int], held: Mapping[str, Unit]) -> str:
    """The armed forces of an army, navy or air force; the ministry of defense, where there is one, of those."""
    if bodies[unit.id] == FORCES:
        wanted = [MINISTRY]
    elif bodies[unit.id] == SERVICE and (unit.branch in _ARMED or unit.kind == "staff"):
        wanted = [FORCES, MINISTRY]
    else:
        return ""
    for rank in wanted:
        found = [i for i, r in bodies.items() if r == rank and (rank == FORCES or held[i].kind == "defense")]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def _tree(
    id_: str, held: Mapping[str, Unit], under: Mapping[str, Sequence[str]],
    above: Mapping[str, tuple[str, SourceRef | None]], counts: Mapping[str, int], bodies: Mapping[str, int],
) -> Tree:  # fmt: skip
    below = sorted(under.get(id_, ()), key=lambda i: (-bodies[i], -counts[i], i))
    trees = tuple(_tree(i, held, under, above, counts, bodies) for i in below)
    return Tree(held[id_], trees, counts[id_], above[id_][1] if id_ in above else None)
