"""Words about vetting records of a host unit: what was decided, when, and what the record's list may still lack.

A record is one *of a host unit* by its unit_id. The list stays open until ``searched.vetting`` is true. Source: law.md
section 3, "Open lists"; section 4, ``vetting[]``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from vetting.conditions.case import Case, World, read_day
from vetting.conditions.connectives import holding
from vetting.conditions.days import shifted
from vetting.conditions.lists import gathered, open_list
from vetting.conditions.outcome import NO, NOTHING, UNKNOWN, YES, Hit, Outcome, Reason, Words, disjunction
from vetting.conditions.terms import VETTING_RESULT_WORDS, VETTING_RESULTS, VETTING_SUBJECTS
from vetting.conditions.timing import on_or_before_start
from vetting.conditions.vocabulary import ENTRY, UNREAD, VETTING, Argument, Node, Shift, answered, word
from vetting.period import ImpreciseDate, Truth

_RESULT = "vetting[].result"
_DECIDED = "vetting[].decision_date"
_EXPIRES = "vetting[].expires_date"
_REQUESTED = "vetting[].requested_date"
_START = "mission.start_date"


@dataclass(slots=True, eq=False)
class VettingView:
    """A vetting record as the words read it; the ``phantom`` is the record an open list may still hold."""

    unit_id: str | None
    subject: str | None
    result: str | None
    requested: ImpreciseDate | None
    decided: ImpreciseDate | None
    expires: ImpreciseDate | None
    host_informed: bool | None
    phantom: bool = False

    @property
    def said(self) -> tuple[tuple[str, str | Words], ...]:
        """Result and day in words."""
        result = VETTING_RESULT_WORDS.get(self.result or "", Words("no result", "sin resultado"))
        return (("result", result), ("decision", said_day(self.decided)))

    @property
    def values(self) -> tuple[tuple[str, str | Words], ...]:
        """What the record gives to a message."""
        return (*self.said, ("requested", said_day(self.requested)))


PHANTOM_RECORD = VettingView(None, None, None, None, None, None, None, phantom=True)


def said_day(day: ImpreciseDate | None) -> Words:
    """A day as ISO in words, or that there is none."""
    return Words("no date", "sin fecha") if day is None else Words(str(day), str(day))


def records(case: Case) -> tuple[VettingView, ...]:
    """The vetting records of the facts; none where the list is absent."""
    found: tuple[VettingView, ...] = case.once("vetting", _read)
    return found


def _read(case: Case) -> tuple[VettingView, ...]:
    return tuple(
        VettingView(
            unit_id=record.get("unit_id"),
            subject=record.get("subject_type"),
            result=record.get("result"),
            requested=read_day(record.get("requested_date"), _REQUESTED),
            decided=read_day(record.get("decision_date"), _DECIDED),
            expires=read_day(record.get("expires_date"), _EXPIRES),
            host_informed=record.get("host_informed"),
        )
        for record in (each or {} for each in case.facts.get("vetting") or ())
    )


_OPEN = Words(
    "The vetting file is not declared complete: it may hold one more record.",
    "El expediente de verificación no está declarado completo: puede contener otro registro.",
)
_NONE = Words(
    "The vetting file is declared complete and holds no record of {unit}.",
    "El expediente de verificación está declarado completo y no contiene ningún registro de {unit}.",
)
_WHOSE_UNKNOWN = Words(
    "Of whom a vetting record speaks is not recorded.", "No consta de quién habla un registro de verificación."
)
_OPEN_LIST = (frozenset({"searched.vetting"}), _OPEN)


@word(
    argument=Argument("words"),
    looks_at=(ENTRY,),
    binds=VETTING,
    reads=("vetting", "vetting[].unit_id", "searched.vetting"),
    fills=("result", "decision", "requested", "latest"),
)
def some_vetting_record(world: World, node: Node) -> Outcome:
    """For at least one vetting record of the host unit looked at, every condition below holds.

    While the file is not declared complete it is read as if it held one more record of which nothing is known.
    Source: law.md section 3, "Open lists".
    """
    entry = world.entry
    assert entry is not None
    outcomes = []
    for record in records(world.case):
        if record.unit_id not in (None, entry.unit_id):
            continue
        world.vetting_record = record
        outcome = holding(world, node.children)
        if record.unit_id is None and outcome.truth is not NO:
            reason = Reason(node.clause, UNKNOWN, _WHOSE_UNKNOWN)
            outcome = Outcome(UNKNOWN, outcome.missing | {"vetting[].unit_id"}, (*outcome.reasons, reason))
        if outcome.truth is YES:
            outcome = gathered(world, outcome._replace(hits=(Hit(values=record.values),)))
        outcomes.append(outcome)
    if not world.case.declared("vetting"):
        world.vetting_record = PHANTOM_RECORD
        outcomes.append(open_list(holding(world, node.children), node, _OPEN_LIST))
    elif not outcomes:
        said = (("unit", entry.name),)
        outcomes.append(Outcome(NO, reasons=(Reason(node.clause, NO, _NONE, said, ("declaration:vetting",)),)))
    world.vetting_record = None
    return _one_hit(disjunction(outcomes))


def _one_hit(outcome: Outcome) -> Outcome:
    """One hit for all records that meet the conditions: it says the first by its decision, and the latest day."""
    if not outcome.hits:
        return outcome
    values = sorted((dict(hit.values) for hit in outcome.hits), key=lambda each: (str(each["decision"]), str(each)))
    latest = max(values, key=lambda each: str(each["decision"]))["decision"]
    request = max(values, key=lambda each: str(each["requested"]))["requested"]
    chosen = {**values[0], "latest": latest, "requested": request}
    return outcome._replace(hits=(outcome.hits[0]._replace(values=tuple(chosen.items())),))


_SUBJECT = Words("The record speaks of the {subject}.", "El registro habla de: {subject}.")
_SUBJECT_UNKNOWN = Words(
    "Whether the record speaks of the unit, its commander or a person is not recorded.",
    "No consta si el registro habla de la unidad, de su comandante o de una persona.",
)
_SUBJECTS = {
    "unit": Words("unit", "la unidad"),
    "commander": Words("commander", "el comandante"),
    "individual": Words("individual", "una persona"),
}


@word(argument=Argument("list", VETTING_SUBJECTS), looks_at=(VETTING,), reads=("vetting[].subject_type",))
def subject(world: World, node: Node) -> Outcome:
    """The record is about one of those named: the unit, its commander or an individual."""
    record = world.vetting_record
    if record.phantom:
        return UNREAD
    if record.subject is None:
        return answered(node, UNKNOWN, _SUBJECT_UNKNOWN, _refs(world), frozenset({"vetting[].subject_type"}))
    truth = YES if record.subject in node.value else NO
    return answered(node, truth, _SUBJECT, _refs(world), values=(("subject", _SUBJECTS[record.subject]),))


_HAS_RESULT = Words(
    "A vetting record says: {result} ({decision}).", "Un registro de verificación dice: {result} ({decision})."
)
_NO_RESULT = Words("A vetting record has no result.", "Un registro de verificación no tiene resultado.")


@word(argument=Argument("list", VETTING_RESULTS), looks_at=(VETTING,), reads=(_RESULT,), fills=("result",))
def result(world: World, node: Node) -> Outcome:
    """The record's result is one of those named. Cancelled and pending are no completed results."""
    record = world.vetting_record
    if record.phantom:
        return UNREAD
    if record.result is None:
        return answered(node, UNKNOWN, _NO_RESULT, _refs(world), frozenset({_RESULT}))
    return answered(node, YES if record.result in node.value else NO, _HAS_RESULT, _refs(world), values=record.said)


_BY_START = Words(
    "The record ({result}) was decided on {decision}, on or before the start.",
    "El registro ({result}) se decidió el {decision}, antes del inicio o el mismo día.",
)
_AFTER_START = Words(
    "The record ({result}) was decided on {decision}, after the start.",
    "El registro ({result}) se decidió el {decision}, después del inicio.",
)
_WHEN_UNKNOWN = Words(
    "Whether the record ({result}, {decision}) was decided by the start is not known.",
    "No se sabe si el registro ({result}, {decision}) se decidió antes del inicio.",
)
_SHOWN_BY_EXPIRY = Words(
    "The record ({result}) has no day of decision, but it ran out before the start.",
    "El registro ({result}) no tiene fecha de decisión, pero venció antes del inicio.",
)


@word(looks_at=(VETTING,), reads=(_DECIDED, _START), fills=("decision",))
def decided_by_start(world: World, node: Node) -> Outcome:
    """The record was decided on or before the mission's first day; without a day of decision it is unknown."""
    record = world.vetting_record
    if record.phantom:
        return UNREAD
    truth = on_or_before_start(world, record.decided)
    text = _BY_START if truth is YES else _AFTER_START if truth is NO else _WHEN_UNKNOWN
    missing = _not_days((_DECIDED, record.decided), (_START, world.start))
    return answered(node, truth, text, _refs(world), missing, record.said)


@word(looks_at=(VETTING,), reads=(_DECIDED, _EXPIRES, _START), fills=("decision", "months"))
def decided_or_expired_by_start(world: World, node: Node) -> Outcome:
    """As ``decided_by_start``; a record without a day of decision that ran out before the start was decided by it."""
    record = world.vetting_record
    if record.phantom:
        return UNREAD
    months = (("months", str(int(world.case.parameters["validity_months"]))),)
    if record.decided is not None or record.expires is None or world.start is None:
        outcome = decided_by_start(world, node)
        (reason,) = outcome.reasons
        return outcome._replace(reasons=(reason._replace(values=reason.values + months),))
    if record.expires.before(world.start) is YES:
        return answered(node, YES, _SHOWN_BY_EXPIRY, _refs(world), values=record.said + months)
    missing = _not_days((_DECIDED, None), (_START, world.start))
    return answered(node, UNKNOWN, _WHEN_UNKNOWN, _refs(world), missing, record.said)


_VALID = Words(
    "The record ({result}, {decision}) was valid to {until}, the first day or later.",
    "El registro ({result}, {decision}) era válido hasta {until}, el primer día o después.",
)
_NOT_VALID = Words(
    "The record ({result}, {decision}) was valid only to {until}, before the first day.",
    "El registro ({result}, {decision}) era válido solo hasta {until}, antes del primer día.",
)
_VALID_UNKNOWN = Words(
    "Whether the record ({result}, {decision}) was still valid on the first day is not known.",
    "No se sabe si el registro ({result}, {decision}) seguía válido el primer día.",
)


def _validity(_: Any) -> tuple[Shift, ...]:
    return (Shift(_DECIDED, "validity_months", "months"),)


@word(looks_at=(VETTING,), reads=(_DECIDED, _EXPIRES, _START), shifts=_validity)
def valid_on_start(world: World, node: Node) -> Outcome:
    """The record is valid on the mission's first day: to its expiry, or else validity_months after the decision.

    Months are calendar months, clamped to the month's end; the last day counts in.
    """
    record = world.vetting_record
    if record.phantom:
        return UNREAD
    months = int(world.case.parameters["validity_months"])
    until = record.expires
    if until is None and record.decided is not None:
        until = shifted(record.decided, months=months)
    truth = UNKNOWN if until is None or world.start is None else world.start.on_or_before(until)
    text = _VALID if truth is YES else _NOT_VALID if truth is NO else _VALID_UNKNOWN
    own = (_DECIDED, record.decided) if record.expires is None else (_EXPIRES, record.expires)
    missing = _not_days(own, (_START, world.start))
    values = (*record.said, ("until", said_day(until)))
    return answered(node, truth, text, _refs(world), missing, values)


_LATE = Words(
    "Vetting was requested on {requested}, fewer than {lead} days before the start.",
    "La verificación se solicitó el {requested}, menos de {lead} días antes del inicio.",
)
_NOT_LATE = Words(
    "Vetting was requested on {requested}: {lead} days or more before the start, or after it.",
    "La verificación se solicitó el {requested}: {lead} días o más antes del inicio, o después.",
)
_REQUEST_UNKNOWN = Words(
    "How long before the start vetting was requested is not known ({requested}).",
    "No se sabe cuánto antes del inicio se solicitó la verificación ({requested}).",
)


def _lead(_: Any) -> tuple[Shift, ...]:
    return (Shift(_REQUESTED, "lead_days", "days"),)


@word(looks_at=(VETTING,), reads=(_REQUESTED, _START), shifts=_lead, fills=("requested", "lead"))
def requested_late(world: World, node: Node) -> Outcome:
    """Vetting was requested on or before the mission's first day, and fewer than lead_days before it."""
    record = world.vetting_record
    if record.phantom:
        return UNREAD
    lead = int(world.case.parameters["lead_days"])
    truth = on_or_before_start(world, record.requested)
    if record.requested is not None and world.start is not None:
        truth &= world.start.before(shifted(record.requested, days=lead))
    text = _LATE if truth is YES else _NOT_LATE if truth is NO else _REQUEST_UNKNOWN
    missing = _not_days((_REQUESTED, record.requested), (_START, world.start))
    values = (("requested", said_day(record.requested)), ("lead", str(lead)))
    return answered(node, truth, text, _refs(world), missing, values)


_IN_FORCE = Words(
    "The decision ({decision}) falls in the days in which this duty was in force.",
    "La decisión ({decision}) cae en los días en que regía este deber.",
)
_NOT_IN_FORCE = Words(
    "The decision ({decision}) falls outside the days in which this duty was in force.",
    "La decisión ({decision}) cae fuera de los días en que regía este deber.",
)
_IN_FORCE_UNKNOWN = Words(
    "Whether the decision ({decision}) falls in the days in which this duty was in force is not known.",
    "No se sabe si la decisión ({decision}) cae en los días en que regía este deber.",
)


@word(looks_at=(VETTING,), reads=(_DECIDED,))
def decided_in_force(world: World, node: Node) -> Outcome:
    """The record was decided on a day on which a version of this rule was in force.

    It is for rules whose bounds are tested on the decision, not on the mission's first day.
    """
    record = world.vetting_record
    if record.phantom:
        return UNREAD
    truths = [
        record.decided.within(version.first or date.min, version.last or date.max)
        for version in world.versions
        if record.decided is not None
    ]
    truth = UNKNOWN if record.decided is None else YES if YES in truths else UNKNOWN if UNKNOWN in truths else NO
    text = _IN_FORCE if truth is YES else _NOT_IN_FORCE if truth is NO else _IN_FORCE_UNKNOWN
    return answered(node, truth, text, _refs(world), frozenset({_DECIDED}), record.said)


_INFORMED = Words("The host government was told the reason.", "Se informó del motivo al gobierno anfitrión.")
_NOT_INFORMED = Words(
    "The record says that the host government was not told the reason.",
    "El registro dice que no se informó del motivo al gobierno anfitrión.",
)
_INFORMED_UNKNOWN = Words(
    "Whether the host government was told the reason is not recorded.",
    "No consta si se informó del motivo al gobierno anfitrión.",
)


@word(looks_at=(VETTING,), reads=("vetting[].host_informed",))
def host_informed(world: World, node: Node) -> Outcome:
    """The host government was told the basis of the decision."""
    record = world.vetting_record
    if record.phantom:
        return UNREAD
    truth = Truth.of(record.host_informed)
    text = _INFORMED if truth is YES else _NOT_INFORMED if truth is NO else _INFORMED_UNKNOWN
    return answered(node, truth, text, _refs(world), frozenset({"vetting[].host_informed"}))


# ---------------------------------------------------------------- the latest record

_LATEST = Words(
    "The latest record by the start says: {result} ({decision}).",
    "El último registro hasta el inicio dice: {result} ({decision}).",
)
_LATEST_NONE = Words(
    "No record of this kind is dated by the start.", "Ningún registro de este tipo tiene fecha hasta el inicio."
)
_LATEST_OPEN = Words(
    "Which record is the latest by the start cannot be told: one lacks a day, a result or a unit, or two of one day "
    "differ.",
    "No se puede decir cuál es el último registro hasta el inicio: a uno le falta fecha, resultado o unidad, o dos "
    "del mismo día difieren.",
)
_REPLACED = Words(
    "No record of this kind is dated by the start, but another is on file that may stand in its place.",
    "Ningún registro de este tipo tiene fecha hasta el inicio, pero consta otro que puede ocupar su lugar.",
)


@dataclass(slots=True)
class _Candidate:
    """A record that may be among those asked about, with the span of its day and whether it surely counts."""

    record: VettingView
    day: ImpreciseDate
    surely: bool


@word(
    argument=Argument(
        "table",
        fields=(
            ("among", Argument("list", VETTING_RESULTS)),
            ("is", Argument("list", VETTING_RESULTS)),
            ("open_after", Argument("list", VETTING_RESULTS, optional=True)),
        ),
    ),
    looks_at=(ENTRY,),
    reads=(
        "vetting", "vetting[].unit_id", "vetting[].subject_type", _RESULT, _DECIDED, _REQUESTED, _START,
        "searched.vetting",
    ),
    fills=("result", "decision"),
)  # fmt: skip
def latest_result(world: World, node: Node) -> Outcome:
    """Of the unit's own records with a result ``among`` those named, the latest by the start ``is`` one of these.

    While the file is open it is unknown: a later record may exist. So it is where a record without a day, a result or
    a unit could be the latest, and where two of the latest day differ. With no such record by the start it is no,
    but unknown where a record with a result of ``open_after`` is on file. A pending record without a decision counts
    from its request. Source: law.md section 3, "Open lists".
    """
    if not world.case.declared("vetting"):
        return Outcome(UNKNOWN, _OPEN_LIST[0], (Reason(node.clause, UNKNOWN, _OPEN),))
    candidates, in_its_place = _candidates(world, node.value)
    latest = [each for each in candidates if not _surely_followed(each, candidates, world.start)]
    answers = [
        UNKNOWN if each.record.result is None else YES if each.record.result in node.value["is"] else NO
        for each in latest
    ]
    none_counts = not any(each.surely and on_or_before_start(world, each.day) is YES for each in candidates)
    if none_counts:
        answers.append(UNKNOWN if in_its_place else NO)
    if all(answer is YES for answer in answers) and not none_counts:
        values = max(latest, key=lambda each: each.day.latest).record.values
        reason = Reason(node.clause, YES, _LATEST, values[:2], _refs(world))
        return Outcome(YES, reasons=(reason,), hits=(Hit(values=values),))
    if all(answer is NO for answer in answers):
        if not latest:
            return Outcome(NO, reasons=(Reason(node.clause, NO, _LATEST_NONE),))
        said = max(latest, key=lambda each: each.day.latest).record.said
        return Outcome(NO, reasons=(Reason(node.clause, NO, _LATEST, said, _refs(world)),))
    missing = _latest_missing(world, latest) or frozenset({_RESULT})
    text = _REPLACED if not latest else _LATEST_OPEN
    return Outcome(UNKNOWN, missing, (Reason(node.clause, UNKNOWN, text, refs=_refs(world)),))


_ANY_DAY = ImpreciseDate(date.min, date.max)


def _candidates(world: World, asked: Any) -> tuple[list[_Candidate], bool]:
    """The records that may count by the start, and whether one is on file that may stand in their place."""
    assert world.entry is not None
    found, in_its_place = [], False
    for record in records(world.case):
        if record.unit_id not in (None, world.entry.unit_id) or record.subject not in (None, "unit"):
            continue
        if record.result is None or record.result in asked.get("open_after", ()):
            in_its_place = in_its_place or bool(asked.get("open_after"))
        if record.result is not None and record.result not in asked["among"]:
            continue
        day = record.decided or (record.requested if record.result == "pending" else None)
        if on_or_before_start(world, day) is not NO:
            surely = None not in (record.unit_id, record.subject, record.result)
            found.append(_Candidate(record, day or _ANY_DAY, surely))
    return found, in_its_place


def _surely_followed(one: _Candidate, others: Iterable[_Candidate], start: ImpreciseDate | None) -> bool:
    """Whether another record that surely counts by the start is surely of a later day."""
    return any(
        other.surely and start is not None and other.day.on_or_before(start) is YES and one.day.before(other.day) is YES
        for other in others
    )


def _latest_missing(world: World, latest: Iterable[_Candidate]) -> frozenset[str]:
    missing: set[str] = set()
    for each in latest:
        record = each.record
        missing |= _not_days((_START, world.start)) if world.start is None or not world.start.is_day else NOTHING
        if not each.day.is_day:
            missing.add(_DECIDED)
        for path, value in (
            ("vetting[].unit_id", record.unit_id),
            ("vetting[].subject_type", record.subject),
            (_RESULT, record.result),
        ):
            if value is None:
                missing.add(path)
    return frozenset(missing)


def _not_days(*named: tuple[str, ImpreciseDate | None]) -> frozenset[str]:
    """The paths of those dates that are not known to the day."""
    return frozenset(path for path, day in named if day is None or not day.is_day)


def _refs(world: World) -> tuple[str, ...]:
    return (f"unit:{world.entry.unit_id}",) if world.entry is not None and world.entry.unit_id else ()
