"""Incidents that name only a service or force: one line each, never a unit's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vetting.chain.command import Command
from vetting.chain.links import best_links, start_period
from vetting.model import ForceExposure, Incident, Link, Mission, Relation, Unit
from vetting.period import Period, Timing, timing


@dataclass(slots=True)
class _Trained:
    """The missions with units of one force. ``status_of`` maps a mission's id to its best link's."""

    periods: Counter[Period] = field(default_factory=Counter)
    status_of: dict[str, str] = field(default_factory=dict)


def force_exposures(
    missions: Iterable[Mission],
    incidents: Iterable[Incident],
    mission_links: Mapping[str, Sequence[Link]],
    incident_links: Mapping[str, Sequence[Link]],
    units: Iterable[Unit],
    relations: Iterable[Relation],
    *,
    examples: int = 5,
) -> tuple[ForceExposure, ...]:
    """Fold the missions of a service or force per incident that is linked to nothing more exact; sorted.

    A mission counts if a unit linked to it is that force or may stand under it, at any depth, on the day it begins. A
    force without missions gives no line. ``examples`` is how many mission ids each line shows.
    """
    command = Command(units, relations)
    named = [
        (incident, link)
        for incident in incidents
        for link in _force_links(incident_links.get(incident.id, ()), command)
    ]
    trained = _by_force(missions, mission_links, command, frozenset(link.unit_id for _, link in named))
    lines = [
        _fold(incident, link, trained[link.unit_id], command.country(link.unit_id), examples)
        for incident, link in named
        if link.unit_id in trained
    ]
    return tuple(sorted(lines, key=lambda line: (line.country, line.incident_id, line.force_unit_id)))


def _force_links(links: Iterable[Link], command: Command) -> tuple[Link, ...]:
    """The links, if all of them are to a service or force; none as soon as one is to a unit."""
    best = best_links(links)
    return best if all(command.is_force(link.unit_id) for link in best) else ()


def _by_force(
    missions: Iterable[Mission],
    mission_links: Mapping[str, Sequence[Link]],
    command: Command,
    wanted: frozenset[str],
) -> Mapping[str, _Trained]:
    trained: dict[str, _Trained] = defaultdict(_Trained)
    forces_of: dict[tuple[str, Period], frozenset[str]] = {}
    for mission in missions:
        status_in: dict[str, str] = {}
        for link in best_links(mission_links.get(mission.id, ())):
            key = (link.unit_id, start_period(mission))
            if key not in forces_of:
                forces_of[key] = wanted & (command.forces_above(*key) | {link.unit_id})
            for force in forces_of[key]:
                status_in[force] = "match" if "match" in (link.status, status_in.get(force)) else link.status
        for force, status in status_in.items():
            trained[force].periods[mission.period] += 1
            trained[force].status_of[mission.id] = status
    return dict(trained)


def _fold(incident: Incident, link: Link, trained: _Trained, country: str, examples: int) -> ForceExposure:
    when: Counter[Timing] = Counter()
    for period, count in trained.periods.items():
        when[timing(period, incident.period, incident.extent)[0]] += count
    return ForceExposure(
        country=country,
        incident_id=incident.id,
        force_unit_id=link.unit_id,
        incident_link=link,
        n_missions=len(trained.status_of),
        n_unconfirmed=sum(status != "match" for status in trained.status_of.values()),
        n_before=when[Timing.BEFORE],
        n_during=when[Timing.DURING],
        n_after=when[Timing.AFTER],
        n_undetermined=when[Timing.UNDETERMINED],
        example_mission_ids=tuple(sorted(trained.status_of)[:examples]),
    )
