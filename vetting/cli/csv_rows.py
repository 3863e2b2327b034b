"""CSV files that a command reads without a workspace: their rows, and units in the columns of ``vetting match``."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from vetting.errors import InputError
from vetting.model import SourceRef, Unit

UNIT_COLUMNS = ("unit_id", "country_iso3", "name", "aliases", "parent_id")
MENTION_COLUMNS = ("query_id", "country_iso3", "text")


def rows_of(path: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a CSV file (UTF-8), or an InputError that names the file and its missing columns."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            missing = [c for c in needed if c not in (reader.fieldnames or ())]
            if missing:
                hint = f"The first line must name: {', '.join(needed)}."
                raise InputError(f"missing column: {', '.join(missing)}", where=path.name, hint=hint)
            return [{k: v or "" for k, v in row.items() if isinstance(k, str)} for row in reader]
    except UnicodeDecodeError as error:
        raise InputError("the file is not UTF-8 text", where=path.name, hint="Save it as CSV, UTF-8.") from error
    except csv.Error as error:
        raise InputError(f"the file is not CSV: {error}", where=path.name) from error
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror}", where=path.name) from error


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
