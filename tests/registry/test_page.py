"""The page of a country: every unit marked as provisional, hostile text harmless, the same in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.registry.test_building import ROWS, built, made, mission
from vetting.registry.page import country_page, words
from vetting.store import Store

HOSTILE = '5th Ranger Regiment "<script>alert(1)</script>"'


@pytest.fixture(params=["en", "es"])
def page(tmp_path: Path, request: pytest.FixtureRequest) -> str:
    folder = made(tmp_path / "w", *ROWS, mission(30, HOSTILE, 2010))
    built(folder)
    with Store.open(folder) as store:
        return country_page("ECU", store.dataset(), store.registry_members("ECU"), request.param)


def test_the_page_names_units_forces_rows_and_years(page: str) -> None:
    assert "19th Jungle Brigade" in page
    assert "report.tsv:2" in page
    assert "2004: 1, 2007: 1, 2009: 1" in page or "2004: 1, 2009: 1" in page


def test_no_printed_text_becomes_markup(page: str) -> None:
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_page_says_that_its_units_are_provisional(page: str) -> None:
    assert any(words(language)["lead"] in page for language in ("en", "es"))


def test_both_languages_say_the_same_things() -> None:
    english, spanish = words("en"), words("es")
    assert english.keys() == spanish.keys()
    assert all(english.values())
    assert all(spanish.values())
    assert all(("{" in english[key]) == ("{" in spanish[key]) for key in english)
