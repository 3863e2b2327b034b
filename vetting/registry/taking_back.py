"""An exported registry, edited by hand, beside the one in the workspace → what must change, and what cannot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vetting.model import Relation, Unit
from vetting.registry.comparing import BackReceipt, Change, Held, Outcome, Refused
from vetting.registry.edits import Edit
from vetting.registry.given import GivenFile
from vetting.registry.taking_ties import tie_changes
from vetting.registry.taking_units import unit_changes


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The edits that the files ask for, in the order in which they are made, and what became of each file."""

    changes: tuple[Change, ...]
    receipts: tuple[BackReceipt, ...]
    refused: tuple[Refused, ...]


def taken_back(
    files: Sequence[GivenFile], units: Iterable[Unit], relations: Iterable[Relation], edits: Iterable[Edit] = (),
    *, remove: bool = False,
) -> TakenBack:  # fmt: skip
    """What the hand-edited ``files`` change of the provisional units; with ``remove`` also what they leave out.

    Without ``remove`` a unit or tie that a file no longer holds is kept and counted as gone.
    """
    held = Held.of(units, relations, edits)
    changes: list[Change] = []
    receipts: list[BackReceipt] = []
    refused: list[Refused] = []
    for file in sorted(files, key=lambda f: (("units", "sfm", "relations").index(f.shape), f.name)):
        outcome = Outcome(file)
        (tie_changes if file.shape == "relations" else unit_changes)(file, held, outcome)
        if remove:
            outcome.changes += outcome.gone
        changes += outcome.changes
        receipts.append(outcome.receipt())
        refused += outcome.refused
    ordered = sorted(dict.fromkeys(changes), key=lambda c: c.kind != "add")
    dropped = {c.unit_id for c in ordered if c.kind == "drop"}
    kept = [c for c in ordered if c.kind == "drop" or c.unit_id not in dropped]
    return TakenBack(tuple(kept), tuple(receipts), tuple(refused))
