"""The parts of the linking benchmark that figures rest on: the large registry, the tuning, the fits, the errors."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench import compiled
from tests.bench.big_registry import Printed, build, key, perturb
from tests.bench.labeled_sets import sets
from tests.bench.linking_calibration import Pair, by_accept, error, rates, with_intervals
from tests.bench.linking_missed import AMONG, FAR, NEAREST, missed
from tests.bench.linking_peers import best_threshold, claim, figures
from tests.bench.linking_speed import exponent
from tests.bench.measuring import in_process, table
from tests.gold.scoring import Query
from vetting.link.judgement import weights
from vetting.model import Match, Mention, Part, Reading, SourceRef, Unit

_BODIES = ("Infantry Battalion", "Artillery Brigade", "Engineer Regiment", "Cavalry Squadron", "Signal Company")
_PLACES = ("North Garrison", "South Harbor", "Lake Barracks", "River Post", "Hill Camp", "Old Fort", "New Base")
PAIRS = [
    (country, f"{number}th {_BODIES[number % 5]}, {_PLACES[(number + at) % 7]}")
    for at, country in enumerate(("HND", "KEN", "PER"))
    for number in range(4, 64)
]


def test_the_same_strings_give_the_same_registry_in_whatever_order_they_come() -> None:
    assert build(PAIRS, 0.5, 120) == build(reversed(PAIRS), 0.5, 120)


def test_too_few_words_are_said_to_be_too_few() -> None:
    with pytest.raises(ValueError, match="too few words"):
        build([("HND", "Infantry")], size=10)


def test_six_in_ten_units_have_a_source_and_every_source_is_in_its_country() -> None:
    units, mentions = build(PAIRS, size=100)
    by_id = {unit.id: unit for unit in units}
    assert len(units) == 100
    sources = [m for m in mentions if m.source]
    assert len(sources) == 60
    assert all(by_id[m.source].country == m.country for m in sources)
    assert all(key(by_id[m.source].name) != key(m.text) for m in sources)
    composed = {(u.country, key(u.name)) for u in units if u.id.startswith("C")}
    assert not composed & {(m.country, key(m.text)) for m in mentions}


@given(st.integers(1, 150), st.integers(0, 10_000))
def test_a_perturbed_name_keeps_its_number(number: int, seed: int) -> None:
    text = f"{number}th Infantry Battalion of the Northern Command Seventh Division"
    other = perturb(text, random.Random(seed))
    assert re.findall(r"\d+", other) == [str(number)]


@given(st.lists(st.tuples(st.integers(0, 20), st.booleans(), st.booleans()), min_size=1, max_size=25))
def test_no_threshold_beats_the_one_that_was_found(rows: list[tuple[int, bool, bool]]) -> None:
    queries = [
        Query(str(at), Mention("HND", str(at)), ("u",) if names else (), "exact")
        for at, (_, names, _) in enumerate(rows)
    ]
    ranking = {
        str(at): [("u" if right else "v", score / 20, None), ("w", score / 40, None)]
        for at, (score, _, right) in enumerate(rows)
    }
    for only_first in (True, False):
        found, _ = best_threshold(queries, ranking, only_first=only_first)
        for cut in {row[1] for held in ranking.values() for row in held}:
            claimed = {
                key_: [(u, s, s >= cut and (at == 0 or not only_first)) for at, (u, s, _) in enumerate(held)]
                for key_, held in ranking.items()
            }
            assert figures(queries, claimed).f1 <= found + 1e-9
    assert figures(queries, claim(queries, ranking)).f1 == pytest.approx(
        max(best_threshold(queries, ranking, only_first=first)[0] for first in (True, False))
    )


def test_a_matcher_that_claims_by_itself_is_not_tuned() -> None:
    query = Query("q", Mention("HND", "text"), ("u",), "exact")
    ranking = {"q": [("v", 0.9, False), ("u", 0.8, True)]}
    assert claim([query], ranking) is ranking


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_fitted_exponent_is_that_of_the_growth(power: float) -> None:
    sizes = [1000, 2000, 4000]
    assert exponent(sizes, [3.0 * n**power for n in sizes]) == pytest.approx(power)


def test_scores_that_say_how_often_they_are_right_have_no_error() -> None:
    pairs = [Pair(0.25, at < 25, at < 1) for at in range(100)]
    assert error(pairs) == pytest.approx(0.0)
    assert error([Pair(0.95, right=False, first=True)]) == pytest.approx(0.95)


def test_rates_follow_from_counts() -> None:
    f1, precision, among_five, near, several = rates(np.array([8.0, 2.0, 10.0, 8.0, 9.0, 4.0, 1.0, 2.0, 1.0]))
    assert (f1, precision, among_five, near, several) == pytest.approx((0.8, 0.8, 0.9, 0.25, 0.5))


def test_an_interval_holds_its_figure_and_is_the_same_each_time() -> None:
    one = np.array([[1.0, 0, 1, 1, 1, 0, 0, 0, 0]] * 30 + [[0.0, 1, 1, 0, 1, 0, 0, 0, 0]] * 10)
    shown = with_intervals(one, 200)
    low, high = map(float, re.findall(r"[\d.]+", shown[1])[1:])
    assert low < 0.75 < high
    assert shown == with_intervals(one, 200)


def test_a_job_that_fails_stops_the_benchmark_with_its_message() -> None:
    with pytest.raises(SystemExit, match="known to nobody"):
        in_process("tests.bench.linking_peers", ["--worker", "known to nobody", "gold"])


def test_a_table_is_markdown() -> None:
    assert table(("job", "s"), [("ours", "1.5")]).splitlines() == ["| job  |   s |", "| ---- | --: |", "| ours | 1.5 |"]


def test_a_folder_that_holds_something_else_is_not_replaced_by_a_compiled_copy(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(RuntimeError, match="holds something else"):
        compiled.build(tmp_path)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_name_that_is_reexported_is_imported_from_its_own_module() -> None:
    told = compiled._REEXPORTED.sub(
        lambda found: compiled._direct(found.group(1), compiled._homes()), "from vetting.names import parse, split\n"
    )
    assert told == "from vetting.names.parse import parse\nfrom vetting.names.cells import split\n"


def test_a_higher_bar_leaves_fewer_claims() -> None:
    gold = sets()["gold"]
    few = replace(gold, queries=[query for query in gold.queries if query.mention.country == "SLV"][::4])
    rows = by_accept([few], {"": weights()}, draws=20).splitlines()[2:]
    claims = [int(row.split("|")[2].replace(",", "")) for row in rows]
    assert claims == sorted(claims, reverse=True)
    assert claims[0] > claims[-1] > 0


def test_a_known_source_behind_five_others_is_counted_by_how_alike_it_is_written() -> None:
    names = ("First Brigade Alba", "First Brigade Albo", "Naval Base")
    units = [Unit(f"U{at}", "HND", name, SourceRef("units.csv", at + 2)) for at, name in enumerate(names)]
    strings = [Printed("HND", "First Brigade Alba", f"U{at}") for at in range(3)]
    unread = [Reading(Mention("HND", "First Brigade Alba"), (Part("", 0, 0, "unit", ()),))]
    assert [said for said, _ in missed(strings, unread, units)] == [NEAREST, AMONG, FAR]
    read = [Reading(Mention("HND", "First Brigade Alba"), (Part("", 0, 0, "unit", (Match("U0", 0.5, "candidate"),)),))]
    assert [said for said, _ in missed(strings, read, units)] == [AMONG, FAR]
