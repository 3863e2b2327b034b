"""A provisional unit is marked in every output, and no incident is taken to name one until an analyst says so."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.registry.test_building import built, mission, reading
from vetting.cli import main
from vetting.model import Attribution, Incident, Mission, SourceRef, Unit
from vetting.period import Extent, ImpreciseDate, Period
from vetting.store import Store

PAID = {"program": "S1004", "program_printed": "Section 1004", "money": "DoD"}
ROWS = (
    replace(mission(2, "19th Jungle Brigade", 2009), start_printed="2009-03-01", **PAID),
    replace(mission(3, "19TH JUNGLE BDE", 2010), start_printed="2010-03-01", **PAID),
    mission(4, "17th Infantry Brigade", 2010),
)
INCIDENT = Incident(
    "EC-01", "ECU", Period.parse("2007-05-02..2007-05-02"), Extent.ACT,
    (Attribution("19th Jungle Brigade"),), SourceRef("cases.csv", 2), violation_codes=("extrajudicial_killing",),
    credibility="high", source_title="A report", publisher="A publisher",
    first_public=ImpreciseDate.parse("2007-06-01"),
)  # fmt: skip
Told = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "w"
    with Store.create(path) as store:
        store.import_file(reading("rows", *ROWS))
        store.import_file(reading("cases", INCIDENT))
    built(path)
    return path


def vet(folder: Path, *given: str) -> Result:
    result = CliRunner().invoke(main, [*given, "-w", str(folder)])
    assert result.exit_code == 0, result.output
    return result


def report(folder: Path, kind: str, *options: str) -> str:
    out = folder.parent / f"out.{kind}"
    vet(folder, "report", kind, "-o", str(out), *options)
    return out.read_text(encoding="utf-8")


def run(folder: Path) -> None:
    vet(folder, "run", "--as-of", "2020-01-01")


def exposures(folder: Path) -> list[dict[str, Any]]:
    return list(json.loads(report(folder, "json", "--exposures"))["exposures"])


def unit_of(folder: Path, name: str = "19") -> str:
    with Store.open(folder) as store:
        return next(u.id for u in store.dataset().units if name in u.name)


def test_an_incident_stays_a_candidate_and_flags_nothing_until_an_analyst_confirms_whom_it_names(folder: Path) -> None:
    run(folder)
    assert {e["incident_link"]["status"] for e in exposures(folder)} == {"candidate"}
    assert {e["mission_link"]["status"] for e in exposures(folder)} == {"match"}
    assert not [f for f in json.loads(report(folder, "json"))["findings"] if f["exposures"]]

    why = ("--reason", "the source gives garrison and number", "--date", "2020-01-02")
    vet(folder, "registry", "confirm", unit_of(folder), "EC-01", *why)
    run(folder)
    assert {(e["incident_link"]["status"], e["incident_link"]["score"]) for e in exposures(folder)} == {("match", 1)}
    rules = {f["rule_id"] for f in json.loads(report(folder, "json"))["findings"] if f["exposures"]}
    assert "leahy-dod-362" in rules

    vet(folder, "registry", "undo", "1", "--reason", "a slip")
    run(folder)
    assert {e["incident_link"]["status"] for e in exposures(folder)} == {"candidate"}


def test_a_confirmation_of_a_merged_unit_is_one_of_the_unit_that_it_became(folder: Path) -> None:
    why = ("--reason", "r", "--date", "2020-01-02")
    old, into = unit_of(folder), unit_of(folder, "17")
    vet(folder, "registry", "confirm", old, "EC-01", *why)
    vet(folder, "registry", "merge", old, into, *why)
    run(folder)
    assert {(e["implicated_unit_id"], e["incident_link"]["status"]) for e in exposures(folder)} == {(into, "match")}


def test_a_confirmation_makes_no_link_that_the_names_do_not_give(folder: Path) -> None:
    vet(folder, "registry", "confirm", unit_of(folder, "17"), "EC-01", "--reason", "r", "--date", "2020-01-02")
    run(folder)
    assert {e["implicated_unit_id"] for e in exposures(folder)} == {unit_of(folder)}


def test_an_unknown_incident_is_refused(folder: Path) -> None:
    given = ["registry", "confirm", unit_of(folder), "EC-99", "--reason", "r", "-w", str(folder)]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 2
    assert "there is no incident 'EC-99'" in result.output


def test_a_registered_unit_is_linked_as_ever(tmp_path: Path) -> None:
    path = tmp_path / "w"
    with Store.create(path) as store:
        store.import_file(reading("rows", *ROWS, Unit("E-19", "ECU", "19th Jungle Brigade", SourceRef("u.csv", 2))))
        store.import_file(reading("cases", INCIDENT))
    built(path)
    run(path)
    found = [e for e in exposures(path) if e["implicated_unit_id"] == "E-19"]
    assert {e["incident_link"]["status"] for e in found} == {"match"}
    assert not any("provisional" in key for e in found for key in e)


def confirmed(folder: Path) -> None:
    vet(folder, "registry", "confirm", unit_of(folder), "EC-01", "--reason", "r", "--date", "2020-01-02")
    run(folder)


def test_json_and_csv_say_of_each_unit_that_it_is_provisional(folder: Path) -> None:
    confirmed(folder)
    assert all(e["trained_unit_provisional"] and e["implicated_unit_provisional"] for e in exposures(folder))
    found = json.loads(report(folder, "json"))
    tied = [e for f in found["findings"] for e in f["exposures"]]
    assert tied
    assert all(e["trained_unit_provisional"] for e in tied)
    assert found["coverage"]["links"]["units_provisional"] == 2
    assert found["coverage"]["recipients"]["unit_provisional"] == 3
    rows = list(csv.DictReader(report(folder, "csv").splitlines()))
    marks = {(r["trained_unit_provisional"], r["implicated_unit_provisional"]) for r in rows if r["incident_id"]}
    assert marks == {("true", "true")}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("19th Jungle Brigade (provisional)", "Proposed as", "only a provisional unit")),
        ("es", ("19th Jungle Brigade (provisional)", "Propuesta como", "solo una unidad provisional")),
    ],
)
def test_the_page_names_a_provisional_unit_as_one(folder: Path, lang: str, words: tuple[str, ...]) -> None:
    confirmed(folder)
    page = report(folder, "html", "--lang", lang)
    assert all(word in page for word in words)
    assert "19th Jungle Brigade and incident" not in page
    assert "Registered as" not in page


@pytest.mark.parametrize(("lang", "word"), [("en", "an analyst says so"), ("es", "sin que lo diga un analista")])
def test_explain_marks_the_unit_and_says_why_it_is_a_candidate(folder: Path, lang: str, word: str) -> None:
    run(folder)
    told = vet(folder, "explain", "EC-01", "--lang", lang).output
    assert f"({unit_of(folder)}, provisional)" in told
    assert word in " ".join(told.split())


@pytest.mark.parametrize(("lang", "word"), [("en", "2 more are provisional"), ("es", "otras 2 son provisionales")])
def test_a_task_counts_registered_and_provisional_units_apart(folder: Path, lang: str, word: str) -> None:
    run(folder)
    text = vet(folder, "ask", "--lang", lang).output
    assert word in text


def test_links_without_a_workspace_say_which_units_are_provisional(folder: Path) -> None:
    vet(folder, "registry", "export", "-o", str(folder / "out"))
    (folder / "m.csv").write_text("query_id,country_iso3,text\na,ECU,19 Jungle Brigade\n", encoding="utf-8")
    given = ["--units", str(folder / "out" / "units.csv"), "--mentions", str(folder / "m.csv")]
    result = CliRunner().invoke(main, ["match", *given, "-o", str(folder / "o.csv")])
    assert result.exit_code == 0, result.output
    with (folder / "o.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert (rows[0]["status"], rows[0]["provisional"]) == ("match", "yes")


def test_every_mission_keeps_its_recipient_as_printed(folder: Path) -> None:
    run(folder)
    with Store.open(folder) as store:
        kept = {m.id: m.recipient for m in store.dataset().missions if isinstance(m, Mission)}
    assert kept == {m.id: m.recipient for m in ROWS}
