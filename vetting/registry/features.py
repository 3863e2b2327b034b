"""What is compared between two profiles of a country: one table of features, each the same in both directions."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files

from rapidfuzz import fuzz

from vetting.link.features import Feature
from vetting.names import normalize, parse
from vetting.names.parse import STAFF_WORK
from vetting.registry.mentions import ARMS
from vetting.registry.plain_words import LIGHT
from vetting.registry.profiles import Profile


def _table() -> tuple[Feature, ...]:
    text = files("vetting.registry").joinpath("features.csv").read_text(encoding="utf-8")
    return tuple(Feature(r["feature"], r["text_en"], r["text_es"]) for r in csv.DictReader(text.splitlines()))


#: The order is the order of the values that ``compare`` returns.
FEATURES = _table()
NAMES = tuple(f.name for f in FEATURES)
_AT = {name: i for i, name in enumerate(NAMES)}
#: Kinds that are near others only in a loose sense.
LOOSE = frozenset({"center", "university", "institute", "staff"})
#: From this likeness on two words are one word misspelt (Hashem, Hashim), on a scale of 0 to 1.
_NEAR = 0.8
#: Likeness of names written in one word here and in two there (Kali Jung, Kalijung), on a scale of 0 to 100.
_RUN_TOGETHER = 88.0
#: How much a name counts that stands beside the other, as a place does, rather than in it.
_BESIDE = 0.7
#: What is left of a missing name where the other is its acronym.
_SPELT_OUT = 0.3


class Traits:
    """What the profiles of a country say, taken apart once; words weigh more the fewer profiles have them."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.profiles = profiles
        self.names = [p.names for p in profiles]
        self.functions = [p.functions for p in profiles]
        self.services = [p.lead.branches - {"army"} for p in profiles]
        self.arms = [_arms(p) for p in profiles]
        self.light = [frozenset(p.lead.name.functions) & LIGHT for p in profiles]
        self.normal = [normalize(p.lead.text) for p in profiles]
        self.above = [_numbered_superiors(p) for p in profiles]
        self.around = [frozenset(normalize(a) for i in p.items for a in i.around) for p in profiles]
        self.places = [frozenset(w for text in around for w in text.split(" ")) for around in self.around]
        held = Counter(w for names in self.names for w in set(names))
        rarest = math.log(len(profiles) + 1.0) or 1.0
        self._weight = {w: max(0.4, math.log((len(profiles) + 1.0) / n) / rarest) for w, n in held.items()}

    def said(self, at: int) -> frozenset[str]:
        """All that tells the unit from others of its number and kind: work, service, names."""
        return self.functions[at] | self.services[at] | frozenset(self.names[at])

    def weight(self, word: str) -> float:
        """How much it counts that a word is shared or missing, in (0, 1]."""
        return self._weight[word] if len(word) > 2 else 0.3


def _arms(profile: Profile) -> frozenset[str]:
    """The services that the unit can belong to by what is printed: its own, else those of its work."""
    printed = profile.lead.branches
    return printed or frozenset(ARMS[f] for f in profile.lead.name.functions if f in ARMS)


def _numbered_superiors(profile: Profile) -> dict[str, frozenset[tuple[int, ...]]]:
    found: dict[str, set[tuple[int, ...]]] = {}
    for item in profile.items:
        for text in item.above:
            said = parse(text, item.country)
            if said.numbers and said.echelon:
                found.setdefault(said.echelon, set()).add(said.numbers)
    return {echelon: frozenset(numbers) for echelon, numbers in found.items()}


def compare(one: int, other: int, traits: Traits, acronym: float) -> list[float]:
    """The feature values of two profiles that do not conflict, each in [0, 2], in the order of ``FEATURES``."""
    out = [0.0] * len(NAMES)
    out[_AT["acronym"]] = acronym
    _kinds(one, other, traits, out)
    _work(one, other, traits, out)
    _words(one, other, traits, out, acronym=acronym)
    mine, theirs = traits.said(one), traits.said(other)
    shared = mine & theirs or out[_AT["names_shared"]] or acronym
    out[_AT["work_other"]] = 1.0 if mine and theirs and not shared else 0.0
    if acronym:
        for name in ("echelon_one", "functions_one", "branch_one"):
            out[_AT[name]] = 0.0  # the letters say it
    _beside(one, other, traits, out)
    a, b = traits.normal[one], traits.normal[other]
    out[_AT["spelling"]] = fuzz.token_sort_ratio(a, b) / 100.0
    out[_AT["one_word"]] = 1.0 if " " not in a or " " not in b else 0.0
    left = ("number_one", "section_one", "echelon_one", "echelon_near", "echelon_loose", "functions_other",
            "functions_one", "branch_one", "names_other", "names_one")  # fmt: skip
    out[_AT["whole"]] = 0.0 if any(out[_AT[name]] for name in left) else 1.0
    kin = out[_AT["echelon_same"]] or out[_AT["echelon_near"]]
    if out[_AT["number_same"]] and kin and not (out[_AT["functions_other"]] or out[_AT["work_other"]]):
        out[_AT["numbered_kind"]] = 1.0
    same_work = traits.functions[one] == traits.functions[other] != frozenset()
    if same_work and out[_AT["echelon_same"]] and not out[_AT["number_one"]]:
        out[_AT["kind_and_work"]] = 1.0
    return out


def _kinds(one: int, other: int, traits: Traits, out: list[float]) -> None:
    a, b = traits.profiles[one].lead, traits.profiles[other].lead
    _both(bool(a.name.numbers), bool(b.name.numbers), "number", out)
    _both(bool(a.name.section), bool(b.name.section), "section", out)
    _both(bool(a.branches), bool(b.branches), "branch", out)
    if a.name.echelon == b.name.echelon:
        out[_AT["echelon_same"]] = 1.0 if a.name.echelon else 0.5
    elif not a.name.echelon or not b.name.echelon:
        out[_AT["echelon_one"]] = 1.0
    else:
        loose = LOOSE & {a.name.echelon, b.name.echelon}
        out[_AT["echelon_loose" if loose else "echelon_near"]] = 1.0
    joint = [bool({"joint", "armed_forces"} & set(i.name.branches)) for i in (a, b)]
    if (joint[0] and b.branches and not joint[1]) or (joint[1] and a.branches and not joint[0]):
        out[_AT["joint_other"]] = 1.0


def _both(one: bool, other: bool, what: str, out: list[float]) -> None:
    if one and other:
        out[_AT[f"{what}_same"]] = 1.0
    elif one or other:
        out[_AT[f"{what}_one"]] = 1.0


def _work(one: int, other: int, traits: Traits, out: list[float]) -> None:
    a, b = traits.functions[one], traits.functions[other]
    less, more = sorted((len(a - b), len(b - a)))
    out[_AT["functions_shared"]] = min(float(len(a & b)), 2.0)
    out[_AT["functions_other"]] = min(float(less), 2.0)
    out[_AT["functions_one"]] = min(float(more), 2.0)
    tasks, others = a & STAFF_WORK, b & STAFF_WORK
    out[_AT["staff_work_other"]] = 1.0 if tasks and others and not tasks & others else 0.0
    arms, elsewhere = traits.arms[one], traits.arms[other]
    out[_AT["arm_other"]] = 1.0 if arms and elsewhere and not arms & elsewhere else 0.0
    out[_AT["plain_words"]] = min(float(len(traits.light[one] ^ traits.light[other])), 2.0)


def _words(one: int, other: int, traits: Traits, out: list[float], *, acronym: float) -> None:
    a, b = traits.names[one], traits.names[other]
    out[_AT["names_none"]] = 1.0 if not a and not b else 0.0
    used: set[str] = set()
    shared = lost = 0.0
    for word in a:
        like, best = max(((_alike(word, w), w) for w in b), default=(0.0, ""))
        if like >= _NEAR:
            used.add(best)
            shared += like * traits.weight(word)
        elif word in traits.places[other]:
            shared += _BESIDE * traits.weight(word)
        else:
            lost += traits.weight(word)
    there = [w for w in b if w not in used and w in traits.places[one]]
    shared += sum(_BESIDE * traits.weight(w) for w in there)
    missed = sum(traits.weight(w) for w in b if w not in used and w not in there)
    if a and b and lost + missed and fuzz.ratio("".join(a), "".join(b)) >= _RUN_TOGETHER:
        shared, lost, missed = sum(traits.weight(w) for w in a), 0.0, 0.0
    part = _SPELT_OUT if acronym else 1.0
    out[_AT["names_shared"]] = min(shared, 2.0)
    out[_AT["names_other"]] = part * min(lost, missed, 2.0)
    out[_AT["names_one"]] = part * min(max(lost, missed), 2.0)


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return fuzz.ratio(one, other) / 100.0 if min(len(one), len(other)) > 3 else 0.0


def _beside(one: int, other: int, traits: Traits, out: list[float]) -> None:
    a, b = traits.above[one], traits.above[other]
    for echelon in a.keys() & b.keys():
        out[_AT["superior_same" if a[echelon] & b[echelon] else "superior_other"]] = 1.0
    here, there = traits.around[one], traits.around[other]
    if here and there:
        near = any(fuzz.partial_ratio(x, y) > _RUN_TOGETHER for x in here for y in there)
        out[_AT["around_same" if near else "around_other"]] = 1.0
