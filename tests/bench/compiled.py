"""A copy of the program whose names and links are read by machine code: same answers, less time.

    python -m tests.bench.compiled FOLDER       then     PYTHONPATH=FOLDER vetting match …

mypyc makes C of the modules below as they stand, types included, and the C compiler of the machine (``gcc``, Python's
headers) makes machine code of that; it takes a minute. What is installed is left alone: the copy is used where FOLDER
is named, and is to be made again after a change of the source. Needs the extra ``bench`` (mypy, setuptools).
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[2]
#: What takes the time of linking; dictionaries and sets stay what they are, so it is about a third that is saved.
MODULES = ("model.py", "names/*.py", "link/*.py")
#: Run by few, or with a function inside a function (``heads.py``), which mypyc ties to what it reads in a circle: with
#: the search for circles paused, each country's registry would stay in memory.
_LEFT_OUT = frozenset({"__init__.py", "learn.py", "mine.py", "heads.py"})
#: A file that says that the folder may be made anew.
_MARK = ".compiled-copy"
_REEXPORTED = re.compile(r"^from vetting\.names import (.+)$", re.MULTILINE)


def build(folder: Path) -> Path:
    """Copy the package into ``folder``, compile it there and return ``folder``; an earlier copy there is replaced.

    Raises: RuntimeError with the end of the compiler's output where it fails, and where ``folder`` holds other things.
    """
    package = folder / "vetting"
    if folder.exists():
        if any(folder.iterdir()) and not (folder / _MARK).exists():
            raise RuntimeError(f"{folder} holds something else: name a folder to make")
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / _MARK).touch()
    shutil.copytree(SOURCE / "vetting", package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(SOURCE / "setup.cfg", folder)
    homes = _homes()
    files = [file for pattern in MODULES for file in sorted(package.glob(pattern)) if file.name not in _LEFT_OUT]
    for file in files:
        text = file.read_text(encoding="utf-8")
        file.write_text(_REEXPORTED.sub(lambda found: _direct(found.group(1), homes), text), encoding="utf-8")
    command = [sys.executable, "-m", "mypyc", *(str(file.relative_to(folder)) for file in files)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    shutil.rmtree(folder / "build")
    return folder


def _homes() -> dict[str, str]:
    """Name that ``vetting.names`` re-exports → its module: ``parse`` is both, which mypyc takes for the module."""
    text = (SOURCE / "vetting" / "names" / "__init__.py").read_text(encoding="utf-8")
    found = re.findall(r"^from (vetting\.names\.\w+) import (.+)$", text, re.MULTILINE)
    return {name.strip(): module for module, names in found for name in names.split(",")}


def _direct(names: str, homes: dict[str, str]) -> str:
    return "\n".join(f"from {homes[name.strip()]} import {name.strip()}" for name in names.split(","))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a folder to make, or to make anew")
    build(parser.parse_args().folder.resolve())


if __name__ == "__main__":
    main()
