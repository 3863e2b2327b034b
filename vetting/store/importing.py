"""A file's records and problems in the place of what an earlier import of that file gave."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from vetting.errors import UsageError
from vetting.model import InputFile, Problem, Record
from vetting.sources.reading import FileReading
from vetting.store.clashes import Clashes
from vetting.store.receipts import Receipt
from vetting.store.schema import INPUT, PROBLEM
from vetting.store.tables import TABLE_OF, TABLES, Table


def take_file(connection: sqlite3.Connection, reading: FileReading, *, ours: bool = False) -> Receipt:
    """Bring every table to what the file says. The caller holds the transaction.

    ``ours`` is a reading that the program made itself: it is no other file of the same name, even if nothing is left.
    """
    given = reading.input
    twin = _twin(connection, given)
    if twin:
        given = replace(given, dataset=twin[0], name=twin[1])
    input_id = _input_id(connection, given)
    counts: Counter[str] = Counter()
    for table in TABLES:
        counts += _take(connection, table, given.dataset, input_id, _of(reading.records, table))
    if not ours:
        _refuse_namesake(given, counts)
    same_problems = _put_problems(connection, input_id, reading.problems)
    _put_input(connection, input_id, given)
    if counts["new"] or counts["changed"] or counts["gone"] or not same_problems:
        connection.execute("UPDATE runs SET stale = 1")
    nouns = Counter(TABLE_OF[type(record)].name for record in reading.records)
    return Receipt(
        file=reading.input.name,
        kind=given.kind,
        dataset=given.dataset,
        encoding=given.encoding,
        sha256=given.sha256,
        rows=given.rows,
        rejected=given.problems,
        new=counts["new"],
        changed=counts["changed"],
        same=counts["same"],
        gone=counts["gone"],
        moved=counts["moved"],
        records={table.name: nouns[table.name] for table in TABLES if nouns[table.name]},
        notes=(*reading.warnings, *_twin_note(twin), *_clash_notes(connection, given.dataset)),
    )


def _twin(connection: sqlite3.Connection, given: InputFile) -> tuple[str, str] | None:
    """The dataset and name under which the very same bytes were imported before, if under others."""
    rows = connection.execute(
        "SELECT dataset, name FROM inputs WHERE sha256 = ? AND kind = ? ORDER BY id", (given.sha256, given.kind)
    ).fetchall()
    if not rows or (given.dataset, given.name) in rows:
        return None
    return rows[0][0], rows[0][1]


def _input_id(connection: sqlite3.Connection, given: InputFile) -> int:
    row = connection.execute(
        "SELECT id FROM inputs WHERE dataset = ? AND name = ? AND kind = ?", (given.dataset, given.name, given.kind)
    ).fetchone()
    if row is None:
        row = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM inputs").fetchone()
    return int(row[0])


def _put_input(connection: sqlite3.Connection, input_id: int, given: InputFile) -> None:
    row = (
        input_id, given.dataset, given.name, given.kind, given.sha256, given.rows, given.records, given.problems,
        given.encoding, None if given.newest_date is None else given.newest_date.isoformat(),
    )  # fmt: skip
    columns = ", ".join(INPUT)
    if connection.execute(f"SELECT {columns} FROM inputs WHERE id = ?", (input_id,)).fetchone() == row:
        return  # nothing is written, so that a second import leaves the very bytes of the file
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT OR REPLACE INTO inputs ({columns}) VALUES ({marks})", row)


def _put_problems(connection: sqlite3.Connection, input_id: int, problems: tuple[Problem, ...]) -> bool:
    rows = [
        (input_id, at.file, at.line, at.page, at.url, item.column, item.value, item.reason, item.row)
        for item in problems
        for at in (item.source,)
    ]
    columns = ", ".join(f'"{name}"' for name in PROBLEM)
    held = connection.execute(f"SELECT {columns} FROM problems WHERE input = ? ORDER BY rowid", (input_id,))
    if held.fetchall() == rows:
        return True
    connection.execute("DELETE FROM problems WHERE input = ?", (input_id,))
    marks = ", ".join("?" * len(PROBLEM))
    connection.executemany(f"INSERT INTO problems ({columns}) VALUES ({marks})", rows)
    return False


def _take(
    connection: sqlite3.Connection, table: Table, dataset: str, input_id: int, fresh: dict[str, Record]
) -> Counter[str]:
    """Bring one table to what the file says, and count what that changed."""
    counts: Counter[str] = Counter()
    columns = ", ".join(f'"{name}"' for name in table.columns)
    held = connection.execute(f"SELECT key, input, {columns} FROM {table.name} WHERE dataset = ?", (dataset,))
    unchanged: set[str] = set()
    gone: list[tuple[str, str]] = []
    known: set[str] = set()
    for key, owner, *values in held:
        record = fresh.get(key)
        if record is None:
            if owner == input_id:
                gone.append((dataset, key))
            continue
        known.add(key)
        row = table.row(record)
        if row == tuple(values):
            counts["same"] += 1
            if owner == input_id:
                unchanged.add(key)
        elif table.content(row) == table.content(tuple(values)):
            counts["same"] += 1
            counts["moved"] += 1
        else:
            counts["changed"] += 1
    counts["new"] = len(fresh) - len(known)
    counts["gone"] = len(gone)
    connection.executemany(f"DELETE FROM {table.name} WHERE dataset = ? AND key = ?", gone)
    marks = ", ".join("?" * (len(table.columns) + 3))
    connection.executemany(
        f"INSERT OR REPLACE INTO {table.name} (dataset, key, input, {columns}) VALUES ({marks})",
        ((dataset, key, input_id, *table.row(fresh[key])) for key in sorted(fresh) if key not in unchanged),
    )
    return counts


def _ids(count: int) -> str:
    return "1 id" if count == 1 else f"{count:,} ids"


def _clash_notes(connection: sqlite3.Connection, dataset: str) -> Iterator[str]:
    clashes = Clashes.found(connection)
    for noun, count, others in clashes.told(dataset):
        yield (
            f"{_ids(count)} of {noun} also used by {', '.join(others)}, shown as '{dataset}:ID'; "
            f"if it is a newer edition of the same file, import it with --dataset {others[0]}"
        )


def _of(records: tuple[Record, ...], table: Table) -> dict[str, Record]:
    """The records of one table by key; ties and postings told twice are kept apart by their number."""
    found: dict[str, Record] = {}
    for record in records:
        if type(record) is not table.noun:
            continue
        key = table.key(record)
        if key in found:
            number = 2
            while f"{key}#{number}" in found:
                number += 1
            key = f"{key}#{number}"
        found[key] = record
    return found


def _refuse_namesake(given: InputFile, counts: Counter[str]) -> None:
    """A file that keeps nothing of the earlier one of its name is most likely another file: two units.csv."""
    if counts["gone"] and not (counts["same"] or counts["changed"]):
        raise UsageError(
            f"another file of this name was imported before and none of its {counts['gone']:,} records is in this one",
            where=given.name,
            hint="If it is a file of its own, name its dataset: --dataset NAME.",
        )


def _twin_note(twin: tuple[str, str] | None) -> Iterator[str]:
    if twin:
        yield f"the same bytes were imported before as {twin[1]}: nothing is taken twice"
