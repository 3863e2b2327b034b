"""Whether words name a unit, a whole service (army, national police) or a force (several services, the state).

A source that says "elementos del Ejército" names a service and nobody below it; "Khost Protection Force" is a unit: one
word that is neither a service, a force nor a word of no weight makes a name. ``levels.csv`` holds those words.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib import resources


def named_level(text: str, country: str = "") -> str:
    """unit, service, force or none (blank). Words of the country's name, and adjectives of it, are set aside."""
    words = _words(text)
    if not words:
        return "none"
    meanings = [_meaning(word, country) for word in words]
    if "armada" in words and {"fuerza", "fuerzas"} & set(words):
        meanings[words.index("armada")] = "force"
    if not all(meanings):
        return "unit"
    services = set(meanings) - {"force", "aside"}
    if "air force" in services and "armee" in words:
        services.discard("army")
    if "police" in services and {"military", "militar"} & set(words) and not {"state", "estado"} & set(words):
        return "unit"  # military police: a corps of the army, but a state's own police in Brazil
    return "service" if len(services) == 1 else "force"


def _meaning(word: str, country: str) -> str:
    """A service, ``force``, ``aside``, or ``""`` for a word that makes a name of its own."""
    meaning = _table().get(word)
    if meaning:
        return meaning
    # Nigerian, hondureño: an adjective shares the stem of the country's name.
    own = any(word == name or (len(name) > 3 and word.startswith(name[:5])) for name in _words(country))
    return "aside" if own else ""


@cache
def _table() -> dict[str, str]:
    text = resources.files("vetting.sources").joinpath("levels.csv").read_text(encoding="utf-8")
    return {row["word"]: row["means"] for row in csv.DictReader(text.splitlines())}


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.findall(r"[a-z0-9]+", plain)
