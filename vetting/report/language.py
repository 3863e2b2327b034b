"""One language of the pages: its catalogue, and its way to write days, numbers and countries.

A language is offered only when its catalogue answers every message of the English one, in every plural form.
"""

from __future__ import annotations

import io
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from babel import Locale, dates, lists, numbers
from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog, Message
from babel.support import Translations

from vetting import countries
from vetting.errors import UsageError
from vetting.period import ImpreciseDate, Period

#: Every catalogue is measured against this one.
SOURCE = "en"
#: Day before month in both languages, as in the citations; Babel's "long" puts the month first for U.S. English.
_DAY = "d MMMM y"
_DAY_ES = "d 'de' MMMM 'de' y"


@dataclass(frozen=True)
class Language:
    """A language that is offered: ``code`` is ``en`` or ``es``."""

    code: str
    locale: Locale
    translations: Translations

    def text(self, message: str) -> str:
        """The message in this language."""
        return str(self.translations.gettext(message)) if message else ""

    def day(self, day: date) -> str:
        return dates.format_date(day, _DAY_ES if self.code == "es" else _DAY, locale=self.locale)

    def when(self, day: ImpreciseDate | None) -> str:
        """An imprecise day as precisely as it is known: a day, a month, a year, or first to last possible day."""
        if day is None:
            return self.text("not known")
        printed = str(day)
        if "/" in printed:
            return self.text("between %(first)s and %(last)s") % {
                "first": self.day(day.earliest), "last": self.day(day.latest)
            }  # fmt: skip
        if len(printed) == 4:
            return printed
        if len(printed) == 7:
            return dates.format_skeleton("yMMMM", day.earliest, locale=self.locale)
        return self.day(day.earliest)

    def span(self, period: Period) -> str:
        """A period in words; a cited end or one still open is said to be so."""
        begin, end = period.begin, period.end
        if begin is None and end is None:
            return self.text("not known")
        if begin == end and period.begin_real and period.end_real and not period.ongoing:
            return self.when(begin)
        first = self.when(begin) if period.begin_real or not begin else self.text("first cited %s") % self.when(begin)
        last = self.when(end) if period.end_real or not end else self.text("last cited %s") % self.when(end)
        if period.ongoing:
            last = self.text("%s, not over by then") % last
        return f"{first} – {last}"

    def number(self, value: int | float) -> str:
        return numbers.format_decimal(value, locale=self.locale)

    def share(self, part: int, whole: int) -> str:
        """``part`` of ``whole`` in percent with one decimal; a dash when there is no whole."""
        if not whole:
            return "–"
        pattern = "#,##0.0\u00a0%" if self.code == "es" else "#,##0.0%"
        return numbers.format_percent(part / whole, pattern, locale=self.locale)

    def listed(self, items: Sequence[str]) -> str:
        """``a, b and c``."""
        return lists.format_list(list(items), locale=self.locale)

    def score(self, value: float) -> str:
        """A probability with two decimals; one below 1 is never rounded up to it."""
        shown = min(value, 0.99) if value < 1 else value
        return numbers.format_decimal(shown, "0.00", locale=self.locale)

    def country(self, iso3: str) -> str:
        """The country's name; its code where CLDR has no name for it (invented countries)."""
        return countries.name(iso3, self.code) if iso3 else self.text("country not stated")


@cache
def catalogue(code: str) -> Catalog:
    """The catalogue ``locale/<code>.po``. Raises UsageError when there is none."""
    path = files("vetting.report") / "locale" / f"{code}.po"
    if not code.isalpha() or not path.is_file():
        raise UsageError(f"there is no catalogue for the language '{code}'", hint="Languages: en, es.")
    return pofile.read_po(io.BytesIO(path.read_bytes()), locale=code, abort_invalid=True)


def gaps(code: str) -> tuple[str, ...]:
    """What the catalogue lacks against the English one, one sentence each; empty when it is complete."""
    own = catalogue(code)
    return tuple(sorted(line for source in catalogue(SOURCE) if source.id for line in _gaps_of(source, own, code)))


def _gaps_of(source: Message, own: Catalog, code: str) -> Iterator[str]:
    key = source.id if isinstance(source.id, str) else source.id[0]
    message = own.get(key)
    if message is None or isinstance(message.id, str) != isinstance(source.id, str):
        yield f"{code}: '{key}' is missing"
        return
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    if len(forms) != (1 if isinstance(source.id, str) else own.num_plurals) or not all(forms):
        yield f"{code}: '{key}' lacks a plural form or has no text"
    elif message.fuzzy:
        yield f"{code}: '{key}' is marked fuzzy"
    else:
        names = placeholders(source.id if isinstance(source.id, str) else source.id[1])
        yield from (f"{code}: '{key}' changes a placeholder" for form in forms[-1:] if placeholders(form) != names)


def placeholders(text: str) -> frozenset[str]:
    """The ``%(name)s`` and ``%s`` a message holds."""
    return frozenset(part.split(")s")[0] for part in text.split("%(")[1:]) | (
        frozenset({"%s"}) if "%s" in text else frozenset()
    )


def offered() -> tuple[str, ...]:
    """Codes of the languages whose catalogue is complete, sorted."""
    codes = sorted(
        path.name.removesuffix(".po")
        for path in (files("vetting.report") / "locale").iterdir()
        if path.name.endswith(".po")
    )
    return tuple(code for code in codes if set(code) <= set(string.ascii_lowercase) and not gaps(code))


@cache
def language(code: str) -> Language:
    """The language ``code``. Raises UsageError when it is unknown or its catalogue is not complete."""
    missing = gaps(code)
    if missing:
        raise UsageError(
            f"the catalogue of the language '{code}' is not complete: {missing[0]}", hint="Use another --lang."
        )
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalogue(code))
    compiled.seek(0)
    return Language(code, Locale.parse(code), Translations(compiled))
