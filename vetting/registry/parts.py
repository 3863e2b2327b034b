"""Bodies printed as a part of another that are units by themselves, and those that stand for what is above them."""

from __future__ import annotations

from collections.abc import Sequence

from vetting.names import ParsedName, Segment, parse
from vetting.names.parse import OFFICES, STAFF_WORK
from vetting.registry.plain_words import LIGHT

_INNER = frozenset({"company", "platoon", "battery", "squad", "patrol", "team", "section", "office"})
_WINGS = frozenset({"group", "squadron", "wing", "flight"})
#: Work that a body's own squadrons do for it and no more.
_HOUSEKEEPING = frozenset({"support", "headquarters_unit"})
_LOOSE = frozenset({"detachment", "unit", "department", "division", ""})
#: Kinds that have their own work, name and chief wherever they stand; departments, sections and offices have not.
_SCHOOLS = frozenset({"school", "academy", "college", "institute", "hospital"})
_OWN = _SCHOOLS | {"directorate", "center"}


def own_body(head: ParsedName, beside: Sequence[Segment], country: str) -> Segment | None:
    """The one part printed beside ``head`` that says its kind and its work: a directorate of a staff, a base's wing."""
    if head.echelon in _OWN | _WINGS:
        return None
    parts = [s for s in beside if s.role == "part"]
    if len(parts) != 1:
        return None
    said = parse(parts[0].name, country)
    told = set(said.functions) - LIGHT or said.residue or said.honorifics
    return parts[0] if said.echelon in _OWN | _WINGS and told and not said.section else None


def stands_for_owner(name: ParsedName) -> bool:
    """An office, a lettered company, a squadron without work: no unit of its own where its superior is printed."""
    if name.numbers or name.residue or name.honorifics or name.section:
        return False
    said = set(name.functions) - LIGHT
    if name.echelon in _WINGS and (said - _HOUSEKEEPING or (said and name.echelon == "wing")):
        return False
    if name.roles:
        return name.echelon not in _SCHOOLS
    return name.echelon in _INNER or (name.echelon in _WINGS | _LOOSE | OFFICES and said <= STAFF_WORK)
