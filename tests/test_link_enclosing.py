"""An office, a section or a post is the nearest body around it that the registry holds; a formation is only itself."""

from __future__ import annotations

import pytest

from vetting.link import explain, link
from vetting.model import Mention, SourceRef, Unit
from vetting.names import parse, split
from vetting.names.nature import BODY, DESK, OTHER, POST, nature, parted

SOURCE = SourceRef("units.csv", 1)


def a_unit(unit_id: str, name: str, *aliases: str) -> Unit:
    return Unit(id=unit_id, country="XAA", name=name, source=SOURCE, aliases=aliases)


UNITS = [
    a_unit("A", "Ejército"),
    a_unit("MD", "Ministerio de Defensa Nacional"),
    a_unit("D7", "Séptima División"),
    a_unit("L", "Batallón Logístico"),
    a_unit("FP", "Policía Fiscal"),
    a_unit("PO", "Policía Nacional"),
    a_unit("GB", "Grupo de Buceo"),
    a_unit("C30", "30.º Cuerpo de Ejército"),
]
ABOVE = {"D7": ["A"], "L": ["D7"]}


def claimed(text: str, *units: Unit) -> set[str]:
    (reading,) = link([Mention("XAA", text)], units or UNITS, superiors=ABOVE if not units else None)
    return {match.unit_id for part in reading.parts for match in part.matches if match.status == "match"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Company Commander", POST), ("S-3 Officer", POST), ("Staff Officer 2", POST), ("Legal Advisor", POST),
        ("Logistics Branch", DESK), ("Headquarters Company", DESK), ("Training Division", DESK), ("S-2", DESK),
        ("Operations Unit", DESK), ("Medical Company", BODY), ("7th Division", BODY), ("Transport Squadron", BODY),
        ("Headquarters Battalion", BODY), ("Ministry of Defense", BODY), ("Salta", OTHER),
    ],
)  # fmt: skip
def test_words_alone_tell_a_post_and_a_desk_from_a_body(text: str, kind: str) -> None:
    assert nature(parse(text)) == kind


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("7 Division Legal Services", "7 Division"),
        ("Ministry of Defense Legal Advisor", "Ministry of Defense"),
        ("Army Logistics Command Personnel Section", "Army Logistics Command"),
        ("Office of the Commander of the 3rd Brigade", "3rd Brigade"),
        ("Jefe de Operaciones del Batallón de Infantería 5", "Batallón de Infantería 5"),
        ("Section Logistique du 3e Bataillon", "3e Bataillon"),
    ],
)
def test_an_office_printed_in_one_piece_with_its_body_is_parted_from_it(text: str, body: str) -> None:
    start, end = next(parted(text, ""))
    assert text[start:end] == body


@pytest.mark.parametrize(
    "text", ["5th Brigade Support Battalion", "Infantry School Training Center", "Batallón de Apoyo Logístico 5"]
)
def test_a_name_that_is_all_one_body_is_not_parted(text: str) -> None:
    assert list(parted(text, "")) == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("7 Division Legal Services", "D7"),
        ("Mechanic Shop, Headquarters Company, Logistics Battalion", "L"),
        ("INSPECTION SECTION - FISCAL POLICE", "FP"),
        ("Ministry of Defense Legal Advisor", "MD"),
        ("Ministry of National Defense-Directorate of Estate", "MD"),
        ("Admin Branch, Seventh Division", "D7"),
        ("HQ 30 CORPS", "C30"),
    ],
)
def test_an_office_or_post_is_the_nearest_registered_body(text: str, unit: str) -> None:
    assert claimed(text) == {unit}


@pytest.mark.parametrize(
    "text", ["Legal Office, 9th Battalion, 7th Division", "9th Battalion, 7th Division", "9th Battalion Legal Services"]
)
def test_a_body_that_nobody_registered_ends_the_search(text: str) -> None:
    assert claimed(text) == set()


def test_a_quarter_of_the_country_is_no_office() -> None:
    assert claimed("Alto Hall Institute - North", a_unit("S", "Instituto Alto Hall Sur")) == set()


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Army, 5th Division, 2nd Battalion", ["2nd Battalion"]),
        ("Army, Vehicle Department, MOD", ["Vehicle Department"]),
        ("Navy: Destroyer Brigade, Alto Naval Base", ["Destroyer Brigade", "Alto Naval Base"]),
        ("Fleet Warfare School, Fleet Training Center, Navy", ["Fleet Warfare School", "Fleet Training Center"]),
        ("Military Academy, Ministry of Defense", ["Military Academy"]),
        ("Army, Navy, Air Force", ["Army", "Navy", "Air Force"]),
        ("Air Force; Staff College; Navy", ["Air Force", "Staff College", "Navy"]),
    ],
)
def test_a_service_beside_bodies_that_can_be_its_own_is_theirs_and_a_list_of_services_stays_one(
    text: str, heads: list[str]
) -> None:
    assert [segment.text for segment in split(text) if segment.role == "head"] == heads


def test_troops_that_nobody_registered_are_not_the_battalion_printed_as_theirs() -> None:
    battalion = a_unit("B1", "Primer Batallón Blindado")
    assert claimed("1st Armored Battalion", battalion) == {"B1"}
    assert claimed("Investigation Squadron, 1st Armored Battalion", battalion) == set()
    assert claimed("Course Division, 1st Armored Battalion", battalion) == {"B1"}


def test_a_unit_read_as_a_bare_name_goes_before_the_staff_behind_it() -> None:
    units = [a_unit("S", "Army Headquarters"), a_unit("A", "Army"), a_unit("E", "57 East Alto Corps", "57 East Alto")]
    assert claimed("57 East Alto, Puerto, Army, Army Headquarters", *units) == {"E"}


def test_which_of_its_staffs_a_country_calls_by_an_acronym_is_what_its_registry_says() -> None:
    units = [a_unit("J", "Joint Staff Headquarters"), a_unit("G", "General Headquarters of the Army", "GHQ")]
    assert claimed("Ordnance Directorate, GHQ", *units) == {"G"}


def test_a_section_that_does_other_work_too_is_not_the_office_of_that_work() -> None:
    units = [a_unit("MD", "Ministerio de Defensa"), a_unit("F", "Dirección de Personal y Finanzas")]
    (reading,) = link([Mention("XAA", "Directorate of Personnel, Ministry of Defense")], units, superiors={"F": ["MD"]})
    assert "F" not in {m.unit_id for part in reading.parts for m in part.matches if m.status == "match"}


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Staff Officer 1 CBRNE, Joint Force Command", ["Joint Force Command"]),
        ("Air Force Staff, Joint Military HQ", ["Air Force Staff"]),
        ("Army Staff and Joint Staff", ["Army Staff", "Joint Staff"]),
        ("QMG Branch, General Headquarters, Alto", ["General Headquarters"]),
        ("General Staff Officer II, Logistics Command", ["Logistics Command"]),
    ],
)
def test_a_post_is_no_head_and_a_staff_is_below_the_joint_staff(text: str, heads: list[str]) -> None:
    assert [segment.text for segment in split(text) if segment.role == "head"] == heads


def test_a_city_behind_a_headquarters_is_where_it_is() -> None:
    assert parse("AIR HQ ALTAMIRA").behind == ("altamira",)
    assert claimed("ADMIN/AIR HQ ALTAMIRA", a_unit("H", "Air Headquarters"), a_unit("F", "Air Force")) == {"H"}


@pytest.mark.parametrize(("text", "unit"), [("7 Division Legal Services", "D7"), ("Legal Office, Fiscal Police", "FP")])
def test_an_explanation_shows_the_body_that_was_claimed_and_sums_to_its_score(text: str, unit: str) -> None:
    (reading,) = link([Mention("XAA", text)], UNITS, superiors=ABOVE)
    claim = next(match for part in reading.parts for match in part.matches if match.status == "match")
    shown = explain(Mention("XAA", text), next(u for u in UNITS if u.id == unit), UNITS, superiors=ABOVE)
    assert (shown.status, shown.score) == ("match", claim.score)
    assert sum(row.points for row in shown.rows) == pytest.approx(shown.logit)


def test_troops_behind_a_dash_are_not_the_unit_before_it_and_a_military_adviser_is_no_armed_force() -> None:
    unit = a_unit("J", "Joint Logistics Unit")
    assert claimed("Joint Logistics Unit-Transport Squadron", unit) == set()
    assert claimed("Joint Logistics Unit - Legal Office", unit) == {"J"}
    assert claimed("Military Adviser to the mission", a_unit("F", "Armed Forces")) == set()
