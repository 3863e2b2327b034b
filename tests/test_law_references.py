"""A rule that asks what another rule answers: it answers with it, and may neither miss it nor lead back to itself."""

from __future__ import annotations

import copy

import pytest

from vetting import law
from vetting.errors import RuleError

FOLDER = law.shipped_rules()
PARAMETERS = law.load_parameters(FOLDER)
RULES = {rule.id: rule for rule in law.load_rules(FOLDER)}
ASKING, ASKED = "ind-lethal-skills-flagged-unit", "ind-unresolved-incident"
FACTS = {
    "searched": {"incidents": True},
    "mission": {"start_date": "2012-05-01", "course_tags": ["raid"], "host_units": [{"unit_id": "U1"}]},
    "incidents": [{"id": "I1", "date_start": "2011", "credibility": "high", "attributed_units": ["U1"]}],
}  # fmt: skip


def results(facts):
    return [law.judge(facts, (RULES[rule_id],), PARAMETERS)[0].result for rule_id in (ASKING, ASKED)]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (None, None, "flagged"),
        ("resolved", True, "not_flagged"),
        ("credibility", None, "undetermined"),
        ("date_start", "2006", "not_flagged"),
        ("attributed_units", ["U2"], "not_flagged"),
    ],
)
def test_the_rule_answers_as_the_one_it_asks(path, value, expected):
    facts = copy.deepcopy(FACTS)
    if path:
        facts["incidents"][0][path] = value
    assert results(facts) == [expected, expected]


def test_its_reads_bounds_and_clauses_include_those_of_the_rule_it_asks():
    asking = (RULES[ASKING],)
    assert law.fields_read((RULES[ASKED],)) <= law.fields_read(asking)
    (answer,) = law.judge(FACTS, asking, PARAMETERS)
    assert answer.incident_ids == ("I1",)
    assert {each.clause for each in answer.evidence} >= {"flag_when.rule_flags.direct", "flag_when.course_of"}


def pack(tmp_path, **asked):
    source = (FOLDER / "indicators" / f"{ASKING}.yaml").read_text(encoding="utf-8")
    for name, other in asked.items():
        text = source.replace(f"id: {ASKING}", f"id: {name}").replace(f"rule_flags: {ASKED}", f"rule_flags: {other}")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def findings(folder):
    with pytest.raises(RuleError) as caught:
        law.load_rules(folder)
    return "\n".join(caught.value.findings)


def test_a_rule_that_is_not_there_is_named_with_the_nearest(tmp_path):
    assert "one.yaml:15: there is no rule 'onn' (did you mean 'one'?)" in findings(pack(tmp_path, one="onn"))


def test_rules_that_lead_back_to_themselves_are_refused(tmp_path):
    text = findings(pack(tmp_path, one="two", two="three", three="one", four="four"))
    for name, other in (("one", "two"), ("two", "three"), ("three", "one"), ("four", "four")):
        assert f"{name}.yaml:15: '{other}' refers back to '{name}'" in text


def test_a_rule_with_days_of_force_cannot_be_asked(tmp_path):
    folder = pack(tmp_path, one="leahy-gap-127e")
    source = FOLDER / "us" / "leahy-gap-127e.yaml"
    (folder / source.name).write_bytes(source.read_bytes())
    assert "'leahy-gap-127e' has days of force" in findings(folder)
