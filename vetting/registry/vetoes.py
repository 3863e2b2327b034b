"""Pairs of profiles that are never one unit, whatever else they share: checked between all members of two clusters."""

from __future__ import annotations

from collections.abc import Sequence

from vetting.names.parse import MINISTRIES
from vetting.registry.apart import ONE_OF_A_KIND, of_other_superiors, serving, within
from vetting.registry.features import NAMES, Traits
from vetting.registry.profiles import Profile

_AT = {name: i for i, name in enumerate(NAMES)}
#: Names of its own on each side, beyond a misspelling. Of 27 such pairs that labels know, 25 were two units.
_OWN_NAMES = 0.35
#: From this likeness on a foreign word may be a misspelling of the other's.
_MISSPELT = 0.8
#: What letters such as B.I. stand for where nothing tells which.
_EITHER = "battalion_or_brigade"
#: Words for a body that may be a whole institution in other words.
_WHOLE = frozenset({"", "unit", "force", "service", "corps", "command", "staff", "directorate", "office", "agency",
                    "ministry", "secretariat", "department"})  # fmt: skip
_SERVICES = frozenset({"navy", "air_force", "police", "gendarmerie", "coast_guard"})
#: Work that is called by any of these words.
_ELITE = frozenset({"special_forces", "airborne", "commando", "air_assault", "ranger"})
_MILITARY = frozenset({"military", "militar", "militaire", "militares"})
_MOBILE = frozenset({"mobile", "movil", "movel"})
#: From here on a number is the only one of the country, whatever the base or unit is called.
_SERIAL = 999
#: Letters by which companies and special forces groups are told apart.
_LETTERS = frozenset({"alpha", "alfa", "bravo", "charlie", "delta", "echo", "foxtrot", "golf"})


def veto(one: int, other: int, traits: Traits, values: Sequence[float]) -> str:
    """Why two profiles that do not conflict are never one unit, or ``""``. The same in both directions."""
    a, b = traits.profiles[one], traits.profiles[other]
    if _letters(a) != _letters(b):
        return "a letter tells one from the other"
    if _military(a, b) or _military(b, a):
        return "one is of the armed forces and the other of a service"
    if _whole(a, b) or _whole(b, a):
        return "one is a whole institution and the other a body of another kind"
    if _said_apart(a, b) or _said_apart(b, a):
        return "one says its service and the other its name, and no more"
    if values[_AT["number_one"]] and (_kind_in_letters(a) or _kind_in_letters(b)):
        return "letters without a number may stand for all units of their kind"
    if values[_AT["number_same"]] and _MOBILE.isdisjoint(a.words) != _MOBILE.isdisjoint(b.words):
        return "mobile brigades and squadrons are numbered by themselves"
    found = within(a, b) or of_other_superiors(a, b)
    if found:
        return found
    if values[_AT["acronym"]]:
        return ""
    if values[_AT["names_one"]] and (_is_ministry(a) or _is_ministry(b)):
        return "one is the ministry and the other a ministry of another name"
    if _place_of(a, traits.places[other]) or _place_of(b, traits.places[one]):
        return "one is no more than a place that is printed beside the other"
    if serving(a, b):
        return "one serves the arm that the other is of"
    untold = not (values[_AT["number_same"]] or values[_AT["section_same"]])
    if untold and values[_AT["joint_other"]]:
        return "one is of all the forces and the other of a service"
    if values[_AT["functions_other"]] and not _elite(a, b):
        return "each does something that the other does not"
    if values[_AT["names_other"]] > _OWN_NAMES:
        return "each has a name that the other has not"
    if values[_AT["number_same"]] and not values[_AT["names_shared"]]:
        if _letters_only(a) or _letters_only(b):
            return "an acronym that does not stand for the other's words"
        if values[_AT["spelling"]] < _MISSPELT and (_crossed(a, b) or _crossed(b, a)):
            return "one has a name and the other work that the first has not"
        if not (values[_AT["functions_shared"]] or values[_AT["branch_same"]]) and _kinds_apart(a, b, values):
            return "nothing but the number is the same"
    return ""


def _is_ministry(item: Profile) -> bool:
    """A ministry of defense by that name and no more: not of Peshmerga affairs, nor of a part of the country."""
    whole = item.institution
    return whole is not None and whole[0] in MINISTRIES


def _place_of(item: Profile, places: frozenset[str]) -> bool:
    """``City Almaty``, ``RABAT 109537``: nothing but words that stand beside the other as the place where it is."""
    name = item.lead.name
    said = name.echelon or name.numbers or name.section or item.functions or item.lead.branches
    return not said and bool(item.names) and places.issuperset(item.names)


def _elite(one: Profile, other: Profile) -> bool:
    """Parachutists that sources call special forces or commandos, and the other way about."""
    a, b = one.functions, other.functions
    return a - b <= _ELITE and b - a <= _ELITE


def _letters(item: Profile) -> frozenset[str]:
    return _LETTERS & set(item.lead.name.residue)


def _military(one: Profile, other: Profile) -> bool:
    """A "military academy" is the army's or everybody's, not the one that calls itself naval."""
    if max(one.lead.name.numbers, default=0) > _SERIAL:
        return False
    said = _says_military(one) and not one.lead.branches
    return said and bool(other.lead.branches & _SERVICES) and not _says_military(other)


def _says_military(item: Profile) -> bool:
    """In words of its own or as a part of what it does ("military intelligence")."""
    return "military" in item.lead.name.functions or not _MILITARY.isdisjoint(item.words)


def _whole(one: Profile, other: Profile) -> bool:
    """The marine corps is neither its school nor its only battalion."""
    whole = one.institution
    return whole is not None and whole[0] == "service" and not (other.institution or other.lead.name.echelon in _WHOLE)


def _said_apart(one: Profile, other: Profile) -> bool:
    if one.lead.name.numbers or other.lead.name.numbers or one.lead.name.echelon in ONE_OF_A_KIND:
        return False
    return bool(one.lead.branches and not one.names and not other.lead.branches and other.names)


def _crossed(one: Profile, other: Profile) -> bool:
    """57 Baluch Regiment and 57 Field Regiment: the number is one, what tells them apart is of two sorts."""
    work = other.functions - one.functions
    return bool(work and set(one.names) - set(other.names)) and not one.functions - other.functions


def _kinds_apart(one: Profile, other: Profile, values: Sequence[float]) -> bool:
    """An artillery group and an army division; a corps and a coast guard without a kind of its own."""
    if values[_AT["echelon_near"]] or values[_AT["echelon_loose"]]:
        return _EITHER not in (one.lead.name.echelon, other.lead.name.echelon)
    kindless, kind = (one, other) if not one.lead.name.echelon else (other, one)
    return bool(values[_AT["echelon_one"]] and kindless.lead.branches - kind.lead.branches)


def _kind_in_letters(item: Profile) -> bool:
    """BIR, which the country's units of that kind are called together."""
    name = item.lead.name
    return bool(name.acronyms and name.echelon) and not (name.numbers or item.names)


def _letters_only(item: Profile) -> bool:
    """An acronym with its number that nothing in the country's cells spells out."""
    return not item.lead.name.echelon and not item.functions and bool(item.names)
