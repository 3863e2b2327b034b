"""Words about what is on record of the host unit itself: State's published lists, what former members did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vetting.conditions.case import World, read_day
from vetting.conditions.kinship import unit_record
from vetting.conditions.outcome import NO, UNKNOWN, YES, Hit, Outcome, Reason, Words, disjunction
from vetting.conditions.timing import by_start_missing, on_or_before_start
from vetting.conditions.vocabulary import ENTRY, Node, answered, word
from vetting.period import ImpreciseDate, Truth

_PUBLISHED = "units[].state_list[].published_date"
_DETERMINATION = "incidents[].remediation.determination."

_LISTED = Words(
    "{unit} is on State's published list of units denied assistance (calendar year {cy}, published {date}).",
    "{unit} figura en la lista publicada de unidades con asistencia denegada (año {cy}, publicada {date}).",
)
_LISTED_LATER = Words(
    "State's list (calendar year {cy}) that names {unit} was published on {date}, after the start.",
    "La lista (año {cy}) que nombra a {unit} se publicó el {date}, después del inicio.",
)
_LISTED_OPEN = Words(
    "Whether State's list (calendar year {cy}) that names {unit} was published by the start is not known.",
    "No se sabe si la lista (año {cy}) que nombra a {unit} se publicó antes del inicio.",
)
_LIFTED = Words(
    "{unit} is on State's list, but a State determination by the start is on record for an incident attributed to it.",
    "{unit} figura en la lista, pero consta una determinación de Estado anterior al inicio sobre un incidente suyo.",
)
_LIFTED_OPEN = Words(
    "{unit} is on State's list; a determination is on record, but not that State made it by the start.",
    "{unit} figura en la lista; consta una determinación, pero no que la tomara Estado antes del inicio.",
)
_NOT_LISTED = Words(
    "State's lists were searched and do not name {unit}.", "Se consultaron las listas de Estado y no nombran a {unit}."
)
_LISTS_OPEN = Words(
    "State's lists were not searched: a host unit may be on one.",
    "No se consultaron las listas de Estado: una unidad anfitriona puede figurar en alguna.",
)
_NO_YEAR = Words("year not recorded", "año no registrado")


@word(
    looks_at=(ENTRY,),
    reads=(
        "units[].state_list", "units[].state_list[].cy", _PUBLISHED, "searched.state_lists", "mission.start_date",
        "incidents[].attributed_units", _DETERMINATION + "by", _DETERMINATION + "date",
    ),
    fills=("cy",),
)  # fmt: skip
def on_public_list(world: World, node: Node) -> Outcome:
    """The host unit is on a list that State published by the start, and no State determination lifts it.

    A State determination dated by the start, on record for an incident attributed to the unit, lifts a listing; undated
    or by nobody named it leaves it open. The list stays open until ``searched.state_lists`` is true.
    """
    entry = world.entry
    assert entry is not None
    assert entry.unit_id is not None
    lifted, missing = _lifted(world, entry.unit_id)
    record = unit_record(world.case, entry.unit_id) or {}
    refs = (f"unit:{entry.unit_id}",)
    outcomes = [_listing(world, node, listing or {}, lifted, missing) for listing in record.get("state_list") or ()]
    said = (("unit", entry.name),)
    if not world.case.declared("state_lists"):
        reason = Reason(node.clause, UNKNOWN, _LISTS_OPEN)  # no unit is named: it is the same of each
        outcomes.append(Outcome(UNKNOWN, frozenset({"searched.state_lists"}), (reason,)))
    elif not outcomes:
        return answered(node, NO, _NOT_LISTED, (*refs, "declaration:state_lists"), values=said)
    return disjunction(outcomes)


def _listing(
    world: World, node: Node, listing: Mapping[str, Any], lifted: Truth, lifted_missing: frozenset[str]
) -> Outcome:
    assert world.entry is not None
    text = listing.get("published_date")
    published = read_day(text, _PUBLISHED)
    year = listing.get("cy")
    values = (("cy", _NO_YEAR if year is None else str(year)),)
    said = (*values, ("date", text or Words("no date", "sin fecha")), ("unit", world.entry.name))
    refs = (f"unit:{world.entry.unit_id}",)
    in_time = on_or_before_start(world, published)
    if in_time is NO:
        return answered(node, NO, _LISTED_LATER, refs, values=said)
    if lifted is YES:
        return answered(node, NO, _LIFTED, refs, values=said)
    if in_time is YES and lifted is NO:
        return answered(node, YES, _LISTED, refs, values=said)._replace(hits=(Hit(world.entry, values=values),))
    missing = frozenset(by_start_missing(world, text, _PUBLISHED)) if in_time is UNKNOWN else frozenset()
    return answered(
        node, UNKNOWN, _LISTED_OPEN if in_time is UNKNOWN else _LIFTED_OPEN, refs, missing | lifted_missing, said
    )


def _lifted(world: World, unit_id: str) -> tuple[Truth, frozenset[str]]:
    """Whether a State determination by the start is on record for an incident of the unit, and what leaves it open."""
    truth, missing = NO, frozenset[str]()
    for determination in _determinations(world, unit_id):
        by, text = determination.get("by"), determination.get("date")
        in_time = on_or_before_start(world, None if text is None else ImpreciseDate.parse(text))
        if in_time is NO or by == "dod":
            continue
        if by == "state" and in_time is YES:
            return YES, frozenset()
        truth = UNKNOWN
        missing |= by_start_missing(world, text, _DETERMINATION + "date") if in_time is UNKNOWN else set()
        missing |= set() if by else {_DETERMINATION + "by"}
    return truth, missing


def _determinations(world: World, unit_id: str) -> Iterator[Mapping[str, Any]]:
    for incident in world.case.incidents or ():
        if unit_id in incident.units and incident.determination is not None:
            yield incident.determination


_CROSSED = Words(
    "Former members of {unit} are credibly reported to have joined an armed criminal group.",
    "Se informa de manera creíble que exmiembros de {unit} se unieron a un grupo criminal armado.",
)
_NOT_CROSSED = Words(
    "No credible report that former members of {unit} joined an armed criminal group was found.",
    "No se halló informe creíble de que exmiembros de {unit} se unieran a un grupo criminal armado.",
)
_CROSSED_UNKNOWN = Words(
    "Whether former members of a host unit joined an armed criminal group, or how credible that is, is not recorded.",
    "No consta si exmiembros de una unidad anfitriona se unieron a un grupo criminal armado, o qué tan creíble es.",
)


@word(looks_at=(ENTRY,), reads=("units[].alumni_crossover.known", "units[].alumni_crossover.credible"))
def alumni_crossed_over(world: World, node: Node) -> Outcome:
    """Former members of the host unit are known, on a credible source, to have joined a criminal or armed group."""
    entry = world.entry
    assert entry is not None
    assert entry.unit_id is not None
    said = (unit_record(world.case, entry.unit_id) or {}).get("alumni_crossover") or {}
    parts = {f"units[].alumni_crossover.{name}": Truth.of(said.get(name)) for name in ("known", "credible")}
    known, credible = parts.values()
    truth = known & credible
    text = _CROSSED if truth is YES else _NOT_CROSSED if truth is NO else _CROSSED_UNKNOWN
    if truth is UNKNOWN:  # no unit is named: of most nothing is recorded, and it is the same of each
        return answered(node, truth, text, (), frozenset(path for path, part in parts.items() if part is UNKNOWN))
    return answered(node, truth, text, (f"unit:{entry.unit_id}",), values=(("unit", entry.name),))
