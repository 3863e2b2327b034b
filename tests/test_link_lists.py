"""Lists, counts, camps, sections and namesakes: what stands beside a unit's name and how it is read."""

from __future__ import annotations

import pytest

from vetting.link import link
from vetting.model import Mention, SourceRef, Unit
from vetting.names import parse, split

SOURCE = SourceRef("units.csv", 1)


def a_unit(unit_id: str, name: str, country: str = "XAA", *aliases: str, **more: str) -> Unit:
    return Unit(id=unit_id, country=country, name=name, source=SOURCE, aliases=aliases, **more)  # type: ignore[arg-type]


def claimed(text: str, units: list[Unit], superiors: dict[str, list[str]] | None = None) -> set[str]:
    (reading,) = link([Mention(units[0].country, text)], units, superiors=superiors)
    return {match.unit_id for part in reading.parts for match in part.matches if match.status == "match"}


def heads(text: str, country: str = "") -> list[str]:
    return [segment.name for segment in split(text, country) if segment.role == "head"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("3rd Brigade, Carvajal; Naval Academy, Puerto Alto", ["3rd Brigade", "Naval Academy"]),
        ("4 from Naval Academy, Alto, and 6 from Signal School, Bajo", ["Naval Academy", "Signal School"]),
        ("2 students from Diving Group 3 students from Signal School", ["Diving Group", "Signal School"]),
        ("11-Army; 4-Navy; 2-Air Force", ["Army", "Navy", "Air Force"]),
        ("Army-11, Navy-4, Air Force-2", ["Army", "Navy", "Air Force"]),
        ("MOD MFA NGO", ["MOD"]),
        ("PKA, 31 RIX, 36 RAX, DSX, GNX", ["PKA", "31 RIX", "36 RAX", "DSX", "GNX"]),
        ("3 from Mountain Battalion, Alto and 6 from 2nd Division", ["Mountain Battalion", "2nd Division"]),
        ("4 students from the Guard Brigade, 5 students from the MOD", ["Guard Brigade", "MOD"]),
        ("Joint Staff-1, Guard Battalion-2, Supply Command-3", ["Joint Staff", "Guard Battalion", "Supply Command"]),
        ("Army: 1st Battalion (13), 11th Brigade (12)", ["1st Battalion", "11th Brigade"]),
        ("Mountain Brigades (1st, 3rd and 7th)", ["1 Mountain Brigades", "3 Mountain Brigades", "7 Mountain Brigades"]),
        ("Navy and Border Police", ["Navy", "Border Police"]),
        ("Army, Navy and Marines", ["Army", "Navy", "Marines"]),
        ("Army, Navy, Special Forces", ["Army", "Navy", "Special Forces"]),
        ("Army and Special Forces", ["Army", "Special Forces"]),
        ("XDF Diving Command and XDF Air Force", ["XDF Diving Command", "XDF Air Force"]),
        ("3rd Diving Group+Air Force", ["3rd Diving Group", "Air Force"]),
        ("SENAX and FRONTX", ["SENAX", "FRONTX"]),
        ("PLANNING AND BUDGET OFFICE", ["PLANNING AND BUDGET OFFICE"]),
        ("Navy SEALs and Army Special Forces", ["Navy SEALs", "Army Special Forces"]),
        ("Narcotics Control Bureau and Coast Guard", ["Narcotics Control Bureau", "Coast Guard"]),
        ("Directorate of Plans and Directorate of Logistics", ["Directorate of Plans", "Directorate of Logistics"]),
        ("Dirección de Capitanías y Guardacostas", ["Dirección de Capitanías y Guardacostas"]),
        ("Escuela de Especialistas y Técnicos del Ejército", ["Escuela de Especialistas y Técnicos del Ejército"]),
        ("Navy as well as Air Force", ["Navy", "Air Force"]),
        ("176 AR", ["176 AR"]),
        ("4 from Naval Academy, 11 students from Coast Guard", ["Naval Academy", "Coast Guard"]),
        ("Diving Regiment/Navy/Police", ["Diving Regiment", "Navy", "Police"]),
        ("Army Signal School/Navy Training Center", ["Army Signal School", "Navy Training Center"]),
        ("Air Base 1, 2 and 3", ["Air Base 1", "2 air base", "3 air base"]),
        ("5th Division (1st Battalion, 2nd Battalion)", ["1st Battalion", "2nd Battalion"]),
        ("6 Navy; 4 Air Force; 11 Marine Battalion; 1 Customs", ["Navy", "Air Force", "Marine Battalion", "Customs"]),
        ("1 Armored Brigade; 2 Infantry Battalion", ["1 Armored Brigade", "2 Infantry Battalion"]),
        ("Staff College 3250 1/21/2009", ["Staff College"]),
        ("Ministry of Defense, Justice and Security", ["Ministry of Defense Justice and Security"]),
        ("Navy Diving Battalion, Army Mountain Brigade", ["Navy Diving Battalion", "Army Mountain Brigade"]),
        ("Joint Staff, 1st Command, 9th Bn, 2nd Command", ["Joint Staff", "1st Command", "9th Bn", "2nd Command"]),
        ("General Staff, Army, Navy, Police", ["General Staff", "Army", "Navy", "Police"]),
    ],
)  # fmt: skip
def test_each_item_of_a_list_is_read_without_its_count(text: str, names: list[str]) -> None:
    assert heads(text) == names


@pytest.mark.parametrize(
    ("text", "head", "above"),
    [
        ("5th Division, 3rd Brigade, 7th Battalion", "7th Battalion", {"5th Division", "3rd Brigade"}),
        ("Air Force, 2nd Brigade, 3rd Squadron, Aviation unit", "Aviation unit",
         {"Air Force", "2nd Brigade", "3rd Squadron"}),
        ("Services Battalion (Medical Company)", "Medical Company", {"Services Battalion"}),
        ("Directorate of Ammunition/Alto Air Base", "Directorate of Ammunition", {"Alto Air Base"}),
        ("J-3, 2nd Land Command", "2nd Land Command", set()),
        ("4th Brigade, 2nd Corps, Alto, Federal Army", "4th Brigade", {"2nd Corps", "Federal Army"}),
        ("Training Company, Services &amp;amp;amp; Support Battalion", "Training Company",
         {"Services &amp;amp;amp; Support Battalion"}),
    ],
)  # fmt: skip
def test_one_body_and_those_above_it_are_no_list(text: str, head: str, above: set[str]) -> None:
    assert heads(text) == [head]
    assert {segment.text for segment in split(text) if segment.role == "superior"} == above


@pytest.mark.parametrize("text", ["Navy, Army War College", "Army War College, Navy", "Fleet Liaison Unit, Air Force"])
def test_a_whole_service_beside_a_unit_of_another_is_no_item_of_a_list(text: str) -> None:
    assert len(heads(text)) == 1


def test_an_and_that_a_cut_off_left_at_the_end_is_no_part_of_the_name() -> None:
    assert heads("Coast Guard and") == ["Coast Guard"]


def test_numbered_battalions_in_a_list_keep_their_numbers() -> None:
    assert [parse(name).numbers for name in heads("BIM-13, BIM-14, BIM-15")] == [(13,), (14,), (15,)]


def test_work_listed_with_commas_within_a_name_stays_one_name() -> None:
    assert heads("Directorate of Logistics, Fuel and Transport") == ["Directorate of Logistics Fuel and Transport"]


@pytest.mark.parametrize("camp", ["Campo Militar No. 5", "Mil Field #5", "Alto Cantonment", "Camp Alto"])
def test_a_camp_behind_a_unit_is_where_it_is(camp: str) -> None:
    units = [a_unit("B", "Tercera Brigada"), a_unit("A", "Base Aérea Militar No. 5")]
    assert claimed(f"3rd Bde, {camp}", units) == {"B"}


def test_a_numbered_section_of_a_staff_is_the_staff_not_a_unit_of_that_number() -> None:
    assert parse("Sección Segunda del Estado Mayor").section == ("", 2)
    units = [a_unit("S", "Estado Mayor General del Ejército"), a_unit("Z", "Segunda Zona Militar")]
    assert claimed("Sección Segunda del Estado Mayor General del Ejército", units) == {"S"}


def test_a_name_printed_just_as_registered_is_that_unit_whatever_else_its_words_may_mean() -> None:
    units = [a_unit("M", "Ministry of War", "XAA", "Army"), a_unit("A", "Land Forces of the Republic")]
    assert claimed("Army", units) == {"M"}


def test_an_office_printed_as_registered_is_no_office_of_the_service_before_it() -> None:
    units = [a_unit("A", "Army"), a_unit("D", "Directorate General of Forces Intelligence")]
    assert claimed("Army, Directorate General of Forces Intelligence", units) == {"D"}


def test_the_body_above_a_unit_is_no_claim_of_its_own_behind_a_slash() -> None:
    units = [a_unit("L", "Language Centre", "XAA", "LANX"), a_unit("G", "Group of Schools", "XAA", "GOSX")]
    assert claimed("LANX/GOSX", units, {"L": ["G"]}) == {"L"}
    assert claimed("LANX/GOSX", units) == {"L", "G"}


def test_a_bracket_behind_a_superior_is_the_superiors() -> None:
    units = [a_unit("S", "National Air Service", "XAA", "SANX"), a_unit("P", "Police")]
    assert claimed("Helicopter Squadron, National Air Service (SANX)", units) == set()


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Northern Joint Command", "Southern Joint Command"),
        ("Communications Unit", "Communications School"),
        ("Artillery", "Artillery Regiment"),
        ("Medical", "Directorate of Military Health"),
        ("Gendarmerie Company", "Gendarmerie"),
        ("DHQX Medical Centre", "DHQX"),
        ("6 Ranger Regiment", "6 Royal Amber Regiment"),
        ("Special Intervention Battalion 2", "2 Battalion"),
    ],
)  # fmt: skip
def test_what_the_text_says_otherwise_is_no_match(text: str, unit: str) -> None:
    assert claimed(text, [a_unit("U", unit)]) == set()


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Naval Academy", "Escuela Naval"), ("Lagoon Flotilla", "Flottille lagunaire"),
        ("Flight Test Center", "Centro de Ensayos en Vuelo"), ("Air Assault Regt 7", "Regimiento de Asalto Aéreo 7"),
        ("Integrated Security Detachment", "Détachement intégré de sécurité"),
        ("3rd Military Region Command", "3.ª Región Militar"), ("Advanced Flight School", "Escuela de Vuelo Avanzado"),
        ("National Direction of Strategic Planning", "Direcção Nacional de Planeamento Estratégico"),
        ("Command and Service Company 4", "4e Compagnie de commandement et de services"),
        ("Army Health Service", "Service de santé des Armées"), ("AIRDEFENSE COMMAND", "Air Defence Command"),
        ("Presidential Guards", "Garde présidentielle"), ("Coast Gurd", "Guarda Costeira"),
        ("Federal Intelligence Agency", "Agencia Federal de Inteligencia"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_another_language(text: str, unit: str) -> None:
    other = "Batallón de Sanidad" if "Health" not in text else "Batallón de Música"
    assert claimed(text, [a_unit("U", unit), a_unit("O", other)]) == {"U"}


def test_the_secretariat_and_the_ministry_are_each_themselves_where_both_are_registered() -> None:
    units = [a_unit("M", "Ministério da Defesa"), a_unit("S", "Secretaria de Estado da Defesa")]
    assert claimed("Ministry of Defense", units) == {"M"}
    assert claimed("Secretariat of State for Defense", units) == {"S"}
    assert claimed("Ministry of Defense", units[1:]) == {"S"}


def test_a_country_goes_by_its_own_short_name() -> None:
    units = [a_unit("N", "Marine nationale", "COD"), a_unit("A", "Armée de terre", "COD")]
    assert claimed("Congo Navy", units) == {"N"}
    assert parse("Guinea Bissau Navy", "GNB").nationality == ("GNB",)


def test_a_ship_goes_by_its_name_without_its_hull_number() -> None:
    units = [a_unit("S", 'ARA "Estrella" (P-31)', "ARG"), a_unit("N", "Armada Argentina", "ARG", "ARA")]
    assert claimed("Estrella Corvette", units) == {"S"}
    assert claimed("ARA", units) == {"N"}


def test_an_office_is_not_its_body_where_the_registry_holds_one_that_does_such_work() -> None:
    units = [a_unit("J", "Joint Staff"), a_unit("O", "Directorate of Organization and Operations")]
    assert "J" not in claimed("Operations Directorate, Joint Staff", units, {"O": ["J"]})
    assert claimed("Finance Directorate, Joint Staff", units, {"O": ["J"]}) == {"J"}


def test_a_company_is_numbered_within_the_body_above_it() -> None:
    others = [a_unit(f"C{n}", f"{n} Infantry Company") for n in range(2, 9)]
    assert claimed("1st Company, Marines", [a_unit("E", "1st Engineer Company"), *others]) == set()


def test_of_two_acronyms_side_by_side_the_body_below_is_meant() -> None:
    units = [a_unit("H", "Army Headquarters", "XAA", "AHX"), a_unit("D", "Department of Welfare", "XAA", "DWX")]
    assert claimed("AHX DWX", units, {"D": ["H"]}) == {"D"}


def test_bodies_that_the_registry_places_one_above_the_other_are_a_chain_whichever_stands_first() -> None:
    units = [a_unit("C", "1st Corps"), a_unit("D", "Mountain Division"), a_unit("B", "2nd Brigade")]
    above = {"B": ["D"], "D": ["C"]}
    assert claimed("Mountain Division, 2nd Brigade", units, above) == {"B"}
    assert claimed("1st Corps, Mountain Division, 2nd Brigade", units, above) == {"B"}
    assert claimed("Mountain Division (Alto), 2nd Brigade (Bajo)", units, above) == {"D", "B"}


def test_troops_at_a_base_are_not_the_base() -> None:
    assert claimed("Helicopter Squadron Alto Air Base", [a_unit("B", "Alto Air Base")]) == set()
    assert claimed("Squadron Commander, Alto Air Base", [a_unit("B", "Alto Air Base")]) == {"B"}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Junior Command and Staff College", "Command and Staff College"),
        ("Technical Military School of Aviation", "Escuela Militar de Aviación"),
        ("Defence Intelligence School", "Army Intelligence School"),
        ("Armed Forces Logistics Command", "Comando de Apoyo Logístico del Ejército"),
        ("Presidential General Staff", "Batallón Presidencial"),
    ],
)
def test_a_body_that_says_other_work_or_other_hands_is_not_the_one_at_hand(text: str, unit: str) -> None:
    units = [a_unit("S", unit), a_unit("F", "Fuerzas Armadas"), a_unit("E", "Ejército Nacional")]
    assert "S" not in claimed(text, units, {"S": ["E"], "E": ["F"]})


def test_a_school_whose_acronym_means_a_staff_elsewhere_is_no_staff() -> None:
    units = [a_unit("S", "Escuela Militar de Aeronáutica", "URY", "EMA")]
    assert claimed("Joint Armed Forces Staff", units) == set()


def test_the_intelligence_service_of_the_armed_forces_is_not_the_armed_forces() -> None:
    units = [a_unit("I", "Intelligence Service, Armed Forces of the Philippines", "PHL")]
    assert claimed("Office of the Chief of Staff of the Armed Forces of the Philippines", units) == set()


def test_a_unit_is_not_claimed_where_the_name_in_brackets_is_another_units() -> None:
    name = "Dirección Nacional de Fuerzas Especiales de la Policía Nacional"
    special = a_unit("D", name, "HND", "Fuerzas Especiales de la Policía")
    falcons = a_unit("F", "Comando de Operaciones Especiales Halcones", "HND")
    text = "National Police Special Forces (HALCONES)"
    (reading,) = link([Mention("HND", text)], [special, falcons, a_unit("P", "Policía Nacional", "HND")])
    found = {match.unit_id: (match.status, match.reason) for match in reading.parts[0].matches}
    assert found["D"] == ("candidate", "the name in brackets is another unit's")
    assert claimed("National Police Special Forces", [special, falcons]) == {"D"}
