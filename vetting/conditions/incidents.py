"""Words about one incident: what kind of information it is, and whom it names (law.md section 3)."""

from __future__ import annotations

from vetting.conditions.case import IncidentView, World
from vetting.conditions.outcome import NO, NOTHING, UNKNOWN, YES, Outcome, Words
from vetting.conditions.terms import CONTEXTUAL, CORE, VIOLATIONS, listed
from vetting.conditions.vocabulary import ENTRY, INCIDENT, UNREAD, Argument, Node, answered, word

_TYPES = frozenset({"incidents[].violation_types"})
_CREDIBILITY = frozenset({"incidents[].credibility"})
_UNITS = frozenset({"incidents[].attributed_units"})

# ---------------------------------------------------------------- what kind of information

_GROSS = Words(
    "The types alleged include {types}, a gross violation in itself.",
    "Los tipos denunciados incluyen {types}, violación grave en sí misma.",
)
_NOT_GROSS = Words(
    "None of the types alleged counts as a gross violation.", "Ninguno de los tipos denunciados es una violación grave."
)
_GROSS_OPEN = Words(
    "Whether the type alleged is a gross violation depends on circumstances that are not recorded.",
    "Si el tipo denunciado es una violación grave depende de circunstancias que no constan.",
)
_TYPE_UNKNOWN = Words("The type of violation alleged is not recorded.", "No consta el tipo de violación denunciada.")


@word(looks_at=(INCIDENT,), reads=_TYPES)
def gross(world: World, node: Node) -> Outcome:
    """A type alleged is one of State's four categories of gross violation.

    A type that is gross only by its circumstances, an unknown type or none recorded is unknown; only other known types
    are no. Source: law.md section 3, "Per-incident tests"; section 6.
    """
    incident = world.incident
    types = incident.violation_types
    if types is None:
        return UNREAD if incident.phantom else answered(node, UNKNOWN, _TYPE_UNKNOWN, incident.ref, _TYPES)
    core = [VIOLATIONS[code] for code in types if code in CORE]
    if core:
        named = Words(listed((each.en for each in core), "and"), listed((each.es for each in core), "y"))
        return answered(node, YES, _GROSS, incident.ref, values=(("types", named),))
    if any(code in CONTEXTUAL for code in types):
        return answered(node, UNKNOWN, _GROSS_OPEN, incident.ref, _TYPES)
    return answered(node, NO, _NOT_GROSS, incident.ref)


_CREDIBLE = Words(
    "The information is rated credible ({rating}).", "La información se califica como creíble ({rating})."
)
_RATING = {
    "high": Words("high", "alta"),
    "medium": Words("medium", "media"),
    "low": Words("low", "baja"),
}
_LOW = Words(
    "The information is rated low: neither credible nor refuted.",
    "La información se califica como baja: ni creíble ni refutada.",
)
_UNRATED = Words(
    "The credibility of the information is not rated.", "La credibilidad de la información no está calificada."
)
_REFUTED = Words("The information is refuted.", "La información está refutada.")
_NOT_REFUTED = Words(
    "The information is rated {rating} and not refuted.", "La información se califica como {rating} y no está refutada."
)


@word(looks_at=(INCIDENT,), reads=_CREDIBILITY)
def credible(world: World, node: Node) -> Outcome:
    """The information is rated high or medium; low or not rated is unknown, refuted is no."""
    incident = world.incident
    rating = incident.credibility
    if rating is None:
        return UNREAD if incident.phantom else answered(node, UNKNOWN, _UNRATED, incident.ref, _CREDIBILITY)
    if rating == "refuted":
        return answered(node, NO, _REFUTED, incident.ref)
    if rating == "low":
        return answered(node, UNKNOWN, _LOW, incident.ref, _CREDIBILITY)
    return answered(node, YES, _CREDIBLE, incident.ref, values=(("rating", _RATING[rating]),))


@word(looks_at=(INCIDENT,), reads=_CREDIBILITY)
def not_refuted(world: World, node: Node) -> Outcome:
    """The information is rated high, medium or low; not rated is unknown: never taken as refuted, never as accepted."""
    incident = world.incident
    rating = incident.credibility
    if rating is None:
        return UNREAD if incident.phantom else answered(node, UNKNOWN, _UNRATED, incident.ref, _CREDIBILITY)
    if rating == "refuted":
        return answered(node, NO, _REFUTED, incident.ref)
    return answered(node, YES, _NOT_REFUTED, incident.ref, values=(("rating", _RATING[rating]),))


# ---------------------------------------------------------------- whom it names

_NAMED = Words("The information names {unit}.", "La información menciona a {unit}.")
_FORCE_ONLY = Words(
    "The information names only a service or a force, and not a unit.",
    "La información menciona solo una institución o una fuerza, y no una unidad.",
)
_NOBODY_RECORDED = Words(
    "Whom the information names is not recorded, or is not linked to a unit.",
    "No consta a quién menciona la información, o no está vinculado a una unidad.",
)
_KIN = Words(
    "The information names a superior or subordinate of {unit}; whether the unit itself is meant is open.",
    "La información menciona a un superior o subordinado de {unit}; si se refiere a la propia unidad no se sabe.",
)
_OTHER = Words("The information names no host unit.", "La información no menciona a ninguna unidad anfitriona.")


@word(
    argument=Argument("table", fields=(("superior_or_subordinate", Argument("choice", ("unknown", "no"))),)),
    looks_at=(INCIDENT, ENTRY),
    reads=("incidents[].attributed_units", "incidents[].attribution_level", "units[].parent", "units[].level"),
)
def direct(world: World, node: Node) -> Outcome:
    """The information attributes the incident to the host unit looked at.

    Unknown when it names only a service or force, or nobody on record; and, where the rule says so (the two Leahy
    statutes), when it names a recorded superior or subordinate below service level.
    Source: law.md section 3, "Per-incident tests".
    """
    incident, entry = world.incident, world.entry
    if incident.phantom:
        return UNREAD
    assert entry is not None
    assert entry.unit_id is not None
    said = (("unit", entry.name),)
    if entry.unit_id in incident.units:
        return answered(node, YES, _NAMED, (*incident.ref, f"unit:{entry.unit_id}"), values=said)
    if incident.names_no_unit:
        return answered(node, UNKNOWN, _FORCE_ONLY, incident.ref, _UNITS)
    if not incident.units and incident.attribution_level != "none":
        level = NOTHING if incident.attribution_level else frozenset({"incidents[].attribution_level"})
        return answered(node, UNKNOWN, _NOBODY_RECORDED, incident.ref, _UNITS | level)
    if node.value["superior_or_subordinate"] == "unknown" and _kin(world, entry.unit_id, incident):
        return answered(node, UNKNOWN, _KIN, incident.ref, _UNITS, said)
    return answered(node, NO, _OTHER, incident.ref)


def _kin(world: World, unit_id: str, incident: IncidentView) -> bool:
    case = world.case
    above = case.superiors(unit_id)
    return any(other in above or unit_id in case.superiors(other) for other in incident.units)
