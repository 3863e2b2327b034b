"""The rules of programs, reports and countries: what holds for all facts, and what their words answer."""

from __future__ import annotations

import copy
import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vetting import law
from vetting.conditions import Case, Node, World, words
from vetting.conditions.statements import (
    COURSE_TAGS,
    EXCEPTIONS_660,
    PKO_PURPOSES,
    PURPOSES,
    REPORT_ELEMENTS,
    SUBJECTS,
)
from vetting.conditions.terms import ACCOUNT_OF_PROGRAM, PROGRAMS, RECIPIENT_WORDS
from vetting.law.facts_schema import paths, problems, schema
from vetting.period import Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
RULES = tuple(
    rule for rule in law.load_rules(law.shipped_rules()) if not rule.id.startswith(("leahy-", "ind-"))
)  # fmt: skip
PARAMETERS = law.load_parameters(law.shipped_rules())
DECIDED = {"flagged": "flagged", "not_flagged": "clear", "not_applicable": "clear"}
MISSION = schema()["properties"]["mission"]["properties"]


def choices(name):
    rule = MISSION[name]
    return [each for each in rule.get("items", rule)["enum"] if each is not None]


def test_the_words_of_programs_are_those_of_the_schema():
    assert list(PURPOSES) == choices("primary_purpose")
    assert list(PKO_PURPOSES) == choices("pko_purpose")
    assert list(EXCEPTIONS_660) == choices("faa660_exception")
    assert list(COURSE_TAGS) == choices("course_tags")
    assert list(RECIPIENT_WORDS) == choices("recipient_types")
    assert list(REPORT_ELEMENTS) == MISSION["jcet_report"]["properties"]["fields"]["items"]["enum"]
    assert set(SUBJECTS) <= paths()
    assert set(ACCOUNT_OF_PROGRAM.values()) <= set(choices("account"))


# ---------------------------------------------------------------- what holds for all facts

DAYS = st.sampled_from(["2011", "2011-12", "2012-04-30", "2012-05-01", "2012-05", "2013-04-01", "2015", "2022-01-01"])
FLAGS = st.booleans()


def maybe(values):
    return st.one_of(st.none(), values)


def table(**fields):
    return maybe(st.fixed_dictionaries({name: maybe(values) for name, values in fields.items()}))


def some(values):
    return maybe(st.lists(st.sampled_from(values), max_size=2))


COUNTRIES = ["MEX", "HND", "GTM", "COL", "SLV", "HTI", "POL", "FRA", "XAA"]
YEARS = [1999, 2000, 2008, 2010, 2012, 2013, 2016, 2017, 2021, 2023, 2025]
STARTS = ["2008-06-29", "2008-06", "2012-05-01", "2012-05", "2012", "2016-12-23", "1999-03-12", "2023-01-10", "2011"]
MISSIONS = {
    "program": maybe(st.sampled_from([*PROGRAMS, "UNKNOWN"])),
    "account": maybe(st.sampled_from(choices("account"))),
    "country": maybe(st.sampled_from(COUNTRIES)),
    "fiscal_year": maybe(st.sampled_from(YEARS)),
    "appropriation_year": maybe(st.sampled_from(YEARS)),
    "start_date": maybe(st.sampled_from(STARTS)),
    "primary_purpose": maybe(st.sampled_from(list(PURPOSES))),
    "pko_purpose": maybe(st.sampled_from(list(PKO_PURPOSES))),
    "course_tags": some(COURSE_TAGS),
    "us_force_type": maybe(st.sampled_from(["SOF", "GPF"])),
    "training_shown": maybe(FLAGS),
    "recipient_types": some(list(RECIPIENT_WORDS)),
    "hr_component": maybe(FLAGS),
    "secdef_approval": table(given=FLAGS, date=DAYS),
    "com_concurrence": maybe(FLAGS),
    "post_sop": maybe(FLAGS),
    "jcet_report": table(listed=FLAGS, submitted_date=DAYS, fields=st.lists(st.sampled_from(list(REPORT_ELEMENTS)))),
    "in_fmtr": maybe(FLAGS),
    "fmtr_entry": table(recipient_unit_given=FLAGS, us_unit_given=FLAGS),
    "faa660_exception": maybe(st.sampled_from(["none", "maritime"])),
    "faa660_notwithstanding": maybe(FLAGS),
    "equipment_provided": maybe(FLAGS),
    "misuse": table(alleged=FLAGS, recorded=FLAGS),
    "imet_kind": maybe(st.sampled_from(["regular", "expanded", "unknown"])),
    "notice": table(given=FLAGS, date=DAYS, unit_named=FLAGS, state_concurrence=FLAGS, hr_certificate=FLAGS),
    "s1033": table(country_named=FLAGS, certificate=FLAGS, certificate_date=DAYS),
    "whinsec": table(student=FLAGS, hr_hours=st.sampled_from([0, 7.5, 8, 20])),
    "imet_graduates": table(later_violation=FLAGS, violation_date=DAYS, in_report=FLAGS),
}
CSPA = table(listed=FLAGS, waiver=st.sampled_from(["none", "partial", "full"]), imet_exception=FLAGS)
FACTS = st.fixed_dictionaries(
    {
        "as_of": maybe(st.sampled_from(["2013-01-31", "2013-04-01", "2013-04-02", "2013", "2026-11-24"])),
        "mission": st.fixed_dictionaries(MISSIONS),
        "searched": table(fmtr=FLAGS, drug=FLAGS, designations=FLAGS),
        "participants_flags": maybe(
            st.lists(
                st.fixed_dictionaries(
                    {
                        "kind": maybe(st.sampled_from(["drug", "7031c", "corruption"])),
                        "basis": maybe(st.sampled_from(["conviction", "us_designation", "rumour"])),
                        "date": maybe(DAYS),
                    }
                ),
                max_size=2,
            )
        ),
        "country_facts": table(
            coup=table(date=DAYS, state_determination=FLAGS, determination_date=DAYS, restored_certified_date=DAYS),
            cspa=maybe(st.dictionaries(st.sampled_from(["2012", "2013", "2016"]), CSPA, max_size=2)),
            certification=table(made=FLAGS, date=DAYS),
            pattern_502b=table(determined=FLAGS, extraordinary_circumstances=FLAGS, certified=FLAGS),
        ),
    }
)


def judge(facts, rules=RULES):
    return law.judge(facts, rules, PARAMETERS)


def results(facts):
    return [answer.result for answer in judge(facts)]


@settings(max_examples=300, deadline=None)
@given(FACTS)
def test_answers_are_whole(facts):
    assert problems(facts) == []
    for answer in judge(facts):
        assert set(answer.missing) <= paths()
        assert answer.evidence
        for each in answer.evidence:
            assert "{" not in each.text_en + each.text_es
        if answer.result == "undetermined":
            assert any(each.answer is UNKNOWN for each in answer.evidence)
        else:
            assert answer.missing == ()
        if answer.result == "flagged":
            for text in (answer.message_en, answer.message_es):
                assert set(re.findall(r"\{(\w+)\}", text)) <= {"start", "end", "mission"}


#: Facts whose lack the law itself reads as something (law.md): an approval or a report without a date is in time, the
#: day of a coup stands for that of its determination, a certificate that a government was restored and an exception of
#: the child-soldiers act count as not made, the program code is taken at its word, the fiscal year stands for that of
#: the money.
READ_AS_SAID = {
    "mission.secdef_approval.date",
    "mission.jcet_report.submitted_date",
    "mission.fiscal_year",
    "mission.appropriation_year",
    "mission.imet_kind",
    "country_facts.coup.determination_date",
    "country_facts.coup.restored_certified_date",
}


def possible(path, rule):
    if "$ref" in rule:
        return ["2001-01-01", "2012-05-01", "2012-05-02", "2025-01-01"]
    if "enum" in rule:
        return [each for each in rule["enum"] if each not in (None, "UNKNOWN")]
    if "boolean" in rule["type"]:
        return [True, False]
    if "array" in rule["type"] and "enum" in rule["items"]:
        return [[], *([each] for each in rule["items"]["enum"])]
    if path == "mission.country":
        return COUNTRIES
    return [7, 8] if path.endswith("hr_hours") else []


def leaves(rule, path=""):
    for name, inner in rule.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        if "properties" in inner:
            yield from leaves(inner, here)
        elif values := possible(here, inner) if "type" in inner or "enum" in inner or "$ref" in inner else []:
            yield here, values


READ = {path for rule in RULES for node in rule.nodes() for path in node.reads}
LEAVES = [(path, values) for path, values in leaves(schema()) if path in READ - READ_AS_SAID]


def put(facts, path, value):
    filled = copy.deepcopy(facts)
    place = filled
    *holders, name = path.split(".")
    for holder in holders:
        place[holder] = place.get(holder) or {}
        place = place[holder]
    if place.get(name) not in (None, "UNKNOWN"):
        return None
    place[name] = value
    return filled


@settings(max_examples=60, deadline=None)
@given(FACTS, st.data())
def test_finding_out_what_was_unknown_never_reverses_a_decided_answer(facts, data):
    before = results(facts)
    for path, values in data.draw(st.lists(st.sampled_from(LEAVES), min_size=8, max_size=8, unique_by=str)):
        if path == "mission.account" and facts["mission"]["program"] in ACCOUNT_OF_PROGRAM:
            continue  # the program gives it: another would contradict the record
        if path == "mission.start_date" and facts["mission"]["fiscal_year"] is not None:
            continue  # a day outside the fiscal year would contradict the record; see the next test
        for value in values:
            filled = put(facts, path, value)
            if filled is not None:
                assert_not_reversed(before, results(filled), (path, value))


@settings(max_examples=60, deadline=None)
@given(FACTS, st.dates(date(2011, 10, 1), date(2012, 9, 30)))
def test_finding_out_the_start_never_reverses_what_the_fiscal_year_decided(facts, day):
    facts["mission"] |= {"start_date": None, "fiscal_year": 2012}
    before = results(facts)
    facts["mission"]["start_date"] = day.isoformat()
    assert_not_reversed(before, results(facts), day)


def assert_not_reversed(before, after, what):
    for rule, old, new in zip(RULES, before, after, strict=True):
        if old in DECIDED:
            assert DECIDED.get(new) == DECIDED[old], (rule.id, what)


@settings(max_examples=15, deadline=None)
@given(FACTS, st.sampled_from([1999, 2008, 2012, 2017]))
def test_a_fiscal_year_is_judged_as_all_its_days_are(facts, year):
    facts["mission"] |= {"start_date": None, "fiscal_year": year}
    together = results(facts)
    first = date(year - 1, 10, 1)
    daily = []
    for number in range((date(year, 9, 30) - first).days + 1):
        facts["mission"]["start_date"] = (first + timedelta(days=number)).isoformat()
        daily.append(results(facts))
    for number, result in enumerate(together):
        found = {day[number] for day in daily}
        if found == {"not_flagged", "not_applicable"}:
            expected = "not_flagged"
        else:
            expected = found.pop() if len(found) == 1 else "undetermined"
        assert result == expected, RULES[number].id


def test_an_empty_record_is_undetermined_everywhere():
    assert set(results({"mission": {}})) == {"undetermined"}


def test_days_at_the_edge_of_the_calendar_are_judged_like_any_other():
    for day in ("0001-01-01", "9999-12-31"):
        facts = {
            "as_of": day,
            "mission": {
                "program": "JCET",
                "start_date": day,
                "notice": {"date": day},
                "imet_graduates": {"later_violation": True, "violation_date": day, "in_report": False},
                "jcet_report": {"listed": False, "submitted_date": day},
            },
        }
        for program in ("JCET", "S333", "IMET", "S1033"):
            facts["mission"]["program"] = program
            assert len(results(facts)) == len(RULES)


def test_dates_that_are_moved_are_known_to_whoever_folds_missions():
    shifts = {(shift.path, shift.amount, shift.unit) for shift in law.fact_shifts(RULES)}
    assert shifts == {("mission.notice.date", 15, "days"), ("mission.s1033.certificate_date", 15, "days")}


def test_a_rule_reads_only_the_facts_that_it_was_given():
    (rule,) = (rule for rule in RULES if rule.id == "s321-hr-element")
    in_force = {"mission.start_date", "mission.fiscal_year"}
    assert law.fields_read((rule,)) == {"mission.program", "mission.hr_component"} | in_force


# ---------------------------------------------------------------- single words


def ask(name, value=None, facts=None, children=()):
    facts = {"mission": {"start_date": "2012-05-01"}, **(facts or {})}
    case = Case.read(facts, PARAMETERS)
    outcome = words()[name].answer(World(case, case.start, ""), Node(words()[name], f"test.{name}", value, children))
    return outcome.truth, sorted(outcome.missing)


@pytest.mark.parametrize(
    ("program", "account", "state", "fmf"),
    [
        ("FMF", None, YES, YES),
        ("IMET", None, YES, NO),
        ("JCET", None, NO, NO),
        ("S127E", None, NO, NO),
        ("PKO", None, UNKNOWN, UNKNOWN),
        (None, None, UNKNOWN, UNKNOWN),
        ("JCET", "FMF", YES, YES),
        ("FMF", "other", UNKNOWN, NO),
        (None, "DOJ", NO, NO),
    ],
)
def test_an_account_is_recorded_or_taken_from_the_program(program, account, state, fmf):
    facts = {"mission": {"program": program, "account": account}}
    assert ask("state_account", facts=facts)[0] is state
    assert ask("account", frozenset({"FMF"}), facts)[0] is fmf


@pytest.mark.parametrize(("inner", "expected"), [(YES, UNKNOWN), (NO, YES), (UNKNOWN, UNKNOWN)])
def test_what_no_text_settles_is_unknown_where_it_is_asked(inner, expected):
    mission = {YES: {"training_shown": True}, NO: {"training_shown": False}, UNKNOWN: {}}[inner]
    child = Node(words()["training_shown"], "test.child")
    truth, missing = ask("unsettled_where", facts={"mission": mission}, children=(child,))
    assert truth is expected
    assert missing == (["mission.training_shown"] if inner is UNKNOWN else [])


@pytest.mark.parametrize(
    ("given", "undated", "days", "expected"),
    [
        ("2012-05-01", "unknown", 0, YES),
        ("2012-05-02", "unknown", 0, NO),
        ("2012-05", "unknown", 0, UNKNOWN),
        ("2012-04-16", "unknown", 15, YES),
        ("2012-04-17", "unknown", 15, NO),
        (None, "unknown", 0, UNKNOWN),
        (None, "in_time", 0, YES),
        (None, "late", 0, NO),
    ],
)
def test_late_is_the_other_side_of_by_start(given, undated, days, expected):
    value = {"date": "mission.notice.date", "undated": undated, "days_before": days}
    facts = {"mission": {"start_date": "2012-05-01", "notice": {"date": given}}}
    assert ask("by_start", value, facts)[0] is expected
    assert ask("late", value, facts)[0] is ~expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2012-03-31", "2013-03-01"),
        ("2012-02-29", "2012-03-01"),
        ("2012-03-01", "2013-03-01"),
        ("2001-05", "2003-03-01"),
    ],
)
def test_a_violation_belongs_in_the_first_report_after_it(given, expected):
    value = {"each": "03-01", "not_before": date(2003, 3, 1)}
    due = date.fromisoformat(expected)
    for as_of, truth in ((due, NO), (due + timedelta(days=1), YES)):
        facts = {"as_of": as_of.isoformat(), "mission": {"imet_graduates": {"violation_date": given}}}
        assert ask("graduate_report_due", value, facts) == (truth, [])
