"""Earlier missions of a unit: those that began before, or may have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vetting.facts.priors import Priors
from vetting.model import Link, Mission, SourceRef
from vetting.period import ImpreciseDate, Period

LINK = (Link("u1", 1.0, "match"),)


def mission(id_: str, start: str) -> Mission:
    """``start``: a day, a month, a year, or nothing where it is not known."""
    period = Period(ImpreciseDate.parse(start) if start else None, None)
    return Mission(id=id_, country="XAA", period=period, start_printed=start, source=SourceRef("m.csv", 2))


def priors(starts: dict[str, str], of: str, unit: str = "u1") -> list[str]:
    missions = {id_: mission(id_, start) for id_, start in starts.items()}
    held = Priors(missions.values(), dict.fromkeys(missions, LINK))
    return [one.id for one in held.of(missions[of], [unit])]


@pytest.mark.parametrize(
    ("other", "is_prior"),
    [
        ("2012-05-01", True),
        ("2012-05-02", False),  # on the same day is not before
        ("2012-05-03", False),
        ("2012-05", True),  # it may have begun before
        ("2013", False),
        ("", True),
    ],
)
def test_a_mission_that_surely_did_not_begin_before_is_no_earlier_one(other: str, is_prior: bool) -> None:
    assert priors({"m1": "2012-05-02", "m2": other}, "m1") == (["m2"] if is_prior else [])


def test_of_a_mission_whose_start_is_not_known_every_other_may_be_the_earlier() -> None:
    assert priors({"m1": "", "m2": "2012-05-02"}, "m1") == ["m2"]


def test_only_the_mission_that_began_first_is_kept_and_never_the_mission_itself() -> None:
    starts = {"m1": "2012-05-02", "m2": "2011-01-01", "m3": "2010-01-01", "m4": "2010-06-01"}
    assert priors(starts, "m1") == ["m3"]
    assert priors(starts, "m3") == []


def test_missions_of_another_unit_are_none_of_its_earlier_ones() -> None:
    assert priors({"m1": "2012-05-02", "m2": "2011-01-01"}, "m1", unit="u2") == []
    candidate = replace(LINK[0], status="candidate")
    held = Priors([mission("m2", "2011-01-01")], {"m2": (candidate,)})
    assert held.of(mission("m1", "2012-05-02"), ["u1"]) == ()
