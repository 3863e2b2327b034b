"""What a provisional registry rests on: members, and of which input each country was built. Made when first needed."""

from __future__ import annotations

import json
import sqlite3

from vetting.registry.building import Built
from vetting.registry.edits import Edit
from vetting.registry.proposing import Group, Member

_MAKE = (
    "CREATE TABLE IF NOT EXISTS registry_blocks (country TEXT PRIMARY KEY, digest TEXT)",
    "CREATE TABLE IF NOT EXISTS registry_kept (country TEXT PRIMARY KEY, program TEXT, cells BLOB)",
    "CREATE TABLE IF NOT EXISTS registry_members "
    "(unit_id TEXT, country TEXT, cell TEXT, start INTEGER, stop INTEGER, sureness REAL, "
    "PRIMARY KEY (country, cell, start, unit_id))",
    "CREATE TABLE IF NOT EXISTS registry_groups (country TEXT, unit_id TEXT, registered TEXT, together REAL, "
    "rival TEXT, same REAL, reasons TEXT, PRIMARY KEY (country, unit_id))",
    "CREATE TABLE IF NOT EXISTS registry_edits (number INTEGER PRIMARY KEY, day TEXT, kind TEXT, country TEXT, "
    "unit_id TEXT, value TEXT, names TEXT, reason TEXT, source TEXT, undone TEXT)",
)


def digests(connection: sqlite3.Connection) -> dict[str, str]:
    """Country → the digest of what its provisional units were built from."""
    return dict(connection.execute("SELECT country, digest FROM registry_blocks")) if _there(connection) else {}


def kept(connection: sqlite3.Connection, program: str) -> dict[str, bytes]:
    """Country → what the last build kept of its cells, where it was read by ``program``."""
    if not _there(connection, "registry_kept"):
        return {}
    return dict(connection.execute("SELECT country, cells FROM registry_kept WHERE program = ?", (program,)))


def members(connection: sqlite3.Connection, country: str = "") -> tuple[Member, ...]:
    """The members of every provisional unit, or of one country's, sorted by unit and cell."""
    if not _there(connection):
        return ()
    columns = "SELECT unit_id, country, cell, start, stop, sureness FROM registry_members"
    where, values = (" WHERE country = ?", (country,)) if country else ("", ())
    return tuple(Member(*row) for row in connection.execute(f"{columns}{where} ORDER BY 1, 3, 4", values))


def groups(connection: sqlite3.Connection, country: str = "") -> tuple[Group, ...]:
    """What the builds said of every provisional unit, or of one country's, sorted by id."""
    if not _there(connection, "registry_groups"):
        return ()
    columns = "SELECT unit_id, country, registered, together, rival, same, reasons FROM registry_groups"
    where, values = (" WHERE country = ?", (country,)) if country else ("", ())
    rows = connection.execute(f"{columns}{where} ORDER BY 1, 2", values)
    return tuple(
        Group(unit, country, registered, sure, rival, same, tuple((name, points) for name, points in json.loads(why)))
        for unit, country, registered, sure, rival, same, why in rows
    )


def edits(connection: sqlite3.Connection) -> tuple[Edit, ...]:
    """Every edit in the order in which it was made, undone ones too."""
    if not _there(connection, "registry_edits"):
        return ()
    columns = "number, day, kind, country, unit_id, value, names, reason, source, undone"
    rows = connection.execute(f"SELECT {columns} FROM registry_edits ORDER BY 1")
    return tuple(
        Edit(number, day, kind, country, unit, value, tuple(json.loads(names)), reason, source, undone)
        for number, day, kind, country, unit, value, names, reason, source, undone in rows
    )


def add_edit(connection: sqlite3.Connection, edit: Edit) -> None:
    """Put an edit behind the others. The caller holds the transaction."""
    for statement in _MAKE:
        connection.execute(statement)
    row = (edit.number, edit.day, edit.kind, edit.country, edit.unit_id, edit.value, json.dumps(edit.names))
    connection.execute(
        "INSERT INTO registry_edits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*row, edit.reason, edit.source, edit.undone),
    )


def undo_edit(connection: sqlite3.Connection, number: int, why: str) -> None:
    """Say of an edit that it counts for nothing from now on, and why; it stays on record."""
    connection.execute("UPDATE registry_edits SET undone = ? WHERE number = ?", (why, number))


def save(connection: sqlite3.Connection, built: Built) -> None:
    """Replace what is held of the countries built. The caller holds the transaction."""
    for statement in _MAKE:
        connection.execute(statement)
    fresh = built.proposals
    connection.executemany(
        "INSERT OR REPLACE INTO registry_kept VALUES (?, ?, ?)",
        ((country, built.program, cells) for country, cells in sorted(built.kept.items())),
    )
    for country, digest in sorted(built.fresh.items()):
        for table in ("registry_members", "registry_groups"):
            connection.execute(f"DELETE FROM {table} WHERE country = ?", (country,))
        connection.execute("INSERT OR REPLACE INTO registry_blocks VALUES (?, ?)", (country, digest))
    connection.executemany(
        "INSERT INTO registry_members VALUES (?, ?, ?, ?, ?, ?)",
        ((m.unit_id, m.country, m.cell, m.start, m.end, m.sureness) for p in fresh for m in p.members),
    )
    connection.executemany(
        "INSERT INTO registry_groups VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (g.country, g.unit_id, g.registered, g.together, g.rival, g.same, json.dumps(g.reasons))
            for p in fresh for g in p.groups
        ),
    )  # fmt: skip


def _there(connection: sqlite3.Connection, table: str = "registry_blocks") -> bool:
    query = "SELECT count(*) FROM sqlite_master WHERE name = ?"
    return bool(connection.execute(query, (table,)).fetchone()[0])
