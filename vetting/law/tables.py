"""The tables beside the rules: plain CSV that an analyst can edit, read with every error and its line.

``tables/conditions.csv`` has the conditions by country, year of appropriation and account; every other file there is a
table of countries. A folder of rules without tables uses the shipped ones.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from vetting.conditions import did_you_mean
from vetting.conditions.tables import EFFECTS, CountryLine, Line
from vetting.conditions.terms import ACCOUNTS
from vetting.law.folder import label, look_over
from vetting.law.reader import Reader
from vetting.law.yaml_text import MAX_TEXT, Unreadable, hidden, shown
from vetting.shipped import rules_folder

FOLDER, CONDITIONS = "tables", "conditions.csv"
MAX_BYTES = 1024 * 1024
#: Lines of a table; the longest of the shipped ones has 172.
MAX_CELL = 10_000
MAX_LINES = 5000
#: So many rules that a table names and that have no file are told.
MAX_UNKNOWN = 50
_LINE_COLUMNS = (
    "rule_id", "country", "appropriation_fy", "account", "pct", "effect", "verified", "source", "note", "act_signed",
)  # fmt: skip
_COUNTRY_COLUMNS = ("country", "from", "to", "verified", "note")


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of a folder: lines of conditions by rule id, and lines of countries by table."""

    conditions: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    countries: Mapping[str, tuple[CountryLine, ...]] = field(default_factory=dict)


def table_files(folder: Path) -> tuple[Path, ...]:
    """The tables a folder of rules is read with, in order: its own, or the shipped ones where it has none."""
    own = folder / FOLDER
    found = (own if own.is_dir() else rules_folder() / FOLDER).glob("*.csv")
    return tuple(sorted(path for path in found if not path.name.startswith(".")))


def table_hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every table's bytes, by file name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in table_files(folder)}


def read_tables(folder: Path, findings: list[str]) -> Tables:
    """The tables of a folder; what is wrong with them is added to ``findings`` as ``file:line: sentence``."""
    conditions: dict[str, list[Line]] = {}
    countries: dict[str, tuple[CountryLine, ...]] = {}
    for path in table_files(folder):
        reader = _Rows(label(path.parent.parent, f"{FOLDER}/{shown(path.name)}"))
        try:
            if path.name == CONDITIONS:
                _conditions(reader, path, conditions)
            else:
                rows = reader.rows(path, _COUNTRY_COLUMNS)
                countries[path.stem] = tuple(reader.country_line(number, row) for number, row in rows)
        except Unreadable as error:
            reader.gave_up(error)
        findings += reader.findings
    if (folder / FOLDER).is_dir():
        _known_rules(folder, conditions, findings)
    return Tables({rule_id: tuple(lines) for rule_id, lines in conditions.items()}, countries)


def _conditions(reader: _Rows, path: Path, conditions: dict[str, list[Line]]) -> None:
    seen: dict[tuple[object, ...], int] = {}
    for number, row in reader.rows(path, _LINE_COLUMNS):
        line = reader.line(number, row)
        key = (line.rule_id, line.country, line.year, line.account)
        if key in seen:
            reader.wrong(number, f"this line says the same year and account as line {seen[key]}")
        seen.setdefault(key, number)
        conditions.setdefault(line.rule_id, []).append(line)


def _known_rules(folder: Path, conditions: Mapping[str, list[Line]], findings: list[str]) -> None:
    """A folder's own table of conditions speaks of rules that have a file there."""
    known = {Path(inside).stem for inside in look_over(folder).files if inside.endswith(".yaml")}
    reader = _Rows(label(folder, f"{FOLDER}/{CONDITIONS}"))
    for rule_id in sorted(set(conditions) - known)[:MAX_UNKNOWN]:
        reader.wrong(1, f"there is no rule '{rule_id}'{did_you_mean(rule_id, known)}")
    findings += reader.findings


@dataclass(slots=True)
class _Rows(Reader):
    """Reads the rows of one table and keeps what is wrong."""

    def rows(self, path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
        text = self._text(path)
        if text is None:
            return
        reader = csv.DictReader(io.StringIO(text, newline=""))
        try:
            given = tuple(reader.fieldnames or ())
            if given != columns:
                listed = ", ".join(given)
                self.wrong(1, f"the columns are {shown(listed)}; they must be {', '.join(columns)}")
                return
            for number, row in enumerate(reader, 1):
                if number > MAX_LINES:
                    raise Unreadable(f"the table has more than {MAX_LINES} lines", reader.line_num)
                if any(len(value or "") > MAX_CELL for name, value in row.items() if name is not None):
                    raise csv.Error(f"a cell holds more than {MAX_CELL} characters")
                if None in row or None in row.values():
                    self.wrong(reader.line_num, f"the line has not {len(columns)} cells")
                    continue
                yield reader.line_num, {name: self._cell(reader.line_num, value) for name, value in row.items()}
        except csv.Error as error:
            raise Unreadable(f"this is not a table: {error}", reader.line_num) from None

    def _text(self, path: Path) -> str | None:
        try:
            with path.open("rb") as file:
                raw = file.read(MAX_BYTES + 1)
            text = raw[:MAX_BYTES].decode("utf-8-sig", "ignore" if len(raw) > MAX_BYTES else "strict")
        except (OSError, UnicodeDecodeError):
            self.wrong(1, "the table cannot be read as UTF-8 text")
            return None
        if len(raw) > MAX_BYTES:
            self.wrong(1, f"the table is larger than {MAX_BYTES} bytes")
            return None
        return text

    def _cell(self, number: int, value: str) -> str:
        if len(value) > MAX_TEXT or hidden(value):
            raise Unreadable(f"the cell '{shown(value)}' is too long or holds a character that cannot be seen", number)
        return value.strip()

    def line(self, number: int, row: dict[str, str]) -> Line:
        year = row["appropriation_fy"]
        if not re.fullmatch("(19|20)[0-9]{2}", year):
            self.wrong(number, f"'{year}' is not a fiscal year such as 2012")
        effect = self._choice(number, row["effect"], EFFECTS)
        if effect == "withhold" and not row["pct"]:
            self.wrong(number, "a line that withholds needs a percentage")
        return Line(
            rule_id=row["rule_id"],
            country=self._country(number, row["country"]),
            year=int(year) if year.isdecimal() else 0,
            account=self._choice(number, row["account"], ("*", *ACCOUNTS)),
            percent=row["pct"],
            effect=effect,
            verified=self._choice(number, row["verified"], ("V", "B")) == "V",
            signed=self._day(number, row["act_signed"]),
        )

    def country_line(self, number: int, row: dict[str, str]) -> CountryLine:
        return CountryLine(
            country=self._country(number, row["country"]),
            first=self._day(number, row["from"]),
            last=self._day(number, row["to"]),
            verified=self._choice(number, row["verified"], ("V", "B")) == "V",
        )

    def _choice(self, number: int, given: str, known: tuple[str, ...]) -> str:
        if given not in known:
            self.wrong(number, f"'{given}' is not one of {', '.join(known)}{did_you_mean(given, known)}")
        return given

    def _country(self, number: int, given: str) -> str:
        if not re.fullmatch("[A-Z]{3}", given):
            self.wrong(number, f"'{given}' is not a country's three letters, such as HND")
        return given

    def _day(self, number: int, given: str) -> date | None:
        if not given:
            return None
        try:
            return date.fromisoformat(given)
        except ValueError:
            self.wrong(number, f"'{given}' is not a day such as 2014-01-17")
            return None
