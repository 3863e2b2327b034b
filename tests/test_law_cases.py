"""The written cases of the shipped rules, run one by one, and the machinery that runs them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from vetting import law
from vetting.law.cases import MIN_CASES, failures, idle_clauses, read_cases

FOLDER = law.shipped_rules()
RULES = law.load_rules(FOLDER)
PARAMETERS = law.load_parameters(FOLDER)
CASES = {rule.id: read_cases(FOLDER, rule) for rule in RULES}


@pytest.mark.parametrize(
    ("rule", "case"),
    [pytest.param(rule, case, id=f"{rule.id}: {case.name}") for rule in RULES for case in CASES[rule.id][0]],
)
def test_a_written_case_comes_out_as_expected(rule, case):
    assert failures(case, rule, PARAMETERS) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_four_cases_and_one_of_every_answer_it_can_give(rule):
    cases, findings = CASES[rule.id]
    assert findings == []
    assert len(cases) >= MIN_CASES
    possible = {"flagged", "not_flagged", "undetermined"}
    if rule.versions or rule.applies_when:
        possible.add("not_applicable")
    assert {case.expect for case in cases} == possible


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_clause_changes_the_result_of_some_case(rule):
    assert idle_clauses(rule, CASES[rule.id][0], PARAMETERS) == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.versions], ids=lambda rule: rule.id)
def test_shifting_any_bound_by_a_day_makes_some_case_fail(rule):
    cases, _ = CASES[rule.id]
    for number, version in enumerate(rule.versions):
        for side in ("first", "last"):
            bound = getattr(version, side)
            if bound is None:
                continue
            for days in (-1, 1):
                moved = replace(version, **{side: bound + timedelta(days=days)})
                versions = (*rule.versions[:number], moved, *rule.versions[number + 1 :])
                # A gap or an overlap of one day must show, too, so only this one bound moves.
                changed = replace(rule, versions=versions)
                assert any(failures(case, changed, PARAMETERS) for case in cases), (version.name, side, days)


def test_a_case_that_expects_something_else_fails_and_says_where():
    rule = RULES[0]
    case = replace(CASES[rule.id][0][0], expect="not_applicable")
    (failure,) = failures(case, rule, PARAMETERS)
    assert failure.startswith(case.where)
    assert "expected not_applicable, got" in failure


def write_pack(tmp_path, cases_text):
    pack = tmp_path / "pack"
    (pack / "cases").mkdir(parents=True)
    source = (FOLDER / "indicators" / "ind-host-unit-unnamed.yaml").read_text(encoding="utf-8")
    source = source.replace("cases/indicators/ind-host-unit-unnamed.yaml", "cases/c.yaml")
    (pack / "ind-host-unit-unnamed.yaml").write_text(source, encoding="utf-8")
    (pack / "cases" / "c.yaml").write_text(cases_text, encoding="utf-8")
    (rule,) = law.load_rules(pack)
    return read_cases(pack, rule)


def test_a_cases_file_reports_all_its_errors_at_once_with_their_lines(tmp_path):
    _, findings = write_pack(
        tmp_path,
        "rule: another\n"
        "base: {mission: {host_unit: [], start_date: soon}}\n"
        "cases:\n"
        "  - {name: a, expect: flaged}\n"
        "  - {name: b, expect: flagged, with: {mission.start: 2012}}\n"
        "  - {nam: c, expect: flagged}\n",
    )
    text = "\n".join(findings)
    assert "pack/cases/c.yaml:1: these are the cases of 'another'" in text
    assert "pack/cases/c.yaml:2: 'mission.host_unit' is no path of the facts" in text
    assert "'flaged' is not one of" in text
    assert "did you mean 'flagged'?" in text
    assert "pack/cases/c.yaml:5: 'mission.start' is no path of the facts" in text
    assert "unknown key 'nam' (did you mean 'name'?)" in text


def test_a_value_of_a_case_is_read_as_the_schema_says_and_absent_takes_it_away(tmp_path):
    cases, findings = write_pack(
        tmp_path,
        "rule: ind-host-unit-unnamed\n"
        "base: {mission: {fiscal_year: 2012, cancelled: no, host_units: [{unit_id: 'NO', redacted: false}]}}\n"
        "cases:\n"
        "  - {name: a, expect: not_flagged}\n"
        "  - {name: b, expect: undetermined, with: {mission.host_units: absent, mission.fiscal_year: 010}}\n",
    )
    assert [finding.partition(": ")[2] for finding in findings] == [
        'the facts of this case do not fit: mission.fiscal_year: "010" is not integer or null'
    ]
    assert cases[0].facts["mission"] == {
        "fiscal_year": 2012,
        "cancelled": False,
        "host_units": [{"unit_id": "NO", "redacted": False}],
    }


def test_a_cases_file_outside_the_folder_is_not_read(tmp_path):
    write_pack(tmp_path, "rule: x\n")
    (tmp_path / "secret.yaml").write_text("rule: x\n", encoding="utf-8")
    path = tmp_path / "pack" / "ind-host-unit-unnamed.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("cases/c.yaml", "../secret.yaml"), encoding="utf-8")
    (rule,) = law.load_rules(tmp_path / "pack")
    cases, findings = read_cases(tmp_path / "pack", rule)
    assert cases == ()
    assert "outside the folder" in findings[0]
