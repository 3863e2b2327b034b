"""From scores to claims: which pair is a match, and why a likely one stays a candidate."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from vetting.link.candidates import shortlist
from vetting.link.features import (
    LITTLE,
    NAMES,
    ONLY_FIT,
    Head,
    acronym_hits,
    branch_conflict,
    compare,
    covers,
    is_tight,
    number_conflict,
    section_conflict,
)
from vetting.link.heads import Named
from vetting.link.registry import Registry
from vetting.model import Match

_AT = {name: i for i, name in enumerate(NAMES)}


@dataclass(frozen=True, slots=True)
class Weights:
    """The learned weights (``weights.csv``): one per feature, a base, the least score and lead of a match."""

    base: float
    values: tuple[float, ...]
    accept: float
    lead: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit's best pair with a head: position of the unit and form, the reading, its logit and feature values."""

    unit: int
    form: int
    head: Head
    logit: float
    values: tuple[float, ...]


@cache
def weights(name: str = "weights.csv") -> Weights:
    """The weights shipped with the package; ``prior.csv`` holds the hand-set ones that learning starts from."""
    text = files("vetting.link").joinpath(name).read_text(encoding="utf-8")
    held = {row["feature"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}
    return Weights(held["base"], tuple(held[n] for n in NAMES), held["accept"], held["lead"])


def probability(logit: float) -> float:
    """The score in [0, 1] of a logit."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def rounded(logit: float) -> float:
    """The score with four decimals, never 1: only the source's own id is certain."""
    return min(round(probability(logit), 4), 0.9999)


def score(readings: Iterable[Head], registry: Registry, used: Weights) -> list[Scored]:
    """Every unit worth a look, each with its best reading and name form, best first."""
    best: dict[int, Scored] = {}
    hopes: dict[int, float] = {}
    for head in readings:
        hits = acronym_hits(head, registry)
        for at in shortlist(head, registry, hits):
            values = compare(head, at, registry, hits)
            logit = used.base + sum(w * v for w, v in zip(used.values, values, strict=True) if v)
            unit = registry.forms[at].unit
            held = best.get(unit)
            hope = logit + (used.values[ONLY_FIT] if covers(values) else 0.0)
            if held is None or hope > hopes[unit]:
                best[unit] = Scored(unit, at, head, logit, tuple(values))
                hopes[unit] = hope
    fit = _only_fit([s for s in best.values() if covers(s.values) and not conflict(s, registry)], registry)
    if fit is not None:
        best[fit.unit] = _alone(fit, used)
    ranked = sorted(best.values(), key=_by_logit)
    free = [p for p in ranked if not conflict(p, registry)]
    section = _registered_section(free[0], free, registry) if free else None
    if section is not None and section is not free[0] and not section.values[ONLY_FIT]:
        best[section.unit] = _alone(section, used)
        ranked = sorted(best.values(), key=_by_logit)
    return ranked


def _by_logit(pair: Scored) -> tuple[float, int]:
    return (-pair.logit, pair.unit)


def _only_fit(fits: list[Scored], registry: Registry) -> Scored | None:
    """The unit that fits all that the text says: the only one, the one above all others, or the one that adds least."""
    exact = [p for p in fits if not p.values[_AT["echelon_near"]]]
    fits = exact or fits
    if len(fits) < 2:
        return fits[0] if fits else None
    if any(p.values[_AT["acronym"]] for p in fits):
        return None
    for choice in (
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
    return [p for p in pairs if p is not pair and covers(p.values) and p.values[_AT["concepts_unit_only"]] <= LITTLE]


def _alone(pair: Scored, used: Weights) -> Scored:
    values = tuple(1.0 if i == ONLY_FIT else v for i, v in enumerate(pair.values))
    return replace(pair, values=values, logit=pair.logit + used.values[ONLY_FIT])


def as_mapping(pair: Scored) -> Mapping[str, float]:
    """Feature name → value."""
    return dict(zip(NAMES, pair.values, strict=True))


def conflict(pair: Scored, registry: Registry) -> str:
    """What forbids a match whatever the score, or ``""``."""
    form, head = registry.forms[pair.form], pair.head
    if number_conflict(head, form, registry):
        return "the unit numbers differ"
    if section_conflict(head, form):
        return "the staff sections differ"
    if branch_conflict(head, registry.branches[pair.unit]):
        return "the services differ"
    if "ship" in (head.name.echelon, form.name.echelon) and head.name.echelon != form.name.echelon:
        return "one is a ship"
    if pair.values[_AT["abroad"]]:
        return "the text names another country"
    return ""


#: Words that say "soldiers" rather than name the armed forces.
_BARE_FORCE = frozenset({"military", "militar", "militares", "militaire"})
#: How much of a generic text and a unit's name must be shared before it can be meant.
_MOSTLY = 0.6
#: The least score at which a registered section is preferred to the body it belongs to.
_SECTION = 0.03
#: Services whose name alone never means one of their units.
_SERVICES = frozenset({"army", "air_force", "navy", "police", "gendarmerie", "national_guard", "coast_guard"})
#: How much of a rare name must be shared to do without number and kind.
_WELL = 0.8
#: What can say which of several bodies of a kind is meant.
_NAMING = ("names_shared", "number_same", "section_same", "acronym", "superior_same")
#: Bodies named after where they stand: the place alone does not name them.
_PLACED = frozenset({"delegation", "base", "barracks", "hospital", "zone", "fleet"})


def _is_service(head: Head) -> bool:
    """Whether a service is all that the reading says, an office left out or not."""
    name = head.name
    said = name.echelon not in ("", "service", "force") or name.numbers or head.words or name.section
    return (
        bool(_SERVICES & set(name.branches))
        and not said
        and not set(name.functions) - {"military", "national", "royal"}
    )


def _doubt(named: Named, pair: Scored, registry: Registry) -> str:
    """Why the pair's own evidence is too thin for a match, or ``""``."""
    value = as_mapping(pair)
    if registry.levels[pair.unit] == "force" and pair.head.normal in _BARE_FORCE:
        return "the text is generic"
    if registry.forms[pair.form].partial and not any(
        value[n] for n in ("superior_same", "number_same", "names_shared")
    ):
        return "the text leaves out whose it is"
    if named.beside_unknown and not value["acronym"]:
        return "a body that the registry does not hold is printed beside it"
    if value["same_text"] or value["institution"]:
        return ""
    if pair.head.institution >= 0 and pair.head.institution != pair.unit and not value["acronym"]:
        return "the text names a whole service"
    partly = not value["acronym"] and (value["names_text_only"] or not value["names_shared"])
    if named.by_name and partly and not (value["number_same"] or value["section_same"] or pair.head.concepts):
        return "only part of the name agrees"
    if named.by_name and not value["acronym"] and registry.forms[pair.form].name.echelon in _PLACED:
        return "the text may be only a place"
    if value["echelon_other"] and not (value["acronym"] or value["section_same"]):
        return "the kinds of body differ"
    if named.by_name and not value["acronym"] and any(registry.shared_word(w) for w in pair.head.words):
        return "the text may be only a place"
    head = pair.head
    if not (head.concepts or head.words or head.acronyms or head.name.numbers or value["section_same"]):
        return "the text is generic"
    if _is_service(head) and registry.levels[pair.unit] == "unit" and not value["acronym"]:
        return "the text names a whole service"
    if named.by_name and value["names_unit_only"] and not value["acronym"]:
        return "only part of the name agrees"
    naming = any(value[n] for n in _NAMING)
    kind = head.name.echelon
    if registry.echelons[pair.unit] == "unit" and kind not in ("unit", "", "force", "service") and not naming:
        return "the kinds of body differ"
    if value["names_unit_only"] and not naming:
        return "the text leaves out the unit's own name"
    named_well = value["acronym"] or value["names_shared"] >= _WELL
    if value["number_unit_only"] and not value["echelon_same"] and not named_well:
        return "the text gives neither number nor kind of body"
    if value["number_text_only"]:
        return "the text gives a number that the unit does not have"
    fitting = value["whole"] or (value["only_fit"] and value["overlap"] >= _MOSTLY)
    if named.level == "none" and not fitting and not value["acronym"]:
        return "the text is generic"
    return ""


def judge(named: Named, registry: Registry, used: Weights, top: int) -> tuple[Match, ...]:
    """The matches of one head, claims first, at most ``top`` of them beyond the claims."""
    pairs = score(named.readings, registry, used)
    if not pairs:
        return ()
    open_pairs = [p for p in pairs if not conflict(p, registry)]
    claim = open_pairs[0] if open_pairs else None
    reason = ""
    if claim is not None:
        claim = _registered_section(claim, open_pairs, registry)
        if probability(claim.logit) < (_SECTION if claim is not open_pairs[0] else used.accept):
            claim = None
        else:
            reason = _doubt(named, claim, registry) or _rivals(claim, open_pairs, registry, used)
    out: list[Match] = []
    for pair in pairs[: max(top, 1)]:
        value = rounded(pair.logit)
        unit = registry.units[pair.unit].id
        if pair is claim and not reason:
            out.insert(0, Match(unit, value, "match"))
        else:
            out.append(Match(unit, value, "candidate", reason if pair is claim else conflict(pair, registry)))
    if claim is not None and not reason and not any(m.status == "match" for m in out):
        out.insert(0, Match(registry.units[claim.unit].id, rounded(claim.logit), "match"))
    return tuple(out[: max(top, 1)])


def _registered_section(claim: Scored, pairs: list[Scored], registry: Registry) -> Scored:
    """An office or section of a body is that body, unless the registry holds the section itself."""
    if not claim.head.office:
        return claim
    for pair in pairs:
        held = claim.unit in registry.above[pair.unit] and not pair.head.office
        work = set(pair.head.name.functions) & set(registry.forms[pair.form].name.functions)
        said = pair.values[_AT["section_same"]] or pair.values[_AT["same_text"]] or (work and covers(pair.values))
        if held and said and probability(pair.logit) >= _SECTION:
            return pair
    return claim


def _rivals(claim: Scored, pairs: list[Scored], registry: Registry, used: Weights) -> str:
    rivals = [p for p in pairs if p is not claim and p.logit > claim.logit - used.lead]
    value = as_mapping(claim)
    if not value["only_fit"] and not any(value[n] for n in (*_NAMING, "same_text", "institution")):
        rivals += [p for p in _sisters(claim, pairs) if p not in rivals]
    rivals = [p for p in rivals if not p.head.office or claim.head.office]
    if claim.values[_AT["same_text"]]:
        rivals = [p for p in rivals if p.values[_AT["same_text"]]]
    if not rivals:
        return ""
    names = [registry.units[p.unit].name for p in (claim, *rivals[:3])]
    more = f" and {len(rivals) - 3} more" if len(rivals) > 3 else ""
    return "ambiguous: " + "; ".join(names) + more
