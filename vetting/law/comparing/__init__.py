"""What changed between two folders of rules, in words: rules, their cases, tables, parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from vetting.law.comparing.cases import cases
from vetting.law.comparing.differences import SAID, Change, change
from vetting.law.comparing.rules import one_rule
from vetting.law.comparing.tables import parameters, tables
from vetting.law.loading import load_parameters, load_rules
from vetting.law.rule import Rule
from vetting.law.wording import clauses

__all__ = ["SAID", "Change", "compare"]


def compare(old: Path, new: Path) -> Iterator[Change]:
    """Every difference, rules with their cases first in the order of their ids, then tables, then parameters.

    Raises RuleError where one of the folders cannot be read as rules.
    """
    before = {rule.id: rule for rule in load_rules(old)}
    after = {rule.id: rule for rule in load_rules(new)}
    called = _renamed(before, after)
    for rule_id in sorted({*before, *after} - set(called.values())):
        if rule_id in called:
            yield change(rule_id, "rule_renamed", {"old": called[rule_id]})
            yield from _rule((old, before[called[rule_id]]), (new, after[rule_id]))
        elif rule_id not in before:
            yield change(rule_id, "rule_added", {"title": after[rule_id].title})
        elif rule_id not in after:
            yield change(rule_id, "rule_removed", {"title": before[rule_id].title})
        else:
            yield from _rule((old, before[rule_id]), (new, after[rule_id]))
    yield from tables(old, new)
    yield from parameters(load_parameters(old), load_parameters(new))


def _rule(old: tuple[Path, Rule], new: tuple[Path, Rule]) -> Iterator[Change]:
    yield from one_rule(old[1], new[1])
    yield from cases(old, new)


def _renamed(before: Mapping[str, Rule], after: Mapping[str, Rule]) -> dict[str, str]:
    """New id → old id, where just one that is gone and one that is new have the same conditions, or title."""
    gone = [rule for rule_id, rule in before.items() if rule_id not in after]
    fresh = [rule for rule_id, rule in after.items() if rule_id not in before]
    found: dict[str, str] = {}
    for rule in fresh:
        alike = [other for other in gone if _same(rule, other)]
        if len(alike) == 1 and sum(_same(other, alike[0]) for other in fresh) == 1:
            found[rule.id] = alike[0].id
    return found


def _same(one: Rule, other: Rule) -> bool:
    return one.title == other.title or _shape(one) == _shape(other)


def _shape(rule: Rule) -> list[tuple[str, int, str]]:
    return [(clause.section, clause.depth, clause.text) for clause in clauses(rule, "en")]
