"""An export that was edited by hand, as read: which of the three files it is, and its rows in one set of columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vetting.errors import InputError

#: Shape of a file → the columns that it cannot do without.
NEEDED = {
    "units": ("unit_id", "name"),
    "relations": ("kind", "unit_id", "other_id"),
    "sfm": ("unit:id:admin", "unit:name"),
}
#: Security Force Monitor's columns in our words. Its related unit's name and class say nothing more.
_FROM_SFM = {
    "unit:id:admin": "unit_id", "unit:country": "country_iso3", "unit:name": "name", "unit:other_names": "aliases",
    "unit:classification": "branch", "unit:first_cited_date": "first_cited", "unit:last_cited_date": "last_cited",
    "unit:related_unit_id:admin": "parent_id",
}  # fmt: skip
#: Such a cell is written behind an apostrophe: a spreadsheet takes it for a formula, or it begins with one itself.
RISKY = ("=", "+", "-", "@", "\t", "\r", "'")


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One row: its line, its cells by column, and why it cannot be used (blank: it can)."""

    line: int
    cells: Mapping[str, str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class GivenFile:
    """One file: ``shape`` is units, relations or sfm; ``columns`` are those that it has, in our words."""

    name: str
    shape: str
    columns: tuple[str, ...]
    rows: tuple[GivenRow, ...]


def given_file(name: str, header: Sequence[str], rows: Iterable[tuple[int, Sequence[str], str]]) -> GivenFile:
    """A file's rows (line, cells, fault). Raises InputError where the header is none of the export's three."""
    shape = next((s for s, needed in NEEDED.items() if set(needed) <= set(header)), "")
    if not shape:
        told = "; ".join(", ".join(needed) for needed in NEEDED.values())
        raise InputError("the header is not that of an exported registry", where=name, hint=f"It must name {told}.")
    columns = tuple(_FROM_SFM.get(c, c) if shape == "sfm" else c for c in header)
    found = tuple(
        GivenRow(line, {} if fault else dict(zip(columns, map(unharmed, cells), strict=True)), fault)
        for line, cells, fault in rows
    )
    return GivenFile(name, shape, columns, found)


def harmless(text: str) -> str:
    """Text that a spreadsheet does not take for a formula; ``unharmed`` gives back what it was."""
    return f"'{text}" if text.startswith(RISKY) else text


def unharmed(text: str) -> str:
    """What ``harmless`` was given."""
    return (text[1:] if text.startswith("'") and text[1:].startswith(RISKY) else text).strip()
