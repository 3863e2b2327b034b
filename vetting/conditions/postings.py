"""Words about where the commander of a host unit was posted before. Presence in post is not responsibility."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vetting.conditions.case import Case, World, read_day
from vetting.conditions.connectives import holding
from vetting.conditions.days import ANY_DAY
from vetting.conditions.kinship import host_ids, named_units, unit_record, whom_unnamed
from vetting.conditions.lists import gathered, open_list
from vetting.conditions.outcome import NO, NOTHING, UNKNOWN, YES, Hit, Outcome, Reason, Words, disjunction
from vetting.conditions.timing import said_dates
from vetting.conditions.vocabulary import ENTRY, INCIDENT, POSTING, UNREAD, Argument, Node, answered, word
from vetting.period import ImpreciseDate, act_day, falls_in

_UNIT_ID = "postings[].unit_id"
_FROM, _TO = "postings[].from", "postings[].to"


@dataclass(slots=True, eq=False)
class PostingView:
    """A person's time in a unit; the ``phantom`` is one of which nothing is known."""

    person_id: str | None
    unit_id: str | None
    begin: ImpreciseDate | None
    end: ImpreciseDate | None
    phantom: bool = False


PHANTOM_POSTING = PostingView(None, None, None, None, phantom=True)

_NO_COMMANDER = Words("Who commanded the unit is not recorded.", "No consta quién mandaba la unidad.")
_NOT_READ = Words("Where the commander was posted was not read.", "No se leyeron los destinos del comandante.")
_NOWHERE_ELSE = Words(
    "No posting of the commander of {unit} in another unit is on record.",
    "No consta ningún destino del comandante de {unit} en otra unidad.",
)
_PERSON_UNKNOWN = Words("Whose posting it was is not recorded.", "No consta de quién fue el destino.")


@word(
    argument=Argument("words"),
    looks_at=(ENTRY,),
    binds=POSTING,
    reads=("units[].commander_id", "postings", "postings[].person_id", _UNIT_ID, "mission.host_units[].unit_id"),
)
def some_earlier_posting(world: World, node: Node) -> Outcome:
    """For at least one posting of the host unit's commander in a unit not trained here, every condition below holds.

    The list is the record's own: present, even empty, it is known. Where the commander or the list is not known, it is
    read as if it held one posting of which nothing is known.
    """
    case, entry = world.case, world.entry
    assert entry is not None
    assert entry.unit_id is not None
    commander = (unit_record(case, entry.unit_id) or {}).get("commander_id")
    postings = case.facts.get("postings")
    outcomes = []
    if commander is None or postings is None:
        world.posting = PHANTOM_POSTING
        path = "units[].commander_id" if commander is None else "postings"
        text = _NO_COMMANDER if commander is None else _NOT_READ
        outcomes.append(open_list(holding(world, node.children), node, (frozenset({path}), text)))
    else:
        for posting in _postings(case):
            if posting.person_id not in (None, commander) or posting.unit_id in host_ids(case):
                continue
            world.posting = posting
            outcomes.append(_posting_counts(world, node))
    world.posting = None
    if not outcomes:
        said = (("unit", entry.name),)
        return Outcome(NO, reasons=(Reason(node.clause, NO, _NOWHERE_ELSE, said, (f"unit:{entry.unit_id}",)),))
    return disjunction(outcomes)


def _posting_counts(world: World, node: Node) -> Outcome:
    outcome = holding(world, node.children)
    if world.posting.person_id is None and outcome.truth is not NO:
        reason = Reason(node.clause, UNKNOWN, _PERSON_UNKNOWN)
        return Outcome(UNKNOWN, outcome.missing | {"postings[].person_id"}, (*outcome.reasons, reason))
    return gathered(world, outcome)


def _postings(case: Case) -> tuple[PostingView, ...]:
    found: tuple[PostingView, ...] = case.once("postings", lambda case: tuple(_read(case)))
    return found


def _read(case: Case) -> Iterator[PostingView]:
    for posting in (each or {} for each in case.facts.get("postings") or ()):
        yield PostingView(
            posting.get("person_id"),
            posting.get("unit_id"),
            read_day(posting.get("from"), _FROM),
            read_day(posting.get("to"), _TO),
        )


_NAMED = Words(
    "The information names {other}, where the commander was posted.",
    "La información menciona a {other}, donde estaba destinado el comandante.",
)
_NOT_NAMED = Words(
    "The information does not name the unit in which the commander was posted.",
    "La información no menciona la unidad en que estaba destinado el comandante.",
)
_POST_UNKNOWN = Words(
    "Whether the commander was ever posted to the unit named is not recorded.",
    "No consta si el comandante estuvo destinado en la unidad mencionada.",
)


@word(
    looks_at=(INCIDENT, POSTING),
    reads=("incidents[].attributed_units", "incidents[].attribution_level", "units[].level", _UNIT_ID),
    fills=("other",),
)
def names_that_unit(world: World, node: Node) -> Outcome:
    """The information names the unit of the posting. A service or force named is no unit.

    Of a posting that is not known, any unit named that is not trained here may be the one.
    """
    case, incident, posting = world.case, world.incident, world.posting
    if incident.phantom:
        return UNREAD
    named = named_units(case, incident)
    if not named:
        return whom_unnamed(node, incident)
    if posting.unit_id is None:
        if all(unit in host_ids(case) for unit in named):
            return answered(node, NO, _NOT_NAMED, incident.ref)
        missing = NOTHING if posting.phantom else frozenset({_UNIT_ID})
        return answered(node, UNKNOWN, _POST_UNKNOWN, incident.ref, missing)
    if posting.unit_id not in named:
        return answered(node, NO, _NOT_NAMED, incident.ref)
    values = (("other", case.name(posting.unit_id)),)
    outcome = answered(node, YES, _NAMED, (*incident.ref, f"unit:{posting.unit_id}"), values=values)
    return outcome._replace(hits=(Hit(values=values),))


_IN_POST = Words(
    "The incident ({date}) falls in the commander's time in that post.",
    "El incidente ({date}) cae en el tiempo del comandante en ese destino.",
)
_NOT_IN_POST = Words(
    "The incident ({date}) falls outside the commander's time in that post.",
    "El incidente ({date}) queda fuera del tiempo del comandante en ese destino.",
)
_IN_POST_UNKNOWN = Words(
    "Whether the incident ({date}) falls in the commander's time in that post cannot be told from the dates.",
    "Las fechas no permiten decir si el incidente ({date}) cae en el tiempo del comandante en ese destino.",
)


@word(
    looks_at=(INCIDENT, POSTING),
    reads=("incidents[].date_start", "incidents[].date_end", "incidents[].extent", _FROM, _TO),
)
def in_post(world: World, node: Node) -> Outcome:
    """The incident falls in the time of the posting, its first and last day counted in.

    Source: law.md section 3, "in a window".
    """
    incident, posting = world.incident, world.posting
    if incident.phantom or posting.phantom:
        return UNREAD
    truth = falls_in(incident.period, incident.extent, posting.begin or ANY_DAY, posting.end or ANY_DAY)
    text = _IN_POST if truth is YES else _NOT_IN_POST if truth is NO else _IN_POST_UNKNOWN
    missing = _time_missing(world) if truth is UNKNOWN else NOTHING
    return answered(node, truth, text, incident.ref, missing, (("date", said_dates(incident)),))


def _time_missing(world: World) -> frozenset[str]:
    incident, posting = world.incident, world.posting
    missing = {path for path, day in ((_FROM, posting.begin), (_TO, posting.end)) if day is None or not day.is_day}
    day = act_day(incident.period)
    if day is None or not day.is_day:
        missing |= {"incidents[].date_start", "incidents[].date_end"}
    return frozenset(missing)
