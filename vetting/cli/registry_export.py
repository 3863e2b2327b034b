"""``vetting registry export``: the provisional units as plain CSV, in our columns or in Security Force Monitor's."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from vetting.cli.registry import registry
from vetting.cli.registry_list import portraits_of
from vetting.registry.edits import edits_on_record
from vetting.registry.exporting import (
    RELATION_COLUMNS,
    SFM_COLUMNS,
    UNIT_COLUMNS,
    relation_row,
    sfm_rows,
    superiors,
    unit_row,
)
from vetting.registry.exporting_forms import FORM_COLUMNS, SURE_COLUMNS, form_rows, sure_row
from vetting.registry.given import harmless


@registry.command()
@click.option("-w", "--workspace", type=click.Path(path_type=Path), default=Path("."), help="The workspace's folder.")
@click.option("-o", "--out", "folder", required=True, type=click.Path(file_okay=False, path_type=Path),
              help="Folder to write units.csv, relations.csv, sfm_units.csv and forms.csv into.")  # fmt: skip
@click.option("--country", "countries", multiple=True, metavar="ISO3", help="Only this country; may be given again.")
@click.option("--lang", type=click.Choice(["en", "es"]), default="en", show_default=True, help="The reasons' language.")
def export(workspace: Path, folder: Path, countries: tuple[str, ...], lang: str) -> None:
    """Write the provisional units and their relations as CSV.

    units.csv and relations.csv hold everything; sfm_units.csv has the columns of Security Force Monitor's units.
    `vetting registry import` takes these back after they were edited by hand. What units.csv says of sureness is not
    read back, nor is forms.csv: every printed form with its rows by year, its sureness and its first row. A manifest is
    written beside each file.

    \b
    Example:
      vetting registry export -w case -o proposed --country ECU
    """
    from vetting.report.manifest import write_manifest
    from vetting.store import Store

    with Store.open(workspace) as store:
        dataset = store.dataset()
        wanted = {c.upper() for c in countries}
        found = portraits_of(store, wanted)
        options = {"command": "registry export", "countries": " ".join(sorted(wanted)), "lang": lang,
                   **edits_on_record(store.registry_edits())}  # fmt: skip
    sure = {p.unit.id: sure_row(p, lang) for p in found}
    units = [u for u in dataset.units if u.provisional and (not wanted or u.country in wanted)]
    ids = {u.id for u in units}
    relations = [r for r in dataset.relations if r.unit_id in ids]
    above = superiors(relations)
    names = {u.id: u.name for u in dataset.units}
    folder.mkdir(parents=True, exist_ok=True)
    rows = ({**unit_row(u, above.get(u.id, [])), **sure[u.id]} for u in units)
    _write(folder / "units.csv", (*UNIT_COLUMNS, *SURE_COLUMNS), rows)
    _write(folder / "forms.csv", FORM_COLUMNS, (row for p in found for row in form_rows(p)))
    _write(folder / "relations.csv", RELATION_COLUMNS, map(relation_row, relations))
    sfm = (row for u in units for row in sfm_rows(u, above.get(u.id, []), names))
    _write(folder / "sfm_units.csv", SFM_COLUMNS, sfm)
    written = ("units.csv", "forms.csv", "relations.csv", "sfm_units.csv")
    write_manifest([folder / name for name in written], dataset, None, options)
    click.echo(f"{len(units):,} units and {len(relations):,} relations in {folder}", err=True)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([harmless(row[column]) for column in columns] for row in rows)
