"""``vetting registry page``: a country's provisional units as one page."""

from __future__ import annotations

from pathlib import Path

import click

from vetting.cli.destination import check_folder
from vetting.cli.registry import registry
from vetting.errors import UsageError


@registry.command()
@click.option("-w", "--workspace", type=click.Path(path_type=Path), default=Path("."), help="The workspace's folder.")
@click.option("--country", required=True, metavar="ISO3", help="The country.")
@click.option("--lang", type=click.Choice(["en", "es"]), default="en", show_default=True, help="The page's language.")
@click.option("-o", "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="HTML to write.")
def page(workspace: Path, country: str, lang: str, out: Path) -> None:
    """Write the provisional units of a country as one self-contained page: what is doubtful comes first.

    \b
    Example:
      vetting registry page -w case --country ECU --lang es -o ecuador.html
    """
    from vetting.registry.edits import edits_on_record
    from vetting.registry.page import country_page
    from vetting.report.manifest import write_manifest
    from vetting.store import Store

    check_folder(out, "--out")
    country = country.upper()
    with Store.open(workspace) as store:
        members = store.registry_members(country)
        if not members:
            hint = f"Build it: vetting registry build -w {workspace} --country {country}"
            raise UsageError(f"there are no provisional units of {country}", hint=hint)
        groups, edits = store.registry_groups(country), store.registry_edits()
        dataset = store.dataset()
        text = country_page(country, dataset, members, lang, groups, edits)
    out.write_text(text, encoding="utf-8", newline="\n")
    options = {"command": "registry page", "countries": country, "lang": lang, **edits_on_record(edits)}
    write_manifest([out], dataset, None, options)
    click.echo(f"{out}", err=True)
