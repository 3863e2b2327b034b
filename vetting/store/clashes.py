"""Ids are the sources' own. Where two datasets use one id for their own records, both are shown as ``dataset:id``."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from vetting.model import Attribution, Incident, Posting, Relation, VettingRecord
from vetting.store.tables import TABLE_OF

#: Tables whose ids other records refer to, or that are shown by id.
_TABLES = (
    "units", "incidents", "missions", "program_totals", "vetting_records", "persons", "figures", "listings",
)  # fmt: skip
#: Table → the tables whose ids its records refer to.
_REFERS = {
    "relations": ("units",),
    "incidents": ("units",),
    "vetting_records": ("units", "missions"),
    "postings": ("units", "persons"),
}


@dataclass(frozen=True, slots=True)
class Clashes:
    """Table → id → the datasets that use it, for ids used by more than one. The answer does not depend on the order

    in which files were imported.
    """

    by_table: Mapping[str, Mapping[str, frozenset[str]]]

    @staticmethod
    def found(connection: sqlite3.Connection) -> Clashes:
        """Every id that two datasets use."""
        clashes: dict[str, dict[str, frozenset[str]]] = {}
        for table in _TABLES:
            datasets = [row[0] for row in connection.execute(f"SELECT DISTINCT dataset FROM {table}")]
            if len(datasets) < 2:
                continue
            users: dict[str, set[str]] = defaultdict(set)
            for key, dataset in connection.execute(
                f"SELECT key, dataset FROM {table} WHERE key IN "
                f"(SELECT key FROM {table} GROUP BY key HAVING count(DISTINCT dataset) > 1)"
            ):
                users[key].add(dataset)
            if users:
                clashes[table] = {key: frozenset(names) for key, names in users.items()}
        return Clashes(clashes)

    def touch(self, table: str) -> bool:
        """Whether a record of the table may need another id, its own or one it refers to."""
        return any(name in self.by_table for name in (table, *_REFERS.get(table, ())))

    def told(self, dataset: str) -> Iterator[tuple[str, int, tuple[str, ...]]]:
        """For one dataset: noun, how many of its ids clash, and with which other datasets."""
        for table, users in sorted(self.by_table.items()):
            mine = [names for names in users.values() if dataset in names]
            if mine:
                yield table.replace("_", " "), len(mine), tuple(sorted(frozenset().union(*mine) - {dataset}))

    def renamed(self, record: Any, dataset: str) -> Any:
        """The record with its ids made unique. An id of another dataset's that is not unique stays as it is."""
        changes: dict[str, Any] = {}
        if isinstance(record, Relation):
            changes = {"unit_id": self._id("units", record.unit_id, dataset)}
            changes["other_id"] = self._id("units", record.other_id, dataset)
        elif isinstance(record, Posting):
            changes = {"unit_id": self._id("units", record.unit_id, dataset)}
            changes["person_id"] = self._id("persons", record.person_id, dataset)
        else:
            table = TABLE_OF[type(record)].name
            changes = {"id": self._id(table, record.id, dataset)}
            if isinstance(record, VettingRecord):
                changes["unit_id"] = self._id("units", record.unit_id, dataset)
                changes["mission_id"] = self._id("missions", record.mission_id, dataset)
            if isinstance(record, Incident):
                changes["attributions"] = tuple(self._attribution(item, dataset) for item in record.attributions)
        if all(getattr(record, name) == value for name, value in changes.items()):
            return record
        return replace(record, **changes)

    def _attribution(self, item: Attribution, dataset: str) -> Attribution:
        return replace(item, unit_id=self._id("units", item.unit_id, dataset))

    def _id(self, table: str, id_: str, dataset: str) -> str:
        return f"{dataset}:{id_}" if dataset in self.by_table.get(table, {}).get(id_, frozenset()) else id_
