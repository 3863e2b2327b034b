"""Kind ``figures``: published totals (the columns of ``facts/figures.csv``). A figure is never a mission."""

from __future__ import annotations

from collections.abc import Iterator

from vetting.model import Figure, Record
from vetting.sources.cells import Cells
from vetting.sources.formats import Format, by_row
from vetting.sources.identity import stable_id


def _convert(cells: Cells) -> Iterator[Record]:
    name, area = cells.needed("figure"), cells.text("area")
    low, high = cells.number("value_min"), cells.number("value_max")
    if low is not None and high is not None and low > high:
        raise cells.refuse("value_min", f"'value_min' {low:g} is above 'value_max' {high:g}")
    yield Figure(
        id=stable_id("figure", name, area, *(cells.text(column) for column in _IDENTITY)),
        name=name,
        value_printed=cells.text("value_as_printed"),
        source=cells.source(),
        value_min=low,
        value_max=high,
        unit=cells.text("unit"),
        period=cells.period("period_from", "period_to"),
        area=area,
        source_title=cells.text("source_title"),
        publisher=cells.text("publisher"),
        source_date=cells.text("date"),
        note=cells.text("note"),
    )


#: A figure has no id of its own: what it counts, where, when and who published it is its identity.
_IDENTITY = ("period_from", "period_to", "source_title", "publisher", "date", "value_as_printed")

FORMAT = Format(
    kind="figures",
    says="published totals",
    needs=("figure", "value_as_printed"),
    reads=(
        "value_min", "value_max", "unit", "period_from", "period_to", "area", "source_title", "publisher", "date",
        "url", "page", "note",
    ),
    read=by_row(_convert),
)  # fmt: skip
