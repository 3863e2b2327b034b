"""Who was a student of WHINSEC, from what the record prints of provider, place and course."""

from datetime import date

import pytest

from vetting import law, pipeline
from vetting.facts.schools import whinsec_student
from vetting.facts.shapes import mission_facts
from vetting.model import Dataset, Incident, Mission, SourceRef
from vetting.period import Extent, ImpreciseDate, Period

IN_COUNTRY = "Honduras (In Country Training)"


@pytest.mark.parametrize(
    ("provider", "place", "title", "answer"),
    [
        ("Western HEMIS Institute For Security COOP - 0", "Ft. Benning, GA, US", "Human Rights Instructor", True),
        ("", "WESTERN HEMIS INSTITUTE FOR SECURITY COOP", "JOINT OPERATIONS-SPANISH", True),
        ("WHINSEC", "", "", True),
        ("", "WHINSEC, GA, USA", "", True),
        ("Infantry School", "Ft. Benning, GA, US", "Ranger", False),
        ("N/A", IN_COUNTRY, "Counter Drug Ops", False),
        ("DLIELC, LACKLAND AFB TX", "", "English", False),
        ("7th SFG - 23", "Honduras", "Counterdrug Training", False),
        # a fort with several schools, or nothing that names a place
        ("", "FORT BENNING GA 31905-6245", "Civil Affairs", None),
        ("N/A - 2", "Ft Benninig, GA", "", None),
        ("", "", "Joint Operations", None),
        ("U.S. Army - N/A", "VARIOUS", "Joint Operations", None),
        ("", "39529-7099", "Joint Operations", None),
        ("(b)(1)", "[redacted]", "Joint Operations", None),
        # the Institute's course, given elsewhere
        (IN_COUNTRY, IN_COUNTRY, "Human Rights (WHINSEC)", None),
        ("", "SECURITY ASSISTANCE TNG MGMT OFC", "CNT INFO ANALYST MTT_WHINSEC", None),
    ],
)
def test_a_student_is_whom_provider_or_place_say(provider: str, place: str, title: str, answer: bool | None) -> None:
    assert whinsec_student(provider, place, title) is answer


def mission(number: int, provider: str, place: str) -> Mission:
    return Mission(
        id=f"M{number}",
        country="HND",
        period=Period(ImpreciseDate.parse("2018-03-01"), ImpreciseDate.parse("2018-04-01")),
        source=SourceRef("report.tsv", line=number),
        program="IMET",
        provider=provider,
        location=place,
        start_printed="3/1/2018",
    )


def test_only_what_is_known_of_the_school_is_among_the_facts() -> None:
    assert mission_facts(mission(1, "WHINSEC", ""))["whinsec"] == {"student": True}
    assert mission_facts(mission(2, "Infantry School", "Ft. Benning"))["whinsec"] == {"student": False}
    assert "whinsec" not in mission_facts(mission(3, "", "Ft. Benning"))


def test_the_eight_hours_are_asked_for_only_where_the_record_shows_a_student_of_the_institute() -> None:
    missions = (mission(1, "WHINSEC", ""), mission(2, "Infantry School", "Ft. Benning"), mission(3, "", "Ft. Benning"))
    rules = [rule for rule in law.load_rules(law.shipped_rules()) if rule.id == "whinsec-hr-8h"]
    incident = Incident(
        id="I1",
        country="HND",
        period=Period(),
        extent=Extent.ACT,
        attributions=(),
        source=SourceRef("cases.csv", line=2),
    )
    run = pipeline.run(
        Dataset(missions=missions, incidents=(incident,)),
        rules,
        {},
        law.load_parameters(law.shipped_rules()),
        as_of=date(2024, 1, 1),
    )
    (of_1,), (of_2,), (of_3,) = (run.answers[run.signature_of[one.id]] for one in missions)
    assert (of_1.result, of_1.missing) == ("undetermined", ("mission.whinsec.hr_hours",))
    assert of_2.result == "not_flagged"
    assert of_3.result == "undetermined"
    assert "mission.whinsec.student" in of_3.missing
