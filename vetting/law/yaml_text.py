"""YAML as plain text with line numbers: nothing is resolved, nothing is repeated, nothing runs.

YAML 1.1 reads the country NO as false and the unit 010 as eight. Here every scalar is the text that stands in the file.
Anchors, aliases, tags, duplicate keys, deep nesting, large files, long texts and characters that cannot be seen are
refused, so a hostile file costs bounded time and puts nothing on a terminal but what it shows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 256 * 1024
MAX_DEPTH = 24
_TOO_DEEP = f"lists and tables are nested more than {MAX_DEPTH} deep"
#: Characters of one text; the longest of the shipped rules has 356.
MAX_TEXT = 4000
#: Control, format (bidirectional marks too), surrogate, private and unassigned characters, and separators of lines.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
#: Of these, what ordinary text needs: line ends and tabs, soft hyphens, and the joiners of some scripts.
_NEEDED = frozenset("\n\r\t\u00ad\u200c\u200d")
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Piece:
    """A text, a list of pieces or a table of pieces, with the line where it begins (1-based)."""

    value: str | list[Piece] | dict[str, Piece]
    line: int

    @property
    def kind(self) -> str:
        """text, list or table."""
        return "text" if isinstance(self.value, str) else "list" if isinstance(self.value, list) else "table"


class Unreadable(Exception):
    """The file is not YAML of the plain kind; ``line`` is where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def hidden(text: str) -> str:
    """The first character that cannot be seen, as ``U+001B``; blank where there is none."""
    if text.isascii() and text.isprintable():
        return ""
    for character in text:
        if unicodedata.category(character) in _HIDDEN and character not in _NEEDED:
            return f"U+{ord(character):04X}"
    return ""


def shown(text: str) -> str:
    """A text from a file as a message may print it: on one line, cut, and every hidden character by its number."""
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return "".join(f"[{hidden(each)}]" if hidden(each) else " " if each.isspace() else each for each in cut)


def read_yaml(path: Path) -> tuple[Piece, list[tuple[int, str]]]:
    """The file as pieces, with the duplicate keys found (line and sentence). Raises Unreadable for what is refused."""
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise Unreadable(f"the file is larger than {MAX_BYTES} bytes", 1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("the file is not UTF-8 text", raw[: error.start].count(b"\n") + 1) from None
    return parse(text)


def parse(text: str) -> tuple[Piece, list[tuple[int, str]]]:
    """As ``read_yaml``, from text."""
    import yaml

    duplicates: list[tuple[int, str]] = []
    try:
        events = iter(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
        piece = _document(events, duplicates)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, problem = mark.line + 1 if mark else 1, error.problem or error.context
        # Newer parsers look ahead and stop at a depth of their own before this one is reached.
        told = _TOO_DEEP if "nesting depth" in str(problem) else f"this is not YAML: {problem}"
        raise Unreadable(told, line) from None
    except yaml.YAMLError:
        raise Unreadable("this is not YAML: it holds a character that YAML does not allow", 1) from None
    return piece, duplicates


def _document(events: Iterator[object], duplicates: list[tuple[int, str]]) -> Piece:
    import yaml

    frame = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
    found: Piece | None = None
    for event in events:
        if isinstance(event, frame):
            continue
        if found is not None:
            raise Unreadable("the file holds more than one document", _line(event))
        found = _piece(event, events, 1, duplicates)
    if found is None:
        raise Unreadable("the file is empty", 1)
    return found


def _line(event: object) -> int:
    mark = getattr(event, "start_mark", None)
    return mark.line + 1 if mark else 1


def _seen(text: str, line: int) -> str:
    if len(text) > MAX_TEXT:
        raise Unreadable(f"a text is longer than {MAX_TEXT} characters", line)
    if hidden(text):
        raise Unreadable(f"the text '{shown(text)}' holds a character that cannot be seen", line)
    return text


def _piece(event: object, events: Iterator[object], depth: int, duplicates: list[tuple[int, str]]) -> Piece:
    import yaml

    assert isinstance(event, yaml.Event)
    line = _line(event)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise Unreadable("anchors and aliases are not allowed; write the text out", line)
    tag = getattr(event, "tag", None)
    if tag not in (None, "!"):
        raise Unreadable(f"the tag '{shown(str(tag))}' is not allowed", line)
    if depth > MAX_DEPTH:
        raise Unreadable(_TOO_DEEP, line)
    if isinstance(event, yaml.ScalarEvent):
        return Piece(_seen(event.value, line), line)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Piece] = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(_piece(inner, events, depth + 1, duplicates))
        return Piece(items, line)
    table: dict[str, Piece] = {}
    while not isinstance(inner := next(events), yaml.MappingEndEvent):
        key = _piece(inner, events, depth + 1, duplicates)
        if not isinstance(key.value, str):
            raise Unreadable("a key must be a plain text", key.line)
        value = _piece(next(events), events, depth + 1, duplicates)
        if key.value in table:
            duplicates.append((key.line, f"the key '{key.value}' stands twice, first on line {table[key.value].line}"))
            continue
        table[key.value] = value
    return Piece(table, line)
