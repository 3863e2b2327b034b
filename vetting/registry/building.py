"""A workspace's records → the provisional units of its countries; only what changed is read and grouped anew."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vetting.collector import paused_collection
from vetting.executor import cores, run
from vetting.link import above
from vetting.model import MADE_HERE, Dataset, InputFile, Mission, Record, Relation, Unit
from vetting.registry.edits import Edit, edited
from vetting.registry.kept import Kept, unpacked
from vetting.registry.proposing import Member, Proposal, propose
from vetting.registry.resting import block_digest, program, registry_digest
from vetting.sources.reading import FileReading

#: The dataset and input under which provisional units stand in a workspace.
DATASET = "provisional"
#: From so many rows on processes repay their start.
_MANY = 4000


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gave: ``fresh`` countries clustered anew with their digests, and every record of the registry.

    ``kept`` is what a later build need not read again of the fresh countries, and ``program`` what it was read by.
    """

    fresh: Mapping[str, str]
    proposals: tuple[Proposal, ...]
    reading: FileReading
    kept: Mapping[str, bytes] = field(default_factory=dict)
    program: str = ""


@dataclass(frozen=True, slots=True)
class _Task:
    """A country to be built, by itself."""

    country: str
    missions: Sequence[Mission]
    units: Sequence[Unit]
    registry: str
    superiors: Mapping[str, Iterable[str]]
    earlier: Mapping[tuple[str, int], str]
    kept: bytes


def build(
    dataset: Dataset,
    digests: Mapping[str, str],
    members: Iterable[Member],
    edits: Sequence[Edit] = (),
    *,
    kept: Mapping[str, bytes] | None = None,
    countries: Collection[str] = (),
    progress: Callable[[int, int], None] | None = None,
    processes: int | None = None,
) -> Built:
    """Propose units for ``countries`` (all, where none is given); one built of the very same input is kept as it is.

    ``kept``: what earlier builds kept of their countries, read by this same program; it changes no result.
    ``processes``: at most so many; all cores for a large job unless given. The result is the same for any number.
    """
    by_country: dict[str, list[Mission]] = defaultdict(list)
    for mission in dataset.missions:
        if mission.country and mission.recipient:
            by_country[mission.country].append(mission)
    units: dict[str, list[Unit]] = defaultdict(list)
    for unit in dataset.units:
        if not unit.provisional:
            units[unit.country].append(unit)
    asked = sorted(set(countries) or by_country.keys() | digests.keys())
    superiors = above(dataset.relations)
    given = {c: [e for e in edits if e.country == c] for c in asked}
    rest = {c: registry_digest(units[c], superiors) for c in asked}
    now = {c: block_digest(by_country[c], rest[c], given[c]) for c in asked}
    fresh = {c: d for c, d in now.items() if d != digests.get(c)}
    earlier = _earlier(members, fresh)
    tasks = [
        _Task(c, by_country[c], units[c], rest[c], superiors, earlier[c], (kept or {}).get(c, b"")) for c in fresh
    ]  # fmt: skip
    found = _done(tasks, progress, processes)
    proposals = [edited(found[c][0], given[c]) for c in fresh]
    held = {c: found[c][1] for c in fresh}
    return Built(fresh, tuple(proposals), _reading(dataset, proposals, fresh), held, program())


def _earlier(members: Iterable[Member], fresh: Collection[str]) -> Mapping[str, Mapping[tuple[str, int], str]]:
    out: dict[str, dict[tuple[str, int], str]] = defaultdict(dict)
    for member in members:
        if member.country in fresh:
            out[member.country][member.cell, member.start] = member.unit_id
    return out


def _done(
    tasks: Sequence[_Task], progress: Callable[[int, int], None] | None, processes: int | None
) -> dict[str, tuple[Proposal, bytes]]:  # fmt: skip
    """Country → what it gave; the largest countries first, so that none is waited for at the end."""
    ordered = sorted(tasks, key=lambda t: (-len(t.missions), t.country))
    if processes is None:
        processes = cores() if sum(len(t.missions) for t in tasks) > _MANY else 1
    out = {}
    with paused_collection():
        for done, (at, found) in enumerate(run(_propose, ordered, processes)):
            if progress is not None:
                progress(done, len(ordered))
            out[ordered[at].country] = found
    return out


def _propose(task: _Task) -> tuple[Proposal, bytes]:
    kept = unpacked(task.country, task.kept)
    if kept.registry != task.registry:
        kept = Kept(kept.items, task.registry)
    found = propose(
        task.country, task.missions, task.units, superiors=task.superiors, earlier=task.earlier, kept=kept
    )  # fmt: skip
    return found, kept.packed({m.recipient for m in task.missions if m.recipient})


def _reading(dataset: Dataset, proposals: Iterable[Proposal], fresh: Collection[str]) -> FileReading:
    """The whole registry as one file's records: the fresh countries', and the others as they stand."""
    kept = [u for u in dataset.units if u.provisional and u.country not in fresh]
    ids = {u.id for u in kept}
    records: list[Record] = [*kept, *(r for r in dataset.relations if _provisional(r, ids))]
    for proposal in proposals:
        records += [*proposal.units, *proposal.relations]
    told = hashlib.sha256("\n".join(repr(r) for r in records).encode("utf-8", "surrogatepass")).hexdigest()
    given = InputFile(DATASET, MADE_HERE, DATASET, told, len(records), len(records), 0, "utf-8")
    return FileReading(given, tuple(records), ())


def _provisional(relation: Relation, ids: Collection[str]) -> bool:
    return relation.unit_id in ids
