"""A recipient cell → the host units that the facts name, and the units that can be checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vetting.facts.shapes import Facts, unit_type
from vetting.model import Mention, Reading, Unit


class Host(NamedTuple):
    """``entries`` is None where the source cannot hold a recipient; ``unit_ids`` are those that can be checked, sorted.

    ``types`` are the types of everybody trained, None unless all of them are known.
    """

    entries: tuple[Facts, ...] | None
    unit_ids: tuple[str, ...] = ()
    types: tuple[str, ...] | None = None

    @property
    def told_apart_by(self) -> object:
        """What tells two cells apart: their units; without a unit that can be checked, only the levels they name."""
        if self.unit_ids:
            return str(self.entries), self.types
        return None if self.entries is None else (self.shape, self.types)

    @property
    def shape(self) -> tuple[str, ...] | None:
        """The entries in order, each unit that can be checked only as such: what is left where no name matters.

        Without any such unit, only the levels they name.
        """
        if self.entries is None:
            return None
        if self.unit_ids:
            return tuple(
                "on record" if entry.get("unit_id") else str(sorted(entry.items(), key=str)) for entry in self.entries
            )
        levels = {"redacted" if entry.get("redacted") else str(entry["name_level"]) for entry in self.entries}
        return tuple(sorted(levels))


class HostReader:
    """Reads cells as they were linked."""

    def __init__(self, readings: Mapping[Mention, Reading], units: Mapping[str, Unit]) -> None:
        self._readings, self._units = readings, units

    def read(self, country: str, recipient: str | None, redacted: bool) -> Host:
        if recipient is None and not redacted:
            return Host(None)
        entries: list[Facts] = [{"redacted": True}] if redacted else []
        types: list[str] = [""] if redacted else []
        if recipient:
            reading = self._readings[Mention(country, recipient)]
            for part in reading.parts:
                matched = [self._units[match.unit_id] for match in part.matches if match.status == "match"]
                entries += _entries(part.named, matched)
                types += [_recipient_type(unit) for unit in matched] or [""]
        unit_ids = {str(entry["unit_id"]) for entry in entries if entry.get("unit_id")}
        known = tuple(sorted(set(types))) if types and all(types) else None
        return Host(tuple(entries), tuple(sorted(unit_ids)), known)


def _recipient_type(unit: Unit) -> str:
    """Its type, where that is a type of recipient: a joint body may be of any."""
    kind = unit_type(unit)
    return "" if kind == "joint" else kind


def level_as_linked(level: str | None, matched: list[Unit]) -> str | None:
    """What a part names, given the units that it is matched to: no unit where all are whole services or forces."""
    if level != "unit" or not matched or any(unit.level == "unit" or unit.kind == "staff" for unit in matched):
        return level
    return matched[0].level


def _entries(level: str | None, matched: list[Unit]) -> list[Facts]:
    """A part is checkable through the units it is matched to. Matched to a whole service or force it is not, and names
    no more than that; but the staff of one is a body with a name.
    """
    checkable = [unit.id for unit in matched if unit.level == "unit"]
    if level != "unit" or not checkable:
        return [{"unit_id": None, "name_level": level_as_linked(level, matched), "redacted": False}]
    return [{"unit_id": unit_id, "name_level": "unit", "redacted": False} for unit_id in checkable]
