"""Lines of tables, and parameters, that came, went or changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from vetting.law.comparing.differences import NONE, Change, Values, change, matched
from vetting.law.tables import CONDITIONS, table_files

#: What names a line of a table.
_CONDITION_KEY = ("rule_id", "country", "appropriation_fy", "account")
_COUNTRY_KEY = ("country", "from")

_Row = dict[str, str]
_Named = tuple[str, ...]
_Value = TypeVar("_Value")


def tables(old: Path, new: Path) -> Iterator[Change]:
    """Tables by their file's name, and the lines of those on both sides."""
    before, after = ({path.name: path for path in table_files(folder)} for folder in (old, new))
    for name in sorted({*before, *after}):
        yield from matched(name, "table", (_one(before, name), _one(after, name)), lambda *_: {}, _lines)


def _read(path: Path, key: Sequence[str]) -> dict[_Named, _Row]:
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    return {tuple(row[name].strip() for name in key): row for row in rows}


def _lines(table: str, old: Path, new: Path) -> Iterator[Change]:
    key = _CONDITION_KEY if table == CONDITIONS else _COUNTRY_KEY

    def say(_: _Named, row: _Row) -> Values:
        line = ", ".join(value for value in row.values() if value)
        return {"new": line, "old": line}

    def differ(key: _Named, was: _Row, now: _Row) -> Iterator[Change]:
        for field in now:
            if was[field].strip() != now[field].strip():
                named = " ".join(part for part in key if part)
                values: Values = {"key": named, "field": field, "old": was[field] or NONE, "new": now[field] or NONE}
                yield change(table, "row_changed", values)

    yield from matched(table, "row", (_read(old, key), _read(new, key)), say, differ)


def parameters(old: Mapping[str, int | float], new: Mapping[str, int | float]) -> Iterator[Change]:
    """Parameters by their name, each a subject of its own."""
    for name in sorted({*old, *new}):
        yield from matched(name, "parameter", (_one(old, name), _one(new, name)), _say_value, _value_changed)


def _one(side: Mapping[str, _Value], name: str) -> dict[str, _Value]:
    """Only what is called ``name``: each table and parameter is a subject of its own."""
    return {name: side[name]} if name in side else {}


def _say_value(_: str, value: int | float) -> Values:
    return {"old": str(value), "new": str(value)}


def _value_changed(name: str, was: int | float, now: int | float) -> Iterator[Change]:
    if was != now:
        yield change(name, "parameter_changed", {"old": str(was), "new": str(now)})
