"""Words about what followed an incident: was it resolved, are steps claimed, was the unit sought."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vetting.conditions.case import ABOVE_UNIT, Case, IncidentView, World
from vetting.conditions.outcome import NO, UNKNOWN, YES, Hit, Outcome, Words
from vetting.conditions.terms import FORCE_WORDS, REMEDIATION_WORDS, listed
from vetting.conditions.vocabulary import INCIDENT, UNREAD, Node, answered, word
from vetting.period import Truth


def incident_record(world: World) -> Mapping[str, Any]:
    """The incident looked at as the facts give it."""
    by_view: Mapping[int, Mapping[str, Any]] = world.case.once("incident records", _records)
    return by_view[id(world.incident)]


def _records(case: Case) -> Mapping[int, Mapping[str, Any]]:
    given = case.facts.get("incidents") or ()
    return {id(view): record or {} for view, record in zip(case.incidents or (), given, strict=True)}


_RESOLVED = Words("The incident is recorded as resolved.", "El incidente consta como resuelto.")
_NOT_RESOLVED = Words("No resolution of the incident is on record.", "No consta ninguna resolución del incidente.")


@word(looks_at=(INCIDENT,), reads=("incidents[].resolved",))
def resolved(world: World, node: Node) -> Outcome:
    """The incident is recorded as resolved. Not on record counts as not resolved (law.md section 3)."""
    if world.incident.phantom:
        return UNREAD
    truth = YES if incident_record(world).get("resolved") is True else NO
    return answered(node, truth, _RESOLVED if truth is YES else _NOT_RESOLVED, world.incident.ref)


_STATUS = "incidents[].remediation.status"
_CLAIMED = Words(
    "Steps by the host government are reported: {status}.", "Se informan medidas del gobierno anfitrión: {status}."
)
_NO_STEPS = Words("No steps by the host government were found.", "No se hallaron medidas del gobierno anfitrión.")
_STEPS_UNKNOWN = Words(
    "Whether the host government took steps was not looked up.",
    "No se buscó si el gobierno anfitrión tomó medidas.",
)


@word(looks_at=(INCIDENT,), reads=(_STATUS,), fills=("status",))
def steps_claimed(world: World, node: Node) -> Outcome:
    """Steps of any kind by the host government are reported; ``none_found`` is no, a missing status unknown."""
    if world.incident.phantom:
        return UNREAD
    status = (incident_record(world).get("remediation") or {}).get("status")
    if status is None:
        return answered(node, UNKNOWN, _STEPS_UNKNOWN, world.incident.ref, frozenset({_STATUS}))
    if status == "none_found":
        return answered(node, NO, _NO_STEPS, world.incident.ref)
    values = (("status", REMEDIATION_WORDS[status]),)
    outcome = answered(node, YES, _CLAIMED, world.incident.ref, values=values)
    return outcome._replace(hits=(Hit(values=values),))


_DETERMINATION = Words(
    "A U.S. determination about the incident is on record.",
    "Consta una determinación de EE. UU. sobre el incidente.",
)
_NO_DETERMINATION = Words(
    "No U.S. determination about the incident is on record.",
    "No consta ninguna determinación de EE. UU. sobre el incidente.",
)


@word(looks_at=(INCIDENT,), reads=("incidents[].remediation.determination",))
def determination_recorded(world: World, node: Node) -> Outcome:
    """A determination about the incident is on record, by whomever, dated or not. None on record is none made."""
    incident = world.incident
    truth = NO if incident.determination is None else YES
    text = _NO_DETERMINATION if truth is NO else _DETERMINATION
    return answered(node, truth, text, incident.ref)


_FORCE_ONLY = Words("The information names only {service}.", "La información menciona solo a {service}.")
_A_UNIT = Words(
    "The information names a unit, or no force at all.", "La información menciona una unidad, o ninguna fuerza."
)
_LEVEL_UNKNOWN = Words(
    "Whether the information names a unit or only a force is not recorded.",
    "No consta si la información menciona una unidad o solo una fuerza.",
)


@word(
    looks_at=(INCIDENT,),
    reads=("incidents[].attributed_units", "incidents[].attribution_level", "units[].level"),
    fills=("service",),
)
def names_only_a_force(world: World, node: Node) -> Outcome:
    """The information names a service or a force and no unit; a unit that is named but not linked is a unit."""
    incident = world.incident
    if incident.phantom:
        return UNREAD
    level, units = incident.attribution_level, incident.units
    if not units and level is None:
        missing = frozenset({"incidents[].attribution_level"})
        return answered(node, UNKNOWN, _LEVEL_UNKNOWN, incident.ref, missing)
    above = all(world.case.levels.get(unit, "unit") in ABOVE_UNIT for unit in units)
    if above and (units or level in ABOVE_UNIT):
        values = (("service", _service(world.case, incident)),)
        outcome = answered(node, YES, _FORCE_ONLY, incident.ref, values=values)
        return outcome._replace(hits=(Hit(values=values),))
    return answered(node, NO, _A_UNIT, incident.ref)


def _service(case: Case, incident: IncidentView) -> Words:
    if not incident.units:
        return FORCE_WORDS[incident.attribution_level or "force"]
    names = sorted(case.name(unit) for unit in incident.units)
    return Words(listed(names, "and"), listed(names, "y"))


_SOUGHT = Words("Steps to identify the unit are on record.", "Constan gestiones para identificar la unidad.")
_NOT_SOUGHT = Words(
    "The record shows no step to identify the unit.", "El registro no muestra gestiones para identificar la unidad."
)
_SOUGHT_UNKNOWN = Words(
    "Whether steps were taken to identify the unit is not recorded.",
    "No consta si se hicieron gestiones para identificar la unidad.",
)


@word(looks_at=(INCIDENT,), reads=("incidents[].unit_sought",))
def unit_sought(world: World, node: Node) -> Outcome:
    """Steps were taken to identify the unit that the information does not name."""
    if world.incident.phantom:
        return UNREAD
    truth = Truth.of(incident_record(world).get("unit_sought"))
    text = _SOUGHT if truth is YES else _NOT_SOUGHT if truth is NO else _SOUGHT_UNKNOWN
    return answered(node, truth, text, world.incident.ref, frozenset({"incidents[].unit_sought"}))
