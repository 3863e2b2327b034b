"""How long an added edition takes: all rows but one fiscal year's are built, then that year's are added.

``python -m tests.bench.registry_edition WORKSPACE --year 2020`` prints the seconds and the memory of both builds,
without reading and writing the workspace, which is not changed. ``--check`` builds the added year once more with
nothing kept from the first build, and exits 1 where that gives anything else.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from vetting.model import Dataset, Mission
from vetting.registry.building import Built, build
from vetting.store import Store


def with_rows(dataset: Dataset, missions: Sequence[Mission], before: Built | None = None) -> Dataset:
    """The records with these missions and, as provisional units, what was built before."""
    units = tuple(u for u in dataset.units if not u.provisional)
    made = tuple(u for p in (before.proposals if before else ()) for u in p.units)
    return replace(dataset, missions=tuple(missions), units=(*units, *made))


def peak() -> int:
    """The most memory in MB that this process, and the largest of its workers, held at once."""
    return sum(resource.getrusage(of).ru_maxrss for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024


@click.command()
@click.argument("workspace", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--year", default=2020, show_default=True, help="The fiscal year that is added.")
@click.option("--processes", type=int, help="At most so many; all cores unless given.")
@click.option("--check", is_flag=True, help="Compare with a build that nothing was kept for.")
def main(workspace: Path, year: int, processes: int | None, check: bool) -> None:
    """Time the build of all other years, and the one that adds YEAR."""
    with Store.open(workspace) as store:
        dataset = store.dataset()
    rest = [m for m in dataset.missions if m.fiscal_year != year]
    began = time.perf_counter()
    before = build(with_rows(dataset, rest), {}, (), processes=processes)
    whole = time.perf_counter() - began
    members = [m for p in before.proposals for m in p.members]
    began = time.perf_counter()
    now = with_rows(dataset, dataset.missions, before)
    after = build(now, before.fresh, members, kept=before.kept, processes=processes)
    added = time.perf_counter() - began
    more = len(dataset.missions) - len(rest)
    click.echo(f"{len(rest):,} rows: {whole:.1f} s; {more:,} rows of {year} added: {added:.1f} s; {peak()} MB")
    click.echo(f"{len(after.fresh)} of {len(before.fresh)} countries built anew")
    if check:
        same = build(now, before.fresh, members, processes=processes) == after
        click.echo(f"with nothing kept: {'the same' if same else 'something else'}")
        sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
