"""An office, a section or a post is the nearest body around it that the registry holds; a formation is only itself."""

from __future__ import annotations

import pytest

from vetting.link import link
from vetting.model import Mention, SourceRef, Unit
from vetting.names import parse
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
