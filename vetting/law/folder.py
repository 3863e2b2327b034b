"""What a folder of rules holds, looked over before any of it is opened, so that a hostile one costs bounded work.

Only regular files inside the folder are read; names are plain; links, devices, pipes and masses of files are refused.
Folders and files whose names begin with a dot (a repository's own, say) are passed over.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from vetting.law.yaml_text import shown

#: Design choices, each many times what the shipped rules need (140 files of rules and cases, 365 KB).
MAX_ENTRIES = 2000
MAX_FOLDERS_DEEP = 6
MAX_TOTAL_BYTES = 8 * 1024 * 1024
READ = (".yaml", ".csv")

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
_PASSED_OVER = ("__pycache__",)


class Look(NamedTuple):
    """The files that may be read, as paths inside the folder, sorted; and what is wrong, as ``file:line: sentence``."""

    files: tuple[str, ...]
    findings: tuple[str, ...]


def label(folder: Path, inside: str) -> str:
    """How messages and reports call a file: the folder's name and the path within it, never a machine's path."""
    return f"{shown(folder.resolve().name)}/{inside}"


def look_over(folder: Path) -> Look:
    """Look over a folder without opening a file. The work is bounded by ``MAX_ENTRIES`` whatever is in it."""
    files: list[str] = []
    findings: list[str] = []
    total = 0
    for seen, (inside, status, problem) in enumerate(_walk(folder, "", 0), 1):
        if seen > MAX_ENTRIES:
            return Look((), (f"{label(folder, '')}:1: the folder holds more than {MAX_ENTRIES} files and folders",))
        if problem:
            findings.append(f"{label(folder, shown(inside))}:1: {problem}")
        elif status is not None and inside.endswith(READ):
            total += status.st_size
            files.append(inside)
    if total > MAX_TOTAL_BYTES:
        findings.append(f"{label(folder, '')}:1: the files are larger than {MAX_TOTAL_BYTES} bytes in all")
    return Look(tuple(sorted(files)), tuple(sorted(findings)))


def _walk(folder: Path, inside: str, depth: int) -> Iterator[tuple[str, os.stat_result | None, str]]:
    """Every entry with its status (None for a folder) and what is wrong with it."""
    try:
        entries = os.scandir(folder / inside)
    except OSError as error:
        yield inside, None, f"the folder cannot be read: {error.strerror}"
        return
    with entries:
        for entry in entries:
            name, path = entry.name, f"{inside}{entry.name}"
            if name.startswith(".") or name in _PASSED_OVER:
                continue
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISLNK(status.st_mode):
                yield path, None, "a link is not followed; put the file itself here"
            elif not _NAME.fullmatch(name):
                yield path, None, "a name here is of letters A to Z, digits, dots, hyphens and underscores"
            elif stat.S_ISDIR(status.st_mode):
                yield path, None, ""
                if depth == MAX_FOLDERS_DEEP:
                    yield path, None, f"folders are nested more than {MAX_FOLDERS_DEEP} deep"
                else:
                    yield from _walk(folder, f"{path}/", depth + 1)
            elif not stat.S_ISREG(status.st_mode):
                yield path, None, "this is no regular file"
            else:
                yield path, status, ""


def digest(folder: Path, files: Sequence[str]) -> str:
    """The SHA-256 of a list of ``hash  path`` lines, one a file: what stands for the folder as a whole."""
    lines = (f"{hashlib.sha256((folder / inside).read_bytes()).hexdigest()}  {inside}\n" for inside in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
