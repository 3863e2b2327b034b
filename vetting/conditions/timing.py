"""Words about when: incidents before the mission or in a window, and which mission began first."""

from __future__ import annotations

from vetting.conditions.case import IncidentView, World
from vetting.conditions.days import PRIOR, Window
from vetting.conditions.outcome import NO, NOTHING, UNKNOWN, YES, Outcome, Words
from vetting.conditions.vocabulary import INCIDENT, PRIOR_MISSION, UNREAD, Argument, Node, answered, word
from vetting.period import Extent, ImpreciseDate, Truth, act_day

_PRIOR = Words("An act ({date}) lies before the start.", "Un acto ({date}) es anterior al inicio.")
_PRIOR_SERIES = Words(
    "The series of acts ({date}) began before the start.", "La serie de actos ({date}) comenzó antes del inicio."
)
_NOT_PRIOR = Words("No act ({date}) lies before the start.", "Ningún acto ({date}) es anterior al inicio.")
_PRIOR_OPEN = Words(
    "Whether an act ({date}) lies before the start cannot be told from the dates.",
    "Las fechas no permiten decir si un acto ({date}) es anterior al inicio.",
)


@word(looks_at=(INCIDENT,), reads=("incidents[].date_start", "incidents[].date_end", "mission.start_date"))
def prior(world: World, node: Node) -> Outcome:
    """An act of the incident lies before the mission's first day; a series has one as soon as it began before.

    No test of publicity, and no look-back limit. Source: law.md section 3, "prior".
    """
    series = world.incident.extent is Extent.SERIES
    return _timed(world, node, PRIOR, _PRIOR_SERIES if series else _PRIOR, _NOT_PRIOR, _PRIOR_OPEN)


_IN = Words("The incident ({date}) falls in the time looked at.", "El incidente ({date}) cae en el tiempo considerado.")
_OUT = Words(
    "The incident ({date}) lies outside the time looked at.",
    "El incidente ({date}) queda fuera del tiempo considerado.",
)
_IN_OPEN = Words(
    "Whether the incident ({date}) falls in the time looked at cannot be told from the dates.",
    "Las fechas no permiten decir si el incidente ({date}) cae en el tiempo considerado.",
)


@word(
    argument=Argument(
        "table",
        fields=(
            ("from", Argument("day", optional=True)),
            ("until", Argument("day", optional=True)),
            ("before", Argument("day", optional=True)),
        ),
    ),
    looks_at=(INCIDENT,),
    reads=("incidents[].date_start", "incidents[].date_end", "mission.start_date", "mission.end_date"),
)
def in_window(world: World, node: Node) -> Outcome:
    """An act lies in the window, or a series meets it. ``from`` and ``until`` count in, ``before`` does not.

    Source: law.md section 3, "in a window".
    """
    return _timed(world, node, node.value, _IN, _OUT, _IN_OPEN)


def _timed(world: World, node: Node, window: Window, yes: Words, no: Words, unclear: Words) -> Outcome:
    incident = world.incident
    truth = window.holds(world, incident.period, incident.extent)
    if incident.phantom:
        return Outcome(truth)
    missing = frozenset(_time_missing(world, incident, window)) if truth is UNKNOWN else NOTHING
    text = yes if truth is YES else no if truth is NO else unclear
    return answered(node, truth, text, incident.ref, missing, (("date", said_dates(incident)),))


def _time_missing(world: World, incident: IncidentView, window: Window) -> set[str]:
    """The dates that leave the window open: its own bounds and the incident's, each only on the side that is open."""
    missing: set[str] = set()
    begin, end = incident.period.begin, incident.period.end
    act = act_day(incident.period) if incident.extent is Extent.ACT else None
    for bound, side, own in (
        (window.first, window._replace(last=None), (end, "incidents[].date_end")),
        (window.last, window._replace(first=None), (begin, "incidents[].date_start")),
    ):
        if bound is None or side.holds(world, incident.period, incident.extent) is not UNKNOWN:
            continue
        missing |= bound.missing(world)
        if incident.extent is Extent.ACT:
            if act is None or not act.is_day:
                missing |= {"incidents[].date_start", "incidents[].date_end"}
        elif own[0] is None or not own[0].is_day:
            missing.add(own[1])
    if not missing and window.first and window.last:  # each side is settled, but not which bound comes first
        missing = window.first.missing(world) | window.last.missing(world)
    return missing


def said_dates(incident: IncidentView) -> Words:
    """The incident's dates as ISO in words: one day, a span, an open span, or that there is none."""
    if incident.said is None:
        incident.said = _dates_in_words(incident)
    return incident.said


def _dates_in_words(incident: IncidentView) -> Words:
    begin, end = incident.period.begin, incident.period.end
    if begin is None and end is None:
        return Words("no date", "sin fecha")
    if begin is None:
        known = _iso(end)
        return known if incident.extent is Extent.ACT else Words(f"until {known.en}", f"hasta {known.es}")
    if end is None and incident.extent is Extent.SERIES:
        return Words(f"from {_iso(begin).en}", f"desde {_iso(begin).es}")
    if end is None or end == begin:
        return _iso(begin)
    return Words(f"{_iso(begin).en} to {_iso(end).en}", f"{_iso(begin).es} a {_iso(end).es}")


def _iso(day: ImpreciseDate | None) -> Words:
    low, slash, high = str(day).partition("/")
    return Words(f"{low} to {high}", f"{low} a {high}") if slash else Words(low, low)


_EARLIER = Words("It began on {date}, before this one.", "Comenzó el {date}, antes que esta.")
_NOT_EARLIER = Words("It began on {date}, not before this one.", "Comenzó el {date}, no antes que esta.")
_EARLIER_OPEN = Words(
    "Which of the two missions began first is not known.", "No se sabe cuál de las dos comenzó primero."
)


@word(looks_at=(PRIOR_MISSION,), reads=("prior_missions[].start_date", "mission.start_date"))
def began_earlier(world: World, node: Node) -> Outcome:
    """The other mission began before this one; on the same day is not before."""
    mission = world.prior_mission
    if mission.phantom:
        return UNREAD
    refs = (f"mission:{mission.id}",) if mission.id else ()
    truth = mission.start.before(world.start) if mission.start is not None and world.start is not None else UNKNOWN
    if truth is UNKNOWN:
        missing = set() if mission.start is not None and mission.start.is_day else {"prior_missions[].start_date"}
        if world.start is None or not world.start.is_day:
            missing.add("mission.start_date")
        return answered(node, UNKNOWN, _EARLIER_OPEN, refs, frozenset(missing))
    return answered(
        node, truth, _EARLIER if truth is YES else _NOT_EARLIER, refs, values=(("date", _iso(mission.start)),)
    )


def on_or_before_start(world: World, day: ImpreciseDate | None) -> Truth:
    """Whether a day lies on or before the mission's start; unknown when either is missing."""
    return UNKNOWN if day is None or world.start is None else day.on_or_before(world.start)


def by_start_missing(world: World, day: str | None, path: str) -> set[str]:
    """Which facts would settle whether ``day`` (the fact at ``path``) lies on or before the start."""
    missing = set()
    if world.start is None or not world.start.is_day:
        missing.add("mission.start_date")
    if day is None or not ImpreciseDate.parse(day).is_day:
        missing.add(path)
    return missing


def known_at_start(world: World, incident: IncidentView) -> Truth:
    """Whether the incident was public on or before the start. No rule's answer depends on it.

    Source: law.md section 3, "known".
    """
    return on_or_before_start(world, incident.first_public)


def is_prior(world: World, incident: IncidentView) -> Truth:
    """The test of ``prior`` for one incident, without its reasons."""
    return PRIOR.holds(world, incident.period, incident.extent)
