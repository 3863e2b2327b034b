"""``vetting rules``: list, show, explain, check and compare rules, or try them on facts of one's own."""

from __future__ import annotations

import click

from vetting.cli.rules.checking import lint, test, try_
from vetting.cli.rules.comparing import diff
from vetting.cli.rules.explaining import explain
from vetting.cli.rules.listing import list_
from vetting.cli.rules.showing import show


@click.group()
def rules() -> None:
    """List, show, explain and check the rules, compare two folders of them, or try them on facts of your own.

    \b
    Examples:
      vetting rules list --as-of 2012-05-30 --country HND --programme IMET
      vetting rules show leahy-dod-362 --lang es
      vetting rules explain leahy-dod-362 -w case --mission M-17
      vetting rules lint --rules my-rules
      vetting rules test
      vetting rules try facts.jsonl
      vetting rules diff rules my-rules
    """


for _command in (list_, show, explain, lint, test, try_, diff):
    rules.add_command(_command)
