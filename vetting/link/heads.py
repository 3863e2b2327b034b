"""A printed cell → the heads to be compared, each in the readings that its words allow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vetting.link.features import Head
from vetting.link.institutions import meaning, resolve
from vetting.link.registry import Registry, concepts_of, keys_of
from vetting.names import ParsedName, Segment, normalize, parse, split, words
from vetting.names.cells import WHERE
from vetting.names.lexicon import country_codes
from vetting.names.parse import OFFICES, SERVICES, STAFF_WORK

#: Parts of a larger unit that stand for it when they have neither number nor function.
_INNER = frozenset({"company", "platoon", "battery", "squad", "patrol"})


_PEOPLE = frozenset({"officers", "nco", "cadets"})


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that a cell names: its segment, its level and the readings to compare (none for an outsider)."""

    segment: Segment
    level: str
    readings: tuple[Head, ...]
    by_name: bool = False
    beside_unknown: bool = False


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
    work = not base.echelon and base.branches and set(base.functions) & (STAFF_WORK | _PEOPLE)
    inside = any(e in OFFICES for e in base.echelons) and set(base.functions) & STAFF_WORK
    if not (office or work or inside):
        return None
    others = [e for e in base.echelons if e not in OFFICES and e not in _INNER]
    functions = tuple(f for f in base.functions if f not in STAFF_WORK | _PEOPLE)
    if base.section and not (base.echelon in OFFICES or inside):
        functions, others = base.functions, [base.echelon] if base.echelon else []
    left = replace(
        base, echelon=others[-1] if others else "", echelons=tuple(others), functions=functions, section=None
    )
    solid = any(b in SERVICES or b == "armed_forces" for b in left.branches) or left.numbers or left.residue
    return left if solid or left.echelon not in ("", "unit", "force", "service") else None


def _superiors(registry: Registry, parsed: Sequence[ParsedName], texts: Sequence[str]) -> frozenset[int]:
    found: set[int] = set()
    for name, text in zip(parsed, texts, strict=True):
        found.update(registry.forms[at].unit for at in registry.exact.get(normalize(text), ()))
        for token in name.acronyms:
            found.update(registry.forms[at].unit for at, value in registry.acronym(token).items() if value >= 0.9)
        services = {b for b in name.branches if b in SERVICES}
        if services:
            found.update(
                i for i, level in enumerate(registry.levels) if level == "service" and services & registry.branches[i]
            )
        elif name.numbers and name.echelon:
            for at in registry.index.get(f"n:{name.numbers[0]}", ()):
                if registry.forms[at].name.echelon == name.echelon:
                    found.add(registry.forms[at].unit)
    return frozenset(found)


def _around(segments: Sequence[Segment], at: int) -> tuple[list[Segment], list[Segment], list[Segment]]:
    mine = [s for i, s in enumerate(segments) if s.of == at and i != at]
    parts = [s for s in mine if s.role == "part"]
    names = [s for s in mine if s.role in ("name", "place", "noise")]
    return parts, names, [s for s in mine if s.role == "superior"]


#: From here on an acronym is one of the country, be it derived: an alias, initials, letters with the number.
_DERIVED = 0.8


def _as_acronym(base: ParsedName, text: str, registry: Registry) -> Iterator[ParsedName]:
    """The name with an abbreviation of the trade taken for an acronym of this country's units instead.

    BIM, a battalion of marines in Spanish, is a battalion of motorized infantry in Cameroon.
    """
    said = words(text)
    for token in base.acronyms:
        if token not in said or token in base.residue or not registry.country:
            continue
        if any(value >= _DERIVED for value in registry.acronym(token).values()):
            rest = parse(" ".join(w for w in said if w != token), registry.country)
            if base.echelon and not rest.echelon:
                named = replace(rest, text=base.text, acronyms=base.acronyms)
                yield replace(named, echelon=base.echelon, echelons=base.echelons)
            yield replace(rest, text=base.text, acronyms=base.acronyms)


def _of_service(name: ParsedName, own: tuple[str, ...], services: frozenset[str], registry: Registry) -> ParsedName:
    """The name as an institution would be meant by it: "Army - HQ, Yaoundé" is the headquarters of the army."""
    said = tuple(w for w in own if not registry.is_place(w, name.echelon)) if name.echelon == "staff" else own
    lent = tuple(sorted(services)) if name.echelon == "staff" and not name.branches and not name.functions else ()
    return replace(name, residue=said, branches=name.branches or lent)


def _is_one(name: ParsedName, registry: Registry) -> bool:
    """Whether an acronym of ``name`` can be only one unit of the country: surely, or by six letters of syllables."""
    for token in name.acronyms:
        found = registry.acronym(token)
        surest = max(found.values(), default=0.0)
        units = {registry.forms[at].unit for at, value in found.items() if value == surest}
        if len(units) == 1 and (surest >= _SURE or len(token) >= _SYLLABLES):
            return True
    return False


#: From this many letters on an acronym of syllables that only one unit fits is taken for it beside a service.
_SYLLABLES = 6


def _joined(segments: Sequence[Segment], segment: Segment, at: int) -> bool:
    """Whether a name stands beside head ``at`` with a dash or slash between them."""
    first, second = sorted((segment, segments[at]), key=lambda s: s.start)
    return second.mark in ("dash", "slash") and first.end <= second.start


def _readings(segments: Sequence[Segment], at: int, registry: Registry) -> tuple[Head, ...]:
    parts, names, superiors = _around(segments, at)
    base = parse(segments[at].name, registry.country)
    over = [parse(s.name, registry.country) for s in superiors]
    beside = [parse(s.name, registry.country) for s in names]
    following = segments[at + 1] if at + 1 < len(segments) else None
    shared = following is not None and following.mark == "and" and following.name != following.text
    beyond = [s for around in _around(segments, at + 1) for s in around] if shared else []
    brackets = [parse(s.name, registry.country) for s in (*names, *superiors, *parts, *beyond) if s.mark == "open"]
    brackets += [parse(s.name, registry.country) for s in names if _joined(segments, s, at) and _known(s, registry)]
    if segments[at].mark == "open":  # "FELCC (Fuerza Especial ...)": the acronym stands before what it means
        brackets += [parse(s.name, registry.country) for s in names if s.end <= segments[at].start]
    context = tuple(dict.fromkeys(w for p in (*beside, *over) for w in (*p.residue, *p.honorifics)))
    services = frozenset(b for b in base.branches if b in SERVICES) or frozenset(
        b for p in over for b in p.branches if b in SERVICES
    )
    acronyms = tuple(dict.fromkeys(a for p in (base, *brackets) for a in p.acronyms))
    above = _superiors(registry, [*over, *beside], [s.name for s in (*superiors, *names)])
    joined = [parse(s.name, registry.country) for s in names if s.role == "place" and s.mark in ("dash", "slash")]
    foreign = frozenset(n for p in (base, *over, *joined) for n in p.nationality if n != registry.country)

    codes = country_codes(registry.country)

    def head(name: ParsedName, *, office: bool, branches: frozenset[str] = services, short_only: bool = False) -> Head:
        concepts = concepts_of(name, registry.country)
        own = tuple(dict.fromkeys(w for w in (*name.residue, *name.honorifics) if w not in codes))
        return Head(
            text=segments[at].text, normal=normalize(segments[at].name), name=name, concepts=concepts, words=own,
            acronyms=acronyms, context=context, branches=branches, superiors=above, office=office, foreign=foreign,
            institution=resolve(registry.institutions, meaning(_of_service(name, own, services, registry))),
            keys=frozenset(keys_of(name, concepts) | {f"w:{near}" for w in own for near, _ in registry.near(w)[:1]}),
            short_only=short_only,
        )  # fmt: skip

    out = []
    for name in _as_acronym(base, segments[at].name, registry):
        own = frozenset(b for b in name.branches if b in SERVICES)
        out.append(head(name, office=False, branches=own, short_only=True))
        if not (name.echelons or name.numbers or name.functions or name.residue or parts) and _is_one(base, registry):
            return tuple(out)  # the cell is an acronym of this country and no more
    said = [parse(p.name, registry.country) for p in parts]
    if parts:
        out.append(head(_merged(base, said), office=False))
        if base.residue and not (base.echelon or base.functions or base.branches or base.numbers):
            out.append(head(_merged(replace(base, residue=()), said), office=False))
    staffs = [p for p in said if p.echelon == "staff" and not p.functions and not p.section]
    if staffs and len(staffs) < len(parts):
        out.append(head(_merged(base, staffs), office=True))
    elsewhere = parts and all(p.functions and set(p.functions) <= WHERE and not p.echelon for p in said)
    several = staffs and meaning(out[-1].name) in registry.institutions
    if not (staffs and out[-1].institution >= 0) and not several and not elsewhere:
        out.append(head(base, office=bool(parts)))
    owner = _owner(base)
    if owner is not None:
        out.append(head(owner, office=True))
    lettered = base.echelon in _INNER and len(base.echelons) == 1
    lettered = lettered and not (base.numbers or base.functions or base.residue or base.branches)
    lettered = lettered and any(s.rank <= _HOLDS_COMPANIES for s in superiors)
    inner = base.echelon in OFFICES or (base.echelon == "division" and not base.numbers)
    owned = inner and any(s.rank >= _COMMANDING or not base.residue for s in superiors)
    named = [p for s, p in zip(names, beside, strict=True) if s.start < segments[at].start and _known(s, registry)]
    if inner and not over and named:
        out.append(head(named[0], office=True))  # "SISE, Divisão Terrorismo" is the SISE's
    if lettered or owned:
        out.append(head(over[0], office=True))
    if base.echelon == "staff" and (base.functions or base.residue) and not base.numbers:
        others = [e for e in base.echelons if e != "staff"]
        known = any(value >= _SURE for token in base.acronyms for value in registry.acronym(token).values())
        if others or base.functions or base.branches or known:  # else only a place is left of "Headquarters, Yaoundé"
            out.append(head(replace(base, echelon=others[-1] if others else "", echelons=tuple(others)), office=False))
    return tuple(out)


#: Up to this rank (regiments, groups) a body's lettered companies are the body.
_HOLDS_COMPANIES = 4
#: From this rank on (staffs, services, forces) a body is a superior of any unit printed beside it.
_COMMANDING = 8
#: How sure a derived acronym must be to make a bare word a unit.
_SURE = 0.9


def _known(segment: Segment, registry: Registry) -> bool:
    """Whether a bare word is a unit's printed name or surely its acronym (BIMLOR, AVINAV)."""
    normal = normalize(segment.name)
    if normal in registry.exact:
        return True
    return any(
        value >= _SURE for token in parse(segment.name, registry.country).acronyms if len(token) >= 3
        for short in (token, token[3:] if token.startswith("com") and len(token) >= 6 else token)
        for value in registry.acronym(short).values()
    )  # fmt: skip


def _promoted(segments: tuple[Segment, ...], registry: Registry) -> tuple[Segment, ...]:
    """Names beside a service that the registry knows are the units meant, and the service is their superior."""
    out = list(segments)
    for at, segment in enumerate(segments):
        if segment.role != "name" or segment.of < 0:
            continue
        owner = out[segment.of]
        first = segment.mark == "" and segment.text.isupper() and _is_one(parse(segment.name), registry)
        if owner.role == "head" and owner.rank >= _COMMANDING and (first or _known(segment, registry)):
            out[at] = replace(segment, role="head", of=at)
            out[segment.of] = replace(owner, role="superior", of=at)
            out = [replace(s, of=at) if s.of == segment.of and i != at else s for i, s in enumerate(out)]
    return tuple(out)


def _unknown(segments: Sequence[Segment], at: int, text: str, registry: Registry) -> bool:
    """Whether a body stands beside head ``at`` by an acronym that nobody knows, in a cell not all in capitals."""
    if segments[at].rank < _COMMANDING or text.count("/") > 1:
        return False  # "PN//PCG//PNP" and "Army/Navy/CIVILIANS" are lists
    joined = ("slash", "dash") if text.isupper() else ("slash", "dash", "comma", "open", "")
    return any(
        s.role == "name" and s.of == at and " " not in s.text and s.text.isupper() and 3 <= len(s.text) <= 14
        and not registry.near(normalize(s.text)) and (segments[at].mark if i < at else s.mark) in joined
        for i, s in enumerate(segments)
    )  # fmt: skip


def level_of(segment: Segment, country: str = "") -> str:
    """The level that the words alone give: unit, service, force, country or none."""
    return parse(segment.name, country).level


#: Words by which a source says that it does not know which unit: "an unidentified unit of the 3rd Brigade" is not the
#: brigade, and no registry holds it.
_UNIDENTIFIED = re.compile(
    r"\b(?:un(?:identified|named|known|specified)|sin identificar|n[oã]o? identificad[ao]|desconocid[ao]"
    r"|non identifi[ée]e?s?|inconnue?|desconhecid[ao])\b",
    re.IGNORECASE,
)


def read(text: str, registry: Registry | None, country: str) -> list[Named]:
    """What ``text`` names, in printed order; without a registry only levels are read."""
    segments = split(text, country)
    if registry is not None:
        segments = _promoted(segments, registry)
    out: list[Named] = []
    for at, segment in enumerate(segments):
        if segment.role == "outsider" or _UNIDENTIFIED.search(segment.text):
            out.append(Named(segment, "unit", ()))
        elif segment.role == "head":
            said = parse(segment.name, country)
            by_name = not (said.echelon or said.functions or said.section or said.branches)
            readings = _readings(segments, at, registry) if registry else ()
            unknown = registry is not None and _unknown(segments, at, text, registry)
            out.append(Named(segment, level_of(segment, country), readings, by_name, unknown))
    if not out:
        out = [Named(s, level_of(s, country), ()) for s in segments if s.role == "place"][:1]
    return out
