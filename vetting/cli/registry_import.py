"""``vetting registry import``: takes an exported registry back after it was edited by hand, as edits on record."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vetting.cli.registry import rebuild, registry
from vetting.cli.registry_edits import edit_day

if TYPE_CHECKING:
    from vetting.registry.comparing import BackReceipt, Refused
    from vetting.registry.given import GivenFile

REJECTS = "registry_rejects.csv"
#: Refused rows that are printed; all of them are in the file.
_SHOWN = 20


@registry.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("-w", "--workspace", type=click.Path(path_type=Path), default=Path("."), help="The workspace's folder.")
@click.option("--reason", required=True, help="Why, in a sentence; it is kept with every edit.")
@click.option("--source", default="", metavar="URL", help="What the edits rest on.")
@click.option("--date", "day", metavar="DATE", help="Day of the edits, as 2016-12-31; else today.")
@click.option("--remove", is_flag=True, help="Take away what the files leave out; else it is kept and counted.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--encoding", help="The files' encoding, when it is neither UTF-8 nor Windows-1252.")
@click.option("--json", "as_json", is_flag=True, help="Write the receipts as JSON lines to stdout.")
def import_back(
    files: tuple[Path, ...], workspace: Path, reason: str, source: str, day: str | None, *, remove: bool,
    dry_run: bool, encoding: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Take back units.csv, relations.csv or sfm_units.csv of `vetting registry export` after editing by hand.

    Every difference becomes an edit like those of `vetting registry rename` and the others: dated, with its reason,
    kept for good, replayed on every build, and undone with `vetting registry undo`. A row that cannot be taken is
    refused whole, with the reason, and kept in registry_rejects.csv in the workspace. A new unit is a row with a blank
    unit_id.

    \b
    Examples:
      vetting registry import proposed/units.csv --reason "read in the order of battle" --dry-run -w case
      vetting registry import proposed/units.csv proposed/relations.csv --reason "checked by hand" -w case
    """
    from vetting.registry.edits import Edit
    from vetting.registry.taking_back import taken_back
    from vetting.store import Store

    when = edit_day(day)
    given = [_given(path, encoding) for path in files]
    with Store.open(workspace) as store:
        dataset, edits = store.dataset(), store.registry_edits()
        found = taken_back(given, dataset.units, dataset.relations, edits, remove=remove)
        _tell(found.receipts, found.refused, as_json=as_json, removed=remove)
        if dry_run:
            return
        _write_rejects(store.folder / REJECTS, found.refused)
        if found.changes:
            fresh = [
                Edit(number, when, c.kind, c.country, c.unit_id, c.value, c.names, reason, c.source or source)
                for number, c in enumerate(found.changes, len(edits) + 1)
            ]
            store.add_registry_edits(fresh)
            rebuild(store, tuple(sorted({c.country for c in found.changes})))
    numbers = f"edits {len(edits) + 1} to {len(edits) + len(found.changes)}"
    click.echo(numbers if found.changes else "nothing changed: no edit was made", err=True)


def _given(path: Path, encoding: str | None) -> GivenFile:
    from vetting.registry.given import given_file
    from vetting.sources.opening import open_file, table

    opened = open_file(path, encoding)
    for warning in opened.warnings:
        click.echo(f"vetting: {warning}", err=True)
    read = table(opened)
    return given_file(read.file, read.header, ((row.line, row.cells, row.fault) for row in read.rows()))


def _tell(receipts: Sequence[BackReceipt], refused: Sequence[Refused], *, as_json: bool, removed: bool) -> None:
    for one in receipts:
        if as_json:
            mine = [asdict(r) for r in refused if r.file == one.file]
            click.echo(json.dumps({**asdict(one), "refused": mine}, ensure_ascii=False))
            continue
        head = f"{one.file}: {one.rows:,} rows"
        if not (one.new or one.changed or one.rejected or one.gone):
            click.echo(f"{head}, nothing changed: all of them say what the workspace holds")
            continue
        gone = f"{one.gone:,} gone from the file and {'taken away' if removed else 'kept (--remove takes them away)'}"
        told = f"{one.new:,} new, {one.changed:,} changed, {one.same:,} same, {one.rejected:,} rejected; {gone}"
        click.echo(f"{head}: {told}")
    for row in refused[:_SHOWN]:
        click.echo(f"vetting: {row.file}:{row.line}: {row.column} '{row.value}': {row.reason}", err=True)
    if len(refused) > _SHOWN:
        click.echo(f"vetting: and {len(refused) - _SHOWN:,} more", err=True)


def _write_rejects(path: Path, refused: Sequence[Refused]) -> None:
    from vetting.registry.given import harmless

    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("file", "line", "column", "value", "reason"))
        for row in refused:
            writer.writerow([harmless(t) for t in (row.file, str(row.line), row.column, row.value, row.reason)])
