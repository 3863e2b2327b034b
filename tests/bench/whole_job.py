"""The whole job on the full training report, beside what sqlite-utils takes to load the same file, in the same run.

    VETTING_DATA=FOLDER python -m tests.bench.whole_job [--runs 3]

FOLDER holds data/, facts/ and gold/ (docs/data.md says where each file is published). Prints a table of medians:
seconds, ratio to the peer, peak memory, sizes of the outputs. The peer is `sqlite-utils insert FILE TABLE TSV --tsv`.
"""

from __future__ import annotations

import argparse
import gzip
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FMTRPT = "data/fmtrpt/fmtrpt_all.tsv.gz"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    data = Path(os.environ.get("VETTING_DATA") or sys.exit("VETTING_DATA must name the folder of real files"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        unpacked = folder / "fmtrpt_all.tsv"
        with gzip.open(data / FMTRPT) as packed, unpacked.open("wb") as plain:
            shutil.copyfileobj(packed, plain)
        steps: dict[str, list[tuple[float, float]]] = {}
        for _ in range(runs):
            for name, command in _commands(data, folder, unpacked):
                steps.setdefault(name, []).append(_measure(command))
        _report(steps, folder)


def _commands(data: Path, folder: Path, unpacked: Path) -> list[tuple[str, list[str]]]:
    workspace, peer = folder / "workspace", folder / "peer.db"
    shutil.rmtree(workspace, ignore_errors=True)
    peer.unlink(missing_ok=True)
    tool = [sys.executable, "-m", "vetting"]
    at = ["-w", str(workspace)]
    others = [*sorted((data / "data/sfm").glob("*.csv")), *sorted((data / "facts").glob("*.csv"))]
    return [
        ("peer", [str(Path(sys.executable).parent / "sqlite-utils"), "insert", str(peer), "t", str(unpacked), "--tsv"]),
        ("init", [*tool, "init", str(workspace)]),
        ("import report", [*tool, "import", "auto", str(data / FMTRPT), *at]),
        ("import others", [*tool, "import", "auto", *map(str, others), str(data / "gold/registry.csv"), *at]),
        ("run", [*tool, "run", *at]),
        ("pages and json", [*tool, "report", "all", *at, "-o", str(folder), "--formats", "html,json"]),
    ]


def _measure(command: list[str]) -> tuple[float, float]:
    """Seconds and peak resident memory in MB of one command."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr
        complaint = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}\n{complaint.decode()}")
    assert isinstance(used, resource.struct_rusage)
    return time.perf_counter() - began, used.ru_maxrss / 1024


def _report(steps: dict[str, list[tuple[float, float]]], folder: Path) -> None:
    seconds = {name: statistics.median(s for s, _ in measured) for name, measured in steps.items()}
    memory = {name: max(m for _, m in measured) for name, measured in steps.items()}
    peer = seconds["peer"]
    print(f"{'step':<16}{'seconds':>9}{'x peer':>8}{'peak MB':>9}")
    for name, value in seconds.items():
        print(f"{name:<16}{value:>9.1f}{value / peer:>8.2f}{memory[name]:>9.0f}")
    total = sum(value for name, value in seconds.items() if name != "peer")
    print(f"{'all':<16}{total:>9.1f}{total / peer:>8.2f}{max(m for n, m in memory.items() if n != 'peer'):>9.0f}")
    for output in ("findings.json", "summary.en.html", "summary.es.html"):
        print(f"{output}: {(folder / output).stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
