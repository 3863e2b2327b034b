"""What a piece of evidence rests on, by name: from ``kind:id`` to the record's own source line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vetting.model import Dataset, SourceRef


@dataclass(frozen=True, slots=True)
class Reference:
    """A record named by evidence; ``source`` is None where it has no line of its own (law, declaration, input)."""

    kind: str
    id: str
    title: str = ""
    source: SourceRef | None = None
    anchor: str = ""


class References:
    """Finds the records of a dataset by ``kind:id``."""

    def __init__(self, dataset: Dataset, rule_anchors: Mapping[str, str]) -> None:
        self._rules = rule_anchors
        self._missions = {mission.id: mission for mission in dataset.missions}
        self._incidents = {incident.id: incident for incident in dataset.incidents}
        self._units = {unit.id: unit for unit in dataset.units}

    def find(self, refs: Iterable[str], mission_id: str) -> tuple[Reference, ...]:
        """The references in their order; ``{mission}`` in one is the mission the sentence is filled for."""
        return tuple(self._find(ref.replace("{mission}", mission_id)) for ref in refs)

    def _find(self, ref: str) -> Reference:
        kind, _, own_id = ref.partition(":")
        if kind == "mission" and own_id in self._missions:
            return Reference(kind, own_id, source=self._missions[own_id].source)
        if kind == "incident" and own_id in self._incidents:
            incident = self._incidents[own_id]
            return Reference(kind, own_id, incident.source_title, incident.source)
        if kind == "unit" and own_id in self._units:
            return Reference(kind, own_id, self._units[own_id].name, self._units[own_id].source)
        return Reference(kind, own_id, anchor=self._rules.get(own_id, ""))
