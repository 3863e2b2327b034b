"""Vetting files, flags, lists and lineage: what is not read or not declared complete never decides, nor is reversed."""

from __future__ import annotations

import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from vetting import law
from vetting.law.facts_schema import problems

RULES = law.load_rules(law.shipped_rules())
PARAMETERS = law.load_parameters(law.shipped_rules())
DECIDED = {"flagged": "flagged", "not_flagged": "clear", "not_applicable": "clear"}

DAYS = st.sampled_from(
    ["2011-02", "2011-05-01", "2012", "2012-04-10", "2012-04-30", "2012-05-01", "2012-05-02", "2013"]
)
RESULTS = ["approved", "matched", "suspended", "rejected", "cancelled", "pending"]


def optional(values):
    return st.one_of(st.none(), values)


RECORDS = st.fixed_dictionaries(
    {
        "unit_id": st.sampled_from(["U1", "U1", "U2", None]),
        "subject_type": st.sampled_from(["unit", "unit", "commander", "individual", None]),
        "result": optional(st.sampled_from(RESULTS)),
        "requested_date": optional(DAYS),
        "decision_date": optional(DAYS),
        "expires_date": optional(DAYS),
        "host_informed": optional(st.booleans()),
    }
)
FLAGS = st.fixed_dictionaries(
    {
        "kind": optional(st.sampled_from(["drug", "7031c", "organised_crime", "corruption"])),
        "basis": optional(st.sampled_from(["conviction", "us_designation", "indictment", "credible_report", "rumour"])),
        "date": optional(DAYS),
    }
)
POSTINGS = st.fixed_dictionaries(
    {
        "person_id": st.sampled_from(["C1", "C1", "C2", None]),
        "unit_id": st.sampled_from(["ZZ", "U1", "ARMY", None]),
        "from": st.sampled_from(["2010", "2010-05-01", None]),
        "to": st.sampled_from(["2011", "2012-04-30", None]),
    }
)
INCIDENTS = st.fixed_dictionaries(
    {
        "date_start": optional(DAYS),
        "violation_types": st.sampled_from([["torture"], ["threats"], None]),
        "credibility": optional(st.sampled_from(["high", "low", "refuted"])),
        "attributed_units": st.sampled_from([["U1"], ["ZZ"], ["B1"], ["ARMY"], [], None]),
        "attribution_level": optional(st.sampled_from(["unit", "service", "none"])),
        "resolved": optional(st.booleans()),
        "unit_sought": optional(st.booleans()),
        "first_public_date": optional(DAYS),
        "location": st.sampled_from([{"lat": 14.1, "lon": -87.0}, {"lat": 20.0, "lon": -87.0}, None]),
        "remediation": st.sampled_from([{"status": "claimed"}, {"status": "none_found"}, {}, None]),
    }
)
LISTINGS = st.lists(
    st.fixed_dictionaries({"cy": optional(st.just(2010)), "published_date": optional(DAYS)}), max_size=2
)
HOSTS = st.sampled_from([[{"unit_id": "U1"}], [{"unit_id": "U1"}, {"redacted": True}], [{"redacted": True}]])
SEARCHED = ("incidents", "vetting", "state_lists", "drug", "designations", "organised_crime", "corruption")
OTHER_UNITS = [{"id": "B1", "parent": "ARMY"}, {"id": "ARMY", "level": "service", "parent": None}, {"id": "ZZ"}]


@st.composite
def cases(draw):
    unit = {"id": "U1", "parent": draw(st.sampled_from(["B1", "ARMY", None])), "predecessor": "ZZ"}
    for name, values in (
        ("commander_id", st.just("C1")),
        ("state_list", LISTINGS),
        ("alumni_crossover", st.fixed_dictionaries({"known": optional(st.booleans()), "credible": st.booleans()})),
    ):
        if draw(st.booleans()):
            unit[name] = draw(values)
    mission = {
        "program": draw(st.sampled_from(["JCET", "IMET", "S1033", "S127E", None])),
        "start_date": draw(st.sampled_from(["2012-05-01", "2012-05-01", "2012-05", "2018-05-01"])),
        "end_date": draw(st.sampled_from(["2018-06-01", None])),
        "trainee_composition": draw(optional(st.sampled_from(["unit", "individuals", "mixed"]))),
        "course_tags": draw(st.sampled_from([["sniper"], ["first_aid"], [], None])),
        "recipient_types": draw(st.sampled_from([["police"], ["military"], None])),
        "roster_known": draw(optional(st.booleans())),
        "hr_component": draw(optional(st.booleans())),
        "location": draw(st.sampled_from([{"lat": 14.0, "lon": -87.0}, None])),
        "host_units": draw(HOSTS),
    }
    incidents = draw(st.lists(INCIDENTS, max_size=2))
    return {
        "as_of": draw(st.sampled_from(["2018-08-30", "2018-08-31", None])),
        "mission": mission,
        "units": [
            unit,
            {"id": "B1", "parent": "ARMY"},
            {"id": "ARMY", "level": "service", "parent": None},
            {"id": "ZZ"},
        ],
        "incidents": [{"id": f"I{number}", **incident} for number, incident in enumerate(incidents)],
        "vetting": draw(st.lists(RECORDS, max_size=3)),
        "postings": draw(optional(st.lists(POSTINGS, max_size=2))),
        "participants_flags": draw(st.lists(FLAGS, max_size=2)),
        "searched": {name: draw(st.booleans()) for name in SEARCHED},
    }


def answers(facts):
    return {answer.rule_id: answer for answer in law.judge(facts, RULES, PARAMETERS)}


def assert_not_reversed(before, after, what):
    for rule_id, old in before.items():
        if old.result in DECIDED:
            assert DECIDED.get(after[rule_id].result) == DECIDED[old.result], (rule_id, what, old.result)


LISTS = {
    "vetting": ("vetting", RECORDS),
    "drug": ("participants_flags", FLAGS),
    "designations": ("participants_flags", FLAGS),
    "organised_crime": ("participants_flags", FLAGS),
    "corruption": ("participants_flags", FLAGS),
    "incidents": ("incidents", INCIDENTS.map(lambda incident: {"id": "NEW", **incident})),
}
KINDS = {"designations": "7031c"}


@settings(max_examples=250, deadline=None)
@given(cases(), st.sampled_from(sorted(LISTS)), st.data())
def test_one_more_record_of_an_open_list_never_reverses_a_decided_answer(facts, flag, data):
    assert problems(facts) == []
    name, records = LISTS[flag]
    facts["searched"][flag] = False
    before = answers(facts)
    record = data.draw(records)
    if name == "participants_flags":
        record["kind"] = KINDS.get(flag, flag)
    more = copy.deepcopy(facts)
    more[name].append(record)
    assert_not_reversed(before, answers(more), (flag, record))


@settings(max_examples=250, deadline=None)
@given(cases(), st.sampled_from(SEARCHED))
def test_declaring_a_list_complete_never_reverses_a_decided_answer(facts, flag):
    facts["searched"][flag] = False
    before = answers(facts)
    facts["searched"][flag] = True
    assert_not_reversed(before, answers(facts), flag)


FILLS = {
    ("vetting", "unit_id"): ["U1", "U2"],
    ("vetting", "subject_type"): ["unit", "commander", "individual"],
    ("vetting", "result"): RESULTS,
    ("vetting", "host_informed"): [True, False],
    ("participants_flags", "kind"): ["drug", "7031c", "organised_crime", "corruption"],
    ("participants_flags", "basis"): ["conviction", "rumour"],
    ("participants_flags", "date"): ["2011", "2012-05-01", "2020"],
    ("postings", "person_id"): ["C1", "C2"],
    ("postings", "unit_id"): ["ZZ", "U1"],
    ("incidents", "unit_sought"): [True, False],
    ("incidents", "location"): [{"lat": 14.0, "lon": -87.1}, {"lat": 1.0, "lon": 1.0}],
}


@settings(max_examples=250, deadline=None)
@given(cases())
def test_a_field_found_out_never_reverses_a_decided_answer(facts):
    before = answers(facts)
    for (name, field), values in FILLS.items():
        for number, record in enumerate(facts[name] or ()):
            for value in values if record[field] is None else ():
                filled = copy.deepcopy(facts)
                filled[name][number][field] = value
                assert_not_reversed(before, answers(filled), (name, field, value))


UNIT_FILLS = {
    "commander_id": ["C1", "C2"],
    "state_list": [[], [{"cy": 2010, "published_date": "2011"}]],
    "alumni_crossover": [{"known": False}, {"known": True, "credible": True}],
    "lineage_checked": [True, False],
}


@settings(max_examples=150, deadline=None)
@given(cases(), st.sampled_from(["", "postings"]))
def test_a_unit_found_out_never_reverses_a_decided_answer(facts, absent):
    facts["searched"]["state_lists"] = False
    if absent:
        facts[absent] = None
    before = answers(facts)
    for field, values in UNIT_FILLS.items():
        for value in values if facts["units"][0].get(field) is None else ():
            filled = copy.deepcopy(facts)
            filled["units"][0][field] = value
            assert_not_reversed(before, answers(filled), (field, value))
    if absent:
        for postings in ([], [{"person_id": "C1", "unit_id": "ZZ", "from": "2010", "to": "2013"}]):
            assert_not_reversed(before, answers({**facts, "postings": postings}), postings)


@settings(max_examples=150, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(facts, random):
    shuffled = copy.deepcopy(facts)
    for name in ("vetting", "participants_flags", "postings", "incidents", "units"):
        random.shuffle(shuffled[name] or [])
    assert answers(shuffled) == answers(facts)


@settings(max_examples=150, deadline=None)
@given(cases())
def test_every_message_is_whole_and_every_undetermined_answer_says_why(facts):
    for answer in answers(facts).values():
        for text in (answer.message_en, answer.message_es):
            left = text.replace("{start}", "").replace("{end}", "").replace("{mission}", "")
            assert "{" not in left, (answer.rule_id, text)
        for each in answer.evidence:
            assert "{" not in each.text_en + each.text_es, (answer.rule_id, each.text_en)
        if answer.result == "undetermined":
            assert answer.evidence
