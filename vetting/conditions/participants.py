"""Words about flags on record for those trained: convictions, designations, indictments, reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vetting.conditions.case import World, read_day
from vetting.conditions.outcome import NO, NOTHING, UNKNOWN, YES, Outcome, Reason, Words, disjunction
from vetting.conditions.terms import listed
from vetting.conditions.timing import on_or_before_start
from vetting.conditions.vocabulary import Argument, Node, answered, word
from vetting.period import Truth

#: The flag of ``searched`` that declares each kind complete.
DECLARED_BY = {
    "drug": "drug", "7031c": "designations", "organised_crime": "organised_crime", "corruption": "corruption",
}  # fmt: skip
BASIS_WORDS = {
    "conviction": Words("a conviction", "una condena"),
    "us_designation": Words("a U.S. designation", "una designación de EE. UU."),
    "indictment": Words("an indictment", "una acusación formal"),
    "credible_report": Words("a credible report", "un informe creíble"),
    "rumour": Words("a rumor", "un rumor"),
}
_KIND, _BASIS, _DATE = ("participants_flags[].kind", "participants_flags[].basis", "participants_flags[].date")

_FLAG = Words(
    "On record by the start about a participant or commander: {basis} ({date}).",
    "Consta al inicio sobre un participante o mando: {basis} ({date}).",
)
_LATER = Words(
    "What is on record about a participant or commander dates from after the start: {basis} ({date}).",
    "Lo que consta sobre un participante o mando es posterior al inicio: {basis} ({date}).",
)
_FLAG_OPEN = Words(
    "What is on record about a participant or commander does not settle it: {basis} ({date}).",
    "Lo que consta sobre un participante o mando no lo resuelve: {basis} ({date}).",
)
_NO_BASIS = Words("no basis recorded", "sin fundamento registrado")
_NO_DATE = Words("no date", "sin fecha")
_THE_UNIT = Words("the unit trained", "la unidad entrenada")
_NONE = Words(
    "The search is declared complete and found no such thing about a participant or commander.",
    "La búsqueda está declarada completa y no halló nada así sobre un participante o mando.",
)
_OPEN = Words(
    "The search about participants and commanders is not declared complete: there may be one more record.",
    "La búsqueda sobre participantes y mandos no está declarada completa: puede haber otro registro.",
)


@word(
    argument=Argument(
        "table",
        fields=(
            ("kind", Argument("choice", tuple(DECLARED_BY))),
            ("basis", Argument("list", tuple(BASIS_WORDS), optional=True)),
        ),
    ),
    reads=(
        "participants_flags", _KIND, _BASIS, _DATE, "mission.start_date",
        *(f"searched.{name}" for name in DECLARED_BY.values()),
    ),
    fills=("basis", "unit"),
)  # fmt: skip
def some_participant_flagged(world: World, node: Node) -> Outcome:
    """A flag of the kind, on one of the bases named, is dated on or before the start.

    Another basis leaves it open, and so does a missing basis or date, unless the flag surely dates from after the
    start. Each kind's list stays open until its search is declared complete; then an absent list holds none. Source:
    law.md section 3, "Open lists".
    """
    flag = DECLARED_BY[node.value["kind"]]
    outcomes = list(_each(world, node))
    if not world.case.declared(flag):
        missing = {f"searched.{flag}"}
        if world.case.facts.get("participants_flags") is None:
            missing.add("participants_flags")
        outcomes.append(Outcome(UNKNOWN, frozenset(missing), (Reason(node.clause, UNKNOWN, _OPEN),)))
    elif not outcomes:
        return Outcome(NO, reasons=(Reason(node.clause, NO, _NONE, (), (f"declaration:{flag}",)),))
    return disjunction(outcomes)


def _units(world: World) -> Words:
    """The units trained, by name, or what stands for them."""
    names = sorted({entry.name for entry in world.case.entries or () if entry.unit_id})
    return Words(listed(names, "and"), listed(names, "y")) if names else _THE_UNIT


def _each(world: World, node: Node) -> Iterator[Outcome]:
    for flag in (each or {} for each in world.case.facts.get("participants_flags") or ()):
        if flag.get("kind") in (None, node.value["kind"]):
            yield _flag(world, node, flag)


def _flag(world: World, node: Node, flag: Mapping[str, Any]) -> Outcome:
    bases = node.value.get("basis")
    basis = flag.get("basis")
    day = read_day(flag.get("date"), _DATE)
    in_time = on_or_before_start(world, day)
    said = (("basis", BASIS_WORDS.get(basis or "", _NO_BASIS)), ("date", str(day) if day else _NO_DATE))
    values = (*said, ("unit", _units(world)))
    if in_time is NO:
        return answered(node, NO, _LATER, (), values=values)
    meets = bases is None or basis in bases
    truth = in_time & Truth.of(True if meets and flag.get("kind") else None)
    if truth is YES:
        return answered(node, YES, _FLAG, (), values=values)
    missing = set() if flag.get("kind") else {_KIND}
    if not meets:
        missing.add(_BASIS)
    if in_time is UNKNOWN:
        missing |= {_DATE} if day is None or not day.is_day else NOTHING
        missing |= {"mission.start_date"} if world.start is None or not world.start.is_day else NOTHING
    return answered(node, UNKNOWN, _FLAG_OPEN, (), frozenset(missing), values)
