"""Rules that ask what another rule answers: each reference is given its conditions, and none may lead back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from vetting.conditions import Node, did_you_mean
from vetting.conditions.references import RuleReference
from vetting.law.rule import Rule, exceptions


def resolve(rules: Sequence[Rule]) -> list[str]:
    """Give every reference the conditions of its rule; findings where there is no such rule, or it leads back.

    A rule referred to must hold on any date: its bounds would be lost here.
    """
    by_id = {rule.id: rule for rule in rules}
    findings = []
    for rule in rules:
        for node in _references(rule):
            sentence = _wrong(rule, node.value.rule_id, by_id)
            if sentence:
                findings.append(f"{rule.file}:{node.line}: {sentence}")
            else:
                _fill(node, by_id[node.value.rule_id])
    return findings


def _references(rule: Rule) -> Iterator[Node]:
    """The references that stand in the rule's own file."""
    for root in (rule.applies_when, rule.flag_when, *(each.when for each in rule.unless)):
        if root is not None:
            yield from (node for node in root.walk() if isinstance(node.value, RuleReference))


def _wrong(rule: Rule, asked: str, by_id: Mapping[str, Rule]) -> str:
    other = by_id.get(asked)
    if other is None:
        return f"there is no rule '{asked}'{did_you_mean(asked, by_id)}"
    if other.versions:
        return f"'{asked}' has days of force: only a rule that holds on any date may be referred to"
    if _leads_to(other, rule.id, by_id, frozenset()):
        return f"'{asked}' refers back to '{rule.id}'"
    return ""


def _leads_to(rule: Rule, target: str, by_id: Mapping[str, Rule], passed: frozenset[str]) -> bool:
    if rule.id == target:
        return True
    if rule.id in passed:
        return False
    asked = (by_id.get(node.value.rule_id) for node in _references(rule))
    return any(other is not None and _leads_to(other, target, by_id, passed | {rule.id}) for other in asked)


def _fill(node: Node, other: Rule) -> None:
    """Put the other rule's conditions into the reference, their clauses named as parts of this one."""
    reference: RuleReference = node.value
    of_incident, of_rule = exceptions(other)
    reference.applies_when = None if other.applies_when is None else _within(node.clause, other.applies_when)
    reference.flag_when = _within(node.clause, other.flag_when)
    reference.incident_exceptions = tuple(_within(node.clause, each) for each in of_incident)
    reference.rule_exceptions = tuple(_within(node.clause, each) for each in of_rule)


def _within(clause: str, node: Node) -> Node:
    return replace(
        node,
        clause=f"{clause}.{node.clause.partition('.')[2] or node.clause}",
        children=tuple(_within(clause, child) for child in node.children),
    )
