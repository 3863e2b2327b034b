"""Acronyms: derived from official names, taken apart, and mined from cells that print both forms."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from vetting.link import link
from vetting.link.mine import Row, main, mine
from vetting.model import Mention, SourceRef, Unit
from vetting.names import parse
from vetting.names.acronyms import initials, is_syllabic, syllable_words
from vetting.names.compounds import compound

SOURCE = SourceRef("units.csv", 1)


def _claimed(text: str, country: str, *names: str) -> set[str]:
    units = [Unit(id=name, country=country, name=name, source=SOURCE) for name in names]
    (reading,) = link([Mention(country, text)], units)
    return {m.unit_id for p in reading.parts for m in p.matches if m.status == "match"}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Estado Mayor General del Ejército", "emge"), ("Centro de Altos Estudios Nacionales", "caen"),
        ("École militaire interarmes", "emia"), ("Bataillon des troupes aéroportées", "btap"),
        ("AFP Peacekeeping Operations Center", "apkoc"),
        ("Department of Civil Affairs and Intelligence", "dcai"), ("Guardia Republicana Bolivariana", "grb"),
        ("Groupe de lutte anti-terroriste", "glat"), ("Ministry of Internal Affairs", "mia"),
    ],
)  # fmt: skip
def test_initials_follow_from_the_name(name: str, short: str) -> None:
    assert short in initials(name)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Comando de Sanidad Militar", "cosam"), ("Comandancia de Operaciones Guardacostas", "comoperguar"),
        ("Bataillon des Transmissions", "batrans"), ("Northern Luzon Command", "nolcom"),
    ],
)  # fmt: skip
def test_syllables_follow_from_the_name(name: str, short: str) -> None:
    assert is_syllabic(short, syllable_words(name))


@pytest.mark.parametrize(
    ("word", "kind", "functions"),
    [
        ("BING", "battalion", ("engineer",)), ("BRIFFEE", "brigade", ("special_forces",)),
        ("BISEL", "", ()), ("BRIGMOT", "brigade", ("motorized",)),
        ("BATINFMOT", "battalion", ("infantry", "motorized")),
    ],
)  # fmt: skip
def test_an_abbreviation_of_beginnings_is_taken_apart(word: str, kind: str, functions: tuple[str, ...]) -> None:
    parsed = parse(f"{word} 5")
    assert (parsed.echelon, parsed.functions) == (kind, functions)


def test_only_words_in_capitals_are_taken_apart() -> None:
    assert parse("Bart 5").echelon == ""
    assert compound("xyz") == ()


def test_an_abbreviation_of_the_trade_gives_way_to_the_acronyms_of_the_country() -> None:
    names = ("31e Bataillon d'infanterie motorisée", "32e Bataillon d'infanterie motorisée", "Bataillon du génie")
    assert _claimed("31 BIM", "CMR", *names) == {names[0]}


def test_letters_printed_apart_are_one_acronym() -> None:
    assert _claimed("B I R", "CMR", "Bataillon d'intervention rapide", "Bataillon du génie") == {
        "Bataillon d'intervention rapide"
    }


def test_a_cell_that_prints_both_forms_teaches_the_acronym_and_where_it_stands() -> None:
    rows = [
        Row("a.csv:2", "COL", "Batallón de Apoyo Logístico (BAL)"),
        Row("a.csv:3", "COL", "BAL 5 (Batallón de Apoyo Logístico No. 5)"),
        Row("a.csv:4", "COL", "Hospital Militar (Bogotá)"),
        Row("a.csv:5", "PER", "Batallón (BAL)"),
    ]
    (found,) = mine(rows)
    assert (found.country, found.short, found.long) == ("COL", "bal", "batallon de apoyo logistico")
    assert (found.fit, found.rows) == ("initials", ("a.csv:2", "a.csv:3"))


def test_letters_that_prove_nothing_count_from_three_rows_on_and_wait_for_a_reader(tmp_path: Path) -> None:
    texts = [f"{n} Military Aviation School (EMAVI)" for n in ("The", "A", "Our")]
    lines = "".join(f"{n},COL,{text}\n" for n, text in enumerate(texts))
    (tmp_path / "m.csv").write_text("query_id,country_iso3,text\n" + lines, encoding="utf-8")
    result = CliRunner().invoke(main, [str(tmp_path / "m.csv"), "-o", str(tmp_path / "a.csv")])
    assert result.exit_code == 0
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["form"], row["fit"], row["use"], row["count"]) == ("emavi", "printed", "no", "3")
    assert row["rows"].split() == ["m.csv:2", "m.csv:3", "m.csv:4"]


def test_what_a_country_s_cells_print_beside_an_acronym_is_read_in_its_place() -> None:
    names = ("Escuela Militar de Aviación", "Escuela Militar de Cadetes", "Batallón de Ingenieros")
    assert _claimed("EMAVI", "COL", *names) == {names[0]}
