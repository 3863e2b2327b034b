"""Sentences filled in for one mission."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report import small
from vetting.period import ImpreciseDate, Period
from vetting.report.fill import day_words, fill, has_slots

M1, M2, M3, M4, _ = small.MISSIONS


def test_exact_days_are_written_as_iso_in_both_languages() -> None:
    for lang in ("en", "es"):
        assert fill("{start} {end} {mission}", M1, lang) == "2012-05-01 2012-05-28 M1"


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "an unknown day in fiscal year 1999"), ("es", "un día desconocido del año fiscal 1999")],
)
def test_a_start_known_only_by_its_fiscal_year_is_said_to_be_so(lang: str, words: str) -> None:
    assert fill("{start}", M4, lang) == words


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "an unknown day from 2008-10-01 to 2009-05-22 (fiscal year 2009)"),
        ("es", "un día desconocido entre el 2008-10-01 y el 2009-05-22 (año fiscal 2009)"),
    ],
)
def test_a_fiscal_year_narrowed_by_the_end_keeps_both_bounds(lang: str, words: str) -> None:
    mission = replace(M3, period=Period(ImpreciseDate.parse("2008-10-01/2009-05-22"), M3.period.end))
    assert fill("{start}", mission, lang) == words


def test_a_printed_month_is_not_taken_for_a_fiscal_year() -> None:
    mission = replace(M3, period=Period(ImpreciseDate.parse("2009-02"), None), start_printed="Feb 09")
    assert fill("{start}; {end}", mission, "en") == "an unknown day in 2009-02; a day not recorded"
    assert fill("{start}; {end}", mission, "es") == "un día desconocido de 2009-02; un día no registrado"


def test_a_range_without_a_fiscal_year_names_its_first_and_last_day() -> None:
    day = ImpreciseDate.of(date(2012, 5, 26), date(2012, 5, 27))
    assert day_words(day, "en") == "an unknown day from 2012-05-26 to 2012-05-27"
    assert day_words(day, "es") == "un día desconocido entre el 2012-05-26 y el 2012-05-27"


def test_spanish_articles_go_with_an_unknown_day() -> None:
    text = "iniciada el {start}; antes del {start}; hasta el {end}; al {start}; el {mission}"
    unknown = "un día desconocido del año fiscal 2009"
    assert fill(text, M3, "es") == f"iniciada {unknown}; antes de {unknown}; hasta el 2009-05-22; a {unknown}; el M3"


def test_what_is_put_in_is_never_filled_again() -> None:
    mission = replace(M1, id="{start}{end}{mission}")
    assert fill("a {mission} b", mission, "en") == "a {start}{end}{mission} b"


def test_other_braces_stay_as_they_are() -> None:
    text = "{} {0} {mission.id} {mission!r} {start:>9} {{end}} %s $x"
    assert fill(text, M1, "en") == text.replace("{{end}}", "{2012-05-28}")


@given(st.text(alphabet=st.sampled_from("{}startendmission .!:0"), max_size=60))
def test_filling_never_fails_and_leaves_no_slot(text: str) -> None:
    mission = replace(M1, id="m")
    filled = fill(text, mission, "en")
    assert has_slots(text) or filled == text
    assert filled.count("2012-05-01") == text.count("{start}")
