"""The word by which a rule asks what another rule answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vetting.conditions.case import World
from vetting.conditions.outcome import NO, Outcome, conjunction, negation
from vetting.conditions.vocabulary import Argument, Node, word


@dataclass(slots=True, eq=False)
class RuleReference:
    """Another rule by its id; its conditions are put in once all rules are loaded (``vetting.law.references``)."""

    rule_id: str
    applies_when: Node | None = None
    flag_when: Node | None = None
    incident_exceptions: tuple[Node, ...] = ()
    rule_exceptions: tuple[Node, ...] = ()

    def roots(self) -> Iterator[Node]:
        """The conditions of the other rule, in the order of its file."""
        roots = (self.applies_when, self.flag_when, *self.incident_exceptions, *self.rule_exceptions)
        yield from (root for root in roots if root is not None)

    def __str__(self) -> str:
        return self.rule_id


@word(argument=Argument("rule"))
def rule_flags(world: World, node: Node) -> Outcome:
    """The other rule named flags this mission: in its scope, its trigger met, and no exception of it applies."""
    other: RuleReference = node.value
    assert other.flag_when is not None
    within = World(world.case, world.start, "", other.incident_exceptions)
    outcomes = []
    for root in (other.applies_when, other.flag_when):
        if root is not None:
            outcomes.append(root.answer(within))
            if outcomes[-1].truth is NO:
                return outcomes[-1]
    for exception in other.rule_exceptions:
        outcomes.append(negation(exception.answer(within)))
        if outcomes[-1].truth is NO:
            return outcomes[-1]
    return conjunction(outcomes)
