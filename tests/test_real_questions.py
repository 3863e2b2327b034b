"""The questions an analyst asks first, on the real files (the folder named by VETTING_DATA)."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.test_whole_job import vetting

REPORT = "fmtrpt_all.tsv.gz"
LEAHY_DOD, LEAHY_STATE = "leahy-dod-362", "leahy-state-620m"
AFTER_TRAINING = "ind-incident-after-training"


@pytest.fixture(scope="module")
def job(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Import, run, findings and exposures over everything at hand, once."""
    folder = tmp_path_factory.mktemp("real")
    files = [
        shared_data / "data/fmtrpt" / REPORT,
        *sorted((shared_data / "data/sfm").glob("*.csv")),
        *sorted((shared_data / "facts").glob("*.csv")),
        shared_data / "gold/registry.csv",
    ]
    for words in (
        ("init", folder),
        ("import", "auto", *files, "-w", folder),
        ("run", "-w", folder),
        ("report", "json", "-w", folder, "-o", folder / "findings.json"),
        ("report", "json", "-w", folder, "-o", folder / "exposures.json", "--exposures"),
    ):
        done = vetting(*words)
        assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    exposed = json.loads((folder / "exposures.json").read_text(encoding="utf-8"))
    found["exposures"] = exposed if isinstance(exposed, list) else exposed["exposures"]
    found["size"] = (folder / "findings.json").stat().st_size
    found["folder"] = folder
    return found


@pytest.fixture(scope="module")
def lines(job: dict[str, Any], shared_data: Path) -> dict[str, int]:
    """Mission id → line of the unpacked report."""
    import csv
    import gzip

    with gzip.open(shared_data / "data/fmtrpt" / REPORT, "rt", encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter="\t")
        found = {}
        begins = 1
        for row in reader:
            found[row[0]] = begins
            begins = reader.line_num + 1
    return found


def _by_line(job: dict[str, Any], lines: dict[str, int], incident: str, unit: str) -> dict[int, dict[str, Any]]:
    return {
        lines[one["mission_id"]]: one
        for one in job["exposures"]
        if one["incident_id"] == incident and one["trained_unit_id"] == unit and one["tie"] == "same"
        if one["mission_link"]["status"] == one["incident_link"]["status"] == "match"
    }


def test_every_row_of_the_report_is_a_mission_a_total_or_a_problem(job: dict[str, Any]) -> None:
    report = next(file for file in job["coverage"]["inputs"] if file["name"] == REPORT)
    assert report["rows"] == 253_461 == report["records"] + report["problems"]


def test_the_findings_stay_below_fifty_megabytes(job: dict[str, Any]) -> None:
    assert job["size"] < 50_000_000


def test_courses_of_the_15th_battalion_fall_within_the_series_of_the_bajo_aguan(
    job: dict[str, Any], lines: dict[str, int]
) -> None:
    exposures = _by_line(job, lines, "HN-01", "HND-SF15")
    during = {line for line, one in exposures.items() if one["timing"] == "during"}
    assert {142928, 142933, 143026, 154530, 154589, 166538} <= during
    assert exposures[107950]["timing"] == "before"


def test_no_neighboring_number_is_among_the_15th(job: dict[str, Any]) -> None:
    same = [one for one in job["exposures"] if one["incident_id"] == "HN-01" and one["tie"] == "same"]
    trained = {one["trained_unit_id"] for one in same}
    assert trained == {"HND-SF15"}


def test_the_money_decides_which_law_flags_the_courses_of_the_15th(job: dict[str, Any], lines: dict[str, int]) -> None:
    rules: dict[int, set[str]] = {}
    for finding in job["findings"]:
        if any(one["incident_id"] == "HN-01" for one in finding["exposures"]):
            rules.setdefault(lines[finding["mission_id"]], set()).add(finding["rule_id"])
    assert LEAHY_STATE in rules[142928]
    assert LEAHY_DOD not in rules[142928]
    assert {LEAHY_DOD, AFTER_TRAINING} <= rules[166538]
    assert LEAHY_STATE not in rules[166538]
    assert LEAHY_DOD in rules[154589]
    assert LEAHY_DOD not in rules.get(107950, set())


def test_the_course_three_or_four_days_after_the_killing_of_may_2012_is_after(
    job: dict[str, Any], lines: dict[str, int]
) -> None:
    exposure = _by_line(job, lines, "HN-02", "HND-SF1")[154590]
    assert exposure["timing"] == "after"
    assert exposure["gap_days"] == [3, 4]


@pytest.mark.parametrize("case", ["MX-01", "SV-05", "SV-06", "SV-11", "MX-02", "SV-01", "SV-02", "SV-03", "SV-14"])
def test_units_without_a_training_row_have_no_exposure_of_their_own(case: str, job: dict[str, Any]) -> None:
    assert not [one for one in job["exposures"] if one["incident_id"] == case and one["tie"] == "same"]


def test_a_force_makes_no_exposure_of_a_unit(job: dict[str, Any]) -> None:
    ties = Counter(one["tie"] for one in job["exposures"] if one["incident_id"] in {"SV-04", "MX-04"})
    assert set(ties) <= {"force"}


def test_the_squadron_named_in_brackets_is_not_taken_for_the_directorate_of_its_kind(job: dict[str, Any]) -> None:
    units = {one["implicated_unit_id"] for one in job["exposures"] if one["incident_id"] == "HN-12"}
    assert units <= {"HND-COBRA"}
