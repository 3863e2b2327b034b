"""What the build of a country rests on, as digests: where they are the same, the build would be."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from vetting.link.index import reader
from vetting.model import Mission, Unit
from vetting.registry.edits import Edit


def program() -> str:
    """A hash of all that reads, compares and groups names: words, weights and code."""
    return reader("vetting.registry")


def registry_digest(units: Iterable[Unit], superiors: Mapping[str, Iterable[str]]) -> str:
    """What linking with the registered units of a country rests on."""
    told = hashlib.sha256(program().encode())
    for unit in units:
        said = (unit.id, unit.name, unit.aliases, unit.level, unit.echelon, unit.branch, unit.kind)
        rest = (unit.classification, unit.placeholder, sorted(superiors.get(unit.id, ())))
        told.update(f"{said}{rest}\n".encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def block_digest(missions: Iterable[Mission], registry: str, edits: Iterable[Edit]) -> str:
    """What a country's build rests on: its rows, the ``registry_digest`` of its registered units, and its edits."""
    told = hashlib.sha256(registry.encode())
    for mission in sorted(missions, key=lambda m: m.id):
        row = f"{mission.recipient}|{mission.period}|{mission.source.file}|{mission.source.line}\n"
        told.update(row.encode("utf-8", "surrogatepass"))
    for edit in edits:
        told.update(f"{edit}\n".encode("utf-8", "surrogatepass"))
    return told.hexdigest()
