"""A page read back with the standard library's parser: elements, attributes, text, and errors of nesting."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "br", "img", "link", "input", "hr"}
SPACED = {"td", "th", "br", "li", "dt", "dd", "p", "h1", "h2", "h3", "h4", "h5", "caption", "summary", "text"}


class Parsed(HTMLParser):
    """``elements`` are (tag, attributes) in order, ``text`` all text outside style, a space at the end of each cell."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.misnested: list[str] = []
        self._stack: list[str] = []
        self._text: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "br":
            self._text.append(" ")
        if tag not in VOID:
            self._stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self._stack or self._stack[-1] != tag:
            self.misnested.append(tag)
        else:
            self._stack.pop()
        if tag in SPACED:
            self._text.append(" ")

    def handle_data(self, data: str) -> None:
        if "style" not in self._stack:
            self._text.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self._text).split())

    @property
    def open_at_end(self) -> list[str]:
        return self._stack

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def links(self) -> list[str]:
        return [attributes["href"] for attributes in self.all("a")]
