"""Words about what is on record of the country: the list of child soldiers, by the mission's fiscal year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vetting.conditions.case import World
from vetting.conditions.outcome import NO, NOTHING, UNKNOWN, YES, Outcome, Reason, Words
from vetting.conditions.vocabulary import Node, word
from vetting.period import Truth

_CSPA = frozenset({"country_facts.cspa"})
_READS = ("country_facts.cspa", "mission.fiscal_year", "mission.start_date")


def _entry(world: World) -> tuple[int | None, Mapping[str, Any] | None, frozenset[str]]:
    """The fiscal year, what is on record of the country for it, and what is missing to know either."""
    years = world.case.fiscal_years()
    if len(years) != 1:
        return None, None, frozenset({"mission.fiscal_year"})
    lists = world.case.said("country_facts.cspa") or {}
    return years[0], lists.get(str(years[0])), _CSPA


_LISTED = Words("The country was on the list for fiscal year {fy}.", "El país estaba en la lista del año fiscal {fy}.")
_NOT_LISTED = Words(
    "The country was not on the list for fiscal year {fy}.", "El país no estaba en la lista del año fiscal {fy}."
)
_LISTING_OPEN = Words(
    "Whether the country was on the list for the fiscal year is not known.",
    "No se sabe si el país estaba en la lista del año fiscal.",
)


@word(reads=_READS, fills=("fy",))
def child_soldiers_listed(world: World, node: Node) -> Outcome:
    """The country was on the child-soldiers list for the mission's fiscal year. A year not looked up is unknown."""
    year, entry, missing = _entry(world)
    listed = entry.get("listed") if entry else None
    if listed is None:
        return Outcome(UNKNOWN, missing, (Reason(node.clause, UNKNOWN, _LISTING_OPEN),))
    truth = Truth.of(listed)
    return Outcome(
        truth, reasons=(Reason(node.clause, truth, _LISTED if listed else _NOT_LISTED, (("fy", str(year)),)),)
    )


_WAIVERS = {
    "none": Words("No waiver was given.", "No hubo dispensa."),
    "full": Words("A full waiver was given.", "Hubo dispensa total."),
    "partial": Words(
        "A partial waiver was given; whether it covers this program is not known.",
        "Hubo dispensa parcial; si cubre este programa no se sabe.",
    ),
}
_WAIVER_OPEN = Words("Whether a waiver was given is not known.", "No se sabe si hubo dispensa.")


@word(reads=_READS)
def child_soldiers_waiver_lacking(world: World, node: Node) -> Outcome:
    """No waiver was given for the country in the fiscal year; a partial one, or none looked up, is unknown."""
    _, entry, missing = _entry(world)
    waiver = entry.get("waiver") if entry else None
    truth = {"none": YES, "full": NO}.get(waiver or "", UNKNOWN)
    text = _WAIVERS[waiver] if waiver else _WAIVER_OPEN
    return Outcome(truth, missing if truth is UNKNOWN else NOTHING, (Reason(node.clause, truth, text),))


_EXCEPTION = Words(
    "The exception for IMET is on record; its conditions are for a person to read.",
    "Consta la excepción para IMET; sus condiciones debe leerlas una persona.",
)
_NO_EXCEPTION = Words("No exception for IMET is on record.", "No consta una excepción para IMET.")


@word(reads=_READS)
def child_soldiers_imet_exception(world: World, node: Node) -> Outcome:
    """An exception for IMET is on record for the mission's fiscal year. Closed-world: none on record is none."""
    _, entry, _ = _entry(world)
    truth = Truth.of(bool(entry and entry.get("imet_exception")))
    return Outcome(truth, reasons=(Reason(node.clause, truth, _EXCEPTION if truth is YES else _NO_EXCEPTION),))
