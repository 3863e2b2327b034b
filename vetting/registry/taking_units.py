"""``units.csv`` or ``sfm_units.csv`` as it was edited by hand → units named, changed, added and taken away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vetting import countries
from vetting.model import SourceRef, Unit
from vetting.period import Period
from vetting.registry.comparing import Change, Held, Outcome, RowError
from vetting.registry.edits import FIELDS, with_field
from vetting.registry.exporting import BETWEEN, entry
from vetting.registry.given import GivenFile, GivenRow
from vetting.registry.naming import ids_of

PREFIX = "prov-"
LEVELS = ("unit", "service", "force")
_FIXED = ("source_file", "source_line")
_YES = ("yes", "y", "true", "1", "si", "sí", "")


def unit_changes(file: GivenFile, held: Held, outcome: Outcome) -> None:
    """Compare every unit with what is held, and tell ``outcome`` what becomes of its rows."""
    held.coming |= {row.cells.get("unit_id", "") for row in file.rows}
    groups: dict[str, list[GivenRow]] = defaultdict(list)
    for at, row in enumerate(file.rows):
        groups[row.cells.get("unit_id", "") or f"\n{at}"].append(row)
    for rows in groups.values():
        try:
            cells = _one(rows, held, file)
            new = cells["unit_id"] not in held.units
            outcome.take(len(rows), _added(cells, held) if new else _changes(cells, held, file), new=new)
        except RowError as error:
            for row in rows:
                outcome.refuse(row, error)
    found = {held.units[id_].country for id_ in groups if id_ in held.rows}
    for id_ in sorted(held.rows.keys() - groups.keys() - held.fresh):
        if held.units[id_].country in found:
            outcome.gone.append(Change("drop", held.units[id_].country, id_))


def _one(rows: Sequence[GivenRow], held: Held, file: GivenFile) -> dict[str, str]:
    """The cells of a unit. In Security Force Monitor's columns it has a row for each superior: a cell that was edited

    in one of them counts for all.
    """
    fault = next((row.fault for row in rows if row.fault), "")
    if fault:
        raise RowError("", "", fault)
    if len(rows) > 1 and file.shape != "sfm":
        raise RowError("unit_id", rows[0].cells["unit_id"], "the same unit stands in the file twice")
    before = held.rows.get(rows[0].cells["unit_id"], {})
    cells = dict(rows[0].cells)
    for column in cells:
        told = list(dict.fromkeys(row.cells[column] for row in rows))
        if column == "parent_id":
            cells[column] = BETWEEN.join(one for one in told if one)
            continue
        edited = [one for one in told if not _same(column, one, before)] if before else told
        if len(edited) > 1:
            raise RowError(column, edited[1], f"the rows of the unit differ: '{edited[0]}'")
        cells[column] = edited[0] if edited else told[0]
    if file.shape == "sfm":
        cells["country_iso3"] = cells.get("country_iso3", "").upper()
    return cells


def _same(column: str, value: str, before: Mapping[str, str]) -> bool:
    return value.upper() == before[column].upper() if column == "country_iso3" else value == before.get(column, value)


# ---------------------------------------------------------------- units that are held


def _changes(cells: Mapping[str, str], held: Held, file: GivenFile) -> list[Change]:
    id_ = cells["unit_id"]
    if id_ not in held.rows:
        raise RowError("unit_id", id_, "the unit is registered: edit the file of its registry and import that")
    unit, before = held.units[id_], held.rows[id_]
    _refuse_fixed(cells, before)
    edited = [c for c in ("name", *FIELDS, "aliases", "parent_id") if cells.get(c, before[c]) != before[c]]
    _check(unit, {c: cells[c] for c in edited})
    out: list[Change] = []
    for column in _in_turn(edited, cells, unit):
        found = _of_column(column, cells[column], unit, held)
        if found:
            held.say(id_, column, cells[column], file.name)
        out += found
    return out


def _refuse_fixed(cells: Mapping[str, str], before: Mapping[str, str]) -> None:
    for column in _FIXED:
        if cells.get(column, before[column]) != before[column]:
            raise RowError(column, cells[column], "where a unit stands is not edited")
    if cells.get("country_iso3", before["country_iso3"]).upper() != before["country_iso3"]:
        raise RowError("country_iso3", cells["country_iso3"], "a unit does not change its country: add a new one")
    if cells.get("provisional", "").lower() not in _YES:
        hint = "a provisional unit stays one until a registry that holds it is imported (vetting import)"
        raise RowError("provisional", cells["provisional"], hint)


def _of_column(column: str, value: str, unit: Unit, held: Held) -> list[Change]:
    if column == "name":
        return [Change("rename", unit.country, unit.id, value, (unit.name,))]
    if column == "aliases":
        return _aliases(unit, _entries(value), _entries(held.rows[unit.id]["aliases"]), held)
    if column == "parent_id":
        return _parents(unit, _entries(value), _entries(held.rows[unit.id]["parent_id"]), held)
    return [Change("set", unit.country, unit.id, value, (column,))]


def _entries(cell: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in cell.split(BETWEEN.strip()) if part.strip()))


def _aliases(unit: Unit, now: Sequence[str], before: Sequence[str], held: Held) -> list[Change]:
    """A name that a rename replaced stays an alias, whether or not the file has it."""
    kept = {entry(name) for name in held.former.get(unit.id, ())}
    gone = {name for name in before if name not in now} - kept
    lost = [alias for alias in unit.aliases if entry(alias) in gone]
    fresh = [name for name in now if name not in before and name != entry(unit.name)]
    return [
        *(Change("unname", unit.country, unit.id, alias) for alias in lost),
        *(Change("alias", unit.country, unit.id, name) for name in fresh),
    ]


def _parents(unit: Unit, now: Sequence[str], before: Sequence[str], held: Held) -> list[Change]:
    for other in now:
        if other not in held.units and not (other in held.coming and other.startswith(PREFIX)):
            raise RowError("parent_id", other, "no such unit")
        if other == unit.id:
            raise RowError("parent_id", other, "a unit is not its own superior")
    return [
        *(Change("untie", unit.country, unit.id, other, ("subordinate",)) for other in before if other not in now),
        *(Change("tie", unit.country, unit.id, other, ("subordinate", "", "")) for other in now if other not in before),
    ]


def _check(unit: Unit, edited: Mapping[str, str]) -> None:
    """Raises RowError where one of the edited fields cannot be."""
    if not edited.get("name", unit.name):
        raise RowError("name", "", "a unit has a name")
    if edited.get("level", unit.level) not in LEVELS:
        raise RowError("level", edited["level"], f"a level is one of {', '.join(LEVELS)}")
    days = {c: edited[c] for c in FIELDS if c in edited and c.endswith("_cited")}
    for column in days:
        unit = with_field(unit, column, "")  # both may move beyond where the other was
    for column, value in days.items():
        try:
            unit = with_field(unit, column, value)
        except ValueError as error:
            raise RowError(column, value, str(error)) from None


def _in_turn(edited: Sequence[str], cells: Mapping[str, str], unit: Unit) -> list[str]:
    """The edited columns, the last day before the first one where the first would come to lie behind the old last."""
    if "first_cited" in edited and "last_cited" in edited:
        try:
            with_field(unit, "first_cited", cells["first_cited"])
        except ValueError:
            return [c for c in edited if c != "first_cited"] + ["first_cited"]
    return list(edited)


# ---------------------------------------------------------------- units that are new


def _added(cells: dict[str, str], held: Held) -> list[Change]:
    country = countries.code(cells.get("country_iso3", ""))
    if not country:
        raise RowError("country_iso3", cells.get("country_iso3", ""), "a new unit needs its country")
    if cells.get("provisional", "").lower() not in _YES:
        raise RowError("provisional", cells["provisional"], "import a registry with vetting import")
    id_ = cells["unit_id"] or _new_id(country, cells["name"], held.units)
    if not id_.startswith(PREFIX):
        hint = f"there is no such unit; the id of a new one is left blank or begins with {PREFIX}"
        raise RowError("unit_id", id_, hint)
    unit = Unit(id_, country, cells["name"], SourceRef("", 0), existence=Period(begin_real=False, end_real=False))
    said = {c: cells[c] for c in ("name", *FIELDS) if cells.get(c)}
    _check(unit, {"name": cells["name"], **said})
    parents = _parents(unit, _entries(cells.get("parent_id", "")), (), held)
    aliases = [a for a in _entries(cells.get("aliases", "")) if a != cells["name"]]
    held.units[id_] = unit
    held.fresh.add(id_)
    blank = dict.fromkeys(("aliases", "parent_id", *FIELDS, *_FIXED, "provisional"), "")
    held.rows[id_] = {**blank, **cells, "unit_id": id_, "country_iso3": country}
    return [
        Change("add", country, id_, cells["name"]),
        *(Change("set", country, id_, said[c], (c,)) for c in FIELDS if c in said and said[c] != getattr(unit, c, "")),
        *(Change("alias", country, id_, name) for name in aliases),
        *parents,
    ]


def _new_id(country: str, name: str, held: Iterable[str]) -> str:
    base = PREFIX + ids_of(country, [name])[0]
    taken, number, id_ = set(held), 1, base
    while id_ in taken:
        number += 1
        id_ = f"{base}~a{number}"
    return id_
