"""A rule's conditions answered one by one for given facts: the tree with each clause's answer and the facts it read.

The judge stops reading where an answer is settled and keeps only the reasons that decided. Here every condition outside
of a ``some_…`` is answered; one inside is answered for each record that the words around it look at, and what these
answers come to is shown: yes if one record meets it, else unknown if one may.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from vetting.conditions import Case, Node, Outcome, Reason, World
from vetting.conditions.references import RuleReference
from vetting.law.rule import AFTER, BEFORE, Rule, stretches, tested_days
from vetting.period import ImpreciseDate, Truth


@dataclass(slots=True)
class Trace:
    """One clause's answers: ``answer`` is None where nothing was there to ask it of."""

    section: str
    depth: int
    node: Node
    answers: list[Outcome] = field(default_factory=list)

    @property
    def answer(self) -> Truth | None:
        """Yes if one record (or the mission) meets it, else unknown if one may, else no."""
        truths = {each.truth for each in self.answers}
        return next((truth for truth in (Truth.YES, Truth.UNKNOWN, Truth.NO) if truth in truths), None)

    @property
    def deciding(self) -> list[Outcome]:
        """The answers that make it so, alike ones once."""
        return list(dict.fromkeys(each for each in self.answers if each.truth is self.answer))

    @property
    def missing(self) -> tuple[str, ...]:
        lacking = (each.missing for each in self.deciding) if self.answer is Truth.UNKNOWN else ()
        return tuple(sorted(frozenset[str]().union(*lacking)))

    @property
    def refs(self) -> tuple[str, ...]:
        """Its own records, not those of the clauses inside it."""
        return tuple(sorted({ref for reason in self._own() for ref in reason.refs}))

    def said(self, language: str) -> tuple[str, ...]:
        """Its own sentences, alike ones once; those of the clauses inside it are told there."""
        return tuple(dict.fromkeys(reason.said(language) for reason in self._own()))

    def _own(self) -> Iterator[Reason]:
        """Reasons of this clause; those of another rule that it asks are its own too."""
        clause, asks = self.node.clause, isinstance(self.node.value, RuleReference)
        for each in self.deciding:
            for reason in each.reasons:
                if reason.clause == clause or (asks and reason.clause.startswith(f"{clause}.")):
                    yield reason


@dataclass(frozen=True, slots=True)
class Stretch:
    """The tree under one version of the law; ``version`` is blank for a rule that holds on any date.

    ``days``: the part of the start that falls under it, None where the start is not known.
    """

    version: str
    in_force: Truth
    days: ImpreciseDate | None
    traces: tuple[Trace, ...]


def trace(rule: Rule, facts: Mapping[str, Any], parameters: Mapping[str, int | float]) -> tuple[Stretch, ...]:
    """One tree for each version under which the mission may fall. Before or after all of them: that of the nearest."""
    case = Case.read(facts, parameters)
    found = []
    for name, days in stretches(rule, tested_days(rule, case)):
        in_force, version = Truth.YES, name
        if name in (BEFORE, AFTER) and name:
            ends = rule.before_first if name == BEFORE else rule.after_last
            in_force = Truth.NO if ends == "not_applicable" else Truth.UNKNOWN
            version = rule.versions[-1 if name == AFTER else 0].name
        start = days if rule.tested_on == "start" else case.start
        found.append(Stretch(version, in_force, days, tuple(_tree(rule, case, version, start))))
    return tuple(found)


def _tree(rule: Rule, case: Case, version: str, start: ImpreciseDate | None) -> Sequence[Trace]:
    traces: list[Trace] = []
    roots = [("applies_when", rule.applies_when), ("flag_when", rule.flag_when)]
    roots += [(f"unless.{each.id}", None if each.lifts_incident else each.when) for each in rule.unless]
    lifting: dict[str, Node] = {}
    for each in rule.unless:
        if each.lifts_incident:
            lifting[each.id] = _watched(f"unless.{each.id}", 0, each.when, traces)
    incident_exceptions = tuple(lifting.values())
    for section, root in roots:
        if root is None:
            continue
        watched = _watched(section, 0, root, traces)
        world = World(case, start, version, incident_exceptions)
        world.versions = rule.versions
        _ask_all(watched, world)
    order = {name: number for number, (name, _) in enumerate(roots)}
    return sorted(traces, key=lambda one: order[one.section])


def _watched(section: str, depth: int, node: Node, traces: list[Trace]) -> Node:
    """The same condition; every answer that it gives is kept."""
    kept = Trace(section, depth, node)
    traces.append(kept)
    children = tuple(_watched(section, depth + 1, child, traces) for child in node.children)
    answer = node.word.answer

    def watch(world: World, asked: Node) -> Outcome:
        outcome = answer(world, asked)
        if outcome not in kept.answers:
            kept.answers.append(outcome)
        return outcome

    return replace(node, word=replace(node.word, answer=watch), children=children)


def _ask_all(node: Node, world: World) -> None:
    """Ask the condition, and those inside it that it did not need to ask."""
    node.answer(world)
    if not node.word.binds:
        for child in node.children:
            _ask_all(child, world)


def facts_read(node: Node, facts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every path that the condition may read, with what the facts hold there; None where they hold nothing."""
    for path in node.reads:
        yield path, _values(facts, path.split("."))


def _values(holder: Any, names: Sequence[str]) -> Any:
    """What stands at a path; of a list every record's value, those that are missing as None."""
    if not names:
        return holder
    if not isinstance(holder, Mapping):
        return None
    name, many, _ = names[0].partition("[")
    inner = holder.get(name)
    if not many:
        return _values(inner, names[1:])
    if not isinstance(inner, list):
        return None
    return [_values(record, names[1:]) for record in inner] if names[1:] else inner
