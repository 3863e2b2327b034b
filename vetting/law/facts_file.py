"""Files of facts: one JSON object ``{id, facts}`` a line, checked against the schema before anything is judged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vetting.errors import InputError
from vetting.law.facts_schema import problems

#: Beyond this many problems a file is of another kind, and the rest is counted only.
_SHOWN = 50


def read_facts(path: Path) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """All ``(id, facts)`` of a file, in its order; other keys of the object are ignored, blank lines too.

    Raises InputError naming every field that is unknown or does not fit, with file and line.
    """
    return parse_facts(read_bytes(path), path.name)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, for ``parse_facts``. Raises InputError where it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"'{path.name}' cannot be read: {error.strerror}", where=path.name) from None


def parse_facts(raw: bytes, name: str) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """As ``read_facts``, from the bytes of a file called ``name``."""
    try:
        lines = raw.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise InputError(f"'{name}' cannot be read: it is not UTF-8 text", where=name) from None
    found: list[tuple[str, Mapping[str, Any]]] = []
    wrong: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line, object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            wrong.append(f"{name}:{number}: this is not a JSON object: {error}")
            continue
        if not isinstance(record, dict) or not isinstance(record.get("id"), (str, int)) or "facts" not in record:
            wrong.append(f"{name}:{number}: the line is not an object with 'id' and 'facts'")
            continue
        bad = problems(record["facts"])
        wrong += [f"{name}:{number}: {each}" for each in bad]
        if not bad:
            found.append((str(record["id"]), record["facts"]))
    if wrong:
        more = len(wrong) - _SHOWN
        shown = [*wrong[:_SHOWN], f"and {more} more"] if more > 0 else wrong
        raise InputError("\n".join(shown), hint="The fields of facts are those of facts.schema.json.")
    return tuple(found)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the key '{next(name for name in names if names.count(name) > 1)}' stands twice")
    return table


def _no_constant(text: str) -> float:
    raise ValueError(f"'{text}' is not a number")
