"""What was read of a country's cells, kept so that a later build reads only what is new. Plain data, never run."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from vetting.names import ParsedName
from vetting.registry.mentions import Item

#: (Start in the cell, ids of the registered units that its part there is matched with).
Links = tuple[tuple[int, tuple[str, ...]], ...]

_PLAIN = ParsedName()
_NAME_FIELDS = tuple(f.name for f in fields(ParsedName) if f.name != "text")
#: No country's cells come near it; a damaged or hostile workspace is not unpacked without end.
_MOST_BYTES = 1 << 28


@dataclass(slots=True)
class Kept:
    """A country's cells as read: ``items`` of each and, for the registry that hashes to ``registry``, its ``links``."""

    items: dict[str, tuple[Item, ...]] = field(default_factory=dict)
    registry: str = ""
    links: dict[str, Links] = field(default_factory=dict)

    def packed(self, cells: Iterable[str]) -> bytes:
        """What is kept of ``cells``: the same bytes in whatever order and however many builds it was read."""
        held = sorted(cells)
        items = {c: [_packed(item) for item in self.items[c]] for c in held if c in self.items}
        links = {c: self.links[c] for c in held if c in self.links}
        text = json.dumps([items, self.registry, links], ensure_ascii=False, separators=(",", ":"))
        return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def unpacked(country: str, given: bytes) -> Kept:
    """What ``packed`` gave; empty where nothing, or nothing of that form, is given: then all is read anew."""
    try:
        text = zlib.decompressobj().decompress(given, _MOST_BYTES).decode("utf-8", "surrogatepass")
        items, registry, links = json.loads(text)
        return Kept(
            {cell: tuple(_item(country, cell, values) for values in found) for cell, found in items.items()},
            registry,
            {cell: tuple((start, tuple(ids)) for start, ids in found) for cell, found in links.items()},
        )
    except (zlib.error, ValueError, TypeError, AttributeError):
        return Kept()


def _packed(item: Item) -> list[Any]:
    name = {f: value for f in _NAME_FIELDS if (value := getattr(item.name, f)) != getattr(_PLAIN, f)}
    if item.name.text != item.text:
        name["text"] = item.name.text
    rest = (item.above, item.short, item.around)
    return [item.start, item.end, item.status, item.text, name, sorted(item.branches), *rest]


def _item(country: str, cell: str, values: Sequence[Any]) -> Item:
    start, end, status, text, said, branches, above, short, around = values
    return Item(
        country, cell, start, end, status, text, _name(text, said), frozenset(branches), tuple(above), tuple(short),
        tuple(around),
    )  # fmt: skip


def _name(text: str, said: Mapping[str, Any]) -> ParsedName:
    made: dict[str, Any] = {"text": text}
    made |= {f: tuple(value) if isinstance(value, list) else value for f, value in said.items()}
    return ParsedName(**made)
