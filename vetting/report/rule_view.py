"""One rule for its readers: the law on one side, the conditions on the other, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vetting import law
from vetting.law.rule import DECISION, FISCAL_YEAR, MONEY_YEAR, START, WAIVER_USE, Rule
from vetting.law.wording import Clause, clauses
from vetting.model import STANDARD_LINE_EN, STANDARD_LINE_ES, Citation
from vetting.report.language import Language


@dataclass(frozen=True, slots=True)
class VersionView:
    """One text of the law with its citations; ``days`` says when it was in force, blank where it has no bounds.

    ``unverified`` says which of those days are from memory, blank where none is.
    """

    name: str
    days: str
    unverified: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A group of conditions: what the rule applies to, when it flags, or one exception with its citation."""

    title: str
    clauses: tuple[Clause, ...]
    cite: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class RuleView:
    """Everything a page or a screen says of a rule, in one language."""

    rule: Rule
    title: str
    message: str
    limits: str
    cleared_by: str
    standard_line: str
    versions: tuple[VersionView, ...]
    bounds: tuple[str, ...]
    sections: tuple[SectionView, ...]
    parameters: tuple[tuple[str, int | float], ...]
    facts: tuple[str, ...]

    @property
    def is_law(self) -> bool:
        return not self.rule.id.startswith("ind-")


def rule_view(rule: Rule, parameters: Mapping[str, int | float], spoken: Language) -> RuleView:
    """The rule as its readers see it. ``parameters`` are those that it would be judged with."""
    said = list(clauses(rule, spoken.code))
    text = " ".join(clause.text for clause in said)
    return RuleView(
        rule=rule,
        title=getattr(rule.title, spoken.code),
        message=getattr(rule.message, spoken.code),
        limits=getattr(rule.limits, spoken.code),
        cleared_by=getattr(rule.cleared_by, spoken.code),
        standard_line=STANDARD_LINE_ES if spoken.code == "es" else STANDARD_LINE_EN,
        versions=tuple(_versions(rule, spoken)),
        bounds=tuple(_bounds(rule, spoken)),
        sections=tuple(_sections(rule, said, spoken)),
        parameters=tuple((name, parameters[name]) for name in sorted(parameters) if name in text),
        facts=tuple(sorted(law.fields_judged((rule,)))),
    )


def _versions(rule: Rule, spoken: Language) -> Iterator[VersionView]:
    """Citations of one version together, those of none last; in the order of the file."""
    bounds = {version.name: version for version in rule.versions}
    for name in sorted({citation.version for citation in rule.authority}, key=lambda name: (not name, name)):
        held = tuple(citation for citation in rule.authority if citation.version == name)
        version = bounds.get(name)
        days = "" if version is None else _days(version.first, version.last, spoken)
        marks = (unverified_days(citation, spoken) for citation in held)
        yield VersionView(name, days, next(filter(None, marks), "") if days else "", held)


def unverified_days(citation: Citation, spoken: Language) -> str:
    """Which of the days that bound the instrument's force are from memory, in words; blank where none is."""
    if citation.bounds_verified:
        return ""
    if citation.first_verified and not citation.last_verified:
        return spoken.text("last day not verified")
    if citation.last_verified and not citation.first_verified:
        return spoken.text("first day not verified")
    return spoken.text("days not verified")


def _days(first: object, last: object, spoken: Language) -> str:
    if first and last:
        return spoken.text("in force from %(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return spoken.text("in force from %(first)s") % {"first": first}
    return spoken.text("in force to %(last)s") % {"last": last} if last else ""


def _bounds(rule: Rule, spoken: Language) -> Iterator[str]:
    """What the rule's versions are tested on, and what it answers outside of them."""
    if not rule.versions:
        yield spoken.text("It holds on any date.")
        return
    yield {
        START: spoken.text("The version is that of the mission's first day."),
        FISCAL_YEAR: spoken.text("The version is that of the mission's fiscal year."),
        MONEY_YEAR: spoken.text("The version is that of the year of the act that gave the money."),
        WAIVER_USE: spoken.text("The version is that of the day a waiver was used, else of the first day."),
        DECISION: spoken.text("The version is that of the day each vetting result was decided."),
    }[rule.tested_on]
    if rule.versions[0].first and rule.before_first == "undetermined":
        yield spoken.text("Before the first day in force the answer is undetermined.")
    elif rule.versions[0].first:
        yield spoken.text("Before the first day in force the rule does not apply.")
    if rule.versions[-1].last and rule.after_last == "undetermined":
        yield spoken.text("After the last day in force the answer is undetermined: that end is not verified.")
    elif rule.versions[-1].last:
        yield spoken.text("After the last day in force the rule does not apply.")


def _sections(rule: Rule, said: list[Clause], spoken: Language) -> Iterator[SectionView]:
    by_section: dict[str, list[Clause]] = {}
    for clause in said:
        by_section.setdefault(clause.section, []).append(clause)
    yield SectionView(spoken.text("Applies when"), tuple(by_section.get("applies_when", ())))
    yield SectionView(spoken.text("Flags when"), tuple(by_section["flag_when"]))
    for each in rule.unless:
        title = spoken.text("Unless: %(name)s") % {"name": each.id}
        yield SectionView(title, tuple(by_section[f"unless.{each.id}"]), each.cite, each.verified)
