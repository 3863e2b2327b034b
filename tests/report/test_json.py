"""The JSON report: its keys, its order, its bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.report import small
from vetting.model import STANDARD_LINE_EN
from vetting.report import findings_json

SCRIPT = """
import sys
from pathlib import Path
from tests.report import small
from vetting.report import findings_csv, findings_json, findings_xlsx
from vetting.report.manifest import write_manifest
folder = Path(sys.argv[1])
outputs = [folder / name for name in ("r.json", "r.csv", "r.xlsx")]
findings_json.write(small.DATASET, small.RUN, small.RULES, outputs[0])
findings_csv.write(small.DATASET, small.RUN, outputs[1], "es")
findings_xlsx.write(small.DATASET, small.RUN, small.RULES, outputs[2], "es")
write_manifest(outputs, small.DATASET, small.RUN, {"format": "all"})
"""


def report(tmp_path: Path, **options: bool) -> str:
    out = tmp_path / "report.json"
    findings_json.write(small.DATASET, small.RUN, small.RULES, out, **options)
    return out.read_text(encoding="utf-8")


@pytest.fixture
def whole(tmp_path: Path) -> dict[str, Any]:
    return dict(json.loads(report(tmp_path)))


def test_the_report_has_the_four_parts_and_the_standard_line(whole: dict[str, Any]) -> None:
    assert list(whole) == ["run", "coverage", "findings", "groups"]
    assert whole["run"]["standard_line"] == STANDARD_LINE_EN


def test_the_run_names_versions_parameters_day_and_rule_hashes(whole: dict[str, Any]) -> None:
    run = whole["run"]
    assert run["as_of"] == "2014-01-01"
    assert run["parameters"] == {"after_months": "24", "lookback_months": "60"}
    assert {rule["id"]: rule["sha256"] for rule in run["rules"]} == dict(small.RUN.rules)
    assert run["versions"]["python"] == ".".join(map(str, sys.version_info[:2]))
    assert run["rules"][1]["authority"][0]["verified"] is True


def test_a_finding_has_exactly_the_documented_keys(whole: dict[str, Any]) -> None:
    finding = whole["findings"][0]
    assert list(finding) == [
        "mission_id", "rule_id", "result", "severity", "missing", "exposures", "evidence", "source_ref",
    ]  # fmt: skip
    assert list(finding["evidence"][0]) == ["clause", "answer", "text_en", "text_es", "refs"]
    assert finding["source_ref"] == {
        "file": "trainings.tsv", "line": 2, "page": "40", "url": "https://example.org/book",
    }  # fmt: skip
    assert finding["exposures"] == [
        {
            "incident_id": "XA-01",
            "trained_unit_id": "XAA-R7",
            "implicated_unit_id": "XAA-R7",
            "tie": "same",
            "timing": "after",
            "gap_days": [792, 792],
            "known_at_start": "yes",
            "mission_link": {"score": 0.97, "status": "match"},
            "incident_link": {"score": 0.98, "status": "match"},
        }
    ]


def test_only_flagged_findings_are_listed_gravest_first(whole: dict[str, Any]) -> None:
    assert [(one["mission_id"], one["rule_id"]) for one in whole["findings"]] == [
        ("M1", "leahy-dod-362"),
        ("M3", "ind-host-unit-unnamed"),
    ]


def test_sentences_are_filled_in_for_their_mission(whole: dict[str, Any]) -> None:
    first, second = (finding["evidence"][0] for finding in whole["findings"])
    assert first["text_en"].endswith("before the mission M1 began (2012-05-01).")
    assert first["text_es"].endswith("antes del inicio de M1 (2012-05-01).")
    assert "fiscal year 2009" in second["text_en"]
    assert "año fiscal 2009" in second["text_es"]
    assert second["refs"] == ["mission:M3"]


def test_two_missions_that_share_an_answer_each_get_their_own_words(tmp_path: Path) -> None:
    dataset, run = small.with_missions(2)
    out = tmp_path / "two.json"
    findings_json.write(dataset, run, small.RULES, out)
    found = json.loads(out.read_text(encoding="utf-8"))["findings"]
    assert [one["evidence"][0]["refs"] for one in found[1:]] == [
        ["mission:M3"],
        ["mission:N000000"],
        ["mission:N000001"],
    ]


def test_a_gap_that_is_not_known_is_null(tmp_path: Path) -> None:
    exposure = replace(small.EXPOSURES[0], gap_days=None)
    assert findings_json.exposure_object(exposure, ())["gap_days"] is None


def test_the_other_answers_are_folded_and_nothing_is_lost(whole: dict[str, Any]) -> None:
    groups = whole["groups"]
    assert [list(group) for group in groups[:1]] == [
        ["rule_id", "result", "missing", "n_missions", "example_mission_ids"]
    ]
    assert sum(group["n_missions"] for group in groups) + len(whole["findings"]) == 5 * 2
    undetermined = [group for group in groups if group["missing"] == ["mission.host_units", "searched.incidents"]]
    assert undetermined[0]["example_mission_ids"] == ["M2", "M3"]


def test_all_answers_are_json_lines_one_per_mission_and_rule(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in report(tmp_path, all_answers=True).splitlines()]
    assert len(lines) == 10
    assert {(line["mission_id"], line["rule_id"]) for line in lines} == {
        (mission.id, rule.id) for mission in small.MISSIONS for rule in small.RULES
    }
    flagged = next(line for line in lines if line["result"] == "flagged")
    assert flagged["exposures"][0]["incident_id"] == "XA-01"


def test_exposures_alone_hold_those_that_no_rule_flagged_too(tmp_path: Path) -> None:
    found = json.loads(report(tmp_path, exposures=True))
    assert found["run"]["standard_line"] == STANDARD_LINE_EN
    assert [(one["incident_id"], one["tie"], one["mission_id"]) for one in found["exposures"]] == [
        ("XA-01", "same", "M1"),
        ("XA-02", "force", "M1"),
    ]
    assert found["exposures"][1]["path"] == ["XAA-R7", "XAA-B1", "XAA-A"]
    assert found["exposures"][1]["source_ref"]["line"] == 2


def test_both_extra_shapes_at_once_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not both"):
        report(tmp_path, all_answers=True, exposures=True)


def test_a_report_without_findings_is_still_valid(tmp_path: Path) -> None:
    run = replace(small.RUN, answers={}, signature_of={}, exposures=())
    out = tmp_path / "empty.json"
    findings_json.write(small.DATASET, run, (), out)
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["findings"] == found["groups"] == []


def test_the_order_of_the_records_changes_no_byte(tmp_path: Path) -> None:
    turned = replace(
        small.RUN,
        answers=dict(reversed(small.RUN.answers.items())),
        signature_of=dict(reversed(small.RUN.signature_of.items())),
    )
    out = tmp_path / "turned.json"
    findings_json.write(small.DATASET, turned, small.RULES, out)
    assert out.read_text(encoding="utf-8") == report(tmp_path)


def test_hostile_text_is_kept_as_data(tmp_path: Path) -> None:
    trigger = replace(small.TRIGGER, text_en=small.HOSTILE)
    run = replace(small.RUN, answers={**small.RUN.answers, 1: (replace(small.FLAG, evidence=(trigger,)),)})
    out = tmp_path / "hostile.json"
    findings_json.write(small.DATASET, run, small.RULES, out)
    text = json.loads(out.read_text(encoding="utf-8"))["findings"][0]["evidence"][0]["text_en"]
    assert text == small.HOSTILE.replace("{start}", "2012-05-01").replace("{mission}", "M1")
    assert "\x1b" not in out.read_text(encoding="utf-8")


def test_sixty_thousand_findings_stay_below_fifty_megabytes(tmp_path: Path) -> None:
    dataset, run = small.with_missions(60_000)
    out = tmp_path / "many.json"
    findings_json.write(dataset, run, small.RULES, out)
    assert out.stat().st_size < 50_000_000
    assert len(json.loads(out.read_text(encoding="utf-8"))["findings"]) == 60_002


@pytest.mark.parametrize(
    "place", [{"TZ": "Pacific/Auckland", "LC_ALL": "C"}, {"TZ": "America/Tegucigalpa", "LC_ALL": "C.UTF-8"}]
)
def test_bytes_are_the_same_in_another_folder_time_zone_and_locale(tmp_path: Path, place: dict[str, str]) -> None:
    root = str(Path(__file__).parents[2])
    folders = [tmp_path / "one", tmp_path / "another folder"]
    for folder, extra in zip(folders, ({"TZ": "UTC", "LC_ALL": "C.UTF-8"}, place), strict=True):
        folder.mkdir()
        env = {**os.environ, "PYTHONPATH": root, "PYTHONHASHSEED": str(len(extra["TZ"])), **extra}
        subprocess.run([sys.executable, "-c", SCRIPT, str(folder)], check=True, env=env, cwd=folder)
    names = sorted(path.name for path in folders[0].iterdir())
    assert len(names) == 6
    for name in names:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name
