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


def forbidden(head: Head, at: int, values: Sequence[float], registry: Registry) -> str:
    """What forbids that ``head`` is form ``at``, whatever the score, or ``""``."""
    form = registry.forms[at]
    if number_conflict(head, form, registry):
        return "the unit numbers differ"
    if section_conflict(head, form):
        return "the staff sections differ"
    if where_conflict(head, form.unit, registry):
        return "one is elsewhere by its name"
    if branch_conflict(head, registry.branches[form.unit]):
        return "the services differ"
    short = (values[AT["acronym"]] and not head.name.echelon) or values[AT["institution"]]
    if "ship" in (head.name.echelon, form.name.echelon) and head.name.echelon != form.name.echelon and not short:
        return "one is a ship"
    if "ship" in head.name.echelons and head.words and "ship" not in form.name.echelons:
        return "one is a ship"  # "BRP Emilio Jacinto, Offshore Combat Force" is the ship
    if values[AT["abroad"]]:
        return "the text names another country"
    return ""
