"""The words of one mission put into a sentence that every mission of its kind shares.

Sentences of rules hold ``{start}``, ``{end}`` and ``{mission}`` and nothing else; whatever other braces a name
brings along stay as they are, and what is put in is never looked at again.
"""

from __future__ import annotations

import re

from vetting.model import Mission
from vetting.period import ImpreciseDate

_SLOT = re.compile(r"\{(start|end|mission)\}")
#: Spanish sentences say "el 2012-05-01" but "un día desconocido": the article before a slot goes with its words.
_SLOT_ES = re.compile(r"(?:\b([Ee]l|del|al) )?\{(start|end|mission)\}")
_BEFORE_UN = {"el": "", "El": "", "del": "de ", "al": "a "}

#: Sentence patterns for a day that is not known exactly, in each language.
_WORDS = {
    "en": {
        "none": "a day not recorded",
        "fiscal": "an unknown day in fiscal year {year}",
        "fiscal_part": "an unknown day from {first} to {last} (fiscal year {year})",
        "in": "an unknown day in {when}",
        "range": "an unknown day from {first} to {last}",
    },
    "es": {
        "none": "un día no registrado",
        "fiscal": "un día desconocido del año fiscal {year}",
        "fiscal_part": "un día desconocido entre el {first} y el {last} (año fiscal {year})",
        "in": "un día desconocido de {when}",
        "range": "un día desconocido entre el {first} y el {last}",
    },
}


def has_slots(text: str) -> bool:
    """Whether the sentence differs from mission to mission."""
    return _SLOT.search(text) is not None


def fill(text: str, mission: Mission, lang: str) -> str:
    """The sentence with the mission's own id and dates; ``lang`` is ``en`` or ``es``."""
    if "{" not in text:
        return text
    words = slot_words(mission, lang)
    if lang == "es":
        return _SLOT_ES.sub(lambda slot: _with_article(slot[1], words[slot[2]]), text)
    return _SLOT.sub(lambda slot: words[slot[1]], text)


def _with_article(article: str | None, words: str) -> str:
    if article is None:
        return words
    return _BEFORE_UN[article] + words if words.startswith("un día ") else f"{article} {words}"


def slot_words(mission: Mission, lang: str) -> dict[str, str]:
    """What stands for each slot."""
    year = mission.fiscal_year
    return {
        "start": day_words(mission.period.begin, lang, None if mission.start_printed else year),
        "end": day_words(mission.period.end, lang, None if mission.end_printed else year),
        "mission": mission.id,
    }


def day_words(day: ImpreciseDate | None, lang: str, fiscal_year: int | None = None) -> str:
    """An exact day as ISO, anything less said as what it is.

    ``fiscal_year`` is given where the day was not printed and only that year bounds it.
    """
    words = _WORDS[lang]
    if day is None:
        return words["none"]
    if day.is_day:
        return day.earliest.isoformat()
    first, last = day.earliest.isoformat(), day.latest.isoformat()
    if fiscal_year is not None:
        year = ImpreciseDate.fiscal_year(fiscal_year)
        if year.earliest <= day.earliest and day.latest <= year.latest:
            return words["fiscal" if day == year else "fiscal_part"].format(first=first, last=last, year=fiscal_year)
    short = str(day)
    return words["range"].format(first=first, last=last) if "/" in short else words["in"].format(when=short)
