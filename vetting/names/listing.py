"""What shows that bodies printed side by side are items of a list, and what that one is inside the other."""

from __future__ import annotations

import re

from vetting.names.nature import called_by_work
from vetting.names.parse import MINISTRIES, ParsedName
from vetting.names.pieces import Piece

#: Troops that a battalion is made of.
_ELEMENTS = frozenset({"company", "platoon", "battery", "squadron", "detachment"})


def is_element(name: ParsedName, holder: ParsedName, piece: Piece, before: Piece) -> bool:
    """``Services Battalion (Medical Company)``, ``1st Division (2nd Battalion, 3rd Battalion)``: troops in brackets.

    They stand behind a larger body and have work or, from a battalion on, a number of their own.
    """
    if piece.rank >= before.rank or holder.echelon not in _HOLDERS or holder.acronyms:
        return False  # "5 GSI (CT Company)" says what the letters mean
    if name.echelon in _NUMBERED:
        return bool(name.numbers) and " " in piece.text and holder.echelon not in _NUMBERED
    return name.echelon in _ELEMENTS and bool(set(name.functions) - set(holder.functions))


#: Bodies that hold such troops.
_HOLDERS = frozenset({"battalion", "regiment", "brigade", "battalion_or_brigade", "group", "wing", "division"})
#: Troops that are numbered through the whole service.
_NUMBERED = frozenset({"battalion", "regiment"})


#: Services that stand in none of the others; a coast or national guard may.
_APART = frozenset({"army", "air_force", "navy", "police"})


#: Where units of any service stand.
_GROUNDS = frozenset({"base", "barracks", "area", "camp"})


#: What the air force is called by; "air" alone is as often the navy's or the army's.
_FORCE = re.compile(r"\b(?:air ?force|fuerza a|for[cç]a a|forces? a|arm[ée]e de l.air|[a-z]{0,4}af\b)", re.IGNORECASE)


def _services(name: ParsedName) -> set[str]:
    found = set(name.branches) & _APART
    return found if _FORCE.search(name.text) else found - {"air_force"}


def is_stranger(one: ParsedName, other: ParsedName) -> bool:
    """Whether two bodies are of different services, so that neither commands the other.

    A whole service beside a unit of another one is left alone: it may be the trainee's, the unit's host, or a mistake.
    """
    mine, theirs = _services(one), _services(other)
    apart = bool(mine and theirs and not mine & theirs) and one.level == other.level
    return apart and not {one.echelon, other.echelon} & (_GROUNDS | MINISTRIES)


#: Of so many items a bare staff is one more.
_FEWEST_ITEMS = 3


def promote_items(pieces: list[Piece], parsed: list[ParsedName], services: int) -> None:
    """``General Staff, 1st Command, 10th Battalion, 2nd Command``: in a list a bare staff is an item, as are police.

    A staff before a force, or before the only service, is its own. ``services`` are those of a list, -1 for no list:
    then only what "and" joins is an item (``Army and Special Forces``).
    """
    owners = ("force",) if services > 1 else ("force", "service")
    items = [p for p in pieces if p.role in ("head", "outsider") and p.mark in _LISTING]
    listed = services >= 0 and len(items) >= _FEWEST_ITEMS
    armed = listed or services > 1
    for at, (piece, name) in enumerate(zip(pieces, parsed, strict=True)):
        if piece.role != "part" or piece.mark not in _LISTING or name.section or name.numbers or name.roles:
            continue
        behind = parsed[at + 1].level if at + 1 < len(pieces) and pieces[at + 1].mark != "and" else ""
        staff = name.echelon == "staff" and not name.functions and behind not in owners
        if (listed and staff) or ((armed or piece.mark == "and") and called_by_work(name)):
            piece.role = "head"


#: Signs between the items of a list.
_LISTING = ("", "comma", "and")
