"""Words about whether the money brings the Leahy laws with it."""

from __future__ import annotations

from datetime import date

from vetting.conditions.case import World
from vetting.conditions.outcome import NO, NOTHING, UNKNOWN, YES, Outcome, Reason, Words
from vetting.conditions.terms import DOD_SET, STATE_SET
from vetting.conditions.vocabulary import Argument, Node, word
from vetting.period import ImpreciseDate, Truth

#: From this day support under section 1033 needs no showing of training. Source: law.md, leahy-dod-362, v2.
WIDER_WORDS = date(2014, 1, 17)
_SETS = {"dod": DOD_SET, "state": STATE_SET}

_INSIDE = Words(
    "The program recorded, {program}, is one to which the Leahy laws apply here.",
    "El programa registrado, {program}, es uno al que se aplican aquí las leyes Leahy.",
)
_OUTSIDE = Words(
    "The program recorded, {program}, is outside the money to which the Leahy laws apply here.",
    "El programa registrado, {program}, queda fuera del dinero al que se aplican aquí las leyes Leahy.",
)
_UNKNOWN = Words(
    "The program that paid is not known; the money decides the law.",
    "No se conoce el programa que pagó; el dinero decide la ley.",
)
_ACCOUNT = Words(
    "The program recorded, {program}, is inside only where the account is INCLE; the account is not known.",
    "El programa registrado, {program}, está dentro solo con la cuenta INCLE; no se conoce la cuenta.",
)
_SHOWING = Words(
    "Before 17 January 2014 support under section 1033 is inside only where the record shows training.",
    "Antes del 17 de enero de 2014 el apoyo de la sección 1033 está dentro solo si el registro muestra entrenamiento.",
)


@word(
    argument=Argument("list", tuple(_SETS)),
    reads=("mission.program", "mission.account", "mission.training_shown", "mission.start_date"),
    days=lambda _: (WIDER_WORDS,),
)
def leahy_money(world: World, node: Node) -> Outcome:
    """The program is one of the DoD set, of the State set, or of either, to which the Leahy laws apply.

    DEA or Justice money counts with the State set where its account is INCLE; section 1033 before 17 January 2014 only
    where the record shows training. A missing program, or UNKNOWN, is unknown. Source: law.md section 3, "Programme
    sets".
    """
    mission = world.case.mission
    program = mission.get("program")
    if program in (None, "UNKNOWN"):
        return Outcome(UNKNOWN, frozenset({"mission.program"}), (Reason(node.clause, UNKNOWN, _UNKNOWN),))
    said = (("program", program),)
    truth, missing, text = Truth.of(any(program in _SETS[name] for name in node.value)), NOTHING, _UNKNOWN
    if program == "DEA_DOJ" and "state" in node.value:
        account = mission.get("account")
        truth, text = Truth.of(None if account is None else account == "INCLE"), _ACCOUNT
        missing = frozenset({"mission.account"})
    elif program == "S1033" and "dod" in node.value:
        truth, missing = _section_1033(world)
        text = _SHOWING
    text = _INSIDE if truth is YES else _OUTSIDE if truth is NO else text
    return Outcome(truth, missing if truth is UNKNOWN else NOTHING, (Reason(node.clause, truth, text, said),))


def _section_1033(world: World) -> tuple[Truth, frozenset[str]]:
    shown = Truth.of(world.case.mission.get("training_shown"))
    later = UNKNOWN if world.start is None else ImpreciseDate.of(WIDER_WORDS).on_or_before(world.start)
    missing = {"mission.training_shown"} if shown is UNKNOWN else set()
    if later is UNKNOWN:
        missing.add("mission.start_date")
    return shown | later, frozenset(missing)
