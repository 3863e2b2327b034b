"""Who commanded a unit on a day. A posting shows presence in post, not responsibility."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from vetting.model import Posting
from vetting.period import Period, Truth


class Commanders:
    """The postings whose role is Commander, by unit.

    A relation of units lasts, so its unknown ends are given the benefit of the doubt; a person moves on, so a posting
    counts only on days on which the sources surely place that person in command.
    """

    def __init__(self, postings: Iterable[Posting]) -> None:
        self._of: dict[str, list[Posting]] = defaultdict(list)
        for posting in postings:
            if posting.role.strip().casefold() == "commander":
                self._of[posting.unit_id].append(posting)

    def of(self, unit_id: str, when: Period) -> tuple[str, ...]:
        """The ids of those surely in command of the unit at some time in that stretch of days, sorted."""
        postings = self._of.get(unit_id, ())
        return tuple(sorted({one.person_id for one in postings if one.period.meets(when) is Truth.YES}))

    def ever(self, unit_id: str) -> tuple[str, ...]:
        """The ids of all who are cited in command of the unit, on whatever days, sorted."""
        return tuple(sorted({one.person_id for one in self._of.get(unit_id, ())}))
