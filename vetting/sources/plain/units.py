"""Kind ``units``: a registry of units, one row each, with the unit above where one is known."""

from __future__ import annotations

from collections.abc import Iterator

from vetting.model import Record, Relation, Unit
from vetting.period import Period
from vetting.sources.cells import Cells
from vetting.sources.formats import Format, by_row

LEVELS = ("unit", "service", "force")


def _convert(cells: Cells) -> Iterator[Record]:
    id_ = cells.needed("unit_id")
    if cells.flag("provisional") is True:
        raise cells.refuse("provisional", "a provisional unit is of no registry; vetting registry import takes it back")
    source = cells.source()
    yield Unit(
        id=id_,
        country=cells.country("country_iso3"),
        name=cells.needed("name"),
        source=source,
        aliases=cells.texts("aliases"),
        level=cells.one_of("level", LEVELS) or _level(cells),
        echelon=cells.text("echelon"),
        branch=cells.text("branch"),
        kind=cells.text("kind"),
        classification=cells.texts("classification"),
        existence=cells.stretch("first_cited_date", "first_cited_is_start", "last_cited_date", "open_ended"),
        headquarters=cells.text("headquarters"),
        placeholder=cells.flag("placeholder") is True,
    )
    parent = cells.text("parent_id")
    if parent == id_:
        raise cells.refuse("parent_id", f"the unit '{id_}' is its own parent")
    if parent:
        # The registry gives no dates for the tie: it is cited at no known time.
        yield Relation("subordinate", id_, parent, Period(begin_real=False, end_real=False), source)


def _level(cells: Cells) -> str:
    """From the registry's own words: only its echelon says that a row is a whole service or force."""
    echelon = cells.text("echelon").casefold()
    if echelon in ("armed forces", "ministry", "government", "state"):
        return "force"
    if echelon == "general staff":  # it speaks for the whole: to stand under it makes no two units kin
        return "force" if cells.text("branch").casefold() in ("", "joint") else "service"
    return "service" if echelon in ("service", "branch") else "unit"


FORMAT = Format(
    kind="units",
    says="a registry of units",
    needs=("unit_id", "country_iso3", "name"),
    reads=(
        "aliases", "parent_id", "echelon", "branch", "kind", "level", "classification", "first_cited_date",
        "first_cited_is_start", "last_cited_date", "open_ended", "headquarters", "placeholder", "provisional", "page",
        "url", "source_title", "note",
    ),
    read=by_row(_convert),
)  # fmt: skip
