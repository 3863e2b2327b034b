"""How likely two profiles are one unit: features of both, weighed by what labelled clusters taught."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vetting.link.candidates import shortlist
from vetting.link.features import acronym_hits
from vetting.link.judgement import probability
from vetting.registry.conflicts import Stated, stated
from vetting.registry.features import NAMES, Traits, compare
from vetting.registry.indexed import head_of, index_of
from vetting.registry.profiles import Profile
from vetting.registry.unclear import unclear
from vetting.registry.vetoes import veto

#: What makes two names one unit however many others the country has.
_TELLING = tuple(NAMES.index(name) for name in ("number_same", "section_same", "acronym", "whole"))
#: Up to so many names a country has, it is like those whose labels taught the weights (200 at the most).
_TAUGHT = 150
#: How much the logarithm of how many times more it has counts against two names that something is left over of.
_CROWD = 0.6
#: Logits beyond this say no more: one very sure pair must not carry a doubtful one.
BOUND = 6.0


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight per feature, a base, and the least mean logit at which two clusters are taken for one unit."""

    base: float
    values: tuple[float, ...]
    join: float


@cache
def weights(name: str = "weights.csv") -> Weights:
    """The weights shipped with the package; ``prior.csv`` holds the hand-set ones that learning starts from."""
    text = files("vetting.registry").joinpath(name).read_text(encoding="utf-8")
    held = {row["feature"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}
    return Weights(held["base"], tuple(held.get(n, 0.0) for n in NAMES), held["join"])


class Pairs:
    """The profiles of one country, indexed as if they were registered units. Logits are kept once computed."""

    def __init__(self, country: str, profiles: Sequence[Profile], used: Weights | None = None) -> None:
        self._used = used or weights()
        self._traits = Traits(profiles)
        #: What each profile states, for the conflicts of clusters.
        self.stated: list[Stated] = [stated(p.lead) for p in profiles]
        self._registry = index_of(country, profiles)
        heads = [head_of(p, country) for p in profiles]
        self._hits: list[dict[int, float]] = []
        self._near: list[list[int]] = []
        for at, head in enumerate(heads):
            hits = acronym_hits(head, self._registry)
            strength: dict[int, float] = {}
            for form, (value, token) in hits.items():
                unit = self._registry.forms[form].unit
                if _print_it(token, profiles[at], profiles[unit]):
                    continue  # nothing that the letters stand for
                strength[unit] = max(value, strength.get(unit, 0.0))
            near = shortlist(head, self._registry, hits)
            self._hits.append(strength)
            self._near.append(sorted(({self._registry.forms[f].unit for f in near} | strength.keys()) - {at}))
        self._logits: dict[tuple[int, int], float] = {}
        self._crowd = _CROWD * math.log(max(1.0, len(profiles) / _TAUGHT))
        self._unclear: frozenset[tuple[int, int]] = frozenset()
        self._unclear = frozenset(unclear(profiles, self))

    def vetoed(self, one: int, other: int) -> bool:
        """Whether two profiles are never one unit, whatever the country's other names are."""
        key = (one, other) if one < other else (other, one)
        return bool(veto(*key, self._traits, self.features(*key)))

    def near(self, at: int) -> list[int]:
        """The profiles that share most with profile ``at``."""
        return self._near[at]

    def spelt_out(self, one: int, other: int) -> float:
        """How surely one of the two is, or gives, an acronym of the other."""
        return max(self._hits[one].get(other, 0.0), self._hits[other].get(one, 0.0))

    def features(self, one: int, other: int) -> list[float]:
        """The feature values of two profiles; an acronym counts in either direction."""
        return compare(one, other, self._traits, self.spelt_out(one, other))

    def points(self, one: int, other: int) -> list[tuple[str, float]]:
        """What each feature that speaks adds to the log-odds of two profiles."""
        values = self.features(min(one, other), max(one, other))
        return [(n, w * v) for n, w, v in zip(NAMES, self._used.values, values, strict=True) if w * v]

    def logit(self, one: int, other: int) -> float:
        """The log-odds that the two are one unit, within ``BOUND``."""
        key = (one, other) if one < other else (other, one)
        found = self._logits.get(key)
        if found is None:
            values = self.features(*key)
            if veto(*key, self._traits, values) or key in self._unclear:
                found = self._logits[key] = -BOUND
                return found
            mean = self._used.base + sum(w * v for w, v in zip(self._used.values, values, strict=True) if v)
            if not any(values[at] for at in _TELLING):
                mean -= self._crowd
            found = self._logits[key] = max(-BOUND, min(BOUND, mean))
        return found

    def belonging(self, at: int, group: Sequence[int]) -> float:
        """The probability that profile ``at`` is the unit of the rest of its group, 1.0 where it is alone."""
        others = [other for other in group if other != at]
        if not others:
            return 1.0
        return probability(sum(self.logit(at, other) for other in others) / len(others))


def _print_it(token: str, one: Profile, other: Profile) -> bool:
    """Whether both print the acronym itself: ``MOD`` in "MOD Intel" stands for nothing that "MOD" leaves out."""
    return token in one.words and token in other.words
