"""Text from outside made safe to print: nothing hidden, nothing that reorders, nothing that runs."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

#: Format characters that scripts need to be read (zero-width joiners), or that only tell where to break a line.
_KEPT = {"\u200c", "\u200d"}
_DROPPED = {"\u00ad", "\ufeff"}
_SPACES = {"\t", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"}
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def clean(text: str, limit: int = 600) -> str:
    """The text on one line with every hidden character made visible as ``[U+202E]``, cut after ``limit`` characters.

    Line breaks become spaces. What is cut is counted: ``… [+120]``.
    """
    cut = f" … [+{len(text) - limit}]" if len(text) > limit else ""
    return " ".join("".join(_visible(character) for character in text[:limit]).split()) + cut


def _visible(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    if character in _SPACES:
        return " "
    if character in _DROPPED:
        return ""
    if character not in _KEPT and unicodedata.category(character) in _HIDDEN:
        return f"[U+{ord(character):04X}]"
    return character


def web_address(text: str) -> str:
    """The text when it is an ordinary http or https address, else ``""``: nothing else becomes a link."""
    if not text or len(text) > 2000 or any(c.isspace() or _visible(c) != c for c in text):
        return ""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and host else ""
