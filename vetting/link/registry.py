"""The units of one country, ready to be compared: every name form parsed, indexed and weighed."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Prefix

from vetting.link.institutions import of_registry
from vetting.link.spelling import Spelling, spelling_of
from vetting.link.wording import by_wording, wording
from vetting.model import Unit
from vetting.names import ParsedName, normalize, parse, split, words
from vetting.names.acronyms import initials, is_syllabic, letter_pairs, syllable_words
from vetting.names.parse import OFFICES, SERVICES
from vetting.names.pieces import in_one_piece

#: What a registry's column means when it says only police, army or navy of a body that its name does not call so.
_WIDE = {"police": {"gendarmerie", "border_guard", "customs", "prison", "coast_guard"}, "navy": {"coast_guard"},
         "army": {"republican_guard", "national_guard"}}  # fmt: skip
#: Kinds of body that an acronym made of syllables may leave out (SEMIL, a directorate of military security).
_DROPPED = frozenset({"directorate", "service", "department", "office"})
#: Of these a unit that its column only calls police may be a part, but it does not say so.
_NARROW = frozenset({"border_guard", "customs", "prison"})
_NARROW_CONCEPTS = frozenset(f"b:{b}" for b in _NARROW)
_QUOTED = re.compile(r"[\"“«]([^\"”»]+)[\"”»]")
#: Words that say little about which unit is meant.
LIGHT = frozenset({"f:military", "f:national", "f:general", "f:royal", "b:armed_forces", "f:central",
                   "f:state", "f:federal", "f:international"})  # fmt: skip
#: Letters that cognates begin with, the most that may follow, and how alike they are then.
_STEM, _ENDING, COGNATE = 5, 4, 0.8
#: Letters of an abbreviation that is the beginning of its word.
_BEGINNING = 4
#: How sure an acronym made of syllables is from nine letters on (COMOPERGUAR); shorter ones may fit by chance.
_LONG_SYLLABLES = 0.9
#: The word that an abbreviation of four letters begins has more letters than this.
_SHORT = 6
#: Bodies whose mention beside another says nothing about which unit is meant.
_INNER = OFFICES | {"unit", "force", "service", "company", "platoon", "battery", "squad", "patrol"}


#: How much a form loses for what it says beyond the head, so that "Navy" finds the navy before its bases.
SURPLUS = 0.2
#: What a key weighs that no unit of the country has.
_UNSEEN = 2.5
#: Weights are multiples of this, so that sums of them are exact: no order of adding changes a bit.
_GRAIN = 2.0**-40


def _grained(value: float) -> float:
    return round(value / _GRAIN) * _GRAIN


@dataclass(frozen=True, slots=True)
class Form:
    """One name or alias of a unit: its parts, the branches the registry adds, and its words.

    ``syllables`` are the words that a syllabic acronym would be made of; ``partial``: the name without the superior
    that the registry prints behind it.
    """

    unit: int
    text: str
    normal: str
    name: ParsedName
    concepts: frozenset[str]
    words: tuple[str, ...]
    optional: frozenset[str]
    initials: frozenset[str]
    short: frozenset[str]
    pairs: frozenset[str]
    keys: frozenset[str]
    syllables: tuple[str, ...] = ()
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Described:
    """A unit by itself: its name forms, and the services, level, kind and numbers that its row and its name give."""

    forms: tuple[Form, ...]
    branches: frozenset[str]
    level: str
    echelon: str
    numbers: tuple[int, ...]


@dataclass(slots=True)
class Registry:
    """All forms of a country's units with an inverted index; placeholders are left out."""

    country: str
    units: list[Unit]
    forms: list[Form] = field(default_factory=list)
    branches: list[frozenset[str]] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    echelons: list[str] = field(default_factory=list)
    numbers: list[tuple[int, ...]] = field(default_factory=list)
    institutions: dict[tuple[str, str], int] = field(default_factory=dict)
    above: list[frozenset[int]] = field(default_factory=list)
    heads: frozenset[int] = frozenset()
    inherited: list[frozenset[str]] = field(default_factory=list)
    said: list[frozenset[str]] = field(default_factory=list)
    index: dict[str, list[int]] = field(default_factory=dict)
    weight: dict[str, float] = field(default_factory=dict)
    total: list[float] = field(default_factory=list)
    exact: dict[str, list[int]] = field(default_factory=dict)
    vocabulary: tuple[str, ...] = ()
    abbreviated: dict[str, list[int]] = field(default_factory=dict)
    shortened: dict[str, dict[int, float]] = field(default_factory=dict)
    syllables: dict[str, list[tuple[int, tuple[str, ...]]]] = field(default_factory=dict)
    marks: list[frozenset[str]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    known: list[frozenset[str]] = field(default_factory=list)
    full: list[frozenset[str]] = field(default_factory=list)
    _near: dict[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)
    _acronym: dict[str, dict[int, float]] = field(default_factory=dict)
    _likes: dict[tuple[str, ...], dict[str, tuple[float, tuple[str, ...]]]] = field(default_factory=dict)
    _weighed: dict[frozenset[str], float] = field(default_factory=dict)
    surplus: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    alike: list[int] = field(default_factory=list)
    _compared: dict[tuple[object, ...], dict[int, list[float]]] = field(default_factory=dict)
    _head: Any = None
    _with_head: dict[int, list[float]] = field(default_factory=dict)
    starts: list[int] = field(default_factory=lambda: [0])
    services: list[int] = field(default_factory=list)
    capped: int = 0
    spelling: Spelling | None = None
    _kinds_with: dict[str, frozenset[str]] = field(default_factory=dict)
    _worded: dict[str, str] | None = None
    _postings: dict[str, NDArray[np.int64]] = field(default_factory=dict)

    def own_forms(self, unit: int) -> range:
        """The positions of the name forms of the unit at that position."""
        return range(self.starts[unit], self.starts[unit + 1])

    def compared_with(
        self, head: object, parts: Callable[[Any], tuple[object, ...]]
    ) -> dict[int, list[float]]:  # fmt: skip
        """What is kept of comparing forms with heads of the same ``parts`` as ``head``, by the forms' ``alike``."""
        if head is not self._head:
            self._head, self._with_head = head, self._compared.setdefault(parts(head), {})
        return self._with_head

    def near(self, word: str) -> tuple[tuple[str, float], ...]:
        """Words of the units' names that are ``word``, begin with it or are its cognates, with likeness in (0, 1].

        Misprints were mended before (``misprints``): what is still another word is another name.
        """
        found = self._near.get(word)
        if found is None:
            held = f"w:{word}" in self.index
            found = ((word, 1.0),) if held else self._cognates(word) if len(word) >= _STEM else self._longer(word)
            self._near[word] = found
        return found

    def postings(self, key: str) -> NDArray[np.int64]:
        """Positions of the forms that have ``key``."""
        found = self._postings.get(key)
        if found is None:
            found = self._postings[key] = np.array(self.index.get(key, ()), dtype=np.int64)
        return found

    def _longer(self, word: str) -> tuple[tuple[str, float], ...]:
        """The one long word that ``word``, of four letters, is the beginning of: exec, executive."""
        if len(word) != _BEGINNING:
            return ()
        at = bisect_left(self.vocabulary, word)
        found = [w for w in self.vocabulary[at : at + 2] if w.startswith(word) and len(w) > _SHORT]
        return ((found[0], COGNATE),) if len(found) == 1 else ()

    def _cognates(self, word: str) -> tuple[tuple[str, float], ...]:
        """Words that begin alike and end as another language would: integrated, intégré; lagunaire, lagunar."""
        at = bisect_left(self.vocabulary, word[:_STEM])
        found = []
        while at < len(self.vocabulary) and self.vocabulary[at].startswith(word[:_STEM]):
            other = self.vocabulary[at]
            if max(len(word), len(other)) - Prefix.similarity(word, other) <= _ENDING:
                found.append((other, COGNATE))
            at += 1
        return tuple(found[:4])

    def likes(self, said: tuple[str, ...]) -> dict[str, tuple[float, tuple[str, ...]]]:
        """Word of the units' names → its likeness in (0, 1] to the nearest of ``said``, and those near to it."""
        found = self._likes.get(said)
        if found is None:
            found = {}
            for mine in said:
                for word, like in ((mine, 1.0), *self.near(mine)):
                    best, used = found.get(word, (0.0, ()))
                    if like > best:
                        found[word] = (like, (*used, mine))
            self._likes[said] = found
        return found

    def weigh(self, keys: frozenset[str]) -> float:
        """The weight of all ``keys``; one that no unit has counts as rather rare. Exact, see ``_GRAIN``."""
        total = self._weighed.get(keys)
        if total is None:
            weight = self.weight
            total = self._weighed[keys] = sum([weight.get(key, _UNSEEN) for key in keys])
        return total

    def worded(self, text: str) -> str:
        """The one unit's name that ``text`` is but for small words, plurals and vowels, ``""`` where there is none."""
        if self._worded is None:
            self._worded = by_wording((form.unit, form.text) for form in self.forms if not form.partial)
        return self._worded.get(wording(text), "")

    def shared_word(self, word: str) -> bool:
        """Whether several units have ``word`` in their names: then it is a place rather than a name."""
        for near, _ in self.near(word)[:1]:
            units = {self.forms[at].unit for at in self.index.get(f"w:{near}", ())}
            if len(units) > 1:
                return True
        return False

    def is_place(self, word: str, echelon: str) -> bool:
        """Whether units of this country have ``word`` in their names, none of them of kind ``echelon``: where it is."""
        kinds = self._kinds_with.get(word)
        if kinds is None:
            holders = (at for near, _ in self.near(word)[:1] for at in self.index[f"w:{near}"])
            kinds = self._kinds_with[word] = frozenset(self.echelons[self.forms[at].unit] for at in holders)
        return bool(kinds) and echelon not in kinds

    def at(self, unit_id: str) -> int:
        """The position of the unit of that id."""
        return bisect_left(self.units, unit_id, key=lambda unit: unit.id)

    def acronym(self, token: str) -> Mapping[int, float]:
        """Form positions that ``token`` may abbreviate, with 1.0 for a printed alias and less for a derived one."""
        found = self._acronym.get(token)
        if found is None:
            found = self._derive(token)
            self._acronym[token] = found
        return found

    def _derive(self, token: str) -> dict[int, float]:
        found = self.shortened.get(token)
        if found is None:
            value = _LONG_SYLLABLES if len(token) >= 9 else 0.6
            found = {at: value for at, parts in self.syllables.get(token[:2], ()) if is_syllabic(token, parts)}
        printed = {at: value for at, value in found.items() if value == 1.0}
        return printed or found


def _tells(echelon: str, beside: str) -> bool:
    """A brigade's headquarters is the brigade; a directorate of the staff is not any directorate."""
    return (
        beside not in ("staff", "corps", "command", "barracks")
        or echelon in OFFICES
        or echelon in ("agency", "unit", "division")
    )


def concepts_of(name: ParsedName, country: str = "") -> frozenset[str]:
    """What a name says as one set: functions, branches, bodies it belongs to, countries other than ``country``."""
    found = [f"f:{f}" for f in name.functions]
    found += [f"b:{b}" for b in name.branches]
    found += [f"o:{e}" for e in name.echelons if e != name.echelon and e not in _INNER and _tells(name.echelon, e)]
    found += [f"c:{n}" for n in name.nationality if n != country]
    return frozenset(found)


def keys_of(name: ParsedName, concepts: frozenset[str]) -> set[str]:
    """Index keys of a name: numbers, section, echelon, functions and branches."""
    keys = {f"n:{n}" for n in (*name.numbers, *name.leaked)} | set(concepts)
    if name.echelon:
        keys.add(f"e:{name.echelon}")
    if name.section:
        keys.add(f"s:{name.section[1]}")
    return keys


def _form(at: int, text: str, country: str) -> Form:
    name = parse(text, country)
    concepts = concepts_of(name, country)
    own = [w for w in (*name.residue, *name.honorifics) if len(w) > 1]
    short = {"".join(w[0] for w in own), "".join(w[0] for w in name.residue)}
    told = name.echelon and (concepts or name.numbers)
    optional = (*name.honorifics, *_quoted(text), *_in_honor(name, own)) if told else ()
    return Form(
        unit=at, text=text, normal=normalize(text), name=name, concepts=concepts, words=tuple(dict.fromkeys(own)),
        optional=frozenset(optional),
        initials=initials(text), short=frozenset(s for s in short if len(s) >= 3),
        pairs=letter_pairs(text), syllables=syllable_words(text),
        keys=frozenset(keys_of(name, concepts) | {f"w:{w}" for w in dict.fromkeys(own)}),
    )  # fmt: skip


#: Bodies that are named in honor of somebody, without a rank: École ... Alioune Blondin Beye.
_HONORED = frozenset({"school", "academy", "college", "institute", "center"})


def _in_honor(name: ParsedName, own: list[str]) -> list[str]:
    """Two words or more that a school ends with: whoever knows its kind and work may leave them out."""
    said = words(name.text)
    ends = len(own) >= _FULL_NAME and said[-len(own) :] == own
    return own if ends and name.echelon in _HONORED and name.functions else []


#: A person's name has so many words at the least.
_FULL_NAME = 2


def _quoted(text: str) -> list[str]:
    """The words in quotation marks: an honorific name, which a printed cell may leave out."""
    return [w for part in _QUOTED.findall(text) for w in words(part)]


def _tells_apart(form: Form) -> bool:
    """Whether an alias says more than a number or a kind of body ("37/a.", "Brigada") could say of any unit."""
    if form.name.supreme and form.text.isupper() and form.text.isalpha():
        return True  # which of its staffs a country calls GHQ
    solid = [c for c in form.concepts if c not in LIGHT]
    return bool(
        form.words or form.name.section or (form.name.echelon and (form.name.numbers or form.concepts)) or solid
    )


def _without_superior(text: str, country: str) -> str:
    """The first part of a registered name that prints its superior behind it, else ``""``."""
    if in_one_piece(text):
        return ""
    segments = split(text, country)
    heads = [s for s in segments if s.role == "head"]
    others = {(s.role, s.mark == "open") for s in segments if s.role != "head"}
    return heads[0].text if len(heads) == 1 and others == {("superior", False)} else ""


def _branches(unit: Unit, name: ParsedName) -> frozenset[str]:
    printed = set(name.branches)
    for text in filter(None, (unit.branch, *unit.classification)):
        said = parse(text)
        printed.update(said.branches)
        if text == "prosecution":
            printed.add("prosecution")
    for wide, narrow in _WIDE.items():
        if wide in printed and wide not in name.branches:
            printed |= narrow
    return frozenset(b for b in printed if b in SERVICES or b in ("prosecution", "intelligence_agency"))


def level_of(unit: Unit) -> str:
    """The unit's level, read from its name where the registry does not say."""
    if unit.level and unit.level != "unit":
        return unit.level
    read = parse(unit.name, unit.country).level
    return read if read in ("service", "force") else "unit"


def of_country(units: Iterable[Unit]) -> list[Unit]:
    """The units that can be matched, in the order of a registry: placeholders are left out."""
    return sorted((u for u in units if not u.placeholder), key=lambda u: u.id)


def describe(at: int, unit: Unit) -> Described:
    """Read the names of the unit at position ``at`` of its registry."""
    country = unit.country
    texts = dict.fromkeys(t for t in (unit.name, *unit.aliases) if t.strip()) or {unit.id: None}
    forms = [_form(at, text, country) for text in texts]
    cut = {text: _without_superior(text, country) for text in (unit.name, *texts)}
    short = dict.fromkeys(cut[text] for text in texts if cut[text] and cut[text] not in texts)
    forms += [replace(_form(at, text, country), partial=True) for text in short]
    name = parse(cut[unit.name] or unit.name, country)
    kept = tuple(f for i, f in enumerate(forms) if i == 0 or _tells_apart(f))
    return Described(kept, _branches(unit, name), level_of(unit), name.echelon, name.numbers)


def build(
    country: str,
    units: Iterable[Unit],
    superiors: Mapping[str, Iterable[str]] | None = None,
    described: Iterable[Described] | None = None,
    *,
    mending: bool = True,
) -> Registry:
    """Index the units of ``country``; ``superiors`` maps a unit's id to the ids of those it was ever under.

    ``described``: what ``describe`` says of each unit of ``of_country(units)``, where it is known already.
    ``mending``: whether misprints are mended by the units' names; they teach nothing where they are misprinted alike.
    """
    kept = of_country(units)
    registry = Registry(country, kept)
    place = {u.id: i for i, u in enumerate(kept)}
    for one in described or (describe(at, unit) for at, unit in enumerate(kept)):
        registry.forms.extend(one.forms)
        registry.starts.append(len(registry.forms))
        registry.branches.append(one.branches)
        registry.levels.append(one.level)
        registry.echelons.append(one.echelon)
        registry.numbers.append(one.numbers)
    registry.above = [_above(u.id, superiors, place) if superiors else frozenset() for u in kept]
    registry.heads = frozenset().union(*registry.above)
    _settle(registry)
    _fill(registry)
    if mending:
        texts = (form.text for form in registry.forms)
        registry.spelling = spelling_of(registry.country, texts, registry.shortened)
    return registry


def _settle(registry: Registry) -> None:
    """What follows from all forms of a unit together, and from the units above it."""
    held: list[list[Form]] = [[] for _ in registry.units]
    for form in registry.forms:
        held[form.unit].append(form)
    columns = [parse(u.echelon) for u in registry.units]
    registry.kinds = [column.echelon for column in columns]
    registry.institutions = of_registry(
        [tuple(f.name for f in forms) for forms in held],
        columns,
        [parse(u.branch) for u in registry.units],
    )
    registry.said = [frozenset(c for form in forms for c in form.concepts) for forms in held]
    said = [_said_of(forms[0]) for forms in held]
    registry.inherited = [frozenset(c for a in above for c in said[a]) for above in registry.above]
    registry.marks = [
        frozenset(f"b:{b}" for b in (branches - _NARROW if "police" in branches else branches))
        | said & _NARROW_CONCEPTS
        for branches, said in zip(registry.branches, registry.said, strict=True)
    ]
    registry.known = [a | b | c for a, b, c in zip(registry.said, registry.marks, registry.inherited, strict=True)]
    registry.services = [at for at, level in enumerate(registry.levels) if level == "service"]
    registry.full = [form.keys | registry.marks[form.unit] for form in registry.forms]
    numbered: dict[tuple[object, ...], int] = {}
    registry.alike = [numbered.setdefault(_parts(form, registry), len(numbered)) for form in registry.forms]


def _parts(form: Form, registry: Registry) -> tuple[object, ...]:
    """All of a form that the parts of a head are compared with: forms that share it are alike but in spelling."""
    at, name = form.unit, form.name
    return (
        name.numbers, name.leaked, registry.numbers[at], name.section, name.echelon, registry.echelons[at],
        registry.kinds[at], form.concepts, registry.marks[at], registry.known[at], registry.branches[at],
        registry.inherited[at], form.words, form.optional, "armees" in form.normal,
    )  # fmt: skip


def _said_of(form: Form) -> frozenset[str]:
    """What may be printed of a unit beside one below it: its functions, services and kind."""
    return form.concepts | ({f"o:{form.name.echelon}"} if form.name.echelon else frozenset())


def _above(unit_id: str, superiors: Mapping[str, Iterable[str]], place: Mapping[str, int]) -> frozenset[int]:
    """Every unit that ever stood above, up to six levels (a circle in the sources ends there)."""
    found: set[str] = set()
    layer = {unit_id}
    for _ in range(6):
        layer = {above for one in layer for above in superiors.get(one, ())} - found
        found |= layer
    return frozenset(place[i] for i in found - {unit_id} if i in place)


def _shorten(registry: Registry, at: int, form: Form) -> None:
    """Enter every acronym that the form may be shortened to, the surest way first."""
    ways = [(1.0, {form.normal}), (0.9, form.initials), (0.7, form.short)]
    if form.name.numbers:
        ways.insert(2, (0.8, form.pairs))
    for value, tokens in ways:
        for token in tokens:
            if " " not in token:
                registry.shortened.setdefault(token, {}).setdefault(at, value)
    service, _, rest = form.normal.partition(" ")
    if " " in rest and len(service) <= 4 and parse(service, registry.country).branches:
        for short in initials(rest) | letter_pairs(rest):
            registry.shortened.setdefault(f"{service} {short}", {}).setdefault(at, 0.9)  # PNP MG, AFP PKOC
    bodiless = form.syllables[1:] if form.name.echelon in _DROPPED and len(form.syllables) > 2 else ()
    for parts in filter(
        None, (form.syllables, bodiless)
    ):  # the acronym goes on with the first word's second letter, or with the second word
        for second in {parts[0][1:2], parts[1][0]} - {""}:
            registry.syllables.setdefault(parts[0][0] + second, []).append((at, parts))


def _fill(registry: Registry) -> None:
    holders: dict[str, set[int]] = defaultdict(set)
    index: dict[str, list[int]] = defaultdict(list)
    for at, form in enumerate(registry.forms):
        for key in form.keys:
            index[key].append(at)
            holders[key].add(form.unit)
        registry.exact.setdefault(form.normal, []).append(at)
        for token in form.name.acronyms:
            if 2 <= len(token) <= 6:
                registry.abbreviated.setdefault(token, []).append(at)
        _shorten(registry, at, form)
    total = max(len(registry.units), 1)
    registry.index = dict(index)
    registry.weight = {
        key: _grained(max(0.3, math.log((total + 1) / (len(units) + 0.5))) * (0.35 if key in LIGHT else 1.0))
        for key, units in holders.items()
    }
    for key in LIGHT:
        registry.weight.setdefault(key, _grained(_UNSEEN * 0.35))
    registry.total = [registry.weigh(form.keys) for form in registry.forms]
    registry.surplus = SURPLUS * np.array(registry.total)
    registry.vocabulary = tuple(sorted(k[2:] for k in index if k.startswith("w:")))
