"""`vetting report`: the findings of a run as HTML, JSON, CSV or Excel, each with its manifest; `vetting verify`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vetting.cli import outputs
from vetting.cli.claims import Claims, load
from vetting.cli.destination import check_folder
from vetting.cli.outputs import FORMATS
from vetting.cli.progress import StageProgress
from vetting.errors import UsageError

if TYPE_CHECKING:
    from vetting.model import Run

_FAILING = ("flagged", "undetermined")


def _results(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    """``flagged``, ``undetermined`` or both, parted by a comma."""
    words = tuple(word.strip() for word in value.split(",")) if value else ()
    for word in words:
        if word not in _FAILING:
            raise click.BadParameter(f"'{word}' is not one of {', '.join(_FAILING)}", ctx, param)
    return words


def _formats(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    """Some of the formats, parted by commas."""
    words = tuple(word.strip() for word in value.split(","))
    for word in words:
        if word not in FORMATS:
            raise click.BadParameter(f"'{word}' is not one of {', '.join(FORMATS)}", ctx, param)
    return words


_workspace = click.option(
    "-w",
    "--workspace",
    type=click.Path(path_type=Path),
    default=Path("."),
    help="The workspace's folder; the current one by default.",
)
_fail_on = click.option(
    "--fail-on",
    callback=_results,
    metavar="flagged[,undetermined]",
    default="",
    help="Exit with 1 when any rule gave such an answer.",
)
_out = click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file to write; its manifest is written beside it.",
)
_lang = click.option("--lang", type=click.Choice(["en", "es"]), default="en", show_default=True, help="Language.")


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that the formats share."""
    return _workspace(_out(_lang(_fail_on(command))))


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
      vetting report all  -w case -o reports
    """


@report.command("html", short_help="A self-contained page.")
@_options
def html_(workspace: Path, out: Path, lang: outputs.Language, fail_on: tuple[str, ...]) -> None:
    """Write the summary as one self-contained page in one language.

    \b
    Example:
      vetting report html -w case -o resumen.html --lang es
    """
    _make(workspace, out, fail_on, outputs.page(lang))


@report.command("json", short_help="One object for scripts, or JSON lines.")
@_options
@click.option(
    "--all", "all_answers", is_flag=True, help="JSON lines, one per mission and rule, flagged or not (large)."
)
@click.option("--exposures", is_flag=True, help="All exposures instead of the findings, flagged or not.")
def json_(
    workspace: Path, out: Path, lang: outputs.Language, fail_on: tuple[str, ...], all_answers: bool, exposures: bool
) -> None:
    """Write run, coverage, every flagged finding and the other answers folded. Both languages are always in it.

    \b
    Examples:
      vetting report json -w case -o findings.json
      vetting report json -w case -o answers.jsonl --all
      vetting report json -w case -o exposures.json --exposures
    """
    if all_answers and exposures:
        raise UsageError("--all and --exposures are two different files", hint="Give one of them.")
    shape: outputs.Shape = "all" if all_answers else "exposures" if exposures else "findings"
    _make(workspace, out, fail_on, outputs.objects(shape))


@report.command("csv", short_help="A row per finding and exposure.")
@_options
def csv_(workspace: Path, out: Path, lang: outputs.Language, fail_on: tuple[str, ...]) -> None:
    """Write a row per flagged finding and exposure, UTF-8, with the keys of the JSON report.

    A cell that a spreadsheet would run as a formula begins with an apostrophe.

    \b
    Example:
      vetting report csv -w case -o findings.csv --lang es
    """
    _make(workspace, out, fail_on, outputs.rows(lang))


@report.command("xlsx", short_help="The same rows as an Excel workbook.")
@_options
def xlsx(workspace: Path, out: Path, lang: outputs.Language, fail_on: tuple[str, ...]) -> None:
    """Write the rows of the CSV as an Excel workbook; no cell of it is a formula or a link.

    \b
    Example:
      vetting report xlsx -w case -o findings.xlsx
    """
    _make(workspace, out, fail_on, outputs.workbook(lang))


@report.command("all", short_help="Every format in one folder, the pages in both languages.")
@_workspace
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder to write to; made if it is not there. Reports of the same names in it are replaced.",
)
@click.option(
    "--formats", callback=_formats, default=",".join(FORMATS), show_default=True, help="Which ones, parted by commas."
)
@_fail_on
def all_(workspace: Path, folder: Path, formats: tuple[str, ...], fail_on: tuple[str, ...]) -> None:
    """Write summary.en.html, summary.es.html, findings.json and, as .csv and .xlsx, findings.en and findings.es.

    Each file is the same as the one that its own command writes, with the same manifest; but the records are read once
    for all of them, so this is the quicker way to several.

    \b
    Examples:
      vetting report all -w case -o reports
      vetting report all -w case -o reports --formats html,json
    """
    claims = load(workspace)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [named for format_ in FORMATS if format_ in formats for named in outputs.of_format(format_)]
    with StageProgress() as progress:
        for done, (name, output) in enumerate(wanted):
            progress("write", done, len(wanted))
            _write(claims, folder / name, output)
    _fail(claims.run, fail_on)


def _make(workspace: Path, out: Path, fail_on: tuple[str, ...], output: outputs.Output) -> None:
    """Load, write, and fail where that was asked for."""
    check_folder(out, "--output")
    claims = load(workspace)
    _write(claims, out, output)
    _fail(claims.run, fail_on)


def _write(claims: Claims, out: Path, output: outputs.Output) -> None:
    """Write a report whole or not at all, and its manifest beside it; print its path."""
    from vetting.report.manifest import write_manifest

    part = out.with_name(out.name + ".part")
    try:
        said = output.write(claims, part)
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)
    write_manifest([out], claims.dataset, claims.run, output.options)
    click.echo(out)
    if said:
        click.echo(said, err=True)


def _fail(run: Run, fail_on: tuple[str, ...]) -> None:
    """Exit with 1 where any rule gave an answer of these."""
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
        day = f" (as of {record['as_of']})" if record["as_of"] else ""
        click.echo(f"{record['output']['name']}: as its manifest says{day}")
