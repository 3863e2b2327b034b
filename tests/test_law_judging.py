"""The judge as a whole: what holds for all facts, whatever the rules."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vetting import law
from vetting.conditions.terms import ACCOUNT_OF_PROGRAM
from vetting.errors import InputError
from vetting.law.facts_schema import paths, problems
from vetting.law.rule import Version
from vetting.period import Truth

RULES = law.load_rules(law.shipped_rules())
BY_ID = {rule.id: rule for rule in RULES}
PARAMETERS = law.load_parameters(law.shipped_rules())
DECIDED = {"flagged": "flagged", "not_flagged": "clear", "not_applicable": "clear"}

DAYS = st.sampled_from(
    [
        "2011", "2011-12", "2011-12-31", "2012-01-01", "2012-05", "2012-05-01", "2012-05-02", "2012-06-30", "2013",
        "2014-05-28",
    ]
)  # fmt: skip
UNIT_IDS = st.sampled_from(["U1", "U2", "B1", "ARMY", "XX"])


def optional(values):
    return st.one_of(st.none(), values)


def mostly(usual, values):
    """The value that makes a case, in most draws; else one of the others, or unknown."""
    return st.integers(0, 9).flatmap(
        lambda roll: st.just(copy.deepcopy(usual)) if roll < 7 else st.none() if roll == 7 else values
    )


def in_order(incident):
    begin, end = incident.get("date_start"), incident.get("date_end")
    if begin and end and end[:4] + end[4:].ljust(6, "z") < begin:
        incident = {**incident, "date_start": end, "date_end": begin}
    return incident


DETERMINATIONS = st.fixed_dictionaries(
    {
        "by": optional(st.sampled_from(["dod", "state"])),
        "date": optional(DAYS),
        "reported_to_congress": optional(st.booleans()),
    }
)
TYPES = st.sampled_from(["torture", "threats", "arbitrary_detention", "unknown"])
INCIDENTS = st.fixed_dictionaries(
    {
        "date_start": mostly("2012-01-01", DAYS),
        "date_end": mostly(None, DAYS),
        "extent": optional(st.sampled_from(["act", "series"])),
        "violation_types": mostly(["torture"], st.lists(TYPES, max_size=2)),
        "credibility": mostly("high", st.sampled_from(["medium", "low", "refuted"])),
        "attributed_units": mostly(["U1"], st.lists(UNIT_IDS, max_size=2)),
        "attribution_level": mostly("unit", st.sampled_from(["service", "force", "none"])),
        "first_public_date": optional(DAYS),
        "remediation": st.fixed_dictionaries({"determination": mostly(None, DETERMINATIONS)}),
    }
).map(in_order)
HOSTS = st.fixed_dictionaries(
    {
        "unit_id": mostly("U1", st.just("U2")),
        "name_level": mostly("unit", st.sampled_from(["service", "force", "country", "none"])),
        "redacted": mostly(False, st.just(True)),
    }
)
WAIVERS = st.fixed_dictionaries(
    {
        "kind": optional(st.sampled_from(["waiver", "exception_corrective", "exception_disaster"])),
        "used_date": optional(DAYS),
    }
)
PROGRAMS = st.sampled_from(["JCET", "S1033", "IMET", "INL", "DEA_DOJ", "FMS", "UNKNOWN"])
MISSIONS = st.fixed_dictionaries(
    {
        "program": st.one_of(st.just("JCET"), st.just("IMET"), st.none(), PROGRAMS),
        "account": optional(st.sampled_from(["INCLE", "DOJ"])),
        "start_date": mostly("2012-05-01", st.sampled_from(["2012-05", "2012", "2014-01-20", "1998-10-17"])),
        "end_date": mostly("2012-05-28", st.just("2014-02")),
        "fiscal_year": optional(st.sampled_from([1997, 1998, 2012, 2014])),
        "training_shown": optional(st.booleans()),
        "host_units": mostly([{"unit_id": "U1", "name_level": "unit", "redacted": False}], st.lists(HOSTS, max_size=2)),
        "waiver": mostly(None, WAIVERS),
    }
)
PRIORS = st.fixed_dictionaries(
    {"start_date": mostly("2011-12-31", DAYS), "unit_ids": mostly(["U1"], st.lists(UNIT_IDS, max_size=2))}
)
UNITS = [
    {"id": "U1", "name": "1st Company", "parent": "B1"},
    {"id": "U2", "name": "2nd Company", "parent": "B1"},
    {"id": "B1", "name": "Brigade", "parent": "ARMY"},
    {"id": "ARMY", "name": "Army", "level": "service", "parent": None},
]


@st.composite
def facts(draw):
    incidents = draw(st.one_of(st.lists(INCIDENTS, min_size=1, max_size=3), st.lists(INCIDENTS, max_size=3), st.none()))
    if incidents is not None:
        incidents = [{"id": f"I{number}", **incident} for number, incident in enumerate(incidents)]
    return {
        "mission": draw(MISSIONS),
        "units": UNITS,
        "incidents": incidents,
        "prior_missions": draw(mostly([{"start_date": "2011", "unit_ids": ["U1"]}], st.lists(PRIORS, max_size=2))),
        "searched": {"incidents": draw(mostly(True, st.just(False)))},
    }


FACTS = facts()


def judge(given_facts, rules=RULES):
    return law.judge(given_facts, rules, PARAMETERS)


def results(given_facts):
    return [answer.result for answer in judge(given_facts)]


@settings(max_examples=200, deadline=None)
@given(FACTS)
def test_answers_are_whole(case):
    assert problems(case) == []
    known = paths()
    for rule, answer in zip(RULES, judge(case), strict=True):
        assert answer.rule_id == rule.id
        assert set(answer.missing) <= known
        assert list(answer.missing) == sorted(answer.missing)
        assert answer.evidence
        if answer.result == "undetermined":
            assert any(each.answer is Truth.UNKNOWN for each in answer.evidence)
        elif answer.result == "flagged":
            assert set(answer.missing) <= {"incidents[].first_public_date"}
            for text in (answer.message_en, answer.message_es):
                assert text
                assert set(re.findall(r"\{(\w+)\}", text)) <= {"start", "end", "mission"}
        else:
            assert answer.missing == ()
        for each in answer.evidence:
            assert each.text_en
            assert each.text_es
            assert "{" not in each.text_en + each.text_es


@settings(max_examples=150, deadline=None)
@given(FACTS, st.randoms(use_true_random=False))
def test_the_order_of_lists_changes_nothing(case, random):
    shuffled = copy.deepcopy(case)
    for records in (
        shuffled["incidents"],
        shuffled["mission"]["host_units"],
        shuffled["prior_missions"],
        shuffled["units"],
    ):
        if records:
            random.shuffle(records)
    for incident in shuffled["incidents"] or ():
        for key in ("attributed_units", "violation_types"):
            if incident[key]:
                random.shuffle(incident[key])
    assert judge(shuffled) == judge(case)


@settings(max_examples=150, deadline=None)
@given(FACTS, INCIDENTS)
def test_a_new_incident_never_removes_a_flag(case, incident):
    more = copy.deepcopy(case)
    more["incidents"] = [*(case["incidents"] or []), {"id": "NEW", **incident}]
    for before, after in zip(judge(case), judge(more), strict=True):
        if before.result == "flagged":
            assert after.result == "flagged"


@settings(max_examples=150, deadline=None)
@given(FACTS, HOSTS)
def test_another_host_unit_never_removes_a_flag(case, entry):
    # A blank is known to be one: an entry more is another record, not more of the same.
    assume(case["mission"]["host_units"])
    more = copy.deepcopy(case)
    more["mission"]["host_units"].append(entry)
    for before, after in zip(judge(case), judge(more), strict=True):
        if before.result == "flagged":
            assert after.result == "flagged"


#: Open-world facts, and what else they may turn out to be. Not here: a determination and a waiver (closed-world); the
#: lineage and level of units, an incident's extent and second date, which the law reads as said where they are missing.
OPEN = {
    ("mission", "program"): ["JCET", "S1033", "IMET", "INL", "DEA_DOJ", "FMS"],
    ("mission", "account"): ["INCLE", "DOJ", "DOD"],
    ("mission", "end_date"): ["2012-05-28", "2012-06", "2014", "2020-01-01"],
    ("mission", "training_shown"): [True, False],
    ("searched", "incidents"): [True, False],
    ("incident", "violation_types"): [["torture"], ["threats"], ["arbitrary_detention"]],
    ("incident", "credibility"): ["high", "medium", "low", "refuted"],
    ("incident", "first_public_date"): ["2011", "2012-05-01", "2020"],
    ("host", "unit_id"): ["U1", "U2"],
    ("host", "redacted"): [True, False],
    ("prior", "start_date"): ["2011-12-31", "2012-05-01", "2013"],
    ("prior", "unit_ids"): [["U1"], ["XX"], []],
}  # fmt: skip


def holders(case, kind):
    if kind in ("mission", "searched"):
        return [case[kind]]
    lists = {"incident": case["incidents"], "host": case["mission"]["host_units"], "prior": case["prior_missions"]}
    return lists[kind] or []


@settings(max_examples=150, deadline=None)
@given(FACTS)
def test_finding_out_what_was_unknown_never_reverses_a_decided_answer(case):
    before = results(case)
    for (kind, name), values in OPEN.items():
        for number, holder in enumerate(holders(case, kind)):
            if holder.get(name) not in (None, "UNKNOWN"):
                continue
            if name == "account" and holder["program"] in ACCOUNT_OF_PROGRAM:
                continue  # the program gives it: another account would contradict the record
            for value in values:
                filled = copy.deepcopy(case)
                holders(filled, kind)[number][name] = value
                assert_not_reversed(before, results(filled), (kind, name, value))


@settings(max_examples=100, deadline=None)
@given(FACTS, st.dates(date(2011, 10, 1), date(2012, 9, 30)))
def test_finding_out_the_start_never_reverses_what_the_fiscal_year_decided(case, day):
    case["mission"] |= {"start_date": None, "fiscal_year": 2012}
    before = results(case)
    case["mission"]["start_date"] = day.isoformat()
    assert_not_reversed(before, results(case), day)


@settings(max_examples=100, deadline=None)
@given(FACTS, INCIDENTS, PRIORS, HOSTS)
def test_reading_a_list_that_was_not_read_never_reverses_a_decided_answer(case, incident, prior, host):
    if case["incidents"] is None:
        case["searched"] = None  # a list declared complete holds none where it is absent: that is known, not unread
    before = results(case)
    for holder, name, records in (
        (case, "incidents", [{"id": "NEW", **incident}]),
        (case, "prior_missions", [prior]),
        (case["mission"], "host_units", [host]),
    ):
        if holder[name] is None:
            for filled in ([], records):
                holder[name] = filled
                assert_not_reversed(before, results(case), (name, filled))
            holder[name] = None


def assert_not_reversed(before, after, what):
    for rule, old, new in zip(RULES, before, after, strict=True):
        if old in DECIDED and new in DECIDED:
            assert DECIDED[old] == DECIDED[new], (rule.id, what)
        elif old in DECIDED:
            raise AssertionError((rule.id, what, old, new))


@settings(max_examples=20, deadline=None)
@given(FACTS, st.sampled_from([1997, 1998, 2012, 2014]))
def test_a_fiscal_year_is_judged_as_all_its_days_are(case, year):
    case["mission"] |= {"start_date": None, "fiscal_year": year}
    if (case["mission"]["end_date"] or "9999") < f"{year - 1}-10":
        case["mission"]["end_date"] = None  # an end before the year began contradicts it
    together = judge(case)
    first = date(year - 1, 10, 1)
    daily = []
    for number in range((date(year, 9, 30) - first).days + 1):
        case["mission"]["start_date"] = (first + timedelta(days=number)).isoformat()
        daily.append(results(case))
    for number, answer in enumerate(together):
        found = {day[number] for day in daily}
        if found <= {"not_flagged", "not_applicable"}:
            expected = found.pop() if len(found) == 1 else "not_flagged"
        else:
            expected = found.pop() if len(found) == 1 else "undetermined"
        assert answer.result == expected, answer.rule_id


def test_an_empty_record_is_undetermined_but_where_a_waiver_not_on_record_is_none():
    decided = {answer.rule_id for answer in judge({"mission": {}}) if answer.result != "undetermined"}
    assert decided == {"leahy-exception-report"}


def test_an_empty_record_lacks_what_each_rule_asks_first():
    missing = {answer.rule_id: set(answer.missing) for answer in judge({"mission": {}})}
    assert missing["leahy-dod-362"] >= {"mission.program", "mission.host_units", "mission.start_date"}
    assert missing["ind-host-unit-unnamed"] == {"mission.host_units"}


def test_a_date_that_is_no_day_is_an_error_that_names_its_field():
    with pytest.raises(InputError, match=r"mission\.start_date: '2012-02-31'"):
        judge({"mission": {"start_date": "2012-02-31"}})


HIT = {
    "searched": {"incidents": True},
    "mission": {
        "program": "JCET",
        "start_date": "2016-05-01",
        "host_units": [{"unit_id": "U1", "name_level": "unit", "redacted": False}],
    },
    "units": UNITS,
    "incidents": [
        {
            "id": "I1",
            "date_start": "2011-02-10",
            "credibility": "medium",
            "violation_types": ["torture"],
            "attributed_units": ["U1"],
            "first_public_date": "2012",
        }
    ],
}  # fmt: skip


def dod(case):
    (answer,) = judge(case, (BY_ID["leahy-dod-362"],))
    return answer


def test_the_message_names_the_strongest_incident_and_says_how_many_more():
    case = copy.deepcopy(HIT)
    case["incidents"] += [
        {
            **HIT["incidents"][0],
            "id": "I2",
            "date_start": "2010-01-01",
            "credibility": "high",
            "first_public_date": None,
        },
        {**HIT["incidents"][0], "id": "I0", "date_start": "2009-01-01", "violation_types": ["extrajudicial_killing"]},
    ]
    answer = dod(case)
    assert "attributes extrajudicial killing to it on 2009-01-01" in answer.message_en
    assert (
        "2 more incidents meet the same test. Of these, 1: not shown to have been public by the start."
        in answer.message_en
    )
    assert "Otros 2 incidentes cumplen la misma prueba." in answer.message_es
    assert answer.missing == ("incidents[].first_public_date",)
    assert answer.incident_ids == ("I0", "I1", "I2")
    assert answer.unit_ids == ("U1",)


def test_a_second_unit_in_the_same_incident_is_named_too():
    case = copy.deepcopy(HIT)
    case["mission"]["host_units"].append({"unit_id": "U2", "name_level": "unit", "redacted": False})
    case["incidents"][0]["attributed_units"] = ["U2", "U1"]
    answer = dod(case)
    assert answer.message_en.startswith("1st Company was trained")
    assert "The same holds for 2nd Company." in answer.message_en
    assert answer.unit_ids == ("U1", "U2")


def test_evidence_says_which_text_applied_and_which_records_it_stands_on():
    answer = dod(HIT)
    by_clause = {each.clause: each for each in answer.evidence}
    assert by_clause["in_force"].refs == ("law:leahy-dod-362",)
    assert "10 U.S.C. 2249e" in by_clause["in_force"].text_en
    assert by_clause["flag_when.direct"].refs == ("incident:I1", "unit:U1")
    assert (
        by_clause["flag_when.gross"].text_es == "Los tipos denunciados incluyen tortura, violación grave en sí misma."
    )


def test_a_version_whose_bounds_are_from_memory_says_so():
    case = copy.deepcopy(HIT)
    case["mission"]["start_date"] = "2014-06-01"
    assert "; a day that bounds its force is not verified." in dod(case).evidence[0].text_en


def test_alike_reasons_are_said_once_with_all_their_records():
    case = copy.deepcopy(HIT)
    case["incidents"] = [
        {**HIT["incidents"][0], "id": f"I{number}", "attributed_units": [], "attribution_level": "force"}
        for number in range(5)
    ]  # fmt: skip
    answer = dod(case)
    (direct,) = [each for each in answer.evidence if each.clause == "flag_when.direct"]
    assert direct.refs == ("incident:I0", "incident:I1", "incident:I2", "incident:I3", "incident:I4")
    assert answer.result == "undetermined"


def test_a_hostile_name_never_becomes_a_gap_of_the_message():
    case = copy.deepcopy(HIT)
    case["units"] = [{"id": "U1", "name": "{start}{0.__class__}<script>"}]
    text = dod(case).message_en
    assert text.startswith("｛start｝｛0.__class__｝<script> was trained")
    assert text.count("{start}") == 1


@pytest.mark.parametrize("day", ["0001", "0001-01-01", "9999-12-31", "9999"])
def test_a_day_at_the_edge_of_the_calendar_is_judged_like_any_other(day):
    case = copy.deepcopy(HIT)
    case["incidents"][0] |= {"date_start": day, "date_end": day}
    case["mission"]["end_date"] = day
    assert dod(case).result == ("flagged" if day < "2016" else "not_flagged")
    case["mission"] |= {"start_date": None, "fiscal_year": 2016}
    assert dod(case).result == ("flagged" if day < "2016" else "not_flagged")
    case["mission"]["start_date"] = day
    assert len(judge(case)) == len(RULES)


def test_config_in_the_facts_overrides_a_parameter():
    case = copy.deepcopy(HIT)
    case["mission"]["end_date"] = "2016-05-02"
    case["incidents"][0]["date_start"] = "2017-06-01"
    rule = (BY_ID["ind-incident-after-training"],)
    assert law.judge(case, rule, PARAMETERS)[0].result == "flagged"
    assert law.judge({**case, "config": {"after_months": 12}}, rule, PARAMETERS)[0].result == "not_flagged"
    assert law.judge({**case, "config": {"after_months": None}}, rule, PARAMETERS)[0].result == "flagged"


@pytest.mark.parametrize(
    ("after_last", "expected"), [("undetermined", "undetermined"), ("not_applicable", "not_applicable")]
)
def test_after_a_last_bound_a_rule_never_flags(after_last, expected):
    ended = replace(
        BY_ID["leahy-dod-362"], versions=(Version("v4", date(2000, 1, 1), date(2015, 12, 31)),), after_last=after_last
    )
    (answer,) = judge(HIT, (ended,))
    assert answer.result == expected
    (clear,) = judge({**HIT, "incidents": []}, (ended,))
    assert clear.result == ("not_flagged" if after_last == "undetermined" else "not_applicable")
    (out,) = judge({**HIT, "mission": {**HIT["mission"], "program": "FMS"}}, (ended,))
    assert out.result == "not_applicable"


def test_a_day_between_two_versions_is_outside_the_law():
    gap = (Version("v3", date(2000, 1, 1), date(2016, 4, 30)), Version("v4", date(2016, 5, 2), None))
    (answer,) = judge(HIT, (replace(BY_ID["leahy-dod-362"], versions=gap),))
    assert answer.result == "not_applicable"


def test_the_judge_gives_one_answer_per_rule_in_their_order():
    assert [answer.rule_id for answer in judge(HIT, RULES[::-1])] == [rule.id for rule in RULES[::-1]]


def test_judging_leaves_the_facts_as_they_were():
    before = json.dumps(HIT)
    judge(HIT)
    assert json.dumps(HIT) == before


@pytest.mark.parametrize(("first_public", "answer"), [("2013-01-01", "no"), (None, "unknown"), ("2012", "unknown")])
def test_whether_an_incident_was_public_is_answered_no_only_where_the_record_says_later(first_public, answer) -> None:
    incident = {
        "id": "I1", "date_start": "2011-01-01", "date_end": "2011-01-01", "violation_types": ["torture"],
        "credibility": "high", "attributed_units": ["U1"], "attribution_level": "unit",
        "first_public_date": first_public,
    }  # fmt: skip
    hosts = [{"unit_id": "U1", "name_level": "unit", "redacted": False}]
    facts = {"mission": {"program": "JCET", "start_date": "2012-05-01", "host_units": hosts}, "incidents": [incident]}
    (found,) = law.judge(facts, [BY_ID["leahy-dod-362"]], PARAMETERS)
    assert found.result == "flagged"
    assert [one.answer.value for one in found.evidence if one.clause == "known_at_start"] == [answer]
