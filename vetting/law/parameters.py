"""What rules count with: the numbers of parameters.yaml, a folder's own over the shipped ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from vetting.conditions import did_you_mean
from vetting.law.folder import label
from vetting.law.reader import Reader
from vetting.law.yaml_text import Piece, Unreadable, read_yaml
from vetting.shipped import rules_folder

PARAMETERS = "parameters.yaml"
#: More months, days, kilometers or steps than that are a slip of the pen.
MAX_VALUE = 100_000
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")


def read_parameters(folder: Path, findings: list[str]) -> dict[str, int | float]:
    """The shipped parameters with those that the folder sets in their place; what is wrong is added to ``findings``."""
    shipped = _read(rules_folder(), findings, {})
    if folder.resolve() == rules_folder().resolve():
        return shipped
    return {**shipped, **own_parameters(folder, findings, shipped)}


def own_parameters(folder: Path, findings: list[str], shipped: Mapping[str, int | float]) -> dict[str, int | float]:
    """What the folder itself sets; nothing where it has no such file."""
    return _read(folder, findings, shipped) if (folder / PARAMETERS).is_file() else {}


def _read(folder: Path, findings: list[str], known: Mapping[str, int | float]) -> dict[str, int | float]:
    reader = Reader(label(folder, PARAMETERS))
    found: dict[str, int | float] = {}
    try:
        piece, duplicates = read_yaml(folder / PARAMETERS)
        for line, sentence in duplicates:
            reader.wrong(line, sentence)
        for name, value in sorted(reader.table(piece, piece.value if isinstance(piece.value, dict) else ()).items()):
            found[name] = _number(reader, name, value, known)
    except Unreadable as error:
        reader.gave_up(error)
    except OSError as error:
        reader.wrong(1, f"the file cannot be read: {error.strerror}")
    findings += reader.findings
    return found


def _number(reader: Reader, name: str, piece: Piece, known: Mapping[str, int | float]) -> int | float:
    table = reader.table(piece, ("value", "en", "es"), ("value", "en", "es"))
    for language in ("en", "es"):
        reader.text(table.get(language))
    text = reader.text(table.get("value"))
    if known and name not in known:
        reader.wrong(piece.line, f"no rule counts with '{name}'{did_you_mean(name, known)}")
    if not _NUMBER.fullmatch(text) or float(text) > MAX_VALUE:
        reader.wrong(piece.line, f"'{text}' is not a number from 0 to {MAX_VALUE}")
        return 0
    number = float(text) if "." in text else int(text)
    if isinstance(known.get(name), int) and not isinstance(number, int):
        reader.wrong(piece.line, f"'{name}' is a whole number, not '{text}'")
    return number
