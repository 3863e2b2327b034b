"""Clusters that hold two numbers, over every country of a file of mentions: there must be none.

``python -m tests.bench.registry_numbers MENTIONS.csv`` (query_id, country_iso3, text) also prints the time and memory
that it took, and how many cells name a unit, a force or nobody. Exits 1 where a cluster holds two numbers.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from pathlib import Path

import click

from vetting.cli.csv_rows import MENTION_COLUMNS, rows_of
from vetting.registry import all_clusters


@click.command()
@click.argument("mentions", type=click.Path(dir_okay=False, path_type=Path))
def main(mentions: Path) -> None:
    """Count the clusters of MENTIONS that hold two numbers, and list them."""
    began = time.perf_counter()
    rows = [(r["country_iso3"].strip().upper(), r["text"]) for r in rows_of(mentions, MENTION_COLUMNS)]
    clusters = all_clusters(rows)
    took = time.perf_counter() - began
    mixed = 0
    status: dict[tuple[str, str], str] = {}
    for cluster in clusters:
        numbers = {frozenset(i.name.numbers): i.cell for i in cluster.items if i.name.numbers}
        if len(numbers) > 1 and cluster.status == "unit":
            mixed += 1
            click.echo(f"{cluster.id}: " + " | ".join(f"{sorted(n)} {c[:60]}" for n, c in numbers.items()))
        for item in cluster.items:
            key = (item.country, item.cell)
            status[key] = "unit" if "unit" in (cluster.status, status.get(key)) else "force"
    shares = Counter(status.get(row, "none") for row in rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    units = sum(1 for c in clusters if c.status == "unit")
    click.echo(f"{mixed} clusters with two numbers among {units:,} of {len({r[0] for r in rows})} countries")
    click.echo(
        f"{took:.0f} s, {peak} MB; rows that name a " + ", ".join(f"{k} {n:,}" for k, n in sorted(shares.items()))
    )
    sys.exit(1 if mixed else 0)


if __name__ == "__main__":
    main()
