"""What is compared between a printed name and a unit: one table of features, and their values for a pair."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import itemgetter

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from vetting.link.registry import Form, Registry
from vetting.names import ParsedName
from vetting.names.acronyms import initials, letter_pairs
from vetting.names.lexicon import lexicon
from vetting.names.roles import WHERE


@dataclass(frozen=True, slots=True)
class Feature:
    """One line of the comparison: its name and the sentence shown where it counts, in each language."""

    name: str
    text_en: str
    text_es: str


def _table() -> tuple[Feature, ...]:
    text = files("vetting.link").joinpath("features.csv").read_text(encoding="utf-8")
    return tuple(Feature(r["feature"], r["text_en"], r["text_es"]) for r in csv.DictReader(text.splitlines()))


#: The order is the order of the values that ``compare`` returns.
FEATURES = _table()
NAMES = tuple(f.name for f in FEATURES)
_AT = {name: i for i, name in enumerate(NAMES)}

_NEAR = (
    frozenset({"school", "academy", "college", "institute", "center", "university"}),
    frozenset({"directorate", "department", "division", "bureau", "section", "unit", "office", "agency", "group",
               "inspectorate"}),
    frozenset({"base", "barracks", "detachment"}),
    frozenset({"group", "squadron", "unit", "wing"}),
    frozenset({"battalion", "group", "unit"}),
    frozenset({"company", "battery", "squadron", "unit", "team"}),
    frozenset({"command", "staff"}),
    frozenset({"ministry", "secretariat", "undersecretariat"}),
    frozenset({"battalion_or_brigade", "battalion"}),
    frozenset({"battalion_or_brigade", "brigade"}),
    frozenset({"command", "task_force", "force", "unit", "service", "operation"}),
    frozenset({"corps", "service", "force"}),
    frozenset({"department", "service", "directorate", "agency"}),
    frozenset({"delegation", "division", "station"}),
    frozenset({"regiment", "battalion"}),
    frozenset({"fleet", "flotilla", "squadron"}),
    frozenset({"squad", "team", "section", "unit", "group"}),
)  # fmt: skip
#: Bodies that nobody calls a unit.
_NO_UNIT = frozenset({"school", "academy", "college", "university", "institute", "hospital", "base", "barracks",
                      "ministry", "secretariat", "ship"})  # fmt: skip
_SERVICE = frozenset({"", "service", "force"})


@dataclass(frozen=True, slots=True)
class Head:
    """A name as it is compared: its parts, its concepts and words, and what stands around it in the cell.

    ``context`` are words and ``superiors`` unit positions taken from other segments; ``branches`` the services that
    the name or its superiors give; ``office`` is set where an office or section was left out to leave its owner;
    ``short_only``: the reading holds only for units that one of its acronyms stands for;
    ``foreign`` are the other countries named; ``institution`` is the unit that is the service or staff named, or -1;
    ``keys`` everything that can be weighed.
    """

    text: str
    normal: str
    name: ParsedName
    concepts: frozenset[str]
    words: tuple[str, ...]
    acronyms: tuple[str, ...]
    context: tuple[str, ...]
    branches: frozenset[str]
    superiors: frozenset[int]
    office: bool
    foreign: frozenset[str]
    institution: int
    keys: frozenset[str]
    short_only: bool = False


def near_echelons(one: str, other: str) -> bool:
    """Whether two kinds of body are often used for each other."""
    return any(one in kinds and other in kinds for kinds in _NEAR)


#: Kinds that are near others only in a loose sense.
_LOOSE = frozenset({"center", "university", "institute", "staff"})


def numbers_of(form: Form, registry: Registry) -> tuple[int, ...]:
    """The form's numbers; an alias without one still has the unit's."""
    return form.name.numbers or registry.numbers[form.unit]


def number_conflict(head: Head, form: Form, registry: Registry) -> bool:
    """Both give numbers, and the unit's are not all in the text (16 is not 3-16)."""
    mine, theirs = head.name.numbers, numbers_of(form, registry)
    if not theirs or not mine:
        return False
    return not set(theirs) <= set(mine)


def branch_conflict(head: Head, branches: frozenset[str]) -> bool:
    """Both give services and none is shared (police for army among them)."""
    return bool(head.branches and branches and not head.branches & branches)


def where_conflict(head: Head, unit: int, registry: Registry) -> bool:
    """Both say where (central, eastern), and not the same."""
    if WHERE.isdisjoint(head.name.functions):
        return False
    mine = _points(WHERE.intersection(head.name.functions))
    theirs = _points(where for where in WHERE if f"f:{where}" in registry.said[unit])
    return bool(theirs and not mine & theirs)


def _points(where: Iterable[str]) -> set[str]:
    """The points of the compass: the southeast is south and east."""
    return {point for name in where for point in _HALVED.get(name, (name,))}


_HALVED = {"northeast": ("north", "east"), "northwest": ("north", "west"), "southeast": ("south", "east"),
           "southwest": ("south", "west")}  # fmt: skip


def section_conflict(head: Head, form: Form) -> bool:
    """Two different staff sections; the joint staff's letters (c, j) stand for each other."""
    mine, theirs = head.name.section, form.name.section
    if not mine or not theirs:
        return False
    letters = {mine[0], theirs[0]} - {""}
    return mine[1] != theirs[1] or (len(letters) > 1 and letters != {"c", "j"})


def _numbers(head: Head, form: Form, registry: Registry, out: list[float]) -> None:
    mine = head.name.numbers
    theirs = numbers_of(form, registry) if mine else form.name.numbers
    if theirs and mine:
        if set(theirs) == set(mine):
            out[_AT["number_same"]] = 1.0
        elif set(theirs) <= set(mine):
            out[_AT["number_same"]] = 0.4
        else:
            out[_AT["number_other"]] = 1.0
    elif theirs and form.name.echelon == "ship" and form.words:
        pass  # a ship goes by its name; the hull number may be left out
    elif theirs:
        leaked = set(theirs) & set(head.name.leaked)
        out[_AT["number_same" if leaked else "number_unit_only"]] = 1.0
    elif mine:
        out[_AT["number_text_only"]] = 1.0
    ours, its = head.name.section, form.name.section
    if ours and its:
        out[_AT["section_other" if section_conflict(head, form) else "section_same"]] = 1.0
    elif its:
        out[_AT["section_unit_only"]] = 1.0
    elif ours:
        out[_AT["section_text_only"]] = 1.0


def _echelon(head: Head, form: Form, registry: Registry, out: list[float]) -> None:
    mine, theirs = head.name.echelon, form.name.echelon
    if mine and not theirs:
        theirs = registry.echelons[form.unit]  # an alias such as "MOPOL 44" is still the squadron of the full name
    if mine == theirs:
        out[_AT["echelon_same"]] = 1.0 if mine else 0.5
    elif mine in _SERVICE and theirs in _SERVICE:
        out[_AT["echelon_same"]] = 0.7
    elif "unit" in (mine, theirs) and mine and not {mine, theirs} & _NO_UNIT:
        out[_AT["echelon_near"]] = 0.7
    elif not mine:
        out[_AT["echelon_unit_only"]] = 1.0
    elif not theirs:
        out[_AT["echelon_text_only"]] = 1.0
    elif mine == registry.kinds[form.unit]:
        out[_AT["echelon_near"]] = 0.8
    elif near_echelons(mine, theirs):
        out[_AT["echelon_near"]] = 1.0 if _LOOSE & {mine, theirs} else 0.8
    else:
        out[_AT["echelon_other"]] = 1.0


_ARMY, _ARMIES = frozenset({"b:army"}), frozenset({"b:armed_forces"})


@cache
def _marks(branches: frozenset[str]) -> frozenset[str]:
    return frozenset(f"b:{b}" for b in branches)


def _concepts(head: Head, form: Form, registry: Registry, out: list[float], *, acronym: bool) -> None:
    unit = form.unit
    shared = head.concepts & (form.concepts | registry.marks[unit])
    out[_AT["concepts_shared"]] = min(registry.weigh(shared) / 4.0, 2.0)
    extra = head.concepts - registry.known[unit]
    french = "armees" in form.normal and bool(_ARMIES & form.concepts)
    translated = french and bool(_ARMY & head.concepts) and not _ARMY & registry.known[unit]
    if translated:
        extra -= _ARMY  # "Army Health Service" is what English makes of the "Service de santé des Armées"
    if extra:
        out[_AT["concepts_text_only"]] = min(registry.weigh(extra) / 4.0, 2.0)
    missing = form.concepts - head.concepts - _marks(head.branches) - (_ARMIES if translated else frozenset())
    if missing and not acronym:
        implied = 0.3 if out[_AT["section_same"]] else 1.0
        out[_AT["concepts_unit_only"]] = implied * min(registry.weigh(missing) / 4.0, 2.0)
    branches = registry.branches[unit]
    if head.branches and branches:
        out[_AT["branch_same" if head.branches & branches else "branch_other"]] = 1.0


def _names(head: Head, form: Form, registry: Registry, out: list[float], *, acronym: float, hit: set[str]) -> None:
    theirs = form.words
    used: set[str] = set()
    gained = lost = 0.0
    likes = registry.likes((*head.words, *head.context)) if theirs else {}
    for word in theirs:
        best, mine = likes.get(word, (0.0, ()))
        used.update(mine)
        size = registry.weight.get(f"w:{word}", 1.0)
        if best > 0.0:
            gained += best * size
        elif word not in form.optional:
            lost += size
    out[_AT["names_shared"]] = min(gained / 4.0, 2.0)
    if not acronym:
        numbered = _NAME_OF_NUMBERED if out[_AT["number_same"]] else 1.0
        out[_AT["names_unit_only"]] = numbered * min(lost / 4.0, 2.0)
    left = [w for w in head.words if w not in used and w not in hit]
    if left and theirs and fuzz.ratio("".join(head.words), "".join(theirs)) >= _RUN_TOGETHER:
        gained, lost, left = sum(registry.weight.get(f"w:{w}", 1.0) for w in theirs), 0.0, []
        out[_AT["names_shared"]] = min(gained / 4.0, 2.0)
        out[_AT["names_unit_only"]] = 0.0
    kind = head.name.echelon
    where = head.name.behind
    extra = [(_PLACE if w in where or registry.is_place(w, kind) else 1.0) if len(w) > 3 else 0.6 for w in left]
    out[_AT["names_text_only"]] = min(sum(extra) / 2.0, 2.0)


#: How much a word left over counts that other kinds of unit have in their names: it may only say where.
_PLACE = 0.4
#: How much a missing name counts where the number agrees: "Taura" is left out of "Combat Wing 21".
_NAME_OF_NUMBERED = 0.2
#: Likeness in 0 to 100 of names written in one word here and in two there (Kali Jung, Kalijung).
_RUN_TOGETHER = 88.0


#: How much it counts that the registry's short name abbreviates the printed words.
_EXPANDED = 0.75
#: How much it counts that an acronym is a registered one behind the letters of "commander".
_LED = 0.8


def acronym_hits(head: Head, registry: Registry) -> dict[int, tuple[float, str]]:
    """Form positions that an acronym of the cell stands for, or that abbreviate its words; strength and token."""
    found: dict[int, tuple[float, str]] = {}
    known = registry.abbreviated
    shorts = [s for s in initials(head.text) | letter_pairs(head.text) if s in known] if known else []
    for short in sorted(shorts):
        for at in known[short]:
            if not head.name.acronyms or short not in head.name.acronyms:
                found[at] = (_EXPANDED, short)
    for at, value in registry.shortened.get(head.normal, {}).items() if " " in head.normal else ():
        found[at] = (value, head.normal.rpartition(" ")[2])  # PNP MG
    for token in head.acronyms:
        meant = registry.acronym(token)
        if not meant and token.startswith("com") and len(token) >= 6:
            meant = {at: _LED for at, value in registry.acronym(token[3:]).items() if value >= 0.9}  # COMGOECEN
        for at, value in meant.items():
            if value > found.get(at, (0.0, ""))[0]:
                found[at] = (value, token)
    return found


_LEFT_OVER = ("number_other", "number_unit_only", "number_text_only", "section_other", "section_unit_only",
              "section_text_only", "echelon_other", "branch_other", "concepts_text_only", "concepts_unit_only",
              "names_text_only", "names_unit_only", "echelon_unit_only", "echelon_text_only")  # fmt: skip
_LEFT_OVER_AT = tuple(_AT[n] for n in _LEFT_OVER)
_NOT_COVERED_AT = tuple(_AT[n] for n in _LEFT_OVER if not n.endswith("unit_only") and n != "concepts_text_only")
_ADDED_AT = tuple(_AT[n] for n in _LEFT_OVER if n.endswith("unit_only") and not n.startswith("concepts"))
_left_over, _not_covered = itemgetter(*_LEFT_OVER_AT), itemgetter(*_NOT_COVERED_AT)
#: Up to here what is left over says next to nothing ("central", "national").
LITTLE = 0.4
ONLY_FIT = _AT["only_fit"]


def covers(values: Sequence[float]) -> bool:
    """Whether the unit's name holds all that the text says, of the very kind that it says."""
    extra = values[_AT["concepts_text_only"]]
    if extra > LITTLE or values[_AT["echelon_near"]] >= 1.0:
        return False
    if extra and not (values[_AT["concepts_shared"]] or values[_AT["names_shared"]] or values[_AT["number_same"]]):
        return False
    return not any(_not_covered(values))


def is_tight(values: Sequence[float]) -> bool:
    """Whether the unit's name adds next to nothing to the text ("central", "national")."""
    return values[_AT["concepts_unit_only"]] <= LITTLE and not any(values[i] for i in _ADDED_AT)


def compare(head: Head, at: int, registry: Registry, hits: dict[int, tuple[float, str]]) -> list[float]:
    """The feature values of ``head`` beside form ``at``, each in [0, 2], in the order of ``FEATURES``.

    ``only_fit`` needs the other units and stays 0 here. What follows from the parts of the two names alone is worked
    out once for all pairs of the same parts: most of a country's names share theirs with others.
    """
    form = registry.forms[at]
    if at in hits or head.institution == form.unit or (hits and registry.above[form.unit]):
        return _compared(head, at, registry, hits)
    known = registry.compared_with(head, _parts)
    like = registry.alike[at]
    held = known.get(like)
    if held is None:
        known[like] = held = _compared(head, at, registry, hits)
        return held[:]
    out = held[:]
    _particulars(head, form, registry, out)
    return out


def _parts(head: Head) -> tuple[object, ...]:
    """All of ``head`` that the parts of a form are compared with."""
    name = head.name
    return (
        name.numbers,
        name.leaked,
        name.section,
        name.echelon,
        name.behind,
        head.concepts,
        head.branches,
        head.words,
        head.context,
    )


def _particulars(head: Head, form: Form, registry: Registry, out: list[float]) -> None:
    """The features that depend on more than the parts of the two names."""
    held = head.superiors and head.superiors & registry.above[form.unit]
    out[_SUPERIOR_SAME] = 1.0 if held else 0.0
    out[_SPELLING] = fuzz.ratio(head.normal, form.normal) / 100.0
    out[_SAME_TEXT] = 0.0 if head.office else _same_text(head.normal, form.normal, out[_SPELLING])
    out[_OFFICE_OF] = 1.0 if head.office else 0.0
    out[_ABROAD] = 1.0 if head.foreign and head.foreign - set(form.name.nationality) else 0.0
    out[_OUTSIDER] = 1.0 if head.name.outsider and not out[_SAME_TEXT] else 0.0


def _same_text(one: str, other: str, like: float) -> float:
    """1 for one text, less where there is a slip or two; ``like`` is their ratio, which tells most others apart."""
    if one == other:
        return 1.0
    # A slip is a letter changed, two swapped, or one more: two insertions and deletions at most, and two slips four.
    if (1.0 - like) * (len(one) + len(other)) > 4.5:
        return 0.0
    return _NEARLY * misspells(one, other)


_SUPERIOR_SAME, _SPELLING, _SAME_TEXT, _OFFICE_OF, _ABROAD, _OUTSIDER = (
    _AT[n] for n in ("superior_same", "spelling", "same_text", "office_of", "abroad", "outsider")
)


def _compared(head: Head, at: int, registry: Registry, hits: dict[int, tuple[float, str]]) -> list[float]:
    """``compare`` for a pair that was not worked out yet."""
    form = registry.forms[at]
    out = [0.0] * len(NAMES)
    _numbers(head, form, registry, out)
    strength, token = hits.get(at, (0.0, ""))
    if strength and len(token) == 2 and not out[_AT["number_same"]]:
        strength, token = 0.0, ""
    if strength == _EXPANDED and head.concepts - registry.said[form.unit] - registry.inherited[form.unit]:
        strength, token = 0.0, ""  # "1st Kenya Rangers" has the letters of KR, and yet other words
    out[_AT["acronym"]] = strength
    _echelon(head, form, registry, out)
    if strength and (out[_AT["echelon_unit_only"]] or form.normal == token):
        out[_AT["echelon_unit_only"]] = 0.0
    _concepts(head, form, registry, out, acronym=bool(strength))
    known = _superior_tokens(head, form, registry, hits)
    _names(head, form, registry, out, acronym=strength, hit=known | {token} if strength else known)
    if strength and not head.name.numbers and token in form.initials and _counts_number(form, token):
        out[_AT["number_unit_only"]] = 0.0
    _particulars(head, form, registry, out)
    if known:
        out[_AT["superior_same"]] = 1.0
    if head.institution == form.unit:
        out[_AT["institution"]] = out[_AT["overlap"]] = 1.0
        out[_AT["echelon_same"]], out[_AT["echelon_near"]] = max(out[_AT["echelon_same"]], 0.7), 0.0
        for at_left in _LEFT_OVER_AT:
            out[at_left] = 0.0
    if not out[_AT["overlap"]]:
        out[_AT["overlap"]] = 1.0 if strength else _overlap(head, at, registry)
    out[_AT["numbered_kind"]] = _numbered_kind(out)
    out[_AT["whole"]] = 0.0 if any(_left_over(out)) else 1.0
    return out


#: How much it counts that a name is the unit's but for a slip or two.
_NEARLY = 0.6


def misspells(one: str, other: str) -> bool:
    """Whether two names of three words or more are one but for a slip in a word or two that mean nothing else."""
    mine, theirs = one.split(" "), other.split(" ")
    if len(mine) != len(theirs) or len(mine) < _TELLING or abs(len(one) - len(other)) > 2:
        return False
    apart = [pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1]]
    return 0 < len(apart) <= 2 and all(_slip(*pair) for pair in apart)


#: Words that a name needs before a slip in it is no other name.
_TELLING = 3


def _slip(one: str, other: str) -> bool:
    phrases = lexicon().phrases
    if min(len(one), len(other)) < _SHORT_WORD or not (one.isalpha() and other.isalpha()):
        return False
    if one in phrases and other in phrases and phrases[one] != phrases[other]:
        return False
    return DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1


#: A slip in a shorter word may be another word.
_SHORT_WORD = 5


def _numbered_kind(out: Sequence[float]) -> float:
    """1 where number and kind of body agree and nothing that the text says of it is foreign to the unit."""
    if out[_AT["number_same"]] < 1.0 or not (out[_AT["echelon_same"]] >= 1.0 or out[_AT["echelon_near"]]):
        return 0.0
    return 0.0 if out[_AT["concepts_text_only"]] or out[_AT["branch_other"]] or out[_AT["section_other"]] else 1.0


def _superior_tokens(head: Head, form: Form, registry: Registry, hits: dict[int, tuple[float, str]]) -> set[str]:
    """Acronyms in the text that stand for a unit above this one: the EMCFA in "C-IV EMCFA"."""
    above = registry.above[form.unit]
    if not above or not hits:
        return set()
    return {token for at, (value, token) in hits.items() if value >= 0.6 and registry.forms[at].unit in above}


def _overlap(head: Head, at: int, registry: Registry) -> float:
    """Weighted share of number, kind, functions, services and names that both have."""
    form = registry.forms[at]
    shared = head.keys & registry.full[at]
    if not shared:
        return 0.0
    both, inherited = registry.weigh(shared), registry.inherited[form.unit]
    mine = registry.weigh(head.keys - shared - inherited) if inherited else registry.weigh(head.keys) - both
    theirs = registry.total[at] - registry.weigh(shared & form.keys)
    either = both + mine + theirs
    return both / either if either else 0.0


def _counts_number(form: Form, token: str) -> bool:
    """Whether the acronym holds the initial of the number word (PBA, Primera Brigada Aérea)."""
    first = form.normal.split(" ", 1)[0]
    return bool(form.name.numbers) and not first.isdecimal() and token[0] == first[0] and len(token) >= 3
