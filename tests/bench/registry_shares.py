"""What the missions' recipients resolve to, by country and year, with the loaded registries and with provisional units.

``python -m tests.bench.registry_shares WORKSPACE -o shares.csv``: the workspace after ``vetting registry build``.
Before: the registries alone; after: provisional units too. A row resolves to a unit (registered, provisional), to a
whole force, or to nothing; where a cell names several, the first of these counts.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import click

from vetting.model import Dataset
from vetting.registry.portraits import year_of
from vetting.store import Store

_ORDER = ("registered", "provisional", "force", "nothing")
_COLUMNS = ("country", "year", "rows", "before_unit", "before_force", "before_nothing", "after_registered",
            "after_provisional", "after_force", "after_nothing")  # fmt: skip


def resolved(store: Store, dataset: Dataset) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], str]]:
    """(Country, cell) → what it resolves to, before and after."""
    levels = {u.id: u.level for u in dataset.units}
    before: dict[tuple[str, str], str] = {}
    after: dict[tuple[str, str], str] = {}
    groups = {g.unit_id: g for g in store.registry_groups()}
    for member in store.registry_members():
        group = groups[member.unit_id]
        whole = levels.get(group.registered or group.unit_id, "unit") != "unit"
        kind = "force" if whole else "registered" if group.registered else "provisional"
        key = member.country, member.cell
        after[key] = min(kind, after.get(key, kind), key=_ORDER.index)
        if group.registered:
            before[key] = min(kind, before.get(key, kind), key=_ORDER.index)
    return before, after


def counted(dataset: Dataset, found: Mapping[tuple[str, str], str]) -> dict[tuple[str, int], Counter[str]]:
    """(Country, year) → rows by what they resolve to."""
    out: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for mission in dataset.missions:
        out[mission.country, year_of(mission)][found.get((mission.country, mission.recipient or ""), "nothing")] += 1
    return out


def _share(count: int, total: int) -> str:
    return f"{100 * count / total:.1f}"


@click.command()
@click.argument("workspace", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="CSV to write.")
def main(workspace: Path, out: Path) -> None:
    """Write shares in percent by country and year, and print those of all rows and of each year."""
    with Store.open(workspace) as store:
        dataset = store.dataset()
        then, now = (counted(dataset, found) for found in resolved(store, dataset))
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for key in sorted(now):
            total = now[key].total()
            old, new = then[key], now[key]
            shares = [old["registered"], old["force"], old["nothing"], *(new[kind] for kind in _ORDER)]
            writer.writerow((*key, total, *(_share(n, total) for n in shares)))
    for label in ("all", *sorted({year for _, year in now})):
        keys = [k for k in now if label in ("all", k[1])]
        old, new = (sum((held[k] for k in keys), Counter[str]()) for held in (then, now))
        told = [
            f"{kind} {_share(new[kind], new.total())} % (before {_share(old[kind], old.total())} %)" for kind in _ORDER
        ]
        click.echo(f"{label}: {new.total():,} rows: " + ", ".join(told))


if __name__ == "__main__":
    main()
