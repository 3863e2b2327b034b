"""Debian's Chromium, driven by Playwright; every test here is skipped, with the reason printed, where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-default-apps", "--no-first-run", "--disable-domain-reliability",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Chromium, closed at the end; VETTING_CHROMIUM names another binary."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    binary = os.environ.get("VETTING_CHROMIUM") or shutil.which("chromium")
    if not binary:
        pytest.skip("no Chromium: install Debian's chromium or set VETTING_CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=binary, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plain and the hostile page in both languages, and one without leads."""
    from dataclasses import replace

    from tests.report import pages
    from vetting.report import html

    out = tmp_path_factory.mktemp("pages")
    hostile = pages.hostile()
    quiet = replace(pages.RUN, exposures=(), answers=dict.fromkeys(pages.ANSWERS, ()))
    for lang in ("en", "es"):
        html.write(pages.DATASET, pages.RUN, pages.RULES, out / f"plain.{lang}.html", lang)
        html.write(*hostile, out / f"hostile.{lang}.html", lang)
        html.write(*pages.huge(240, units=12), out / f"many.{lang}.html", lang)
        html.write(pages.DATASET, quiet, pages.RULES, out / f"quiet.{lang}.html", lang)
    return out
