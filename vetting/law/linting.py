"""What is wrong with a folder of rules beyond what stops it from being read: all findings at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vetting.law.cases import MIN_CASES, WrittenCase, read_cases
from vetting.law.loading import MAX_FINDINGS, load_rules, read_rules, shipped_rules
from vetting.law.rule import Rule

_NEITHER = "a rule that is no law begins with 'ind-'; one that is law says when it was in force"


def lint(folder: Path) -> tuple[str, ...]:
    """Findings as ``file:line: sentence``, sorted; empty where there is nothing to mend.

    Raises RuleError where there is no rule file at all.
    """
    rules, findings = read_rules(folder)
    unlike_law = [rule for rule in rules if not (rule.versions or rule.id.startswith("ind-"))]
    shipped = {rule.id for rule in load_rules(shipped_rules())} if unlike_law else ()
    for rule in rules:
        if len(findings) > MAX_FINDINGS:
            break
        cases, wrong = read_cases(folder, rule)
        findings += wrong
        findings += _authority(rule)
        # Reports call a rule law unless its id says that it is an indicator: a new one must say which it is.
        if rule in unlike_law and rule.id not in shipped:
            findings.append(f"{rule.file}:1: {_NEITHER}")
        if not wrong:
            findings += _cases(rule, cases)
    return tuple(sorted(set(findings), key=_place))


def _place(finding: str) -> tuple[str, int, str]:
    file, line, sentence = finding.split(":", 2)
    return file, int(line), sentence


def _authority(rule: Rule) -> list[str]:
    found = []
    for citation in rule.authority:
        if citation.url and not citation.read_on:
            found.append(f"'{citation.cite}' has a url but no read_on: say on which day it was read")
        if rule.versions and citation.verified and not citation.url:
            found.append(f"'{citation.cite}' is marked verified but has no url to read it at")
        if rule.versions and not citation.version:
            found.append(f"'{citation.cite}' does not say to which version of the rule it belongs")
    if rule.status == "reviewed" and not all(citation.verified for citation in rule.authority):
        found.append("the rule is marked reviewed, but not all of its authorities are verified")
    return [f"{rule.file}:1: {sentence}" for sentence in found]


def _cases(rule: Rule, cases: Sequence[WrittenCase]) -> list[str]:
    found = []
    if len(cases) < MIN_CASES:
        found.append(f"the rule has {len(cases)} cases; it needs {MIN_CASES} or more")
    wanted = ["flagged", "not_flagged", "undetermined"]
    if rule.versions or rule.applies_when is not None:
        wanted.append("not_applicable")
    expected = {case.expect for case in cases}
    found += [f"no case expects '{result}'" for result in wanted if result not in expected]
    names = [case.name for case in cases]
    found += [f"two cases are named '{name}'" for name in sorted(set(names)) if names.count(name) > 1]
    return [f"{rule.file}:1: {sentence}" for sentence in found]
