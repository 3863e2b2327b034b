"""``vetting rules``: list, show, lint, test and try the rules."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from vetting import law
from vetting.conditions import Node, did_you_mean
from vetting.errors import RuleError, UsageError
from vetting.law.cases import failures, idle_clauses, read_cases
from vetting.law.linting import lint as findings_of
from vetting.law.loading import refused
from vetting.law.rule import Rule
from vetting.model import Answer, Citation

_folder = click.option(
    "--rules", "folder", type=click.Path(path_type=Path, file_okay=False), default=None,
    help="A folder of rule files; without it, the rules that come with the program.",
)  # fmt: skip
_language = click.option("--lang", type=click.Choice(["en", "es"]), default="en", show_default=True, help="Language.")


@click.group()
def rules() -> None:
    """List, show and check the rules, or try them on facts of your own.

    \b
    Examples:
      vetting rules list
      vetting rules show leahy-dod-362 --lang es
      vetting rules lint --rules my-rules
      vetting rules test
      vetting rules try facts.jsonl
    """


@rules.command("list")
@_folder
@_language
@click.option("--json", "as_json", is_flag=True, help="One JSON array instead of lines.")
def list_(folder: Path | None, lang: str, as_json: bool) -> None:
    """List the rules: id, severity, status and title.

    \b
    Example:
      vetting rules list --json
    """
    loaded = law.load_rules(folder or law.shipped_rules())
    if as_json:
        click.echo(json.dumps([_listed(rule) for rule in loaded], ensure_ascii=False, indent=1))
        return
    width = max(len(rule.id) for rule in loaded)
    for rule in loaded:
        click.echo(f"{rule.id:<{width}}  {rule.severity:<8}  {rule.status:<8}  {getattr(rule.title, lang)}")


def _listed(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "severity": rule.severity,
        "status": rule.status,
        "title_en": rule.title.en,
        "title_es": rule.title.es,
        "versions": [{"version": each.name, "from": _iso(each.first), "to": _iso(each.last)} for each in rule.versions],
        "sha256": rule.sha256,
    }


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


_LABELS = {
    "en": {
        "authority": "Authority", "applies_when": "Applies when", "flag_when": "Flags when", "unless": "Unless",
        "message": "Says", "limits": "Cannot see", "cleared_by": "Settled by", "unverified": "not verified",
        "any_program": "always", "from": "from", "to": "to", "severity": "severity", "status": "status",
        "bound_unverified": "day not verified", "words": "The words used",
    },
    "es": {
        "authority": "Fundamento", "applies_when": "Se aplica cuando", "flag_when": "Señala cuando",
        "unless": "Salvo que", "message": "Dice", "limits": "No puede ver", "cleared_by": "Se resuelve con",
        "unverified": "no verificado", "any_program": "siempre", "from": "desde", "to": "hasta",
        "severity": "gravedad", "status": "estado", "bound_unverified": "fecha no verificada",
        "words": "Las palabras usadas (en inglés)",
    },
}  # fmt: skip


@rules.command()
@click.argument("rule_id")
@_folder
@_language
def show(rule_id: str, folder: Path | None, lang: str) -> None:
    """Show one rule: the law it rests on, its conditions and exceptions, what it says and what it cannot see.

    \b
    Example:
      vetting rules show ind-host-unit-unnamed
    """
    loaded = {rule.id: rule for rule in law.load_rules(folder or law.shipped_rules())}
    if rule_id not in loaded:
        raise UsageError(f"there is no rule '{rule_id}'{did_you_mean(rule_id, loaded)}", hint="See: vetting rules list")
    for line in _shown(loaded[rule_id], lang):
        click.echo(line)


def _shown(rule: Rule, lang: str) -> list[str]:
    words = _LABELS[lang]
    lines = [f"{rule.id}: {getattr(rule.title, lang)}"]
    lines += [f"{words['severity']}: {rule.severity}; {words['status']}: {rule.status}", "", f"{words['authority']}:"]
    lines += [line for citation in rule.authority for line in _cited(citation, words)]
    lines += ["", f"{words['applies_when']}:"]
    lines += _tree(rule.applies_when, 1) if rule.applies_when else [f"  {words['any_program']}"]
    lines += ["", f"{words['flag_when']}:", *_tree(rule.flag_when, 1)]
    if rule.unless:
        lines += ["", f"{words['unless']}:"]
        for each in rule.unless:
            mark = "" if each.verified else f" [{words['unverified']}]"
            lines += [f"  {each.id} ({each.cite}){mark}", *_tree(each.when, 2)]
    for label, text in (("message", rule.message), ("limits", rule.limits), ("cleared_by", rule.cleared_by)):
        if text.en:
            lines += ["", f"{words[label]}:", f"  {getattr(text, lang)}"]
    return [*lines, "", f"{words['words']}:", *_explained(rule)]


def _cited(citation: Citation, words: dict[str, str]) -> list[str]:
    version = f"{citation.version}: " if citation.version else ""
    mark = "" if citation.verified else f" [{words['unverified']}]"
    lines = [f"  {version}{citation.cite}{mark}"]
    if citation.first or citation.last:
        first = f"{words['from']} {citation.first}" if citation.first else ""
        last = f" {words['to']} {citation.last}" if citation.last else ""
        lines.append(f"    {first}{last}{'' if citation.bounds_verified else ' [' + words['bound_unverified'] + ']'}")
    lines += [f"    {text}" for text in (citation.text, citation.url) if text]
    return lines


def _tree(node: Node, depth: int) -> list[str]:
    value = "" if node.value is None else f": {_value(node.value)}"
    lines = [f"{'  ' * depth}{node.word.name}{value}"]
    for child in node.children:
        lines += _tree(child, depth + 1)
    return lines


def _explained(rule: Rule) -> list[str]:
    """What the rule's words mean: the first sentence of each word's own explanation."""
    used = {node.word.name: node.word.doc.split("\n\n")[0] for node in rule.nodes()}
    return [f"  {name}: {' '.join(doc.split())}" for name, doc in sorted(used.items())]


def _value(value: object) -> str:
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    if isinstance(value, dict):
        return ", ".join(f"{key} {_value(each)}" for key, each in sorted(value.items()))
    return str(value)


@rules.command()
@_folder
def lint(folder: Path | None) -> None:
    """Check the rule files and their cases files; print all findings as file:line. Exit 4 if there is any.

    \b
    Example:
      vetting rules lint --rules my-rules
    """
    folder = folder or law.shipped_rules()
    found = findings_of(folder)
    if found:
        raise refused(folder, found)
    click.echo(f"{len(law.load_rules(folder))} rules, nothing to mend")


@rules.command()
@_folder
@click.option("-v", "--verbose", is_flag=True, help="Name every case.")
def test(folder: Path | None, verbose: bool) -> None:
    """Run the written cases of every rule. Exit 4 if one fails, or if a clause changes no case's result.

    \b
    Example:
      vetting rules test -v
    """
    folder = folder or law.shipped_rules()
    loaded, parameters = law.load_rules(folder), law.load_parameters(folder)
    wrong: list[str] = []
    total = 0
    for rule in loaded:
        cases, findings = read_cases(folder, rule)
        failed = [line for case in cases for line in failures(case, rule, parameters)]
        idle = idle_clauses(rule, cases, parameters)
        wrong += [*findings, *failed]
        wrong += [f"{rule.file}:1: the clause '{clause}' changes no case's result" for clause in idle]
        total += len(cases)
        click.echo(f"{rule.id}: {len(cases)} cases, {len(failed)} failed, {len(idle)} idle clauses")
        if verbose:
            for case in cases:
                click.echo(f"  {case.expect:<14}  {case.name}")
    if wrong:
        raise RuleError(f"{len(wrong)} of {total} cases or clauses failed", findings=tuple(wrong))
    click.echo(f"{total} cases, all as expected")


@rules.command("try")
@click.argument("facts", type=click.Path(path_type=Path, allow_dash=True))
@_folder
def try_(facts: Path, folder: Path | None) -> None:
    """Judge facts of your own: one JSON object {id, facts} a line in, one {id, results} a line out.

    The fields of facts are those of facts.schema.json. `-` reads standard input.

    \b
    Example:
      vetting rules try facts.jsonl
    """
    folder = folder or law.shipped_rules()
    loaded, parameters = law.load_rules(folder), law.load_parameters(folder)
    from_pipe = str(facts) == "-"
    read = law.parse_facts(sys.stdin.buffer.read(), "standard input") if from_pipe else law.read_facts(facts)
    for name, given in read:
        answers = law.judge(given, loaded, parameters)
        click.echo(json.dumps({"id": name, "results": _results(answers)}, ensure_ascii=False))


def _results(answers: Sequence[Answer]) -> dict[str, Any]:
    return {
        answer.rule_id: {
            "result": answer.result,
            "missing": list(answer.missing),
            "evidence": [
                {
                    "clause": each.clause,
                    "answer": each.answer.value,
                    "text_en": each.text_en,
                    "text_es": each.text_es,
                    "refs": list(each.refs),
                }
                for each in answer.evidence
            ],
        }
        for answer in answers
    }
