"""A printed name's parts, in the languages and spellings that the sources use."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from num2words import num2words

from vetting.names import normalize, parse, split

TEXTS = st.text(alphabet=st.sampled_from("abcdeimnorstvxABCDEXIV 0123456789.,;/()-&'\"ºªñéü\n"), max_size=60) | st.text(
    max_size=40
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("15TH SF BATTALION", 15), ("15to. Batallón", 15), ("15º Batallón", 15), ("1er BIM", 1), ("3ra. Brigada", 3),
        ("2do. Batallon", 2), ("12/o. Batallón de Infantería", 12), ("N.º 3 Batallón", 3), ("Brigade No. 3", 3),
        ("Artillery Regiment #3", 3), ("Décimo Quinto Batallón", 15), ("Décimoquinto Batallón", 15),
        ("Centésima Quinta Brigada", 105), ("Centésima Décima Quinta Brigada", 115), ("Vigésimo primer Batallón", 21),
        ("First Special Forces Battalion", 1), ("Twenty-first Battalion", 21), ("VII Air Brigade", 7), ("AIR BDE I", 1),
        ("V Air Brigade", 5), ("22ème Régiment d'Infanterie", 22), ("12eme Regiment", 12), ("25e Régiment", 25),
        ("BIM15", 15), ("24BIA", 24), ("80IB", 80), ("2d Intervention Regiment", 2), ("3D INTERVENTION REGIMENT", 3),
        ("102 Batallón de Infantería", 102), ("XXIII Batallón", 23), ("Destacamento Militar Número Uno", 1),
    ],
)  # fmt: skip
def test_a_unit_number_is_read_in_figures_words_and_roman(text: str, number: int) -> None:
    assert parse(text).numbers == (number,)


@pytest.mark.parametrize("value", range(1, 31))
def test_every_spanish_ordinal_of_num2words_is_read(value: int) -> None:
    word = num2words(value, to="ordinal", lang="es")
    assert parse(f"{word} Batallón").numbers == (value,)


@pytest.mark.parametrize("value", range(1, 100))
def test_every_english_ordinal_of_num2words_is_read(value: int) -> None:
    assert parse(f"{num2words(value, to='ordinal', lang='en')} Battalion").numbers == (value,)


@pytest.mark.parametrize("short", ["BN", "BTN", "BAT", "Bon.", "Btl", "Batallón", "BATALION", "bataillon", "batalhão"])
def test_the_many_ways_to_write_battalion_are_one_kind(short: str) -> None:
    assert parse(f"3 {short} inf").echelon == "battalion"


@pytest.mark.parametrize("short", ["BDE", "BGDE", "BGD", "Brig", "Brigada", "Bgda."])
def test_the_many_ways_to_write_brigade_are_one_kind(short: str) -> None:
    assert parse(f"5ª {short} Inf.").echelon == "brigade"


def test_english_and_spanish_names_of_one_unit_have_the_same_parts() -> None:
    one, other = parse("15th SF Bn"), parse("Décimo Quinto Batallón de Fuerzas Especiales")
    assert (one.numbers, one.echelon, one.functions) == (other.numbers, other.echelon, other.functions)


def test_marines_are_not_infantry_and_belong_to_the_navy() -> None:
    parsed = parse("2do. Batallón de Infanteria de Marina")
    assert parsed.functions == ("marine",)
    assert parsed.branch == "navy"


def test_a_page_number_at_the_end_is_no_unit_number() -> None:
    parsed = parse("ILOPANGO AIR FORCE BASE 4973")
    assert parsed.numbers == ()
    assert parsed.leaked == (4973,)


def test_a_staff_section_is_not_a_unit_number() -> None:
    assert parse("C-III").section == ("c", 3)
    assert parse("G-2").section == ("g", 2)
    assert parse("ESTADO MAYOR DEL EJERCITO, E-3").numbers == ()


def test_the_words_after_a_rank_are_an_honorific() -> None:
    assert parse('ACADEMIA MILITAR "GRAL. FRANCISCO MORAZAN"').honorifics == ("francisco", "morazan")


def test_a_misspelt_word_of_the_trade_is_mended() -> None:
    assert parse("3RD INFANTERY BATALLION").functions == ("infantry",)
    assert parse("1ST MAARINE CORPS BN").functions == ("marine",)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Army", "service"), ("Honduran Air Force", "service"), ("Fuerza Naval", "service"),
        ("Policía Nacional", "service"),
        ("Armed Forces", "force"), ("Fuerzas Armadas de Honduras", "force"), ("Military", "force"),
        ("Government of Colombia", "country"), ("Honduras", "country"), ("N/A", "none"), ("Not Reported", "none"),
        ("Multiple", "none"), ("", "none"), ("BASE", "none"), ("15th SF BN", "unit"), ("Army Headquarters", "unit"),
        ("Fuerza Especial Naval", "unit"), ("Comando Zeus", "unit"),
    ],
)  # fmt: skip
def test_the_level_is_what_the_words_alone_name(text: str, level: str) -> None:
    assert parse(text).level == level


def _roles(text: str) -> list[tuple[str, str]]:
    return [(s.text, s.role) for s in split(text)]


def test_a_superior_printed_behind_is_context() -> None:
    assert _roles("Second Infantry Brigade, Army Staff") == [
        ("Second Infantry Brigade", "head"), ("Army Staff", "superior"),
    ]  # fmt: skip


def test_a_superior_printed_before_a_slash_is_context() -> None:
    assert _roles("NATIONAL POLICE/NARCOTIC DIVISION") == [
        ("NATIONAL POLICE", "superior"), ("NARCOTIC DIVISION", "head"),
    ]  # fmt: skip


def test_two_coordinate_units_are_two_heads() -> None:
    segments = split("15 Special Forces Battalion (C2 Military Intelligence) and the Naval Special Forces (FEN)")
    assert [s.name for s in segments if s.role == "head"] == ["15 Special Forces Battalion", "the Naval Special Forces"]


def test_numbers_that_share_a_kind_each_get_it() -> None:
    heads = [parse(s.name) for s in split("101st, 105th, 110th, 115th, 120th IN BDEs") if s.role == "head"]
    assert [h.numbers for h in heads] == [(101,), (105,), (110,), (115,), (120,)]
    assert {h.echelon for h in heads} == {"brigade"}


def _heads(text: str) -> list[tuple[tuple[int, ...], str, tuple[str, ...]]]:
    parsed = [parse(s.name) for s in split(text) if s.role == "head"]
    return [(p.numbers, p.echelon, p.functions) for p in parsed]


def test_numbers_and_functions_listed_before_a_kind_of_body_are_each_of_that_kind() -> None:
    assert _heads("1st, 2nd, Mountain, & Jungle BDES") == [
        ((1,), "brigade", ()), ((2,), "brigade", ()), ((), "brigade", ("mountain",)), ((), "brigade", ("jungle",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "functions"),
    [
        ("Pacific and Caribbean Naval Commands", "command", ["pacific", "caribbean"]),
        ("Escuelas de Infantería y Artillería", "school", ["infantry", "artillery"]),
    ],
)  # fmt: skip
def test_one_kind_of_body_in_the_plural_is_said_of_both(text: str, kind: str, functions: list[str]) -> None:
    assert [(k, f[0]) for _, k, f in _heads(text)] == [(kind, f) for f in functions]


@pytest.mark.parametrize(
    ("text", "head", "superior"),
    [
        ("13th Bde 1st Division", "13th Bde", "1st Division"),
        ("Compañía Especial #61-1era Brigada de Fuerzas Especiales", "Compañía Especial #61",
         "1era Brigada de Fuerzas Especiales"),
        ("10 Brigade, 1st Military Region, Southeast Military Command", "10 Brigade", "1st Military Region"),
    ],
)  # fmt: skip
def test_a_numbered_body_run_on_behind_another_is_its_superior(text: str, head: str, superior: str) -> None:
    roles = _roles(text)
    assert roles[:2] == [(head, "head"), (superior, "superior")]
    assert "head" not in [role for _, role in roles[2:]]


def test_two_bodies_of_which_neither_is_inside_the_other_are_both_meant() -> None:
    assert [r for _, r in _roles("2nd Infantry Brigade, Interagency Task Force Chortí")] == ["head", "head"]
    assert [r for _, r in _roles("Antinarcotics Division, Grupo Conjunto Cuscatlan")] == ["head", "head"]


def test_a_battalion_behind_its_brigade_is_inside_it() -> None:
    assert [r for _, r in _roles("3rd Brigade, Support Battalion")] == ["superior", "head"]


def test_a_garrison_behind_a_unit_only_says_where() -> None:
    assert [r for _, r in _roles("3rd Infantry Battalion, Camp Aguinaldo")] == ["head", "place"]


def test_an_aircraft_is_no_unit_number() -> None:
    assert parse('C-130 Task Force "Black Devils"').numbers == ()
    assert parse("UH-1 Squadron").numbers == ()


def test_a_numeral_with_a_slash_before_its_ending_is_not_cut() -> None:
    assert len(split("12/o. Batallón de Infantería")) == 1


def test_command_and_staff_is_one_phrase_not_two_units() -> None:
    assert len(split("HONDURAN COMMAND AND STAFF COLLEGE")) == 1


def test_a_counted_table_is_cut_at_its_counts() -> None:
    assert [s.text for s in split("Procuraduria 2 Fiscalia 14 MOD 19")] == ["Procuraduria", "Fiscalia", "MOD"]


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_normalizing_twice_is_normalizing_once(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once


@given(TEXTS)
@example("❶ Brigada ²")  # figures that are no decimals
@settings(max_examples=300, deadline=None)
def test_spans_lie_inside_the_cell_in_order(text: str) -> None:
    last = 0
    for segment in split(text):
        assert last <= segment.start <= segment.end <= len(text)
        assert text[segment.start : segment.end] == segment.text
        last = segment.end
