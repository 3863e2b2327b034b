"""What an office, a section or a post belongs to: the nearest body printed around it that the registry holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vetting.link.heads import Named, level_of
from vetting.link.judgement import HELD, Weights, judge
from vetting.link.readings import COMMANDING, printed_as, readings
from vetting.link.registry import Registry
from vetting.model import Match
from vetting.names import ParsedName, Segment, normalize, parse
from vetting.names.nature import BODY, DESK, POST, nature, parted
from vetting.names.parse import MINISTRIES
from vetting.names.roles import WHERE


def by_context(
    named: Named, held: Sequence[Match], registry: Registry, used: Weights
) -> tuple[Named, Match] | None:  # fmt: skip
    """What of its cell claims a unit in the place of ``named``, judged to be ``held``, with the claim."""
    for unit in (registry.at(m.unit_id) for m in held if m.status == "match"):
        found = deeper(named, unit, registry, used)
        if found is not None:
            return found
    return owner(named, held, registry, used)


def owner(
    named: Named, held: Sequence[Match], registry: Registry, used: Weights
) -> tuple[Named, Match] | None:  # fmt: skip
    """The body, with its claim, that ``named``, which is no unit of its own, is an office or a post of.

    Bodies are asked from the nearest outward. One that the registry does not hold ends the search: an office of a
    battalion that nobody registered is not its brigade. ``held`` is what ``named`` was judged to be by itself.
    """
    if any(m.status == "match" or m.reason == HELD or m.reason.startswith("ambiguous") for m in held):
        return None
    for around in _around(named, registry):
        one = _named(around, registry)
        claim = next((m for m in judge(one, registry, used, 1) if m.status == "match"), None)
        if claim is not None:
            return one, claim
        if nature(parse(around[0].name, registry.country)) == BODY:
            return None
    return None


def _is_printed(segment: Segment, registry: Registry) -> bool:
    """Whether what the words alone make a part (``GHQ``) is a unit's name letter by letter."""
    return segment.role == "part" and bool(printed_as(normalize(segment.name), registry))


def _around(named: Named, registry: Registry) -> Iterator[tuple[Segment, ...]]:
    """The bodies around ``named``, each first in a cell of its own with what stands further out, nearest first."""
    segments, at, country = named.segments, named.at, registry.country
    if at < 0:
        return
    head = segments[at]
    mine = [s for i, s in enumerate(segments) if s.of == at and i != at]
    outer = [*(s for s in mine if s.start > head.start), *(s for s in reversed(mine) if s.start < head.start)]
    for start, end in parted(head.name, country):
        yield _as_cell(replace(head, name=head.name[start:end]), outer)
        return
    said = parse(head.name, country)
    desks = [parse(s.name, country) for s in mine if s.role in ("part", "person")]
    if nature(said) == BODY and desks and not any(d.functions and set(d.functions) <= WHERE for d in desks):
        yield _as_cell(head, outer)
    if nature(said) not in (DESK, POST) and not _is_division_of(said, outer, country):
        return
    for place, segment in enumerate(outer):
        if segment.role in ("superior", "name") or _is_printed(segment, registry):
            cut = next(parted(segment.name, country), None)
            body = segment if cut is None else replace(segment, name=segment.name[cut[0] : cut[1]])
            if cut is not None or nature(parse(body.name, country)) not in (DESK, POST):
                yield _as_cell(body, outer[place + 1 :])


def deeper(named: Named, unit: int, registry: Registry, used: Weights) -> tuple[Named, Match] | None:
    """The stretch read as context, with its claim, that names a body below ``unit``, for which ``named`` was taken."""
    segments, at = named.segments, named.at
    for place, segment in enumerate(segments):
        if segment.of != at or place == at or segment.role not in ("name", "part", "superior"):
            continue
        if not (unit in registry.heads or _may_be_below(segment, segments[at])):
            continue  # whatever it names, it is not below
        one = _named(_as_cell(segment, (replace(segments[at], role="superior"),)), registry)
        claim = next((m for m in judge(one, registry, used, 1) if m.status == "match"), None)
        if claim is not None and _is_below(registry.at(claim.unit_id), unit, segment, segments[at], registry):
            return one, claim
    return None


def _is_below(inner: int, outer: int, segment: Segment, head: Segment, registry: Registry) -> bool:
    """Whether a unit is below another: by the registry, or because the other is a service, a staff or a ministry."""
    if outer in registry.above[inner]:
        return True
    body = registry.levels[inner] == "unit" and registry.echelons[inner] not in MINISTRIES | {"staff"}
    return body and inner not in registry.above[outer] and _may_be_below(segment, head)


def _may_be_below(segment: Segment, head: Segment) -> bool:
    """Whether a name printed beside a body of command may be of one below it that the registry places nowhere."""
    return head.rank >= COMMANDING and segment.role == "name" and segment.mark != "open"


def _named(around: tuple[Segment, ...], registry: Registry) -> Named:
    """The first of ``around`` as the only thing that a cell names."""
    head = around[0]
    said = parse(head.name, registry.country)
    by_name = not (said.echelon or said.functions or said.section or said.branches)
    return Named(head, level_of(head, registry.country), readings(around, 0, registry), by_name)


def _is_division_of(name: ParsedName, outer: Sequence[Segment], country: str) -> bool:
    """Whether a division without a number stands in a staff or ministry, whose desk it is, be its work an arm's."""
    over = next((parse(s.name, country).echelon for s in outer if s.role == "superior"), "")
    return name.echelon == "division" and not (name.numbers or name.residue) and over in MINISTRIES | {"staff"}


def _as_cell(body: Segment, others: Sequence[Segment]) -> tuple[Segment, ...]:
    kept = [replace(s, of=0) for s in others if s.role in ("superior", "name", "place")]
    return (replace(body, role="head", of=0), *kept)
