"""A registry that is imported later: provisional units link to it, and keep their ids, members and edits on record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.registry.test_building import built, made, mission, reading, told, units
from vetting.model import SourceRef, Unit
from vetting.store import Store

ROWS = (
    mission(2, "19th Jungle Brigade", 2004),
    mission(3, "Brigada de Selva No. 19", 2009),
    mission(4, "Batallon de Selva No. 63, 19th Jungle Brigade", 2007),
)
PROV = "prov-ecu-19-jungle-brigade"
REGISTERED = Unit("E-19", "ECU", "Brigada de Selva No. 19", SourceRef("u.csv", 2))
WHY = ("--reason", "read in the order of battle", "--date", "2020-01-02")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = made(tmp_path / "w", *ROWS)
    built(path)
    told(path, "alias", PROV, "Napo", *WHY)
    return path


def with_registry(folder: Path, *held: Unit) -> Path:
    with Store.open(folder) as store:
        store.import_file(reading("registry", *held))
    built(folder)
    return folder


def test_the_provisional_unit_links_to_the_registered_one_and_is_proposed_no_more(folder: Path) -> None:
    assert PROV in units(folder)
    with_registry(folder, REGISTERED)
    assert {u.id for u in units(folder).values() if "19" in u.name} == {"E-19"}
    with Store.open(folder) as store:
        (group,) = (g for g in store.registry_groups("ECU") if g.registered)
        ties = {(r.unit_id, r.other_id) for r in store.dataset().relations}
    assert (group.unit_id, group.registered) == (PROV, "E-19")
    assert ties == {("prov-ecu-batallon-de-selva-no-63", "E-19")}


def test_its_members_and_edits_stay_on_record_and_the_page_and_explain_tell_of_them(folder: Path) -> None:
    with Store.open(folder) as store:
        before = [m for m in store.registry_members("ECU") if m.unit_id == PROV]
    with_registry(folder, REGISTERED)
    with Store.open(folder) as store:
        assert [m for m in store.registry_members("ECU") if m.unit_id == PROV] == before
    (edit,) = json.loads(told(folder, "edits", "--json"))
    assert (edit["unit_id"], edit["value"], edit["registered"]) == (PROV, "Napo", "E-19")
    for lang, head in (("en", "Linked to a registry"), ("es", "Vinculadas con un registro")):
        told(folder, "page", "--country", "ECU", "--lang", lang, "-o", str(folder / "p.html"))
        page = (folder / "p.html").read_text(encoding="utf-8")
        assert all(text in page for text in (head, PROV, "E-19", "read in the order of battle"))


def test_without_the_registry_the_unit_is_back_with_its_id_and_edits(folder: Path) -> None:
    before = units(folder)
    with_registry(folder, REGISTERED, Unit("E-99", "ECU", "Brigada Blindada No. 99", SourceRef("u.csv", 3)))
    with Store.open(folder) as store:
        store.import_file(reading("registry", Unit("E-99", "ECU", "Brigada Blindada No. 99", SourceRef("u.csv", 3))))
    built(folder)
    assert {id_: u for id_, u in units(folder).items() if u.provisional} == before


def test_a_registry_that_holds_every_unit_leaves_no_provisional_one(tmp_path: Path) -> None:
    path = made(tmp_path / "w", mission(2, "19th Jungle Brigade", 2004))
    built(path)
    with_registry(path, REGISTERED)
    assert set(units(path)) == {"E-19"}
    with Store.open(path) as store:
        assert [g.registered for g in store.registry_groups()] == ["E-19"]


def test_the_registered_rows_count_as_registered_in_the_page_s_coverage(folder: Path) -> None:
    with_registry(folder, REGISTERED)
    told(folder, "page", "--country", "ECU", "-o", str(folder / "p.html"))
    page = " ".join((folder / "p.html").read_text(encoding="utf-8").split())
    shares = [f'<td class="n">{share}&nbsp;%</td>' for share in (100, 0)]
    assert f'<th scope="row">2004</th><td class="n">1</td>{"".join(shares)}' in page
