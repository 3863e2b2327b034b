"""Words about what lifts a consequence: determinations, waivers and uses of an exception.

They are closed-world: none on record counts as none made. Source: law.md section 3, "Determinations".
"""

from __future__ import annotations

from vetting.conditions.case import World
from vetting.conditions.outcome import NO, UNKNOWN, YES, Outcome, Reason, Words
from vetting.conditions.terms import DEPARTMENT_WORDS, DEPARTMENTS, WAIVER_KINDS, WAIVER_WORDS
from vetting.conditions.timing import by_start_missing, on_or_before_start
from vetting.conditions.vocabulary import INCIDENT, Argument, Node, answered, word
from vetting.period import ImpreciseDate

_NO_DETERMINATION = Words(
    "No U.S. determination about the incident is on record.",
    "No consta ninguna determinación de EE. UU. sobre el incidente.",
)
_LATE = Words(
    "The determination on record dates from after the start: it changes nothing for this mission.",
    "La determinación que consta es posterior al inicio: no cambia nada para esta misión.",
)
_UNREPORTED = Words(
    "The determination on record was not reported to Congress.",
    "La determinación que consta no se informó al Congreso.",
)
_DETERMINED = Words(
    "A determination by {who}, dated on or before the start, is on record.",
    "Consta una determinación de {who}, anterior al inicio o del mismo día.",
)
_DETERMINATION_OPEN = Words(
    "A determination is on record, but not that {who} made it as the law asks, or not by which day.",
    "Consta una determinación, pero no que la tomara {who} como pide la ley, o no para qué día.",
)


@word(
    argument=Argument(
        "table", fields=(("by", Argument("choice", DEPARTMENTS)), ("reported", Argument("choice", ("yes", "no"))))
    ),
    looks_at=(INCIDENT,),
    reads=(
        "incidents[].remediation.determination.by",
        "incidents[].remediation.determination.date",
        "incidents[].remediation.determination.reported_to_congress",
        "mission.start_date",
    ),
)
def determined(world: World, node: Node) -> Outcome:
    """The department named determined, by the start, that the steps the law asks for were taken.

    ``reported: yes`` asks that it was also reported to Congress. None on record counts as none made; one dated after
    the start clears nothing; one by the other department, by nobody named, or undated is unknown.
    Source: law.md section 3, "Determinations".
    """
    incident = world.incident
    found = incident.determination
    if found is None:
        return answered(node, NO, _NO_DETERMINATION, incident.ref)
    by, day = found.get("by"), found.get("date")
    must_report = node.value["reported"] == "yes"
    reported = found.get("reported_to_congress")
    in_time = on_or_before_start(world, None if day is None else ImpreciseDate.parse(day))
    if in_time is NO:
        return answered(node, NO, _LATE, incident.ref)
    who = (("who", DEPARTMENT_WORDS[node.value["by"]]),)
    right = by == node.value["by"]
    if right and must_report and reported is False:
        return answered(node, NO, _UNREPORTED, incident.ref)
    if right and in_time is YES and (reported is True or not must_report):
        return answered(node, YES, _DETERMINED, incident.ref, values=who)
    path = "incidents[].remediation.determination."
    missing = set() if right else {path + "by"}
    if must_report and reported is None:
        missing.add(path + "reported_to_congress")
    if in_time is UNKNOWN:
        missing |= by_start_missing(world, day, path + "date")
    return answered(node, UNKNOWN, _DETERMINATION_OPEN, incident.ref, frozenset(missing), who)


_NO_WAIVER = Words("No waiver or use of an exception is on record.", "No consta dispensa ni uso de una excepción.")
_OTHER_KIND = Words("What is on record is a {kind}, not this one.", "Lo que consta es una {kind}, no esta.")
_USED = Words("A {kind} was applied to this mission on {date}.", "Se aplicó una {kind} a esta misión el {date}.")
_USED_LATER = Words(
    "The {kind} on record was used on {date}, after the start: it changes nothing.",
    "La {kind} que consta se usó el {date}, después del inicio: no cambia nada.",
)
_USE_UNKNOWN = Words(
    "A waiver or exception is on record, but not its kind or the day it was used.",
    "Consta una dispensa o excepción, pero no su tipo o el día en que se usó.",
)
_DISASTER = Words(
    "The disaster limb names equipment or other assistance, not training: whether it reaches this mission is open.",
    "La excepción por desastre menciona equipo u otra asistencia, no entrenamiento: si alcanza esta misión no se sabe.",
)


@word(
    argument=Argument("choice", WAIVER_KINDS),
    reads=("mission.waiver.kind", "mission.waiver.used_date", "mission.start_date"),
)
def waiver_used(world: World, node: Node) -> Outcome:
    """A waiver or exception of the kind named was used for this mission on or before its start.

    None on record counts as none used. Recorded without its kind or day is unknown, unless it was surely used after
    the start. The disaster limb never clears. Source: law.md section 3, "Determinations".
    """
    waiver = world.case.mission.get("waiver")
    if waiver is None:
        return Outcome(NO, reasons=(Reason(node.clause, NO, _NO_WAIVER),))
    kind, day = waiver.get("kind"), waiver.get("used_date")
    words = WAIVER_WORDS[kind or node.value]
    said = (("kind", words), ("date", day or ""))
    if kind not in (None, node.value):
        return Outcome(NO, reasons=(Reason(node.clause, NO, _OTHER_KIND, said),))
    in_time = on_or_before_start(world, None if day is None else ImpreciseDate.parse(day))
    if in_time is NO:
        return Outcome(NO, reasons=(Reason(node.clause, NO, _USED_LATER, said),))
    if in_time is YES and kind is not None and kind != "exception_disaster":
        return Outcome(YES, reasons=(Reason(node.clause, YES, _USED, said),))
    missing = {"mission.waiver.kind"} if kind is None or kind == "exception_disaster" else set()
    if in_time is UNKNOWN:
        missing |= by_start_missing(world, day, "mission.waiver.used_date")
    text = _DISASTER if kind == "exception_disaster" else _USE_UNKNOWN
    return Outcome(UNKNOWN, frozenset(missing), (Reason(node.clause, UNKNOWN, text),))
