"""How many came from each body of a list, which is no part of its name: ``4 from``, ``11-Army``, ``Army-11``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from vetting.names.parse import parse
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
