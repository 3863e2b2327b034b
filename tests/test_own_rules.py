"""Rules of one's own: linted, proved, judged like ours, and told in every report."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vetting import law
from vetting.cli import main
from vetting.errors import RuleError, UsageError

ROOT = Path(__file__).resolve().parent.parent
TINY = ROOT / "fixtures" / "tiny"
RULE_ID = "ind-no-rights-element-after-incident"
SHIPPED = law.shipped_rules()


def vetting(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def example(folder: Path) -> Path:
    """The folder that docs/rules.md describes, made of the text that stands there."""
    rule, cases = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "rules.md").read_text(encoding="utf-8"), re.DOTALL)
    (folder / "cases").mkdir(parents=True)
    (folder / f"{RULE_ID}.yaml").write_text(rule, encoding="utf-8")
    (folder / "cases" / f"{RULE_ID}.yaml").write_text(cases, encoding="utf-8")
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return example(tmp_path / "central-america")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own") / "case"
    inputs = [path for path in sorted(TINY.glob("*.?sv")) if not path.name.startswith("expected")]
    assert vetting("init", folder).exit_code == 0
    extra = folder / "extra.csv"
    extra.write_text(
        "mission_id,country,kind,program,start_date,end_date,host_unit,human_rights_component\n"
        "AX-01,XAA,jcet,JCET,2013-06-03,2013-06-28,Séptimo Batallón de Fuerzas Especiales,N\n",
        encoding="utf-8",
    )
    assert vetting("import", "auto", *inputs, extra, "-w", folder).exit_code == 0
    return folder


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "case")
    return tmp_path / "case"


def edit(folder: Path, old: str, new: str, inside: str = f"{RULE_ID}.yaml") -> Path:
    path = folder / inside
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_the_example_of_the_document_is_sound_and_each_of_its_conditions_is_needed(own: Path) -> None:
    assert vetting("rules", "lint", "--rules", own).stdout == "1 rules, nothing to mend\n"
    tested = vetting("rules", "test", "--rules", own)
    assert tested.exit_code == 0
    assert "7 cases, 0 failed, 0 idle clauses" in tested.stdout


def test_a_rule_may_ask_a_shipped_one_and_answers_with_it(own: Path) -> None:
    facts = {
        "searched": {"incidents": True},
        "mission": {"program": "JCET", "country": "HND", "start_date": "2012-05-01", "hr_component": False,
                    "host_units": [{"unit_id": "U1"}]},
        "incidents": [{"id": "I1", "date_start": "2011", "credibility": "high", "attributed_units": ["U1"]}],
    }  # fmt: skip
    (rule,) = law.load_rules(own)
    (answer,) = law.judge(facts, (rule,), law.load_parameters(own))
    assert answer.result == "flagged"
    assert answer.incident_ids == ("I1",)


def test_together_with_ours_both_judge_and_instead_only_the_own_ones(own: Path) -> None:
    ours = law.rule_set()
    both, alone = law.rule_set([own]), law.rule_set([own], with_shipped=False)
    assert [rule.id for rule in both.rules] == [*(rule.id for rule in ours.rules), RULE_ID]
    assert [rule.id for rule in alone.rules] == [RULE_ID]
    assert set(both.hashes) - set(ours.hashes) == set(alone.hashes) == {RULE_ID}
    assert ours.own == ()
    assert [text.id for text in both.own] == [RULE_ID]


def test_no_rule_at_all_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(UsageError, match="no rule is left"):
        law.rule_set(with_shipped=False)


def test_an_id_of_ours_is_refused_together_and_allowed_alone(tmp_path: Path) -> None:
    copied = tmp_path / "edited"
    shutil.copytree(SHIPPED, copied, ignore=shutil.ignore_patterns("__pycache__", "*.py", "us"))
    (copied / "tables" / "conditions.csv").unlink()
    with pytest.raises(RuleError) as caught:
        law.rule_set([copied])
    assert caught.value.exit_code == 4
    assert (
        "edited/indicators/ind-corruption.yaml:1: the id 'ind-corruption' is also that of "
        "rules/indicators/ind-corruption.yaml" in caught.value.findings
    )
    assert "ind-corruption" in law.rule_set([copied], with_shipped=False).hashes


def test_two_folders_of_one_name_or_of_one_id_are_refused(own: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "central-america"
    shutil.copytree(own, other)
    with pytest.raises(UsageError, match="two folders of rules are called 'central-america'"):
        law.rule_set([own, other])
    with pytest.raises(RuleError, match="is also that of central-america/"):
        law.rule_set([own, other.rename(tmp_path / "elsewhere" / "andes")])


def test_a_folder_that_fails_lint_or_a_case_does_not_judge(case: Path, own: Path) -> None:
    edit(own, "expect: not_flagged}", "expect: flagged}", f"cases/{RULE_ID}.yaml")
    done = vetting("run", "-w", case, "--rules", own)
    assert done.exit_code == 4
    assert f"central-america/cases/{RULE_ID}.yaml:15: An element was given: expected flagged" in done.stderr
    edit(own, "says_no:", "sayz_no:")
    done = vetting("run", "-w", case, "--rules", own)
    assert done.exit_code == 4
    assert "unknown word 'sayz_no' (did you mean 'says_no'?)" in done.stderr
    assert vetting("report", "json", "-w", case, "-o", case / "f.json").exit_code == 5


def test_a_rule_that_is_no_law_must_say_so_in_its_id(own: Path) -> None:
    (own / f"{RULE_ID}.yaml").rename(own / "no-rights.yaml")
    edit(own, f"id: {RULE_ID}", "id: no-rights", "no-rights.yaml")
    edit(own, f"rule: {RULE_ID}", "rule: no-rights", f"cases/{RULE_ID}.yaml")
    done = vetting("rules", "lint", "--rules", own)
    assert done.exit_code == 4
    assert "a rule that is no law begins with 'ind-'" in done.stderr


def test_a_parameter_set_by_a_folder_holds_for_the_run_and_is_printed_with_the_shipped_value(own: Path) -> None:
    (own / "parameters.yaml").write_text("lookback_months: {value: 120, en: a, es: b}\n", encoding="utf-8")
    found = law.rule_set([own])
    assert found.parameters == {**law.load_parameters(SHIPPED), "lookback_months": 120}
    assert found.printed["lookback_months as shipped"] == "60"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lookbak_months: {value: 6, en: a, es: b}", "no rule counts with 'lookbak_months' (did you mean"),
        ("lookback_months: {value: 6.5, en: a, es: b}", "'lookback_months' is a whole number"),
        ("lookback_months: {value: nan, en: a, es: b}", "'nan' is not a number"),
        ("lookback_months: {value: -6, en: a, es: b}", "'-6' is not a number"),
        ("lookback_months: {value: 99999999999, en: a, es: b}", "is not a number from 0 to"),
    ],
)
def test_a_parameter_that_no_rule_counts_with_or_that_is_no_sound_number_is_refused(
    own: Path, text: str, expected: str
) -> None:
    (own / "parameters.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        law.rule_set([own])
    assert expected in caught.value.findings[0]


def test_two_folders_cannot_set_one_parameter_differently(own: Path, tmp_path: Path) -> None:
    other = tmp_path / "andes"
    shutil.copytree(own, other)
    for name in (f"{RULE_ID}.yaml", f"cases/{RULE_ID}.yaml"):
        edit(other, RULE_ID, "ind-other", name)
        (other / name).rename((other / name).with_name("ind-other.yaml"))
    edit(other, f"tests: cases/{RULE_ID}.yaml", "tests: cases/ind-other.yaml", "ind-other.yaml")
    for folder, value in ((own, 12), (other, 24)):
        (folder / "parameters.yaml").write_text(f"after_months: {{value: {value}, en: a, es: b}}\n", encoding="utf-8")
    with pytest.raises(RuleError, match="'central-america' sets after_months to 12, 'andes' to 24"):
        law.rule_set([own, other])


def test_a_run_prints_keeps_and_reports_the_rules_of_its_own(case: Path, own: Path) -> None:
    # The invented country is none of those that the example is about.
    edit(own, "[GTM, HND, SLV]", "[XAA, HND]")
    done = vetting("run", "-w", case, "--rules", own)
    assert done.exit_code == 0
    assert "rule folder central-america: 1 rules, 7 cases, SHA-256 " in done.stderr
    shutil.rmtree(own)
    answers = case / "answers.jsonl"
    assert vetting("report", "json", "--all", "-w", case, "-o", answers).exit_code == 0
    lines = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    manifest = json.loads((case / "answers.jsonl.manifest.json").read_text(encoding="utf-8"))
    assert re.fullmatch("[0-9a-f]{64}", manifest["rules"][RULE_ID])
    assert manifest["parameters"]["rule folder central-america"].startswith("1 rules, 7 cases, SHA-256 ")
    for lang, title in (("en", "No human rights element for a unit"), ("es", "Sin componente de derechos humanos")):
        told = vetting("report", "html", "-w", case, "-o", case / f"{lang}.html", "--lang", lang)
        assert "rules changed" not in told.stderr
        assert title in (case / f"{lang}.html").read_text(encoding="utf-8")
    flagged = [line["mission_id"] for line in lines if (line["rule_id"], line["result"]) == (RULE_ID, "flagged")]
    assert flagged == ["AX-01"]
    explained = vetting("explain", "AX-01", RULE_ID, "-w", case).stdout
    assert "without a human rights element" in " ".join(explained.split())


def test_a_folder_inside_the_workspace_is_read_without_being_named(case: Path) -> None:
    example(case / "rules")
    done = vetting("run", "-w", case)
    assert done.exit_code == 0
    assert "rule folder rules: 1 rules, 7 cases" in done.stderr
    assert vetting("report", "json", "-w", case, "-o", case / "f.json").exit_code == 0
    assert RULE_ID in {rule["id"] for rule in json.loads((case / "f.json").read_text(encoding="utf-8"))["run"]["rules"]}


def test_own_rules_alone_give_no_answer_of_ours(case: Path, own: Path) -> None:
    (own / "parameters.yaml").write_text("lookback_months: {value: 120, en: a, es: b}\n", encoding="utf-8")
    assert vetting("run", "-w", case, "--rules", own, "--without-shipped-rules").exit_code == 0
    told = vetting("report", "json", "-w", case, "-o", case / "f.json")
    assert told.exit_code == 0
    assert told.stderr == ""
    found = json.loads((case / "f.json").read_text(encoding="utf-8"))
    assert [rule["id"] for rule in found["run"]["rules"]] == [RULE_ID]
    assert {group["rule_id"] for group in found["groups"]} <= {RULE_ID}


def test_our_answers_are_the_same_with_and_without_own_rules(case: Path, own: Path) -> None:
    answers = []
    for words in ((), ("--rules", own)):
        assert vetting("run", "-w", case, *words).exit_code == 0
        assert vetting("report", "json", "--all", "-w", case, "-o", case / "a.jsonl").exit_code == 0
        lines = (case / "a.jsonl").read_text(encoding="utf-8").splitlines()
        answers.append([line for line in lines if json.loads(line)["rule_id"] != RULE_ID])
    assert answers[0] == answers[1]


def test_the_same_folder_gives_the_same_hash_and_a_changed_case_another(own: Path) -> None:
    first = law.rule_set([own]).printed
    assert law.rule_set([own]).printed == first
    edit(own, "name: State money", "name: Money of State", f"cases/{RULE_ID}.yaml")
    assert law.rule_set([own]).printed != first
