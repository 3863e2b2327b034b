"""A registry read beforehand and kept in a file, so that its names need not be parsed again.

One SQLite file: per country, what ``describe`` says of its units, as JSON, under a key: a hash of the units and of
all that reads them (lexicon, parser, version). Another key means that the file is out of date: it is refused, never
used. Nothing in it is ever run.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import vetting
from vetting.collector import paused_collection
from vetting.errors import InputError
from vetting.executor import run
from vetting.link.registry import Described, Form, describe, of_country
from vetting.link.shards import Shard, cut, processes_for
from vetting.model import Mention, Unit
from vetting.names import ParsedName

#: Written into the file, so that another SQLite file is not taken for one.
_FORMAT = 0x76657401
_STALE = "Make it again with this registry: remove the file, or name another one."


def save(units: Sequence[Unit], path: Path, *, processes: int | None = None) -> None:
    """Read ``units`` and keep what was read in ``path``, for ``link(…, index=path)``; a file there is replaced.

    Raises: InputError where the file cannot be written.
    """
    countries = {unit.country for unit in units}
    shards = cut((Mention(country, "") for country in sorted(countries)), units)
    processes = processes_for(shards, processes)
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part)) as store, paused_collection():
            store.execute(f"PRAGMA application_id = {_FORMAT}")
            store.execute("CREATE TABLE countries (country TEXT PRIMARY KEY, key TEXT, units TEXT)")
            rows = {shards[at].country: row for at, row in run(_row, shards, processes)}
            store.executemany("INSERT INTO countries VALUES (?, ?, ?)", [(c, *rows[c]) for c in sorted(rows)])
            store.commit()
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise InputError(f"the index cannot be written: {error}", where=path.name) from error


def load(path: Path, country: str, units: Iterable[Unit]) -> list[Described]:
    """What is kept in ``path`` of the units of ``country``, in the order of ``of_country(units)``.

    Raises: InputError where the file is no index, or not one of these units read by this version.
    """
    kept = of_country(units)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as store:
            if store.execute("PRAGMA application_id").fetchone()[0] != _FORMAT:
                raise InputError("the file is no index of units", where=path.name, hint=_STALE)
            row = store.execute("SELECT key, units FROM countries WHERE country = ?", (country,)).fetchone()
    except sqlite3.Error as error:
        raise InputError(f"the index cannot be read: {error}", where=path.name, hint=_STALE) from error
    if row is None or row[0] != _key(country, kept):
        raise InputError(
            f"the index is out of date: units of {country}, or the words they are read by, have changed",
            where=path.name, hint=_STALE,
        )  # fmt: skip
    try:
        return [_described(at, *values) for at, (_, values) in enumerate(zip(kept, json.loads(row[1]), strict=True))]
    except (IndexError, TypeError, ValueError) as error:
        raise InputError("the index is damaged", where=path.name, hint=_STALE) from error


def _row(shard: Shard) -> tuple[str, str]:
    kept = of_country(shard.units)
    plain = [_plain(describe(at, unit)) for at, unit in enumerate(kept)]
    return _key(shard.country, kept), json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _key(country: str, kept: Iterable[Unit]) -> str:
    said = [
        (u.id, u.name, u.aliases, u.level, u.echelon, u.branch, u.kind, sorted(u.classification)) for u in kept
    ]  # fmt: skip
    return hashlib.sha256(repr((reader(), country, said)).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def reader(*more: str) -> str:
    """A hash of all that reads a name: the version, the lexicon, and the modules that parse and describe.

    ``more``: further packages whose code and tables are to count.
    """
    digest = hashlib.sha256(vetting.__version__.encode())
    for package in ("vetting.lexicon", "vetting.names", "vetting.link", *more):
        for file in sorted(files(package).iterdir(), key=lambda f: f.name):
            if file.name.endswith((".py", ".csv")):
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _plain(one: Described) -> list[Any]:
    forms = [_plain_form(form) for form in one.forms]
    return [forms, sorted(one.branches), one.level, one.echelon, one.numbers]


def _plain_form(form: Form) -> list[Any]:
    values = [getattr(form, field.name) for field in fields(Form)]
    values[_NAME] = [getattr(form.name, field.name) for field in fields(ParsedName)]
    values[_UNIT] = None
    return [sorted(value) if isinstance(value, frozenset) else value for value in values]


def _described(
    at: int, forms: list[Any], branches: list[str], level: str, echelon: str, numbers: list[int]
) -> Described:
    made = tuple([_form(at, values) for values in forms])
    return Described(made, frozenset(branches), level, echelon, tuple(numbers))


def _form(at: int, values: list[Any]) -> Form:
    name = [make(value) if make else value for make, value in zip(_NAME_MAKERS, values[_NAME], strict=True)]
    made = [make(value) if make else value for make, value in zip(_FORM_MAKERS, values, strict=True)]
    made[_UNIT], made[_NAME] = at, ParsedName(*name)
    return Form(*made)


def _makers(of: type) -> list[Callable[[Any], Any] | None]:
    """What turns a JSON list into each field's own kind of value; None for a field that JSON keeps as it is."""
    # A compiled class says what its fields are by type, and of a union only that it is one.
    kinds = [str(field.type).removeprefix("<class '") for field in fields(of)]
    return [
        frozenset if kind.startswith("frozenset") else _tuple if kind.startswith(("tuple", "type")) else None
        for kind in kinds
    ]


def _tuple(value: list[Any] | None) -> tuple[Any, ...] | None:
    return None if value is None else tuple(value)


_NAME, _UNIT = (next(at for at, field in enumerate(fields(Form)) if field.name == name) for name in ("name", "unit"))
_FORM_MAKERS, _NAME_MAKERS = _makers(Form), _makers(ParsedName)
