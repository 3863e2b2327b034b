"""Ties between trained and implicated units in a small invented army.

ARMY (service) over brigades A and B; battalions A1, A2 under A and B1 under B; company A1C under A1.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.chain import Command, expose, force_exposures
from vetting.model import Exposure, ForceExposure, Incident, Link, Mission, Posting, Relation, SourceRef, Unit
from vetting.period import Extent, ImpreciseDate, Period, Timing, Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
SOURCE = SourceRef("invented.csv", 2)
ALWAYS = Period.parse("1990-01-01..2030-12-31")
UNDATED = Period(begin_real=False, end_real=False)


def unit(unit_id: str, level: str = "unit", placeholder: bool = False) -> Unit:
    return Unit(unit_id, "XAA", unit_id, SOURCE, level=level, placeholder=placeholder)


def under(lower: str, upper: str, period: Period | str = ALWAYS, kind: str = "subordinate") -> Relation:
    return Relation(kind, lower, upper, Period.parse(period) if isinstance(period, str) else period, SOURCE)


UNITS = (
    unit("FFAA", "force"), unit("ARMY", "service"),
    *map(unit, ("A", "B", "A1", "A2", "B1", "A1C")),
)  # fmt: skip
RELATIONS = (
    under("ARMY", "FFAA"), under("A", "ARMY"), under("B", "ARMY"),
    under("A1", "A"), under("A2", "A"), under("B1", "B"), under("A1C", "A1"),
)  # fmt: skip


def mission(days: str = "2012-05-30..2012-08-02", mission_id: str = "M1") -> Mission:
    return Mission(mission_id, "XAA", Period.parse(days), SOURCE)


def incident(
    days: str = "2012-05-26..2012-05-27", extent: Extent = Extent.ACT, public: str = "", incident_id: str = "I1"
) -> Incident:
    known = ImpreciseDate.parse(public) if public else None
    return Incident(incident_id, "XAA", Period.parse(days), extent, (), SOURCE, first_public=known)


def links(*unit_ids: str, status: str = "match", score: float = 0.9) -> tuple[Link, ...]:
    return tuple(Link(unit_id, score, status) for unit_id in unit_ids)


def exposures(
    trained: str | Sequence[Link],
    implicated: str | Sequence[Link],
    *,
    missions: Sequence[Mission] = (mission(),),
    incidents: Sequence[Incident] = (incident(),),
    units: Sequence[Unit] = UNITS,
    relations: Sequence[Relation] = RELATIONS,
    postings: Sequence[Posting] = (),
    levels: int = 2,
) -> tuple[Exposure, ...]:
    ours = links(trained) if isinstance(trained, str) else trained
    theirs = links(implicated) if isinstance(implicated, str) else implicated
    return expose(
        missions, incidents, {one.id: ours for one in missions}, {one.id: theirs for one in incidents},
        units, relations, postings, levels=levels,
    )  # fmt: skip


def tie(trained: str, implicated: str, **more: object) -> str | None:
    found = exposures(trained, implicated, **more)  # type: ignore[arg-type]
    assert len(found) <= 1
    return found[0].tie if found else None


# ---------------------------------------------------------------- ties


@pytest.mark.parametrize(
    ("trained", "implicated", "expected", "path"),
    [
        ("A1", "A1", "same", ("A1",)),
        ("A1", "A", "superior", ("A1", "A")),
        ("A1C", "A", "superior", ("A1C", "A1", "A")),
        ("A", "A1", "subordinate", ("A", "A1")),
        ("A", "A1C", "subordinate", ("A", "A1", "A1C")),
        ("A1", "A2", "sibling", ("A1", "A", "A2")),
    ],
)
def test_a_tie_is_the_implicated_unit_as_seen_from_the_trained_one(
    trained: str, implicated: str, expected: str, path: tuple[str, ...]
) -> None:
    (found,) = exposures(trained, implicated)
    assert (found.trained_unit_id, found.implicated_unit_id) == (trained, implicated)
    assert (found.tie, found.path, found.path_in_force) == (expected, path, YES)


@pytest.mark.parametrize(("trained", "implicated"), [("A1", "B1"), ("A1", "B"), ("A1C", "A2"), ("A2", "A1C")])
def test_a_cousin_an_uncle_and_a_nephew_are_no_kin(trained: str, implicated: str) -> None:
    assert tie(trained, implicated) is None


def test_two_units_directly_under_a_service_are_no_siblings() -> None:
    assert tie("A", "B") is None


def test_a_service_is_neither_superior_nor_trained_nor_implicated() -> None:
    assert tie("A", "ARMY") is None
    assert tie("ARMY", "A") is None
    assert tie("ARMY", "ARMY") is None


def test_no_chain_runs_through_a_service() -> None:
    # X is a unit above the army on paper; what stands under the army is still not its subordinate.
    relations = (*RELATIONS, under("ARMY", "X"))
    assert tie("A", "X", units=(*UNITS, unit("X")), relations=relations, levels=5) is None
    assert tie("X", "A", units=(*UNITS, unit("X")), relations=relations, levels=5) is None


@pytest.mark.parametrize("kind", ["administrative", "member"])
def test_only_command_makes_a_chain(kind: str) -> None:
    assert tie("A1", "A", relations=(under("A1", "A", kind=kind),)) is None


def test_a_relation_to_a_unit_not_on_record_is_left_out() -> None:
    relations = (under("A1", "GHOST"), under("A2", "GHOST"))
    assert tie("A1", "A2", relations=relations) is None
    assert tie("GHOST", "A1", relations=relations) is None
    assert Command(UNITS, relations).superiors("A1", None) == ()


SUCCESSION = (under("A2", "A1", "2018..2018", kind="successor"),)


def test_a_predecessor_and_a_successor_are_tied_whatever_the_day() -> None:
    assert tie("A2", "A1", relations=SUCCESSION) == "predecessor"
    assert tie("A1", "A2", relations=SUCCESSION) == "successor"


def test_successions_in_a_row_count_up_to_the_levels() -> None:
    relations = (*SUCCESSION, under("B1", "A2", kind="successor"))
    assert tie("B1", "A1", relations=relations) == "predecessor"
    assert tie("B1", "A1", relations=relations, levels=1) is None


def test_the_closest_tie_is_kept_when_there_are_several() -> None:
    # A2 is A1's sibling and its successor: one step is closer than two.
    (found,) = exposures("A1", "A2", relations=(*RELATIONS, *SUCCESSION))
    assert (found.tie, found.path) == ("successor", ("A1", "A2"))


def test_fewer_steps_are_closer_than_a_stronger_kind_of_tie() -> None:
    (found,) = exposures("A1C", "A", relations=(*RELATIONS, under("A1C", "A", kind="successor")))
    assert (found.tie, found.path) == ("predecessor", ("A1C", "A"))


def test_at_equal_steps_the_superior_comes_before_the_sibling() -> None:
    # A2 stands beside A1 under A and, by another record, above B1, which stands above A1.
    (found,) = exposures("A1", "A2", relations=(*RELATIONS, under("A1", "B1"), under("B1", "A2")))
    assert (found.tie, found.path) == ("superior", ("A1", "B1", "A2"))


def test_of_two_ways_to_a_superior_the_one_surely_in_force_is_shown() -> None:
    units = (*UNITS, unit("Z"))
    relations = (under("A1", "A", UNDATED), under("A", "B", UNDATED), under("A1", "Z"), under("Z", "B"))
    (found,) = exposures("A1", "B", units=units, relations=relations)
    assert (found.path, found.path_in_force) == (("A1", "Z", "B"), YES)


# ---------------------------------------------------------------- levels


@pytest.mark.parametrize(("levels", "expected"), [(0, None), (1, None), (2, "superior"), (9, "superior")])
def test_levels_bound_the_steps_to_a_superior(levels: int, expected: str | None) -> None:
    assert tie("A1C", "A", levels=levels) == expected


@pytest.mark.parametrize(("levels", "expected"), [(0, None), (1, None), (2, "subordinate"), (9, "subordinate")])
def test_levels_bound_the_steps_to_a_subordinate(levels: int, expected: str | None) -> None:
    assert tie("A", "A1C", levels=levels) == expected


def test_without_levels_only_the_same_unit_is_left() -> None:
    assert tie("A1", "A2", levels=0) is None
    assert tie("A1", "A1", levels=0) == "same"


def test_negative_levels_are_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        tie("A1", "A1", levels=-1)


# ---------------------------------------------------------------- dated relations

MOVED = (under("A1", "A", "2000-01-01..2010-12-31"), under("A1", "B", "2011-01-01..2020-12-31"))


@pytest.mark.parametrize(
    ("start", "implicated", "expected"),
    [("2010-12-31", "A", "superior"), ("2011-01-01", "A", None),
     ("2010-12-31", "B", None), ("2011-01-01", "B", "superior")],
)  # fmt: skip
def test_a_moved_battalion_has_the_superior_of_the_day_its_training_begins(
    start: str, implicated: str, expected: str | None
) -> None:
    assert tie("A1", implicated, missions=(mission(f"{start}..2011-03-01"),), relations=MOVED) == expected


@pytest.mark.parametrize(
    ("act", "trained", "expected"),
    [("2010-12-31", "A", "subordinate"), ("2011-01-01", "A", None),
     ("2010-12-31", "B", None), ("2011-01-01", "B", "subordinate")],
)  # fmt: skip
def test_an_implicated_battalion_is_subordinate_to_where_it_stood_at_the_incident(
    act: str, trained: str, expected: str | None
) -> None:
    assert tie(trained, "A1", incidents=(incident(f"{act}..{act}"),), relations=MOVED) == expected


def test_siblings_stand_under_the_superior_each_on_its_own_day() -> None:
    # A2 is trained in 2012 under A, B1 in 2012 under B; A1 stood under A at an incident of 2009.
    relations = (*MOVED, under("A2", "A"), under("B1", "B"))
    in_2009 = (incident("2009-06-01..2009-06-01"),)
    assert tie("A2", "A1", incidents=in_2009, relations=relations) == "sibling"
    assert tie("B1", "A1", incidents=in_2009, relations=relations) is None


def test_a_series_that_spans_the_move_is_under_both_brigades() -> None:
    series = (incident("2010-01-01..2012-01-01", Extent.SERIES),)
    for brigade in ("A", "B"):
        (found,) = exposures(brigade, "A1", incidents=series, relations=MOVED)
        assert (found.tie, found.path_in_force) == ("subordinate", YES)


def test_a_relation_of_unknown_date_counts_and_says_so() -> None:
    (found,) = exposures("A1", "A", relations=(under("A1", "A", UNDATED),))
    assert (found.tie, found.path_in_force) == ("superior", UNKNOWN)


def test_a_relation_only_cited_earlier_counts_and_says_so() -> None:
    (found,) = exposures("A1", "A", relations=(under("A1", "A", "~2005-01-01..2006-01-01~"),))
    assert (found.tie, found.path_in_force) == ("superior", UNKNOWN)


def test_one_open_step_leaves_the_whole_way_open() -> None:
    relations = (under("A1C", "A1"), under("A1", "A", UNDATED))
    (found,) = exposures("A1C", "A", relations=relations)
    assert found.path_in_force is UNKNOWN


@pytest.mark.parametrize(("trained", "implicated"), [("A1", "A2"), ("A2", "A1")])
def test_one_open_side_leaves_siblings_open(trained: str, implicated: str) -> None:
    (found,) = exposures(trained, implicated, relations=(under("A1", "A", UNDATED), under("A2", "A")))
    assert (found.tie, found.path_in_force) == ("sibling", UNKNOWN)


def test_two_missions_of_one_end_are_read_each_on_its_own_first_day() -> None:
    both = (mission("2010-12-31..2011-03-01", "M1"), mission("2011-01-01..2011-03-01", "M2"))
    assert [one.mission_id for one in exposures("A1", "B", missions=both, relations=MOVED)] == ["M2"]


def test_two_records_of_one_relation_are_read_together() -> None:
    twice = (under("A1", "A", "2000-01-01..2005-01-01"), under("A1", "A", "2012-01-01..2013-01-01"))
    (found,) = exposures("A1", "A", relations=twice)
    assert found.path_in_force is YES
    assert tie("A1", "A", missions=(mission("2008-01-01..2008-02-01"),), relations=twice) is None


def test_a_mission_without_a_start_is_not_held_against_a_relation_that_began_after_its_end() -> None:
    later, earlier = (under("A1", "A", "2015..2016"),), (under("A1", "A", "2005..2006"),)
    no_start = (mission("..2012-08-02"),)
    assert tie("A1", "A", missions=no_start, relations=later) is None
    assert tie("A1", "A", missions=no_start, relations=earlier) == "superior"


# ---------------------------------------------------------------- circles and placeholders


def test_a_circle_of_relations_ends() -> None:
    circle = (under("A1", "A"), under("A", "A1C"), under("A1C", "A1"), under("A1", "A1"))
    found = exposures(links("A", "A1", "A1C"), links("A", "A1", "A1C"), relations=circle, levels=50)
    assert len(found) == 9
    assert {one.tie for one in found if one.trained_unit_id == one.implicated_unit_id} == {"same"}
    above = Command(UNITS, circle).superiors("A1", None)
    assert [one.unit_id for one in above] == ["A", "A1C"]


def test_a_circle_of_successions_ends() -> None:
    circle = (under("A1", "A2", kind="successor"), under("A2", "A1", kind="successor"))
    assert tie("A1", "A2", relations=circle, levels=50) == "predecessor"


HIDDEN = (*UNITS, unit("HIDDEN", placeholder=True))


def test_a_placeholder_may_stand_in_a_chain() -> None:
    relations = (under("A1", "HIDDEN"), under("A2", "HIDDEN"), under("HIDDEN", "A"))
    assert tie("A1", "A", units=HIDDEN, relations=relations) == "superior"
    assert tie("A1", "A2", units=HIDDEN, relations=relations) == "sibling"


def test_a_placeholder_is_never_implicated_nor_trained() -> None:
    relations = (under("A1", "HIDDEN"),)
    assert tie("A1", "HIDDEN", units=HIDDEN, relations=relations) is None
    assert tie("HIDDEN", "HIDDEN", units=HIDDEN, relations=relations) is None
    assert tie("HIDDEN", "A1", units=HIDDEN, relations=relations) is None


# ---------------------------------------------------------------- commanders


def posting(unit_id: str, period: str, role: str = "Commander", person_id: str = "P1") -> Posting:
    return Posting(person_id, unit_id, unit_id, Period.parse(period), SOURCE, role=role)


EARLIER, LATER = posting("B1", "2012-01-01..2012-06-01"), posting("A1", "2013-01-01..2014-01-01")
IN_2013 = (mission("2013-05-01..2013-05-20"),)


def test_a_commander_of_both_units_ties_them() -> None:
    (found,) = exposures("A1", "B1", missions=IN_2013, postings=(EARLIER, LATER))
    assert (found.tie, found.path, found.person_id) == ("commander", ("A1", "B1"), "P1")
    assert (found.timing, found.path_in_force) == (Timing.AFTER, YES)


def test_a_later_commander_of_the_implicated_unit_ties_them_too() -> None:
    found = exposures(
        "A1", "B1", missions=(mission("2011-05-01..2011-05-20"),),
        postings=(EARLIER, posting("A1", "2011-01-01..2011-12-01")),
    )  # fmt: skip
    assert [(one.tie, one.timing) for one in found] == [("commander", Timing.BEFORE)]


@pytest.mark.parametrize(
    "postings",
    [
        (EARLIER, posting("A1", "2013-01-01..2014-01-01", person_id="P2")),
        (EARLIER, posting("A1", "2013-01-01..2014-01-01", role="Chief of Staff")),
        (EARLIER, posting("A1", "2013-05-02..2014-01-01")),
        (EARLIER, posting("A1", "~2012-07-01..2013-04-30~")),
        (posting("B1", "~2011-01-01..2012-05-26~"), LATER),
    ],
    ids=["another-person", "another-role", "from-the-day-after", "last-cited-before", "perhaps-gone-at-the-incident"],
)
def test_nobody_is_tied_by_a_posting_that_may_not_cover_the_day(postings: tuple[Posting, ...]) -> None:
    assert exposures("A1", "B1", missions=IN_2013, postings=postings) == ()


def test_a_tie_of_units_is_kept_before_a_tie_by_commander() -> None:
    postings = (posting("A2", "2012-01-01..2012-06-01"), LATER)
    (found,) = exposures("A1", "A2", missions=IN_2013, postings=postings)
    assert (found.tie, found.person_id) == ("sibling", "")


# ---------------------------------------------------------------- timing and what was known


@pytest.mark.parametrize(
    ("course", "extent", "days", "timing", "gap"),
    [
        ("2012-05-30..2012-08-02", Extent.ACT, "2012-05-26..2012-05-27", Timing.AFTER, (3, 4)),
        ("2012-05-01..2012-05-20", Extent.ACT, "2012-05-26..2012-05-27", Timing.BEFORE, (6, 7)),
        ("2012-05-01..2012-05-26", Extent.ACT, "2012-05-26..2012-05-27", Timing.UNDETERMINED, None),
        ("2012-10-01..2013-09-30", Extent.SERIES, "2010-01-01..2013-02-20", Timing.DURING, None),
        ("..2012-08-02", Extent.ACT, "2012-05-26..2012-05-27", Timing.UNDETERMINED, None),
        ("2012-05-30..2012-08-02", Extent.ACT, "..", Timing.UNDETERMINED, None),
    ],
)
def test_timing_and_gap_are_the_missions_place_relative_to_the_incident(
    course: str, extent: Extent, days: str, timing: Timing, gap: tuple[int, int] | None
) -> None:
    (found,) = exposures("A1", "A1", missions=(mission(course),), incidents=(incident(days, extent),))
    assert (found.timing, found.gap_days) == (timing, gap)


@pytest.mark.parametrize(
    ("public", "known"),
    [("2012-05-29", YES), ("2012-05-30", YES), ("2012-05-31", NO), ("2012-05", UNKNOWN), ("2012-11-12", NO),
     ("", UNKNOWN)],
)  # fmt: skip
def test_an_incident_is_known_at_the_start_if_public_on_or_before_that_day(public: str, known: Truth) -> None:
    (found,) = exposures("A1", "A1", incidents=(incident(public=public),))
    assert found.known_at_start is known


def test_without_a_start_what_became_public_after_the_end_was_not_known() -> None:
    no_start = (mission("..2012-08-02"),)
    (late,) = exposures("A1", "A1", missions=no_start, incidents=(incident(public="2012-08-03"),))
    (open_,) = exposures("A1", "A1", missions=no_start, incidents=(incident(public="2012-08-02"),))
    assert (late.known_at_start, open_.known_at_start) == (NO, UNKNOWN)


# ---------------------------------------------------------------- links


def test_a_candidate_link_gives_an_exposure_that_says_candidate() -> None:
    ours, theirs = links("A1", status="candidate", score=0.4), links("A1", status="candidate", score=0.3)
    (found,) = exposures(ours, theirs)
    assert (found.mission_link, found.incident_link) == (ours[0], theirs[0])


def test_of_two_links_to_one_unit_the_match_is_kept() -> None:
    both = (*links("A1", status="candidate", score=0.99), *links("A1", status="match", score=0.8))
    (found,) = exposures(both, both[::-1])
    assert (found.mission_link.status, found.incident_link.status) == ("match", "match")


def test_a_mission_of_two_units_gives_one_exposure_for_each() -> None:
    found = exposures(links("A1", "A2"), "A1")
    assert [(one.trained_unit_id, one.tie) for one in found] == [("A1", "same"), ("A2", "sibling")]


def test_an_incident_that_names_two_units_gives_one_exposure_for_each() -> None:
    found = exposures("A1", links("A", "A1"))
    assert [(one.implicated_unit_id, one.tie) for one in found] == [("A", "superior"), ("A1", "same")]


def test_a_mission_or_incident_without_links_gives_nothing() -> None:
    assert exposures((), "A1") == ()
    assert exposures("A1", ()) == ()


# ---------------------------------------------------------------- the chain upward


def test_superiors_run_upward_to_the_force_with_their_distance() -> None:
    above = Command(UNITS, RELATIONS).superiors("A1C", ImpreciseDate.parse("2012-05-30"))
    assert [(one.unit_id, one.below, one.steps, one.in_force) for one in above] == [
        ("A1", "A1C", 1, YES), ("A", "A1", 2, YES), ("ARMY", "A", 3, YES), ("FFAA", "ARMY", 4, YES),
    ]  # fmt: skip


def test_superiors_are_those_of_the_day() -> None:
    command = Command(UNITS, MOVED)

    def above(day: str) -> list[tuple[str, Truth]]:
        return [(one.unit_id, one.in_force) for one in command.superiors("A1", ImpreciseDate.parse(day))]

    assert above("2010-12-31") == [("A", YES)]
    assert above("2011-01-01") == [("B", YES)]
    assert above("1999-12-31") == []
    assert above("2010-12-31/2011-01-01") == [("A", UNKNOWN), ("B", UNKNOWN)]


def test_without_a_day_every_relation_is_open() -> None:
    assert [one.in_force for one in Command(UNITS, MOVED).superiors("A1", None)] == [UNKNOWN, UNKNOWN]


def test_a_sure_superior_comes_before_an_open_one_and_open_steps_stay_open() -> None:
    relations = (under("A1", "A", UNDATED), under("A1", "B"), under("A", "A2"))
    above = Command(UNITS, relations).superiors("A1", ImpreciseDate.parse("2012"))
    assert [(one.unit_id, one.in_force, one.path_in_force) for one in above] == [
        ("B", YES, YES), ("A", UNKNOWN, UNKNOWN), ("A2", YES, UNKNOWN),
    ]  # fmt: skip


# ---------------------------------------------------------------- force level


def folded(
    mission_links: dict[str, tuple[Link, ...]],
    incident_links: dict[str, tuple[Link, ...]],
    relations: Sequence[Relation] = RELATIONS,
    days: str = "2012-05-26..2012-05-27",
) -> tuple[ForceExposure, ...]:
    missions = [mission(mission_id=mission_id) for mission_id in mission_links]
    incidents = [incident(days, incident_id=incident_id) for incident_id in incident_links]
    return force_exposures(missions, incidents, mission_links, incident_links, UNITS, relations)


def test_an_incident_of_a_service_is_one_line_with_all_missions_of_its_units() -> None:
    missions = {
        "M1": links("ARMY"), "M2": links("A1C", "B1"), "M3": links("B", status="candidate"), "M4": links("FFAA"),
        "M5": (), "M6": (*links("A1"), *links("B1", status="candidate")),
    }  # fmt: skip
    (line,) = folded(missions, {"I1": links("ARMY")})
    assert (line.country, line.incident_id, line.force_unit_id) == ("XAA", "I1", "ARMY")
    assert (line.n_missions, line.n_unconfirmed, line.example_mission_ids) == (4, 1, ("M1", "M2", "M3", "M6"))
    assert (line.n_before, line.n_during, line.n_after, line.n_undetermined) == (0, 0, 4, 0)


def test_a_force_reaches_the_units_of_its_services() -> None:
    (line,) = folded({"M1": links("A1C"), "M2": links("FFAA")}, {"I1": links("FFAA")})
    assert line.n_missions == 2


def test_an_incident_that_also_names_a_unit_makes_no_force_line() -> None:
    assert folded({"M1": links("A1")}, {"I1": (*links("ARMY"), *links("A1"))}) == ()


def test_a_unit_surely_under_another_service_by_then_is_not_counted() -> None:
    left = (under("A", "ARMY", "1990-01-01..2012-05-29"),)
    assert folded({"M1": links("A")}, {"I1": links("ARMY")}, left) == ()
    assert len(folded({"M1": links("A")}, {"I1": links("ARMY")}, (under("A", "ARMY", UNDATED),))) == 1


def test_an_example_list_is_short_and_the_count_is_whole() -> None:
    missions = {f"M{n:03}": links("A1") for n in range(40, 0, -1)}
    (line,) = folded(missions, {"I1": links("ARMY")}, days="2012..2013")
    assert line.example_mission_ids == ("M001", "M002", "M003", "M004", "M005")
    assert (line.n_missions, line.n_undetermined) == (40, 40)


def test_force_level_never_shows_among_the_exposures() -> None:
    assert exposures("A1", "ARMY") == ()
    assert exposures("ARMY", "A1") == ()


# ---------------------------------------------------------------- order

NAMES = [one.id for one in UNITS]
some_links = st.lists(
    st.builds(Link, st.sampled_from(NAMES), st.sampled_from((0.3, 0.9)), st.sampled_from(("match", "candidate"))),
    max_size=3,
)
some_days = st.sampled_from(("2009-01-01..2009-02-01", "2012-05-26..", "..2012", "..", "2011-01-01..2013-01-01"))
some_relations = st.builds(
    under,
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    st.sampled_from((ALWAYS, UNDATED, Period.parse("2010..2012"))),
    st.sampled_from(("subordinate", "subordinate", "successor")),
)
some_postings = st.builds(
    posting,
    st.sampled_from(NAMES),
    st.sampled_from(("2000-01-01..2020-01-01", "2010-01-01..2012-01-01")),
    person_id=st.sampled_from(("P1", "P2")),
)


@given(
    st.lists(st.tuples(some_days, some_links), max_size=4),
    st.lists(st.tuples(some_days, st.sampled_from(Extent), some_links), max_size=4),
    st.lists(some_relations, max_size=8),
    st.lists(some_postings, max_size=4),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_inputs_changes_nothing(trained, implicated, relations, postings, random) -> None:  # type: ignore[no-untyped-def]
    missions = [mission(days, f"M{n}") for n, (days, _) in enumerate(trained)]
    incidents = [incident(days, extent, incident_id=f"I{n}") for n, (days, extent, _) in enumerate(implicated)]
    mission_links = {f"M{n}": tuple(one[-1]) for n, one in enumerate(trained)}
    incident_links = {f"I{n}": tuple(one[-1]) for n, one in enumerate(implicated)}
    given_ = [missions, incidents, mission_links, incident_links, list(UNITS), relations]

    def shuffled(values: object) -> object:
        if isinstance(values, dict):
            return {key: tuple(random.sample(values[key], len(values[key]))) for key in reversed(list(values))}
        return random.sample(values, len(values))  # type: ignore[arg-type]

    mixed = [shuffled(values) for values in given_]
    straight = expose(*given_, postings)  # type: ignore[arg-type]
    assert expose(*mixed, shuffled(postings)) == straight  # type: ignore[arg-type]
    assert list(straight) == sorted(
        straight, key=lambda one: (one.mission_id, one.incident_id, one.trained_unit_id, one.implicated_unit_id)
    )
    assert force_exposures(*mixed) == force_exposures(*given_)  # type: ignore[arg-type]
    for one in straight:
        assert (one.path[0], one.path[-1]) == (one.trained_unit_id, one.implicated_unit_id)
        assert one.path_in_force is not NO


@given(st.lists(some_relations, max_size=8), some_days, some_days)
def test_more_levels_never_lose_an_exposure(relations: list[Relation], days: str, act: str) -> None:
    everything = links(*NAMES)
    seen: set[tuple[str, str]] = set()
    for levels in range(4):
        found = exposures(
            everything, everything, missions=(mission(days),), incidents=(incident(act),),
            relations=relations, levels=levels,
        )  # fmt: skip
        pairs = {(one.trained_unit_id, one.implicated_unit_id) for one in found}
        assert seen <= pairs
        seen = pairs
