"""One piece of a linking job done: the mentions of a country read and judged beside its units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from vetting.collector import paused_collection
from vetting.link.alike import Alike, alike
from vetting.link.cell import judge_all, others_of
from vetting.link.collective import Elsewhere, Support, asked_of
from vetting.link.heads import Named, read
from vetting.link.index import load
from vetting.link.judgement import weights
from vetting.link.levels import Linked, levels_named
from vetting.link.overflow import beyond_borders
from vetting.link.registry import Registry, build
from vetting.link.shards import Shard
from vetting.link.whole import not_held, offered, with_offered
from vetting.model import Match, Mention, Part, Reading

#: A reading as plain values, which processes exchange faster: per part its text, span, level, matches, level named.
PlainPart = tuple[str, int, int, str, tuple[tuple[str, float, str, str], ...], str | None]
PlainReading = tuple[PlainPart, ...]
#: All readings of a shard, and the positions of the texts for which more names fitted equally than were compared.
PlainReadings = tuple[list[PlainReading], list[int]]


def read_shard(
    shard: Shard,
    superiors: Mapping[str, Iterable[str]] | None,
    top: int,
    index: Path | None = None,
    *,
    alone: bool = False,
) -> PlainReadings:
    """Every text of the shard read and judged, in its order; its units come from ``index`` if there is one.

    ``alone``: without what the other texts say.
    """
    with paused_collection():
        described = load(index, shard.country, shard.units) if index and shard.units else None
        registry = build(shard.country, shard.units, superiors, described) if shard.units else None
        overflow = build("", shard.overflow, superiors) if shard.overflow else None
        near = alike(shard.texts, registry) if registry is not None else [Alike()] * len(shard.texts)
        found: list[PlainReading] = []
        capped: list[int] = []
        asking: dict[int, _Asking] = {}
        for at, (text, written) in enumerate(zip(shard.texts, near, strict=True)):
            before = registry.capped if registry is not None else 0
            named = read(text, registry, shard.country)
            judged = judge_all(named, registry, weights(), top) if registry is not None else []
            if not alone and any(asked_of(matches) for matches in judged):
                asking[at] = (named, judged)
            found.append(_plain(text, named, judged, written, registry, overflow, shard.country, top))
            if written.capped or (registry is not None and registry.capped > before):
                capped.append(at)
        if registry is not None and shard.country and asking:
            for at, others in _others(shard, found, asking):
                asked, _ = asking[at]
                again = judge_all(asked, registry, weights(), top, others)
                found[at] = _plain(shard.texts[at], asked, again, near[at], registry, overflow, shard.country, top)
        return found, capped


#: What a text that asks names, and what each was judged to be by itself.
_Asking = tuple[Sequence[Named], Sequence[tuple[Match, ...]]]


def _others(
    shard: Shard, found: Sequence[PlainReading], asking: Mapping[int, _Asking]
) -> list[tuple[int, Mapping[int, Support]]]:
    """The positions of the texts that ask and of which other records of the country say something, and what."""
    cells = [
        (text, [(said, [Match(*match) for match in matches]) for said, _, _, _, matches, _ in plain])
        for text, plain in zip(shard.texts, found, strict=True)
    ]
    elsewhere = Elsewhere(shard.country, cells, shard.units)
    said = ((at, others_of(shard.texts[at], *asked, lambda: elsewhere)) for at, asked in asking.items())
    return [(at, others) for at, others in said if others]


def _plain(
    text: str,
    named: Sequence[Named],
    judged: Sequence[tuple[Match, ...]],
    near: Alike,
    registry: Registry | None,
    overflow: Registry | None,
    country: str,
    top: int,
) -> PlainReading:
    """A text with the matches of each of ``named``, and with those of the whole (of nothing where it names nothing).

    ``near`` are the name forms written like the whole cell: what they add are candidates of the first part.
    """
    used = weights()
    found = list(judged) or [()] * max(len(named), 1)
    forms = not_held(near.forms, text, named, found, registry) if registry is not None and near.forms else ()
    if registry is not None and forms:
        nearest = registry.units[registry.forms[near.forms[0]].unit].id
        found = with_offered(found, offered(text, forms, registry, used, top, nearest), top, nearest)
    if overflow is not None:
        found = with_offered(found, beyond_borders(text, country, overflow, used, top), top)
    spans = [(n.segment.text, n.segment.start, n.segment.end, n.level) for n in named] or [(text, 0, len(text), "none")]
    linked = [
        Linked(said, level, any(m.status == "match" for m in matches))
        for (said, _, _, level), matches in zip(spans, found, strict=True)
    ]
    return tuple(
        (*span, tuple([(m.unit_id, m.score, m.status, m.reason) for m in matches]), shown)
        for span, matches, shown in zip(spans, found, levels_named(text, country, linked), strict=True)
    )


def readings(shard: Shard, plain: Iterable[PlainReading]) -> Iterator[Reading]:
    """The readings that ``read_shard`` gave as plain values."""
    for text, parts in zip(shard.texts, plain, strict=True):
        made = tuple(
            Part(said, start, end, level, tuple(Match(*match) for match in matches), level_named)
            for said, start, end, level, matches, level_named in parts
        )
        yield Reading(Mention(shard.country, text), made)
