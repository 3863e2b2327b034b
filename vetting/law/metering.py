"""How much work the cases of rules may ask for: counted in conditions answered, so the bound is the same anywhere."""

from __future__ import annotations

from dataclasses import replace

from vetting.conditions import Node, Outcome, World
from vetting.conditions.references import RuleReference
from vetting.law.rule import Rule

#: Conditions that the cases of one folder may have answered. A design choice: 17 times what the shipped need.
MAX_ANSWERS = 2_000_000


class Spent(Exception):
    """The cases ask for more work than a folder of rules may."""


class Meter:
    """Counts conditions answered, and stops at ``most``."""

    def __init__(self, most: int = MAX_ANSWERS) -> None:
        self.most = most
        self.answered = 0

    def metered(self, rule: Rule) -> Rule:
        """The same rule; each condition, those of rules that it refers to included, is counted when answered."""
        return replace(
            rule,
            applies_when=None if rule.applies_when is None else self._node(rule.applies_when),
            flag_when=self._node(rule.flag_when),
            unless=tuple(replace(each, when=self._node(each.when)) for each in rule.unless),
        )

    def _node(self, node: Node) -> Node:
        answer = node.word.answer

        def counted(world: World, asked: Node) -> Outcome:
            self.answered += 1
            if self.answered > self.most:
                raise Spent
            return answer(world, asked)

        value = self._reference(node.value) if isinstance(node.value, RuleReference) else node.value
        children = tuple(self._node(child) for child in node.children)
        return replace(node, word=replace(node.word, answer=counted), value=value, children=children)

    def _reference(self, reference: RuleReference) -> RuleReference:
        return RuleReference(
            reference.rule_id,
            None if reference.applies_when is None else self._node(reference.applies_when),
            None if reference.flag_when is None else self._node(reference.flag_when),
            tuple(self._node(each) for each in reference.incident_exceptions),
            tuple(self._node(each) for each in reference.rule_exceptions),
        )
