"""``relations.csv`` as it was edited by hand → ties told, told anew and taken away."""

from __future__ import annotations

from vetting.registry.comparing import Change, Held, Outcome, RowError
from vetting.registry.edits import cited_period
from vetting.registry.given import GivenFile, GivenRow

KINDS = ("subordinate", "administrative", "member", "successor")
_DAYS = ("first_cited", "last_cited")
_FIXED = ("source_file", "source_line", "source_url")
_Key = tuple[str, str, str]


def tie_changes(file: GivenFile, held: Held, outcome: Outcome) -> None:
    """Compare every row with the ties held, and tell ``outcome`` what becomes of it."""
    seen: set[_Key] = set()
    for row in file.rows:
        try:
            if row.fault:
                raise RowError("", "", row.fault)
            key = (row.cells["kind"], row.cells["unit_id"], row.cells["other_id"])
            if key in seen:
                raise RowError("unit_id", key[1], "the same tie stands in the file twice")
            seen.add(key)
            outcome.take(1, _changes(key, row, held, file), new=key not in held.ties)
        except RowError as error:
            outcome.refuse(row, error)
    countries = {held.units[key[1]].country for key in seen if key[1] in held.units}
    for key in sorted(held.ties.keys() - seen):
        country = held.units[key[1]].country
        if country in countries:
            outcome.gone.append(Change("untie", country, key[1], key[2], (key[0],)))


def _changes(key: _Key, row: GivenRow, held: Held, file: GivenFile) -> list[Change]:
    kind, unit_id, other = key
    before = held.ties.get(key)
    first, last = (row.cells.get(c, before[c] if before else "") for c in _DAYS)
    if before is not None:
        for column in _FIXED:
            if row.cells.get(column, before[column]) != before[column]:
                raise RowError(column, row.cells[column], "where a tie stands is not edited; its days are")
        if (first, last) == (before["first_cited"], before["last_cited"]):
            return []
    _check(kind, unit_id, other, held)
    try:
        cited_period(first, last)
    except ValueError as error:
        raise RowError("first_cited", f"{first}..{last}", str(error)) from None
    held.say(unit_id, f"{kind} {other}", f"{first}..{last}", file.name)
    source = row.cells.get("source_url", "") if before is None else ""
    return [Change("tie", held.units[unit_id].country, unit_id, other, (kind, first, last), source)]


def _check(kind: str, unit_id: str, other: str, held: Held) -> None:
    if kind not in KINDS:
        raise RowError("kind", kind, f"a tie is one of {', '.join(KINDS)}")
    if unit_id not in held.rows:
        why = "the unit is registered: edit its own file" if unit_id in held.units else "no such unit"
        raise RowError("unit_id", unit_id, why)
    if other not in held.units:
        raise RowError("other_id", other, "no such unit")
    if other == unit_id:
        raise RowError("other_id", other, "a unit has no tie to itself")
