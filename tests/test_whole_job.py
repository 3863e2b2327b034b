"""From files to findings to pages through the command line, on the invented country of fixtures/tiny."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TINY = ROOT / "fixtures" / "tiny"
INPUTS = sorted(
    path for path in TINY.iterdir() if path.suffix in {".csv", ".tsv"} and not path.name.startswith("expected")
)


def vetting(*words: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "vetting", *map(str, words)],
        cwd=cwd or ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def _whole_job(workspace: Path, **environment: str) -> None:
    for words in (
        ("init", workspace),
        ("import", "auto", *INPUTS, "-w", workspace),
        ("run", "-w", workspace),
        ("report", "html", "-w", workspace, "-o", workspace / "summary.en.html", "--lang", "en"),
        ("report", "html", "-w", workspace, "-o", workspace / "summary.es.html", "--lang", "es"),
        ("report", "json", "-w", workspace, "-o", workspace / "findings.json"),
        ("report", "json", "-w", workspace, "-o", workspace / "answers.jsonl", "--all"),
        ("report", "json", "-w", workspace, "-o", workspace / "exposures.json", "--exposures"),
        ("report", "csv", "-w", workspace, "-o", workspace / "findings.csv"),
        ("report", "xlsx", "-w", workspace, "-o", workspace / "findings.xlsx"),
    ):
        done = vetting(*words, **environment)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("job") / "case"
    _whole_job(folder)
    return folder


def test_all_formats_at_once_are_the_files_that_one_command_each_writes(workspace: Path, tmp_path: Path) -> None:
    done = vetting("report", "all", "-w", workspace, "-o", tmp_path / "reports")
    assert done.returncode == 0, done.stderr
    written = {Path(line).name for line in done.stdout.splitlines()}
    assert written == {
        *("summary.en.html", "summary.es.html", "findings.json"),
        *("findings.en.csv", "findings.es.csv", "findings.en.xlsx", "findings.es.xlsx"),
    }
    for name, alone in (("summary.es.html", "summary.es.html"), ("findings.json", "findings.json")):
        assert (tmp_path / "reports" / name).read_bytes() == (workspace / alone).read_bytes()
        manifests = [folder / f"{name}.manifest.json" for folder in (tmp_path / "reports", workspace)]
        assert manifests[0].read_bytes() == manifests[1].read_bytes()
    assert (tmp_path / "reports" / "findings.en.csv").read_bytes() == (workspace / "findings.csv").read_bytes()
    assert vetting("verify", *(tmp_path / "reports").glob("*.manifest.json")).returncode == 0


def test_some_formats_can_be_asked_for_and_an_unknown_one_is_named(workspace: Path, tmp_path: Path) -> None:
    done = vetting("report", "all", "-w", workspace, "-o", tmp_path, "--formats", "json,html", "--fail-on", "flagged")
    assert done.returncode == 1, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.endswith(".manifest.json")) == [
        *("findings.json", "summary.en.html", "summary.es.html"),
    ]
    refused = vetting("report", "all", "-w", workspace, "-o", tmp_path, "--formats", "json,pdf")
    assert refused.returncode == 2
    assert "'pdf' is not one of html, json, csv, xlsx" in refused.stderr


def _answers(workspace: Path) -> dict[tuple[str, str], str]:
    lines = (workspace / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    return {(answer["mission_id"], answer["rule_id"]): answer["result"] for answer in map(json.loads, lines)}


def test_every_expected_answer_of_the_invented_country_comes_out(workspace: Path) -> None:
    answers = _answers(workspace)
    with (TINY / "expected.csv").open(encoding="utf-8", newline="") as file:
        expected = {(row["mission_id"], row["rule_id"]): row["result"] for row in csv.DictReader(file)}
    assert expected
    wrong = {pair: (result, answers.get(pair)) for pair, result in expected.items() if answers.get(pair) != result}
    assert not wrong


def test_what_is_declared_complete_settles_answers_that_an_open_list_leaves_open(
    workspace: Path, tmp_path: Path
) -> None:
    declared = tmp_path / "declared"
    for words in (
        ("init", declared),
        ("import", "auto", *INPUTS, "-w", declared),
        ("declare", "incidents", "--complete", "--country", "XAA", "-w", declared),
        ("run", "-w", declared),
        ("report", "json", "-w", declared, "-o", declared / "answers.jsonl", "--all"),
    ):
        done = vetting(*words)
        assert done.returncode == 0, done.stderr
    before, after = _answers(workspace), _answers(declared)
    flagged = {pair for pair, result in before.items() if result == "flagged"}
    assert all(after[pair] == "flagged" for pair in flagged)
    settled = {pair for pair, result in before.items() if result == "undetermined" and after[pair] == "not_flagged"}
    assert settled
    with (TINY / "expected_declared.csv").open(encoding="utf-8", newline="") as file:
        expected = {(row["mission_id"], row["rule_id"]): row["result"] for row in csv.DictReader(file)}
    assert {pair: after.get(pair) for pair in expected} == expected


def test_outputs_are_the_same_bytes_in_another_folder_locale_and_time_zone(workspace: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "another place" / "ñandú"
    _whole_job(elsewhere, TZ="Pacific/Kiritimati", LC_ALL="C", LANG="tr_TR.UTF-8", PYTHONHASHSEED="7")
    outputs = sorted(path.name for path in workspace.iterdir() if path.name != "vetting.db")
    assert len(outputs) > 14
    for name in outputs:
        here, there = (hashlib.sha256((folder / name).read_bytes()).hexdigest() for folder in (workspace, elsewhere))
        assert here == there, name


def test_every_row_of_every_file_is_a_record_or_a_counted_problem(workspace: Path) -> None:
    found = json.loads((workspace / "findings.json").read_text(encoding="utf-8"))
    for file in found["coverage"]["inputs"]:
        assert file["rows"] == file["records"] + file["problems"], file


def test_a_flag_can_be_followed_to_its_line(workspace: Path) -> None:
    found = json.loads((workspace / "findings.json").read_text(encoding="utf-8"))
    finding = next(one for one in found["findings"] if one["rule_id"] == "leahy-dod-362")
    reference = finding["source_ref"]
    path = next(path for path in INPUTS if path.name == reference["file"])
    line = path.read_text(encoding="utf-8").splitlines()[reference["line"] - 1]
    assert finding["mission_id"] in line
    told = vetting("explain", finding["mission_id"], "-w", workspace)
    assert told.returncode == 0, told.stderr
    assert f"{reference['file']}, line {reference['line']}" in told.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("run", "-w", "nowhere"), 3),
        (("run",), 3),
        (("report", "json"), 2),
        (("import", "units", "missing.csv"), 3),
        (("import", "nonsense", "missing.csv"), 2),
        (("rules", "test"), 0),
        (("run", "--as-of", "yesterday"), 2),
    ],
)
def test_exit_codes_say_what_kind_of_trouble_it_was(words: tuple[str, ...], code: int, tmp_path: Path) -> None:
    assert vetting(*words, cwd=tmp_path).returncode == code


def test_a_run_over_nothing_is_refused_with_its_own_code(tmp_path: Path) -> None:
    assert vetting("init", tmp_path).returncode == 0
    done = vetting("run", "-w", tmp_path, "--as-of", "2020-01-01")
    assert done.returncode == 5
    assert "no mission" in done.stderr


def test_fail_on_flagged_is_the_only_way_to_exit_one(workspace: Path, tmp_path: Path) -> None:
    plain = ("report", "json", "-w", workspace, "-o", tmp_path / "a.json")
    assert vetting(*plain).returncode == 0
    assert vetting(*plain, "--fail-on", "flagged").returncode == 1
