"""Which known sources the speed benchmark's job leaves out of the first five, by how alike they are written.

    VETTING_DATA=FOLDER python -m tests.bench.linking_missed [--scale 1.0]

The strings, the registry and what counts as found are those of ``tests/bench/linking_speed.py``. Likeness is that of
the second channel (``vetting/link/alike.py``): ``fuzz.ratio`` of the sorted words of the cell and of the unit's name.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rapidfuzz import fuzz

from tests.bench.big_registry import Printed, build, read_pairs
from tests.bench.linking_speed import FMTRPT
from tests.bench.measuring import table
from tests.gold.scoring import ranked
from vetting.link import link
from vetting.link.alike import ALIKE, MOST, alike
from vetting.link.registry import build as build_registry
from vetting.model import Mention, Reading, SourceRef, Unit
from vetting.names import normalize

_TOP = 5
#: Likeness in 0 to 100 below which a name shares little more than words of the trade.
_DISTANT = 70.0
NEAREST, AMONG, CUT_OFF, NEAR, FAR = (
    "written most like the cell",
    f"among the {MOST} written most like it",
    f"{ALIKE:.0f} of 100 or more, behind {MOST} others",
    f"{_DISTANT:.0f} to {ALIKE:.0f}",
    f"under {_DISTANT:.0f}",
)


def missed(
    mentions: Iterable[Printed], readings: Iterable[Reading], units: Sequence[Unit]
) -> Iterator[tuple[str, bool]]:
    """Of each mention whose source is not among the first five how alike it is written; whether the cell has parts."""
    read = {reading.mention: reading for reading in readings}
    home: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        home[unit.country].append(unit)
    lost: dict[str, list[Printed]] = defaultdict(list)
    for one in mentions:
        first = [unit for unit, _ in ranked(read[Mention(one.country, one.text)])[:_TOP]]
        if one.source and one.source not in first:
            lost[one.country].append(one)
    for country, strings in sorted(lost.items()):
        names = {unit.id: unit.name for unit in home[country]}
        for one, near in zip(strings, _near([s.text for s in strings], home[country]), strict=True):
            yield _likeness(one, near, names), len(read[Mention(country, one.text)].parts) > 1


def _near(texts: Sequence[str], units: Sequence[Unit]) -> list[list[str]]:
    registry = build_registry(units[0].country, units)
    return [[registry.units[registry.forms[at].unit].id for at in found.forms] for found in alike(texts, registry)]


def _likeness(one: Printed, near: Sequence[str], names: Mapping[str, str]) -> str:
    if one.source in near:
        return NEAREST if near[0] == one.source else AMONG
    like = fuzz.ratio(_sorted(one.text), _sorted(names[one.source]))
    return CUT_OFF if like >= ALIKE else NEAR if like >= _DISTANT else FAR


def _sorted(text: str) -> str:
    return " ".join(sorted(normalize(text).split(" ")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the 100,000 units and of the strings")
    scale = parser.parse_args().scale
    data = Path(os.environ.get("VETTING_DATA") or sys.exit("VETTING_DATA must name the folder of real files"))
    made, mentions = build(read_pairs(data / FMTRPT), scale)
    units = [Unit(u.id, u.country, u.name, SourceRef("units.csv", at)) for at, u in enumerate(made, 1)]
    readings = link([Mention(m.country, m.text) for m in mentions], units, top=_TOP)
    found = Counter(missed(mentions, readings, units))
    rows = [
        (said, f"{found[said, False]:,}", f"{found[said, True]:,}") for said in (NEAREST, AMONG, CUT_OFF, NEAR, FAR)
    ]
    sources = sum(1 for one in mentions if one.source)
    print(f"{sum(found.values()):,} of {sources:,} known sources are not among the first {_TOP}\n")
    print(table(("the source's name is", "cells of one part", "of several"), rows))


if __name__ == "__main__":
    main()
