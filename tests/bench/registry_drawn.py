"""Provisional units drawn at random, with all their printed forms, to be read by hand.

``python -m tests.bench.registry_drawn WORKSPACE --country IDN --country PAK ... -n 100 --seed 1``: as many of each
country. Only units with two or more different forms are drawn: one of a single form cannot join two units.
"""

from __future__ import annotations

import random
from pathlib import Path

import click

from vetting.registry.portraits import Portrait, portraits
from vetting.store import Store


@click.command()
@click.argument("workspace", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--country", "countries", multiple=True, required=True, metavar="ISO3", help="May be given again.")
@click.option("-n", "number", default=100, show_default=True, help="How many units.")
@click.option("--seed", default=1, show_default=True, help="Of the draw.")
def main(workspace: Path, countries: tuple[str, ...], number: int, seed: int) -> None:
    """Print the drawn units."""
    chance = random.Random(seed)
    with Store.open(workspace) as store:
        dataset = store.dataset()
        at = 0
        for country in countries:
            members, groups = store.registry_members(country), store.registry_groups(country)
            found = [p for p in portraits(country, dataset, members, groups) if _several(p)]
            for portrait in chance.sample(found, min(number // len(countries), len(found))):
                at += 1
                forms = " | ".join(f"{f.printed} ({f.rows})" for f in portrait.forms)
                click.echo(f"{at}. {country} {portrait.unit.name} [{portrait.sureness:.2f}]: {forms}")


def _several(portrait: Portrait) -> bool:
    return portrait.unit.level == "unit" and len(portrait.forms) > 1


if __name__ == "__main__":
    main()
