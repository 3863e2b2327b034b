"""What each piece of a cell is to the others: the unit, what stands above it, its sections, its place, its people."""

from __future__ import annotations

import re
from itertools import pairwise

from vetting.names.listing import is_element, is_stranger, promote_items
from vetting.names.nature import BODY, DESK, POST, nature
from vetting.names.parse import LAST_SECTION, MINISTRIES, OFFICES, SERVICES, STAFF_WORK, ParsedName, parse
from vetting.names.pieces import INNER, Piece, bare_number, is_plural_kind
from vetting.names.text import words

#: Where a body stands: a higher rank commands a lower one. Missing words stand with the battalion.
_RANK = {
    "team": 1, "squad": 1, "section": 1, "office": 1, "platoon": 1, "patrol": 1, "bureau": 1, "battery": 2,
    "company": 2, "department": 2, "ship": 2, "band": 2, "detachment": 3, "battalion": 3, "battalion_or_brigade": 3,
    "squadron": 3, "unit": 3,
    "delegation": 3, "barracks": 3, "center": 3, "hospital": 3, "depot": 3, "school": 4, "academy": 4, "college": 4,
    "institute": 4, "group": 4, "wing": 4, "regiment": 4, "flotilla": 4, "university": 5, "legion": 5, "base": 5,
    "brigade": 5, "task_force": 5, "directorate": 5, "agency": 5, "fleet": 6, "division": 6, "command": 6, "corps": 7,
    "zone": 7, "region": 8, "area": 5, "sector": 5, "district": 6, "inspectorate": 7, "staff": 8, "service": 4,
    "force": 5, "ministry": 11, "secretariat": 11,
    "undersecretariat": 10,
}  # fmt: skip


#: Up to this rank (battalions) a unit printed behind a larger one is taken to be inside it.
_WITHIN = 3


#: From this rank on (brigades) a numbered body printed behind a numbered name is its superior.
_BRIGADE = 5


#: From this rank on (regions, staffs) the order in which superiors are printed says nothing.
_HIGH = 8


_INSTITUTIONS = frozenset({"school", "academy", "college", "university", "institute", "staff"})


_STATE = frozenset({"defense", "interior", "public_security", "justice"})


_SERVICE_RANK, _FORCE_RANK = 9, 10


#: Troops that stand below commands and divisions though no kind of body is printed ("Naval Special Forces").
_PICKED = frozenset({"special_forces", "special_operations", "commando", "diving", "counter_terror"})


#: Words that only say where: alone with a name they are a place ("Oriental Mindoro").
WHERE = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "central",
                    "atlantic", "pacific", "caribbean", "gulf", "mountain"})  # fmt: skip


#: Words that begin the name of a garrison, which behind a unit only says where it is (Camp Aguinaldo, Fuerte Tiuna).
_CAMPS = frozenset({"camp", "cp", "fort", "ft", "campo", "fuerte", "forte", "cantonment", "caserne", "cuartel"})


#: Words that end such a name (Dhaka Cantonment).
_CAMPED = frozenset({"cantonment", "cantt", "barracks", "camp"})


def _is_staff(name: ParsedName) -> bool:
    """Whether ``name`` is a staff, or the command of a whole service."""
    bare = bool(name.branches) and not (name.functions or name.numbers or name.residue)
    return name.echelon == "staff" or (name.echelon == "command" and bare)


def _is_joint_staff(name: ParsedName) -> bool:
    return name.echelon == "staff" and bool({"joint", "armed_forces"} & set(name.branches))


#: Words that end the name of a place.
_PROVINCES = frozenset({"province", "provincia", "city", "county", "governorate", "island", "islands", "municipality"})


def _is_camp(text: str) -> bool:
    said = words(text)
    return (
        said[0] in _CAMPS
        or said[-1] in _CAMPED
        or said[:2]
        in (
            ["mil", "field"],
            ["military", "field"],
            ["military", "camp"],
            ["mil", "camp"],
        )
    )


#: Words for a headquarters that several services share at the end of a list.
_SHARED = ("headquarters", "hqs", "hq", "general staffs", "staffs", "general commands")


def listed_staff(pieces: list[Piece], country: str) -> None:
    """``Army, Navy and Air Force Headquarters``: each service's headquarters."""
    last = next((n for n, p in enumerate(pieces) if p.mark == "and" and p.text.lower().endswith(_SHARED)), 0)
    if not last or not parse(pieces[last].name, country).branches:
        return
    tail = words(pieces[last].text)[-1]
    for at in range(last - 1, -1, -1):
        if parse(pieces[at].name, country).level != "service":
            break
        pieces[at].name = f"{pieces[at].text} {tail}"
        if pieces[at].mark != "comma":
            break


def listed_kind(pieces: list[Piece], country: str) -> None:
    """``1st, 2nd, Mountain & Jungle BDES``: what is listed before a kind of body in the plural is of that kind."""
    kind = ""
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        if not kind and not piece.text.rstrip(". ").lower().endswith("s"):
            continue
        said = words(piece.text)
        if kind and said:
            named = parse(piece.name, country)
            if bare_number(piece.text):
                piece.name = f"{said[0]} {kind}"
            elif not named.echelon and named.functions and not named.residue and len(said) <= 2:
                piece.name = f"{piece.text} {kind}"
            else:
                kind = ""
        elif said and len(said) <= 4 and is_plural_kind(said[-1]) and not parse(piece.name, country).numbers:
            kind = said[-1]
        if piece.mark not in ("comma", "and"):
            kind = ""


def _ranked(parsed: ParsedName) -> int:
    if parsed.level == "force":
        return _FORCE_RANK
    if parsed.level == "service":
        return _SERVICE_RANK
    if not parsed.echelon:
        special = bool(_PICKED & set(parsed.functions))
        if parsed.functions == ("marine",) and not parsed.numbers:
            return _HIGH
        return 6 if parsed.branches and not special else 3  # "Mobile Gendarmerie" is larger than a legion of it
    if parsed.echelon == "command" and parsed.functions and set(parsed.functions) <= WHERE | {"military"}:
        return _HIGH  # Comando Militar do Sul, Eastern Command
    if parsed.echelon == "command" and parsed.branches and not (parsed.functions or parsed.numbers or parsed.residue):
        return _HIGH  # Navy Command
    return _RANK.get(parsed.echelon, 3)


def _is_state(parsed: ParsedName) -> bool:
    own = _STATE & set(parsed.functions) or set(parsed.branches) & (SERVICES | {"armed_forces"})
    return parsed.echelon not in MINISTRIES or bool(own)


def _role(parsed: ParsedName) -> str:
    said = parsed.functions if parsed.functions != ("state",) else ()
    if parsed.residue and set(said) <= WHERE:
        said = ()
    bare = not (parsed.echelon or said or parsed.branches or parsed.section or parsed.outsider)
    if bare:
        if parsed.residue or parsed.honorifics:
            return "name"
        if parsed.nationality:
            return "place"
        return "person" if parsed.roles else "noise"
    if parsed.outsider or not _is_state(parsed):
        return "outsider"
    numbered = parsed.numbers and not (parsed.echelon == "section" and max(parsed.numbers) <= LAST_SECTION)
    own = parsed.branches or numbered or parsed.nationality
    if parsed.section is not None and set(parsed.branches) == {"joint"} and not (parsed.echelon or numbered):
        return "part"  # "J-3" beside its command
    if parsed.echelon == "staff" and not (own or set(parsed.functions) - STAFF_WORK or parsed.residue):
        return "part"
    office = parsed.echelon in OFFICES or parsed.echelon in INNER or not parsed.echelon
    work = set(parsed.functions) <= STAFF_WORK | {"military", "general"}
    if parsed.echelon == "division" and parsed.functions:
        office = True
    if office and (work or not parsed.echelon) and not own and not (parsed.residue and not parsed.section):
        return "part"
    if parsed.roles and not parsed.echelon and not own and not parsed.residue:
        return "person"
    if nature(parsed) == POST:
        return "part"  # "Staff Officer 1 CBRNE", "Squadron Commander"
    return "head"


def borrow(pieces: list[Piece], country: str) -> None:
    """``105th & 120th Brigades`` and ``Batallón 1 and 2``: a bare number takes the kind of its neighbor."""
    _borrow_before_bracket(pieces)
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        number = _lent(piece)
        if number and piece.mark == "close":
            _hand_back(pieces, at, number)
        elif number:
            piece.name = _like(pieces, at, at + 1, country) or _like(pieces, at, at - 1, country) or piece.name
    for at in range(2, len(pieces)):  # then onward: "Air Base 1, 2 and 3"
        if _lent(pieces[at]) and pieces[at].mark != "close" and parse(pieces[at - 1].name, country).echelon:
            pieces[at].name = _like(pieces, at, at - 1, country) or pieces[at].name


def _lent(piece: Piece) -> str:
    """The number of a piece that is nothing else yet."""
    return bare_number(piece.text) if piece.mark != "open" and piece.name == piece.text else ""


def _like(pieces: list[Piece], at: int, other: int, country: str) -> str:
    """The name of the number at ``at`` with what its neighbor ``other`` says beside a number, or ``""``."""
    if not 0 <= other < len(pieces):
        return ""
    joined = pieces[max(at, other)].mark
    named = parse(pieces[other].name, country)
    if joined not in ("and", "comma") or not (named.numbers and (named.echelon or named.functions)):
        return ""
    kept = [w for w in words(pieces[other].name) if not w.isdecimal()]
    return f"{bare_number(pieces[at].text)} {' '.join(kept)}"


def _borrow_before_bracket(pieces: list[Piece]) -> None:
    """``Special Forces Brigades (1st, 3rd and 7th)``: numbers in brackets are of the kind said before them."""
    for at, piece in enumerate(pieces[:-1]):
        numbered = []
        for other in pieces[at + 1 :]:
            if other.mark not in ("open", "and") or not bare_number(other.text):
                break
            numbered.append(other)
        said = words(piece.text)
        if len(numbered) > 1 and said and is_plural_kind(said[-1]) and not bare_number(piece.text):
            for other in numbered:
                other.name = f"{bare_number(other.text)} {piece.text}"


def _hand_back(pieces: list[Piece], at: int, number: str) -> None:
    """``Mil Air Base (BAM) #1``: a number behind a bracket belongs to the name before it."""
    before = next((p for p in reversed(pieces[:at]) if p.mark != "open"), None)
    if before is not None and not parse(before.name).numbers:
        before.name = f"{before.name} no {number}"


def arrange(pieces: list[Piece], country: str) -> None:
    """Give each piece its role; of two units decide which is the other's superior."""
    parsed = [parse(p.name, country) for p in pieces]
    for at, (piece, name) in enumerate(zip(pieces, parsed, strict=True)):
        piece.role, piece.rank = _role(name), _ranked(name)
        if at > 0 and name.echelon in ("base", "barracks") and _is_camp(piece.text) and (name.residue or name.numbers):
            piece.role = "place"
        housed = (
            at > 0 and name.echelon == "base" and _is_staff(parsed[at - 1]) and piece.mark in ("comma", "slash", "dash")
        )
        if housed and name.residue:
            piece.role = "place"  # "Air Force Command, Base Aérienne Adji-Kosseï"
        if at > 0 and not name.branches and words(piece.text)[-1] in _PROVINCES:
            piece.role = "place"
        if at > 0 and name.echelon == "area" and not (name.functions or name.branches or name.residue):
            piece.role = "place"  # "Defence HQ, Area 7, Garki"
    if not any(p.role == "head" for p in pieces):
        _without_head(pieces, country)
    if _is_acronyms(pieces):
        for piece in pieces:
            piece.role = "head" if piece.role in ("name", "part") else piece.role
    _bare_kinds(pieces, parsed)
    _number_names(pieces, parsed)
    services = _count_services(pieces, parsed)
    listed = services > 1 or any(p.role == "outsider" and p.mark != "open" for p in pieces)
    descent = _descent(pieces, parsed)
    listed = (listed or _falls(pieces, parsed)) and not descent
    promote_items(pieces, parsed, services if listed else -1)
    head = -1
    for at, piece in enumerate(pieces):
        if listed and services > 1 and piece.role == "part" and parsed[at].supreme and head >= 0:
            piece.role = "head"  # "Navy, General Staff, Air Force": an item of the list
        if piece.role == "head":
            piece.role = _beside(pieces, parsed, at, head, listed=listed)
            if piece.role == "head":
                head = at
    for at in descent[:-1]:
        pieces[at].role, pieces[at].of = "superior", descent[-1]
    if descent:
        pieces[descent[-1]].role = "head"
    _first_command(pieces, parsed)
    _last_command(pieces, parsed)
    _attach(pieces)


def _count_services(pieces: list[Piece], parsed: list[ParsedName]) -> int:
    """How many whole services a list in commas names, or one of three and more parted by slashes."""
    found = [at for at, p in enumerate(pieces) if p.role == "head" and p.rank == _SERVICE_RANK]
    listed = sum(1 for at in found if pieces[at].mark in ("", "comma", "and"))
    slashed = {parsed[at].branches for at in found if pieces[at].mark in ("", "slash")}
    return max(listed, len(slashed) if len(pieces) > 2 else 0)


def _first_command(pieces: list[Piece], parsed: list[ParsedName]) -> None:
    """``Army, Vehicle Department, MOD``, ``Army, 2nd Company, 3rd Battalion``: the service before a body is its own.

    A list of services and other bodies of the state is left alone.
    """
    heads = [at for at, p in enumerate(pieces) if p.role == "head"]
    if len(heads) < 2 or any(p.role == "outsider" for p in pieces):
        return
    first, *others = heads
    if pieces[first].rank < _SERVICE_RANK and parsed[first].echelon != "staff":
        return
    marks = {pieces[at].mark for at in range(first + 1, heads[-1] + 1)}
    within = all(_is_within(parsed[at], pieces[at]) for at in others)
    staffed = parsed[first].echelon == "staff" and len(others) > 1
    if within and not staffed and marks <= {"comma", "dash", "open", "close"}:
        pieces[first].role, pieces[first].of = "superior", others[0]


def _last_command(pieces: list[Piece], parsed: list[ParsedName]) -> None:
    """``3rd Battalion, 5th Company, Navy``: a service, staff or ministry behind bodies of troops only is theirs."""
    heads = [at for at, p in enumerate(pieces) if p.role == "head"]
    listed = any(p.role == "outsider" or p.mark == "and" for p in pieces)
    if len(heads) < 2 or listed or not all(_is_within(parsed[at], pieces[at]) for at in heads[:-1]):
        return
    last = pieces[heads[-1]]
    own = not is_stranger(parsed[heads[-1]], parsed[heads[-2]])
    if own and last.rank >= _HIGH and last.mark in ("comma", "slash", "dash"):
        last.role, last.of = "superior", heads[-2]


def _is_within(name: ParsedName, piece: Piece) -> bool:
    """Whether a body beside a service can be one of it: no other service, force or agency of the state."""
    kind = nature(name)
    return kind in (DESK, POST) or (kind == BODY and piece.rank < _HIGH and name.echelon not in _OWN | {""})


#: Bodies that are as often the state's or nobody's.
_OWN = frozenset({"university", "agency", "service", "force", "college", "institute", "delegation"})


def _descent(pieces: list[Piece], parsed: list[ParsedName]) -> list[int]:
    """``Army, 5th Division, 2nd Battalion``: three or more bodies, each below the last.

    They come down from a whole service, or are numbered: ``2nd Army, 3rd Brigade, 7th Battalion``.
    """
    bodies = [at for at, p in enumerate(pieces) if p.role in ("head", "superior", "outsider")]
    ranks = [pieces[at].rank for at in bodies]
    joined = all(pieces[at].mark in ("", "comma", "slash", "dash") and pieces[at].role == "head" for at in bodies)
    falls = all(
        pieces[at].rank > pieces[below].rank
        or (pieces[at].rank == pieces[below].rank <= _WITHIN and parsed[at].numbers and not parsed[below].numbers)
        for at, below in pairwise(bodies)
    )
    if not joined or len(ranks) < 3 or not falls:
        return []
    numbered = all(parsed[at].numbers for at in bodies[1:]) and parsed[bodies[0]].echelon not in _INSTITUTIONS
    return bodies if numbered or ranks[0] >= _SERVICE_RANK else []


_ACRONYM = re.compile(r"(?:\d{1,3}\s?[ºª]?\s?)?[A-Z]{2,8}(?:[ -]?\d{1,3})?")


_FEWEST_ACRONYMS = 4


def _is_acronyms(pieces: list[Piece]) -> bool:
    """Whether a list is made of acronyms, ``PMK, 31 RIM, 36 RA, DSSA, GNM``: then each of them is a body."""
    listed = sum(1 for p in pieces if p.mark in ("", "comma", "and") and _ACRONYM.fullmatch(p.text))
    return listed >= _FEWEST_ACRONYMS and 4 * listed >= 3 * len(pieces)


def _falls(pieces: list[Piece], parsed: list[ParsedName]) -> bool:
    """Whether three or more units stand in no climbing order (regiment, battalion, brigade): then they are a list."""
    ranks = [
        p.rank for p, name in zip(pieces, parsed, strict=True)
        if p.role == "head" and p.mark in ("", "comma") and p.rank < _SERVICE_RANK and name.echelon not in OFFICES
        and (name.echelon or not name.branches or name.numbers)
    ]  # fmt: skip
    return len(ranks) >= 3 and any(one > other and one < _HIGH for one, other in pairwise(ranks))


#: Kinds of body that are called so without any other word.
_NAMED_BY_KIND = frozenset({"staff", "ministry", "school", "academy", "college", "university", "institute", "service",
                            "force", "ship"})  # fmt: skip


def _bare_kinds(pieces: list[Piece], parsed: list[ParsedName]) -> None:
    """``DET/EMGA``: nothing but a kind of body, beside a body, is something within it."""
    if len(pieces) < 2 or pieces[1].mark not in ("slash", "dash"):
        return
    piece, name = pieces[0], parsed[0]
    said = name.numbers or name.functions or name.branches or name.residue or name.honorifics or name.nationality
    if piece.role == "head" and not said and not name.section and name.echelon not in _NAMED_BY_KIND:
        piece.role = "part" if any(p.role in ("head", "name") for p in pieces[1:]) else "head"


def _number_names(pieces: list[Piece], parsed: list[ParsedName]) -> None:
    """``Army, 521 CCAS``: a numbered name beside a service is a unit of it, be the name known or not."""
    for at, (piece, name) in enumerate(zip(pieces, parsed, strict=True)):
        beside = pieces[max(at - 1, 0) : at + 2]
        service = any(p.role == "head" and p.rank >= _SERVICE_RANK for p in beside)
        brigade = at == 0 and len(pieces) > 1 and pieces[1].role == "head" and pieces[1].rank >= _BRIGADE
        brigade = brigade and bool(parsed[1].numbers) and len(words(piece.text)) > 1
        if piece.role == "name" and name.numbers and piece.mark != "open" and (service or brigade):
            piece.role = "head"


def _is_bare_staff(piece: Piece, country: str) -> bool:
    name = parse(piece.name, country)
    return piece.role == "part" and name.echelon == "staff" and not (name.functions or name.section)


def _without_head(pieces: list[Piece], country: str) -> None:
    """No unit in words: names are looked up one by one; else an office or a post is all there is.

    A bare staff behind one of its offices is what the office is of: ``QMG Branch, General Headquarters, Alto``.
    """
    staff = next((at for at, p in enumerate(pieces) if at > 0 and _is_bare_staff(p, country)), 0)
    if staff and all(p.role == "part" for p in pieces[:staff]):
        pieces[staff].role = "head"
        return
    for role in ("name", "part"):
        if any(p.role == role for p in pieces):
            chosen = [p for p in pieces if p.role == role and p.mark != "open"]
            numbered = [p for p in chosen if role == "name" and parse(p.name, country).numbers]
            for piece in numbered or chosen:
                piece.role = "head"
            return


def _beside(
    pieces: list[Piece], parsed: list[ParsedName], at: int, head: int, *, listed: bool
) -> str:  # fmt: skip
    """The role of unit ``at`` beside the head before it, which may turn into its superior."""
    if head < 0:
        return "head"
    piece, before = pieces[at], pieces[head]
    commands = before.rank >= _SERVICE_RANK - 1
    if piece.mark == "open" and piece.name != piece.text and bare_number(piece.text):
        if before.mark != "open":
            before.role, before.of = "superior", at  # "Infantry Brigades (1st and 2nd)"
        return "head"
    if piece.mark == before.mark == "open" and _is_another_number(parsed[at], parsed[head]):
        return "head"
    if piece.mark == "open":
        bodiless = not (parsed[at].echelon or parsed[at].numbers)
        bodiless = bodiless or (parsed[at].functions == parsed[head].functions and not parsed[at].numbers)
        of_force = before.rank == _FORCE_RANK and piece.rank == _SERVICE_RANK
        of_force = of_force or is_element(parsed[at], parsed[head], piece, before)
        if not of_force and (not commands or bodiless or piece.rank >= before.rank):
            return "superior"
        before.role, before.of = "superior", at
        return "head"
    if is_stranger(parsed[at], parsed[head]):
        return "head"
    if piece.mark == "and" or listed or (_itemized(pieces, at, head) and piece.rank < _SERVICE_RANK - 1):
        return "head"
    if piece.rank > before.rank:
        return "superior"
    if parsed[at].echelon == "base" and parsed[head].echelon in OFFICES and piece.rank >= before.rank:
        return "superior"  # "Directorate of Ammunition, El Alto Air Base"
    if piece.rank == before.rank:
        joint = _is_joint_staff(parsed[at]) and _is_staff(parsed[head]) and set(parsed[head].branches) & SERVICES
        return "superior" if joint and piece.mark != "and" else "head"
    if parsed[at].echelon in OFFICES and parsed[at].branches and not commands and piece.mark == "comma":
        return "superior"  # "Intelligence Center, Office of the Army Commander"
    if parsed[at].echelon in INNER and piece.mark != "comma":
        return "part"
    units = sum(1 for p in pieces if p.role in ("head", "superior"))
    formations = sum(1 for p in pieces if p.role in ("head", "superior") and p.rank < _SERVICE_RANK - 1)
    inner = not commands and formations == 2 and piece.rank <= _WITHIN and parsed[head].echelon not in _INSTITUTIONS
    if piece.mark in ("slash", "dash") or inner or (commands and units == 2):
        before.role, before.of = "superior", at
    return "head"


def _is_another_number(one: ParsedName, other: ParsedName) -> bool:
    """Whether two bodies are of one kind and differ in number."""
    return one.echelon == other.echelon and bool(one.numbers and other.numbers) and one.numbers != other.numbers


def _itemized(pieces: list[Piece], at: int, head: int) -> bool:
    """Whether the list reads ``X (ACR), Y (ACR)`` or ``X (30), Y (30)``: a bracket closes the item before."""
    if at - head < 2 or pieces[at].mark != "comma" or pieces[at - 1].mark != "open":
        return False
    said = pieces[at - 1].text
    return said.isdecimal() or (" " not in said and said.isupper()) or not pieces[at].rank > pieces[head].rank


def _attach(pieces: list[Piece]) -> None:
    """Context belongs to the head before it, or to the next one where none came yet."""
    heads = [i for i, p in enumerate(pieces) if p.role == "head"]
    for at, piece in enumerate(pieces):
        if piece.role == "head":
            piece.of = at
        elif piece.of < 0 and heads:
            behind = [h for h in heads if h < at]
            ahead = [h for h in heads if h > at]
            closed = piece.mark == "open" or (behind and piece.mark in ("dash", "slash"))
            onward = piece.role in ("part", "person") and ahead and not closed
            piece.of = ahead[0] if onward or not behind else behind[-1]
