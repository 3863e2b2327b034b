"""A whole cell judged: each name by itself, then beside the others that the cell prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from vetting.link.collective import Elsewhere, Support, asked_of, second_look
from vetting.link.doubts import BESIDE
from vetting.link.enclosing import by_context
from vetting.link.heads import Named
from vetting.link.judgement import Weights, judge
from vetting.link.readings import COMMANDING
from vetting.link.registry import Registry
from vetting.model import Match
from vetting.names import parse

#: Why a name that is sure by itself is no claim beside the other.
SUPERIOR = "the registry places it above the unit printed beside it"
#: Signs between a unit and those above it.
_CHAINED = frozenset({"slash", "dash", "comma", "open"})


def judge_all(
    named: Sequence[Named],
    registry: Registry,
    used: Weights,
    top: int,
    others: Mapping[int, Support] = MappingProxyType({}),
) -> list[tuple[Match, ...]]:
    """The matches of each of ``named``, as a cell prints them, claims first, at most ``top`` beyond the claims.

    ``others``: what other records of the country say of those that asked (``collective``), by position.
    """
    borne_out = [others[at].unit_id if at in others else "" for at in range(len(named))]
    found = [
        judge(one, registry, used, top, unit) if one.readings else ()
        for one, unit in zip(named, borne_out, strict=True)
    ]
    found = _without_superiors(named, _with_owners(named, found, registry, used, top), registry)
    found = _without_holders(named, found, registry.country)
    return [_with_reason(matches, others[at]) if at in others else matches for at, matches in enumerate(found)]


def others_of(
    printed: str, named: Sequence[Named], judged: Sequence[tuple[Match, ...]], elsewhere: Callable[[], Elsewhere]
) -> Mapping[int, Support]:
    """What other records of the country say of each of ``named`` in ``printed``, by position, for ``judge_all``.

    ``judged`` is what each was judged to be by itself. ``elsewhere`` is not called where nothing is asked.
    """
    if not any(map(asked_of, judged)):
        return {}
    names = [one.segment.name for one in named]
    return second_look((printed, list(zip(names, judged, strict=True))), elsewhere())


def _with_reason(matches: tuple[Match, ...], said: Support) -> tuple[Match, ...]:
    """The first of ``matches`` says what other records say of it."""
    if not matches or matches[0].reason:
        return matches
    first = matches[0]
    claimed = said.unit_id == first.unit_id and first.status == "match"
    return (replace(first, reason=said.reason if claimed else said.why), *matches[1:])


def _with_owners(
    named: Sequence[Named], found: list[tuple[Match, ...]], registry: Registry, used: Weights, top: int
) -> list[tuple[Match, ...]]:  # fmt: skip
    """What names no unit but is an office or post of one claims that one, unless the cell claims it anyway; of a body
    and one below it that its context names (``57 Alto, Army Headquarters``) the one below is claimed."""
    context = [
        by_context(one, held, registry, used) if one.readings else None for one, held in zip(named, found, strict=True)
    ]
    claimed = {unit for matches in found for unit in _claimed(matches)}
    out = list(found)
    for at, (held, other) in enumerate(zip(found, context, strict=True)):
        if other is None or (other[1].unit_id in claimed and not _claimed(held)):
            continue
        claim = other[1]
        claimed.add(claim.unit_id)
        behind = (replace(m, status="candidate", reason=SUPERIOR) if m.status == "match" else m for m in held)
        out[at] = (claim, *(m for m in behind if m.unit_id != claim.unit_id))[: max(top, 1)]
    return out


def _without_superiors(
    named: Sequence[Named], found: list[tuple[Match, ...]], registry: Registry
) -> list[tuple[Match, ...]]:  # fmt: skip
    """``CEMELE/GEMIA``: a body that the registry places above the unit printed beside it is no claim of its own.

    Services, staffs and ministries are left alone, for lists print them beside units of theirs; so are three or more
    bodies parted by commas, unless each of them is above the next, or below it.
    """
    claiming = [at for at, matches in enumerate(found) if _claimed(matches)]
    if len(claiming) < 2:
        return found
    units = {at: [registry.at(unit) for unit in _claimed(found[at])] for at in claiming}
    steps = [_step(named, units, before, at, registry) for before, at in pairwise(claiming)]
    for (before, at), step in zip(pairwise(claiming), steps, strict=True):
        mark = named[at].segment.mark
        listed = mark == "comma" and len(claiming) > 2 and len(set(steps)) > 1
        over = at if step > 0 else before
        if step and mark in _CHAINED and not listed and named[over].segment.rank < COMMANDING:
            found[over] = tuple(
                replace(match, status="candidate", reason=SUPERIOR) if match.status == "match" else match
                for match in found[over]
            )
    return found


def _step(
    named: Sequence[Named], units: Mapping[int, Sequence[int]], before: int, at: int, registry: Registry
) -> int:  # fmt: skip
    """1 where a unit claimed at ``at`` is above one claimed at ``before``; -1 where below it and right behind; else 0.

    A bracket or place between the two closes an item of a list: ``5th Brigade (Alto), 2nd Battalion (Bajo)``.
    """
    if any(unit in registry.above[below] for below in units[before] for unit in units[at]):
        return 1
    one, other = named[before], named[at]
    falls = other.at == one.at + 1 and one.segment.rank > other.segment.rank
    over = [unit for unit in units[before] if registry.levels[unit] == "unit"]
    return -1 if falls and any(unit in registry.above[below] for below in units[at] for unit in over) else 0


#: Troops that are a body of their own in whatever holds them.
_TROOPS = frozenset({"company", "battery", "squadron", "battalion", "regiment", "brigade"})


def _without_holders(named: Sequence[Named], found: list[tuple[Match, ...]], country: str) -> list[tuple[Match, ...]]:
    """``Transport Squadron, 1st Battalion``: troops that the registry lacks are not the body printed as theirs."""
    pair = [at for at, one in enumerate(named) if one.readings]
    if len(pair) != 2 or len(named) != 2 or named[1].segment.mark not in ("comma", "dash", "slash"):
        return found
    first, second = (named[at].segment for at in pair)
    within = second.rank < first.rank or (second.rank == first.rank and second.mark != "comma" and _claimed(found[0]))
    inner, outer = (1, 0) if within else (0, 1)
    name = parse(named[inner].segment.name, country)
    spelt = " " in named[inner].segment.text
    own = name.numbers or name.functions or name.residue or name.branches
    short = outer == 1 and second.mark != "comma" and " " not in second.text
    if name.echelon in _TROOPS and own and spelt and not short and not _claimed(found[inner]):
        found[outer] = tuple(
            replace(m, status="candidate", reason=BESIDE) if m.status == "match" else m for m in found[outer]
        )
    return found


def _claimed(matches: Iterable[Match]) -> list[str]:
    return [match.unit_id for match in matches if match.status == "match"]
