"""What was on record on a day: later records stay out, undated ones stay and are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting import law, pipeline
from vetting.errors import NothingCheckedError
from vetting.ingest import newest_date
from vetting.known import LEFT_OUT, UNDATED, known
from vetting.model import (
    Attribution,
    Dataset,
    Determination,
    Incident,
    InputFile,
    Listing,
    Mission,
    Posting,
    Relation,
    Run,
    Safeguards,
    SourceRef,
    Unit,
    VettingRecord,
)
from vetting.period import Extent, ImpreciseDate, Period, Truth

AT = SourceRef("made.csv", 2)
DAY = date(2012, 6, 30)
RULES, PARAMETERS = law.load_rules(law.shipped_rules()), law.load_parameters(law.shipped_rules())


def day(text: str) -> ImpreciseDate:
    return ImpreciseDate.parse(text)


def mission(name: str = "M1", begin: str = "2012-05-01", **fields: object) -> Mission:
    start = day(begin)
    defaults: dict[str, object] = {
        "program": "IMET", "recipient": "1st Rifle Battalion", "start_printed": begin, "fiscal_year": 2012
    }  # fmt: skip
    return Mission(name, "XAA", Period(start, start), AT, **(defaults | fields))  # type: ignore[arg-type]


def incident(name: str = "I1", when: str = "2011-02-10", public: str = "2011-03-01", **fields: object) -> Incident:
    period = fields.pop("period", Period.on(day(when)))
    defaults: dict[str, object] = {
        "violation_codes": ("torture",), "credibility": "high", "first_public": day(public) if public else None
    }  # fmt: skip
    named = (Attribution("1st Rifle Battalion", unit_id="U1"),)
    extent = fields.pop("extent", Extent.ACT)
    return Incident(name, "XAA", period, extent, named, AT, **(defaults | fields))  # type: ignore[arg-type]


UNITS = (Unit("U1", "XAA", "1st Rifle Battalion", AT), Unit("U2", "XAA", "3rd Brigade", AT))


def dataset(**records: object) -> Dataset:
    held: dict[str, object] = {"units": UNITS, "missions": (mission(),), "incidents": (incident(),)} | records
    nouns = [one for group in held.values() for one in group]  # type: ignore[attr-defined]
    newest = newest_date(nouns)
    file = InputFile("made.csv", "plain", "made", "0" * 64, 1, 1, 0, "utf-8", newest)
    return Dataset(**held, inputs=(file,))  # type: ignore[arg-type]


def seen(**records: object) -> tuple[Dataset, dict[str, int]]:
    found = known(dataset(**records), DAY)
    return found.dataset, {name: n for name, n in found.counts.items() if n}


def test_every_count_is_there_if_only_as_nought() -> None:
    counts = known(dataset(), DAY).counts
    assert set(counts) == {f"left_out.{noun}" for noun in LEFT_OUT} | {f"undated.{noun}" for noun in UNDATED}
    assert not any(counts.values())


@pytest.mark.parametrize("begin", ["2012-07-01", "2012-07", "2013"])
def test_a_mission_that_began_later_is_left_out(begin: str) -> None:
    found, counts = seen(missions=(mission("M1"), mission("M2", begin)))
    assert [one.id for one in found.missions] == ["M1"]
    assert counts == {"left_out.missions": 1}


@pytest.mark.parametrize("begin", ["2012-06", "2012-06-30", "2011"])
def test_a_mission_of_that_day_or_month_is_there_by_then(begin: str) -> None:
    found, counts = seen(missions=(mission("M1", begin),))
    assert len(found.missions) == 1
    assert counts == {}


def test_a_mission_known_by_a_year_that_reaches_past_the_day_stays_and_is_counted() -> None:
    found, counts = seen(missions=(mission("M1", "2012"),))
    assert len(found.missions) == 1
    assert counts == {"undated.missions": 1}


def test_an_incident_first_public_later_is_left_out_however_old_it_is() -> None:
    found, counts = seen(incidents=(incident("I1", "1985-01-01", "2012-07-01"),))
    assert found.incidents == ()
    assert counts == {"left_out.incidents": 1}


def test_an_incident_without_a_day_of_publication_stays_and_is_counted() -> None:
    found, counts = seen(incidents=(incident(public=""), incident("I2", public="2012")))
    assert len(found.incidents) == 2
    assert counts == {"undated.incidents": 2}


def test_an_incident_that_happened_later_cannot_have_been_public() -> None:
    found, counts = seen(incidents=(incident("I1", "2012-07-01", ""), incident("I2", "2013", "")))
    assert found.incidents == ()
    assert counts == {"left_out.incidents": 2}


def test_a_series_of_which_only_a_later_end_is_known_may_have_begun() -> None:
    ends = Period(None, day("2013-01-01"))
    series = incident("I1", public="", period=ends, extent=Extent.SERIES)
    found, counts = seen(incidents=(series, incident("I2", public="", period=ends)))
    assert [one.id for one in found.incidents] == ["I1"]
    assert counts == {"left_out.incidents": 1, "undated.incidents": 1}


def test_a_series_that_ended_later_was_not_over_by_then() -> None:
    span = Period(day("2010-01-01"), day("2013-02-20"))
    (kept,) = seen(incidents=(incident(period=span, extent=Extent.SERIES),))[0].incidents
    assert kept.period == Period(day("2010-01-01"), day("2012-06-30"), end_real=False, ongoing=True)
    (act,) = seen(incidents=(incident(period=span),))[0].incidents
    assert act.period == span


def test_a_later_determination_is_taken_off_and_an_undated_one_stays() -> None:
    later = incident(determination=Determination("state", day("2012-07-01"), True))
    undated = incident("I2", determination=Determination("state", None, True))
    earlier = incident("I3", determination=Determination("state", day("2012-06-30"), True))
    found, counts = seen(incidents=(later, undated, earlier))
    assert [one.determination is None for one in found.incidents] == [True, False, False]
    assert counts == {"left_out.determinations": 1, "undated.determinations": 1}


def test_a_vetting_result_of_later_was_pending_if_it_was_asked_for_by_then() -> None:
    asked = VettingRecord("V1", "XAA", "1st Rifle Battalion", AT, "U1", "unit", "rejected", day("2012-06-01"),
                          day("2012-07-05"), day("2013-07-05"), True, day("2012-08-01"))  # fmt: skip
    not_asked = replace(asked, id="V2", requested=day("2012-07-01"))
    unknown = replace(asked, id="V3", requested=None)
    undated = replace(asked, id="V4", requested=None, decided=None, host_informed_date=None)
    found, counts = seen(vetting_records=(asked, not_asked, unknown, undated))
    assert [(one.id, one.result, one.decided, one.host_informed) for one in found.vetting_records] == [
        ("V1", "pending", None, None),
        ("V4", "rejected", None, True),
    ]
    assert counts == {"left_out.vetting_records": 2, "undated.vetting_records": 1}


def test_what_the_host_was_told_later_was_not_told_by_then() -> None:
    record = VettingRecord("V1", "XAA", "x", AT, "U1", "unit", "rejected", None, day("2012-05-01"), None, True,
                           day("2012-07-01"))  # fmt: skip
    (kept,) = seen(vetting_records=(record,))[0].vetting_records
    assert (kept.result, kept.host_informed, kept.host_informed_date) == ("rejected", None, None)


def test_a_list_of_a_later_year_is_left_out_and_others_are_counted_as_undated() -> None:
    years = (2011, 2012, 2013, None)
    lists = tuple(Listing(f"L{n}", "XAA", "x", AT, year) for n, year in enumerate(years))
    found, counts = seen(listings=lists)
    assert [one.list_year for one in found.listings] == [2011, 2012, None]
    assert counts == {"left_out.listings": 1, "undated.listings": 3}


def test_ties_that_began_later_are_left_out_and_those_that_ended_later_were_in_force() -> None:
    later = Relation("subordinate", "U1", "U2", Period(day("2012-07-01"), day("2015")), AT)
    now = replace(later, period=Period(day("2010-01-01"), day("2015-01-01")))
    undated = replace(later, period=Period())
    found, counts = seen(relations=(later, now, undated))
    assert counts == {"left_out.relations": 1, "undated.relations": 1}
    kept, open_one = found.relations
    assert kept.period.meets(Period.on(day("2011-05-05"))) is Truth.YES
    assert kept.period.meets(Period.on(day("2012-06-30"))) is Truth.YES
    assert kept.period.meets(Period.on(day("2014-01-01"))) is Truth.UNKNOWN
    assert open_one == undated


def test_postings_go_the_same_way() -> None:
    posting = Posting("P1", "U1", "x", Period(day("2012-07-01"), None), AT)
    found, counts = seen(postings=(posting, replace(posting, period=Period(day("2011-01-01"), day("2013-01-01")))))
    assert [str(one.period) for one in found.postings] == ["2011-01-01..2012-06-30~>"]
    assert counts == {"left_out.postings": 1}


def test_a_waiver_an_approval_or_a_report_of_later_was_not_there() -> None:
    papers = Safeguards(True, None, True, day("2012-07-02"), waiver_kind="waiver", waiver_used=day("2012-04-30"),
                        waiver_reported=True, waiver_report_date=day("2012-07-03"))  # fmt: skip
    used_later = replace(papers, secdef_approval_date=day("2012-04-01"), waiver_used=day("2012-07-01"))
    found, counts = seen(missions=(mission("M1", safeguards=papers), mission("M2", safeguards=used_later)))
    first, second = (one.safeguards for one in found.missions)
    assert first == replace(
        papers,
        secdef_approval_given=None,
        secdef_approval_date=None,
        waiver_reported=None,
        waiver_report_date=None,
    )
    assert second is not None
    assert (second.waiver_kind, second.waiver_used, second.secdef_approval_given) == ("", None, True)
    assert counts == {"left_out.waivers": 1}


def judged(held: Dataset, as_of: date | None) -> Run:
    return pipeline.run(held, RULES, {}, PARAMETERS, as_of=as_of)


def answers(run: Run) -> dict[str, tuple[object, ...]]:
    return {name: tuple(run.answers[signature]) for name, signature in run.signature_of.items()}


def test_a_flag_falls_where_its_incident_was_published_after_the_day() -> None:
    held = dataset(
        incidents=(incident(public="2013-02-20"), incident("I2", "2010-01-01", "2010-02-01", credibility="low"))
    )
    by_rule = {one.rule_id: one for one in answers(judged(held, None))["M1"]}
    assert by_rule["leahy-state-620m"].result == "flagged"
    as_of = judged(held, date(2013, 2, 19))
    by_rule = {one.rule_id: one for one in answers(as_of)["M1"]}
    assert by_rule["leahy-state-620m"].result == "undetermined"
    assert as_of.known is not None
    assert as_of.known["left_out.incidents"] == 1
    assert judged(held, date(2013, 2, 20)).answers == judged(held, None).answers


def test_a_default_run_leaves_nothing_out() -> None:
    run = judged(dataset(missions=(mission("M9", "2019-01-01", start_printed="", fiscal_year=2019),)), None)
    assert run.known is None
    assert "M9" in run.signature_of


def test_a_day_before_everything_says_that_nothing_was_checked() -> None:
    with pytest.raises(NothingCheckedError, match="no mission on record by 1990-01-01"):
        judged(dataset(), date(1990, 1, 1))


days = st.dates(date(2009, 1, 1), date(2015, 12, 31))
vague = st.one_of(
    days.map(ImpreciseDate.of),
    days.map(lambda one: ImpreciseDate.parse(f"{one:%Y-%m}")),
    days.map(lambda one: ImpreciseDate.parse(f"{one:%Y}")),
)
spans = st.tuples(vague, vague).map(lambda pair: Period(*sorted(pair, key=lambda one: (one.earliest, one.latest))))
incidents = st.lists(
    st.builds(
        lambda period, public, extent: incident("I", period=period, extent=extent, first_public=public),
        spans, st.none() | vague, st.sampled_from(Extent),
    ),
    min_size=1, max_size=4,
).map(lambda some: tuple(replace(one, id=f"I{n}") for n, one in enumerate(some)))  # fmt: skip
missions = st.lists(vague, min_size=1, max_size=4).map(
    lambda some: tuple(
        Mission(f"M{n}", "XAA", Period(one, None), AT, program="IMET", recipient="1st Rifle Battalion",
                start_printed=str(one))
        for n, one in enumerate(some)
    )
)  # fmt: skip
relations = st.lists(spans, max_size=3).map(
    lambda some: tuple(Relation("subordinate", "U1", "U2", one, AT) for one in some)
)


@given(incidents, missions, relations, days)
def test_nothing_that_surely_came_later_is_ever_there(some, many, ties, on) -> None:  # type: ignore[no-untyped-def]
    found = known(dataset(incidents=some, missions=many, relations=ties), on).dataset
    for one in found.incidents:
        assert one.first_public is None or one.first_public.earliest <= on
        assert one.period.begin is not None
        assert one.period.begin.earliest <= on
    assert all(one.period.begin.earliest <= on for one in (*found.missions, *found.relations))  # type: ignore[union-attr]
    given_ids = {one.id for one in some if one.first_public is None and one.period.begin.latest <= on}
    assert given_ids <= {one.id for one in found.incidents}


@given(incidents, missions, relations, days)
def test_seeing_twice_is_seeing_once_and_an_earlier_day_sees_no_more(some, many, ties, on) -> None:  # type: ignore[no-untyped-def]
    whole = dataset(incidents=some, missions=many, relations=ties)
    once = known(whole, on).dataset
    assert known(once, on).dataset == once
    earlier = on - timedelta(days=90)
    assert known(once, earlier).dataset == known(whole, earlier).dataset


@given(incidents, missions, relations, st.integers(0, 4000))
def test_a_later_day_of_judgement_sees_the_same_where_no_record_is_newer(some, many, ties, later) -> None:  # type: ignore[no-untyped-def]
    whole = dataset(incidents=some, missions=many, relations=ties)
    newest = max(file.newest_date for file in whole.inputs if file.newest_date)
    bounds = [day for one in many for day in (one.period.begin.latest,)]
    on = max(newest, *bounds) + timedelta(days=later)
    assert known(whole, on).dataset == whole
