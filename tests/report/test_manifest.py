"""The manifest beside an output, and its verification."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.report import small
from vetting.errors import VerifyError
from vetting.model import Declaration
from vetting.report.manifest import manifest_path, verify, write_manifest


@pytest.fixture
def output(tmp_path: Path) -> Path:
    path = tmp_path / "report.json"
    path.write_bytes(b"{}\n")
    write_manifest([path], small.DATASET, small.RUN, {"format": "json", "lang": "en"})
    return path


def read(output: Path) -> dict[str, Any]:
    return dict(json.loads(manifest_path(output).read_text(encoding="utf-8")))


def test_the_manifest_holds_all_that_the_output_was_made_of(output: Path) -> None:
    record = read(output)
    assert record["output"] == {"name": "report.json", "sha256": hashlib.sha256(b"{}\n").hexdigest()}
    assert record["as_of"] == "2014-01-01"
    assert record["options"] == {"format": "json", "lang": "en"}
    assert record["rules"] == small.RUN.rules
    assert [(file["name"], file["sha256"], file["rows"]) for file in record["inputs"]] == [
        ("trainings.tsv", "a" * 64, 9),
        ("cases.csv", "b" * 64, 3),
    ]
    assert record["versions"]["vetting"]


def test_declarations_are_part_of_it(tmp_path: Path, output: Path) -> None:
    dataset = replace(small.DATASET, declarations=(Declaration("incidents", True, "XAA"),))
    write_manifest([output], dataset, small.RUN, {})
    assert read(output)["declarations"] == [
        {"source": "incidents", "complete": True, "country": "XAA", "first": None, "last": None}
    ]


def test_no_path_and_no_fact_of_the_machine_is_in_it(tmp_path: Path, output: Path) -> None:
    text = manifest_path(output).read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    assert "/" not in "".join(json.dumps(value) for key, value in read(output).items() if key != "rules")


def test_an_untouched_output_verifies_by_either_name(output: Path) -> None:
    assert verify(output) == verify(manifest_path(output)) == read(output)


def test_a_changed_output_does_not_verify(output: Path) -> None:
    output.write_bytes(b"{} \n")
    with pytest.raises(VerifyError, match="its manifest says") as stop:
        verify(output)
    assert stop.value.exit_code == 6


def test_a_missing_output_or_manifest_does_not_verify(output: Path) -> None:
    output.unlink()
    with pytest.raises(VerifyError, match="not there"):
        verify(output)
    with pytest.raises(VerifyError, match="no manifest"):
        verify(output.with_name("other.json"))


@pytest.mark.parametrize("name", ["../report.json", "/etc/passwd", "..", "", "a\\b"])
def test_a_manifest_cannot_point_out_of_its_folder(output: Path, name: str) -> None:
    record = read(output)
    record["output"]["name"] = name
    manifest_path(output).write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(VerifyError, match="not a manifest"):
        verify(output)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 1, "output": 3, "inputs": []}', "\ud800"])
def test_what_is_no_manifest_is_said_to_be_none(output: Path, text: str) -> None:
    manifest_path(output).write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(VerifyError, match="manifest"):
        verify(output)


def test_a_manifest_of_another_schema_is_refused_by_number(output: Path) -> None:
    record = {**read(output), "schema": 99}
    manifest_path(output).write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(VerifyError, match="schema '99'"):
        verify(output)


def test_inputs_can_be_checked_against_a_folder(tmp_path: Path, output: Path) -> None:
    folder = tmp_path / "inputs"
    folder.mkdir()
    (folder / "cases.csv").write_bytes(b"x")
    file = replace(small.DATASET.inputs[1], sha256=hashlib.sha256(b"x").hexdigest())
    write_manifest([output], replace(small.DATASET, inputs=(file,)), small.RUN, {})
    verify(output, inputs=folder)
    (folder / "cases.csv").write_bytes(b"y")
    with pytest.raises(VerifyError, match="its manifest says"):
        verify(output, inputs=folder)
