"""``vetting rules diff``: what changed between two folders of rules, in words."""

from __future__ import annotations

import json
import textwrap
from itertools import groupby
from pathlib import Path

import click

from vetting.cli.rules.options import columns, language_option, width_option
from vetting.conditions import Words
from vetting.law.comparing import compare

_NOTHING = Words("nothing differs", "nada cambia")


@click.command()
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD_FOLDER")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW_FOLDER")
@language_option
@width_option
@click.option("--json", "as_json", is_flag=True, help="One JSON array, both languages.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 when something differs.")
@click.pass_context
def diff(
    ctx: click.Context, old: Path, new: Path, lang: str, width: int | None, as_json: bool, exit_code: bool
) -> None:
    """Say in words what changed from one folder of rules to another.

    Rules added, gone or renamed; days of force that moved; conditions added, dropped or changed, as sentences;
    authorities and whether they are verified; messages; written cases, what they expect and what facts they give;
    lines of tables; parameters. A folder without tables or parameters is read with those that come with the program.

    \b
    Examples:
      vetting rules diff rules my-rules
      vetting rules diff rules my-rules --lang es --exit-code
    """
    changes = list(compare(old, new))
    if as_json:
        found = [{"subject": c.subject, "kind": c.kind, "text_en": c.text.en, "text_es": c.text.es} for c in changes]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for subject, group in groupby(changes, lambda change: change.subject):
            click.echo(subject)
            for change in group:
                wide = max(columns(width), 40)
                text = getattr(change.text, lang)
                click.echo("\n".join(textwrap.wrap(text, wide, initial_indent="  - ", subsequent_indent="    ")))
        if not changes:
            click.echo(getattr(_NOTHING, lang), err=True)
    if exit_code and changes:
        ctx.exit(1)
