"""Linking in pieces: any number of processes gives the same readings, and what is saved stands for what was built."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.gold.scoring import HERE, read_queries, read_registry
from vetting import executor
from vetting.cli import main
from vetting.errors import InputError
from vetting.link import index, link, save
from vetting.model import Mention, SourceRef, Unit


def _gold(share: int) -> tuple[list[Mention], list[Unit], dict[str, list[str]]]:
    """Every so manieth labelled mention, over two countries, and one of a country without units."""
    units, above = read_registry(HERE / "registry.csv")
    return [*(q.mention for q in read_queries()[::share]), Mention("GTM", "1st Brigade")], units, above


def test_two_processes_read_as_one_does() -> None:
    mentions, units, above = _gold(20)
    alone = link(mentions, units, superiors=above, processes=1)
    assert link(mentions, units, superiors=above, processes=2) == alone
    assert {r.mention for r in alone} == set(mentions)


def test_tasks_are_all_done_whatever_the_number_of_processes() -> None:
    for processes in (1, 2, 7):
        assert dict(executor.run(abs, [-3, -2, -1], processes)) == {0: 3, 1: 2, 2: 1}


def test_an_error_in_a_worker_reaches_the_caller() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(executor.run(int, ["1", "one"], 2))


def test_a_program_with_threads_is_not_forked() -> None:
    hold = threading.Event()
    other = threading.Thread(target=hold.wait)
    other.start()
    try:
        assert not executor.can_fork()
        assert dict(executor.run(abs, [-1, -2], 2)) == {0: 1, 1: 2}
    finally:
        hold.set()
        other.join()


def test_progress_counts_up_to_all_mentions() -> None:
    seen: list[tuple[int, int]] = []
    units = [Unit("A", "HND", "1st Brigade", SourceRef("units.csv", 2))]
    link([Mention("HND", "1st Bde"), Mention("SLV", "2nd Bde")], units, progress=lambda *now: seen.append(now))
    assert seen[-1] == (2, 2)
    assert seen == sorted(seen)


def test_a_saved_index_changes_no_reading(tmp_path: Path) -> None:
    mentions, units, above = _gold(20)
    save(units, tmp_path / "units.idx")
    plain = link(mentions, units, superiors=above)
    assert link(mentions, units, superiors=above, index=tmp_path / "units.idx") == plain
    assert link(mentions, units, superiors=above, index=tmp_path / "units.idx", processes=2) == plain


def test_the_same_units_give_the_same_index_in_whatever_order_they_come(tmp_path: Path) -> None:
    _, units, _ = _gold(20)
    save(units, tmp_path / "one.idx", processes=1)
    save(units[::-1], tmp_path / "other.idx", processes=2)
    assert (tmp_path / "one.idx").read_bytes() == (tmp_path / "other.idx").read_bytes()


@pytest.mark.parametrize("change", [{"name": "2nd Brigade"}, {"aliases": ("BR-1",)}, {"branch": "police"}, {"id": "B"}])
def test_an_index_of_other_units_is_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    unit = Unit("A", "HND", "1st Brigade", SourceRef("units.csv", 2))
    save([unit], tmp_path / "units.idx")
    assert link([Mention("HND", "1st Bde")], [unit], index=tmp_path / "units.idx")
    with pytest.raises(InputError, match="out of date: units of HND"):
        link([Mention("HND", "1st Bde")], [replace(unit, **change)], index=tmp_path / "units.idx")


def test_an_index_made_with_another_lexicon_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = Unit("A", "HND", "1st Brigade", SourceRef("units.csv", 2))
    monkeypatch.setattr(index, "reader", lambda: "an older lexicon")
    save([unit], tmp_path / "units.idx")
    monkeypatch.undo()
    with pytest.raises(InputError, match="out of date"):
        link([Mention("HND", "1st Bde")], [unit], index=tmp_path / "units.idx")


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    unit = Unit("A", "HND", "1st Brigade", SourceRef("units.csv", 2))
    (tmp_path / "text.idx").write_text("not a store", encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "other.idx")) as store:
        store.execute("CREATE TABLE countries (country, key, units)")
    for name, message in (("text.idx", "cannot be read"), ("other.idx", "no index"), ("absent.idx", "cannot be read")):
        with pytest.raises(InputError, match=message):
            link([Mention("HND", "1st Bde")], [unit], index=tmp_path / name)


def test_a_damaged_index_is_refused(tmp_path: Path) -> None:
    unit = Unit("A", "HND", "1st Brigade", SourceRef("units.csv", 2))
    save([unit], tmp_path / "units.idx")
    for damage in ("[[]]", "[", '[[[["x"]], [], "", "", []]]'):
        with closing(sqlite3.connect(tmp_path / "units.idx")) as store, store:
            store.execute("UPDATE countries SET units = ?", (damage,))
        with pytest.raises(InputError, match="damaged"):
            link([Mention("HND", "1st Bde")], [unit], index=tmp_path / "units.idx")


def test_match_makes_an_index_uses_it_and_refuses_it_once_the_units_changed(tmp_path: Path) -> None:
    units, mentions, out = (tmp_path / name for name in ("units.csv", "mentions.csv", "links.csv"))
    units.write_text("unit_id,country_iso3,name,aliases,parent_id\nA,HND,1st Brigade,,\n", encoding="utf-8")
    mentions.write_text("query_id,country_iso3,text\nq,HND,1st Bde\n", encoding="utf-8")
    call = ["match", "--units", str(units), "--mentions", str(mentions), "-o", str(out), "--index", str(tmp_path / "i")]
    first = CliRunner().invoke(main, call)
    assert "made from 1 units" in first.stderr
    linked = out.read_text(encoding="utf-8")
    assert "q,1,A," in linked
    second = CliRunner().invoke(main, call)
    assert second.exit_code == 0
    assert "made from" not in second.stderr
    assert out.read_text(encoding="utf-8") == linked
    units.write_text("unit_id,country_iso3,name,aliases,parent_id\nA,HND,2nd Brigade,,\n", encoding="utf-8")
    third = CliRunner().invoke(main, call)
    assert third.exit_code == 3
    assert "out of date" in third.stderr
    assert "remove the file" in third.stderr


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = threading.active_count()
    yield
    assert threading.active_count() == before
