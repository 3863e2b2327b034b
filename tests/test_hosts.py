"""What a recipient cell names, as the facts say it."""

from __future__ import annotations

import pytest

from vetting.facts.hosts import HostReader
from vetting.link import link
from vetting.model import Mention


def level(text: str, country: str) -> str:
    mention = Mention(country, text)
    host = HostReader({mention: link([mention], [])[0]}, {}).read(country, text, redacted=False)
    assert host.entries
    return ", ".join(str(entry["name_level"]) for entry in host.entries)


@pytest.mark.parametrize(
    ("text", "country"),
    [("Ministry of Defense", "GEO"), ("MOD", "AFG"), ("Ministerio de Defensa Nacional", "PER"),
     ("Ministère de la Défense", "MLI"), ("MINISTRY OF PUBLIC SECURITY", "CRI")],
)  # fmt: skip
def test_the_ministry_of_several_forces_named_alone_is_no_unit(text: str, country: str) -> None:
    assert level(text, country) == "force"


@pytest.mark.parametrize(
    ("text", "country"),
    [("Ministry of Defense, Legal Directorate", "GEO"), ("Ministry of Defense Hospital", "GEO"),
     ("1st Infantry Brigade", "GEO")],
)  # fmt: skip
def test_a_body_of_a_ministry_is_named(text: str, country: str) -> None:
    assert level(text, country) == "unit"


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [("Royal Thai Marine Corps, Chulabhorn Camp", "THA", "service"), ("NAVAL SPECIAL UNITS", "EGY", "service"),
     ("Special Forces Units", "EGY", "force"), ("Tropas Especiales del Ejercito", "PRY", "service")],
)  # fmt: skip
def test_a_corps_or_a_kind_of_troops_is_no_unit(text: str, country: str, expected: str) -> None:
    assert level(text, country) == expected


@pytest.mark.parametrize(
    ("text", "country"),
    [("Unit 330, Mongolian Armed Forces", "MNG"), ("TRADOC, KSF", "XKX"),
     ("Special Units Direction, Police", "CRI"), ("Army Staff for Personnel", "LBN"),
     ("Atlacatl Infantry Battalion", "SLV"), ("Counter Terrorism Unit", "KEN"),
     ("Engineer Battalion, 12 Engineer Regiment", "UKR"), ("Presidential Police Detachment", "URY"),
     ("Navy Troops School, Vlore", "ALB"), ("Special Forces Battalion", "MDA")],
)  # fmt: skip
def test_a_numbered_or_named_body_of_troops_is_a_unit(text: str, country: str) -> None:
    assert level(text, country) == "unit"


@pytest.mark.parametrize(
    ("text", "country"),
    [("Senior Specialist, Isataibalyk, Atyrau", "KAZ"), ("BMAT", "BFA"), ("Karlovo", "BGR"),
     ("CONJUNOR", "CHL"), ("Operations Unit", "BRA"), ("Infantry battalion", "KEN"),
     ("Maintenance Division", "NIC")],
)  # fmt: skip
def test_words_that_may_mean_any_of_several_bodies_or_none_leave_it_open(text: str, country: str) -> None:
    assert set(level(text, country).split(", ")) == {"None"}


@pytest.mark.parametrize("text", ["unknown", "Unit unknown", "Unidentified", "unidentified unit of the 3rd Brigade"])
def test_a_cell_that_says_that_the_unit_is_not_known_names_nobody(text: str) -> None:
    assert level(text, "LKA") == "none"


def test_bare_words_beside_a_named_body_leave_it_named() -> None:
    assert "None" not in level("Engineering battalion, Ferraj, Tirana", "ALB")
