"""Words about how the trainees were put together, what for, and whether a final report is overdue."""

from __future__ import annotations

from vetting.conditions.case import World
from vetting.conditions.days import Day
from vetting.conditions.outcome import NO, NOTHING, UNKNOWN, YES, Outcome, Reason, Words
from vetting.conditions.statements import PURPOSES
from vetting.conditions.terms import listed
from vetting.conditions.vocabulary import Argument, Node, answered, word
from vetting.period import Truth

_COMPOSITION = frozenset({"mission.trainee_composition"})
_GROUPS = {
    "unit": Words("a unit as such", "una unidad como tal"),
    "individuals": Words("individuals", "personas individuales"),
    "mixed": Words("a mixed group", "un grupo mixto"),
}
_TRAINED = Words("Those trained were: {group}.", "Fueron entrenados: {group}.")
_TRAINED_UNKNOWN = Words(
    "Whether a unit, individuals or a mixed group was trained is not recorded.",
    "No consta si se entrenó a una unidad, a personas o a un grupo mixto.",
)
_MIXED = Words(
    "A mixed group was trained: whether a unit or individuals were meant is open.",
    "Se entrenó a un grupo mixto: si se trataba de una unidad o de personas no se sabe.",
)


@word(argument=Argument("choice", ("unit", "individuals")), reads=_COMPOSITION)
def trained_as(world: World, node: Node) -> Outcome:
    """Those trained were a unit as such, or individuals, as named; a mixed group may be either."""
    given = world.case.mission.get("trainee_composition")
    if given in (None, "mixed"):
        return answered(node, UNKNOWN, _MIXED if given else _TRAINED_UNKNOWN, (), _COMPOSITION)
    return answered(node, Truth.of(given == node.value), _TRAINED, (), values=(("group", _GROUPS[given]),))


@word(reads=_COMPOSITION)
def mixed_group(world: World, node: Node) -> Outcome:
    """Those trained were a mixed group."""
    given = world.case.mission.get("trainee_composition")
    if given is None:
        return answered(node, UNKNOWN, _TRAINED_UNKNOWN, (), _COMPOSITION)
    return answered(node, Truth.of(given == "mixed"), _TRAINED, (), values=(("group", _GROUPS[given]),))


_CANCELLED = Words("The mission was cancelled.", "La misión fue cancelada.")
_HELD = Words("Nothing records that the mission was cancelled.", "Nada indica que la misión fuera cancelada.")


@word(reads=("mission.cancelled",))
def cancelled(world: World, node: Node) -> Outcome:
    """The mission was cancelled. Absent means held (law.md section 3, "What missing means")."""
    truth = YES if world.case.mission.get("cancelled") is True else NO
    return answered(node, truth, _CANCELLED if truth is YES else _HELD, ())


_TAGS = frozenset({"mission.purpose_tags"})
_PURPOSE = Words("Mission documents name as a purpose: {tag}.", "Los documentos mencionan como finalidad: {tag}.")
_OTHER_PURPOSE = Words(
    "Mission documents name none of the purposes asked about.",
    "Los documentos no mencionan ninguna de las finalidades consultadas.",
)
_NO_PURPOSE = Words("The purposes of the mission were not read.", "No se leyeron las finalidades de la misión.")


@word(argument=Argument("list", tuple(PURPOSES)), reads=_TAGS, fills=("tag",))
def purpose_tagged(world: World, node: Node) -> Outcome:
    """The purposes on record include one of those named."""
    given = world.case.mission.get("purpose_tags")
    if given is None:
        return Outcome(UNKNOWN, _TAGS, (Reason(node.clause, UNKNOWN, _NO_PURPOSE),))
    found = [PURPOSES[tag] for tag in PURPOSES if tag in node.value and tag in given]
    if not found:
        return answered(node, NO, _OTHER_PURPOSE, ())
    said = Words(listed((each.en for each in found), "and"), listed((each.es for each in found), "y"))
    return answered(node, YES, _PURPOSE, (), values=(("tag", said),))


_GRACE = Day("end", 1, "report_grace_days")
_OVERDUE = Words(
    "On {as_of} the {days} days after the end were over.", "El {as_of} habían pasado los {days} días tras el final."
)
_NOT_OVERDUE = Words(
    "On {as_of} the {days} days after the end were not over.",
    "El {as_of} no habían pasado los {days} días tras el final.",
)
_OVERDUE_UNKNOWN = Words(
    "Whether the {days} days after the end were over on the day of judgment is not known.",
    "No se sabe si habían pasado los {days} días tras el final el día del juicio.",
)


@word(reads=("as_of", "mission.end_date"))
def report_grace_over(world: World, node: Node) -> Outcome:
    """The day of judgment is later than report_grace_days after the mission's end."""
    as_of, due = world.case.day("as_of"), _GRACE.of(world)
    truth = UNKNOWN if as_of is None or due is None else due.before(as_of)
    missing = {"as_of"} if as_of is None or not as_of.is_day else set(NOTHING)
    if due is None or not due.is_day:
        missing.add("mission.end_date")
    days = str(int(world.case.parameters["report_grace_days"]))
    values = (("as_of", str(as_of)), ("days", days))
    text = _OVERDUE if truth is YES else _NOT_OVERDUE if truth is NO else _OVERDUE_UNKNOWN
    return answered(node, truth, text, (), frozenset(missing), values)
