"""Each provisional unit says how sure it is and why, in CSV, JSON and on the page, with its forms by year."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.registry.test_building import built, made, mission, told
from vetting.registry import clusters_of

ROWS = (
    mission(2, "Navy Intelligence Group", 2004),
    mission(3, "INTEL GROUP", 2009),
    mission(4, "INTEL GROUP", 2011),
    mission(5, "19th Jungle Brigade", 2007),
    mission(6, "Brigada de Selva 19", 2008),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = made(tmp_path / "w", *ROWS)
    built(path)
    return path


def listed(folder: Path) -> dict[str, dict[str, Any]]:
    return {unit["name"]: unit for unit in json.loads(told(folder, "list", "--json"))}


def test_forms_that_say_the_same_are_surer_than_forms_that_leave_something_out() -> None:
    sure = {c.name: c.sure for c in clusters_of("ECU", ["19th Jungle Brigade", "Brigada de Selva 19"])}
    vague = {c.name: c.sure for c in clusters_of("ECU", ["Navy Intelligence Group", "INTEL GROUP"])}
    assert [s.together for s in sure.values()] == [1.0]
    assert all(s.whole < 1.0 for s in vague.values())


def test_a_unit_and_its_likest_other_know_each_other() -> None:
    texts = [
        "Riverine Battalion No. 3",
        "Marine Battalion No. 4",
        "Jungle Special Forces Company",
        "SF Commando Company",
    ]
    found = {c.id: c for c in clusters_of("COL", texts)}
    near = [c for c in found.values() if c.rival]
    assert all(c.rival in found and c.rival != c.id for c in near)
    assert all(0 < c.sure.same <= 1 and c.sure.whole == pytest.approx(1 - c.sure.same) for c in near)
    assert not any(c.sure.same for c in found.values() if not c.rival)


def test_no_rival_is_one_that_a_number_tells_apart() -> None:
    found = clusters_of("COL", ["1st Infantry Battalion", "2nd Infantry Battalion"])
    assert [c.rival for c in found] == ["", ""]


def test_the_list_counts_rows_and_years_of_units_and_forms(folder: Path) -> None:
    brigade = listed(folder)["19th Jungle Brigade"]
    assert brigade["rows_by_year"] == {"2007": 1, "2008": 1}
    assert {f["printed"]: f["rows_by_year"] for f in brigade["forms"]} == {
        "19th Jungle Brigade": {"2007": 1},
        "Brigada de Selva 19": {"2008": 1},
    }
    assert (brigade["provisional"], brigade["sureness"], brigade["why_en"]) == (True, 1.0, [])


def test_the_list_runs_from_the_least_sure_and_says_why_in_both_languages(folder: Path) -> None:
    found = list(listed(folder).values())
    assert [u["sureness"] for u in found] == sorted(u["sureness"] for u in found)
    unsure = [u for u in found if u["why_en"]]
    assert all(len(u["why_en"]) == len(u["why_es"]) and u["why_en"] != u["why_es"] for u in unsure)
    assert len(told(folder, "list").splitlines()) == len(found)


def test_the_export_holds_sureness_reasons_and_every_form(folder: Path) -> None:
    told(folder, "export", "-o", str(folder / "out"), "--lang", "es")
    with (folder / "out" / "units.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["name"]: row for row in csv.DictReader(stream)}
    assert rows["19th Jungle Brigade"]["sureness"] == "1.0000"
    assert rows["19th Jungle Brigade"]["rows_by_year"] == "2007: 1; 2008: 1"
    with (folder / "out" / "forms.csv").open(encoding="utf-8", newline="") as stream:
        forms = {row["printed"]: row for row in csv.DictReader(stream)}
    assert (forms["INTEL GROUP"]["rows"], forms["INTEL GROUP"]["first_year"], forms["INTEL GROUP"]["last_year"]) == (
        "2",
        "2009",
        "2011",
    )
    assert forms["INTEL GROUP"]["source_line"] == "3"


def test_merged_and_split_units_take_their_rows_with_them(folder: Path) -> None:
    before = listed(folder)
    group, brigade = before["INTEL GROUP"]["unit_id"], before["19th Jungle Brigade"]["unit_id"]
    why = ("--reason", "r", "--date", "2020-01-02")
    told(folder, "merge", group, brigade, *why)
    assert listed(folder)["19th Jungle Brigade"]["rows"] == before["INTEL GROUP"]["rows"] + 2
    told(folder, "split", brigade, "--name", "Another", "--form", "Brigada de Selva 19", *why)
    assert listed(folder)["Another"]["rows_by_year"] == {"2008": 1}
    assert "2008" not in listed(folder)["19th Jungle Brigade"]["rows_by_year"]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_page_shows_sureness_and_the_kinds_in_its_language(folder: Path, lang: str) -> None:
    told(folder, "page", "--country", "ECU", "--lang", lang, "-o", str(folder / "p.html"))
    page = (folder / "p.html").read_text(encoding="utf-8")
    assert "100&nbsp;%" in page
    assert f"INTEL GROUP (2; 2009–2011)" in page  # noqa: F541
    assert (f">{'brigade' if lang == 'en' else 'brigada'} (1)<") in page
