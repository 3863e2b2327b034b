"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

#: No test is timed: a slow machine fails none.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with data/, facts/, gold/ and law/, named by VETTING_DATA; the test is skipped without it."""
    folder = os.environ.get("VETTING_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("VETTING_DATA does not name the folder of real files")
    return Path(folder)
