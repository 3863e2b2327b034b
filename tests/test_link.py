"""Which unit a printed name means: better and worse pairs, what may never be claimed, and the labelled floor."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gold.scoring import HERE, evaluate, read_queries, read_registry
from vetting.cli.match import match as match_command
from vetting.errors import InputError
from vetting.link import above, explain, link
from vetting.model import Mention, Reading, Relation, SourceRef, Unit
from vetting.period import Period

UNITS, ABOVE = read_registry()
SOURCE = SourceRef("units.csv", 1)


def read(text: str, country: str = "HND", units: list[Unit] | None = None) -> Reading:
    (reading,) = link([Mention(country, text)], units or UNITS, superiors=ABOVE)
    return reading


def claimed(text: str, country: str = "HND", units: list[Unit] | None = None) -> set[str]:
    parts = read(text, country, units).parts
    return {m.unit_id for p in parts for m in p.matches if m.status == "match"}


def a_unit(unit_id: str, name: str, country: str = "MEX", **more: object) -> Unit:
    return Unit(id=unit_id, country=country, name=name, source=SOURCE, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["15TH SF BATTALION", "15TH SPECIAL FORCES BN", "15th SF BN", "15th Battalion", "15 Batallón de Fuerzas Especiales",
     "15to. Batallón de Fuerzas Especiales", "XV SF Bn"],
)  # fmt: skip
def test_the_fifteenth_battalion_is_found_in_every_spelling(text: str) -> None:
    assert claimed(text) == {"HND-SF15"}


def test_a_cell_of_two_units_claims_both_and_none_of_the_neighbors() -> None:
    text = "15 Special Forces Battalion (C2 Military Intelligence) and the Naval Special Forces (FEN)"
    assert claimed(text) == {"HND-SF15", "HND-FEN"}


@pytest.mark.parametrize(
    ("text", "unit"),
    [("Mobile Brigade No. 16", "Decimosexta Brigada"), ("SPECIAL FORCES BRIGADE 4", "Cuarta Brigada"),
     ("Counter Guerrillas Battalion No. 44", "Batallón de Infantería No. 44"),
     ("1 Military Intelligence Brigade", "1 Brigade"), ("Comando de Fuerzas Especiales", "Comando Jungla")],
)  # fmt: skip
def test_a_role_that_the_units_name_does_not_have_is_no_match_whatever_the_number(text: str, unit: str) -> None:
    assert claimed(text, "COL", [a_unit("U", unit, "COL")]) == set()
    assert claimed(unit, "COL", [a_unit("U", unit, "COL")]) == {"U"}


def test_first_special_forces_battalion_is_the_first() -> None:
    assert claimed("First Special Forces Battalion") == {"HND-SF1"}


def test_x_of_y_is_x() -> None:
    assert claimed("Second Infantry Brigade, Army Staff", "SLV") == {"SLV-BI2"}


def test_an_office_of_a_body_is_that_body() -> None:
    assert claimed("Logistics, Navy Staff", "SLV") == {"SLV-EMGFN"}


@pytest.mark.parametrize(("text", "unit"), [("C-IV EMCFA", "SLV-C4"), ("C-I, EMCFA", "SLV-C1"), ("EMCFA", "SLV-EMCFA")])
def test_a_section_printed_beside_its_staff_s_acronym_is_the_section(text: str, unit: str) -> None:
    assert claimed(text, "SLV") == {unit}


def test_no_score_is_ever_certain() -> None:
    from vetting.link.judgement import rounded

    assert rounded(400.0) == 0.9999
    found = link({q.mention for q in read_queries()}, UNITS, superiors=ABOVE)
    scores = [m.score for reading in found for p in reading.parts for m in p.matches]
    assert 0.98 < max(scores) <= 0.9999
    assert min(scores) >= 0.0


@pytest.mark.parametrize("text", ["N/A", "", "  ", "Multiple", "Not Reported", "UNKNOWN", "BASE AEREA", "NAVY BASE"])
def test_blank_and_generic_text_claims_nothing(text: str) -> None:
    assert claimed(text) == set()


def test_blank_text_is_one_part_of_level_none() -> None:
    (part,) = read("").parts
    assert (part.level, part.matches) == ("none", ())


def test_force_level_text_matches_the_force_and_says_so() -> None:
    (part,) = read("Honduran Army").parts
    assert part.level == "service"
    assert claimed("Honduran Army") == {"HND-ARMY"}


def test_a_country_without_units_still_gets_levels() -> None:
    assert [p.level for p in read("Armed Forces", "XKX").parts] == ["force"]


def test_a_separate_formation_that_the_registry_lacks_is_nobody() -> None:
    assert claimed("17TH Infantry Battalion") == set()
    assert claimed("Logistics Battalion", "SLV") == set()


def test_a_placeholder_is_never_returned() -> None:
    units = [a_unit("p", "Unknown Battalion", placeholder=True), a_unit("q", "102 Batallón de Infantería")]
    ids = {m.unit_id for p in read("Unknown Battalion", "MEX", units).parts for m in p.matches}
    assert "p" not in ids


def test_the_hundred_and_second_is_only_the_hundred_and_second() -> None:
    units = [a_unit(str(n), f"{n} Batallón de Infantería", aliases=(f"{n}/o. Batallón de Infantería",))
             for n in (2, 10, 12, 101, 102, 103, 112)]  # fmt: skip
    assert claimed("102 Batallón de Infantería", "MEX", units) == {"102"}
    assert claimed("102/o. B.I.", "MEX", units) == {"102"}
    assert claimed("12th Inf Bn", "MEX", units) == {"12"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # another arm under the same number
        ("1st Artillery Battalion", ["Primer Batallón de Ingenieros"]),
        # each says something that the other does not
        ("Field Intelligence Battalion", ["Military Intelligence Battalion", "3rd Infantry Battalion"]),
        # two units by one name, and a place that is neither's
        ("Adolfo Hall Institute in Jalapa", ["Instituto Adolfo Hall Central", "Instituto Adolfo Hall del Sur"]),
        # a ship of the force
        ("BRP Emilio Jacinto Offshore Combat Force", ["Offshore Combat Force"]),
        # the text gives another number too
        ("03 working with the 19th jungle brigade", ["Brigada de Selva No. 19"]),
        # a number that the text does not give
        ("Infantry Battalion", ["3rd Infantry Battalion"]),
        # one says the gendarmerie, the other the forces as a whole
        ("1st Gendarmerie Region", ["1re Région militaire interarmées"]),
        ("Joint Military Region 1", ["1re Région de gendarmerie"]),
        # of another kind, and the unit's name says more
        ("Antinarcotics Directorate", ["Grupo Especial Móvil Antinarcóticos"]),
        # a secondary school is no academy
        ("Military Academy", ["Liceo Militar"]),
        # a service's school named like another's
        ("Escola de Comando e Estado-Maior do Exército", ["Escola de Comando e Estado-Maior da Aeronáutica"]),
        # an acronym with a letter more
        ("SUNAT", ["SUAT"]),
    ],
)  # fmt: skip
def test_the_neighbor_of_a_unit_that_the_registry_lacks_is_not_claimed(text: str, names: list[str]) -> None:
    assert claimed(text, "PHL", [a_unit(name, name, "PHL") for name in names]) == set()


def test_a_parent_printed_beside_a_child_that_the_registry_lacks_is_not_claimed() -> None:
    units = [a_unit("g", "Naval Special Operations Group", "PHL"), a_unit("n", "Philippine Navy", "PHL")]
    assert claimed("HQS Seal Unit, Naval Special Operations Group, Philippine Navy", "PHL", units) == set()
    assert claimed("6th Cavalry Troop (Separate), Naval Special Operations Group", "PHL", units) == set()


def test_a_reading_in_full_goes_before_the_body_whose_office_it_may_be() -> None:
    units = [a_unit("p", "Policía Nacional Civil"), a_unit("i", "Inspectoría General de la Policía Nacional Civil")]
    assert claimed("National Civil Police Inspector General", "MEX", units) == {"i"}


def test_letters_alone_make_no_brigade_of_a_battalion() -> None:
    names = ["31e Brigade d'infanterie motorisée", "32e Bataillon d'infanterie motorisée"]
    assert claimed("31 BIM", "CMR", [a_unit(n, n, "CMR") for n in names]) == set()


def test_the_treasury_police_is_not_the_police() -> None:
    units = [a_unit("h", "Policía de Hacienda", "SLV", echelon="service", branch="police")]
    assert claimed("National Police", "SLV", units) == set()


def test_police_is_never_army() -> None:
    units = [a_unit("a", "Batallón de Fuerzas Especiales", branch="army")]
    assert claimed("Police Special Forces Battalion", "MEX", units) == set()


def test_a_police_division_is_found_by_its_name() -> None:
    units = [
        a_unit(n, f"{n} Police Division", "NGA", classification=("Police",)) for n in ("Trans-Ekulu", "Awgu", "Ikotun")
    ]
    assert claimed("Trans-Ekulu Police Division", "NGA", units) == {"Trans-Ekulu"}


def test_two_units_that_fit_equally_stay_candidates_and_say_so() -> None:
    units = [a_unit("1", "Fuerza de Tarea Norte Águila"), a_unit("2", "Fuerza de Tarea Sur Águila")]
    matches = read("Fuerza de Tarea Aguila", "MEX", units).parts[0].matches
    assert {m.status for m in matches} == {"candidate"}
    same = [a_unit("1", "Comando Zeus"), a_unit("2", "Comando Zeus")]
    matches = read("Comando Zeus", "MEX", same).parts[0].matches
    assert {m.status for m in matches} == {"candidate"}
    assert matches[0].reason.startswith("ambiguous: ")


@given(st.integers(1, 160), st.sampled_from(["BN", "Batallón de Infantería", "INF BDE", "Special Forces Battalion"]))
@settings(max_examples=150, deadline=None)
def test_a_number_conflict_is_never_a_match(number: int, kind: str) -> None:
    from vetting.names import parse

    forms = {u.id: [parse(t).numbers for t in (u.name, *u.aliases)] for u in UNITS}
    for unit_id in claimed(f"{number} {kind}"):
        assert any(not numbers or number in numbers for numbers in forms[unit_id])


@given(st.sets(st.integers(1, 160), min_size=1, max_size=8), st.integers(1, 160), st.sampled_from(["BN", "Batallón"]))
@settings(max_examples=100, deadline=None)
def test_among_numbered_battalions_only_the_same_number_is_claimed(held: set[int], asked: int, kind: str) -> None:
    units = [a_unit(str(n), f"{n} Batallón de Infantería") for n in held]
    assert claimed(f"{asked}th {kind}", "MEX", units) == ({str(asked)} & {str(n) for n in held})


def test_relations_tell_what_stands_above_a_unit() -> None:
    period = Period()
    relations = [
        Relation("subordinate", "a", "b", period, SOURCE),
        Relation("subordinate", "a", "c", period, SOURCE),
        Relation("successor", "a", "old", period, SOURCE),
    ]
    assert above(relations) == {"a": ("b", "c")}


def test_output_does_not_depend_on_the_order_of_input() -> None:
    texts = [q.mention for q in read_queries()][:150]
    shuffled_units, shuffled = list(UNITS), list(texts)
    random.Random(4).shuffle(shuffled_units)
    random.Random(5).shuffle(shuffled)
    assert link(texts, UNITS, superiors=ABOVE) == link(shuffled, shuffled_units, superiors=ABOVE)


def test_the_hash_seed_changes_no_byte(tmp_path: Path) -> None:
    written = []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.csv"
        code = "from vetting.cli.match import match; match()"
        arguments = ["--units", str(HERE / "registry.csv"), "--mentions", str(HERE / "queries.csv"), "-o", str(out)]
        subprocess.run([sys.executable, "-c", code, *arguments], check=True, env=os.environ | {"PYTHONHASHSEED": seed})
        written.append(out.read_bytes())
    assert written[0] == written[1]


def test_match_says_which_words_were_read_as_others_when_asked(tmp_path: Path) -> None:
    mentions, out = tmp_path / "mentions.csv", tmp_path / "out.csv"
    mentions.write_text(
        "query_id,country_iso3,text\nq1,HND,15th Spceial Forces Battalion\nq2,HND,G-2\n", encoding="utf-8"
    )
    arguments = ["--units", str(HERE / "registry.csv"), "--mentions", str(mentions), "-o", str(out), "--misprints"]
    done = CliRunner().invoke(match_command, arguments)
    assert done.exit_code == 0, done.output
    with out.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["misprints"] for row in rows if row["query_id"] == "q1"} == {"Spceial → Special"}
    assert {row["misprints"] for row in rows if row["query_id"] == "q2"} <= {""}


def test_spans_of_parts_lie_in_the_printed_cell() -> None:
    for reading in link({query.mention for query in read_queries()}, UNITS, superiors=ABOVE):
        for part in reading.parts:
            assert reading.mention.text[part.start : part.end] == part.text


def test_the_points_of_an_explanation_sum_to_its_logit() -> None:
    target = next(u for u in UNITS if u.id == "HND-SF15")
    told = explain(Mention("HND", "15TH SF BATTALION"), target, UNITS, superiors=ABOVE)
    assert told.status == "match"
    assert sum(r.points for r in told.rows) == pytest.approx(told.logit)
    assert {r.answer for r in told.rows} <= {"for", "against", "missing"}


def test_an_explanation_says_what_stood_against_a_neighbor() -> None:
    target = next(u for u in UNITS if u.id == "HND-INF5")
    told = explain(Mention("HND", "15TH SF BATTALION"), target, UNITS, superiors=ABOVE)
    assert told.status != "match"
    assert told.reason == "the unit numbers differ"
    assert "number_other" in {r.feature for r in told.rows if r.answer == "against"}


def test_every_sentence_of_the_comparison_is_there_in_both_languages() -> None:
    from vetting.link.features import FEATURES

    assert all(f.text_en and f.text_es and f.text_en != f.text_es for f in FEATURES)


def test_the_labelled_set_stays_above_its_floor() -> None:
    queries = read_queries()
    readings = {r.mention: r for r in link((q.mention for q in queries), UNITS, superiors=ABOVE)}
    figures = evaluate(queries, readings)
    assert figures.f1 >= 0.92
    assert figures.precision >= 0.98
    assert figures.recall_at_5 >= 0.96
    assert figures.near_accepted <= 3


def test_no_labelled_string_naming_a_unit_stands_whole_in_the_lexicon() -> None:
    from vetting.names import words
    from vetting.names.lexicon import lexicon

    phrases = lexicon().phrases
    whole = {tuple(words(q.mention.text)) for q in read_queries() if q.expected}
    assert sorted(" ".join(w) for w in whole if len(w) >= 4 and " ".join(w) in phrases) == []


def _run(folder: Path, units: str, mentions: str) -> tuple[int, list[dict[str, str]]]:
    (folder / "u.csv").write_text(units, encoding="utf-8")
    (folder / "m.csv").write_text(mentions, encoding="utf-8")
    arguments = ["--units", str(folder / "u.csv"), "--mentions", str(folder / "m.csv"), "-o", str(folder / "o.csv")]
    result = CliRunner().invoke(match_command, arguments, catch_exceptions=False)
    with (folder / "o.csv").open(encoding="utf-8", newline="") as stream:
        return result.exit_code, list(csv.DictReader(stream))


def test_match_writes_claims_first_and_no_row_for_a_mention_without_candidates(tmp_path: Path) -> None:
    units = (
        "unit_id,country_iso3,name,aliases,parent_id\nA,HND,Primer Batallón de Artillería,,\n"
        "B,HND,Segundo Batallón de Artillería,,\n"
    )
    code, rows = _run(tmp_path, units, "query_id,country_iso3,text\n1,HND,1ST ARTY BN\n2,HND,N/A\n")
    assert code == 0
    first = rows[0]
    assert (first["query_id"], first["rank"], first["unit_id"], first["status"]) == ("1", "1", "A", "match")
    assert {r["query_id"] for r in rows} == {"1"}


def test_match_names_the_file_and_the_missing_columns(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"m\.csv: missing column: text"):
        _run(tmp_path, (HERE / "registry.csv").read_text(encoding="utf-8"), "query_id,country_iso3\n1,HND\n")
