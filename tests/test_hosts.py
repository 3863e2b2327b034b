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
