"""What is known of each provisional unit of a country: rows by year, printed forms with theirs, how sure, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vetting.model import Dataset, Mission, SourceRef, Unit
from vetting.names import normalize
from vetting.registry.edits import Edit
from vetting.registry.features import FEATURES
from vetting.registry.proposing import DOUBTFUL, Group, Member


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form of a unit: its rows by year, how sure it is the unit's, in [0, 1], and its first row."""

    printed: str
    years: Mapping[int, int]
    sureness: float
    source: SourceRef

    @property
    def rows(self) -> int:
        """How many rows print it."""
        return sum(self.years.values())


@dataclass(frozen=True, slots=True)
class Portrait:
    """A provisional unit. ``forms`` run from the most printed on; ``years`` counts its rows, each once.

    ``group`` says how sure the build was, None for a unit that an analyst added. ``rival`` is the unit on record that
    is most like it.
    """

    unit: Unit
    forms: tuple[Form, ...]
    years: Mapping[int, int]
    group: Group | None = None
    rival: Unit | None = None

    @property
    def sureness(self) -> float:
        """The probability that it is one unit and no part of another; 1.0 where an analyst added it."""
        return self.group.sureness if self.group else 1.0

    @property
    def doubtful(self) -> tuple[Form, ...]:
        """Forms that are less than ``DOUBTFUL`` sure to be the unit's, the least sure first."""
        return tuple(sorted((f for f in self.forms if f.sureness < DOUBTFUL), key=lambda f: (f.sureness, f.printed)))

    def reasons(self, language: str) -> list[str]:
        """The evidence on its least sure member, in words, each with its points; empty where all say the same."""
        said = {f.name: f.text_es if language == "es" else f.text_en for f in FEATURES}
        return [f"{points:+.1f} {said.get(name, name)}" for name, points in (self.group.reasons if self.group else ())]


def year_of(mission: Mission) -> int:
    """The fiscal year, else that of the first day, else 0."""
    begin = mission.period.begin
    return mission.fiscal_year or (begin.earliest.year if begin else 0)


def portraits(
    country: str, dataset: Dataset, members: Iterable[Member], groups: Iterable[Group], edits: Iterable[Edit] = ()
) -> list[Portrait]:
    """The provisional units of ``country``, sorted by id, with the members that its edits give them."""
    units = {u.id: u for u in dataset.units if u.provisional and u.country == country}
    rows: dict[str, list[Mission]] = defaultdict(list)
    for mission in dataset.missions:
        if mission.country == country and mission.recipient:
            rows[mission.recipient].append(mission)
    held: dict[str, list[Member]] = defaultdict(list)
    for member in moved(members, edits):
        held[member.unit_id].append(member)
    known = {g.unit_id: g for g in groups}
    out = []
    for id_, unit in sorted(units.items()):
        group = known.get(id_)
        out.append(_portrait(unit, held.get(id_, ()), rows, group, units.get(group.rival) if group else None))
    return out


def moved(members: Iterable[Member], edits: Iterable[Edit]) -> list[Member]:
    """The members as merges, splits and removals by an analyst leave them."""
    found = list(members)
    for edit in edits:
        if edit.undone or edit.kind not in ("merge", "split", "drop"):
            continue
        new = {"merge": edit.value, "split": f"{edit.unit_id}~s{edit.number}", "drop": ""}[edit.kind]
        taken = set(edit.names)
        found = [
            Member(new, m.country, m.cell, m.start, m.end, m.sureness)
            if m.unit_id == edit.unit_id and (edit.kind != "split" or m.cell[m.start : m.end] in taken)
            else m
            for m in found
        ]
    return found


def _portrait(
    unit: Unit, members: Sequence[Member], rows: Mapping[str, Sequence[Mission]], group: Group | None,
    rival: Unit | None,
) -> Portrait:  # fmt: skip
    cells = dict.fromkeys(m.cell for m in members)
    years = Counter(year for cell in cells for m in rows.get(cell, ()) if (year := year_of(m)))
    by_form: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        by_form[normalize(member.cell[member.start : member.end])].append(member)
    forms = [_form(held, rows) for held in by_form.values()]
    forms.sort(key=lambda f: (-f.rows, f.printed))
    return Portrait(unit, tuple(forms), dict(sorted(years.items())), group, rival)


def _form(members: Sequence[Member], rows: Mapping[str, Sequence[Mission]]) -> Form:
    """Spellings that differ in case and signs only are one form, told as it is mostly printed."""
    spelled = Counter[str]()
    for member in members:
        spelled[member.cell[member.start : member.end]] += len(rows.get(member.cell, ()))
    behind = [m for cell in dict.fromkeys(m.cell for m in members) for m in rows.get(cell, ())]
    first = min((m.source for m in behind), key=lambda s: (s.file, s.line), default=SourceRef("", 0))
    years = Counter(year for m in behind if (year := year_of(m)))
    printed = min(spelled, key=lambda text: (-spelled[text], text))
    return Form(printed, dict(sorted(years.items())), min(m.sureness for m in members), first)
