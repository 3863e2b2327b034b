"""One mission's facts, parsed once, as the words of the vocabulary read them. Missing is None throughout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vetting.conditions.outcome import Words
from vetting.errors import InputError
from vetting.period import Extent, ImpreciseDate, Period

#: Levels that name no unit: a service is one branch, a force several or all of them.
ABOVE_UNIT = frozenset({"service", "force"})


@dataclass(slots=True, eq=False)
class HostEntry:
    """One line of ``mission.host_units``. Checkable when ``unit_id`` is given."""

    unit_id: str | None
    name_level: str | None
    redacted: bool | None
    name: str = ""


@dataclass(slots=True, eq=False)
class PriorMission:
    """An earlier mission; the ``phantom`` is one of which nothing is known."""

    id: str
    start: ImpreciseDate | None
    unit_ids: frozenset[str] | None
    phantom: bool = False


@dataclass(slots=True, eq=False)
class IncidentView:
    """An incident as the per-incident tests read it; the ``phantom`` is the record an open list may still hold.

    ``said`` keeps its dates in words once they have been put so.
    """

    id: str
    period: Period
    extent: Extent
    violation_types: tuple[str, ...] | None
    credibility: str | None
    units: frozenset[str]
    attribution_level: str | None
    names_no_unit: bool
    first_public: ImpreciseDate | None
    determination: Mapping[str, Any] | None
    phantom: bool = False
    ref: tuple[str, ...] = ()
    said: Words | None = None


PHANTOM_INCIDENT = IncidentView(
    "", Period(), Extent.ACT, None, None, frozenset(), None, False, None, None, phantom=True
)  # fmt: skip
PHANTOM_MISSION = PriorMission("", None, None, phantom=True)


@dataclass(slots=True)
class Case:
    """The facts of one mission. ``mission`` stays a mapping; lists that can be open say whether they are closed.

    ``start`` is some day of the fiscal year where only that is recorded.
    """

    mission: Mapping[str, Any]
    start: ImpreciseDate | None
    end: ImpreciseDate | None
    entries: tuple[HostEntry, ...] | None
    incidents: tuple[IncidentView, ...] | None
    incidents_closed: bool
    prior_missions: tuple[PriorMission, ...] | None
    names: Mapping[str, str]
    levels: Mapping[str, str]
    parents: Mapping[str, str]
    parameters: Mapping[str, int | float]
    #: The facts as given, for words about what is said in one place only.
    facts: Mapping[str, Any] = field(default_factory=dict)
    _superiors: dict[str, frozenset[str]] = field(default_factory=dict)
    _once: dict[str, Any] = field(default_factory=dict)

    @staticmethod
    def read(facts: Mapping[str, Any], parameters: Mapping[str, int | float]) -> Case:
        """Parse facts in the shape of facts.schema.json. Raises InputError for a date that is no day."""
        mission = facts.get("mission") or {}
        units = [unit for unit in facts.get("units") or () if unit]
        levels = {unit["id"]: unit.get("level") or "unit" for unit in units}
        names = {unit["id"]: unit.get("name") or unit["id"] for unit in units}
        start = read_day(mission.get("start_date"), "mission.start_date")
        fiscal_year = mission.get("fiscal_year")
        if start is None and fiscal_year is not None:
            start = ImpreciseDate.fiscal_year(fiscal_year)
        config = {name: value for name, value in (facts.get("config") or {}).items() if value is not None}
        return Case(
            mission=mission,
            start=start,
            end=read_day(mission.get("end_date"), "mission.end_date"),
            entries=_entries(mission.get("host_units"), names),
            incidents=_incidents(facts.get("incidents"), levels),
            incidents_closed=(facts.get("searched") or {}).get("incidents") is True,
            prior_missions=_prior_missions(facts.get("prior_missions")),
            names=names,
            levels=levels,
            parents={unit["id"]: unit["parent"] for unit in units if unit.get("parent")},
            parameters={**parameters, **config} if config else parameters,
            facts=facts,
        )

    def name(self, unit_id: str) -> str:
        return self.names.get(unit_id, unit_id)

    def once(self, name: str, read: Callable[[Case], Any]) -> Any:
        """What ``read`` makes of the facts, read when the first word asks for it and kept under ``name``."""
        if name not in self._once:
            self._once[name] = read(self)
        return self._once[name]

    def declared(self, name: str) -> bool:
        """Whether the list that ``searched`` calls by this name is declared complete."""
        return (self.facts.get("searched") or {}).get(name) is True

    def day(self, path: str) -> ImpreciseDate | None:
        """The date at a path without lists, such as ``mission.notice.date`` or ``as_of``; None where it is missing."""
        return read_day(self.said(path), path)

    def said(self, path: str) -> Any:
        """What the facts say at a path without lists; None where they do not."""
        value: Any = self.facts
        for name in path.split("."):
            value = value.get(name) if value else None
        return value

    def fiscal_years(self) -> tuple[int, ...]:
        """The fiscal year recorded, else every one in which the start may lie; empty where nothing is known."""
        recorded = self.mission.get("fiscal_year")
        if recorded is not None:
            return (int(recorded),)
        if self.start is None:
            return ()
        return tuple(range(_fiscal_year(self.start.earliest), _fiscal_year(self.start.latest) + 1))

    def money_years(self) -> tuple[int, ...]:
        """The year of the act that gave the money, else the fiscal years of the mission."""
        given = self.mission.get("appropriation_year")
        return self.fiscal_years() if given is None else (int(given),)

    def superiors(self, unit_id: str) -> frozenset[str]:
        """The recorded superiors of a unit at any depth, those of service or force level left out."""
        known = self._superiors.get(unit_id)
        if known is None:
            found: list[str] = []
            above = self.parents.get(unit_id)
            while above is not None and above not in found and above != unit_id:
                if self.levels.get(above, "unit") in ABOVE_UNIT:
                    break
                found.append(above)
                above = self.parents.get(above)
            known = self._superiors[unit_id] = frozenset(found)
        return known


class World:
    """A case on one day (or stretch) of start and under one version, with the records now looked at."""

    __slots__ = (
        "case",
        "days",
        "entry",
        "incident",
        "incident_exceptions",
        "posting",
        "prior_mission",
        "start",
        "version",
        "versions",
        "vetting_record",
    )

    def __init__(
        self, case: Case, start: ImpreciseDate | None, version: str, incident_exceptions: tuple[Any, ...] = ()
    ) -> None:
        self.case = case
        self.start = start
        self.version = version
        self.incident_exceptions = incident_exceptions
        #: Days of the mission that windows have asked for, each computed once.
        self.days: dict[object, ImpreciseDate | None] = {}
        self.entry: HostEntry | None = None
        self.incident: IncidentView = PHANTOM_INCIDENT
        self.prior_mission: PriorMission = PHANTOM_MISSION
        self.vetting_record: Any = None
        self.posting: Any = None
        #: The rule's versions (name, first, last), for a rule whose bounds are tested on a day of a record.
        self.versions: tuple[Any, ...] = ()


def _fiscal_year(day: date) -> int:
    return day.year + (day.month >= 10)


def read_day(text: str | None, path: str) -> ImpreciseDate | None:
    if text is None:
        return None
    try:
        return ImpreciseDate.parse(text)
    except ValueError as error:
        raise InputError(str(error), where=path) from None


def _entries(given: Any, names: Mapping[str, str]) -> tuple[HostEntry, ...] | None:
    if given is None:
        return None
    entries = []
    for line in given:
        entry = line or {}
        unit_id = entry.get("unit_id")
        name = names.get(unit_id, unit_id) if unit_id else ""
        entries.append(HostEntry(unit_id or None, entry.get("name_level"), entry.get("redacted"), name))
    return tuple(entries)


def _prior_missions(given: Any) -> tuple[PriorMission, ...] | None:
    if given is None:
        return None
    missions = []
    for line in given:
        record = line or {}
        unit_ids = record.get("unit_ids")
        missions.append(
            PriorMission(
                record.get("id") or "",
                read_day(record.get("start_date"), "prior_missions[].start_date"),
                None if unit_ids is None else frozenset(unit_ids),
            )
        )
    return tuple(missions)


def _incidents(given: Any, levels: Mapping[str, str]) -> tuple[IncidentView, ...] | None:
    if given is None:
        return None
    return tuple(_incident(record or {}, levels) for record in given)


def _incident(record: Mapping[str, Any], levels: Mapping[str, str]) -> IncidentView:
    units = frozenset(record.get("attributed_units") or ())
    level = record.get("attribution_level")
    types = record.get("violation_types")
    return IncidentView(
        id=record.get("id") or "",
        period=_period(record),
        extent=Extent.SERIES if record.get("extent") == "series" else Extent.ACT,
        violation_types=tuple(sorted(types)) if types else None,
        credibility=record.get("credibility"),
        units=units,
        attribution_level=level,
        names_no_unit=level in ABOVE_UNIT
        or (bool(units) and all(levels.get(unit, "unit") in ABOVE_UNIT for unit in units)),
        first_public=read_day(record.get("first_public_date"), "incidents[].first_public_date"),
        determination=(record.get("remediation") or {}).get("determination"),
        ref=(f"incident:{record['id']}",) if record.get("id") else (),
    )


def _period(record: Mapping[str, Any]) -> Period:
    begin = read_day(record.get("date_start"), "incidents[].date_start")
    end = read_day(record.get("date_end"), "incidents[].date_end")
    if begin and end and end.latest < begin.earliest:
        raise InputError(
            f"incident '{record.get('id')}' ends on {record['date_end']}, before it begins on {record['date_start']}",
            where="incidents[].date_end",
        )
    return Period(begin, end)
