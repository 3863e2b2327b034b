"""The Foreign Military Training Report as Security Force Monitor extracts it: 24 columns as published, 13 in short.

Each row is a mission, a program's total or a problem. Cells leak into each other; ``fmtrpt_cells`` mends what can be
shown, and every mended row says so in its flags. Sums are never missions.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from vetting import countries
from vetting.model import Mission, Problem, ProgramTotal, Record, SourceRef
from vetting.sources import event_codes, programs
from vetting.sources import fmtrpt_cells as say
from vetting.sources.cells import Rejected
from vetting.sources.formats import Format, Read, rejected, row_fault
from vetting.sources.identity import stable_id
from vetting.sources.opening import Row, Table

#: Editions whose tables have no column for recipient, trainer, date or place: the source cannot hold them.
WITHOUT_RECIPIENTS = frozenset({(1999, 2000), (2000, 2001)})

_TOTALS = re.compile(r"\bProgram Totals\s*\Z", re.IGNORECASE)
_TRAILING_NUMBER = re.compile(r"(.*\S)\s+(\d+(?:\.\d+)?)\Z", re.DOTALL)

#: Field → column, in the order of ``Line``; the raw date columns of the published file stand first where present.
_COLUMNS = (
    ("training:id:admin",),
    ("training:country",),
    ("training:program",),
    ("training:course_title",),
    ("training:delivery_unit",),
    ("training:recipient_unit",),
    ("training:start_date_raw", "training:start_date"),
    ("training:end_date_raw", "training:end_date"),
    ("training:location",),
    ("training:quantity",),
    ("training:total_cost",),
    ("training:page_number",),
    ("qa:training_group",),
    ("qa:training_start_date_clean",),
    ("qa:training_end_date_clean",),
    ("qa:training_country_iso_3166_1",),
    ("qa:training_source_url",),
    ("training:source_title_with_volume_section:admin",),
)


class Line(NamedTuple):
    """The cells of a row that are read, whatever the file's shape."""

    id: str
    country: str
    program: str
    title: str
    provider: str
    recipient: str
    start: str
    end: str
    place: str
    quantity: str
    cost: str
    page: str
    group: str
    start_clean: str
    end_clean: str
    iso: str
    url: str
    volume: str


@dataclass(slots=True)
class _Sums:
    """What a program's own rows add up to, to recognize a line that sums them without saying so."""

    trainees: int = 0
    cost: float = 0.0
    rows: int = 0

    def fit(self, trainees: int | None, cost: float | None) -> bool:
        """Whether the line's numbers are these sums (each row's cost may have been rounded to a dollar)."""
        if self.rows == 0 or (trainees is None and cost is None):
            return False
        return (trainees or 0) == self.trainees and abs((cost or 0.0) - self.cost) <= self.rows * 0.5 + 1


def read(table: Table) -> Read:
    """Every row of the table as mission, total or problem."""
    found = Read()
    used: dict[str, int] = {}
    untitled: list[tuple[Row, Line]] = []
    sums: dict[tuple[str, str, str], _Sums] = defaultdict(_Sums)
    bare: dict[int, int] = {}  # line of a mission without title → its place among the records
    for row, line in _lines(table, found):
        try:
            line = line if line.id else line._replace(id=_derived_id(row, used))
            _refuse_used_id(line.id, used, row.line)
            record = _record(table, row, line)
        except Rejected as error:
            found.problems.append(rejected(table, row, error))
            continue
        if record is None:
            untitled.append((row, line))
            continue
        found.records.append(record)
        if isinstance(record, Mission):
            if not record.title:
                bare[row.line] = len(found.records) - 1
            total = sums[line.country, line.program, line.group]
            total.rows += 1
            total.trainees += record.trainees or 0
            total.cost += record.cost_usd or 0.0
    for row, line in untitled:
        total = sums[line.country, line.program, line.group]
        judged = _untitled(table, row, line, total)
        if isinstance(judged, Problem):
            found.problems.append(judged)
            if row.line - 1 in bare:
                at = bare[row.line - 1]
                found.records[at] = _without_total(found.records[at], line, total)
        else:
            found.records.append(judged)
    found.problems.sort(key=lambda problem: problem.source.line)
    return found


def _lines(table: Table, found: Read) -> Iterator[tuple[Row, Line]]:
    columns = {column: index for index, column in enumerate(table.header)}
    places = [next((columns[name] for name in names if name in columns), -1) for names in _COLUMNS]
    seen: dict[str, str] = {}
    share = seen.setdefault  # equal cells are one object: most cells repeat, and a quarter of the memory goes
    for row in table.rows():
        found.rows += 1
        problem = row_fault(table, row)
        if problem is not None:
            found.problems.append(problem)
            continue
        cells = row.cells
        yield row, Line(*[share(cell := cells[place].strip(), cell) if place >= 0 else "" for place in places])


def _refuse_used_id(id_: str, used: dict[str, int], line: int) -> None:
    if used.setdefault(id_, line) != line:
        raise Rejected("training:id:admin", id_, f"the id '{id_}' is already used on line {used[id_]}")


def _record(table: Table, row: Row, line: Line) -> Mission | ProgramTotal | None:
    """The row's record; None for a line without title, recipient, trainer, date and place, judged after the others."""
    program = programs.of_label(line.program)
    if program.family == programs.NO_ACTIVITIES:
        raise Rejected("training:program", line.program, "the line reports no activities: it is not a training")
    if _TOTALS.search(line.title):
        return _total(table, row, line, program)
    if not (line.title or line.recipient or line.provider or line.start or line.end or line.place):
        return None
    return _mission(table, row, line, program)


def _untitled(table: Table, row: Row, line: Line, sums: _Sums) -> Record | Problem:
    """A bare line is its program's total if its numbers are the sums of the program's rows."""
    program = programs.of_label(line.program)
    trainees, cost = say.quantity(line.quantity).value, say.money(line.cost).value
    if trainees is None and cost is None:
        error = Rejected("training:course_title", "", "the line holds no title, unit, date, place, number or cost")
        return rejected(table, row, error)
    if sums.fit(trainees, cost):
        return _total(table, row, line, program)
    return _mission(table, row, line, program)


def _without_total(record: Record, below: Line, sums: _Sums) -> Record:
    """A mission without title, above a line that holds nothing, has that line's numbers: its program's total.

    Its own are then unknown, if those numbers cover what the program's other rows add up to.
    """
    if not isinstance(record, Mission) or record.trainees is None or record.program_printed != below.program:
        return record
    if sums.rows < 2 or 2 * record.trainees < sums.trainees or 2 * (record.cost_usd or 0.0) + 1 < sums.cost:
        return record
    return dataclasses.replace(record, trainees=None, cost_usd=None, flags=(*record.flags, "total-leaked-into-row"))


def _total(table: Table, row: Row, line: Line, program: programs.Program) -> ProgramTotal:
    return ProgramTotal(
        id=line.id,
        country=_country(line),
        source=SourceRef(table.file, row.line, say.page(line.page)[0], line.url),
        program=program.code,
        program_printed=line.program,
        title=line.title,
        fiscal_year=say.fiscal_year(line.title) or say.fiscal_year(line.program),
        trainees=say.quantity(line.quantity).value,
        cost_usd=say.money(line.cost).value,
        quantity_printed=line.quantity,
        cost_printed=line.cost,
    )


def _mission(table: Table, row: Row, line: Line, program: programs.Program) -> Mission:
    years = say.edition(line.group) or say.edition(line.volume)
    year = say.fiscal_year(line.program)
    money, count = say.money(line.cost), say.quantity(line.quantity)
    period, date_flags = _dates(line, money, year, years)
    page, page_flags = say.page(line.page)
    start, end = _printed_dates(line, money, date_flags)
    recipient: str | None = line.recipient
    cost = money.value
    flags = [*date_flags, *count.flags, *money.flags, *page_flags]
    notes: list[str] = []
    if not recipient and years in WITHOUT_RECIPIENTS:
        recipient = None
    elif "dates-in-one-cell" in date_flags and not line.cost:
        recipient, cost = _cost_in_recipient(line.recipient, flags, notes)
    country = _country(line)
    if not country:
        flags.append("country-unclear")
        notes.append(f"country as printed: {line.country}")
    if row.mended:
        flags.append(row.mended)
    code = event_codes.find(line.title)
    kind = event_codes.kind_of(line.title)
    if code is not None:
        flags += _code_flags(code, country, year)
    if kind == "jcet" and program.code == "REGCENT":
        # programmes.csv: such rows of a regional center carry a wrong label: neither program nor money is told.
        program = programs.UNKNOWN
        flags.append("program-contradicted-by-title")
    return Mission(
        id=line.id,
        country=country,
        period=period,
        source=SourceRef(table.file, row.line, page, line.url),
        program=program.code,
        program_printed=line.program,
        money=program.money,
        account=program.account,
        fiscal_year=year,
        kind=kind,
        title=line.title,
        event_code=code.printed if code else "",
        provider=line.provider,
        recipient=recipient,
        location=line.place,
        trainees=count.value,
        cost_usd=cost,
        start_printed=start,
        end_printed=end,
        quantity_printed=line.quantity,
        cost_printed=line.cost,
        flags=tuple(flags),
        notes="; ".join(notes),
    )


def _dates(line: Line, money: say.Money, year: int | None, years: tuple[int, int] | None) -> say.Dates:
    found = say.dates(line.start, line.end, money.dates, year, years)
    if not (line.start_clean or line.end_clean):
        return found
    # The published file has dates its makers cleaned: they serve where the printed cell cannot be read.
    start, end = line.start, line.end
    extra: list[str] = []
    for which, clean in (("start", line.start_clean), ("end", line.end_clean)):
        printed = say.one_date(start if which == "start" else end)
        cleaned = say.one_date(clean)
        if cleaned is None or cleaned == printed:
            continue
        extra.append(f"{which}-differs-from-clean" if printed else f"{which}-from-clean-column")
        if printed is None:
            start, end = (clean, end) if which == "start" else (start, clean)
    if not extra:
        return found
    period, flags = say.dates(start, end, () if start else money.dates, year, years)
    return say.Dates(period, (*flags, *extra))


def _printed_dates(line: Line, money: say.Money, flags: tuple[str, ...]) -> tuple[str, str]:
    """The dates as printed, wherever they are printed; the flags say which leaked."""
    if "start-leaked-into-cost" in flags:
        return money.dates[0], line.end or " ".join(money.dates[1:])
    if "dates-in-one-cell" in flags:
        start, _, end = (line.start or line.end).partition(" ")
        return start, end.strip()
    return line.start, line.end


def _cost_in_recipient(recipient: str, flags: list[str], notes: list[str]) -> tuple[str, float | None]:
    """Rows with both dates in the start cell have their cost behind the recipient: 451 of the 480 with a blank cost end

    in a number, against 8 of the 839 others. Left there it would read as the unit's number.
    """
    match = _TRAILING_NUMBER.match(recipient)
    if match is None:
        return recipient, None
    flags.append("cost-leaked-into-recipient")
    notes.append(f"recipient as printed: {recipient}")
    return match[1], float(match[2])


def _code_flags(code: event_codes.EventCode, country: str, year: int | None) -> Iterator[str]:
    if code.country != country:
        yield "event-code-country-differs"
    if year is not None and code.year != year:
        yield "event-code-year-differs"


def _country(line: Line) -> str:
    return countries.code(line.country) or countries.code(line.iso)


def _derived_id(row: Row, used: dict[str, int]) -> str:
    """An id from the row's own cells; a repeated row has its own, by its place among its like."""
    repeat = 1
    while (id_ := stable_id("training", str(repeat), *row.cells)) in used:
        repeat += 1
    return id_


_NEEDS = ("training:country", "training:program", "training:course_title", "training:recipient_unit")

FORMAT = Format(
    kind="fmtrpt",
    says="the Foreign Military Training Report",
    needs=_NEEDS,
    reads=(
        *(name for names in _COLUMNS for name in names if name not in _NEEDS),
        "training:date_first_seen:admin", "training:data_scraped:admin", "training:status:admin",
        "training:source_at_publication_level:admin", "training:source_at_volume_section_level:admin",
        "training:citation_id:admin",
    ),
    read=read,
    dataset="fmtrpt",
)  # fmt: skip
