"""Learns ``weights.csv`` from strings that are labelled with the unit they name.

``python -m vetting.registry.learn tests/gold -o vetting/registry/weights.csv``: the folder holds ``clusters.csv``
(strings grouped by unit) and the ``*queries.csv`` of the matcher's sets, read as clusters. ``--without HND`` leaves a
country out. The weights start from ``prior.csv``, set by hand, and are drawn to it where labels are few.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from vetting.names import parse
from vetting.registry.clusters import read_items
from vetting.registry.conflicts import conflict
from vetting.registry.features import NAMES
from vetting.registry.pairs import Pairs, Weights, weights
from vetting.registry.profiles import Profile, profiles_of

Array = NDArray[np.float64]
#: A labelled set: its name, a country, and each string with the units that it names.
Labels = tuple[str, str, Mapping[str, frozenset[str]]]

#: Pull towards the weights one started from, against chance in few labels.
_PULL = 10.0
_STEPS = 30


def labelled(folder: Path) -> list[Labels]:
    """The labelled strings of ``folder`` by set and country; a string of no known unit has an empty label."""
    found: dict[tuple[str, str], dict[str, frozenset[str]]] = defaultdict(dict)
    with (folder / "clusters.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            country = (*parse(row["country"]).nationality, row["country"])[0]
            found["clusters", country][row["text"]] = frozenset({row["unit"]})
    for path in sorted(p for p in folder.glob("*queries.csv") if not p.name.startswith("blind")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                units = frozenset(u.strip() for u in row["expected_unit_ids"].split(";") if u.strip())
                found[path.stem, row["country_iso3"]][row["text"]] = units
    return [(name, country, texts) for (name, country), texts in sorted(found.items())]


def pairs_of(labels: Labels) -> tuple[Array, Array]:
    """The features of the pairs worth comparing of one labelled country, and whether each is one unit."""
    _, country, texts = labels
    items = read_items(country, sorted(texts))
    named: dict[str, int] = defaultdict(int)
    for item in items:
        named[item.cell] += 1
    profiles = profiles_of(item for item in items if item.status == "unit")
    known = [_label(p, texts, named) for p in profiles]
    pairs = Pairs(country, profiles)
    rows, same = [], []
    for one in range(len(profiles)):
        for other in pairs.near(one):
            mine, theirs = known[one], known[other]
            twice = other < one and one in pairs.near(other)
            if twice or mine is None or theirs is None or not (mine or theirs):
                continue
            apart = conflict(pairs.stated[one], pairs.stated[other]) or pairs.vetoed(one, other)
            if not apart:
                rows.append(pairs.features(min(one, other), max(one, other)))
                same.append(mine == theirs)
    return np.array(rows, dtype=np.float64).reshape(-1, len(NAMES)), np.array(same, dtype=np.float64)


def _label(profile: Profile, texts: Mapping[str, frozenset[str]], named: Mapping[str, int]) -> frozenset[str] | None:
    """The one unit that a string of the profile is labelled with, where it names one thing only."""
    for item in profile.items:
        if named[item.cell] == 1 and len(texts[item.cell]) <= 1:
            return texts[item.cell]
    return None


def fit(x: Array, y: Array, start: Weights) -> Weights:
    """The most likely weights given the labels and a normal prior around ``start`` (Newton's method)."""
    prior = np.array((*start.values, start.base))
    wide = np.hstack([x, np.ones((len(x), 1))])
    w = prior.copy()
    for _ in range(_STEPS):
        p = 1.0 / (1.0 + np.exp(-np.clip(wide @ w, -30, 30)))
        slope = wide.T @ (p - y) + _PULL * (w - prior)
        bend = (wide * (p * (1.0 - p))[:, None]).T @ wide + _PULL * np.eye(len(w))
        step = np.linalg.solve(bend, slope)
        w = w - step
        if float(np.abs(step).max()) < 1e-9:
            break
    return Weights(float(w[-1]), tuple(float(v) for v in w[:-1]), start.join)


def learn(found: Sequence[tuple[Array, Array]], start: Weights | None = None) -> Weights:
    """Weights from the pairs of several labelled countries."""
    x, y = np.vstack([f[0] for f in found]), np.concatenate([f[1] for f in found])
    return fit(x, y, start or weights("prior.csv"))


def write(used: Weights, path: Path) -> None:
    """One line per weight, three decimals, in the order of the features."""
    rows: Sequence[tuple[str, float]] = (
        ("base", used.base), *zip(NAMES, used.values, strict=True), ("join", used.join)
    )  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("feature", "weight"))
        writer.writerows((name, f"{value:.3f}") for name, value in rows)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Where to write.")
@click.option("--without", multiple=True, metavar="ISO3", help="A country to leave out; may be given again.")
def main(folder: Path, out: Path, without: tuple[str, ...]) -> None:
    """Learn the weights of pairs of names from the labelled strings in FOLDER."""
    sets = [labels for labels in labelled(folder) if labels[1] not in without]
    write(learn([pairs_of(labels) for labels in sets]), out)
    click.echo(f"{len(sets)} labelled countries", err=True)


if __name__ == "__main__":
    main()
