"""Words about the host units: who was trained, and whether the record says so."""

from __future__ import annotations

from vetting.conditions.case import World
from vetting.conditions.connectives import holding
from vetting.conditions.lists import gathered
from vetting.conditions.outcome import NO, UNKNOWN, YES, Hit, Outcome, Reason, Words, disjunction
from vetting.conditions.terms import NAME_LEVELS
from vetting.conditions.vocabulary import ENTRY, Argument, Node, word
from vetting.period import Truth

_UNIT_ID = frozenset({"mission.host_units[].unit_id"})
_LIST = frozenset({"mission.host_units"})

_UNCHECKABLE = Words(
    "A host unit is tied to no registered unit, so no search of the records by unit covers it.",
    "Una unidad anfitriona no está vinculada con ninguna registrada, así que ninguna búsqueda por unidad la cubre.",
)
_NO_LIST = Words(
    "Who was trained was not read, or the source cannot hold it.",
    "No se leyó quién fue entrenado, o la fuente no puede indicarlo.",
)
_BLANK = Words("The record names no host unit.", "El registro no nombra ninguna unidad anfitriona.")
_NOT_BLANK = Words(
    "The record has an entry for the host unit.", "El registro tiene una entrada de la unidad anfitriona."
)


@word(argument=Argument("words"), binds=ENTRY, reads=("mission.host_units", "mission.host_units[].unit_id"))
def some_host_unit(world: World, node: Node) -> Outcome:
    """For at least one host unit, every condition below holds.

    An entry without unit_id, an empty list and an absent list are unknown: no search covers a unit that is not named.
    A unit that meets the conditions makes it yes, whatever the others are.
    Source: law.md section 3, "Host units".
    """
    entries = world.case.entries
    if not entries:
        missing = _LIST if entries is None else _UNIT_ID
        return Outcome(UNKNOWN, missing, (Reason(node.clause, UNKNOWN, _NO_LIST if entries is None else _BLANK),))
    outcomes = []
    for entry in entries:
        if entry.unit_id is None:
            outcomes.append(Outcome(UNKNOWN, _UNIT_ID, (Reason(node.clause, UNKNOWN, _UNCHECKABLE),)))
            continue
        world.entry = entry
        outcomes.append(gathered(world, holding(world, node.children)))
    world.entry = None
    return disjunction(outcomes)


@word(argument=Argument("words"), binds=ENTRY, reads=("mission.host_units",))
def some_entry(world: World, node: Node) -> Outcome:
    """For at least one entry of the host-unit list, checkable or not, every condition below holds."""
    entries = world.case.entries
    if entries is None:
        return Outcome(UNKNOWN, _LIST, (Reason(node.clause, UNKNOWN, _NO_LIST),))
    if not entries:
        return Outcome(NO, reasons=(Reason(node.clause, NO, _BLANK),))
    outcomes = []
    for entry in entries:
        world.entry = entry
        outcome = holding(world, node.children)
        if outcome.truth is YES and not outcome.hits:
            outcome = outcome._replace(hits=(Hit(entry=entry),))
        outcomes.append(outcome)
    world.entry = None
    return disjunction(outcomes)


@word(reads=("mission.host_units",))
def host_units_blank(world: World, node: Node) -> Outcome:
    """The record has a place for the host unit and leaves it blank. An absent list is unknown."""
    entries = world.case.entries
    if entries is None:
        return Outcome(UNKNOWN, _LIST, (Reason(node.clause, UNKNOWN, _NO_LIST),))
    truth = NO if entries else YES
    return Outcome(truth, reasons=(Reason(node.clause, truth, _NOT_BLANK if entries else _BLANK),))


_REDACTED = Words("The host unit is redacted.", "La unidad anfitriona está tachada.")
_NOT_REDACTED = Words("The host unit is not redacted.", "La unidad anfitriona no está tachada.")
_REDACTED_UNKNOWN = Words(
    "Whether the host unit is redacted is not known.", "No se sabe si la unidad anfitriona está tachada."
)


@word(looks_at=(ENTRY,), reads=("mission.host_units[].redacted",))
def redacted(world: World, node: Node) -> Outcome:
    """The entry is blacked out in the source."""
    assert world.entry is not None
    truth = Truth.of(world.entry.redacted)
    if truth is UNKNOWN:
        missing = frozenset({"mission.host_units[].redacted"})
        return Outcome(truth, missing, (Reason(node.clause, truth, _REDACTED_UNKNOWN),))
    return Outcome(truth, reasons=(Reason(node.clause, truth, _REDACTED if truth is YES else _NOT_REDACTED),))


_NAMED = Words(
    "The record names a body, and no whole service or force.",
    "El registro nombra un organismo, y no una institución o fuerza entera.",
)
_NAMED_ABOVE = Words(
    "The record names a service, a force, a country or nothing, and not a unit.",
    "El registro nombra una institución, una fuerza, un país o nada, y no una unidad.",
)
_NAMED_BESIDE = Words(
    "Beside a unit, the record names a service, a force, a country or nobody in particular.",
    "Junto a una unidad, el registro nombra una institución, una fuerza, un país o a nadie en particular.",
)
_NAMED_UNKNOWN = Words("What level the record names is not known.", "No se sabe qué nivel nombra el registro.")


@word(
    argument=Argument("list", NAME_LEVELS),
    looks_at=(ENTRY,),
    reads=("mission.host_units[].name_level", "mission.host_units[].unit_id"),
)
def named_as(world: World, node: Node) -> Outcome:
    """The entry names one of the levels given. A unit_id names a unit where no level is recorded."""
    entry = world.entry
    assert entry is not None
    level = entry.name_level or ("unit" if entry.unit_id else None)
    if level is None:
        missing = frozenset({"mission.host_units[].name_level", *_UNIT_ID})
        return Outcome(UNKNOWN, missing, (Reason(node.clause, UNKNOWN, _NAMED_UNKNOWN),))
    truth = YES if level in node.value else NO
    return Outcome(truth, reasons=(Reason(node.clause, truth, _said_of(level, world)),))


def _said_of(level: str, world: World) -> Words:
    if level == "unit":
        return _NAMED
    beside = any(entry.unit_id or entry.name_level == "unit" for entry in world.case.entries or ())
    return _NAMED_BESIDE if beside else _NAMED_ABOVE
