"""A linking job cut into pieces of one country, which know nothing of each other and so may run anywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from vetting.executor import cores
from vetting.model import Mention, Unit

#: Rough seconds per unit and per mention, to begin with the longest piece and to know whether processes are worth it.
_PER_UNIT, _PER_MENTION = 130e-6, 300e-6
#: From so many seconds on processes repay their start.
_WORTH = 1.5


@dataclass(frozen=True, slots=True)
class Shard:
    """The mentions of one country, sorted, its units, and those that may be meant though they are not of it.

    ``overflow``: units without a country for every country, all others for mentions without one.
    """

    country: str
    texts: tuple[str, ...]
    units: tuple[Unit, ...]
    overflow: tuple[Unit, ...] = ()

    @property
    def cost(self) -> float:
        """Estimated seconds on one core."""
        return _PER_UNIT * (len(self.units) + len(self.overflow)) + _PER_MENTION * len(self.texts)


def cut(mentions: Iterable[Mention], units: Iterable[Unit]) -> list[Shard]:
    """One shard per country that has mentions, longest first."""
    texts: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        texts[mention.country].add(mention.text)
    held: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        held[unit.country].append(unit)
    homeless = tuple(held[""])
    abroad = tuple(unit for country, ours in sorted(held.items()) if country for unit in ours) if "" in texts else ()
    shards = [
        Shard(country, tuple(sorted(said)), tuple(held[country]), homeless if country else abroad)
        for country, said in texts.items()
    ]
    return sorted(shards, key=lambda s: (-s.cost, s.country))


def processes_for(shards: Iterable[Shard], wanted: int | None = None) -> int:
    """``wanted``, or all cores where the work is long enough to repay their start, else one."""
    if wanted is not None:
        return wanted
    return cores() if sum(shard.cost for shard in shards) > _WORTH else 1
