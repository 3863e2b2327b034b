"""``vetting registry export``: the provisional units as plain CSV, in our columns or in Security Force Monitor's."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from vetting.cli.registry import registry
from vetting.registry.exporting import (
    RELATION_COLUMNS,
    SFM_COLUMNS,
    UNIT_COLUMNS,
    relation_row,
    sfm_rows,
    superiors,
    unit_row,
)
from vetting.registry.given import harmless


@registry.command()
@click.option("-w", "--workspace", type=click.Path(path_type=Path), default=Path("."), help="The workspace's folder.")
@click.option("-o", "--out", "folder", required=True, type=click.Path(file_okay=False, path_type=Path),
              help="Folder to write units.csv, relations.csv and sfm_units.csv into.")  # fmt: skip
@click.option("--country", "countries", multiple=True, metavar="ISO3", help="Only this country; may be given again.")
def export(workspace: Path, folder: Path, countries: tuple[str, ...]) -> None:
    """Write the provisional units and their relations as CSV.

    units.csv and relations.csv hold everything; sfm_units.csv has the columns of Security Force Monitor's units.
    `vetting registry import` takes them back after they were edited by hand.

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
    above = superiors(relations)
    names = {u.id: u.name for u in dataset.units}
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "units.csv", UNIT_COLUMNS, (unit_row(u, above.get(u.id, [])) for u in units))
    _write(folder / "relations.csv", RELATION_COLUMNS, map(relation_row, relations))
    sfm = (row for u in units for row in sfm_rows(u, above.get(u.id, []), names))
    _write(folder / "sfm_units.csv", SFM_COLUMNS, sfm)
    click.echo(f"{len(units):,} units and {len(relations):,} relations in {folder}", err=True)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([harmless(row[column]) for column in columns] for row in rows)
