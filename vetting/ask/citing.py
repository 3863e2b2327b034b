"""The law behind a draft: what each rule rests on in the days of the missions, and how far that was verified."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vetting.model import Citation, RuleText
from vetting.report.leads import is_statutory


def in_force(rule: RuleText, first: date | None, last: date | None) -> tuple[Citation, ...]:
    """The rule's citations whose version may have been in force from ``first`` to ``last``; all where nothing is known.

    A citation without days of its own belongs to its version. A safeguard indicator has none: it is not law.
    """
    if not is_statutory(rule.id):
        return ()
    bounds = _bounds(rule.authority)
    found = tuple(
        citation for citation in rule.authority
        if _meets(bounds.get(citation.version, (citation.first, citation.last)), first, last)
    )  # fmt: skip
    return found or rule.authority


def _bounds(citations: Iterable[Citation]) -> dict[str, tuple[date | None, date | None]]:
    """The days of each version that has any; a bound that one of its citations leaves open is another's to give."""
    found: dict[str, tuple[date | None, date | None]] = {}
    for citation in citations:
        if citation.version:
            first, last = found.get(citation.version, (None, None))
            found[citation.version] = (citation.first or first, citation.last or last)
    return found


def _meets(bounds: tuple[date | None, date | None], first: date | None, last: date | None) -> bool:
    begins, ends = bounds
    return not ((begins and last and begins > last) or (ends and first and ends < first))
