"""The example scenarios of the law, as far as they are about rules that are shipped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vetting import law

SCENARIOS = Path(__file__).parent / "law" / "scenarios_example.jsonl"
LABELS = {
    "flagged": "fires", "not_flagged": "clear", "not_applicable": "clear", "undetermined": "undetermined",
}  # fmt: skip
FIVE = {
    "leahy-dod-362",
    "leahy-state-620m",
    "ind-host-unit-unnamed",
    "ind-repeat-training-after-incident",
    "ind-incident-after-training",
}


def expectations():
    for line in SCENARIOS.read_text(encoding="utf-8").splitlines():
        scenario = json.loads(line)
        for expected, rule_ids in scenario["expect"].items():
            for rule_id in rule_ids:
                yield scenario, rule_id, expected


RULES = {rule.id: rule for rule in law.load_rules(law.shipped_rules())}
PARAMETERS = law.load_parameters(law.shipped_rules())


@pytest.mark.parametrize(
    ("scenario", "rule_id", "expected"),
    [pytest.param(*each, id=f"{each[0]['id']}-{each[1]}") for each in expectations() if each[1] in RULES],
)
def test_every_expectation_on_a_shipped_rule_holds(scenario, rule_id, expected):
    (answer,) = law.judge(scenario["facts"], (RULES[rule_id],), PARAMETERS)
    assert LABELS[answer.result] == expected, scenario["why"]


def test_the_five_rules_of_the_first_version_are_all_in_the_scenarios():
    assert {rule_id for _, rule_id, _ in expectations()} >= FIVE
    assert set(RULES) >= FIVE


def test_all_scenarios_are_facts_of_the_schema():
    assert len(law.read_facts(SCENARIOS)) == len(SCENARIOS.read_text(encoding="utf-8").splitlines())
