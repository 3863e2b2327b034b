"""A printed cell → segments with their places in it: which name units, which only say whose, where or who."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from vetting.names.lexicon import complete
from vetting.names.parse import LAST_SECTION, MINISTRIES, OFFICES, SERVICES, STAFF_WORK, ParsedName, parse, spans
from vetting.names.text import CACHED, words

_BREAK = re.compile(
    r"(?P<slash>(?<!\d)/|/(?!\d|(?:er|ra|ro|do|da|to|ta|vo|va|no|na|mo|ma|o|a)\b))"
    r"|(?P<comma>[,\n]|(?<=\w):\s|(?<!&amp);|(?<=(?-i:[A-Za-z]{5}))\.\s(?=(?-i:[A-Z]{3}))"
    r"|(?<=(?-i:[a-z]{4}))(?=(?-i:[A-Z][a-z]{3}))|\s(?=\d{1,3}\s(?:students?\s)?from\s))|(?P<open>[(\[])|(?P<close>[)\]])"
    r"|(?P<dash>\s[-–—]+\s?|(?<=\w)[-–—]+\s)",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"(?<=\w{4})-(?=[^\W\d]{3})")
_AND = re.compile(r"\s(?:and|&amp;|&|y|et|e|dan)\s", re.IGNORECASE)
_LEADING_AND = re.compile(r"\s*(?:and|&amp;|&|y|et)\s", re.IGNORECASE)
_SECOND = re.compile(
    r"(?:(?<=[^\W\d]{2})\s|(?<=\d)\s?-\s?|\s-)"
    r"(?=\d{1,3}\s?[ªº]?\.?\s?(?:st|nd|rd|th|er|era|ra|ro|da|do|ta|to|va|vo|na|no|ma|mo|a|o|º|ª|e|eme|ème)\b)",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?<=\s)\d{1,3}(?=\s|$)")
_LETTERS = re.compile(r"[^\W\d]{2}")
_DIGIT = re.compile(r"\d")

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
_INNER = frozenset({"team", "squad", "section", "office", "platoon", "patrol", "bureau", "battery", "department"})
_INSTITUTIONS = frozenset({"school", "academy", "college", "university", "institute", "staff"})
_STATE = frozenset({"defense", "interior", "public_security", "justice"})
_SERVICE_RANK, _FORCE_RANK = 9, 10
#: Troops that stand below commands and divisions though no kind of body is printed ("Naval Special Forces").
_PICKED = frozenset({"special_forces", "special_operations", "commando", "diving", "counter_terror"})
#: Words that only say where: alone with a name they are a place ("Oriental Mindoro").
WHERE = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "central",
                    "atlantic", "pacific", "caribbean", "gulf", "mountain"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of a printed cell. ``cell[start:end] == text``.

    ``role``: head (names a unit), superior (a unit printed as another's), part (a section or office inside a unit),
    person, place, name (one or two words that only a registry can place), outsider (a body that is no host unit) or
    noise. ``name`` is what is compared: the text, with a number or a kind borrowed from its neighbor where the cell
    shares it. ``of`` is the position, among the segments, of the head that a superior, part, place or name belongs
    to; a head's own position for a head; -1 for none.
    """

    text: str
    start: int
    end: int
    role: str
    name: str
    of: int = -1
    mark: str = ""
    rank: int = 0


@dataclass(slots=True)
class _Piece:
    """A segment in the making."""

    text: str
    start: int
    end: int
    name: str
    mark: str
    role: str = ""
    of: int = -1
    rank: int = 0


def _trimmed(cell: str, start: int, end: int, mark: str, shift: int = 0) -> _Piece | None:
    while start < end and not cell[start].isalnum():
        start += 1
    while end > start and not (cell[end - 1].isalnum() or cell[end - 1] in ".ºª"):
        end -= 1
    if start >= end:
        return None
    text = cell[start:end]
    return _Piece(text, start + shift, end + shift, text, mark)


def _pieces(cell: str, start: int, limit: int) -> Iterator[_Piece]:
    """Cut at commas, slashes, brackets and dashes; ``mark`` is what stood before each piece."""
    mark, inside = "", False
    for found in _BREAK.finditer(cell, start, limit):
        piece = _trimmed(cell, start, found.start(), "open" if inside else mark)
        if piece:
            yield piece
        kind = found.lastgroup or ""
        inside = kind == "open" or (inside and kind != "close")
        start, mark = found.end(), kind
    piece = _trimmed(cell, start, limit, "open" if inside else mark)
    if piece:
        yield piece


def _cut(piece: _Piece, at: int, after: int, mark: str) -> list[_Piece]:
    left = _trimmed(piece.text, 0, at, piece.mark, piece.start)
    right = _trimmed(piece.text, after, len(piece.text), mark, piece.start)
    return [p for p in (left, right) if p]


def _uncounted(piece: _Piece) -> list[_Piece]:
    """A table run together, ``Fiscalia 14 Corte Suprema 5 MOD 19``: one piece per counted name."""
    counts = list(_COUNT.finditer(piece.text))
    if len(counts) < 3 or counts[-1].end() != len(piece.text):
        return [piece]
    starts = [0, *(c.end() for c in counts)]
    spans_ = [(start, count.start()) for start, count in zip(starts, counts, strict=False)]
    if not all(_LETTERS.search(piece.text, start, end) for start, end in spans_):
        return [piece]
    out = []
    for start, end in spans_:
        part = _trimmed(piece.text, start, end, "comma" if start else piece.mark, piece.start)
        if part:
            out.append(part)
    return out


#: A ministry that its service follows without any sign: ``Ministry of Defence Nigerian Air Force``.
_MINISTRY = re.compile(
    r"(?:ministry of (?:national )?defen[cs]e|minist[eè]re de la d[eé]fense(?: nationale)?"
    r"|ministerio de (?:la )?defensa(?: nacional)?|minist[eé]rio da defesa(?: nacional)?|mod)\s(?=[^\W\d])",
    re.IGNORECASE,
)


def _of_ministry(piece: _Piece, country: str) -> list[_Piece]:
    found = _MINISTRY.match(piece.text)
    rest = parse(piece.text[found.end() :], country) if found else None
    if (
        found
        and rest is not None
        and (rest.level in ("service", "force") or (rest.echelon == "staff" and rest.branches))
    ):
        return _cut(piece, found.end() - 1, found.end(), "slash")
    return [piece]


#: A camp's name at the end of a unit's, without any sign between: ``NCO Academy Campo Alto``.
_CAMPED_AT = re.compile(r"(?<=[^\W\d]{3}\s)(?=(?:camp|fort|campo|fuerte|forte)\s+(?:de\s+)?[A-Z])", re.IGNORECASE)


def _camped(piece: _Piece, country: str) -> list[_Piece]:
    found = _CAMPED_AT.search(piece.text)
    before = parse(piece.text[: found.start()], country) if found else None
    if found and before is not None and before.echelon and (before.functions or before.branches or before.numbers):
        return _cut(piece, found.start(), found.start(), "comma")
    return [piece]


def _ministries(piece: _Piece) -> list[_Piece]:
    """``MOD MFA NGO``: abbreviations of ministries and of bodies that are no host unit, each for itself."""
    said = [(found.start(), found.group()) for found in re.finditer(r"\S+", piece.text)]
    if not 2 <= len(said) <= 6 or not piece.text.isupper() or not piece.text.replace(" ", "").isalpha():
        return [piece]
    parsed = [parse(word) for _, word in said]
    if not all(
        len(word) <= 5 and (p.echelon == "ministry" or p.outsider) for (_, word), p in zip(said, parsed, strict=True)
    ):
        return [piece]
    starts = [start for start, _ in said]
    cut = [_trimmed(piece.text, a, b, "and" if a else piece.mark, piece.start)
           for a, b in zip(starts, (*starts[1:], len(piece.text)), strict=True)]  # fmt: skip
    return [one for one in cut if one]


def _run_on(piece: _Piece, country: str) -> list[_Piece]:
    """``13th Bde 1st Division``, ``Compañía #61-1era Brigada``: cut where a second numbered body begins."""
    for found in _SECOND.finditer(piece.text):
        left, right = piece.text[: found.start()], piece.text[found.end() :]
        one, other = parse(left, country), parse(right, country)
        if one.echelon and one.numbers and other.echelon and other.numbers and other.echelon not in _INNER:
            return [p for cut in _cut(piece, found.start(), found.end(), "comma") for p in _run_on(cut, country)]
    return [piece]


def _unhyphened(piece: _Piece, country: str) -> list[_Piece]:
    for found in _HYPHEN.finditer(piece.text):
        left = parse(words(piece.text[: found.start()])[-1], country)
        if left.echelon and not left.residue:
            return _cut(piece, found.start(), found.end(), "dash")
    return [piece]


def _conjoined(piece: _Piece, country: str) -> list[_Piece]:
    """Cut at "and" where both sides name a unit of their own, or one side is only a number."""
    leading = _LEADING_AND.match(piece.text)
    if leading:
        piece.text = piece.name = piece.text[leading.end() :]
        piece.start += leading.end()
        piece.mark = "open" if piece.mark == "open" else "and"
    for found in _AND.finditer(piece.text):
        left, right = piece.text[: found.start()], piece.text[found.end() :]
        if _COUNTED.match(right):
            first, *rest = _cut(piece, found.start(), found.end(), "and")
            return [first, *(p for r in rest for p in _conjoined(r, country))]
        if spans(words(piece.text), len(words(left))):
            continue
        shared = _sharing(left, right, country)
        if shared:
            first, *rest = _cut(piece, found.start(), found.end(), "open" if piece.mark == "open" else "and")
            for one, name in zip((first, *rest), shared, strict=False):
                one.name = name
            return [first, *rest]
        if _stands_alone(left, right, country) and _stands_alone(right, left, country):
            first, *rest = _cut(piece, found.start(), found.end(), "open" if piece.mark == "open" else "and")
            return [first, *(p for r in rest for p in _conjoined(r, country))]
    return [piece]


#: Words that begin the name of a garrison, which behind a unit only says where it is (Camp Aguinaldo, Fuerte Tiuna).
_CAMPS = frozenset({"camp", "cp", "fort", "ft", "campo", "fuerte", "forte", "cantonment", "caserne", "cuartel"})

#: Words that end such a name (Dhaka Cantonment).
_CAMPED = frozenset({"cantonment", "cantt", "barracks", "camp"})


def _is_staff(name: ParsedName) -> bool:
    """Whether ``name`` is a staff, or the command of a whole service."""
    bare = bool(name.branches) and not (name.functions or name.numbers or name.residue)
    return name.echelon == "staff" or (name.echelon == "command" and bare)


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


#: Words in the plural form that name one body.
_ONE = frozenset({"corps", "forces", "fuerzas", "troops", "tropas", "services", "headquarters", "headquaters", "hqs",
                  "barracks", "hdqs", "hqrs", "hqtrs", "hqts", "hqters", "hdqrs", "forcas", "servicios"})  # fmt: skip


def _kinds(word: str) -> bool:
    """Whether ``word`` is a kind of body in the plural: Brigades, BDES, Comandos."""
    return word.endswith("s") and word not in _ONE and parse(word).echelon != "" and not parse(word).functions


def _sharing(left: str, right: str, country: str) -> tuple[str, str] | None:
    """``Pacific and Caribbean Commands``, ``Escuelas de Infantería y Artillería``: one kind of body said for two."""
    before, after = words(left), words(right)
    if not before or not after or _bare_number(left) or _bare_number(right):
        return None
    one, other = parse(left, country), parse(right, country)
    if _kinds(after[-1]) and not one.echelon and one.functions and len(before) < len(after) <= 5:
        return f"{left} {' '.join(after[len(before) :])}", right
    if _kinds(before[0]) and not other.echelon and other.functions and not other.branches and len(before) <= 6:
        lead = next(
            (n for n, w in enumerate(before[1:], 1) if parse(w, country).level != "none" or parse(w).functions), 0
        )
        return (left, f"{' '.join(before[:lead])} {right}") if lead else None
    return None


#: Words for a service that in front of "and" are half of a name: Air and Border Police.
_HALVES = frozenset({"air", "naval", "aerial", "maritime", "aerea", "aereo", "aerienne", "aerien", "navale"})


def _stands_alone(text: str, beside: str, country: str) -> bool:
    if text.strip().lower() in _HALVES:
        return False
    if _bare_number(text):
        return bool(parse(beside, country).numbers)
    parsed = parse(text, country)
    if parsed.level in ("service", "force") or parsed.outsider:
        return True
    if parsed.echelon in ("", "force", "service") or parsed.echelon in OFFICES:
        return False
    named = parsed.numbers or parsed.functions or parsed.branches or parsed.residue
    return bool(named) or len(parsed.echelons) > 1


#: Words for a headquarters that several services share at the end of a list.
_SHARED = ("headquarters", "hqs", "hq", "general staffs", "staffs", "general commands")


def _listed_staff(pieces: list[_Piece], country: str) -> None:
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


def _listed_kind(pieces: list[_Piece], country: str) -> None:
    """``1st, 2nd, Mountain & Jungle BDES``: what is listed before a kind of body in the plural is of that kind."""
    kind = ""
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        if not kind and not piece.text.rstrip(". ").lower().endswith("s"):
            continue
        said = words(piece.text)
        if kind and said:
            named = parse(piece.name, country)
            if _bare_number(piece.text):
                piece.name = f"{said[0]} {kind}"
            elif not named.echelon and named.functions and not named.residue and len(said) <= 2:
                piece.name = f"{piece.text} {kind}"
            else:
                kind = ""
        elif said and len(said) <= 4 and _kinds(said[-1]) and not parse(piece.name, country).numbers:
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
    if parsed.echelon == "staff" and not (own or set(parsed.functions) - STAFF_WORK or parsed.residue):
        return "part"
    office = parsed.echelon in OFFICES or parsed.echelon in _INNER or not parsed.echelon
    work = set(parsed.functions) <= STAFF_WORK | {"military", "general"}
    if parsed.echelon == "division" and parsed.functions:
        office = True
    if office and (work or not parsed.echelon) and not own and not (parsed.residue and not parsed.section):
        return "part"
    if parsed.roles and not parsed.echelon and not own and not parsed.residue:
        return "person"
    return "head"


def _bare_number(text: str) -> str:
    """The digits of a piece that is nothing but a number (``105th``), else ``""``."""
    if len(text) > 12 or not _DIGIT.search(text):
        return ""
    said = words(text)
    return said[0] if len(said) == 1 and said[0].isdigit() and len(said[0]) <= 3 else ""


def _borrow(pieces: list[_Piece], country: str) -> None:
    """``105th & 120th Brigades`` and ``Batallón 1 and 2``: a bare number takes the kind of its neighbor."""
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        number = _bare_number(piece.text) if piece.mark != "open" else ""
        if not number:
            continue
        if piece.mark == "close":
            _hand_back(pieces, at, number)
            continue
        for other in (at + 1, at - 1):
            if not 0 <= other < len(pieces):
                continue
            joined = pieces[other].mark if other > at else piece.mark
            if joined == "open":
                continue
            named = parse(pieces[other].name, country)
            if joined in ("and", "comma") and named.numbers and (named.echelon or named.functions):
                kept = [w for w in words(pieces[other].name) if not w.isdigit()]
                piece.name = f"{number} {' '.join(kept)}"
                break


def _hand_back(pieces: list[_Piece], at: int, number: str) -> None:
    """``Mil Air Base (BAM) #1``: a number behind a bracket belongs to the name before it."""
    before = next((p for p in reversed(pieces[:at]) if p.mark != "open"), None)
    if before is not None and not parse(before.name).numbers:
        before.name = f"{before.name} no {number}"


def _arrange(pieces: list[_Piece], country: str) -> None:
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
    services = sum(1 for p in pieces if p.role == "head" and p.rank == _SERVICE_RANK and p.mark in ("", "comma"))
    listed = services > 1 or any(p.role == "outsider" and p.mark != "open" for p in pieces)
    listed = listed or _falls(pieces, parsed)
    head = -1
    climbing = False
    for at, piece in enumerate(pieces):
        if piece.role == "part" and head < 0:
            climbing = True
        if listed and services > 1 and piece.role == "part" and parsed[at].supreme and head >= 0:
            piece.role = "head"  # "Navy, General Staff, Air Force": an item of the list
        if piece.role == "head":
            piece.role = _beside(pieces, parsed, at, head, listed=listed, climbing=climbing)
            if piece.role == "head":
                head = at
    _attach(pieces)


_ACRONYM = re.compile(r"(?:\d{1,3}\s?[ºª]?\s?)?[A-Z]{2,8}(?:[ -]?\d{1,3})?")
_FEWEST_ACRONYMS = 4


def _is_acronyms(pieces: list[_Piece]) -> bool:
    """Whether a list is made of acronyms, ``PMK, 31 RIM, 36 RA, DSSA, GNM``: then each of them is a body."""
    listed = sum(1 for p in pieces if p.mark in ("", "comma", "and") and _ACRONYM.fullmatch(p.text))
    return listed >= _FEWEST_ACRONYMS and 4 * listed >= 3 * len(pieces)


def _falls(pieces: list[_Piece], parsed: list[ParsedName]) -> bool:
    """Whether three or more units stand in no climbing order (regiment, battalion, brigade): then they are a list."""
    ranks = [
        p.rank for p, name in zip(pieces, parsed, strict=True)
        if p.role == "head" and p.mark in ("", "comma") and p.rank < _SERVICE_RANK and name.echelon not in OFFICES
    ]  # fmt: skip
    return len(ranks) >= 3 and any(one > other and one < _HIGH for one, other in pairwise(ranks))


#: Kinds of body that are called so without any other word.
_NAMED_BY_KIND = frozenset({"staff", "ministry", "school", "academy", "college", "university", "institute", "service",
                            "force", "ship"})  # fmt: skip


def _bare_kinds(pieces: list[_Piece], parsed: list[ParsedName]) -> None:
    """``DET/EMGA``: nothing but a kind of body, beside a body, is something within it."""
    if len(pieces) < 2 or pieces[1].mark not in ("slash", "dash"):
        return
    piece, name = pieces[0], parsed[0]
    said = name.numbers or name.functions or name.branches or name.residue or name.honorifics or name.nationality
    if piece.role == "head" and not said and not name.section and name.echelon not in _NAMED_BY_KIND:
        piece.role = "part" if any(p.role in ("head", "name") for p in pieces[1:]) else "head"


def _number_names(pieces: list[_Piece], parsed: list[ParsedName]) -> None:
    """``Army, 521 CCAS``: a numbered name beside a service is a unit of it, be the name known or not."""
    for at, (piece, name) in enumerate(zip(pieces, parsed, strict=True)):
        beside = pieces[max(at - 1, 0) : at + 2]
        service = any(p.role == "head" and p.rank >= _SERVICE_RANK for p in beside)
        brigade = at == 0 and len(pieces) > 1 and pieces[1].role == "head" and pieces[1].rank >= _BRIGADE
        brigade = brigade and bool(parsed[1].numbers) and len(words(piece.text)) > 1
        if piece.role == "name" and name.numbers and piece.mark != "open" and (service or brigade):
            piece.role = "head"


def _without_head(pieces: list[_Piece], country: str) -> None:
    """No unit in words: names are looked up one by one; else an office or a post is all there is."""
    for role in ("name", "part"):
        if any(p.role == role for p in pieces):
            chosen = [p for p in pieces if p.role == role and p.mark != "open"]
            numbered = [p for p in chosen if role == "name" and parse(p.name, country).numbers]
            for piece in numbered or chosen:
                piece.role = "head"
            return


def _beside(
    pieces: list[_Piece], parsed: list[ParsedName], at: int, head: int, *, listed: bool, climbing: bool
) -> str:  # fmt: skip
    """The role of unit ``at`` beside the head before it, which may turn into its superior."""
    if head < 0:
        return "head"
    piece, before = pieces[at], pieces[head]
    commands = before.rank >= _SERVICE_RANK - 1
    if piece.mark == "open":
        bodiless = not (parsed[at].echelon or parsed[at].numbers)
        bodiless = bodiless or (parsed[at].functions == parsed[head].functions and not parsed[at].numbers)
        of_force = before.rank == _FORCE_RANK and piece.rank == _SERVICE_RANK
        if not of_force and (not commands or bodiless or piece.rank >= before.rank):
            return "superior"
        before.role, before.of = "superior", at
        return "head"
    if piece.mark == "and" or listed or (_itemized(pieces, at, head) and piece.rank < _SERVICE_RANK - 1):
        return "head"
    if piece.rank > before.rank:
        institution = parsed[head].echelon in _INSTITUTIONS and parsed[at].echelon in MINISTRIES
        institution = institution and piece.mark not in ("slash", "dash")
        return "head" if institution and not climbing else "superior"
    if piece.rank == before.rank:
        return "head"
    if parsed[at].echelon in OFFICES and parsed[at].branches and not commands and piece.mark == "comma":
        return "superior"  # "Intelligence Center, Office of the Army Commander"
    if parsed[at].echelon in _INNER and piece.mark != "comma":
        return "part"
    units = sum(1 for p in pieces if p.role in ("head", "superior"))
    formations = sum(1 for p in pieces if p.role in ("head", "superior") and p.rank < _SERVICE_RANK - 1)
    inner = not commands and formations == 2 and piece.rank <= _WITHIN and parsed[head].echelon not in _INSTITUTIONS
    if piece.mark in ("slash", "dash") or inner or (commands and units == 2):
        before.role, before.of = "superior", at
    return "head"


def _itemized(pieces: list[_Piece], at: int, head: int) -> bool:
    """Whether the list reads ``X (ACR), Y (ACR)`` or ``X (30), Y (30)``: a bracket closes the item before."""
    if at - head < 2 or pieces[at].mark != "comma" or pieces[at - 1].mark != "open":
        return False
    said = pieces[at - 1].text
    return said.isdigit() or (" " not in said and said.isupper()) or not pieces[at].rank > pieces[head].rank


def _attach(pieces: list[_Piece]) -> None:
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


#: The American unit that trained, printed in the middle of the trained one's name: ``2ND 1/7 SFG INFANTRY BN``.
_TRAINER = re.compile(r"(?<=\s)\d{1,2}(?:/\d{1,2})?\s?(?:SFG|SFGA|SOW|SOS|MEU)\b\s?")


def _untrained(piece: _Piece) -> None:
    """Leave the trainer out of the name that is compared."""
    left = _TRAINER.sub("", piece.text)
    if left != piece.text and len(left.split()) > 1:
        piece.name = left


#: How many came from a body, printed before its name: ``5 from Machinery School``, ``12 students from the Army``.
_COUNTED = re.compile(
    r"\d{1,3}\s+students?\s+(?:from\s+)?(?:the\s+)?|\d{1,3}\s+(?:(?:students?|participants?|officers?|persons?|people|members?|officials?|pax|representatives?"
    r"|personnel|others?)\s+)?(?:from|were\s+from)\s+(?:the\s+)?",
    re.IGNORECASE,
)


#: Heads counted with a dash: ``22-Minister and Cabinet; 11-FDTL; 19-PNTL``.
_DASHED = re.compile(r"\d{1,3}\s?-\s?(?=[^\W\d]{2})")
_DASHED_END = re.compile(r"(?<=[^\W\d]{2})(?:\s?[-–:]\s?|\s)\d{1,3}$")
_FEWEST_DASHED = 3


def _without_dashed_counts(pieces: list[_Piece], country: str) -> None:
    """Leave out the counts where nearly all items of a list begin with one: 13-BI alone is a unit."""
    ending = [(p, found) for p in pieces if (found := _DASHED_END.search(p.name))]
    if len(ending) >= _FEWEST_DASHED and 4 * len(ending) >= 3 * len(pieces):
        bodies = [parse(p.name[: found.start()], country) for p, found in ending]
        if any(
            b.level in ("service", "force") or b.echelon in ("staff", "ministry") for b in bodies
        ):  # no BIM-13, BIM-14
            for piece, found in ending:
                piece.name = piece.name[: found.start()]
    counted = [p for p in pieces if _DASHED.match(p.name)]
    if len(counted) >= _FEWEST_DASHED and 4 * len(counted) >= 3 * len(pieces):
        for piece in counted:
            piece.name = piece.name[_DASHED.match(piece.name).end() :]  # type: ignore[union-attr]


def _without_count(piece: _Piece) -> None:
    counted = _COUNTED.match(piece.name)
    if counted:
        piece.name = piece.name[counted.end() :]


def _enumerated(cell: str, pieces: list[_Piece], country: str) -> list[_Piece]:
    """One piece of a name that lists what it does: ``Directorate of Army Equipment, Fuel and Transport``.

    The commas and the "and" part words for work only; the kind of body stands before or behind all of them.
    """
    out: list[_Piece] = []
    at = 0
    while at < len(pieces):
        end = _end_of_work(pieces, at, country)
        if end > at:
            first, last = pieces[at], pieces[end]
            text = cell[first.start : last.end]
            out.append(_Piece(text, first.start, last.end, text.replace(",", ""), first.mark))
        else:
            out.append(pieces[at])
        at = end + 1
    return out


def _end_of_work(pieces: list[_Piece], at: int, country: str) -> int:
    """The position of the last piece of an enumeration that begins at ``at``; ``at`` itself where none does."""
    first = parse(pieces[at].name, country)
    if (
        not first.functions
        or first.numbers
        or pieces[at].mark == "open"
        or (first.echelon and first.echelon not in _WORKING)
    ):
        return at
    for end in range(at + 1, min(at + 4, len(pieces))):
        piece = pieces[end]
        said = parse(piece.name, country)
        other = said.branches or said.numbers or said.residue or said.outsider or "command_and_staff" in said.functions
        if piece.mark != "comma" or not said.functions or other:
            return at
        if _AND.search(piece.text):
            bodies = [one for one in (first.echelon, said.echelon) if one]
            return end if len(bodies) == 1 and bodies[0] in _WORKING else at
        if said.echelon:
            return at
    return at


#: Bodies that are named after several kinds of work.
_WORKING = OFFICES | {"division", "command", "school", "academy", "institute", "center", "agency", "service", "unit"}


def _cut_up(text: str, start: int, limit: int, country: str) -> list[_Piece]:
    out: list[_Piece] = []
    for piece in _enumerated(text, list(_pieces(text, start, limit)), country):
        if " " not in piece.text and "-" not in piece.text:
            out.append(piece)
            continue
        if piece.text.isascii() and "S" in piece.text:
            _untrained(piece)
            if piece.name != piece.text:
                out.append(piece)
                continue
        for counted in _uncounted(piece) if _DIGIT.search(piece.text) else (piece,):
            for hyphen in _unhyphened(counted, country) if "-" in counted.text else (counted,):
                parted = [
                    one
                    for camped in _camped(hyphen, country)
                    for whole in _ministries(camped)
                    for part in _of_ministry(whole, country)
                    for one in _conjoined(part, country)
                ]
                for one in parted:
                    out.extend(_run_on(one, country) if _DIGIT.search(one.text) else (one,))
    return out


def in_one_piece(text: str) -> bool:
    """Whether nothing in ``text`` could part it: then ``split`` makes one segment of it at most."""
    return not (_BREAK.search(text) or _AND.search(text) or _HYPHEN.search(text) or _DIGIT.search(text))


@lru_cache(maxsize=CACHED)
def split(text: str, country: str = "") -> tuple[Segment, ...]:
    """The segments of a printed cell in order; ``country`` is ISO 3166-1 alpha-3 or ``""``. Spans lie inside it.

    "X Battalion, Y Brigade" is X with Y as superior; two coordinate units are two heads; a cell printed twice is read
    once.
    """
    limit = len(text)
    half = limit // 2
    if limit > 8 and text[:half].strip() == text[half:].strip():
        limit = half
    if limit < 24 and _is_placeholder(parse(text, country)):
        whole = _trimmed(text, 0, len(text), "")
        pieces = [whole] if whole else []
        for piece in pieces:
            piece.role = "noise"
    else:
        pieces = []
        items = [_cut_up(text, start, end, country) for start, end in _items(text, limit)]
        _without_dashed_counts([piece for item in items for piece in item], country)
        for item in items:
            _arranged(text, limit, item, country)
            for piece in item:
                piece.of += len(pieces) if piece.of >= 0 else 0
            pieces += item
    return tuple(Segment(p.text, p.start, p.end, p.role, p.name, p.of, p.mark, p.rank) for p in pieces)


def _items(text: str, limit: int) -> list[tuple[int, int]]:
    """Where the items of a list in semicolons begin and end: each is a cell of its own, whatever stands beside it."""
    cuts, depth = [], 0
    for at in range(limit) if ";" in text else ():
        depth += (text[at] in "([") - (text[at] in ")]")
        if text[at] == ";" and depth <= 0 and not text.endswith("&amp", 0, at):
            cuts.append(at)
    items = [(start, end) for start, end in zip((0, *(c + 1 for c in cuts)), (*cuts, limit), strict=True)]
    items = [(start, end) for start, end in items if text[start:end].strip()]
    if any(_bare_number(text[start:end].strip()) for start, end in items):
        return [(0, limit)]  # "105th; 120th Brigades" share their kind
    return items


def _arranged(text: str, limit: int, pieces: list[_Piece], country: str) -> None:
    """Give the pieces of an item, up to ``limit`` in ``text``, their roles and, within the item, their heads."""
    if limit in _CUT_OFF and text[-1].isalpha() and pieces and pieces[-1].end == len(text):
        pieces[-1].name = _completed(pieces[-1].name)
    for piece in pieces:
        _without_count(piece)
    _borrow(pieces, country)
    if len(pieces) > 1:
        _listed_kind(pieces, country)
        _listed_staff(pieces, country)
    _arrange(pieces, country)


#: The report cuts long cells at this length, some prints a little sooner.
_CUT_OFF = range(44, 51)


def _completed(name: str) -> str:
    """A name whose last word was cut off, with that word whole where only one is possible (``Bolivian Air Forc``)."""
    said = words(name)
    if len(said) < 2 or len(said[-1]) < 2 or not said[-1].isalpha():
        return name
    whole = complete(said[-2], said[-1])
    return f"{' '.join(said[:-1])} {whole}" if whole else name


def _is_placeholder(parsed: ParsedName) -> bool:
    said = parsed.echelon or parsed.residue or parsed.functions or parsed.nationality or parsed.numbers
    said = said or parsed.branches
    return parsed.level == "none" and not said
