"""`vetting run`: match, trace and judge the records of a workspace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vetting.cli.caps import told_of_caps
from vetting.cli.progress import StageProgress
from vetting.errors import UsageError
from vetting.model import Mention, Run

if TYPE_CHECKING:
    from vetting.store import Store

#: A folder of rules of one's own inside a workspace: found there without being named.
OWN_RULES = "rules"


@click.command(short_help="Match, trace and judge the records of a workspace.")
@click.option("-w", "--workspace", type=click.Path(path_type=Path), default=Path("."), help="The workspace's folder.")
@click.option(
    "--as-of", "as_of", metavar="DATE", help="Day of judgement, as 2016-12-31; else the newest in the inputs."
)
@click.option(
    "--rules",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A folder of rules of your own, as well; may be given again. The workspace's own rules/ is always read.",
)
@click.option("--without-shipped-rules", "alone", is_flag=True, help="Judge by rules of your own only.")
def run(workspace: Path, as_of: str | None, folders: tuple[Path, ...], alone: bool) -> None:
    """Link the records to units, tie missions to incidents and ask every rule of every mission.

    With --as-of only what was, or may have been, on record that day is read; what that leaves out is counted.
    Rules of your own are linted and their cases are run first; exit 4 where one fails.

    The claims are kept in the workspace for `vetting report` and `vetting explain`. What the run did is summed up on
    stderr. Nothing is decided about anybody: a flag is a lead for review.

    \b
    Examples:
      vetting run -w case
      vetting run -w case --as-of 2016-12-31
      vetting run -w case --rules ngo-rules
      vetting run -w case --rules ngo-rules --without-shipped-rules
    """
    from vetting.store import Store

    day = parse_day(as_of) if as_of else None
    with Store.open(workspace) as store:
        found = judge(store, day, folders, alone=alone)
    click.echo(summary(found), err=True)


def parse_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text}' is not a day", where="--as-of", hint="write it as 2016-12-31") from None


def judge(store: Store, as_of: date | None, folders: Sequence[Path] = (), *, alone: bool = False) -> Run:
    """Run over what the store holds, with the shipped rules and those of one's own, and keep the claims in it."""
    from vetting import law, pipeline
    from vetting.registry.edits import confirmed

    beside = store.folder / OWN_RULES
    own = [beside, *folders] if beside.is_dir() else list(folders)
    rules = law.rule_set(own, with_shipped=not alone)
    for name, said in rules.printed.items():
        click.echo(f"{name}: {said}", err=True)
    capped: list[Mention] = []
    with StageProgress() as progress:
        found = pipeline.run(
            store.dataset(),
            rules.rules,
            rules.hashes,
            rules.parameters,
            as_of=as_of,
            table_hashes=rules.tables,
            confirmed=confirmed(store.registry_edits()),
            progress=progress,
            capped=capped.append,
        )
        printed = dict(sorted({**found.parameters, **rules.printed}.items()))
        found = replace(found, parameters=printed, own_rules=rules.own)
        store.save_run(found)
    if capped:
        click.echo(told_of_caps(capped), err=True)
    return found


def summary(run: Run) -> str:
    """As-of, exposures, answers by result; and where a day was asked for, what it left out."""
    results: Counter[str] = Counter()
    for number, missions in Counter(run.signature_of.values()).items():
        for answer in run.answers[number]:
            results[answer.result] += missions
    units = len({(exposure.trained_unit_id, exposure.incident_id) for exposure in run.exposures})
    answers = ", ".join(f"{count:,} {result}" for result, count in sorted(results.items()))
    return "\n".join(
        (
            f"judged as of {run.as_of}: {len(run.signature_of):,} missions, "
            f"{len(run.answers):,} distinct fact signatures",
            f"{len(run.exposures):,} exposures over {units:,} pairs of unit and incident",
            f"answers: {answers}",
            *_told(run),
        )
    )


def _told(run: Run) -> Iterator[str]:
    """What the day of judgement left out, and what it kept for want of a day."""
    for kind, words in (("left_out", "left out, later than that day"), ("undated", "kept, no day shows them by then")):
        counts = {name.partition(".")[2]: n for name, n in (run.known or {}).items() if name.startswith(kind) and n}
        if counts:
            yield f"{words}: " + ", ".join(f"{n:,} {noun.replace('_', ' ')}" for noun, n in sorted(counts.items()))
