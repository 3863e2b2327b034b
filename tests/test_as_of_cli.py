"""``vetting run --as-of``: what came later is left out, and every reader is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vetting.cli import main

TINY = Path(__file__).resolve().parent.parent / "fixtures" / "tiny"
INPUTS = sorted(
    str(path) for path in TINY.iterdir() if path.suffix in {".csv", ".tsv"} and not path.name.startswith("expected")
)
DAY = "2012-10-31"


def vetting(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("as-of") / "case"
    assert vetting("init", folder).exit_code == 0
    assert vetting("import", "auto", *INPUTS, "-w", folder).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def told(case: Path) -> str:
    done = vetting("run", "-w", case, "--as-of", DAY)
    assert done.exit_code == 0
    return done.stderr


@pytest.fixture(scope="module")
def report(case: Path, told: str) -> dict[str, object]:
    assert vetting("report", "json", "-w", case, "-o", case / "findings.json").exit_code == 0
    found: dict[str, object] = json.loads((case / "findings.json").read_text(encoding="utf-8"))
    return found


def test_the_run_prints_the_day_and_what_it_left_out(told: str) -> None:
    assert f"judged as of {DAY}:" in told
    assert "left out, later than that day: " in told
    assert "kept, no day shows them by then: " in told


def test_no_finding_exposure_or_count_rests_on_what_came_later(case: Path, report: dict[str, object]) -> None:
    missions = {"AT-03", "AT-06", "AT-10", "AT-22", "AT-23"}
    later = missions - {"AT-22"}
    answers = case / "answers.jsonl"
    assert vetting("report", "json", "--all", "-w", case, "-o", answers).exit_code == 0
    judged = {json.loads(line)["mission_id"] for line in answers.read_text(encoding="utf-8").splitlines()}
    assert judged & missions == {"AT-22"}
    text = json.dumps(report["findings"]) + json.dumps(report["groups"])
    assert not [mission for mission in later if f'"{mission}"' in text]
    assert vetting("report", "json", "--exposures", "-w", case, "-o", case / "exposures.json").exit_code == 0
    exposed = (case / "exposures.json").read_text(encoding="utf-8")
    assert '"AR-01"' in exposed
    assert '"AR-04"' not in exposed


def test_the_coverage_statement_counts_what_was_left_out(report: dict[str, object]) -> None:
    coverage = report["coverage"]
    assert isinstance(coverage, dict)
    assert coverage["known"]["left_out"]["missions"] > 0
    assert coverage["known"]["left_out"]["incidents"] > 0
    assert coverage["records"]["missions_not_judged"] == 0


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "Only what was on record on 31 October 2012 was read."), ("es", "Solo se leyó lo que constaba el 31 de")],
)
def test_the_page_says_it_in_both_languages(case: Path, told: str, lang: str, words: str) -> None:
    assert vetting("report", "html", "-w", case, "-o", case / f"{lang}.html", "--lang", lang).exit_code == 0
    assert words in (case / f"{lang}.html").read_text(encoding="utf-8")


def test_a_mission_that_began_later_is_explained_as_left_out(case: Path, told: str) -> None:
    assert "It began after the day of judgement, 31 October 2012" in vetting("explain", "AT-03", "-w", case).stdout
    assert "Comenzó después" in vetting("explain", "AT-03", "-w", case, "--lang", "es").stdout


def test_a_run_without_a_day_says_nothing_of_it(case: Path, told: str) -> None:
    done = vetting("run", "-w", case)
    assert done.exit_code == 0
    assert "left out" not in done.stderr
    assert vetting("report", "json", "-w", case, "-o", case / "whole.json").exit_code == 0
    assert json.loads((case / "whole.json").read_text(encoding="utf-8"))["coverage"]["known"] is None
