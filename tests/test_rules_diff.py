"""``vetting rules diff``: what changed between two folders of rules, in words, in both languages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vetting import law
from vetting.cli import main
from vetting.law.comparing import SAID, compare

SHIPPED = law.shipped_rules()
STATE, DOD = "us/leahy-state-620m.yaml", "us/leahy-dod-362.yaml"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    folder = tmp_path / "new"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    return folder


def edit(folder: Path, inside: str, *changes: tuple[str, str]) -> None:
    path = folder / inside
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def said(folder: Path) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for change in compare(SHIPPED, folder):
        found.setdefault(change.subject, []).append((change.kind, change.text.en))
    return found


def vetting(*words: object) -> Result:
    return CliRunner().invoke(main, ["rules", "diff", *(str(word) for word in words)])


def test_nothing_differs_between_a_folder_and_its_copy(new: Path) -> None:
    done = vetting(SHIPPED, new, "--exit-code")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "nothing differs\n")
    assert json.loads(vetting(SHIPPED, new, "--json").stdout) == []


def test_a_bound_that_moved_is_told_with_both_days(new: Path) -> None:
    edit(new, DOD, ("to: 2014-01-16", "to: 2014-02-16"), ("from: 2014-01-17", "from: 2014-02-17"))
    assert said(new) == {
        "leahy-dod-362": [
            ("bound_moved", "version v1, last day: from 2014-01-16 to 2014-02-16"),
            ("bound_moved", "version v2, first day: from 2014-01-17 to 2014-02-17"),
        ]
    }


def test_conditions_dropped_added_and_changed_are_sentences_of_their_section(new: Path) -> None:
    edit(
        new, STATE,
        ("        - prior\n", ""),
        ("        - gross\n", "        - gross\n        - not_refuted\n"),
        ("superior_or_subordinate: unknown", "superior_or_subordinate: no"),
    )  # fmt: skip
    assert said(new)["leahy-state-620m"] == [
        ("clause_changed",
         "flags when: 'it is attributed to that unit itself (where a superior or subordinate is named, that is open)' "
         "became 'it is attributed to that unit itself (a superior or subordinate named is not enough)'"),
        ("clause_dropped", "flags when: dropped: an act of it lies before the start"),
        ("clause_added", "flags when: added: it is not refuted"),
    ]  # fmt: skip


def test_authority_verification_severity_and_messages_are_told(new: Path) -> None:
    edit(
        new, STATE,
        ("severity: critical", "severity: high"),
        ('text: "Only the section number and the day are from memory; the words of section 620M were read.", '
         'verified: no', 'text: "Read.", verified: yes, '
         'url: "https://example.org/a", read_on: 2026-11-24'),
        ("from_verified: yes, to: 2011-12-22", "from_verified: no, to: 2011-12-22"),
        ("received State Department-funded training", "was trained with State Department money"),
    )  # fmt: skip
    kinds = [kind for kind, _ in said(new)["leahy-state-620m"]]
    texts = "\n".join(text for _, text in said(new)["leahy-state-620m"])
    assert kinds.count("text_changed") == 1
    assert "severity changed from critical to high" in texts
    assert "Section number §7034(k) in P.L. 112-74: now verified" in texts
    assert "the address changed from none to https://example.org/a" in texts
    assert "message (English): was '{unit} received State Department-funded training" in texts


def test_rules_that_are_new_gone_or_renamed_are_told_as_such(new: Path) -> None:
    (new / "us" / "faa487-drug.yaml").rename(new / "us" / "faa487-traffic.yaml")
    edit(new, "us/faa487-traffic.yaml", ("id: faa487-drug", "id: faa487-traffic"), ("severity: ", "severity: info #"))
    (new / "indicators" / "ind-corruption.yaml").unlink()
    shutil.copy(new / "indicators" / "ind-cost-anomaly.yaml", new / "ind-other.yaml")
    edit(new, "ind-other.yaml", ("id: ind-cost-anomaly", "id: ind-other"), ("Cost per trainee", "Another title"))
    found = said(new)
    assert found["faa487-traffic"][0] == ("rule_renamed", "the rule was called 'faa487-drug'")
    assert found["faa487-traffic"][1][0] == "field_changed"
    assert "faa487-drug" not in found
    assert found["ind-corruption"] == [("rule_removed", "the rule is gone: Corruption on record")]
    assert found["ind-other"][0][0] == "rule_added"


def test_lines_of_tables_and_parameters_are_compared(new: Path) -> None:
    path = new / "tables" / "conditions.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace(",15,", ",20,")
    lines[2:3] = []
    path.write_text("".join(lines), encoding="utf-8")
    edit(new, "parameters.yaml", ("lookback_months: {value: 60", "lookback_months: {value: 120"))
    found = said(new)
    assert ("row_changed", "line cond-mexico-merida MEX 2008 INCLE: pct changed from 15 to 20") in found[
        "conditions.csv"
    ]
    assert [kind for kind, _ in found["conditions.csv"]].count("row_removed") == 1
    assert found["lookback_months"] == [("parameter_changed", "changed from 60 to 120")]


def test_an_exception_that_is_gone_is_told_with_its_citation(new: Path) -> None:
    text = (new / STATE).read_text(encoding="utf-8")
    head, _, rest = text.partition("unless:")
    (new / STATE).write_text(head + "message:" + rest.partition("message:")[2], encoding="utf-8")
    kinds = said(new)["leahy-state-620m"]
    assert kinds[0][0] == "exception_removed"
    assert "effective-steps" in kinds[0][1]


def test_both_languages_say_the_same_differences_and_exit_codes_are_as_asked(new: Path) -> None:
    edit(new, STATE, ("        - prior\n", ""))
    english, spanish = vetting(SHIPPED, new), vetting(SHIPPED, new, "--lang", "es", "--exit-code")
    assert english.exit_code == 0
    assert spanish.exit_code == 1
    assert "dropped: an act of it lies before the start" in english.stdout
    assert "se quitó: un acto suyo es anterior al inicio" in spanish.stdout
    (change,) = json.loads(vetting(SHIPPED, new, "--json").stdout)
    assert list(change) == ["subject", "kind", "text_en", "text_es"]


def test_there_and_back_tells_opposite_differences(new: Path) -> None:
    edit(new, STATE, ("        - prior\n", ""), ("severity: critical", "severity: high"))
    there = [change.kind for change in compare(SHIPPED, new)]
    back = [change.kind for change in compare(new, SHIPPED)]
    assert there == ["field_changed", "clause_dropped"]
    assert back == ["field_changed", "clause_added"]


APPROVAL, APPROVAL_CASES = "jcet-secdef-approval", "cases/us/jcet-secdef-approval.yaml"


def test_cases_that_came_went_or_expect_otherwise_are_told(new: Path) -> None:
    edit(
        new, APPROVAL_CASES,
        ("name: Approval given without a date, with: {mission.secdef_approval.date: absent}",
         "name: A new one, with: {mission.country: XBB}"),
        ("{given: no}}, expect: flagged}", "{given: no}}, expect: undetermined, says: [approval]}"),
        ("name: Nothing on record of an approval", "name: No word of an approval"),
    )  # fmt: skip
    assert said(new) == {
        APPROVAL: [
            ("case_renamed", "cases: 'No word of an approval' was called 'Nothing on record of an approval'"),
            ("case_added", "cases: 'A new one' is new, expected not flagged"),
            ("case_removed", "cases: 'Approval given without a date' is gone, expected not flagged"),
            ("case_expects",
             "cases: 'No approval was given': the answer expected changed from flagged to undetermined"),
            ("case_expects", "cases: 'No approval was given': what the message says changed from none to approval"),
        ]
    }  # fmt: skip


def test_a_fact_that_changed_in_several_cases_is_told_once(new: Path) -> None:
    edit(
        new, APPROVAL_CASES,
        ("    country: XAA", "    country: XBB"),
        ("with: {mission.secdef_approval.date: 2012-05-02}", "with: {mission.secdef_approval.date: 2012-05-03}"),
        ("with: {mission.secdef_approval: absent}", "with: {mission.secdef_approval: absent, mission.post_sop: yes}"),
    )  # fmt: skip
    assert said(new)[APPROVAL] == [
        ("case_facts_alike",
         "cases: 44 of them, first 'A day in time but not that it was given': the fact mission.country was "
         '"XAA"; is "XBB"'),
        ("case_facts",
         "cases: 'Approval dated the day after the start': the fact mission.secdef_approval.date was \"2012-05-02\"; "
         'is "2012-05-03"'),
        ("case_facts",
         "cases: 'Nothing on record of an approval': the fact mission.post_sop was absent; is true"),
    ]  # fmt: skip


def test_cases_are_told_in_spanish_too(new: Path) -> None:
    edit(new, APPROVAL_CASES, ("{given: no}}, expect: flagged}", "{given: no}}, expect: undetermined}"))
    done = vetting(SHIPPED, new, "--lang", "es", "--width", 120)
    assert done.stdout == (
        "jcet-secdef-approval\n"
        "  - casos: 'No approval was given': la respuesta esperada cambió de señalada a indeterminada\n"
    )


@pytest.mark.parametrize("outside", ["cases/us/none.yaml", "../elsewhere.yaml"])
def test_cases_that_cannot_be_read_are_named_and_not_compared(new: Path, outside: str) -> None:
    (new.parent / "elsewhere.yaml").write_text((new / APPROVAL_CASES).read_text(encoding="utf-8"), encoding="utf-8")
    edit(new, f"us/{APPROVAL}.yaml", (APPROVAL_CASES, outside))
    ((kind, text),) = said(new)[APPROVAL]
    assert kind == "cases_not_read"
    assert f"us/{APPROVAL}.yaml:1: tests: '{outside}'" in text


def test_two_cases_of_one_name_are_told_apart(new: Path) -> None:
    line = "  - {name: Twice, expect: not_flagged}\n"
    path = new / APPROVAL_CASES
    path.write_text(path.read_text(encoding="utf-8") + line + line.replace("expect", "version: v1, expect"))
    assert [text for _, text in said(new)[APPROVAL]] == ["cases: 'Twice' is new, expected not flagged"] * 2


def test_a_folder_that_is_not_sound_is_refused_with_exit_4(new: Path) -> None:
    edit(new, STATE, ("- prior", "- priro"))
    done = vetting(SHIPPED, new)
    assert done.exit_code == 4
    assert done.stdout == ""


def test_every_kind_of_difference_has_both_languages_with_the_same_gaps() -> None:
    from vetting.law.saying import gaps

    for words in SAID.values():
        assert words.en != words.es
        assert gaps(words.en) == gaps(words.es)
