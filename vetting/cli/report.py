"""`vetting report`: the findings of a run as HTML, JSON, CSV or Excel, each with its manifest; `vetting verify`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import click

from vetting.errors import NothingCheckedError, UsageError

if TYPE_CHECKING:
    from vetting.model import Dataset, RuleText, Run

_FAILING = ("flagged", "undetermined")


class _Claims(NamedTuple):
    dataset: Dataset
    run: Run
    rules: Sequence[RuleText]


def _results(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    """``flagged``, ``undetermined`` or both, parted by a comma."""
    words = tuple(word.strip() for word in value.split(",")) if value else ()
    for word in words:
        if word not in _FAILING:
            raise click.BadParameter(f"'{word}' is not one of {', '.join(_FAILING)}", ctx, param)
    return words


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that all four formats share."""
    for option in reversed(
        (
            click.option(
                "-w",
                "--workspace",
                type=click.Path(path_type=Path),
                default=Path("."),
                help="The workspace's folder; the current one by default.",
            ),
            click.option(
                "-o",
                "--output",
                "out",
                type=click.Path(path_type=Path, dir_okay=False),
                required=True,
                help="The file to write; its manifest is written beside it.",
            ),
            click.option("--lang", type=click.Choice(["en", "es"]), default="en", show_default=True, help="Language."),
            click.option(
                "--fail-on",
                callback=_results,
                metavar="flagged[,undetermined]",
                default="",
                help="Exit with 1 when any rule gave such an answer.",
            ),
        )
    ):
        command = option(command)
    return command


@click.group(short_help="Write the findings of a run: html, json, csv or xlsx.")
def report() -> None:
    """Write the findings of the last run of a workspace, with what was checked and what could not be.

    The path of the file is printed on stdout. A manifest is written beside it: `vetting verify FILE` checks the file
    against it later.

    \b
    Examples:
      vetting report html -w case -o summary.html
      vetting report html -w case -o resumen.html --lang es
      vetting report json -w case -o findings.json
      vetting report csv  -w case -o findings.csv --fail-on flagged
    """


@report.command("html", short_help="A self-contained page.")
@_options
def html_(workspace: Path, out: Path, lang: Literal["en", "es"], fail_on: tuple[str, ...]) -> None:
    """Write the summary as one self-contained page in one language.

    \b
    Example:
      vetting report html -w case -o resumen.html --lang es
    """
    from vetting.report import html

    _make(
        workspace,
        out,
        fail_on,
        {"format": "html", "lang": lang},
        lambda claims, path: html.write(claims.dataset, claims.run, claims.rules, path, lang),
    )


@report.command("json", short_help="One object for scripts, or JSON lines.")
@_options
@click.option(
    "--all", "all_answers", is_flag=True, help="JSON lines, one per mission and rule, flagged or not (large)."
)
@click.option("--exposures", is_flag=True, help="All exposures instead of the findings, flagged or not.")
def json_(workspace: Path, out: Path, lang: str, fail_on: tuple[str, ...], all_answers: bool, exposures: bool) -> None:
    """Write run, coverage, every flagged finding and the other answers folded. Both languages are always in it.

    \b
    Examples:
      vetting report json -w case -o findings.json
      vetting report json -w case -o answers.jsonl --all
      vetting report json -w case -o exposures.json --exposures
    """
    from vetting.report import findings_json

    if all_answers and exposures:
        raise UsageError("--all and --exposures are two different files", hint="Give one of them.")
    shape = "all" if all_answers else "exposures" if exposures else "findings"
    _make(
        workspace,
        out,
        fail_on,
        {"format": "json", "shape": shape},
        lambda claims, path: findings_json.write(
            claims.dataset, claims.run, claims.rules, path, all_answers=all_answers, exposures=exposures
        ),
    )


@report.command("csv", short_help="A row per finding and exposure.")
@_options
def csv_(workspace: Path, out: Path, lang: str, fail_on: tuple[str, ...]) -> None:
    """Write a row per flagged finding and exposure, UTF-8, with the keys of the JSON report.

    A cell that a spreadsheet would run as a formula begins with an apostrophe.

    \b
    Example:
      vetting report csv -w case -o findings.csv --lang es
    """
    from vetting.report import findings_csv

    _make(
        workspace,
        out,
        fail_on,
        {"format": "csv", "lang": lang},
        lambda claims, path: findings_csv.write(claims.dataset, claims.run, path, lang),
    )


@report.command("xlsx", short_help="The same rows as an Excel workbook.")
@_options
def xlsx(workspace: Path, out: Path, lang: str, fail_on: tuple[str, ...]) -> None:
    """Write the rows of the CSV as an Excel workbook; no cell of it is a formula or a link.

    \b
    Example:
      vetting report xlsx -w case -o findings.xlsx
    """
    from vetting.report import findings_xlsx

    def write(claims: _Claims, path: Path) -> None:
        left_out = findings_xlsx.write(claims.dataset, claims.run, claims.rules, path, lang)
        if left_out:
            click.echo(f"{left_out:,} rows had no room in a sheet and were left out: use csv or json", err=True)

    _make(workspace, out, fail_on, {"format": "xlsx", "lang": lang}, write)


def _make(
    workspace: Path,
    out: Path,
    fail_on: tuple[str, ...],
    options: dict[str, str],
    write: Callable[[_Claims, Path], object],
) -> None:
    """Load, write whole or not at all, add the manifest, and fail where that was asked for."""
    from vetting.report.manifest import write_manifest

    if not out.absolute().parent.is_dir():
        raise UsageError(f"the folder '{out.parent}' is not there", where="--output", hint="Make it first.")
    claims = load(workspace)
    part = out.with_name(out.name + ".part")
    try:
        write(claims, part)
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)
    write_manifest([out], claims.dataset, claims.run, options)
    click.echo(out)
    _fail(claims.run, fail_on)


def load(workspace: Path, *, whole: bool = False) -> _Claims:
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
        click.echo(f"the records changed after the run of this report: vetting run -w {workspace}", err=True)
    parameters = printed_parameters(law.load_parameters(folder), law.table_hashes(folder))
    if _changed(run, law.rule_hashes(folder), parameters):
        click.echo(f"the rules changed after the run of this report: vetting run -w {workspace}", err=True)
    own = {text.id for text in run.own_rules}
    shipped = [text for text in law.texts(law.load_rules(folder)) if text.id not in own]
    return _Claims(dataset, run, (*(shipped if set(run.rules) - own or not own else ()), *run.own_rules))


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


def _fail(run: Run, fail_on: tuple[str, ...]) -> None:
    used = set(run.signature_of.values())
    found = {answer.result for signature in used for answer in run.answers[signature]}
    if found & set(fail_on):
        click.get_current_context().exit(1)


@click.command(short_help="Check outputs against the manifests beside them.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--inputs",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder that holds the input files by their names: check these as well.",
)
def verify(files: tuple[Path, ...], inputs: Path | None) -> None:
    """Check each file (an output or its manifest) against the SHA-256 in the manifest; exit with 6 if one differs.

    \b
    Examples:
      vetting verify findings.json
      vetting verify summary.html.manifest.json --inputs downloads/
    """
    from vetting.report.manifest import verify as check

    for file in files:
        record = check(file, inputs)
        click.echo(f"{record['output']['name']}: as its manifest says (as of {record['as_of']})")
