"""What is known only of a force or service, once per country: it makes no lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vetting.model import ForceExposure


@dataclass(frozen=True, slots=True)
class ForceLine:
    """One country. ``incidents`` and ``missions`` name no unit below a force.

    ``missions_under``: missions with a unit that is, or may stand under, a force named in an incident; the most for one
    incident. ``forces`` are the ids of those forces.
    """

    country: str
    incidents: int
    missions: int
    missions_under: int
    forces: tuple[str, ...]


def force_lines(stated: Sequence[Mapping[str, Any]], exposures: Sequence[ForceExposure]) -> tuple[ForceLine, ...]:
    """``stated`` is the coverage's ``force_level``; most incidents first."""
    under: defaultdict[str, list[ForceExposure]] = defaultdict(list)
    for exposure in exposures:
        under[exposure.country].append(exposure)
    counted = {row["country"]: (row["incidents"], row["missions"]) for row in stated}
    lines = []
    for country in {*counted, *under}:
        own = under.get(country, [])
        lines.append(
            ForceLine(
                country,
                *counted.get(country, (0, 0)),
                max((exposure.n_missions for exposure in own), default=0),
                tuple(sorted({exposure.force_unit_id for exposure in own})),
            )
        )
    return tuple(sorted(lines, key=lambda line: (-line.incidents, -line.missions, line.country)))
