"""Words about a waiver or exception under the DoD Leahy law and its report to Congress."""

from __future__ import annotations

from typing import Any

from vetting.conditions.case import World, read_day
from vetting.conditions.days import moved_by
from vetting.conditions.outcome import NO, UNKNOWN, YES, Outcome, Reason, Words
from vetting.conditions.terms import WAIVER_KINDS, WAIVER_WORDS
from vetting.conditions.vocabulary import Argument, Node, answered, word
from vetting.period import Truth

_USED, _REPORT, _REPORTED = "mission.waiver.used_date", "mission.waiver.report_date", "mission.waiver.reported"

_NONE = Words("No waiver or use of an exception is on record.", "No consta dispensa ni uso de una excepción.")
_RECORDED = Words("The use of a {kind} is on record ({used}).", "Consta el uso de una {kind} ({used}).")
_ANY_KIND = Words("waiver or exception", "dispensa o excepción")
_NO_DATE = Words("no date", "sin fecha")
_DAY_UNKNOWN = Words("a day not recorded", "día que no consta")
_KIND_UNKNOWN = Words(
    "Whether a waiver or an exception was used is not recorded.", "No consta si se usó una dispensa o una excepción."
)


def _said(waiver: Any) -> tuple[tuple[str, str | Words], ...]:
    return (
        ("kind", WAIVER_WORDS.get(waiver.get("kind"), _ANY_KIND)),
        ("used", waiver.get("used_date") or _DAY_UNKNOWN),
    )


@word(argument=Argument("list", WAIVER_KINDS), reads=("mission.waiver", "mission.waiver.kind"), fills=("kind", "used"))
def waiver_on_record(world: World, node: Node) -> Outcome:
    """A waiver or exception of one of the kinds named is on record, whenever it was used.

    None on record counts as none used; a missing kind is unknown. Source: law.md section 3, "Determinations".
    """
    waiver = world.case.mission.get("waiver")
    if waiver is None:
        return Outcome(NO, reasons=(Reason(node.clause, NO, _NONE),))
    kind = waiver.get("kind")
    if kind is None:
        return answered(node, UNKNOWN, _KIND_UNKNOWN, (), frozenset({"mission.waiver.kind"}))
    return answered(node, YES if kind in node.value else NO, _RECORDED, (), values=_said(waiver))


_NOT_REPORTED = Words(
    "The use ({used}) is recorded as not reported to Congress.", "El uso ({used}) consta como no informado al Congreso."
)
_LATE = Words(
    "The report to Congress ({report}) came more than {days} days after the use ({used}).",
    "El informe al Congreso ({report}) llegó más de {days} días después del uso ({used}).",
)
_IN_TIME = Words(
    "The report to Congress ({report}) came within {days} days of the use ({used}).",
    "El informe al Congreso ({report}) llegó dentro de {days} días del uso ({used}).",
)
_OPEN = Words(
    "Whether the use ({used}) was reported to Congress within {days} days is not known ({report}).",
    "No se sabe si el uso ({used}) se informó al Congreso dentro de {days} días ({report}).",
)


@word(argument=Argument("number"), reads=(_USED, _REPORT, _REPORTED))
def reported_later_than(world: World, node: Node) -> Outcome:
    """The use of a waiver or exception was not reported to Congress, or more than so many days after it."""
    waiver = world.case.mission.get("waiver")
    if waiver is None:
        return Outcome(NO, reasons=(Reason(node.clause, NO, _NONE),))
    used, report = read_day(waiver.get("used_date"), _USED), read_day(waiver.get("report_date"), _REPORT)
    values = (
        ("used", _said(waiver)[1][1]),
        ("report", waiver.get("report_date") or _NO_DATE),
        ("days", str(node.value)),
    )
    if waiver.get("reported") is False:
        return answered(node, YES, _NOT_REPORTED, (), values=values)
    in_time = UNKNOWN
    if used is not None and report is not None:
        in_time = report.on_or_before(moved_by(used, days=node.value))
    missing = frozenset(path for path, day in ((_USED, used), (_REPORT, report)) if day is None or not day.is_day)
    truth: Truth = ~in_time
    text = _LATE if truth is YES else _IN_TIME if truth is NO else _OPEN
    return answered(node, truth, text, (), missing, values)
