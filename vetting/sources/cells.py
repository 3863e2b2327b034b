"""What a cell says: dates, numbers, money, yes and no, lists. A cell that cannot be read is refused, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NoReturn

from vetting import countries
from vetting.model import SourceRef
from vetting.period import ImpreciseDate, Period

#: Years that a record may name. The oldest real one is a unit of 1876; the newest, a posting's planned end.
FIRST_YEAR, LAST_YEAR = 1800, 2100

_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z|-?\d+(?:\.\d+)?\Z")
_YES_NO = {"y": True, "yes": True, "true": True, "1": True, "n": False, "no": False, "false": False, "0": False}
_YES_NO |= {"sí": True, "si": True}


class Rejected(ValueError):
    """A row that cannot become a record: which column, its value, and why in a sentence."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.value = value
        self.reason = reason


class Cells:
    """One row by column name. A missing column is a blank; every reader raises Rejected naming column and value."""

    def __init__(self, values: Mapping[str, str], file: str, line: int) -> None:
        self._values = values
        self.file = file
        self.line = line

    def text(self, column: str) -> str:
        """The cell without surrounding spaces; ``""`` where it is blank or the file has no such column."""
        return self._values.get(column, "").strip()

    def has(self, column: str) -> bool:
        """Whether the file has that column."""
        return column in self._values

    def needed(self, column: str) -> str:
        """The cell, which must not be blank."""
        return self.text(column) or self._refuse(column, f"'{column}' is blank and a row needs it")

    def one_of(self, column: str, words: tuple[str, ...], default: str = "") -> str:
        """One of the given words, whatever its case; ``default`` for a blank."""
        word = self.text(column).casefold()
        if not word:
            return default
        if word not in words:
            self._refuse(column, f"'{self.text(column)}' is not one of {', '.join(words)}")
        return word

    def country(self, column: str) -> str:
        """An alpha-3 code; a blank stays blank, and a text that names no country is refused."""
        text = self.text(column)
        found = countries.code(text)
        return found if found or not text else self._refuse(column, f"'{text}' is not a country known here")

    def date(self, column: str) -> ImpreciseDate | None:
        """An ISO date, in whole or in part (2012-05-01, 2012-05, 2012, 2013-02-00)."""
        text = self.text(column)
        if not text:
            return None
        try:
            day = ImpreciseDate.parse(text)
        except ValueError as error:
            return self._refuse(column, f"{error}; dates here are year-month-day")
        if not FIRST_YEAR <= day.earliest.year <= day.latest.year <= LAST_YEAR:
            return self._refuse(column, f"'{text}' is not a plausible date ({FIRST_YEAR} to {LAST_YEAR})")
        return day

    def flag(self, column: str) -> bool | None:
        """Y or N (also yes, no, true, false, 1, 0, sí); None where it is blank."""
        word = self.text(column).casefold()
        if not word:
            return None
        return _YES_NO[word] if word in _YES_NO else self._refuse(column, f"'{self.text(column)}' is neither Y nor N")

    def number(self, column: str) -> float | None:
        """A number, with thousands in commas or not; ``$`` and ``US$`` are dropped. None where it is blank."""
        text = self.text(column)
        if not text:
            return None
        bare = re.sub(r"\A(?:US)?\$\s*", "", text)
        if not _NUMBER.match(bare):
            return self._refuse(column, f"'{text}' is not a number such as 12345.67")
        return float(bare.replace(",", ""))

    def amount(self, column: str) -> float | None:
        """A number that may not be negative."""
        value = self.number(column)
        return self._refuse(column, f"'{self.text(column)}' is negative") if value is not None and value < 0 else value

    def count(self, column: str) -> int | None:
        """A whole number, zero or more."""
        value = self.amount(column)
        if value is not None and value != int(value):
            return self._refuse(column, f"'{self.text(column)}' is not a whole number")
        return None if value is None else int(value)

    def texts(self, column: str) -> tuple[str, ...]:
        """A list parted by semicolons, in its order, without blanks and repeats."""
        return parted(self.text(column))

    def stretch(self, first: str, is_start: str, last: str, open_ended: str) -> Period:
        """A period of citations. ``is_start`` Y: a real start; ``open_ended`` E: a real end, Y: still open."""
        marks = {"": (False, False), "Y": (False, True), "N": (False, False), "E": (True, False)}
        mark = self.text(open_ended).upper()
        if mark not in marks:
            return self._refuse(open_ended, f"'{self.text(open_ended)}' is not Y (still open), N or E (exact end)")
        end_real, ongoing = marks[mark]
        return self.period(first, last, begin_real=self.flag(is_start) is True, end_real=end_real, ongoing=ongoing)

    def period(
        self, first: str, last: str, *, begin_real: bool = True, end_real: bool = True, ongoing: bool = False
    ) -> Period:
        """From one column's date to another's. Refused where it ends before it begins, unless both are mere citations:

        a unit cited in 2013 and in 2006 was cited from 2006 to 2013, whichever column holds which.
        """
        begin, end = self.date(first), self.date(last)
        if begin and end and end.latest < begin.earliest:
            if begin_real or end_real:
                self._refuse(last, f"the period ends ({end}) before it begins ({begin})")
            begin, end = end, begin
        return Period(begin, end, begin_real, end_real, ongoing)

    def source(self) -> SourceRef:
        """Where the row stands, with its page and url where the file has such columns."""
        return SourceRef(self.file, self.line, self.text("page"), self.text("url") or self.text("source_url"))

    def notes(self) -> str:
        """The row's notes, with the title of its source where the file has such a column."""
        title = self.text("source_title")
        return "; ".join(filter(None, (self.text("notes"), f"source: {title}" if title else "")))

    def refuse(self, column: str, reason: str) -> Rejected:
        """The error that rejects this row."""
        return Rejected(column, self.text(column), reason)

    def _refuse(self, column: str, reason: str) -> NoReturn:
        raise self.refuse(column, reason)


def parted(text: str, sign: str = ";") -> tuple[str, ...]:
    """A list's parts in their order, without blanks and repeats."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(sign) if part.strip()))
