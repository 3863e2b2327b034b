"""A workspace: a folder with one SQLite file, written through sqlite-utils, each import in one transaction."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from vetting.errors import StoreError
from vetting.model import Dataset, Declaration, InputFile, Problem, Record, Run, SourceRef
from vetting.sources.reading import FileReading, paused_collection
from vetting.store import runs
from vetting.store.clashes import Clashes
from vetting.store.receipts import Receipt
from vetting.store.tables import TABLE_OF, TABLES, Table

if TYPE_CHECKING:
    import sqlite_utils

FILE = "vetting.db"
SCHEMA_VERSION = 1

_INPUT: dict[str, type] = {
    "id": int, "dataset": str, "name": str, "kind": str, "sha256": str, "rows": int, "records": int, "problems": int,
    "encoding": str, "newest_date": str,
}  # fmt: skip
_PROBLEM: dict[str, type] = {
    "input": int, "source_file": str, "source_line": int, "source_page": str, "source_url": str, "column": str,
    "value": str, "reason": str, "row": str,
}  # fmt: skip
_DECLARATION: dict[str, type] = {
    "id": int, "source": str, "complete": int, "country": str, "first": str, "last": str,
}  # fmt: skip


class Store:
    """The one SQLite file of a workspace. Use it as a context manager; every writing method is one transaction.

    Raises: StoreError when the file is missing, damaged, locked or made by a newer version.
    """

    def __init__(self, folder: Path | str, connection: sqlite3.Connection) -> None:
        self.folder = Path(folder)
        self._connection = connection

    @classmethod
    def create(cls, folder: Path | str) -> Store:
        """A new workspace in a folder (made if it is not there). Refused where one stands already."""
        folder = Path(folder)
        path = folder / FILE
        if path.exists():
            raise StoreError("there is a workspace here already", where=str(folder))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            store = cls(folder, _connected(path, "rwc"))
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"no workspace can be made here: {error}", where=str(folder)) from None
        with store.transaction():
            _make_tables(_utils(store._connection))
            store._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        return store

    @classmethod
    def open(cls, folder: Path | str) -> Store:
        """The workspace in a folder."""
        folder = Path(folder)
        path = folder / FILE
        if not path.is_file():
            raise StoreError("there is no workspace here", where=str(folder), hint=f"Make one: vetting init {folder}")
        try:
            connection = _connected(path, "rw")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise StoreError(f"the workspace cannot be read: {error}", where=str(path)) from None
        if version != SCHEMA_VERSION:
            connection.close()
            age = "a newer version" if version > SCHEMA_VERSION else "something else"
            message = f"the workspace was made by {age} (schema {version}, not {SCHEMA_VERSION})"
            raise StoreError(message, where=str(path))
        return cls(folder, connection)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    # ------------------------------------------------------------ writing

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside or, on any error, none of it. May be nested: every writing method uses it."""
        try:
            with _utils(self._connection).atomic():
                yield
        except sqlite3.DatabaseError as error:
            raise StoreError(f"the workspace cannot be written: {error}", where=str(self.folder / FILE)) from error

    def import_file(self, reading: FileReading) -> Receipt:
        """Take a file's records and problems in the place of what an earlier import of that file gave.

        A record is the same by dataset and id. Records that the file held before and no longer holds are taken out.
        """
        given = reading.input
        with self.transaction(), paused_collection():
            twin = self._twin(given)
            if twin:
                given = replace(given, dataset=twin[0], name=twin[1])
            input_id = self._input_id(given)
            counts: Counter[str] = Counter()
            for table in TABLES:
                counts += self._take(table, given.dataset, input_id, _of(reading.records, table))
            same_problems = self._put_problems(input_id, reading.problems)
            self._put_input(input_id, given)
            if counts["new"] or counts["changed"] or counts["gone"] or not same_problems:
                self._connection.execute("UPDATE runs SET stale = 1")
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
            notes=(*reading.warnings, *_twin_note(twin), *self._clash_notes(given.dataset)),
        )

    def declare(self, declaration: Declaration) -> None:
        """Keep an analyst's word on a source. The same source, country and period is said anew, in the last place."""
        first, last = _day(declaration.first), _day(declaration.last)
        with self.transaction():
            self._connection.execute(
                "DELETE FROM declarations WHERE source = ? AND country = ? AND first IS ? AND last IS ?",
                (declaration.source, declaration.country, first, last),
            )
            self._connection.execute(
                "INSERT INTO declarations (source, complete, country, first, last) VALUES (?, ?, ?, ?, ?)",
                (declaration.source, int(declaration.complete), declaration.country, first, last),
            )
            self._connection.execute("UPDATE runs SET stale = 1")

    def save_run(self, run: Run) -> None:
        """Keep a run's claims in the place of the last one's."""
        with self.transaction(), paused_collection():
            runs.save(self._connection, run)

    # ------------------------------------------------------------ reading

    def dataset(self) -> Dataset:
        """Every record, each sequence sorted by id (or by what stands for one)."""
        clashes = Clashes.found(self._connection)
        with paused_collection():
            found = {table.name: tuple(self._records(table, clashes)) for table in TABLES}
        return Dataset(**found, declarations=self.declarations(), problems=self.problems(), inputs=self.inputs())

    def inputs(self) -> tuple[InputFile, ...]:
        """The imported files, sorted by name and dataset."""
        columns = ("name", "kind", "dataset", "sha256", "rows", "records", "problems", "encoding", "newest_date")
        rows = self._connection.execute(f"SELECT {', '.join(columns)} FROM inputs ORDER BY name, dataset")
        newest = [(dict(zip(columns, row, strict=True)), row[8]) for row in rows]
        return tuple(
            InputFile(**{**fields, "newest_date": None if day is None else date.fromisoformat(day)})
            for fields, day in newest
        )

    def problems(self) -> tuple[Problem, ...]:
        """The rows that are no records, sorted by file and line."""
        columns = ", ".join(f'"{name}"' for name in list(_PROBLEM)[1:])
        rows = self._connection.execute(f"SELECT {columns} FROM problems ORDER BY source_file, source_line, rowid")
        return tuple(Problem(SourceRef(*row[:4]), *row[4:]) for row in rows)

    def declarations(self) -> tuple[Declaration, ...]:
        """What was declared, the oldest first: the latest wins."""
        rows = self._connection.execute("SELECT source, complete, country, first, last FROM declarations ORDER BY id")
        return tuple(
            Declaration(
                source,
                bool(complete),
                country,
                None if first is None else date.fromisoformat(first),
                None if last is None else date.fromisoformat(last),
            )
            for source, complete, country, first, last in rows
        )

    def run(self) -> Run | None:
        """The last run's claims, stale or not; None when there was none."""
        with paused_collection():
            return runs.load(self._connection)

    def run_is_stale(self) -> bool:
        """Whether records or declarations have changed since the last run."""
        row = self._connection.execute("SELECT stale FROM runs").fetchone()
        return row is not None and bool(row[0])

    # ------------------------------------------------------------ parts of an import

    def _twin(self, given: InputFile) -> tuple[str, str] | None:
        """The dataset and name under which the very same bytes were imported before, if under others."""
        rows = self._connection.execute(
            "SELECT dataset, name FROM inputs WHERE sha256 = ? AND kind = ? ORDER BY id", (given.sha256, given.kind)
        ).fetchall()
        if not rows or (given.dataset, given.name) in rows:
            return None
        return rows[0][0], rows[0][1]

    def _input_id(self, given: InputFile) -> int:
        row = self._connection.execute(
            "SELECT id FROM inputs WHERE dataset = ? AND name = ?", (given.dataset, given.name)
        ).fetchone()
        if row is None:
            row = self._connection.execute("SELECT coalesce(max(id), 0) + 1 FROM inputs").fetchone()
        return int(row[0])

    def _put_input(self, input_id: int, given: InputFile) -> None:
        row = (
            input_id, given.dataset, given.name, given.kind, given.sha256, given.rows, given.records, given.problems,
            given.encoding, _day(given.newest_date),
        )  # fmt: skip
        columns = ", ".join(_INPUT)
        if self._connection.execute(f"SELECT {columns} FROM inputs WHERE id = ?", (input_id,)).fetchone() == row:
            return  # nothing is written, so that a second import leaves the very bytes of the file
        marks = ", ".join("?" * len(row))
        self._connection.execute(f"INSERT OR REPLACE INTO inputs ({columns}) VALUES ({marks})", row)

    def _put_problems(self, input_id: int, problems: tuple[Problem, ...]) -> bool:
        rows = [
            (input_id, at.file, at.line, at.page, at.url, item.column, item.value, item.reason, item.row)
            for item in problems
            for at in (item.source,)
        ]
        columns = ", ".join(f'"{name}"' for name in _PROBLEM)
        held = self._connection.execute(f"SELECT {columns} FROM problems WHERE input = ? ORDER BY rowid", (input_id,))
        if held.fetchall() == rows:
            return True
        self._connection.execute("DELETE FROM problems WHERE input = ?", (input_id,))
        marks = ", ".join("?" * len(_PROBLEM))
        self._connection.executemany(f"INSERT INTO problems ({columns}) VALUES ({marks})", rows)
        return False

    def _take(self, table: Table, dataset: str, input_id: int, fresh: dict[str, Record]) -> Counter[str]:
        """Bring one table to what the file says, and count what that changed."""
        counts: Counter[str] = Counter()
        columns = ", ".join(f'"{name}"' for name in table.columns)
        held = self._connection.execute(
            f"SELECT key, input, {columns} FROM {table.name} WHERE dataset = ?", (dataset,)
        )  # fmt: skip
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
        self._connection.executemany(f"DELETE FROM {table.name} WHERE dataset = ? AND key = ?", gone)
        marks = ", ".join("?" * (len(table.columns) + 3))
        self._connection.executemany(
            f"INSERT OR REPLACE INTO {table.name} (dataset, key, input, {columns}) VALUES ({marks})",
            ((dataset, key, input_id, *table.row(fresh[key])) for key in sorted(fresh) if key not in unchanged),
        )
        return counts

    def _records(self, table: Table, clashes: Clashes) -> Iterator[Any]:
        columns = ", ".join(f'"{name}"' for name in table.columns)
        if clashes.touch(table.name):
            datasets = [row[0] for row in self._connection.execute(f"SELECT DISTINCT dataset FROM {table.name}")]
            found: list[Any] = []
            for dataset in datasets:
                rows = self._connection.execute(f"SELECT {columns} FROM {table.name} WHERE dataset = ?", (dataset,))
                found += [clashes.renamed(record, dataset) for record in table.records(rows)]
        else:
            found = list(table.records(self._connection.execute(f"SELECT {columns} FROM {table.name}")))
        found.sort(key=table.key)
        yield from found

    def _clash_notes(self, dataset: str) -> Iterator[str]:
        clashes = Clashes.found(self._connection)
        for noun, count, others in clashes.told(dataset):
            yield (
                f"{count} ids of {noun} are also used by {', '.join(others)}: they are shown as '{dataset}:ID'; "
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


def _twin_note(twin: tuple[str, str] | None) -> Iterator[str]:
    if twin:
        yield f"the same bytes were imported before as {twin[1]}: nothing is taken twice"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    # The rollback journal is SQLite's default: the one file is then the whole workspace.
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True)


def _utils(connection: sqlite3.Connection) -> sqlite_utils.Database:
    import sqlite_utils

    return sqlite_utils.Database(connection)


def _make_tables(database: sqlite_utils.Database) -> None:
    _make(database, "meta", {"key": str, "value": str}, "key")
    database.table("meta").insert({"key": "schema_version", "value": str(SCHEMA_VERSION)})
    _make(database, "inputs", _INPUT, "id")
    _make(database, "problems", _PROBLEM, None)
    _make(database, "declarations", _DECLARATION, "id")
    for table in TABLES:
        columns: Mapping[str, type] = {"dataset": str, "key": str, "input": int, **table.types}
        _make(database, table.name, dict(columns), ("dataset", "key"))
    for name, fields in runs.TABLES.items():
        _make(database, name, fields, runs.PRIMARY_KEYS.get(name))


def _make(
    database: sqlite_utils.Database, name: str, columns: dict[str, type], pk: str | tuple[str, ...] | None
) -> None:
    database.table(name).create(columns, pk=pk)
