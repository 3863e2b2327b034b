"""What a newcomer installs: the wheel holds all that the code reads, and the demo runs from an empty folder."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _listed_packages() -> set[str]:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    return set(config["options"]["packages"].split())


def test_every_package_of_the_tree_is_listed_for_the_wheel() -> None:
    in_tree = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "vetting").rglob("*.py")} | {
        "vetting.lexicon"
    }
    assert in_tree - {""} == {name for name in _listed_packages() if not name.startswith("vetting_")}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a clean environment into which this checkout was installed as a user would."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder / "env", with_pip=True)
    pip = [str(folder / "env" / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    copy = folder / "checkout"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "demo", "build", "*.egg-info", "__pycache__"))
    subprocess.run([*pip, str(copy)], check=True, capture_output=True)
    return folder / "env" / "bin"


def test_the_demo_runs_from_an_empty_folder_after_a_plain_install(installed: Path, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [str(installed / "vetting"), "demo"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    pages = done.stdout.split()
    assert [Path(page).suffixes for page in pages] == [[".en", ".html"], [".es", ".html"]]
    assert all((tmp_path / page).stat().st_size > 10_000 for page in pages)


def test_rules_pass_their_own_cases_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [str(installed / "vetting"), "rules", "test"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_help_answers_without_loading_pandas() -> None:
    code = (
        "import sys; from vetting.cli import main; main(['--help'], standalone_mode=False); "
        "assert 'pandas' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "vetting demo" in done.stdout
