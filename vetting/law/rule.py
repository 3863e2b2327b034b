"""A rule as loaded: dated authorities, conditions, exceptions and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from vetting.conditions import INCIDENT, Case, Node, Shift, Words
from vetting.model import Citation
from vetting.period import ImpreciseDate

SEVERITIES = ("critical", "high", "medium", "low", "info")
STATUSES = ("draft", "reviewed", "retired")
AFTER_LAST = BEFORE_FIRST = ("undetermined", "not_applicable")
START, FISCAL_YEAR, MONEY_YEAR = "start", "fiscal_year", "appropriation_year"
WAIVER_USE, DECISION = "waiver_use", "vetting_decision"
#: What a rule's versions are tested on, and the path of that fact.
TESTED_ON = {
    START: "mission.start_date",
    FISCAL_YEAR: "mission.fiscal_year",
    MONEY_YEAR: "mission.appropriation_year",
    WAIVER_USE: "mission.waiver.used_date",
    DECISION: "vetting[].decision_date",
}


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

    ``after_last`` says what a day after a last bound gives: undetermined, or not_applicable where the end was verified;
    ``before_first`` says the same of a day before the first bound. The versions are ``tested_on`` the mission's start,
    its fiscal year, the year of the act that gave the money, the day a waiver was used (the start where none was), or
    the decision of each vetting record (then by the word ``decided_in_force``). ``limits_in_message`` are the versions
    whose message carries the limits. ``tests`` is the cases file, as written.
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
    before_first: str = "not_applicable"
    tested_on: str = START

    def nodes(self) -> Iterable[Node]:
        """All conditions of the rule, in the order of the file."""
        for root in (self.applies_when, self.flag_when, *(each.when for each in self.unless)):
            if root is not None:
                yield from root.walk_through()


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


@lru_cache(maxsize=1024)
def law_days(rule: Rule) -> frozenset[date]:
    """Days of the law that the rule's words, and not its versions, compare with the start."""
    return frozenset(day for node in rule.nodes() for day in node.word.days(node.value))


@lru_cache(maxsize=1024)
def dates_read(rule: Rule) -> Mapping[str, tuple[Shift, ...]]:
    """The paths of dates that the rule compares with a day of the mission, with how its words move them."""
    moved = [shift for node in rule.nodes() for shift in node.word.shifts(node.value)]
    paths = {path for node in rule.nodes() for path in node.reads} | {shift.path for shift in moved}
    if any(INCIDENT in node.word.looks_at for node in rule.nodes()):
        paths.add("incidents[].first_public_date")
    return {path: tuple(shift for shift in moved if shift.path == path) for path in sorted(paths)}


def tested_days(rule: Rule, case: Case) -> ImpreciseDate | None:
    """The days on which the rule's versions are tested: those of the start, or of the fact that it asks for."""
    if rule.tested_on in (START, DECISION):
        return case.start
    if rule.tested_on == WAIVER_USE:
        return case.start if case.mission.get("waiver") is None else _day_of_use(rule, case)
    given = case.mission.get(MONEY_YEAR) if rule.tested_on == MONEY_YEAR else None
    given = case.mission.get(FISCAL_YEAR) if given is None else given
    return case.start if given is None else ImpreciseDate.fiscal_year(given)


def _day_of_use(rule: Rule, case: Case) -> ImpreciseDate | None:
    """The day a waiver was used; where it is not recorded, any day since the law that it was used under."""
    used = case.day(TESTED_ON[WAIVER_USE])
    first = rule.versions[0].first if rule.versions else None
    return used if used is not None or first is None else ImpreciseDate.of(first, date.max)


#: What a day of start is to a rule's versions.
BEFORE, AFTER, ALWAYS = "before", "after", ""


def stretches(rule: Rule, start: ImpreciseDate | None) -> tuple[tuple[str, ImpreciseDate | None], ...]:
    """The versions a start may fall under, each with the part of ``start`` that does.

    ``before`` stands for days before the first bound or between two versions, ``after`` for days past the last one. A
    start that is wholly unknown may fall under each. Source: law.md section 3, "Ends of force".
    """
    if not rule.versions or rule.tested_on == DECISION:
        return ((ALWAYS, start),)
    found: list[tuple[str, ImpreciseDate | None]] = []
    for name, first, last in _states(rule):
        part = None if start is None else start.narrowed(first, last)
        if start is None or part is not None:
            found.append((name, part))
    return tuple(found)


@lru_cache(maxsize=1024)
def _states(rule: Rule) -> tuple[tuple[str, date | None, date | None], ...]:
    """The rule's versions with the stretches before, between and after them, each with its first and last day."""
    states: list[tuple[str, date | None, date | None]] = []
    free_from: date | None = None
    for version in rule.versions:
        if version.first is not None and (free_from is None or free_from < version.first):
            states.append((BEFORE, free_from, date.fromordinal(version.first.toordinal() - 1)))
        states.append((version.name, version.first, version.last))
        free_from = None if version.last is None else date.fromordinal(version.last.toordinal() + 1)
    if free_from is not None:
        states.append((AFTER, free_from, None))
    return tuple(states)
