"""Mentions and units without a country: laid beside all others, offered to a reviewer, never claimed."""

from __future__ import annotations

from pathlib import Path

import pytest

from vetting.link import NO_COUNTRY, explain, link, save
from vetting.model import Match, Mention, SourceRef, Unit


def unit(id: str, country: str, name: str) -> Unit:
    return Unit(id, country, name, SourceRef("units.csv", 2))


UNITS = [
    unit("H1", "HND", "Fifteenth Special Forces Battalion"),
    unit("H2", "HND", "3rd Infantry Brigade"),
    unit("S1", "SLV", "3rd Infantry Brigade"),
    unit("M1", "", "Multinational Riverine Task Force Fonseca"),
]


def matches(country: str, text: str, units: list[Unit] = UNITS) -> tuple[Match, ...]:
    (reading,) = link([Mention(country, text)], units)
    return tuple(m for part in reading.parts for m in part.matches)


def test_a_mention_without_a_country_is_offered_the_units_of_all() -> None:
    found = matches("", "3rd Infantry Bde")
    assert {m.unit_id for m in found[:2]} == {"H2", "S1"}
    assert {m.status for m in found} == {"candidate"}


def test_a_unit_without_a_country_is_offered_to_the_mentions_of_all() -> None:
    for country in ("HND", "SLV", "KEN"):
        (first, *_) = matches(country, "Multinational Riverine TF Fonseca")
        assert (first.unit_id, first.status, first.reason) == ("M1", "candidate", NO_COUNTRY)


def test_units_without_a_country_change_no_claim_of_a_country() -> None:
    beside = [u for u in UNITS if u.country]
    for text in ("15th SF Bn", "3rd Bde", "3rd Infantry Brigade"):
        claims = [m for m in matches("HND", text) if m.status == "match"]
        assert claims == [m for m in matches("HND", text, beside) if m.status == "match"]
    assert [m.unit_id for m in matches("HND", "15th SF Bn") if m.status == "match"] == ["H1"]


def test_what_is_offered_across_countries_is_explained_as_offered() -> None:
    for country, text, chosen in (("", "15th SF Bn", UNITS[0]), ("KEN", "Riverine TF Fonseca", UNITS[3])):
        match = next(m for m in matches(country, text) if m.unit_id == chosen.id)
        explained = explain(Mention(country, text), chosen, UNITS)
        assert (explained.score, explained.status, explained.reason) == (match.score, match.status, match.reason)
        assert sum(row.points for row in explained.rows) == pytest.approx(explained.logit)


def test_two_known_countries_are_never_laid_beside_each_other() -> None:
    assert matches("KEN", "15th SF Bn", UNITS[:3]) == ()
    assert explain(Mention("KEN", "15th SF Bn"), UNITS[0], UNITS).status == "none"


def test_a_saved_index_changes_nothing_of_the_overflow(tmp_path: Path) -> None:
    asked = [Mention("", "3rd Infantry Bde"), Mention("HND", "Riverine TF Fonseca"), Mention("KEN", "Army")]
    save(UNITS, tmp_path / "units.idx")
    assert link(asked, UNITS, index=tmp_path / "units.idx") == link(asked, UNITS)
