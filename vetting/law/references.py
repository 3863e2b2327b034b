"""Rules that ask what another rule answers: each reference is given its conditions, and none may lead back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from vetting.conditions import Node, did_you_mean
from vetting.conditions.references import RuleReference
from vetting.law.rule import Rule, exceptions

#: Conditions of a rule with those of every rule that it refers to. The largest of the shipped rules has 17.
MAX_CONDITIONS = 400


def resolve(rules: Sequence[Rule], beside: Callable[[], Sequence[Rule]] = tuple) -> list[str]:
    """Give every reference the conditions of its rule; findings where there is no such rule, or it leads back.

    A rule referred to must hold on any date: its bounds would be lost here. Rules ``beside`` these are loaded only if a
    reference is to none of these.
    """
    by_id = {rule.id: rule for rule in rules}
    asked = {node.value.rule_id for rule in rules for node in _references(rule)}
    if not asked <= set(by_id):
        by_id = {**{rule.id: rule for rule in beside()}, **by_id}
    findings = [
        f"{rule.file}:{node.line}: {sentence}"
        for rule in rules
        for node in _references(rule)
        if (sentence := _wrong(rule, node.value.rule_id, by_id))
    ]
    findings = findings or _too_large(rules, by_id)
    for rule in () if findings else rules:
        for node in _references(rule):
            _fill(node, by_id[node.value.rule_id])
    return findings


def _too_large(rules: Sequence[Rule], by_id: Mapping[str, Rule]) -> list[str]:
    own = {rule.id: sum(1 for root in _roots(rule) for _ in root.walk()) for rule in by_id.values()}
    return [
        f"{rule.file}:1: the rule, with those that it refers to, has more than {MAX_CONDITIONS} conditions"
        for rule in rules
        if own[rule.id] + sum(own[node.value.rule_id] for node in _references(rule)) > MAX_CONDITIONS
    ]


def _roots(rule: Rule) -> Iterator[Node]:
    roots = (rule.applies_when, rule.flag_when, *(each.when for each in rule.unless))
    yield from (root for root in roots if root is not None)


def _references(rule: Rule) -> Iterator[Node]:
    """The references that stand in the rule's own file."""
    for root in _roots(rule):
        yield from (node for node in root.walk() if isinstance(node.value, RuleReference))


def _wrong(rule: Rule, asked: str, by_id: Mapping[str, Rule]) -> str:
    other = by_id.get(asked)
    if other is None:
        return f"there is no rule '{asked}'{did_you_mean(asked, by_id)}"
    if other.versions:
        return f"'{asked}' has days of force: only a rule that holds on any date may be referred to"
    if _leads_to(other, rule.id, by_id):
        return f"'{asked}' refers back to '{rule.id}'"
    if next(_references(other), None) is not None:
        return f"'{asked}' itself refers to a rule: refer to one that does not"
    return ""


def _leads_to(rule: Rule, target: str, by_id: Mapping[str, Rule]) -> bool:
    passed: set[str] = set()
    ahead = [rule]
    while ahead:
        here = ahead.pop()
        if here.id == target:
            return True
        if here.id not in passed:
            passed.add(here.id)
            asked = (by_id.get(node.value.rule_id) for node in _references(here))
            ahead += [other for other in asked if other is not None]
    return False


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
