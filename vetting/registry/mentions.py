"""A printed cell → what it names: units with what stands around them, whole forces, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vetting.link.heads import Named, read
from vetting.link.institutions import meaning
from vetting.names import ParsedName, Segment, parse, split, words
from vetting.names.lexicon import lexicon
from vetting.names.parse import MINISTRIES, SERVICES, STAFF_WORK
from vetting.registry.parts import own_body, stands_for_owner
from vetting.registry.plain_words import LIGHT

#: Kinds that are one of their sort in a country or carry their own name, though they say little beside it.
_INSTITUTIONS = frozenset({"academy", "college", "school", "university", "hospital", "institute"})
#: Kinds that go by the place they stand in.
PLACED = frozenset({"base", "barracks", "delegation", "hospital", "zone", "fleet", "region", "district", "station",
                    "sector", "area", "depot", "detachment", "ship"})  # fmt: skip
_LINE = frozenset({"battalion", "regiment", "brigade", "battery", "company", "squadron", "wing"})
#: Work that only one service does, unless another is printed beside it.
ARMS = {"infantry": "army", "cavalry": "army", "armor": "army", "mechanized": "army", "motorized": "army",
         "mountain": "army", "jungle": "army", "tank": "army", "marine": "navy", "riverine": "navy",
         "fighter": "air_force", "bomber": "air_force"}  # fmt: skip
#: From this rank on (staffs, services) a superior says whose the unit is, not which.
_COMMANDING = 8
_SMALL_OFFICES = frozenset({"section", "office", "department", "bureau", "team"})
_CAPITALS = re.compile(r"[A-Z]{3,12}(?:[- ]?\d{1,3})?")
_NUMBERED = re.compile(r"[A-Z]{2,6}[- ]?\d{1,3}|\d{1,3}[- ]?[A-Z]{2,5}")
_COUNT = re.compile(
    r"^\d{1,3}\s*(?:-\s*)?(?:(?:students?|civilians?|officers?|military|pax|participants?|persons?)\b(?:\s+from)?|from)\s+"
    r"(?:the\s+)?",
    re.IGNORECASE,
)
_POST = re.compile(
    r"^(?:deputy\s+)?(?:commander|comandante|cdr|cmdr|chief|jefe|director)\b(?:\s+(?:of|de|del|de la|la|the))*\s+"
    r"|(?:\s+(?:tng|trg|training|ops|operations|log|logistics|intel|intelligence|plans|personnel|admin))?"
    r"\s+(?:commander|comandante|cdr|cmdr|chief|jefe|director|officer|advisor|assistant|2ic)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a cell names. ``status``: unit, force or none; ``text`` what is compared, ``name`` its parts.

    ``branches`` are the services of its words or, where they give none, of its printed superiors; ``above`` the
    superiors as printed, nearest first; ``short`` the acronyms printed in brackets behind it; ``around`` the places
    and names beside it. ``start`` and ``end`` are its place in ``cell``.
    """

    country: str
    cell: str
    start: int
    end: int
    status: str
    text: str
    name: ParsedName
    branches: frozenset[str]
    above: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    around: tuple[str, ...] = ()

    @property
    def printed(self) -> str:
        """The stretch of the cell that names it."""
        return self.cell[self.start : self.end]


def items_of(country: str, cell: str) -> tuple[Item, ...]:
    """What ``cell`` names, in printed order; empty where it names nobody of the country's forces."""
    segments = split(cell, country)
    found = [_item(country, cell, segments, named) for named in read(cell, None, country)]
    kept = [item for item in found if item.status != "none"]
    return tuple(dict.fromkeys(kept))


def _item(country: str, cell: str, segments: Sequence[Segment], named: Named) -> Item:
    at = next(i for i, s in enumerate(segments) if s.start == named.segment.start)
    head = segments[at]
    beside = [s for i, s in enumerate(segments) if s.of == at and i != at]
    over = sorted((s for s in beside if s.role == "superior"), key=lambda s: s.rank)
    name = parse(head.name, country)
    if stands_for_owner(name) and over and _is_unit(over[0], country):
        head, over = over[0], [s for s in over[1:] if s.rank > over[0].rank]
        name = parse(head.name, country)
    part = own_body(name, beside, country)
    if part is not None:
        over = [head, *over]
        head, beside = part, [s for s in beside if s is not part and s.role != "superior" and s.start > part.start]
        name = parse(head.name, country)
    promoted = _acronym_of_service(head, beside, cell, name) or _acronym_before(head, beside, name, country)
    if promoted is not None:
        over = [head, *over]
        head, beside = promoted, []
        name = parse(head.name, country)
    text, name = _own_words(head, name, [s for s in beside if s is not head], country)
    text, name = _with_bracketed_number(text, name, beside, country)
    name = _of_its_country(name, beside, country)
    services = frozenset(b for b in name.branches if b in SERVICES)
    if not services:
        services = frozenset(b for s in over for b in parse(s.name, country).branches if b in SERVICES)
    if not services and name.echelon == "academy" and "aviation" in name.functions:
        services = frozenset({"air_force"})
    short = tuple(dict.fromkeys(s.text for s in beside if _is_acronym(s, name, country)))
    return Item(
        country, cell, head.start, head.end, _status(head, named, name, country), text, name, services,
        tuple(s.text for s in over), short,
        tuple(s.text for s in beside if s.role in ("name", "place") and s.text not in short),
    )  # fmt: skip


def _with_bracketed_number(
    text: str, name: ParsedName, beside: Sequence[Segment], country: str
) -> tuple[str, ParsedName]:  # fmt: skip
    """``Artillery Group (GAAA-5)`` is the fifth: its acronym gives the number that its name leaves out."""
    if name.numbers or not name.echelon:
        return text, name
    for segment in beside:
        said = parse(segment.name, country)
        acronym = segment.role == "name" and segment.mark in ("open", "dash") and segment.text.isupper()
        if acronym and len(said.numbers) == 1 and len(said.acronyms) == len(said.residue) == 1:
            numbered = f"{said.numbers[0]} {text}"
            return numbered, parse(numbered, country)
    return text, name


def _of_its_country(name: ParsedName, beside: Sequence[Segment], country: str) -> ParsedName:
    """``Navy - Nigeria`` in another country's cells is Nigeria's navy."""
    if name.level not in ("service", "force") or name.nationality:
        return name
    for segment in beside:
        said = parse(segment.name, country)
        if said.nationality and said.level in ("none", "country") and not said.residue and segment.mark == "dash":
            return replace(name, nationality=said.nationality)
    return name


def _is_unit(segment: Segment, country: str) -> bool:
    said = parse(segment.name, country)
    return segment.rank < _COMMANDING and said.level == "unit" and bool(said.echelon or said.numbers)


def _own_words(
    head: Segment, name: ParsedName, beside: Sequence[Segment], country: str
) -> tuple[str, ParsedName]:  # fmt: skip
    """The head's words without posts and the country's own name, with the part or place that tells which it is."""
    text = head.name
    staffs = [s for s in beside if s.role == "part" and parse(s.name, country).echelon == "staff"]
    sections = [s for s in beside if s.role == "part" and parse(s.name, country).section]
    places = [s for s in beside if s.role == "name" and s.start > head.start and not s.text.isdecimal()]
    if name.level in ("service", "force") and staffs:
        text = f"{text} {staffs[0].text}"
    elif sections and not name.section and (name.echelon in {"staff", *MINISTRIES} or _is_desk(name)):
        text = f"{sections[0].text} {text}"
    elif name.echelon in PLACED and not (name.numbers or name.residue or name.honorifics or name.section) and places:
        text = f"{text} {places[0].text}"
    text = _COUNT.sub("", text)
    if name.roles and _POST.search(text):
        text = _POST.sub("", text)
    text = _at_home(text, country)
    name = name if text == head.name else parse(text, country)
    if name.section and (name.numbers or name.functions) and name.echelon in _LINE:
        name = replace(name, section=None)  # a regiment's third section is the regiment
    return text, name


def _at_home(text: str, country: str) -> str:
    """``text`` without the country's own name, where nothing else that it says is lost with it."""
    before = parse(text, country)
    if country not in before.nationality:
        return text
    phrases = lexicon().phrases
    kept = [w for w in words(text) if phrases.get(w, (("", ""),))[0] != ("nation", country)]
    after = parse(" ".join(kept), country)
    same = (before.echelon, before.branches, before.functions, before.residue, before.numbers, before.section)
    if same != (after.echelon, after.branches, after.functions, after.residue, after.numbers, after.section):
        return text
    return " ".join(kept)


def _is_acronym(segment: Segment, name: ParsedName, country: str) -> bool:
    """A bracket such as (BIMOT-14) or (CACOM 5): one word in capitals, with the unit's own number if with any."""
    if segment.role != "name" or segment.mark not in ("open", "dash") or not segment.text.isupper():
        return False
    said = parse(segment.name, country)
    return len(said.acronyms) == 1 and len(said.residue) <= 1 and set(said.numbers) <= set(name.numbers)


def _acronym_of_service(head: Segment, beside: Sequence[Segment], cell: str, name: ParsedName) -> Segment | None:
    """``PE NAVY - COMGOECEN``: one word in capitals behind a service is a unit of it, unless it may be a place."""
    if name.level not in ("service", "force") and not (name.branches and not name.echelon and not name.functions):
        return None
    for segment in beside:
        joined = segment.mark in ("dash", "slash", "open") or (segment.mark == "comma" and not cell.isupper())
        if segment.role == "name" and segment.start > head.start and joined and _CAPITALS.fullmatch(segment.text):
            return segment
    return None


def _acronym_before(head: Segment, beside: Sequence[Segment], name: ParsedName, country: str) -> Segment | None:
    """``JSOG, AFP``, ``BC-19 - 1st Brigade``, ``DIRTRANS/EMGA``: one before its service, brigade or staff."""
    if head.mark == "slash" and head.text.isupper() and head.text.isalpha() and name.acronyms:
        before = [s for s in beside if s.role == "name" and s.start < head.start and _CAPITALS.fullmatch(s.text)]
        return before[-1] if before else None
    for segment in beside:
        if segment.role != "name" or segment.start > head.start or head.mark not in ("comma", "dash", "slash"):
            continue
        whole = parse(segment.name, country).level in ("service", "force")
        if name.level in ("service", "force") and _CAPITALS.fullmatch(segment.text) and not whole:
            return segment
        numbers = parse(segment.name, country).numbers
        if name.numbers and numbers and numbers != name.numbers and _NUMBERED.fullmatch(segment.text):
            return segment
    return None


def _is_desk(name: ParsedName) -> bool:
    """An office that does staff work and has no name or number of its own."""
    office = name.echelon in _SMALL_OFFICES or (name.echelon == "division" and not name.numbers)
    return office and not (name.residue or name.honorifics) and set(name.functions) - LIGHT <= STAFF_WORK


def _status(head: Segment, named: Named, name: ParsedName, country: str) -> str:
    if named.segment.role != "head" or name.outsider:
        return "none"
    if name.level in ("service", "force"):
        return "force"
    if _is_desk(name) and set(name.branches) & SERVICES:
        return "force" if not name.section else "unit"
    if name.level == "unit" or meaning(name):
        return "unit"
    institution = name.echelon in _INSTITUTIONS and (name.functions or country in parse(named.segment.name).nationality)
    return "unit" if institution or (name.echelon and name.leaked) else "none"


def renumbered(items: Sequence[Item]) -> list[Item]:
    """Long figures at the end of a name are its number where the country's other cells print them as one."""
    known = {(i.name.echelon, n) for i in items for n in i.name.numbers if n > 999}
    return [_renumbered(item, known) for item in items]


def _renumbered(item: Item, known: set[tuple[str, int]]) -> Item:
    name = item.name
    found = tuple(n for n in name.leaked if (name.echelon, n) in known)
    if item.status == "unit" and found and not name.numbers:
        return replace(item, name=replace(name, numbers=found, leaked=(), level="unit"))
    if item.status == "unit" and name.level == "none" and not (name.echelon in _INSTITUTIONS or meaning(name)):
        return replace(item, status="none")
    return item
