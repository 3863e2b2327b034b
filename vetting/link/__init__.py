"""Mentions × units → readings: what each printed cell names, and which units of the registry that may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from vetting.collector import paused_collection
from vetting.executor import run
from vetting.link.explanation import PairExplanation, Row, explain
from vetting.link.index import save
from vetting.link.misread import read_as
from vetting.link.overflow import NO_COUNTRY
from vetting.link.shards import cut, processes_for
from vetting.link.work import read_shard, readings
from vetting.model import Mention, Reading, Relation, Unit

__all__ = ["NO_COUNTRY", "PairExplanation", "Row", "above", "explain", "link", "read_as", "save"]


def link(
    mentions: Iterable[Mention],
    units: Sequence[Unit],
    *,
    top: int = 5,
    progress: Callable[[int, int], None] | None = None,
    superiors: Mapping[str, Iterable[str]] | None = None,
    processes: int | None = None,
    index: Path | None = None,
    capped: Callable[[Mention], None] = lambda mention: None,
    alone: bool = False,
) -> tuple[Reading, ...]:
    """Read every mention and match its parts with the units of its country, sorted by mention.

    ``top`` bounds the candidates kept per part. ``superiors`` (unit id → ids it was ever under) lets a superior printed
    in the cell count. ``progress`` is called with (done, all) now and then. A country without units still gets levels.
    A mention without a country is laid beside all units, a unit without one beside all mentions: candidates only.
    ``processes``: at most so many; all cores for a large job unless given. The result is the same for any number.
    ``index``: a file that ``save`` made of these units, so that their names need not be read again.

    ``alone``: no mention bears out another (``collective``): what is said of one rests on it and the units only.
    ``capped`` is told of each mention for which more names of units fit equally well than are compared (14 a reading).

    Raises: InputError where ``index`` is no index, or not of these units.
    """
    shards = cut(mentions, units)
    total = sum(len(shard.texts) for shard in shards)
    processes = processes_for(shards, processes)
    work = partial(read_shard, superiors=superiors, top=top, index=index, alone=alone)
    done, found = 0, {}
    with paused_collection():
        for at, plain in run(work, shards, processes):
            if progress is not None:
                progress(done, total)
            texts, cut_off = plain
            done += len(texts)
            found[shards[at].country] = list(readings(shards[at], texts))
            for reading in (found[shards[at].country][place] for place in cut_off):
                capped(reading.mention)
    if progress is not None:
        progress(total, total)
    return tuple(reading for country in sorted(found) for reading in found[country])


def above(relations: Iterable[Relation]) -> dict[str, tuple[str, ...]]:
    """Unit id → ids it was ever directly under, for ``superiors`` of ``link`` and ``explain``."""
    found: dict[str, set[str]] = defaultdict(set)
    for relation in relations:
        if relation.kind != "successor":
            found[relation.unit_id].add(relation.other_id)
    return {unit: tuple(sorted(ids)) for unit, ids in sorted(found.items())}
