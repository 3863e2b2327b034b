"""What the commands on rules share: the folder, the language, the width, and one rule by its id."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from vetting import law
from vetting.conditions import did_you_mean
from vetting.errors import UsageError

folder_option = click.option(
    "--rules", "folder", type=click.Path(path_type=Path), default=None,
    help="A folder of rule files; without it, the rules that come with the program.",
)  # fmt: skip
language_option = click.option(
    "--lang", type=click.Choice(["en", "es"]), default="en", show_default=True, help="Language."
)
width_option = click.option("--width", type=click.IntRange(min=40), help="Columns of text; else the terminal's.")

_WIDEST = 160


def columns(width: int | None) -> int:
    """The width asked for, else the terminal's, within reason; 100 where there is none."""
    return width or min(shutil.get_terminal_size((100, 24)).columns, _WIDEST)


def rule_of(rule_id: str, folder: Path | None) -> law.Rule:
    """The rule of that id. Raises UsageError with the nearest id."""
    loaded = {rule.id: rule for rule in law.load_rules(folder or law.shipped_rules())}
    if rule_id not in loaded:
        raise UsageError(f"there is no rule '{rule_id}'{did_you_mean(rule_id, loaded)}", hint="See: vetting rules list")
    return loaded[rule_id]
