"""Words about where: how far an incident lay from the training site."""

from __future__ import annotations

from collections.abc import Mapping
from math import asin, cos, radians, sin, sqrt
from typing import Any

from vetting.conditions.accountability import incident_record
from vetting.conditions.case import World
from vetting.conditions.outcome import NO, NOTHING, UNKNOWN, YES, Hit, Outcome, Words
from vetting.conditions.vocabulary import INCIDENT, UNREAD, Node, answered, word

#: Mean radius of the Earth in kilometers (IUGG).
EARTH_KM = 6371.0088

_NEAR = Words(
    "The incident happened about {km} km from the training site.",
    "El incidente ocurrió a unos {km} km del lugar del entrenamiento.",
)
_FAR = Words(
    "The incident happened about {km} km from the training site: not near.",
    "El incidente ocurrió a unos {km} km del lugar del entrenamiento: no cerca.",
)
_DISTANCE_UNKNOWN = Words(
    "The distance between the incident and the training site cannot be measured.",
    "No se puede medir la distancia entre el incidente y el lugar del entrenamiento.",
)


@word(
    looks_at=(INCIDENT,),
    reads=tuple(
        f"{record}.{name}"
        for record in ("mission.location", "incidents[].location")
        for name in ("lat", "lon", "uncertainty_km")
    ),
    fills=("km",),
)
def near_the_site(world: World, node: Node) -> Outcome:
    """The incident happened within near_km of the training site, along a great circle.

    Coordinates that are missing, or less certain than near_km, leave it open.
    """
    incident = world.incident
    if incident.phantom:
        return UNREAD
    limit = world.case.parameters["near_km"]
    here, there = world.case.mission.get("location"), incident_record(world).get("location")
    missing = _lacking("mission.location", here, limit) | _lacking("incidents[].location", there, limit)
    if missing or here is None or there is None:
        return answered(node, UNKNOWN, _DISTANCE_UNKNOWN, incident.ref, missing)
    distance = great_circle_km(here["lat"], here["lon"], there["lat"], there["lon"])
    values = (("km", str(round(distance))),)
    truth = YES if distance <= limit else NO
    outcome = answered(node, truth, _NEAR if truth is YES else _FAR, incident.ref, values=values)
    return outcome._replace(hits=(Hit(values=values),)) if truth is YES else outcome


def _lacking(path: str, location: Mapping[str, Any] | None, limit: float) -> frozenset[str]:
    """What keeps a place from being measured to within ``limit`` kilometers."""
    location = location or {}
    missing = {f"{path}.{name}" for name in ("lat", "lon") if location.get(name) is None}
    if (location.get("uncertainty_km") or 0) > limit:
        missing.add(f"{path}.uncertainty_km")
    return frozenset(missing) if missing else NOTHING


def great_circle_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance along a great circle in kilometers, by the haversine formula."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))
