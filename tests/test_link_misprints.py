"""Misprinted words are read as the words of the country's units; figures, names and known words stay as they are."""

from __future__ import annotations

import random
import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bench.misprints import KINDS, SHORTEST, WHOLE, misprinted
from vetting.link.cell import judge_all
from vetting.link.heads import read
from vetting.link.judgement import weights
from vetting.link.misprints import respelt
from vetting.link.registry import Registry, build
from vetting.model import Match, SourceRef, Unit
from vetting.names import normalize

NAMES = (
    "14th Infantry Battalion", "15th Infantry Battalion", "3rd Engineer Battalion", "Segundo Batallón de Artillería",
    "Presidential Guard Regiment", "Naval Academy", "Escuela de Comando y Estado Mayor", "Marine Corps",
    "Hospital Militar Central", "Directorate of Intelligence", "Rapid Reaction Brigade", "Air Force", "Joint Staff",
    "Base Aérea Coronel Palmerola", "BIMLOR",
)  # fmt: skip
KIND = st.sampled_from((*KINDS, *WHOLE))
_NUMBER = re.compile(r"\d+")


@cache
def registry() -> Registry:
    return build("HND", [Unit(f"U{at:02}", "HND", name, SourceRef("units.csv", 1)) for at, name in enumerate(NAMES)])


def right(text: str) -> str:
    spelling = registry().spelling
    assert spelling is not None
    return respelt(text, spelling).text


def matches(text: str) -> list[Match]:
    named = read(text, registry(), "HND")
    return [match for found in judge_all(named, registry(), weights(), 5) for match in found]


def first(text: str) -> str:
    found = matches(text)
    return max(found, key=lambda m: (m.status == "match", m.score)).unit_id if found else ""


def claimed(text: str) -> bool:
    return any(match.status == "match" for match in matches(text))


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("3rd Enigneer Battalion", "3rd Engineer Battalion"),
        ("Batta lion", "Battalion"), ("RapidReaction Brigade", "Rapid reaction Brigade"),
        ("JOITN STAFF", "JOINT STAFF"),
        ("Rnarine Corps", "Marine Corps"), ("14th lnfantry Batta1ion", "14th Infantry Battalion"),
        ("1nfantry Battalion", "infantry Battalion"), ("BatallÃ³n de Artiller?a", "Batallon de Artilleria"),
        ("14th Infantry Battali", "14th Infantry Battalion"), ("Acaderny, Hospitla", "Academy, Hospital"),
        ("Presidential Bridage", "Presidential Brigade"), ("Rapid Raection Bragide", "Rapid Reaction Brigade"),
        ("Nvy Hospital", "Nvy Hospital"), ("Honduran Nvy", "Honduran Navy"), ("Honduran Amy", "Honduran Army"),
        ("14th nfantry Battalion", "14th Infantry Battalion"), ("Acadmy of the Navy", "Academy of the Navy"),
        ("Marine CROPS", "Marine CORPS"), ("Air Fores", "Air Forces"), ("HNDMarine Corps", "HND Marine Corps"),
        ("Ministry O FDEFENSE", "Ministry of defense"), ("Inte-lligence", "Intelligence"), ("BIMOLR", "BIMLOR"),
        ("Escuela de Aviatpo", "Escuela de Aviacao"), ("Drctorate of Intelligence", "Directorate of Intelligence"),
        ("Grnd Forces", "Ground Forces"), ("GNRL STAFF", "GENERAL STAFF"),
        ("Armed Frces", "Armed Forces"),
        ("Presdntl Guard Regiment", "Presidential Guard Regiment"),
    ],
)  # fmt: skip
def test_a_misprinted_word_is_read_as_the_units_and_the_trade_write_it(printed: str, meant: str) -> None:
    assert normalize(right(printed)) == normalize(meant)


@pytest.mark.parametrize(
    "printed",
    [
        "14th Infantry Battalion", "1st Battalion", "BIM15", "G2", "C-1", "Fouteenth", "BIMLAR", "Marina", "Naval",
        "Navel", "Marine", "Marine CRAPS", "Amy", "BMLOR", "General Atlacatl", "General Atonal",
        "Amman", "Ministry of DefenseMinistry of Foreign Affairs", "Sunat", "", "?", "1", "Cabrera",
        "Coron Station", "KD Sultan Idris", "Kaduna Command", "Base Maroua", "SOTG Support",
    ],
)  # fmt: skip
def test_a_known_word_a_number_an_acronym_and_another_name_stay_as_they_are(printed: str) -> None:
    assert right(printed) == printed


@pytest.mark.parametrize(
    ("printed", "meant"),
    [("Armoe Department", "Armor Department"), ("Amor Dept", "Armor Dept"), ("Inftr Bde", "Inftr Bde"),
     ("Gardsmen", "Gardsmen")],
)  # fmt: skip
def test_a_short_word_is_mended_beside_one_that_a_unit_is_called_by_in_another_language(
    printed: str, meant: str
) -> None:
    units = [Unit(f"U{at}", "HND", name, SourceRef("units.csv", 1)) for at, name in enumerate(("Blindados Depto",))]
    spelling = build("HND", units).spelling
    assert spelling is not None
    assert respelt(printed, spelling).text == meant


def test_a_name_is_not_read_as_the_name_of_another_place_with_another_first_letter() -> None:
    units = [Unit("U0", "CMR", "Base aérienne de Garoua", SourceRef("units.csv", 1))]
    spelling = build("CMR", units).spelling
    assert spelling is not None
    assert respelt("RMIA4-Maroua", spelling).text == "RMIA4-Maroua"


def test_two_units_that_differ_by_their_number_are_told_apart_under_any_misprint() -> None:
    for kind in KINDS:
        for seed in range(20):
            text = misprinted("14th Infantry Battalion", kind, random.Random(seed))
            assert first(text) in ("U00", "")
            assert not claimed(text.replace("14th", "16th", 1))


def test_a_first_letter_printed_twice_is_not_moved_to_the_word_before() -> None:
    assert right("Segundo Batallón de AArtillería") == "Segundo Batallón de Artilleria"


@settings(deadline=None)
@given(st.sampled_from(NAMES[:9]), KIND, st.integers(0, 10_000))
def test_a_misprint_in_a_long_word_leaves_its_unit_first(name: str, kind: str, seed: int) -> None:
    long = max(re.findall(r"[^\W\d_]+", name), key=len)
    slipped = misprinted(long, kind, random.Random(seed))
    assert first(name.replace(long, slipped)) == f"U{NAMES.index(name):02}"


@settings(deadline=None)
@given(st.text(alphabet="abdeilmnorst 0123456789-,?ÃÂ³©é./", max_size=40))
def test_every_figure_that_stands_by_itself_is_still_there(text: str) -> None:
    alone = re.compile(r"(?<![\wÃÂ³©])\d+(?![\wÃÂ³©])")  # what an encoding broke may be a letter
    assert alone.findall(right(text)) == alone.findall(text)


@settings(deadline=None)
@given(st.sampled_from(NAMES), KIND, st.integers(0, 10_000))
def test_what_is_named_lies_where_it_is_printed(name: str, kind: str, seed: int) -> None:
    text = misprinted(f"{name}, Tegucigalpa / {name}", kind, random.Random(seed))
    for one in read(text, registry(), "HND"):
        assert text[one.segment.start : one.segment.end] == one.segment.text
        assert 0 <= one.segment.start < one.segment.end <= len(text)


@given(st.sampled_from(NAMES), KIND, st.integers(0, 10_000))
def test_the_benchmark_misprints_no_figure_and_no_short_word(name: str, kind: str, seed: int) -> None:
    text = misprinted(name, kind, random.Random(seed))
    assert set(_NUMBER.findall(name)) <= set(_NUMBER.findall(text))
    assert text == misprinted(name, kind, random.Random(seed))
    short = [w for w in re.findall(r"[^\W\d_]+", name) if len(w) < SHORTEST]
    assert all(w in text for w in short)
