"""Every command that writes a file writes its manifest beside it, and `verify` holds them together."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from vetting.cli import main

UNITS = [("u1", "XAA", "7th Rifle Battalion", "", ""), ("u2", "XAA", "Army", "", "")]
MENTIONS = [("q1", "XAA", "7TH RIFLE BN"), ("q2", "XAA", "8TH RIFLE BN"), ("q3", "XAA", "9th Rifle Battalion")]


def vetting(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def table(path: Path, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([columns, *rows])
    return path


@pytest.fixture
def units(tmp_path: Path) -> Path:
    return table(tmp_path / "units.csv", ("unit_id", "country_iso3", "name", "aliases", "parent_id"), UNITS)


@pytest.fixture
def mentions(tmp_path: Path) -> Path:
    return table(tmp_path / "mentions.csv", ("query_id", "country_iso3", "text"), MENTIONS)


def manifest(output: Path) -> dict[str, Any]:
    return dict(json.loads(output.with_name(output.name + ".manifest.json").read_text(encoding="utf-8")))


def test_links_say_from_which_units_and_mentions_they_were_made(tmp_path: Path, units: Path, mentions: Path) -> None:
    out = tmp_path / "out" / "links.csv"
    out.parent.mkdir()
    assert vetting("match", "--units", units, "--mentions", mentions, "-o", out).exit_code == 0
    record = manifest(out)
    assert [(file["name"], file["rows"]) for file in record["inputs"]] == [("mentions.csv", 3), ("units.csv", 2)]
    assert record["options"] == {"command": "match", "top": "5", "misprints": "no"}
    done = vetting("verify", out, "--inputs", tmp_path)
    assert (done.exit_code, done.output) == (0, "links.csv: as its manifest says\n")
    mentions.write_text(mentions.read_text(encoding="utf-8") + "q4,XAA,Army\n", encoding="utf-8")
    assert vetting("verify", out, "--inputs", tmp_path).exit_code == 6


def test_clusters_of_a_file_have_their_manifest(tmp_path: Path, mentions: Path) -> None:
    out = tmp_path / "clusters.csv"
    assert vetting("registry", "build", "--mentions", mentions, "-o", out).exit_code == 0
    assert [file["name"] for file in manifest(out)["inputs"]] == ["mentions.csv"]
    assert vetting("verify", out).exit_code == 0


def test_the_page_of_a_rule_names_the_rule_file_by_its_hash(tmp_path: Path) -> None:
    out = tmp_path / "rule.html"
    assert vetting("rules", "show", "leahy-dod-362", "--html", out).exit_code == 0
    rule = json.loads(vetting("rules", "show", "leahy-dod-362", "--json").output)
    assert manifest(out)["rules"] == {"leahy-dod-362": rule["sha256"]}
    assert vetting("verify", out).exit_code == 0
    out.write_text(out.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert vetting("verify", out).exit_code == 6


def test_a_registry_is_exported_and_shown_with_its_inputs_and_edits(tmp_path: Path) -> None:
    case, folder, page = tmp_path / "case", tmp_path / "proposed", tmp_path / "page.html"
    assert vetting("init", case).exit_code == 0
    fixtures = Path(__file__).resolve().parent.parent / "fixtures" / "americas"
    assert vetting("import", "auto", *sorted(fixtures.glob("*.csv")), "-w", case).exit_code == 0
    assert vetting("registry", "build", "-w", case).exit_code == 0
    assert vetting("registry", "export", "-w", case, "-o", folder).exit_code == 0
    with (folder / "units.csv").open(encoding="utf-8", newline="") as stream:
        country = next(csv.DictReader(stream))["country_iso3"]
    assert vetting("registry", "page", "-w", case, "--country", country, "-o", page).exit_code == 0
    outputs = [page, *sorted(folder.glob("*.csv"))]
    assert len(outputs) == 5
    for output in outputs:
        record = manifest(output)
        assert {"missions.csv", "units.csv"} <= {file["name"] for file in record["inputs"]}
        assert record["options"]["registry edits"].startswith("0, SHA-256 ")
        assert record["as_of"] is None
    assert vetting("verify", *outputs, "--inputs", fixtures).exit_code == 0
