"""Prints figures per labelled set, split and country; single errors only of the dev countries (``--errors``).

``python -m tests.gold.evaluate``: strings and labels of the held-out countries are never shown.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping

import click

from tests.gold.scoring import HERE, Figures, Query, evaluate, ranked, read_queries, read_registry
from vetting.link import link
from vetting.model import Mention, Reading


def splits() -> dict[str, str]:
    """Country → dev or held_out."""
    with (HERE / "others_split.csv").open(encoding="utf-8", newline="") as stream:
        return {r["country_iso3"]: r["split"] for r in csv.DictReader(stream)}


def readings_of(registry: str, queries: Iterable[Query]) -> Mapping[Mention, Reading]:
    """Links all ``queries`` with the registry file of that name."""
    units, above = read_registry(HERE / registry)
    return {r.mention: r for r in link({q.mention for q in queries}, units, superiors=above)}


def line(name: str, f: Figures) -> str:
    """One row of the table."""
    return (
        f"{name:10} F1 {f.f1:.3f}  P {f.precision:.3f} ({f.wrong} wrong)  R {f.recall:.3f}  R@5 {f.recall_at_5:.3f}"
        f"  first {f.first}/{f.positive}  near {f.near_accepted}/{f.near}  multi {f.several_complete}/{f.several}"
    )


def split_figures(split: str) -> Figures:
    """The figures of one split of the other countries."""
    part = splits()
    queries = [q for q in read_queries(HERE / "others_queries.csv") if part[q.mention.country] == split]
    return evaluate(queries, readings_of("others_registry.csv", queries))


def _errors(queries: Iterable[Query], readings: Mapping[Mention, Reading]) -> Iterable[str]:
    for query in queries:
        rows = ranked(readings[query.mention])
        claims = {u for u, claimed in rows if claimed}
        if claims == set(query.expected) or (len(claims) == 1 and claims < set(query.expected)):
            continue
        shown = ", ".join(f"{u}{'!' if c else ''}" for u, c in rows[:5])
        reasons = {m.reason for p in readings[query.mention].parts for m in p.matches if m.reason}
        kind = "WRONG" if claims - set(query.expected) else "missed"
        yield f"{kind} {query.id} {query.kind} | {query.mention.text} | want {';'.join(query.expected) or '-'} | got {shown} | {'; '.join(sorted(reasons))[:160]}"  # noqa: E501


@click.command()
@click.option("--errors", is_flag=True, help="Show each error of the dev countries.")
@click.option("--gold", is_flag=True, help="Show each error of Honduras and El Salvador.")
def main(errors: bool, gold: bool) -> None:
    """Figures of the linker on every labelled set."""
    home = read_queries()
    found = readings_of("registry.csv", home)
    click.echo(line("gold", evaluate(home, found)))
    if gold:
        click.echo("\n".join(_errors(home, found)))
    part = splits()
    queries = read_queries(HERE / "others_queries.csv")
    readings = readings_of("others_registry.csv", queries)
    for split in ("dev", "held_out"):
        mine = [q for q in queries if part[q.mention.country] == split]
        click.echo(line(split, evaluate(mine, readings)))
        for country in sorted(c for c, s in part.items() if s == split):
            some = [q for q in mine if q.mention.country == country]
            click.echo(line(f"  {country}", evaluate(some, readings)))
    everything = evaluate(queries, readings)
    click.echo(line("all others", everything))
    if errors:
        click.echo("\n".join(_errors((q for q in queries if part[q.mention.country] == "dev"), readings)))


if __name__ == "__main__":
    main()
