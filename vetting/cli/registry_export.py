"""``vetting registry export``: the provisional units as plain CSV, in our columns or in Security Force Monitor's."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from vetting.cli.registry import registry
from vetting.model import Dataset, Relation, Unit

_UNITS = ("unit_id", "country_iso3", "name", "aliases", "parent_id", "level", "echelon", "branch", "first_cited",
          "last_cited", "headquarters", "provisional", "source_file", "source_line")  # fmt: skip
_RELATIONS = ("kind", "unit_id", "other_id", "first_cited", "last_cited", "source_file", "source_line", "source_url")
_SFM = ("unit:id:admin", "unit:country", "unit:name", "unit:other_names", "unit:classification",
        "unit:first_cited_date", "unit:last_cited_date", "unit:related_unit_id:admin", "unit:related_unit",
        "unit:related_unit_class")  # fmt: skip
_RISKY = ("=", "+", "-", "@", "\t", "\r")


@registry.command()
@click.option("-w", "--workspace", type=click.Path(path_type=Path), default=Path("."), help="The workspace's folder.")
@click.option("-o", "--out", "folder", required=True, type=click.Path(file_okay=False, path_type=Path),
              help="Folder to write units.csv, relations.csv and sfm_units.csv into.")  # fmt: skip
@click.option("--country", "countries", multiple=True, metavar="ISO3", help="Only this country; may be given again.")
def export(workspace: Path, folder: Path, countries: tuple[str, ...]) -> None:
    """Write the provisional units and their relations as CSV.

    units.csv and relations.csv hold everything; sfm_units.csv has the columns of Security Force Monitor's units.

    \b
    Example:
      vetting registry export -w case -o proposed --country ECU
    """
    from vetting.store import Store

    with Store.open(workspace) as store:
        dataset = store.dataset()
    wanted = {c.upper() for c in countries}
    units = [u for u in dataset.units if u.provisional and (not wanted or u.country in wanted)]
    ids = {u.id for u in units}
    relations = [r for r in dataset.relations if r.unit_id in ids]
    folder.mkdir(parents=True, exist_ok=True)
    parents: dict[str, list[str]] = {}
    for relation in relations:
        parents.setdefault(relation.unit_id, []).append(relation.other_id)
    _write(folder / "units.csv", _UNITS, (_unit(u, parents.get(u.id, [])) for u in units))
    _write(folder / "relations.csv", _RELATIONS, (_relation(r) for r in relations))
    _write(folder / "sfm_units.csv", _SFM, _sfm(units, relations, dataset))
    click.echo(f"{len(units):,} units and {len(relations):,} relations in {folder}", err=True)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_harmless(value) for value in row] for row in rows)


def _harmless(value: object) -> str:
    """Text that a spreadsheet does not take for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(_RISKY) else text


def _unit(unit: Unit, parents: Sequence[str]) -> Sequence[object]:
    return (
        unit.id, unit.country, unit.name, "; ".join(a.replace(";", ",") for a in unit.aliases), "; ".join(parents),
        unit.level, unit.echelon, unit.branch, unit.existence.begin or "", unit.existence.end or "", unit.headquarters,
        "yes", unit.source.file, unit.source.line,
    )  # fmt: skip


def _relation(relation: Relation) -> Sequence[object]:
    return (
        relation.kind, relation.unit_id, relation.other_id, relation.period.begin or "", relation.period.end or "",
        relation.source.file, relation.source.line, relation.source.url,
    )  # fmt: skip


def _sfm(units: Iterable[Unit], relations: Iterable[Relation], dataset: Dataset) -> Iterable[Sequence[object]]:
    """A row for each superior of a unit, one without where it has none."""
    names = {u.id: u.name for u in dataset.units}
    above: dict[str, list[Relation]] = {}
    for relation in relations:
        above.setdefault(relation.unit_id, []).append(relation)
    for unit in units:
        base = (
            unit.id, unit.country.lower(), unit.name, "; ".join(a.replace(";", ",") for a in unit.aliases), unit.branch,
            unit.existence.begin or "", unit.existence.end or "",
        )  # fmt: skip
        for tie in above.get(unit.id, []):
            yield (*base, tie.other_id, names.get(tie.other_id, ""), "Command")
        if unit.id not in above:
            yield (*base, "", "", "")
