"""Words that ask for at least one record of a list, and read an open list as if it held one more."""

from __future__ import annotations

from typing import Any

from vetting.conditions.case import PHANTOM_INCIDENT, PHANTOM_MISSION, World
from vetting.conditions.connectives import holding
from vetting.conditions.outcome import NO, NOTHING, UNKNOWN, YES, Hit, Outcome, Reason, Words, disjunction
from vetting.conditions.vocabulary import ENTRY, INCIDENT, PRIOR_MISSION, UNREAD, Argument, Node, answered, word

_OPEN = Words(
    "The list of incidents is not declared complete: one more may meet the test.",
    "La lista de incidentes no está declarada completa: otro puede cumplir la prueba.",
)
_NOT_READ = Words("The list of incidents was not read.", "No se leyó la lista de incidentes.")
_NONE = Words(
    "The list of incidents is declared complete and holds none.",
    "La lista de incidentes está declarada completa y no contiene ninguno.",
)


@word(argument=Argument("words"), binds=INCIDENT, reads=("incidents", "searched.incidents"))
def some_incident(world: World, node: Node) -> Outcome:
    """For at least one incident every condition below holds, and no exception of the rule lifts it.

    While the list is not declared complete it is read as if it held one more record of which nothing is known; once
    it is, an absent list holds none: the declaration decides, not whether the list was written down.
    Source: law.md section 3, "Open lists".
    """
    case = world.case
    outcomes = []
    for incident in case.incidents or ():
        world.incident = incident
        outcomes.append(_incident_counts(world, node))
    if not case.incidents_closed:
        world.incident = PHANTOM_INCIDENT
        outcomes.append(open_list(_incident_counts(world, node), node, _incident_list_missing(world)))
    elif not outcomes:
        outcomes.append(Outcome(NO, reasons=(Reason(node.clause, NO, _NONE, (), ("declaration:incidents",)),)))
    world.incident = PHANTOM_INCIDENT
    return disjunction(outcomes)


def _incident_list_missing(world: World) -> tuple[frozenset[str], Words]:
    if world.case.incidents is None:
        return frozenset({"incidents", "searched.incidents"}), _NOT_READ
    return frozenset({"searched.incidents"}), _OPEN


def open_list(outcome: Outcome, node: Node, lacking: tuple[frozenset[str], Words]) -> Outcome:
    """What the unread record of an open list leaves open is the list itself."""
    if outcome.truth is not UNKNOWN:
        return outcome
    missing, text = lacking
    reasons = (*outcome.reasons, Reason(node.clause, UNKNOWN, text))
    return Outcome(UNKNOWN, outcome.missing | missing, reasons)


def _incident_counts(world: World, node: Node) -> Outcome:
    outcome = holding(world, node.children)
    if outcome.truth is NO:
        return outcome
    if not world.incident.phantom:
        for exception in world.incident_exceptions:
            lifted = exception.answer(world)
            if lifted.truth is YES:
                return Outcome(NO, NOTHING, lifted.reasons)
            if lifted.truth is UNKNOWN:
                missing = lifted.missing | outcome.missing
                outcome = Outcome(UNKNOWN, missing, outcome.reasons + lifted.reasons)
            elif outcome.truth is YES:
                outcome = outcome._replace(reasons=outcome.reasons + lifted.reasons)
    return gathered(world, outcome)


def gathered(world: World, outcome: Outcome) -> Outcome:
    """A yes with its hits: those of the words inside, else the records now looked at; each with all values said."""
    hits = outcome.hits
    if outcome.truth is not YES or (hits and all(each.names_records for each in hits)):
        return outcome
    records = tuple(each for each in hits if each.names_records) or (hit(world),)
    values = tuple(value for each in hits if not each.names_records for value in each.values)
    return outcome._replace(hits=tuple(each._replace(values=each.values + values) for each in records))


def hit(world: World) -> Hit:
    """The records now looked at, as those that met the trigger."""
    prior_mission: Any = None if world.prior_mission.phantom else world.prior_mission
    return Hit(world.entry, None if world.incident.phantom else world.incident, prior_mission)


_MISSIONS_NOT_READ = Words("Earlier missions were not read.", "No se leyeron las misiones anteriores.")
_NO_MISSIONS = Words("No earlier mission is on record.", "No consta ninguna misión anterior.")


@word(argument=Argument("words"), binds=PRIOR_MISSION, reads=("prior_missions",))
def some_prior_mission(world: World, node: Node) -> Outcome:
    """For at least one other mission on record every condition below holds.

    The list is the record's own: present, even empty, it is known; absent, it may hold one of which nothing is known.
    """
    missions = world.case.prior_missions
    if missions == ():
        return Outcome(NO, reasons=(Reason(node.clause, NO, _NO_MISSIONS),))
    outcomes = []
    for mission in missions or ():
        world.prior_mission = mission
        outcomes.append(holding(world, node.children))
    if missions is None:
        world.prior_mission = PHANTOM_MISSION
        lacking = (frozenset({"prior_missions"}), _MISSIONS_NOT_READ)
        outcomes.append(open_list(holding(world, node.children), node, lacking))
    world.prior_mission = PHANTOM_MISSION
    return disjunction(outcomes)


_TRAINED = Words("An earlier mission trained {unit}.", "Una misión anterior entrenó a {unit}.")
_NOT_TRAINED = Words("The other mission did not train {unit}.", "La otra misión no entrenó a {unit}.")
_TRAINED_UNKNOWN = Words("Whom the other mission trained is not recorded.", "No consta a quién entrenó la otra misión.")


@word(looks_at=(PRIOR_MISSION, ENTRY), reads=("prior_missions[].unit_ids",))
def trained_the_unit(world: World, node: Node) -> Outcome:
    """The other mission trained the host unit looked at."""
    mission, entry = world.prior_mission, world.entry
    if mission.phantom:
        return UNREAD
    assert entry is not None
    assert entry.unit_id is not None
    said = (("unit", entry.name),)
    refs: tuple[str, ...] = (f"unit:{entry.unit_id}",)
    if mission.unit_ids is None:
        return answered(node, UNKNOWN, _TRAINED_UNKNOWN, refs, frozenset({"prior_missions[].unit_ids"}))
    if entry.unit_id in mission.unit_ids:
        refs = (f"mission:{mission.id}", *refs) if mission.id else refs
        return answered(node, YES, _TRAINED, refs, values=said)
    return answered(node, NO, _NOT_TRAINED, refs, values=said)
