"""How many came from each body of a list, which is no part of its name: ``4 from``, ``11-Army``, ``Army-11``."""

from __future__ import annotations

import re

from vetting.names.parse import parse
from vetting.names.pieces import COUNTED, Piece

#: Heads counted with a dash: ``22-Minister and Cabinet; 11-FDTL; 19-PNTL``.
_DASHED = re.compile(r"\d{1,3}\s?-\s?(?=[^\W\d]{2})")


_DASHED_END = re.compile(r"(?<=[^\W\d]{2})(?:\s?[-–:]\s?|\s)\d{1,3}$")


_FEWEST_DASHED = 3


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
