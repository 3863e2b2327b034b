"""Countries at the door: codes, names, State's spellings; a wrong country is worse than none."""

from __future__ import annotations

import csv
import gzip

import pytest

from vetting import countries


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("HN", "HND"),
        ("hn", "HND"),
        ("HND", "HND"),
        ("NA", "NAM"),
        ("NO", "NOR"),
        ("Honduras", "HND"),
        ("México", "MEX"),
        ("Mexico", "MEX"),
        ("ocd-division/country:mx", "MEX"),
        ("Perú", "PER"),
        ("República Dominicana", "DOM"),
        ("Dominica", "DMA"),
        ("Korea - South (Republic of)", "KOR"),
        ("Korea, Republic of South", "KOR"),
        ("Cote d'Ivoire, Republic of", "CIV"),
        ("Cote D’ivoire, Republic Of", "CIV"),
        ("Congo, Republic of (Brazzaville)", "COG"),
        ("Congo, Democratic Republic of (Kinshasa)", "COD"),
        ("Burma", "MMR"),
        ("Palestinian Authority", "PSE"),
        ("Bolivia INC", "BOL"),
        ("Sudan", "SDN"),
        ("Sudan, Republic of Southern", "SSD"),
        ("Antigua And Barbuda (UK)", "ATG"),
        ("Guinea", "GIN"),
        ("Guinea - Bissau", "GNB"),
        ("Equatorial Guinea", "GNQ"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Yugoslavia", "YUG"),
        ("Serbia and Montenegro", "SCG"),
        ("Kosovo", "XKX"),
        ("XAA", "XAA"),
    ],
)
def test_a_code_a_name_or_a_spelling_of_states_gives_the_alpha_3_code(text: str, code: str) -> None:
    assert countries.code(text) == code


@pytest.mark.parametrize("text", ["", "Indochina", "Asia", "Europe", "Africa Region", "Ruritania", "QQ", "ZZZ", "EU"])
def test_a_region_a_historic_area_or_an_unknown_text_has_no_code(text: str) -> None:
    assert countries.code(text) == ""


def test_there_is_a_code_for_each_of_the_249_countries_of_iso_3166_and_for_kosovo() -> None:
    assert len(countries.codes()) == 250
    assert {len(code) for code in countries.codes()} == {3}


def test_every_code_and_name_of_ours_reads_back_to_itself() -> None:
    for code in countries.codes():
        assert countries.code(code) == code
        for language in ("en", "es"):
            assert countries.code(countries.name(code, language)) == code


def test_a_name_is_given_in_each_language_and_a_code_without_a_name_stands_for_itself() -> None:
    assert countries.name("HND") == "Honduras"
    assert countries.name("ESP", "es") == "España"
    assert countries.name("YUG", "es") == "Yugoslavia"
    assert countries.name("XAA", "es") == "XAA"


def test_every_spelling_of_the_full_report_but_indochina_has_a_code(shared_data) -> None:  # type: ignore[no-untyped-def]
    with gzip.open(shared_data / "data/fmtrpt/fmtrpt_all.tsv.gz", "rt", encoding="utf-8", newline="") as file:
        printed = {row["training:country"] for row in csv.DictReader(file, delimiter="\t")}
    assert len(printed) == 241
    assert {name for name in printed if not countries.code(name)} == {"Indochina"}
