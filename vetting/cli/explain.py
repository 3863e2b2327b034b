"""`vetting explain`: from a mission, unit, incident or finding down to its source lines, in sentences."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vetting.errors import UsageError

if TYPE_CHECKING:
    from vetting.explain import Page

#: Columns of wrapped text where the terminal is wider, or none.
_WIDEST = 100


@click.command(short_help="Follow a mission, unit, incident or finding to its source lines, in sentences.")
@click.argument("ident", metavar="[ID", required=False, default="")
@click.argument("rule", metavar="[RULE_ID]]", required=False, default="")
@click.option("-w", "--workspace", type=click.Path(path_type=Path), default=Path("."), help="The workspace's folder.")
@click.option("--pair", nargs=2, metavar="TEXT UNIT_ID", help="Why a printed name is or is not linked to a unit.")
@click.option("--country", default="", metavar="ISO3", help="The country of the text of --pair; else the unit's own.")
@click.option("--mission", default="", metavar="ID", help="With --unit: why this mission was or was not linked to it.")
@click.option("--unit", default="", metavar="ID", help="With --mission.")
@click.option("--lang", type=click.Choice(["en", "es"]), default="en", show_default=True, help="Language.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text.")
def explain(
    ident: str,
    rule: str,
    workspace: Path,
    pair: tuple[str, str] | None,
    country: str,
    mission: str,
    unit: str,
    lang: str,
    as_json: bool,
) -> None:
    """Say in sentences what the records hold, how names were linked, and what each rule answers and why.

    ID is a mission's, a unit's or an incident's; a mission with a RULE_ID (or MISSION:RULE) is one finding; FILE:LINE
    is whatever was read from that line, a rejected row included. A mission that is not flagged is explained too.

    \b
    Examples:
      vetting explain HN-01 -w case
      vetting explain trainings.tsv:1204 -w case --lang es
      vetting explain M-17 leahy-dod-362 -w case
      vetting explain --pair "15 BIM" HND-SF15 --country HND -w case
      vetting explain --mission M-17 --unit HND-SF15 -w case
    """
    asked = sum((bool(ident), bool(pair), bool(mission or unit)))
    if asked != 1 or bool(mission) != bool(unit):
        raise UsageError(
            "say what to explain in one way",
            hint="Give an ID, or --pair TEXT UNIT_ID, or --mission ID with --unit ID.",
        )
    if pair:
        page = _pair(workspace, *pair, country, lang)
    elif mission:
        page = _mission_pair(workspace, mission, unit, lang)
    else:
        page = _page(workspace, ident, rule, lang)
    if as_json:
        from vetting.report.findings_json import json_text

        click.echo(json_text(page.as_json(), indent=1))
    else:
        click.echo(page.as_text(min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)), nl=False)


def _page(workspace: Path, ident: str, rule: str, lang: str) -> Page:
    from vetting.cli.claims import load
    from vetting.explain import explain as explain_id

    claims = load(workspace, whole=True)
    return explain_id(claims.dataset, claims.run, claims.rules, ident, rule, lang)


def _mission_pair(workspace: Path, mission: str, unit: str, lang: str) -> Page:
    from vetting.cli.claims import load
    from vetting.explain import explain_mission_pair

    claims = load(workspace, whole=True)
    return explain_mission_pair(claims.dataset, claims.run, mission, unit, lang)


def _pair(workspace: Path, text: str, unit: str, country: str, lang: str) -> Page:
    from vetting import countries
    from vetting.explain import explain_pair
    from vetting.store import Store

    with Store.open(workspace) as store:
        dataset = store.dataset()
    code = countries.code(country) if country else ""
    if country and not code:
        raise UsageError(f"'{country}' is no country", where="--country", hint="Give its ISO 3166-1 code or its name.")
    return explain_pair(dataset, text, unit, code, lang)
