"""Leads: grouped by trained unit and incident, strongest first, nothing lost when they are folded."""

from __future__ import annotations

from dataclasses import replace

from tests.report import pages
from vetting.model import Answer, Exposure, Incident, Run, Unit
from vetting.period import Timing
from vetting.report.bounds import STEPS
from vetting.report.language import language
from vetting.report.lead_view import row_numbers
from vetting.report.leads import Lead, find
from vetting.report.page import digest, page

LAW, REPEAT, UNNAMED = pages.LAW, pages.REPEAT, pages.UNNAMED


def leads(exposures: list[Exposure], answers: dict[int, tuple[Answer, ...]], signatures: dict[str, int]) -> list[Lead]:
    run = replace(pages.RUN, exposures=tuple(exposures), answers=answers, signature_of=signatures)
    ids = {e.incident_id for e in exposures}
    dataset = replace(pages.DATASET, incidents=tuple(replace(pages.INCIDENTS[0], id=i) for i in sorted(ids)))
    return list(find(dataset, run))


def test_missions_of_one_unit_and_incident_are_one_lead() -> None:
    found = find(pages.DATASET, pages.RUN)
    assert [(lead.unit_id, lead.incident_id, len(lead.exposures)) for lead in found] == [
        ("XAA-R3", "XAA-01", 4),
        ("XAA-R3", "XAA-02", 2),
    ]


def test_a_flag_belongs_only_to_the_lead_whose_incident_made_it_fire() -> None:
    first, second = find(pages.DATASET, pages.RUN)
    assert [flag.rule_id for flag in first.flags] == [LAW, REPEAT]
    assert first.flags[0].mission_ids == {"T00002", "T00003", "T00004"}
    assert second.flags == ()


def test_an_exposure_at_the_level_of_a_force_is_no_lead() -> None:
    force = [replace(pages.EXPOSURES[1], tie="force")]
    assert leads(force, dict(pages.ANSWERS), {"T00002": 2}) == []


def ranked(*pairs: tuple[Exposure, Answer]) -> list[str]:
    exposures, answers, signatures = [], {}, {}
    for number, (exposure, answer) in enumerate(pairs):
        incident, mission = f"I{number}", f"T{number + 1:05}"
        exposures.append(replace(exposure, incident_id=incident, mission_id=mission))
        answers[number] = (replace(answer, incident_ids=(incident,)),)
        signatures[mission] = number
    return [lead.incident_id for lead in leads(exposures, answers, signatures)]


BASE = pages.EXPOSURES[1]
FLAG = pages.law_answer()


def test_a_serious_flag_comes_before_the_nearest_tie_without_one() -> None:
    assert ranked((BASE, replace(FLAG, severity="low")), (replace(BASE, tie="superior"), FLAG)) == ["I1", "I0"]


def test_the_same_unit_comes_before_one_above_it() -> None:
    assert ranked((replace(BASE, tie="superior"), FLAG), (BASE, pages.repeat_answer())) == ["I1", "I0"]


def test_a_rule_of_law_comes_before_an_indicator() -> None:
    assert ranked((BASE, pages.repeat_answer()), (BASE, FLAG)) == ["I1", "I0"]


def test_training_during_the_incident_comes_before_training_after_and_before_it() -> None:
    timings = (Timing.UNDETERMINED, Timing.BEFORE, Timing.AFTER, Timing.DURING)
    pairs = [(replace(BASE, timing=timing), FLAG) for timing in timings]
    assert ranked(*pairs) == ["I3", "I2", "I1", "I0"]


def test_an_accepted_link_comes_before_a_candidate() -> None:
    candidate = replace(BASE, mission_link=replace(BASE.mission_link, status="candidate"))
    assert ranked((candidate, FLAG), (BASE, FLAG)) == ["I1", "I0"]


def test_of_two_ties_of_one_mission_the_nearest_is_shown() -> None:
    superior = replace(BASE, tie="superior", implicated_unit_id="XAA-B4")
    (lead,) = leads([superior, BASE], dict(pages.ANSWERS), {"T00002": 2})
    assert [exposure.tie for exposure in lead.exposures] == ["same"]
    assert lead.implicated == ("XAA-B4", "XAA-R3")


def many(number: int) -> tuple[list[Unit], list[Incident], Run]:
    units = [replace(pages.UNITS[2], id=f"U{n:04}") for n in range(number)]
    incidents = [replace(pages.INCIDENTS[0], id=f"I{n:04}") for n in range(number)]
    exposures = [replace(BASE, incident_id=f"I{n:04}", trained_unit_id=f"U{n:04}") for n in range(number)]
    answer = replace(pages.law_answer(), incident_ids=tuple(incident.id for incident in incidents))
    return units, incidents, replace(pages.RUN, exposures=tuple(exposures), answers={2: (answer,)})


def test_every_lead_is_shown_in_full_in_brief_or_counted() -> None:
    for number in (3, 70, 700):
        units, incidents, run = many(number)
        dataset = replace(pages.DATASET, units=tuple(units), incidents=tuple(incidents))
        found = digest(dataset, replace(run, signature_of={"T00002": 2}), pages.RULES)
        for bounds in STEPS:
            shown = page(found, language("en"), bounds)
            assert len(shown.leads) + len(shown.brief.shown) + shown.brief.more == number
            assert shown.serious == number
            assert len(shown.leads) <= bounds.leads


def test_flagged_missions_are_the_last_to_be_folded() -> None:
    found = digest(pages.DATASET, pages.RUN, pages.RULES)
    view = page(found, language("en"), replace(STEPS[0], missions=3)).leads[0]
    assert [row.mission.id for row in view.missions.shown] == ["T00002", "T00003", "T00004"]
    assert view.missions.more == 1
    narrow = page(found, language("en"), replace(STEPS[0], missions=2)).leads[0]
    assert (narrow.rules[0].rows, narrow.rules[0].shown, narrow.rules[0].folded) == ("1–2", 2, 1)


def test_row_numbers_are_written_as_ranges() -> None:
    assert row_numbers([1, 2, 3, 5, 7, 8]) == "1–3, 5, 7–8"
    assert row_numbers([]) == ""
    assert row_numbers(list(range(1, 60, 2))).endswith("23 …")


def test_a_flag_that_an_exposure_explains_is_not_counted_as_record_keeping() -> None:
    found = digest(pages.DATASET, pages.RUN, pages.RULES)
    assert [(flags.rule_id, flags.missions) for flags in found.records] == [(UNNAMED, 2)]


def test_a_flag_on_an_incident_that_names_only_a_force_is_counted_with_the_records() -> None:
    answers = pages.ANSWERS | {3: (replace(pages.law_answer(), incident_ids=("XAA-03",)),)}
    found = digest(pages.DATASET, replace(pages.RUN, answers=answers), pages.RULES)
    assert [(flags.rule_id, flags.missions) for flags in found.records] == [(LAW, 1), (UNNAMED, 1)]


def test_a_publication_that_is_known_but_later_is_not_said_to_be_missing() -> None:
    late = replace(pages.law_answer(), missing=("incidents[].first_public_date", "searched.incidents"))
    run = replace(pages.RUN, answers=pages.ANSWERS | {2: (late,)})
    view = page(digest(pages.DATASET, run, pages.RULES), language("en"), STEPS[0]).leads[0]
    assert view.rules[0].missing == ("searched.incidents",)
