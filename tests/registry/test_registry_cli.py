"""``vetting registry``: files in, files out, and errors that say what to do."""

from __future__ import annotations

import csv
from pathlib import Path

from click.testing import CliRunner

from vetting.cli import main

MENTIONS = """query_id,country_iso3,text
a,ECU,19th Jungle Brigade
b,ECU,Brigada de Selva No. 19
c,ECU,Ejército
d,ECU,"9TH SPECIAL FORCES BRIGADE, 19TH JUNGLE BRIGADE"
e,ECU,Not Reported
"""
UNITS = """unit_id,country_iso3,name,aliases,parent_id
E-19,ECU,Brigada de Selva No. 19,19-BS,
E-EJE,ECU,Ejército Ecuatoriano,Ejército,
"""


def built(folder: Path, *options: str, mentions: str = MENTIONS) -> list[tuple[str, ...]]:
    """The rows written for ``mentions``."""
    (folder / "m.csv").write_text(mentions, encoding="utf-8")
    out = folder / "out.csv"
    given = ["registry", "build", "--mentions", str(folder / "m.csv"), "-o", str(out), *options]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 0, result.output
    with out.open(encoding="utf-8", newline="") as stream:
        return [tuple(row) for row in csv.reader(stream)]


def test_each_cell_has_a_row_for_each_unit_that_it_names(tmp_path: Path) -> None:
    rows = built(tmp_path)
    assert rows[0] == ("query_id", "cluster_id", "status")
    jungle = "ecu-19-jungle-brigade"
    assert rows[1:4] == [("a", jungle, "unit"), ("b", jungle, "unit"), ("c", "ecu-force-army", "force")]
    assert [row[::2] for row in rows[4:]] == [("d", "unit"), ("d", "unit"), ("e", "none")]
    assert jungle in {row[1] for row in rows[4:6]}


def test_clusters_that_link_to_a_registered_unit_carry_its_id(tmp_path: Path) -> None:
    (tmp_path / "u.csv").write_text(UNITS, encoding="utf-8")
    rows = built(tmp_path, "--units", str(tmp_path / "u.csv"))
    assert rows[1:4] == [("a", "E-19", "unit"), ("b", "E-19", "unit"), ("c", "E-EJE", "force")]


def test_the_same_input_gives_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    head, *lines = MENTIONS.splitlines()
    forth = built(tmp_path)
    back = built(tmp_path, mentions="\n".join((head, *reversed(lines))) + "\n")
    assert sorted(forth) == sorted(back)


def test_a_file_without_the_columns_is_refused_with_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("id,text\n1,Army\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["registry", "build", "--mentions", str(tmp_path / "m.csv"), "-o", "x.csv"])
    assert result.exit_code == 3
    assert "missing column: query_id, country_iso3" in result.output
