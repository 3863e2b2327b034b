"""The readings of one head: as printed, its acronyms spelt out, its sections read in, its office left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vetting.link.features import Head
from vetting.link.institutions import meaning, resolve
from vetting.link.registry import Registry, concepts_of, keys_of
from vetting.names import ParsedName, Segment, normalize, parse, words
from vetting.names.lexicon import country_codes, expansion
from vetting.names.parse import MINISTRIES, OFFICES, SERVICES, STAFF_WORK
from vetting.names.roles import WHERE

#: Parts of a larger unit that stand for it when they have neither number nor function.
_INNER = frozenset({"company", "platoon", "battery", "squad", "patrol"})
#: Offices that are of their service whatever they do (Foreign Liaison Office), but for what troops are called.
_DESKS = frozenset({"section", "office", "bureau"})
_TROOPS = frozenset({"special_forces", "special_operations", "counter_terror", "presidential", "marine", "commando",
                     "riverine", "aviation", "airborne", "diving", "merchant", "maritime", "fluvial"})  # fmt: skip
#: Arms whose division is a formation, not a desk.
_FIELD = frozenset({"infantry", "armor", "cavalry", "artillery", "mechanized", "airborne", "mountain", "marine",
                    "special_forces"})  # fmt: skip
_PEOPLE = frozenset({"officers", "nco", "cadets"})
#: Up to this rank (regiments, groups) a body's lettered companies are the body.
_HOLDS_COMPANIES = 4
#: From this rank on (staffs, services, forces) a body is a superior of any unit printed beside it.
COMMANDING = 8
#: How sure a derived acronym must be to make a bare word a unit.
SURE = 0.9
#: From here on an acronym is one of the country, be it derived: an alias, initials, letters with the number.
_DERIVED = 0.8
#: From this many letters on an acronym of syllables that only one unit fits is taken for it beside a service.
_SYLLABLES = 6


def known(segment: Segment, registry: Registry) -> bool:
    """Whether a bare word is a unit's printed name or surely its acronym (BIMLOR, AVINAV)."""
    normal = normalize(segment.name)
    if normal in registry.exact:
        return True
    return any(
        value >= SURE for token in parse(segment.name, registry.country).acronyms if len(token) >= 3
        for short in (token, token[3:] if token.startswith("com") and len(token) >= 6 else token)
        for value in registry.acronym(short).values()
    )  # fmt: skip


def printed_as(normal: str, registry: Registry) -> set[int]:
    """The units of which ``normal`` is a name or an acronym letter by letter."""
    called = {registry.forms[at].unit for at in registry.exact.get(normal, ())}
    if not called and normal and " " not in normal:
        called = {registry.forms[at].unit for at, value in registry.acronym(normal).items() if value == 1.0}
    return called


def is_one(name: ParsedName, registry: Registry) -> bool:
    """Whether an acronym of ``name`` can be only one unit of the country: surely, or by six letters of syllables."""
    for token in name.acronyms:
        found = registry.acronym(token)
        surest = max(found.values(), default=0.0)
        units = {registry.forms[at].unit for at, value in found.items() if value == surest}
        if len(units) == 1 and (surest >= SURE or len(token) >= _SYLLABLES):
            return True
    return False


def _services(*names: ParsedName) -> frozenset[str]:
    return frozenset(b for name in names for b in name.branches if b in SERVICES)


def _merged(base: ParsedName, parts: Sequence[ParsedName]) -> ParsedName:
    """The head and its printed sections read as one: ``Logistics, Navy Staff`` is the navy staff's logistics."""
    functions = dict.fromkeys(f for p in (*parts, base) for f in p.functions)
    section = next((p.section for p in parts if p.section), base.section)
    echelon = next((p.echelon for p in parts if p.echelon), base.echelon)
    echelons = dict.fromkeys((*base.echelons, *(e for p in parts for e in p.echelons)))
    return replace(
        base, functions=tuple(functions), section=section, echelon=echelon, echelons=tuple(echelons),
        supreme=base.supreme or any(p.supreme for p in parts),
    )  # fmt: skip


def _owner(base: ParsedName) -> ParsedName | None:
    """The name without its office or section, where something is left that can be a unit."""
    inner = base.echelon in _INNER and not base.numbers and not base.functions
    office = base.echelon in OFFICES or bool(base.section) or inner
    desk_division = base.echelon == "division" and not base.numbers and bool(base.branches)
    office = office or (desk_division and bool(set(base.functions) & STAFF_WORK))
    work = not base.echelon and base.branches and set(base.functions) & (STAFF_WORK | _PEOPLE)
    inside = any(e in OFFICES for e in base.echelons) and set(base.functions) & STAFF_WORK
    if not (office or work or inside):
        return None
    inside_it = OFFICES | _INNER | ({"division"} if desk_division else set())
    others = [e for e in base.echelons if e not in inside_it]
    desk = base.echelon in _DESKS and bool(_services(base)) and not (base.numbers or base.residue)
    if desk:
        functions = tuple(f for f in base.functions if f in _TROOPS)
    else:
        functions = tuple(f for f in base.functions if f not in STAFF_WORK | _PEOPLE)
    if base.section and not (base.echelon in OFFICES or inside):
        functions, others = base.functions, [base.echelon] if base.echelon else []
    first = base.echelons[:1] == (base.echelon,)  # "Sección del Estado Mayor del Ministerio"
    left = replace(
        base,
        echelon=(others[0] if first else others[-1]) if others else "",
        echelons=tuple(others),
        functions=functions,
        section=None,
    )
    whole = any(b in SERVICES or b == "armed_forces" for b in left.branches)
    whole = whole and base.echelon not in _INNER  # a company of the gendarmerie is not the gendarmerie
    solid = whole or left.numbers or left.residue
    return left if solid or left.echelon not in ("", "unit", "force", "service") else None


def _is_whole_service(name: ParsedName) -> bool:
    said = name.numbers or name.residue or name.functions or name.honorifics
    return name.echelon in ("", "service", "force") and not said


def _superiors(registry: Registry, parsed: Sequence[ParsedName], texts: Sequence[str]) -> frozenset[int]:
    found: set[int] = set()
    for name, text in zip(parsed, texts, strict=True):
        found.update(registry.forms[at].unit for at in registry.exact.get(normalize(text), ()))
        for token in name.acronyms:
            found.update(registry.forms[at].unit for at, value in registry.acronym(token).items() if value >= SURE)
        services = _services(name)
        if services:
            found.update([i for i in registry.services if services & registry.branches[i]])
        elif name.numbers and name.echelon:
            for at in registry.index.get(f"n:{name.numbers[0]}", ()):
                if registry.forms[at].name.echelon == name.echelon:
                    found.add(registry.forms[at].unit)
    return frozenset(found)


def _around(segments: Sequence[Segment], at: int) -> tuple[list[Segment], list[Segment], list[Segment]]:
    mine = [s for i, s in enumerate(segments) if s.of == at and i != at]
    parts = [s for s in mine if s.role == "part"]
    names = [s for s in mine if s.role in ("name", "place", "noise")]
    over = [s for s in mine if s.role == "superior"]
    beyond = [s for s in over if s.start > segments[at].start]
    return parts, names, [*beyond, *(s for s in reversed(over) if s not in beyond)]


def _superior_ends(segment: Segment | None) -> bool:
    """Whether what stands before a bracket is a superior: then the bracket is its ("…, National Air Service (SAN)")."""
    return segment is not None and segment.role == "superior" and segment.mark != "open"


def _joined(one: Segment, other: Segment) -> bool:
    """Whether two segments stand side by side with a dash or slash between them."""
    first, second = sorted((one, other), key=lambda s: s.start)
    return second.mark in ("dash", "slash") and first.end <= second.start


class _Cell:
    """One head among the segments of its cell, parsed with what stands around it."""

    def __init__(self, segments: Sequence[Segment], at: int, registry: Registry) -> None:
        self.registry = registry
        self.segment = segments[at]
        self.base = self._parsed(self.segment)
        leaked = {str(figure) for figure in self.base.leaked}
        self.normal = " ".join(w for w in words(self.segment.name) if w not in leaked)
        parts, self.names, self.superiors = _around(segments, at)
        self.parts = [self._parsed(s) for s in parts]
        self.over = [self._parsed(s) for s in self.superiors]
        self.beside = [self._parsed(s) for s in self.names]
        brackets = [self._parsed(s) for s in self._brackets(segments, at, parts)]
        self.acronyms = tuple(dict.fromkeys(a for p in (self.base, *brackets) for a in p.acronyms))
        self.context = tuple(dict.fromkeys(w for p in (*self.beside, *self.over) for w in (*p.residue, *p.honorifics)))
        self.services = _services(self.base) or _services(*self.over)
        self.above = _superiors(registry, [*self.over, *self.beside], [s.name for s in (*self.superiors, *self.names)])
        dashed = [s for s in self.names if s.role == "place" and s.mark in ("dash", "slash")]
        told = (self.base, *self.over, *(self._parsed(s) for s in dashed))
        self.foreign = frozenset(n for p in told for n in p.nationality if n != registry.country)

    def _parsed(self, segment: Segment) -> ParsedName:
        return parse(segment.name, self.registry.country)

    def _brackets(self, segments: Sequence[Segment], at: int, parts: Sequence[Segment]) -> Iterator[Segment]:
        """The segments whose acronyms may be the head's: in brackets behind it, or known and joined by a dash."""
        following = segments[at + 1] if at + 1 < len(segments) else None
        shared = following is not None and following.mark == "and" and following.name != following.text
        beyond = [s for around in _around(segments, at + 1) for s in around] if shared else []
        held = [s for s in (*self.names, *self.superiors, *parts, *beyond) if s.mark == "open"]
        before = {segments[i].start: segments[i - 1] for i in range(1, len(segments))}
        of_superior = {s.start for s in held if _superior_ends(before.get(s.start))}
        yield from (s for s in held if s.start not in of_superior)
        yield from (s for s in self.names if _joined(s, self.segment) and known(s, self.registry))
        if self.segment.mark == "open":  # "FELCC (Fuerza Especial ...)": the acronym stands before what it means
            yield from (s for s in (*self.names, *parts) if s.end <= self.segment.start)

    def head(
        self, name: ParsedName, *, office: bool = False, branches: frozenset[str] | None = None, short: bool = False
    ) -> Head:  # fmt: skip
        """``name`` as a head of this cell; ``short`` where it holds only for units with the acronym's letters."""
        registry = self.registry
        codes = country_codes(registry.country)
        concepts = concepts_of(name, registry.country)
        own = tuple(dict.fromkeys(w for w in (*name.residue, *name.honorifics) if w not in codes))
        return Head(
            text=self.segment.text, normal=self.normal, name=name, concepts=concepts, words=own,
            acronyms=self.acronyms, context=self.context, superiors=self.above, office=office, foreign=self.foreign,
            branches=self.services if branches is None else branches,
            institution=self._institution(name, own),
            keys=frozenset(keys_of(name, concepts) | {f"w:{near}" for w in own for near, _ in registry.near(w)[:1]}),
            short_only=short,
        )  # fmt: skip

    def _institution(self, name: ParsedName, own: tuple[str, ...]) -> int:
        """The service, staff or ministry meant, or -1; what the registry prints just so is that unit (SEDENA)."""
        found = resolve(self.registry.institutions, meaning(self._as_institution(name, own)))
        above = any(name is one for one in self.over)
        printed = self.normal if name is self.base else normalize(name.text) if above else ""
        called = printed_as(printed, self.registry) if found >= 0 and printed else set()
        return called.pop() if found >= 0 and len(called) == 1 else found

    def _as_institution(self, name: ParsedName, own: tuple[str, ...]) -> ParsedName:
        """The name as an institution would be meant by it: "Army - HQ, Yaoundé" is the headquarters of the army."""
        numbered = any(beside.numbers for beside in self.beside)
        if name.echelons == ("ship",) and name.branches and not (own or name.nationality or numbered):
            return replace(name, echelon="", echelons=())  # ARA alone is the navy, not a ship of it
        if name.echelon != "staff":
            return name if own == name.residue else replace(name, residue=own)
        said = tuple(w for w in own if w not in name.behind and not self.registry.is_place(w, name.echelon))
        lent = tuple(sorted(self.services)) if not name.functions else ()
        return replace(name, residue=said, branches=name.branches or lent)

    def spelt_out(self) -> Iterator[Head]:
        """The name with an acronym read as what it stands for in this country.

        Spelt out where the country's cells print what it means (ESUFA, a school of non-commissioned officers), or left
        to the registry's own names: BIM, a battalion of marines in Spanish, is one of motorized infantry in Cameroon.
        """
        base, registry = self.base, self.registry
        said = words(self.segment.name)
        for token in base.acronyms:
            if token not in said:
                continue
            long = expansion(token, registry.country)
            if long:
                name = parse(" ".join(long if w == token else w for w in said), registry.country)
                name = replace(name, text=base.text, acronyms=base.acronyms)
                yield self.head(name, branches=_services(name) or self.services)
            derived = any(value >= _DERIVED for value in registry.acronym(token).values())
            if derived and token not in base.residue and registry.country:
                name = parse(" ".join(w for w in said if w != token), registry.country)
                name = replace(name, text=base.text, acronyms=base.acronyms)
                if base.echelon and not name.echelon:
                    kind = replace(name, echelon=base.echelon, echelons=base.echelons)
                    yield self.head(kind, branches=_services(kind), short=True)
                yield self.head(name, branches=_services(name), short=True)

    def with_sections(self) -> Iterator[Head]:
        """The head with the sections printed beside it read in, and by itself."""
        base, said = self.base, self.parts
        last = None
        if said:
            yield (last := self.head(_merged(base, said)))
            if base.residue and not (base.echelon or base.functions or base.branches or base.numbers):
                yield (last := self.head(_merged(replace(base, residue=()), said)))
        staffs = [p for p in said if p.echelon == "staff" and not p.functions and not p.section]
        if staffs and len(staffs) < len(said):
            yield (last := self.head(_merged(base, staffs), office=True))
        elsewhere = said and all(p.functions and set(p.functions) <= WHERE and not p.echelon for p in said)
        staffed = staffs and last and (last.institution >= 0 or meaning(last.name) in self.registry.institutions)
        if not staffed and not elsewhere:
            yield self.head(base, office=bool(said))

    def owners(self) -> Iterator[Head]:
        """What the head is an office, section or lettered company of, and what a headquarters is the head of."""
        base = self.base
        owner = _owner(base)
        staffs = [p for p in self.over if p.echelon == "staff" and set(_services(p)) & set(_services(base))]
        if owner is not None and staffs and _is_whole_service(owner):
            yield self.head(staffs[0], office=True)  # "Directorate of Air Training, Air HQ"
        elif owner is not None:
            yield self.head(owner, office=True)
        plain = not (base.numbers or base.functions or base.residue or base.branches)
        lettered = base.echelon in _INNER and len(base.echelons) == 1 and plain
        lettered = lettered and any(s.rank <= _HOLDS_COMPANIES for s in self.superiors)
        desks = base.echelon == "division" and not base.numbers and not set(base.functions) & _FIELD
        inner = base.echelon in OFFICES or desks
        if inner and not self.over:
            before = zip(self.names, self.beside, strict=True)
            named = [p for s, p in before if s.start < self.segment.start and known(s, self.registry)]
            yield from (self.head(p, office=True) for p in named[:1])  # "SISE, Divisão Terrorismo" is the SISE's
        posted = base.roles and base.echelon in ("", "agency") and not base.numbers
        inner = inner or (posted and bool(base.functions or base.echelon))
        nearer = owner is not None and _is_whole_service(owner) and self.over and self.over[0].echelon in MINISTRIES
        if lettered or (not nearer and inner and any(s.rank >= COMMANDING or not base.residue for s in self.superiors)):
            yield self.head(self.over[0], office=True)
        working = set(base.functions) & STAFF_WORK if base.echelon == "staff" and base.branches else set()
        if working and not base.residue:  # "Procurement, Army Headquarters" said without a comma
            left = tuple(f for f in base.functions if f not in working)
            yield self.head(replace(base, functions=left), office=True)
        work = set(base.functions) - {"royal", "national", "military"}
        own = work == {"presidential"}  # the president's staff is not his guard
        if base.echelon == "staff" and (work or base.residue) and not (base.numbers or own):
            others = tuple(e for e in base.echelons if e != "staff")
            surely = any(v >= SURE for token in base.acronyms for v in self.registry.acronym(token).values())
            if others or work or base.branches or surely:  # else only a place is left: "HQ, Yaoundé"
                yield self.head(replace(base, echelon=others[-1] if others else "", echelons=others))


def named_in_brackets(segments: Sequence[Segment], at: int, registry: Registry) -> int | None:
    """The position of the one unit of the registry that bears the word in brackets behind a head as its name."""
    behind = [s for s in segments if s.of == at and s.role == "name" and s.mark == "open" and s.text.isupper()]
    for segment in behind:
        said = parse(segment.name, registry.country)
        names = (*said.residue, *said.honorifics)
        if len(names) == 1 and len(segment.text) >= _CALLED:
            units = {registry.forms[form].unit for form in registry.index.get(f"w:{names[0]}", ())}
            if len(units) == 1 and not {registry.echelons[unit] for unit in units} & PLACED:
                return units.pop()
    return None


#: Bodies named after where they stand: the place alone does not name them.
PLACED = frozenset({"delegation", "base", "barracks", "hospital", "zone", "fleet"})
#: Letters that a word in brackets needs to be taken for a name: a shorter one may be a code.
_CALLED = 4


def readings(segments: Sequence[Segment], at: int, registry: Registry) -> tuple[Head, ...]:
    """The readings of the head at position ``at`` of ``segments``, the plainest not first: all are compared."""
    cell = _Cell(segments, at, registry)
    out = list(cell.spelt_out())
    alone = out and out[-1].short_only and not (out[-1].keys or cell.parts)
    if alone and is_one(cell.base, registry):
        return tuple(out)  # the cell is an acronym of this country and no more
    return (*out, *cell.with_sections(), *cell.owners())
