"""The overflow: mentions without a country beside all units, and units without one beside all mentions.

Candidates for a reviewer, never a claim: where no country is known, too many units go by one name.
"""

from __future__ import annotations

from dataclasses import replace

from vetting.link.heads import read
from vetting.link.judgement import Weights, judge
from vetting.link.registry import Registry
from vetting.model import Match

#: Why such a unit is offered and not claimed.
NO_COUNTRY = "text and unit are not known to be of one country"


def beyond_borders(text: str, country: str, overflow: Registry, used: Weights, top: int) -> list[Match]:
    """What ``text``, printed under ``country``, may name in ``overflow``, best first, at most ``top``."""
    best: dict[str, Match] = {}
    for named in read(text, overflow, country):
        for match in judge(named, overflow, used, top) if named.readings else ():
            held = best.get(match.unit_id)
            if held is None or match.score > held.score:
                reason = match.reason if match.status == "candidate" and match.reason else NO_COUNTRY
                best[match.unit_id] = replace(match, status="candidate", reason=reason)
    return sorted(best.values(), key=lambda m: (-m.score, m.unit_id))[:top]
