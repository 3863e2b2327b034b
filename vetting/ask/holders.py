"""Who holds a missing fact: the table ``holders.csv``, one row for each thing that a department can answer in one go.

A row names the paths of facts.schema.json it answers (a path also stands for what lies under it, unless a longer one
is named), who holds it by the program's money, and the words to ask with. ``when`` tells two rows of one path apart:
``named`` where a printed name could not be tied to a registered unit, ``unnamed`` where no unit is printed. A row
marked ``gate`` goes first: until it is known, the other facts that the same rule lacks are not asked for. ``per`` says
whether it is asked once for each program of a country, or once for the country.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

DEFENSE, STATE, HOMELAND, BOTH, ANALYST = "defense", "state", "homeland", "both", "analyst"
HOLDERS = (DEFENSE, STATE, HOMELAND, BOTH, ANALYST)
#: The column of ``holders.csv`` for each word of ``Mission.money``; any other money is not known.
_COLUMNS = {"DoD": "dod", "State": "state", "DHS": "dhs"}
_UNKNOWN = "unknown"
NAMED, UNNAMED = "named", "unnamed"


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """One row: what is not known, who holds it, and the words to ask for it. ``order`` is its place in the table."""

    order: int
    paths: tuple[str, ...]
    when: str
    gate: bool
    per_country: bool
    by_money: Mapping[str, str]
    fact: tuple[str, str]
    ask: tuple[str, str]
    documents: tuple[str, str]
    command: str

    def holder(self, money: str) -> str:
        """Who holds it where the program is paid from ``money``: one of ``HOLDERS``."""
        return self.by_money[_COLUMNS.get(money, _UNKNOWN)]


@cache
def subjects() -> tuple[Subject, ...]:
    """The rows in the order of the table. English stands before Spanish in ``fact``, ``ask`` and ``documents``."""
    text = (files("vetting.ask") / "holders.csv").read_text(encoding="utf-8")
    return tuple(_subject(order, row) for order, row in enumerate(csv.DictReader(io.StringIO(text))))


def _subject(order: int, row: Mapping[str, str]) -> Subject:
    return Subject(
        order,
        tuple(row["paths"].split(";")),
        row["when"],
        row["gate"] == "Y",
        row["per"] == "country",
        {column: row[column] for column in (*_COLUMNS.values(), _UNKNOWN)},
        (row["fact_en"], row["fact_es"]),
        (row["ask_en"], row["ask_es"]),
        (row["documents_en"], row["documents_es"]),
        row["command"],
    )


@cache
def subjects_of(path: str) -> tuple[Subject, ...]:
    """The rows of a path, or of the nearest path above it; list marks are left out. Empty for a path of no schema."""
    bare = path.replace("[]", "")
    while bare:
        found = tuple(subject for subject in subjects() if bare in subject.paths)
        if found:
            return found
        bare = bare.rpartition(".")[0]
    return ()


def wanted(path: str, naming: frozenset[str]) -> tuple[Subject, ...]:
    """The rows of a path that fit what the recipient cell names (``naming``, see ``naming_of``)."""
    return tuple(subject for subject in subjects_of(path) if not subject.when or subject.when in naming)


def naming_of(facts: Mapping[str, object]) -> frozenset[str]:
    """What the facts say of the hosts that are no registered unit: a unit is named, none is, or both in one cell."""
    mission = facts.get("mission")
    hosts = mission.get("host_units") if isinstance(mission, Mapping) else None
    loose = [
        host for host in (hosts if isinstance(hosts, list | tuple) else ())
        if isinstance(host, Mapping) and not host.get("unit_id")
    ]  # fmt: skip
    found = {NAMED if host.get("name_level") == "unit" else UNNAMED for host in loose}
    return frozenset(found or {UNNAMED})
