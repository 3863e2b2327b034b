"""Mutates every rule in small ways and counts the mutants that no written case notices.

Run from the source checkout: ``python -m tests.bench.mutate_rules [RULE-ID ...]``. Each mutant differs from its rule in
one place: a clause dropped or turned around, *all* for *any*, a value of a list left out, a bound or a number moved by
one, a choice exchanged, an exception left out. A mutant dies when some written case of its rule comes out otherwise.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter
from typing import Any

from vetting import law
from vetting.conditions import Argument, Node, Window, words
from vetting.conditions.days import bound_of, shifted
from vetting.conditions.tables import Lines
from vetting.law.cases import WrittenCase, failures, read_cases
from vetting.law.rule import Rule
from vetting.period import falls_in

ONE_DAY = timedelta(days=1)
Mutant = tuple[str, str, Rule]


class MovedWindow(Window):
    """A window with one bound a day earlier or later."""

    moves = (0, 0)

    def holds(self, world: Any, period: Any, extent: Any) -> Any:
        bounds = []
        for day, inclusive, days in ((self.first, True, self.moves[0]), (self.last, self.inclusive, self.moves[1])):
            bound = None if day is None else bound_of(world, day, inclusive=inclusive)
            bounds.append(None if bound is None else shifted(bound, days=days))
        return falls_in(period, extent, *bounds)

    def _replace(self, **changes: Any) -> Any:
        changed = type(self)(*(changes.get(name, getattr(self, name)) for name in self._fields))
        changed.moves = self.moves
        return changed


def mutants(rule: Rule) -> Iterator[Mutant]:
    """All mutants of a rule, each with the kind of change and where it is."""
    if rule.applies_when is not None:
        yield "scope dropped", "applies_when", replace(rule, applies_when=None)
        for kind, where, root in changed_trees(rule.applies_when):
            yield kind, where, replace(rule, applies_when=root)
    for kind, where, root in changed_trees(rule.flag_when):
        yield kind, where, replace(rule, flag_when=root)
    for number, each in enumerate(rule.unless):
        rest = (*rule.unless[:number], *rule.unless[number + 1 :])
        yield "exception dropped", each.id, replace(rule, unless=rest)
        for kind, where, root in changed_trees(each.when):
            changed = (*rule.unless[:number], replace(each, when=root), *rule.unless[number + 1 :])
            yield kind, where, replace(rule, unless=changed)
    yield from changed_bounds(rule)


def changed_bounds(rule: Rule) -> Iterator[Mutant]:
    """A bound of force moved by a day; what stands before the first or after the last one exchanged."""
    for number, version in enumerate(rule.versions):
        for side in ("first", "last"):
            bound: date | None = getattr(version, side)
            for step in (-ONE_DAY, ONE_DAY) if bound is not None else ():
                assert bound is not None
                moved = replace(version, **{side: bound + step})
                versions = (*rule.versions[:number], moved, *rule.versions[number + 1 :])
                yield "bound moved", f"{version.name}.{side} {step.days:+d}", replace(rule, versions=versions)
    other = {"undetermined": "not_applicable", "not_applicable": "undetermined"}
    if rule.versions and rule.versions[0].first is not None and rule.tested_on != "vetting_decision":
        yield "before first", rule.before_first, replace(rule, before_first=other[rule.before_first])
    if rule.versions and rule.versions[-1].last is not None and rule.tested_on != "vetting_decision":
        yield "after last", rule.after_last, replace(rule, after_last=other[rule.after_last])


def changed_trees(root: Node) -> Iterator[tuple[str, str, Node]]:
    """The tree with one node changed: the node itself, or one below it."""
    for kind, node in changed_nodes(root):
        yield kind, root.clause, node
    for number, child in enumerate(root.children):
        if len(root.children) > 1:
            rest = (*root.children[:number], *root.children[number + 1 :])
            yield "clause dropped", child.clause, replace(root, children=rest)
        for kind, where, changed in changed_trees(child):
            children = (*root.children[:number], changed, *root.children[number + 1 :])
            yield kind, where, replace(root, children=children)


def changed_nodes(node: Node) -> Iterator[tuple[str, Node]]:
    """The node turned around, or with another value."""
    known = words()
    name = node.word.name
    if name in ("all", "any") and len(node.children) > 1:
        yield "all/any", replace(node, word=known["any" if name == "all" else "all"])
    if name == "not":
        yield "turned around", replace(node, word=known["all"])
    elif name not in ("all", "any", "stepwise"):
        yield "turned around", Node(known["not"], f"{node.clause}!", None, (node,), node.line)
    for kind, value in changed_values(node.word.argument, node.value):
        yield kind, replace(node, value=value)


def changed_values(argument: Argument, value: Any) -> Iterator[tuple[str, Any]]:
    """Other values of one argument, each one step away."""
    if isinstance(value, Window):
        yield from changed_windows(value)
    elif isinstance(value, Lines):
        for number in range(len(value.lines)):
            yield "line dropped", value._replace(lines=(*value.lines[:number], *value.lines[number + 1 :]))
    elif isinstance(value, frozenset) and len(value) > 1:
        for each in sorted(value):
            yield f"'{each}' left out", value - {each}
    elif isinstance(value, date):
        yield from (("day moved", value + step) for step in (-ONE_DAY, ONE_DAY))
    elif isinstance(value, int):
        yield from (("number moved", value + step) for step in (-1, 1))
    elif isinstance(value, Mapping):
        fields = dict(argument.fields)
        for name, inner in value.items():
            for kind, changed in changed_values(fields[name], inner):
                yield kind, {**value, name: changed}
            if fields[name].optional:
                yield f"'{name}' left out", {key: each for key, each in value.items() if key != name}
    elif argument.kind == "choice":
        yield from ((f"'{other}' for '{value}'", other) for other in argument.choices if other != value)


def changed_windows(window: Window) -> Iterator[tuple[str, Window]]:
    for number, day in enumerate((window.first, window.last)):
        for step in (-1, 1) if day is not None else ():
            moved = MovedWindow(*window)
            moved.moves = (step, 0) if number == 0 else (0, step)
            yield f"window {('begins', 'ends')[number]} {step:+d}", moved
    if window.first is not None and window.last is not None:
        yield "window open", window._replace(first=None)
        yield "window open", window._replace(last=None)


def changed_parameters(rule: Rule, parameters: Mapping[str, int | float]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every parameter one step lower and higher; those that a rule never asks for change nothing and are left out."""
    for name, value in parameters.items():
        if name in asked_for(rule):
            for step in (-1, 1):
                yield f"{name} {step:+d}", {**parameters, name: value + step}


class Noting(dict[str, Any]):
    """Parameters that note which of them were asked for."""

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        super().__init__(parameters)
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return super().__getitem__(name)


def asked_for(rule: Rule) -> frozenset[str]:
    """The parameters that a rule's words ask for, seen by judging cases whose start is a day.

    Where it is not, the judge itself asks for more, to find the days that matter.
    """
    watched = Noting(PARAMETERS)
    for case in CASES[rule.id]:
        if len(str(case.facts["mission"].get("start_date") or "2012-05-01")) == len("2012-05-01"):
            start = {"start_date": "2012-05-01", **case.facts["mission"]}
            facts = {name: value for name, value in case.facts.items() if name != "config"}
            law.judge({**facts, "mission": start}, (rule,), watched)
    return frozenset(watched.asked)


FOLDER = law.shipped_rules()
PARAMETERS = law.load_parameters(FOLDER)
RULES = law.load_rules(FOLDER)
CASES = {rule.id: read_cases(FOLDER, rule)[0] for rule in RULES}


def dies(cases: Iterable[WrittenCase], rule: Rule, parameters: Mapping[str, int | float]) -> bool:
    return any(failures(case, rule, parameters) for case in cases)


def main(asked: list[str]) -> None:
    """Print the survivors of each rule, and the share of all mutants that lived."""
    began = perf_counter()
    made: Counter[str] = Counter()
    lived: Counter[str] = Counter()
    for rule in RULES:
        if asked and rule.id not in asked:
            continue
        cases = CASES[rule.id]
        survivors = []
        for kind, where, changed in mutants(rule):
            made[kind.split("'")[0] or "value"] += 1
            made["total"] += 1
            if not dies(cases, changed, PARAMETERS):
                lived["total"] += 1
                survivors.append(f"{where}: {kind}")
        for kind, changed_to in changed_parameters(rule, PARAMETERS):
            made["parameter"] += 1
            made["total"] += 1
            if not dies(cases, rule, changed_to):
                lived["total"] += 1
                survivors.append(f"parameters: {kind}")
        print(f"{rule.id}: {len(survivors)} survived")
        for line in survivors:
            print(f"    {line}")
    share = lived["total"] / made["total"] if made["total"] else 0.0
    print(f"{made['total']} mutants, {lived['total']} survived ({share:.1%}), {perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
