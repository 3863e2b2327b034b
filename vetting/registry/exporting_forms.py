"""What an export says of provisional units beyond what can be edited: how sure, why, and every printed form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vetting.registry.exporting import BETWEEN, entry, one_line
from vetting.registry.portraits import Portrait

SURE_COLUMNS = ("sureness", "why", "doubtful_forms", "may_be_same_as", "rows", "rows_by_year")
FORM_COLUMNS = ("unit_id", "printed", "rows", "first_year", "last_year", "rows_by_year", "sureness", "doubtful",
                "source_file", "source_line")  # fmt: skip


def sure_row(portrait: Portrait, language: str) -> dict[str, str]:
    """A unit in the columns of ``SURE_COLUMNS``."""
    values = (
        f"{portrait.sureness:.4f}", BETWEEN.join(portrait.reasons(language)),
        BETWEEN.join(entry(f.printed) for f in portrait.doubtful), portrait.rival.id if portrait.rival else "",
        str(sum(portrait.years.values())), _years(portrait.years),
    )  # fmt: skip
    return dict(zip(SURE_COLUMNS, values, strict=True))


def form_rows(portrait: Portrait) -> Iterator[dict[str, str]]:
    """Each printed form of a unit in the columns of ``FORM_COLUMNS``."""
    doubtful = portrait.doubtful
    for form in portrait.forms:
        years = list(form.years)
        values = (
            portrait.unit.id, one_line(form.printed), str(form.rows), str(years[0]) if years else "",
            str(years[-1]) if years else "", _years(form.years), f"{form.sureness:.4f}",
            "yes" if form in doubtful else "no", form.source.file, str(form.source.line),
        )  # fmt: skip
        yield dict(zip(FORM_COLUMNS, values, strict=True))


def _years(years: Mapping[int, int]) -> str:
    return BETWEEN.join(f"{year}: {rows}" for year, rows in years.items())
