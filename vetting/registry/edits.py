"""An analyst's edits of provisional units: dated, reasoned, never rewritten, replayed on every build."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from hashlib import sha256

from vetting.errors import UsageError
from vetting.model import Relation, SourceRef, Unit
from vetting.period import ImpreciseDate, Period
from vetting.registry.proposing import Proposal

#: What an edit can say. Those from ``unname`` to ``drop`` are what an import of an edited export gives besides.
KINDS = ("merge", "split", "rename", "alias", "parent", "end", "unname", "set", "tie", "untie", "add", "drop",
         "confirm")  # fmt: skip
#: What ``set`` can set.
FIELDS = ("level", "echelon", "branch", "headquarters", "first_cited", "last_cited")


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit. ``value`` is the other unit (merge, parent, tie, untie), a name (rename, alias, unname, add, split's

    new unit), a day (end), an incident (confirm) or what a field is set to. ``names`` are the forms that a split takes
    away, the field that is set, a tie's kind with its first and last cited day, or the name that a rename replaced.
    With ``undone`` set it stands on record and counts for nothing.
    """

    number: int
    day: str
    kind: str
    country: str
    unit_id: str
    value: str
    names: tuple[str, ...]
    reason: str
    source: str
    undone: str = ""

    @property
    def cited(self) -> SourceRef:
        """Where a statement made by the edit comes from."""
        return SourceRef(f"edit {self.number}", self.number, url=self.source)


def edited(proposal: Proposal, edits: Iterable[Edit]) -> Proposal:
    """The proposal with the country's edits replayed in order. An edit of a unit that is gone is passed over."""
    units = {unit.id: unit for unit in proposal.units}
    relations = list(proposal.relations)
    for edit in edits:
        if edit.country == proposal.country and not edit.undone and (edit.kind == "add") == (edit.unit_id not in units):
            relations = _apply(edit, units, relations)
    kept = {(r.unit_id, r.other_id, r.kind): r for r in reversed(relations)}
    left = [kept[k] for k in sorted(kept) if k[0] in units and k[0] != k[1]]
    return replace(proposal, units=tuple(units[i] for i in sorted(units)), relations=tuple(left))


def _apply(edit: Edit, units: dict[str, Unit], relations: list[Relation]) -> list[Relation]:
    if edit.kind in ("rename", "alias", "unname", "end", "set"):
        units[edit.unit_id] = _changed(edit, units[edit.unit_id])
    elif edit.kind == "add":
        cited = Period(begin_real=False, end_real=False)
        units[edit.unit_id] = Unit(
            edit.unit_id, edit.country, edit.value, edit.cited, existence=cited, provisional=True
        )
    elif edit.kind == "drop":
        del units[edit.unit_id]
        return [r for r in relations if edit.unit_id not in (r.unit_id, r.other_id)]
    elif edit.kind == "split":
        _split(edit, units[edit.unit_id], units)
    elif edit.kind == "merge":
        return _merged(edit, units, relations)
    elif edit.kind in ("parent", "tie", "untie"):
        return _tied(edit, relations)
    return relations


def _changed(edit: Edit, unit: Unit) -> Unit:
    """The unit with one statement of its own changed; an impossible period is passed over."""
    if edit.kind == "rename":
        return replace(unit, name=edit.value, aliases=_names((unit.name, *unit.aliases), without=edit.value))
    if edit.kind == "alias":
        return replace(unit, aliases=_names((*unit.aliases, edit.value), without=unit.name))
    if edit.kind == "unname":
        return replace(unit, aliases=_names(unit.aliases, without=edit.value))
    try:
        if edit.kind == "end":
            day = ImpreciseDate.parse(edit.value)
            return replace(unit, existence=replace(unit.existence, end=day, end_real=True))
        return with_field(unit, edit.names[0], edit.value)
    except ValueError:
        return unit


def with_field(unit: Unit, field: str, value: str) -> Unit:
    """The unit with one of ``FIELDS`` set. Raises ValueError where a day is none or the period would end before it

    begins.
    """
    if field in ("first_cited", "last_cited"):
        day = ImpreciseDate.parse(value) if value else None
        cited = unit.existence
        cited = replace(cited, begin=day) if field == "first_cited" else replace(cited, end=day)
        return replace(unit, existence=cited)
    return replace(unit, **{field: value})  # type: ignore[arg-type]


def _merged(edit: Edit, units: dict[str, Unit], relations: list[Relation]) -> list[Relation]:
    if edit.value not in units or edit.value == edit.unit_id:
        return relations
    unit, into = units.pop(edit.unit_id), units[edit.value]
    names = _names((*into.aliases, unit.name, *unit.aliases), without=into.name)
    units[into.id] = replace(into, aliases=names, existence=_span(into.existence, unit.existence))
    return [_moved(r, unit.id, into.id) for r in relations]


def _tied(edit: Edit, relations: list[Relation]) -> list[Relation]:
    """Relations with one more, or one less; a tie told anew takes the place of the earlier one of its kind."""
    kind, first, last = (*edit.names, "", "", "")[:3] if edit.names else ("subordinate", "", "")
    left = [r for r in relations if (r.kind, r.unit_id, r.other_id) != (kind, edit.unit_id, edit.value)]
    if edit.kind == "untie":
        return left
    if edit.kind == "parent":
        left = relations
    return [*left, Relation(kind, edit.unit_id, edit.value, cited_period(first, last), edit.cited)]


def cited_period(first: str, last: str) -> Period:
    """From the first to the last cited day, either blank. Raises ValueError where they are none."""
    return Period.parse(f"~{first}..{last}~")


def _split(edit: Edit, unit: Unit, units: dict[str, Unit]) -> None:
    taken = tuple(n for n in edit.names if n == unit.name or n in unit.aliases)
    left = tuple(n for n in (unit.name, *unit.aliases) if n not in taken)
    if not left:
        return  # nothing would be left of the unit
    new = f"{unit.id}~s{edit.number}"
    units[new] = replace(unit, id=new, name=edit.value, aliases=_names(taken, without=edit.value), source=edit.cited)
    units[unit.id] = replace(unit, name=left[0], aliases=left[1:])


def _names(names: Iterable[str], *, without: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n for n in names if n != without))


def _moved(relation: Relation, old: str, new: str) -> Relation:
    return replace(
        relation, unit_id=new if relation.unit_id == old else relation.unit_id,
        other_id=new if relation.other_id == old else relation.other_id,
    )  # fmt: skip


def _span(one: Period, other: Period) -> Period:
    begins = [p.begin for p in (one, other) if p.begin]
    ends = [p.end for p in (one, other) if p.end]
    first = min(begins, key=lambda d: d.earliest) if begins else None
    last = max(ends, key=lambda d: d.latest) if ends else None
    return Period(first, last, begin_real=False, end_real=False)


def edits_on_record(edits: Iterable[Edit]) -> dict[str, str]:
    """How many edits an output rests on, and their digest, for its manifest."""
    plain = [astuple(edit) for edit in edits]
    digest = sha256(json.dumps(plain, ensure_ascii=False).encode("utf-8")).hexdigest()
    return {"registry edits": f"{len(plain)}, SHA-256 {digest}"}


def confirmed(edits: Iterable[Edit]) -> frozenset[tuple[str, str]]:
    """The pairs of incident and unit that an analyst took for one; those of a merged unit are the other's."""
    found: set[tuple[str, str]] = set()
    for edit in edits:
        if edit.undone:
            continue
        if edit.kind == "confirm":
            found.add((edit.value, edit.unit_id))
        elif edit.kind == "merge":
            found |= {(incident, edit.value) for incident, unit in found if unit == edit.unit_id}
    return frozenset(found)


def checked(edit: Edit, units: Iterable[Unit]) -> Edit:
    """``edit``, or a UsageError that says what is wrong with it: an unknown unit, a registered one, no day."""
    held = {unit.id: unit for unit in units}
    asked = [edit.unit_id, *([edit.value] if edit.kind in ("merge", "parent") else [])]
    for id_ in asked:
        if id_ not in held:
            raise UsageError(f"there is no unit '{id_}'", hint="See: vetting registry export")
    if not held[edit.unit_id].provisional or (edit.kind == "merge" and not held[edit.value].provisional):
        raise UsageError(f"'{edit.unit_id}' is not provisional", hint="Edit the file of its registry and import it.")
    if edit.kind == "end":
        try:
            ImpreciseDate.parse(edit.value)
        except ValueError:
            raise UsageError(f"'{edit.value}' is not a day, month or year", hint="write it as 2009-05") from None
    return edit
