"""The timeline: a bar is as wide as what is known, and what is not known is drawn as such."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.period import Extent, ImpreciseDate, Period
from vetting.report.timeline import LEFT, RIGHT, THIN, WIDTH, Span, draw, moment, pieces


def kinds(text: str, extent: Extent | None = None) -> list[tuple[str, str, str]]:
    return [(kind, str(first), str(last)) for kind, first, last in pieces(Period.parse(text), extent)]


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("2012-05-01..2012-05-28", [("sure", "2012-05-01", "2012-05-28")]),
        ("2012-05..2012-08-02", [("maybe", "2012-05-01", "2012-05-30"), ("sure", "2012-05-31", "2012-08-02")]),
        ("2012-05-01..2012-08", [("sure", "2012-05-01", "2012-08-01"), ("maybe", "2012-08-02", "2012-08-31")]),
        ("2012..2012", [("maybe", "2012-01-01", "2012-12-31")]),
        ("~2010-01-01..2012-01-01", [("open-left", "2010-01-01", "2010-01-01"), ("sure", "2010-01-01", "2012-01-01")]),
        ("2010-01-01..2012-01-01~", [("sure", "2010-01-01", "2012-01-01"), ("open-right", "2012-01-01", "2012-01-01")]),
        ("2010-01-01..2012-01-01>", [("sure", "2010-01-01", "2012-01-01"), ("open-right", "2012-01-01", "2012-01-01")]),
        ("2010-01-01..", [("sure", "2010-01-01", "2010-01-01"), ("open-right", "2010-01-01", "2010-01-01")]),
        ("..2010-01-01", [("open-left", "2010-01-01", "2010-01-01"), ("sure", "2010-01-01", "2010-01-01")]),
        ("..", []),
    ],
)
def test_each_stretch_is_certain_possible_or_open(text: str, drawn: list[tuple[str, str, str]]) -> None:
    assert kinds(text) == drawn


def test_an_act_on_one_of_several_days_is_nowhere_certain() -> None:
    assert kinds("2012-05-26..2012-05-27", Extent.ACT) == [("maybe", "2012-05-26", "2012-05-27")]
    assert kinds("2012-05-26..2012-05-27", Extent.SERIES) == [("sure", "2012-05-26", "2012-05-27")]
    assert kinds("2012-05-26..2012-05-26", Extent.ACT) == [("sure", "2012-05-26", "2012-05-26")]


DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=20))
def test_every_bar_stays_within_the_drawing_and_is_wide_enough_to_see(ends: list[tuple[date, date]]) -> None:
    spans = [Span("mission", "", moment(ImpreciseDate(min(pair), max(pair)))) for pair in ends]
    chart = draw(spans)
    assert chart is not None
    for row in chart.rows:
        for bar in row.bars:
            assert bar.width >= THIN
            assert bar.x >= LEFT - 0.1
            assert bar.x + bar.width <= WIDTH - RIGHT + THIN
            assert 0 <= row.y < chart.height
    assert len(chart.ticks) <= 14
    assert all(LEFT - 0.1 <= tick.x <= WIDTH - RIGHT + 0.1 for tick in chart.ticks)


@given(DAYS, DAYS)
def test_a_longer_stretch_is_never_drawn_shorter(first: date, last: date) -> None:
    first, last = min(first, last), max(first, last)
    frame = Span("incident", "", (("sure", date(1990, 1, 1), date(2030, 12, 31)),))
    chart = draw([frame, Span("mission", "", (("sure", first, last),)), Span("mission", "", (("sure", first, first),))])
    assert chart is not None
    assert chart.rows[1].bars[0].width >= chart.rows[2].bars[0].width
    assert chart.rows[0].bars[0].width >= chart.rows[1].bars[0].width


def test_nothing_is_drawn_where_no_day_is_known() -> None:
    assert draw([Span("mission", "", ()), Span("public", "", moment(None))]) is None


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (date(2012, 5, 26), date(2012, 5, 30), ["2012-06"]),
        (date(2012, 1, 5), date(2013, 1, 5), ["2012-01", "2012-04", "2012-07", "2012-10", "2013-01"]),
        (date(2000, 1, 1), date(2012, 6, 1), ["2000", "2002", "2004", "2006", "2008", "2010", "2012"]),
        (date(1990, 1, 1), date(2020, 6, 1), ["1990", "1995", "2000", "2005", "2010", "2015", "2020"]),
    ],
)
def test_the_axis_has_as_many_marks_as_fit(first: date, last: date, labels: list[str]) -> None:
    chart = draw([Span("mission", "", (("sure", first, last),))])
    assert chart is not None
    assert [tick.label for tick in chart.ticks] == labels
