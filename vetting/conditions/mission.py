"""Words about the mission itself: its money and the version of the law."""

from __future__ import annotations

from vetting.conditions.case import Case, World
from vetting.conditions.outcome import NO, NOTHING, UNKNOWN, YES, Outcome, Reason, Words
from vetting.conditions.terms import ACCOUNT_OF_PROGRAM, ACCOUNTS, PROGRAM_SETS, PROGRAMS, STATE_ACCOUNTS
from vetting.conditions.vocabulary import Argument, Node, word
from vetting.period import Truth

_PROGRAM = Words("The program recorded is {program}.", "El programa registrado es {program}.")
_NO_PROGRAM = Words(
    "The program that paid is not known; the money decides the law.",
    "No se conoce el programa que pagó; el dinero decide la ley.",
)
_ACCOUNT = Words("The account recorded is {account}.", "La cuenta registrada es {account}.")
_ACCOUNT_DERIVED = Words(
    "The account, taken from the program, is {account}.", "La cuenta, tomada del programa, es {account}."
)
_ACCOUNT_MISSING = frozenset({"mission.account"})
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


@word(argument=Argument("list", ACCOUNTS), reads=("mission.account", "mission.program"))
def account(world: World, node: Node) -> Outcome:
    """The money came from one of the accounts named. A missing account is taken from the program, or unknown.

    Source: law.md section 3, "Country conditions".
    """
    code, _ = account_of(world.case)
    return _account(world, node, UNKNOWN if code is None else Truth.of(code in node.value))


@word(reads=("mission.account", "mission.program"))
def state_account(world: World, node: Node) -> Outcome:
    """The money came from an account of the State Department. Another account than the known eight is unknown."""
    return _account(world, node, is_state_account(account_of(world.case)[0]))


def _account(world: World, node: Node, truth: Truth) -> Outcome:
    code, derived = account_of(world.case)
    if code is None:
        return Outcome(UNKNOWN, _ACCOUNT_MISSING, (Reason(node.clause, UNKNOWN, _NO_ACCOUNT),))
    text = _ACCOUNT_DERIVED if derived else _ACCOUNT
    missing = _ACCOUNT_MISSING if truth is UNKNOWN else NOTHING
    return Outcome(truth, missing, (Reason(node.clause, truth, text, (("account", code),)),))


def account_of(case: Case) -> tuple[str | None, bool]:
    """The account recorded, else the one that the program has; and whether it was taken from the program."""
    code = case.mission.get("account")
    if code is not None:
        return code, False
    code = ACCOUNT_OF_PROGRAM.get(case.mission.get("program") or "")
    return code, code is not None


def is_state_account(code: str | None) -> Truth:
    """Whether the account is one of the State Department's; ``other`` may be one that is not listed."""
    return UNKNOWN if code in (None, "other") else Truth.of(code in STATE_ACCOUNTS)


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
