"""A workspace: a folder with one SQLite file, written through sqlite-utils, each import in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from vetting.collector import paused_collection
from vetting.errors import StoreError
from vetting.model import Dataset, Declaration, InputFile, Problem, Run, SourceRef
from vetting.registry.building import Built
from vetting.registry.edits import Edit
from vetting.registry.proposing import Group, Member
from vetting.sources.reading import FileReading
from vetting.store import registry_tables, runs
from vetting.store.clashes import Clashes
from vetting.store.importing import take_file
from vetting.store.receipts import Receipt
from vetting.store.schema import FILE, PROBLEM, SCHEMA_VERSION, connected, make_tables, utils
from vetting.store.tables import TABLES, Table

__all__ = ["FILE", "SCHEMA_VERSION", "Receipt", "Store"]


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
            store = cls(folder, connected(path, "rwc"))
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"no workspace can be made here: {error}", where=str(folder)) from None
        with store.transaction():
            make_tables(utils(store._connection))
            store._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        return store

    @classmethod
    def open(cls, folder: Path | str) -> Store:
        """The workspace in a folder."""
        folder = Path(folder)
        path = folder / FILE
        if not path.is_file():
            raise StoreError("there is no workspace here", where=str(folder), hint=f"Make one: vetting init {folder}")
        connection = connected(path, "rw")
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            connection.close()
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
            with utils(self._connection).atomic():
                yield
        except sqlite3.DatabaseError as error:
            raise StoreError(f"the workspace cannot be written: {error}", where=str(self.folder / FILE)) from error

    def import_file(self, reading: FileReading) -> Receipt:
        """Take a file's records and problems in the place of what an earlier import of that file gave.

        A record is the same by dataset and id. Records that the file held before and no longer holds are taken out.
        """
        with self.transaction(), paused_collection(keep=True):
            return take_file(self._connection, reading)

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
        with self.transaction(), paused_collection(keep=True):
            runs.save(self._connection, run)

    def save_registry(self, built: Built) -> Receipt:
        """Take a provisional registry in the place of the one before, with what it rests on."""
        with self.transaction(), paused_collection(keep=True):
            registry_tables.save(self._connection, built)
            return take_file(self._connection, built.reading, ours=True)

    def add_registry_edits(self, edits: Iterable[Edit]) -> None:
        """Keep edits behind the earlier ones; the next build replays them."""
        with self.transaction():
            for edit in edits:
                registry_tables.add_edit(self._connection, edit)
            self._connection.execute("UPDATE runs SET stale = 1")

    def undo_registry_edit(self, number: int, why: str) -> None:
        """Let an edit count for nothing from the next build on."""
        with self.transaction():
            registry_tables.undo_edit(self._connection, number, why)
            self._connection.execute("UPDATE runs SET stale = 1")

    # ------------------------------------------------------------ reading

    def registry_edits(self) -> tuple[Edit, ...]:
        """Every edit of the provisional registry, in the order in which it was made."""
        with self._reading():
            return registry_tables.edits(self._connection)

    def registry_digests(self) -> dict[str, str]:
        """Country → the digest of what its provisional units were built from."""
        with self._reading():
            return registry_tables.digests(self._connection)

    def registry_kept(self, program: str) -> dict[str, bytes]:
        """Country → what the last build kept of its cells, where it was read by ``program``."""
        with self._reading():
            return registry_tables.kept(self._connection, program)

    def registry_members(self, country: str = "") -> tuple[Member, ...]:
        """The cells behind every provisional unit, or behind one country's."""
        with self._reading():
            return registry_tables.members(self._connection, country)

    def registry_groups(self, country: str = "") -> tuple[Group, ...]:
        """How sure every provisional unit is, or one country's, and which a registry holds by now."""
        with self._reading():
            return registry_tables.groups(self._connection, country)

    def dataset(self) -> Dataset:
        """Every record, each sequence sorted by id (or by what stands for one)."""
        with self._reading(), paused_collection(keep=True):
            clashes = Clashes.found(self._connection)
            found = {table.name: tuple(self._records(table, clashes)) for table in TABLES}
            return Dataset(**found, declarations=self.declarations(), problems=self.problems(), inputs=self.inputs())

    def inputs(self) -> tuple[InputFile, ...]:
        """The imported files, sorted by name, dataset and kind."""
        columns = ("name", "kind", "dataset", "sha256", "rows", "records", "problems", "encoding", "newest_date")
        rows = self._connection.execute(f"SELECT {', '.join(columns)} FROM inputs ORDER BY name, dataset, kind")
        newest = [(dict(zip(columns, row, strict=True)), row[8]) for row in rows]
        return tuple(
            InputFile(**{**fields, "newest_date": None if day is None else date.fromisoformat(day)})
            for fields, day in newest
        )

    def problems(self) -> tuple[Problem, ...]:
        """The rows that are no records, sorted by file and line."""
        columns = ", ".join(f'"{name}"' for name in list(PROBLEM)[1:])
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
        with self._reading(), paused_collection(keep=True):
            return runs.load(self._connection)

    def run_is_stale(self) -> bool:
        """Whether records or declarations changed since the last run, or an earlier version read less in them."""
        row = self._connection.execute("SELECT stale FROM runs").fetchone()
        return row is not None and (bool(row[0]) or runs.lacks_levels(self._connection))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise StoreError(f"the workspace cannot be read: {error}", where=str(self.folder / FILE)) from error

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
        found.sort(key=table.order)
        yield from found


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
