"""The tables of the README on the bundled records say what a run over these records says."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from vetting.cli import main

README = Path(__file__).resolve().parent.parent / "README.md"
MISSION = re.compile(r"`(\d{4}-\d{2}-(?:WH|ALL)-p\d+-\d+)`")
RULE = re.compile(r"`([a-z][a-z0-9]*(?:-[a-z0-9]+)+)`")
#: Missions, rules, incidents of a row.
Row = tuple[list[str], list[str], set[str]]
INCIDENT = re.compile(r"\b[A-Z]{2}-\d{2}\b")


@pytest.fixture(scope="module")
def section() -> str:
    text = README.read_text(encoding="utf-8")
    return text.split("## What the demo finds\n", 1)[1].split("\n## ", 1)[0]


@pytest.fixture(scope="module")
def table(section: str) -> list[Row]:
    """Every row as missions, rules and incidents (none in the table without that column)."""
    rows = []
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and MISSION.search(cells[0]):
            missions = [f"FMTR-{name}" for name in MISSION.findall(cells[0])]
            rows.append((missions, RULE.findall(cells[-2]), set(INCIDENT.findall(cells[2]))))
    return rows


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("demo")
    workspace, written = str(folder / "workspace"), str(folder / "findings.json")
    for words in (["demo", "--out", str(folder)], ["report", "json", "-w", workspace, "-o", written]):
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
    return json.loads(Path(written).read_text(encoding="utf-8"))["findings"]


def test_the_tables_name_each_flagged_mission_once_with_exactly_its_rules(
    table: list[Row], findings: list[dict[str, Any]]
) -> None:
    told = [(mission, sorted(rules)) for missions, rules, _ in table for mission in missions]
    flagged: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        flagged[finding["mission_id"]].append(finding["rule_id"])
    assert sorted(told) == sorted((mission, sorted(rules)) for mission, rules in flagged.items())


def test_a_row_names_the_incidents_that_its_flags_rest_on(table: list[Row], findings: list[dict[str, Any]]) -> None:
    same: dict[str, set[str]] = defaultdict(set)
    any_tie: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        for exposure in finding["exposures"]:
            any_tie[finding["mission_id"]].add(exposure["incident_id"])
            if exposure["tie"] == "same":
                same[finding["mission_id"]].add(exposure["incident_id"])
    for missions, _, incidents in table:
        assert incidents == set().union(*(same[mission] or any_tie[mission] for mission in missions)), missions


def test_the_totals_of_the_text_are_those_of_the_run(section: str, findings: list[dict[str, Any]]) -> None:
    flagged = {finding["mission_id"] for finding in findings}
    words = " ".join(section.split())
    assert "judges 132 trainings of ten countries" in words
    assert f"{len(flagged)} are flagged, {len(findings)} flags in all" in words
    assert f"The other {132 - len(flagged)} are not flagged" in words
