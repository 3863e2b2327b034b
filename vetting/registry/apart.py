"""Bodies that stand inside, under or beside what they share words with: an office of a ministry, a base's college."""

from __future__ import annotations

from vetting.names import normalize, parse
from vetting.names.parse import MINISTRIES, STAFF_WORK
from vetting.registry.profiles import Profile

#: Kinds of which a service has one of a sort, known by its founder's name as well as without.
ONE_OF_A_KIND = frozenset({"school", "academy", "college", "university", "institute", "hospital"})
_HOUSED = ONE_OF_A_KIND | {"agency"}
#: Bodies that are called by their arm or service and stand by themselves.
_BY_THEMSELVES = MINISTRIES | ONE_OF_A_KIND
_STAFFED = MINISTRIES | {"staff", "headquarters"}
#: Staff work but what ministries are named for.
_OFFICE_WORK = STAFF_WORK - {"public_security", "foreign_affairs", "human_rights"}
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


def within(one: Profile, other: Profile) -> str:
    """Why one of the two is a part of the other, or of what the other is called by, or ``""``."""
    if _office_of(one, other) or _office_of(other, one):
        return "one is an office of the other"
    if _houses(one, other) or _houses(other, one):
        return "one is a school or an agency within the other"
    return ""


def _office_of(whole: Profile, other: Profile) -> bool:
    """A ministry, a staff or a headquarters, and what does some staff work under its name ("MOD Intel")."""
    institution = whole.institution
    if institution is None or institution[0] not in _STAFFED or other.institution is not None:
        return False
    return bool(other.functions & _OFFICE_WORK)


def _houses(one: Profile, other: Profile) -> bool:
    """An air war college that is called by the base that it stands on, and the base."""
    name = one.lead.name
    if len(name.echelons) < 2:
        return False
    return bool(_HOUSED & set(name.echelons) - {name.echelon} - set(other.lead.name.echelons))


def serving(one: Profile, other: Profile) -> bool:
    """Whether all that tells the work of one from the other's is that it serves others of its arm."""
    mine, theirs = one.functions, other.functions
    more = mine ^ theirs
    if not more or one.lead.name.echelon in _BY_THEMSELVES or other.lead.name.echelon in _BY_THEMSELVES:
        return False
    known = _SERVING - _DOUBTED if one.lead.name.numbers else _SERVING
    return more <= known and not mine & theirs & _SERVING


def of_other_superiors(one: Profile, other: Profile) -> str:
    """Why two small bodies of one name are two: superiors are printed beside both, and share nothing."""
    a, b = one.lead.name, other.lead.name
    if a.echelon not in _SMALL or b.echelon not in _SMALL or max((*a.numbers, *b.numbers, 0)) > _MOST_WITHIN:
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
