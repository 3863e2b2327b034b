"""``vetting rules explain``: the tree of a rule for one mission, of a workspace or of a file of facts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vetting import law
from vetting.cli.rules.options import columns, folder_option, language_option, rule_of, width_option
from vetting.errors import UsageError
from vetting.model import SourceRef

if TYPE_CHECKING:
    from vetting.explain import Page
    from vetting.model import Run


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="[FACTS.jsonl] RULE")
@click.option("-w", "--workspace", type=click.Path(path_type=Path), default=Path("."), help="The workspace's folder.")
@click.option("--mission", default="", metavar="ID", help="The mission, of the last run of the workspace.")
@click.option("--id", "ident", default="", metavar="ID", help="With FACTS.jsonl: the id of the line.")
@folder_option
@language_option
@width_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text.")
def explain(
    words: tuple[str, ...],
    workspace: Path,
    mission: str,
    ident: str,
    folder: Path | None,
    lang: str,
    width: int | None,
    as_json: bool,
) -> None:
    """Show every condition of RULE with its answer for one mission, the facts it read and where they stand.

    The mission is one of a workspace, or facts of your own: a line {id, facts} of FACTS.jsonl, where no workspace is
    needed. A condition about records says yes if one record meets it, else unknown if one may.

    \b
    Examples:
      vetting rules explain leahy-dod-362 -w case --mission M-17
      vetting rules explain facts.jsonl leahy-dod-362 --id S-001 --lang es
    """
    if len(words) > 2 or bool(mission) == (len(words) == 2):
        raise UsageError(
            "say which mission in one way",
            hint="Give RULE with --mission ID (and -w DIR), or FACTS.jsonl RULE with --id ID.",
        )
    if mission:
        page = _of_workspace(workspace, mission, words[0], folder, lang)
    else:
        page = _of_file(Path(words[0]), ident, words[1], folder, lang)
    if as_json:
        from vetting.report.findings_json import json_text

        click.echo(json_text(page.as_json(), indent=1))
    else:
        click.echo(page.as_text(columns(width)), nl=False)


def _of_file(path: Path, ident: str, rule_id: str, folder: Path | None, lang: str) -> Page:
    from vetting.explain.rule_tree import explain_rule

    read = law.read_facts(path)
    names = [name for name, _ in read]
    wanted = ident or (names[0] if len(names) == 1 else "")
    if wanted not in names:
        raise UsageError(
            f"'{path.name}' has no line with the id '{wanted}'" if wanted else "say which line is meant",
            where="--id",
            hint=f"Ids there: {', '.join(names[:5])}{' …' if len(names) > 5 else ''}",
        )
    place = names.index(wanted)
    written = [n for n, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1) if line.strip()]
    source = SourceRef(path.name, written[place])
    rule = rule_of(rule_id, folder)
    parameters = law.load_parameters(folder or law.shipped_rules())
    return explain_rule(rule, read[place][1], parameters, wanted, lambda ref: source, lang)


def _of_workspace(workspace: Path, mission_id: str, rule_id: str, folder: Path | None, lang: str) -> Page:
    from vetting.cli.claims import load
    from vetting.explain.records import Records
    from vetting.explain.rule_tree import explain_rule
    from vetting.pipeline import facts_of
    from vetting.report.references import References

    claims = load(workspace)
    mission = Records(claims.dataset, claims.run).mission(mission_id)
    rule = rule_of(rule_id, folder or _own(workspace, rule_id))
    parameters = _parameters(claims.run)
    facts = facts_of(claims.dataset, claims.run, mission, (rule,), parameters)
    references = References(claims.dataset, {})

    def where(ref: str) -> SourceRef | None:
        return references.find((ref,), mission.id)[0].source

    return explain_rule(rule, facts, parameters, mission.id, where, lang)


def _own(workspace: Path, rule_id: str) -> Path | None:
    """The workspace's own folder of rules, if the rule is there."""
    from vetting.cli.run import OWN_RULES

    folder = workspace / OWN_RULES
    return folder if folder.is_dir() and any(rule.id == rule_id for rule in law.load_rules(folder)) else None


def _parameters(run: Run) -> Mapping[str, Any]:
    """What the run counted with."""
    shipped = law.load_parameters(law.shipped_rules())
    kinds = {name: type(value) for name, value in shipped.items()}
    return {name: kinds[name](run.parameters[name]) if name in run.parameters else shipped[name] for name in shipped}
