"""Hostile text in every field of every record is shown on the page and never runs, links, reorders or is evaluated."""

from __future__ import annotations

import re

import pytest

from tests.report import pages
from tests.report.parsed import Parsed
from vetting.report import html
from vetting.report.page import digest
from vetting.report.plain import clean, web_address


@pytest.fixture(scope="module", params=["en", "es"])
def source(request: pytest.FixtureRequest) -> str:
    return html.render(digest(*pages.hostile()), request.param)


def test_no_element_that_runs_or_fetches_is_on_a_page_of_hostile_records(source: str) -> None:
    tags = {tag for tag, _ in Parsed(source).elements}
    assert tags.isdisjoint(
        {"script", "img", "iframe", "object", "embed", "link", "form", "base", "audio", "video", "use"}
    )


def test_no_attribute_listens_and_none_holds_the_hostile_text(source: str) -> None:
    for tag, attributes in Parsed(source).elements:
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            assert "alert" not in value, (tag, name)
            assert name != "src"


def test_hostile_text_is_shown_as_text(source: str) -> None:
    parsed = Parsed(source)
    assert parsed.text.count("<script>alert(1)</script>") > 20
    assert not parsed.misnested
    assert not parsed.open_at_end


def test_templates_in_records_are_not_evaluated(source: str) -> None:
    text = Parsed(source).text
    assert "{{7*7}}" in text
    assert "{% raw %}" in text
    assert not re.search(r"(?<![\d,.])49(?![\d,.])", text)


def test_direction_overrides_and_control_characters_are_made_visible(source: str) -> None:
    assert "[U+202E]gnp.exe[U+2066]" in source
    assert "[U+001B][31m[U+0000]" in source
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f-\x9f]", source)


def test_only_web_addresses_become_links() -> None:
    for address in ("javascript:alert(1)", "data:text/html,<b>", "file:///etc/passwd", "//evil.example/x", "vbscript:x",
                    " https://a.example", "https:///nohost", "https://a.example/\u202e", "JaVaScRiPt:alert(1)",
                    "http://[bad", "https://a.example/a b"):  # fmt: skip
        assert web_address(address) == ""
        parsed = Parsed(html.render(digest(*pages.hostile(address)), "en"))
        assert {link for link in parsed.links() if not link.startswith("#")} <= {""}
        assert clean(address) in parsed.text


def test_a_web_address_becomes_a_link_that_tells_no_one_where_it_came_from() -> None:
    parsed = Parsed(html.render(digest(*pages.hostile("https://a.example/?q=\"><script>&x='1")), "en"))
    outside = [attributes for attributes in parsed.all("a") if not attributes["href"].startswith("#")]
    assert outside
    assert {attributes["href"] for attributes in outside} == {"https://a.example/?q=\"><script>&x='1"}
    assert all(attributes["rel"] == "noopener noreferrer" for attributes in outside)
    assert not parsed.all("script")


def test_the_page_forbids_itself_every_request() -> None:
    source = html.render(digest(pages.DATASET, pages.RUN, pages.RULES), "en")
    policy = next(a["content"] for a in Parsed(source).all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
    assert "@import" not in source
    assert not re.search(r"url\((?!#)", source)


def test_cleaning_twice_is_cleaning_once_and_long_text_is_cut_with_a_count() -> None:
    for text in (pages.HOSTILE, "a\nb\tc", "\ud800", "e\u0301", "x\u00ady", "\U000e0041", "نص عربي"):
        assert clean(clean(text)) == clean(text)
        clean(text).encode("utf-8")
    assert clean("ab" * 100, 10) == "ababababab … [+190]"


def test_a_lone_surrogate_in_a_record_does_not_stop_the_page() -> None:
    assert "[U+D800]" in html.render(digest(*pages.hostile("\ud800")), "en")
