"""What an import of a hand-edited export is compared with, and what becomes of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vetting.model import Relation, Unit
from vetting.registry.edits import Edit
from vetting.registry.exporting import relation_row, superiors, unit_row
from vetting.registry.given import GivenFile, GivenRow


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes an edit: the words are those of ``Edit``."""

    kind: str
    country: str
    unit_id: str
    value: str = ""
    names: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not taken, and why."""

    file: str
    line: int
    column: str
    value: str
    reason: str


class RowError(Exception):
    """A cell that cannot be taken; the row is refused whole."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


@dataclass(frozen=True, slots=True)
class BackReceipt:
    """What became of a file: ``rows`` = ``new`` + ``changed`` + ``same`` + ``rejected``.

    ``gone`` are the units, or relations, of the file's countries that it no longer holds.
    """

    file: str
    shape: str
    rows: int
    new: int
    changed: int
    same: int
    rejected: int
    gone: int


@dataclass(slots=True)
class Held:
    """What the workspace holds, as an export writes it, and what the files read so far add to it.

    ``said`` is what a file changed: (unit, column) → value and file. ``coming`` are all ids that the files give,
    ``fresh`` those of units that they add.
    """

    units: dict[str, Unit]
    rows: dict[str, dict[str, str]]
    ties: dict[tuple[str, str, str], dict[str, str]]
    former: Mapping[str, frozenset[str]]
    said: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    coming: set[str] = field(default_factory=set)
    fresh: set[str] = field(default_factory=set)

    @staticmethod
    def of(units: Iterable[Unit], relations: Iterable[Relation], edits: Iterable[Edit]) -> Held:
        """The provisional units among ``units`` with their ties; registered ones may be named as superiors."""
        held = {u.id: u for u in units}
        mine = [r for r in relations if r.unit_id in held and held[r.unit_id].provisional]
        above = superiors(mine)
        rows = {u.id: unit_row(u, above.get(u.id, [])) for u in held.values() if u.provisional}
        ties = {(r.kind, r.unit_id, r.other_id): relation_row(r) for r in mine}
        former: dict[str, frozenset[str]] = {}
        for edit in edits:
            if edit.kind == "rename" and not edit.undone:
                former[edit.unit_id] = former.get(edit.unit_id, frozenset()) | set(edit.names)
        return Held(held, rows, ties, former)

    def say(self, unit_id: str, column: str, value: str, file: str) -> None:
        """Note what a file changes. Raises RowError where another file changes it to something else."""
        told = self.said.setdefault((unit_id, column), (value, file))
        if told[0] != value:
            raise RowError(column, value, f"{told[1]} says otherwise: '{told[0]}'")


class Outcome:
    """What became of a file's rows, while they are read."""

    def __init__(self, file: GivenFile) -> None:
        self.file = file
        self.changes: list[Change] = []
        self.refused: list[Refused] = []
        self.gone: list[Change] = []
        self.new = self.changed = self.same = 0

    def refuse(self, row: GivenRow, error: RowError) -> None:
        """The row is not taken."""
        self.refused.append(Refused(self.file.name, row.line, error.column, error.value, error.reason))

    def take(self, rows: int, changes: Sequence[Change], *, new: bool = False) -> None:
        """``rows`` rows of one unit or tie ask for ``changes``."""
        self.changes += changes
        if new:
            self.new += rows
        elif changes:
            self.changed += rows
        else:
            self.same += rows

    def receipt(self) -> BackReceipt:
        """The numbers of the file."""
        rejected = len(self.refused)
        return BackReceipt(
            self.file.name, self.file.shape, self.new + self.changed + self.same + rejected, self.new, self.changed,
            self.same, rejected, len(self.gone),
        )  # fmt: skip
