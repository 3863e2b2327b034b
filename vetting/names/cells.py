"""A printed cell → segments with their places in it: which name units, which only say whose, where or who."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vetting.names.counts import counted_items, leaked_at, without_count, without_dashed_counts, without_plain_counts
from vetting.names.lexicon import complete
from vetting.names.parse import ParsedName, parse
from vetting.names.pieces import Piece, bare_number, cut_up, trimmed
from vetting.names.roles import arrange, borrow, listed_kind, listed_staff
from vetting.names.text import CACHED, words


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of a printed cell. ``cell[start:end] == text``.

    ``role``: head (names a unit), superior (a unit printed as another's), part (a section or office inside a unit),
    person, place, name (one or two words that only a registry can place), outsider (a body that is no host unit) or
    noise. ``name`` is what is compared: the text, with a number or a kind borrowed from its neighbor where the cell
    shares it. ``of`` is the position, among the segments, of the head that a superior, part, place or name belongs
    to; a head's own position for a head; -1 for none.
    """

    text: str
    start: int
    end: int
    role: str
    name: str
    of: int = -1
    mark: str = ""
    rank: int = 0


@lru_cache(maxsize=CACHED)
def split(text: str, country: str = "") -> tuple[Segment, ...]:
    """The segments of a printed cell in order; ``country`` is ISO 3166-1 alpha-3 or ``""``. Spans lie inside it.

    "X Battalion, Y Brigade" is X with Y as superior; two coordinate units are two heads; a cell printed twice is read
    once.
    """
    leaked = leaked_at(text)
    limit = leaked if leaked >= 0 else len(text)
    half = limit // 2
    if limit > 8 and text[:half].strip() == text[half:limit].strip():
        limit = half
    if limit < 24 and _is_placeholder(parse(text[:limit], country)):
        whole = trimmed(text, 0, limit, "")
        pieces = [whole] if whole else []
        for piece in pieces:
            piece.role = "noise"
    else:
        pieces = []
        items = [cut_up(text, start, end, country) for start, end in _items(text, limit)]
        listed = [piece for item in items for piece in item]
        without_dashed_counts(listed, country)
        without_plain_counts(listed, country)
        for item in items:
            _arranged(text, limit, item, country)
            for piece in item:
                piece.of += len(pieces) if piece.of >= 0 else 0
            pieces += item
    return tuple(Segment(p.text, p.start, p.end, p.role, p.name, p.of, p.mark, p.rank) for p in pieces)


#: A sign written out for the web, once or again and again: its semicolon parts nothing.
_ESCAPED = re.compile(r"&(?:amp;)*[a-z]{2,4}\Z")


def _items(text: str, limit: int) -> list[tuple[int, int]]:
    """Where the items of a list in semicolons begin and end: each is a cell of its own, whatever stands beside it."""
    cuts, depth = [], 0
    for at in range(limit) if ";" in text else ():
        depth += (text[at] in "([") - (text[at] in ")]")
        if text[at] == ";" and depth <= 0 and not _ESCAPED.search(text, 0, at):
            cuts.append(at)
    items = [(start, end) for start, end in zip((0, *(c + 1 for c in cuts)), (*cuts, limit), strict=True)]
    items = [(start, end) for start, end in items if text[start:end].strip()]
    if any(bare_number(text[start:end].strip()) for start, end in items):
        return [(0, limit)]  # "105th; 120th Brigades" share their kind
    return items


def _arranged(text: str, limit: int, pieces: list[Piece], country: str) -> None:
    """Give the pieces of an item, up to ``limit`` in ``text``, their roles and, within the item, their heads."""
    if limit in _CUT_OFF and text[-1].isalpha() and pieces and pieces[-1].end == len(text):
        pieces[-1].name = _completed(pieces[-1].name)
    for piece in pieces:
        without_count(piece)
    borrow(pieces, country)
    if len(pieces) > 1:
        listed_kind(pieces, country)
        listed_staff(pieces, country)
    first = 0
    for run in counted_items(pieces):
        arrange(run, country)
        for piece in run:
            piece.of += first if piece.of >= 0 else 0
        first += len(run)


#: The report cuts long cells at this length, some prints a little sooner.
_CUT_OFF = range(44, 51)


def _completed(name: str) -> str:
    """A name whose last word was cut off, with that word whole where only one is possible (``Bolivian Air Forc``)."""
    said = words(name)
    if len(said) < 2 or len(said[-1]) < 2 or not said[-1].isalpha():
        return name
    whole = complete(said[-2], said[-1])
    return f"{' '.join(said[:-1])} {whole}" if whole else name


def _is_placeholder(parsed: ParsedName) -> bool:
    said = parsed.echelon or parsed.residue or parsed.functions or parsed.nationality or parsed.numbers
    said = said or parsed.branches
    return parsed.level == "none" and not said
