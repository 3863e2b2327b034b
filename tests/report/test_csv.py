"""The CSV report and its guard against formulas."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report import small
from vetting.report import findings_csv
from vetting.report.findings_csv import neutral
from vetting.report.rows import COLUMNS


def rows(tmp_path: Path, lang: str = "en") -> list[dict[str, str]]:
    out = tmp_path / "report.csv"
    findings_csv.write(small.DATASET, small.RUN, out, lang)
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_is_a_row_per_finding_and_exposure_with_the_json_keys(tmp_path: Path) -> None:
    first, second = rows(tmp_path)
    assert tuple(first) == COLUMNS
    assert (first["incident_id"], first["gap_days"], first["mission_link.score"]) == ("XA-01", "[792, 792]", "0.97")
    assert (second["mission_id"], second["incident_id"], second["gap_days"]) == ("M3", "", "")
    assert second["source_ref.line"] == "4"


def test_two_exposures_of_one_finding_are_two_rows(tmp_path: Path) -> None:
    both = replace(small.FLAG, incident_ids=("XA-01", "XA-02"))
    run = replace(small.RUN, answers={**small.RUN.answers, 1: (both, small.NAMED)})
    out = tmp_path / "two.csv"
    findings_csv.write(small.DATASET, run, out)
    with out.open(encoding="utf-8", newline="") as file:
        found = [row["incident_id"] for row in csv.DictReader(file) if row["mission_id"] == "M1"]
    assert found == ["XA-01", "XA-02"]


def test_the_evidence_is_in_the_language_asked_for(tmp_path: Path) -> None:
    assert rows(tmp_path, "es")[0]["evidence"].startswith("La información atribuye")
    assert rows(tmp_path, "en")[0]["evidence"].startswith("Information attributes")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(sign: str) -> None:
    assert neutral(sign + "1+1") == "'" + sign + "1+1"


@pytest.mark.parametrize(
    "cell", ["HN-01", "training:id:admin", "007", "'15th'", "-12.5", "-3", "[3, 4]", "", 12, -4, 0.5]
)
def test_ids_and_numbers_are_written_as_they_are(cell: str | int | float) -> None:
    assert neutral(cell) == cell


def restored(text: str) -> str:
    """What the cell held: one apostrophe off where further ones or none, and then a sign that runs, stand behind."""
    return text[1:] if re.match("'+[=+\\-@\t\r\n＝＋－＠]", text) else text


@given(st.text(alphabet=st.one_of(st.sampled_from("'=+-@\t\r\n0 a"), st.characters(codec="utf-8"))))
def test_no_cell_runs_and_each_can_be_restored(text: str) -> None:
    safe = neutral(text)
    assert isinstance(safe, str)
    assert restored(safe) == text
    number = safe.removeprefix("-").replace(".", "", 1)
    assert safe[:1] not in set("=+-@\t\r\n") or (safe.startswith("-") and number.isdecimal())


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")))
def test_a_neutral_cell_survives_the_csv(text: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow([neutral(text), "x"])
    file.seek(0)
    assert [restored(cell) for cell in next(csv.reader(file))] == [text, "x"]


def test_hostile_names_do_not_run(tmp_path: Path) -> None:
    mission = replace(small.MISSIONS[0], id="=1+1", source=replace(small.MISSIONS[0].source, file="@SUM(A1).tsv"))
    dataset = replace(small.DATASET, missions=(mission,))
    out = tmp_path / "hostile.csv"
    findings_csv.write(dataset, replace(small.RUN, signature_of={"=1+1": 3}), out)
    with out.open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["mission_id"], row["source_ref.file"]) == ("'=1+1", "'@SUM(A1).tsv")
