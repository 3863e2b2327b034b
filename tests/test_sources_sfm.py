"""Security Force Monitor's four files: one unit per id, dated ties, cited and real ends, placeholders."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from vetting.ingest import FileReading, read_file
from vetting.model import Incident, Person, Posting, Relation, Unit
from vetting.period import Extent, ImpreciseDate, Period
from vetting.sources.sfm import FORMATS

HEADERS = {known.kind: (*known.needs, *known.reads) for known in FORMATS}


def _read(folder: Path, kind: str, *rows: dict[str, str]) -> FileReading:
    path = folder / f"{kind}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADERS[kind], restval="")
        writer.writeheader()
        writer.writerows(rows)
    reading = read_file(path)
    assert reading.input.kind == kind
    return reading


def _of(reading: FileReading, noun: type) -> list[Any]:
    return [record for record in reading.records if type(record) is noun]


_UNIT = {"unit_id": "u1", "name": "1 Brigade", "classification": "Army;Military", "country": "ng"}


def test_the_rows_of_one_id_are_one_unit_with_a_relation_for_each_parent(tmp_path: Path) -> None:
    reading = _read(
        tmp_path,
        "sfm-units",
        {**_UNIT, "other_names": "One Brigade", "first_cited_date": "2013-02-00", "first_cited_is_start": "N",
         "parent_id": "p1", "parent_class": "Command", "parent_first_cited_date": "2013", "parent_open_ended": "Y"},
        {**_UNIT, "other_names": "1 Bde", "parent_id": "p2", "parent_class": "Administrative"},
        {**_UNIT, "headquarters": "Sokoto"},
    )  # fmt: skip
    (unit,) = _of(reading, Unit)
    assert unit.aliases == ("One Brigade", "1 Bde")
    assert (unit.country, unit.headquarters, unit.level) == ("NGA", "Sokoto", "unit")
    assert unit.existence == Period(ImpreciseDate.parse("2013-02"), None, begin_real=False, end_real=False)
    assert [(tie.kind, tie.other_id) for tie in _of(reading, Relation)] == [
        ("subordinate", "p1"),
        ("administrative", "p2"),
    ]
    assert (reading.input.rows, reading.input.records, reading.problems) == (3, 3, ())


def test_an_exact_end_is_real_and_a_last_citation_is_not(tmp_path: Path) -> None:
    reading = _read(
        tmp_path,
        "sfm-units",
        {
            **_UNIT,
            "first_cited_date": "2001-01-01",
            "first_cited_is_start": "Y",
            "last_cited_date": "2010",
            "open_ended": "E",
        },
        {**_UNIT, "unit_id": "u2", "name": "2 Brigade", "last_cited_date": "2010", "open_ended": "N"},
    )
    real, cited = _of(reading, Unit)
    assert (real.existence.begin_real, real.existence.end_real) == (True, True)
    assert (cited.existence.end_real, cited.existence.ongoing) == (False, False)


@pytest.mark.parametrize(
    ("name", "classes", "placeholder"),
    [
        ("Unknown Brigade of 3 Armoured Division", "Army", True),
        ("Unnamed Unit", "Army", True),
        ("Something", "Placeholder", True),
        ("Unidos Brigade", "Army", False),
    ],
)
def test_a_unit_that_sources_do_not_name_is_a_placeholder(
    tmp_path: Path, name: str, classes: str, placeholder: bool
) -> None:
    (unit,) = _of(_read(tmp_path, "sfm-units", {**_UNIT, "name": name, "classification": classes}), Unit)
    assert unit.placeholder is placeholder


def test_a_row_without_an_id_has_one_made_from_its_name_that_stays(tmp_path: Path) -> None:
    row = {**_UNIT, "unit_id": ""}
    first = _of(_read(tmp_path, "sfm-units", row), Unit)[0].id
    again = _of(_read(tmp_path, "sfm-units", {**_UNIT, "unit_id": "x"}, row), Unit)[1].id
    assert first == again
    assert first.startswith("unit-")


def test_two_names_under_one_id_are_a_problem(tmp_path: Path) -> None:
    reading = _read(tmp_path, "sfm-units", _UNIT, {**_UNIT, "name": "2 Brigade"})
    assert len(_of(reading, Unit)) == 1
    assert reading.problems[0].source.line == 3
    assert "two units, one id" in reading.problems[0].reason


def test_a_person_has_one_record_and_a_posting_for_each_row(tmp_path: Path) -> None:
    row = {"person_id": "x", "name": "A. Officer", "unit_id": "u1", "role": "Commander", "first_cited_date": "2010",
           "is_start": "Y", "last_cited_date": "2011-05", "is_end": "N", "country": "mx"}  # fmt: skip
    reading = _read(tmp_path, "sfm-persons", row, {**row, "unit_id": "u2"})
    assert len(_of(reading, Person)) == 1
    first, second = _of(reading, Posting)
    assert (first.unit_id, second.unit_id) == ("u1", "u2")
    assert (first.period.begin_real, first.period.end_real) == (True, False)


def test_a_posting_that_really_ends_before_it_begins_is_a_problem(tmp_path: Path) -> None:
    row = {"person_id": "x", "name": "A. Officer", "unit_id": "u1", "first_cited_date": "2008-08-04", "is_start": "Y",
           "last_cited_date": "2008-06-30", "is_end": "Y", "country": "ng"}  # fmt: skip
    reading = _read(tmp_path, "sfm-persons", row)
    assert (reading.records, reading.problems[0].column) == ((), "last_cited_date")


@pytest.mark.parametrize(
    ("classes", "level"),
    [("Ejército", "service"), ("Police", "service"), ("Military;Navy", "service"), ("Military", "force"),
     ("Military;Police", "force"), ("Joint Task Force", "force"), ("Army;Navy", "force")],
)  # fmt: skip
def test_a_classification_names_a_service_or_a_force_and_never_a_unit(tmp_path: Path, classes: str, level: str) -> None:
    row = {"incident_id": "i", "country": "ng", "start_date": "2012-11-00", "perpetrator_classification": classes,
           "first_allegation": "2014-09-18", "violation_types": "Torture;beating"}  # fmt: skip
    (incident,) = _of(_read(tmp_path, "sfm-incidents", row), Incident)
    assert incident.attributions[0].level == level
    assert incident.attributions[0].unit_id == ""
    assert incident.period.begin == ImpreciseDate.parse("2012-11")
    assert incident.extent is Extent.ACT
    assert incident.violation_words == ("Torture", "beating")


def test_an_unnamed_unit_is_never_a_perpetrator(tmp_path: Path) -> None:
    row = {"incident_id": "i", "country": "ng", "start_date": "2012", "perpetrator_classification": "Army",
           "perpetrator_unit_id": "u9", "perpetrator_unit_name": "Unknown Battalion"}  # fmt: skip
    (incident,) = _of(_read(tmp_path, "sfm-incidents", row), Incident)
    assert (incident.attributions[0].unit_id, incident.attributions[0].level) == ("", "service")


def test_the_real_files_are_read_whole(shared_data: Path) -> None:
    folder = shared_data / "data/sfm"
    units = read_file(folder / "units.csv")
    assert (units.input.rows, units.problems) == (1_970, ())
    assert len(_of(units, Unit)) == 1_608
    assert sum(unit.id.startswith("unit-") for unit in _of(units, Unit)) == 10
    assert all(unit.country for unit in _of(units, Unit))
    persons = read_file(folder / "persons.csv")
    assert (persons.input.rows, len(persons.problems)) == (937, 1)
    assert read_file(folder / "memberships.csv").input.records == 188
    incidents = read_file(folder / "incidents.csv")
    assert incidents.input.records == 10
    assert {item.level for incident in _of(incidents, Incident) for item in incident.attributions} <= {
        "service",
        "force",
    }
