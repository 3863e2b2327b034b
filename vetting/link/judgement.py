"""From scores to claims: which pair is a match, and why a likely one stays a candidate."""

from __future__ import annotations

import csv
import math
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from operator import mul

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
    where_conflict,
)
from vetting.link.heads import Named
from vetting.link.registry import Form, Registry
from vetting.model import Match
from vetting.names import parse
from vetting.names.parse import OFFICES, STAFF_WORK

_AT = {name: i for i, name in enumerate(NAMES)}


@dataclass(frozen=True, slots=True)
class Weights:
    """The learned weights (``weights.csv``): one per feature, a base, the least score and lead of a match.

    ``first`` (scale, shift, points per logit ahead of the next, and for each feature of ``OPEN``) and ``rest`` (scale,
    shift) turn the sum of a head's best pair, and of its others, into the log-odds with which such a pair was right
    among the labels.
    """

    base: float
    values: tuple[float, ...]
    accept: float
    lead: float
    first: tuple[float, ...] = (1.0, 0.0, 0.0)
    rest: tuple[float, float] = (1.0, 0.0)


#: The rows of ``weights.csv`` that are no feature's.
OWN = ("base", "accept", "lead", "rest_scale", "rest_shift")
#: What a best pair leaves open, which counts the more the thinner the registry: its neighbors may be missing.
OPEN = ("concepts_unit_only", "concepts_text_only", "names_text_only", "echelon_near", "number_text_only")
FIRST = ("first_scale", "first_shift", "first_ahead", *(f"first_{name}" for name in OPEN))


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit's best pair with a head: position of the unit and form, the reading, its logit and feature values.

    ``against`` is what forbids a match whatever the score, once ``score`` has looked.
    """

    unit: int
    form: int
    head: Head
    logit: float
    values: tuple[float, ...]
    against: str = ""


@cache
def weights(name: str = "weights.csv") -> Weights:
    """The weights shipped with the package; ``prior.csv`` holds the hand-set ones that learning starts from."""
    text = files("vetting.link").joinpath(name).read_text(encoding="utf-8")
    held = {row["feature"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}
    base, accept, lead, rest_scale, rest_shift = (held[n] for n in OWN)
    values = tuple(held[n] for n in NAMES)
    return Weights(base, values, accept, lead, tuple(held[n] for n in FIRST), (rest_scale, rest_shift))


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
    best: dict[int, Scored] = {}
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
            held = best.get(unit)
            hope = logit + (used.values[ONLY_FIT] if covers(values) else 0.0)
            if held is None or hope > hopes[unit]:
                best[unit] = Scored(unit, at, head, logit, tuple(values))
                hopes[unit] = hope
    for unit, pair in best.items():
        against = conflict(pair, registry)
        if against:
            best[unit] = replace(pair, against=against)
    fit = _only_fit([s for s in best.values() if not s.against and covers(s.values)], registry)
    if fit is not None:
        best[fit.unit] = _alone(fit, used)
    ranked = sorted(best.values(), key=_by_logit)
    free = [p for p in ranked if not p.against]
    section = _registered_section(free[0], free, registry) if free else None
    if section is not None and section is not free[0] and not section.values[ONLY_FIT]:
        best[section.unit] = _alone(section, used)
        ranked = sorted(best.values(), key=_by_logit)
    return ranked


#: Beyond this many logits a lead says no more.
_FAR = 6.0


def free_of(pairs: Sequence[Scored]) -> list[Scored]:
    """The pairs that nothing forbids; where one has the number of the text, those that have none fall behind."""
    free = [p for p in pairs if not p.against]
    bare = _AT["number_text_only"]
    if free and free[0].values[bare]:
        kind = (_AT["echelon_same"], _AT["echelon_near"], _AT["superior_same"])
        numbered = [p for p in free if p.values[_AT["number_same"]] >= 1.0 and any(p.values[i] for i in kind)]
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
    return (best.logit, 1.0, ahead, *(best.values[_AT[name]] for name in OPEN))


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


def _by_logit(pair: Scored) -> tuple[float, int]:
    return (-pair.logit, pair.unit)


#: How much an acronym must be one to point at a single unit: printed as an alias, or the initials.
_SURE = 0.9


def _only_fit(fits: list[Scored], registry: Registry) -> Scored | None:
    """The unit that fits all that the text says: the only one, the one above all others, or the one that adds least."""
    meant = [p for p in fits if p.values[_AT["institution"]]]
    in_full = any(not p.head.office and p.values[_AT["whole"]] for p in fits)
    shared = _AT["concepts_shared"]
    if meant and any(p.values[_AT["whole"]] and p.values[shared] > meant[0].values[shared] for p in fits):
        in_full = True  # the fiscal police is no office of the police
        fits = [p for p in fits if p is not meant[0]]
    if len(meant) == 1 and not (meant[0].head.office and in_full):
        return meant[0]
    if in_full and any(not p.head.office for p in fits):
        fits = [p for p in fits if not p.head.office]  # what the text says in full, not whose office it may be
    exact = [p for p in fits if not p.values[_AT["echelon_near"]]]
    fits = exact or fits
    if len(fits) < 2:
        return fits[0] if fits else None
    short = [p for p in fits if p.values[_AT["acronym"]] >= _SURE]
    if len(short) == 1:
        return short[0]
    if any(p.values[_AT["acronym"]] for p in fits):
        return None
    for choice in (
        [p for p in fits if p.values[_AT["whole"]] and not _unsaid(p, registry)],
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
    if where_conflict(head, pair.unit, registry):
        return "one is elsewhere by its name"
    if branch_conflict(head, registry.branches[pair.unit]):
        return "the services differ"
    short = (pair.values[_AT["acronym"]] and not head.name.echelon) or pair.values[_AT["institution"]]
    if "ship" in (head.name.echelon, form.name.echelon) and head.name.echelon != form.name.echelon and not short:
        return "one is a ship"
    if "ship" in head.name.echelons and head.words and "ship" not in form.name.echelons:
        return "one is a ship"  # "BRP Emilio Jacinto, Offshore Combat Force" is the ship
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
#: Up to here a word is one that nearly any body may have in its name (national, general).
_LIGHTLY = 0.3
#: What can say which of several bodies of a kind is meant.
_NAMING = ("names_shared", "number_same", "section_same", "acronym", "superior_same")
#: Of these a country has one that is only called military.
_SCHOOLS = frozenset({"academy", "school", "college"})
#: Bodies named after where they stand: the place alone does not name them.
_PLACED = frozenset({"delegation", "base", "barracks", "hospital", "zone", "fleet"})


#: Arms whose battalions are numbered each on its own; those in one set are taken for each other.
_ARMS = (
    frozenset({"infantry", "mechanized", "motorized", "airborne", "jungle", "mountain", "ranger", "commando", "light",
               "special_forces", "rapid_reaction", "intervention", "rifles", "marine", "peacekeeping"}),
    frozenset({"armor", "cavalry", "reconnaissance", "mechanized", "motorized"}),
    frozenset({"artillery", "air_defense", "mortar"}),
    frozenset({"engineer", "construction", "bridge", "demining"}),
    frozenset({"signal", "electronic_warfare", "cyber"}),
    frozenset({"logistics", "transport", "supply", "maintenance", "support", "medical", "ordnance"}),
    frozenset({"military_police"}), frozenset({"intelligence", "reconnaissance"}), frozenset({"training"}),
    frozenset({"aviation", "helicopter"}),
)  # fmt: skip


def _other_arm(head: Head, form: Form) -> bool:
    """Whether text and unit give arms, and none of them can be the same."""
    mine = [arms for arms in _ARMS if arms & set(head.name.functions)]
    theirs = [arms for arms in _ARMS if arms & set(form.name.functions)]
    return bool(mine and theirs) and not any(arms in theirs for arms in mine)


#: Work that a formation's number does not carry over: Mobile Brigade 16 is not the 16th Brigade, nor the 1st Military
#: Intelligence Brigade the 1st Brigade. Infantry is what a formation is where nothing is said.
_ROLES = frozenset({
    "special_forces", "commando", "counter_terror", "public_order", "riverine", "airborne", "marine_infantry",
    "counter_narcotics", "antinarcotics", "intervention", "special_intervention",
    "rapid_reaction", "presidential", "marine",
}).union(*(arms for arms in _ARMS if "infantry" not in arms))  # fmt: skip


def _other_role(pair: Scored, registry: Registry) -> bool:
    """Whether the text gives a role of its own that no name of the unit has."""
    roles = _ROLES & set(pair.head.name.functions)
    held = {role for form in registry.forms if form.unit == pair.unit for role in form.name.functions}
    return bool(roles) and not roles & held


#: Bodies of troops of one arm, of which a country may have more than are registered.
_TROOPS = frozenset({"company", "battery", "squadron", "battalion", "regiment", "brigade", "group", "wing", "division"})
#: Services that a name which leaves them out is not taken to belong to, as it is to the army.
_MARKED = frozenset({"police", "gendarmerie", "coast_guard", "border_guard", "prison", "customs"})
_ALL_FORCES = frozenset({"joint", "armed_forces"})


def _other_hands(pair: Scored, registry: Registry) -> bool:
    """Whether one of the two says gendarmerie, say, or the armed forces as a whole, and the other nothing like it."""
    mine, form = pair.head.name, registry.forms[pair.form]
    theirs = registry.branches[pair.unit] | {b[2:] for b in registry.known[pair.unit] if b.startswith("b:")}
    if set(mine.branches) & _MARKED and not theirs & (set(mine.branches) | _MARKED):
        return True
    joint = bool(set(mine.branches) & _ALL_FORCES or "defense" in mine.functions) and not pair.head.branches
    joint = joint and "f:defense" not in registry.said[pair.unit]
    one_only = bool(form.name.branches) and not (set(form.name.branches) | theirs) & _ALL_FORCES
    marked = bool(set(form.name.branches) & _MARKED) and not pair.head.branches
    return (joint and one_only) or (marked and (joint or "military" in mine.functions))


#: Kinds of body that an abbreviation of the trade tells apart where the country's own acronyms would allow either.
_FORMATIONS = frozenset({"company", "battalion", "regiment", "brigade", "division"})


def _other_formation(named: Named, pair: Scored, registry: Registry) -> bool:
    """Whether an acronym read by its letters alone would make a brigade of what the trade calls a battalion (BIM)."""
    if not pair.head.short_only or pair.values[_AT["acronym"]] == 1.0:
        return False
    said = {parse(named.segment.name, registry.country).echelon, registry.echelons[pair.unit]}
    return len(said & _FORMATIONS) == 2


#: Bodies that are never another under its acronym: "RAF - Military Hospital" is not the RAF.
_OWN_BODIES = frozenset({"hospital", "school", "academy", "college", "base", "barracks", "institute", "university"})


#: Bodies that are numbered within the one above them.
_WITHIN = frozenset({"company", "platoon", "battery", "squad"})
#: What a whole service has many of.
_OF_SERVICE = _TROOPS | _OWN_BODIES | {"detachment", "center"}


def _another_body(pair: Scored, registry: Registry, value: Mapping[str, float]) -> str:
    """Why the text may mean another body of the same number or service, or ``""``."""
    kind = pair.head.name.echelon
    whole = registry.levels[pair.unit] in ("service", "force")
    if whole and kind in _OF_SERVICE and not (pair.head.office or value["acronym"]):
        return "the text names a body of the service"
    says_more = value["concepts_unit_only"] > LITTLE and not (value["names_shared"] or value["acronym"])
    if kind in _WITHIN and value["number_same"] and says_more and not value["superior_same"]:
        return "the number may count within another body"
    return ""


def _serial(form: Form) -> bool:
    """Whether the number only counts bodies of one name: ``Bataillon Laafi 7`` is one of several Laafi battalions."""
    said = form.normal.split(" ")
    return len(said) > 1 and said[-1].isdigit() and said[-2] in form.words


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
        value[n] for n in ("superior_same", "number_same", "names_shared", "branch_same")
    ):
        return "the text leaves out whose it is"
    exact = value["same_text"] and registry.levels[pair.unit] == "unit"
    if named.beside_unknown and not value["acronym"] and not exact:
        return "a body that the registry does not hold is printed beside it"
    if value["same_text"] == 1.0 or value["institution"]:
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
    head_kind = pair.head.name.echelon
    own = value["concepts_text_only"] > LITTLE or head_kind in _OWN_BODIES
    if value["echelon_other"] and value["acronym"] and own:
        return "the kinds of body differ"  # "DHQ Medical Center" is a body of the headquarters
    shared = any(registry.shared_word(w) for w in pair.head.words) and not value["number_same"]
    if named.by_name and not value["acronym"] and shared:
        return "the text may be only a place"
    head = pair.head
    if not (head.concepts or head.words or head.acronyms or head.name.numbers or value["section_same"]):
        return "the text is generic"
    if _is_service(head) and registry.levels[pair.unit] == "unit" and not value["acronym"]:
        return "the text names a whole service"
    if named.by_name and value["names_unit_only"] and not value["acronym"]:
        return "only part of the name agrees"
    if _other_formation(named, pair, registry):
        return "the kinds of body differ"
    naming = any(value[n] for n in _NAMING)
    kind = head.name.echelon
    if registry.echelons[pair.unit] in _PLACED and (head.context or head.name.behind) and not naming:
        return "the text gives a place that the unit's name does not"
    if registry.echelons[pair.unit] == "unit" and kind not in ("unit", "", "force", "service") and not naming:
        return "the kinds of body differ"
    if value["names_unit_only"] and not naming:
        return "the text leaves out the unit's own name"
    if kind in OFFICES and registry.echelons[pair.unit] == "agency" and not (naming or head.branches or head.words):
        return "the text is generic"
    named_well = value["acronym"] or value["names_shared"] >= _WELL
    if value["number_unit_only"] and not value["echelon_same"] and not named_well:
        return "the text gives neither number nor kind of body"
    called = value["names_shared"] and not value["names_text_only"] and not _serial(registry.forms[pair.form])
    if value["number_unit_only"] and not (value["acronym"] == 1.0 or called):
        return "the text gives no number, and the unit has one"
    if value["number_text_only"]:
        return "the text gives a number that the unit does not have"
    if 0.0 < value["number_same"] < 1.0 and not value["acronym"]:
        return "the text gives another number too"
    if value["number_same"] and not value["acronym"] and _other_arm(head, registry.forms[pair.form]):
        return "the arms differ"
    other = _another_body(pair, registry, value)
    if other:
        return other
    its_own = bool(value["names_unit_only"]) or value["concepts_unit_only"] > LITTLE
    apart = value["concepts_text_only"] > LITTLE and its_own and not value["names_shared"]
    if value["number_same"] and apart and not value["acronym"]:
        return "each says something that the other does not"
    if (value["number_same"] or not naming) and not value["acronym"] and _other_role(pair, registry):
        return "the text gives a role that the unit's name does not"
    if value["echelon_near"] and value["names_text_only"] and value["concepts_unit_only"] > LITTLE and not named_well:
        return "each says something that the other does not"
    if value["echelon_near"] and value["concepts_unit_only"] > LITTLE and not naming:
        return "the unit's name says more, of another kind of body"
    if _other_hands(pair, registry):
        return "only one of the two says whose it is"
    if min(value["concepts_text_only"], value["concepts_unit_only"]) > _LIGHTLY and not naming:
        return "each says something that the other does not"
    schooled = kind in _SCHOOLS and value["only_fit"] and "military" in head.name.functions
    fitting = value["whole"] or schooled or (value["only_fit"] and value["overlap"] >= _MOSTLY)
    arm = bool(head.name.functions) and not (kind or head.branches or head.words or head.name.numbers or naming)
    if arm and registry.echelons[pair.unit] in _TROOPS:
        return "the text is generic"  # "Artillery" is no artillery regiment
    working = bool(head.name.functions) and not (kind or head.branches or head.words or head.name.section)
    if working and set(head.name.functions) <= STAFF_WORK and not value["acronym"]:
        return "the text is generic"  # "Medical", "Lawyer"
    if named.level == "none" and not fitting and not value["acronym"] and not head.superiors:
        return "the text is generic"
    return ""


def judge(named: Named, registry: Registry, used: Weights, top: int) -> tuple[Match, ...]:
    """The matches of one head, claims first, at most ``top`` of them beyond the claims."""
    pairs = score(named.readings, registry, used)
    if not pairs:
        return ()
    open_pairs = free_of(pairs)
    odds = calibrate(pairs, registry, used)
    claim = open_pairs[0] if open_pairs else None
    reason = ""
    if claim is not None:
        claim = _acronym_below(claim, open_pairs, registry)
        section = _registered_section(claim, open_pairs, registry)
        claim = claim if section is not claim and _doubt(named, section, registry) else section
        sure = probability(odds[claim.unit]) >= (used.accept if claim is open_pairs[0] else _SECTION)
        reason = _doubt(named, claim, registry) or _set_apart(claim, open_pairs) if sure else ""
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


def _may_be_held(claim: Scored, pairs: Iterable[Scored], registry: Registry) -> str:
    """Why an office of a body is not taken for the body: the registry holds one under it that does the same work."""
    if not claim.head.office:
        return ""
    for pair in pairs:
        work = set(pair.head.name.functions) & set(registry.forms[pair.form].name.functions) - _EVERYWHERE
        under = claim.unit in registry.above[pair.unit] and registry.echelons[pair.unit] in _SECTIONS
        said = set(pair.head.name.functions) - _EVERYWHERE
        if (
            under
            and not pair.head.office
            and 2 * len(work) >= len(said) > 0
            and not pair.values[_AT["names_unit_only"]]
        ):
            return "the registry holds a body of it that does such work"
    return ""


#: Words that say no work.
_EVERYWHERE = frozenset({"military", "national", "royal", "general", "defense", "central", "state"})


def _acronym_below(claim: Scored, pairs: Iterable[Scored], registry: Registry) -> Scored:
    """Of two acronyms side by side that are both printed in the registry, the body below: "AHQ DCMA" is the DCMA."""
    if claim.values[_AT["acronym"]] < 1.0:
        return claim
    for pair in pairs:
        apart = registry.forms[pair.form].normal != registry.forms[claim.form].normal
        if apart and pair.values[_AT["acronym"]] == 1.0 and claim.unit in registry.above[pair.unit]:
            return pair
    return claim


#: Kinds of body that a section is, whichever of them the text calls it.
_SECTIONS = OFFICES | {"division", "agency"}


def _says_all(pair: Scored) -> bool:
    """Whether the unit's name holds all that the text says, light words too: national security is no military one."""
    return covers(pair.values) and not (
        pair.values[_AT["concepts_text_only"]] and pair.values[_AT["concepts_unit_only"]]
    )


def _registered_section(claim: Scored, pairs: list[Scored], registry: Registry) -> Scored:
    """An office or section of a body is that body, unless the registry holds the section itself."""
    if not claim.head.office:
        return claim
    for pair in pairs:
        held = claim.unit in registry.above[pair.unit] and not pair.head.office
        held = held and (not pair.values[_AT["echelon_near"]] or registry.echelons[pair.unit] in _SECTIONS)
        work = set(pair.head.name.functions) & set(registry.forms[pair.form].name.functions)
        said = pair.values[_AT["section_same"]] or pair.values[_AT["same_text"]] or (work and _says_all(pair))
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
    if not value["only_fit"] and not any(value[n] for n in (*_NAMING, "same_text", "institution")):
        rivals += [p for p in _sisters(claim, pairs) if p not in rivals]
    rivals = [p for p in rivals if not p.head.office or claim.head.office]
    if claim.values[_AT["acronym"]] == 1.0:  # "AHQ DCMA": the headquarters printed before its department
        rivals = [p for p in rivals if p.unit not in registry.above[claim.unit]]
    if claim.values[_AT["same_text"]]:
        rivals = [p for p in rivals if p.values[_AT["same_text"]]]
    if not rivals:
        return ""
    names = [registry.units[p.unit].name for p in (claim, *rivals[:3])]
    more = f" and {len(rivals) - 3} more" if len(rivals) > 3 else ""
    return "ambiguous: " + "; ".join(names) + more
