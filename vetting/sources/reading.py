"""What reading one file gave, on its way to the store."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def paused_collection() -> Iterator[None]:
    """No garbage collection while a quarter of a million records are made, nor later among them.

    Records hold no cycles, so counting references frees them; looking through them for cycles, again and again, costs
    half a second each time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()
