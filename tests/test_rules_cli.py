"""``vetting rules``: what scripts rely on, and what a person reads."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from vetting import law
from vetting.cli import main

SCENARIOS = Path(__file__).parent / "law" / "scenarios_example.jsonl"
IDS = [rule.id for rule in law.load_rules(law.shipped_rules())]


def vetting(*args, **kwargs):
    return CliRunner().invoke(main, ["rules", *map(str, args)], **kwargs)


@pytest.fixture
def own_rules(tmp_path):
    folder = tmp_path / "mine"
    shutil.copytree(law.shipped_rules(), folder, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    return folder


def test_list_names_every_rule_in_both_languages():
    english, spanish = vetting("list"), vetting("list", "--lang", "es")
    assert english.exit_code == spanish.exit_code == 0
    assert [line.split()[0] for line in english.stdout.splitlines()] == IDS
    assert "Host unit not named or redacted" in english.stdout
    assert "Unidad anfitriona sin nombre o tachada" in spanish.stdout


def test_list_as_json_has_the_versions_with_their_bounds():
    listed = {each["id"]: each for each in json.loads(vetting("list", "--json").stdout)}
    assert list(listed) == IDS
    assert listed["leahy-dod-362"]["versions"][0] == {"version": "v1", "from": "1998-10-17", "to": "2014-01-16"}
    assert listed["ind-host-unit-unnamed"]["versions"] == []


def test_show_prints_the_law_the_clauses_and_what_is_not_verified():
    text = vetting("show", "leahy-dod-362", "--width", 90).stdout
    for expected in (
        "v1: in force from 1998-10-17 to 2014-01-16 [last day not verified]",
        "v2: in force from 2014-01-17 to 2014-12-18 [first day not verified]",
        "Section number §8057 in div. C of P.L. 113-76 [not verified]",
        "for at least one incident that no exception lifts: ‹some_incident›",
        "used for this mission by the start: waiver of the Secretary of Defense ‹waiver_used›",
    ):
        assert expected in text
    spanish = vetting("show", "leahy-dod-362", "--lang", "es", "--width", 90).stdout
    assert "No puede ver:" in spanish
    assert "para al menos un incidente que ninguna excepción levanta" in spanish
    shown = " ".join(vetting("show", "ind-incident-after-training", "--width", 90).stdout.split())
    assert "it falls in the days from the start until the end + after_months, that day included" in shown
    assert "Counts with: after_months 24" in shown


@pytest.mark.parametrize(
    ("lang", "first", "last", "unread"),
    [("en", "first day not verified", "last day not verified", "not verified"),
     ("es", "primera fecha sin verificar", "última fecha sin verificar", "sin verificar")],
)  # fmt: skip
def test_show_says_of_an_act_only_what_is_not_verified_of_it(
    tmp_path: Path, lang: str, first: str, last: str, unread: str
) -> None:
    page = tmp_path / "rule.html"
    assert vetting("show", "leahy-dod-362", "--html", page, "--lang", lang).exit_code == 0
    on_page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8")))
    on_screen = vetting("show", "leahy-dod-362", "--width", 90, "--lang", lang).stdout
    assert f"2014-01-16 {last}" in on_page
    assert f"2014-01-16 [{last}]" in on_screen
    assert f"2014-12-18 {first}" in on_page
    assert f"2014-12-18 [{first}]" in on_screen
    assert f"Section number §8130 in P.L. 105-262 {unread}" in on_page
    assert f"Section number §8130 in P.L. 105-262 [{unread}]" in on_screen
    assert on_screen.count(f"[{unread}]") == 4


def test_show_puts_law_and_conditions_side_by_side_where_there_is_room():
    wide = vetting("show", "leahy-state-620m", "--width", 140).stdout.splitlines()
    head = next(line for line in wide if line.startswith("The law"))
    assert head.split("│")[1].strip() == "The test"
    assert all(len(line) <= 140 for line in wide)
    narrow = vetting("show", "leahy-state-620m", "--width", 60).stdout
    assert "│" not in narrow
    assert narrow.index("The law") < narrow.index("The test")
    assert all(len(line) <= 60 or "http" in line for line in narrow.splitlines())


def test_show_as_json_has_every_clause_in_both_languages():
    found = json.loads(vetting("show", "leahy-state-620m", "--json").stdout)
    assert [each["version"] for each in found["versions"]] == ["v0", "v1", "v2", "v3", "v4", "v5"]
    words = {each["word"]: each for each in found["clauses"]}
    assert words["prior"]["text_en"] == "an act of it lies before the start"
    assert words["prior"]["text_es"] == "un acto suyo es anterior al inicio"
    assert words["determined"]["section"] == "unless.effective-steps"


@pytest.mark.parametrize(("lang", "head"), [("en", "The test"), ("es", "La prueba")])
def test_show_writes_one_page_without_a_script_or_a_request(tmp_path, lang, head):
    page = tmp_path / f"rule.{lang}.html"
    done = vetting("show", "leahy-state-620m", "--html", page, "--lang", lang)
    assert done.exit_code == 0
    assert done.stdout.strip() == str(page)
    text = page.read_text(encoding="utf-8")
    assert f'<html lang="{lang}"' in text
    assert head in text
    assert "<script" not in text
    assert "default-src 'none'" in text
    assert vetting("show", "leahy-state-620m", "--html", tmp_path / "no" / "x.html").exit_code == 2


def test_a_hostile_text_in_a_rule_is_shown_and_never_runs(tmp_path):
    (tmp_path / "mine").mkdir()
    source = (law.shipped_rules() / "indicators" / "ind-host-unit-unnamed.yaml").read_text(encoding="utf-8")
    source = source.replace('limits:\n  en: "', "limits:\n  en: \"<script>alert(1)</script>=cmd|' ")
    assert "<script>" in source
    (tmp_path / "mine" / "ind-host-unit-unnamed.yaml").write_text(source, encoding="utf-8")
    page = tmp_path / "page.html"
    assert vetting("show", "ind-host-unit-unnamed", "--rules", tmp_path / "mine", "--html", page).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_show_suggests_the_nearest_rule():
    result = vetting("show", "leahy-dod-326")
    assert result.exit_code == 2
    assert "did you mean 'leahy-dod-362'?" in result.stderr


def test_lint_and_test_are_content_with_the_shipped_rules():
    assert vetting("lint").exit_code == 0
    tested = vetting("test", "-v")
    assert tested.exit_code == 0
    assert "0 failed, 0 idle clauses" in tested.stdout
    assert "A series that spans the start of the mission" in tested.stdout


def test_lint_lists_all_findings_on_stderr_and_ends_with_4(own_rules):
    rule = own_rules / "us" / "leahy-dod-362.yaml"
    rule.write_text(
        rule.read_text(encoding="utf-8").replace("- prior", "- priro").replace("status: draft", "status: drft")
    )
    result = vetting("lint", "--rules", own_rules)
    assert result.exit_code == 4
    assert result.stdout == ""
    assert "mine/us/leahy-dod-362.yaml:5: 'drft'" in result.stderr
    assert "unknown word 'priro' (did you mean 'prior'?)" in result.stderr


def test_a_failing_case_and_an_idle_clause_end_with_4(own_rules):
    cases = own_rules / "cases" / "indicators" / "ind-host-unit-unnamed.yaml"
    cases.write_text(
        "rule: ind-host-unit-unnamed\nbase: {mission: {host_units: []}}\ncases: [{name: blank, expect: not_flagged}]\n"
    )
    result = vetting("test", "--rules", own_rules)
    assert result.exit_code == 4
    assert (
        "mine/cases/indicators/ind-host-unit-unnamed.yaml:3: blank: expected not_flagged, got flagged" in result.stderr
    )
    assert "the clause 'flag_when.redacted' changes no case's result" in result.stderr


def test_try_prints_one_object_a_line_as_scripts_expect_it():
    result = vetting("try", SCENARIOS)
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["id"] for line in lines] == [
        json.loads(line)["id"] for line in SCENARIOS.read_text(encoding="utf-8").splitlines()
    ]
    for line in lines:
        assert list(line) == ["id", "results"]
        assert list(line["results"]) == IDS
        for given in line["results"].values():
            assert list(given) == ["result", "missing", "evidence"]
            assert given["result"] in {"flagged", "not_flagged", "undetermined", "not_applicable"}
            for each in given["evidence"]:
                assert list(each) == ["clause", "answer", "text_en", "text_es", "refs"]
                assert each["answer"] in {"yes", "no", "unknown"}


def test_try_reads_standard_input_and_keeps_accents():
    line = json.dumps({"id": "Ñ", "facts": {"mission": {}}}, ensure_ascii=False)
    result = vetting("try", "-", input=line.encode())
    assert result.exit_code == 0
    assert json.loads(result.stdout)["id"] == "Ñ"
    assert "misión" in vetting("try", SCENARIOS).stdout


def test_try_says_which_field_it_does_not_know_and_prints_nothing(tmp_path):
    path = tmp_path / "facts.jsonl"
    path.write_text('{"id": "A", "facts": {"mission": {}}}\n{"id": "B", "facts": {"mission": {"startdate": "2012"}}}\n')
    result = vetting("try", path)
    assert result.exit_code == 3
    assert result.stdout == ""
    assert "facts.jsonl:2: mission.startdate: unknown field (did you mean 'start_date'?)" in result.stderr
    assert str(tmp_path) not in result.stderr


def test_try_prints_the_same_bytes_whatever_the_hash_seed_and_the_language():
    printed = set()
    for seed, language in (("1", "C.UTF-8"), ("2", "C")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": language, "TZ": "Asia/Kathmandu"}
        command = [sys.executable, "-m", "vetting", "rules", "try", str(SCENARIOS)]
        printed.add(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    assert len(printed) == 1


def _scenario(expect, name="A"):
    return json.dumps({"id": name, "facts": {"mission": {"program": "JCET"}}, "expect": expect}) + "\n"


def test_try_check_says_that_all_example_scenarios_come_out():
    result = vetting("try", SCENARIOS, "--check")
    assert result.exit_code == 0
    assert result.stdout == "183 expected answers, all came out\n"


def test_try_check_names_what_did_not_come_out_and_ends_with_4():
    lines = _scenario({"fires": ["ind-no-hr-component"], "clear": ["leahy-state-620m"]}) + _scenario(
        {"undetermined": ["jcet-com-concurrence"], "not_flagged": ["leahy-state-620m"]}
    )
    result = vetting("try", "-", "--check", input=lines)
    assert result.exit_code == 4
    assert result.stdout.splitlines() == [
        "A: ind-no-hr-component: expected fires, got undetermined (missing: mission.hr_component)",
        "A: leahy-state-620m: expected not_flagged, got not_applicable",
    ]
    assert "2 of 4 expected answers did not come out" in result.stderr


def test_try_check_of_a_file_that_expects_nothing_ends_with_5():
    result = vetting("try", "-", "--check", input='{"id": 1, "facts": {"mission": {}}}\n')
    assert result.exit_code == 5
    assert "no line of 'standard input' says what it expects" in result.stderr


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ({"fire": ["ind-no-hr-component"]}, "standard input:1: 'expect' has lists of rules under fires, clear"),
        ({"fires": "ind-no-hr-component"}, "standard input:1: 'expect' has lists of rules under"),
        (["ind-no-hr-component"], "standard input:1: 'expect' has lists of rules under"),
        ({"clear": ["ind-no-such"]}, "standard input:1: no rule is called 'ind-no-such'"),
        ({"clear": [[7]]}, "standard input:1: no rule is called '[7]'"),
    ],
)
def test_try_check_refuses_an_expectation_that_it_cannot_read(expect, told):
    result = vetting("try", "-", "--check", input=_scenario(expect))
    assert result.exit_code == 3
    assert told in result.stderr


def test_every_command_has_an_example():
    for name in ("list", "show", "explain", "lint", "test", "try", "diff"):
        assert f"vetting rules {name}" in vetting(name, "--help").stdout


def test_own_rules_judge_beside_the_shipped_facts(own_rules):
    shutil.rmtree(own_rules / "us")
    result = vetting("try", SCENARIOS, "--rules", own_rules)
    judged = json.loads(result.stdout.splitlines()[0])["results"]
    assert list(judged) == [rule_id for rule_id in IDS if rule_id.startswith("ind-")]


def test_a_folder_that_holds_no_rules_ends_with_4(tmp_path):
    assert vetting("list", "--rules", tmp_path).exit_code == 4
