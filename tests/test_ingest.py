"""Files become readings, or are refused in one sentence that names file and columns."""

from __future__ import annotations

import csv
import hashlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vetting.errors import InputError, UsageError
from vetting.ingest import newest_date, read_file


def _file(folder: Path, text: str, name: str = "given.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_reading_names_file_kind_dataset_hash_and_rows(tmp_path: Path) -> None:
    found = read_file(_file(tmp_path, "unit_id,country_iso3,name\nu,HND,x\n,HND,y\n", "registry.csv"))
    given = found.input
    assert (given.name, given.kind, given.dataset, given.encoding) == ("registry.csv", "units", "registry", "utf-8")
    assert (given.rows, given.records, given.problems) == (2, 1, 1)
    assert given.sha256 == hashlib.sha256((tmp_path / "registry.csv").read_bytes()).hexdigest()


def test_the_dataset_may_be_named(tmp_path: Path) -> None:
    path = _file(tmp_path, "unit_id,country_iso3,name\nu,HND,x\n", "registry-2024.csv")
    assert read_file(path, dataset="registry").input.dataset == "registry"


def test_an_unknown_kind_lists_the_kinds(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"auto, .*missions.*sfm-units"):
        read_file(_file(tmp_path, "a,b\n1,2\n"), "unitz")


def test_a_file_of_another_kind_is_told_by_its_missing_columns_and_its_own_kind(tmp_path: Path) -> None:
    path = _file(tmp_path, "unit_id,country_iso3,name\nu,HND,x\n")
    says = r"not a file of kind 'missions'.*'mission_id', 'country', 'start_date'"
    with pytest.raises(InputError, match=says) as caught:
        read_file(path, "missions")
    assert "'units'" in caught.value.hint
    assert caught.value.where == "given.csv"


def test_an_unknown_header_is_told_with_the_nearest_kind_and_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no known kind of file has the columns 'unit_id', 'nom'") as caught:
        read_file(_file(tmp_path, "unit_id,nom,parent_id\nu,x,\n"))
    assert "also needs" in caught.value.hint


def test_a_column_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="twice"):
        read_file(_file(tmp_path, "unit_id,country_iso3,name,name\nu,HND,x,y\n"))


def test_a_header_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no row below"):
        read_file(_file(tmp_path, "unit_id,country_iso3,name\n"))


def test_columns_that_are_not_read_are_told_with_the_nearest_name(tmp_path: Path) -> None:
    found = read_file(_file(tmp_path, "unit_id,country_iso3,name,alias,colour\nu,HND,x,y,red\n"))
    assert found.warnings == ("given.csv has columns that are not read: alias (did you mean aliases?), colour",)


def test_rows_are_records_and_problems_whatever_is_in_them(tmp_path: Path) -> None:
    text = 'unit_id,country_iso3,name\nu1,HND,x\nu1,HND,again\nu2,Ruritania,y\n"u3,HND\nu4,HND,z\n,,\nu5,HND\n'
    found = read_file(_file(tmp_path, text))
    assert found.input.rows == found.input.records + found.input.problems == 7
    assert found.input.records == 2
    assert [problem.source.line for problem in found.problems] == [3, 4, 5, 7, 8]


cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=("Cs",)), max_size=6)
FMTRPT = (
    "training:id:admin", "training:country", "training:program", "training:course_title", "training:recipient_unit",
    "training:start_date", "training:end_date", "training:quantity", "training:total_cost", "qa:training_group",
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.lists(cells, min_size=10, max_size=10), min_size=1, max_size=5))
def test_each_row_of_a_training_report_is_one_record_or_one_problem(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("rows") / "report.tsv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t").writerows([FMTRPT, *rows])
    found = read_file(path)
    assert found.input.rows == len(rows) == len(found.records) + len(found.problems)


@settings(deadline=None)
@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=5))
def test_each_row_of_a_registry_is_one_record_or_one_problem(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("rows") / "units.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("unit_id", "country_iso3", "name"), *rows])
    found = read_file(path)
    assert found.input.rows == len(rows) == len(found.records) + len(found.problems)


def test_the_newest_date_is_the_newest_printed_one_and_no_fiscal_bound(tmp_path: Path) -> None:
    text = "mission_id,country,start_date,end_date,fiscal_year\nm,HND,2012-05-01,2012-06-01,2012\nn,HND,,,2014\n"
    assert read_file(_file(tmp_path, text)).input.newest_date == date(2012, 6, 1)
    assert newest_date(()) is None


def test_progress_is_told_while_a_long_file_is_read(tmp_path: Path) -> None:
    text = "unit_id,country_iso3,name\n" + "".join(f"u{n},HND,x\n" for n in range(20_000))
    seen: list[int] = []
    read_file(_file(tmp_path, text), progress=seen.append)
    assert seen == [8192, 16384]
