"""Missions × incidents → exposures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vetting.chain.command import Command
from vetting.chain.commanders import Commanders
from vetting.chain.kin import Kin, Kinship, Naming
from vetting.chain.links import best_links, start_of, start_period
from vetting.model import Exposure, Incident, Link, Mission, Posting, Relation, Unit
from vetting.period import Period, Timing, Truth, timing

#: One incident that reaches a mission, as far as it does not depend on the mission's id and link.
_Reached = tuple[Kinship, Timing, tuple[int, int] | None, Truth]


def expose(
    missions: Iterable[Mission],
    incidents: Iterable[Incident],
    mission_links: Mapping[str, Sequence[Link]],
    incident_links: Mapping[str, Sequence[Link]],
    units: Iterable[Unit],
    relations: Iterable[Relation],
    postings: Iterable[Posting] = (),
    *,
    levels: int = 2,
) -> tuple[Exposure, ...]:
    """Tie missions to incidents through the units they are linked to, sorted by mission, incident and units.

    Every unit's chain is read upward on the day of its own record: the trained unit's on the day the mission begins,
    the implicated unit's on the days of the incident. So *superior* means that the trained unit stood under the
    implicated one when the mission began, *subordinate* that the implicated unit stood under the trained one at the
    time of the incident, *sibling* that each had the same direct superior on its own day. A relation surely not in
    force on that day does not count; one that the sources leave open does, and ``path_in_force`` is then unknown.
    Successions hold whatever the day. *commander* needs one person surely in command of both units, each on its day.

    ``levels`` is how many steps up or down count (2: the superior's superior; 0: none, so no sibling either), and how
    many successions. Services and forces are nobody's kin and carry no chain further (``force_exposures`` reports
    them); placeholders may stand in a chain but are neither trained nor implicated. Each mission, incident, trained and
    implicated unit give one exposure, the closest tie; links of either status count and are handed on.

    Raises: ValueError if ``levels`` is negative.
    """
    if levels < 0:
        raise ValueError(f"levels is {levels}: a number of steps is 0 or more")
    command = Command(units, relations)
    kin = Kin(_namings(incidents, incident_links, command), command, Commanders(postings), levels)
    reached: dict[tuple[str, Period], tuple[_Reached, ...]] = {}
    exposures = []
    for mission in missions:
        for link in best_links(mission_links.get(mission.id, ())):
            if not command.is_named_unit(link.unit_id):
                continue
            key = (link.unit_id, mission.period)
            if key not in reached:
                reached[key] = _reached(mission, kin.of(link.unit_id, start_period(mission)))
            exposures += [_exposure(mission.id, link, *one) for one in reached[key]]
    return tuple(sorted(exposures, key=_order))


def _namings(
    incidents: Iterable[Incident], incident_links: Mapping[str, Sequence[Link]], command: Command
) -> list[Naming]:
    return [
        Naming(incident, link)
        for incident in sorted(incidents, key=lambda one: one.id)
        for link in best_links(incident_links.get(incident.id, ()))
        if command.is_named_unit(link.unit_id)
    ]


def _reached(mission: Mission, kinships: Iterable[Kinship]) -> tuple[_Reached, ...]:
    start = start_of(mission)
    reached = []
    for kinship in kinships:
        incident = kinship.naming.incident
        when, gap = timing(mission.period, incident.period, incident.extent)
        public = incident.first_public
        known = public.on_or_before(start) if public and start else Truth.UNKNOWN
        reached.append((kinship, when, gap, known))
    return tuple(reached)


def _exposure(
    mission_id: str, link: Link, kinship: Kinship, when: Timing, gap: tuple[int, int] | None, known: Truth
) -> Exposure:
    return Exposure(
        incident_id=kinship.naming.incident.id,
        mission_id=mission_id,
        trained_unit_id=link.unit_id,
        implicated_unit_id=kinship.naming.link.unit_id,
        tie=kinship.tie,
        timing=when,
        gap_days=gap,
        known_at_start=known,
        mission_link=link,
        incident_link=kinship.naming.link,
        path=kinship.path,
        path_in_force=kinship.in_force,
        person_id=kinship.person_id,
    )


def _order(exposure: Exposure) -> tuple[str, str, str, str]:
    return exposure.mission_id, exposure.incident_id, exposure.trained_unit_id, exposure.implicated_unit_id
