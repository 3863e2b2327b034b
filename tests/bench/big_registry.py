"""A large registry for the speed benchmark, made from the training report's own strings. Same seed, same bytes.

Sixty in a hundred units are strings of the report under a perturbed name (the string is the unit's *known source*);
forty are composed word by word from the same vocabulary, over all countries of the report, and are nobody's source. At
scale 1: 100,000 units, and every different (country, recipient) pair of the report as a mention.
"""

from __future__ import annotations

import csv
import gzip
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vetting import countries
from vetting.names import fold

UNITS = 100_000
_PERTURBED = 0.6
_SEED = 20260101
_WORD = re.compile(r"[^\W\d_]{3}")
_ORDINAL = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b", re.IGNORECASE)
#: Texts that name nobody, so no unit is made of them.
_NOBODY = frozenset({"not reported", "multiple", "unknown", "various", "not applicable", "none", "tbd", "unk"})
#: Spellings of one word of the trade, as the report prints them.
_SPELLINGS = (
    ("battalion", "bn", "btn", "batt"), ("brigade", "bde", "brig"), ("regiment", "regt", "rgt"), ("division", "div"),
    ("company", "coy"), ("squadron", "sqdn", "sqn"), ("infantry", "inf"), ("artillery", "arty"),
    ("engineer", "engr"), ("headquarters", "hq"), ("department", "dept"), ("command", "cmd", "comd"),
    ("military", "mil"), ("training", "trng", "tng"), ("special forces", "sf"), ("air force", "af"),
    ("intelligence", "intel"), ("operations", "ops"), ("logistics", "log"), ("general staff", "gs"),
    ("maintenance", "maint"), ("center", "centre", "ctr"), ("batallon", "bat", "btn"), ("brigada", "brig", "bgda"),
    ("regimiento", "rgto", "reg"), ("comando", "cdo", "cmdo"), ("fuerza aerea", "fa"), ("infanteria", "inf"),
)  # fmt: skip
#: Words that say which number a unit has: none of them is left out.
_NUMERAL = re.compile(
    r"[ivxl]+|first|second|third|fourth|(?:fif|six|seven|eigh|nin|ten|eleven|twelf|\w+teen|\w+tie)th|one|two|three|four"
    r"|five|six|seven|eight|nine|ten|(?:prim|segund|tercer?|cuart|quint|sext|septim|octav|noven|decim|vigesim)\w*"
    r"|premi[eè]re?|\w+i[eè]me|quart\w|s[eé]tim\w|s[eé]ptim\w|d[eé]cim\w",
    re.IGNORECASE,
)
_LIGHT = re.compile(r"\b(?:of|the|and|for|de|del|la|el|y|du|des|da|do)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Registered:
    """A unit of the large registry."""

    id: str
    country: str
    name: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A mention and the id of the unit made from it, ``""`` where none was."""

    country: str
    text: str
    source: str


def key(text: str) -> str:
    """What two strings share that differ in case, accents and punctuation only."""
    return " ".join(re.findall(r"\w+", fold(text)))


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Every different (country, recipient) pair of the training report at ``path``, sorted; unknown countries go."""
    pairs = set()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            text = row["training:recipient_unit"].strip()
            if text:
                pairs.add((row["training:country"], text))
    coded = {(countries.code(country), text) for country, text in pairs}
    return sorted(pair for pair in coded if pair[0])


def build(
    pairs: Iterable[tuple[str, str]], scale: float = 1.0, size: int = UNITS
) -> tuple[list[Registered], list[Printed]]:
    """``scale`` of ``size`` units and of the pairs as mentions; the first part of either list is a fair sample of it.

    Raises: ValueError where the pairs hold too few words to compose so many names.
    """
    draw = random.Random(_SEED)
    mentions = sorted(pairs)
    draw.shuffle(mentions)
    mentions = mentions[: round(len(mentions) * scale)]
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for country, text in mentions:
        if _WORD.search(text) and (said := key(text)) not in _NOBODY:
            groups[country, said].append(text)
    chosen = sorted(groups)
    draw.shuffle(chosen)
    chosen = chosen[: round(size * scale * _PERTURBED)]
    source: dict[tuple[str, str], str] = {}
    units, taken = [], set(groups)
    for at, place in enumerate(chosen):
        unit = Registered(f"P{at:06}", place[0], perturb(draw.choice(groups[place]), draw))
        units.append(unit)
        source[place] = unit.id
        taken.add((unit.country, key(unit.name)))
    units += _composed(mentions, round(size * scale) - len(units), taken, draw)
    draw.shuffle(units)
    return units, [Printed(c, t, source.get((c, key(t)), "")) for c, t in mentions]


def _composed(
    mentions: Sequence[tuple[str, str]], size: int, taken: set[tuple[str, str]], draw: random.Random
) -> list[Registered]:
    """Names walked from word to word as the report's strings do, in countries drawn evenly; none that is taken."""
    following: dict[str, list[str]] = defaultdict(list)
    for _, text in mentions:
        for word, after in zip(["", *text.split()], [*text.split(), ""], strict=True):
            following[word].append(after)
    nations = sorted({country for country, _ in mentions})
    found: list[Registered] = []
    tries = 100 * size
    while len(found) < size:
        tries -= 1
        if tries < 0:
            raise ValueError(f"{len(mentions)} strings hold too few words to compose {size} further names")
        words = [draw.choice(following[""])]
        while words[-1] and len(words) < 9:
            words.append(draw.choice(following[words[-1]]))
        unit = Registered(f"C{len(found):06}", draw.choice(nations), " ".join(words).strip(" ,;-"))
        place = (unit.country, key(unit.name))
        if _WORD.search(unit.name) and place not in taken:
            taken.add(place)
            found.append(unit)
    return found


def perturb(text: str, draw: random.Random) -> str:
    """Another way to print the same unit: one to three changes of words, none of which touches which number it has.

    Every other name also changes its case or its punctuation. A text that no change fits ("ARF") stays.
    """
    wanted = draw.randint(1, 3)
    for change in draw.sample(_CHANGES, k=len(_CHANGES)):
        other = change(text, draw)
        if other.strip() and other != text:
            text, wanted = other, wanted - 1
        if not wanted:
            break
    return draw.choice(_LOOKS)(text, draw) if draw.random() < 0.5 else text


def _respell(text: str, draw: random.Random) -> str:
    lowered = text.lower()
    here = [(words, word) for words in _SPELLINGS for word in words if re.search(rf"\b{word}\b", lowered)]
    if not here:
        return text
    words, word = draw.choice(here)
    other = draw.choice([w for w in words if w != word])
    return re.sub(rf"\b{word}\b", other.upper() if text.isupper() else other, text, count=1, flags=re.IGNORECASE)


def _renumber(text: str, draw: random.Random) -> str:
    return _ORDINAL.sub(draw.choice((r"\1", r"\1.", r"No. \1", r"\1º")), text, count=1)


def _recase(text: str, draw: random.Random) -> str:
    return draw.choice((str.upper, str.lower, str.title))(text)


def _mistype(text: str, draw: random.Random) -> str:
    """One letter left out, doubled, or swapped with the next, inside a word of six letters or more."""
    words = list(re.finditer(r"[^\W\d_]{6,}", text))
    if not words:
        return text
    word = draw.choice(words)
    at = draw.randrange(word.start() + 1, word.end() - 2)
    two = text[at : at + 2]
    return text[:at] + draw.choice((two[1], two[0] + two, two[1] + two[0])) + text[at + 2 :]


def _without_light_words(text: str, draw: random.Random) -> str:
    return _LIGHT.sub("", text)


def _without_word(text: str, draw: random.Random) -> str:
    """Of five words or more, one goes that holds no figure and is no numeral."""
    words = text.split()
    plain = [at for at, word in enumerate(words) if word.isalpha() and not _NUMERAL.fullmatch(word)]
    if len(words) < 5 or not plain:
        return text
    gone = draw.choice(plain)
    return " ".join(word for at, word in enumerate(words) if at != gone)


def _turned(text: str, draw: random.Random) -> str:
    """``A, B`` as ``B, A``."""
    parts = [part.strip() for part in text.split(",")]
    return ", ".join(reversed(parts)) if len(parts) == 2 and all(parts) else text


def _repunctuated(text: str, draw: random.Random) -> str:
    return draw.choice((re.sub(r"[.,'\"]", "", text), text.replace("-", " "), text.replace(" ", "  ", 1))).strip()


_Change = Callable[[str, random.Random], str]
_CHANGES: tuple[_Change, ...] = (_respell, _renumber, _mistype, _without_light_words, _without_word, _turned)
_LOOKS: tuple[_Change, ...] = (_recase, _repunctuated)


def write(units: Iterable[Registered], mentions: Iterable[Printed], folder: Path) -> None:
    """``units.csv`` and ``mentions.csv`` in ``folder``, for the processes that are measured."""
    for name, rows in (
        ("units.csv", [(u.id, u.country, u.name) for u in units]),
        ("mentions.csv", [(m.country, m.text, m.source) for m in mentions]),
    ):
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)


def read(folder: Path) -> tuple[list[Registered], list[Printed]]:
    """What ``write`` wrote."""
    with (folder / "units.csv").open(encoding="utf-8", newline="") as stream:
        units = [Registered(*row) for row in csv.reader(stream)]
    with (folder / "mentions.csv").open(encoding="utf-8", newline="") as stream:
        return units, [Printed(*row) for row in csv.reader(stream)]
