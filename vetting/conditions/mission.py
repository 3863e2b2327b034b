"""Words about the mission itself: its money and the version of the law."""

from __future__ import annotations

from vetting.conditions.case import World
from vetting.conditions.outcome import NO, UNKNOWN, YES, Outcome, Reason, Words
from vetting.conditions.terms import ACCOUNTS, PROGRAM_SETS, PROGRAMS
from vetting.conditions.vocabulary import Argument, Node, word
from vetting.period import Truth

_PROGRAM = Words("The program recorded is {program}.", "El programa registrado es {program}.")
_NO_PROGRAM = Words(
    "The program that paid is not known; the money decides the law.",
    "No se conoce el programa que pagó; el dinero decide la ley.",
)
_ACCOUNT = Words("The account recorded is {account}.", "La cuenta registrada es {account}.")
_NO_ACCOUNT = Words("The account is not known.", "No se conoce la cuenta.")
_SHOWN = Words(
    "The record shows training of a foreign unit.", "El registro muestra entrenamiento de una unidad extranjera."
)
_NOT_SHOWN = Words(
    "The record shows no training, only equipment, maintenance or transport.",
    "El registro no muestra entrenamiento, sino equipo, mantenimiento o transporte.",
)
_SHOWN_UNKNOWN = Words(
    "Whether the record shows training is not known.", "No se sabe si el registro muestra entrenamiento."
)


@word(
    argument=Argument("list", (*PROGRAMS, *PROGRAM_SETS)),
    reads=("mission.program",),
)
def program(world: World, node: Node) -> Outcome:
    """The program that paid is one of those named. A missing program, or UNKNOWN, is unknown.

    Source: law.md section 3, "Programme sets".
    """
    code = world.case.mission.get("program")
    if code is None or code == "UNKNOWN":
        return Outcome(UNKNOWN, frozenset({"mission.program"}), (Reason(node.clause, UNKNOWN, _NO_PROGRAM),))
    truth = YES if code in node.value else NO
    return Outcome(truth, reasons=(Reason(node.clause, truth, _PROGRAM, (("program", code),)),))


@word(argument=Argument("list", ACCOUNTS), reads=("mission.account",))
def account(world: World, node: Node) -> Outcome:
    """The money came from one of the accounts named; a missing account is unknown."""
    code = world.case.mission.get("account")
    if code is None:
        return Outcome(UNKNOWN, frozenset({"mission.account"}), (Reason(node.clause, UNKNOWN, _NO_ACCOUNT),))
    truth = YES if code in node.value else NO
    return Outcome(truth, reasons=(Reason(node.clause, truth, _ACCOUNT, (("account", code),)),))


@word(reads=("mission.training_shown",))
def training_shown(world: World, node: Node) -> Outcome:
    """The record shows training of a foreign unit, and not only equipment, maintenance or transport."""
    shown = world.case.mission.get("training_shown")
    truth = Truth.of(shown)
    if truth is UNKNOWN:
        reason = Reason(node.clause, truth, _SHOWN_UNKNOWN)
        return Outcome(truth, frozenset({"mission.training_shown"}), (reason,))
    return Outcome(truth, reasons=(Reason(node.clause, truth, _SHOWN if shown else _NOT_SHOWN),))


@word(argument=Argument("list"))
def version(world: World, node: Node) -> Outcome:
    """The version of the law in force on the mission's first day is one of those named."""
    return Outcome(YES if world.version in node.value else NO)
