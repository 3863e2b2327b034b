"""How many came from each body of a list, which is no part of its name: ``4 from``, ``11-Army``, ``Army-11``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from vetting.names.parse import MINISTRIES, parse
from vetting.names.pieces import COUNTED, Piece

#: Heads counted with a dash: ``22-Minister and Cabinet; 11-FDTL; 19-PNTL``.
_DASHED = re.compile(r"\d{1,3}\s?-\s?(?=[^\W\d]{2})")


_DASHED_END = re.compile(r"(?<=[^\W\d]{2})(?:\s?[-–:]\s?|\s)\d{1,3}$")


_FEWEST_DASHED = 3


#: Longer figures are no count of people.
_MOST_FIGURES = 3


def without_dashed_counts(pieces: list[Piece], country: str) -> None:
    """Leave out the counts where nearly all items of a list begin with one: 13-BI alone is a unit."""
    ending = [(p, found) for p in pieces if (found := _DASHED_END.search(p.name))]
    if len(ending) >= _FEWEST_DASHED and 4 * len(ending) >= 3 * len(pieces):
        bodies = [parse(p.name[: found.start()], country) for p, found in ending]
        if any(
            b.level in ("service", "force") or b.echelon in ("staff", "ministry") for b in bodies
        ):  # no BIM-13, BIM-14
            for piece, found in ending:
                piece.name = piece.name[: found.start()]
    counted = [p for p in pieces if _DASHED.match(p.name)]
    if len(counted) >= _FEWEST_DASHED and 4 * len(counted) >= 3 * len(pieces):
        for piece in counted:
            piece.name = piece.name[_DASHED.match(piece.name).end() :]  # type: ignore[union-attr]


#: Cost or count and dates of a course that ran into the cell before them: ``… STAFF COLLEGE 3250 1/21/2009``.
_LEAKED = re.compile(r"\s\d{1,6}(?:\s\d{1,2}/\d{1,2}/\d{4}){1,2}\s*\Z")


def leaked_at(text: str) -> int:
    """Where the next column's cost and dates begin at the end of a cell; -1 where there are none."""
    found = _LEAKED.search(text) if text.rstrip()[-5:-4] == "/" else None
    return found.start() if found else -1


#: Heads counted by a bare figure: ``6 Navy``.
_PLAIN = re.compile(r"[1-9]\d{0,2}\s+(?=[^\W\d]{2})")


def without_plain_counts(pieces: Sequence[Piece], country: str) -> None:
    """Leave out figures before a whole service, which has no number, and those of a list that counts so.

    ``6 Navy; 4 Air Force; 11 Infantry Brigades; 1 MP``, but not ``1 Armored Brigade, 2 Infantry Battalion``.
    """
    counted = [
        (p, found.end())
        for p in pieces
        if p.mark != "open" and (found := _PLAIN.match(p.name)) and not COUNTED.match(p.name)
    ]
    sure = [(p, end) for p, end in counted if _is_unnumbered(p.name[end:], country)]
    every = len(sure) > 1 and len(counted) >= _FEWEST_DASHED and 4 * len(counted) >= 3 * len(pieces)
    for piece, end in counted if every else sure:
        piece.name = piece.name[end:]


def _is_unnumbered(text: str, country: str) -> bool:
    """Whether ``text`` is a whole service, its staff or a ministry, spelt: 32 AU may be a unit."""
    if _ORDINAL_ENDING.match(text):
        return False
    name = parse(text, country)
    if name.echelon in ("staff", *MINISTRIES):
        return bool(name.branches) and not name.residue
    spelt = max(map(len, text.split())) >= _SPELT
    return spelt and name.level in ("service", "force") and name.echelon != "unit"


#: The least letters of a word that is no abbreviation of a service.
_SPELT = 4


#: What makes a figure an ordinal though a space stands between: ``2 nd Army``.
_ORDINAL_ENDING = re.compile(
    r"(?:st|nd|rd|th|er|era|ra|ro|da|do|ta|to|va|vo|na|no|ma|mo|e|eme|ème|a|o)\b", re.IGNORECASE
)


def without_count(piece: Piece) -> None:
    counted = COUNTED.match(piece.name)
    if counted:
        piece.name = piece.name[counted.end() :]


def counted_items(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of a cell by the counts printed with them: ``5 from A, 3 from B``, ``A (24), B (30)``, ``A-11, B-4``.

    What is counted is an item of a list, whatever it is beside the next; what stands with it belongs to it.
    """
    begins = [at for at, piece in enumerate(pieces) if piece.mark != "open" and COUNTED.match(piece.text)]
    ends = [at + 1 for at, piece in enumerate(pieces) if _is_counted_behind(piece)]
    cuts = begins if len(begins) > 1 else ends if len(ends) > 1 else []
    edges = sorted({0, *cuts, len(pieces)})
    return [list(pieces[one:other]) for one, other in pairwise(edges)]


def _is_counted_behind(piece: Piece) -> bool:
    if piece.mark == "open":
        return piece.text.isdecimal() and len(piece.text) <= _MOST_FIGURES
    return piece.text.startswith(piece.name) and bool(_DASHED_END.fullmatch(piece.text, len(piece.name)))
