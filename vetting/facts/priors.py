"""Earlier missions of the same unit, no more of them than can decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from vetting.facts.days import ends
from vetting.facts.shapes import known_start
from vetting.model import Link, Mission
from vetting.period import ImpreciseDate, Truth


class Priors:
    """Earlier missions of a unit, no more than can decide: the one that began first decides for all later ones.

    A window that opens with an earlier mission's start is widest for the mission that began first. So for each unit
    only the two with the earliest latest-possible start, the two with the earliest earliest-possible one, and two of
    unknown start are kept (two, since a mission is not prior to itself).
    """

    def __init__(self, missions: Iterable[Mission], links: Mapping[str, tuple[Link, ...]]) -> None:
        by_unit: dict[str, list[Mission]] = defaultdict(list)
        for mission in missions:
            for link in links.get(mission.id, ()):
                if link.status == "match":
                    by_unit[link.unit_id].append(mission)
        self._first = {unit_id: _earliest(trained) for unit_id, trained in by_unit.items()}

    def of(self, mission: Mission, unit_ids: Iterable[str]) -> tuple[Mission, ...]:
        """Missions of these units that began before this one, or may have."""
        start = known_start(mission)
        found: dict[str, Mission] = {}
        for unit_id in unit_ids:
            for kept in self._first.get(unit_id, ()):
                others = [one for one in kept if one.id != mission.id]
                if others and not _surely_not_before(known_start(others[0]), start):
                    found[others[0].id] = others[0]
        return tuple(found[key] for key in sorted(found))

    def days(self, unit_ids: Iterable[str]) -> Iterator[date]:
        for unit_id in unit_ids:
            for kept in self._first.get(unit_id, ()):
                for mission in kept:
                    yield from ends(known_start(mission))


def _surely_not_before(other: ImpreciseDate | None, start: ImpreciseDate | None) -> bool:
    return other is not None and start is not None and other.before(start) is Truth.NO


def _earliest(missions: Sequence[Mission]) -> tuple[tuple[Mission, ...], ...]:
    dated = [(start, mission) for mission in missions if (start := known_start(mission))]
    by_latest = sorted(dated, key=lambda pair: (pair[0].latest, pair[1].id))[:2]
    by_earliest = sorted(dated, key=lambda pair: (pair[0].earliest, pair[1].id))[:2]
    undated = sorted((mission for mission in missions if not known_start(mission)), key=lambda mission: mission.id)[:2]
    return tuple(m for _, m in by_latest), tuple(m for _, m in by_earliest), tuple(undated)
