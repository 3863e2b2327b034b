"""Our own CSV files: each row a record of its noun, or a problem that names the column."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from vetting.ingest import FileReading, read_file
from vetting.model import Extent, Figure, Incident, Listing, Mission, Person, Posting, Relation, Unit, VettingRecord
from vetting.period import ImpreciseDate, Period
from vetting.sources import FORMATS, KINDS

HEADERS = {known.kind: (*known.needs, *known.reads) for known in FORMATS}


def _read(folder: Path, kind: str, *rows: dict[str, str], columns: tuple[str, ...] = ()) -> FileReading:
    path = folder / f"{kind}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns or HEADERS[kind], restval="")
        writer.writeheader()
        writer.writerows(rows)
    return read_file(path, kind)


def _one(folder: Path, noun: str, /, **cells: str) -> Any:
    reading = _read(folder, noun, cells)
    assert reading.problems == ()
    return reading.records[0]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "auto"])
def test_auto_recognizes_every_kind_by_its_header(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "given.csv"
    path.write_text(",".join(HEADERS[kind]) + "\n" + "," * (len(HEADERS[kind]) - 1) + "\n", encoding="utf-8")
    assert read_file(path).input.kind == kind


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "auto"])
def test_auto_recognizes_every_kind_by_the_needed_columns_alone(tmp_path: Path, kind: str) -> None:
    needs = next(known.needs for known in FORMATS if known.kind == kind)
    path = tmp_path / "given.csv"
    path.write_text(",".join(needs) + "\n" + "x," * (len(needs) - 1) + "x\n", encoding="utf-8")
    assert read_file(path).input.kind == kind


UNIT = {"unit_id": "HND-1", "country_iso3": "HND", "name": "1 Batallón"}


def test_a_unit_has_its_aliases_and_a_tie_of_unknown_period_to_its_parent(tmp_path: Path) -> None:
    reading = _read(tmp_path, "units", {**UNIT, "aliases": "1 BI; Primer Batallón", "parent_id": "HND-2"})
    unit, tie = reading.records
    assert isinstance(unit, Unit)
    assert unit.aliases == ("1 BI", "Primer Batallón")
    assert isinstance(tie, Relation)
    assert (tie.kind, tie.unit_id, tie.other_id) == ("subordinate", "HND-1", "HND-2")
    assert tie.period == Period(begin_real=False, end_real=False)


@pytest.mark.parametrize(
    ("echelon", "level"),
    [("service", "service"), ("armed forces", "force"), ("ministry", "force"), ("battalion", "unit")],
)
def test_the_level_of_a_unit_is_read_from_its_echelon(tmp_path: Path, echelon: str, level: str) -> None:
    assert _one(tmp_path, "units", **UNIT, echelon=echelon).level == level


def test_the_level_column_rules_where_it_is_filled(tmp_path: Path) -> None:
    assert _one(tmp_path, "units", **UNIT, echelon="corps", level="service").level == "service"


@pytest.mark.parametrize(
    ("kind", "cells", "column"),
    [
        ("units", {**UNIT, "unit_id": ""}, "unit_id"),
        ("units", {**UNIT, "parent_id": "HND-1"}, "parent_id"),
        ("units", {**UNIT, "country_iso3": "Ruritania"}, "country_iso3"),
        ("units", {**UNIT, "level": "platoon"}, "level"),
        ("units", {**UNIT, "open_ended": "maybe"}, "open_ended"),
        ("relations", {"kind": "cousin", "unit_id": "a", "other_id": "b"}, "kind"),
        ("relations", {"kind": "member", "unit_id": "a", "other_id": "a"}, "other_id"),
        ("missions", {"mission_id": "m", "country": "HND", "start_date": "5/1/2012"}, "start_date"),
        ("missions", {"mission_id": "m", "country": "HND", "cost_usd": "-5"}, "cost_usd"),
        ("missions", {"mission_id": "m", "country": "HND", "start_date": "2012-05", "end_date": "2011"}, "end_date"),
        ("missions", {"mission_id": "m", "country": "HND", "fiscal_year": "12"}, "fiscal_year"),
        ("missions", {"mission_id": "m", "country": "HND", "vetting": "x", "cancelled": "?"}, "cancelled"),
        ("incidents", {"case_id": "i", "country": "HND", "credibility": "sure"}, "credibility"),
        ("incidents", {"case_id": "i", "country": "HND", "latitude": "95"}, "latitude"),
        ("vetting", {"record_id": "v", "result": "passed"}, "result"),
        ("postings", {"person_id": "p"}, "unit_id"),
        ("figures", {"figure": "f", "value_min": "3", "value_max": "2"}, "value_min"),
        ("listings", {"country": "HND", "list_year": "next", "unit_as_printed": "x"}, "list_year"),
        ("listings", {"country": "HND", "list_year": "12", "unit_as_printed": "x"}, "list_year"),
    ],
)
def test_a_row_with_a_cell_that_cannot_be_read_is_a_problem_that_names_the_column(
    tmp_path: Path, kind: str, cells: dict[str, str], column: str
) -> None:
    reading = _read(tmp_path, kind, cells)
    assert reading.records == ()
    (problem,) = reading.problems
    assert (problem.column, problem.source.line) == (column, 2)
    assert problem.value == cells.get(column, "")
    assert problem.row


def test_an_id_used_twice_in_a_file_is_a_problem_and_the_first_row_stands(tmp_path: Path) -> None:
    reading = _read(tmp_path, "units", UNIT, {**UNIT, "name": "2 Batallón"})
    assert [record.name for record in reading.records if isinstance(record, Unit)] == ["1 Batallón"]
    assert reading.problems[0].reason == "the id 'HND-1' is already used on line 2"


def test_a_blank_row_is_a_counted_problem(tmp_path: Path) -> None:
    reading = _read(tmp_path, "units", UNIT, {})
    assert (reading.input.rows, reading.input.records, reading.input.problems) == (2, 1, 1)


MISSION = {"mission_id": "m", "country": "Honduras"}


def test_a_jcet_typed_from_papers_keeps_what_the_papers_say_of_safeguards(tmp_path: Path) -> None:
    mission = _one(
        tmp_path, "missions", **MISSION, kind="JCET", start_date="2012-10-01", end_date="2012-11", us_unit="7th SFG",
        host_unit="15 BFE; 1 BFE", host_personnel="120", us_personnel="12", cost_usd="$250,000", program="S321",
        human_rights_component="N", end_of_mission_report="Y", secdef_approval="", vetting="vetted per embassy",
        page="3", url="https://example.org/x", stated_purpose="METL", notes="typed", source_title="FOIA 12-1",
    )  # fmt: skip
    assert isinstance(mission, Mission)
    assert (mission.kind, mission.program, mission.money, mission.country) == ("jcet", "S321", "DoD", "HND")
    assert mission.recipient == "15 BFE; 1 BFE"
    assert (mission.trainees, mission.us_personnel, mission.cost_usd) == (120, 12, 250_000)
    assert mission.notes == "typed; source: FOIA 12-1"
    assert mission.safeguards is not None
    assert (mission.safeguards.hr_component, mission.safeguards.end_report_filed) == (False, True)
    assert mission.safeguards.secdef_approval_given is None
    assert (mission.source.page, mission.source.url) == ("3", "https://example.org/x")


def test_a_mission_whose_papers_say_nothing_of_safeguards_has_none(tmp_path: Path) -> None:
    assert _one(tmp_path, "missions", **MISSION).safeguards is None


@pytest.mark.parametrize("text", ["(b)(1)", "REDACTED", "[redacted]", "██████", "(b) (1), (b)(3)", "Withheld"])
def test_a_blacked_out_host_unit_is_redacted_and_kept_as_printed(tmp_path: Path, text: str) -> None:
    mission = _one(tmp_path, "missions", **MISSION, host_unit=text)
    assert (mission.redacted, mission.recipient) == (True, text)


@pytest.mark.parametrize("text", ["", "15 BFE", "Unit of the XXX Brigade", "Deleted Scenes Battalion"])
def test_a_blank_or_a_name_is_not_redacted(tmp_path: Path, text: str) -> None:
    assert _one(tmp_path, "missions", **MISSION, host_unit=text).redacted is False


def test_a_column_says_that_a_host_unit_is_redacted(tmp_path: Path) -> None:
    assert _one(tmp_path, "missions", **MISSION, host_unit_redacted="Y").redacted is True


def test_a_file_without_the_host_unit_column_cannot_hold_a_recipient(tmp_path: Path) -> None:
    reading = _read(tmp_path, "missions", {**MISSION}, columns=("mission_id", "country", "start_date"))
    assert isinstance(reading.records[0], Mission)
    assert reading.records[0].recipient is None


def test_a_missing_start_lies_in_the_fiscal_year_before_the_end(tmp_path: Path) -> None:
    mission = _one(tmp_path, "missions", **MISSION, fiscal_year="FY2012", end_date="2012-03-01")
    assert mission.period.begin == ImpreciseDate.parse("2011-10-01/2012-03-01")
    assert mission.fiscal_year == 2012


def test_an_incident_has_its_words_codes_and_attribution(tmp_path: Path) -> None:
    incident = _one(
        tmp_path, "incidents", case_id="i", country="Honduras", date_start="2010-01-01", date_end="2013-02-20",
        extent="series", violation_types="killing;torture", violation_codes="torture", unit_as_printed="15th Battalion",
        unit_normalised="15 Batallón", level="battalion", parent_chain="Ejército > Fuerzas Armadas",
        accountability_status="convicted", first_public_date="2013-02", credibility="medium",
    )  # fmt: skip
    assert isinstance(incident, Incident)
    assert incident.extent is Extent.SERIES
    assert incident.violation_words == ("killing", "torture")
    (attribution,) = incident.attributions
    assert (attribution.level, attribution.superiors) == ("unit", ("Ejército", "Fuerzas Armadas"))
    assert (incident.remediation_status, incident.determination) == ("conviction", None)


def test_a_determination_is_only_what_its_own_columns_say(tmp_path: Path) -> None:
    incident = _one(
        tmp_path, "incidents", case_id="i", country="HND", accountability_status="none", determination_by="dod",
        determination_date="2015-06-01", determination_reported="Y",
    )  # fmt: skip
    assert incident.determination.by == "dod"
    assert incident.determination.reported_to_congress is True


def test_nobody_named_is_no_attribution(tmp_path: Path) -> None:
    assert _one(tmp_path, "incidents", case_id="i", country="HND").attributions == ()


def test_persons_postings_vetting_figures_and_listings_are_read(tmp_path: Path) -> None:
    person = _one(tmp_path, "persons", person_id="p", name="A. Officer", country="HN", aliases="Col. O")
    posting = _one(tmp_path, "postings", person_id="p", unit_name="1 BFE", first_cited_date="2012", is_start="Y")
    record = _one(tmp_path, "vetting", record_id="v", country="HND", result="Approved", decision_date="2012-05")
    figure = _one(tmp_path, "figures", figure="JCETs", value_as_printed="12", value_min="12")
    listing = _one(tmp_path, "listings", list_year="2019", country="Bangladesh", unit_as_printed="RAB")
    assert isinstance(person, Person)
    assert isinstance(posting, Posting)
    assert isinstance(record, VettingRecord)
    assert isinstance(figure, Figure)
    assert isinstance(listing, Listing)
    assert (record.result, str(record.decided), posting.period.begin_real) == ("approved", "2012-05", True)
    assert (figure.value_min, listing.list_year, listing.country) == (12.0, 2019, "BGD")


def test_ids_made_for_figures_and_listings_are_the_same_again_and_differ_for_other_content(tmp_path: Path) -> None:
    one = {"figure": "JCETs", "value_as_printed": "12", "area": "Honduras"}
    first = [record.id for record in _read(tmp_path, "figures", one, {**one, "area": "Peru"}).records]  # type: ignore[union-attr]
    again = [record.id for record in _read(tmp_path, "figures", {**one, "area": "Peru"}, one).records]  # type: ignore[union-attr]
    assert first == again[::-1]
    assert len(set(first)) == 2


def test_every_column_of_every_kind_is_documented() -> None:
    text = (Path(__file__).parents[1] / "docs/formats.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`([^`\s]+)`", text))
    for known in FORMATS:
        assert {*known.needs, *known.reads, known.kind} <= documented


def test_the_real_facts_and_registry_are_read_without_a_problem(shared_data: Path) -> None:
    cases = read_file(shared_data / "facts/cases.csv")
    assert (cases.input.rows, cases.problems) == (111, ())
    levels = {item.id: item.attributions[0].level for item in cases.records if isinstance(item, Incident)}
    assert {id_ for id_, level in levels.items() if level != "unit"} == {"SV-04", "MX-04"}
    assert (levels["SV-04"], levels["MX-04"]) == ("force", "service")
    assert read_file(shared_data / "facts/figures.csv").input.records == 80
    assert read_file(shared_data / "facts/state_ineligible_units.csv").input.records == 2
    registry = read_file(shared_data / "gold/registry.csv")
    units = [record for record in registry.records if isinstance(record, Unit)]
    assert (len(units), registry.problems) == (265, ())
    assert {unit.id for unit in units if unit.level == "force"} == {
        "HND-SEDENA", "HND-FFAA", "HND-SEG", "SLV-MDN", "SLV-FAES", "SLV-MJSP",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "earliest"),
    [("AP, 12 November 2012 (no later than)", "2012-05-26"), ("AP, 12 November 2012", "2012-11-12")],
)
def test_a_publication_no_later_than_a_day_may_have_come_as_soon_as_the_incident_began(
    tmp_path: Path, said: str, earliest: str
) -> None:
    incident = _one(
        tmp_path, "incidents", case_id="I1", country="Honduras", date_start="2012-05-26", date_end="2012-05-27",
        extent="act", unit_as_printed="1st Battalion", first_public_date="2012-11-12", first_public_source=said,
    )  # fmt: skip
    assert incident.first_public == ImpreciseDate.parse(f"{earliest}/2012-11-12")
    assert incident.has_first_publication is (earliest == "2012-11-12")
