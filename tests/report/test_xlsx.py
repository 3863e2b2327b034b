"""The Excel workbook, read back."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.report import small
from vetting.model import STANDARD_LINE_ES
from vetting.report import findings_xlsx
from vetting.report.rows import COLUMNS


def write(tmp_path: Path, lang: str = "en", name: str = "report.xlsx") -> Path:
    out = tmp_path / name
    assert findings_xlsx.write(small.DATASET, small.RUN, small.RULES, out, lang) == 0
    return out


def test_the_sheet_holds_the_rows_of_the_csv(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(tmp_path))
    header, first, second = book["Findings"].iter_rows(values_only=True)
    assert header == COLUMNS
    assert first[:2] == ("M1", "leahy-dod-362")
    assert first[COLUMNS.index("mission_link.score")] == 0.97
    assert second[COLUMNS.index("source_ref.line")] == 4


def test_the_first_sheet_carries_the_standard_line(tmp_path: Path) -> None:
    about = openpyxl.load_workbook(write(tmp_path, "es"))["Acerca de"]
    assert STANDARD_LINE_ES in [cell.value for row in about.iter_rows() for cell in row]


def test_no_cell_is_a_formula_or_a_link(tmp_path: Path) -> None:
    text = '=HYPERLINK("http://example.org","x")'
    trigger = replace(small.TRIGGER, text_en=text)
    run = replace(small.RUN, answers={**small.RUN.answers, 1: (replace(small.FLAG, evidence=(trigger,)),)})
    out = tmp_path / "hostile.xlsx"
    findings_xlsx.write(small.DATASET, run, small.RULES, out)
    sheet = openpyxl.load_workbook(out)["Findings"]
    assert sheet.cell(2, COLUMNS.index("evidence") + 1).value == text
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    with zipfile.ZipFile(out) as parts:
        assert not any("rels/sheet" in name for name in parts.namelist())
        assert b"<f>" not in parts.read("xl/worksheets/sheet2.xml")


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    assert write(tmp_path).read_bytes() == write(tmp_path, name="again.xlsx").read_bytes()


def test_rows_beyond_the_limit_are_counted_and_said(tmp_path: Path) -> None:
    out = tmp_path / "full.xlsx"
    assert findings_xlsx.write(small.DATASET, small.RUN, small.RULES, out, max_rows=2) == 1
    book = openpyxl.load_workbook(out)
    assert book["Findings"].max_row == 2
    assert any("left out" in str(row[0]) and row[1] == 1 for row in book["About"].iter_rows(values_only=True))


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(tmp_path: Path, lang: str) -> None:
    trigger = replace(small.TRIGGER, text_en="x" * 40_000, text_es="x" * 40_000)
    run = replace(small.RUN, answers={**small.RUN.answers, 1: (replace(small.FLAG, evidence=(trigger,)),)})
    out = tmp_path / "long.xlsx"
    findings_xlsx.write(small.DATASET, run, small.RULES, out, lang)
    cell = openpyxl.load_workbook(out).worksheets[1].cell(2, COLUMNS.index("evidence") + 1).value
    assert len(cell) == findings_xlsx.MAX_TEXT
    assert cell.endswith("the CSV has the whole text]" if lang == "en" else "el CSV contiene el texto completo]")
