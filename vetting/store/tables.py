"""Each noun as a table: which columns with which types, a record as a row of it, and a row as the record again."""

from __future__ import annotations

import dataclasses
import json
import operator
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

from vetting.model import (
    Figure,
    Incident,
    Listing,
    Mission,
    Person,
    Posting,
    ProgramTotal,
    Relation,
    SourceRef,
    Unit,
    VettingRecord,
)
from vetting.period import ImpreciseDate, Period
from vetting.store.plain_values import reader, to_plain

SOURCE = ("source_file", "source_line", "source_page", "source_url")


class Table:
    """One noun's table. Its columns are the record's fields, with the source in four, behind the bookkeeping ones:

    ``dataset`` and ``key`` (the record's id, or what stands for one) identify a row; ``input`` is the file it is from.
    """

    def __init__(self, noun: type, name: str) -> None:
        self.noun = noun
        self.name = name
        hints = typing.get_type_hints(noun)
        self.fields = tuple(field.name for field in dataclasses.fields(noun))
        plain = [name for name in self.fields if name != "source"]
        self.columns = (*plain, *SOURCE)
        self.types: dict[str, type] = {name: _column_type(hints[name]) for name in plain}
        self.types |= {"source_file": str, "source_line": int, "source_page": str, "source_url": str}
        self._values = operator.attrgetter(*plain, *(name.replace("_", ".", 1) for name in SOURCE))
        self._to_column = [(at, write) for at, name in enumerate(plain) if (write := _writer(hints[name]))]
        self._from_column = [(at, read) for at, name in enumerate(plain) if (read := _reader(hints[name]))]
        self._text = [at for at, name in enumerate(self.columns) if self.types[name] is str and name != "id"]
        self._place = len(plain)
        self._source = self.fields.index("source")

    def key(self, record: Any) -> str:
        """The record's id; for a tie or a posting, which have none, what it says without its dates' source."""
        if isinstance(record, Relation):
            return "|".join((record.kind, record.unit_id, record.other_id, _period_text(record.period)))
        if isinstance(record, Posting):
            parts = (record.person_id, record.unit_id, record.unit_name, record.role, record.rank, record.title)
            return "|".join((*parts, _period_text(record.period)))
        return typing.cast(str, record.id)

    def order(self, record: Any) -> Any:
        """What sorts records the same whatever file came first: the id, else the key and where the record stands."""
        if "id" in self.types:
            return record.id
        return self.key(record), record.source.file, record.source.line

    def row(self, record: Any) -> tuple[Any, ...]:
        """The record's values in the order of ``columns``."""
        values = list(self._values(record))
        for at, write in self._to_column:
            values[at] = write(values[at])
        return tuple(values)

    def content(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """A row without file and line: a record that only moved, or stands in another file too, has not changed."""
        return row[: self._place] + row[self._place + 2 :]

    def records(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """Rows in the order of ``columns`` as records. Equal texts become one object."""
        seen: dict[str, str] = {}
        share = seen.setdefault
        noun, source = self.noun, self._source
        for row in rows:
            values = list(row)
            for at in self._text:
                text = values[at]
                if text:
                    values[at] = share(text, text)
            for at, read in self._from_column:
                values[at] = read(values[at])
            yield noun(*values[:source], SourceRef(*values[-4:]), *values[source:-4])


def _required(kind: Any) -> tuple[Any, bool]:
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return next(part for part in typing.get_args(kind) if part is not type(None)), True
    return kind, False


def _column_type(kind: Any) -> type:
    kind, _ = _required(kind)
    return kind if kind in (int, float) else int if kind is bool else str


def _writer(kind: Any) -> Callable[[Any], Any] | None:
    kind, optional = _required(kind)
    if kind in (str, int, float, bool):
        return None
    if kind is Period:
        return _period_text
    if kind is ImpreciseDate or kind is date:
        return _or_none(_day_text) if optional else _day_text
    if isinstance(kind, type) and issubclass(kind, Enum):
        return operator.attrgetter("value")
    if typing.get_origin(kind) is tuple and typing.get_args(kind)[0] is str:
        return _texts
    return _or_none(_json) if optional else _json


def _reader(kind: Any) -> Callable[[Any], Any] | None:
    kind, optional = _required(kind)
    if kind in (str, int, float):
        return None
    if kind is bool:
        return _or_none(bool) if optional else bool
    if kind in (Period, ImpreciseDate, date) or (isinstance(kind, type) and issubclass(kind, Enum)):
        return _or_none(reader(kind)) if optional else reader(kind)
    read = reader(kind)
    parsed = _parsed_texts if typing.get_origin(kind) is tuple and typing.get_args(kind)[0] is str else _parser(read)
    return _or_none(parsed) if optional else parsed


def _or_none(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else function(value)


def _parser(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: read(json.loads(value))


def _json(value: Any) -> str:
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=1 << 14)
def _texts(value: tuple[str, ...]) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""


@lru_cache(maxsize=1 << 14)
def _parsed_texts(value: str) -> tuple[str, ...]:
    return tuple(json.loads(value)) if value else ()


@lru_cache(maxsize=1 << 17)
def _period_text(value: Period) -> str:
    return str(value)


@lru_cache(maxsize=1 << 14)
def _day_text(value: ImpreciseDate | date) -> str:
    return str(value)


TABLES = (
    Table(Unit, "units"),
    Table(Relation, "relations"),
    Table(Incident, "incidents"),
    Table(Mission, "missions"),
    Table(ProgramTotal, "program_totals"),
    Table(VettingRecord, "vetting_records"),
    Table(Person, "persons"),
    Table(Posting, "postings"),
    Table(Figure, "figures"),
    Table(Listing, "listings"),
)


TABLE_OF: Mapping[type, Table] = {table.noun: table for table in TABLES}
