"""What a condition answers: a truth, what is missing, why, and which records made it so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from vetting.period import Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
NOTHING: frozenset[str] = frozenset()

_GAP = re.compile(r"\{(\w+)\}")


class Words(NamedTuple):
    """The same sentence or word in English and in Spanish."""

    en: str
    es: str


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put ``values`` into the ``{gaps}`` of a template; a gap without a value stays for the report to fill.

    Braces inside a value are widened, so that a name in a file can never become a gap.
    """
    return _GAP.sub(
        lambda gap: values[gap[1]].replace("{", "｛").replace("}", "｝") if gap[1] in values else gap[0], template
    )


class Reason(NamedTuple):
    """One clause's answer. Its text is filled only if the reason ends in a finding.

    Its ``values`` also fill the gaps of the rule's message; ``in_message`` adds its sentence to the message of a flag.
    """

    clause: str
    answer: Truth
    text: Words
    values: tuple[tuple[str, str | Words], ...] = ()
    refs: tuple[str, ...] = ()
    in_message: bool = False

    def said(self, language: str) -> str:
        """The sentence in ``en`` or ``es``."""
        if not self.values:
            return str(getattr(self.text, language))
        values = {
            name: value if isinstance(value, str) else str(getattr(value, language)) for name, value in self.values
        }
        return fill(getattr(self.text, language), values)


class Hit(NamedTuple):
    """The records that together met a trigger; None where the trigger binds no such record.

    ``values`` are what else they say: gaps of the message that these records fill, and no others.
    """

    entry: Any = None
    incident: Any = None
    prior_mission: Any = None
    values: tuple[tuple[str, str | Words], ...] = ()

    @property
    def names_records(self) -> bool:
        """Whether it stands on a record, and not only on values."""
        return self.entry is not None or self.incident is not None or self.prior_mission is not None


class Outcome(NamedTuple):
    """A truth with what is missing (paths of facts.schema.json), the reasons and, where YES, the records."""

    truth: Truth
    missing: frozenset[str] = NOTHING
    reasons: tuple[Reason, ...] = ()
    hits: tuple[Hit, ...] = ()


def conjunction(outcomes: list[Outcome]) -> Outcome:
    """Kleene's *and* over outcomes, the last of which may be a NO that stopped the reading."""
    if outcomes and outcomes[-1].truth is NO:
        return outcomes[-1]
    unknown = [each for each in outcomes if each.truth is UNKNOWN]
    if unknown:
        return _joined(UNKNOWN, unknown)
    return _joined(YES, outcomes)


def disjunction(outcomes: list[Outcome]) -> Outcome:
    """Kleene's *or*: all that are yes, else all that are unknown, else all."""
    for truth in (YES, UNKNOWN):
        chosen = [each for each in outcomes if each.truth is truth]
        if chosen:
            return _joined(truth, chosen)
    return _joined(NO, outcomes)


def negation(outcome: Outcome) -> Outcome:
    """Kleene's *not*. What made the inner words true is no hit of the outer ones."""
    return Outcome(~outcome.truth, outcome.missing, outcome.reasons)


def _joined(truth: Truth, outcomes: list[Outcome]) -> Outcome:
    if len(outcomes) == 1:
        return outcomes[0]
    missing: frozenset[str] = NOTHING
    reasons: tuple[Reason, ...] = ()
    hits: tuple[Hit, ...] = ()
    for each in outcomes:
        missing |= each.missing
        reasons += each.reasons
        hits += each.hits
    return Outcome(truth, missing, reasons, hits)
