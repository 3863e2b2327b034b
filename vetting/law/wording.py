"""A rule's conditions as sentences, in English or Spanish, for people who do not write rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from vetting.conditions import Day, Node, Window, Words, fill
from vetting.conditions.duties import DATED
from vetting.conditions.participants import BASIS_WORDS
from vetting.conditions.references import RuleReference
from vetting.conditions.statements import (
    COMPLETE,
    COURSE_WORDS,
    EXCEPTIONS_660,
    PKO_PURPOSES,
    PURPOSES,
    REPORT_ELEMENTS,
    SUBJECTS,
)
from vetting.conditions.tables import Countries, Lines, country_words
from vetting.conditions.terms import (
    LEVEL_WORDS,
    PROGRAM_SETS,
    PROGRAMS,
    RECIPIENT_WORDS,
    VETTING_RESULT_WORDS,
    WAIVER_WORDS,
    listed,
)
from vetting.law.phrases import BEFORE, CODES, DAYS, DIRECT, FROM, MOVED, OPTIONS, PHRASES, REPORTED, UNTIL
from vetting.law.rule import Rule
from vetting.law.saying import gaps

_OR = {"en": "or", "es": "o"}
_AND = {"en": "and", "es": "y"}
#: Word (and field) → the table that puts its values into words; any other value is in CODES, or stands for itself.
_TABLES: dict[str, Mapping[str, Words]] = {
    "says_yes": SUBJECTS,
    "says_no": SUBJECTS,
    "declared_complete": COMPLETE,
    "primary_purpose": PURPOSES,
    "purpose_tagged": PURPOSES,
    "pko_purpose": PKO_PURPOSES,
    "course_of": COURSE_WORDS,
    "report_lacks": REPORT_ELEMENTS,
    "exception_660": EXCEPTIONS_660,
    "named_as": LEVEL_WORDS,
    "result": VETTING_RESULT_WORDS,
    "waiver_used": WAIVER_WORDS,
    "waiver_on_record": WAIVER_WORDS,
    "direct.superior_or_subordinate": DIRECT,
    "determined.reported": REPORTED,
    "recipients.include": RECIPIENT_WORDS,
    "recipients.unsettled": RECIPIENT_WORDS,
    "some_participant_flagged.basis": BASIS_WORDS,
    "latest_result.among": VETTING_RESULT_WORDS,
    "latest_result.is": VETTING_RESULT_WORDS,
    "latest_result.open_after": VETTING_RESULT_WORDS,
    "by_start.date": DATED,
    "by_start.else_date": DATED,
    "late.date": DATED,
    "late.else_date": DATED,
}
#: Lists of which all are meant, not any.
_ALL_OF = ("leahy_money",)


class Clause(NamedTuple):
    """One condition of a rule: where it stands, how deep, its word, and its sentence without an end."""

    section: str
    depth: int
    node: Node
    text: str


def clauses(rule: Rule, language: str) -> Iterator[Clause]:
    """All conditions in the order of the file. Sections: applies_when, flag_when, and unless.ID for each exception."""
    roots = [("applies_when", rule.applies_when), ("flag_when", rule.flag_when)]
    roots += [(f"unless.{each.id}", each.when) for each in rule.unless]
    for section, root in roots:
        if root is not None:
            yield from _below(section, 0, root, language)


def _below(section: str, depth: int, node: Node, language: str) -> Iterator[Clause]:
    yield Clause(section, depth, node, sentence(node, language))
    for child in node.children:
        yield from _below(section, depth + 1, child, language)


def sentence(node: Node, language: str) -> str:
    """What the condition says, with the rule's values in it; what stands inside it is left out."""
    template: str = getattr(PHRASES[node.word.name], language)
    said = fill(template, {gap: _gap(node, gap, language) for gap in gaps(template)})
    return _contracted(said) if language == "es" else said


def _contracted(text: str) -> str:
    """Spanish as it is written: del, al, and u before a word in o."""
    text = re.sub(r"\b(de|a) el\b", lambda found: f"{found[1]}l", text)
    return re.sub(r"\bo (?=h?o)", "u ", text)


def whole(node: Node, language: str) -> str:
    """The condition with all that stands inside it, on one line."""
    inner = "; ".join(whole(child, language) for child in node.children)
    return f"{sentence(node, language)}: [{inner}]" if inner else sentence(node, language)


def _gap(node: Node, gap: str, language: str) -> str:
    name = node.word.name
    if isinstance(node.value, Window):
        return _window(node.value, language)
    if gap == "value":
        return _said(name, node.value, language)
    value = node.value.get(gap)
    option = OPTIONS.get((name, gap))
    if value is None:
        return ""
    said = _said(f"{name}.{gap}", value, language)
    return fill(getattr(option, language), {"value": said}) if option else said


def _said(place: str, value: Any, language: str) -> str:
    """A value in words: one of several is said with "or"."""
    if isinstance(value, Lines):
        value = value.effects
    if isinstance(value, frozenset):
        join = _AND if place in _ALL_OF else _OR
        return listed(_each(place, value, language), join[language])
    if isinstance(value, (RuleReference, Countries)):
        return str(value).replace("_", " ") if isinstance(value, Countries) else str(value)
    if isinstance(value, (date, int)):
        return str(value)
    return _code(place, str(value), language)


def _each(place: str, values: frozenset[str], language: str) -> list[str]:
    if place == "country":
        return sorted(getattr(country_words(code), language) for code in values)
    if place == "program":
        return [_code(place, code, language) for code in _programs(values)]
    return [_code(place, code, language) for code in sorted(values)]


def _programs(values: frozenset[str]) -> Iterable[str]:
    """Whole sets by their name, then the others in the order of law.md."""
    left = set(values)
    for name in ("TITLE_10", "DOD_SET", "STATE_SET"):
        if left.issuperset(PROGRAM_SETS[name]):
            left.difference_update(PROGRAM_SETS[name])
            yield name
    yield from (code for code in PROGRAMS if code in left)


def _code(place: str, code: str, language: str) -> str:
    found = _TABLES.get(place, {}).get(code) or CODES.get(code)
    return str(getattr(found, language)) if found else code


def _window(window: Window, language: str) -> str:
    parts = []
    if window.first is not None:
        parts.append(fill(getattr(FROM, language), {"day": _day(window.first, language)}))
    if window.last is not None:
        words = UNTIL if window.inclusive else BEFORE
        parts.append(fill(getattr(words, language), {"day": _day(window.last, language)}))
    return " ".join(parts)


def _day(day: Day, language: str) -> str:
    base: str = getattr(DAYS[day.base], language)
    if not day.sign:
        return base
    return fill(getattr(MOVED[day.sign], language), {"day": base, "parameter": day.parameter})
