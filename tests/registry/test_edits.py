"""Edits of provisional units: reasoned, kept, replayed on every build, and undone without a trace in the units."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.registry.test_building import ROWS, built, made, mission, reading, told, units
from vetting.store import Store


def edit(folder: Path, *given: str, code: int = 0) -> str:
    return told(folder, *given, "--reason", "read in the order of battle", "--date", "2020-01-02", code=code)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = made(tmp_path / "w", *ROWS)
    built(path)
    return path


def by_echelon(folder: Path, echelon: str) -> str:
    return next(u.id for u in units(folder).values() if u.echelon == echelon)


def test_a_merge_gives_the_names_to_the_other_unit_and_undo_gives_them_back(folder: Path) -> None:
    before = units(folder)
    battalion, brigade = by_echelon(folder, "battalion"), by_echelon(folder, "brigade")
    edit(folder, "merge", battalion, brigade)
    after = units(folder)
    assert battalion not in after
    assert {before[battalion].name, *before[battalion].aliases} <= set(after[brigade].aliases)
    told(folder, "undo", "1", "--reason", "they are two")
    assert units(folder) == before


def test_edits_are_replayed_when_rows_are_added(folder: Path) -> None:
    brigade = by_echelon(folder, "brigade")
    edit(folder, "rename", brigade, "Brigada de Selva No. 19 (Napo)")
    edit(folder, "alias", brigade, "Napo")
    edit(folder, "end", brigade, "2012-05")
    with Store.open(folder) as store:
        store.import_file(reading("more", mission(77, "19TH JUNGLE BDE", 2010)))
    built(folder)
    unit = units(folder)[brigade]
    assert unit.name == "Brigada de Selva No. 19 (Napo)"
    assert {"Napo", "19TH JUNGLE BDE"} <= set(unit.aliases)
    assert str(unit.existence.end) == "2012-05"
    assert unit.existence.end_real


def test_a_split_takes_printed_forms_to_a_new_unit(folder: Path) -> None:
    brigade = by_echelon(folder, "brigade")
    edit(folder, "split", brigade, "--name", "Another", "--form", "Brigada de Selva No. 19")
    found = units(folder)
    assert found[f"{brigade}~s1"].aliases == ("Brigada de Selva No. 19",)
    assert "Brigada de Selva No. 19" not in (found[brigade].name, *found[brigade].aliases)


def test_a_parent_given_by_an_analyst_is_a_tie_that_cites_the_edit(folder: Path) -> None:
    edit(folder, "parent", by_echelon(folder, "brigade"), "prov-lbn-ranger-regiment", "--source", "https://example.org")
    with Store.open(folder) as store:
        tie = next(r for r in store.dataset().relations if r.other_id == "prov-lbn-ranger-regiment")
    assert (tie.source.file, tie.source.url) == ("edit 1", "https://example.org")


def test_every_edit_stays_on_record_with_its_reason(folder: Path) -> None:
    edit(folder, "alias", by_echelon(folder, "brigade"), "Napo")
    told(folder, "undo", "1", "--reason", "a slip")
    (one,) = json.loads(told(folder, "edits", "--json"))
    assert (one["day"], one["reason"], one["undone"]) == ("2020-01-02", "read in the order of battle", "a slip")
    assert "no edit 1 that counts" in told(folder, "undo", "1", "--reason", "again", code=2)


def test_an_edit_of_an_unknown_unit_or_without_a_day_is_refused(folder: Path) -> None:
    assert "there is no unit 'nobody'" in edit(folder, "rename", "nobody", "X", code=2)
    assert "is not a day" in edit(folder, "end", by_echelon(folder, "brigade"), "some day", code=2)
    assert json.loads(told(folder, "edits", "--json")) == []


def test_the_export_holds_units_relations_and_the_columns_of_security_force_monitor(folder: Path) -> None:
    edit(folder, "alias", by_echelon(folder, "brigade"), "=1+1")
    told(folder, "export", "-o", str(folder / "out"), "--country", "ECU")
    with (folder / "out" / "units.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["unit_id"]: row for row in csv.DictReader(stream)}
    assert set(rows) == {u.id for u in units(folder).values() if u.country == "ECU"}
    assert {row["provisional"] for row in rows.values()} == {"yes"}
    assert by_echelon(folder, "brigade") in rows[by_echelon(folder, "battalion")]["parent_id"]
    with (folder / "out" / "sfm_units.csv").open(encoding="utf-8", newline="") as stream:
        assert {row["unit:id:admin"] for row in csv.DictReader(stream)} == set(rows)
