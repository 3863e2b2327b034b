"""``vetting rules lint``, ``test`` and ``try``: whether rules are sound, and what they answer to facts at hand."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from vetting import law
from vetting.cli.rules.options import folder_option
from vetting.errors import NothingCheckedError, RuleError
from vetting.law.expecting import Expectation, disappointed, read_expectations
from vetting.law.linting import lint as findings_of
from vetting.law.loading import refused
from vetting.law.proving import prove
from vetting.model import Answer


@click.command()
@folder_option
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


@click.command()
@folder_option
@click.option("-v", "--verbose", is_flag=True, help="Name every case.")
def test(folder: Path | None, verbose: bool) -> None:
    """Run the written cases of every rule. Exit 4 if one fails, or if a clause changes no case's result.

    \b
    Example:
      vetting rules test -v
    """
    folder = folder or law.shipped_rules()
    wrong: list[str] = []
    total = 0
    for proof in prove(folder, law.load_rules(folder), law.load_parameters(folder)):
        wrong += proof.wrong
        total += len(proof.cases)
        counts = f"{len(proof.cases)} cases, {len(proof.failed)} failed, {len(proof.idle)} idle clauses"
        click.echo(f"{proof.rule.id}: {counts}")
        if verbose:
            for case in proof.cases:
                click.echo(f"  {case.expect:<14}  {case.name}")
    if wrong:
        raise RuleError(f"{len(wrong)} of {total} cases or clauses failed", findings=tuple(wrong))
    click.echo(f"{total} cases, all as expected")


@click.command("try")
@click.argument("facts", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--check", is_flag=True, help="Print instead what did not come out as the 'expect' of its line says.")
@folder_option
def try_(facts: Path, check: bool, folder: Path | None) -> None:
    """Judge facts of your own: one JSON object {id, facts} a line in, one {id, results} a line out.

    The fields of facts are those of facts.schema.json. `-` reads standard input.

    With --check each line may hold {expect: {fires: [RULE, ...], clear: [...], undetermined: [...]}}. What differs is
    printed, one line each, and ends with 4; a file that expects nothing ends with 5.

    \b
    Examples:
      vetting rules try facts.jsonl
      vetting rules try scenarios.jsonl --check
    """
    folder = folder or law.shipped_rules()
    loaded, parameters = law.load_rules(folder), law.load_parameters(folder)
    name = "standard input" if str(facts) == "-" else facts.name
    raw = sys.stdin.buffer.read() if str(facts) == "-" else law.read_bytes(facts)
    read = law.parse_facts(raw, name)
    if check:
        expected = read_expectations(raw, name, (rule.id for rule in loaded))
        if not any(expected):
            raise NothingCheckedError(f"no line of '{name}' says what it expects")
        _check(expected, (law.judge(given, loaded, parameters) for _, given in read))
        return
    for line, given in read:
        answers = law.judge(given, loaded, parameters)
        click.echo(json.dumps({"id": line, "results": _results(answers)}, ensure_ascii=False))


def _check(expected: Sequence[Sequence[Expectation]], judged: Iterable[Sequence[Answer]]) -> None:
    wrong = 0
    for lines, answers in zip(expected, judged, strict=True):
        for each, answer in disappointed(lines, answers):
            missing = f" (missing: {', '.join(answer.missing)})" if answer.missing else ""
            click.echo(f"{each.name}: {each.rule_id}: expected {each.word}, got {answer.result}{missing}")
            wrong += 1
    total = sum(map(len, expected))
    if wrong:
        raise RuleError(f"{wrong} of {total} expected answers did not come out")
    click.echo(f"{total} expected answers, all came out")


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
