"""``vetting registry list``: provisional units with how sure each is, why, and the forms that it is printed as."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vetting.cli.registry import registry

if TYPE_CHECKING:
    from vetting.registry.portraits import Form, Portrait
    from vetting.store import Store


@registry.command(name="list")
@click.option("-w", "--workspace", type=click.Path(path_type=Path), default=Path("."), help="The workspace's folder.")
@click.option("--country", "countries", multiple=True, metavar="ISO3", help="Only this country; may be given again.")
@click.option("--doubtful", is_flag=True, help="Only units less than 50 % sure or with a form that is.")
@click.option("--lang", type=click.Choice(["en", "es"]), default="en", show_default=True, help="The reasons' language.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON to stdout, with the forms' rows by year.")
def list_(workspace: Path, countries: tuple[str, ...], lang: str, *, doubtful: bool, as_json: bool) -> None:
    """List the provisional units, the least sure first.

    Sureness is the probability, from 0 to 1, that a unit is one and no part of another: that its least sure form
    belongs to it, and that the unit most like it is another.

    \b
    Examples:
      vetting registry list -w case --country ECU --doubtful
      vetting registry list -w case --country ECU --json > units.json
    """
    from vetting.registry.proposing import DOUBTFUL
    from vetting.store import Store

    with Store.open(workspace) as store:
        found = portraits_of(store, {c.upper() for c in countries})
    found = [p for p in found if not doubtful or p.sureness < DOUBTFUL or p.doubtful]
    found.sort(key=lambda p: (p.sureness, p.unit.id))
    if as_json:
        click.echo(json.dumps([_object(p) for p in found], ensure_ascii=False))
        return
    for one in found:
        told = "; ".join(one.reasons(lang)[:2])
        click.echo(f"{one.sureness:.2f}\t{one.unit.id}\t{one.unit.name}\t{sum(one.years.values())}\t{told}")


def portraits_of(store: Store, countries: set[str]) -> list[Portrait]:
    """The provisional units of ``countries``, of all where none is given."""
    from vetting.registry.portraits import portraits

    dataset, edits = store.dataset(), store.registry_edits()
    held = sorted({u.country for u in dataset.units if u.provisional})
    return [
        portrait
        for country in held
        if not countries or country in countries
        for portrait in portraits(
            country, dataset, store.registry_members(country), store.registry_groups(country), edits
        )
    ]


def _object(portrait: Portrait) -> dict[str, Any]:
    unit, group = portrait.unit, portrait.group
    return {
        "unit_id": unit.id, "country": unit.country, "name": unit.name, "provisional": True, "level": unit.level,
        "echelon": unit.echelon, "branch": unit.branch, "rows": sum(portrait.years.values()),
        "rows_by_year": {str(year): n for year, n in portrait.years.items()},
        "sureness": round(portrait.sureness, 4), "together": group.together if group else None,
        "why_en": portrait.reasons("en"), "why_es": portrait.reasons("es"),
        "may_be_same_as": {"unit_id": portrait.rival.id, "sureness": group.same} if portrait.rival and group else None,
        "forms": [_form(f) for f in portrait.forms], "doubtful_forms": [f.printed for f in portrait.doubtful],
        "source_ref": {"file": unit.source.file, "line": unit.source.line},
    }  # fmt: skip


def _form(form: Form) -> dict[str, Any]:
    years = {str(year): n for year, n in form.years.items()}
    where = {"file": form.source.file, "line": form.source.line}
    return {
        "printed": form.printed, "rows": form.rows, "rows_by_year": years, "sureness": round(form.sureness, 4),
        "source_ref": where,
    }  # fmt: skip
