"""An exported registry comes back as it went; what was edited by hand becomes edits, and what cannot be is refused."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.registry.test_building import ROWS, built, made, mission, reading, told, units
from vetting.cli import main
from vetting.model import Relation, SourceRef, Unit
from vetting.period import ImpreciseDate, Period
from vetting.registry.edits import Edit, edited
from vetting.registry.exporting import (
    RELATION_COLUMNS,
    SFM_COLUMNS,
    UNIT_COLUMNS,
    relation_row,
    sfm_rows,
    superiors,
    unit_row,
)
from vetting.registry.given import GivenFile, given_file, harmless
from vetting.registry.proposing import Proposal
from vetting.registry.taking_back import TakenBack, taken_back
from vetting.sources.opening import Opened, table
from vetting.store import Store

Rows = list[dict[str, str]]

# ---------------------------------------------------------------- the comparison alone

NAMES = st.text(st.sampled_from("aB1 ;,='\"-+@\t\néÑ|"), min_size=1, max_size=12).filter(lambda t: t.strip(" \t\n;"))
YEARS = st.none() | st.integers(1990, 2020)


@st.composite
def registries(draw: st.DrawFn) -> tuple[list[Unit], list[Relation]]:
    """Some provisional units of two countries, one registered one, and ties among them."""
    made_: list[Unit] = [Unit("R-1", "ECU", "Ejército", SourceRef("r.csv", 2))]
    for number in range(draw(st.integers(1, 5))):
        names = draw(st.lists(NAMES, min_size=1, max_size=4, unique_by=lambda n: " ".join(n.replace(";", ",").split())))
        first, more = draw(YEARS), draw(st.integers(0, 5))
        begin = None if first is None else ImpreciseDate.parse(str(first))
        end = draw(st.sampled_from([None, ImpreciseDate.parse(str((first or 2000) + more))]))
        made_.append(
            Unit(
                f"prov-{number}",
                draw(st.sampled_from(["ECU", "PER"])),
                names[0],
                SourceRef("f.tsv", number),
                aliases=tuple(names[1:]),
                existence=Period(begin, end, begin_real=False, end_real=False),
                headquarters=draw(st.sampled_from(["", "Loja"])),
                provisional=True,
            )
        )
    pairs = draw(st.sets(st.tuples(st.sampled_from(made_[1:]), st.sampled_from(made_)), max_size=4))
    ties = [
        Relation("subordinate", a.id, b.id, Period.parse("~2001..2003~"), SourceRef("f.tsv", 9))
        for a, b in pairs
        if a is not b
    ]
    return made_, sorted(ties, key=lambda r: (r.unit_id, r.other_id))


def exported(held: Iterable[Unit], ties: Sequence[Relation]) -> dict[str, Rows]:
    kept = list(held)
    above, names = superiors(ties), {u.id: u.name for u in kept}
    mine = [u for u in kept if u.provisional]
    return {
        "units": [unit_row(u, above.get(u.id, [])) for u in mine],
        "relations": [relation_row(r) for r in ties],
        "sfm": [row for u in mine for row in sfm_rows(u, above.get(u.id, []), names)],
    }


def read_back(shape: str, rows: Iterable[Mapping[str, str]]) -> GivenFile:
    """The rows through a CSV file's very bytes."""
    columns = {"units": UNIT_COLUMNS, "relations": RELATION_COLUMNS, "sfm": SFM_COLUMNS}[shape]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless(row[c]) for c in columns] for row in rows)
    found = table(Opened(f"{shape}.csv", "", "utf-8", stream.getvalue().encode()))
    return given_file(found.file, found.header, ((r.line, r.cells, r.fault) for r in found.rows()))


def after(found: TakenBack, held: Sequence[Unit], ties: Sequence[Relation]) -> tuple[list[Unit], list[Relation]]:
    """The registry with the edits replayed, as a build does."""
    kept, tied = [u for u in held if not u.provisional], []
    for country in ("ECU", "PER"):
        mine = tuple(u for u in held if u.provisional and u.country == country)
        ids = {u.id for u in mine}
        proposal = Proposal(country, mine, tuple(r for r in ties if r.unit_id in ids), ())
        edits = [
            Edit(n, "2020-01-01", c.kind, c.country, c.unit_id, c.value, c.names, "r", c.source)
            for n, c in enumerate(found.changes, 1)
        ]
        result = edited(proposal, edits)
        kept += result.units
        tied += result.relations
    return sorted(kept, key=lambda u: u.id), sorted(tied, key=lambda r: (r.unit_id, r.other_id))


@settings(deadline=None)
@given(registries())
def test_an_export_that_nobody_edited_changes_nothing(registry: tuple[list[Unit], list[Relation]]) -> None:
    held, ties = registry
    rows = exported(held, ties)
    found = taken_back([read_back(shape, rows[shape]) for shape in rows], held, ties, remove=True)
    assert found.changes == ()
    assert found.refused == ()
    assert [r.same for r in found.receipts] == [len(rows[r.shape]) for r in found.receipts]
    assert all((r.new, r.changed, r.gone) == (0, 0, 0) for r in found.receipts)


@settings(deadline=None)
@given(registries(), st.data())
def test_after_an_import_the_export_is_the_edited_file(
    registry: tuple[list[Unit], list[Relation]], data: st.DataObject
) -> None:
    held, ties = registry
    rows = exported(held, ties)["units"]
    row = data.draw(st.sampled_from(rows))
    column = data.draw(st.sampled_from(["aliases", "parent_id", "level", "echelon", "headquarters", "first_cited"]))
    row[column] = {
        "aliases": "One; Two", "parent_id": "R-1", "level": "service", "echelon": "brigade", "headquarters": "Quito",
        "first_cited": "1985-02",
    }[column]  # fmt: skip
    found = taken_back([read_back("units", rows)], held, ties)
    assert found.refused == ()
    (receipt,) = found.receipts
    assert receipt.rows == receipt.new + receipt.changed + receipt.same + receipt.rejected == len(rows)
    now, tied = after(found, held, ties)
    again = exported(now, tied)["units"]
    assert [{**r, "aliases": set(r["aliases"].split("; "))} for r in again] == [
        {**r, "aliases": set(r["aliases"].split("; "))} for r in rows
    ]
    assert taken_back([read_back("units", rows)], now, tied).changes == ()


BRIGADE = Unit(
    "prov-b", "ECU", "19th Jungle Brigade", SourceRef("f.tsv", 2), aliases=("BS 19", "19 Jungle Bde"),
    existence=Period.parse("~2004..2009~"), provisional=True,
)  # fmt: skip
BATTALION = Unit("prov-a", "ECU", "63rd Jungle Battalion", SourceRef("f.tsv", 3), provisional=True)
REGISTERED = Unit("R-1", "ECU", "Ejército", SourceRef("r.csv", 2))
TIE = Relation("subordinate", "prov-a", "prov-b", Period.parse("~2007..2007~"), SourceRef("f.tsv", 3))
HELD = [BATTALION, BRIGADE, REGISTERED]


def taken(change: Callable[[dict[str, Rows]], object], *shapes: str, remove: bool = False) -> TakenBack:
    rows = exported(HELD, [TIE])
    change(rows)
    return taken_back([read_back(s, rows[s]) for s in shapes or ("units",)], HELD, [TIE], remove=remove)


def kinds(found: TakenBack) -> list[tuple[str, str, str]]:
    return [(c.kind, c.unit_id, c.value) for c in found.changes]


def test_a_new_name_is_a_rename_that_keeps_the_old_one_and_the_same_file_again_changes_nothing() -> None:
    rows = exported(HELD, [TIE])
    rows["units"][1]["name"] = "Brigada de Selva No. 19"
    found = taken_back([read_back("units", rows["units"])], HELD, [TIE])
    assert kinds(found) == [("rename", "prov-b", "Brigada de Selva No. 19")]
    now, tied = after(found, HELD, [TIE])
    assert "19th Jungle Brigade" in next(u for u in now if u.id == "prov-b").aliases
    made_ = [Edit(1, "d", c.kind, c.country, c.unit_id, c.value, c.names, "r", "") for c in found.changes]
    assert taken_back([read_back("units", rows["units"])], now, tied, made_).changes == ()


def test_a_row_with_a_blank_id_is_a_new_unit_and_may_stand_under_a_registered_one() -> None:
    new = dict.fromkeys(UNIT_COLUMNS, "") | {
        "country_iso3": "ECU", "name": "21st Jungle Brigade", "aliases": "BS 21", "parent_id": "R-1",
        "echelon": "brigade", "first_cited": "2008",
    }  # fmt: skip
    found = taken(lambda rows: rows["units"].append(new))
    now, tied = after(found, HELD, [TIE])
    unit = next(u for u in now if u.name == "21st Jungle Brigade")
    assert (unit.provisional, unit.aliases, unit.echelon) == (True, ("BS 21",), "brigade")
    assert str(unit.existence) == "~2008..~"
    assert [(r.unit_id, r.other_id) for r in tied] == [("prov-a", "prov-b"), (unit.id, "R-1")]
    assert (found.receipts[0].new, found.receipts[0].gone) == (1, 0)


def test_a_period_may_move_beyond_where_it_was() -> None:
    found = taken(lambda rows: rows["units"][1].update(first_cited="2012", last_cited="2014"))
    now, _ = after(found, HELD, [TIE])
    assert str(next(u for u in now if u.id == "prov-b").existence) == "~2012..2014~"


def test_what_a_file_leaves_out_is_kept_unless_it_is_to_be_removed() -> None:
    kept = taken(lambda rows: rows["units"].pop(0))
    assert (kept.changes, kept.receipts[0].gone) == ((), 1)
    dropped = taken(lambda rows: rows["units"].pop(0), remove=True)
    assert kinds(dropped) == [("drop", "prov-a", "")]
    now, tied = after(dropped, HELD, [TIE])
    assert ([u.id for u in now], tied) == (["R-1", "prov-b"], [])


def test_ties_are_told_anew_with_their_days_and_taken_away() -> None:
    found = taken(lambda rows: rows["relations"][0].update(last_cited="2011-05"), "relations")
    _, tied = after(found, HELD, [TIE])
    assert [str(r.period) for r in tied] == ["~2007..2011-05~"]
    found = taken(lambda rows: rows["units"][0].update(parent_id=""), "units", "relations", "sfm")
    assert after(found, HELD, [TIE])[1] == []


def test_a_cell_edited_in_one_row_of_security_force_monitors_columns_counts_for_the_unit() -> None:
    ties = [TIE, replace(TIE, other_id="R-1")]
    rows = exported(HELD, ties)["sfm"]
    rows[1]["unit:classification"] = "army"
    found = taken_back([read_back("sfm", rows)], HELD, ties)
    assert kinds(found) == [("set", "prov-a", "army")]
    assert (found.receipts[0].changed, found.receipts[0].same) == (2, 1)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"level": "brigade"}, "a level is one of"),
        ({"first_cited": "3/1/2004"}, "is not a date"),
        ({"last_cited": "2001"}, "ends"),
        ({"name": ""}, "has a name"),
        ({"parent_id": "nobody"}, "no such unit"),
        ({"parent_id": "prov-b"}, "its own superior"),
        ({"provisional": "no"}, "stays one"),
        ({"country_iso3": "PER"}, "does not change its country"),
        ({"source_line": "7"}, "is not edited"),
        ({"unit_id": "R-1"}, "is registered"),
        ({"unit_id": "X-9"}, "left blank or begins with prov-"),
        ({"unit_id": "prov-a"}, "twice"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_whole_with_the_reason(changes: dict[str, str], reason: str) -> None:
    found = taken(lambda rows: rows["units"][1].update(headquarters="Loja", **changes))
    assert found.changes == ()
    assert {r.line for r in found.refused} <= {2, 3}
    assert all(reason in r.reason for r in found.refused)
    (receipt,) = found.receipts
    assert receipt.rejected == len(found.refused) > 0
    assert receipt.rows == receipt.new + receipt.changed + receipt.same + receipt.rejected


def test_two_files_that_say_different_things_of_a_unit_are_not_both_taken() -> None:
    def change(rows: dict[str, Rows]) -> None:
        rows["units"][0]["branch"] = "army"
        rows["sfm"][0]["unit:classification"] = "navy"

    found = taken(change, "units", "sfm")
    assert kinds(found) == [("set", "prov-a", "army")]
    assert [(r.file, "units.csv says otherwise" in r.reason) for r in found.refused] == [("sfm.csv", True)]


# ---------------------------------------------------------------- the command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = made(tmp_path / "w", *ROWS)
    built(path)
    told(path, "export", "-o", str(tmp_path / "out"))
    return path


def taken_in(folder: Path, *names: str, code: int = 0, options: Sequence[str] = ()) -> str:
    paths = [str(folder.parent / "out" / name) for name in names]
    return told(folder, "import", *paths, "--reason", "checked", "--date", "2020-01-02", *options, code=code)


ALL = ("units.csv", "relations.csv", "sfm_units.csv")


def test_a_round_trip_says_that_nothing_changed_and_leaves_the_file_of_the_workspace_as_it_was(folder: Path) -> None:
    before = (folder / "vetting.db").read_bytes()
    out = taken_in(folder, *ALL)
    assert out.count("nothing changed: all of them say what the workspace holds") == 3
    assert "no edit was made" in out
    assert (folder / "vetting.db").read_bytes() == before


def hand_edited(folder: Path, old: str, new: str) -> None:
    path = folder.parent / "out" / "units.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_hand_edit_is_on_record_survives_new_rows_and_can_be_undone(folder: Path) -> None:
    before = units(folder)
    hand_edited(folder, ",Ranger Regiment,", ",Rangers of Lebanon,")
    assert "0 new, 1 changed" in taken_in(folder, "units.csv")
    (one,) = json.loads(told(folder, "edits", "--json"))
    assert (one["kind"], one["day"], one["reason"]) == ("rename", "2020-01-02", "checked")
    with Store.open(folder) as store:
        store.import_file(reading("more", mission(88, "RANGER REGT", 2012, "LBN")))
    built(folder)
    assert "Rangers of Lebanon" in {u.name for u in units(folder).values()}
    told(folder, "undo", "1", "--reason", "a slip")
    assert {u.name for u in units(folder).values()} == {u.name for u in before.values()}


def test_a_dry_run_changes_nothing_and_refused_rows_are_kept_in_a_file(folder: Path) -> None:
    hand_edited(folder, ",yes,", ",no,")
    assert "1 rejected" in taken_in(folder, "units.csv", options=("--dry-run",))
    assert not (folder / "registry_rejects.csv").exists()
    (receipt,) = map(json.loads, CliRunner().invoke(main, [
        "registry", "import", str(folder.parent / "out" / "units.csv"), "--reason", "r", "--json", "-w", str(folder),
    ]).stdout.splitlines())  # fmt: skip
    assert receipt["rows"] == receipt["same"] + receipt["rejected"]
    assert "stays one" in (folder / "registry_rejects.csv").read_text(encoding="utf-8")


def test_a_file_of_another_header_is_refused(folder: Path) -> None:
    (folder.parent / "out" / "units.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert "not that of an exported registry" in taken_in(folder, "units.csv", code=3)


def test_exported_units_are_not_taken_for_a_registry(folder: Path) -> None:
    given_ = ["import", "units", str(folder.parent / "out" / "units.csv"), "-w", str(folder)]
    result = CliRunner().invoke(main, given_)
    assert "0 new" in result.output or "no record" in result.output
    assert all(u.provisional for u in units(folder).values())
    assert "vetting registry import takes it back" in (folder / "rejects.csv").read_text(encoding="utf-8")
