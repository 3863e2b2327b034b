"""Why a pair with a good score is left to a reviewer: evidence that is too thin, or that says something else."""

from __future__ import annotations

from collections.abc import Mapping

from vetting.link.features import LITTLE, Head, near_echelons
from vetting.link.heads import Named
from vetting.link.readings import PLACED, named_in_brackets
from vetting.link.registry import Form, Registry
from vetting.link.scored import AT, Scored, as_mapping
from vetting.names import parse
from vetting.names.parse import OFFICES, STAFF_WORK

#: Words that say "soldiers" rather than name the armed forces.
_BARE_FORCE = frozenset({"military", "militar", "militares", "militaire"})


#: How much of a generic text and a unit's name must be shared before it can be meant.
_MOSTLY = 0.6


#: Services whose name alone never means one of their units.
_SERVICES = frozenset({"army", "air_force", "navy", "police", "gendarmerie", "national_guard", "coast_guard"})


#: How much of a rare name must be shared to do without number and kind.
_WELL = 0.8


#: Up to here a word is one that nearly any body may have in its name (national, general).
_LIGHTLY = 0.3


#: What can say which of several bodies of a kind is meant.
NAMING = ("names_shared", "number_same", "section_same", "acronym", "superior_same")


#: Of these a country has one that is only called military.
_SCHOOLS = frozenset({"academy", "school", "college"})


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
    held = {role for at in registry.own_forms(pair.unit) for role in registry.forms[at].name.functions}
    return bool(roles) and not roles & held


#: Words that tell no school from another: studies at one are advanced.
_OF_ANY_SCHOOL = frozenset({"advanced", "military", "national", "general", "defense", "central", "operations"})


def _does_more(pair: Scored, registry: Registry) -> bool:
    """Whether the text says what no name of the unit does: the junior staff college is not the staff college."""
    held = {work for at in registry.own_forms(pair.unit) for work in registry.forms[at].name.functions}
    return bool(set(pair.head.name.functions) - held - _OF_ANY_SCHOOL)


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
    own = {b[2:] for b in registry.said[pair.unit] if b.startswith("b:")}
    one_only = bool(form.name.branches) and not (set(form.name.branches) | own) & _ALL_FORCES
    marked = bool(set(form.name.branches) & _MARKED) and not pair.head.branches
    return (joint and one_only) or (marked and (joint or "military" in mine.functions))


#: Kinds of body that an abbreviation of the trade tells apart where the country's own acronyms would allow either.
_FORMATIONS = frozenset({"company", "battalion", "regiment", "brigade", "division"})


def _other_formation(named: Named, pair: Scored, registry: Registry) -> bool:
    """Whether an acronym read by its letters alone would make a brigade of what the trade calls a battalion (BIM)."""
    if not pair.head.short_only or pair.values[AT["acronym"]] == 1.0:
        return False
    said = {parse(named.segment.name, registry.country).echelon, registry.echelons[pair.unit]}
    return len(said & _FORMATIONS) == 2


#: Bodies that are never another under its acronym: "RAF - Military Hospital" is not the RAF.
_OWN_BODIES = frozenset({"hospital", "school", "academy", "college", "base", "barracks", "institute", "university"})


def _is_read_otherwise(form: Form, registry: Registry) -> bool:
    """Whether a unit's short name means another kind of body in the trade: EMA, a school, is a staff elsewhere."""
    own, read = registry.echelons[form.unit], form.name.echelon
    short = " " not in form.normal and bool(form.name.acronyms)
    return short and own in _OWN_BODIES and bool(read) and read != own and not near_echelons(read, own)


#: Bodies that are numbered within the one above them.
_WITHIN = frozenset({"company", "platoon", "battery", "squad"})


#: What a whole service has many of.
_OF_SERVICE = _TROOPS | _OWN_BODIES | {"detachment", "center"}


#: Where troops stand.
_GROUNDS = frozenset({"base", "barracks"})


def _another_body(pair: Scored, registry: Registry, value: Mapping[str, float]) -> str:
    """Why the text may mean another body of the same number or service, or ``""``."""
    kind = pair.head.name.echelon
    whole = registry.levels[pair.unit] in ("service", "force")
    if (
        registry.echelons[pair.unit] in _GROUNDS
        and _TROOPS & set(pair.head.name.echelons[:1])
        and not pair.head.name.roles
    ):
        return "the text names a body of it"  # "Helicopter Squadron Abidjan Air Base" is not the base
    if whole and kind in _OF_SERVICE and not (pair.head.office or value["acronym"]):
        return "the text names a body of the service"
    says_more = value["concepts_unit_only"] > LITTLE and not (value["names_shared"] or value["acronym"])
    if kind in _WITHIN and value["number_same"] and says_more and not value["superior_same"]:
        return "the number may count within another body"
    return ""


def _serial(form: Form) -> bool:
    """Whether the number only counts bodies of one name: ``Bataillon Laafi 7`` is one of several Laafi battalions."""
    said = form.normal.split(" ")
    return len(said) > 1 and said[-1].isdecimal() and said[-2] in form.words


def _is_service(head: Head) -> bool:
    """Whether a service is all that the reading says, an office left out or not."""
    name = head.name
    said = name.echelon not in ("", "service", "force") or name.numbers or head.words or name.section
    return (
        bool(_SERVICES & set(name.branches))
        and not said
        and not set(name.functions) - {"military", "national", "royal"}
    )


#: Why what stands beside an unregistered body is no claim.
BESIDE = "a body that the registry does not hold is printed beside it"


def doubt_of(named: Named, pair: Scored, registry: Registry) -> str:
    """Why the pair's own evidence is too thin for a match, or ``""``."""
    value = as_mapping(pair)
    adviser = pair.head.name.roles and not _BARE_FORCE.isdisjoint(pair.head.normal.split(" "))
    if registry.levels[pair.unit] == "force" and (adviser or pair.head.normal in _BARE_FORCE):
        return "the text is generic"
    if registry.forms[pair.form].partial and not any(
        value[n] for n in ("superior_same", "number_same", "names_shared", "branch_same")
    ):
        return "the text leaves out whose it is"
    exact = value["same_text"] and registry.levels[pair.unit] == "unit"
    if named.beside_unknown and not value["acronym"] and not exact:
        return BESIDE
    if value["same_text"] == 1.0 or value["institution"]:
        return ""
    if pair.head.institution >= 0 and pair.head.institution != pair.unit and not value["acronym"]:
        return "the text names a whole service"
    partly = not value["acronym"] and (value["names_text_only"] or not value["names_shared"])
    if named.by_name and partly and not (value["number_same"] or value["section_same"] or pair.head.concepts):
        return "only part of the name agrees"
    if not value["acronym"] and _is_read_otherwise(registry.forms[pair.form], registry):
        return "the kinds of body differ"
    if named.by_name and not value["acronym"] and registry.forms[pair.form].name.echelon in PLACED:
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
    bearer = named_in_brackets(named.segments, named.at, registry)
    if bearer not in (None, pair.unit) and not any(value[n] for n in NAMING):
        return "the name in brackets is another unit's"
    if named.by_name and value["names_unit_only"] and not value["acronym"]:
        return "only part of the name agrees"
    if _other_formation(named, pair, registry):
        return "the kinds of body differ"
    naming = any(value[n] for n in NAMING)
    kind = head.name.echelon
    if registry.echelons[pair.unit] in PLACED and (head.context or head.name.behind) and not naming:
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
    if kind in _OWN_BODIES and value["concepts_text_only"] > LITTLE and not naming and _does_more(pair, registry):
        return "the text says something that the unit's name does not"
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
