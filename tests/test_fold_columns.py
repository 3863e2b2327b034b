"""Columns of numbers: rows are alike exactly where every column is."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vetting.fold.columns import grouped, numbered

ROWS = st.lists(st.tuples(*[st.sampled_from(["a", "b", None, 3, ("a", 1)])] * 3), max_size=40)


@given(ROWS)
def test_rows_are_in_one_group_exactly_where_they_are_equal(rows: list[tuple[object, ...]]) -> None:
    columns = [numbered(row[at] for row in rows) for at in range(3)]
    first, group = grouped(columns, len(rows))
    assert [rows.index(row) for row in rows] == [int(first[at]) for at in group]
    assert sorted(group[first]) == list(range(len(set(rows))))


@given(st.lists(st.integers(-3, 3) | st.text(max_size=1)))
def test_values_are_numbered_in_the_order_of_their_appearance(values: list[object]) -> None:
    numbers = numbered(values)  # type: ignore[arg-type]
    different = list(dict.fromkeys(values))
    assert [different[number] for number in numbers] == values


def test_many_columns_of_many_values_do_not_overflow() -> None:
    column = np.arange(5_000, dtype=np.int64)[::-1].copy()
    first, group = grouped([column] * 12, 5_000)
    assert len(first) == 5_000
    assert len(set(group.tolist())) == 5_000


def test_without_columns_all_rows_are_alike() -> None:
    first, group = grouped([], 3)
    assert (first.tolist(), group.tolist()) == ([0], [0, 0, 0])
    first, group = grouped([], 0)
    assert (first.tolist(), group.tolist()) == ([], [])
