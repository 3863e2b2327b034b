"""From scores to claims: which pair is a match, and why a likely one stays a candidate."""

from __future__ import annotations

import csv
import math
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from operator import mul

from vetting.link.candidates import shortlist
from vetting.link.doubts import NAMING, doubt_of
from vetting.link.features import LITTLE, NAMES, ONLY_FIT, Head, acronym_hits, compare, covers, is_tight
from vetting.link.heads import Named
from vetting.link.registry import Registry
from vetting.link.scored import AT, Scored, as_mapping, forbidden
from vetting.model import Match
from vetting.names.parse import OFFICES, SERVICES


@dataclass(frozen=True, slots=True)
class Weights:
    """The learned weights (``weights.csv``): one per feature, a base, the least score and lead of a match.

    ``first`` (scale, shift, points per logit ahead of the next, and for each feature of ``OPEN``) and ``rest`` (scale,
    shift) turn the sum of a head's best pair, and of its others, into the log-odds with which such a pair was right
    among the labels. ``elsewhere`` is added to them where other records of the country bear the pair out.
    """

    base: float
    values: tuple[float, ...]
    accept: float
    lead: float
    first: tuple[float, ...] = (1.0, 0.0, 0.0)
    rest: tuple[float, float] = (1.0, 0.0)
    elsewhere: float = 0.0


#: The rows of ``weights.csv`` that are no feature's.
OWN = ("base", "accept", "lead", "rest_scale", "rest_shift")


#: What a best pair leaves open, which counts the more the thinner the registry: its neighbors may be missing.
OPEN = ("concepts_unit_only", "concepts_text_only", "names_text_only", "echelon_near", "number_text_only")


FIRST = ("first_scale", "first_shift", "first_ahead", *(f"first_{name}" for name in OPEN))


@cache
def weights(name: str = "weights.csv") -> Weights:
    """The weights shipped with the package; ``prior.csv`` holds the hand-set ones that learning starts from."""
    text = files("vetting.link").joinpath(name).read_text(encoding="utf-8")
    held = {row["feature"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}
    base, accept, lead, rest_scale, rest_shift = (held[n] for n in OWN)
    values = tuple(held[n] for n in NAMES)
    first = tuple(held[n] for n in FIRST)
    return Weights(base, values, accept, lead, first, (rest_scale, rest_shift), held["elsewhere"])


def probability(logit: float) -> float:
    """The score in [0, 1] of a logit."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def rounded(logit: float) -> float:
    """The score with four decimals, never 1: only the source's own id is certain."""
    return min(round(probability(logit), 4), 0.9999)


def score(
    readings: Iterable[Head], registry: Registry, used: Weights, without: Container[int] = ()
) -> list[Scored]:  # fmt: skip
    """Every unit worth a look, each with its best reading and name form, best first; ``without`` are left out."""
    found: dict[int, tuple[int, Head, float, list[float]]] = {}
    hopes: dict[int, float] = {}
    for head in readings:
        hits = acronym_hits(head, registry)
        meant = {registry.forms[at].unit for at in hits} if head.short_only else frozenset()
        for at in shortlist(head, registry, hits):
            if registry.forms[at].unit in without:
                continue
            if head.short_only and at not in hits and not (registry.above[registry.forms[at].unit] & meant):
                continue
            values = compare(head, at, registry, hits)
            logit = used.base + sum(map(mul, used.values, values))
            unit = registry.forms[at].unit
            hope = logit + (used.values[ONLY_FIT] if covers(values) else 0.0)
            if unit not in hopes or hope > hopes[unit]:
                found[unit] = (at, head, logit, values)
                hopes[unit] = hope
    best = {
        unit: Scored(unit, at, head, logit, tuple(values), forbidden(head, at, values, registry))
        for unit, (at, head, logit, values) in found.items()
    }
    fit = _only_fit([s for s in best.values() if not s.against and covers(s.values)], registry)
    if fit is not None:
        best[fit.unit] = _alone(fit, used)
    ranked = sorted(best.values(), key=by_logit)
    free = [p for p in ranked if not p.against]
    section = _registered_section(free[0], free, registry) if free else None
    if section is not None and section is not free[0] and not section.values[ONLY_FIT]:
        best[section.unit] = _alone(section, used)
        ranked = sorted(best.values(), key=by_logit)
    return ranked


#: Beyond this many logits a lead says no more.
_FAR = 6.0


def free_of(pairs: Sequence[Scored]) -> list[Scored]:
    """The pairs that nothing forbids; where one has the number of the text, those that have none fall behind."""
    free = [p for p in pairs if not p.against]
    bare = AT["number_text_only"]
    if free and free[0].values[bare]:
        kind = (AT["echelon_same"], AT["echelon_near"], AT["superior_same"])
        numbered = [p for p in free if p.values[AT["number_same"]] >= 1.0 and any(p.values[i] for i in kind)]
        if numbered:
            free = [*numbered, *(p for p in free if p not in numbered)]
    return free


def lead_of(pairs: Sequence[Scored], registry: Registry, base: float) -> tuple[Scored | None, float]:
    """The best pair that nothing forbids, and how many logits it is ahead of the next (or of nothing), up to 6."""
    free = free_of(pairs)
    if not free:
        return None, 0.0
    best = free[0]
    owners = registry.above[best.unit]  # a section's own staff is no other reading of it
    behind = [p.logit for p in free[1:] if not (p.unit in owners and p.head.office and not best.head.office)]
    return best, min(best.logit - max([base, *behind[:1]]), _FAR)


def said_of_first(best: Scored, ahead: float) -> tuple[float, ...]:
    """What the odds of a best pair depend on, in the order of ``FIRST``."""
    return (best.logit, 1.0, ahead, *(best.values[AT[name]] for name in OPEN))


def calibrate(pairs: Sequence[Scored], registry: Registry, used: Weights) -> dict[int, float]:
    """Unit → the log-odds that the pair is one unit, knowing which of a head's pairs is the best. Keeps the order."""
    best, ahead = lead_of(pairs, registry, used.base)
    top = _ODDS if best is None else sum(map(mul, used.first, said_of_first(best, ahead)))
    rest_scale, rest_shift = used.rest
    found = {p.unit: min(rest_scale * p.logit + rest_shift, top) for p in pairs}
    if best is not None:
        found[best.unit] = top
    return found


#: Log-odds that nothing exceeds.
_ODDS = 30.0


def by_logit(pair: Scored) -> tuple[float, int]:
    """Best first; of equal ones the first of the registry."""
    return (-pair.logit, pair.unit)


#: How much an acronym must be one to point at a single unit: printed as an alias, or the initials.
_SURE = 0.9


def _only_fit(fits: list[Scored], registry: Registry) -> Scored | None:
    """The unit that fits all that the text says: the only one, the one above all others, or the one that adds least."""
    meant = [p for p in fits if p.values[AT["institution"]]]
    in_full = any(not p.head.office and p.values[AT["whole"]] for p in fits)
    shared = AT["concepts_shared"]
    if meant and any(p.values[AT["whole"]] and p.values[shared] > meant[0].values[shared] for p in fits):
        in_full = True  # the fiscal police is no office of the police
        fits = [p for p in fits if p is not meant[0]]
    if len(meant) == 1 and not (meant[0].head.office and in_full):
        return meant[0]
    if in_full and any(not p.head.office for p in fits):
        fits = [p for p in fits if not p.head.office]  # what the text says in full, not whose office it may be
    exact = [p for p in fits if not p.values[AT["echelon_near"]]]
    fits = exact or fits
    if len(fits) < 2:
        return fits[0] if fits else None
    short = [p for p in fits if p.values[AT["acronym"]] >= _SURE]
    if len(short) == 1:
        return short[0]
    if any(p.values[AT["acronym"]] for p in fits):
        return None
    for choice in (
        [p for p in fits if p.values[AT["whole"]] and not _unsaid(p, registry)],
        [p for p in fits if all(q is p or p.unit in registry.above[q.unit] for q in fits)],
        [p for p in fits if is_tight(p.values) and not (_unsaid(p, registry) and _sisters(p, fits))],
    ):
        if len(choice) == 1:
            return choice[0]
    return None


def _unsaid(pair: Scored, registry: Registry) -> bool:
    """Whether the unit goes by a name of honor that the text does not say, as its sisters go by number or theirs."""
    form = registry.forms[pair.form]
    return bool(form.optional) and not form.optional & {*pair.head.words, *pair.head.context}


def _sisters(pair: Scored, pairs: Iterable[Scored]) -> list[Scored]:
    """Other units that fit the text and differ from it only in number or name."""
    return [p for p in pairs if p is not pair and covers(p.values) and p.values[AT["concepts_unit_only"]] <= LITTLE]


def _alone(pair: Scored, used: Weights) -> Scored:
    values = tuple(1.0 if i == ONLY_FIT else v for i, v in enumerate(pair.values))
    return replace(pair, values=values, logit=pair.logit + used.values[ONLY_FIT])


#: The least score at which a registered section is preferred to the body it belongs to.
_SECTION = 0.03


def judge(named: Named, registry: Registry, used: Weights, top: int, borne_out: str = "") -> tuple[Match, ...]:
    """The matches of one head, claims first, at most ``top`` of them beyond the claims.

    ``borne_out``: the id of the unit that other records of the country give this name (``collective``).
    """
    pairs = score(named.readings, registry, used)
    if not pairs:
        return ()
    open_pairs = free_of(pairs)
    odds = calibrate(pairs, registry, used)
    claim = open_pairs[0] if open_pairs else None
    if claim is not None and registry.units[claim.unit].id == borne_out:
        odds[claim.unit] += used.elsewhere
    reason = ""
    if claim is not None:
        claim = _acronym_below(claim, open_pairs, registry)
        section = _registered_section(claim, open_pairs, registry)
        claim = claim if section is not claim and doubt_of(named, section, registry) else section
        sure = probability(odds[claim.unit]) >= (used.accept if claim is open_pairs[0] else _SECTION)
        reason = doubt_of(named, claim, registry) or _set_apart(claim, open_pairs) if sure else ""
        reason = reason or (_may_be_held(claim, open_pairs, registry) if sure else "")
        if sure or probability(claim.logit) >= used.accept:  # alone it would be one: then its rivals are the reason
            reason = reason or _rivals(claim, open_pairs, registry, used)
        if not sure and not reason:
            claim = None
    out: list[Match] = []
    for pair in pairs[: max(top, 1)]:
        value = rounded(odds[pair.unit])
        unit = registry.units[pair.unit].id
        if pair is claim and not reason:
            out.insert(0, Match(unit, value, "match"))
        else:
            out.append(Match(unit, value, "candidate", reason if pair is claim else pair.against))
    if claim is not None and not reason and not any(m.status == "match" for m in out):
        out.insert(0, Match(registry.units[claim.unit].id, rounded(odds[claim.unit]), "match"))
    return tuple(out[: max(top, 1)])


#: Why an office stays a candidate though its body is known.
HELD = "the registry holds a body of it that does such work"


def _may_be_held(claim: Scored, pairs: Iterable[Scored], registry: Registry) -> str:
    """Why an office of a body is not taken for the body: the registry holds one under it that does the same work."""
    if not claim.head.office:
        return ""
    for pair in pairs:
        work = set(pair.head.name.functions) & set(registry.forms[pair.form].name.functions) - _EVERYWHERE
        under = claim.unit in registry.above[pair.unit] and registry.echelons[pair.unit] in _SECTIONS
        said = set(pair.head.name.functions) - _EVERYWHERE
        foreign = registry.branches[pair.unit] & SERVICES - registry.branches[claim.unit] - pair.head.branches
        under = under and not (foreign or pair.head.office or pair.values[AT["names_unit_only"]])
        if under and 2 * len(work) >= len(said) > 0:
            return HELD
    return ""


#: Words that say no work.
_EVERYWHERE = frozenset({"military", "national", "royal", "general", "defense", "central", "state"})


def _acronym_below(claim: Scored, pairs: Iterable[Scored], registry: Registry) -> Scored:
    """Of two acronyms side by side that are both printed in the registry, the body below: "AHQ DCMA" is the DCMA."""
    if claim.values[AT["acronym"]] < 1.0:
        return claim
    for pair in pairs:
        apart = registry.forms[pair.form].normal != registry.forms[claim.form].normal
        if apart and pair.values[AT["acronym"]] == 1.0 and claim.unit in registry.above[pair.unit]:
            return pair
    return claim


#: Kinds of body that a section is, whichever of them the text calls it.
_SECTIONS = OFFICES | {"division", "agency"}


def _says_all(pair: Scored) -> bool:
    """Whether the unit's name holds all that the text says, light words too: national security is no military one."""
    return covers(pair.values) and not (pair.values[AT["concepts_text_only"]] and pair.values[AT["concepts_unit_only"]])


def _registered_section(claim: Scored, pairs: list[Scored], registry: Registry) -> Scored:
    """An office or section of a body is that body, unless the registry holds the section itself."""
    if not claim.head.office:
        return claim
    for pair in pairs:
        held = claim.unit in registry.above[pair.unit] and not pair.head.office
        held = held and (not pair.values[AT["echelon_near"]] or registry.echelons[pair.unit] in _SECTIONS)
        work = set(pair.head.name.functions) & set(registry.forms[pair.form].name.functions)
        its = set(registry.forms[pair.form].name.functions) - _EVERYWHERE
        alike = _says_all(pair) and 2 * len(work) > len(its)
        said = pair.values[AT["section_same"]] or pair.values[AT["same_text"]] or alike
        if held and said and probability(pair.logit) >= _SECTION:
            return pair
    return claim


def _set_apart(claim: Scored, pairs: Iterable[Scored]) -> str:
    """Why a word left over counts where units go by one name: "X Institute in Jalapa" is none of two X Institutes."""
    value = as_mapping(claim)
    if not value["names_text_only"] or not value["names_shared"] or value["number_same"] or value["acronym"]:
        return ""
    for pair in pairs:
        other = as_mapping(pair)
        alike = other["names_shared"] >= _ALIKE * value["names_shared"] and other["echelon_same"] >= 1.0
        if pair is not claim and alike:
            return "several units go by this name, and the text has a word of its own"
    return ""


#: How much of a claim's shared name another unit must share to go by the same name.
_ALIKE = 0.75


def _rivals(claim: Scored, pairs: list[Scored], registry: Registry, used: Weights) -> str:
    rivals = [p for p in pairs if p is not claim and p.logit > claim.logit - used.lead]
    value = as_mapping(claim)
    if not value["only_fit"] and not any(value[n] for n in (*NAMING, "same_text", "institution")):
        rivals += [p for p in _sisters(claim, pairs) if p not in rivals]
    rivals = [p for p in rivals if not p.head.office or claim.head.office]
    if claim.values[AT["acronym"]] == 1.0:  # "AHQ DCMA": the headquarters printed before its department
        rivals = [p for p in rivals if p.unit not in registry.above[claim.unit]]
    if claim.values[AT["same_text"]]:
        rivals = [p for p in rivals if p.values[AT["same_text"]]]
    if not rivals:
        return ""
    names = [registry.units[p.unit].name for p in (claim, *rivals[:3])]
    more = f" and {len(rivals) - 3} more" if len(rivals) > 3 else ""
    return "ambiguous: " + "; ".join(names) + more
