"""The pages in Chromium: nothing leaves, nothing runs, everyone can read, reach and print them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from vetting.model import STANDARD_LINE_EN

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = [f"{kind}.{lang}.html" for kind in ("plain", "hostile", "quiet") for lang in ("en", "es")]


class Watched:
    """A page with what it tried to fetch, what it logged and which dialogs it opened."""

    def __init__(self, page: Page, name: str, folder: Path) -> None:
        self.page = page
        self.requests: list[str] = []
        self.events: list[str] = []
        own = (folder / name).as_uri()

        def only_the_page(route: Any) -> None:
            if route.request.url == own:
                route.continue_()
            else:
                self.requests.append(route.request.url)
                route.abort()

        page.route("**/*", only_the_page)
        page.on("dialog", lambda dialog: (self.events.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: self.events.append(message.text))
        page.on("pageerror", lambda error: self.events.append(str(error)))
        page.goto(own)


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_no_request_leaves_and_nothing_runs(tab: Page, folder: Path, name: str) -> None:
    watched = Watched(tab, name, folder)
    for summary in tab.locator("summary").all():
        summary.click()
    tab.wait_for_load_state("networkidle")
    assert watched.requests == []
    assert watched.events == []
    assert tab.evaluate("document.scripts.length") == 0


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation_of_wcag(tab: Page, folder: Path, name: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    Watched(tab, name, folder)
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = axe.Axe().run(tab, options={"runOnly": {"type": "tag", "values": WCAG}}).response
    assert len(found["passes"]) > 10
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found["violations"]] == []


@pytest.mark.parametrize("name", PAGES)
def test_at_320_pixels_only_tables_scroll_sideways(tab: Page, folder: Path, name: str) -> None:
    # 320 CSS pixels are also what a window of 1280 leaves at a zoom of 400 %.
    tab.set_viewport_size({"width": 320, "height": 800})
    Watched(tab, name, folder)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", PAGES)
def test_at_a_zoom_of_200_percent_the_page_does_not_scroll_sideways(browser: Browser, folder: Path, name: str) -> None:
    context = browser.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    tab = context.new_page()
    Watched(tab, name, folder)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 640
    tab.evaluate("document.documentElement.style.fontSize = '200%'")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 640
    context.close()


def focus(tab: Page) -> dict[str, Any]:
    script = """() => { const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
        return {tag: e.tagName, text: e.textContent.trim().slice(0, 60), label: e.getAttribute('aria-labelledby') || '',
                top: r.top + scrollY, outline: s.outlineStyle, width: parseFloat(s.outlineWidth),
                visible: r.bottom > 0 && r.top < innerHeight}; }"""
    found: dict[str, Any] = tab.evaluate(script)
    return found


def test_the_keyboard_reaches_everything_in_reading_order_and_shows_where_it_is(tab: Page, folder: Path) -> None:
    Watched(tab, "plain.en.html", folder)
    stops = []
    for _ in range(400):
        tab.keyboard.press("Tab")
        stop = focus(tab)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    assert stops[0]["text"] == "Skip to the content"
    assert [stop["text"] for stop in stops[1:3]] == ["In short", "Leads at unit level (1)"]
    regions = tab.locator("[role=region]").count()
    links = tab.locator("a").count()
    summaries = tab.locator("summary").count()
    hidden = tab.locator("details:not([open]) a").count()
    assert len(stops) == regions + links + summaries - hidden
    assert all(stop["outline"] == "solid" and stop["width"] >= 2 and stop["visible"] for stop in stops)
    tops = [stop["top"] for stop in stops[1:]]
    assert all(after >= before - 40 for before, after in pairwise(tops))


def test_the_skip_link_leads_past_the_contents(tab: Page, folder: Path) -> None:
    Watched(tab, "plain.en.html", folder)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert focus(tab)["label"] == "leads-t"


def test_evidence_opens_by_keyboard(tab: Page, folder: Path) -> None:
    Watched(tab, "plain.en.html", folder)
    evidence = tab.get_by_text("The program is JCET, paid by the Department of Defense.")
    assert not evidence.is_visible()
    tab.locator("summary").first.focus()
    tab.keyboard.press("Enter")
    assert evidence.is_visible()


def test_a_target_is_large_enough_to_hit(tab: Page, folder: Path) -> None:
    Watched(tab, "plain.en.html", folder)
    for part in tab.locator("nav a, summary").all():
        box = part.bounding_box()
        assert box is not None
        assert box["height"] >= 24


def test_the_drawing_has_a_name_a_description_and_a_table_that_says_the_same(tab: Page, folder: Path) -> None:
    Watched(tab, "plain.en.html", folder)
    drawing = tab.get_by_role("img", name="Timeline: 3er Batallón de Rangers and incident XAA-01")
    assert drawing.count() == 1
    table = tab.get_by_role("table", name="The timeline as a table")
    assert table.get_by_role("row").count() == 1 + 2 + 4
    assert "before, 224 to 254 days" in table.inner_text()


def printed(tab: Page, name: str, folder: Path, out: Path) -> list[str]:
    """The text of each sheet of the page as printed."""
    reader = shutil.which("pdftotext")
    if not reader:
        pytest.skip("no pdftotext: install Debian's poppler-utils")
    Watched(tab, name, folder)
    tab.pdf(path=out / "page.pdf", prefer_css_page_size=True)
    done = subprocess.run([reader, "-layout", out / "page.pdf", "-"], check=True, capture_output=True, text=True)
    return done.stdout.rstrip("\f").split("\f")


def test_every_lead_is_on_paper_and_a_table_over_two_sheets_repeats_its_heads(
    tab: Page, folder: Path, tmp_path: Path
) -> None:
    sheets = printed(tab, "many.en.html", folder, tmp_path)
    text = " ".join(" ".join(sheets).split())
    leads = tab.locator("article.lead").count()
    assert leads == 12
    assert all(f"Lead {number}: " in text for number in range(1, leads + 1))
    heads = sum(sheet.count("Recipient as") for sheet in sheets)
    assert heads > leads


def test_the_printed_page_holds_the_evidence_and_numbers_its_pages(tab: Page, folder: Path, tmp_path: Path) -> None:
    sheets = printed(tab, "plain.en.html", folder, tmp_path)
    text = " ".join(" ".join(sheets).split())
    assert " ".join(STANDARD_LINE_EN.split()) in text
    assert "Lead 1: 3er Batallón de Rangers and incident XAA-01" in text
    assert "The program is JCET, paid by the Department of Defense." in text  # inside a closed <details>
    assert "P.L. 113-76 div. C §8057" in text
    assert "Skip to the content" not in text
    assert all(re.search(rf"\b{number}\s*/\s*{len(sheets)}\b", sheet) for number, sheet in enumerate(sheets, 1))


def test_no_heading_is_broken_over_two_sheets(tab: Page, folder: Path) -> None:
    Watched(tab, "plain.en.html", folder)
    tab.emulate_media(media="print")
    heads = tab.locator("h1, h2, h3, h4, h5")
    assert heads.count() > 5
    assert set(heads.evaluate_all("all => all.map(each => getComputedStyle(each).breakInside)")) == {"avoid"}
