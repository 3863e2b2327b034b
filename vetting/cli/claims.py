"""What reports are written from: the records and the last run of a workspace, with the texts of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vetting.errors import NothingCheckedError

if TYPE_CHECKING:
    from vetting.model import Dataset, RuleText, Run
    from vetting.report.page import Digest


@dataclass(frozen=True)
class Claims:
    """The records, the run that read them, and the texts of its rules."""

    dataset: Dataset
    run: Run
    rules: Sequence[RuleText]

    @cached_property
    def digest(self) -> Digest:
        """What the pages of all languages show."""
        from vetting.report.page import digest

        return digest(self.dataset, self.run, self.rules)


def load(workspace: Path, *, whole: bool = False) -> Claims:
    """The records and claims of a workspace; what is out of date is said on stderr.

    Where the run was asked to judge as of a day, the records are those of that day, unless the ``whole`` is wanted.
    Raises NothingCheckedError when nothing was run yet.
    """
    from vetting import law
    from vetting.known import known
    from vetting.pipeline import printed_parameters
    from vetting.store import Store

    with Store.open(workspace) as store:
        run = store.run()
        if run is None:
            raise NothingCheckedError(
                "this workspace has no run yet", where=str(workspace), hint=f"vetting run -w {workspace}"
            )
        stale = store.run_is_stale()
        dataset = store.dataset()
    if run.known is not None and not whole:
        dataset = known(dataset, run.as_of).dataset
    folder = law.shipped_rules()
    if stale:
        click.echo(
            f"the records, or what is read in them, changed after the run of this report: vetting run -w {workspace}",
            err=True,
        )
    parameters = printed_parameters(law.load_parameters(folder), law.table_hashes(folder))
    if _changed(run, law.rule_hashes(folder), parameters):
        click.echo(f"the rules changed after the run of this report: vetting run -w {workspace}", err=True)
    own = {text.id for text in run.own_rules}
    shipped = [text for text in law.texts(law.load_rules(folder)) if text.id not in own]
    return Claims(dataset, run, (*(shipped if set(run.rules) - own or not own else ()), *run.own_rules))


def _changed(run: Run, hashes: Mapping[str, str], parameters: Mapping[str, str]) -> bool:
    """Whether the shipped rules are no longer those of the run; what a folder of one's own set is left aside."""
    from vetting.law import AS_SHIPPED

    own = {text.id for text in run.own_rules}
    used = {rule_id: digest for rule_id, digest in run.rules.items() if rule_id not in own}
    if own and not used:
        return False
    ours = {name for name in run.parameters if name.startswith(("rule folder ", "table ")) and name not in parameters}
    ours |= {name for name in run.parameters if name.endswith(AS_SHIPPED)}
    held = {name: value for name, value in run.parameters.items() if not (own and name in ours)}
    held |= {name: run.parameters[f"{name}{AS_SHIPPED}"] for name in held if f"{name}{AS_SHIPPED}" in run.parameters}
    return (dict(hashes), dict(parameters)) != (used, held)
