"""Kind ``incidents``: documented allegations, one row per unit and incident (the columns of ``facts/cases.csv``)."""

from __future__ import annotations

from collections.abc import Iterator

from vetting.model import Attribution, Determination, Incident, Record
from vetting.period import Extent, ImpreciseDate
from vetting.sources.cells import Cells, parted
from vetting.sources.formats import Format, by_row
from vetting.sources.levels import named_level

LEVELS = ("unit", "service", "force", "none")
CREDIBILITY = ("high", "medium", "low", "refuted")
REMEDIATION = (
    "none_found", "claimed", "investigation_open", "prosecution_open", "conviction", "administrative",
    "unit_disbanded",
)  # fmt: skip

#: What a word on accountability says of remediation. None of them is a determination that steps were taken. An
#: acquittal, and a word not here, say nothing that the schema has a status for.
_REMEDIATION_OF = {
    "none": "none_found",
    "charged": "prosecution_open",
    "on trial": "prosecution_open",
    "convicted": "conviction",
    "partly convicted": "conviction",
    "investigated": "investigation_open",
    "under investigation": "investigation_open",
    "suspended": "administrative",
    "dismissed": "administrative",
    "disciplined": "administrative",
    "disbanded": "unit_disbanded",
}


def remediation_of(accountability: str) -> str:
    """The schema's remediation status for a source's word; ``""`` (not known) for any other word."""
    return _REMEDIATION_OF.get(accountability.strip().casefold(), "")


def _convert(cells: Cells) -> Iterator[Record]:
    extent = cells.one_of("extent", ("act", "series"), "act")
    accountability = cells.text("accountability_status")
    yield Incident(
        id=cells.needed("case_id"),
        country=cells.country("country"),
        period=cells.period("date_start", "date_end"),
        extent=Extent(extent),
        attributions=_attributions(cells),
        source=cells.source(),
        place=cells.text("place"),
        latitude=_degrees(cells, "latitude", 90),
        longitude=_degrees(cells, "longitude", 180),
        violation_words=cells.texts("violation_types"),
        violation_codes=cells.texts("violation_codes"),
        killed=cells.text("killed"),
        credibility=cells.one_of("credibility", CREDIBILITY),
        rated_by=cells.text("rated_by"),
        rating_reason=cells.text("rating_reason"),
        source_kind=cells.text("source_kind"),
        first_public=_first_public(cells),
        first_public_source=cells.text("first_public_source"),
        accountability=accountability,
        accountability_detail=cells.text("accountability_detail"),
        remediation_status=cells.one_of("remediation_status", REMEDIATION) or remediation_of(accountability),
        determination=_determination(cells),
        resolved=cells.flag("resolved"),
        source_title=cells.text("source_title"),
        publisher=cells.text("publisher"),
        source_date=cells.text("source_year"),
        notes=cells.text("notes"),
    )


def _first_public(cells: Cells) -> ImpreciseDate | None:
    """The day of the first publication. A source that says "no later than" gives only its latest possible day: the
    allegation may have been public as soon as the incident began.
    """
    day, began = cells.date("first_public_date"), cells.date("date_start")
    if day and began and "no later than" in cells.text("first_public_source").casefold():
        return ImpreciseDate(min(began.earliest, day.earliest), day.latest)
    return day


def _attributions(cells: Cells) -> tuple[Attribution, ...]:
    printed, unit_id = cells.text("unit_as_printed"), cells.text("perpetrator_unit_id")
    if not printed and not unit_id:
        return ()
    return (
        Attribution(
            printed=printed,
            normalized=cells.text("unit_normalised"),
            unit_id=unit_id,
            level=_level(cells, printed, unit_id),
            force=cells.text("force"),
            superiors=parted(cells.text("parent_chain").replace(";", ">"), ">"),
        ),
    )


def _level(cells: Cells, printed: str, unit_id: str) -> str:
    """The column holds echelons too, and "force" also for named units such as a protection force: the name decides."""
    word = cells.text("level").casefold()
    if unit_id or word in ("unit", "none"):
        return word or "unit"
    levels = {named_level(name, cells.text("country")) for name in (printed, cells.text("unit_normalised")) if name}
    if "unit" in levels:
        return "unit"
    return "service" if "service" in levels else "force" if "force" in levels else "none"


def _determination(cells: Cells) -> Determination | None:
    by = cells.one_of("determination_by", ("dod", "state"))
    day, reported = cells.date("determination_date"), cells.flag("determination_reported")
    return Determination(by, day, reported) if by or day is not None or reported is not None else None


def _degrees(cells: Cells, column: str, most: float) -> float | None:
    value = cells.number(column)
    if value is not None and not -most <= value <= most:
        raise cells.refuse(column, f"'{cells.text(column)}' is not between -{most} and {most} degrees")
    return value


FORMAT = Format(
    kind="incidents",
    says="documented incidents",
    needs=("case_id", "country", "date_start", "unit_as_printed"),
    reads=(
        "date_end", "date_precision", "extent", "place", "violation_types", "violation_codes", "killed",
        "other_victims", "unit_language", "unit_normalised", "level", "force", "parent_chain", "other_units_named",
        "accountability_status", "accountability_detail", "source_title", "publisher", "source_year", "url",
        "source_kind", "credibility", "rated_by", "rating_reason", "first_public_date", "first_public_precision",
        "first_public_source", "notes", "page", "perpetrator_unit_id", "latitude", "longitude", "remediation_status",
        "determination_by", "determination_date", "determination_reported", "resolved",
    ),
    read=by_row(_convert),
)  # fmt: skip
