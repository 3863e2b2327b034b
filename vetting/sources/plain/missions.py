"""Kind ``missions``: acts of assistance, for instance a list of JCETs typed from papers released under FOIA."""

from __future__ import annotations

from collections.abc import Iterator

from vetting.model import Mission, Record, Safeguards
from vetting.period import ImpreciseDate, Period
from vetting.sources import programs
from vetting.sources.cells import Cells
from vetting.sources.formats import Format, by_row

KINDS = ("jcet", "course", "exercise", "training", "other")


def _convert(cells: Cells) -> Iterator[Record]:
    printed = cells.text("program")
    program = programs.of_code_or_label(printed)
    year = _fiscal_year(cells)
    recipient, redacted = _recipient(cells)
    yield Mission(
        id=cells.needed("mission_id"),
        country=cells.country("country"),
        period=_period(cells, year),
        source=cells.source(),
        program=program.code,
        program_printed=printed,
        money=program.money,
        account=cells.text("account") or program.account,
        fiscal_year=year,
        kind=cells.one_of("kind", KINDS, "training"),
        title=cells.text("title"),
        provider=cells.text("us_unit"),
        recipient=recipient,
        redacted=redacted,
        location=cells.text("location"),
        trainees=cells.count("host_personnel"),
        us_personnel=cells.count("us_personnel"),
        cost_usd=cells.amount("cost_usd"),
        cancelled=cells.flag("cancelled"),
        start_printed=cells.text("start_date"),
        end_printed=cells.text("end_date"),
        quantity_printed=cells.text("host_personnel"),
        cost_printed=cells.text("cost_usd"),
        safeguards=_safeguards(cells),
        notes=cells.notes(),
    )


def _fiscal_year(cells: Cells) -> int | None:
    text = cells.text("fiscal_year").upper().removeprefix("FY").strip()
    if not text:
        return None
    if not (text.isdecimal() and 1940 <= int(text) <= 2100):
        raise cells.refuse("fiscal_year", f"'{cells.text('fiscal_year')}' is not a fiscal year such as 2012")
    return int(text)


def _period(cells: Cells, year: int | None) -> Period:
    period = cells.period("start_date", "end_date")
    if period.begin is not None or year is None:
        return period
    # A missing start is some day of the fiscal year, no later than the end. Source: law.md section 3, "Dates".
    whole = ImpreciseDate.fiscal_year(year)
    if period.end is None:
        return Period(whole, whole)
    begin = whole.narrowed(last=period.end.latest)
    if begin is None:
        raise cells.refuse("end_date", f"the mission ends ({period.end}) before its fiscal year {year} begins")
    return Period(begin, period.end)


def _recipient(cells: Cells) -> tuple[str | None, bool]:
    """The cell as printed; None when the file has no such column; blacked-out cells are marked as redacted."""
    if not cells.has("host_unit"):
        return None, cells.flag("host_unit_redacted") is True
    text = cells.text("host_unit")
    return text, is_redacted(text) or cells.flag("host_unit_redacted") is True


def is_redacted(text: str) -> bool:
    """Whether the cell is blacked out, or names the exemption that it is withheld under, e.g. ``(b)(1)``."""
    import re

    return bool(re.fullmatch(r"(?i)\W*(?:redacted|withheld|deleted|tachado|reservado|[█■▇▓x]{3,})\W*", text)) or bool(
        re.match(r"(?i)\W*(?:redacted\W*)?\(b\)\s*\(\d\)", text)
    )


def _safeguards(cells: Cells) -> Safeguards | None:
    found = Safeguards(
        hr_component=cells.flag("human_rights_component"),
        end_report_filed=cells.flag("end_of_mission_report"),
        secdef_approval_given=cells.flag("secdef_approval"),
        secdef_approval_date=cells.date("secdef_approval_date"),
        com_concurrence=cells.flag("com_concurrence"),
        vetting_stated=cells.text("vetting"),
        primary_purpose=cells.text("primary_purpose"),
        purpose_printed=cells.text("stated_purpose"),
        waiver_kind=cells.text("waiver_kind"),
        waiver_used=cells.date("waiver_used_date"),
        waiver_reported=cells.flag("waiver_reported"),
        waiver_report_date=cells.date("waiver_report_date"),
    )
    return None if found == Safeguards() else found


FORMAT = Format(
    kind="missions",
    says="missions, for instance JCETs typed from released papers",
    needs=("mission_id", "country", "start_date"),
    reads=(
        "kind", "program", "account", "fiscal_year", "end_date", "us_unit", "host_unit", "host_unit_redacted", "title",
        "location", "host_personnel", "us_personnel", "cost_usd", "stated_purpose", "primary_purpose",
        "human_rights_component", "end_of_mission_report", "secdef_approval", "secdef_approval_date", "com_concurrence",
        "vetting", "cancelled", "waiver_kind", "waiver_used_date", "waiver_reported", "waiver_report_date",
        "source_title", "page", "url", "notes",
    ),
    read=by_row(_convert),
)  # fmt: skip
