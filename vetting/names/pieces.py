"""A printed cell → its pieces: cut at signs, at "and", at counts, and where one name runs into the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vetting.names.nature import called_by_work
from vetting.names.parse import MINISTRIES, OFFICES, STAFF_WORK, ParsedName, parse, spans
from vetting.names.text import words

_BREAK = re.compile(
    r"(?P<slash>(?<!\d)/|/(?!\d|(?:er|ra|ro|do|da|to|ta|vo|va|no|na|mo|ma|o|a)\b))"
    r"|(?P<comma>[,\n]|(?<=\w):\s|(?<!&amp)(?<!;amp);|(?<=(?-i:[A-Za-z]{5}))\.\s(?=(?-i:[A-Z]{3}))"
    r"|(?<=(?-i:[a-z]{4}))(?=(?-i:[A-Z][a-z]{3}))|\s(?=\d{1,3}\s(?:students?\s)?from\s))|(?P<open>[(\[])|(?P<close>[)\]])"
    r"|(?P<dash>\s[-–—]+\s?|(?<=\w)[-–—]+\s)",
    re.IGNORECASE,
)


_HYPHEN = re.compile(r"(?<=\w{4})-(?=[^\W\d]{3})")


_AND = re.compile(
    r"\s(?:and|plus|as well as|&(?:amp;)*|y|et|e|dan)\s|(?<=[^\W\d]{2})\s?\+\s?(?=\w{2})|\s\+\s", re.IGNORECASE
)


_LEADING_AND = re.compile(r"\s*(?:and|&(?:amp;)*|y|et)\s", re.IGNORECASE)


_TRAILING_AND = re.compile(r"\s(?:and|&(?:amp;)*|y|et)\Z", re.IGNORECASE)


_SECOND = re.compile(
    r"(?:(?<=[^\W\d]{2})\s|(?<=\d)\s?-\s?|\s-)"
    r"(?=\d{1,3}\s?[ªº]?\.?\s?(?:st|nd|rd|th|er|era|ra|ro|da|do|ta|to|va|vo|na|no|ma|mo|a|o|º|ª|e|eme|ème)\b)",
    re.IGNORECASE,
)


_COUNT = re.compile(r"(?<=\s)\d{1,3}(?=\s|$)")


_LETTERS = re.compile(r"[^\W\d]{2}")


_DIGIT = re.compile(r"\d")


INNER = frozenset({"team", "squad", "section", "office", "platoon", "patrol", "bureau", "battery", "department"})


@dataclass(slots=True)
class Piece:
    """A segment in the making."""

    text: str
    start: int
    end: int
    name: str
    mark: str
    role: str = ""
    of: int = -1
    rank: int = 0


def trimmed(cell: str, start: int, end: int, mark: str, shift: int = 0) -> Piece | None:
    while start < end and not cell[start].isalnum():
        start += 1
    while end > start and not (cell[end - 1].isalnum() or cell[end - 1] in ".ºª"):
        end -= 1
    if start >= end:
        return None
    text = cell[start:end]
    return Piece(text, start + shift, end + shift, text, mark)


def _pieces(cell: str, start: int, limit: int) -> Iterator[Piece]:
    """Cut at commas, slashes, brackets and dashes; ``mark`` is what stood before each piece."""
    mark, inside = "", False
    for found in _BREAK.finditer(cell, start, limit):
        piece = trimmed(cell, start, found.start(), "open" if inside else mark)
        if piece:
            yield piece
        kind = found.lastgroup or ""
        inside = kind == "open" or (inside and kind != "close")
        start, mark = found.end(), kind
    piece = trimmed(cell, start, limit, "open" if inside else mark)
    if piece:
        yield piece


def _cut(piece: Piece, at: int, after: int, mark: str) -> list[Piece]:
    left = trimmed(piece.text, 0, at, piece.mark, piece.start)
    right = trimmed(piece.text, after, len(piece.text), mark, piece.start)
    return [p for p in (left, right) if p]


def _uncounted(piece: Piece) -> list[Piece]:
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
        part = trimmed(piece.text, start, end, "comma" if start else piece.mark, piece.start)
        if part:
            out.append(part)
    return out


#: A ministry that its service follows without any sign: ``Ministry of Defence Nigerian Air Force``.
_MINISTRY = re.compile(
    r"(?:ministry of (?:national )?defen[cs]e|minist[eè]re de la d[eé]fense(?: nationale)?"
    r"|ministerio de (?:la )?defensa(?: nacional)?|minist[eé]rio da defesa(?: nacional)?|mod)\s(?=[^\W\d])",
    re.IGNORECASE,
)


def _of_ministry(piece: Piece, country: str) -> list[Piece]:
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


def _camped(piece: Piece, country: str) -> list[Piece]:
    found = _CAMPED_AT.search(piece.text)
    before = parse(piece.text[: found.start()], country) if found else None
    if found and before is not None and before.echelon and (before.functions or before.branches or before.numbers):
        return _cut(piece, found.start(), found.start(), "comma")
    return [piece]


def _ministries(piece: Piece) -> list[Piece]:
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
    cut = [trimmed(piece.text, a, b, "and" if a else piece.mark, piece.start)
           for a, b in zip(starts, (*starts[1:], len(piece.text)), strict=True)]  # fmt: skip
    return [one for one in cut if one]


def _run_on(piece: Piece, country: str) -> list[Piece]:
    """``13th Bde 1st Division``, ``Compañía #61-1era Brigada``: cut where a second numbered body begins."""
    for found in _SECOND.finditer(piece.text):
        left, right = piece.text[: found.start()], piece.text[found.end() :]
        one, other = parse(left, country), parse(right, country)
        if one.echelon and one.numbers and other.echelon and other.numbers and other.echelon not in INNER:
            return [p for cut in _cut(piece, found.start(), found.end(), "comma") for p in _run_on(cut, country)]
    return [piece]


def _unhyphened(piece: Piece, country: str) -> list[Piece]:
    for found in _HYPHEN.finditer(piece.text):
        left = parse(words(piece.text[: found.start()])[-1], country)
        if (left.echelon and not left.residue) or _is_office_of(piece.text, found.start(), found.end(), country):
            return _cut(piece, found.start(), found.end(), "dash")
    return [piece]


def _is_office_of(text: str, end: int, start: int, country: str) -> bool:
    """Whether an office begins behind a body's name at a hyphen: ``Ministry of Defense-Directorate of Estate``."""
    body = parse(text[:end], country)
    first = parse(words(text[start:])[0], country)
    return first.echelon in OFFICES and not first.functions and bool(body.echelon and body.level == "unit")


def _conjoined(piece: Piece, country: str) -> list[Piece]:
    """Cut at "and" where both sides name a unit of their own, or one side is only a number."""
    leading = _LEADING_AND.match(piece.text)
    if leading:
        piece.text = piece.name = piece.text[leading.end() :]
        piece.start += leading.end()
        piece.mark = "open" if piece.mark == "open" else "and"
    trailing = _TRAILING_AND.search(piece.text)
    if trailing:
        piece.text = piece.name = piece.text[: trailing.start()]
        piece.end = piece.start + len(piece.text)
    for found in _AND.finditer(piece.text):
        left, right = piece.text[: found.start()], piece.text[found.end() :]
        if COUNTED.match(right):
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
        if _is_one_office(left, right, country):
            continue
        if _stands_alone(left, right, country) and _stands_alone(right, left, country):
            first, *rest = _cut(piece, found.start(), found.end(), "open" if piece.mark == "open" else "and")
            return [first, *(p for r in rest for p in _conjoined(r, country))]
    return [piece]


#: Words in the plural form that name one body.
_ONE = frozenset({"corps", "forces", "fuerzas", "troops", "tropas", "services", "headquarters", "headquaters", "hqs",
                  "barracks", "hdqs", "hqrs", "hqtrs", "hqts", "hqters", "hdqrs", "forcas", "servicios"})  # fmt: skip


def is_plural_kind(word: str) -> bool:
    """Whether ``word`` is a kind of body in the plural: Brigades, BDES, Comandos."""
    return word.endswith("s") and word not in _ONE and parse(word).echelon != "" and not parse(word).functions


def _sharing(left: str, right: str, country: str) -> tuple[str, str] | None:
    """``Pacific and Caribbean Commands``, ``Escuelas de Infantería y Artillería``: one kind of body said for two."""
    before, after = words(left), words(right)
    if not before or not after or bare_number(left) or bare_number(right):
        return None
    one, other = parse(left, country), parse(right, country)
    if is_plural_kind(after[-1]) and not one.echelon and one.functions and len(before) < len(after) <= 5:
        return f"{left} {' '.join(after[len(before) :])}", right
    if is_plural_kind(before[0]) and not other.echelon and other.functions and not other.branches and len(before) <= 6:
        lead = next(
            (n for n, w in enumerate(before[1:], 1) if parse(w, country).level != "none" or parse(w).functions), 0
        )
        return (left, f"{' '.join(before[:lead])} {right}") if lead else None
    return None


#: Words for a service that in front of "and" are half of a name: Air and Border Police.
_HALVES = frozenset({"air", "naval", "aerial", "maritime", "aerea", "aereo", "aerienne", "aerien", "navale"})


def _ends_in_service(text: str, country: str) -> bool:
    """``Maritime Police``, ``UXDF Air Force``: a service said last, with a word for where it serves or whose it is."""
    said = text.split()
    parsed = parse(text, country)
    plain = not (parsed.echelon or parsed.numbers or parsed.roles or set(parsed.functions) & STAFF_WORK)
    plain = plain and _OWNED_BY.isdisjoint(words(text))
    return plain and any(
        parse(" ".join(said[-size:]), country).level == "service" for size in (1, 2) if len(said) > size
    )


#: Words that say whose something is: "specialists of the army" is no army.
_OWNED_BY = frozenset({"of", "the", "in", "for", "de", "del", "la", "du", "des", "da", "do", "das", "dos"})


_ACRONYM = re.compile(r"[A-Z]{3,8}")


def _is_acronym(text: str) -> bool:
    """Whether a word in capitals is none that the lexicon knows but as an acronym: SENAX, not LOGISTICS."""
    return bool(_ACRONYM.fullmatch(text)) and bool(parse(text).residue)


def _is_troop_of_service(name: ParsedName) -> bool:
    """``Army Special Forces``, ``Polícia Judiciária``: a service with what its troops, not its desks, do."""
    work = set(name.functions)
    return not (name.echelon or name.roles) and bool(name.branches and work) and not work & STAFF_WORK


def _is_one_office(left: str, right: str, country: str) -> bool:
    """Whether an office before "and" goes on behind it: ``Dirección de Capitanías y Guardacostas``.

    It does not where its kind is said last, or said anew behind.
    """
    if parse(left, country).echelon not in OFFICES:
        return False
    return not any(parse(word, country).echelon in OFFICES for word in (words(left)[-1], words(right)[0]))


def _stands_alone(text: str, beside: str, country: str) -> bool:
    if _is_acronym(text) and _is_acronym(beside):
        return True
    if parse(beside, country).level == "service" and called_by_work(parse(text, country)):
        return True
    other = parse(beside, country)
    if _ends_in_service(text, country) and words(text)[-1] not in _HALVES and other.echelon not in MINISTRIES:
        return True
    if text.strip().lower() in _HALVES:
        return False
    if bare_number(text):
        return bool(parse(beside, country).numbers)
    parsed = parse(text, country)
    if parsed.level in ("service", "force") or parsed.outsider:
        return True
    if _is_troop_of_service(parsed):
        return bool(other.branches) and words(text)[-1] not in _HALVES
    if parsed.echelon in OFFICES:
        service = other.level == "service" and " " in beside.strip()  # "Marine & Port Services Department"
        return bool(parsed.functions or parsed.branches) and (other.echelon in OFFICES or service)
    if parsed.echelon == "task_force":
        return True
    if parsed.echelon in ("", "force", "service"):
        return False
    named = parsed.numbers or parsed.functions or parsed.branches or parsed.residue
    return bool(named) or len(parsed.echelons) > 1


def bare_number(text: str) -> str:
    """The digits of a piece that is nothing but a number (``105th``), else ``""``."""
    if len(text) > 12 or not _DIGIT.search(text):
        return ""
    said = words(text)
    return said[0] if len(said) == 1 and said[0].isdecimal() and len(said[0]) <= 3 else ""


#: The American unit that trained, printed in the middle of the trained one's name: ``2ND 1/7 SFG INFANTRY BN``.
_TRAINER = re.compile(r"(?<=\s)\d{1,2}(?:/\d{1,2})?\s?(?:SFG|SFGA|SOW|SOS|MEU)\b\s?")


def _untrained(piece: Piece) -> None:
    """Leave the trainer out of the name that is compared."""
    left = _TRAINER.sub("", piece.text)
    if left != piece.text and len(left.split()) > 1:
        piece.name = left


#: How many came from a body, printed before its name: ``5 from Machinery School``, ``12 students from the Army``.
COUNTED = re.compile(
    r"\d{1,3}\s+students?\s+(?:from\s+)?(?:the\s+)?|\d{1,3}\s+(?:(?:students?|participants?|officers?|persons?|people|members?|officials?|pax|representatives?"
    r"|personnel|others?)\s+)?(?:from|were\s+from)\s+(?:the\s+)?",
    re.IGNORECASE,
)


def _enumerated(cell: str, pieces: list[Piece], country: str) -> list[Piece]:
    """One piece of a name that lists what it does: ``Directorate of Army Equipment, Fuel and Transport``.

    The commas and the "and" part words for work only; the kind of body stands before or behind all of them.
    """
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        end = _end_of_work(pieces, at, country)
        if end > at:
            first, last = pieces[at], pieces[end]
            text = cell[first.start : last.end]
            out.append(Piece(text, first.start, last.end, text.replace(",", ""), first.mark))
        else:
            out.append(pieces[at])
        at = end + 1
    return out


def _end_of_work(pieces: list[Piece], at: int, country: str) -> int:
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
        if first.echelon in MINISTRIES and set(said.functions) <= STAFF_WORK - _PORTFOLIOS | {"policy", "planning"}:
            return at  # "Ministry of Defense, Finance and Accounting" is an office of it
        if _AND.search(piece.text):
            bodies = [one for one in (first.echelon, said.echelon) if one]
            return end if len(bodies) == 1 and bodies[0] in _WORKING else at
        if said.echelon:
            return at
    return at


#: Work at a desk that is a minister's as well.
_PORTFOLIOS = frozenset({"public_security", "foreign_affairs", "transport", "education", "welfare", "legal"})


#: Bodies that are named after several kinds of work.
_WORKING = OFFICES | {
    "ministry",
    "division",
    "command",
    "school",
    "academy",
    "institute",
    "center",
    "agency",
    "service",
    "unit",
}


def cut_up(text: str, start: int, limit: int, country: str) -> list[Piece]:
    out: list[Piece] = []
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
    if _BREAK.search(text) or _AND.search(text) or _HYPHEN.search(text):
        return False
    return not _DIGIT.search(text) or not (_SECOND.search(text) or len(_COUNT.findall(text)) >= 3)
