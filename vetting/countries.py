"""Countries: ISO 3166-1 alpha-3 inside; alpha-2, names and the State Department's spellings at the door.

Names and codes are CLDR's, through Babel; ``countries.csv`` adds, each with its source, the spellings that CLDR lacks
and the few codes that are no current country's. A region, a historic area or an unknown text has the code ``""``:
better none than a wrong one. Codes XAA to XZZ are ISO's for users (invented countries in fixtures) and are kept.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

_USER_ASSIGNED = re.compile(r"X[A-Z]{2}\Z")
_OCD = re.compile(r"ocd-division/country:([a-z]{2})\b")
#: CLDR lists these beside the current code of the same alpha-2: withdrawn codes (ISO 3166-3).
_WITHDRAWN = frozenset({"ANT", "BUR", "DDR", "FXX", "NTZ", "SCG", "SUN", "TMP", "YMD", "YUG", "ZAR"})
_NOT_COUNTRIES = frozenset(
    {"AA", "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "QU", "TA", "UN", "XA", "XB", "ZZ"}
)
_SMALL_WORDS = frozenset({"and", "the", "of", "y", "la", "el"})


@lru_cache(maxsize=1 << 12)
def code(text: str) -> str:
    """The alpha-3 code of an alpha-2 or alpha-3 code, a name in English or Spanish, or one of State's spellings.

    ``""`` where the text names no country: a region, a historic area, a blank, or a spelling not known here.
    """
    text = text.strip()
    if not text:
        return ""
    by_code = _by_code()
    if len(text) in (2, 3) and text.isascii() and text.isalpha():
        upper = text.upper()
        if upper in by_code:
            return by_code[upper]
        if _USER_ASSIGNED.match(upper) and len(upper) == 3:
            return upper
    ocd = _OCD.match(text)
    if ocd:
        return by_code.get(ocd[1].upper(), "")
    return _by_name().get(_key(text), "")


def name(alpha3: str, language: str = "en") -> str:
    """The country's name in a language (``en``, ``es``); the code itself where CLDR has no name for it."""
    own = _OWN_NAMES.get(alpha3)
    if own:
        return own.get(language, own["en"])
    return _territories(language).get(_alpha2_by_alpha3().get(alpha3, ""), alpha3)


def codes() -> tuple[str, ...]:
    """Every current alpha-3 code, sorted."""
    return tuple(sorted(_alpha2_by_alpha3()))


#: Codes of countries that are no more; CLDR dropped their names.
_OWN_NAMES = {
    "ANT": {"en": "Netherlands Antilles", "es": "Antillas Neerlandesas"},
    "SCG": {"en": "Serbia and Montenegro", "es": "Serbia y Montenegro"},
    "YUG": {"en": "Yugoslavia", "es": "Yugoslavia"},
}


@lru_cache(maxsize=1 << 12)
def _key(text: str) -> str:
    """A spelling without case, accents, signs and small words; the order of words is kept."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("&", " and ").replace("ß", "ss"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = re.sub(r"[^a-z0-9]+", " ", plain.replace("'", " ").replace("’", " ")).split()
    words = ["saint" if word == "st" else word for word in words]
    return " ".join(word for word in words if word not in _SMALL_WORDS)


@cache
def _table() -> tuple[dict[str, str], ...]:
    text = resources.files("vetting").joinpath("countries.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _alpha2_by_alpha3() -> dict[str, str]:
    from babel.core import get_global

    found = {
        alias: targets[0]
        for alias, targets in get_global("territory_aliases").items()
        if len(alias) == 3 and alias.isalpha() and len(targets) == 1
    }
    known = _territories("en")
    pairs = {
        three: two
        for three, two in found.items()
        if three not in _WITHDRAWN and two in known and two not in _NOT_COUNTRIES and not _USER_ASSIGNED.match(three)
    }
    # Alpha-3 codes of the QMZ to QZZ block are private too; CLDR maps them to AA, QM … and XA … (not countries).
    pairs = {three: two for three, two in pairs.items() if not re.match(r"Q[M-Z]", three) or three == "QAT"}
    return pairs | {"XKX": "XK"}


@cache
def _territories(language: str) -> dict[str, str]:
    from babel import Locale

    return {two: name for two, name in Locale.parse(language).territories.items() if len(two) == 2 and two.isalpha()}


@cache
def _by_code() -> dict[str, str]:
    pairs = _alpha2_by_alpha3()
    own = {row["alpha3"]: row["alpha3"] for row in _table() if row["alpha3"]}
    return own | {three: three for three in pairs} | {two: three for three, two in pairs.items()}


@cache
def _by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in ("es", "en"):
        territories = _territories(language)
        names |= {_key(territories[two]): three for three, two in _alpha2_by_alpha3().items()}
    return names | {_key(row["spelling"]): row["alpha3"] for row in _table() if row["spelling"]}
