"""A country's services, their staffs, its forces and its ministry of defense: what plain words mean there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from vetting.names import ParsedName
from vetting.names.parse import MINISTRIES, SERVICES

#: ("service" or "staff", branch), ("ministry", "defense"), ("military", kind of school) or ("guard", "presidential").
Institution = tuple[str, str]

_EMPTY = frozenset({"military", "national", "royal", "people", "general", "federal"})
_WHOLE = frozenset({"", "service", "force"})
_STAFF = frozenset({"staff", "command"})
#: Kinds of body that may stand in an institution's name; any other makes it something of theirs.
_BODIES = _WHOLE | _STAFF | frozenset({"ministry", "secretariat", "office", "unit", "corps"})


#: Of these a country has one that is only called military, be its full name longer.
_SCHOOLS = frozenset({"academy", "school", "college"})


def _plain(name: ParsedName) -> Institution | None:
    """The military academy, the presidential guard: what a country has one of, by its kind and function alone."""
    said = set(name.functions) - _EMPTY
    branches = set(name.branches)
    if name.echelon in _SCHOOLS and not said and "military" in name.functions and not branches - _LAND:
        return ("military", name.echelon)
    if name.echelon in _SCHOOLS and not said and branches in _OF_ONE:
        return (f"{min(branches)} academy", name.echelon)
    if name.echelon in _SCHOOLS and said == {"aviation"} and "military" in name.functions and not branches - _AIR:
        return ("air_force academy", name.echelon)
    return ("guard", "presidential") if said == {"presidential"} and not branches else None


#: Services whose academy is called by theirs alone ("Naval Academy", "Escuela Naval").
_OF_ONE = ({"navy"}, {"air_force"}, {"police"}, {"gendarmerie"})
_AIR = frozenset({"air_force"})
_ACADEMIES = frozenset({"military", "navy academy", "air_force academy", "police academy", "gendarmerie academy"})
#: Services that a military academy may be said to be of.
_LAND = frozenset({"army", "joint", "armed_forces"})


def meaning(name: ParsedName) -> Institution | None:
    """The institution that ``name`` says and no more: a service, its staff, the forces, their staff, a ministry."""
    if name.numbers or name.section or name.honorifics or name.residue or name.outsider:
        return None
    plain = _plain(name)
    if plain is not None and (plain[0] in _ACADEMIES or name.echelon in _WHOLE):
        return plain
    said = set(name.functions) - _EMPTY
    if set(name.echelons) - _BODIES or set(name.branches) - SERVICES - _LAND:
        return None  # the armed forces' intelligence service is not the armed forces
    services = [b for b in name.branches if b in SERVICES]
    if len(services) > 1:
        return None
    if said == {"marine"} and name.echelon in _WHOLE | {"corps"}:
        return ("service", "marine")
    if said == {"marine"} and name.echelon in _STAFF and services in ([], ["navy"]):
        return ("staff", "marine")
    if "corps" in name.echelons:
        return None
    joint = bool({"armed_forces", "joint"} & set(name.branches))
    if name.echelon in MINISTRIES and not services:
        if "staff" in name.echelons and name.supreme:
            return ("staff", "armed_forces")
        armed = "armed_forces" in name.branches
        return (name.echelon, "defense") if said == {"defense"} or (armed and not said) else None
    if services:
        if said:
            return None
        if name.echelon in _STAFF:
            return ("staff", services[0])
        return ("service", services[0]) if name.echelon in _WHOLE else None
    if said - {"defense"}:
        return None
    if name.echelon == "staff" and (name.supreme or joint or said):
        return ("staff", "armed_forces")
    if name.echelon == "command" and joint:
        return ("staff", "armed_forces")
    if "armed_forces" in name.branches and name.echelon in _WHOLE:
        return ("service", "armed_forces")
    return None


def stated(kind: ParsedName, branch: ParsedName, name: ParsedName) -> Institution | None:
    """What the registry's own columns say of a unit: ``service``, ``armed forces``, ``general staff`` with a branch."""
    services = [b for b in (*name.branches, *branch.branches) if b in SERVICES]
    whose = services[0] if services else "armed_forces"
    if kind.level == "force":
        return ("service", "armed_forces")
    if set(name.functions) - _EMPTY - {"public_security", "defense"}:
        return None  # the treasury police is not the police
    if kind.text == "service":
        return ("service", whose) if services else None
    other = name.echelon == "service" and not services  # the National Service's headquarters
    if kind.echelon == "staff" and not set(name.functions) - _EMPTY - {"defense"} and not other:
        return ("staff", whose)
    return None


def institutions(claims: Iterable[tuple[int, int, Institution]]) -> dict[Institution, int]:
    """Institution → the one unit that is it, -1 where several are; of (unit, surety, institution) the surest count."""
    found: dict[Institution, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for unit, surety, institution in claims:
        found[institution][surety].add(unit)
    out = {}
    for institution, tiers in sorted(found.items()):
        units = tiers[min(tiers)]
        out[institution] = min(units) if len(units) == 1 else -1
    return out


#: What some countries call a ministry others call a secretariat; where both are registered, each is itself.
_MINISTRIES = {"ministry": "secretariat", "secretariat": "ministry"}


def resolve(found: dict[Institution, int], asked: Institution | None) -> int:
    """Position of the unit that is ``asked``, -1 if none; a staff that is not registered is its service."""
    if asked is None:
        return -1
    if asked[0] == "staff" and asked not in found:
        asked = ("service", asked[1])
    if asked[0] in _MINISTRIES and asked not in found:
        return found.get((_MINISTRIES[asked[0]], asked[1]), -1)
    if asked[0] in _ACADEMIES and asked not in found:
        held = [unit for (kind, _), unit in sorted(found.items()) if kind == asked[0]]
        return held[0] if len(held) == 1 else -1
    return found.get(asked, -1)


def _is_of_another_kind(official: ParsedName) -> bool:
    """Whether the official name is no service, staff or ministry: the school of aviation (EMA) is no staff (EMA)."""
    return official.echelon in _KEPT_APART


#: Bodies that no abbreviation of theirs turns into a staff or a service.
_KEPT_APART = frozenset({"school", "academy", "college", "institute", "university", "center", "hospital", "base",
                         "battalion", "regiment", "brigade", "company", "squadron"})  # fmt: skip


def of_registry(
    names: Sequence[tuple[ParsedName, ...]], kinds: Sequence[ParsedName], branches: Sequence[ParsedName]
) -> dict[Institution, int]:
    """Read from every unit's names (the first is its official one) and from the columns that say its kind."""
    claims = []
    for unit, (forms, kind, branch) in enumerate(zip(names, kinds, branches, strict=True)):
        for at, form in enumerate(forms):
            said = meaning(form)
            if said and not (at and _is_of_another_kind(forms[0])):
                claims.append((unit, min(at, 1) * 2, said))
        plain = _plain(forms[0])
        if plain is not None and not forms[0].numbers:
            claims.append((unit, 0, plain))  # whatever name of honor it has
        column = stated(kind, branch, forms[0])
        if column:
            claims.append((unit, 1, column))
    return institutions(claims)
