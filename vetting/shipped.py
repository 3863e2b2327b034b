"""Where the rule files and the bundled records are, in a checkout as in an installed wheel."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def rules_folder() -> Path:
    """The folder of the shipped rules."""
    return _folder("vetting_rules", "rules")


def fixtures_folder() -> Path:
    """The folder of the bundled records, one folder a set."""
    return _folder("vetting_fixtures", "fixtures")


def _folder(package: str, in_checkout: str) -> Path:
    """The installed package's folder (setup.cfg maps it); beside this package where nothing is installed."""
    spec = find_spec(package)
    if spec and spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations)))
    return Path(__file__).resolve().parent.parent / in_checkout
