"""Kinds ``persons`` and ``postings``: officials in public posts, and the posts they held."""

from __future__ import annotations

from collections.abc import Iterator

from vetting.model import Person, Posting, Record
from vetting.sources.cells import Cells
from vetting.sources.formats import Format, by_row


def _person(cells: Cells) -> Iterator[Record]:
    yield Person(
        id=cells.needed("person_id"),
        name=cells.needed("name"),
        source=cells.source(),
        aliases=cells.texts("aliases"),
        country=cells.country("country"),
    )


def _posting(cells: Cells) -> Iterator[Record]:
    unit_id, unit_name = cells.text("unit_id"), cells.text("unit_name")
    if not unit_id and not unit_name:
        raise cells.refuse("unit_id", "the row names no unit: 'unit_id' and 'unit_name' are both blank")
    yield Posting(
        person_id=cells.needed("person_id"),
        unit_id=unit_id,
        unit_name=unit_name,
        period=cells.period(
            "first_cited_date",
            "last_cited_date",
            begin_real=cells.flag("is_start") is True,
            end_real=cells.flag("is_end") is True,
        ),
        source=cells.source(),
        role=cells.text("role"),
        rank=cells.text("rank"),
        title=cells.text("title"),
    )


PERSONS = Format(
    kind="persons",
    says="officials in public posts",
    needs=("person_id", "name", "country"),
    reads=("aliases", "source_title", "page", "url"),
    read=by_row(_person),
)
POSTINGS = Format(
    kind="postings",
    says="the posts that officials held",
    needs=("person_id", "unit_id", "first_cited_date"),
    reads=(
        "unit_name", "role", "rank", "title", "is_start", "last_cited_date", "is_end", "source_title", "page", "url",
    ),
    read=by_row(_posting),
)  # fmt: skip
