"""A printed cell → the heads to be compared, each in the readings that its words allow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vetting.link.features import Head
from vetting.link.misprints import respelt
from vetting.link.readings import COMMANDING, is_one, known, readings
from vetting.link.registry import COGNATE, Registry
from vetting.names import Segment, normalize, parse, split
from vetting.names.lexicon import country_codes


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that a cell names: its segment, its level and the readings to compare (none for an outsider).

    ``segments[at]`` is the segment among those of its cell.
    """

    segment: Segment
    level: str
    readings: tuple[Head, ...]
    by_name: bool = False
    beside_unknown: bool = False
    segments: tuple[Segment, ...] = ()
    at: int = -1


def _printed(segment: Segment, registry: Registry) -> bool:
    """Whether a stretch of several words, or an acronym, is a unit's name or alias letter by letter."""
    normal = normalize(segment.name)
    told = " " in normal or (segment.text.isupper() and len(normal) >= 3)
    return told and any(not registry.forms[at].partial for at in registry.exact.get(normal, ()))


def _promoted(segments: tuple[Segment, ...], registry: Registry) -> tuple[Segment, ...]:
    """Names beside a service that the registry knows are the units meant, and the service is their superior.

    So is what is printed just as in the registry, be it read as an office or section: "Army, Directorate General of
    Forces Intelligence".
    """
    out = list(segments)
    for at, segment in enumerate(segments):
        if segment.role == "part" and segment.of >= 0 and _printed(segment, registry):
            owner = out[segment.of]
            shortened = owner.mark == "open" and segment.end <= owner.start
            if owner.role == "head" and (owner.rank >= COMMANDING or shortened):
                out[at] = replace(segment, role="head", of=at)
                out[segment.of] = replace(owner, role="superior", of=at)
                out = [replace(s, of=at) if s.of == segment.of and i != at else s for i, s in enumerate(out)]
    for at, segment in enumerate(segments):
        if segment.role != "name" or segment.of < 0:
            continue
        owner = out[segment.of]
        placed = segment.mark in ("", "dash", "slash") and segment.text.isupper()
        first = placed and is_one(parse(segment.name), registry)
        if owner.role == "head" and owner.rank >= COMMANDING and (first or known(segment, registry)):
            out[at] = replace(segment, role="head", of=at)
            out[segment.of] = replace(owner, role="superior", of=at)
            out = [replace(s, of=at) if s.of == segment.of and i != at else s for i, s in enumerate(out)]
    return tuple(out)


def _unknown(segments: Sequence[Segment], at: int, text: str, registry: Registry) -> bool:
    """Whether a body stands beside head ``at`` by an acronym that nobody knows, in a cell not all in capitals."""
    if segments[at].rank < COMMANDING or text.count("/") > 1:
        return False  # "PN//PCG//PNP" and "Army/Navy/CIVILIANS" are lists
    joined = ("slash", "dash") if text.isupper() else ("slash", "dash", "comma", "open", "")
    return any(
        s.of == at and (segments[at].mark if i < at else s.mark) in joined and _is_unheard_of(s, registry)
        for i, s in enumerate(segments)
    )


def _is_unheard_of(segment: Segment, registry: Registry) -> bool:
    """Whether a bare word in capitals is nothing that the registry or the country's codes know."""
    text, normal = segment.text, normalize(segment.text)
    if segment.role != "name" or not (text.isalnum() and text.isupper() and 3 <= len(text) <= 14):
        return False
    near = registry.near(normal)
    return normal not in country_codes(registry.country) and not any(like > COGNATE for _, like in near)


def level_of(segment: Segment, country: str = "") -> str:
    """The level that the words alone give: unit, service, force, country or none."""
    return parse(segment.name, country).level


#: Words by which a source says that it does not know which unit: "an unidentified unit of the 3rd Brigade" is not the
#: brigade, and no registry holds it.
_UNIDENTIFIED = re.compile(
    r"\b(?:un(?:identified|named|known|specified)|sin identificar|n[oã]o? identificad[ao]|desconocid[ao]"
    r"|non identifi[ée]e?s?|inconnue?|desconhecid[ao])\b",
    re.IGNORECASE,
)


def _as_registered(segment: Segment, registry: Registry) -> Segment:
    """The segment named as the registry writes it, where only small words, plurals and vowels differ."""
    if segment.text != segment.name:
        return segment  # it borrows from its neighbor
    name = registry.worded(segment.name)
    return replace(segment, name=name) if name else segment


def _segments(text: str, registry: Registry | None, country: str) -> tuple[Segment, ...]:
    """The segments of a cell, read as it should have been printed, in their places in the printed cell."""
    if registry is None:
        return split(text, country)
    if registry.spelling is None:
        return _promoted(split(text, country), registry)
    right = respelt(text, registry.spelling)
    segments = tuple(_as_registered(segment, registry) for segment in split(right.text, country))
    if right.pieces:
        places = [(right.printed(s.start), right.printed(s.end)) for s in segments]
        segments = tuple(
            replace(s, text=text[start:end], start=start, end=end)
            for s, (start, end) in zip(segments, places, strict=True)
        )
    return _promoted(segments, registry)


def read(text: str, registry: Registry | None, country: str) -> list[Named]:
    """What ``text`` names, in printed order; without a registry only levels are read."""
    segments = _segments(text, registry, country)
    out: list[Named] = []
    for at, segment in enumerate(segments):
        listed = segment.role == "outsider" and registry is not None and normalize(segment.name) in registry.exact
        if _UNIDENTIFIED.search(segment.text):
            out.append(Named(segment, "none", ()))
        elif segment.role == "outsider" and not listed:
            out.append(Named(segment, "unit", ()))
        elif segment.role == "head" or listed:
            said = parse(segment.name, country)
            by_name = not (said.echelon or said.functions or said.section or said.branches)
            found = readings(segments, at, registry) if registry else ()
            unknown = registry is not None and _unknown(segments, at, text, registry)
            out.append(Named(segment, level_of(segment, country), found, by_name, unknown, segments, at))
    if not out:
        out = [Named(s, level_of(s, country), ()) for s in segments if s.role == "place"][:1]
    return out
