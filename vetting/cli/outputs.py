"""The files that `vetting report` can write: each with the options in its manifest. What writes it is imported late."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from vetting.cli.claims import Claims

Language = Literal["en", "es"]
Shape = Literal["findings", "all", "exposures"]

FORMATS = ("html", "json", "csv", "xlsx")
LANGUAGES: tuple[Language, ...] = ("en", "es")


class Output(NamedTuple):
    """``write`` gets the claims and the file; what it returns, if anything, is said to the user."""

    options: dict[str, str]
    write: Callable[[Claims, Path], str | None]


def of_format(format_: str) -> Iterator[tuple[str, Output]]:
    """The files of one format, by name: one per language where it has words of its own."""
    if format_ == "json":
        yield "findings.json", objects("findings")
        return
    stem, make = {"html": ("summary", page), "csv": ("findings", rows), "xlsx": ("findings", workbook)}[format_]
    for lang in LANGUAGES:
        yield f"{stem}.{lang}.{format_}", make(lang)


def page(lang: Language) -> Output:
    """The summary as a page."""

    def write(claims: Claims, path: Path) -> None:
        from vetting.report import html

        path.write_bytes(html.render(claims.digest, lang).encode("utf-8"))

    return Output({"format": "html", "lang": lang}, write)


def objects(shape: Shape) -> Output:
    """JSON: the findings; ``all`` answers as lines; or all ``exposures``."""

    def write(claims: Claims, path: Path) -> None:
        from vetting.report import findings_json

        findings_json.write(
            claims.dataset,
            claims.run,
            claims.rules,
            path,
            all_answers=shape == "all",
            exposures=shape == "exposures",
        )

    return Output({"format": "json", "shape": shape}, write)


def rows(lang: Language) -> Output:
    """CSV."""

    def write(claims: Claims, path: Path) -> None:
        from vetting.report import findings_csv

        findings_csv.write(claims.dataset, claims.run, path, lang)

    return Output({"format": "csv", "lang": lang}, write)


def workbook(lang: Language) -> Output:
    """An Excel workbook."""

    def write(claims: Claims, path: Path) -> str | None:
        from vetting.report import findings_xlsx

        left_out = findings_xlsx.write(claims.dataset, claims.run, claims.rules, path, lang)
        return f"{left_out:,} rows had no room in a sheet and were left out: use csv or json" if left_out else None

    return Output({"format": "xlsx", "lang": lang}, write)
