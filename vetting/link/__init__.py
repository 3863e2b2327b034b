"""Mentions × units → readings: what each printed cell names, and which units of the registry that may be."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from vetting.link.explanation import PairExplanation, Row, explain
from vetting.link.heads import read
from vetting.link.judgement import judge, weights
from vetting.link.registry import Registry, build
from vetting.model import Mention, Part, Reading, Relation, Unit

__all__ = ["PairExplanation", "Row", "above", "explain", "link"]


def link(
    mentions: Iterable[Mention],
    units: Sequence[Unit],
    *,
    top: int = 5,
    progress: Callable[[int, int], None] | None = None,
    superiors: Mapping[str, Iterable[str]] | None = None,
) -> tuple[Reading, ...]:
    """Read every mention and match its parts with the units of its country, sorted by mention.

    ``top`` bounds the candidates kept per part. ``superiors`` (unit id → ids it was ever under) lets a superior printed
    in the cell count. ``progress`` is called with (done, all) now and then. A country without units still gets levels.
    """
    with _collector_at_rest():
        wanted = sorted(set(mentions), key=lambda m: (m.country, m.text))
        registries = _registries(units, superiors)
        out = []
        for done, mention in enumerate(wanted):
            if progress is not None and done % 2000 == 0:
                progress(done, len(wanted))
            out.append(_read_one(mention, registries.get(mention.country), top))
    if progress is not None:
        progress(len(wanted), len(wanted))
    return tuple(out)


def _registries(units: Sequence[Unit], superiors: Mapping[str, Iterable[str]] | None) -> dict[str, Registry]:
    by_country: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        by_country[unit.country].append(unit)
    return {country: build(country, held, superiors) for country, held in sorted(by_country.items())}


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No search for reference cycles meanwhile: none are made here, and looking for them takes a fifth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read_one(mention: Mention, registry: Registry | None, top: int) -> Reading:
    named = read(mention.text, registry, mention.country)
    used = weights()
    parts = [
        Part(
            text=n.segment.text, start=n.segment.start, end=n.segment.end, level=n.level,
            matches=judge(n, registry, used, top) if registry is not None and n.readings else (),
        )
        for n in named
    ]  # fmt: skip
    if not parts:
        parts = [Part(mention.text, 0, len(mention.text), "none")]
    return Reading(mention, tuple(parts))


def above(relations: Iterable[Relation]) -> dict[str, tuple[str, ...]]:
    """Unit id → ids it was ever directly under, for ``superiors`` of ``link`` and ``explain``."""
    found: dict[str, set[str]] = defaultdict(set)
    for relation in relations:
        if relation.kind != "successor":
            found[relation.unit_id].add(relation.other_id)
    return {unit: tuple(sorted(ids)) for unit, ids in sorted(found.items())}
