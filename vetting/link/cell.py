"""A whole cell judged: each name by itself, then beside the others that the cell prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from vetting.link.enclosing import owner
from vetting.link.heads import Named
from vetting.link.judgement import Weights, judge
from vetting.link.readings import COMMANDING
from vetting.link.registry import Registry
from vetting.model import Match

#: Why a name that is sure by itself is no claim beside the other.
SUPERIOR = "the registry places it above the unit printed beside it"
#: Signs between a unit and those above it.
_CHAINED = frozenset({"slash", "dash", "comma", "open"})


def judge_all(named: Sequence[Named], registry: Registry, used: Weights, top: int) -> list[tuple[Match, ...]]:
    """The matches of each of ``named``, as a cell prints them, claims first, at most ``top`` beyond the claims."""
    found = [judge(one, registry, used, top) if one.readings else () for one in named]
    return _without_superiors(named, _with_owners(named, found, registry, used, top), registry)


def _with_owners(
    named: Sequence[Named], found: list[tuple[Match, ...]], registry: Registry, used: Weights, top: int
) -> list[tuple[Match, ...]]:  # fmt: skip
    """What names no unit but is an office or post of one claims that one, unless the cell claims it anyway."""
    claimed = {unit for matches in found for unit in _claimed(matches)}
    out = list(found)
    for at, (one, matches) in enumerate(zip(named, found, strict=True)):
        claim = owner(one, matches, registry, used) if one.readings and not _claimed(matches) else None
        if claim is not None and claim.unit_id not in claimed:
            claimed.add(claim.unit_id)
            out[at] = (claim, *(m for m in matches if m.unit_id != claim.unit_id))[: max(top, 1)]
    return out


def _without_superiors(
    named: Sequence[Named], found: list[tuple[Match, ...]], registry: Registry
) -> list[tuple[Match, ...]]:  # fmt: skip
    """``CEMELE/GEMIA``: a body that the registry places above the unit printed just before it is no claim of its own.

    Services, staffs and ministries are left alone, for lists print them beside units of theirs; so are three or more
    bodies parted by commas.
    """
    claiming = [at for at, matches in enumerate(found) if _claimed(matches)]
    place = {unit.id: at for at, unit in enumerate(registry.units)} if len(claiming) > 1 else {}
    for before, at in pairwise(claiming):
        segment = named[at].segment
        listed = segment.mark == "comma" and len(claiming) > 2
        if segment.mark not in _CHAINED or listed or segment.rank >= COMMANDING:
            continue
        above = {over for unit in _claimed(found[before]) for over in registry.above[place[unit]]}
        if any(place[unit] in above for unit in _claimed(found[at])):
            found[at] = tuple(
                replace(match, status="candidate", reason=SUPERIOR) if match.status == "match" else match
                for match in found[at]
            )
    return found


def _claimed(matches: Iterable[Match]) -> list[str]:
    return [match.unit_id for match in matches if match.status == "match"]
