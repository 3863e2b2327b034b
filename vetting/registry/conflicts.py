"""What no cluster may hold: two numbers, two staff sections, two services, bodies of two families."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from vetting.link.features import near_echelons
from vetting.link.institutions import Institution
from vetting.registry.mentions import Item
from vetting.registry.profiles import institution_of

T = TypeVar("T")

_ANY_KIND = frozenset({"", "unit"})
#: Arms of which a unit has one; words such as mechanized or airborne go with several and say nothing here.
_ARM = {"infantry": "infantry", "cavalry": "cavalry", "armor": "cavalry", "artillery": "artillery",
        "air_defense": "artillery", "engineer": "engineer", "signal": "signal", "medical": "medical",
        "aviation": "aviation", "helicopter": "aviation", "military_police": "military_police", "marine": "marine",
        "intelligence": "intelligence", "counterintelligence": "intelligence", "logistics": "logistics",
        "supply": "logistics", "transport": "logistics", "maintenance": "logistics", "ordnance": "logistics",
        "personnel": "personnel", "finance": "finance", "legal": "legal", "chaplain": "chaplain",
        "operations": "operations", "plans": "operations",
        "submarine": "submarine", "cyber": "cyber"}  # fmt: skip
#: Services that are no force: state security is none of the gendarmerie.
_CIVIL = frozenset({"intelligence_agency", "prosecution"})
_DIRECTIONS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest",
                         "central", "atlantic", "pacific", "caribbean", "gulf"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stated:
    """What the members of a cluster state together.

    ``branches``, ``arms``, ``directions`` and ``institutions`` are those that all members who name any have in common.
    """

    numbers: frozenset[int] = frozenset()
    section: tuple[str, int] | None = None
    branches: frozenset[str] = frozenset()
    echelons: frozenset[str] = frozenset()
    nations: frozenset[str] = frozenset()
    arms: frozenset[str] = frozenset()
    directions: frozenset[str] = frozenset()
    institutions: frozenset[Institution] = frozenset()


def stated(item: Item) -> Stated:
    """What one item states."""
    name = item.name
    foreign = frozenset(n for n in name.nationality if n != item.country)
    whole = institution_of(item)
    return Stated(
        frozenset(name.numbers), name.section, item.branches or _CIVIL & set(name.branches),
        frozenset({name.echelon}) - _ANY_KIND, foreign, frozenset(_ARM[f] for f in name.functions if f in _ARM),
        frozenset(name.functions) & _DIRECTIONS, frozenset({whole} if whole else ()),
    )  # fmt: skip


def conflict(one: Stated, other: Stated) -> str:
    """Why the two can never be one unit, or ``""``."""
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return "the unit numbers differ"
    if one.section and other.section and not _same_section(one.section, other.section):
        return "the staff sections differ"
    if one.branches and other.branches and not one.branches & other.branches:
        return "the services differ"
    if one.arms and other.arms and not one.arms & other.arms:
        return "the arms differ"
    if one.directions and other.directions and not one.directions & other.directions:
        return "the regions differ"
    if one.institutions and other.institutions and not one.institutions & other.institutions:
        return "the institutions differ"
    if any(a != b and not near_echelons(a, b) for a in one.echelons for b in other.echelons):
        return "the kinds of body differ"
    if one.nations != other.nations:
        return "one names another country"
    return ""


def _same_section(one: tuple[str, int], other: tuple[str, int]) -> bool:
    return one == other or (one[1] == other[1] and {one[0], other[0]} == {"c", "j"})


def together(one: Stated, other: Stated) -> Stated:
    """What two that do not conflict state as one."""
    return Stated(
        one.numbers or other.numbers, one.section or other.section, _common(one.branches, other.branches),
        one.echelons | other.echelons, one.nations, _common(one.arms, other.arms),
        _common(one.directions, other.directions), _common(one.institutions, other.institutions),
    )  # fmt: skip


def _common(one: frozenset[T], other: frozenset[T]) -> frozenset[T]:
    return (one & other) or one or other
