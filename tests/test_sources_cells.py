"""What a cell says, and that one which cannot be read is refused with its column and value."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vetting.period import ImpreciseDate, Period
from vetting.sources.cells import Cells, Rejected
from vetting.sources.levels import named_level
from vetting.sources.plain.incidents import remediation_of


def _cells(**values: str) -> Cells:
    return Cells(values, "given.csv", 7)


@pytest.mark.parametrize("text", ["05/01/2012", "1.5.2012", "2012-13", "2012-02-30", "soon", "0999-01-01", "2912"])
def test_a_date_that_is_not_iso_or_not_plausible_is_refused(text: str) -> None:
    with pytest.raises(Rejected) as caught:
        _cells(start=text).date("start")
    assert (caught.value.column, caught.value.value) == ("start", text)


@settings(deadline=None)
@given(st.dates(date(1800, 1, 1), date(2100, 12, 31)))
def test_an_iso_day_is_read_as_that_day(day: date) -> None:
    assert _cells(start=day.isoformat()).date("start") == ImpreciseDate.of(day)


@pytest.mark.parametrize(
    ("text", "value"), [("$1,234.50", 1234.5), ("US$ 12", 12.0), ("0", 0.0), ("-3.5", -3.5), ("1234567", 1234567.0)]
)
def test_a_number_is_read_with_its_thousands_and_dollar_signs(text: str, value: float) -> None:
    assert _cells(cost=text).number("cost") == value


@pytest.mark.parametrize("text", ["1,23", "1.234,50", "12 men", "$", "NaN", "1e9", "--1"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Rejected):
        _cells(cost=text).number("cost")


@settings(deadline=None)
@given(st.integers(0, 10**12))
def test_a_count_reads_back_whatever_way_its_thousands_are_printed(number: int) -> None:
    assert _cells(n=f"{number:,}").count("n") == _cells(n=str(number)).count("n") == number


@pytest.mark.parametrize("text", ["-1", "2.5"])
def test_a_count_is_a_whole_number_and_not_negative(text: str) -> None:
    with pytest.raises(Rejected):
        _cells(n=text).count("n")


def test_yes_and_no_are_known_and_a_blank_is_unknown() -> None:
    assert [_cells(x=text).flag("x") for text in ("Y", "no", "Sí", "", "0")] == [True, False, True, None, False]
    with pytest.raises(Rejected):
        _cells(x="maybe").flag("x")


def test_a_country_that_is_not_known_is_refused_and_a_blank_is_blank() -> None:
    assert _cells(country="Honduras").country("country") == "HND"
    assert _cells(country="").country("country") == ""
    with pytest.raises(Rejected, match="Ruritania"):
        _cells(country="Ruritania").country("country")


def test_first_and_last_cited_are_no_real_ends_unless_the_flags_say_so() -> None:
    cells = _cells(first="2013-02-00", start="N", last="2014", open="Y", sure="Y", exact="E")
    cited = cells.stretch("first", "start", "last", "open")
    assert (cited.begin_real, cited.end_real, cited.ongoing) == (False, False, True)
    real = cells.stretch("first", "sure", "last", "exact")
    assert (real.begin_real, real.end_real, real.ongoing) == (True, True, False)


def test_two_citations_in_the_wrong_order_are_one_stretch_but_two_real_ends_are_refused() -> None:
    cells = _cells(first="2013-05-17", last="2006-03-27", no="N", yes="Y", exact="E")
    assert cells.stretch("first", "no", "last", "no") == Period.parse("~2006-03-27..2013-05-17~")
    with pytest.raises(Rejected, match="ends"):
        cells.stretch("first", "yes", "last", "exact")


@pytest.mark.parametrize(
    ("text", "country", "level"),
    [
        ("elementos del Ejército (SEDENA)", "Mexico", "service"),
        ("Fuerza Armada (soldados)", "El Salvador", "force"),
        ("Fuerza Armada de El Salvador", "El Salvador", "force"),
        ("Policía Nacional de Honduras", "Honduras", "service"),
        ("Nigerian Army", "Nigeria", "service"),
        ("Fuerza Aérea Hondureña", "Honduras", "service"),
        ("Armed Forces of the Federal Republic of Nigeria", "Nigeria", "force"),
        ("Forces Armées Maliennes", "Mali", "force"),
        ("Khost Protection Force (KPF)", "Afghanistan", "unit"),
        ("Special Reaction Forces (FES)", "El Salvador", "unit"),
        ("Policía Militar del Orden Público", "Honduras", "unit"),
        ("102 Batallón de Infantería", "Mexico", "unit"),
        ("Force Headquarters", "Nigeria", "unit"),
        ("", "Nigeria", "none"),
    ],
)
def test_words_name_a_unit_a_service_or_a_force(text: str, country: str, level: str) -> None:
    assert named_level(text, country) == level


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("charged", "prosecution_open"),
        ("convicted", "conviction"),
        ("partly convicted", "conviction"),
        ("investigated", "investigation_open"),
        ("none", "none_found"),
        ("suspended", "administrative"),
        ("unknown", ""),
        ("acquitted", ""),
        ("", ""),
    ],
)
def test_a_word_on_accountability_gives_a_remediation_status_and_never_a_determination(word: str, status: str) -> None:
    assert remediation_of(word) == status
