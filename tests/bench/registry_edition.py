"""How long an added edition takes: all rows but one fiscal year's are built, then that year's are added.

``python -m tests.bench.registry_edition WORKSPACE --year 2020`` prints the seconds of both builds, without reading and
writing the workspace, which is not changed.
"""

from __future__ import annotations

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


@click.command()
@click.argument("workspace", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--year", default=2020, show_default=True, help="The fiscal year that is added.")
def main(workspace: Path, year: int) -> None:
    """Time the build of all other years, and the one that adds YEAR."""
    with Store.open(workspace) as store:
        dataset = store.dataset()
    rest = [m for m in dataset.missions if m.fiscal_year != year]
    began = time.perf_counter()
    before = build(with_rows(dataset, rest), {}, ())
    whole = time.perf_counter() - began
    members = [m for p in before.proposals for m in p.members]
    began = time.perf_counter()
    after = build(with_rows(dataset, dataset.missions, before), before.fresh, members)
    added = time.perf_counter() - began
    more = len(dataset.missions) - len(rest)
    click.echo(f"{len(rest):,} rows: {whole:.1f} s; {more:,} rows of {year} added: {added:.1f} s")
    click.echo(f"{len(after.fresh)} of {len(before.fresh)} countries built anew")


if __name__ == "__main__":
    main()
