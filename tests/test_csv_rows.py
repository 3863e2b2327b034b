"""Files given to a command without a workspace: what they are, and what was wanted, is said in one sentence."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vetting.cli import main
from vetting.cli.csv_rows import MENTION_COLUMNS, rows_of

UNITS = "unit_id,country_iso3,name,aliases,parent_id\nA,HND,15 Batallón de Fuerzas Especiales,,\n"
MENTIONS = "query_id,country_iso3,text\n1,HND,15 BATALLON DE FUERZAS ESPECIALES\n"
#: What a person may hand over for a table, and what is said of it.
OTHERS = {
    "a.pdf": (b"%PDF-1.4\n\xe2\xe3\xcf\xd3", "the file is a PDF, not a text table"),
    "a.xlsx": (b"PK\x03\x04\x14\x00\xff", "the file is a zip archive or an Excel workbook, not a text table"),
    "a.csv.gz": (gzip.compress(MENTIONS.encode(), mtime=0)[:-9], "the gzip file is truncated: its end is missing"),
    "empty.csv": (b"", "the file is empty"),
    "zero.bin": (b"a,b\n\x00\x01", "the file is binary: it holds zero bytes"),
    "a.html": (b"<!doctype html><p>", "the file is a web page or XML, not a table"),
    "a.json": (b'{"query_id": 1}', "the file is JSON, not a table"),
    "windows.csv": ("query_id,country_iso3,text\n1,HND,Ejército\n".encode("cp1252"), "the file is not UTF-8 text"),
    "open.csv": (b'query_id,country_iso3,text\n1,HND,"Army\n', "the file is not CSV: unexpected end of data"),
    "short.csv": (b"query_id,text\n1,Army\n", "missing column: country_iso3"),
    "folder": (None, "this is a folder"),
    "nowhere.csv": (None, "no such file"),
}


def _given(folder: Path, name: str) -> Path:
    data, _ = OTHERS[name]
    path = folder / name
    if data is not None:
        path.write_bytes(data)
    elif name == "folder":
        path.mkdir()
    return path


def _called(folder: Path, *words: str) -> Result:
    (folder / "u.csv").write_text(UNITS, encoding="utf-8")
    (folder / "m.csv").write_text(MENTIONS, encoding="utf-8")
    return CliRunner().invoke(main, [*words, "-o", str(folder / "o.csv")])


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_that_is_no_table_of_mentions_is_named_with_what_is_wanted(tmp_path: Path, name: str) -> None:
    path = _given(tmp_path, name)
    for words in (
        ("match", "--units", str(tmp_path / "u.csv"), "--mentions", str(path)),
        ("registry", "build", "--mentions", str(path)),
    ):
        result = _called(tmp_path, *words)
        assert result.exit_code == 3
        assert f"{name}" in result.stderr
        assert OTHERS[name][1] in result.stderr
        assert "Give a CSV file (UTF-8) whose first line names: query_id, country_iso3, text." in result.stderr
        assert len(result.stderr.splitlines()) == 2
        assert not (tmp_path / "o.csv").exists()


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_that_is_no_table_of_units_is_named_with_what_is_wanted(tmp_path: Path, name: str) -> None:
    path = _given(tmp_path, name)
    for words in (
        ("match", "--mentions", str(tmp_path / "m.csv"), "--units", str(path)),
        ("registry", "build", "--mentions", str(tmp_path / "m.csv"), "--units", str(path)),
    ):
        result = _called(tmp_path, *words)
        assert result.exit_code == 3
        assert "whose first line names: unit_id, country_iso3, name, aliases, parent_id." in result.stderr
        assert "--encoding" not in result.stderr


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plain.csv", MENTIONS.encode()),
        ("marked.csv", b"\xef\xbb\xbf" + MENTIONS.encode()),
        ("packed.csv.gz", gzip.compress(MENTIONS.encode(), mtime=0)),
        ("semicolons.csv", MENTIONS.replace(",", ";").encode()),
        ("tabs.tsv", MENTIONS.replace(",", "\t").encode()),
        ("utf16.csv", MENTIONS.encode("utf-16")),
    ],
)
def test_a_table_is_read_however_it_is_packed_and_parted(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert rows_of(tmp_path / name, MENTION_COLUMNS) == [
        {"query_id": "1", "country_iso3": "HND", "text": "15 BATALLON DE FUERZAS ESPECIALES"}
    ]


def test_a_cell_may_hold_lines_and_a_row_may_lack_or_exceed_cells(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(
        'query_id,country_iso3,text\n1,HND,"Army,\nNavy"\n\n2,HND\n3,HND,Army,more\n', encoding="utf-8"
    )
    assert [row["text"] for row in rows_of(tmp_path / "m.csv", MENTION_COLUMNS)] == ["Army,\nNavy", "", "Army"]
