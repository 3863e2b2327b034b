"""Kind ``listings``: units on State's yearly lists of units ineligible under the Leahy law."""

from __future__ import annotations

from collections.abc import Iterator

from vetting.model import Listing, Record
from vetting.sources.cells import Cells
from vetting.sources.formats import Format, by_row
from vetting.sources.identity import stable_id


def _convert(cells: Cells) -> Iterator[Record]:
    country, unit = cells.country("country"), cells.needed("unit_as_printed")
    yield Listing(
        id=stable_id("listing", cells.text("list_year"), country, unit),
        country=country,
        unit_printed=unit,
        source=cells.source(),
        list_year=_year(cells),
        source_title=cells.text("source_title"),
        note=cells.text("note"),
    )


def _year(cells: Cells) -> int | None:
    year = cells.count("list_year")
    if year is not None and not 1990 <= year <= 2100:
        raise cells.refuse("list_year", f"'{year}' is not the year of a list such as 2019")
    return year


FORMAT = Format(
    kind="listings",
    says="units on State's lists of ineligible units",
    needs=("list_year", "country", "unit_as_printed"),
    reads=("source_title", "page", "url", "note"),
    read=by_row(_convert),
)
