"""Runs one job in a process of its own: its seconds as it reports them, its peak memory summed over its processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_EVERY = 0.05
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Measured:
    """What a job wrote as JSON, and its peak memory in MB: shared pages counted once (``proportional``), or in each."""

    result: dict[str, Any]
    proportional: float
    resident: float


def in_process(module: str, arguments: Iterable[str], program: Path | None = None) -> Measured:
    """Run ``python -m MODULE ARGUMENTS --out FILE`` and read FILE; leave with its message where it fails.

    ``program``: a folder whose copy of the program is used instead of this one (``tests.bench.compiled``). Memory is
    looked at every 50 ms over the process and all it has started, the least peak being what the kernel kept of the
    process itself. Linux only.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        command = [sys.executable, "-P", "-m", module, *arguments, "--out", str(out)]
        folders = [str(program)] if program else []
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([*folders, str(_ROOT)])}
        complaints = Path(folder) / "stderr"
        with complaints.open("wb") as stream, subprocess.Popen(command, stderr=stream, env=environment) as process:
            proportional = resident = alone = 0.0
            while process.poll() is None:
                seen = [_memory(pid) for pid in _tree(process.pid)]
                proportional = max(proportional, sum(one[0] for one in seen))
                resident = max(resident, sum(one[1] for one in seen))
                alone = max(alone, _high_water(process.pid))
                time.sleep(_EVERY)
        if process.returncode:
            sys.exit(f"{' '.join(command)}\n{complaints.read_text(encoding='utf-8', errors='replace')}")
        result = json.loads(out.read_text(encoding="utf-8"))
    return Measured(result, max(proportional, alone), max(resident, alone))


def _tree(pid: int) -> list[int]:
    """The process and all below it."""
    found, layer = [pid], [pid]
    while layer:
        layer = [child for one in layer for child in _children(one)]
        found += layer
    return found


def _children(pid: int) -> list[int]:
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text(encoding="ascii").split())
    except OSError:  # it has ended meanwhile
        pass
    return found


def _memory(pid: int) -> tuple[float, float]:
    """MB of a process: its share of its pages, and all of them; nothing for one that has ended."""
    fields = _kilobytes(f"/proc/{pid}/smaps_rollup")
    return fields.get("Pss", 0.0) / 1024, fields.get("Rss", 0.0) / 1024


def _high_water(pid: int) -> float:
    return _kilobytes(f"/proc/{pid}/status").get("VmHWM", 0.0) / 1024


def _kilobytes(path: str) -> dict[str, float]:
    try:
        text = Path(path).read_text(encoding="ascii", errors="replace")
    except OSError:
        return {}
    lines = (line.split() for line in text.splitlines())
    return {words[0].rstrip(":"): float(words[1]) for words in lines if len(words) == 3 and words[2] == "kB"}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table with its columns aligned: the first to the left, the others to the right."""
    lines = [list(head), *[list(row) for row in rows]]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    rule = ["-" * widths[0], *["-" * (width - 1) + ":" for width in widths[1:]]]

    def shown(line: Sequence[str]) -> str:
        cells = [line[0].ljust(widths[0]), *[c.rjust(w) for c, w in zip(line[1:], widths[1:], strict=True)]]
        return "| " + " | ".join(cells) + " |"

    return "\n".join([shown(lines[0]), shown(rule), *map(shown, lines[1:])])
