"""One piece of a linking job done: the mentions of a country read and judged beside its units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from vetting.collector import paused_collection
from vetting.link.alike import Alike, alike
from vetting.link.cell import judge_all, others_of
from vetting.link.collective import Elsewhere, Support, may_ask
from vetting.link.heads import Named, read
from vetting.link.index import load
from vetting.link.judgement import Weights, weights
from vetting.link.overflow import beyond_borders
from vetting.link.registry import Registry, build
from vetting.link.shards import Shard
from vetting.link.whole import not_held, offered, with_offered
from vetting.model import Match, Mention, Part, Reading

#: A reading as plain values, which processes exchange faster: per part its text, span, level and matches.
PlainPart = tuple[str, int, int, str, tuple[tuple[str, float, str, str], ...]]
PlainReading = tuple[PlainPart, ...]
#: All readings of a shard, and the positions of the texts for which more names fitted equally than were compared.
PlainReadings = tuple[list[PlainReading], list[int]]


def read_shard(
    shard: Shard, superiors: Mapping[str, Iterable[str]] | None, top: int, index: Path | None = None
) -> PlainReadings:
    """Every text of the shard read and judged, in its order; its units come from ``index`` if there is one."""
    with paused_collection():
        described = load(index, shard.country, shard.units) if index and shard.units else None
        registry = build(shard.country, shard.units, superiors, described) if shard.units else None
        overflow = build("", shard.overflow, superiors) if shard.overflow else None
        near = alike(shard.texts, registry) if registry is not None else [Alike()] * len(shard.texts)
        found: list[PlainReading] = []
        capped: list[int] = []
        for at, (text, written) in enumerate(zip(shard.texts, near, strict=True)):
            before = registry.capped if registry is not None else 0
            found.append(_read_one(text, written, registry, overflow, shard.country, top))
            if written.capped or (registry is not None and registry.capped > before):
                capped.append(at)
        if registry is not None and shard.country:
            for at, elsewhere in _asking(shard, found):
                text = shard.texts[at]
                found[at] = _read_one(text, near[at], registry, overflow, shard.country, top, elsewhere)
        return found, capped


def _asking(shard: Shard, found: Sequence[PlainReading]) -> Iterator[tuple[int, Elsewhere]]:
    """The positions of the texts that may ask what other records of the country say, and these records."""
    cells = [
        (text, [(said, [Match(*match) for match in matches]) for said, _, _, _, matches in plain])
        for text, plain in zip(shard.texts, found, strict=True)
    ]
    asking = [at for at, (_, parts) in enumerate(cells) if any(may_ask(matches) for _, matches in parts)]
    if asking:
        elsewhere = Elsewhere(shard.country, cells, shard.units)
        yield from ((at, elsewhere) for at in asking)


def _read_one(
    text: str,
    near: Alike,
    registry: Registry | None,
    overflow: Registry | None,
    country: str,
    top: int,
    elsewhere: Elsewhere | None = None,
) -> PlainReading:
    """The text read and judged, by itself or beside what is printed ``elsewhere`` in the country."""
    used = weights()
    named = read(text, registry, country)
    found: list[tuple[Match, ...]] = [()] * max(len(named), 1)
    if registry is not None:
        others = others_of(text, named, registry, used, lambda: elsewhere) if elsewhere is not None else {}
        found = matches_of(text, named, near, registry, used, top, others)
    if overflow is not None:
        found = with_offered(found, beyond_borders(text, country, overflow, used, top), top)
    spans = [(n.segment.text, n.segment.start, n.segment.end, n.level) for n in named] or [(text, 0, len(text), "none")]
    return tuple(
        (*span, tuple([(m.unit_id, m.score, m.status, m.reason) for m in matches]))
        for span, matches in zip(spans, found, strict=True)
    )


def matches_of(
    text: str,
    named: Sequence[Named],
    near: Alike,
    registry: Registry,
    used: Weights,
    top: int,
    others: Mapping[int, Support] = MappingProxyType({}),
) -> list[tuple[Match, ...]]:
    """The matches of each of ``named``, which ``text`` names (of the whole where it names nothing), at most ``top``.

    ``near`` are the name forms written like the whole cell: what they add are candidates of the first part. ``others``:
    what other records say of its parts.
    """
    found = judge_all(named, registry, used, top, others) or [()]
    forms = not_held(near.forms, text, named, found, registry) if near.forms else ()
    return with_offered(found, offered(text, forms, registry, used, top), top) if forms else found


def readings(shard: Shard, plain: Iterable[PlainReading]) -> Iterator[Reading]:
    """The readings that ``read_shard`` gave as plain values."""
    for text, parts in zip(shard.texts, plain, strict=True):
        made = tuple(
            Part(said, start, end, level, tuple(Match(*match) for match in matches))
            for said, start, end, level, matches in parts
        )
        yield Reading(Mention(shard.country, text), made)
