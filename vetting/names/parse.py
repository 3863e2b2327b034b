"""One name → its comparable parts, by longest match over the phrase table of the lexicon."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from vetting.names.compounds import compound
from vetting.names.lexicon import Concepts, Local, country_codes, lexicon, local_phrases, mend
from vetting.names.text import CACHED, words

#: Letters that, before a figure from 1 to 9, name a staff section (G-2, C-III, FA-4).
SECTION_LETTERS = frozenset({"a", "b", "c", "d", "e", "fa", "fn", "g", "j", "m", "n", "oa", "og", "oj", "s", "u"})
SERVICES = frozenset({"army", "air_force", "navy", "police", "gendarmerie", "national_guard", "coast_guard",
                      "border_guard", "prison", "customs", "republican_guard"})  # fmt: skip
#: What countries call a ministry.
MINISTRIES = frozenset({"ministry", "secretariat"})
#: Echelons that are a part of something and stand for it unless the registry names them.
OFFICES = frozenset({"section", "office", "department", "bureau", "directorate", "team", "inspectorate"})
#: What a section does; alone such a word names no unit.
STAFF_WORK = frozenset({
    "personnel", "intelligence", "operations", "logistics", "plans", "civil_affairs", "signal", "legal", "finance",
    "audit", "public_affairs", "medical", "training", "maintenance", "supply", "ordnance", "transport", "support",
    "chaplain",
    "doctrine", "education", "cyber", "research", "recruitment", "engineer", "public_security", "welfare",
    "foreign_affairs", "human_rights", "protection", "disciplinary", "technical", "headquarters_unit",
})  # fmt: skip
_FILLER = frozenset({"national", "military", "royal", "general", "federal"})
_ROMAN = re.compile(r"(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUE = {"i": 1, "v": 5, "x": 10}
_NUMERIC_KINDS = frozenset({"echelon", "function", "branch"})
#: Infantry and airborne only beside a kind of unit (``IN BDEs``, ``20 Para``); else prepositions.
_TWO_MEANINGS = frozenset({"in", "para"})
_SPANISH_LINK = frozenset({"de", "del", "of", "du", "des", "d", "da", "do", "dos", "para", "for"})


@dataclass(frozen=True, slots=True)
class ParsedName:
    """What a name says, in comparable words.

    ``numbers`` are unit numbers in printed order; ``section`` a staff section such as ``("c", 2)``; ``echelon`` the
    kind of body (``""`` if none is printed) with ``echelons`` all of them; ``branch`` the first of ``branches``;
    ``functions`` what it does, in printed order; ``honorifics`` the words of a name after a rank; ``residue`` every
    other word that the lexicon does not hold (names, places, acronyms); ``acronyms`` those of them, and of the
    lexicon's abbreviations, that may be one; ``nationality`` ISO 3166-1 alpha-3 codes; ``outsider`` us, international
    or civil where the words name such a body; ``roles`` is whether a rank or post is printed; ``leaked`` figures that
    look like page numbers. ``supreme`` is whether a general staff is printed, not any headquarters; ``behind`` are
    words of ``residue`` behind a kind of body that its function stands before, as in English: more likely where it is
    than what it is called. ``level`` is unit, service, force, country or none.
    """

    text: str = ""
    numbers: tuple[int, ...] = ()
    section: tuple[str, int] | None = None
    echelon: str = ""
    echelons: tuple[str, ...] = ()
    branch: str = ""
    branches: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    honorifics: tuple[str, ...] = ()
    place: str = ""
    acronyms: tuple[str, ...] = ()
    nationality: tuple[str, ...] = ()
    residue: tuple[str, ...] = ()
    outsider: str = ""
    roles: bool = False
    leaked: tuple[int, ...] = ()
    mended: int = 0
    level: str = "none"
    supreme: bool = False
    behind: tuple[str, ...] = ()


class _Draft:
    """The parts as they are found, in the order of the words."""

    def __init__(self, country: str = "", text: str = "") -> None:
        self.text = text
        self.country = country
        self.local = local_phrases(country)
        self.numbers: list[int] = []
        self.number_at: list[int] = []
        self.named: list[tuple[int, str]] = []
        self.work_at: list[int] = []
        self.section: tuple[str, int] | None = None
        self.echelons: list[tuple[int, str]] = []
        self.branches: list[str] = []
        self.functions: list[str] = []
        self.honorifics: list[str] = []
        self.acronyms: list[str] = []
        self.nations: list[str] = []
        self.residue: list[str] = []
        self.outsider = ""
        self.roles = False
        self.ranked = False
        self.leaked: list[int] = []
        self.mended = 0
        self.placeholder = False
        self.supreme = False
        self.previous = ""
        self.links: list[int] = []

    def add(self, concepts: Concepts, at: int, word: str) -> None:
        for kind, value in concepts:
            if kind == "echelon":
                self.echelons.append((at, value.removeprefix("general_")))
                self.supreme = self.supreme or value == "general_staff"
            elif kind == "branch":
                _once(self.branches, value)
                self.work_at.append(at)
            elif kind == "function":
                _once(self.functions, value)
                self.work_at.append(at)
            elif kind == "person":
                self.roles = True
                self.ranked = value == "rank"
            elif kind == "nation":
                _once(self.nations, value)
            elif kind == "outsider":
                self.outsider = self.outsider or value
            elif kind == "name":
                self.name(value, at)  # "Blue Devils" and "Diablos Azules" are one name
                self.acronyms.append(word)
            elif kind == "word":
                self._word(value, at, word)
            self.previous = kind
        if concepts[0][0] not in ("person", "word"):
            self.ranked = False

    def _word(self, value: str, at: int, word: str) -> None:
        if value == "none":
            self.placeholder = True
        elif word in _SPANISH_LINK:
            self.links.append(at)

    def number(self, value: int, at: int) -> None:
        if value not in self.numbers:
            self.numbers.append(value)
            self.number_at.append(at)
        self.previous = "number"
        self.ranked = False

    def name(self, word: str, at: int) -> None:
        self.named.append((at, word))
        (self.honorifics if self.ranked else self.residue).append(word)
        if 2 <= len(word) <= 10:
            self.acronyms.append(word)
        self.previous = "name"


def _once(into: list[str], value: str) -> None:
    if value not in into:
        into.append(value)


def roman(word: str) -> int:
    """The value of a roman numeral from 1 to 39 in lower case, 0 for any other word."""
    match = _ROMAN.fullmatch(word)
    if not match:
        return 0
    total = 0
    for one, following in zip(word, (*word[1:], ""), strict=True):
        value = _ROMAN_VALUE[one]
        total += -value if following and _ROMAN_VALUE[following] > value else value
    return total


def _figure(word: str, *, wide: bool) -> int:
    """A figure or roman numeral as a section's number, else 0; two digits only right behind a service (Navy N10)."""
    if word.isdecimal():
        return int(word) if len(word) <= 1 + wide else 0
    value = roman(word)
    return value if value <= 9 else 0


def _ordinal_words(tokens: list[str], at: int) -> tuple[int, int]:
    """Value and length of the number words that begin at ``at``: ``centesima decima quinta`` → 115, 3."""
    phrases = lexicon().phrases
    total = length = 0
    while at + length < len(tokens):
        concepts = phrases.get(tokens[at + length])
        if concepts is None or concepts[0][0] != "number":
            break
        value = int(concepts[0][1])
        if total == 0:
            total = value
        elif value == 100 and total < 10:
            total *= 100
        elif (value < 10 and total % 10 == 0) or (value < 100 and total % 100 == 0):
            total += value
        else:
            break
        length += 1
    return total, length


_NOWHERE: Local = ({}, {})


def _is_body(word: str) -> bool:
    """Whether ``word`` is a kind of body everywhere: BN behind a number is a battalion, be it the navy elsewhere."""
    concepts = lexicon().phrases.get(word)
    return concepts is not None and concepts[0][0] == "echelon"


def _lookup(
    tokens: list[str], at: int, local: Local = _NOWHERE, previous: str = ""
) -> tuple[int, Concepts | None]:  # fmt: skip
    """The longest phrase at ``at``: what a country calls its forces before what the word means elsewhere."""
    word, left = tokens[at], len(tokens) - at
    found: tuple[int, Concepts | None] = (0, None)
    if local[1] and not (previous in ("number", "function") and _is_body(word)):
        found = _longest(tokens, at, local[0], min(local[1].get(word, 0), left))
    table = lexicon()
    most = min(table.longest.get(word, 0), left)
    if most > 1 and (left == 1 or tokens[at + 1] not in table.second.get(word, ())):
        most = 1
    if most <= found[0]:
        return found
    wide = _longest(tokens, at, table.phrases, most)
    return wide if wide[0] > found[0] else found


def _longest(tokens: list[str], at: int, phrases: Mapping[str, Concepts], most: int) -> tuple[int, Concepts | None]:
    for size in range(most, 1, -1):
        concepts = phrases.get(" ".join(tokens[at : at + size]))
        if concepts is not None:
            return size, concepts
    concepts = phrases.get(tokens[at]) if most else None
    return (0, None) if concepts is None else (1, concepts)


def spans(tokens: list[str], at: int) -> bool:
    """Whether a phrase of the lexicon runs over the word at ``at`` (``command and staff`` over ``and``)."""
    return any(start + _lookup(tokens, start)[0] > at for start in range(max(0, at - 5), min(at, len(tokens))))


def _next_kind(tokens: list[str], at: int) -> str:
    if at >= len(tokens):
        return ""
    concepts = _lookup(tokens, at)[1]
    return concepts[0][0] if concepts else ""


def _whole_phrases(tokens: list[str]) -> None:
    """Mend a word that makes a phrase with the one before it: ``coast gurd``."""
    phrases = lexicon().phrases
    for at in range(1, len(tokens)):
        word = tokens[at]
        if word not in phrases and len(word) >= 4 and tokens[at - 1] in phrases:
            right = mend(word)
            if right and f"{tokens[at - 1]} {right}" in phrases:
                tokens[at] = right


def _scan(tokens: list[str], draft: _Draft) -> None:
    _whole_phrases(tokens)
    at, end = 0, len(tokens)
    while at < end:
        word = tokens[at]
        if at + 1 < end and (word in SECTION_LETTERS or word == "conjunto") and draft.section is None:
            figure = _figure(tokens[at + 1], wide=draft.previous == "branch")
            if figure and (word != "conjunto" or not tokens[at + 1].isdecimal()):
                draft.section = ("c" if word == "conjunto" else word, figure)
                draft.previous = "section"
                at += 2
                continue
        size, concepts = _lookup(tokens, at, draft.local, draft.previous)
        if concepts is None and word.isdecimal():
            _take_figure(tokens, at, draft)
            at += 1
            continue
        if concepts is not None and concepts[0][0] == "number":
            value, size = _ordinal_words(tokens, at)
            draft.number(value, at)
        elif concepts is not None:
            _take_phrase(tokens, at, size, concepts, draft)
        elif value := _roman_in_place(tokens, at, draft):
            draft.number(value, at)
            size = 1
        else:
            size = _take_unknown(tokens, at, draft)
        at += size


def _take_figure(tokens: list[str], at: int, draft: _Draft) -> None:
    value = int(tokens[at][:9])
    last = at == len(tokens) - 1
    named = (draft.residue and draft.echelons) or (draft.branches and not draft.echelons)
    named = named and value >= 100
    if last and at > 0 and (value == 0 or value >= 1000 or named) and draft.previous != "mark":
        draft.leaked.append(value)
    else:
        draft.number(value, at)


def _take_phrase(tokens: list[str], at: int, size: int, concepts: Concepts, draft: _Draft) -> None:
    word = tokens[at]
    if size == 1:
        kind = _next_kind(tokens, at + 1)
        numeric = at + 1 < len(tokens) and (tokens[at + 1].isdecimal() or kind == "number")
        if concepts[0] == ("word", "number_mark"):
            draft.previous = "mark" if numeric or (at + 1 < len(tokens) and roman(tokens[at + 1])) else draft.previous
            return
        if word in _TWO_MEANINGS and kind != "echelon" and (word == "in" or draft.previous != "number"):
            draft.links.append(at)
            return
        named = at + 1 < len(tokens) and kind in ("", "name", "nation") and not numeric
        if word == "operation" and named and len(tokens[at + 1]) > 1:
            concepts = (("echelon", "joint_operation"),)  # "Operation Delta Safe" is a name, no staff's work
        if word == "co" and draft.previous in ("function", "number"):
            concepts = (("echelon", "company"),)
        if (len(word) <= 5 and len(concepts) > 1) or word in ("goe", "cos", "soc"):
            draft.acronyms.append(word)
    draft.add(concepts, at, word)


def _roman_in_place(tokens: list[str], at: int, draft: _Draft) -> int:
    """A roman numeral, a single letter only beside a word that names a kind of unit."""
    value = roman(tokens[at])
    if value and len(tokens[at]) == 1:
        beside = draft.previous in _NUMERIC_KINDS or draft.previous == "mark"
        if not beside and _next_kind(tokens, at + 1) not in _NUMERIC_KINDS:
            return 0
    return value


#: Up to this length a word in capitals that stands alone is an acronym rather than a misspelt word (CORIOS).
_ACRONYM = 6
#: Words that many a surname is one letter away from (Moncada is not mounted).
_LIKE_NAMES = frozenset({("function", "horses"), ("function", "museum"), ("function", "music"), ("function", "light")})


#: What stands behind the country's code in one word with it.
_SERVICE_LETTERS: dict[str, Concepts] = {
    "af": (("branch", "air_force"),), "navy": (("branch", "navy"),), "army": (("branch", "army"),),
}  # fmt: skip


#: From this length on a misspelt word is taken for another country's name (Sercie is a misspelt service).
_NATION = 8


#: Letters that each of two words run together must have.
_GLUED_PART = 4


def _glued(word: str) -> tuple[Concepts, Concepts] | None:
    """The two words of the trade that ``word`` runs together: airdefense, marinecompany."""
    phrases = lexicon().phrases
    for at in range(3 if word.startswith("air") else _GLUED_PART, len(word) - _GLUED_PART + 1):
        first, second = phrases.get(word[:at]), phrases.get(word[at:])
        if first and second and {first[0][0], second[0][0]} <= _NUMERIC_KINDS:
            return first, second
    return None


def _take_unknown(tokens: list[str], at: int, draft: _Draft) -> int:
    word = tokens[at]
    if len(word) == 1:
        return 1
    codes = country_codes(draft.country)
    if word in codes:
        _once(draft.nations, draft.country)
        return 1
    if word[:2] in codes and word[2:] in _SERVICE_LETTERS:
        draft.add(_SERVICE_LETTERS[word[2:]], at, word)  # UYAF, BLNAVY
        return 1
    made = compound(word) if word.upper() in draft.text else ()
    if made:
        draft.acronyms.append(word)
        draft.add(made, at, word)
        return 1
    both = _glued(word) if len(word) >= _NATION else None
    if both is not None:
        for one in both:
            draft.add(one, at, word)
        return 1
    lone = len(tokens) == 1 and len(word) <= _ACRONYM and draft.text.isupper()
    right = "" if lone else mend(word)
    if right:
        repaired = [*tokens[:at], right, *tokens[at + 1 :]]
        size, concepts = _lookup(repaired, at)
        proper = draft.previous == "name" and concepts is not None and concepts[0] in _LIKE_NAMES
        if concepts is not None and concepts[0][0] not in ("number", "nation", "word", "name") and not proper:
            draft.mended += 1
            draft.add(concepts, at, right)
            return size
        if (
            concepts is not None
            and concepts[0][0] == "nation"
            and (len(right) >= _NATION or concepts[0][1] == draft.country)
        ):
            draft.add(concepts, at, right)
            return size
    draft.name(word, at)
    return 1


#: Bodies of troops, which barracks hold.
_FORMATIONS = frozenset({"platoon", "company", "battery", "squadron", "battalion", "regiment", "brigade", "division",
                         "group", "wing", "unit", "detachment"})  # fmt: skip
#: Formations whose command is the formation.
_COMMANDED = frozenset({"region", "zone", "district", "sector", "area", "brigade", "division", "regiment", "battalion",
                        "base", "wing", "squadron", "group", "flotilla", "legion"})  # fmt: skip


def _primary(draft: _Draft) -> str:
    """The kind of body: the first echelon where the language puts it first (``de`` follows), else the last."""
    found = [e for e in draft.echelons if e[1] not in ("unit", "office")] or draft.echelons
    if not found:
        return ""
    if draft.numbers and {name for _, name in found} == {"corps", "staff"}:
        found = [e for e in found if e[1] == "corps"]  # "HQ 30 Corps" is the corps
    for vague in ("corps", "staff"):  # "Regiment of the Corps of Engineers" is a regiment
        found = [e for e in found if e[1] != vague] or found
    troops = [e for e in found if e[1] in _FORMATIONS]
    if troops and found[-1][1] == "barracks":
        found = troops  # "93 Battalion ADA Barracks" says where the battalion is
    if any(name in _COMMANDED for _, name in found):  # "Military Region Command" is the region
        found = [e for e in found if e[1] != "command"]
    if found[-1][1] == "staff" and any(e[1] == "unit" for e in draft.echelons) and draft.functions:
        return "unit"  # "HQs SEAL Unit" is a unit, not a headquarters
    for (at, name), (following, _) in pairwise(found):
        if any(at < link < following for link in draft.links):
            return name
    return found[-1][1]


def _level(draft: _Draft, echelon: str) -> str:
    content = [f for f in draft.functions if f not in _FILLER]
    named = draft.numbers or draft.residue or draft.honorifics or draft.section or draft.outsider
    if named:
        return "unit"
    if echelon in ("", "service", "force", "unit") and not content:
        if "armed_forces" in draft.branches:
            return "force"
        services = [b for b in draft.branches if b in SERVICES]
        if services:
            return "service"
        if "military" in draft.functions and not echelon:
            return "force"
        if draft.nations:
            return "country"
        return "none"
    if draft.roles and not draft.branches and not (echelon and content):
        return "none"
    if not echelon:
        return "unit" if content and draft.branches else "none"
    return "unit" if content or draft.branches else "none"


@lru_cache(maxsize=CACHED)
def parse(text: str, country: str = "") -> ParsedName:
    """The parts of one name; ``country`` (ISO 3166-1 alpha-3) is the country it was printed under, ``""`` unknown.

    A cell that may name several units goes through ``split`` first. Source: the lexicon beside this package.
    """
    draft = _Draft(country, text)
    tokens = words(text)
    if country and len(tokens) > 1 and tokens[0] in country_codes(country) and tokens[0] not in draft.local[0]:
        draft.nations.append(country)  # "BL Army": the report puts its own code of the country first
        del tokens[0]
    if country and len(tokens) > 2 and tokens[-1] in country_codes(country) and len(tokens[-1]) == 2:
        del tokens[-1]
    if tokens == ["ar"]:
        tokens = ["army"]  # "MX AR"; elsewhere an artillery regiment
    _scan(tokens, draft)
    _settle(draft)
    echelon = _primary(draft)
    level = "none" if draft.placeholder and not (draft.numbers or draft.echelons) else _level(draft, echelon)
    if level == "force" and "military" in draft.functions:
        draft.functions.remove("military")
        _once(draft.branches, "armed_forces")
    return ParsedName(
        behind=_behind(draft),
        text=text,
        numbers=tuple(draft.numbers),
        section=draft.section,
        echelon=echelon,
        echelons=tuple(dict.fromkeys(e for _, e in draft.echelons)),
        branch=draft.branches[0] if draft.branches else "",
        branches=tuple(draft.branches),
        functions=tuple(draft.functions),
        honorifics=tuple(draft.honorifics),
        place=" ".join(draft.residue) if not echelon else "",
        acronyms=tuple(dict.fromkeys(draft.acronyms)),
        nationality=tuple(draft.nations),
        residue=tuple(draft.residue),
        outsider=draft.outsider,
        roles=draft.roles,
        leaked=tuple(draft.leaked),
        mended=draft.mended,
        level=level,
        supreme=draft.supreme,
    )


def _behind(draft: _Draft) -> tuple[str, ...]:
    """The unknown words at the end of a name in English order: ``7 Demonstration Battalion Jaji``."""
    last, kind = max(draft.echelons, default=(0, ""))
    said = [at for at in draft.work_at if at < last or (at == last and kind == "staff")]  # "AIR HQ" is one phrase
    if not said or any(at > last for at in (*draft.work_at, *draft.links)):
        return ()
    return tuple(word for at, word in draft.named if at > last)


#: A function that is said twice when the wider one stands beside it.
_WITHIN = {"marine": {"infantry", "military"}, "special_operations": {"special_forces"}, "air_defense": {"artillery"},
           "military_police": {"military"}, "rapid_reaction": {"reaction"}, "honor": {"guard"},
           "special_intervention": {"special_forces", "intervention"}, "joint_arms": set(), "presidential": {"guard"},
           "command_and_staff": set()}  # fmt: skip


#: What an intelligence service of the state is called.
_AGENCIES = frozenset({"agency", "service", "department"})
#: Kinds of body that a staff's own parts are.
_OF_STAFFS = OFFICES | {"staff", "division", "unit"}


_DIRECTOR = re.compile(r"\b(?:director|directeur|diretor)\b(?: \w+)? (?:of|de|da|do)\b", re.IGNORECASE)
#: A staff has no more sections than this.
LAST_SECTION = 9


def _number_section(draft: _Draft) -> None:
    """``Sección Segunda del Estado Mayor``: the number is the staff section's, whatever its letter is."""
    sections = [at for at, name in draft.echelons if name == "section"]
    others = draft.branches or any(name not in OFFICES for _, name in draft.echelons)
    if draft.section is not None or not sections or not others:
        return
    for number, at in zip(draft.numbers, draft.number_at, strict=True):
        if number <= LAST_SECTION and at in (sections[0] - 1, sections[0] + 1):
            draft.section = ("", number)
            draft.numbers.remove(number)
            return


def _settle(draft: _Draft) -> None:
    """Words that mean something else together: navy infantry is marines; marines are the navy's."""
    _number_section(draft)
    if draft.roles and draft.functions and not draft.echelons and _DIRECTOR.search(draft.text):
        draft.echelons.append((0, "directorate"))  # the Director of Military Intelligence heads a directorate
    functions = draft.functions
    if "infantry" in functions and "navy" in draft.branches and "marine" not in functions:
        functions.append("marine")
    for wide, narrow in _WITHIN.items():
        if wide in functions:
            functions[:] = [f for f in functions if f not in narrow]
    kinds = {name for _, name in draft.echelons}
    civil = not (draft.branches or draft.numbers or "military" in functions or draft.section)
    if "intelligence" in functions and kinds and kinds <= _AGENCIES and civil:
        functions.remove("intelligence")
        draft.echelons.clear()  # as "intelligence agency" is one phrase in English
        draft.branches.append("intelligence_agency")
    if "defense" in functions and "staff" in kinds and kinds <= _OF_STAFFS and not draft.branches:
        functions[:] = [f for f in functions if f not in ("defense", "national")]
        draft.branches.append("joint")  # the staff of the national defense is the joint staff
    if draft.section is not None and draft.section[0] == "j" and not draft.branches:
        draft.branches.append("joint")
    if "marine" in functions and "police" in draft.branches:
        functions[functions.index("marine")] = "maritime"
    if "marine" in functions and not draft.branches:
        draft.branches.append("navy")
