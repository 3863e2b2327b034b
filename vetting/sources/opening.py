"""Files as people hold them: gzipped or not, in some encoding, parted by some sign. Nothing is guessed by statistics.

UTF-8 with or without its mark, UTF-16 by its mark, else Windows-1252 with a warning that quotes what it read;
``--encoding`` overrides. A guess by letter frequencies turned ``Nº`` into ``Nş`` (measured), so there is none.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vetting.errors import InputError

#: Unpacked bytes beyond which a file is refused: 30 times the largest real one.
MOST_BYTES = 2_000_000_000
#: Characters in one cell beyond which the row is a problem (csv's own limit, 131,072, is below real cells).
MOST_CELL = 1_000_000

_MAGIC = {
    b"PK\x03\x04": "a zip archive or an Excel workbook",
    b"%PDF": "a PDF",
    b"SQLite format 3": "an SQLite database",
    b"\xd0\xcf\x11\xe0": "an old Microsoft Office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row as read: the physical line on which it begins, its cells, and how it was mended (blank: not at all).

    ``cells`` has the header's length unless ``fault`` says in a sentence why the row cannot be used.
    """

    line: int
    cells: list[str]
    fault: str = ""
    mended: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's text, as UTF-8, with what had to be known to read it. ``warnings`` are sentences for the receipt."""

    name: str
    sha256: str
    encoding: str
    data: bytes
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A delimited file: its header and, through ``rows``, every row below it."""

    file: str
    header: tuple[str, ...]
    delimiter: str
    data: bytes
    progress: Callable[[int], None] | None = None

    def rows(self) -> Iterator[Row]:
        """Every row with its physical line (header = 1). Blank lines are no rows."""
        for number, row in enumerate(_rows(self.data, self.delimiter, len(self.header)), 1):
            if self.progress is not None and number % 8192 == 0:
                self.progress(number)
            yield row


def open_file(path: Path, encoding: str | None = None) -> Opened:
    """Read a file's text. Raises InputError in one sentence when it cannot be text."""
    raw = _bytes(path)
    digest = hashlib.sha256(raw).hexdigest()
    name = path.name
    if raw[:2] == b"\x1f\x8b":
        raw = _unpacked(raw, name)
    if not raw.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise InputError("the file is empty", where=name, hint="Export it again; a header line is the least it needs.")
    _refuse_binary(raw, name, encoding)
    data, used, warnings = _as_utf8(raw, name, encoding)
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    return Opened(name, digest, used, data, warnings)


def table(opened: Opened, progress: Callable[[int], None] | None = None) -> Table:
    """The file as header and rows; parted by the sign (tab, comma, semicolon or bar) that parts the header most."""
    csv.field_size_limit(MOST_CELL)
    first = opened.data[:1_000_000].decode("utf-8", "replace").lstrip("\r\n ")
    if first[:1] == "<":
        raise InputError("the file is a web page or XML, not a table", where=opened.name)
    if first[:1] in "{[":
        raise InputError("the file is JSON, not a table", where=opened.name)
    headers = {sign: next(_parsed(io.StringIO(first, newline=""), sign), []) for sign in "\t,;|"}
    delimiter = max(headers, key=lambda sign: len(headers[sign]))
    header = tuple(column.strip() for column in headers[delimiter])
    return Table(opened.name, header, delimiter, opened.data, progress)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("no such file", where=str(path)) from None
    except IsADirectoryError:
        raise InputError("this is a folder; name the files in it", where=str(path)) from None
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror}", where=str(path)) from None


def _unpacked(raw: bytes, name: str) -> bytes:
    parts: list[bytes] = []
    size = 0
    while raw[:2] == b"\x1f\x8b":
        stream = zlib.decompressobj(wbits=31)
        try:
            part = stream.decompress(raw, MOST_BYTES - size + 1)
        except zlib.error:
            raise InputError("the gzip file is damaged", where=name, hint="Download it again.") from None
        size += len(part)
        if size > MOST_BYTES:
            raise InputError(f"the gzip file unpacks to over {MOST_BYTES // 10**9} GB and is refused", where=name)
        if not stream.eof:
            raise InputError("the gzip file is truncated: its end is missing", where=name, hint="Download it again.")
        parts.append(part)
        raw = stream.unused_data
    return b"".join(parts)


def _refuse_binary(raw: bytes, name: str, encoding: str | None) -> None:
    for magic, what in _MAGIC.items():
        if raw.startswith(magic):
            raise InputError(f"the file is {what}, not a text table", where=name, hint="Save it as CSV (UTF-8).")
    if encoding is None and raw[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) and b"\x00" in raw:
        line = raw[: raw.index(b"\x00")].count(b"\n") + 1
        hint = "If it is UTF-16 without its mark, say so: --encoding utf-16-le."
        raise InputError("the file is binary: it holds zero bytes", where=f"{name}:{line}", hint=hint)


def _as_utf8(raw: bytes, name: str, encoding: str | None) -> tuple[bytes, str, tuple[str, ...]]:
    if encoding is None and raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        encoding = "utf-16"
    if encoding is not None:
        try:
            text = raw.decode(codecs.lookup(encoding).name)
        except LookupError:
            raise InputError(f"'{encoding}' is not an encoding known here", where="--encoding") from None
        except UnicodeDecodeError as error:
            raise _undecodable(raw, name, encoding, error) from None
        return text.lstrip("\ufeff").encode(), encoding.lower(), ()
    try:
        _check_utf8(raw)
    except UnicodeDecodeError:
        return _from_windows(raw, name)
    return raw.removeprefix(codecs.BOM_UTF8), "utf-8", ()


def _check_utf8(raw: bytes) -> None:
    """Raise UnicodeDecodeError where the bytes are not UTF-8, without holding the whole text beside them."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(raw), 1 << 20):
        decoder.decode(raw[start : start + (1 << 20)])
    decoder.decode(b"", final=True)


def _from_windows(raw: bytes, name: str) -> tuple[bytes, str, tuple[str, ...]]:
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _undecodable(raw, name, "cp1252", error) from None
    first = next(index for index, byte in enumerate(raw) if byte > 127)
    line = raw[:first].count(b"\n") + 1
    shown = " ".join(text[max(0, first - 12) : first + 12].split())
    count = sum(byte > 127 for byte in raw)
    warning = (
        f"{name} is not UTF-8 and was read as Windows-1252 ({count} signs beyond ASCII, the first on line {line}: "
        f"'{shown}'); if that reads wrong, name the encoding with --encoding"
    )
    return text.encode(), "cp1252", (warning,)


def _undecodable(raw: bytes, name: str, encoding: str, error: UnicodeDecodeError) -> InputError:
    line = raw[: error.start].count(b"\n") + 1
    return InputError(
        f"the byte 0x{raw[error.start]:02x} cannot be read as {encoding}",
        where=f"{name}:{line}",
        hint="Name the file's encoding with --encoding, for example --encoding latin-1.",
    )


def _parsed(lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=delimiter, strict=True)
    except csv.Error:
        return


def _rows(data: bytes, delimiter: str, width: int) -> Iterator[Row]:
    """Rows below the header. A row with an open quotation mark costs one line, not the rest of the file."""
    held: Row | None = None
    skipped_header = False
    for row in _read(data, delimiter, width):
        if not skipped_header:
            skipped_header = True
            continue
        if held is not None:
            if not row.fault and len(held.cells) + len(row.cells) - 1 == width and len(row.cells) < width:
                cells = [*held.cells[:-1], f"{held.cells[-1]}\n{row.cells[0]}", *row.cells[1:]]
                first, held = held.line, None
                yield Row(first, cells, mended="row-joined")
                continue
            yield _checked(held, width)
            held = None
        if not row.fault and 1 < len(row.cells) < width:
            held = row
        else:
            yield _checked(row, width)
    if held is not None:
        yield _checked(held, width)


def _checked(row: Row, width: int) -> Row:
    if row.fault or len(row.cells) == width:
        return row
    cells = row.cells
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        return Row(row.line, cells[:width], mended=row.mended)
    return Row(row.line, cells, f"the row has {len(cells)} cells where the header has {width}")


def _read(data: bytes, delimiter: str, width: int) -> Iterator[Row]:
    # Lines are decoded one by one: a text stream of the whole file would hold four bytes a sign.
    stream = io.BytesIO(data)
    reader = csv.reader(map(bytes.decode, stream), delimiter=delimiter, strict=True)
    base = 0
    while True:
        line = base + reader.line_num + 1
        position = stream.tell()
        try:
            cells = next(reader)
            fault = ""
        except StopIteration:
            return
        except csv.Error as error:
            cells, fault = [], f"the row cannot be parted into cells: {error}"
        if not cells and not fault:
            continue
        spanned = base + reader.line_num - line + 1
        if fault or (spanned > 1 and len(cells) != width):
            # Only the first line is given up: reading resumes on the next one.
            stream.seek(position)
            first = stream.readline().decode().rstrip("\r\n")
            base, reader = line, csv.reader(map(bytes.decode, stream), delimiter=delimiter, strict=True)
            yield _literally(line, first, delimiter, width, fault)
            continue
        yield Row(line, cells)


def _literally(line: int, text: str, delimiter: str, width: int, fault: str) -> Row:
    """A line whose quotation marks do not fit: in a file parted by tabs they are signs of the text like any other."""
    cells = text.split(delimiter)
    if delimiter == "\t" and len(cells) == width:
        return Row(line, cells, mended="quotes-taken-literally")
    return Row(line, [text], fault or "the row opens a quotation mark and does not close it on its line")
