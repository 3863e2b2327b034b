"""Where a command writes: what would fail at its end is told before its work begins."""

from __future__ import annotations

from pathlib import Path

from vetting.errors import UsageError


def check_folder(out: Path, option: str) -> None:
    """Raise UsageError where the folder that ``out`` is to stand in is not there."""
    if not out.absolute().parent.is_dir():
        raise UsageError(f"the folder '{out.parent}' is not there", where=option, hint="Make it first.")
