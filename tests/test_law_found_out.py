"""What is found out later never reverses an answer: every fact that a rule reads, of every written case of all rules.

Each case's unknown facts are filled in, one at a time, with values of their kind. A decided answer must stay, but for
the facts whose absence the law itself reads: those that count as not done unless recorded (closed-world), and those
that something else stands in for. Both are named below, with the words of the law, and no other.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from vetting import law
from vetting.law.cases import read_cases
from vetting.law.facts_schema import problems, resolve, schema
from vetting.law.rule import Rule

RULES = law.load_rules(law.shipped_rules())
PARAMETERS = law.load_parameters(law.shipped_rules())
SECOND = Path(__file__).parent / "law" / "second_reading.jsonl"
CLEAR = {"flagged": "flagged", "not_flagged": "clear", "not_applicable": "clear", "undetermined": "undetermined"}

#: "Not on record counts as not made": law.md section 3, "What missing means".
CLOSED = {
    "incidents[].resolved",
    "incidents[].remediation.determination",
    "country_facts.cspa.*.imet_exception",
    "country_facts.coup.restored_certified_date",
    "mission.waiver",
}
#: What the law takes where the fact is absent.
STANDS_IN = {
    "mission.cancelled": "absent means held",
    "mission.imet_kind": "absent means the program code is taken at its word",
    "mission.account": "missing is taken from the program where there is one answer",
    "mission.appropriation_year": "where it is unknown, the fiscal year",
    "mission.host_units[].name_level": "a unit_id names a unit",
    "mission.secdef_approval.date": "given true with no date is clear",
    "mission.jcet_report.submitted_date": "listed true with no date is clear",
    "mission.location.uncertainty_km": "unknown only where it is above the distance",
    "incidents[].location.uncertainty_km": "unknown only where it is above the distance",
    "incidents[].extent": "absent: act",
    "country_facts.coup.determination_date": "the coup's date if missing",
    "vetting[].expires_date": "with none given, the decision and validity_months",
    "units[].level": "absent: unit",
    "units[].predecessor": "where the lineage was checked, none recorded is none",
}
#: A superior that is not recorded leaves kinship open, but not whether information names the unit itself.
RECORDED_SUPERIOR = {"leahy-dod-362", "leahy-state-620m", "leahy-remediation-claimed-incomplete"}

DAYS = ("1980-01-01", "2011-12-23", "2012-04", "2012-04-30", "2012-05-01", "2012-05-02", "2014-02-01", "2025-01-01")
NUMBERS = (0, 1, 8, 19, 20, 300000)
UNITS = ("U1", "ZZ", "P1", "X9")
RECORD = {"id": "NEW", "date_start": "2011-03-01", "violation_types": ["torture"], "credibility": "high"}
LISTED: Mapping[str, tuple[Any, ...]] = {
    "incidents": tuple({**RECORD, "attributed_units": [unit], "attribution_level": "unit"} for unit in UNITS),
    "vetting": tuple(
        {"unit_id": "U1", "subject_type": subject, "result": result, "decision_date": day, "requested_date": day}
        for subject in ("unit", "commander")
        for result in ("approved", "rejected", "cancelled")
        for day in ("2011-06-01", "2012-04-30", "2030-01-01")
    ),
    "participants_flags": tuple(
        {"kind": kind, "basis": "conviction", "date": "2000-01-01"}
        for kind in ("drug", "7031c", "organised_crime", "corruption")
    ),
    "units[].state_list": ({"cy": 2017, "published_date": "2017-06-01"}, {"cy": 2030, "published_date": "2031"}),
    "postings": ({"person_id": "C1", "unit_id": "ZZ", "from": "2000", "to": "2025"},),
    "prior_missions": ({"id": "M0", "start_date": "2000-01-01", "unit_ids": ["U1"]},),
    "mission.host_units": ({"unit_id": "U1", "name_level": "unit", "redacted": False}, {"redacted": True}),
}
FLAG_OF = {"incidents": "incidents", "vetting": "vetting", "units[].state_list": "state_lists"}
KIND_OF = {"drug": "drug", "7031c": "designations", "organised_crime": "organised_crime", "corruption": "corruption"}

Facts = dict[str, Any]
Place = tuple[Any, Any]


@cache
def known_facts() -> dict[str, tuple[Facts, ...]]:
    """The facts of all written cases by rule, and those of the second reading under the rules they are about."""
    found: dict[str, list[Facts]] = {}
    for rule in RULES:
        found[rule.id] = [copy.deepcopy(dict(case.facts)) for case in read_cases(law.shipped_rules(), rule)[0]]
    head, *lines = SECOND.read_text(encoding="utf-8").splitlines()
    for line in map(json.loads, lines):
        facts = copy.deepcopy(json.loads(head)["base"])
        facts["mission"].update(line.get("mission", {}))
        facts.update(line.get("facts", {}))
        for rule_id in (each for ids in line["expect"].values() for each in ids):
            found[rule_id].append(facts)
    return {rule_id: tuple(each) for rule_id, each in found.items()}


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every path of the schema that holds no further table, with what the schema says of it."""
    node = resolve(node)
    others = node.get("additionalProperties")
    if "properties" in node or isinstance(others, dict):
        for name, inner in node.get("properties", {}).items():
            yield from leaves(inner, f"{path}.{name}" if path else name)
        if isinstance(others, dict):
            yield from leaves(others, f"{path}.*")
    elif "items" in node and "properties" in resolve(node["items"]):
        yield from leaves(node["items"], f"{path}[]")
    else:
        yield path, node


SCHEMA = dict(leaves(schema()))


def read_by(rule: Rule) -> list[str]:
    """The leaves that a rule reads, and the lists that it reads records of."""
    read = law.fields_read((rule,))
    return [path for path in (*SCHEMA, *LISTED) if path in read or path.split(".*")[0] in read]


def values(path: str) -> Iterator[Any]:
    """Values of the kind that the schema gives to a path."""
    node = SCHEMA[path]
    kinds = node.get("type", ())
    if "enum" in node:
        yield from (each for each in node["enum"] if each is not None)
    elif "items" in node:
        inner = resolve(node["items"])
        yield []
        yield from ([each] for each in inner.get("enum", UNITS))
    elif "boolean" in kinds:
        yield from (True, False)
    elif "pattern" in node and "A-Z" in node["pattern"]:
        yield from ("HND", "MEX", "COL", "FRA", "XAA")
    elif "number" in kinds or "integer" in kinds:
        low, high = node.get("minimum", 0), node.get("maximum", 10**9)
        yield from (each for each in (*NUMBERS, 1999, 2012, 2023) if low <= each <= high)
    elif "string" in kinds and path.endswith(("_id", ".parent", ".predecessor", ".unit_ids")):
        yield from (*UNITS, "C1")
    else:
        yield from DAYS


def places(facts: Any, steps: list[str]) -> Iterator[Place]:
    """Every table of the facts in which the last step of a path may stand, made where a table on the way is absent."""
    step, *rest = steps
    if step == "*":
        for key in sorted({*facts, "2010", "2011", "2012"}):
            yield from places(facts.setdefault(key, {}), rest) if rest else iter([(facts, key)])
    elif not rest:
        yield facts, step
    elif step.endswith("[]"):
        for record in facts.get(step[:-2]) or ():
            if record is not None:
                yield from places(record, rest)
    else:
        if facts.get(step) is None:
            facts[step] = {}
        yield from places(facts[step], rest)


def is_unknown(path: str, value: Any) -> bool:
    """Absent or null; an incident that names no unit is as open as one of which nothing is said."""
    return value is None or (value == [] and path == "incidents[].attributed_units")


def may_be(path: str, table: Facts, facts: Facts, value: Any) -> bool:
    """Whether an absent fact can turn out to be this, given what else is on record."""
    mission = facts["mission"]
    if path == "incidents[].attributed_units":
        return bool(value) and table.get("attribution_level") in (None, "unit")
    if path == "incidents[].attribution_level":
        return (value == "unit") if table.get("attributed_units") else True
    if path in ("incidents[].date_start", "incidents[].date_end"):
        other = "date_end" if path.endswith("start") else "date_start"
        return table.get(other) is None
    if path == "mission.fiscal_year":
        return mission.get("start_date") is None
    if path == "mission.start_date":
        year = mission.get("fiscal_year")
        return year is None or (len(value) == 10 and int(value[:4]) + (value[5:7] >= "10") == year)
    if path == "units[].parent":
        return "parent" not in table
    if path == "vetting[].decision_date":
        # A pending case is not decided, and none is decided after its decision has run out.
        return table.get("result") != "pending" and value <= (table.get("expires_date") or value)
    return True


def one_more(path: str, facts: Facts) -> Iterator[Facts]:
    """The facts with one more record in a list that is open, or that is absent."""
    searched = facts.get("searched") or {}
    for record in LISTED[path]:
        filled = copy.deepcopy(facts)
        for table, name in list(places(filled, path.split("."))):
            flag = KIND_OF[record["kind"]] if path == "participants_flags" else FLAG_OF.get(path)
            if (searched.get(flag) is not True) if flag else table.get(name) is None:
                table[name] = [*(table.get(name) or []), record]
                yield filled


def found_out(path: str, facts: Facts) -> Iterator[Facts]:
    """The facts with one unknown at this path filled in, in every place and with every value in turn."""
    if path in LISTED:
        yield from one_more(path, facts)
        return
    for value in values(path):
        for number in range(len(list(places(copy.deepcopy(facts), path.split("."))))):
            filled = copy.deepcopy(facts)
            table, name = list(places(filled, path.split(".")))[number]
            if is_unknown(path, table.get(name)) and may_be(path, table, facts, value):
                table[name] = value
                yield filled


def is_closed(path: str) -> bool:
    return any(path == each or path.startswith(f"{each}.") for each in CLOSED)


def reversals(rule: Rule, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str, str, Facts]]:
    """Path, answer before, answer after and facts, wherever filling in an unknown changes a decided answer."""
    for facts in known_facts()[rule.id]:
        (before,) = law.judge(facts, (rule,), PARAMETERS)
        old = CLEAR[before.result]
        for path in read_by(rule) if old != "undetermined" else ():
            for filled in found_out(path, facts) if wanted(path) else ():
                (after,) = law.judge(filled, (rule,), PARAMETERS)
                if CLEAR[after.result] != old:
                    yield path, old, CLEAR[after.result], filled


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_an_open_fact_found_out_never_reverses_a_decided_answer(rule: Rule) -> None:
    superior = {"units[].parent"} if rule.id in RECORDED_SUPERIOR else set()
    found = reversals(rule, lambda path: not is_closed(path) and path not in STANDS_IN and path not in superior)
    assert [(path, old, new, json.dumps(facts)) for path, old, new, facts in found] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_closed_fact_found_out_can_only_lift_a_flag(rule: Rule) -> None:
    """But for the rule on reports of a waiver or exception, which is about the very fact."""
    for path, old, new, facts in reversals(rule, is_closed):
        if rule.id != "leahy-exception-report":
            assert old == "flagged", (path, old, new, json.dumps(facts))


def test_each_closed_fact_lifts_some_flag_and_each_stand_in_changes_some_answer() -> None:
    moved = {path for rule in RULES for path, *_ in reversals(rule, lambda path: is_closed(path) or path in STANDS_IN)}
    assert {each for each in CLOSED if not any(path.startswith(each) for path in moved)} == set()
    assert set(STANDS_IN) - moved == set()


def test_every_fact_of_the_schema_is_filled_in_for_some_rule_that_reads_it() -> None:
    never_read = {"id", "name", "type", "host_informed_date"}
    read = {path for rule in RULES for path in read_by(rule)}
    left = {path for path in SCHEMA if path not in read and not path.startswith("config.")}
    assert {path.rsplit(".", 1)[1] for path in left} <= never_read


def test_what_is_filled_in_are_facts_of_the_schema() -> None:
    for rule in RULES[::5]:
        for path in read_by(rule):
            for filled in found_out(path, known_facts()[rule.id][0]):
                assert problems(filled) == [], path
