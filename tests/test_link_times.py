"""A unit's dates count when a record of a known time is linked to it."""

from __future__ import annotations

import pytest

from vetting.link.times import in_their_time
from vetting.model import Link, SourceRef, Unit
from vetting.period import Period

SOURCE = SourceRef("units.csv", 1)
ENDED = Period.parse("1980..1992-12-31")


def _status(existence: Period, year: str, status: str = "match") -> list[str]:
    units = {"u": Unit(id="u", country="SLV", name="Batallón Atlacatl", source=SOURCE, existence=existence)}
    return [link.status for link in in_their_time([Link("u", 0.98, status)], units, Period.parse(f"{year}..{year}"))]


@pytest.mark.parametrize(
    ("year", "expected"), [("1985", ["match"]), ("1992", ["match"]), ("2012", ["candidate"]), ("1975", ["candidate"])]
)
def test_a_match_with_a_unit_that_had_ended_is_left_to_a_reviewer(year: str, expected: list[str]) -> None:
    assert _status(ENDED, year) == expected


def test_a_candidate_that_did_not_exist_then_is_none() -> None:
    assert _status(ENDED, "2012", "candidate") == []
    assert _status(ENDED, "1985", "candidate") == ["candidate"]


def test_a_unit_only_last_cited_before_may_have_gone_on() -> None:
    cited = Period(begin=ENDED.begin, end=ENDED.end, begin_real=False, end_real=False)
    assert _status(cited, "2012") == ["match"]
    assert _status(Period(), "2012") == ["match"]


def test_a_link_to_a_unit_that_is_not_at_hand_stays() -> None:
    link = Link("x", 1.0, "match")
    assert list(in_their_time([link], {}, Period.parse("2012..2012"))) == [link]
