"""Provisional units of a workspace: proposed from its rows, kept in it, linked by a run, never taken for a registry."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from vetting.cli import main
from vetting.model import InputFile, Mission, Record, SourceRef, Unit
from vetting.period import Period
from vetting.registry.building import build
from vetting.sources.reading import FileReading
from vetting.store import Store


def mission(line: int, recipient: str, year: int, country: str = "ECU") -> Mission:
    return Mission(
        id=f"m{country}{line}", country=country, period=Period.parse(f"{year}-03-01..{year}-03-20"),
        source=SourceRef("report.tsv", line), recipient=recipient,
    )  # fmt: skip


ROWS = (
    mission(2, "19th Jungle Brigade", 2004),
    mission(3, "Brigada de Selva No. 19, Ejército", 2009),
    mission(4, "Batallon de Selva No. 63, 19th Jungle Brigade", 2007),
    mission(5, "BS-63", 2011),
    mission(6, "Ejército", 2005),
    mission(7, "Ranger Regiment", 2008, "LBN"),
)


def reading(name: str, *records: Record) -> FileReading:
    return FileReading(InputFile(name, "missions", name, name, len(records), len(records), 0, "utf-8"), records, ())


def made(folder: Path, *records: Record) -> Path:
    with Store.create(folder) as store:
        store.import_file(reading("rows", *records))
    return folder


def told(folder: Path, *given: str, code: int = 0) -> str:
    """What `vetting registry` says on a workspace, on both streams."""
    result = CliRunner().invoke(main, ["registry", *given, "-w", str(folder)])
    assert result.exit_code == code, result.output
    return result.output


def built(folder: Path, *options: str) -> str:
    result = CliRunner().invoke(main, ["registry", "build", "-w", str(folder), *options])
    assert result.exit_code == 0, result.output
    return result.output


def units(folder: Path) -> dict[str, Unit]:
    with Store.open(folder) as store:
        return {unit.id: unit for unit in store.dataset().units}


def test_a_unit_is_proposed_with_its_names_dates_and_first_row(tmp_path: Path) -> None:
    built(made(tmp_path / "w", *ROWS))
    unit = next(u for u in units(tmp_path / "w").values() if u.echelon == "brigade")
    assert unit.provisional
    assert {unit.name, *unit.aliases} == {"19th Jungle Brigade", "Brigada de Selva No. 19"}
    assert str(unit.existence) == "~2004-03-01..2009-03-20~"
    assert unit.source == SourceRef("report.tsv", 2)


def test_a_superior_printed_beside_a_unit_is_its_parent_on_the_days_of_the_rows_that_print_it(tmp_path: Path) -> None:
    built(made(tmp_path / "w", *ROWS))
    with Store.open(tmp_path / "w") as store:
        ties = {(r.unit_id, r.other_id): r for r in store.dataset().relations}
    battalion = next(u.id for u in units(tmp_path / "w").values() if u.echelon == "battalion")
    brigade = next(u.id for u in units(tmp_path / "w").values() if u.echelon == "brigade")
    assert ties[battalion, brigade].source == SourceRef("report.tsv", 4)
    assert str(ties[battalion, brigade].period) == "~2007-03-01..2007-03-20~"
    assert ties[brigade, "prov-ecu-force-army"].source == SourceRef("report.tsv", 3)


def test_a_whole_service_is_a_unit_of_level_service(tmp_path: Path) -> None:
    built(made(tmp_path / "w", *ROWS))
    assert units(tmp_path / "w")["prov-ecu-force-army"].level == "service"


def test_what_a_registry_holds_is_not_proposed(tmp_path: Path) -> None:
    known = Unit("E-19", "ECU", "Brigada de Selva No. 19", SourceRef("u.csv", 2))
    built(made(tmp_path / "w", *ROWS, known))
    found = units(tmp_path / "w")
    assert [u.id for u in found.values() if u.echelon == "brigade" or u.id == "E-19"] == ["E-19"]
    with Store.open(tmp_path / "w") as store:
        ties = {(r.unit_id, r.other_id) for r in store.dataset().relations}
    battalion = next(u.id for u in found.values() if u.echelon == "battalion")
    assert (battalion, "E-19") in ties


def test_only_a_country_whose_rows_changed_is_built_anew_and_ids_are_kept(tmp_path: Path) -> None:
    folder = made(tmp_path / "w", *ROWS)
    built(folder)
    before = units(folder)
    assert "0 countries built" in built(folder)
    with Store.open(folder) as store:
        store.import_file(reading("more", *(mission(90 + i, "Jungle Brigade 19 Loja", 2020) for i in range(9))))
    assert "1 countries built" in built(folder)
    after = units(folder)
    assert before.keys() <= after.keys()
    assert len(after) == len(before)
    assert any("Loja" in name for u in after.values() for name in (u.name, *u.aliases))


def test_the_build_of_one_country_leaves_the_others_alone(tmp_path: Path) -> None:
    folder = made(tmp_path / "w", *ROWS)
    built(folder, "--country", "lbn")
    assert {u.country for u in units(folder).values()} == {"LBN"}
    built(folder, "--country", "ECU")
    assert {u.country for u in units(folder).values()} == {"LBN", "ECU"}


def test_each_member_of_a_provisional_unit_is_a_stretch_of_a_printed_cell(tmp_path: Path) -> None:
    folder = made(tmp_path / "w", *ROWS)
    built(folder)
    with Store.open(folder) as store:
        members = store.registry_members("ECU")
        cells = {m.recipient for m in store.dataset().missions}
    assert members
    assert all(m.cell in cells and 0 <= m.start < m.end <= len(m.cell) and 0 <= m.sureness <= 1 for m in members)


def test_the_same_rows_give_the_same_registry_in_any_order(tmp_path: Path) -> None:
    with Store.open(made(tmp_path / "w", *ROWS)) as store:
        forth = build(store.dataset(), {}, ())
    with Store.open(made(tmp_path / "v", *reversed(ROWS))) as store:
        back = build(store.dataset(), {}, ())
    assert forth == back
