"""Findings as an Excel workbook: a sheet on what this is, and the rows of the CSV. No cell is a formula or a link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path

from vetting import __version__
from vetting.model import STANDARD_LINE_EN, STANDARD_LINE_ES, Dataset, RuleText, Run
from vetting.report.findings import flagged
from vetting.report.findings_json import provisional_units
from vetting.report.rows import COLUMNS, Cell, rows

#: Excel's own limits.
MAX_ROWS = 1_048_576
MAX_TEXT = 32_767

_TEXTS = {
    "en": {
        "about": "About",
        "findings": "Findings",
        "as_of": "Day of judgement",
        "version": "Version",
        "written": "Rows written",
        "left_out": "Rows left out because a sheet holds no more than {limit} rows; the CSV has them all",
        "cut": "… [cut; the CSV has the whole text]",
        "rule": "Rule",
    },
    "es": {
        "about": "Acerca de",
        "findings": "Hallazgos",
        "as_of": "Día del examen",
        "version": "Versión",
        "written": "Filas escritas",
        "left_out": "Filas omitidas porque una hoja no admite más de {limit} filas; el CSV las contiene todas",
        "cut": "… [cortado; el CSV contiene el texto completo]",
        "rule": "Regla",
    },
}


def write(
    dataset: Dataset, run: Run, rules: Sequence[RuleText], out: Path, lang: str = "en", *, max_rows: int = MAX_ROWS
) -> int:
    """Write the workbook to ``out`` and return how many rows had no room (beyond ``max_rows`` with the header)."""
    import xlsxwriter

    words = _TEXTS[lang]
    # Text is written as text whatever it looks like; constant_memory keeps one row at a time.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(out), {**options, "constant_memory": True}) as book:
        # A workbook carries its day of creation: the day of judgement, so that equal runs give equal bytes.
        book.set_properties(
            {
                "title": words["findings"],
                "comments": STANDARD_LINE_ES if lang == "es" else STANDARD_LINE_EN,
                "created": datetime.combine(run.as_of, time(), UTC),
            }
        )
        bold = book.add_format({"bold": True})
        about = book.add_worksheet(words["about"])
        sheet = book.add_worksheet(words["findings"])
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, COLUMNS, bold)
        written = left_out = 0
        for row in rows(flagged(dataset, run), lang, provisional_units(dataset)):
            if written + 1 >= max_rows:
                left_out += 1
                continue
            written += 1
            for column, cell in enumerate(row):
                _write(sheet, written, column, cell, words["cut"])
        for line, (key, value) in enumerate(_about(run, rules, lang, written, left_out, max_rows)):
            about.write_string(line, 0, key, bold)
            _write(about, line, 1, value, words["cut"])
    return left_out


def _write(sheet: object, row: int, column: int, cell: Cell, cut: str) -> None:
    if isinstance(cell, str):
        if cell:
            text = cell if len(cell) <= MAX_TEXT else cell[: MAX_TEXT - len(cut)] + cut
            sheet.write_string(row, column, text)  # type: ignore[attr-defined]
    else:
        sheet.write_number(row, column, cell)  # type: ignore[attr-defined]


def _about(
    run: Run, rules: Sequence[RuleText], lang: str, written: int, left_out: int, max_rows: int
) -> list[tuple[str, Cell]]:
    words = _TEXTS[lang]
    lines: list[tuple[str, Cell]] = [
        ("", STANDARD_LINE_ES if lang == "es" else STANDARD_LINE_EN),
        (words["as_of"], run.as_of.isoformat()),
        (words["version"], __version__),
        (words["written"], written),
    ]
    if left_out:
        lines.append((words["left_out"].format(limit=max_rows), left_out))
    lines += [(f"{words['rule']} {text.id}", text.title_es if lang == "es" else text.title_en) for text in rules]
    return lines
