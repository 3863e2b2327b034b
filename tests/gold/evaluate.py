"""Prints figures per labelled country, each linked with weights that its labels had no part in, and single errors.

``python -m tests.gold.evaluate``: leaves each country out in turn. ``--shipped`` uses the weights of the package, which
were learned from all of them; ``--errors BOL`` (may be given again) shows each error of a country.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

import click

from tests.gold.scoring import HERE, Figures, Query, evaluate, ranked, read_queries, read_registry
from vetting.link.cell import judge_all, others_of
from vetting.link.collective import Elsewhere
from vetting.link.heads import Named, read
from vetting.link.judgement import Weights, judge, weights
from vetting.link.learn import Case, claims, cluster_cases, learn, query_cases
from vetting.link.registry import Registry, build
from vetting.model import Match, Mention, Part, Reading

#: Countries labelled first, from registries and queries of their own.
HOME = ("HND", "SLV")
_SETS = (("registry.csv", "queries.csv"), ("others_registry.csv", "others_queries.csv"))


@cache
def labelled() -> Mapping[str, Sequence[Query]]:
    """Country → its labelled mentions."""
    found: dict[str, list[Query]] = defaultdict(list)
    for _, name in _SETS:
        for query in read_queries(HERE / name):
            found[query.mention.country].append(query)
    return dict(sorted(found.items()))


@cache
def cases() -> tuple[Case, ...]:
    """Everything that weights are learned from."""
    return (*query_cases(HERE), *cluster_cases(HERE))


def without(country: str) -> Weights:
    """Weights that no label of ``country`` had a part in."""
    return learn([c for c in cases() if c.registry.country != country], weights("prior.csv"))


def readings_of(country: str, used: Weights) -> Mapping[Mention, Reading]:
    """Links the labelled mentions of ``country`` with its labelled registry as ``link`` does, under ``used``."""
    registry = registry_of(country)
    cells = [(query.mention.text, read(query.mention.text, registry, country)) for query in labelled()[country]]
    found = [_reading(country, text, named, judge_all(named, registry, used, 5)) for text, named in cells]
    alone = [(r.mention.text, [(part.text, part.matches) for part in r.parts]) for r in found]
    elsewhere = Elsewhere(country, alone, registry.units)
    for at, (text, named) in enumerate(cells):
        others = others_of(text, named, [part.matches for part in found[at].parts], lambda: elsewhere)
        if others:
            found[at] = _reading(country, text, named, judge_all(named, registry, used, 5, others))
    return {reading.mention: reading for reading in found}


def _reading(country: str, text: str, named: Iterable[Named], found: Iterable[tuple[Match, ...]]) -> Reading:
    matched = zip(named, found, strict=True)
    parts = [Part(n.segment.text, n.segment.start, n.segment.end, n.level, matches) for n, matches in matched]
    return Reading(Mention(country, text), tuple(parts))


def line(name: str, f: Figures) -> str:
    """One row of the table."""
    return (
        f"{name:10} F1 {f.f1:.3f}  P {f.precision:.3f} ({f.wrong} wrong)  R {f.recall:.3f}  R@5 {f.recall_at_5:.3f}"
        f"  first {f.first}/{f.positive}  near {f.near_accepted}/{f.near}  multi {f.several_complete}/{f.several}"
    )


def errors(queries: Iterable[Query], readings: Mapping[Mention, Reading]) -> Iterable[str]:
    """One line for each string whose claims are not those of its label."""
    for query in queries:
        rows = ranked(readings[query.mention])
        claimed = {u for u, is_claim in rows if is_claim}
        if claimed == set(query.expected):
            continue
        shown = ", ".join(f"{u}{'!' if c else ''}" for u, c in rows[:5])
        reasons = {m.reason for p in readings[query.mention].parts for m in p.matches if m.reason}
        kind = "WRONG" if claimed - set(query.expected) else "part" if claimed else "missed"
        want = ";".join(query.expected) or "-"
        yield (
            f"{kind} {query.id} {query.kind} | {query.mention.text} | want {want} | got {shown}"
            f" | {'; '.join(sorted(reasons))[:160]}"
        )


def figures(
    weighing: Callable[[str], Weights], progress: bool = False
) -> tuple[dict[str, Figures], dict[str, Mapping[Mention, Reading]]]:
    """Country → its figures, and its readings, under the weights that ``weighing`` gives for it."""
    counted, found = {}, {}
    for country, queries in labelled().items():
        if progress:
            click.echo(f"learning without {country}", err=True)
        found[country] = readings_of(country, weighing(country))
        counted[country] = evaluate(queries, found[country])
    return counted, found


def total(counted: Mapping[str, Figures], countries: Iterable[str]) -> Figures:
    """The figures of several countries as one."""
    out = Figures()
    for country in countries:
        out.add(counted[country])
    return out


def registry_of(country: str, without: str = "") -> Registry:
    """The labelled registry of ``country``, one unit left out."""
    units, above = [], {}
    for name, _ in _SETS:
        held, over = read_registry(HERE / name)
        units += [u for u in held if u.country == country and u.id != without]
        above |= over
    return build(country, units, above)


def lacking(country: str, used: Weights) -> tuple[int, int]:
    """How many strings that name one unit and read as one head there are, and how many claim a neighbor without it.

    Each is linked with a registry that lacks its unit. A claim of a body above the unit is not counted: what an office
    or staff that nobody registered belongs to is right.
    """
    asked = claimed = 0
    above = registry_of(country)
    place = {unit.id: at for at, unit in enumerate(above.units)}
    for unit in sorted({q.expected[0] for q in labelled()[country] if len(q.expected) == 1}):
        registry = registry_of(country, unit)
        owners = {above.units[at].id for at in above.above[place[unit]]}
        for query in (q for q in labelled()[country] if q.expected == (unit,)):
            named = [n for n in read(query.mention.text, registry, country) if n.readings]
            if len(named) == 1:
                asked += 1
                found = {m.unit_id for m in judge(named[0], registry, used, 5) if m.status == "match"}
                claimed += bool(found - owners)
    return asked, claimed


def _clusters(weighing: Callable[[str], Weights]) -> str:
    """Claims on clusters.csv, each of its countries linked under weights learned without it."""
    by_country: dict[str, list[Case]] = defaultdict(list)
    for case in cluster_cases(HERE):
        by_country[case.registry.country].append(case)
    sums: dict[str, float] = defaultdict(float)
    for country, some in sorted(by_country.items()):
        for key, value in claims(some, weighing(country)).items():
            sums[key] += value
    return "clusters   " + "  ".join(f"{k} {v:.0f}" for k, v in sums.items())


@click.command()
@click.option("--shipped", is_flag=True, help="Use the weights of the package, learned from all labels.")
@click.option("--errors", "wanted", multiple=True, help="Show each error of this country; may be given again.")
@click.option("--clusters", is_flag=True, help="Count claims on clusters.csv as well (17 more learnings).")
@click.option("--lacking", "lack", is_flag=True, help="Link each string with a registry that lacks its unit as well.")
def main(shipped: bool, wanted: tuple[str, ...], clusters: bool, lack: bool) -> None:
    """Figures of the linker on every labelled country."""
    weighing = cache((lambda _: weights()) if shipped else without)
    counted, found = figures(weighing, progress=not shipped and sys.stderr.isatty())
    for country, one in counted.items():
        click.echo(line(country, one))
    others = [c for c in counted if c not in HOME]
    click.echo(line("HND, SLV", total(counted, HOME)))
    click.echo(line("others", total(counted, others)))
    click.echo(line("all", total(counted, counted)))
    if clusters:
        click.echo(_clusters(weighing))
    if lack:
        counts = [lacking(country, weighing(country)) for country in counted]
        asked, claimed = (sum(column) for column in zip(*counts, strict=True))
        click.echo(f"unit lacking: a neighbor claimed for {claimed} of {asked} strings")
    for country in wanted:
        click.echo("\n".join(errors(labelled()[country], found[country])))


if __name__ == "__main__":
    main()
