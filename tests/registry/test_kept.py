"""What earlier builds read is kept and read no more: a build that uses it gives what one from nothing gives."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gold.scoring import read_registry
from tests.registry.labelled import GOLD
from tests.registry.test_building import built, made, mission, reading
from vetting.link import link
from vetting.model import Dataset, Mention, Mission, SourceRef, Unit
from vetting.registry import mentions, resting
from vetting.registry.building import Built, build
from vetting.registry.kept import Kept, unpacked
from vetting.registry.learn import labelled
from vetting.store import Store

#: Strings of some countries, and others as hostile or odd as they come.
CELLS = [(country, text) for _, country, texts in labelled(GOLD)[::4] for text in sorted(texts)[:25]]
ODD = [("HND", text) for text in ("", " ", "\x00", "1st\nBattalion", "</script>1st Brigade", "1º Bn.\ud800", "=1+1")]
UNITS = (
    Unit("A", "HND", "1st Infantry Battalion", SourceRef("u.csv", 2)),
    Unit("B", "HND", "Fuerza Naval", SourceRef("u.csv", 3)),
)


def rows(cells: Sequence[tuple[str, str]], start: int = 2) -> tuple[Mission, ...]:
    return tuple(mission(at, text, 2001 + at % 15, country) for at, (country, text) in enumerate(cells, start))


def of(missions: Sequence[Mission], before: Built | None = None, units: Sequence[Unit] = UNITS) -> Dataset:
    made = tuple(u for p in (before.proposals if before else ()) for u in p.units)
    return Dataset(missions=tuple(missions), units=(*units, *made))


@settings(max_examples=15, deadline=None)
@given(
    first=st.lists(st.sampled_from(CELLS + ODD), max_size=25), added=st.lists(st.sampled_from(CELLS + ODD), max_size=12)
)
def test_rows_added_to_what_was_kept_give_what_a_whole_build_gives(
    first: list[tuple[str, str]], added: list[tuple[str, str]]
) -> None:
    before = build(of(rows(first)), {}, ())
    both = (*rows(first), *rows(added, 500))
    members = [m for p in before.proposals for m in p.members]
    with_kept = build(of(both, before), before.fresh, members, kept=before.kept)
    from_nothing = build(of(both, before), before.fresh, members)
    assert with_kept == from_nothing
    assert [p.groups for p in with_kept.proposals] == [p.groups for p in from_nothing.proposals]


def test_only_the_new_cells_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    before = build(of(rows(CELLS[:40])), {}, ())
    asked: list[str] = []
    real = mentions.items_of

    def noted(country: str, cell: str) -> tuple[mentions.Item, ...]:
        asked.append(cell)
        return real(country, cell)

    monkeypatch.setattr("vetting.registry.clusters.items_of", noted)
    country = CELLS[0][0]
    more = mission(900, "77th Engineer Battalion", 2011, country)
    build(of((*rows(CELLS[:40]), more), before), before.fresh, (), kept=before.kept)
    assert asked == ["77th Engineer Battalion"]


def test_another_registry_links_the_kept_cells_anew() -> None:
    cells = [("HND", "1st Infantry Battalion"), ("HND", "2nd Infantry Battalion")]
    before = build(of(rows(cells)), {}, ())
    other = (*UNITS, Unit("C", "HND", "2nd Infantry Battalion", SourceRef("u.csv", 4)))
    after = build(of(rows(cells), units=other), before.fresh, (), kept=before.kept)
    assert sorted(g.registered for p in after.proposals for g in p.groups) == ["A", "C"]


def test_a_record_that_would_bear_out_a_kept_one_changes_no_link_of_it() -> None:
    units = tuple(u for u in read_registry()[0] if u.country == "HND")
    asking, witness = ("HND", "ARMY COMMAND & STAFF COLLEGE"), ("HND", "COMMAND AND STAFF COLLEGE")
    readings = link([Mention(*asking), Mention(*witness)], units)
    assert all(r.parts[0].matches[0].status == "match" for r in readings), "together they are claimed"
    before = build(of(rows([asking]), units=units), {}, ())
    both = of((*rows([asking]), *rows([witness], 500)), before, units=units)
    members = [m for p in before.proposals for m in p.members]
    assert build(both, before.fresh, members, kept=before.kept) == build(both, before.fresh, members)


def test_the_number_of_processes_changes_nothing() -> None:
    assert build(of(rows(CELLS)), {}, (), processes=2) == build(of(rows(CELLS)), {}, (), processes=1)


@pytest.mark.parametrize("given", [b"", b"no zlib", zlib.compress(b"[1, 2]"), zlib.compress(b'[{"a":[[1]]},"",{}]')])
def test_what_is_damaged_is_read_anew(given: bytes) -> None:
    assert unpacked("HND", given) == Kept()


def test_what_is_kept_comes_back_as_it_was() -> None:
    for country, cell in CELLS + ODD:
        kept = Kept({cell: mentions.items_of(country, cell)}, "r", {cell: ((0, ("A", "B")), (9, ("C",)))})
        assert unpacked(country, kept.packed([cell])) == kept


def test_a_workspace_built_step_by_step_holds_what_one_built_at_once_from_the_same_start_holds(tmp_path: Path) -> None:
    cells = CELLS[:60]
    for name in ("kept", "anew"):
        folder = made(tmp_path / name, *rows(cells[:45]))
        built(folder)
        if name == "anew":
            with closing(sqlite3.connect(folder / "vetting.db")) as store, store:
                store.execute("DELETE FROM registry_kept")
        with Store.open(folder) as store:
            store.import_file(reading("more", *rows(cells[45:], 500)))
        built(folder)
    dumps: list[list[str]] = []
    kept: list[set[tuple[str, bytes]]] = []
    for name in ("kept", "anew"):
        with closing(sqlite3.connect(tmp_path / name / "vetting.db")) as store:
            dumps.append([line for line in store.iterdump() if "registry_kept" not in line])
            kept.append(set(store.execute("SELECT country, cells FROM registry_kept")))
    assert dumps[0] == dumps[1]
    assert kept[1] <= kept[0]  # a country without new rows was not read again


def test_what_another_program_read_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = made(tmp_path / "w", *rows(CELLS[:20]))
    built(folder)
    with Store.open(folder) as store:
        assert store.registry_kept(resting.program())
        assert store.registry_kept("an older lexicon") == {}
    assert "0 countries built" in built(folder)
    monkeypatch.setattr(resting, "reader", lambda *_: "an older lexicon")
    assert "0 countries built" not in built(folder)
