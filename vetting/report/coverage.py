"""What a run checked and what it could not: the statement that stands before every list of findings.

``coverage`` gives one JSON-able object, every list in it sorted, with these keys:

* ``records``: how many of each noun the workspace holds, and ``missions_not_judged`` (imported after the run).
* ``known``: null where no day of judgement was asked for; else ``left_out`` (what came later) and ``undated`` (what was
  kept although no day shows that it was there by then), each by noun.
* ``inputs``: one object per file: name, kind, dataset, sha256, encoding, rows, records, problems.
* ``rejects``: ``total``, and ``reasons`` (most frequent first): reason, column, n and up to three examples, each with
  file, line and the offending value.
* ``open_lists``: per source of ``searched``: for how many missions it is open and for how many declared complete.
* ``missing_facts``: paths of the facts schema that left an answer open. ``settles``: missions with an answer that
  lacks nothing else; ``missions``: missions with an answer that lacks it, alone or among others; ``by_rule``: the
  latter per rule. Ranked by ``settles``, then ``missions``.
* ``recipients``: what the missions' cells name, in all and per country; keys of ``RECIPIENTS``.
* ``countries``: those with missions but ``without_unit`` in the registry or ``without_incident`` on record.
* ``force_level``: per country how many incidents and how many missions name only a force or a service.
* ``links``: parts of cells that name a unit, by the best link each has; pairs the tool accepted that no reviewer has
  confirmed; how many parts are ambiguous; incidents linked to a unit, or not; and ``units_provisional``: units of no
  registry, gathered from the recipients' own strings.
* ``exposures``: in all, and by tie and timing; missions, incidents and units concerned.
* ``flags``: in all, by severity, by rule; with the ``range`` [least, most] of flags: the least is what would remain if
  every link that no reviewer confirmed were wrong.
* ``program_totals``: lines that sum other rows, kept apart: how many, persons and US dollars, by fiscal year.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from vetting.model import Dataset, Incident, Problem, ProgramTotal, Reading, Run
from vetting.report.findings import signature_missions
from vetting.report.flags import flags, missing_facts, open_lists

#: What a mission's recipient cell may name, from most to least: a unit that was linked to a registered one; one linked
#: to a provisional one only; a unit linked to none; a name of which no word shows whether it is a unit's; only a
#: service; only a force; only a country; a cell blacked out; nothing (blank or generic); and ``not_held`` where the
#: edition has no such column, ``unread`` where the run is older than the mission.
RECIPIENTS = (
    "unit_linked", "unit_provisional", "unit_not_linked", "name_unclear", "only_service", "only_force", "only_country",
    "redacted", "nothing", "not_held", "unread",
)  # fmt: skip

_FORCE_LEVELS = {"service", "force"}
_EXAMPLES = 3
_VALUE_LENGTH = 80


def coverage(dataset: Dataset, run: Run) -> dict[str, Any]:
    """The statement for this run, as described at the top of the module."""
    counts, _ = signature_missions(dataset, run)
    recipients = _recipients(dataset, run)
    return {
        "records": _records(dataset, run),
        "known": _known(run),
        "inputs": _inputs(dataset),
        "rejects": _rejects(dataset.problems),
        "open_lists": open_lists(run, counts),
        "missing_facts": missing_facts(run, counts),
        "recipients": recipients,
        "countries": _countries(dataset),
        "force_level": _force_level(dataset.incidents, recipients["by_country"]),
        "links": _links(dataset, run),
        "exposures": _exposures(run),
        "flags": flags(dataset, run, counts),
        "program_totals": _program_totals(dataset.program_totals),
    }


def _records(dataset: Dataset, run: Run) -> dict[str, int]:
    nouns = (
        "units", "relations", "incidents", "missions", "program_totals", "vetting_records", "persons", "postings",
        "figures", "listings", "declarations", "problems",
    )  # fmt: skip
    sizes = {noun: len(getattr(dataset, noun)) for noun in nouns}
    judged = sum(1 for mission in dataset.missions if mission.id in run.signature_of)
    return {**sizes, "missions_not_judged": len(dataset.missions) - judged}


def _known(run: Run) -> dict[str, dict[str, int]] | None:
    if run.known is None:
        return None
    found: dict[str, dict[str, int]] = {"left_out": {}, "undated": {}}
    for name, n in sorted(run.known.items()):
        kind, _, noun = name.partition(".")
        found[kind][noun] = n
    return found


def _inputs(dataset: Dataset) -> list[dict[str, Any]]:
    keys = ("name", "kind", "dataset", "sha256", "encoding", "rows", "records", "problems")
    found = [{key: getattr(file, key) for key in keys} for file in dataset.inputs]
    return sorted(found, key=lambda file: (file["kind"], file["name"], file["sha256"]))


def _rejects(problems: Iterable[Problem]) -> dict[str, Any]:
    by_reason: defaultdict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        by_reason[problem.reason, problem.column].append(problem)
    reasons = []
    for (reason, column), rows in sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0])):
        rows.sort(key=lambda row: (row.source.file, row.source.line))
        examples = [
            {"file": row.source.file, "line": row.source.line, "value": _short(row.value)} for row in rows[:_EXAMPLES]
        ]
        reasons.append({"reason": reason, "column": column, "n": len(rows), "examples": examples})
    return {"total": sum(reason["n"] for reason in reasons), "reasons": reasons}


def _short(value: str) -> str:
    return value if len(value) <= _VALUE_LENGTH else value[: _VALUE_LENGTH - 1] + "…"


def _recipients(dataset: Dataset, run: Run) -> dict[str, Any]:
    provisional = {unit.id for unit in dataset.units if unit.provisional}
    of_cell = {(r.mention.country, r.mention.text): recipient_class(r, provisional) for r in run.readings}
    as_judged = {signature: _named_above(facts) for signature, facts in run.facts.items()}
    tally: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mission in dataset.missions:
        cell = mission.recipient
        if cell is None and not mission.redacted:
            found = "not_held"
        else:
            found = of_cell.get((mission.country, cell or ""), "unread" if cell else "nothing")
            if mission.redacted and found in ("nothing", "unread"):
                found = "redacted"
            if found in ("unit_linked", "unit_not_linked"):
                found = as_judged.get(run.signature_of.get(mission.id, -1)) or found
        tally[mission.country][found] += 1
    rows = [{"country": country, **_classes(tally[country])} for country in sorted(tally)]
    return {**_classes(sum(tally.values(), Counter())), "by_country": rows}


def _classes(count: Counter[str]) -> dict[str, int]:
    return {"missions": sum(count.values()), **{name: count[name] for name in RECIPIENTS}}


def recipient_class(reading: Reading, provisional: Collection[str] = frozenset()) -> str:
    """The best that any part of a cell names: a key of ``RECIPIENTS`` from unit_linked to nothing."""
    named = [part for part in reading.parts if part.level == "unit"]
    linked = {match.unit_id for part in named for match in part.matches if match.status == "match"}
    if linked:
        return "unit_linked" if any(unit not in provisional for unit in linked) else "unit_provisional"
    if named:
        return "unit_not_linked"
    levels = {part.level for part in reading.parts}
    return next((f"only_{level}" for level in ("service", "force", "country") if level in levels), "nothing")


def _named_above(facts: Mapping[str, Any]) -> str:
    """What a cell names, as the rules took it, where that is no unit: "Ministry of Defense" is a force, registered or
    not. Blank where it names a unit.
    """
    hosts = facts.get("mission", {}).get("host_units") or ()
    levels = {host.get("name_level") for host in hosts if not host.get("redacted")}
    if "unit" in levels or not levels:
        return ""
    if None in levels:
        return "name_unclear"
    return next((f"only_{level}" for level in ("service", "force", "country") if level in levels), "nothing")


def _countries(dataset: Dataset) -> dict[str, list[dict[str, Any]]]:
    missions = Counter(mission.country for mission in dataset.missions)
    with_unit = {unit.country for unit in dataset.units if not (unit.placeholder or unit.provisional)}
    with_incident = {incident.country for incident in dataset.incidents}

    def lacking(having: set[str]) -> list[dict[str, Any]]:
        rows = ((country, n) for country, n in missions.items() if country not in having)
        return [{"country": country, "missions": n} for country, n in sorted(rows, key=lambda row: (-row[1], row[0]))]

    return {"without_unit": lacking(with_unit), "without_incident": lacking(with_incident)}


def _force_level(incidents: Iterable[Incident], by_country: list[dict[str, Any]]) -> list[dict[str, Any]]:
    named = Counter(incident.country for incident in incidents if names_only_a_force(incident))
    trained = {row["country"]: row["only_service"] + row["only_force"] for row in by_country}
    countries = sorted({*named, *(country for country, n in trained.items() if n)})
    return [
        {"country": country, "incidents": named[country], "missions": trained.get(country, 0)} for country in countries
    ]


def names_only_a_force(incident: Incident) -> bool:
    """Whether the source names a service or force for the incident and no unit below it."""
    levels = {attribution.level for attribution in incident.attributions}
    return bool(levels & _FORCE_LEVELS) and "unit" not in levels


def _links(dataset: Dataset, run: Run) -> dict[str, Any]:
    parts: Counter[str] = Counter()
    unconfirmed = ambiguous = 0
    for reading in run.readings:
        for part in reading.parts:
            best = {match.status for match in part.matches}
            if part.level == "unit":
                parts["match" if "match" in best else "candidate" if best else "none"] += 1
            unconfirmed += sum(1 for match in part.matches if match.status == "match")
            ambiguous += any(match.reason.startswith("ambiguous") for match in part.matches)
    linked = sum(
        1 for incident in dataset.incidents
        if any(link.status != "candidate" for link in run.incident_links.get(incident.id, ()))
    )  # fmt: skip
    return {
        "cells": len(run.readings),
        "unit_parts": sum(parts.values()),
        "unit_parts_matched": parts["match"],
        "unit_parts_with_candidates_only": parts["candidate"],
        "unit_parts_without_candidate": parts["none"],
        "matches_unconfirmed": unconfirmed,
        "ambiguous": ambiguous,
        "units_provisional": sum(unit.provisional for unit in dataset.units),
        "incidents_linked": linked,
        "incidents_not_linked": len(dataset.incidents) - linked,
    }


def _exposures(run: Run) -> dict[str, Any]:
    by_tie: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for exposure in run.exposures:
        by_tie[exposure.tie][exposure.timing.value] += 1
    timings = ("before", "during", "after", "undetermined")
    rows = [
        {"tie": tie, "n": sum(by_tie[tie].values()), **{timing: by_tie[tie][timing] for timing in timings}}
        for tie in sorted(by_tie)
    ]
    return {
        "total": len(run.exposures),
        "missions": len({exposure.mission_id for exposure in run.exposures}),
        "incidents": len({exposure.incident_id for exposure in run.exposures}),
        "trained_units": len({exposure.trained_unit_id for exposure in run.exposures}),
        "by_tie": rows,
    }


def _program_totals(totals: tuple[ProgramTotal, ...]) -> dict[str, Any]:
    by_year: defaultdict[int, list[ProgramTotal]] = defaultdict(list)
    for total in totals:
        by_year[total.fiscal_year or 0].append(total)
    rows = [{"fiscal_year": year or None, **_sums(by_year[year])} for year in sorted(by_year)]
    return {**_sums(totals), "by_fiscal_year": rows}


def _sums(totals: Iterable[ProgramTotal]) -> dict[str, Any]:
    held = list(totals)
    return {
        "lines": len(held),
        "trainees": sum(total.trainees or 0 for total in held),
        "cost_usd": round(sum(total.cost_usd or 0 for total in held), 2),
    }
