"""The bundled records: each cites its source, holds together, and names no victim."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from vetting.ingest import read_file
from vetting.model import Incident, Mission, Relation, Unit
from vetting.period import ImpreciseDate, Timing, timing

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
AMERICAS, TINY = FIXTURES / "americas", FIXTURES / "tiny"

COUNTRIES = {"BOL", "BRA", "CHL", "COL", "ECU", "GTM", "HND", "MEX", "PER", "SLV"}
COUNTRY_NAMES = {
    "Bolivia", "Brazil", "Chile", "Colombia", "Ecuador", "El Salvador", "Guatemala", "Honduras", "Mexico", "Peru",
}  # fmt: skip

UNITS = (
    "unit_id country_iso3 name aliases parent_id echelon branch kind level classification first_cited_date "
    "first_cited_is_start last_cited_date open_ended headquarters placeholder page url source_title note"
)
RELATIONS = "kind unit_id other_id first_cited_date is_start last_cited_date open_ended source_title page url"
INCIDENTS = (
    "case_id country date_start date_end date_precision extent place violation_types violation_codes killed "
    "other_victims unit_as_printed unit_language unit_normalised level force parent_chain other_units_named "
    "accountability_status accountability_detail source_title publisher source_year url source_kind credibility "
    "rated_by rating_reason first_public_date first_public_precision first_public_source notes"
)
INCIDENTS_MORE = (
    " perpetrator_unit_id latitude longitude remediation_status determination_by determination_date "
    "determination_reported resolved"
)
MISSIONS = (
    "mission_id country kind program account fiscal_year start_date end_date us_unit host_unit host_unit_redacted "
    "title location host_personnel us_personnel cost_usd stated_purpose primary_purpose human_rights_component "
    "end_of_mission_report secdef_approval secdef_approval_date com_concurrence vetting cancelled waiver_kind "
    "waiver_used_date waiver_reported waiver_report_date source_title page url notes"
)
FIGURES = (
    "figure value_as_printed value_min value_max unit period_from period_to area source_title publisher date url note"
)
HEADERS = {
    AMERICAS / "units.csv": UNITS,
    AMERICAS / "relations.csv": RELATIONS,
    AMERICAS / "incidents.csv": INCIDENTS,
    AMERICAS / "missions.csv": MISSIONS,
    AMERICAS / "missions_2000_01.csv": (
        "mission_id country kind program fiscal_year start_date title host_personnel cost_usd source_title page notes"
    ),
    AMERICAS / "figures.csv": FIGURES,
    TINY / "units.csv": UNITS,
    TINY / "relations.csv": RELATIONS,
    TINY / "incidents.csv": INCIDENTS + INCIDENTS_MORE,
    TINY / "missions.csv": MISSIONS,
    TINY / "figures.csv": FIGURES,
    TINY / "vetting.csv": (
        "record_id country unit unit_id subject_type result requested_date decision_date expires_date host_informed "
        "host_informed_date mission_id source_title page url notes"
    ),
    TINY / "persons.csv": "person_id name aliases country source_title page url",
    TINY / "postings.csv": (
        "person_id unit_id unit_name role rank title first_cited_date is_start last_cited_date is_end source_title "
        "page url"
    ),
    TINY / "listings.csv": "list_year country unit_as_printed source_title url note",
}
DATE_COLUMNS = re.compile(r"date(_start|_end)?$|_date$|^date|^period_")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ","))


def inputs(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.iterdir() if path.suffix in {".csv", ".tsv"} and not path.name.startswith("expected")
    )


def missions(path: Path) -> list[Mission]:
    return [record for record in read_file(path).records if isinstance(record, Mission)]


def cells(folder: Path) -> Iterator[tuple[str, int, str, str]]:
    for path in inputs(folder):
        for number, row in enumerate(rows(path), start=2):
            for column, value in row.items():
                if isinstance(value, str) and value:
                    yield path.name, number, column, value


@pytest.mark.parametrize("path", sorted(HEADERS), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_has_exactly_the_columns_of_its_kind(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == HEADERS[path].split()


def test_no_csv_is_bundled_that_these_tests_do_not_know() -> None:
    found = {path for folder in (AMERICAS, TINY) for path in inputs(folder) if path.suffix == ".csv"}
    assert found == set(HEADERS)


@pytest.mark.parametrize("path", inputs(AMERICAS), ids=lambda path: path.name)
def test_every_row_on_the_americas_is_read_without_a_problem_or_a_warning(path: Path) -> None:
    reading = read_file(path)
    assert not reading.problems
    assert not reading.warnings
    assert reading.input.rows == len(rows(path)) > 0


def test_the_rows_made_bad_on_purpose_become_problems_and_no_others() -> None:
    problems = Counter(path.name for path in inputs(TINY) for _ in read_file(path).problems)
    assert problems == {"units.csv": 1, "incidents.csv": 1, "missions.csv": 2, "fmtr_24.tsv": 1}


@pytest.mark.parametrize("path", sorted(HEADERS), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_row_cites_a_source(path: Path) -> None:
    for number, row in enumerate(rows(path), start=2):
        assert row["source_title"], f"{path.name}:{number}"
        if path.parent == AMERICAS and path.name in {"incidents.csv", "figures.csv"}:
            assert row["url"].startswith("http") or "url withheld" in row.get("notes", ""), f"{path.name}:{number}"
        if path.name.startswith("missions"):
            assert row["page"], f"{path.name}:{number}"


@pytest.mark.parametrize("folder", [AMERICAS, TINY], ids=lambda folder: folder.name)
def test_no_id_is_used_twice(folder: Path) -> None:
    keys = {"units": "unit_id", "incidents": "case_id", "missions": "mission_id", "missions_2000_01": "mission_id"}
    keys |= {"vetting": "record_id", "persons": "person_id"}
    used = Counter((key, row[key]) for path in inputs(folder) if (key := keys.get(path.stem)) for row in rows(path))
    assert [pair for pair, times in used.items() if times > 1] == []


def test_no_line_of_the_extraction_is_used_for_two_missions() -> None:
    notes = [row["notes"] for path in AMERICAS.glob("missions*.csv") for row in rows(path)]
    lines = [re.match(r"row (\d+) of the extraction", note) for note in notes]
    assert all(lines)
    assert len({line[1] for line in lines if line}) == len(lines)


@pytest.mark.parametrize("folder", [AMERICAS, TINY], ids=lambda folder: folder.name)
def test_every_tie_is_between_two_units_of_the_folder(folder: Path) -> None:
    units = {record.id for record in read_file(folder / "units.csv").records if isinstance(record, Unit)}
    for name in ("units.csv", "relations.csv"):
        for record in read_file(folder / name).records:
            if isinstance(record, Relation):
                assert {record.unit_id, record.other_id} <= units, record


@pytest.mark.parametrize("folder", [AMERICAS, TINY], ids=lambda folder: folder.name)
def test_no_unit_stands_above_itself(folder: Path) -> None:
    above: dict[str, set[str]] = {}
    for name in ("units.csv", "relations.csv"):
        for record in read_file(folder / name).records:
            if isinstance(record, Relation) and record.kind == "subordinate":
                above.setdefault(record.unit_id, set()).add(record.other_id)
    for unit in above:
        seen: set[str] = set()
        pending = [unit]
        while pending:
            for other in above.get(pending.pop(), ()):
                assert other != unit
                if other not in seen:
                    seen.add(other)
                    pending.append(other)


def test_every_country_is_one_of_the_americas() -> None:
    assert {row["country"] for row in rows(AMERICAS / "incidents.csv")} == COUNTRY_NAMES
    assert {row["country_iso3"] for row in rows(AMERICAS / "units.csv")} == COUNTRIES
    for name in ("missions.csv", "missions_2000_01.csv"):
        assert {row["country"] for row in rows(AMERICAS / name)} <= COUNTRIES, name


def test_every_row_of_the_invented_country_is_of_no_other() -> None:
    for path in inputs(TINY):
        for record in read_file(path).records:
            assert getattr(record, "country", "XAA") == "XAA", path.name


def test_every_date_on_the_americas_is_a_day_a_month_or_a_year() -> None:
    checked = 0
    for file, number, column, value in cells(AMERICAS):
        if DATE_COLUMNS.search(column) and column not in {"date_precision", "first_public_precision"}:
            assert ImpreciseDate.parse(value), f"{file}:{number} {column}"
            checked += 1
    assert checked > 400


def test_a_victim_is_never_named() -> None:
    counted = re.compile(
        r"(?!Truth Commission)[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+(?: (?:de|del|la|da|dos))* [A-ZÁÉÍÓÚÑ][a-záéíóúñ]+"
    )
    named = re.compile(
        r"(?i:\b(?:victims?|v[ií]ctimas?|v[ií]timas?|the late|asesinato de|muerte de|murder of|killing of|death of|"
        r"desaparici[oó]n de|son of|hijo de|caso))(?: named| llamad[oa])?[ :]+"
        r"(?!Tlatlaya|Ayotzinapa|Iguala|La Cantuta)"
        r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+(?: (?:de|del|la|da|dos))? [A-ZÁÉÍÓÚÑ][a-záéíóúñ]+"
    )
    for folder in (AMERICAS, TINY):
        for file, number, column, value in cells(folder):
            if column in {"killed", "other_victims"}:
                assert not counted.search(value), f"{file}:{number} {column}: {value}"
            if column not in {"name", "aliases"}:
                assert not named.search(value), f"{file}:{number} {column}: {value}"


def test_an_address_that_names_a_victim_stays_withheld() -> None:
    withheld = {row["case_id"] for row in rows(AMERICAS / "incidents.csv") if "names a victim" in row["notes"]}
    assert withheld == {"BO-11", "BR-13", "CL-11", "HN-02", "MX-13", "SV-03"}
    for row in rows(AMERICAS / "incidents.csv"):
        for note in re.findall(r"[^.;()]*withheld[^.;()]*", row["notes"]):
            assert "http" not in note


def test_no_text_says_that_a_unit_is_guilty_or_clean() -> None:
    forbidden = re.compile(r"(?i)\b(violated the law|is guilty|was cleared|cleared of|passed vetting)\b")
    texts = [(file, number, value) for folder in (AMERICAS, TINY) for file, number, _, value in cells(folder)]
    texts += [
        (str(path.name), number, line)
        for path in FIXTURES.rglob("*.md")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    ]
    for file, number, text in texts:
        assert not forbidden.search(text), f"{file}:{number}: {text}"


def test_every_unit_but_the_placeholders_is_named() -> None:
    for row in rows(AMERICAS / "units.csv"):
        assert row["name"]
        assert row["level"] in {"unit", "service", "force"}
        assert row["placeholder"] in {"", "Y"}
        assert row["unit_id"].startswith(row["country_iso3"] + "-")


def test_the_edition_without_a_recipient_column_does_not_read_as_blank_recipients() -> None:
    recipients = {mission.recipient for mission in missions(AMERICAS / "missions_2000_01.csv")}
    assert recipients == {None}


@pytest.mark.parametrize(
    ("mission_id", "case_id", "when", "gap"),
    [
        ("FMTR-2009-10-WH-p109-3", "HN-01", Timing.BEFORE, (224, 224)),
        ("FMTR-2011-12-WH-p73-1", "HN-01", Timing.DURING, None),
        ("FMTR-2013-14-WH-p60-1", "HN-01", Timing.DURING, None),
        ("FMTR-2012-13-WH-p65-2", "HN-02", Timing.AFTER, (3, 4)),
        ("FMTR-2008-09-WH-p37-1", "CO-18", Timing.DURING, None),
    ],
)
def test_the_known_leads_stand_where_the_record_puts_them(
    mission_id: str, case_id: str, when: Timing, gap: tuple[int, int] | None
) -> None:
    incidents = [record for record in read_file(AMERICAS / "incidents.csv").records if isinstance(record, Incident)]
    (incident,) = (incident for incident in incidents if incident.id == case_id)
    (mission,) = (mission for mission in missions(AMERICAS / "missions.csv") if mission.id == mission_id)
    assert timing(mission.period, incident.period, incident.extent) == (when, gap)


@pytest.mark.parametrize("name", ["expected.csv", "expected_declared.csv"])
def test_expected_answers_speak_of_missions_that_exist_once_each(name: str) -> None:
    known = {mission.id for path in inputs(TINY) for mission in missions(path)}
    expected = rows(TINY / name)
    assert {row["mission_id"] for row in expected} <= known
    assert {row["result"] for row in expected} == {"flagged", "not_flagged", "undetermined", "not_applicable"}
    keys = [(row["mission_id"], row["rule_id"]) for row in expected]
    assert keys == sorted(set(keys))


def test_declaring_the_incidents_complete_only_settles_what_was_open() -> None:
    still = {(row["mission_id"], row["rule_id"]): row["result"] for row in rows(TINY / "expected.csv")}
    closed = {(row["mission_id"], row["rule_id"]): row["result"] for row in rows(TINY / "expected_declared.csv")}
    changed = {(still[key], closed[key]) for key in still.keys() & closed.keys() if still[key] != closed[key]}
    assert changed == {("undetermined", "not_flagged")}
