"""`vetting ask`: drafts of what to ask next, and of whom, from what a run could not settle."""

from __future__ import annotations

import os
from pathlib import Path

import click

from vetting.cli.destination import check_folder
from vetting.errors import UsageError

_BY_SUFFIX = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".docx": "docx", ".json": "json"}


@click.command(short_help="Draft questions and FOIA requests from what could not be settled.")
@click.option("-w", "--workspace", type=click.Path(path_type=Path), default=Path("."), help="The workspace's folder.")
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write, with its manifest beside it; without it, to stdout.",
)
@click.option(
    "--format", "form", type=click.Choice(["md", "html", "docx"]), help="Format; by the name of the file, else md."
)
@click.option("--lang", type=click.Choice(["en", "es"]), default="en", show_default=True, help="Language.")
@click.option("--top", type=click.IntRange(min=0), default=20, show_default=True, help="Drafts of each list; 0: all.")
@click.option("--rule", default="", metavar="RULE_ID", help="Only what this rule lacks.")
@click.option("--country", default="", metavar="ISO3", help="Only missions in this country.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, both languages, every source line.")
def ask(
    workspace: Path,
    out: Path | None,
    form: str | None,
    lang: str,
    top: int,
    rule: str,
    country: str,
    as_json: bool,
) -> None:
    """Draft what to ask next from the undetermined answers of the last run.

    Three lists come out, each ranked by the missions that an answer would settle: questions for the record to the
    department that holds the fact, requests under the Freedom of Information Act, and what only the analyst can do.
    The drafts stand in English, since that is how they are filed; --lang es adds a translation into Spanish.

    \b
    Examples:
      vetting ask -w case
      vetting ask -w case --country HND --top 10 -o honduras.docx
      vetting ask -w case --rule jcet-secdef-approval -o preguntas.html --lang es
      vetting ask -w case --top 0 --json > drafts.json
    """
    from vetting.ask import digest, draft, render
    from vetting.cli.claims import load

    chosen = _format(out, form, as_json)
    code = _alpha3(country)
    claims = load(workspace)
    if rule and rule not in claims.run.rules:
        raise UsageError(f"the run has no rule '{rule}'", where="--rule", hint="vetting rules list")
    drafts = draft(claims.dataset, claims.run, country=code, rule=rule)
    found = digest(claims.dataset, claims.run, claims.rules, drafts, top=top, country=code, rule=rule)
    made = render(found, chosen, lang)
    if out is None:
        click.echo(made, nl=False)
        return
    from vetting.report.manifest import write_manifest

    _write(out, made)
    options = {"ask": chosen, "lang": lang, "top": str(top), "country": code, "rule": rule}
    write_manifest([out], claims.dataset, claims.run, options)
    click.echo(out)


def _format(out: Path | None, form: str | None, as_json: bool) -> str:
    """The format that was asked for, in words or by the name of the file."""
    if as_json and form:
        raise UsageError("--json and --format are two different outputs", hint="Give one of them.")
    by_name = _BY_SUFFIX.get(out.suffix.lower(), "") if out else "md"
    chosen = "json" if as_json else form or by_name
    if not chosen:
        raise UsageError(
            f"the name '{out}' does not tell the format", where="--output", hint="Add --format md, html or docx."
        )
    if chosen == "docx" and out is None:
        raise UsageError("a DOCX file is not for stdout", hint="Name a file with -o.")
    if out:
        check_folder(out, "--output")
    return chosen


def _alpha3(country: str) -> str:
    from vetting import countries

    code = countries.code(country) if country else ""
    if country and not code:
        raise UsageError(f"'{country}' is no country", where="--country", hint="Give its ISO 3166-1 code or its name.")
    return code


def _write(out: Path, made: bytes) -> None:
    """The file whole or not at all."""
    part = out.with_name(out.name + ".part")
    try:
        part.write_bytes(made)
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)
