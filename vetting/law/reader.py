"""Reads pieces of one YAML file as what belongs there, and keeps every error with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from vetting.conditions import Words, did_you_mean
from vetting.law.yaml_text import Piece, Unreadable

PAIR = ("en", "es")
#: After so many errors the rest of a file is not read.
MAX_FINDINGS = 100
#: Up to so many known texts are listed where another was given.
_LISTED = 12
_FISCAL_YEAR = re.compile(r"FY(19|20)[0-9]{2}")


@dataclass(slots=True)
class Reader:
    """Reads pieces of one file and keeps what is wrong as ``file:line: sentence``.

    Raises Unreadable where there are more than ``MAX_FINDINGS``: whoever opened the file adds that as the last one.
    """

    file: str
    findings: list[str] = field(default_factory=list)

    def wrong(self, line: int, sentence: str) -> None:
        if len(self.findings) >= MAX_FINDINGS:
            raise Unreadable(f"there are more than {MAX_FINDINGS} errors; the rest of this file is not read", line)
        self.findings.append(f"{self.file}:{line}: {sentence}")

    def gave_up(self, error: Unreadable) -> None:
        """Keep why the file was not read, or not to its end."""
        self.findings.append(f"{self.file}:{error.line}: {error.message}")

    def table(self, piece: Piece, allowed: Iterable[str], required: Iterable[str] = ()) -> dict[str, Piece]:
        """The known keys of a table; an unknown or lacking key is an error."""
        if not isinstance(piece.value, dict):
            self.wrong(piece.line, f"a table of keys belongs here, not a {piece.kind}")
            return {}
        known = tuple(allowed)
        for key, value in piece.value.items():
            if key not in known:
                self.wrong(value.line, f"unknown key '{key}'{did_you_mean(key, known)}; known: {', '.join(known)}")
        for key in required:
            if key not in piece.value:
                self.wrong(piece.line, f"the key '{key}' is missing")
        return {key: value for key, value in piece.value.items() if key in known}

    def text(self, piece: Piece | None) -> str:
        if piece is None:
            return ""
        if not isinstance(piece.value, str):
            self.wrong(piece.line, f"a text belongs here, not a {piece.kind}")
            return ""
        if not piece.value.strip():
            self.wrong(piece.line, "the text is blank")
        return " ".join(piece.value.split())

    def choice(self, piece: Piece | None, known: tuple[str, ...], default: str = "") -> str:
        if piece is None:
            return default
        given = self.text(piece)
        if given and given not in known:
            among = f"one of {', '.join(known)}" if len(known) <= _LISTED else "known here"
            self.wrong(piece.line, f"'{given}' is not {among}{did_you_mean(given, known)}")
        return given

    def flag(self, piece: Piece | None, default: bool = False) -> bool:
        return self.choice(piece, ("yes", "no"), "yes" if default else "no") == "yes"

    def day(self, piece: Piece | None) -> date | None:
        if piece is None:
            return None
        given = self.text(piece)
        try:
            return date.fromisoformat(given)
        except ValueError:
            self.wrong(piece.line, f"'{given}' is not a day such as 2014-01-17")
            return None

    def bound(self, piece: Piece | None, *, last: bool) -> date | None:
        """A day, or the first (or last) day of a U.S. fiscal year written as FY2012."""
        given = piece.value if piece is not None and isinstance(piece.value, str) else ""
        if not _FISCAL_YEAR.fullmatch(given.strip()):
            return self.day(piece)
        year = int(given.strip()[2:])
        return date(year, 9, 30) if last else date(year - 1, 10, 1)

    def items(self, piece: Piece | None) -> list[Piece]:
        if piece is None:
            return []
        if not isinstance(piece.value, list):
            self.wrong(piece.line, f"a list belongs here, not a {piece.kind}")
            return []
        return piece.value

    def pair(self, piece: Piece | None) -> Words:
        """A text in both languages."""
        if piece is None:
            return Words("", "")
        table = self.table(piece, PAIR, PAIR)
        return Words(self.text(table.get("en")), self.text(table.get("es")))
