"""The one place that knows the order: records → links → exposures → facts → answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any

from vetting import chain, law, link
from vetting.errors import NothingCheckedError
from vetting.facts import FactsBuilder, Links
from vetting.fold import Folded, fold
from vetting.known import known
from vetting.link.mentions import mentions_of
from vetting.link.times import in_their_time
from vetting.model import Dataset, Incident, Link, Listing, Match, Mention, Mission, Reading, Run, VettingRecord

#: Below this score a candidate is not worth a reviewer's time and makes no exposure. A design choice.
CANDIDATE_FLOOR = 0.5

Progress = Callable[[str, int, int], None]


def run(
    dataset: Dataset,
    rules: Sequence[law.Rule],
    rule_hashes: Mapping[str, str],
    parameters: Mapping[str, Any],
    *,
    as_of: date | None = None,
    table_hashes: Mapping[str, str] = MappingProxyType({}),
    confirmed: Collection[tuple[str, str]] = frozenset(),
    progress: Progress = lambda stage, done, total: None,
    capped: Callable[[Mention], None] = lambda mention: None,
) -> Run:
    """Match, trace, judge. Pure: the same records, rules and parameters give the same run.

    ``progress(stage, done, total)`` is told of each stage (match, trace, judge), ``capped`` of each mention for which
    more names of units fit equally well than are compared. Raises NothingCheckedError when there is no mission, no
    incident or no rule: nothing said by such a run could be told from silence.

    ``as_of`` is a day of judgement that was asked for: only what was, or may have been, on record that day is read.
    Without one it is the newest day in the inputs, and nothing is left out. ``confirmed`` are the pairs of an incident
    and a provisional unit that an analyst took for the one named; every other link between such stays a candidate.
    """
    counts = None
    if as_of is not None:
        dataset, counts = known(dataset, as_of)
    _refuse_empty(dataset, rules, as_of)
    as_of = as_of or newest_date(dataset)
    units = dataset.units
    readings = link.link(
        mentions_of(dataset),
        units,
        superiors=link.above(dataset.relations),
        progress=partial(progress, "match"),
        capped=capped,
    )
    links = _links(dataset, {reading.mention: reading for reading in readings}, confirmed)

    progress("trace", 0, 1)
    exposures = chain.expose(
        dataset.missions,
        dataset.incidents,
        links.missions,
        links.incidents,
        units,
        dataset.relations,
        dataset.postings,
        levels=int(parameters["exposure_levels"]),
    )
    force_exposures = chain.force_exposures(
        dataset.missions, dataset.incidents, links.missions, links.incidents, units, dataset.relations
    )
    progress("trace", 1, 1)

    folded = judge(dataset, links, as_of, rules, parameters, partial(progress, "judge"))
    return Run(
        as_of=as_of,
        rules=dict(sorted(rule_hashes.items())),
        parameters=printed_parameters(parameters, table_hashes),
        readings=readings,
        incident_links=links.incidents,
        exposures=exposures,
        force_exposures=force_exposures,
        answers=folded.answers,
        signature_of=folded.signature_of,
        facts=folded.facts,
        known=counts,
    )


def judge(
    dataset: Dataset,
    links: Links,
    as_of: date,
    rules: Sequence[law.Rule],
    parameters: Mapping[str, Any],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Folded:
    """Every rule asked of every mission: the last stage of ``run``, alone."""
    total = len(dataset.missions)
    builder = _builder(dataset, links, as_of, rules, parameters)
    progress(0, total)  # said here, so that the processes that judge need not each say it
    folded = fold(builder, rules, parameters, lambda done: progress(done, total))
    progress(total, total)
    return folded


def _builder(
    dataset: Dataset, links: Links, as_of: date, rules: Sequence[law.Rule], parameters: Mapping[str, Any]
) -> FactsBuilder:
    return FactsBuilder(
        dataset,
        links,
        as_of=as_of,
        bound_days=law.bound_days(rules),
        year_days=law.year_days(rules),
        compared_days=lambda start, end: law.compared_days(start, end, parameters),
        fact_shifts=[(one.path, one.unit, _amount(one.amount, parameters)) for one in law.fact_shifts(rules)],
    )


def facts_of(
    dataset: Dataset, run: Run, mission: Mission, rules: Sequence[law.Rule], parameters: Mapping[str, Any]
) -> dict[str, Any]:
    """The facts of one mission as the run's readings give them: its own, not those of one that is judged alike."""
    return _builder(dataset, links_of(dataset, run), run.as_of, rules, parameters).facts(mission)


def links_of(dataset: Dataset, run: Run) -> Links:
    """What a run linked the records' cells to."""
    return replace(
        _links(dataset, {reading.mention: reading for reading in run.readings}), incidents=run.incident_links
    )


def printed_parameters(parameters: Mapping[str, Any], table_hashes: Mapping[str, str]) -> dict[str, str]:
    """What every report prints of a run besides its rules: the numbers they count with and the tables they look up."""
    tables = {f"table {name}": f"SHA-256 {digest}" for name, digest in table_hashes.items()}
    return dict(sorted({**{name: str(value) for name, value in parameters.items()}, **tables}.items()))


def _amount(amount: int | str, parameters: Mapping[str, Any]) -> int:
    """A number, or the parameter of that name."""
    return int(parameters[amount] if isinstance(amount, str) else amount)


def newest_date(dataset: Dataset) -> date:
    """The newest day found in the inputs: the default day of judgement, never the computer's clock."""
    days = [file.newest_date for file in dataset.inputs if file.newest_date]
    if not days:
        raise NothingCheckedError("no input holds a date, so the day of judgement is open", hint="give --as-of DATE")
    return max(days)


def _refuse_empty(dataset: Dataset, rules: Sequence[law.Rule], as_of: date | None) -> None:
    for what, found in (("mission", dataset.missions), ("incident", dataset.incidents), ("rule", rules)):
        if not found:
            by_then = f" on record by {as_of}" if as_of and what != "rule" else ""
            hint = f"import a file that holds a {what}, then run again"
            raise NothingCheckedError(f"nothing was checked: there is no {what}{by_then}", hint=hint)


# -------------------------------------------------------------------- mentions and links


def _printed(dataset: Dataset) -> tuple[VettingRecord | Listing, ...]:
    """Records that print a unit's name, besides missions and incidents."""
    return (*dataset.vetting_records, *dataset.listings)


def _links(
    dataset: Dataset, readings: Mapping[Mention, Reading], confirmed: Collection[tuple[str, str]] = frozenset()
) -> Links:
    units = {unit.id: unit for unit in dataset.units if not unit.placeholder}
    ids = set(units)
    by_cell = {mention: tuple(_worth_review(reading)) for mention, reading in readings.items()}
    missions = {}
    for mission in dataset.missions:
        if mission.recipient:
            found = by_cell[Mention(mission.country, mission.recipient)]
            found = tuple(in_their_time(found, units, mission.period)) if found else ()
            if found:
                missions[mission.id] = found
    records: dict[str, tuple[Link, ...]] = {}
    for record in dataset.vetting_records:
        if record.unit_id in ids:
            records[record.id] = (Link(record.unit_id, 1.0, "match"),)
    for one in _printed(dataset):
        if one.id not in records and one.unit_printed:
            records[one.id] = by_cell[Mention(one.country, one.unit_printed)]
    provisional = {unit.id for unit in dataset.units if unit.provisional}
    incidents = {
        incident.id: tuple(
            _provisionally(link_, incident, confirmed) if link_.unit_id in provisional else link_
            for link_ in _incident_links(incident, ids, by_cell)
        )
        for incident in dataset.incidents
    }
    return Links(readings, incidents, missions, records)


def _worth_review(reading: Reading) -> Iterator[Link]:
    """The units a cell is linked to; of a part without a match, its best candidate (and its equals)."""
    seen: set[str] = set()
    for part in reading.parts:
        for match in _of_part(part.matches):
            if match.unit_id not in seen:
                seen.add(match.unit_id)
                yield Link(match.unit_id, match.score, match.status)


def _of_part(matches: Sequence[Match]) -> Iterable[Match]:
    accepted = [match for match in matches if match.status == "match"]
    if accepted:
        return accepted
    worth = [match for match in matches if match.score >= CANDIDATE_FLOOR and match.reason != link.NO_COUNTRY]
    return [match for match in worth if match.reason.startswith("ambiguous")] or worth[:1]


def _provisionally(link_: Link, incident: Incident, confirmed: Collection[tuple[str, str]]) -> Link:
    """An incident's link to a provisional unit: a candidate, until an analyst confirms it.

    The unit itself rests on a grouping of strings that nobody may have read: a judged pair of names on top of that is
    too little to say whom a source names.
    """
    if (incident.id, link_.unit_id) in confirmed:
        return Link(link_.unit_id, 1.0, "match")
    return replace(link_, status="candidate")


def _incident_links(incident: Incident, ids: set[str], by_cell: Mapping[Mention, tuple[Link, ...]]) -> tuple[Link, ...]:
    """The source's own id decides; else its printed words; the curated form only where the printed words do not."""
    found: dict[str, Link] = {}
    for attribution in incident.attributions:
        if attribution.unit_id in ids:
            found[attribution.unit_id] = Link(attribution.unit_id, 1.0, "match")
            continue
        for link_ in _attribution_links(incident.country, attribution.printed, attribution.normalized, by_cell):
            found.setdefault(link_.unit_id, link_)
    return tuple(found[unit_id] for unit_id in sorted(found))


def _attribution_links(
    country: str, printed: str, normalized: str, by_cell: Mapping[Mention, tuple[Link, ...]]
) -> tuple[Link, ...]:
    """Printed words first. The curated form may settle which of the printed words' candidates is meant, or stand in

    where they have no match: the unit that it names then stands for those candidates. It never outvotes a match.
    """
    as_printed = by_cell.get(Mention(country, printed), ())
    if not normalized or any(one.status == "match" for one in as_printed):
        return as_printed
    curated = by_cell.get(Mention(country, normalized), ())
    if not as_printed:
        return curated
    named = {one.unit_id for one in as_printed}
    settled = tuple(one for one in curated if one.status == "match" and one.unit_id in named)
    return settled or tuple(one for one in curated if one.status == "match") or as_printed
