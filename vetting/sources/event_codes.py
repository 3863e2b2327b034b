"""Event codes of special operations forces in course titles, e.g. ``SHO2019CIDT105W``.

Theatre, country (FIPS 10-4, not ISO), fiscal year, kind, number, components. A code tells the kind of event, not the
money. No public key to the codes was found: the reading is inferred from the 303 whole codes of the training report.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_CODE = re.compile(r"\b([SPEC]) ?([A-Z]{2}) ?(\d{4}) ?(JCET|CIDT|CNT)[- ]?(\d{2,4})([WNFHM]*)(?:-(\d+))?\b")
_JCET = re.compile("jcet", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EventCode:
    """A whole code as printed. ``country`` is alpha-3, ``""`` for letters not in the table; ``year`` a fiscal year."""

    printed: str
    country: str
    year: int
    kind: str


@lru_cache(maxsize=1 << 16)
def find(title: str) -> EventCode | None:
    """The first whole code in a title; a damaged one (``CYM2001JCET``) is none."""
    if not any(kind in title for kind in ("JCET", "CIDT", "CNT")):
        return None
    match = _CODE.search(title)
    if match is None:
        return None
    return EventCode(match[0], _countries().get(match[2], ""), int(match[3]), match[4])


@lru_cache(maxsize=1 << 16)
def kind_of(title: str) -> str:
    """``jcet`` where the title says so by a code or in words; else ``training``: CIDT and CNT are not expanded."""
    return "jcet" if _JCET.search(title) else "training"


@cache
def _countries() -> dict[str, str]:
    text = resources.files("vetting.sources").joinpath("event_codes.csv").read_text(encoding="utf-8")
    return {row["code"]: row["alpha3"] for row in csv.DictReader(text.splitlines())}
