"""An explanation: titled sections of indented sentences, as terminal text or as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import click

from vetting.report.plain import clean

#: No field is printed longer than this; what is cut is counted.
FIELD = 2_000
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence; ``depth`` 0 stands under the heading, 1 under the sentence before, and so on."""

    depth: int
    text: str


@dataclass(slots=True)
class Section:
    """A heading and its sentences, added in order."""

    title: str
    lines: list[Line] = field(default_factory=list)

    def say(self, text: str, depth: int = 0) -> None:
        self.lines.append(Line(depth, text))


@dataclass(frozen=True, slots=True)
class Page:
    """What is explained (``kind``: mission, finding, unit, incident, total, problem or pair) and the explanation.

    ``facts`` holds the same as objects of the JSON report where there are any. ``standard_line`` closes every page.
    """

    kind: str
    id: str
    title: str
    sections: tuple[Section, ...]
    standard_line: str
    facts: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The page as one JSON-able object; texts as the sources print them, hidden characters included."""
        return {
            "kind": self.kind,
            "id": self.id,
            "title": self.title,
            "sections": [
                {"title": section.title, "lines": [{"depth": line.depth, "text": line.text} for line in section.lines]}
                for section in self.sections
            ],
            **self.facts,
            "standard_line": self.standard_line,
        }

    def as_text(self, width: int = 100) -> str:
        """The page wrapped to ``width`` columns, headings styled; nothing hidden is printed raw.

        Only styles written here are in it: a control character from a source is shown as ``[U+001B]``.
        """
        return "\n".join(self._text_lines(width)) + "\n"

    def _text_lines(self, width: int) -> Iterator[str]:
        yield click.style(clean(self.title, FIELD), bold=True)
        for section in self.sections:
            yield ""
            yield click.style(clean(section.title, FIELD), bold=True, fg="cyan")
            for line in section.lines:
                indent = _INDENT * (line.depth + 1)
                yield from textwrap.wrap(
                    _spaced(line.text),
                    max(width, 40),
                    initial_indent=indent,
                    subsequent_indent=indent + _INDENT,
                    break_on_hyphens=False,
                )
        yield ""
        yield from textwrap.wrap(self.standard_line, max(width, 40))


def _spaced(text: str) -> str:
    """Clean, with the double spaces of table-like sentences kept."""
    return "  ".join(clean(piece, FIELD) for piece in text.split("  ") if piece)
