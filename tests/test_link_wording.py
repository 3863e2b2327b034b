"""A name printed with another small word, a plural, or other vowels in what it is called, is the registered name."""

from __future__ import annotations

import pytest

from vetting.link import explain, link
from vetting.link.wording import by_wording, wording
from vetting.model import Mention, SourceRef, Unit

UNITS = {
    "TISS": "Tanzania Intelligence and Security Service", "MGP": "Marina de Guerra del Perú",
    "ESGN": "Escuela Superior de Guerra Naval", "KWS": "Kenya Wildlife Service", "BASE": "Zahurul Air Base",
    "CMD": "Northern Army Command", "CDO": "Northern Army Commando", "BN14": "14th Infantry Battalion",
}  # fmt: skip


def claimed(text: str) -> set[str]:
    units = [Unit(id=at, country="XAA", name=name, source=SourceRef("units.csv", 1)) for at, name in UNITS.items()]
    (reading,) = link([Mention("XAA", text)], units)
    return {m.unit_id for p in reading.parts for m in p.matches if m.status == "match"}


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("Tanzania Intelligence and Security Services", "TISS"), ("Marina del Guerra del Peru", "MGP"),
        ("KENYA WILDLIFE SERVICES", "KWS"), ("Zohurul Air Base", "BASE"), ("Northern Army Commands", "CMD"),
    ],
)  # fmt: skip
def test_small_words_plurals_and_vowels_of_names_make_no_other_unit(printed: str, unit: str) -> None:
    assert claimed(printed) == {unit}


@pytest.mark.parametrize("printed", ["16th Infantry Battalions", "Services", "Zaharan Air Base"])
def test_another_number_a_lone_word_and_other_consonants_do(printed: str) -> None:
    assert claimed(printed) == set()


def test_a_wording_that_two_units_share_is_nobody_s() -> None:
    shared = by_wording([(0, "Guard of the Palace"), (1, "Guards of Palace"), (2, "Naval Base of the North")])
    assert shared == {wording("Naval Bases, North"): "Naval Base of the North"}


def test_words_that_mean_different_things_are_worded_differently_though_their_consonants_agree() -> None:
    assert wording("Army Commando") != wording("Army Command")
    assert wording("Marina de Guerra") == wording("La Marina del Guerra")
    assert wording("Guards") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fuerza de Tarea Sur Águila", "Fuerza de Tarea Águila"),
        ("École des Sous-officiers", "École des Officiers"),
        ("Company A, Rifles", "Company E, Rifles"),
        ("Brigada Dos Halcones", "Brigada Halcones"),
        ("Batallón Para Cóndor", "Batallón Cóndor"),
    ],
)
def test_a_short_word_that_tells_bodies_apart_is_no_small_word(one: str, other: str) -> None:
    assert wording(one) != wording(other)


def test_what_was_read_as_a_registered_name_is_said() -> None:
    units = [Unit(id=at, country="XAA", name=name, source=SourceRef("units.csv", 1)) for at, name in UNITS.items()]
    told = explain(Mention("XAA", "Marina del Guerra del Peru"), units[1], units, superiors={})
    assert told.misprints == (("Marina del Guerra del Peru", "Marina de Guerra del Perú"),)
    plain = explain(Mention("XAA", "Marina de Guerra del Peru"), units[1], units, superiors={})
    assert plain.misprints == ()
