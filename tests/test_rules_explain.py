"""``vetting rules explain``: the tree of a rule with each clause's answer, the facts it read and their source lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from vetting import law
from vetting.cli import main
from vetting.law.tracing import trace
from vetting.period import Truth

TINY = Path(__file__).resolve().parent.parent / "fixtures" / "tiny"
SCENARIOS = Path(__file__).parent / "law" / "scenarios_example.jsonl"
RULES = {rule.id: rule for rule in law.load_rules(law.shipped_rules())}
PARAMETERS = law.load_parameters(law.shipped_rules())
FACTS: dict[str, Any] = {
    "searched": {"incidents": True},
    "mission": {"program": "IMET", "country": "HND", "start_date": "2012-05-01", "host_units": [{"unit_id": "U1"}]},
    "incidents": [
        {"id": "I1", "date_start": "2011-02-10", "violation_types": ["torture"], "credibility": "high",
         "attributed_units": ["U1"]},
        {"id": "I2", "date_start": "2013-01-01", "violation_types": ["corruption"], "credibility": "refuted",
         "attributed_units": ["U2"]},
    ],
}  # fmt: skip


def vetting(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.jsonl"
    lines = [{"id": "A", "facts": {"mission": {}}}, {"id": "B", "facts": FACTS}]
    path.write_text("\n".join(["", *map(json.dumps, lines)]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tree") / "case"
    inputs = [path for path in sorted(TINY.glob("*.?sv")) if not path.name.startswith("expected")]
    for words in (("init", folder), ("import", "auto", *inputs, "-w", folder), ("run", "-w", folder)):
        assert vetting(*words).exit_code == 0
    return folder


def tree(facts: dict[str, Any], rule_id: str) -> dict[str, Truth | None]:
    (stretch,) = trace(RULES[rule_id], facts, PARAMETERS)
    return {one.node.clause: one.answer for one in stretch.traces}


def test_every_clause_of_the_rule_is_in_the_tree_with_its_answer() -> None:
    found = tree(FACTS, "leahy-state-620m")
    assert set(found) == {node.clause for node in RULES["leahy-state-620m"].nodes()}
    assert found["flag_when.some_host_unit"] is Truth.YES
    assert found["flag_when.prior"] is Truth.YES
    assert found["unless.effective-steps.determined"] is Truth.NO


def test_a_clause_about_records_is_yes_if_one_record_meets_it_and_unknown_if_one_may() -> None:
    resolved = {**FACTS, "incidents": [{**FACTS["incidents"][0], "resolved": True}]}
    assert tree(resolved, "ind-unresolved-incident")["unless.resolved.resolved"] is Truth.YES
    unrated = {**FACTS, "incidents": [{**FACTS["incidents"][0], "credibility": None}]}
    assert tree(unrated, "leahy-state-620m")["flag_when.credible"] is Truth.UNKNOWN
    none = {**FACTS, "incidents": []}
    assert tree(none, "leahy-state-620m")["flag_when.credible"] is None


def test_watching_a_rule_changes_nothing_of_its_answer() -> None:
    before = law.judge(FACTS, tuple(RULES.values()), PARAMETERS)
    for rule in RULES.values():
        trace(rule, FACTS, PARAMETERS)
    assert law.judge(FACTS, tuple(RULES.values()), PARAMETERS) == before


def test_a_start_that_may_fall_under_two_versions_has_a_tree_for_each() -> None:
    facts = {**FACTS, "mission": {**FACTS["mission"], "program": "JCET", "start_date": "2014-01"}}
    stretches = trace(RULES["leahy-dod-362"], facts, PARAMETERS)
    assert [(one.version, str(one.days)) for one in stretches] == [
        ("v1", "2014-01-01/2014-01-16"), ("v2", "2014-01-17/2014-01-31"),
    ]  # fmt: skip


def test_a_mission_before_the_law_is_told_so() -> None:
    (stretch,) = trace(RULES["leahy-dod-362"], {"mission": {"start_date": "1990-01-01"}}, PARAMETERS)
    assert (stretch.version, stretch.in_force) == ("v1", Truth.NO)


@pytest.mark.parametrize("line", SCENARIOS.read_text(encoding="utf-8").splitlines()[::9])
def test_the_tree_agrees_with_the_judge_on_the_example_scenarios(line: str) -> None:
    facts = json.loads(line)["facts"]
    for rule in RULES.values():
        (answer,) = law.judge(facts, (rule,), PARAMETERS)
        stretches = trace(rule, facts, PARAMETERS)
        if len(stretches) != 1 or rule.tested_on == "vetting_decision":
            continue
        roots = {one.section: one.answer for one in reversed(stretches[0].traces) if one.depth == 0}
        if stretches[0].in_force is Truth.YES and answer.result == "flagged":
            assert roots["flag_when"] is Truth.YES
            assert roots.get("applies_when", Truth.YES) is Truth.YES
        elif stretches[0].in_force is Truth.YES and answer.result == "not_applicable":
            assert roots["applies_when"] is Truth.NO


def test_a_line_of_facts_is_explained_with_its_values_and_its_place(facts: Path) -> None:
    done = vetting("rules", "explain", facts, "leahy-state-620m", "--id", "B", "--width", 120)
    assert done.exit_code == 0
    for expected in (
        "Answer: flagged.",
        "[yes] it is rated high or medium ‹credible›",
        'incidents[].credibility = ["high", "refuted"]',
        'mission.program = "IMET" (facts.jsonl, line 3)',
        "incident:I1: facts.jsonl, line 3",
        "incidents[].remediation.determination.by: not on record",
    ):
        assert expected in done.stdout
    spanish = vetting("rules", "explain", facts, "leahy-state-620m", "--id", "B", "--lang", "es", "--width", 120).stdout
    assert "[sí] está calificado como alto o medio ‹credible›" in spanish
    assert "Respuesta: señalada." in spanish or "Respuesta: señalado" in spanish


def test_a_mission_of_a_workspace_is_explained_from_its_own_facts_and_lines(case: Path) -> None:
    done = vetting("rules", "explain", "leahy-state-620m", "-w", case, "--mission", "AT-03", "--json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    (stretch,) = found["stretches"]
    clauses = {each["clause"]: each for each in stretch["clauses"]}
    prior = clauses["flag_when.prior"]
    assert prior["answer"] == "yes"
    assert prior["facts"]["mission.start_date"] == "2013-02-04"
    assert {"ref": "incident:AR-01", "file": "incidents.csv", "line": 2} in prior["refs"]
    program = clauses["applies_when.program.2"]
    assert program["facts"] == {"mission.program": "IMET"}
    text = vetting("rules", "explain", "leahy-state-620m", "-w", case, "--mission", "AT-03", "--width", 120).stdout
    assert 'mission.program = "IMET" (missions.csv, line 4, page 10)' in text


def test_the_answer_is_the_one_of_the_run(case: Path) -> None:
    answers = case / "answers.jsonl"
    assert vetting("report", "json", "--all", "-w", case, "-o", answers).exit_code == 0
    run = {}
    for line in answers.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        run[one["mission_id"], one["rule_id"]] = one["result"]
    for mission in ("AT-03", "AT-07", "AT-11"):
        for rule_id in ("leahy-dod-362", "ind-unresolved-incident", "leahy-vetting-stale"):
            done = vetting("rules", "explain", rule_id, "-w", case, "--mission", mission, "--json")
            assert json.loads(done.stdout)["result"] == run[mission, rule_id]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("leahy-dod-362",), "say which mission in one way"),
        (("{facts}", "leahy-dod-362"), "say which line is meant"),
        (("{facts}", "leahy-dod-362", "--id", "Z"), "no line with the id 'Z'"),
        (("{facts}", "leahy-dod-326", "--id", "B"), "did you mean 'leahy-dod-362'?"),
    ],
)
def test_a_slip_is_told_with_what_to_do(facts: Path, words: tuple[str, ...], expected: str) -> None:
    done = vetting("rules", "explain", *(word.format(facts=facts) for word in words))
    assert done.exit_code == 2
    assert expected in done.stderr


def test_a_mission_that_is_not_there_is_told_with_the_nearest(case: Path) -> None:
    done = vetting("rules", "explain", "leahy-dod-362", "-w", case, "--mission", "AT-3")
    assert done.exit_code == 2
    assert "AT-03" in done.stderr
