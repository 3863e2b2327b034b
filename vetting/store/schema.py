"""The workspace's one file: how it is opened, and its tables with their types."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from vetting.store import runs
from vetting.store.tables import TABLES

if TYPE_CHECKING:
    import sqlite_utils

FILE = "vetting.db"
SCHEMA_VERSION = 1

INPUT: dict[str, type] = {
    "id": int, "dataset": str, "name": str, "kind": str, "sha256": str, "rows": int, "records": int, "problems": int,
    "encoding": str, "newest_date": str,
}  # fmt: skip
PROBLEM: dict[str, type] = {
    "input": int, "source_file": str, "source_line": int, "source_page": str, "source_url": str, "column": str,
    "value": str, "reason": str, "row": str,
}  # fmt: skip
DECLARATION: dict[str, type] = {
    "id": int, "source": str, "complete": int, "country": str, "first": str, "last": str,
}  # fmt: skip


def connected(path: Path, mode: str) -> sqlite3.Connection:
    """A connection to the file; mode rw, or rwc to make it."""
    # The rollback journal is SQLite's default: the one file is then the whole workspace.
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True)


def utils(connection: sqlite3.Connection) -> sqlite_utils.Database:
    """The connection as sqlite-utils' database; imported late, since reading does without it."""
    import sqlite_utils

    return sqlite_utils.Database(connection)


def make_tables(database: sqlite_utils.Database) -> None:
    """Every table, with the types of its columns."""
    _make(database, "meta", {"key": str, "value": str}, "key")
    database.table("meta").insert({"key": "schema_version", "value": str(SCHEMA_VERSION)})
    _make(database, "inputs", INPUT, "id")
    _make(database, "problems", PROBLEM, None)
    _make(database, "declarations", DECLARATION, "id")
    for table in TABLES:
        columns: Mapping[str, type] = {"dataset": str, "key": str, "input": int, **table.types}
        _make(database, table.name, dict(columns), ("dataset", "key"))
    for name, fields in runs.TABLES.items():
        _make(database, name, fields, runs.PRIMARY_KEYS.get(name))


def _make(
    database: sqlite_utils.Database, name: str, columns: dict[str, type], pk: str | tuple[str, ...] | None
) -> None:
    database.table(name).create(columns, pk=pk)
