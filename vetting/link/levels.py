"""What each part of a cell names by its words and links: a unit, service, force or country, nobody, or not known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from vetting.link.institutions import meaning
from vetting.names import parse, split
from vetting.names.parse import SERVICES

#: A ministry of these stands over several forces: its bare name says no more than "security forces" does.
_OVER_FORCES = frozenset({"defense", "interior", "public_security", "security"})


#: Words that say troops, and not which: "naval special units" are a kind of troops of the navy.
_TROOPS = re.compile(
    r"\b(?:units|troops|elements|soldiers|unidades|tropas|elementos|soldados|unit[eé]s|troupes|[eé]l[eé]ments|soldats)\b",
    re.IGNORECASE,
)


#: Kinds of body that a service has many of, and the work of theirs that does not tell one from the others.
_MANY = frozenset({"unit", "platoon", "company", "battery", "squadron", "battalion", "regiment", "brigade", "division"})
_COMMON = frozenset({
    "infantry", "mechanized", "motorized", "light", "armor", "cavalry", "reconnaissance", "artillery", "air_defense",
    "mortar", "combat", "operations", "engineer", "construction", "signal", "intelligence", "logistics", "transport",
    "supply", "maintenance", "support", "technical", "medical", "training", "security", "military",
})  # fmt: skip


#: Of these a service has many too: "air force base" may be any of them.
_OF_SERVICES = frozenset({"base", "squadron", "battalion", "company", "platoon", "battery"})


class Linked(NamedTuple):
    """A part of a cell, what the reader of names took it for, and whether it was tied to a registered unit."""

    text: str
    level: str
    is_matched: bool


def levels_named(cell: str, country: str, parts: Sequence[Linked]) -> tuple[str | None, ...]:
    """One of unit, service, force, country and none for each part of a cell, in order.

    ``None`` where no part is tied to a registered unit and the words of none show that it is one: a bare word
    ("Karlovo", "CONJUNOR") may be a unit, a force, a place or a person, and "infantry unit" may be any of many.
    """
    if parts and not any(_is_told(part, cell, country) for part in parts):
        return (None,) * len(parts)
    return tuple(_level(part, cell, country) for part in parts)


def _is_told(part: Linked, cell: str, country: str) -> bool:
    """Whether a part names a service or a force, is tied to a unit, or says what body it is."""
    if part.level != "unit" or part.is_matched:
        return True
    name = parse(part.text, country)
    if name.numbers or name.section or name.honorifics or name.outsider:
        return True
    # With a service that may do one thing only once, any work tells; without one, common work does not.
    many, common = (_OF_SERVICES, frozenset[str]()) if name.branches else (_MANY, _COMMON)
    if name.echelon in many and set(name.functions) <= common and not name.residue:
        beside = [segment for segment in split(cell, country) if segment.role not in ("noise", "person")]
        return len(beside) > 1  # a parent, a sister or a garrison
    return bool(name.echelon or name.functions or name.branches)


def _level(part: Linked, cell: str, country: str) -> str:
    if part.level != "unit" or part.is_matched:
        return part.level
    if _is_bare_ministry(part.text, cell, country):
        return "force"
    name = parse(part.text, country)
    kind, whose = meaning(name) or ("", "")
    if kind == "service":  # a marine corps, say
        return "force" if whose == "armed_forces" else "service"
    if _TROOPS.search(part.text) and name.echelon in ("", "unit") and not (name.numbers or name.residue):
        return "service" if set(name.branches) & SERVICES else "force"
    return "unit"


def _is_bare_ministry(text: str, cell: str, country: str) -> bool:
    """Whether ``text`` is a ministry of forces, and the cell has no office, place or number that tells a body of it."""
    name = parse(text, country)
    if name.echelon != "ministry" or name.outsider or name.section or name.numbers or name.residue or name.honorifics:
        return False
    said = set(name.functions) - {"national"}
    if not said <= _OVER_FORCES or not (said or "armed_forces" in name.branches):
        return False
    return all(segment.role != "part" for segment in split(cell, country))
