"""Findings as CSV (RFC 4180, UTF-8 without a mark), safe to open in a spreadsheet.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break as a formula. Such a cell
gets one apostrophe in front; so does one that has apostrophes before such a sign, so that taking
one off gives back exactly what was there. Plain negative numbers and everything else are written as they are.

Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from vetting.model import Dataset, Run
from vetting.report.findings import flagged
from vetting.report.findings_json import provisional_units
from vetting.report.rows import COLUMNS, Cell, rows

# The wide signs are what some spreadsheets in East Asian locales take for the narrow ones.
_RUNS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"-\d+(?:\.\d+)?\Z")


def write(dataset: Dataset, run: Run, out: Path, lang: str = "en") -> None:
    """Write a row per flagged finding and exposure to ``out``; ``lang`` is the language of the evidence."""
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in rows(flagged(dataset, run), lang, provisional_units(dataset)):
            writer.writerow([neutral(cell) for cell in row])


def neutral(cell: Cell) -> Cell:
    """The cell as no spreadsheet runs it; numbers are left alone."""
    if isinstance(cell, str) and _RUNS.match(cell) and not _NUMBER.match(cell):
        return "'" + cell
    return cell
