"""What the other records of a country say: a name that some of them print beside what singles out its unit.

A second look, once every text of a country was judged by itself. It asks of the unit that a text fits best, and that
its words alone do not carry to a match; it lifts no doubt and no conflict, and what it claims supports nothing in turn,
so the order of the texts does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from vetting.link.features import near_echelons
from vetting.link.registry import concepts_of
from vetting.model import Match, Unit
from vetting.names import normalize, parse
from vetting.names.parse import OFFICES, SERVICES

#: A cell: what is printed, and its parts, each with its text and matches.
Cell = tuple[str, Sequence[tuple[str, Sequence[Match]]]]

#: The least score that others' word is heard on: below it the names hardly allow that they are one.
_LEAST = 0.1
#: The least score of a claim that bears out others: one that is just accepted may be wrong, and would be so often.
_SURE = 0.7
#: From this likeness of 100 on two records print one name, if their numbers are the same.
_ALIKE = 90.0
#: How much less alike the names of every other unit must be.
_APART = 10.0
#: From this likeness of 100 on a word is another misprinted.
_MISPRINT = 65.0
#: Letters of another record that a reason quotes.
_QUOTED = 100
#: Records kept for a name of a unit: one may be the cell that asks.
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Said:
    """What a name says, to be laid beside what another says."""

    normal: str
    sorted: str
    numbers: tuple[object, ...]
    echelon: str
    told: frozenset[str]

    def holds(self, other: Said) -> bool:
        """Whether all that ``other`` says is said here, of the very kind of body."""
        return bool(other.told) and self.echelon == other.echelon and other.told <= self.told

    def lacks(self, other: Said) -> set[str]:
        """What ``other`` says and this does not, but for what may be misprints of words said here, and for services.

        A service that contradicts the unit's rules it out whatever others print.
        """
        mine = self.normal.split(" ")
        return {
            said
            for said in other.told - self.told - _OF_SERVICES
            if not (said.startswith("w:") and any(fuzz.ratio(said[2:], word) >= _MISPRINT for word in mine))
        }


_OF_SERVICES = frozenset(f"b:{service}" for service in SERVICES)


def _said(text: str, country: str) -> Said:
    name, normal = parse(text, country), normalize(text)
    told = concepts_of(name, country) | {f"w:{w}" for w in (*name.residue, *name.honorifics)}
    return Said(normal, " ".join(sorted(normal.split(" "))), (name.numbers, name.section), name.echelon, told)


def _is_one_name(asking: Said, one: Said, like: float, own: Sequence[Said]) -> bool:
    """Whether ``one``, claimed for a unit that goes by ``own``, is the name that ``asking`` is.

    It is a name of that kind of body; all that is asked is said there or by the unit's own names; and it says no more,
    unless in nearly the same letters: an office, which goes by what it does and whose it is, not even so.
    """
    kinds = {name.echelon for name in own}
    if one.echelon and not any(one.echelon == kind or near_echelons(one.echelon, kind) for kind in kinds):
        return False
    more = one.told != asking.told
    if more and (like < _ALIKE or {one.echelon, asking.echelon} & OFFICES):
        return False
    return not one.lacks(asking).difference(*(name.told for name in own))


@dataclass(frozen=True, slots=True)
class Support:
    """What others say of a name: the unit that ``record`` and no other record gives it; or, none being it, ``why``."""

    unit_id: str = ""
    record: str = ""
    why: str = ""

    @property
    def reason(self) -> str:
        """The sentence for a match."""
        shown = self.record if len(self.record) <= _QUOTED else self.record[: _QUOTED - 1] + "…"
        return f'another record of the country prints "{shown}"'


def asked_of(matches: Sequence[Match]) -> str:
    """The unit that other records are asked of, or ``""``: the first, where its words are all that a match lacks."""
    first = matches[0] if matches else None
    asking = first is not None and first.status == "candidate" and not first.reason and first.score >= _LEAST
    return first.unit_id if first is not None and asking else ""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name that records claim for a unit: a few of them, and of those that are sure of it."""

    unit_id: str
    said: Said
    records: list[str] = field(default_factory=list)
    sure: list[str] = field(default_factory=list)

    def add(self, printed: str, score: float) -> None:
        """One more record, in their order."""
        for held in (self.records, self.sure) if score >= _SURE else (self.records,):
            if len(held) < _KEPT and printed not in held:
                held.append(printed)

    def beside(self, printed: str, *, sure: bool = False) -> str:
        """The first record other than ``printed``, or ``""``."""
        return next((record for record in (self.sure if sure else self.records) if record != printed), "")


class _OfNumbers:
    """The claimed names of one number, so kept that only those near to an asked one are looked at."""

    def __init__(self, names: Sequence[_Name]) -> None:
        self.names = names
        self._normal = [name.said.normal for name in names]
        self._sorted = [name.said.sorted for name in names]
        self._telling: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, name in enumerate(names):
            for told in name.said.told:
                self._telling[name.said.echelon, told].append(at)

    def alike(self, said: Said) -> dict[int, float]:
        """How alike the names are, letter by letter, in whichever order of words; too unlike ones are left out."""
        out: dict[int, float] = {}
        for mine, theirs in ((said.normal, self._normal), (said.sorted, self._sorted)):
            for _, like, at in process.extract(
                mine, theirs, scorer=fuzz.ratio, processor=None, limit=None, score_cutoff=_ALIKE - _APART
            ):
                out[at] = max(out.get(at, 0.0), like)
        return out

    def holding(self, said: Said) -> list[int]:
        """The names that hold all of ``said``: looked for among those that tell the rarest thing it tells."""
        shelves = [self._telling.get((said.echelon, told), []) for told in said.told]
        return [at for at in min(shelves, key=len, default=[]) if self.names[at].said.holds(said)]


class Elsewhere:
    """The names that records of a country print for the units which they claim by themselves."""

    def __init__(self, country: str, cells: Iterable[Cell], units: Iterable[Unit]) -> None:
        """``cells`` as each was judged by itself."""
        self._country = country
        self._units = {unit.id: unit for unit in units}
        names: dict[tuple[str, str], _Name] = {}
        for printed, parts in sorted(cells, key=lambda cell: cell[0]):
            for text, matches in parts:
                for match in (m for m in matches if m.status == "match" and not m.reason):
                    said = _said(text, country)
                    name = names.setdefault((match.unit_id, said.normal), _Name(match.unit_id, said))
                    name.add(printed, match.score)
        by_numbers: dict[tuple[object, ...], list[_Name]] = defaultdict(list)
        for name in names.values():
            by_numbers[name.said.numbers].append(name)
        self._by_numbers = {numbers: _OfNumbers(held) for numbers, held in by_numbers.items()}

    def support(self, printed: str, text: str, unit_id: str) -> Support:
        """What records other than ``printed`` say of its part ``text``, which fits the unit best."""
        asking, unit = _said(text, self._country), self._units[unit_id]
        own = [_said(name, self._country) for name in (unit.name, *unit.aliases)]
        near: dict[str, float] = {}
        mine, record = 0.0, ""
        for name, letters, holds in self._near(asking):
            if not name.beside(printed):
                continue
            like = 100.0 if holds else letters
            near[name.unit_id] = max(like, near.get(name.unit_id, 0.0))
            witness = name.beside(printed, sure=True) if name.unit_id == unit_id and like > mine else ""
            if witness and _is_one_name(asking, name.said, letters, own):
                mine, record = like, witness
        mine = mine or near.pop(unit_id, 0.0)
        if mine < _ALIKE:
            return Support()
        rivals = sorted(owner for owner, like in near.items() if owner != unit_id and like > mine - _APART)
        if rivals:
            names = "; ".join(self._units[one].name for one in (unit_id, *rivals[:3]))
            return Support(why=f"ambiguous: other records print this name for {names}")
        return Support(unit_id, record) if record else Support()

    def _near(self, asking: Said) -> Iterator[tuple[_Name, float, bool]]:
        """The names that may be ``asking``, in order: how alike in letters (0: hardly), and whether one holds it."""
        held = self._by_numbers.get(asking.numbers)
        if held is not None:
            letters, holding = held.alike(asking), frozenset(held.holding(asking))
            for at in sorted(holding.union(letters)):
                yield held.names[at], letters.get(at, 0.0), at in holding


def second_look(cell: Cell, elsewhere: Elsewhere) -> Mapping[int, Support]:
    """What other records say of the parts of a cell that ask: position → support."""
    printed, parts = cell
    found = {}
    for at, (text, matches) in enumerate(parts):
        unit = asked_of(matches)
        support = elsewhere.support(printed, text, unit) if unit else Support()
        if support.unit_id or support.why:
            found[at] = support
    return found
