"""What a stretch of a cell is by its words alone: a post, a desk within a body, or a body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vetting.names.parse import LAST_SECTION, MINISTRIES, OFFICES, STAFF_WORK, ParsedName, parse, spans
from vetting.names.text import words

#: A person's post ("S-3 Officer"), an office, section or staff work ("Legal Branch"), a body, or none of these.
POST, DESK, BODY, OTHER = "post", "desk", "body", "other"

#: Kinds of body that a post is named after: a company commander is of whatever holds the company.
_LED = frozenset({"", "section", "platoon", "squad", "team", "patrol", "company", "squadron", "battalion", "brigade",
                  "battery", "department", "office", "unit", "division", "group"})  # fmt: skip
#: Words at the end of a name for what a body has inside it, beside those that the lexicon calls kinds of body.
_INSIDE = frozenset({"services", "service", "laboratory", "lab", "shop", "workshop", "store", "desk", "pool", "staff"})
#: Words that tie an office to its body and belong to neither.
_TIES = frozenset({"of", "the", "at", "in", "for", "to", "de", "del", "la", "las", "el", "los", "du", "des", "da", "do",
                   "das", "dos", "a", "au", "aux", "le", "les", "d", "l", "em", "no", "na", "en"})  # fmt: skip
#: Beyond this many words a name is a narrative and is not taken apart.
_LONGEST = 14


def nature(name: ParsedName) -> str:
    """``POST``, ``DESK``, ``BODY`` or ``OTHER`` (a bare name, a place, a foreign or civil body, nothing)."""
    if name.outsider:
        return OTHER
    owned = bool(name.branches or name.residue or name.honorifics or name.nationality)
    counted = bool(name.numbers) and max(name.numbers) > LAST_SECTION
    if name.roles and not owned and not counted and _is_post(name):
        return POST
    work = set(name.functions) <= STAFF_WORK | _PLAIN
    if name.section is not None and name.echelon in OFFICES | {"", "staff"} and not set(name.branches) - {"joint"}:
        return DESK
    if name.echelon in OFFICES and not name.branches and not name.numbers:
        return DESK
    if name.echelon == "section" and not name.branches and not counted:
        return DESK
    if name.echelon in _ELEMENTS and set(name.functions) == {"headquarters_unit"} and not (owned or name.numbers):
        return DESK  # the headquarters company of a battalion
    if name.echelon == "unit" and name.functions and set(name.functions) <= _PAPERWORK and not (owned or name.numbers):
        return DESK
    if name.echelon == "division" and name.functions and work and not (name.numbers or name.branches):
        return DESK
    if not name.echelon:
        if name.branches or name.numbers:
            return BODY
        return DESK if name.functions and work and not name.residue else OTHER
    return BODY


#: Elements that a body's headquarters is made of.
_ELEMENTS = frozenset({"company", "platoon", "section", "squadron", "detachment", "unit", "battery"})
#: Work at desks, which troops are not named after.
_PAPERWORK = frozenset({"operations", "personnel", "intelligence", "plans", "legal", "finance", "audit", "doctrine",
                        "public_affairs", "civil_affairs", "welfare", "recruitment", "general"})  # fmt: skip
#: Words of work that go with any other.
_PLAIN = frozenset({"military", "national", "general", "joint", "combat", "strategic"})


def called_by_work(name: ParsedName) -> bool:
    """Whether a name without a kind of body is one all the same: Marines, Special Forces, Military Police."""
    said = set(name.functions) - _ANY
    plain = not (name.echelon or name.residue or name.numbers or name.section or name.roles)
    return plain and bool(said) and said <= _CALLED_BY_WORK and not set(name.branches) - _ANY_BRANCH


#: Work that bodies of a list are called by.
_CALLED_BY_WORK = frozenset({"military_police", "marine", "special_forces", "special_operations", "commando", "ranger",
                             "presidential", "counter_terror"})  # fmt: skip
_ANY = frozenset({"military", "national", "royal"})
_ANY_BRANCH = frozenset({"army", "navy", "armed_forces", "joint"})


def _is_post(name: ParsedName) -> bool:
    if name.echelon not in _LED:
        return False
    return not name.echelon or not (name.numbers or set(name.functions) - STAFF_WORK - _PLAIN)


def parted(text: str, country: str) -> Iterator[tuple[int, int]]:
    """Where in ``text`` the body stands whose office or post the rest is, the longest such rest first.

    ``7 Division Legal Services`` is the 7 Division's, ``Legal Adviser of the Navy Staff`` the staff's; a name that is
    all one body is not parted.
    """
    found = list(re.finditer(r"[^\s]+", text))
    if not 2 <= len(found) <= _LONGEST:
        return
    said = [words(one.group()) for one in found]
    for size in range(len(found) - 1, 0, -1):  # the rest first stands behind the body, then before it
        behind, before = len(found) - size, size
        if not _within_phrase(said, behind):
            start, end = _untied(said, 0, behind)
            owner = text[found[start].start() : found[end - 1].end()] if start < end else ""
            rest = text[found[behind].start() :]
            if owner and _is_owner(owner, country) and _is_rest(rest, country, owner):
                yield found[start].start(), found[end - 1].end()
        if not _within_phrase(said, before):
            start, end = _untied(said, before, len(found))
            owner = text[found[start].start() : found[end - 1].end()] if start < end else ""
            if owner and _is_owner(owner, country) and _is_rest(text[: found[before - 1].end()], country):
                yield found[start].start(), found[end - 1].end()


def _within_phrase(said: list[list[str]], at: int) -> bool:
    tokens = [word for one in said for word in one]
    return spans(tokens, sum(len(one) for one in said[:at]))


def _untied(said: list[list[str]], start: int, end: int) -> tuple[int, int]:
    while start < end and set(said[start]) <= _TIES:
        start += 1
    while end > start and set(said[end - 1]) <= _TIES:
        end -= 1
    return start, end


def _is_rest(text: str, country: str, before: str = "") -> bool:
    """Whether ``text`` says an office or post by its kind, not its work alone; ``before`` is the body it ends."""
    name = parse(text, country)
    plain = not (name.numbers or name.branches or name.residue or name.outsider)
    if before and plain and words(text)[-1:] and words(text)[-1] in _INSIDE:
        return name.echelon in ("", "staff") and (bool(name.functions) or name.echelon == "staff")
    if before and plain and parse(before, country).echelon in MINISTRIES and not name.echelon and name.functions:
        return set(name.functions) <= STAFF_WORK  # "MOD Health"
    kind = nature(name)
    if set(name.echelons) - _DESKS and not (kind == POST and _is_title(text)):
        return False
    if kind == DESK and name.echelon in _LARGE and set(name.functions) - STAFF_WORK - _PLAIN:
        return False  # the navy's merchant marine directorate is a body of its own
    return kind == POST or (kind == DESK and (name.echelon in OFFICES or name.section is not None or name.roles))


def _is_title(text: str) -> bool:
    """Whether a kind of body is only part of a post's title, ``Company Commander``, and not led by it."""
    said = [word for word in words(text) if word not in _TIES]
    return bool(said) and not parse(said[-1]).echelon


#: Kinds of body that the office and its own desks are called.
_DESKS = OFFICES | {"division"}
#: Offices that are as often bodies, which only staff work makes an office of another.
_LARGE = frozenset({"directorate", "department", "inspectorate"})


def _is_owner(text: str, country: str) -> bool:
    name = parse(text, country)
    if nature(name) != BODY or name.level == "none":
        return False
    return name.echelon not in OFFICES
