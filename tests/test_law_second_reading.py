"""A second reading of the law: scenarios written from its text alone, two or more for every rule.

The first line of the file holds the facts that all scenarios share; each other line says what differs.
"""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vetting import law
from vetting.law.expecting import MEANING

FILE = Path(__file__).parent / "law" / "second_reading.jsonl"
RULES = {rule.id: rule for rule in law.load_rules(law.shipped_rules())}
PARAMETERS = law.load_parameters(law.shipped_rules())


def scenarios() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each scenario with its facts whole."""
    head, *lines = FILE.read_text(encoding="utf-8").splitlines()
    for line in lines:
        scenario = json.loads(line)
        facts = copy.deepcopy(json.loads(head)["base"])
        facts["mission"].update(scenario.get("mission", {}))
        facts.update(scenario.get("facts", {}))
        for path in scenario.get("without", ()):
            *above, last = path.split(".")
            (facts[above[0]] if above else facts).pop(last)
        yield scenario, facts


def test_every_scenario_of_the_second_reading_comes_out():
    wrong = []
    for scenario, facts in scenarios():
        for word, rule_ids in scenario["expect"].items():
            answers = law.judge(facts, tuple(RULES[rule_id] for rule_id in rule_ids), PARAMETERS)
            wrong += [
                f"{scenario['title']}: {answer.rule_id}: expected {word}, got {answer.result}"
                for answer in answers
                if answer.result not in MEANING[word]
            ]
    assert not wrong, "\n".join(wrong)


def test_every_rule_has_at_least_two_scenarios_and_titles_are_told_apart():
    read = [scenario for scenario, _ in scenarios()]
    counts = Counter(rule_id for each in read for rule_ids in each["expect"].values() for rule_id in rule_ids)
    assert all(counts[rule_id] >= 2 for rule_id in RULES)
    assert len({each["title"] for each in read}) == len(read) == 891


def test_the_facts_of_every_scenario_are_facts_of_the_schema():
    lines = "".join(json.dumps({"id": each["title"], "facts": facts}) + "\n" for each, facts in scenarios())
    assert len(law.parse_facts(lines.encode(), "second_reading.jsonl")) == 891
