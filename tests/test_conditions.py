"""The vocabulary: what each word answers, and what it says is missing."""

from __future__ import annotations

import pytest

from vetting.conditions import Case, Node, World, fill, words
from vetting.conditions.days import Day, Window
from vetting.conditions.outcome import Outcome, conjunction, disjunction, negation
from vetting.conditions.terms import CONTEXTUAL, CORE, PROGRAM_SETS, PROGRAMS, VIOLATIONS
from vetting.law.facts_schema import paths, schema
from vetting.period import ImpreciseDate, Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
DATES = ["incidents[].date_end", "incidents[].date_start"]
PARAMETERS = {"after_months": 24, "lookback_months": 60, "near_days": 365}
HOST = {"unit_id": "U1", "name_level": "unit", "redacted": False}
UNITS = [
    {"id": "U1", "name": "1st Company", "parent": "B1"},
    {"id": "B1", "name": "Brigade", "parent": "D1"},
    {"id": "D1", "name": "Division", "parent": "ARMY"},
    {"id": "ARMY", "name": "Army", "level": "service", "parent": "FORCES"},
    {"id": "FORCES", "level": "force"},
    {"id": "U2", "name": "2nd Company", "parent": "B1"},
    {"id": "P1", "parent": "U1"},
]


def ask(name, value=None, *, incident=None, mission=None, version="", prior=None, **facts):
    """The outcome of one word, asked of one incident, the first host unit and the first earlier mission."""
    facts = {
        "mission": {"start_date": "2012-05-01", "end_date": "2012-05-28", "host_units": [HOST], **(mission or {})},
        "units": UNITS,
        "incidents": [{"id": "I1", **(incident or {})}],
        "prior_missions": [prior or {}],
        **facts,
    }
    case = Case.read(facts, PARAMETERS)
    world = World(case, case.start, version)
    world.entry = case.entries[0] if case.entries else None
    world.incident = case.incidents[0]
    world.prior_mission = case.prior_missions[0]
    return words()[name].answer(world, Node(words()[name], f"test.{name}", value))


def truth_and_missing(outcome: Outcome):
    return outcome.truth, sorted(outcome.missing)


def test_every_word_explains_itself_and_reads_only_paths_of_the_schema():
    known = paths()
    for name, word in words().items():
        assert word.doc.strip().endswith("."), name
        assert set(word.reads) <= known, name


def test_the_words_of_the_law_are_those_of_the_schema():
    properties = schema()["properties"]
    mission = properties["mission"]["properties"]
    assert set(PROGRAMS) | {"UNKNOWN", None} == set(mission["program"]["enum"])
    types = properties["incidents"]["items"]["properties"]["violation_types"]["items"]["enum"]
    assert list(VIOLATIONS) == types
    assert set(types) >= CORE | CONTEXTUAL
    assert not CORE & CONTEXTUAL
    assert all(set(codes) <= set(PROGRAMS) for codes in PROGRAM_SETS.values())


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["extrajudicial_killing"], (YES, [])),
        (["threats", "torture"], (YES, [])),
        (["unknown", "rape_under_color_of_law"], (YES, [])),
        (["arbitrary_detention", "threats"], (UNKNOWN, ["incidents[].violation_types"])),
        (["unknown"], (UNKNOWN, ["incidents[].violation_types"])),
        ([], (UNKNOWN, ["incidents[].violation_types"])),
        (None, (UNKNOWN, ["incidents[].violation_types"])),
        (["killing_in_combat"], (NO, [])),
        (["corruption", "extortion"], (NO, [])),
    ],
)
def test_gross_is_a_core_type_and_open_for_a_contextual_one(types, expected):
    assert truth_and_missing(ask("gross", incident={"violation_types": types})) == expected


@pytest.mark.parametrize(
    ("rating", "credible", "not_refuted"),
    [("high", YES, YES), ("medium", YES, YES), ("low", UNKNOWN, YES), (None, UNKNOWN, UNKNOWN), ("refuted", NO, NO)],
)
def test_a_missing_rating_is_never_accepted_and_never_refuted(rating, credible, not_refuted):
    assert ask("credible", incident={"credibility": rating}).truth is credible
    assert ask("not_refuted", incident={"credibility": rating}).truth is not_refuted


LEAHY, ORDINARY = {"superior_or_subordinate": "unknown"}, {"superior_or_subordinate": "no"}


@pytest.mark.parametrize(
    ("units", "level", "leahy", "ordinary"),
    [
        (["U1"], "unit", YES, YES),
        (["U2", "U1"], None, YES, YES),
        (["U1"], "service", YES, YES),
        (["U2"], "unit", NO, NO),
        (["XX"], None, NO, NO),
        (["B1"], "unit", UNKNOWN, NO),
        (["D1"], "unit", UNKNOWN, NO),
        (["P1"], "unit", UNKNOWN, NO),
        (["ARMY"], None, UNKNOWN, UNKNOWN),
        (["ARMY", "FORCES"], "unit", UNKNOWN, UNKNOWN),
        (["ARMY", "U2"], "unit", NO, NO),
        ([], "service", UNKNOWN, UNKNOWN),
        ([], "force", UNKNOWN, UNKNOWN),
        ([], "unit", UNKNOWN, UNKNOWN),
        (None, None, UNKNOWN, UNKNOWN),
        ([], "none", NO, NO),
        (None, "none", NO, NO),
    ],
)
def test_direct_follows_the_attribution_and_the_command_chain(units, level, leahy, ordinary):
    incident = {"attributed_units": units, "attribution_level": level}
    assert ask("direct", LEAHY, incident=incident).truth is leahy
    assert ask("direct", ORDINARY, incident=incident).truth is ordinary


def test_an_attribution_without_unit_and_level_lacks_both():
    assert truth_and_missing(ask("direct", ORDINARY)) == (
        UNKNOWN,
        ["incidents[].attributed_units", "incidents[].attribution_level"],
    )


def test_a_chain_that_runs_in_a_circle_ends():
    units = [{"id": "U1", "parent": "B1"}, {"id": "B1", "parent": "U1"}]
    assert ask("direct", LEAHY, incident={"attributed_units": ["B1"]}, units=units).truth is UNKNOWN


@pytest.mark.parametrize(
    ("incident", "expected"),
    [
        ({"date_start": "2012-04-30"}, (YES, [])),
        ({"date_start": "2012-05-01"}, (NO, [])),
        ({"date_end": "2012-04-30"}, (YES, [])),
        ({"date_start": "2012-04", "date_end": "2012-04"}, (YES, [])),
        ({"date_start": "2012"}, (UNKNOWN, DATES)),
        ({"date_start": "2012-04-30", "date_end": "2012-05-01"}, (UNKNOWN, DATES)),
        ({"date_start": "2012-04-30", "date_end": "2013-05-01", "extent": "series"}, (YES, [])),
        ({"date_start": "2012-04-30", "extent": "series"}, (YES, [])),
        ({"date_start": "2012-05-01", "date_end": "2013", "extent": "series"}, (NO, [])),
        ({"date_start": "2012", "extent": "series"}, (UNKNOWN, ["incidents[].date_start"])),
        ({"date_end": "2012-04-30", "extent": "series"}, (YES, [])),
        ({}, (UNKNOWN, DATES)),
    ],
)  # fmt: skip
def test_prior_reads_an_act_and_a_series_differently(incident, expected):
    assert truth_and_missing(ask("prior", incident=incident)) == expected


def test_prior_lacks_the_start_where_only_the_start_is_open():
    mission = {"start_date": "2012-04"}
    assert truth_and_missing(ask("prior", incident={"date_start": "2012-04-15"}, mission=mission)) == (
        UNKNOWN,
        ["mission.start_date"],
    )


AFTER = Window(Day.read("start"), Day.read("end + after_months"), inclusive=True)


@pytest.mark.parametrize(
    ("incident", "mission", "expected"),
    [
        ({"date_start": "2012-05-01"}, {}, (YES, [])),
        ({"date_start": "2014-05-28"}, {}, (YES, [])),
        ({"date_start": "2014-05-29"}, {}, (NO, [])),
        ({"date_start": "2012-04-30"}, {}, (NO, [])),
        ({"date_start": "2012-04-30"}, {"end_date": None}, (NO, [])),
        ({"date_start": "2012-06-30"}, {"end_date": None}, (UNKNOWN, ["mission.end_date"])),
        ({"date_start": "2014-05-15"}, {"end_date": "2012-05"}, (UNKNOWN, ["mission.end_date"])),
        ({"date_start": "2011", "date_end": "2013", "extent": "series"}, {}, (YES, [])),
        ({"date_start": "2011", "extent": "series"}, {}, (UNKNOWN, ["incidents[].date_end"])),
        ({"date_start": "2011-12-31", "date_end": "2012-03-31", "extent": "series"}, {}, (NO, [])),
    ],
)
def test_a_window_is_inclusive_and_lacks_only_what_leaves_it_open(incident, mission, expected):
    assert truth_and_missing(ask("in_window", AFTER, incident=incident, mission=mission)) == expected


DOD, STATE = {"by": "dod", "reported": "no"}, {"by": "state", "reported": "yes"}
D = "incidents[].remediation.determination."
DISASTER = "exception_disaster"
BY_DATE = [D + "by", D + "date"]


@pytest.mark.parametrize(
    ("determination", "dod", "state"),
    [
        (None, (NO, []), (NO, [])),
        ({"by": "dod", "date": "2012-05-01"}, (YES, []), (UNKNOWN, [D + "by", D + "reported_to_congress"])),
        ({"by": "dod", "date": "2012-05-02"}, (NO, []), (NO, [])),
        ({"by": "dod"}, (UNKNOWN, [D + "date"]), (UNKNOWN, [D + "by", D + "date", D + "reported_to_congress"])),
        ({"by": "dod", "date": "2012-05"}, (UNKNOWN, [D + "date"]), (UNKNOWN, [*BY_DATE, D + "reported_to_congress"])),
        ({"by": "state", "date": "2012", "reported_to_congress": False}, (UNKNOWN, [D + "by", D + "date"]), (NO, [])),
        ({"by": "state", "date": "2011", "reported_to_congress": True}, (UNKNOWN, [D + "by"]), (YES, [])),
        ({"by": "state", "date": "2011"}, (UNKNOWN, [D + "by"]), (UNKNOWN, [D + "reported_to_congress"])),
        ({"date": "2011", "reported_to_congress": True}, (UNKNOWN, [D + "by"]), (UNKNOWN, [D + "by"])),
        ({"date": "2013"}, (NO, []), (NO, [])),
        ({}, (UNKNOWN, [D + "by", D + "date"]), (UNKNOWN, [D + "by", D + "date", D + "reported_to_congress"])),
    ],
)  # fmt: skip
def test_a_determination_must_be_the_right_one_in_time(determination, dod, state):
    incident = {"remediation": {"determination": determination}}
    assert truth_and_missing(ask("determined", DOD, incident=incident)) == dod
    assert truth_and_missing(ask("determined", STATE, incident=incident)) == state


@pytest.mark.parametrize(
    ("waiver", "kind", "expected"),
    [
        (None, "waiver", (NO, [])),
        ({"kind": "waiver", "used_date": "2012-05-01"}, "waiver", (YES, [])),
        ({"kind": "waiver", "used_date": "2012-05-02"}, "waiver", (NO, [])),
        ({"kind": "waiver", "used_date": "2012-05"}, "waiver", (UNKNOWN, ["mission.waiver.used_date"])),
        ({"kind": "waiver"}, "waiver", (UNKNOWN, ["mission.waiver.used_date"])),
        ({"kind": "waiver"}, "exception_corrective", (NO, [])),
        ({"used_date": "2012-01"}, "waiver", (UNKNOWN, ["mission.waiver.kind"])),
        ({"used_date": "2012-06"}, "waiver", (NO, [])),
        ({}, "waiver", (UNKNOWN, ["mission.waiver.kind", "mission.waiver.used_date"])),
        ({"kind": DISASTER, "used_date": "2012-01"}, DISASTER, (UNKNOWN, ["mission.waiver.kind"])),
        ({"kind": DISASTER, "used_date": "2013"}, DISASTER, (NO, [])),
    ],
)  # fmt: skip
def test_a_waiver_counts_when_it_was_used_by_the_start_and_the_disaster_limb_never_does(waiver, kind, expected):
    assert truth_and_missing(ask("waiver_used", kind, mission={"waiver": waiver})) == expected


@pytest.mark.parametrize(
    ("entry", "levels", "expected"),
    [
        ({"name_level": "service"}, {"service", "none"}, YES),
        ({"name_level": "unit"}, {"service"}, NO),
        ({"unit_id": "U1"}, {"service"}, NO),
        ({"redacted": True}, {"service"}, UNKNOWN),
        (None, {"service"}, UNKNOWN),
    ],
)
def test_named_as_reads_the_level_and_a_unit_id_names_a_unit(entry, levels, expected):
    assert ask("named_as", frozenset(levels), mission={"host_units": [entry]}).truth is expected


@pytest.mark.parametrize(
    ("beside", "said"),
    [
        ([], "The record names a service, a force, a country or nothing, and not a unit."),
        ([HOST], "Beside a unit, the record names a service, a force, a country or nobody in particular."),
        ([{"unit_id": None, "name_level": "unit"}], "Beside a unit, the record names a service, a force, a country or"),
    ],
)
def test_a_force_printed_beside_a_unit_is_not_said_to_be_all_that_is_named(beside, said):
    found = ask("named_as", frozenset({"force"}), mission={"host_units": [{"name_level": "force"}, *beside]})
    assert found.truth is YES
    assert found.reasons[0].said("en").startswith(said)


@pytest.mark.parametrize(("redacted", "expected"), [(True, YES), (False, NO), (None, UNKNOWN)])
def test_redacted_missing_is_unknown(redacted, expected):
    assert ask("redacted", mission={"host_units": [{"redacted": redacted}]}).truth is expected


@pytest.mark.parametrize(("units", "expected"), [([], YES), ([HOST], NO), (None, UNKNOWN)])
def test_a_blank_is_an_empty_list_and_not_an_absent_one(units, expected):
    assert ask("host_units_blank", mission={"host_units": units}).truth is expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2012-04-30", (YES, [])),
        ("2012-05-01", (NO, [])),
        ("2012", (UNKNOWN, ["prior_missions[].start_date"])),
        (None, (UNKNOWN, ["prior_missions[].start_date"])),
    ],
)
def test_a_mission_on_the_same_day_did_not_begin_earlier(start, expected):
    assert truth_and_missing(ask("began_earlier", prior={"start_date": start})) == expected


@pytest.mark.parametrize(("units", "expected"), [(["U1"], YES), (["U2"], NO), ([], NO), (None, UNKNOWN)])
def test_whom_an_earlier_mission_trained_may_be_unknown(units, expected):
    assert ask("trained_the_unit", prior={"unit_ids": units}).truth is expected


def test_the_version_is_the_one_in_force():
    assert ask("version", frozenset({"v1", "v2"}), version="v2").truth is YES
    assert ask("version", frozenset({"v1"}), version="v2").truth is NO


@pytest.mark.parametrize(("code", "expected"), [("JCET", YES), ("IMET", NO), ("UNKNOWN", UNKNOWN), (None, UNKNOWN)])
def test_a_program_that_is_not_known_is_unknown(code, expected):
    assert ask("program", frozenset({"JCET"}), mission={"program": code}).truth is expected


OUTCOMES = {truth: Outcome(truth, frozenset({truth.value} if truth is UNKNOWN else ())) for truth in Truth}


@pytest.mark.parametrize("left", Truth)
@pytest.mark.parametrize("right", Truth)
def test_connectives_are_kleenes_and_a_decided_answer_lacks_nothing(left, right):
    for joined, expected in (
        (disjunction([OUTCOMES[left], OUTCOMES[right]]), left | right),
        (negation(OUTCOMES[left]), ~left),
    ):
        assert joined.truth is expected
        assert bool(joined.missing) is (expected is UNKNOWN)
    read = [OUTCOMES[left]] if left is NO else [OUTCOMES[left], OUTCOMES[right]]
    assert conjunction(read).truth is left & right
    assert bool(conjunction(read).missing) is (left & right is UNKNOWN)


def test_stepwise_answers_as_all_does_and_asks_for_one_thing_at_a_time():
    asked = (("program", frozenset({"DEA_DOJ"})), ("account", frozenset({"INCLE"})))
    children = tuple(Node(words()[name], name, value) for name, value in asked)
    for program in ("DEA_DOJ", "JCET", None):
        for account in ("INCLE", "DOJ", None):
            case = Case.read({"mission": {"program": program, "account": account}}, PARAMETERS)
            world = World(case, None, "")
            every, stepwise = (
                words()[name].answer(world, Node(words()[name], "", None, children)) for name in ("all", "stepwise")
            )
            assert stepwise.truth is every.truth
            assert stepwise.missing <= every.missing
            assert len(stepwise.missing) == (stepwise.truth is UNKNOWN)


def test_a_name_with_braces_never_becomes_a_gap():
    assert fill("{unit} on {start}", {"unit": "{start} {mission}"}) == "｛start｝ ｛mission｝ on {start}"


def test_days_count_calendar_months_and_stay_unknown_when_they_are():
    after = Day.read("end + after_months")
    assert after.moved(ImpreciseDate.parse("2012-02-29"), 12) == ImpreciseDate.parse("2013-02-28")
    assert after.moved(None, 12) is None
    assert Day.read("start - near_days").moved(ImpreciseDate.parse("2012-05-01"), 30) == ImpreciseDate.parse(
        "2012-04-01"
    )
    assert Day.read("tomorrow") is None
    assert Day.read("start + ") is None
    assert str(after) == "end + after_months"
