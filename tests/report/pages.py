"""Workspaces in an invented country (XAA) for the tests of the pages: a plain one, a hostile one and a huge one.

In the plain one the 3rd Ranger Battalion is named in a series of acts (XAA-01) and was trained before, during and after
it; its brigade is named in a second incident (XAA-02); a third names only the army.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from vetting.model import (
    Answer,
    Attribution,
    Citation,
    Dataset,
    Evidence,
    Exposure,
    ForceExposure,
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

T = TypeVar("T")

#: Everything a field may try: markup, a script address, template braces, a direction override, control characters.
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> javascript:alert(3) {{7*7}} {% raw %} ${7*7} "
    "\u202egnp.exe\u2066 \x1b[31m\x00 ]]>--> \"'&amp; {start} %(unit)s %s"
)
LAW, REPEAT, UNNAMED = "leahy-dod-362", "ind-repeat-training-after-incident", "ind-host-unit-unnamed"


def day(text: str) -> ImpreciseDate:
    return ImpreciseDate.parse(text)


def days(text: str) -> Period:
    first, _, last = text.partition("..")
    return Period(day(first), day(last or first))


RULES = (
    RuleText(
        LAW,
        "DoD Leahy law: unit with credible information trained with DoD funds",
        "Ley Leahy (Defensa): unidad con información creíble entrenada con fondos de Defensa",
        "critical",
        "draft",
        (
            Citation(
                "10 U.S.C. 362(a)(1)",
                "Of the amounts made available to the Department of Defense, none may be used for any training …",
                "https://www.law.example/uscode/10/362",
                "2026-01-05",
                True,
                date(2016, 12, 23),
                version="v4",
            ),
            Citation("P.L. 112-74 div. A §8058", verified=True, first=date(2011, 12, 23), last=date(2014, 1, 16),
                     bounds_verified=False, version="v1"),
            Citation("P.L. 113-76 div. C §8057", verified=False, first=date(2014, 1, 17), version="v2"),
        ),
        "Only the Secretary decides what is credible information; the public record shows part of what was known.",
        "Solo el Secretario decide qué es información creíble; el registro público muestra parte de lo que se sabía.",
        "A determination that all necessary corrective steps were taken, or a waiver.",
        "Una determinación de que se tomaron todas las medidas correctivas necesarias, o una dispensa.",
    ),
    RuleText(REPEAT, "Same unit trained again after an incident",
             "Misma unidad entrenada de nuevo tras un incidente", "high", "draft",
             (Citation("NGO indicator"),), cleared_by_en="Resolution before the second mission.",
             cleared_by_es="Resolución antes de la segunda misión."),
    RuleText(UNNAMED, "Host unit not named or redacted", "Unidad anfitriona sin nombrar o tachada", "high", "draft",
             (Citation("NGO indicator"),), limits_en="A JCET report need name only the service.",
             limits_es="Un informe de JCET solo debe nombrar la rama."),
)  # fmt: skip
UNITS = (
    Unit("XAA-A", "XAA", "Ejército de Exampleland", SourceRef("units.csv", 2), level="service"),
    Unit("XAA-B4", "XAA", "4ª Brigada de Infantería", SourceRef("units.csv", 3)),
    Unit("XAA-R3", "XAA", "3er Batallón de Rangers", SourceRef("units.csv", 4, "12", "https://units.example/r3")),
)
INCIDENTS = (
    Incident(
        "XAA-01",
        "XAA",
        days("2010-01..2013-02-20"),
        Extent.SERIES,
        (Attribution("3rd Ranger Battalion", "3er Batallón de Rangers", superiors=("4th Brigade",)),),
        SourceRef("cases.csv", 2, url="https://reports.example/valley"),
        place="Lower Valley",
        violation_words=("killings", "disappearances"),
        violation_codes=("extrajudicial_killing", "enforced_disappearance"),
        credibility="medium",
        rated_by="project, from the cited source",
        rating_reason="One established NGO reports first-hand and names the battalion.",
        source_kind="D",
        first_public=day("2011-10-04"),
        first_public_source="NGO report of 4 October 2011",
        accountability="none",
        source_title="Abuses in the Lower Valley",
        publisher="Valley Rights Observatory",
        source_date="2013",
    ),
    Incident(
        "XAA-02",
        "XAA",
        days("2012-05-26..2012-05-27"),
        Extent.ACT,
        (Attribution("4th Infantry Brigade"),),
        SourceRef("cases.csv", 3, url="https://press.example/checkpoint"),
        violation_codes=("excessive_force_death",),
        credibility="high",
        rated_by="project",
        source_title="A checkpoint at night",
    ),
    Incident("XAA-03", "XAA", days("2011"), Extent.ACT, (Attribution("the Army", level="service"),),
             SourceRef("cases.csv", 4)),
)  # fmt: skip


def mission(number: int, span: Period, recipient: str | None, **others: Any) -> Mission:
    begin = span.begin
    printed = str(begin) if begin and begin.is_day else ""
    year = begin.latest.year if begin else None
    others.setdefault("end_printed", str(span.end) if span.end and span.end.is_day else "")
    known = {"program": "JCET", "program_printed": "Joint Combined Exchange Training, FY 12", "money": "DoD"} | others
    source = SourceRef("trainings.tsv", number + 1, "IV-40", "https://book.example/2012")
    return Mission(f"T{number:05}", "XAA", span, source, recipient=recipient, start_printed=printed, fiscal_year=year,
                   **known)  # fmt: skip


MISSIONS = (
    mission(1, Period(ImpreciseDate.fiscal_year(2009), day("2009-05-22")), "3RD RANGER BN", title="LIGHT INFANTRY"),
    mission(2, days("2011-01-10..2011-03-25"), "3RD RANGER BATTALION", title="MARKSMANSHIP", provider="7th SFG (A)"),
    mission(3, days("2012-10-01..2013-09-30"), "3 Ranger Battalion, Rio Seco", title="COUNTERDRUG TRAINING",
            program="S1004", program_printed="Section 1004, FY 13"),
    mission(4, days("2014-06-01..2014-06-28"), "3RD RANGER BATTALION", title="COMBAT LIFESAVER"),
    mission(5, days("2012-03-01..2012-03-20"), "Army", title="STAFF COURSE", program="IMET",
            program_printed="IMET-1", money="State"),
    mission(6, days("2012-04-01..2012-04-20"), "", title="ENGLISH", program="IMET", program_printed="IMET-1",
            money="State"),
    mission(7, days("1999-11-01..1999-11-20"), None, title="SEMINAR", program="REGCENT", program_printed="ACSS"),
)  # fmt: skip
TRAINED = MISSIONS[:4]


def exposure(to: Mission, incident: str, tie: str, timing: Timing, gap: tuple[int, int] | None = None,
             known: Truth = Truth.NO, status: str = "match") -> Exposure:  # fmt: skip
    implicated = "XAA-R3" if tie == "same" else "XAA-B4"
    path = ("XAA-R3",) if tie == "same" else ("XAA-R3", "XAA-B4")
    return Exposure(incident, to.id, "XAA-R3", implicated, tie, timing, gap, known, Link("XAA-R3", 0.97, status),
                    Link(implicated, 0.94, "match"), path)  # fmt: skip


EXPOSURES = (
    exposure(TRAINED[0], "XAA-01", "same", Timing.BEFORE, (224, 254)),
    exposure(TRAINED[1], "XAA-01", "same", Timing.DURING),
    exposure(TRAINED[2], "XAA-01", "same", Timing.DURING, known=Truth.YES),
    exposure(TRAINED[3], "XAA-01", "same", Timing.AFTER, (466, 466), Truth.YES),
    exposure(TRAINED[1], "XAA-02", "superior", Timing.BEFORE, (428, 429)),
    exposure(TRAINED[2], "XAA-02", "superior", Timing.AFTER, (127, 128), Truth.UNKNOWN),
)


def law_answer(result: str = "flagged") -> Answer:
    if result != "flagged":
        return Answer(LAW, result, "critical", ("mission.host_units[].unit_id", "searched.incidents"))
    return Answer(
        LAW,
        "flagged",
        "critical",
        (),
        (
            Evidence("mission.program in scope", Truth.YES, "The program is JCET, paid by the Department of Defense.",
                     "El programa es JCET, pagado por el Departamento de Defensa.",
                     ("mission:{mission}", f"law:{LAW}")),
            Evidence("incident gross, credible, direct, prior", Truth.YES,
                     "Information attributes killings to the unit from 2010-01; training began on {start}.",
                     "La información atribuye muertes a la unidad desde 2010-01; el entrenamiento empezó el {start}.",
                     ("incident:XAA-01", "unit:XAA-R3")),
            Evidence("unless waiver", Truth.NO, "No waiver is on record.", "No consta ninguna dispensa.",
                     ("input:trainings.tsv",)),
        ),
        "3er Batallón de Rangers was trained by the Department of Defense on {start} although information rated "
        "credible attributes extrajudicial killing to it from 2010-01, and no corrective-steps determination or waiver "
        "is on record; this is a lead for review, not a finding that the law was broken.",
        "3er Batallón de Rangers fue entrenado por el Departamento de Defensa el {start} pese a información calificada "
        "como creíble que le atribuye ejecución extrajudicial desde 2010-01, sin que conste determinación ni dispensa; "
        "es un indicio por revisar, no una conclusión de que se haya infringido la ley.",
        ("XAA-01",),
        ("XAA-R3",),
        "v1 (P.L. 112-74)",
    )  # fmt: skip


def repeat_answer() -> Answer:
    return Answer(REPEAT, "flagged", "high", (), (),
                  "3er Batallón de Rangers was trained in 2009, was named in an incident from 2010-01, and was trained "
                  "again from {start}.",
                  "3er Batallón de Rangers fue entrenado en 2009, fue mencionado en un incidente desde 2010-01 y "
                  "volvió a entrenarse desde el {start}.", ("XAA-01",), ("XAA-R3",))  # fmt: skip


def unnamed_answer() -> Answer:
    return Answer(UNNAMED, "flagged", "high", (), (),
                  "The host unit trained is not identified below the level of service.",
                  "La unidad entrenada no se identifica por debajo del nivel de rama.")  # fmt: skip


ANSWERS = {
    1: (Answer(LAW, "not_flagged", "critical"), Answer(REPEAT, "not_flagged", "high")),
    2: (law_answer(), repeat_answer(), Answer(UNNAMED, "not_flagged", "high")),
    3: (law_answer("undetermined"), unnamed_answer()),
    4: (law_answer("not_applicable"), unnamed_answer()),
    5: (law_answer("undetermined"), Answer(UNNAMED, "undetermined", "high", ("mission.host_units",))),
}
READINGS = tuple(
    sorted(
        (
            Reading(Mention("XAA", text), (Part(part, 0, len(part), level, matches, level),))
            for text, part, level, matches in (
                ("3RD RANGER BN", "3RD RANGER BN", "unit", (Match("XAA-R3", 0.97, "match"),)),
                ("3RD RANGER BATTALION", "3RD RANGER BATTALION", "unit", (Match("XAA-R3", 0.99, "match"),)),
                ("3 Ranger Battalion, Rio Seco", "3 Ranger Battalion", "unit", (Match("XAA-R3", 0.96, "match"),)),
                ("Army", "Army", "service", (Match("XAA-A", 0.99, "match"),)),
                ("", "", "none", ()),
            )
        ),
        key=lambda reading: reading.mention,
    )
)
DATASET = Dataset(
    units=UNITS,
    relations=(Relation("subordinate", "XAA-R3", "XAA-B4", Period(), SourceRef("relations.csv", 2)),),
    incidents=INCIDENTS,
    missions=MISSIONS,
    program_totals=(ProgramTotal("P1", "XAA", SourceRef("trainings.tsv", 40), trainees=12),),
    problems=(
        Problem(SourceRef("trainings.tsv", 30), "training:start_date", "31/02/2012", "not a day of the calendar"),
    ),
    inputs=(
        InputFile("cases.csv", "incidents", "facts", "c" * 64, 3, 3, 0, "utf-8", date(2013, 2, 20)),
        InputFile("trainings.tsv", "fmtrpt", "fmtrpt", "a" * 64, 9, 8, 1, "cp1252", date(2014, 6, 28)),
    ),
)
RUN = Run(
    date(2014, 6, 28),
    {LAW: "1" * 64, REPEAT: "2" * 64, UNNAMED: "3" * 64},
    {"after_months": "24", "kin_levels": "2"},
    READINGS,
    {"XAA-01": (Link("XAA-R3", 0.94, "match"),), "XAA-02": (Link("XAA-B4", 0.94, "match"),)},
    EXPOSURES,
    (ForceExposure("XAA", "XAA-03", "XAA-A", Link("XAA-A", 0.9, "match"), 5, 0, 1, 2, 2, 0, ("T00002",)),),
    ANSWERS,
    {"T00001": 1, "T00002": 2, "T00003": 2, "T00004": 2, "T00005": 3, "T00006": 4, "T00007": 5},
)


#: Fields whose words the model fixes: codes, ids by which records find each other, hashes of our own.
_FIXED = {
    "id", "country", "extent", "timing", "tie", "status", "result", "severity", "level", "unit_id", "rule_id",
    "incident_id", "mission_id", "trained_unit_id", "implicated_unit_id", "incident_ids", "unit_ids", "path", "missing",
    "recipient",
}  # fmt: skip


def poisoned(value: T, text: str = HOSTILE) -> T:
    """The record with every free text in it replaced, through nested records and lists."""
    if isinstance(value, str):
        return text  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(poisoned(item, text) for item in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, (ImpreciseDate, Period, type)):
        free = (f.name for f in fields(value) if f.name not in _FIXED)
        changes = {name: poisoned(getattr(value, name), text) for name in free}
        return replace(value, **changes)
    return value


def hostile(text: str = HOSTILE) -> tuple[Dataset, Run, tuple[RuleText, ...]]:
    """The plain workspace with every free text replaced, recipients and the text of their readings alike."""
    missions = tuple(replace(poisoned(m, text), recipient=m.recipient and text) for m in MISSIONS)
    parts = (Part(text, 0, len(text), "unit", (Match("XAA-R3", 0.97, "match", text),), "unit"),)
    run = replace(
        RUN,
        readings=(Reading(Mention("XAA", text), parts),),
        answers={signature: poisoned(answers, text) for signature, answers in ANSWERS.items()},
        parameters={text: text},
    )
    return replace(poisoned(DATASET, text), missions=missions), run, poisoned(RULES, text)


def huge(missions: int, units: int = 300) -> tuple[Dataset, Run, tuple[RuleText, ...]]:
    """So many missions of ``units`` units in 60 countries, each mission flagged for its unnamed host or its unit."""
    countries = [f"X{a}{b}" for a in "ABCDEF" for b in "ABCDEFGHIJ"]
    registry = [Unit(f"U{n:04}", countries[n % 60], f"{n}th Battalion " + "of the long name " * 6,
                     SourceRef("units.csv", n + 2)) for n in range(units)]  # fmt: skip
    incidents = [replace(INCIDENTS[0], id=f"I{n:04}", country=unit.country) for n, unit in enumerate(registry)]
    flagged = {n + 10: (replace(law_answer(), incident_ids=(f"I{n:04}",)), unnamed_answer()) for n in range(units)}
    trainings, exposures, signatures = [], [], {}
    for n in range(missions):
        unit = registry[n % units]
        begin = date(2000, 1, 1) + timedelta(days=n % 7000)
        span = Period(ImpreciseDate.of(begin), ImpreciseDate.of(begin + timedelta(days=20)))
        one = replace(mission(n, span, f"{n}TH BN " + "RECIPIENT " * 20), id=f"M{n:06}", country=unit.country,
                      program=f"P{n % 29}", title="COURSE " * 30)  # fmt: skip
        trainings.append(one)
        signatures[one.id] = n % units + 10
        exposures.append(replace(EXPOSURES[1], incident_id=f"I{n % units:04}", mission_id=one.id,
                                 trained_unit_id=unit.id, implicated_unit_id=unit.id, path=(unit.id,)))  # fmt: skip
    dataset = replace(DATASET, units=tuple(registry), incidents=tuple(incidents), missions=tuple(trainings),
                      problems=many_problems(missions // 10))  # fmt: skip
    run = replace(RUN, exposures=tuple(exposures), answers=flagged, signature_of=signatures, readings=())
    return dataset, run, RULES


def many_problems(number: int) -> tuple[Problem, ...]:
    kinds: Iterable[int] = range(number)
    return tuple(
        Problem(SourceRef("trainings.tsv", n + 2), f"column {n % 97}", "value " * 40, f"reason {n % 211}")
        for n in kinds
    )
