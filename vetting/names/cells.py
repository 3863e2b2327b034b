"""A printed cell → segments with their places in it: which name units, which only say whose, where or who."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from vetting.names.lexicon import complete
from vetting.names.parse import OFFICES, STAFF_WORK, ParsedName, parse, spans
from vetting.names.text import CACHED, words

_BREAK = re.compile(
    r"(?P<slash>(?<!\d)/|/(?!\d|(?:er|ra|ro|do|da|to|ta|vo|va|no|na|mo|ma|o|a)\b))"
    r"|(?P<comma>[,\n]|(?<=\w):\s|(?<!&amp);|(?<=(?-i:[A-Za-z]{5}))\.\s(?=(?-i:[A-Z]{3}))"
    r"|(?<=(?-i:[a-z]{4}))(?=(?-i:[A-Z][a-z]{3})))|(?P<open>[(\[])|(?P<close>[)\]])"
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
    "force": 5, "ministry": 11,
}  # fmt: skip
#: Up to this rank (battalions) a unit printed behind a larger one is taken to be inside it.
_WITHIN = 3
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


def _pieces(cell: str, limit: int) -> Iterator[_Piece]:
    """Cut at commas, slashes, brackets and dashes; ``mark`` is what stood before each piece."""
    start, mark, inside = 0, "", False
    for found in _BREAK.finditer(cell, 0, limit):
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


def _stands_alone(text: str, beside: str, country: str) -> bool:
    if _bare_number(text):
        return bool(parse(beside, country).numbers)
    parsed = parse(text, country)
    if parsed.level in ("service", "force") or parsed.outsider:
        return True
    if parsed.echelon in ("", "force", "service") or parsed.echelon in OFFICES:
        return False
    named = parsed.numbers or parsed.functions or parsed.branches or parsed.residue
    return bool(named) or len(parsed.echelons) > 1


def _listed_kind(pieces: list[_Piece], country: str) -> None:
    """``1st, 2nd, Mountain & Jungle BDES``: what is listed before a kind of body in the plural is of that kind."""
    kind = ""
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
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
        if parsed.functions == ("marine",):
            return _HIGH
        return 6 if parsed.branches and not special else 3  # "Mobile Gendarmerie" is larger than a legion of it
    if parsed.echelon == "command" and parsed.functions and set(parsed.functions) <= WHERE | {"military"}:
        return _HIGH  # Comando Militar do Sul, Eastern Command
    return _RANK.get(parsed.echelon, 3)


def _is_state(parsed: ParsedName) -> bool:
    return parsed.echelon != "ministry" or bool(_STATE & set(parsed.functions)) or "armed_forces" in parsed.branches


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
    own = parsed.branches or parsed.numbers or parsed.nationality
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
        if at > 0 and name.echelon in ("base", "barracks") and words(piece.text)[0] in _CAMPS and name.residue:
            piece.role = "place"
    if not any(p.role == "head" for p in pieces):
        _without_head(pieces, country)
    _number_names(pieces, parsed)
    services = sum(1 for p in pieces if p.role == "head" and p.rank == _SERVICE_RANK and p.mark in ("", "comma"))
    listed = services > 1 or any(p.role == "outsider" and p.mark != "open" for p in pieces)
    listed = listed or _falls(pieces, parsed)
    head = -1
    climbing = False
    for at, piece in enumerate(pieces):
        if piece.role == "part" and head < 0:
            climbing = True
        if piece.role == "head":
            piece.role = _beside(pieces, parsed, at, head, listed=listed, climbing=climbing)
            if piece.role == "head":
                head = at
    _attach(pieces)


def _falls(pieces: list[_Piece], parsed: list[ParsedName]) -> bool:
    """Whether three or more units stand in no climbing order (regiment, battalion, brigade): then they are a list."""
    ranks = [
        p.rank for p, name in zip(pieces, parsed, strict=True)
        if p.role == "head" and p.mark in ("", "comma") and p.rank < _SERVICE_RANK and name.echelon not in OFFICES
    ]  # fmt: skip
    return len(ranks) >= 3 and any(one > other and one < _HIGH for one, other in pairwise(ranks))


def _number_names(pieces: list[_Piece], parsed: list[ParsedName]) -> None:
    """``Army, 521 CCAS``: a numbered name beside a service is a unit of it, be the name known or not."""
    for at, (piece, name) in enumerate(zip(pieces, parsed, strict=True)):
        beside = pieces[max(at - 1, 0) : at + 2]
        service = any(p.role == "head" and p.rank >= _SERVICE_RANK for p in beside)
        if piece.role == "name" and name.numbers and piece.mark != "open" and service:
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
        if not commands or bodiless or piece.rank >= before.rank:
            return "superior"
        before.role, before.of = "superior", at
        return "head"
    if piece.mark == "and" or listed or (_itemized(pieces, at, head) and piece.rank < _SERVICE_RANK - 1):
        return "head"
    if piece.rank > before.rank:
        institution = parsed[head].echelon in _INSTITUTIONS and parsed[at].echelon == "ministry"
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


def _cut_up(text: str, limit: int, country: str) -> list[_Piece]:
    out: list[_Piece] = []
    for piece in _pieces(text, limit):
        if " " not in piece.text and "-" not in piece.text:
            out.append(piece)
            continue
        for counted in _uncounted(piece) if _DIGIT.search(piece.text) else (piece,):
            for hyphen in _unhyphened(counted, country) if "-" in counted.text else (counted,):
                for one in _conjoined(hyphen, country):
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
        pieces = _cut_up(text, limit, country)
        if limit in _CUT_OFF and text[-1].isalpha() and pieces:
            pieces[-1].name = _completed(pieces[-1].name)
        _borrow(pieces, country)
        _listed_kind(pieces, country)
        _arrange(pieces, country)
        _itemize_names(text, pieces)
    return tuple(Segment(p.text, p.start, p.end, p.role, p.name, p.of, p.mark, p.rank) for p in pieces)


def _itemize_names(text: str, pieces: list[_Piece]) -> None:
    """``Ministry; WESCOM; Brigade``: a name that is an item of a list in semicolons is one of the units."""
    if ";" not in text:
        return
    for at, piece in enumerate(pieces):
        before, after = text[: piece.start].rstrip()[-1:], text[piece.end :].lstrip()[:1]
        if piece.role == "name" and {before or ";", after or ";"} == {";"}:
            piece.role, piece.of = "head", at


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
    return parsed.level == "none" and not said
