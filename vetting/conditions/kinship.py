"""Words about another unit that an incident names: kin of the host unit, or the unit it descends from.

They look only at units named: an attribution to a service or force, or to none, is no, one that is not recorded or not
linked unknown. Source: law.md section 3, "Per-incident tests".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vetting.conditions.case import ABOVE_UNIT, Case, IncidentView, World
from vetting.conditions.outcome import NO, UNKNOWN, YES, Hit, Outcome, Words
from vetting.conditions.vocabulary import ENTRY, INCIDENT, UNREAD, Node, answered, word
from vetting.period import Truth

_UNITS = frozenset({"incidents[].attributed_units"})
_PARENT = frozenset({"units[].parent"})

NAMES_NO_UNIT = Words(
    "The information names no unit, but a service, a force or nobody.",
    "La información no menciona ninguna unidad, sino una institución, una fuerza o a nadie.",
)
NOBODY_RECORDED = Words(
    "Whom the information names is not recorded, or is not linked to a unit.",
    "No consta a quién menciona la información, o no está vinculado a una unidad.",
)


def named_units(case: Case, incident: IncidentView) -> tuple[str, ...]:
    """The units that an incident names, services and forces left out, in order."""
    return tuple(sorted(unit for unit in incident.units if case.levels.get(unit, "unit") not in ABOVE_UNIT))


def whom_unnamed(node: Node, incident: IncidentView) -> Outcome:
    """The answer about another unit for an incident that names none."""
    if incident.units or incident.attribution_level in (*ABOVE_UNIT, "none"):
        return answered(node, NO, NAMES_NO_UNIT, incident.ref)
    missing = _UNITS if incident.attribution_level else _UNITS | {"incidents[].attribution_level"}
    return answered(node, UNKNOWN, NOBODY_RECORDED, incident.ref, missing)


# ---------------------------------------------------------------- kin

RELATIONS = {
    "superior": Words("parent unit", "superior"),
    "sister": Words("sister unit", "hermana"),
    "subordinate": Words("subordinate unit", "subordinada"),
}
_KIN = Words(
    "The information names {other}, the {relation} of {unit}.",
    "La información menciona a {other}, unidad {relation} de {unit}.",
)
_NOT_KIN = Words(
    "The information names no unit that is kin of {unit}.",
    "La información no menciona a ninguna unidad emparentada con {unit}.",
)
_KIN_UNKNOWN = Words(
    "The superior of {unit}, or of the unit named, is not recorded: they may be kin.",
    "No consta el superior de {unit} o el de la unidad mencionada: pueden estar emparentadas.",
)


@word(
    looks_at=(INCIDENT, ENTRY),
    reads=(
        "incidents[].attributed_units", "incidents[].attribution_level", "units[].parent", "units[].level",
    ),
    fills=("other", "relation"),
)  # fmt: skip
def names_kin(world: World, node: Node) -> Outcome:
    """The information names a superior, subordinate or sister unit of the host unit, as near as kin_levels allows.

    One step is the parent, a child, or a unit under the same parent; two steps add the parent's parent and the child's
    child. A unit of service or force level is nobody's kin, and two under it are no sisters. A parent that is not
    recorded leaves it open. Source: law.md section 3, "kin".
    """
    case, incident, entry = world.case, world.incident, world.entry
    if incident.phantom:
        return UNREAD
    assert entry is not None
    assert entry.unit_id is not None
    named = named_units(case, incident)
    if not named:
        return whom_unnamed(node, incident)
    ties = [(unit, *_tie(case, entry.unit_id, unit)) for unit in named if unit != entry.unit_id]
    surely = [(unit, relation) for unit, truth, relation in ties if truth is YES]
    refs = (*incident.ref, f"unit:{entry.unit_id}")
    if surely:
        unit, relation = surely[0]
        values = (("other", case.name(unit)), ("relation", RELATIONS[relation]))
        outcome = answered(node, YES, _KIN, (*refs, f"unit:{unit}"), values=(*values, ("unit", entry.name)))
        return outcome._replace(hits=(Hit(values=values),))
    said = (("unit", entry.name),)
    if any(truth is UNKNOWN for _, truth, _ in ties):
        return answered(node, UNKNOWN, _KIN_UNKNOWN, refs, _PARENT, said)
    return answered(node, NO, _NOT_KIN, refs, values=said)


def _tie(case: Case, host: str, other: str) -> tuple[Truth, str]:
    """Whether another unit is kin of the host unit, and which."""
    if case.levels.get(host, "unit") in ABOVE_UNIT:
        return NO, ""
    steps = int(case.parameters["kin_levels"])
    chains = _chain(case, host), _chain(case, other)
    if other in chains[0] or host in chains[1]:
        # One stands above the other: then neither can also stand below it, nor beside it.
        above = other in chains[0]
        distance = chains[0].index(other) if above else chains[1].index(host)
        return (YES if distance <= steps else NO), "superior" if above else "subordinate"
    sisters = _same_parent(case, host, other)
    if sisters is YES:
        return YES, "sister"
    may_reach = any(
        _ends_open(case, chain, steps) and chain[-1] not in elsewhere for chain, elsewhere in (chains, chains[::-1])
    )
    return (UNKNOWN if sisters is UNKNOWN or may_reach else NO), ""


def _chain(case: Case, unit: str) -> list[str]:
    """A unit and those recorded above it, nearest first, up to a service or force or to where nothing is recorded."""
    chain = [unit]
    while (above := case.parents.get(chain[-1])) is not None and above not in chain:
        if case.levels.get(above, "unit") in ABOVE_UNIT:
            break
        chain.append(above)
    return chain


def _ends_open(case: Case, chain: list[str], steps: int) -> bool:
    """Whether the unit above the last of a chain is not recorded, and near enough to matter."""
    return len(chain) <= steps and not _parent_recorded(case, chain[-1])


def _parent_recorded(case: Case, unit: str) -> bool:
    """Whether a unit's superior is on record, or that it has none."""
    record = unit_record(case, unit)
    return record is not None and "parent" in record


def unit_record(case: Case, unit: str) -> Mapping[str, Any] | None:
    """What the facts say of a unit, if anything."""
    found: Mapping[str, Any] | None = case.once("units", _units).get(unit)
    return found


def _units(case: Case) -> Mapping[str, Any]:
    return {unit["id"]: unit for unit in case.facts.get("units") or () if unit}


def _same_parent(case: Case, one: str, other: str) -> Truth:
    """Whether both stand under one unit that is no service or force."""
    parents = [case.parents.get(unit) for unit in (one, other)]
    for unit, parent in zip((one, other), parents, strict=True):
        if parent is None and _parent_recorded(case, unit):
            return NO
        if parent is not None and case.levels.get(parent, "unit") in ABOVE_UNIT:
            return NO
    if None in parents:
        return UNKNOWN
    return YES if parents[0] == parents[1] else NO


# ---------------------------------------------------------------- predecessor

_PREDECESSOR = Words(
    "The information names {other}, recorded as the predecessor of {unit}.",
    "La información menciona a {other}, registrada como antecesora de {unit}.",
)
_NOT_PREDECESSOR = Words(
    "The information names no unit that {unit} descends from.",
    "La información no menciona a ninguna unidad de la que descienda {unit}.",
)
_LINEAGE_UNKNOWN = Words(
    "The lineage of {unit} was not checked: the unit named may be its predecessor.",
    "No se verificó el linaje de {unit}: la unidad mencionada puede ser su antecesora.",
)


@word(
    looks_at=(INCIDENT, ENTRY),
    reads=(
        "incidents[].attributed_units", "incidents[].attribution_level", "mission.host_units[].unit_id",
        "units[].predecessor", "units[].lineage_checked", "units[].level",
    ),
    fills=("other",),
)  # fmt: skip
def names_predecessor(world: World, node: Node) -> Outcome:
    """The information names the recorded predecessor of the host unit.

    Where the lineage was not checked, any unit named that is no host unit may be it.
    """
    case, incident, entry = world.case, world.incident, world.entry
    if incident.phantom:
        return UNREAD
    assert entry is not None
    assert entry.unit_id is not None
    record = unit_record(case, entry.unit_id) or {}
    predecessor, checked = record.get("predecessor"), record.get("lineage_checked") is True
    refs = (*incident.ref, f"unit:{entry.unit_id}")
    said = (("unit", entry.name),)
    units = named_units(case, incident)
    if not units:
        return whom_unnamed(node, incident)
    named = [unit for unit in units if unit not in host_ids(case)]
    if predecessor in named:
        values = (("other", case.name(predecessor)),)
        outcome = answered(node, YES, _PREDECESSOR, (*refs, f"unit:{predecessor}"), values=(*values, *said))
        return outcome._replace(hits=(Hit(values=values),))
    if named and not checked:
        return answered(node, UNKNOWN, _LINEAGE_UNKNOWN, refs, frozenset({"units[].lineage_checked"}), said)
    return answered(node, NO, _NOT_PREDECESSOR, refs, values=said)


def host_ids(case: Case) -> frozenset[str]:
    """The units trained, as far as they are linked."""
    hosts: frozenset[str] = case.once("hosts", _hosts)
    return hosts


def _hosts(case: Case) -> frozenset[str]:
    return frozenset(entry.unit_id for entry in case.entries or () if entry.unit_id)
