"""Learns ``weights.csv`` from labelled mentions.

``python -m vetting.link.learn tests/gold -o vetting/link/weights.csv``: the folder holds ``registry.csv`` and
``queries.csv`` (mentions with the units they name), the same of thirty other countries (``others_…``), and
``clusters.csv`` (strings of yet other countries grouped by unit). ``--without HND`` leaves a country out, to measure on
what was never seen.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from vetting.link.collective import Elsewhere, second_look
from vetting.link.features import NAMES
from vetting.link.heads import Named, read
from vetting.link.judgement import FIRST, OWN, Weights, judge, lead_of, said_of_first, score, weights
from vetting.link.registry import Registry, build
from vetting.link.scored import Scored
from vetting.model import SourceRef, Unit
from vetting.names import parse

Array = NDArray[np.float64]

#: Which way each feature may count: evidence never turns into its opposite.
_AGAINST = (
    "_other", "_unit_only", "_text_only", "abroad", "outsider", "office_of",
)  # fmt: skip
#: What a conflict costs at the least, whatever few labels say.
_AT_MOST = {"number_other": -5.0, "section_other": -4.0, "branch_other": -3.0, "number_text_only": -2.0}
#: What evidence counts at the least: a word that means one body in a country means it in every other.
_AT_LEAST = {"institution": 3.0, "numbered_kind": 1.5, "office_of": -2.0}
#: Pull towards the weights one started from, per feature, against chance in few labels.
_PRIOR = 4.0
#: How much a case counts once more as if its unit were missing: registries hold gaps, and a claim there is wrong.
_LACKING = 0.4
_ROUNDS = 3
_STEPS = 100
#: Less than this far per step is standing still.
_STILL = 1e-6


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that a labelled cell names, the registry to look in, and the ids it may be.

    ``printed`` is the whole cell where others of the country's labelled cells may bear it out, else ``""``.
    """

    country: str
    named: Named
    registry: Registry
    expected: frozenset[str]
    printed: str = ""


def read_registry(path: Path) -> tuple[list[Unit], dict[str, list[str]]]:
    """The units of a labelled set and, for each, the ids directly above it."""
    units, above = [], {}
    with path.open(encoding="utf-8", newline="") as stream:
        for line, row in enumerate(csv.DictReader(stream), 2):
            aliases = tuple(a.strip() for a in row["aliases"].split(";") if a.strip())
            units.append(
                Unit(
                    id=row["unit_id"],
                    country=row["country_iso3"],
                    name=row["name"],
                    aliases=aliases,
                    source=SourceRef(path.name, line),
                    echelon=row["echelon"],
                    branch=row["branch"],
                    kind=row["kind"],
                )
            )
            above[row["unit_id"]] = [row["parent_id"]] if row["parent_id"] else []
    return units, above


def query_cases(folder: Path) -> list[Case]:
    """One case per labelled mention that names at most one unit and reads as one head."""
    units, above = read_registry(folder / "registry.csv")
    others, above_others = read_registry(folder / "others_registry.csv")
    units += others
    above |= above_others
    registries = {c: build(c, [u for u in units if u.country == c], above) for c in sorted({u.country for u in units})}
    return [c for name in ("queries.csv", "others_queries.csv") for c in _cases_of(folder / name, registries)]


def _cases_of(path: Path, registries: Mapping[str, Registry]) -> list[Case]:
    out = []
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["country_iso3"] not in registries:
                continue
            expected = frozenset(u.strip() for u in row["expected_unit_ids"].split(";") if u.strip())
            registry = registries[row["country_iso3"]]
            heads = [n for n in read(row["text"], registry, registry.country) if n.readings]
            if len(expected) <= 1 and len(heads) == 1:
                out.append(Case(registry.country, heads[0], registry, expected, row["text"]))
    return out


def cluster_cases(folder: Path) -> list[Case]:
    """Strings of a country against a registry made of one string per unit, twice with different choices."""
    groups: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    with (folder / "clusters.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            groups[row["country"]][row["unit"]].append((row["verbatim_in_report"], row["text"]))
    out = []
    for country, by_unit in sorted(groups.items()):
        iso = (*parse(country).nationality, country)[0]
        for turn in (0, -1):
            chosen = {unit: sorted(texts)[turn][1] for unit, texts in sorted(by_unit.items())}
            units = [Unit(id=u, country=iso, name=t, source=SourceRef("clusters.csv", 1)) for u, t in chosen.items()]
            registry = build(iso, units)
            for unit, texts in sorted(by_unit.items()):
                for _, text in sorted(texts):
                    if text == chosen[unit]:
                        continue
                    heads = [n for n in read(text, registry, iso) if n.readings]
                    if len(heads) == 1:
                        out.append(Case(country, heads[0], registry, frozenset({unit})))
    return out


def _table(cases: Iterable[Case], used: Weights) -> tuple[Array, Array]:
    rows, labels = [], []
    for case in cases:
        for pair in score(case.named.readings, case.registry, used)[:10]:
            rows.append(pair.values)
            labels.append(case.registry.units[pair.unit].id in case.expected)
    return np.array(rows, dtype=np.float64), np.array(labels, dtype=np.float64)


def _bounds() -> tuple[Array, Array]:
    against = np.array([name.endswith(_AGAINST) for name in NAMES])
    high = np.where(against, 0.0, 12.0)
    for name, least in _AT_MOST.items():
        high[NAMES.index(name)] = least
    low = np.where(against, -12.0, 0.0)
    for name, least in _AT_LEAST.items():
        low[NAMES.index(name)] = least
    return low, high


def fit(x: Array, y: Array, start: Weights) -> Weights:
    """Logistic weights by projected Newton steps, each within its sign, drawn towards ``start``."""
    low, high = (np.append(bound, free) for bound, free in zip(_bounds(), (-30.0, 30.0), strict=True))
    x = np.hstack([x, np.ones((len(x), 1))])
    prior = np.array([*start.values, start.base])
    w = np.clip(prior, low, high)
    loss = _loss(x, y, w, prior)
    for _ in range(_STEPS):
        p = _logistic(x @ w)
        gradient = x.T @ (p - y) + _PRIOR * (w - prior)
        free = ~(((w <= low) & (gradient > 0)) | ((w >= high) & (gradient < 0)))
        some = x[:, free]
        curved = (some * (p * (1.0 - p))[:, None]).T @ some + _PRIOR * np.eye(int(free.sum()))
        step = np.zeros_like(w)
        step[free] = np.linalg.solve(curved, gradient[free])
        part = 1.0
        while part > _STILL:
            fresh = np.clip(w - part * step, low, high)
            found = _loss(x, y, fresh, prior)
            if found <= loss:
                break
            part /= 2.0
        moved = float(np.abs(fresh - w).max())
        if found > loss or moved < _STILL:
            break
        w, loss = fresh, found
    return replace(start, base=float(w[-1]), values=tuple(float(v) for v in w[:-1]))


def _logistic(logits: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30))))


def _loss(x: Array, y: Array, w: Array, prior: Array) -> float:
    """Minus the log-likelihood, and what distance from ``prior`` costs."""
    logits = np.clip(x @ w, -30, 30)
    return float((np.logaddexp(0.0, logits) - y * logits).sum() + 0.5 * _PRIOR * ((w - prior) ** 2).sum())


def learn(cases: Sequence[Case], start: Weights) -> Weights:
    """Weights from all cases; which reading of a cell counts depends on the weights, hence several rounds."""
    used = start
    for _ in range(_ROUNDS):
        used = fit(*_table(cases, used), start)
    used = recalibrated(cases, used)
    return replace(used, elsewhere=elsewhere(cases, used, start.elsewhere))


def elsewhere(cases: Iterable[Case], used: Weights, start: float) -> float:
    """What other records' word is worth, as points on the odds, drawn to ``start``: few labelled cells ask for it."""
    by_registry: dict[int, list[Case]] = defaultdict(list)
    for case in cases:
        if case.printed:
            by_registry[id(case.registry)].append(case)
    rows = np.array([row for some in by_registry.values() for row in _borne_out(some, used)], dtype=np.float64)
    if not len(rows):
        return start
    odds, right, found = rows[:, 0], rows[:, 1], start
    for _ in range(_STEPS):
        p = _logistic(odds + found)
        step = float((p - right).sum() + found - start) / float((p * (1.0 - p)).sum() + 1.0)
        found -= step
        if abs(step) < _STILL:
            break
    return found


def _borne_out(cases: Sequence[Case], used: Weights) -> Iterator[tuple[float, bool]]:
    """The cases of a registry that others of its cells bear out: log-odds of the unit by itself, and if it is right."""
    registry = cases[0].registry
    found = [judge(case.named, registry, used, 5) for case in cases]
    alone = [(case.printed, [(case.named.segment.text, matches)]) for case, matches in zip(cases, found, strict=True)]
    others = Elsewhere(registry.country, alone, registry.units)
    for case, matches in zip(cases, found, strict=True):
        said = second_look((case.printed, [(case.named.segment.name, matches)]), others).get(0)
        if said is not None and said.unit_id:
            score = matches[0].score
            yield math.log(score / (1.0 - score)), said.unit_id in case.expected


def recalibrated(cases: Iterable[Case], used: Weights) -> Weights:
    """``used`` with what its sums are worth: for the best pair of a text, and for the others."""
    first, rest = [], []
    for case in cases:
        pairs = score(case.named.readings, case.registry, used)[:10]
        best, ahead = lead_of(pairs, case.registry, used.base)
        for pair in pairs:
            right = case.registry.units[pair.unit].id in case.expected
            if pair is best:
                first.append((*said_of_first(pair, ahead), right, 1.0))
            else:
                rest.append((pair.logit, 1.0, right, 1.0))
        lacking = _lacking(case, used)
        if lacking is not None:
            first.append((*said_of_first(*lacking), 0.0, _LACKING))
    start = (1.0, *(0.0 for _ in FIRST[1:]))
    rest_scale, rest_shift = _scaled(np.array(rest, dtype=np.float64), (1.0, 0.0))
    return replace(used, first=_scaled(np.array(first, dtype=np.float64), start), rest=(rest_scale, rest_shift))


def _lacking(case: Case, used: Weights) -> tuple[Scored, float] | None:
    """The best pair of a case and its lead, were its unit missing, and the units above it, which may be right."""
    meant = {i for i, unit in enumerate(case.registry.units) if unit.id in case.expected}
    if not meant:
        return None
    without = meant | {above for unit in meant for above in case.registry.above[unit]}
    best, ahead = lead_of(score(case.named.readings, case.registry, used, without)[:10], case.registry, used.base)
    return None if best is None else (best, ahead)


def _scaled(rows: Array, start: tuple[float, ...]) -> tuple[float, ...]:
    """Logistic weights, drawn a little to ``start``; the last columns are what is right and how much it counts."""
    x, y, size, prior = rows[:, :-2], rows[:, -2], rows[:, -1], np.array(start)
    w = prior.copy()
    for _ in range(_STEPS):
        p = _logistic(x @ w)
        gradient = x.T @ (size * (p - y)) + (w - prior)
        step = np.linalg.solve((x * (size * p * (1.0 - p))[:, None]).T @ x + np.eye(len(w)), gradient)
        w -= step
        if float(np.abs(step).max()) < _STILL:
            break
    return tuple(float(v) for v in w)


def claims(cases: Iterable[Case], used: Weights) -> Mapping[str, float]:
    """Right and wrong claims of ``used`` on ``cases``, and how many of them name a unit."""
    counts = {"right": 0, "wrong": 0, "naming": 0, "among_five": 0}
    for case in cases:
        found = judge(case.named, case.registry, used, 5)
        counts["naming"] += bool(case.expected)
        counts["among_five"] += any(m.unit_id in case.expected for m in found)
        for match in found:
            if match.status == "match":
                counts["right" if match.unit_id in case.expected else "wrong"] += 1
    return counts


def write(used: Weights, path: Path) -> None:
    """One line per weight, three decimals, in the order of the features."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("feature", "weight"))
        writer.writerow(("base", f"{used.base:.3f}"))
        writer.writerows((n, f"{v:.3f}") for n, v in zip(NAMES, used.values, strict=True))
        writer.writerow(("accept", f"{used.accept:.3f}"))
        writer.writerow(("lead", f"{used.lead:.3f}"))
        named = zip((*FIRST, *OWN[3:]), (*used.first, *used.rest), strict=True)
        writer.writerows((name, f"{value:.3f}") for name, value in named)
        writer.writerow(("elsewhere", f"{used.elsewhere:.3f}"))


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the weights.")
@click.option("--without", multiple=True, help="A country (as the files write it) to leave out; may be given again.")
def main(folder: Path, out: Path | None, without: tuple[str, ...]) -> None:
    """Learn the weights of the features from the labelled strings in FOLDER."""
    cases = [*query_cases(folder), *cluster_cases(folder)]
    seen = [c for c in cases if c.country not in without]
    used = learn(seen, weights("prior.csv"))
    for name, part in (("seen", seen), ("left out", [c for c in cases if c.country in without])):
        if part:
            click.echo(f"{name}: {len(part)} cases {dict(claims(part, used))}", err=True)
    if out is not None:
        write(used, out)


if __name__ == "__main__":
    main()
