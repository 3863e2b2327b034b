"""A unit's dates count: a battalion dissolved in 1992 is not the one trained in 2012, whatever its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from vetting.model import Link, Unit
from vetting.period import Period, Truth


def in_their_time(links: Iterable[Link], units: Mapping[str, Unit], period: Period) -> Iterator[Link]:
    """``links`` of a record of ``period`` to units that may have existed then.

    A match with a unit that surely had ended before, or began after, is left as a candidate for a reviewer: the name
    is right, and the date or the registry may be wrong. A candidate that surely did not exist then is no longer one.
    Dates on which a unit was only first or last cited are no ends.
    """
    for link in links:
        unit = units.get(link.unit_id)
        if unit is None or unit.existence.meets(period) is not Truth.NO:
            yield link
        elif link.status == "match":
            yield replace(link, status="candidate")
