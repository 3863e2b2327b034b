"""`vetting init`, `import` and `declare`: a workspace and what goes into it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vetting.cli.progress import StageProgress
from vetting.errors import UsageError
from vetting.model import DECLARABLE, Declaration

if TYPE_CHECKING:
    from vetting.store import Store
    from vetting.store.receipts import Receipt

REJECTS = "rejects.csv"

_workspace = click.option(
    "-w", "--workspace", type=click.Path(path_type=Path), default=Path("."), help="The workspace's folder."
)
_json = click.option("--json", "as_json", is_flag=True, help="Write JSON to stdout.")


@click.command(short_help="Make a workspace.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@_json
def init(folder: Path, as_json: bool) -> None:
    """Make a workspace in DIR: a folder with one SQLite file, vetting.db.

    \b
    Examples:
      vetting init case
      vetting init case && vetting import auto *.csv -w case
    """
    from vetting.store import FILE, Store

    with Store.create(folder):
        pass
    click.echo(json.dumps({"workspace": str(folder), "file": FILE}) if as_json else str(folder))


@click.command(name="import", short_help="Import files into a workspace.")
@click.argument("kind")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@_workspace
@click.option("--encoding", help="The files' encoding, when it is neither UTF-8 nor Windows-1252.")
@click.option("--dataset", default="", metavar="NAME", help="Where ids come from; else the kind or the file's name.")
@_json
def import_(
    kind: str, files: tuple[Path, ...], workspace: Path, encoding: str | None, dataset: str, as_json: bool
) -> None:
    """Read each FILE as KIND, gzipped or not, and take its records into the workspace.

    KIND is auto (by the header) or one of: units, relations, incidents, missions, vetting, persons, postings, figures,
    listings, fmtrpt, sfm-units, sfm-memberships, sfm-persons, sfm-incidents. See docs/formats.md for their columns.

    Every row becomes part of a record or is rejected with a reason, counted in the receipt and kept in rejects.csv in
    the workspace. Importing a file again changes nothing; a changed file updates its records. If one of the files is
    not what it claims to be, none of them is imported.

    \b
    Examples:
      vetting import auto fmtrpt_all.tsv.gz units.csv cases.csv -w case
      vetting import missions jcets.csv -w case --encoding latin-1
      vetting import auto registry-2024.csv -w case --dataset registry
    """
    from vetting.sources import KINDS
    from vetting.store import Store

    if kind not in KINDS:
        raise UsageError(f"'{kind}' is not a kind of file; the kinds are {', '.join(KINDS)}", where="KIND")
    with Store.open(workspace) as store:
        with store.transaction():
            receipts = [_take(store, path, kind, encoding, dataset) for path in files]
        rejected = write_rejects(store)
    for receipt in receipts:
        click.echo(json.dumps(asdict(receipt), ensure_ascii=False) if as_json else _told(receipt))
        for note in receipt.notes:
            click.echo(f"vetting: {note}", err=True)
    if rejected:
        held = _counted(rejected, "rejected_rows")
        click.echo(f"vetting: {REJECTS} in the workspace holds {held}, with reasons", err=True)


@click.command(short_help="Say that a source was searched completely, or only in part.")
@click.argument("source", type=click.Choice(DECLARABLE))
@click.option("--complete/--partial", "complete", default=None, help="Whether the search was complete.")
@click.option("--country", default="", metavar="ISO3", help="For one country only; default: every country.")
@click.option("--from", "first", default="", metavar="DATE", help="For missions that lie on or after this day.")
@click.option("--to", "last", default="", metavar="DATE", help="For missions that lie on or before this day.")
@_workspace
@_json
def declare(
    source: str, complete: bool | None, country: str, first: str, last: str, workspace: Path, as_json: bool
) -> None:
    """Declare SOURCE complete or partial for a country and period. The latest declaration wins.

    A list stays open until its source is declared complete: until then no rule answers "not flagged" because nothing
    was found in it.

    The days are those of the missions: complete means that, for every mission that lies in them, the source was
    searched for all that the rules look at, however far back (the Leahy laws know no limit).

    \b
    Examples:
      vetting declare incidents --complete --country HND --from 2010-01-01 --to 2014-12-31 -w case
      vetting declare vetting --partial -w case
    """
    from vetting.store import Store

    if complete is None:
        raise UsageError("say whether the search was complete", where=source, hint="Add --complete or --partial.")
    said = Declaration(source, complete, _alpha3(country), _day(first, "--from"), _day(last, "--to"))
    if said.first and said.last and said.last < said.first:
        raise UsageError(f"the period ends ({said.last}) before it begins ({said.first})", where="--to")
    with Store.open(workspace) as store:
        store.declare(said)
    click.echo(json.dumps(asdict(said), default=str) if as_json else _declared(said))


def write_rejects(store: Store) -> int:
    """Write every rejected row of the workspace, with its reason, to ``rejects.csv``; the number of rows.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    import csv

    problems = store.problems()
    with (store.folder / REJECTS).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("file", "line", "column", "value", "reason", "row"))
        for item in problems:
            cells = (item.source.file, str(item.source.line), item.column, item.value, item.reason, item.row)
            writer.writerow([f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in cells])
    return len(problems)


def _take(store: Store, path: Path, kind: str, encoding: str | None, dataset: str) -> Receipt:
    from vetting.ingest import read_file

    with StageProgress() as progress:
        stage = f"reading {path.name}"
        reading = read_file(path, kind, encoding, dataset, progress=lambda rows: progress(stage, rows, 0))
        progress(f"storing {path.name}", 0, 1)
        return store.import_file(reading)


def _told(receipt: Receipt) -> str:
    held = ", ".join(_counted(count, noun) for noun, count in receipt.records.items()) or "no record"
    rows = _counted(receipt.rows, "rows")
    head = f"{receipt.file}: {receipt.kind}, {receipt.encoding}, {rows} = {held}"
    if receipt.rejected:
        head += f"; {_counted(receipt.rejected, 'rows')} rejected"
    if receipt.nothing_changed:
        there = f"all {_counted(receipt.same, 'records')} were there already" if receipt.same > 1 else "same as before"
        return f"{head}\n  nothing changed: {there}"
    moved = f" ({receipt.moved:,} on another line)" if receipt.moved else ""
    kept = f"{receipt.changed:,} changed, {receipt.same:,} same{moved}"
    return f"{head}\n  {receipt.new:,} new, {kept}, {receipt.gone:,} gone"


def _counted(count: int, nouns: str) -> str:
    words = nouns.replace("_", " ")
    return f"{count:,} {words.removesuffix('s') if count == 1 else words}"


def _declared(said: Declaration) -> str:
    where = said.country or "every country"
    when = f"{said.first or 'the beginning'} to {said.last or 'no end'}"
    return f"{said.source}: {'complete' if said.complete else 'partial'} for {where}, {when}"


def _alpha3(text: str) -> str:
    from vetting import countries

    found = countries.code(text)
    if text and not found:
        raise UsageError(f"'{text}' is not a country known here", where="--country", hint="Write HND or Honduras.")
    return found


def _day(text: str, option: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"'{text}' is not a day", where=option, hint="Write it as 2016-12-31.") from None
