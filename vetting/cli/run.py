"""`vetting run`: match, trace and judge the records of a workspace."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vetting.cli.progress import StageProgress
from vetting.errors import UsageError
from vetting.model import Run

if TYPE_CHECKING:
    from vetting.store import Store


@click.command(short_help="Match, trace and judge the records of a workspace.")
@click.option("-w", "--workspace", type=click.Path(path_type=Path), default=Path("."), help="The workspace's folder.")
@click.option(
    "--as-of", "as_of", metavar="DATE", help="Day of judgement, as 2016-12-31; else the newest in the inputs."
)
def run(workspace: Path, as_of: str | None) -> None:
    """Link the records to units, tie missions to incidents and ask every rule of every mission.

    The claims are kept in the workspace for `vetting report` and `vetting explain`. What the run did is summed up on
    stderr. Nothing is decided about anybody: a flag is a lead for review.

    \b
    Examples:
      vetting run -w case
      vetting run -w case --as-of 2016-12-31
    """
    from vetting.store import Store

    day = parse_day(as_of) if as_of else None
    with Store.open(workspace) as store:
        found = judge(store, day)
    click.echo(summary(found), err=True)


def parse_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text}' is not a day", where="--as-of", hint="write it as 2016-12-31") from None


def judge(store: Store, as_of: date | None) -> Run:
    """Run over what the store holds, with the shipped rules, and keep the claims in it."""
    from vetting import law, pipeline

    folder = law.shipped_rules()
    with StageProgress() as progress:
        found = pipeline.run(
            store.dataset(),
            law.load_rules(folder),
            law.rule_hashes(folder),
            law.load_parameters(folder),
            as_of=as_of,
            table_hashes=law.table_hashes(folder),
            progress=progress,
        )
        store.save_run(found)
    return found


def summary(run: Run) -> str:
    """Three lines: as-of, exposures, answers by result."""
    results: dict[str, int] = {}
    per_signature = {number: [answer.result for answer in answers] for number, answers in run.answers.items()}
    for number in run.signature_of.values():
        for result in per_signature[number]:
            results[result] = results.get(result, 0) + 1
    units = len({(exposure.trained_unit_id, exposure.incident_id) for exposure in run.exposures})
    answers = ", ".join(f"{count:,} {result}" for result, count in sorted(results.items()))
    return "\n".join(
        (
            f"judged as of {run.as_of}: {len(run.signature_of):,} missions, "
            f"{len(run.answers):,} distinct fact signatures",
            f"{len(run.exposures):,} exposures over {units:,} pairs of unit and incident",
            f"answers: {answers}",
        )
    )
