"""all, any, not: Kleene's connectives over the words inside them."""

from __future__ import annotations

from vetting.conditions.case import World
from vetting.conditions.outcome import NO, UNKNOWN, YES, Outcome, Reason, Words, conjunction, disjunction, negation
from vetting.conditions.vocabulary import Argument, Node, word

_WORDS = Argument("words")


@word(argument=_WORDS)
def all_(world: World, node: Node) -> Outcome:
    """Every condition below holds: any no makes it no, else any unknown makes it unknown."""
    return holding(world, node.children)


@word(argument=_WORDS)
def any_(world: World, node: Node) -> Outcome:
    """At least one condition below holds: any yes makes it yes, else any unknown makes it unknown."""
    return disjunction([child.answer(world) for child in node.children])


@word(argument=_WORDS)
def not_(world: World, node: Node) -> Outcome:
    """The conditions below do not all hold."""
    return negation(holding(world, node.children))


@word(argument=_WORDS)
def stepwise(world: World, node: Node) -> Outcome:
    """Every condition below holds, as with ``all``; but what a later one lacks is named only where the earlier hold.

    It suits a fact that is asked for only of some missions, such as the account of one program.
    """
    outcome = holding(world, node.children)
    if outcome.truth is not UNKNOWN:
        return outcome
    return next(answer for child in node.children if (answer := child.answer(world)).truth is UNKNOWN)


_UNSETTLED = Words(
    "Whether the rule reaches such a case is not settled by a text that was read.",
    "Ningún texto leído resuelve si la regla alcanza un caso así.",
)


@word(argument=_WORDS)
def unsettled_where(world: World, node: Node) -> Outcome:
    """Yes where the conditions below surely do not all hold; where they do, no text read settles it: unknown."""
    outcome = holding(world, node.children)
    if outcome.truth is YES:
        reasons = (*outcome.reasons, Reason(node.clause, UNKNOWN, _UNSETTLED))
        return Outcome(UNKNOWN, reasons=reasons)
    return negation(outcome)


def holding(world: World, nodes: tuple[Node, ...]) -> Outcome:
    """The *and* of some words, read until the first no."""
    outcomes = []
    for node in nodes:
        outcome = node.answer(world)
        outcomes.append(outcome)
        if outcome.truth is NO:
            break
    return conjunction(outcomes)
