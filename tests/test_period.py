"""Time in three values against brute force: every comparison is asked again in each world the sources allow."""

from __future__ import annotations

import calendar
import warnings
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.period import (
    Extent,
    ImpreciseDate,
    Period,
    Timing,
    Truth,
    act_day,
    add_months,
    every,
    falls_in,
    some,
    stretch,
    timing,
)

with warnings.catch_warnings():
    # edtf's grammar draws a warning of pyparsing about its own named results as it is imported.
    warnings.simplefilter("ignore")
    import edtf

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
ACT, SERIES = Extent.ACT, Extent.SERIES

# Six days around a leap day; what the sources leave open reaches two days further at either end, which is as good as
# for ever because no date of the tests lies out there.
FIRST = date(2012, 2, 26)
DAYS = [FIRST + timedelta(days=n) for n in range(6)]
WORLD = [FIRST + timedelta(days=n) for n in range(-2, 8)]


def parse(text: str) -> ImpreciseDate:
    return ImpreciseDate.parse(text)


# ---------------------------------------------------------------- the oracle


@st.composite
def imprecise(draw: st.DrawFn) -> ImpreciseDate:
    low, high = sorted((draw(st.sampled_from(DAYS)), draw(st.sampled_from(DAYS))))
    return ImpreciseDate(low, high)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    begin, end = draw(st.none() | imprecise()), draw(st.none() | imprecise())
    if begin and end and end.latest < begin.earliest:
        begin, end = end, begin
    return Period(begin, end, draw(st.booleans()), draw(st.booleans()), draw(st.booleans()))


real_periods = periods().map(lambda one: Period(one.begin, one.end))
extents = st.sampled_from(Extent)


def days_of(when: ImpreciseDate) -> list[date]:
    return [day for day in WORLD if when.earliest <= day <= when.latest]


def spans(what: Period) -> set[tuple[date, date]]:
    """Every true first and last day that the source of a stretch allows, written from the definition alone."""
    found = set()
    for first, last in product(WORLD, WORLD):
        if first > last:
            continue
        cited_firsts = days_of(what.begin) if what.begin else [None]
        cited_lasts = days_of(what.end) if what.end else [None]
        for begin, end in product(cited_firsts, cited_lasts):
            if begin and end and begin > end:
                continue
            if begin and not (first == begin if what.begin_real else first <= begin):
                continue
            if end and not (last == end if what.end_real and not what.ongoing else last >= end):
                continue
            # A day on which the stretch is cited belongs to it, whichever of its ends that day is.
            if all(first <= cited <= last for cited in (begin, end) if cited):
                found.add((first, last))
                break
    return found


def incident_spans(what: Period, extent: Extent) -> set[tuple[date, date]]:
    """An act has one day: any from its first to its last, or the one given. A series lasts."""
    if extent is SERIES or (what.begin is None and what.end is None):
        return spans(what)
    given_ends = [end for end in (what.begin, what.end) if end]
    low, high = given_ends[0].earliest, given_ends[-1].latest
    return {(day, day) for day in WORLD if low <= day <= high}


def asked(answers: Iterable[bool]) -> Truth:
    seen = set(answers)
    assert seen
    return UNKNOWN if len(seen) == 2 else Truth.of(seen.pop())


def share_a_day(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return any(one[0] <= day <= one[1] and other[0] <= day <= other[1] for day in WORLD)


# ---------------------------------------------------------------- truth

KLEENE_AND = {
    (YES, YES): YES, (YES, UNKNOWN): UNKNOWN, (YES, NO): NO,
    (UNKNOWN, YES): UNKNOWN, (UNKNOWN, UNKNOWN): UNKNOWN, (UNKNOWN, NO): NO,
    (NO, YES): NO, (NO, UNKNOWN): NO, (NO, NO): NO,
}  # fmt: skip
KLEENE_OR = {
    (YES, YES): YES, (YES, UNKNOWN): YES, (YES, NO): YES,
    (UNKNOWN, YES): YES, (UNKNOWN, UNKNOWN): UNKNOWN, (UNKNOWN, NO): UNKNOWN,
    (NO, YES): YES, (NO, UNKNOWN): UNKNOWN, (NO, NO): NO,
}  # fmt: skip


@pytest.mark.parametrize(("pair", "answer"), KLEENE_AND.items())
def test_and_follows_kleenes_table(pair: tuple[Truth, Truth], answer: Truth) -> None:
    assert pair[0] & pair[1] is answer
    assert every(pair) is answer


@pytest.mark.parametrize(("pair", "answer"), KLEENE_OR.items())
def test_or_follows_kleenes_table(pair: tuple[Truth, Truth], answer: Truth) -> None:
    assert pair[0] | pair[1] is answer
    assert some(pair) is answer


def test_not_swaps_yes_and_no_and_leaves_unknown() -> None:
    assert (~YES, ~NO, ~UNKNOWN) == (NO, YES, UNKNOWN)


def test_all_of_nothing_is_yes_and_any_of_nothing_is_no() -> None:
    assert every(()) is YES
    assert some(()) is NO


@given(st.lists(st.sampled_from(Truth)))
def test_the_connectives_are_dual_and_blind_to_order(truths: list[Truth]) -> None:
    assert every(truths) is ~some(~one for one in truths)
    assert every(truths) is every(reversed(truths))
    assert some(truths) is some(sorted(truths, key=lambda one: one.value))


def test_a_truth_refuses_to_be_used_as_a_bool() -> None:
    with pytest.raises(TypeError, match=r"Truth\.YES"):
        bool(UNKNOWN)


def test_a_missing_bool_is_unknown() -> None:
    assert (Truth.of(True), Truth.of(False), Truth.of(None)) == (YES, NO, UNKNOWN)


# ---------------------------------------------------------------- imprecise days against brute force


@given(imprecise(), imprecise())
def test_before_holds_as_in_every_world(one: ImpreciseDate, other: ImpreciseDate) -> None:
    worlds = list(product(days_of(one), days_of(other)))
    assert one.before(other) is asked(a < b for a, b in worlds)
    assert one.on_or_before(other) is asked(a <= b for a, b in worlds)
    assert one.before(other) is ~other.on_or_before(one)


@given(imprecise(), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_within_holds_as_in_every_world(one: ImpreciseDate, first: date, last: date) -> None:
    first, last = sorted((first, last))
    assert one.within(first, last) is asked(first <= day <= last for day in days_of(one))


@given(imprecise(), st.none() | st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS))
def test_narrowing_keeps_just_the_days_in_both(one: ImpreciseDate, first: date | None, last: date | None) -> None:
    kept = [day for day in days_of(one) if (first is None or day >= first) and (last is None or day <= last)]
    narrowed = one.narrowed(first, last)
    assert (days_of(narrowed) if narrowed else []) == kept


def months_later(day: date, months: int) -> date:
    """Month by month along the calendar: slow, and written without arithmetic on months."""
    step = timedelta(days=1 if months > 0 else -1)
    there = day.replace(day=15)
    for _ in range(abs(months)):
        this = there.month
        while there.month == this:
            there += step
    return there.replace(day=min(day.day, max(calendar.Calendar().itermonthdays(there.year, there.month))))


@given(st.dates(date(1996, 1, 1), date(2031, 12, 31)), st.integers(-30, 30), st.integers(-40, 40))
def test_moving_by_months_walks_the_calendar_and_clamps(day: date, months: int, days: int) -> None:
    assert add_months(day, months) == months_later(day, months)
    moved = ImpreciseDate.of(day).shifted(days=days, months=months)
    assert moved == ImpreciseDate.of(months_later(day, months) + timedelta(days=days))


@given(st.dates(date(1999, 1, 1), date(2025, 1, 1)), st.integers(0, 70), st.integers(-30, 30))
def test_moving_an_imprecise_day_bounds_the_moved_days(day: date, width: int, months: int) -> None:
    when = ImpreciseDate(day, day + timedelta(days=width))
    moved = {add_months(day + timedelta(days=n), months) for n in range(width + 1)}
    assert when.shifted(months=months) == ImpreciseDate(min(moved), max(moved))


# ---------------------------------------------------------------- periods against brute force


@given(periods(), periods())
def test_two_periods_meet_as_in_every_world(one: Period, other: Period) -> None:
    assert one.meets(other) is asked(share_a_day(a, b) for a, b in product(spans(one), spans(other)))
    assert one.meets(other) is other.meets(one)


@given(periods(), extents, st.none() | imprecise(), st.none() | imprecise())
def test_falling_in_a_window_holds_as_in_every_world(
    what: Period, extent: Extent, first: ImpreciseDate | None, last: ImpreciseDate | None
) -> None:
    lows = days_of(first) if first else WORLD[:1]
    highs = days_of(last) if last else WORLD[-1:]
    worlds = product(incident_spans(what, extent), product(lows, highs))
    if what.begin is None and what.end is None:
        expected = UNKNOWN
    else:
        expected = asked(low <= high and share_a_day(span, (low, high)) for span, (low, high) in worlds)
    assert falls_in(what, extent, first, last) is expected


def worlds_of(mission: Period, incident: Period, extent: Extent) -> Iterator[tuple[Timing, int | None]]:
    for (start, stop), (first, last) in product(spans(mission), incident_spans(incident, extent)):
        if last < start:
            yield Timing.AFTER, (start - last).days
        elif stop < first:
            yield Timing.BEFORE, (first - stop).days
        else:
            yield Timing.DURING, None


@given(periods(), periods(), extents)
def test_timing_and_gap_hold_as_in_every_world(mission: Period, incident: Period, extent: Extent) -> None:
    worlds = set(worlds_of(mission, incident, extent))
    kinds = {kind for kind, _ in worlds}
    gaps = [gap for _, gap in worlds if gap is not None]
    kind, gap = timing(mission, incident, extent)
    assert kind is (kinds.pop() if len(kinds) == 1 else Timing.UNDETERMINED)
    assert gap == ((min(gaps), max(gaps)) if kind in (Timing.BEFORE, Timing.AFTER) else None)


@given(real_periods, real_periods)
def test_an_incident_prior_to_a_mission_falls_in_the_days_before_it(mission: Period, incident: Period) -> None:
    if mission.begin and timing(mission, incident, ACT)[0] is Timing.AFTER:
        assert falls_in(incident, ACT, None, mission.begin.shifted(days=-1)) is YES


# ---------------------------------------------------------------- text, and edtf as a second oracle


@given(imprecise() | st.dates(date(1900, 1, 1)).map(ImpreciseDate.of))
def test_a_day_reads_back_what_it_writes(when: ImpreciseDate) -> None:
    assert parse(str(when)) == when


@given(st.integers(1, 9999), st.none() | st.integers(1, 12))
def test_a_year_or_month_writes_itself(year: int, month: int | None) -> None:
    text = f"{year:04d}" + (f"-{month:02d}" if month else "")
    assert str(parse(text)) == text


@given(periods())
def test_a_period_reads_back_what_it_writes(what: Period) -> None:
    assert Period.parse(str(what)) == what


edtf_texts = st.builds(
    lambda day, length: day.isoformat()[:length],
    st.dates(date(1800, 1, 1), date(2200, 12, 31)),
    st.sampled_from((4, 7, 10)),
)


def by_edtf(text: str) -> tuple[date, date]:
    read = edtf.parse_edtf(text)
    low, high = read.lower_strict(), read.upper_strict()
    return date(*low[:3]), date(*high[:3])


@given(edtf_texts)
def test_a_day_month_or_year_is_read_as_edtf_reads_it(text: str) -> None:
    assert (parse(text).earliest, parse(text).latest) == by_edtf(text)


@given(edtf_texts, edtf_texts)
def test_a_range_is_read_as_edtf_reads_it(low: str, high: str) -> None:
    low, high = sorted((low, high), key=lambda text: parse(text).earliest)
    when = parse(f"{low}/{high}")
    assert (when.earliest, when.latest) == by_edtf(f"{low}/{high}")


@pytest.mark.parametrize(("text", "same"), [("2013-02-00", "2013-02"), ("2013-00-00", "2013"), ("2013-00", "2013")])
def test_a_part_given_as_zeros_is_not_given(text: str, same: str) -> None:
    assert parse(text) == parse(same)


@pytest.mark.parametrize(
    "text",
    ["", "12", "2012-5-1", "2012-13", "2012-02-30", "2011-02-29", "2013-00-05", "0000", "05/01/2012", "2012-01-01T00"],
)
def test_what_is_no_date_is_refused_in_quotes(text: str) -> None:
    with pytest.raises(ValueError, match="'"):
        parse(text)


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="2011-12-31"):
        parse("2012/2011")
    with pytest.raises(ValueError, match="2011"):
        Period.parse("2012..2011")


def test_a_text_without_two_dots_is_no_period() -> None:
    with pytest.raises(ValueError, match="'2012'"):
        Period.parse("2012")


# ---------------------------------------------------------------- one test per boundary


@pytest.mark.parametrize(
    ("text", "last"),
    [("2011-02", "2011-02-28"), ("2012-02", "2012-02-29"), ("1900-02", "1900-02-28"), ("2000-02", "2000-02-29"),
     ("2012-04", "2012-04-30"), ("2012-12", "2012-12-31"), ("2012", "2012-12-31")],
)  # fmt: skip
def test_a_month_or_year_ends_on_its_last_day(text: str, last: str) -> None:
    assert parse(text).latest == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [("2012-01-31", 1, "2012-02-29"), ("2011-01-31", 1, "2011-02-28"), ("2012-03-31", -1, "2012-02-29"),
     ("2012-02-29", 12, "2013-02-28"), ("2012-02-29", -48, "2008-02-29"), ("2012-12-31", 2, "2013-02-28"),
     ("2012-12-01", 1, "2013-01-01"), ("2012-01-01", -1, "2011-12-01"), ("2012-05-31", 0, "2012-05-31")],
)  # fmt: skip
def test_months_clamp_to_the_end_of_the_month(day: str, months: int, moved: str) -> None:
    assert parse(day).shifted(months=months) == parse(moved)


def test_months_move_before_days() -> None:
    assert parse("2012-01-31").shifted(months=1, days=1) == parse("2012-03-01")


@pytest.mark.parametrize(
    ("day", "answer"), [("2008-09-30", NO), ("2008-10-01", YES), ("2009-09-30", YES), ("2009-10-01", NO)]
)
def test_a_fiscal_year_runs_from_october_to_september(day: str, answer: Truth) -> None:
    year = ImpreciseDate.fiscal_year(2009)
    assert parse(day).within(year.earliest, year.latest) is answer


@pytest.mark.parametrize(
    ("day", "answer"), [("2012-04-30", NO), ("2012-05-01", YES), ("2012-05-31", YES), ("2012-06-01", NO)]
)
def test_both_ends_of_a_window_belong_to_it(day: str, answer: Truth) -> None:
    assert falls_in(Period.on(parse(day)), ACT, parse("2012-05-01"), parse("2012-05-31")) is answer


def test_the_same_day_is_not_before_but_on_or_before() -> None:
    assert parse("2012-05-01").before(parse("2012-05-01")) is NO
    assert parse("2012-05-01").on_or_before(parse("2012-05-01")) is YES


def test_a_month_is_not_known_to_be_before_its_last_day_nor_on_its_first() -> None:
    assert parse("2012-05").before(parse("2012-05-31")) is UNKNOWN
    assert parse("2012-05").on_or_before(parse("2012-05-31")) is YES
    assert parse("2012-05").on_or_before(parse("2012-05-01")) is UNKNOWN
    assert parse("2012-05").before(parse("2012-05-01")) is NO


CITED = Period(parse("2010-05-01"), parse("2012-03-31"), begin_real=False, end_real=False)


@pytest.mark.parametrize(
    ("day", "answer"), [("2010-04-30", UNKNOWN), ("2010-05-01", YES), ("2012-03-31", YES), ("2012-04-01", UNKNOWN)]
)
def test_behind_a_cited_end_a_period_may_go_on(day: str, answer: Truth) -> None:
    assert CITED.meets(Period.on(parse(day))) is answer


@pytest.mark.parametrize(
    ("day", "answer"), [("2010-04-30", NO), ("2010-05-01", YES), ("2012-03-31", YES), ("2012-04-01", NO)]
)
def test_behind_a_real_end_a_period_does_not_go_on(day: str, answer: Truth) -> None:
    assert Period(CITED.begin, CITED.end).meets(Period.on(parse(day))) is answer


def test_an_ongoing_period_may_have_gone_on_after_its_last_citation() -> None:
    ongoing = Period(CITED.begin, CITED.end, ongoing=True)
    assert ongoing.meets(Period.on(parse("2012-04-01"))) is UNKNOWN
    assert ongoing.meets(Period.on(parse("2010-04-30"))) is NO


def test_a_period_of_unknown_dates_meets_no_day_for_sure_and_excludes_none() -> None:
    assert Period().meets(Period.on(parse("2012-05-01"))) is UNKNOWN


def test_a_known_end_narrows_an_imprecise_beginning() -> None:
    # Begun in 2012 and over on 5 March: whatever the first day was, 5 March is in it and 6 March is not.
    period = Period(parse("2012"), parse("2012-03-05"))
    assert period.meets(Period.on(parse("2012-03-05"))) is YES
    assert period.meets(Period.on(parse("2012-03-06"))) is NO
    assert falls_in(period, SERIES, None, parse("2012-03-05")) is YES


def test_an_act_without_an_end_falls_on_its_beginning() -> None:
    only_begin, only_end = Period(parse("2012-05-26"), None), Period(None, parse("2012-05-26"))
    assert act_day(only_begin) == act_day(only_end) == parse("2012-05-26")
    assert act_day(Period()) is None
    assert falls_in(only_begin, ACT, parse("2012-05-26"), parse("2012-05-26")) is YES


def test_the_stretch_of_an_act_is_one_imprecise_day_and_of_a_series_its_period() -> None:
    period = Period(parse("2012-05-26"), parse("2012-05-27"))
    assert stretch(period, ACT) == Period.on(parse("2012-05-26/2012-05-27"))
    assert stretch(period, SERIES) == period


def test_a_series_without_an_end_is_prior_but_not_known_to_be_over() -> None:
    series, start = Period(parse("2010-01-01"), None), parse("2012-05-30")
    assert falls_in(series, SERIES, None, start.shifted(days=-1)) is YES
    assert timing(Period(start, parse("2012-06-30")), series, SERIES) == (Timing.UNDETERMINED, None)


def test_a_series_that_spans_the_start_is_prior_and_an_act_there_is_open() -> None:
    period, start = Period(parse("2012-05-01"), parse("2012-06-30")), parse("2012-05-30")
    assert falls_in(period, SERIES, None, start.shifted(days=-1)) is YES
    assert falls_in(period, ACT, None, start.shifted(days=-1)) is UNKNOWN


def test_an_act_on_the_day_of_the_start_is_not_prior() -> None:
    start = parse("2012-05-30")
    assert falls_in(Period.on(start), ACT, None, start.shifted(days=-1)) is NO


def test_dates_wholly_missing_are_unknown_in_any_window() -> None:
    for extent in Extent:
        assert falls_in(Period(), extent, None, None) is UNKNOWN
        assert falls_in(Period(), extent, parse("2012"), parse("2011")) is UNKNOWN


def test_a_window_that_ends_before_it_begins_holds_nothing() -> None:
    for extent in Extent:
        assert falls_in(Period(parse("2010"), parse("2013")), extent, parse("2012"), parse("2011")) is NO


def test_a_window_that_may_end_before_it_begins_holds_nothing_for_sure() -> None:
    series = Period(parse("2010-01-01"), parse("2013-01-01"))
    assert falls_in(series, SERIES, parse("2012-05-01"), parse("2012")) is UNKNOWN
    assert falls_in(series, SERIES, parse("2012-01-01"), parse("2012")) is YES
    assert falls_in(Period.on(parse("2012-03-01")), ACT, parse("2011-05-02"), parse("2012")) is UNKNOWN


@pytest.mark.parametrize(
    ("mission_day", "kind", "gap"),
    [("2012-05-25", Timing.BEFORE, (1, 1)), ("2012-05-26", Timing.DURING, None), ("2012-05-27", Timing.AFTER, (1, 1))],
)
def test_adjacent_days_are_one_day_apart(mission_day: str, kind: Timing, gap: tuple[int, int] | None) -> None:
    for extent in Extent:
        assert timing(Period.on(parse(mission_day)), Period.on(parse("2012-05-26")), extent) == (kind, gap)


# ---------------------------------------------------------------- the named examples

HN_01 = Period(parse("2010-01-01"), parse("2013-02-20"))
HN_02 = Period(parse("2012-05-26"), parse("2012-05-27"))


def test_the_course_of_30_may_2012_is_three_or_four_days_after_the_act_of_26_or_27_may() -> None:
    course = Period(parse("2012-05-30"), parse("2012-08-02"))
    assert timing(course, HN_02, ACT) == (Timing.AFTER, (3, 4))


def test_training_from_october_2012_is_during_the_series_in_the_bajo_aguan() -> None:
    training = Period(parse("2012-10-01"), parse("2013-09-30"))
    assert timing(training, HN_01, SERIES) == (Timing.DURING, None)
    assert falls_in(HN_01, SERIES, None, parse("2012-09-30")) is YES


def test_a_course_of_fiscal_year_2009_that_ended_in_may_is_before_the_series() -> None:
    begin = ImpreciseDate.fiscal_year(2009).narrowed(last=date(2009, 5, 22))
    assert begin is not None
    kind, gap = timing(Period(begin, parse("2009-05-22")), HN_01, SERIES)
    days = (date(2010, 1, 1) - date(2009, 5, 22)).days
    assert (kind, gap) == (Timing.BEFORE, (days, days))


def test_a_course_of_unknown_start_is_not_said_to_be_after() -> None:
    assert timing(Period(None, parse("2012-08-02")), HN_02, ACT) == (Timing.UNDETERMINED, None)


def test_an_incident_of_an_unknown_day_in_may_may_be_prior_to_a_course_in_may() -> None:
    start = parse("2012-05-30")
    assert parse("2012-05").before(start) is UNKNOWN
    assert timing(Period.on(start), Period.on(parse("2012-05")), ACT) == (Timing.UNDETERMINED, None)
    assert timing(Period.on(start), Period.on(parse("2012-04")), ACT) == (Timing.AFTER, (30, 59))
