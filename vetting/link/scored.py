"""A pair with its evidence, and what forbids a match whatever the score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vetting.link.features import NAMES, Head, branch_conflict, number_conflict, section_conflict, where_conflict
from vetting.link.registry import Registry

#: Feature → its place among a pair's values.
AT = {name: i for i, name in enumerate(NAMES)}


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit's best pair with a head: position of the unit and form, the reading, its logit and feature values.

    ``against`` is what forbids a match whatever the score, or ``""``.
    """

    unit: int
    form: int
    head: Head
    logit: float
    values: tuple[float, ...]
    against: str = ""


def as_mapping(pair: Scored) -> Mapping[str, float]:
    """Feature name → value."""
    return dict(zip(NAMES, pair.values, strict=True))


_NUMBER, _SECTION, _BRANCH, _ABROAD, _ACRONYM, _INSTITUTION = (
    AT[n] for n in ("number_other", "section_other", "branch_other", "abroad", "acronym", "institution")
)


def forbidden(head: Head, at: int, values: Sequence[float], registry: Registry) -> str:
    """What forbids that ``head`` is form ``at``, whatever the score, or ``""``.

    ``values`` say already what conflicts, but of an institution, whose left-over words are not held against it.
    """
    form = registry.forms[at]
    institution = values[_INSTITUTION]
    if values[_NUMBER] or (institution and number_conflict(head, form, registry)):
        return "the unit numbers differ"
    if values[_SECTION] or (institution and section_conflict(head, form)):
        return "the staff sections differ"
    if where_conflict(head, form.unit, registry):
        return "one is elsewhere by its name"
    if values[_BRANCH] or (institution and branch_conflict(head, registry.branches[form.unit])):
        return "the services differ"
    if "ship" in (head.name.echelon, form.name.echelon) or "ship" in head.name.echelons:
        short = (values[_ACRONYM] and not head.name.echelon) or institution
        if head.name.echelon != form.name.echelon and "ship" in (head.name.echelon, form.name.echelon) and not short:
            return "one is a ship"
        if "ship" in head.name.echelons and head.words and "ship" not in form.name.echelons:
            return "one is a ship"  # "BRP Emilio Jacinto, Offshore Combat Force" is the ship
    if values[_ABROAD]:
        return "the text names another country"
    return ""
