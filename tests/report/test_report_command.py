"""`vetting report`, `vetting explain` and `vetting verify`, on a workspace kept in a real store."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.report import small
from vetting import law
from vetting.cli import main
from vetting.model import InputFile, RuleText
from vetting.report.manifest import manifest_path
from vetting.sources.reading import FileReading
from vetting.store import Store

RECORDS = (
    *small.UNITS, *small.RELATIONS, *small.INCIDENTS, *small.MISSIONS, *small.DATASET.program_totals,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _small_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped law is the two rules of the small run."""
    monkeypatch.setattr(law, "rule_hashes", lambda folder: dict(small.RUN.rules))
    monkeypatch.setattr(law, "load_rules", lambda folder: small.RULES)
    monkeypatch.setattr(law, "texts", _as_they_are)


def _as_they_are(rules: tuple[RuleText, ...]) -> tuple[RuleText, ...]:
    return rules


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    with Store.create(folder) as store:
        store.import_file(FileReading(_input(len(RECORDS) + 3), RECORDS, small.DATASET.problems))
        store.save_run(small.RUN)
    return folder


def _input(rows: int) -> InputFile:
    return InputFile("all.csv", "small", "small", "c" * 64, rows, rows - 3, 3, "utf-8", date(2013, 1, 2))


def vetting(*arguments: object, **options: Any) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)


@pytest.mark.parametrize("form", ["html", "json", "csv", "xlsx"])
def test_each_format_is_written_with_a_manifest_that_verifies(workspace: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"report.{form}"
    done = vetting("report", form, "-w", workspace, "-o", out)
    assert done.exit_code == 0, done.output
    assert done.stdout.strip() == str(out)
    assert out.stat().st_size
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case", out.name, out.name + ".manifest.json"]
    checked = vetting("verify", out)
    assert checked.exit_code == 0
    assert "as its manifest says" in checked.stdout


def test_the_manifest_names_the_options_but_no_path(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.csv"
    vetting("report", "csv", "-w", workspace, "-o", out, "--lang", "es")
    text = manifest_path(out).read_text(encoding="utf-8")
    assert json.loads(text)["options"] == {"format": "csv", "lang": "es"}
    assert str(tmp_path) not in text


def test_a_changed_output_fails_verification_with_exit_code_6(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.json"
    vetting("report", "json", "-w", workspace, "-o", out)
    out.write_text("{}", encoding="utf-8")
    done = vetting("verify", out)
    assert done.exit_code == 6
    assert "its manifest says" in done.stderr


def test_all_answers_and_all_exposures_have_their_own_shape(workspace: Path, tmp_path: Path) -> None:
    lines, exposures = tmp_path / "a.jsonl", tmp_path / "e.json"
    assert vetting("report", "json", "-w", workspace, "-o", lines, "--all").exit_code == 0
    assert vetting("report", "json", "-w", workspace, "-o", exposures, "--exposures").exit_code == 0
    assert len(lines.read_text(encoding="utf-8").splitlines()) == 10
    assert len(json.loads(exposures.read_text(encoding="utf-8"))["exposures"]) == 2
    assert vetting("report", "json", "-w", workspace, "-o", lines, "--all", "--exposures").exit_code == 2


@pytest.mark.parametrize(
    ("fail_on", "code"), [("flagged", 1), ("undetermined", 1), ("flagged,undetermined", 1), ("guilty", 2)]
)
def test_exit_code_1_only_where_it_was_asked_for(workspace: Path, tmp_path: Path, fail_on: str, code: int) -> None:
    out = tmp_path / "r.csv"
    assert vetting("report", "csv", "-w", workspace, "-o", out, "--fail-on", fail_on).exit_code == code
    assert out.exists() == (code == 1)


def test_nothing_flagged_does_not_fail(workspace: Path, tmp_path: Path) -> None:
    with Store.open(workspace) as store:
        store.save_run(replace(small.RUN, answers=dict.fromkeys(range(1, 6), (small.NAMED,))))
    done = vetting("report", "csv", "-w", workspace, "-o", tmp_path / "r.csv", "--fail-on", "flagged,undetermined")
    assert done.exit_code == 0, done.output


def test_a_workspace_without_a_run_says_what_to_do(tmp_path: Path) -> None:
    Store.create(tmp_path / "new").close()
    for command in (("report", "json", "-o", tmp_path / "r.json"), ("explain", "M1")):
        done = vetting(*command, "-w", tmp_path / "new")
        assert done.exit_code == 5
        assert "has no run yet" in done.stderr
        assert "vetting run -w" in done.stderr
    assert not (tmp_path / "r.json").exists()


def test_a_run_older_than_the_records_or_the_rules_is_said_to_be_so(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(workspace) as store:
        store.import_file(FileReading(_input(len(RECORDS) + 2), RECORDS[:-1], small.DATASET.problems))
    monkeypatch.setattr(law, "rule_hashes", lambda folder: {"leahy-dod-362": "f" * 64})
    done = vetting("report", "json", "-w", workspace, "-o", tmp_path / "r.json")
    assert done.exit_code == 0
    assert "the records, or what is read in them, changed after the run" in done.stderr
    assert "the rules changed after the run" in done.stderr


def test_a_missing_folder_is_a_mistake_in_the_call(workspace: Path, tmp_path: Path) -> None:
    done = vetting("report", "json", "-w", workspace, "-o", tmp_path / "nowhere" / "r.json")
    assert done.exit_code == 2
    assert "is not there" in done.stderr


def test_a_report_that_fails_half_way_leaves_the_old_one(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "r.csv"
    out.write_text("old", encoding="utf-8")

    def stop(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("vetting.report.findings_csv.rows", stop)
    assert vetting("report", "csv", "-w", workspace, "-o", out).exit_code != 0
    assert out.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case", "r.csv"]


def test_explain_prints_sentences_and_in_a_pipe_no_color(workspace: Path) -> None:
    done = vetting("explain", "M1", "-w", workspace, "--lang", "es")
    assert done.exit_code == 0, done.output
    assert "Fuente: trainings.tsv, línea 2" in done.stdout
    assert "\x1b" not in done.stdout


def test_no_color_is_honored_on_a_terminal(workspace: Path) -> None:
    colored = vetting("explain", "M1", "-w", workspace, color=True, env={"NO_COLOR": ""})
    plain = vetting("explain", "M1", "-w", workspace, color=True, env={"NO_COLOR": "1"})
    assert "\x1b[1m" in colored.stdout
    assert "\x1b" not in plain.stdout


def test_explain_as_json_is_one_object(workspace: Path) -> None:
    found = json.loads(vetting("explain", "M1", "leahy-dod-362", "-w", workspace, "--json").stdout)
    assert (found["kind"], found["answers"][0]["result"]) == ("finding", "flagged")


def test_explain_answers_for_a_pair_by_country_name_or_code(workspace: Path) -> None:
    done = vetting("explain", "--pair", "7th Rifle Bn", "XAA-R7", "--country", "XAA", "-w", workspace)
    assert done.exit_code == 0, done.output
    assert "7th Rifle Battalion (XAA-R7)" in done.stdout
    wrong = vetting("explain", "--pair", "7th Rifle Bn", "XAA-R7", "--country", "Atlantis", "-w", workspace)
    assert wrong.exit_code == 2


def test_explain_answers_for_a_mission_and_a_unit(workspace: Path) -> None:
    done = vetting("explain", "--mission", "M1", "--unit", "XAA-R7", "-w", workspace)
    assert "In the last run this mission was linked to the unit" in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    "arguments", [(), ("M1", "--mission", "M1", "--unit", "XAA-R7"), ("--mission", "M1"), ("--unit", "XAA-R7")]
)
def test_explain_asked_in_two_ways_or_none_is_a_mistake(workspace: Path, arguments: tuple[str, ...]) -> None:
    done = vetting("explain", *arguments, "-w", workspace)
    assert done.exit_code == 2
    assert "--pair TEXT UNIT_ID" in done.stderr


def test_an_unknown_id_ends_with_exit_code_2_and_suggestions(workspace: Path) -> None:
    done = vetting("explain", "XAA-R8\x1b", "-w", workspace)
    assert done.exit_code == 2
    assert "XAA-R7" in done.stderr
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize("command", [("report",), ("explain",), ("verify",), ("report", "json"), ("report", "html")])
def test_help_has_an_example(command: tuple[str, ...]) -> None:
    assert "Example" in vetting(*command, "--help").stdout
