"""``vetting registry``: units made from the strings that a source prints, where no registry exists."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vetting.cli.csv_rows import MENTION_COLUMNS, rows_of, units_of
from vetting.cli.destination import check_folder
from vetting.cli.progress import StageProgress
from vetting.errors import UsageError

if TYPE_CHECKING:
    from vetting.store import Store

_OUT_COLUMNS = ("query_id", "cluster_id", "status")


@click.group(short_help="Make, edit and show a registry from the recipients' own strings.")
def registry() -> None:
    """Units made from the strings that a source prints, where no registry exists.

    A provisional unit is a proposal for review: it is marked as such everywhere and never a perpetrator by itself.

    \b
    Examples:
      vetting registry build -w case --country ECU
      vetting registry list -w case --doubtful
      vetting registry page -w case --country ECU -o ecuador.html
    """


@registry.command()
@click.option("--mentions", "mentions_path", type=click.Path(path_type=Path),
              help="CSV: query_id, country_iso3, text. Needs no workspace.")  # fmt: skip
@click.option("-o", "--out", "out_path", type=click.Path(dir_okay=False, path_type=Path),
              help="CSV to write: query_id, cluster_id, status (unit, force or none).")  # fmt: skip
@click.option("--units", "units_path", type=click.Path(path_type=Path),
              help="CSV of registered units; clusters that link to one carry its id.")  # fmt: skip
@click.option("--country", "countries", multiple=True, metavar="ISO3", help="Only this country; may be given again.")
@click.option("-w", "--workspace", type=click.Path(path_type=Path), help="The workspace's folder.")
def build(
    mentions_path: Path | None, out_path: Path | None, units_path: Path | None, countries: tuple[str, ...],
    workspace: Path | None,
) -> None:  # fmt: skip
    """Group the names that recipients are printed with by the unit that they name.

    With -w, the units that no registry in the workspace holds are proposed as provisional units, for `vetting run`
    to link with; only countries whose rows or registries changed are built anew. With --mentions, the groups of a
    file's names are written: a row for each unit that a cell names, status "none" where it names nobody.

    \b
    Examples:
      vetting registry build -w case --country ECU --country PER
      vetting registry build --mentions recipients.csv -o clusters.csv
      vetting registry build --mentions recipients.csv -o clusters.csv --units registry.csv
    """
    if mentions_path is not None and out_path is not None and workspace is None:
        check_folder(out_path, "--out")
        _from_file(mentions_path, out_path, units_path)
    elif mentions_path is None and out_path is None and units_path is None:
        _in_workspace(workspace or Path("."), tuple(c.upper() for c in countries))
    else:
        raise UsageError("give --mentions and -o, or a workspace", hint="See: vetting registry build --help")


def _in_workspace(folder: Path, countries: tuple[str, ...]) -> None:
    from vetting.store import Store

    with Store.open(folder) as store:
        rebuild(store, countries)


def rebuild(store: Store, countries: tuple[str, ...] = ()) -> None:
    """Build what changed of ``countries`` (all, where none is given) and say on stderr what that gave."""
    from vetting.registry.building import build as built_of
    from vetting.registry.resting import program

    with StageProgress() as progress:
        built = built_of(
            store.dataset(), store.registry_digests(), store.registry_members(), store.registry_edits(),
            kept=store.registry_kept(program()), countries=countries, progress=partial(progress, "cluster"),
        )  # fmt: skip
        receipt = store.save_registry(built) if built.fresh else None
    proposed = sum(len(p.units) for p in built.proposals)
    click.echo(f"{len(built.fresh):,} countries built, {proposed:,} provisional units in them", err=True)
    if receipt:
        told = f"{receipt.new:,} new, {receipt.changed:,} changed, {receipt.same:,} same, {receipt.gone:,} gone"
        click.echo(f"units and relations: {told}", err=True)


def _from_file(mentions_path: Path, out_path: Path, units_path: Path | None) -> None:
    from vetting.registry import all_clusters, registered
    from vetting.report.manifest import write_manifest_of_files

    given = rows_of(mentions_path, MENTION_COLUMNS)
    rows = [(r["query_id"], r["country_iso3"].strip().upper(), r["text"]) for r in given]
    units, superiors = units_of(units_path) if units_path else ([], {})
    with StageProgress() as progress:
        clusters = all_clusters(((country, text) for _, country, text in rows), progress=partial(progress, "cluster"))
        known = registered(clusters, units, superiors=superiors, progress=partial(progress, "link")) if units else {}
    named: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for cluster in clusters:
        for item in cluster.items:
            named[item.country, item.cell][known.get(cluster.id, cluster.id)] = cluster.status
    with out_path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_OUT_COLUMNS)
        for query_id, country, text in rows:
            for id_, status in named.get((country, text), {"": "none"}).items():
                writer.writerow((query_id, id_, status))
    used = {mentions_path: len(rows), **({units_path: len(units)} if units_path else {})}
    write_manifest_of_files([out_path], used, {"command": "registry build"})
    forces = sum(1 for c in clusters if c.status == "force")
    told = f"{len(rows):,} mentions, {len(clusters) - forces:,} units and {forces:,} forces"
    click.echo(f"{told}, {len(known):,} of them registered" if units else told, err=True)
