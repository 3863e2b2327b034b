"""A rule as loaded: dated authorities, conditions, exceptions and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from vetting.conditions import INCIDENT, Node, Words
from vetting.model import Citation
from vetting.period import ImpreciseDate

SEVERITIES = ("critical", "high", "medium", "low", "info")
STATUSES = ("draft", "reviewed", "retired")
AFTER_LAST = ("undetermined", "not_applicable")


@dataclass(frozen=True, slots=True)
class Version:
    """A stretch of days in which one text was in force. None: open at that end."""

    name: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Exemption:
    """An exception of the law: what it is, where it stands, and the condition that makes it apply."""

    id: str
    cite: str
    verified: bool
    when: Node

    @property
    def lifts_incident(self) -> bool:
        """Whether it lifts one incident (else the whole rule)."""
        return any(INCIDENT in node.word.looks_at for node in self.when.walk())


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule of one file. ``versions`` is empty for a rule that holds on any date; else sorted and apart.

    ``after_last`` says what a day after a last bound gives: undetermined, or not_applicable where the end was verified.
    ``limits_in_message`` are the versions whose message carries the limits. ``tests`` is the cases file, as written.
    """

    id: str
    title: Words
    status: str
    authority: tuple[Citation, ...]
    versions: tuple[Version, ...]
    after_last: str
    applies_when: Node | None
    flag_when: Node
    unless: tuple[Exemption, ...]
    severity: str
    message: Words
    limits: Words
    limits_in_message: frozenset[str]
    cleared_by: Words
    tests: str
    file: str
    sha256: str

    def nodes(self) -> Iterable[Node]:
        """All conditions of the rule, in the order of the file."""
        for root in (self.applies_when, self.flag_when, *(each.when for each in self.unless)):
            if root is not None:
                yield from root.walk()


@lru_cache(maxsize=1024)
def exceptions(rule: Rule) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """The conditions that lift one incident, and those that lift the whole rule."""
    return (
        tuple(each.when for each in rule.unless if each.lifts_incident),
        tuple(each.when for each in rule.unless if not each.lifts_incident),
    )


@lru_cache(maxsize=1024)
def clause_order(rule: Rule) -> Mapping[str, int]:
    """The place of every clause in the rule's file; what stands outside its conditions comes last."""
    order = {node.clause: number for number, node in enumerate(rule.nodes())}
    return order | {"known_at_start": len(order), "limits": len(order) + 1}


#: What a day of start is to a rule's versions.
BEFORE, AFTER, ALWAYS = "before", "after", ""


def stretches(rule: Rule, start: ImpreciseDate | None) -> tuple[tuple[str, ImpreciseDate | None], ...]:
    """The versions a start may fall under, each with the part of ``start`` that does.

    ``before`` stands for days before the first bound or between two versions, ``after`` for days past the last one. A
    start that is wholly unknown may fall under each. Source: law.md section 3, "Ends of force".
    """
    if not rule.versions:
        return ((ALWAYS, start),)
    found: list[tuple[str, ImpreciseDate | None]] = []
    for name, first, last in _states(rule.versions):
        part = None if start is None else start.narrowed(first, last)
        if start is None or part is not None:
            found.append((name, part))
    return tuple(found)


def _states(versions: tuple[Version, ...]) -> list[tuple[str, date | None, date | None]]:
    states: list[tuple[str, date | None, date | None]] = []
    free_from: date | None = None
    for version in versions:
        if version.first is not None and (free_from is None or free_from < version.first):
            states.append((BEFORE, free_from, date.fromordinal(version.first.toordinal() - 1)))
        states.append((version.name, version.first, version.last))
        free_from = None if version.last is None else date.fromordinal(version.last.toordinal() + 1)
    if free_from is not None:
        states.append((AFTER, free_from, None))
    return states
