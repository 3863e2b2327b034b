"""Kind ``vetting``: dated results of vetting for a unit, a commander or a person."""

from __future__ import annotations

from collections.abc import Iterator

from vetting.model import Record, VettingRecord
from vetting.sources.cells import Cells
from vetting.sources.formats import Format, by_row

SUBJECTS = ("unit", "commander", "person")
RESULTS = ("approved", "matched", "suspended", "rejected", "cancelled", "pending")


def _convert(cells: Cells) -> Iterator[Record]:
    yield VettingRecord(
        id=cells.needed("record_id"),
        country=cells.country("country"),
        unit_printed=cells.text("unit"),
        source=cells.source(),
        unit_id=cells.text("unit_id"),
        subject_type=cells.one_of("subject_type", SUBJECTS, "unit"),
        result=cells.one_of("result", RESULTS),
        requested=cells.date("requested_date"),
        decided=cells.date("decision_date"),
        expires=cells.date("expires_date"),
        host_informed=cells.flag("host_informed"),
        host_informed_date=cells.date("host_informed_date"),
        mission_id=cells.text("mission_id"),
        notes=cells.notes(),
    )


FORMAT = Format(
    kind="vetting",
    says="vetting results",
    needs=("record_id", "country", "unit", "result"),
    reads=(
        "unit_id", "subject_type", "requested_date", "decision_date", "expires_date", "host_informed",
        "host_informed_date", "mission_id", "source_title", "page", "url", "notes",
    ),
    read=by_row(_convert),
)  # fmt: skip
