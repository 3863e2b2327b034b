"""CSV files that a command reads without a workspace: their rows, and units in the columns of ``vetting match``."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from vetting.errors import InputError
from vetting.model import SourceRef, Unit
from vetting.sources.opening import open_file, table

UNIT_COLUMNS = ("unit_id", "country_iso3", "name", "aliases", "parent_id")
MENTION_COLUMNS = ("query_id", "country_iso3", "text")


def rows_of(path: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a CSV file, read as `vetting import` reads files: gzipped or not, parted by what parts its header.

    Raises InputError that names the file, what it is instead of a table, and the columns wanted.
    """
    wanted = f"Give a CSV file (UTF-8) whose first line names: {', '.join(needed)}."
    try:
        opened = open_file(path)
        found = table(opened)
    except InputError as error:
        raise InputError(error.message, where=error.where, hint=wanted) from None
    if opened.warnings:  # Windows-1252 would be a guess, and these commands have no --encoding to correct it.
        raise InputError("the file is not UTF-8 text", where=path.name, hint=wanted)
    missing = [column for column in needed if column not in found.header]
    if missing:
        raise InputError(f"missing column: {', '.join(missing)}", where=path.name, hint=wanted)
    try:
        reader = csv.reader(map(bytes.decode, io.BytesIO(opened.data)), delimiter=found.delimiter, strict=True)
        next(reader)
        return [dict(zip_longest(found.header, row[: len(found.header)], fillvalue="")) for row in reader if row]
    except csv.Error as error:
        raise InputError(f"the file is not CSV: {error}", where=path.name, hint=wanted) from error


def units_of(path: Path) -> tuple[list[Unit], dict[str, list[str]]]:
    """The units of a CSV file and, for each, the ids directly above it."""
    rows = rows_of(path, UNIT_COLUMNS)
    units = [_unit(row, line, path) for line, row in enumerate(rows, 2)]
    return units, {r["unit_id"]: listed(r["parent_id"]) for r in rows}


def listed(cell: str) -> list[str]:
    """The entries of a cell that separates them by semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def _unit(row: dict[str, str], line: int, path: Path) -> Unit:
    return Unit(
        id=row["unit_id"], country=row["country_iso3"].strip().upper(), name=row["name"],
        source=SourceRef(path.name, line), aliases=tuple(listed(row["aliases"])),
        level=row.get("level") or "unit", echelon=row.get("echelon", ""), branch=row.get("branch", ""),
        kind=row.get("kind", ""), placeholder=row.get("placeholder", "").strip().upper() == "Y",
        provisional=row.get("provisional", "").strip().lower() in ("y", "yes"),
    )  # fmt: skip
