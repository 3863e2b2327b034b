"""``vetting rules show``: one rule, the law beside its conditions, in the terminal or as a page."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click

from vetting import law
from vetting.cli.destination import check_folder
from vetting.cli.rules.options import columns, folder_option, language_option, rule_of, width_option
from vetting.law.wording import clauses


@click.command()
@click.argument("rule_id", metavar="RULE")
@folder_option
@language_option
@width_option
@click.option(
    "--html", "page", type=click.Path(path_type=Path, dir_okay=False), help="Write a self-contained page to this file."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text, both languages.")
def show(rule_id: str, folder: Path | None, lang: str, width: int | None, page: Path | None, as_json: bool) -> None:
    """Show one rule: the law it rests on beside its conditions, what it says and what it cannot see.

    Law and conditions stand side by side from 100 columns on. What was not read in a source is marked as not verified.

    \b
    Examples:
      vetting rules show ind-host-unit-unnamed
      vetting rules show leahy-state-620m --lang es --width 140
      vetting rules show leahy-dod-362 --html leahy-dod-362.html
    """
    rule = rule_of(rule_id, folder)
    if as_json:
        click.echo(json.dumps(_object(rule), ensure_ascii=False, indent=1))
        return
    from vetting.report.language import language
    from vetting.report.rule_view import rule_view

    spoken = language(lang)
    view = rule_view(rule, law.load_parameters(folder or law.shipped_rules()), spoken)
    if page is None:
        from vetting.report.rule_text import rule_text

        click.echo(rule_text(view, spoken, columns(width)), nl=False)
        return
    from vetting.report.manifest import write_manifest_of_files
    from vetting.report.rule_html import rule_html

    _write(page, rule_html(view, spoken))
    write_manifest_of_files([page], {}, {"command": "rules show", "lang": lang}, {rule.id: rule.sha256})
    click.echo(page)


def _write(page: Path, text: str) -> None:
    """The page whole or not at all."""
    check_folder(page, "--html")
    part = page.with_name(page.name + ".part")
    try:
        part.write_bytes(text.encode("utf-8"))
        os.replace(part, page)
    finally:
        part.unlink(missing_ok=True)


def _object(rule: law.Rule) -> dict[str, Any]:
    """The rule as one JSON-able object; clauses with their depth, in both languages."""
    bounds = {version.name: version for version in rule.versions}
    return {
        "id": rule.id,
        "title_en": rule.title.en,
        "title_es": rule.title.es,
        "severity": rule.severity,
        "status": rule.status,
        "tested_on": rule.tested_on,
        "before_first": rule.before_first,
        "after_last": rule.after_last,
        "versions": [
            {"version": name, "from": _iso(version.first), "to": _iso(version.last)} for name, version in bounds.items()
        ],
        "authority": [
            {
                "cite": each.cite, "text": each.text, "url": each.url, "read_on": each.read_on,
                "verified": each.verified, "bounds_verified": each.bounds_verified, "version": each.version,
                "first_verified": each.first_verified, "last_verified": each.last_verified,
            }
            for each in rule.authority
        ],
        "exceptions": [{"id": each.id, "cite": each.cite, "verified": each.verified} for each in rule.unless],
        "clauses": [
            {
                "section": en.section, "clause": en.node.clause, "depth": en.depth, "word": en.node.word.name,
                "text_en": en.text, "text_es": es.text,
            }
            for en, es in zip(clauses(rule, "en"), clauses(rule, "es"), strict=True)
        ],
        "message_en": rule.message.en, "message_es": rule.message.es,
        "limits_en": rule.limits.en, "limits_es": rule.limits.es,
        "cleared_by_en": rule.cleared_by.en, "cleared_by_es": rule.cleared_by.es,
        "facts": sorted(law.fields_judged((rule,))),
        "file": rule.file,
        "sha256": rule.sha256,
    }  # fmt: skip


def _iso(day: object) -> str | None:
    return None if day is None else str(day)
