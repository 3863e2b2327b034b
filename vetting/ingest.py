"""A file on disk becomes records and problems: opened, recognized by its header, read by its adapter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from vetting.collector import paused_collection
from vetting.errors import InputError
from vetting.model import (
    Figure,
    Incident,
    InputFile,
    Listing,
    Mission,
    Posting,
    Record,
    Relation,
    Unit,
    VettingRecord,
)
from vetting.period import ImpreciseDate, Period
from vetting.sources import FORMATS
from vetting.sources.formats import choose, unread_columns
from vetting.sources.opening import open_file, table
from vetting.sources.reading import FileReading


def read_file(
    path: Path | str,
    kind: str = "auto",
    encoding: str | None = None,
    dataset: str = "",
    *,
    progress: Callable[[int], None] | None = None,
) -> FileReading:
    """Read a file of a kind (``sources.KINDS``; ``auto`` looks at the header), gzipped or not.

    ``encoding`` is None to look for UTF-8, UTF-16 by its mark, else Windows-1252. ``dataset`` names where the ids come
    from; blank: the kind's own (``fmtrpt``, ``sfm``) or the file's name without its ending.
    Raises: InputError in one sentence naming the file (and columns) when it is not what it is said to be; UsageError
    for an unknown kind. ``progress`` is told the number of rows read, every few thousand.
    """
    path = Path(path)
    opened = open_file(path, encoding)
    found = table(opened, progress)
    chosen = choose(found, FORMATS, kind)
    with paused_collection(keep=True):
        read = chosen.read(found)
    if read.rows == 0:
        raise InputError("the file has a header and no row below it", where=opened.name)
    warnings = [*opened.warnings, *_column_warning(opened.name, unread_columns(found, chosen))]
    return FileReading(
        input=InputFile(
            name=opened.name,
            kind=chosen.kind,
            dataset=dataset or chosen.dataset or _stem(opened.name),
            sha256=opened.sha256,
            rows=read.rows,
            records=read.rows - len(read.problems),
            problems=len(read.problems),
            encoding=opened.encoding,
            newest_date=newest_date(read.records),
        ),
        records=tuple(read.records),
        problems=tuple(read.problems),
        warnings=tuple(warnings),
    )


def newest_date(records: Sequence[Record]) -> date | None:
    """The newest day that the records name exactly or bound; a period still open adds nothing. None without a date."""
    newest = date.min
    for record in records:
        for last in _last_days(record):
            if last is not None and last.latest > newest:
                newest = last.latest
    return None if newest == date.min else newest


def _last_days(record: Record) -> tuple[ImpreciseDate | None, ...]:
    if isinstance(record, Mission):
        return _printed_days(record)
    if isinstance(record, Incident):
        return (*_ends(record.period), record.first_public)
    if isinstance(record, Unit):
        return _ends(record.existence)
    if isinstance(record, Relation | Posting | Figure):
        return _ends(record.period)
    if isinstance(record, VettingRecord):
        return (record.requested, record.decided, record.host_informed_date)
    if isinstance(record, Listing) and record.list_year:
        return (ImpreciseDate.parse(f"{record.list_year:04d}"),)
    return ()


def _printed_days(mission: Mission) -> tuple[ImpreciseDate | None, ...]:
    """A mission's printed days: those that only bound it through its fiscal year are no news."""
    begin = mission.period.begin if mission.start_printed else None
    end = mission.period.end if mission.end_printed else None
    return (begin if begin and begin.is_day else None, end if end and end.is_day else None)


def _ends(period: Period) -> tuple[ImpreciseDate | None, ImpreciseDate | None]:
    return period.begin, period.end


def _column_warning(name: str, columns: tuple[str, ...]) -> Iterator[str]:
    if columns:
        yield f"{name} has columns that are not read: {', '.join(columns)}"


def _stem(name: str) -> str:
    for ending in (".gz", ".csv", ".tsv", ".txt"):
        name = name.removesuffix(ending)
    return name


__all__ = ["FileReading", "newest_date", "read_file"]
