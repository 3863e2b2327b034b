"""The page as Markdown in which no text from a record is anything but text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vetting.ask.blocks import Block, Command, Heading, Items, Page, Pairs, Table, Text, shown

#: Characters that mean something within a line, in CommonMark or GitHub's dialect.
_SPECIAL = re.compile(r"[\\`*\[\]<>|~$#]|\b_|_\b|&(?=[#\w])|@(?=\w)")
#: What begins a heading, list, quotation, rule or table line; or what GitHub takes for a link.
_OPENING = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=:])")
_LINKED = re.compile(r"(?i)(://)|\b(www)\.")


def write(page: Page) -> str:
    """The page as text that ends with a line break."""
    return "\n\n".join("\n".join(_block(block)) for block in page.blocks) + "\n"


def escape(text: str) -> str:
    """The text on one line, to be read as nothing but itself."""
    plain = _SPECIAL.sub(r"\\\g<0>", shown(text))
    plain = _LINKED.sub(lambda link: r":\//" if link[1] else rf"{link[2]}\.", plain)
    return _OPENING.sub(lambda start: rf"{start[1]}\{start[2]}" if start[1] else rf"\{start[3]}", plain)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {escape(block.text)}"
    elif isinstance(block, Text):
        yield from _text(block)
    elif isinstance(block, Items):
        quote = "> " if block.kind == "draft" else ""
        for number, item in enumerate(block.items, start=1):
            yield f"{quote}{f'{number}.' if block.numbered else '-'} {escape(item)}"
    elif isinstance(block, Pairs):
        for term, values in block.pairs:
            yield f"- **{escape(term)}:**" + (f" {escape(values[0])}" if len(values) == 1 else "")
            yield from (f"  - {escape(value)}" for value in (values if len(values) > 1 else ()))
    elif isinstance(block, Command):
        yield from (f"    {shown(line)}" for line in block.lines)
    else:
        yield from _table(block)


def _text(block: Text) -> Iterator[str]:
    text = escape(block.text)
    yield {"standard": f"**{text}**", "note": f"*{text}*", "draft": f"> {text}"}.get(block.kind, text)


def _table(block: Table) -> Iterator[str]:
    yield f"*{escape(block.caption)}*"
    yield ""
    yield f"| {' | '.join(map(escape, block.header))} |"
    yield f"|{' --- |' * len(block.header)}"
    yield from (f"| {' | '.join(map(escape, row))} |" for row in block.rows)
