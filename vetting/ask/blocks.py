"""A page as a list of blocks, the same for Markdown, HTML and DOCX. All texts are plain; each writer escapes them."""

from __future__ import annotations

from dataclasses import dataclass

from vetting.report.plain import clean

#: No text of a block is printed longer than this; what is cut is counted.
_LONGEST = 6_000


def shown(text: str) -> str:
    """The text on one line, nothing hidden, as every writer must take it before it escapes."""
    return clean(text, _LONGEST)


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 is the page's title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. ``lang`` is given where it is not the page's; ``kind``: plain, standard, note or draft."""

    text: str
    kind: str = "plain"
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list; numbered where the order is referred to."""

    items: tuple[str, ...]
    numbered: bool = False
    kind: str = "plain"
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Terms, each with one value or several."""

    pairs: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and a header row; the first cell of each row names the row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Command:
    """Lines to type into a terminal."""

    lines: tuple[str, ...]


Block = Heading | Text | Items | Pairs | Table | Command


@dataclass(frozen=True, slots=True)
class Page:
    """``lang`` is the language of what does not say another; ``title`` also stands as the first heading."""

    lang: str
    title: str
    blocks: tuple[Block, ...]
