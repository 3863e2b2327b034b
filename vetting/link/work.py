"""One piece of a linking job done: the mentions of a country read and judged beside its units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from vetting.collector import paused_collection
from vetting.link.heads import read
from vetting.link.index import load
from vetting.link.judgement import judge, weights
from vetting.link.registry import Registry, build
from vetting.link.shards import Shard
from vetting.model import Match, Mention, Part, Reading

#: A reading as plain values, which processes exchange faster: per part its text, span, level and matches.
PlainPart = tuple[str, int, int, str, tuple[tuple[str, float, str, str], ...]]
PlainReadings = list[tuple[PlainPart, ...]]


def read_shard(
    shard: Shard, superiors: Mapping[str, Iterable[str]] | None, top: int, index: Path | None = None
) -> PlainReadings:
    """Every text of the shard read and judged, in its order; its units come from ``index`` if there is one."""
    with paused_collection():
        registry = None
        if shard.units:
            described = load(index, shard.country, shard.units) if index else None
            registry = build(shard.country, shard.units, superiors, described)
        return [_read_one(text, registry, shard.country, top) for text in shard.texts]


def _read_one(text: str, registry: Registry | None, country: str, top: int) -> tuple[PlainPart, ...]:
    used = weights()
    parts = []
    for named in read(text, registry, country):
        matches = judge(named, registry, used, top) if registry is not None and named.readings else ()
        plain = tuple((m.unit_id, m.score, m.status, m.reason) for m in matches)
        parts.append((named.segment.text, named.segment.start, named.segment.end, named.level, plain))
    return tuple(parts) or ((text, 0, len(text), "none", ()),)


def readings(shard: Shard, plain: PlainReadings) -> Iterator[Reading]:
    """The readings that ``read_shard`` gave as plain values."""
    for text, parts in zip(shard.texts, plain, strict=True):
        made = tuple(
            Part(said, start, end, level, tuple(Match(*match) for match in matches))
            for said, start, end, level, matches in parts
        )
        yield Reading(Mention(shard.country, text), made)
