"""What shows that bodies printed side by side are items of a list, and what that one is inside the other."""

from __future__ import annotations

from vetting.names.parse import MINISTRIES, ParsedName
from vetting.names.pieces import Piece

#: Troops that a battalion is made of.
_ELEMENTS = frozenset({"company", "platoon", "battery", "squadron", "detachment"})


def is_element(name: ParsedName, holder: ParsedName, piece: Piece, before: Piece) -> bool:
    """``Services Battalion (Medical Company)``: troops in brackets behind a larger body, with work of their own."""
    own = set(name.functions) - set(holder.functions)
    return name.echelon in _ELEMENTS and piece.rank < before.rank and bool(own) and holder.echelon in _HOLDERS


#: Bodies that hold such troops.
_HOLDERS = frozenset({"battalion", "regiment", "brigade", "battalion_or_brigade", "group", "wing"})


#: Services that stand in none of the others; a coast or national guard may.
_APART = frozenset({"army", "air_force", "navy", "police"})


#: Where units of any service stand.
_GROUNDS = frozenset({"base", "barracks", "area", "camp"})


def is_stranger(one: ParsedName, other: ParsedName) -> bool:
    """Whether two bodies are of different services, so that neither commands the other.

    A whole service before a unit of another one is left alone: one of them was printed by mistake.
    """
    mine, theirs = _APART & set(one.branches), _APART & set(other.branches)
    apart = bool(mine and theirs and not mine & theirs) and one.level == other.level
    return apart and not {one.echelon, other.echelon} & (_GROUNDS | MINISTRIES)


#: Bodies of a list that are called by their work alone.
_CALLED_BY_WORK = frozenset({"military_police"})


#: Of so many items a bare staff is one more.
_FEWEST_ITEMS = 3


def promote_items(pieces: list[Piece], parsed: list[ParsedName], services: int) -> None:
    """``General Staff, 1st Command, 10th Battalion, 2nd Command``: in a list a bare staff is an item, as are police.

    A staff before a force, or before the only service, is its own.
    """
    owners = ("force",) if services > 1 else ("force", "service")
    items = [p for p in pieces if p.role in ("head", "outsider") and p.mark in ("", "comma", "and")]
    if len(items) < _FEWEST_ITEMS:
        return
    for at, (piece, name) in enumerate(zip(pieces, parsed, strict=True)):
        if piece.role != "part" or piece.mark not in ("", "comma", "and") or name.section or name.numbers:
            continue
        behind = parsed[at + 1].level if at + 1 < len(pieces) and pieces[at + 1].mark != "and" else ""
        staff = name.echelon == "staff" and not name.functions and behind not in owners
        if staff or (not name.echelon and set(name.functions) == _CALLED_BY_WORK):
            piece.role = "head"
