"""The workspace file: what goes in comes out, twice is once, and a failure leaves it as it was."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vetting.errors import StoreError, UsageError
from vetting.model import (
    Answer,
    Attribution,
    Dataset,
    Declaration,
    Determination,
    Evidence,
    Exposure,
    Incident,
    InputFile,
    Link,
    Match,
    Mention,
    Mission,
    Part,
    Posting,
    Problem,
    Reading,
    Record,
    Relation,
    Run,
    Safeguards,
    SourceRef,
    Unit,
)
from vetting.period import Extent, ImpreciseDate, Period, Timing, Truth
from vetting.sources.reading import FileReading
from vetting.store import FILE, Store

SOURCE = SourceRef("a.csv", 2, "3", "https://example.org")
MISSION = Mission(
    "m1", "HND", Period.parse("2012-05..2012-06-01"), SOURCE, recipient="15 BFE", trainees=3, cost_usd=1.5
)
UNIT = Unit("u1", "HND", "15 Batallón", SOURCE, aliases=("15 BFE",))


def _reading(
    *records: Record, name: str = "a.csv", dataset: str = "a", sha: str = "0", problems: tuple[Problem, ...] = ()
) -> FileReading:
    rows = len(records) + len(problems)
    given = InputFile(name, "missions", dataset, sha, rows, len(records), len(problems), "utf-8", date(2012, 6, 1))
    return FileReading(given, records, problems)


@pytest.fixture
def store(tmp_path: Path):  # type: ignore[no-untyped-def]
    with Store.create(tmp_path / "case") as made:
        yield made


def _dump(store: Store) -> list[str]:
    connection = sqlite3.connect(store.folder / FILE)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)
days = st.dates(date(1950, 1, 1), date(2050, 1, 1)).map(ImpreciseDate.of)
periods = st.builds(
    lambda begin, end, *marks: Period(*sorted((begin, end), key=lambda day: day.earliest), *marks),
    days, days, st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip
maybe = st.none() | st.booleans()
missions = st.builds(
    Mission,
    id=texts, country=texts, period=periods, source=st.just(SOURCE), recipient=st.none() | texts,
    redacted=st.booleans(),
    trainees=st.none() | st.integers(0, 10**6), cost_usd=st.none() | st.floats(0, 1e9), cancelled=maybe,
    flags=st.lists(texts, max_size=3).map(tuple), title=texts,
    safeguards=st.none() | st.builds(Safeguards, hr_component=maybe, waiver_used=st.none() | days),
)  # fmt: skip
incidents = st.builds(
    Incident,
    id=texts, country=texts, period=periods, extent=st.sampled_from(Extent), source=st.just(SOURCE),
    attributions=st.lists(
        st.builds(Attribution, printed=texts, superiors=st.lists(texts, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    determination=st.none() | st.builds(Determination, by=texts, date=st.none() | days, reported_to_congress=maybe),
    resolved=maybe, latitude=st.none() | st.floats(-90, 90), first_public=st.none() | days,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=25)
@given(
    st.lists(missions, max_size=3, unique_by=lambda record: record.id),
    st.lists(incidents, max_size=3, unique_by=lambda record: record.id),
)
def test_records_come_out_as_they_went_in(
    tmp_path_factory: pytest.TempPathFactory, given_missions: list[Mission], given_incidents: list[Incident]
) -> None:
    with Store.create(tmp_path_factory.mktemp("store") / "case") as made:
        made.import_file(_reading(*given_missions, *given_incidents))
        found = made.dataset()
    assert list(found.missions) == sorted(given_missions, key=lambda record: record.id)
    assert list(found.incidents) == sorted(given_incidents, key=lambda record: record.id)


def test_a_second_import_changes_nothing_and_says_so(store: Store) -> None:
    problem = Problem(SourceRef("a.csv", 4), "id", "x", "no", "row")
    first = store.import_file(_reading(UNIT, MISSION, problems=(problem,)))
    before = _dump(store)
    second = store.import_file(_reading(UNIT, MISSION, problems=(problem,)))
    assert (first.new, first.nothing_changed) == (2, False)
    assert (second.new, second.changed, second.same, second.gone, second.nothing_changed) == (0, 0, 2, 0, True)
    assert _dump(store) == before


def test_a_changed_file_updates_its_records_and_counts_them(store: Store) -> None:
    others = [replace(MISSION, id=f"m{n}", source=replace(SOURCE, line=n)) for n in (2, 3, 4)]
    store.import_file(_reading(MISSION, *others, sha="1"))
    kept, moved, changed = (
        others[0],
        replace(others[1], source=replace(SOURCE, line=9)),
        replace(others[2], title="other"),
    )
    receipt = store.import_file(_reading(kept, moved, changed, replace(MISSION, id="m9"), sha="2"))
    counts = (receipt.new, receipt.changed, receipt.same, receipt.moved, receipt.gone)
    assert counts == (1, 1, 2, 1, 1)
    found = store.dataset().missions
    assert [mission.id for mission in found] == ["m2", "m3", "m4", "m9"]
    assert (found[1].source.line, found[2].title) == (9, "other")


def test_a_file_leaves_the_records_of_another_file_of_its_dataset(store: Store) -> None:
    store.import_file(_reading(MISSION, name="a.csv", dataset="fmtrpt", sha="1"))
    again = replace(MISSION, source=replace(SOURCE, file="b.csv", line=7))
    receipt = store.import_file(_reading(again, replace(again, id="m2"), name="b.csv", dataset="fmtrpt", sha="2"))
    assert (receipt.new, receipt.same, receipt.moved, receipt.gone) == (1, 1, 1, 0)
    assert [mission.id for mission in store.dataset().missions] == ["m1", "m2"]


def test_the_same_bytes_under_another_name_are_not_taken_twice(store: Store) -> None:
    store.import_file(_reading(MISSION, name="a.csv", dataset="a", sha="1"))
    receipt = store.import_file(_reading(MISSION, name="copy.csv", dataset="copy", sha="1"))
    assert receipt.nothing_changed
    assert "imported before as a.csv" in receipt.notes[0]
    assert len(store.dataset().missions) == len(store.inputs()) == 1


def test_ids_that_two_datasets_use_are_prefixed_in_both_whatever_the_order(tmp_path: Path) -> None:
    tie = Relation("subordinate", "u1", "u2", Period(), SOURCE)
    one = _reading(UNIT, replace(UNIT, id="u2"), tie, name="a.csv", dataset="a", sha="1")
    other = _reading(replace(UNIT, name="another"), name="b.csv", dataset="b", sha="2")
    found = []
    for number, order in enumerate(((one, other), (other, one))):
        with Store.create(tmp_path / str(number)) as made:
            receipts = [made.import_file(reading) for reading in order]
            data = made.dataset()
            found.append((data.units, data.relations))
            assert "--dataset" in receipts[1].notes[0]
    assert found[0] == found[1]
    assert [unit.id for unit in found[0][0]] == ["a:u1", "b:u1", "u2"]
    assert (found[0][1][0].unit_id, found[0][1][0].other_id) == ("a:u1", "u2")


def test_an_id_of_another_datasets_record_is_followed_where_it_is_unique(store: Store) -> None:
    incident = Incident("i", "HND", Period(), Extent.ACT, (Attribution("15 BFE", unit_id="u1"),), SOURCE)
    store.import_file(_reading(UNIT, name="a.csv", dataset="a", sha="1"))
    store.import_file(_reading(incident, name="b.csv", dataset="b", sha="2"))
    assert store.dataset().incidents[0].attributions[0].unit_id == "u1"


def test_ties_of_two_files_come_out_in_one_order_whatever_file_came_first(tmp_path: Path) -> None:
    tie = Relation("subordinate", "u1", "u2", Period(), SOURCE)
    one = _reading(tie, name="a.csv", dataset="a", sha="1")
    other = _reading(replace(tie, source=replace(SOURCE, file="b.csv")), name="b.csv", dataset="b", sha="2")
    found = []
    for number, order in enumerate(((one, other), (other, one))):
        with Store.create(tmp_path / str(number)) as made:
            for reading in order:
                made.import_file(reading)
            found.append(made.dataset().relations)
    assert found[0] == found[1]
    assert len(found[0]) == 2


def test_ties_and_postings_told_twice_are_both_kept(store: Store) -> None:
    posting = Posting("p", "u1", "15 BFE", Period(), SOURCE)
    store.import_file(_reading(posting, replace(posting, source=replace(SOURCE, line=3))))
    assert len(store.dataset().postings) == 2


def test_a_failing_import_leaves_the_file_as_it_was(store: Store) -> None:
    store.import_file(_reading(MISSION, sha="1"))
    before = _dump(store)
    broken = replace(MISSION, id="m2", title=object())  # type: ignore[arg-type]
    with pytest.raises(StoreError):
        store.import_file(_reading(replace(MISSION, title="new"), broken, sha="2"))
    assert _dump(store) == before


def test_one_failure_undoes_the_whole_transaction(store: Store) -> None:
    before = _dump(store)

    def half() -> None:
        with store.transaction():
            store.import_file(_reading(MISSION))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert _dump(store) == before


def test_a_namesake_that_shares_no_record_with_the_earlier_file_is_refused_and_takes_nothing_out(store: Store) -> None:
    store.import_file(_reading(MISSION, name="m.csv", dataset="m", sha="1"))
    other = replace(MISSION, id="x1")
    with pytest.raises(UsageError, match=r"none of its 1 records") as caught:
        store.import_file(_reading(other, name="m.csv", dataset="m", sha="2"))
    assert "--dataset" in caught.value.hint
    assert store.dataset().missions == (MISSION,)
    store.import_file(_reading(other, name="m.csv", dataset="other", sha="2"))
    assert store.dataset().missions == (MISSION, other)


def test_a_damaged_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    with Store.create(tmp_path / "case") as made:
        made.import_file(_reading(*(replace(MISSION, id=f"m{n}", title="x" * 500) for n in range(300))))
    path = tmp_path / "case" / FILE
    raw = bytearray(path.read_bytes())
    raw[8192:] = b"\x07" * (len(raw) - 8192)
    path.write_bytes(raw)
    with Store.open(tmp_path / "case") as found, pytest.raises(StoreError, match="cannot be read"):
        found.dataset()


def test_problems_inputs_and_declarations_are_kept(store: Store) -> None:
    problem = Problem(SourceRef("a.csv", 4), "start", "5/1/2012", "not a date", "m,5/1/2012")
    store.import_file(_reading(MISSION, problems=(problem,)))
    store.declare(Declaration("incidents", False))
    store.declare(Declaration("vetting", True, "HND", date(2010, 1, 1)))
    store.declare(Declaration("incidents", True))
    found = store.dataset()
    assert found.problems == (problem,)
    assert found.inputs[0].newest_date == date(2012, 6, 1)
    assert [(said.source, said.complete) for said in found.declarations] == [("vetting", True), ("incidents", True)]


RUN = Run(
    as_of=date(2020, 1, 1),
    rules={"leahy": "ab"},
    parameters={"levels": "2"},
    readings=(
        Reading(Mention("HND", "15 BFE"), (Part("15 BFE", 0, 6, "unit", (Match("u1", 0.9, "match"),), "unit"),)),
    ),
    incident_links={"i": (Link("u1", 1.0, "match"),)},
    exposures=(
        Exposure("i", "m1", "u1", "u1", "same", Timing.AFTER, (3, 4), Truth.UNKNOWN, Link("u1", 0.9, "match"),
                 Link("u1", 1.0, "match"), ("u1",)),
        Exposure("i", "m2", "u1", "u1", "same", Timing.DURING, None, Truth.NO, Link("u1", 0.9, "match"),
                 Link("u1", 1.0, "match")),
    ),
    answers={
        0: (Answer("leahy", "flagged", "high", ("a",), (Evidence("c", Truth.YES, "en", "es", ("unit:u1",)),)),),
        1: (Answer("leahy", "not_flagged", "high"),),
    },
    signature_of={"m1": 0, "m2": 1},
    facts={0: {"mission": {"country": "HND"}}},
)  # fmt: skip


def test_a_run_comes_out_as_it_went_in_and_the_next_takes_its_place(store: Store) -> None:
    assert store.run() is None
    store.save_run(RUN)
    assert store.run() == RUN
    later = replace(RUN, as_of=date(2021, 1, 1), exposures=())
    store.save_run(later)
    assert store.run() == later


def test_an_import_that_changes_something_or_a_declaration_makes_the_run_stale(store: Store) -> None:
    store.import_file(_reading(MISSION))
    store.save_run(RUN)
    store.import_file(_reading(MISSION))
    assert not store.run_is_stale()
    store.import_file(_reading(replace(MISSION, title="new")))
    assert store.run_is_stale()
    assert store.run() == RUN
    store.save_run(RUN)
    assert not store.run_is_stale()
    store.declare(Declaration("incidents", True))
    assert store.run_is_stale()


def test_a_run_that_did_not_keep_which_level_a_part_names_is_stale(store: Store) -> None:
    store.save_run(RUN)
    assert not store.run_is_stale()
    store._connection.execute("UPDATE readings SET parts = json_remove(parts, '$[0].named')")
    assert store.run_is_stale()


def test_an_empty_workspace_has_an_empty_dataset(store: Store) -> None:
    assert store.dataset() == Dataset()


def test_a_workspace_is_found_again_and_not_made_twice(tmp_path: Path) -> None:
    with Store.create(tmp_path / "case") as made:
        made.import_file(_reading(MISSION))
    with Store.open(tmp_path / "case") as found:
        assert found.dataset().missions == (MISSION,)
    with pytest.raises(StoreError, match="already"):
        Store.create(tmp_path / "case")


def test_a_folder_without_a_workspace_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path)
    assert "vetting init" in caught.value.hint


@pytest.mark.parametrize("content", [b"this is no database at all, only text" * 40, b""])
def test_a_file_that_is_no_workspace_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(StoreError):
        Store.open(tmp_path)


def test_a_workspace_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with Store.create(tmp_path / "case") as made:
        made._connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer version"):
        Store.open(tmp_path / "case")


def test_the_workspace_is_one_file_in_sqlites_rollback_mode(tmp_path: Path) -> None:
    with Store.create(tmp_path / "case") as made:
        made.import_file(_reading(MISSION))
        assert made._connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert [path.name for path in (tmp_path / "case").iterdir()] == [FILE]


def test_the_whole_report_goes_in_and_comes_out_the_same(shared_data: Path, tmp_path: Path) -> None:
    from vetting.ingest import read_file

    reading = read_file(shared_data / "data/fmtrpt/fmtrpt_all.tsv.gz")
    with Store.create(tmp_path / "case") as made:
        made.import_file(reading)
        assert made.import_file(reading).nothing_changed
        found = made.dataset()
    given = sorted((record for record in reading.records if isinstance(record, Mission)), key=lambda record: record.id)
    assert list(found.missions) == given
    assert len(found.program_totals) == 9_041
