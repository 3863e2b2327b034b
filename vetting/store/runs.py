"""The claims of the last run: saved whole, read whole. Answers are many and alike: each distinct one is kept once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from vetting.model import Answer, Exposure, ForceExposure, Link, Mention, Part, Reading, RuleText, Run
from vetting.store.plain_values import reader, to_plain

#: Table → columns with their types.
TABLES: dict[str, dict[str, type]] = {
    "runs": {"as_of": str, "rules": str, "parameters": str, "stale": int},
    "readings": {"country": str, "text": str, "parts": str},
    "incident_links": {"incident_id": str, "links": str},
    "exposures": {"place": int, "incident_id": str, "mission_id": str, "body": str},
    "force_exposures": {"place": int, "body": str},
    "answers": {"number": int, "rule_id": str, "result": str, "body": str},
    "signatures": {"signature": int, "answers": str, "facts": str},
    "mission_signatures": {"mission_id": str, "signature": int},
}
#: What a run says beside its claims, by name. Made with the first run that has it: older workspaces lack the table.
_NOTES = "run_notes"
PRIMARY_KEYS: dict[str, str | tuple[str, ...]] = {
    "readings": ("country", "text"),
    "incident_links": "incident_id",
    "exposures": "place",
    "force_exposures": "place",
    "answers": "number",
    "signatures": "signature",
    "mission_signatures": "mission_id",
}


class StoredFacts(Mapping[int, Mapping[str, object]]):
    """The facts of signatures as they are stored, read when they are asked for: parsed they are many times as large."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self._texts = texts

    def __getitem__(self, signature: int) -> Mapping[str, object]:
        return dict(json.loads(self._texts[signature]))

    def __iter__(self) -> Iterator[int]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def save(connection: sqlite3.Connection, run: Run) -> None:
    """Put the run in the place of the one before. The caller holds the transaction."""
    for table in TABLES:
        connection.execute(f"DELETE FROM {table}")
    _insert(connection, "runs", [(run.as_of.isoformat(), _json(run.rules), _json(run.parameters), 0)])
    _insert(
        connection,
        "readings",
        ((reading.mention.country, reading.mention.text, _json(reading.parts)) for reading in run.readings),
    )
    _insert(connection, "incident_links", ((key, _json(links)) for key, links in sorted(run.incident_links.items())))
    _insert(
        connection,
        "exposures",
        ((place, item.incident_id, item.mission_id, _json(item)) for place, item in enumerate(run.exposures)),
    )
    _insert(connection, "force_exposures", ((place, _json(item)) for place, item in enumerate(run.force_exposures)))
    numbers: dict[Answer, int] = {}
    known: dict[int, int] = {}  # most answers are one object many times over: its identity is quicker to ask

    def number_of(answer: Answer) -> int:
        number = known.get(id(answer))
        if number is None:
            number = known[id(answer)] = numbers.setdefault(answer, len(numbers))
        return number

    signatures = [
        (
            signature,
            json.dumps([number_of(answer) for answer in answers]),
            json.dumps(run.facts[signature], ensure_ascii=False) if signature in run.facts else None,
        )
        for signature, answers in sorted(run.answers.items())
    ]
    _insert(
        connection,
        "answers",
        ((number, answer.rule_id, answer.result, _json(answer)) for answer, number in numbers.items()),
    )
    _insert(connection, "signatures", signatures)
    _insert(connection, "mission_signatures", sorted(run.signature_of.items()))
    _save_notes(connection, run)


def _save_notes(connection: sqlite3.Connection, run: Run) -> None:
    connection.execute(f"CREATE TABLE IF NOT EXISTS {_NOTES} (name TEXT PRIMARY KEY, body TEXT)")
    connection.execute(f"DELETE FROM {_NOTES}")
    notes = (("known", None if run.known is None else _json(run.known)), ("own_rules", _json(run.own_rules)))
    connection.executemany(f"INSERT INTO {_NOTES} (name, body) VALUES (?, ?)", notes)


def _notes(connection: sqlite3.Connection) -> dict[str, Any]:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (_NOTES,)).fetchone():
        return {}
    rows = connection.execute(f"SELECT name, body FROM {_NOTES}")
    return {name: json.loads(body) for name, body in rows if body is not None}


def load(connection: sqlite3.Connection) -> Run | None:
    """The last run as it was saved, or None."""
    row = connection.execute("SELECT as_of, rules, parameters FROM runs").fetchone()
    if row is None:
        return None
    as_of, rules, parameters = row
    read_parts, read_links = reader(tuple[Part, ...]), reader(tuple[Link, ...])
    read_answer = reader(Answer)
    numbered = {
        number: read_answer(json.loads(body)) for number, body in connection.execute("SELECT number, body FROM answers")
    }
    notes = _notes(connection)
    signatures = connection.execute("SELECT signature, answers, facts FROM signatures ORDER BY signature").fetchall()
    return Run(
        as_of=date.fromisoformat(as_of),
        rules=json.loads(rules),
        parameters=json.loads(parameters),
        readings=tuple(
            Reading(Mention(country, text), read_parts(json.loads(parts)))
            for country, text, parts in connection.execute("SELECT country, text, parts FROM readings ORDER BY 1, 2")
        ),
        incident_links={
            key: read_links(json.loads(links))
            for key, links in connection.execute("SELECT incident_id, links FROM incident_links ORDER BY 1")
        },
        exposures=tuple(reader(Exposure)(body) for body in _bodies(connection, "exposures")),
        force_exposures=tuple(reader(ForceExposure)(body) for body in _bodies(connection, "force_exposures")),
        answers={
            signature: tuple([numbered[number] for number in json.loads(numbers)])
            for signature, numbers, _ in signatures
            if numbers is not None
        },
        signature_of=dict(connection.execute("SELECT mission_id, signature FROM mission_signatures ORDER BY 1")),
        facts=StoredFacts({signature: facts for signature, _, facts in signatures if facts is not None}),
        known=notes.get("known"),
        own_rules=reader(tuple[RuleText, ...])(notes.get("own_rules", [])),
    )


def lacks_levels(connection: sqlite3.Connection) -> bool:
    """Whether the run is of a version that did not yet keep with a part the level that it names."""
    first = connection.execute("SELECT parts FROM readings LIMIT 1").fetchone()
    return first is not None and any("named" not in part for part in json.loads(first[0]))


def _bodies(connection: sqlite3.Connection, table: str) -> Iterator[Any]:
    for (body,) in connection.execute(f"SELECT body FROM {table} ORDER BY place"):
        yield json.loads(body)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    columns = TABLES[table]
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _json(value: Any) -> str:
    plain = dict(value) if isinstance(value, Mapping) else to_plain(value)
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
