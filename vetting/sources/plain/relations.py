"""Kind ``relations``: dated ties between units."""

from __future__ import annotations

from collections.abc import Iterator

from vetting.model import Record, Relation
from vetting.sources.cells import Cells
from vetting.sources.formats import Format, by_row

KINDS = ("subordinate", "administrative", "member", "successor")


def _convert(cells: Cells) -> Iterator[Record]:
    unit, other = cells.needed("unit_id"), cells.needed("other_id")
    if unit == other:
        raise cells.refuse("other_id", f"the unit '{unit}' is tied to itself")
    yield Relation(
        kind=cells.one_of("kind", KINDS) or cells.needed("kind"),
        unit_id=unit,
        other_id=other,
        period=cells.stretch("first_cited_date", "is_start", "last_cited_date", "open_ended"),
        source=cells.source(),
    )


FORMAT = Format(
    kind="relations",
    says="dated ties between units",
    needs=("kind", "unit_id", "other_id"),
    reads=("first_cited_date", "is_start", "last_cited_date", "open_ended", "source_title", "page", "url"),
    read=by_row(_convert),
)
