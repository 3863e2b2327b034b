"""The training report: both shapes, leaking cells, totals apart. Rows are invented or quote short printed cells."""

from __future__ import annotations

import gzip
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vetting.ingest import FileReading, read_file
from vetting.model import Mission, ProgramTotal
from vetting.period import ImpreciseDate, Period
from vetting.sources import event_codes, programs
from vetting.sources import fmtrpt_cells as say

SHORT = (
    "training:id:admin", "training:country", "training:program", "training:course_title", "training:delivery_unit",
    "training:recipient_unit", "training:start_date", "training:end_date", "training:location", "training:quantity",
    "training:total_cost", "training:page_number", "qa:training_group",
)  # fmt: skip
PUBLISHED = (
    "training:id:admin", "training:country", "qa:training_country_iso_3166_1", "training:program",
    "training:course_title", "training:delivery_unit", "training:recipient_unit", "training:start_date_raw",
    "qa:training_start_date_clean", "training:end_date_raw", "qa:training_end_date_clean", "training:location",
    "training:quantity", "training:total_cost", "training:page_number", "training:date_first_seen:admin",
    "training:data_scraped:admin", "training:status:admin", "training:source_at_publication_level:admin",
    "training:source_at_volume_section_level:admin", "qa:training_group", "qa:training_source_url",
    "training:citation_id:admin", "training:source_title_with_volume_section:admin",
)  # fmt: skip

_SOUND = {
    "training:id:admin": "t1",
    "training:country": "Honduras",
    "training:program": "Section 1004 - FY 2009 DoD Training",
    "training:course_title": "JOINT OPERATIONS",
    "training:recipient_unit": "15TH SPECIAL FORCES BN",
    "training:start_date": "3/30/2009",
    "training:end_date": "5/22/2009",
    "training:quantity": "1",
    "training:total_cost": "18343",
    "training:page_number": "109",
    "qa:training_group": "2009_2010_Western_Hemisphere_fmtrpt.xml",
}


def _read(folder: Path, *rows: dict[str, str], header: tuple[str, ...] = SHORT) -> FileReading:
    lines = ["\t".join(header)]
    for number, row in enumerate(rows):
        whole = {**_SOUND, "training:id:admin": f"t{number}", **row}
        lines.append("\t".join(whole.get(column, "") for column in header))
    path = folder / "report.tsv.gz"
    path.write_bytes(gzip.compress("\r\n".join(lines).encode()))
    return read_file(path)


def _mission(folder: Path, **cells: str) -> Mission:
    named = {
        (f"qa:{key[3:]}" if key.startswith("qa_") else f"training:{key}").replace(
            "qa:group", "qa:training_group"
        ): value
        for key, value in cells.items()
    }
    reading = _read(folder, named)
    (mission,) = reading.records
    assert isinstance(mission, Mission)
    return mission


def test_a_sound_row_is_a_mission_with_its_line_page_and_money(tmp_path: Path) -> None:
    mission = _mission(tmp_path)
    assert mission.source.line == 2
    assert mission.source.page == "109"
    assert mission.source.file == "report.tsv.gz"
    assert (mission.country, mission.program, mission.money, mission.account) == ("HND", "S1004", "DoD", "DOD")
    assert (mission.fiscal_year, mission.trainees, mission.cost_usd) == (2009, 1, 18343.0)
    assert mission.period == Period.parse("2009-03-30..2009-05-22")
    assert mission.recipient == "15TH SPECIAL FORCES BN"
    assert mission.flags == ()


@pytest.mark.parametrize(
    ("label", "year"),
    [
        ("Africa Center for Strategic Studies, FY 00", 2000),
        ("International Military Education And Training  (IMET), FY 99", 1999),
        ("DOD Africa Region, Angola,  DoD Regional Centers for Strategic Studies,FY03", 2003),
        ("IMET-X - FY 2008 DoS Training", 2008),
        ("IMET-1 - Fiscal Year 2010 Department of State Training", 2010),
        ("Miscellaneous DoD-DoS Activities, FY", None),
    ],
)
def test_the_fiscal_year_is_read_from_the_program_label(label: str, year: int | None) -> None:
    assert say.fiscal_year(label) == year


def test_a_missing_start_is_some_day_of_the_fiscal_year_no_later_than_the_end(tmp_path: Path) -> None:
    mission = _mission(tmp_path, start_date="")
    assert mission.period.begin == ImpreciseDate.parse("2008-10-01/2009-05-22")
    assert mission.period.end == ImpreciseDate.parse("2009-05-22")
    assert mission.start_printed == ""


def test_without_a_year_in_the_label_the_editions_two_years_bound_the_mission(tmp_path: Path) -> None:
    mission = _mission(
        tmp_path, program="Miscellaneous DoD-DoS Activities, FY", start_date="", end_date="",
        qa_group="1999_2000_Near_East_1_fmtrpt.xml",
    )  # fmt: skip
    assert mission.fiscal_year is None
    assert mission.period.begin == mission.period.end == ImpreciseDate.parse("1998-10-01/2000-09-30")


def test_a_start_that_leaked_into_the_cost_is_the_start(tmp_path: Path) -> None:
    mission = _mission(tmp_path, start_date="", total_cost="18343 3/30/2009")
    assert mission.period == Period.parse("2009-03-30..2009-05-22")
    assert (mission.cost_usd, mission.cost_printed, mission.start_printed) == (18343.0, "18343 3/30/2009", "3/30/2009")
    assert mission.flags == ("start-leaked-into-cost",)


def test_two_dates_that_leaked_into_the_cost_are_start_and_end(tmp_path: Path) -> None:
    mission = _mission(tmp_path, start_date="", end_date="", total_cost="0 10/1/2008 9/30/2009")
    assert mission.period == Period.parse("2008-10-01..2009-09-30")
    assert mission.cost_usd == 0.0


def test_two_dates_in_the_start_cell_are_start_and_end_and_the_cost_stands_behind_the_recipient(tmp_path: Path) -> None:
    mission = _mission(
        tmp_path,
        start_date="12/8/2008 4/14/2009",
        end_date="",
        total_cost="",
        recipient_unit="37 MILITARY HOSPITAL 19619",
    )
    assert mission.period == Period.parse("2008-12-08..2009-04-14")
    assert (mission.start_printed, mission.end_printed) == ("12/8/2008", "4/14/2009")
    assert (mission.recipient, mission.cost_usd) == ("37 MILITARY HOSPITAL", 19619.0)
    assert mission.flags == ("dates-in-one-cell", "cost-leaked-into-recipient")
    assert mission.notes == "recipient as printed: 37 MILITARY HOSPITAL 19619"


def test_a_number_behind_the_recipient_stays_where_the_row_has_a_cost_of_its_own(tmp_path: Path) -> None:
    mission = _mission(tmp_path, start_date="12/8/2008 4/14/2009", end_date="", recipient_unit="Batallón 15")
    assert (mission.recipient, mission.cost_usd) == ("Batallón 15", 18343.0)


def test_a_start_after_the_end_keeps_every_reading(tmp_path: Path) -> None:
    mission = _mission(tmp_path, start_date="2/4/2009", end_date="2/17/2008")
    assert "start-after-end" in mission.flags
    begin, end = mission.period.begin, mission.period.end
    assert begin is not None
    assert end is not None
    for day in (date(2009, 2, 4), date(2008, 2, 17)):
        assert begin.earliest <= day <= begin.latest
        assert end.earliest <= day <= end.latest
    assert end.earliest <= date(2009, 2, 17) <= end.latest


@pytest.mark.parametrize("start", ["5/30/2207", "1/3/1900", "2/18/2109"])
def test_an_implausible_year_is_no_date_but_a_flag(tmp_path: Path, start: str) -> None:
    mission = _mission(tmp_path, start_date=start)
    assert mission.flags == ("start-year-implausible",)
    assert mission.period.begin == ImpreciseDate.parse("2008-10-01/2009-05-22")
    assert mission.start_printed == start


def test_a_start_some_years_before_the_fiscal_year_is_a_long_course_and_stands(tmp_path: Path) -> None:
    assert _mission(tmp_path, start_date="7/5/2005").period.begin == ImpreciseDate.parse("2005-07-05")


@pytest.mark.parametrize(("start", "flag"), [("12/10/207", "start-unreadable"), ("$0", "cost-leaked-into-start")])
def test_what_is_no_date_is_flagged_and_only_the_fiscal_year_bounds_the_start(
    tmp_path: Path, start: str, flag: str
) -> None:
    mission = _mission(tmp_path, start_date=start)
    assert mission.flags == (flag,)
    assert mission.period.begin == ImpreciseDate.parse("2008-10-01/2009-05-22")


def test_a_day_above_twelve_in_the_months_place_is_not_swapped(tmp_path: Path) -> None:
    assert "start-unreadable" in _mission(tmp_path, start_date="13/5/2009").flags


@pytest.mark.parametrize(("text", "year"), [("1/29/01", 2001), ("10/1/99", 1999), ("5/7/69", 2069), ("5/7/70", 1970)])
def test_a_year_of_two_digits_is_of_the_nearer_century(text: str, year: int) -> None:
    day = say.one_date(text)
    assert day is not None
    assert day.year == year


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_a_printed_day_is_read_as_that_day_in_every_form(day: date) -> None:
    for text in (f"{day.month}/{day.day}/{day.year}", f"{day.month:02}/{day.day:02}/{day.year}", day.isoformat()):
        assert say.one_date(text) == day


@pytest.mark.parametrize(
    ("text", "value", "flags"),
    [
        ("$64,360", 64360.0, ()),
        ("5900", 5900.0, ()),
        ("12606.72", 12606.72, ()),
        ("$", None, ()),
        ("", None, ()),
        ("18343 3/30/2009", 18343.0, ()),
        ("$48,102 $0", None, ("cost-unclear",)),
        ("ST-5 $12,345", 12345.0, ("text-leaked-into-cost",)),
        ("-5", None, ("cost-unclear",)),
    ],
)
def test_money_is_read_in_every_printed_form(text: str, value: float | None, flags: tuple[str, ...]) -> None:
    assert (say.money(text).value, say.money(text).flags) == (value, flags)


@settings(deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 99))
def test_money_reads_back_with_or_without_signs(dollars: int, cents: int) -> None:
    for text in (f"${dollars:,}.{cents:02}", f"{dollars}.{cents:02}", f"$ {dollars:,}.{cents:02}"):
        assert say.money(text).value == pytest.approx(dollars + cents / 100)


@pytest.mark.parametrize(
    ("text", "value", "flags"),
    [
        ("4", 4, ()),
        ("1,700", 1700, ()),
        ("1 Garmisch,", 1, ("text-leaked-into-quantity",)),
        ("1 students,", 1, ("text-leaked-into-quantity",)),
        ("1 39529-7099", 1, ("text-leaked-into-quantity",)),
        ("30 30", None, ("quantity-unclear",)),
        ("N/A", None, ()),
        ("", None, ()),
    ],
)
def test_a_quantity_is_read_in_every_printed_form(text: str, value: int | None, flags: tuple[str, ...]) -> None:
    assert say.quantity(text) == (value, flags)


@pytest.mark.parametrize(
    ("text", "page", "flags"),
    [("99", "99", ()), ("20 20", "20", ("page-printed-twice",)), ("223 224", "223-224", ("page-printed-twice",))],
)
def test_a_page_cell_is_one_page_or_a_range(text: str, page: str, flags: tuple[str, ...]) -> None:
    assert say.page(text) == (page, flags)


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_no_cell_crashes_a_parser(start: str, end: str, cost: str) -> None:
    money = say.money(cost)
    found = say.dates(start, end, money.dates, 2009, (2009, 2010))
    assert found.period.begin is not None or found.flags
    say.quantity(start)
    say.page(end)


def test_an_edition_without_the_column_has_no_recipient_and_elsewhere_a_blank_is_a_blank(tmp_path: Path) -> None:
    early = {"training:recipient_unit": "", "qa:training_group": "2000_2001_Africa_fmtrpt.xml"}
    cannot, blank = _read(tmp_path, early, {"training:recipient_unit": ""}).records
    assert isinstance(cannot, Mission)
    assert isinstance(blank, Mission)
    assert cannot.recipient is None
    assert blank.recipient == ""


def test_a_line_of_program_totals_is_a_total_and_not_a_mission(tmp_path: Path) -> None:
    reading = _read(tmp_path, {"training:course_title": "FY 2009 Program Totals", "training:total_cost": "$95,112"})
    (total,) = reading.records
    assert isinstance(total, ProgramTotal)
    assert (total.cost_usd, total.fiscal_year, total.program) == (95112.0, 2009, "S1004")


_BARE = {
    "training:course_title": "", "training:recipient_unit": "", "training:start_date": "", "training:end_date": "",
}  # fmt: skip


def test_an_untitled_line_is_a_total_only_if_it_sums_its_programs_rows(tmp_path: Path) -> None:
    numbers = ("2", "100.40"), ("3", "50")
    rows = [{"training:quantity": quantity, "training:total_cost": cost} for quantity, cost in numbers]
    sums = {**_BARE, "training:quantity": "5", "training:total_cost": "$150"}
    other = {**_BARE, "training:quantity": "6", "training:total_cost": "$150"}
    reading = _read(tmp_path, *rows, sums, other)
    kinds = {record.source.line: type(record) for record in reading.records}
    assert kinds == {2: Mission, 3: Mission, 4: ProgramTotal, 5: Mission}


def test_a_total_that_moved_up_into_an_untitled_row_is_not_that_rows_own_number(tmp_path: Path) -> None:
    rows = [
        {"training:quantity": quantity, "training:total_cost": cost}
        for quantity, cost in (("69", "185737"), ("71", "$187,913"))
    ]
    rows[1]["training:course_title"] = ""
    nothing = {**_BARE, "training:quantity": "", "training:total_cost": ""}
    sound, moved = _read(tmp_path, *rows, nothing).records
    assert isinstance(sound, Mission)
    assert isinstance(moved, Mission)
    assert (sound.trainees, sound.flags) == (69, ())
    assert (moved.trainees, moved.cost_usd, moved.flags) == (None, None, ("total-leaked-into-row",))
    assert (moved.quantity_printed, moved.cost_printed) == ("71", "$187,913")
    (kept, _) = _read(tmp_path, rows[0], {**rows[1], "training:quantity": "3"}, nothing).records
    assert isinstance(kept, Mission)
    assert kept.flags == ()


def test_a_line_that_says_nothing_or_reports_no_activities_is_a_problem(tmp_path: Path) -> None:
    nothing = {**_BARE, "training:quantity": "", "training:total_cost": ""}
    none = {"training:program": "No activities reported for Nauru in 2007-2008"}
    reading = _read(tmp_path, nothing, none)
    assert reading.records == ()
    assert [(problem.source.line, problem.column) for problem in reading.problems] == [
        (2, "training:course_title"),
        (3, "training:program"),
    ]
    assert all(problem.row for problem in reading.problems)


def test_an_id_used_twice_is_a_problem_that_names_the_first_line(tmp_path: Path) -> None:
    reading = _read(tmp_path, {"training:id:admin": "x"}, {"training:id:admin": "x"})
    assert len(reading.records) == 1
    assert reading.problems[0].reason == "the id 'x' is already used on line 2"


def test_rows_without_an_id_have_one_from_their_cells_and_like_rows_stay_apart(tmp_path: Path) -> None:
    blank = {"training:id:admin": ""}
    first = [record.id for record in _read(tmp_path, blank, blank).records if isinstance(record, Mission)]
    again = [record.id for record in _read(tmp_path, {}, blank, blank).records if isinstance(record, Mission)]
    assert len(set(first)) == 2
    assert again[1:] == first


def test_the_published_shape_gives_the_same_mission_with_its_url(tmp_path: Path) -> None:
    row = {
        "training:start_date_raw": "3/30/2009", "training:end_date_raw": "5/22/2009",
        "qa:training_start_date_clean": "2009-03-30", "qa:training_end_date_clean": "2009-05-22",
        "qa:training_source_url": "https://example.org/report.pdf",
    }  # fmt: skip
    (mission,) = _read(tmp_path, row, header=PUBLISHED).records
    assert isinstance(mission, Mission)
    assert mission.period == Period.parse("2009-03-30..2009-05-22")
    assert mission.source.url == "https://example.org/report.pdf"
    assert mission.flags == ()


def test_a_cleaned_date_serves_where_the_printed_one_cannot_be_read_and_says_so(tmp_path: Path) -> None:
    row = {
        "training:start_date_raw": "3/30/209", "training:end_date_raw": "5/22/2009",
        "qa:training_start_date_clean": "2009-03-30", "qa:training_end_date_clean": "2009-06-22",
    }  # fmt: skip
    (mission,) = _read(tmp_path, row, header=PUBLISHED).records
    assert isinstance(mission, Mission)
    assert mission.period == Period.parse("2009-03-30..2009-05-22")
    assert mission.flags == ("start-from-clean-column", "end-differs-from-clean")


@pytest.mark.parametrize(
    ("label", "code", "money"),
    [
        ("Section 1206/2282 - Fiscal Year 2016 Department of Defense Training", "UNKNOWN", "DoD"),
        ("Section 1206 - Fiscal Year 2011 Department of Defense Training", "S1206", "DoD"),
        ("Non-SA, UC, JCET - Fiscal Year 2010 Department of Defense Training", "UNKNOWN", "DoD"),
        ("IMET-X - FY 2008 DoS Training", "IMET", "State"),
        ("DOHS/USCG - Fiscal Year 2010 Department of Homeland Security Training", "UNKNOWN", "DHS"),
        ("S333", "S333", "DoD"),
        ("a label nobody knows", "UNKNOWN", "unknown"),
        ("", "UNKNOWN", "unknown"),
    ],
)
def test_the_label_tells_program_and_money_and_an_unknown_one_tells_nothing(label: str, code: str, money: str) -> None:
    program = programs.of_code_or_label(label)
    assert (program.code, program.money) == (code, money)


@pytest.mark.parametrize(
    ("title", "code", "country", "year"),
    [
        ("SHO2019CIDT105W", "SHO2019CIDT105W", "HND", 2019),
        ("CLE 2015 CNT-0046W-1", "CLE 2015 CNT-0046W-1", "LBN", 2015),
        ("BAKER TORCH 07-2A PTH2007CNT016W", "PTH2007CNT016W", "THA", 2007),
        ("SES2019JCET119WF", "SES2019JCET119WF", "SLV", 2019),
    ],
)
def test_an_event_code_is_read_with_its_fips_country_and_year(title: str, code: str, country: str, year: int) -> None:
    found = event_codes.find(title)
    assert found is not None
    assert (found.printed, found.country, found.year) == (code, country, year)


@pytest.mark.parametrize("title", ["CYM2001JCET", "PRP200JCET51N"])
def test_a_damaged_code_is_no_code_but_still_says_jcet(tmp_path: Path, title: str) -> None:
    mission = _mission(tmp_path, course_title=title)
    assert (mission.event_code, mission.kind) == ("", "jcet")


def test_the_kind_comes_from_the_title_and_the_program_from_the_label(tmp_path: Path) -> None:
    mission = _mission(
        tmp_path,
        course_title="SHO2019JCET121N",
        program="Section 333 - Fiscal Year 2019 Department of Defense Training",
    )
    assert (mission.kind, mission.program, mission.event_code) == ("jcet", "S333", "SHO2019JCET121N")
    assert _mission(tmp_path, course_title="SHO2019CIDT105W").kind == "training"


def test_a_code_that_disagrees_with_country_or_year_is_flagged_and_the_printed_country_rules(tmp_path: Path) -> None:
    mission = _mission(tmp_path, course_title="SES2019JCET121N")
    assert mission.country == "HND"
    assert mission.flags == ("event-code-country-differs", "event-code-year-differs")


def test_a_jcet_under_a_regional_centers_label_has_no_known_program(tmp_path: Path) -> None:
    mission = _mission(tmp_path, course_title="JCET: SOF", program="Near East South Asia Center (NESA), FY 01")
    assert (mission.program, mission.money, mission.kind) == ("UNKNOWN", "unknown", "jcet")
    assert "program-contradicted-by-title" in mission.flags


def test_a_region_keeps_its_row_without_a_country(tmp_path: Path) -> None:
    mission = _mission(tmp_path, country="Indochina")
    assert (mission.country, mission.notes) == ("", "country as printed: Indochina")


def test_every_row_of_the_full_report_is_a_mission_a_total_or_a_problem(shared_data: Path) -> None:
    reading = read_file(shared_data / "data/fmtrpt/fmtrpt_all.tsv.gz")
    missions = [record for record in reading.records if isinstance(record, Mission)]
    totals = [record for record in reading.records if isinstance(record, ProgramTotal)]
    assert reading.input.rows == 253_461 == len(missions) + len(totals) + len(reading.problems)
    assert sum("Program Totals" in total.title for total in totals) == 8_480
    assert sum(not total.title for total in totals) == 561
    assert len(reading.problems) == 11
    assert sum(mission.recipient is None for mission in missions) == 17_661
    assert all(mission.period.begin is not None or mission.flags for mission in missions)
    codes = Counter(mission.event_code[7:].lstrip("0123456789")[:3] for mission in missions if mission.event_code)
    assert sum(codes.values()) == 303
    assert sum(mission.kind == "jcet" for mission in missions) == 577
    documented = (Path(__file__).parents[1] / "docs/formats.md").read_text(encoding="utf-8")
    assert all(flag in documented for flag in {flag for mission in missions for flag in mission.flags})
    before = next(mission for mission in missions if mission.recipient == "15TH SPECIAL FORCES BN")
    assert before.period == Period.parse("2009-03-30..2009-05-22")
    assert (before.source.line, before.source.page) == (107_950, "109")


def test_program_families_have_the_row_counts_that_their_table_states(shared_data: Path) -> None:
    import csv
    from importlib import resources

    with gzip.open(shared_data / "data/fmtrpt/fmtrpt_all.tsv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        counts = Counter(programs.of_label(row["training:program"]).family for row in rows)
    text = resources.files("vetting.sources").joinpath("programmes.csv").read_text(encoding="utf-8")
    stated = {row["family"]: int(row["n_rows"]) for row in csv.DictReader(text.splitlines())}
    assert counts == Counter(stated)
