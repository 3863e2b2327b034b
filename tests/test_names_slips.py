"""How far two words are: letters swapped, doubled or misread count half, a wrong word counts each letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.misprints import doubled, swapped
from vetting.names.slips import SURE, is_part, is_shortened, skeleton, slips

WORDS = st.text(alphabet="abdegilmnorstuy", min_size=6, max_size=12)


@pytest.mark.parametrize(
    ("printed", "meant", "far"),
    [
        ("brigdae", "brigade", 0.5), ("briggade", "brigade", 0.5), ("arrny", "army", 0.5), ("aviatpo", "aviacao", 0.5),
        ("bridage", "brigade", 0.75), ("hedquarters", "headquarters", 0.75), ("intiror", "interior", 1.0),
        ("indepent", "independent", 2.0), ("atonal", "atlacatl", 4.0), ("carrera", "cabrera", 1.0),
    ],
)  # fmt: skip
def test_slips_are_counted_by_how_easily_they_are_made(printed: str, meant: str, far: float) -> None:
    assert slips(printed, meant) == far


@pytest.mark.parametrize(
    ("short", "long", "is_it"),
    [
        ("grnd", "ground", True), ("devpt", "development", True), ("communic", "communications", True),
        ("coron", "conversion", False), ("europe", "european", False),
        ("grnd", "grandes", False), ("rnd", "ground", False),
    ],
)  # fmt: skip
def test_an_abbreviation_keeps_first_letter_and_last_consonant_and_hardly_a_vowel(
    short: str, long: str, is_it: bool
) -> None:
    assert is_shortened(short, long) is is_it


@given(WORDS, WORDS)
def test_two_words_are_as_far_apart_from_either_side_unless_letters_are_left_out(one: str, other: str) -> None:
    there, back = slips(one, other), slips(other, one)
    assert there == back or 2.0 in (there, back)
    assert there >= 0.5


@given(st.text(alphabet="abdegiostuy", min_size=6, max_size=12), st.randoms(use_true_random=False))
def test_a_letter_swapped_or_doubled_is_a_sure_slip(word: str, chance: object) -> None:
    for slip in (swapped, doubled):
        printed = slip(word, chance)  # type: ignore[arg-type]
        assert printed == word or slips(printed, word) == SURE


@given(WORDS)
def test_what_is_left_of_a_word_is_part_of_it_and_keeps_its_first_letter(word: str) -> None:
    assert is_part(skeleton(word), word)
    assert skeleton(word)[0] == word[0]
