"""What a format is: the columns it needs and reads, and how a table of it becomes records and problems."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from vetting.errors import InputError, UsageError
from vetting.model import Posting, Problem, Record, Relation, SourceRef
from vetting.sources.cells import Cells, Rejected
from vetting.sources.opening import Row, Table


@dataclass(slots=True)
class Read:
    """What a table became. ``rows`` = rows that gave or added to a record + ``problems``: no row is lost."""

    rows: int = 0
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. ``needs`` are the columns without which it is not this kind, ``reads`` all others it uses.

    ``dataset`` names where its ids come from; blank: the file's own name.
    """

    kind: str
    says: str
    needs: tuple[str, ...]
    reads: tuple[str, ...]
    read: Callable[[Table], Read]
    dataset: str = ""


def rejected(table: Table, row: Row, error: Rejected) -> Problem:
    """A row as a problem, with the whole row as it was read."""
    return Problem(SourceRef(table.file, row.line), error.column, error.value, error.reason, _printed(table, row))


def _printed(table: Table, row: Row) -> str:
    return table.delimiter.join(row.cells)[:10_000]


def row_fault(table: Table, row: Row) -> Problem | None:
    """The problem of a row that is broken or wholly blank, else None."""
    if row.fault:
        return rejected(table, row, Rejected("", "", row.fault))
    if not any(cell.strip() for cell in row.cells):
        return rejected(table, row, Rejected("", "", "every cell of the row is blank"))
    return None


def each_row(table: Table, take: Callable[[Cells], Iterable[Record]]) -> Read:
    """Every sound row through ``take``, which gives its records or raises Rejected; the others as problems."""
    found = Read()
    for row in table.rows():
        found.rows += 1
        problem = row_fault(table, row)
        if problem is None:
            try:
                found.records += tuple(take(cells_of(table, row)))
            except Rejected as error:
                problem = rejected(table, row, error)
        if problem is not None:
            found.problems.append(problem)
    return found


def by_row(convert: Callable[[Cells], Iterable[Record]]) -> Callable[[Table], Read]:
    """A reader that turns each row by itself into one or more records. An id used before is a problem."""

    def read(table: Table) -> Read:
        first_line: dict[tuple[type, str], int] = {}

        def take(cells: Cells) -> tuple[Record, ...]:
            records = tuple(convert(cells))
            _refuse_used_ids(records, first_line, cells.line)
            return records

        return each_row(table, take)

    return read


def cells_of(table: Table, row: Row) -> Cells:
    """A sound row by column name."""
    return Cells(dict(zip(table.header, row.cells, strict=True)), table.file, row.line)


def _refuse_used_ids(records: Sequence[Record], first_line: dict[tuple[type, str], int], line: int) -> None:
    keys = [(type(record), record.id) for record in records if not isinstance(record, Relation | Posting)]
    for kind, id_ in keys:
        if (kind, id_) in first_line:
            raise Rejected("id", id_, f"the id '{id_}' is already used on line {first_line[kind, id_]}")
    first_line.update(dict.fromkeys(keys, line))


def choose(table: Table, formats: Sequence[Format], kind: str) -> Format:
    """The format named, or for ``auto`` the one whose columns the header has most of.

    Raises UsageError for an unknown kind and InputError, naming the columns, for a header that does not fit.
    """
    _refuse_repeated_columns(table)
    if kind != "auto":
        named = next((known for known in formats if known.kind == kind), None)
        if named is None:
            kinds = ", ".join(["auto", *sorted(known.kind for known in formats)])
            raise UsageError(f"'{kind}' is not a kind of file; the kinds are {kinds}")
        missing = _missing(named, table)
        if missing:
            raise _wrong_kind(table, named, missing, formats)
        return named
    fitting = [known for known in formats if not _missing(known, table)]
    if not fitting:
        raise _no_kind(table, formats)
    return max(fitting, key=lambda known: len(_known(known) & set(table.header)))


def unread_columns(table: Table, chosen: Format) -> tuple[str, ...]:
    """Columns that the file has and the format does not read, with the nearest name where one is close."""
    known = _known(chosen)
    told = []
    for column in table.header:
        if column and column not in known:
            near = difflib.get_close_matches(column, sorted(known - set(table.header)), 1, 0.8)
            told.append(f"{column} (did you mean {near[0]}?)" if near else column)
    return tuple(told)


def _known(known: Format) -> set[str]:
    return {*known.needs, *known.reads}


def _missing(known: Format, table: Table) -> list[str]:
    return [column for column in known.needs if column not in table.header]


def _refuse_repeated_columns(table: Table) -> None:
    named = [column for column in table.header if column]
    repeated = sorted({column for column in named if named.count(column) > 1})
    if repeated:
        raise InputError(f"the header has the column {_listed(repeated)} twice", where=f"{table.file}:1")


def _wrong_kind(table: Table, named: Format, missing: list[str], formats: Sequence[Format]) -> InputError:
    other = [known.kind for known in formats if not _missing(known, table)]
    hint = f"Its header is that of '{other[0]}'." if other else f"Its columns are {_listed(table.header)}."
    message = f"not a file of kind '{named.kind}': it lacks the {_columns(missing)}"
    return InputError(message, where=table.file, hint=hint)


def _no_kind(table: Table, formats: Sequence[Format]) -> InputError:
    nearest = max(formats, key=lambda known: len(_known(known) & set(table.header)))
    shared = len(_known(nearest) & set(table.header))
    hint = "See docs/formats.md for the columns of each kind."
    if shared > 1:
        needs = _columns(_missing(nearest, table))
        hint = f"The nearest kind is '{nearest.kind}', which also needs the {needs}. {hint}"
    return InputError(f"no known kind of file has the columns {_listed(table.header)}", where=table.file, hint=hint)


def _columns(names: list[str]) -> str:
    return f"column{'s' if len(names) > 1 else ''} {_listed(names)}"


def _listed(names: Sequence[str], most: int = 12) -> str:
    shown = ", ".join(f"'{name[:40]}'" for name in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
