"""The misprinted words of many mentions, each as printed and as it is read beside the units of its country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from vetting.link.misprints import misprints
from vetting.link.registry import build
from vetting.model import Mention, Unit


def read_as(mentions: Iterable[Mention], units: Iterable[Unit]) -> Mapping[Mention, tuple[tuple[str, str], ...]]:
    """Mention → (printed word, the word it is read as), in the order of the words; mentions without one are left out.

    Where a country has no unit, nothing is mended: its names are what a misprint is told by.
    """
    asked: dict[str, dict[Mention, None]] = defaultdict(dict)
    for mention in mentions:
        asked[mention.country][mention] = None
    held: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.country in asked:
            held[unit.country].append(unit)
    found: dict[Mention, tuple[tuple[str, str], ...]] = {}
    for country in sorted(held):
        spelling = build(country, held[country]).spelling
        for mention in asked[country]:
            words = misprints(mention.text, spelling) if spelling else ()
            if words:
                found[mention] = words
    return found
