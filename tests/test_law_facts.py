"""Facts from outside: what does not fit is named, all of it, and nothing else is refused."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vetting import law
from vetting.errors import InputError
from vetting.law.facts_schema import paths, problems, schema

VALIDATOR = jsonschema.Draft202012Validator(dict(schema()))
GOOD = {"mission": {"program": "JCET", "start_date": "2012-05"}, "units": [{"id": "U1", "parent": None}]}


def read(tmp_path, *lines):
    path = tmp_path / "facts.jsonl"
    path.write_bytes("\n".join(lines).encode())
    return law.read_facts(path)


def test_other_keys_of_the_object_are_ignored_and_blank_lines_too(tmp_path):
    assert read(tmp_path, json.dumps({"id": "A", "facts": GOOD, "why": "x"}), "") == (("A", GOOD),)


def test_an_unknown_field_is_an_error_that_names_it_and_the_nearest(tmp_path):
    with pytest.raises(InputError) as caught:
        read(tmp_path, json.dumps({"id": "A", "facts": {"mission": {"progam": "JCET"}}}))
    assert "facts.jsonl:1: mission.progam: unknown field (did you mean 'program'?)" in str(caught.value)
    assert caught.value.exit_code == 3


def test_all_problems_of_all_lines_come_at_once(tmp_path):
    with pytest.raises(InputError) as caught:
        read(
            tmp_path,
            json.dumps({"id": "A", "facts": {"mission": {"program": "JCETS", "start_date": "5/1/2012"}}}),
            "{not json",
            json.dumps({"id": "B", "facts": {"missions": {}}}),
            json.dumps({"facts": GOOD}),
            '{"id": "C", "id": "D", "facts": {}}',
            '{"id": "E", "facts": {"mission": {"cost_usd": NaN}}}',
        )
    text = str(caught.value)
    for expected in (
        "facts.jsonl:1: mission.program: 'JCETS' is not one of",
        "(did you mean 'JCET'?)",
        "facts.jsonl:1: mission.start_date: '5/1/2012' is not a day, a month or a year",
        "facts.jsonl:2: this is not a JSON object",
        "facts.jsonl:3: missions: unknown field (did you mean 'mission'?)",
        "facts.jsonl:3: mission: this field is required",
        "facts.jsonl:4: the line is not an object with 'id' and 'facts'",
        "facts.jsonl:5: this is not a JSON object: the key 'id' stands twice",
        "facts.jsonl:6: this is not a JSON object: 'NaN' is not a number",
    ):
        assert expected in text


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"mission": {"start_date": "2012-02-31"}}, "mission.start_date: '2012-02-31' is not a day of the calendar"),
        ({"mission": {}, "units": [{"id": "U"}, {"id": "U"}]}, "units[1].id: 'U' is given twice"),
        (
            {"mission": {}, "incidents": [{"id": "I", "date_start": "2012", "date_end": "2011"}]},
            "incidents[0].date_end: '2011' is before date_start '2012'",
        ),
    ],
)
def test_what_a_schema_cannot_say_is_checked_too(facts, expected):
    assert problems(facts) == [expected]


def test_a_file_that_is_no_text_is_refused_in_one_sentence(tmp_path):
    path = tmp_path / "facts.jsonl"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(InputError, match="not UTF-8"):
        law.read_facts(path)
    with pytest.raises(InputError, match="cannot be read"):
        law.read_facts(tmp_path / "absent.jsonl")


def test_a_line_nested_without_end_is_refused_and_not_a_crash(tmp_path):
    with pytest.raises(InputError, match="not a JSON object"):
        read(tmp_path, '{"id": "A", "facts": ' + "[" * 200_000)


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 2200), st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["JCET", "unit", "service", "2012-05-01", "2012-13", "high", "", "XAA", "torture"]),
)  # fmt: skip
NAMES = sorted({part.rstrip("[]") for path in paths() for part in path.split(".")} | {"2014", "14", "progam"})
TREES = st.recursive(
    VALUES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(NAMES), inner, max_size=4)),
    max_leaves=8,
)
FACTS = st.fixed_dictionaries(
    {"mission": st.dictionaries(st.sampled_from(NAMES), TREES, max_size=4)},
    optional={name: TREES for name in schema()["properties"] if name != "mission"},
)


@settings(max_examples=300, deadline=None)
@given(FACTS)
def test_the_schema_check_agrees_with_the_jsonschema_library(facts):
    ours = [each for each in problems(facts) if "not a day of the calendar" not in each]
    valid = VALIDATOR.is_valid(facts)
    if not valid:
        assert problems(facts)
    elif ours:
        assert all("is given twice" in each or "is before date_start" in each for each in ours)
