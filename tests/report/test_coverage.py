"""The statement of what was checked and what could not be."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.report import small
from vetting.model import Link
from vetting.report.coverage import coverage


@pytest.fixture(scope="module")
def statement() -> dict[str, Any]:
    return coverage(small.DATASET, small.RUN)


def test_the_statement_is_plain_json_and_the_same_each_time(statement: dict[str, Any]) -> None:
    assert json.loads(json.dumps(statement, allow_nan=False)) == statement
    assert json.dumps(statement) == json.dumps(coverage(small.DATASET, small.RUN))


def test_inputs_are_listed_with_their_hash_and_rows(statement: dict[str, Any]) -> None:
    assert [(file["name"], file["rows"], file["records"], file["problems"]) for file in statement["inputs"]] == [
        ("trainings.tsv", 9, 7, 2),
        ("cases.csv", 3, 2, 1),
    ]
    assert statement["inputs"][0]["sha256"] == "a" * 64


def test_rejects_are_counted_by_reason_with_examples(statement: dict[str, Any]) -> None:
    assert statement["rejects"]["total"] == 3
    first = statement["rejects"]["reasons"][0]
    assert (first["reason"], first["n"]) == ("not a day of the calendar", 2)
    assert first["examples"][0] == {"file": "trainings.tsv", "line": 9, "value": "31/31/12"}


def test_a_list_is_open_for_every_mission_it_was_not_declared_complete_for(statement: dict[str, Any]) -> None:
    by_source = {row["source"]: row for row in statement["open_lists"]}
    assert by_source["incidents"] == {"source": "incidents", "open": 3, "complete": 2}
    assert by_source["vetting"] == {"source": "vetting", "open": 5, "complete": 0}
    assert len(by_source) == 8


def test_missing_facts_are_ranked_by_the_missions_they_would_settle(statement: dict[str, Any]) -> None:
    assert statement["missing_facts"] == [
        {"path": "searched.incidents", "settles": 1, "missions": 3, "by_rule": {"leahy-dod-362": 3}},
        {"path": "mission.host_units", "settles": 0, "missions": 2, "by_rule": {"leahy-dod-362": 2}},
    ]


def test_every_mission_has_one_class_of_recipient(statement: dict[str, Any]) -> None:
    recipients = statement["recipients"]
    named = {name: n for name, n in recipients.items() if name != "by_country" and n}
    assert named == {
        "missions": 5,
        "unit_linked": 1,
        "unit_not_linked": 1,
        "only_service": 1,
        "nothing": 1,
        "not_held": 1,
    }
    assert [(row["country"], row["missions"], row["not_held"]) for row in recipients["by_country"]] == [
        ("XAA", 4, 0),
        ("XAB", 1, 1),
    ]


@pytest.mark.parametrize(
    ("levels", "found"),
    [
        (["force"], "only_force"),
        (["country", "service"], "only_service"),
        ([None, "force"], "name_unclear"),
        (["force", "unit"], "unit_not_linked"),
        ([], "unit_not_linked"),
    ],
)
def test_an_unlinked_cell_names_what_the_rules_took_it_for(levels: list[str | None], found: str) -> None:
    unlinked = next(m for m in small.MISSIONS if m.id == "M5")
    hosts = [{"unit_id": None, "name_level": level, "redacted": False} for level in levels]
    run = replace(small.RUN, facts={small.RUN.signature_of["M5"]: {"mission": {"host_units": hosts}}})
    assert coverage(replace(small.DATASET, missions=(unlinked,)), run)["recipients"][found] == 1


def test_a_cell_linked_to_a_registered_ministry_names_a_force() -> None:
    linked = next(m for m in small.MISSIONS if m.id == "M1")
    hosts = [{"unit_id": None, "name_level": "force", "redacted": False}]
    run = replace(small.RUN, facts={small.RUN.signature_of["M1"]: {"mission": {"host_units": hosts}}})
    recipients = coverage(replace(small.DATASET, missions=(linked,)), run)["recipients"]
    assert (recipients["unit_linked"], recipients["only_force"]) == (0, 1)


def test_a_redacted_cell_is_neither_blank_nor_a_unit() -> None:
    dataset = replace(small.DATASET, missions=(replace(small.MISSIONS[2], redacted=True),))
    assert coverage(dataset, small.RUN)["recipients"]["redacted"] == 1


def test_countries_without_a_unit_or_an_incident_are_named(statement: dict[str, Any]) -> None:
    assert statement["countries"] == {
        "without_unit": [{"country": "XAB", "missions": 1}],
        "without_incident": [{"country": "XAB", "missions": 1}],
    }


def test_force_level_information_stands_once_per_country(statement: dict[str, Any]) -> None:
    assert statement["force_level"] == [{"country": "XAA", "incidents": 1, "missions": 1}]


def test_links_without_a_reviewer_are_counted(statement: dict[str, Any]) -> None:
    links = statement["links"]
    assert (links["unit_parts"], links["unit_parts_matched"], links["unit_parts_without_candidate"]) == (4, 3, 1)
    assert (links["matches_unconfirmed"], links["ambiguous"]) == (4, 1)
    assert (links["incidents_linked"], links["incidents_not_linked"]) == (2, 0)


def test_exposures_are_counted_by_tie_and_timing(statement: dict[str, Any]) -> None:
    assert statement["exposures"]["total"] == 2
    assert [(row["tie"], row["after"], row["n"]) for row in statement["exposures"]["by_tie"]] == [
        ("force", 1, 1),
        ("same", 1, 1),
    ]


def test_the_range_of_flags_falls_to_what_no_unconfirmed_link_carries(statement: dict[str, Any]) -> None:
    flags = statement["flags"]
    assert (flags["total"], flags["missions"], flags["range"]) == (2, 2, [1, 2])
    by_rule = {row["rule_id"]: row for row in flags["by_rule"]}
    assert by_rule["leahy-dod-362"]["range"] == [0, 1]
    assert by_rule["ind-host-unit-unnamed"]["range"] == [1, 1]
    assert [row["rule_id"] for row in flags["by_rule"]] == ["leahy-dod-362", "ind-host-unit-unnamed"]
    assert flags["by_severity"] == {"critical": 1, "high": 0, "medium": 1, "low": 0, "info": 0}


def test_a_flag_on_links_by_the_sources_own_ids_is_sure() -> None:
    sure = Link("XAA-R7", 1.0, "match")
    exposure = replace(small.EXPOSURES[0], mission_link=sure, incident_link=sure)
    run = replace(small.RUN, exposures=(exposure,))
    assert coverage(small.DATASET, run)["flags"]["range"] == [2, 2]


def test_results_of_every_rule_add_up_to_the_missions_judged(statement: dict[str, Any]) -> None:
    for row in statement["flags"]["by_rule"]:
        results = ("flagged", "not_flagged", "undetermined", "not_applicable")
        assert sum(row[result] for result in results) == 5


def test_program_totals_are_kept_apart_with_their_sums(statement: dict[str, Any]) -> None:
    assert statement["records"]["missions"] == 5
    assert statement["program_totals"] == {
        "lines": 2,
        "trainees": 42,
        "cost_usd": 12000.5,
        "by_fiscal_year": [{"fiscal_year": 2012, "lines": 2, "trainees": 42, "cost_usd": 12000.5}],
    }


def test_a_mission_newer_than_the_run_is_counted_as_not_judged() -> None:
    late = replace(small.MISSIONS[0], id="Z9", recipient="a cell that was not read")
    statement = coverage(replace(small.DATASET, missions=(*small.MISSIONS, late)), small.RUN)
    assert statement["records"]["missions_not_judged"] == 1
    assert statement["recipients"]["unread"] == 1
