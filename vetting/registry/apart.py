"""Bodies that stand inside, under or beside what they share words with: an office of a ministry, a base's college."""

from __future__ import annotations

from vetting.names import normalize, parse
from vetting.names.parse import MINISTRIES, STAFF_WORK
from vetting.registry.mentions import Item
from vetting.registry.profiles import Profile, functions_of, institution_of

#: Kinds of which a service has one of a sort, known by its founder's name as well as without.
ONE_OF_A_KIND = frozenset({"school", "academy", "college", "university", "institute", "hospital"})
_STAFFED = MINISTRIES | {"staff", "headquarters"}
#: Staff work that ministries are named for.
_MINISTERIAL = frozenset({"public_security", "foreign_affairs", "human_rights"})
#: What bodies do for others of their arm: "Engineer Support Battalion" is not the Engineer Battalion.
_SERVING = frozenset({"support", "training", "maintenance", "technical", "medical", "intelligence", "logistics",
                      "education", "supply", "transport"})  # fmt: skip
#: Where the number is the same, a misread word for these is likelier than a second unit of that number.
_DOUBTED = frozenset({"supply", "transport", "medical"})
#: Kinds that are counted, or called by their work alone, within each larger body.
_SMALL = frozenset({"company", "platoon", "battery", "squad", "section", "office", "team", "department", "bureau",
                    "division", "detachment", ""})  # fmt: skip
#: Larger numbers are of the whole country: the 322nd company is one.
_MOST_WITHIN = 20


def within(one: Item, other: Item) -> str:
    """Why one of the two is a part of the other, or of what the other is called by, or ``""``."""
    if _office_of(one, other) or _office_of(other, one):
        return "one is an office of the other"
    if _houses(one, other) or _houses(other, one):
        return "one is a school or an agency within the other"
    return ""


def _office_of(whole: Item, other: Item) -> bool:
    """A ministry, a staff or a headquarters, and what does some staff work under its name ("MOD Intel")."""
    institution = institution_of(whole)
    if institution is None or institution[0] not in _STAFFED or institution_of(other) is not None:
        return False
    return bool(functions_of(other) & STAFF_WORK - _MINISTERIAL)


def _houses(one: Item, other: Item) -> bool:
    """An air war college that is called by the base that it stands on, and the base."""
    inside = set(one.name.echelons) - {one.name.echelon}
    return bool(inside & (ONE_OF_A_KIND | {"agency"}) - set(other.name.echelons))


def serving(one: Item, other: Item) -> bool:
    """Whether all that tells the work of one from the other's is that it serves others of its arm."""
    if {one.name.echelon, other.name.echelon} & (MINISTRIES | ONE_OF_A_KIND):
        return False
    mine, theirs = functions_of(one), functions_of(other)
    more = mine ^ theirs
    known = _SERVING - _DOUBTED if one.name.numbers else _SERVING
    return bool(more) and more <= known and not mine & theirs & _SERVING


def of_other_superiors(one: Profile, other: Profile) -> str:
    """Why two small bodies of one name are two: superiors are printed beside both, and share nothing."""
    a, b = one.lead.name, other.lead.name
    if not {a.echelon, b.echelon} <= _SMALL or max((*a.numbers, *b.numbers, 0)) > _MOST_WITHIN:
        return ""
    mine, theirs = _superiors(one), _superiors(other)
    alike = any(x & y or not x or not y for x in mine for y in theirs)
    return "" if alike or not mine or not theirs else "what stands above one is another body than above the other"


def _superiors(profile: Profile) -> list[frozenset[str]]:
    """What each superior printed beside the profile says."""
    return [_said(text, item.country) for item in profile.items for text in item.above]


def _said(text: str, country: str) -> frozenset[str]:
    name = parse(text, country)
    told = {*name.functions, *name.branches, *name.residue, *map(str, name.numbers)} - {"military", "national"}
    return frozenset({*told, normalize(text)}) if told else frozenset()
