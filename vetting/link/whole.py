"""A whole cell beside units written nearly like it: candidates for a reviewer, never a claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import mul

from vetting.link.features import Head, compare
from vetting.link.heads import Named
from vetting.link.judgement import Weights, by_logit, calibrate, rounded
from vetting.link.registry import Registry, concepts_of, keys_of
from vetting.link.scored import Scored, forbidden
from vetting.model import Match
from vetting.names import normalize, parse
from vetting.names.parse import SERVICES

#: Why such a unit is offered and not claimed.
REASON = "the whole cell is written nearly like it"


def as_printed(text: str, registry: Registry) -> Head:
    """The whole cell read as one name."""
    name = parse(text, registry.country)
    concepts = concepts_of(name, registry.country)
    words = tuple(dict.fromkeys((*name.residue, *name.honorifics)))
    return Head(
        text=text, normal=normalize(text), name=name, concepts=concepts, words=words, acronyms=(), context=(),
        branches=frozenset(b for b in name.branches if b in SERVICES), superiors=frozenset(), office=False,
        foreign=frozenset(n for n in name.nationality if n != registry.country), institution=-1,
        keys=frozenset(keys_of(name, concepts) | {f"w:{near}" for w in words for near, _ in registry.near(w)[:1]}),
    )  # fmt: skip


def scored(text: str, forms: Iterable[int], registry: Registry, used: Weights) -> list[Scored]:
    """The units of ``forms`` beside the whole cell, best first."""
    head = as_printed(text, registry)
    best: dict[int, Scored] = {}
    for at in forms:
        values = compare(head, at, registry, {})
        logit, unit = used.base + sum(map(mul, used.values, values)), registry.forms[at].unit
        held = best.get(unit)
        if held is None or logit > held.logit:
            best[unit] = Scored(unit, at, head, logit, tuple(values), forbidden(head, at, values, registry))
    return sorted(best.values(), key=by_logit)


def not_held(
    forms: Iterable[int], text: str, named: Sequence[Named], parts: Iterable[Iterable[Match]], registry: Registry
) -> tuple[int, ...]:
    """The ``forms`` worth comparing: a cell that is a single part was compared whole with every unit it has."""
    if len(named) != 1 or named[0].segment.text != text.strip():
        return tuple(forms)
    held = {m.unit_id for matches in parts for m in matches}
    return tuple(at for at in forms if registry.units[registry.forms[at].unit].id not in held)


def offered(
    text: str, forms: Iterable[int], registry: Registry, used: Weights, top: int, nearest: str = ""
) -> list[Match]:  # fmt: skip
    """The units of ``forms`` as candidates, best first, at most ``top`` and the unit ``nearest`` in letters."""
    pairs = scored(text, forms, registry, used)
    odds = calibrate(pairs, registry, used)
    kept = [p for at, p in enumerate(pairs) if at < top or registry.units[p.unit].id == nearest]
    return [Match(registry.units[p.unit].id, rounded(odds[p.unit]), "candidate", p.against or REASON) for p in kept]


def better(offer: Match, parts: Iterable[Iterable[Match]]) -> bool:
    """Whether the whole cell says more for the unit than the cell's ``parts``, none of which claims it."""
    held = [m for matches in parts for m in matches if m.unit_id == offer.unit_id]
    return all(m.status != "match" and m.score < offer.score for m in held)


def with_offered(
    parts: Sequence[tuple[Match, ...]], offers: Iterable[Match], top: int, nearest: str = ""
) -> list[tuple[Match, ...]]:
    """The matches of a cell's parts with the better of ``offers`` among those of the first, claims before them.

    Among them is the unit ``nearest`` in letters: it has the last place where others fit better by what they say.
    """
    taken = {offer.unit_id: offer for offer in offers if better(offer, parts)}
    if not taken:
        return list(parts)
    first, *rest = ([m for m in matches if m.unit_id not in taken] for matches in parts)
    claims = [m for m in first if m.status == "match"]
    others = sorted((*(m for m in first if m.status != "match"), *taken.values()), key=lambda m: -m.score)
    room = max(top - len(claims), 0)
    beyond = [m for m in others[room:] if m.unit_id == nearest]
    if beyond and room > 1:
        others[room - 1 : room] = beyond
    return [(*claims, *others[:room]), *map(tuple, rest)]
