"""A workspace's records → the provisional units of its countries; only what changed is clustered anew."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from vetting.link import above
from vetting.model import Dataset, InputFile, Mission, Record, Relation, Unit
from vetting.registry.edits import Edit, edited
from vetting.registry.proposing import Member, Proposal, propose
from vetting.sources.reading import FileReading

#: The dataset and input under which provisional units stand in a workspace.
DATASET = "provisional"
#: Raised where a build keeps more than before, so that what was built by an older version is built anew.
_VERSION = b"5"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gave: ``fresh`` countries clustered anew with their digests, and every record of the registry."""

    fresh: Mapping[str, str]
    proposals: tuple[Proposal, ...]
    reading: FileReading


def build(
    dataset: Dataset,
    digests: Mapping[str, str],
    members: Iterable[Member],
    edits: Sequence[Edit] = (),
    *,
    countries: Collection[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Built:
    """Propose units for ``countries`` (all, where none is given); one built of the very same input is kept as it is."""
    by_country: dict[str, list[Mission]] = defaultdict(list)
    for mission in dataset.missions:
        if mission.country and mission.recipient:
            by_country[mission.country].append(mission)
    units: dict[str, list[Unit]] = defaultdict(list)
    for unit in dataset.units:
        units[unit.country].append(unit)
    earlier: dict[str, dict[tuple[str, int], str]] = defaultdict(dict)
    for member in members:
        earlier[member.country][member.cell, member.start] = member.unit_id
    asked = sorted(set(countries) or by_country.keys() | digests.keys())
    given = {c: [e for e in edits if e.country == c] for c in asked}
    now = {c: _digest(by_country[c], [u for u in units[c] if not u.provisional], given[c]) for c in asked}
    fresh = {c: d for c, d in now.items() if d != digests.get(c)}
    superiors = above(dataset.relations)
    proposals = []
    for done, country in enumerate(fresh):
        if progress is not None:
            progress(done, len(fresh))
        found = propose(country, by_country[country], units[country], superiors=superiors, earlier=earlier[country])
        proposals.append(edited(found, given[country]))
    return Built(fresh, tuple(proposals), _reading(dataset, proposals, fresh))


def _digest(missions: Iterable[Mission], units: Iterable[Unit], edits: Iterable[Edit]) -> str:
    """What a country's build depends on, the way of clustering included."""
    told = hashlib.sha256(_VERSION + files("vetting.registry").joinpath("weights.csv").read_bytes())
    for mission in sorted(missions, key=lambda m: m.id):
        told.update(f"{mission.recipient}|{mission.period}|{mission.source.file}|{mission.source.line}\n".encode())
    for unit in units:
        told.update(f"{unit.id}|{unit.name}|{unit.aliases}|{unit.branch}|{unit.echelon}\n".encode())
    for edit in edits:
        told.update(f"{edit}\n".encode())
    return told.hexdigest()


def _reading(dataset: Dataset, proposals: Iterable[Proposal], fresh: Collection[str]) -> FileReading:
    """The whole registry as one file's records: the fresh countries', and the others as they stand."""
    kept = [u for u in dataset.units if u.provisional and u.country not in fresh]
    ids = {u.id for u in kept}
    records: list[Record] = [*kept, *(r for r in dataset.relations if _provisional(r, ids))]
    for proposal in proposals:
        records += [*proposal.units, *proposal.relations]
    told = hashlib.sha256("\n".join(repr(r) for r in records).encode()).hexdigest()
    given = InputFile(DATASET, "registry", DATASET, told, len(records), len(records), 0, "utf-8")
    return FileReading(given, tuple(records), ())


def _provisional(relation: Relation, ids: Collection[str]) -> bool:
    return relation.unit_id in ids
