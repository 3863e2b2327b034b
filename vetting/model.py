"""Every noun of the glossary as a frozen record. No reading, no writing, no clock.

Countries are ISO 3166-1 alpha-3, ``""`` where none is known. A blank text is ``""``; ``None`` means that the fact
is not known or, where the field says so, that the source cannot hold it. Every record that came from a file carries
its ``source``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from vetting.period import Extent, ImpreciseDate, Period, Timing, Truth


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where a record stands: file name without folders, 1-based line of the unpacked text (header = 1), page, url."""

    file: str
    line: int
    page: str = ""
    url: str = ""


#: The kind of the one input that is no file: the provisional registry, which the program makes from the others.
MADE_HERE = "registry"


@dataclass(frozen=True, slots=True)
class InputFile:
    """One imported file: its name, format, hash of the bytes as given, and what became of its rows."""

    name: str
    kind: str
    dataset: str
    sha256: str
    rows: int
    records: int
    problems: int
    encoding: str
    newest_date: date | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that is not a record, kept and counted. ``value`` is the offending text, ``row`` the whole row as read."""

    source: SourceRef
    column: str
    value: str
    reason: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """An organized body of a security force with a place in a command chain.

    ``level``: unit, service (one branch: army, national police) or force (several or all). ``echelon``, ``branch``
    and ``kind`` are the source's words or blank. ``existence`` is first and last *cited* unless the source says start
    or end. A ``placeholder`` is implied but unnamed: it may stand in a chain, is never matched and never a perpetrator.
    """

    id: str
    country: str
    name: str
    source: SourceRef
    aliases: tuple[str, ...] = ()
    level: str = "unit"
    echelon: str = ""
    branch: str = ""
    kind: str = ""
    classification: tuple[str, ...] = ()
    existence: Period = Period(begin_real=False, end_real=False)
    headquarters: str = ""
    placeholder: bool = False
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A dated tie between two units. ``kind``: subordinate (``unit_id`` under ``other_id``: command),

    administrative (the same, outside the command chain), member (of a joint operation) or successor (``unit_id``
    follows ``other_id``).
    """

    kind: str
    unit_id: str
    other_id: str
    period: Period
    source: SourceRef


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whom a source names for an incident: always "alleged".

    ``printed`` is the source's own string, ``normalized`` a curated form (no proof that two names are one unit),
    ``unit_id`` the id that the source itself gives. ``level``: unit, service, force or none (nobody named).
    ``superiors`` run from the nearest upward, as printed.
    """

    printed: str
    normalized: str = ""
    unit_id: str = ""
    level: str = "unit"
    force: str = ""
    superiors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Determination:
    """A recorded U.S. determination that steps were taken. ``by``: dod, state or blank."""

    by: str = ""
    date: ImpreciseDate | None = None
    reported_to_congress: bool | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """A publicly documented allegation of acts that may violate human rights.

    ``violation_words`` are the source's, ``violation_codes`` those of law.md section 6. ``credibility``: high, medium,
    low, refuted or blank, rating the attribution to the unit. ``remediation_status`` uses the words of
    facts.schema.json. Victims are never named.
    """

    id: str
    country: str
    period: Period
    extent: Extent
    attributions: tuple[Attribution, ...]
    source: SourceRef
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    violation_words: tuple[str, ...] = ()
    violation_codes: tuple[str, ...] = ()
    killed: str = ""
    credibility: str = ""
    rated_by: str = ""
    rating_reason: str = ""
    source_kind: str = ""
    first_public: ImpreciseDate | None = None
    first_public_source: str = ""
    accountability: str = ""
    accountability_detail: str = ""
    remediation_status: str = ""
    determination: Determination | None = None
    resolved: bool | None = None
    source_title: str = ""
    publisher: str = ""
    source_date: str = ""
    notes: str = ""

    @property
    def has_first_publication(self) -> bool:
        """Whether a first publication is on record as a day, month or year: a mere latest possible day is not one."""
        return self.first_public is not None and "/" not in str(self.first_public)


@dataclass(frozen=True, slots=True)
class Safeguards:
    """What a mission's papers say of safeguards; None where they do not say. Field names are facts.schema.json's."""

    hr_component: bool | None = None
    end_report_filed: bool | None = None
    secdef_approval_given: bool | None = None
    secdef_approval_date: ImpreciseDate | None = None
    com_concurrence: bool | None = None
    vetting_stated: str = ""
    primary_purpose: str = ""
    purpose_printed: str = ""
    waiver_kind: str = ""
    waiver_used: ImpreciseDate | None = None
    waiver_reported: bool | None = None
    waiver_report_date: ImpreciseDate | None = None


@dataclass(frozen=True, slots=True)
class Mission:
    """One act of assistance (a JCET, a course, an exercise).

    ``recipient`` is the host unit's cell as printed: ``""`` a blank, None where the source (or edition) has no such
    column. ``redacted`` is set where the papers black it out. ``program`` is a code of law.md (UNKNOWN where the label
    does not tell), ``program_printed`` the label, ``money`` State, DoD, DHS, other or unknown. ``period.begin`` of a
    row without a start is its fiscal year, narrowed by its end; ``start_printed`` says so by being blank. ``cost_usd``
    in US dollars, ``trainees`` in persons. ``flags`` name what was mended while reading, e.g. ``page-leaked``.
    """

    id: str
    country: str
    period: Period
    source: SourceRef
    program: str = "UNKNOWN"
    program_printed: str = ""
    money: str = "unknown"
    account: str = ""
    fiscal_year: int | None = None
    kind: str = "training"
    title: str = ""
    event_code: str = ""
    provider: str = ""
    recipient: str | None = None
    redacted: bool = False
    location: str = ""
    trainees: int | None = None
    us_personnel: int | None = None
    cost_usd: float | None = None
    cancelled: bool | None = None
    start_printed: str = ""
    end_printed: str = ""
    quantity_printed: str = ""
    cost_printed: str = ""
    flags: tuple[str, ...] = ()
    safeguards: Safeguards | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ProgramTotal:
    """A line that sums its program's rows: a published total, never a mission."""

    id: str
    country: str
    source: SourceRef
    program: str = "UNKNOWN"
    program_printed: str = ""
    title: str = ""
    fiscal_year: int | None = None
    trainees: int | None = None
    cost_usd: float | None = None
    quantity_printed: str = ""
    cost_printed: str = ""


@dataclass(frozen=True, slots=True)
class VettingRecord:
    """A dated result (approved, matched, suspended, rejected, cancelled, pending) for a unit, commander or person."""

    id: str
    country: str
    unit_printed: str
    source: SourceRef
    unit_id: str = ""
    subject_type: str = "unit"
    result: str = ""
    requested: ImpreciseDate | None = None
    decided: ImpreciseDate | None = None
    expires: ImpreciseDate | None = None
    host_informed: bool | None = None
    host_informed_date: ImpreciseDate | None = None
    mission_id: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """An official in a public post, as a source names them."""

    id: str
    name: str
    source: SourceRef
    aliases: tuple[str, ...] = ()
    country: str = ""


@dataclass(frozen=True, slots=True)
class Posting:
    """A person's post in a unit for a period; a posting says nothing about responsibility."""

    person_id: str
    unit_id: str
    unit_name: str
    period: Period
    source: SourceRef
    role: str = ""
    rank: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A published total: the value as printed and its numeric bounds (None for a statement), period and area."""

    id: str
    name: str
    value_printed: str
    source: SourceRef
    value_min: float | None = None
    value_max: float | None = None
    unit: str = ""
    period: Period = Period()
    area: str = ""
    source_title: str = ""
    publisher: str = ""
    source_date: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A unit on a State Department list of units ineligible under the Leahy law. Absence from it means nothing."""

    id: str
    country: str
    unit_printed: str
    source: SourceRef
    list_year: int | None = None
    source_title: str = ""
    note: str = ""


#: What may be declared complete: law.md section 3, "Open lists".
DECLARABLE = (
    "incidents", "vetting", "state_lists", "fmtr", "drug", "designations", "organised_crime", "corruption",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Declaration:
    """An analyst's word that a source was searched completely (or only partly) for a country and period.

    A blank country is every country; a missing bound is open at that end. The latest declaration wins.
    """

    source: str
    complete: bool
    country: str = ""
    first: date | None = None
    last: date | None = None


Record = (
    Unit | Relation | Incident | Mission | ProgramTotal | VettingRecord | Person | Posting | Figure | Listing
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dataset:
    """All records of a workspace, each sequence sorted by id (or by source), with what could not be read."""

    units: tuple[Unit, ...] = ()
    relations: tuple[Relation, ...] = ()
    incidents: tuple[Incident, ...] = ()
    missions: tuple[Mission, ...] = ()
    program_totals: tuple[ProgramTotal, ...] = ()
    vetting_records: tuple[VettingRecord, ...] = ()
    persons: tuple[Person, ...] = ()
    postings: tuple[Posting, ...] = ()
    figures: tuple[Figure, ...] = ()
    listings: tuple[Listing, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    problems: tuple[Problem, ...] = ()
    inputs: tuple[InputFile, ...] = ()


# ---------------------------------------------------------------- claims


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A cell that names one or more units, exactly as the source printed it, with its country."""

    country: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """A mention's pair with a unit. ``score`` in [0, 1] is the probability that they are one unit.

    ``status``: match (the tool would accept it unaided) or candidate. ``reason`` says in English why a pair of high
    score stays a candidate (e.g. "ambiguous: ..."), else blank.
    """

    unit_id: str
    score: float
    status: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a cell names. ``start`` and ``end`` are offsets into the printed cell.

    ``level``: unit, service, force, country or none (generic or empty text). ``matches`` run best first; all those of
    status match, then candidates. ``named``: the level that the words, the rest of the cell and the links together
    show; None where they do not show whether it is a unit.
    """

    text: str
    start: int
    end: int
    level: str
    matches: tuple[Match, ...] = ()
    named: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell names, part by part; a unit printed only as another's superior is context, not a part."""

    mention: Mention
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A record's tie to a unit: through the source's own id (score 1.0) or through a judged match."""

    unit_id: str
    score: float
    status: str


@dataclass(frozen=True, slots=True)
class Exposure:
    """A mission tied to an incident through links and a command chain.

    ``tie`` is the implicated unit as seen from the trained one: same, superior, subordinate, sibling, predecessor,
    successor, commander or force. ``timing`` is the mission's place relative to the incident, ``gap_days`` (least,
    most) whole days, None when during or undetermined. ``path`` lists the unit ids from the trained to the implicated
    one, both included; ``path_in_force`` whether every step of it is surely in force on its day (yes) or may be
    (unknown). ``person_id`` is the person of a commander tie, else blank.
    """

    incident_id: str
    mission_id: str
    trained_unit_id: str
    implicated_unit_id: str
    tie: str
    timing: Timing
    gap_days: tuple[int, int] | None
    known_at_start: Truth
    mission_link: Link
    incident_link: Link
    path: tuple[str, ...] = ()
    path_in_force: Truth = Truth.YES
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class ForceExposure:
    """An incident that names only a service or force, and the missions with units of that force: never *direct*.

    ``n_missions`` counts missions with a linked unit that is the force or may stand under it; ``n_unconfirmed`` those
    of them whose every such link is a candidate. ``n_before`` to ``n_undetermined`` split ``n_missions`` by timing.
    ``example_mission_ids`` are the first few in order of id.
    """

    country: str
    incident_id: str
    force_unit_id: str
    incident_link: Link
    n_missions: int
    n_unconfirmed: int
    n_before: int
    n_during: int
    n_after: int
    n_undetermined: int
    example_mission_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: the clause it answers, the answer, a sentence in each language, and the records it rests on.

    ``refs`` are ``kind:id`` with kind in mission, incident, unit, input, law, declaration. The sentences may hold
    ``{start}``, ``{end}`` and ``{mission}``, filled for each mission that shares the answer.
    """

    clause: str
    answer: Truth
    text_en: str
    text_es: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A rule's answer for one fact signature, shared by every mission that has it.

    ``result``: flagged, not_flagged, undetermined or not_applicable. ``missing`` are paths of facts.schema.json.
    ``message_en`` / ``message_es`` may hold ``{start}``, ``{end}`` and ``{mission}`` as evidence does; blank unless
    flagged. ``incident_ids`` are the incidents that made it fire. ``version`` is the version of the law applied
    (blank where it has none).
    """

    rule_id: str
    result: str
    severity: str
    missing: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    message_en: str = ""
    message_es: str = ""
    incident_ids: tuple[str, ...] = ()
    unit_ids: tuple[str, ...] = ()
    version: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """All claims of one run. ``answers`` maps a fact signature to one answer per rule, in the order of ``rules``.

    ``signature_of`` maps every mission's id to its signature. ``facts`` keeps, for each signature, the facts of one
    mission that has it, in the shape of facts.schema.json. ``rules`` are rule ids with the SHA-256 of their files;
    ``parameters`` are printed in every report. ``known`` counts what a day of judgement that was asked for left out and
    what it kept for want of a day (keys of ``vetting.known``); None where none was asked for and nothing was left out.
    ``own_rules`` are the texts of the rules that do not come with the program.
    """

    as_of: date
    rules: Mapping[str, str]
    parameters: Mapping[str, str]
    readings: tuple[Reading, ...] = ()
    incident_links: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    exposures: tuple[Exposure, ...] = ()
    force_exposures: tuple[ForceExposure, ...] = ()
    answers: Mapping[int, tuple[Answer, ...]] = field(default_factory=dict)
    signature_of: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[int, Mapping[str, object]] = field(default_factory=dict)
    known: Mapping[str, int] | None = None
    own_rules: tuple[RuleText, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """An instrument a rule rests on. ``verified`` is whether the words were read in a source; unverified is shown so.

    ``first`` and ``last`` bound its force (None: open); ``bounds_verified`` is False where such a day is from memory;
    ``first_verified`` and ``last_verified`` then say which (both True: not told which).
    """

    cite: str
    text: str = ""
    url: str = ""
    read_on: str = ""
    verified: bool = False
    first: date | None = None
    last: date | None = None
    bounds_verified: bool = True
    version: str = ""
    first_verified: bool = True
    last_verified: bool = True


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a report shows of a rule, in both languages. ``status``: draft, reviewed or retired."""

    id: str
    title_en: str
    title_es: str
    severity: str
    status: str
    authority: tuple[Citation, ...] = ()
    limits_en: str = ""
    limits_es: str = ""
    cleared_by_en: str = ""
    cleared_by_es: str = ""


#: The line every report carries. Source: law.md section 8.
STANDARD_LINE_EN = (
    "This is a lead drawn from public records. It does not establish that any person, unit or agency violated the law."
)
STANDARD_LINE_ES = (
    "Esto es un indicio extraído de registros públicos. "
    "No establece que ninguna persona, unidad o agencia haya violado la ley."
)
