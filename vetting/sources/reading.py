"""What reading one file gave, on its way to the store."""

from __future__ import annotations

from dataclasses import dataclass

from vetting.model import InputFile, Problem, Record


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file holds. ``input.rows`` = ``input.records`` (rows that became or added to a record) + its problems.

    ``warnings`` are sentences a person should see: an assumed encoding, columns that are not read.
    """

    input: InputFile
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...] = ()
