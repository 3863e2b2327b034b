"""An analyst's edits of provisional units: dated, reasoned, never rewritten, replayed on every build."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from vetting.errors import UsageError
from vetting.model import Relation, SourceRef, Unit
from vetting.period import ImpreciseDate, Period
from vetting.registry.proposing import Proposal

KINDS = ("merge", "split", "rename", "alias", "parent", "end")


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit. ``value`` is the other unit (merge, parent), a name (rename, alias, split's new unit) or a day (end).

    ``names`` are the forms that a split takes away. With ``undone`` set it stands on record and counts for nothing.
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
        if edit.country == proposal.country and not edit.undone and edit.unit_id in units:
            relations = _apply(edit, units, relations)
    kept = {(r.unit_id, r.other_id): r for r in reversed(relations) if r.unit_id in units and r.unit_id != r.other_id}
    return replace(
        proposal, units=tuple(units[i] for i in sorted(units)), relations=tuple(kept[k] for k in sorted(kept))
    )


def _apply(edit: Edit, units: dict[str, Unit], relations: list[Relation]) -> list[Relation]:
    unit = units[edit.unit_id]
    if edit.kind == "rename":
        units[unit.id] = replace(unit, name=edit.value, aliases=_names((unit.name, *unit.aliases), without=edit.value))
    elif edit.kind == "alias":
        units[unit.id] = replace(unit, aliases=_names((*unit.aliases, edit.value), without=unit.name))
    elif edit.kind == "end":
        day = ImpreciseDate.parse(edit.value)
        units[unit.id] = replace(unit, existence=replace(unit.existence, end=day, end_real=True))
    elif edit.kind == "parent":
        period = Period(begin_real=False, end_real=False)
        return [*relations, Relation("subordinate", unit.id, edit.value, period, edit.cited)]
    elif edit.kind == "split":
        _split(edit, unit, units)
    elif edit.kind == "merge" and edit.value in units and edit.value != unit.id:
        into = units[edit.value]
        names = _names((*into.aliases, unit.name, *unit.aliases), without=into.name)
        units[into.id] = replace(into, aliases=names, existence=_span(into.existence, unit.existence))
        del units[unit.id]
        return [_moved(r, unit.id, into.id) for r in relations]
    return relations


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
