"""``vetting match``: link a file of mentions with a file of units, without a workspace."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import click

from vetting.cli.caps import told_of_caps
from vetting.cli.csv_rows import MENTION_COLUMNS, rows_of, units_of
from vetting.cli.destination import check_folder
from vetting.model import Match, Mention, Reading

_OUT_COLUMNS = ("query_id", "rank", "unit_id", "score", "status")


def _ordered(reading: Reading) -> list[Match]:
    """All claims of a cell, then its candidates, each unit once, best first."""
    best: dict[str, Match] = {}
    for part in reading.parts:
        for match in part.matches:
            held = best.get(match.unit_id)
            rank = (match.status != "match", -match.score)
            if held is None or rank < (held.status != "match", -held.score):
                best[match.unit_id] = match
    return sorted(best.values(), key=lambda m: (m.status != "match", -m.score, m.unit_id))


def _progress(done: int, total: int) -> None:
    if total >= 5000 and sys.stderr.isatty():
        click.echo(f"\rlinking {done:,} of {total:,}", err=True, nl=done == total)


@click.command()
@click.option("--units", "units_path", required=True, type=click.Path(path_type=Path),
              help="CSV: unit_id, country_iso3, name, aliases (separated by '; '), parent_id.")  # fmt: skip
@click.option("--mentions", "mentions_path", required=True, type=click.Path(path_type=Path),
              help="CSV: query_id, country_iso3, text.")  # fmt: skip
@click.option("-o", "--out", "out_path", required=True, type=click.Path(dir_okay=False, path_type=Path),
              help="CSV to write: query_id, rank, unit_id, score, status.")  # fmt: skip
@click.option("--top", default=5, show_default=True, type=click.IntRange(min=1),
              help="Rows per mention; claims are kept whatever it says.")  # fmt: skip
@click.option("--index", "index_path", type=click.Path(dir_okay=False, path_type=Path),
              help="File that keeps the registry as read; made if absent, refused if the units changed.")  # fmt: skip
@click.option("--misprints", "told", is_flag=True,
              help="Add a column: misprinted words and what they were read as (Bridage → Brigade).")  # fmt: skip
def match(units_path: Path, mentions_path: Path, out_path: Path, top: int, index_path: Path | None, told: bool) -> None:
    """Link printed unit names with a registry of units.

    A row with status "match" is a claim the tool would accept unaided; a "candidate" awaits a reviewer. With a large
    registry that is used again, --index saves reading its names each time. Where UNITS has provisional units (a column
    "provisional" with yes, as `vetting registry export` writes it), a column of that name says it of each row. With
    --misprints, a column "misprints" says which words of the printed name were read as others. A manifest is written
    beside OUT, for `vetting verify`.

    \b
    Examples:
      vetting match --units registry.csv --mentions recipients.csv -o links.csv
      vetting match --units registry.csv --mentions recipients.csv -o links.csv --top 10
      vetting match --units registry.csv --mentions recipients.csv -o links.csv --index registry.idx
      vetting match --units registry.csv --mentions recipients.csv -o links.csv --misprints
    """
    from vetting.link import link, read_as, save
    from vetting.report.manifest import write_manifest_of_files

    check_folder(out_path, "--out")
    units, superiors = units_of(units_path)
    rows = rows_of(mentions_path, MENTION_COLUMNS)
    queries = [(row["query_id"], Mention(row["country_iso3"].strip().upper(), row["text"])) for row in rows]
    if index_path is not None and not index_path.exists():
        save(units, index_path)
        click.echo(f"{index_path.name}: made from {len(units):,} units", err=True)
    capped: list[Mention] = []
    readings = link(
        (m for _, m in queries), units, top=top, progress=_progress, superiors=superiors, index=index_path,
        capped=capped.append,
    )  # fmt: skip
    if capped:
        click.echo(told_of_caps(capped), err=True)
    found = {r.mention: _ordered(r) for r in readings}
    provisional = {u.id for u in units if u.provisional}
    misprints = {m: "; ".join(f"{a} → {b}" for a, b in w) for m, w in read_as(found, units).items()} if told else {}
    columns = (*_OUT_COLUMNS, *(("provisional",) if provisional else ()), *(("misprints",) if told else ()))
    claims = 0
    with out_path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        for query_id, mention in queries:
            for rank, one in enumerate(found[mention], 1):
                if rank > top and one.status != "match":
                    break
                claims += one.status == "match"
                mark = ["yes" if one.unit_id in provisional else "no"] if provisional else []
                mark += [misprints.get(mention, "")] if told else []
                writer.writerow((query_id, rank, one.unit_id, f"{one.score:.4f}", one.status, *mark))
    options = {"command": "match", "top": str(top), "misprints": "yes" if told else "no"}
    write_manifest_of_files([out_path], {units_path: len(units), mentions_path: len(queries)}, options)
    click.echo(f"{len(queries):,} mentions, {len(units):,} units, {claims:,} matches", err=True)
