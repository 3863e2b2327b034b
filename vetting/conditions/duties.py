"""Words about days that a law sets: approvals and notices by the start, reports by a day of the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from vetting.conditions.case import World
from vetting.conditions.days import moved_by
from vetting.conditions.outcome import NO, NOTHING, UNKNOWN, YES, Outcome, Reason, Words
from vetting.conditions.timing import by_start_missing, on_or_before_start
from vetting.conditions.vocabulary import Argument, Node, Shift, word
from vetting.period import ImpreciseDate, Truth

#: Days that a law asks for by the start, and what is missing where they come later.
DATED = {
    "country_facts.certification.date": Words("the certificate or report", "la certificación o el informe"),
    "country_facts.coup.date": Words("the coup", "el golpe de Estado"),
    "country_facts.coup.determination_date": Words(
        "the determination of a coup", "la determinación de golpe de Estado"
    ),
    "country_facts.coup.restored_certified_date": Words(
        "the certificate that an elected government took office",
        "la certificación de que asumió un gobierno electo",
    ),
    "mission.notice.date": Words("a written notice", "un aviso escrito"),
    "mission.s1033.certificate_date": Words("a certificate for the year", "una certificación del año"),
    "mission.secdef_approval.date": Words(
        "approval by the Secretary of Defense", "la aprobación del Secretario de Defensa"
    ),
}
_UNDATED = ("unknown", "in_time", "late")
_FIELDS = (
    ("date", Argument("choice", tuple(DATED))),
    ("else_date", Argument("choice", tuple(DATED), optional=True)),
    ("days_before", Argument("number", optional=True)),
    ("undated", Argument("choice", _UNDATED, optional=True)),
)
_IN_TIME = Words(
    "Dated by the day the law asks for: {what} ({date}).", "Con fecha dentro del plazo de la ley: {what} ({date})."
)
_LATE = Words(
    "Dated later than the law asks for: {what} ({date}).", "Con fecha posterior al plazo de la ley: {what} ({date})."
)
_DATE_OPEN = Words(
    "Whether it was dated by the day the law asks for is not known: {what}.",
    "No se sabe si tiene fecha dentro del plazo de la ley: {what}.",
)
_NO_DATE = Words("No date is on record of: {what}.", "No consta fecha de: {what}.")
_DAYS_AHEAD = (" {n} days before the start", " {n} días antes del inicio")


def _shifts(value: dict[str, Any]) -> Iterator[Shift]:
    if value.get("days_before"):
        yield Shift(value["date"], value["days_before"], "days")


@word(argument=Argument("table", fields=_FIELDS), reads=(*DATED, "mission.start_date"), shifts=_shifts)
def by_start(world: World, node: Node) -> Outcome:
    """The thing named is dated on or before the mission's start, or so many days before it.

    ``else_date`` names another day to take where the first is missing; ``undated`` says what a missing date means:
    unknown (also where nothing is written), in_time or late.
    """
    return _dated(world, node, wanted=YES)


@word(
    argument=Argument("table", fields=_FIELDS), reads=(*DATED, "mission.start_date"), fills=("missing",), shifts=_shifts
)
def late(world: World, node: Node) -> Outcome:
    """The thing named is dated later than the start, or than so many days before it; else as ``by_start``."""
    return _dated(world, node, wanted=NO)


def _dated(world: World, node: Node, *, wanted: Truth) -> Outcome:
    path, days = node.value["date"], node.value.get("days_before", 0)
    day = world.case.day(path)
    if day is None and "else_date" in node.value:
        path = node.value["else_date"]
        day = world.case.day(path)
    ahead = tuple(text.format(n=days) if days else "" for text in _DAYS_AHEAD)
    what = Words(DATED[path].en + ahead[0], DATED[path].es + ahead[1])
    undated = node.value.get("undated", "unknown")
    if day is None and undated != "unknown":
        truth = Truth.of((undated == "in_time") is (wanted is YES))
        return Outcome(truth, reasons=(Reason(node.clause, truth, _NO_DATE, (("what", what), ("missing", what))),))
    in_time = on_or_before_start(world, None if day is None else moved_by(day, days=days))
    if in_time is UNKNOWN:
        text = None if day is None else world.case.said(path)
        missing = frozenset(by_start_missing(world, text, path) | ({node.value["date"]} if day is None else set()))
        return Outcome(UNKNOWN, missing, (Reason(node.clause, UNKNOWN, _DATE_OPEN, (("what", what),)),))
    truth = YES if in_time is wanted else NO
    values = (("what", what), ("missing", what), ("date", str(day)))
    return Outcome(truth, reasons=(Reason(node.clause, truth, _IN_TIME if in_time is YES else _LATE, values),))


_STARTED = Words("The mission began on or after {date}.", "La misión comenzó el {date} o después.")
_NOT_STARTED = Words("The mission began before {date}.", "La misión comenzó antes del {date}.")
_START_OPEN = Words(
    "Whether the mission began on or after {date} is not known.", "No se sabe si la misión comenzó el {date} o después."
)
_START = frozenset({"mission.start_date"})


@word(argument=Argument("law_day"), reads=_START, days=lambda day: (day,))
def began_from(world: World, node: Node) -> Outcome:
    """The mission began on the day given or later."""
    truth = UNKNOWN if world.start is None else ImpreciseDate.of(node.value).on_or_before(world.start)
    text = _STARTED if truth is YES else _NOT_STARTED if truth is NO else _START_OPEN
    missing = _START if truth is UNKNOWN else NOTHING
    return Outcome(truth, missing, (Reason(node.clause, truth, text, (("date", str(node.value)),)),))


_FISCAL_YEAR = frozenset({"mission.fiscal_year"})
_YEAR = Words("The fiscal year is {fy}.", "El año fiscal es {fy}.")
_YEAR_TOO_EARLY = Words(
    "The fiscal year is {fy}, earlier than the first that the records settle.",
    "El año fiscal es {fy}, anterior al primero que los registros resuelven.",
)
_NO_YEAR = Words("The fiscal year is not known.", "No se conoce el año fiscal.")


@word(
    argument=Argument(
        "table", fields=(("first", Argument("number")), ("earlier", Argument("choice", ("no", "unknown"))))
    ),
    reads=("mission.fiscal_year", "mission.start_date"),
    fills=("fy",),
)
def fiscal_year(world: World, node: Node) -> Outcome:
    """The mission's fiscal year is the ``first`` given or later; ``earlier`` says what an earlier one is.

    A missing year is taken from the start, and is unknown where its days lie in two.
    """
    years = world.case.fiscal_years()
    first, earlier = node.value["first"], node.value["earlier"]
    said = (("fy", " / ".join(str(year) for year in years)),)
    if years and max(years) < first and earlier == "no":
        return Outcome(NO, reasons=(Reason(node.clause, NO, _YEAR, said),))
    if len(years) != 1:
        return Outcome(UNKNOWN, _FISCAL_YEAR, (Reason(node.clause, UNKNOWN, _NO_YEAR),))
    if years[0] >= first:
        return Outcome(YES, reasons=(Reason(node.clause, YES, _YEAR, said),))
    return Outcome(UNKNOWN, reasons=(Reason(node.clause, UNKNOWN, _YEAR_TOO_EARLY, said),))


# ---------------------------------------------------------------- reports due on a day of the year

_DUE = Words(
    "The report fell due on {due}, before {as_of}.", "El informe debía presentarse el {due}, antes del {as_of}."
)
_NOT_DUE = Words("On {as_of} no report was overdue.", "El {as_of} no había informe vencido.")
_DUE_OPEN = Words(
    "Whether the day of the report has passed is not known.", "No se sabe si el día del informe ha pasado."
)
_MONTH_DAYS = ("01-31", "03-01", "04-01")


@word(
    argument=Argument("choice", _MONTH_DAYS),
    reads=("mission.fiscal_year", "mission.start_date", "as_of"),
    fills=("fy", "fy1", "due"),
)
def year_report_due(world: World, node: Node) -> Outcome:
    """The day of judgement is after that day of the year that follows the mission's fiscal year."""
    years = world.case.fiscal_years()
    as_of = world.case.day("as_of")
    truths = [_after(as_of, _due_for(year, node.value)) for year in years]
    if not truths or (len(truths) > 1 and any(truth is not NO for truth in truths)):
        missing = _FISCAL_YEAR | ({"as_of"} if as_of is None else NOTHING)
        return Outcome(UNKNOWN, missing, (Reason(node.clause, UNKNOWN, _DUE_OPEN),))
    due = _due_for(years[0], node.value)
    values = (("fy", str(years[0])), ("fy1", str(years[0] + 1)))
    return _due_outcome(node, truths[0], as_of, due, values)


def _due_outcome(
    node: Node, truth: Truth, as_of: ImpreciseDate | None, due: ImpreciseDate, values: tuple[tuple[str, str], ...] = ()
) -> Outcome:
    if truth is UNKNOWN:
        return Outcome(UNKNOWN, frozenset({"as_of"}), (Reason(node.clause, UNKNOWN, _DUE_OPEN),))
    said = (*values, ("due", str(due)), ("as_of", str(as_of)))
    return Outcome(truth, reasons=(Reason(node.clause, truth, _DUE if truth is YES else _NOT_DUE, said),))


def _after(day: ImpreciseDate | None, due: ImpreciseDate) -> Truth:
    return UNKNOWN if day is None else ~day.on_or_before(due)


def _due_for(year: int, month_day: str) -> ImpreciseDate:
    """That day of the year after; at the edge of the calendar, the last day that there is."""
    return ImpreciseDate.of(_on(year + 1, month_day))


def _on(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year:04d}-{month_day}") if year <= date.max.year else date.max


_SUBMITTED = "mission.jcet_report.submitted_date"
_SUBMITTED_LATE = Words(
    "The report was submitted on {date}, after it fell due on {due}.",
    "El informe se presentó el {date}, después de vencer el {due}.",
)
_SUBMITTED_IN_TIME = Words(
    "The report was submitted on {date}, by the day it fell due, {due}.",
    "El informe se presentó el {date}, dentro del plazo del {due}.",
)
_NOT_SUBMITTED = Words("No day of submission is on record.", "No consta día de presentación.")
_SUBMISSION_OPEN = Words(
    "Whether the report was submitted in time is not known.", "No se sabe si el informe se presentó a tiempo."
)


@word(
    argument=Argument("choice", _MONTH_DAYS),
    reads=(_SUBMITTED, "mission.fiscal_year", "mission.start_date"),
    fills=("fy", "fy1"),
)
def report_submitted_late(world: World, node: Node) -> Outcome:
    """The report was submitted after that day of the year that follows the fiscal year; without a date it was not."""
    submitted = world.case.day(_SUBMITTED)
    if submitted is None:
        return Outcome(NO, reasons=(Reason(node.clause, NO, _NOT_SUBMITTED),))
    years = world.case.fiscal_years()
    truths = [_after(submitted, _due_for(year, node.value)) for year in years]
    if not truths or (len(truths) > 1 and any(truth is not NO for truth in truths)):
        return Outcome(UNKNOWN, _FISCAL_YEAR, (Reason(node.clause, UNKNOWN, _SUBMISSION_OPEN),))
    truth, due = truths[0], _due_for(years[0], node.value)
    if truth is UNKNOWN:
        return Outcome(UNKNOWN, frozenset({_SUBMITTED}), (Reason(node.clause, UNKNOWN, _SUBMISSION_OPEN),))
    values = (("fy", str(years[0])), ("fy1", str(years[0] + 1)), ("date", str(submitted)), ("due", str(due)))
    return Outcome(
        truth, reasons=(Reason(node.clause, truth, _SUBMITTED_LATE if truth is YES else _SUBMITTED_IN_TIME, values),)
    )


_VIOLATION = "mission.imet_graduates.violation_date"


@word(
    argument=Argument("table", fields=(("each", Argument("choice", _MONTH_DAYS)), ("not_before", Argument("law_day")))),
    reads=(_VIOLATION, "as_of"),
    fills=("date", "due"),
)
def graduate_report_due(world: World, node: Node) -> Outcome:
    """The day of judgement is after the first such day of a year that follows the violation, and not before a first."""
    violation, as_of = world.case.day(_VIOLATION), world.case.day("as_of")
    first: date = node.value["not_before"]
    if violation is None:
        if as_of is not None and as_of.on_or_before(ImpreciseDate.of(first)) is YES:
            return _due_outcome(node, NO, as_of, ImpreciseDate.of(first))
        missing = {_VIOLATION} | ({"as_of"} if as_of is None else set())
        return Outcome(UNKNOWN, frozenset(missing), (Reason(node.clause, UNKNOWN, _DUE_OPEN),))
    due = ImpreciseDate.of(
        *(max(first, _next(day, node.value["each"])) for day in (violation.earliest, violation.latest))
    )
    truth = _after(as_of, due)
    if truth is UNKNOWN:
        missing = {"as_of"} if as_of is None or not as_of.is_day else set()
        missing |= set() if violation.is_day else {_VIOLATION}
        return Outcome(UNKNOWN, frozenset(missing), (Reason(node.clause, UNKNOWN, _DUE_OPEN),))
    return _due_outcome(node, truth, as_of, due, (("date", str(violation)),))


def _next(day: date, month_day: str) -> date:
    """The first such day of a year after ``day``."""
    here = _on(day.year, month_day)
    return here if here > day else _on(day.year + 1, month_day)
