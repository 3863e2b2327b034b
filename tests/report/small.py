"""A small, hand-built workspace and run in an invented country (XAA), for tests of reports and explanations.

Missions: M1 names a unit and is flagged on an incident; M2 names only a service and is undetermined; M3 has no start
day and is flagged for its blank recipient; M4 stands in an edition without a recipient column; M5 holds hostile text.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vetting.model import (
    Answer,
    Attribution,
    Citation,
    Dataset,
    Evidence,
    Exposure,
    Incident,
    InputFile,
    Link,
    Match,
    Mention,
    Mission,
    Part,
    Problem,
    ProgramTotal,
    Reading,
    Relation,
    RuleText,
    Run,
    SourceRef,
    Unit,
)
from vetting.period import Extent, ImpreciseDate, Period, Timing, Truth

HOSTILE = '=HYPERLINK("http://example.org","x")</script><script>alert(1)</script>\x1b]0;owned\x07{start}{mission}\u202e'


def day(text: str) -> ImpreciseDate:
    return ImpreciseDate.parse(text)


def days(first: str, last: str) -> Period:
    return Period(day(first), day(last))


UNITS = (
    Unit("XAA-A", "XAA", "Army of Exampleland", SourceRef("units.csv", 2), level="service", echelon="service"),
    Unit("XAA-B1", "XAA", "1st Brigade", SourceRef("units.csv", 3), echelon="brigade", branch="army"),
    Unit(
        "XAA-R7",
        "XAA",
        "7th Rifle Battalion",
        SourceRef("units.csv", 4, page="12", url="https://example.org/units"),
        aliases=("7 Batallón de Fusileros",),
        echelon="battalion",
        branch="army",
    ),
)
RELATIONS = (
    Relation("subordinate", "XAA-B1", "XAA-A", Period(begin_real=False, end_real=False), SourceRef("relations.csv", 2)),
    Relation(
        "subordinate",
        "XAA-R7",
        "XAA-B1",
        Period(day("2005"), day("2015"), begin_real=False, end_real=False),
        SourceRef("relations.csv", 3),
    ),
)
INCIDENTS = (
    Incident(
        "XA-01",
        "XAA",
        days("2010-03-01", "2010-03-01"),
        Extent.ACT,
        (Attribution("7th Rifles", "7th Rifle Battalion", force="Army", superiors=("1st Brigade",)),),
        SourceRef("cases.csv", 2, url="https://example.org/report"),
        violation_words=("unlawful killing",),
        violation_codes=("extrajudicial_killing",),
        credibility="high",
        rated_by="project, from the cited source",
        rating_reason="Two reports name the unit.",
        first_public=day("2010-06-01"),
        source_title="Report on Exampleland",
        publisher="An organization",
    ),
    Incident(
        "XA-02",
        "XAA",
        Period(day("2011"), day("2011")),
        Extent.ACT,
        (Attribution("the Army", level="service"),),
        SourceRef("cases.csv", 3),
        credibility="medium",
    ),
)
MISSIONS = (
    Mission(
        "M1",
        "XAA",
        days("2012-05-01", "2012-05-28"),
        SourceRef("trainings.tsv", 2, page="40", url="https://example.org/book"),
        program="JCET",
        program_printed="Joint Combined Exchange Training, FY 12",
        money="DoD",
        fiscal_year=2012,
        title="Light infantry",
        recipient="7th Rifle Bn",
        start_printed="5/1/12",
        end_printed="5/28/12",
        trainees=40,
        cost_usd=12000.0,
    ),
    Mission(
        "M2",
        "XAA",
        days("2012-06-01", "2012-06-28"),
        SourceRef("trainings.tsv", 3),
        fiscal_year=2012,
        recipient="Army",
        start_printed="6/1/12",
        end_printed="6/28/12",
    ),
    Mission(
        "M3",
        "XAA",
        Period(ImpreciseDate.fiscal_year(2009), day("2009-05-22")),
        SourceRef("trainings.tsv", 4),
        fiscal_year=2009,
        recipient="",
        end_printed="5/22/09",
    ),
    Mission(
        "M4",
        "XAB",
        Period(ImpreciseDate.fiscal_year(1999), ImpreciseDate.fiscal_year(1999)),
        SourceRef("trainings.tsv", 5),
        fiscal_year=1999,
        recipient=None,
    ),
    Mission(
        "M5",
        "XAA",
        days("2013-01-01", "2013-01-02"),
        SourceRef("trainings.tsv", 6),
        title=HOSTILE,
        recipient=HOSTILE,
        start_printed="1/1/13",
        end_printed="1/2/13",
        notes=HOSTILE,
    ),
)
DATASET = Dataset(
    units=UNITS,
    relations=RELATIONS,
    incidents=INCIDENTS,
    missions=MISSIONS,
    program_totals=(
        ProgramTotal("T1", "XAA", SourceRef("trainings.tsv", 7), fiscal_year=2012, trainees=40, cost_usd=12000.0),
        ProgramTotal("T2", "XAA", SourceRef("trainings.tsv", 8), fiscal_year=2012, trainees=2, cost_usd=0.5),
    ),
    problems=(
        Problem(SourceRef("trainings.tsv", 9), "training:start_date", "31/31/12", "not a day of the calendar"),
        Problem(SourceRef("trainings.tsv", 10), "training:start_date", "99/99/12", "not a day of the calendar"),
        Problem(SourceRef("cases.csv", 4), "case_id", "", "no id"),
    ),
    inputs=(
        InputFile("trainings.tsv", "fmtrpt", "fmtrpt", "a" * 64, 9, 7, 2, "utf-8", date(2013, 1, 2)),
        InputFile("cases.csv", "incidents", "cases", "b" * 64, 3, 2, 1, "utf-8", date(2011, 12, 31)),
    ),
)

RULES = (
    RuleText(
        "leahy-dod-362",
        "Trained unit named in credible information",
        "Unidad entrenada nombrada en información creíble",
        "critical",
        "reviewed",
        authority=(Citation("10 U.S.C. 362(a)(1)", verified=True, first=date(2016, 12, 23)),),
        limits_en="Only the Secretary decides what is credible information.",
        limits_es="Solo el Secretario decide qué es información creíble.",
        cleared_by_en="A determination by the Department of Defense before the start.",
        cleared_by_es="Una determinación del Departamento de Defensa antes del inicio.",
    ),
    RuleText("ind-host-unit-unnamed", "Host unit not named", "Unidad anfitriona sin nombre", "medium", "reviewed"),
)

LINK_7 = Link("XAA-R7", 0.97, "match")
EXPOSURES = (
    Exposure(
        "XA-01",
        "M1",
        "XAA-R7",
        "XAA-R7",
        "same",
        Timing.AFTER,
        (792, 792),
        Truth.YES,
        LINK_7,
        Link("XAA-R7", 0.98, "match"),
        ("XAA-R7",),
    ),
    Exposure(
        "XA-02",
        "M1",
        "XAA-R7",
        "XAA-A",
        "force",
        Timing.AFTER,
        (122, 486),
        Truth.UNKNOWN,
        LINK_7,
        Link("XAA-A", 1.0, "match"),
        ("XAA-R7", "XAA-B1", "XAA-A"),
    ),
)

TRIGGER = Evidence(
    "flag_when.1",
    Truth.YES,
    "Information attributes acts of 2010-03-01 to 7th Rifle Battalion, before the mission {mission} began ({start}).",
    "La información atribuye hechos del 2010-03-01 a 7th Rifle Battalion, antes del inicio de {mission} ({start}).",
    ("incident:XA-01", "unit:XAA-R7", "law:10 U.S.C. 362"),
)
NOT_NAMED = Evidence(
    "flag_when.1",
    Truth.YES,
    "The record of the mission begun on {start} names no host unit.",
    "El registro de la misión iniciada el {start} no nombra ninguna unidad anfitriona.",
    ("mission:{mission}",),
)
OPEN = Evidence(
    "flag_when.1",
    Truth.UNKNOWN,
    "The host unit is named only as a service.",
    "La unidad anfitriona se nombra solo como una rama.",
)

FLAG = Answer(
    "leahy-dod-362",
    "flagged",
    "critical",
    evidence=(TRIGGER,),
    message_en="A unit trained from {start} is named in credible information.",
    message_es="Una unidad entrenada desde {start} se nombra en información creíble.",
    incident_ids=("XA-01",),
    unit_ids=("XAA-R7",),
    version="2016",
)
UNNAMED = Answer(
    "ind-host-unit-unnamed",
    "flagged",
    "medium",
    evidence=(NOT_NAMED,),
    message_en="No host unit is named.",
    message_es="No se nombra ninguna unidad anfitriona.",
)
NAMED = Answer("ind-host-unit-unnamed", "not_flagged", "medium")
UNDETERMINED = Answer(
    "leahy-dod-362",
    "undetermined",
    "critical",
    missing=("mission.host_units", "searched.incidents"),
    evidence=(OPEN,),
)
ONE_MISSING = Answer("leahy-dod-362", "undetermined", "critical", missing=("searched.incidents",))
NOT_APPLICABLE = Answer("leahy-dod-362", "not_applicable", "critical")

READINGS = (
    Reading(Mention("XAA", HOSTILE), (Part(HOSTILE, 0, len(HOSTILE), "unit", named="unit"),)),
    Reading(
        Mention("XAA", "7th Rifle Battalion"),
        (Part("7th Rifle Battalion", 0, 19, "unit", (Match("XAA-R7", 0.98, "match"),), "unit"),),
    ),
    Reading(
        Mention("XAA", "7th Rifle Bn"),
        (
            Part(
                "7th Rifle Bn",
                0,
                12,
                "unit",
                (
                    Match("XAA-R7", 0.97, "match"),
                    Match("XAA-B1", 0.11, "candidate", "ambiguous: the number is missing"),
                ),
                "unit",
            ),
        ),
    ),
    Reading(
        Mention("XAA", "7th Rifles"), (Part("7th Rifles", 0, 10, "unit", (Match("XAA-R7", 0.98, "match"),), "unit"),)
    ),
    Reading(Mention("XAA", "Army"), (Part("Army", 0, 4, "service", (Match("XAA-A", 0.99, "match"),), "service"),)),
)

RUN = Run(
    as_of=date(2014, 1, 1),
    rules={"ind-host-unit-unnamed": "1" * 64, "leahy-dod-362": "2" * 64},
    parameters={"after_months": "24", "lookback_months": "60"},
    readings=READINGS,
    incident_links={"XA-01": (Link("XAA-R7", 0.98, "match"),), "XA-02": (Link("XAA-A", 1.0, "match"),)},
    exposures=EXPOSURES,
    answers={
        1: (FLAG, NAMED),
        2: (UNDETERMINED, NAMED),
        3: (UNDETERMINED, UNNAMED),
        4: (NOT_APPLICABLE, NAMED),
        5: (ONE_MISSING, NAMED),
    },
    signature_of={"M1": 1, "M2": 2, "M3": 3, "M4": 4, "M5": 5},
    facts={
        1: {"mission": {}, "searched": {"incidents": True}},
        2: {"mission": {}, "searched": {"incidents": True}},
        3: {"mission": {}},
        4: {"mission": {}},
        5: {"mission": {}},
    },
)


def with_missions(count: int) -> tuple[Dataset, Run]:
    """The same, with ``count`` further missions like M3, each flagged for its blank recipient."""
    more = tuple(
        replace(MISSIONS[2], id=f"N{number:06d}", source=SourceRef("trainings.tsv", 100 + number))
        for number in range(count)
    )
    dataset = replace(DATASET, missions=MISSIONS + more)
    return dataset, replace(RUN, signature_of={**RUN.signature_of, **{mission.id: 3 for mission in more}})
