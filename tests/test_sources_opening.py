"""Files as people hold them: packed, in some encoding, broken somewhere."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vetting.errors import InputError
from vetting.sources.opening import Row, open_file, table


def _rows(path: Path, content: bytes, encoding: str | None = None) -> list[Row]:
    path.write_bytes(content)
    return list(table(open_file(path, encoding)).rows())


def test_a_line_number_is_the_physical_line_where_the_row_begins(tmp_path: Path) -> None:
    rows = _rows(tmp_path / "a.csv", b'a,b\n1,"two\nlines"\n\n3,4\n')
    assert [(row.line, row.cells, row.fault) for row in rows] == [(2, ["1", "two\nlines"], ""), (5, ["3", "4"], "")]


def test_a_gzipped_file_is_read_like_the_plain_one(tmp_path: Path) -> None:
    content = "a\tb\r\nÑandú\t2\r\n".encode()
    plain, packed = _rows(tmp_path / "a.tsv", content), _rows(tmp_path / "a.tsv.gz", gzip.compress(content))
    assert plain == packed == [Row(2, ["Ñandú", "2"])]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("a,b\nNº 1,ó\n".encode(), "utf-8"),
        ("a,b\nNº 1,ó\n".encode("utf-8-sig"), "utf-8"),
        ("a,b\nNº 1,ó\n".encode("utf-16"), "utf-16"),
        ("a,b\nNº 1,ó\n".encode("cp1252"), "cp1252"),
    ],
)
def test_each_encoding_that_people_save_gives_the_same_text_and_is_named(
    tmp_path: Path, content: bytes, encoding: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    opened = open_file(path)
    assert opened.encoding == encoding
    assert table(opened).header == ("a", "b")
    assert [row.cells for row in table(opened).rows()] == [["Nº 1", "ó"]]


def test_windows_1252_is_assumed_with_a_warning_that_quotes_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("a,b\n1,Batallón Nº 3\n".encode("cp1252"))
    (warning,) = open_file(path).warnings
    assert "Windows-1252" in warning
    assert "line 2" in warning
    assert "Batallón" in warning


def test_the_encoding_option_overrides_what_the_bytes_look_like(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("a,b\n1,Łódź\n".encode("iso-8859-2"))
    opened = open_file(path, "iso-8859-2")
    assert opened.warnings == ()
    assert [row.cells for row in table(opened).rows()] == [["1", "Łódź"]]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"a,b\n1,\x00\n", "binary"),
        (b"PK\x03\x04 something", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"SQLite format 3\x00", "SQLite"),
        (gzip.compress(b"a,b\n1,2\n" * 5000, mtime=0)[:-20], "truncated"),
        (b"\x1f\x8b\x08\x00garbage garbage", "damaged"),
        (b"a,b\n1,\x81\n", "0x81"),
    ],
)
def test_a_file_that_is_no_text_is_refused_in_a_sentence_that_names_it(
    tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "given.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=says) as caught:
        open_file(path)
    assert caught.value.where.startswith("given.csv")


@pytest.mark.parametrize(("content", "says"), [(b"<!doctype html><p>", "web page"), (b'{"a": [1]}', "JSON")])
def test_a_web_page_or_json_is_refused_as_what_it_is(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "given.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=says):
        table(open_file(path))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        open_file(tmp_path / "none.csv")
    with pytest.raises(InputError, match="folder"):
        open_file(tmp_path)


def test_an_open_quotation_mark_costs_one_line_and_not_the_rest_of_the_file(tmp_path: Path) -> None:
    rows = _rows(tmp_path / "a.csv", b'a,b\n1,"open\n2,3\n4,5\n')
    assert [(row.line, bool(row.fault)) for row in rows] == [(2, True), (3, False), (4, False)]
    assert rows[1].cells == ["2", "3"]


def test_an_open_quotation_mark_closed_by_a_later_one_does_not_swallow_the_rows_between(tmp_path: Path) -> None:
    rows = _rows(tmp_path / "a.csv", b'a,b\n1,"open\n2,3\n4,"x"\n5,6\n')
    assert [(row.line, bool(row.fault)) for row in rows] == [(2, True), (3, False), (4, False), (5, False)]


def test_a_row_broken_over_two_lines_is_joined_and_says_so(tmp_path: Path) -> None:
    rows = _rows(tmp_path / "a.csv", b"a,b,c,d\n1,2,first\nhalf,4\n5,6,7,8\n")
    assert [(row.line, row.cells, row.mended) for row in rows] == [
        (2, ["1", "2", "first\nhalf", "4"], "row-joined"),
        (4, ["5", "6", "7", "8"], ""),
    ]


def test_quotation_marks_that_do_not_fit_are_text_where_tabs_part_the_cells(tmp_path: Path) -> None:
    rows = _rows(tmp_path / "a.tsv", b'a\tb\n1\t"Lightning" BN\n2\t"open\n3\t"sound"\n')
    assert [(row.cells, row.mended) for row in rows] == [
        (["1", '"Lightning" BN'], "quotes-taken-literally"),
        (["2", '"open'], "quotes-taken-literally"),
        (["3", "sound"], ""),
    ]


def test_utf_16_without_its_mark_is_read_when_the_encoding_is_named(tmp_path: Path) -> None:
    content = "a,b\nNº 1,ó\n".encode("utf-16-le")
    assert _rows(tmp_path / "a.csv", content, "utf-16-le") == [Row(2, ["Nº 1", "ó"])]
    with pytest.raises(InputError) as caught:
        _rows(tmp_path / "a.csv", content)
    assert "--encoding" in caught.value.hint


def test_a_row_of_another_length_has_a_fault_that_counts_cells(tmp_path: Path) -> None:
    short, long = _rows(tmp_path / "a.csv", b"a,b,c\n1,2\n1,2,3,4\n")
    assert short.fault == "the row has 2 cells where the header has 3"
    assert long.fault == "the row has 4 cells where the header has 3"


def test_blank_cells_beyond_the_header_are_dropped(tmp_path: Path) -> None:
    assert _rows(tmp_path / "a.csv", b"a,b\n1,2,,\n") == [Row(2, ["1", "2"])]


def test_a_cell_longer_than_the_csv_module_allows_by_itself_is_read(tmp_path: Path) -> None:
    (row,) = _rows(tmp_path / "a.csv", b"a,b\n1," + b"x" * 200_000 + b"\n")
    assert len(row.cells[1]) == 200_000


def test_a_boundless_cell_is_a_fault_and_not_a_crash(tmp_path: Path) -> None:
    rows = _rows(tmp_path / "a.csv", b"a,b\n1," + b"x" * 1_100_000 + b"\n2,3\n")
    assert "field larger" in rows[0].fault
    assert rows[1].cells == ["2", "3"]


cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\n\x1a", exclude_categories=("Cs",)), max_size=8)


@settings(deadline=None)
@given(st.lists(st.lists(cells, min_size=3, max_size=3).filter(any), min_size=1, max_size=6))
def test_what_csv_writes_is_read_back(tmp_path_factory: pytest.TempPathFactory, written: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["a", "b", "c"], *written])
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    assert [row.cells for row in table(open_file(path)).rows()] == written


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reader(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "a.csv"
    path.write_bytes(content)
    try:
        rows = list(table(open_file(path)).rows())
    except InputError:
        return
    assert all(row.fault or row.cells for row in rows)
