"""A rule's page in Chromium: everyone can read, reach and print it; nothing leaves it and nothing runs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from vetting.cli import main
from vetting.law import shipped_rules

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = ("leahy-state-620m", "leahy-dod-362", "ind-unresolved-incident", "cond-honduras", "hostile")
PAGES = [f"{rule}.{lang}.html" for rule in RULES for lang in ("en", "es")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("rule-pages")
    (out / "mine").mkdir()
    source = (shipped_rules() / "indicators" / "ind-host-unit-unnamed.yaml").read_text(encoding="utf-8")
    spoiled = source.replace("id: ind-host-unit-unnamed", "id: hostile").replace(
        "cases/", "\"><img src=x onerror='alert(1)'>cases/"
    )
    spoiled = spoiled.replace('title: {en: "', "title: {en: \"<script>alert(1)</script><b onmouseover='alert(1)'>")
    (out / "mine" / "hostile.yaml").write_text(spoiled.replace('"><img', "<img"), encoding="utf-8")
    for rule in RULES:
        for lang in ("en", "es"):
            words = ["rules", "show", rule, "--html", str(out / f"{rule}.{lang}.html"), "--lang", lang]
            words += ["--rules", str(out / "mine")] if rule == "hostile" else []
            done = CliRunner().invoke(main, words)
            assert done.exit_code == 0, done.output
    return out


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    yield context.new_page()
    context.close()


def open_page(tab: Page, folder: Path, name: str) -> list[str]:
    """The page opened; what it asked for besides itself, said or logged."""
    events: list[str] = []
    own = (folder / name).as_uri()

    def only_the_page(route: Any) -> None:
        if route.request.url == own:
            route.continue_()
        else:
            events.append(route.request.url)
            route.abort()

    tab.route("**/*", only_the_page)
    tab.on("dialog", lambda dialog: (events.append(dialog.message), dialog.dismiss()))
    tab.on("console", lambda message: events.append(message.text))
    tab.on("pageerror", lambda error: events.append(str(error)))
    tab.goto(own)
    return events


@pytest.mark.parametrize("name", PAGES)
def test_nothing_leaves_and_nothing_runs(tab: Page, folder: Path, name: str) -> None:
    events = open_page(tab, folder, name)
    tab.wait_for_load_state("networkidle")
    assert events == []
    assert tab.evaluate("document.scripts.length") == 0
    assert tab.locator("img, [onerror], [onmouseover]").count() == 0


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(tab: Page, folder: Path, name: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    open_page(tab, folder, name)
    found = axe.Axe().run(tab, options={"runOnly": {"type": "tag", "values": WCAG}}).response
    assert len(found["passes"]) > 10
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found["violations"]] == []


@pytest.mark.parametrize("name", PAGES)
def test_it_never_scrolls_sideways_not_even_at_320_pixels_or_twice_the_text(tab: Page, folder: Path, name: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 800})
    open_page(tab, folder, name)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    tab.set_viewport_size({"width": 640, "height": 800})
    tab.evaluate("document.documentElement.style.fontSize = '200%'")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 640


def sides(tab: Page) -> tuple[dict[str, float], dict[str, float]]:
    law, test = (tab.locator(f"section[aria-labelledby={name}]").bounding_box() for name in ("law-h", "test-h"))
    assert law is not None
    assert test is not None
    return dict(law), dict(test)


def test_law_stands_left_of_the_conditions_and_above_them_where_it_is_narrow(tab: Page, folder: Path) -> None:
    open_page(tab, folder, "leahy-state-620m.en.html")
    law, test = sides(tab)
    assert law["x"] + law["width"] <= test["x"]
    assert law["y"] == test["y"]
    tab.set_viewport_size({"width": 600, "height": 800})
    law, test = sides(tab)
    assert law["y"] + law["height"] <= test["y"]


def test_every_link_is_reached_by_keyboard_after_the_way_past_the_head(tab: Page, folder: Path) -> None:
    open_page(tab, folder, "leahy-state-620m.en.html")
    stops = []
    for _ in range(60):
        tab.keyboard.press("Tab")
        stop = tab.evaluate("[document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]")
        if stop[0] == "BODY":
            break
        stops.append(stop)
    assert len(stops) == tab.locator("a").count() > 3
    assert all(stop == ["A", "solid"] for stop in stops)


def test_it_prints_whole_on_paper(tab: Page, folder: Path, tmp_path: Path) -> None:
    reader = shutil.which("pdftotext")
    if not reader:
        pytest.skip("no pdftotext: install Debian's poppler-utils")
    open_page(tab, folder, "leahy-state-620m.es.html")
    tab.pdf(path=tmp_path / "rule.pdf", prefer_css_page_size=True)
    done = subprocess.run([reader, tmp_path / "rule.pdf", "-"], check=True, capture_output=True, text=True)
    words = " ".join(done.stdout.split())
    for expected in (
        "La ley",
        "La prueba",
        "P.L. 117-103, 15 March 2022",
        "un acto suyo es anterior al inicio",
        "Qué lee",
    ):
        assert expected in words
    assert done.stdout.count("\f") <= 5


def test_hostile_text_is_read_as_text(tab: Page, folder: Path) -> None:
    open_page(tab, folder, "hostile.en.html")
    assert "<script>alert(1)</script><b onmouseover='alert(1)'>" in tab.locator("h1").inner_text()
