"""The HTML summary: what it says, in which order, and that it is the same page every time."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.report import pages
from tests.report.parsed import Parsed
from vetting.errors import UsageError
from vetting.model import STANDARD_LINE_EN, STANDARD_LINE_ES, Dataset, Person, RuleText, Run, SourceRef
from vetting.period import Truth
from vetting.report import html
from vetting.report.page import digest

SCRIPT = """
import sys
from pathlib import Path
from tests.report import pages
from vetting.report import html
html.write(pages.DATASET, pages.RUN, pages.RULES, Path(sys.argv[1]), sys.argv[2])
"""


def page(
    lang: str = "en", dataset: Dataset = pages.DATASET, run: Run = pages.RUN, rules: tuple[RuleText, ...] = pages.RULES
) -> Parsed:
    return Parsed(html.render(digest(dataset, run, rules), lang))


def test_write_returns_the_path_of_the_page_it_wrote(tmp_path: Path) -> None:
    out = tmp_path / "summary.html"
    assert html.write(pages.DATASET, pages.RUN, pages.RULES, out, "es") == out
    assert out.read_text(encoding="utf-8").startswith('<!DOCTYPE html>\n<html lang="es"')


def test_the_standard_line_stands_at_the_head_and_at_the_foot_of_each_page() -> None:
    assert page("en").text.count(STANDARD_LINE_EN) == 2
    assert page("es").text.count(STANDARD_LINE_ES) == 2


def test_the_sections_stand_in_the_order_in_which_a_reader_needs_them() -> None:
    ids = [attributes["id"] for attributes in page().all("section")]
    assert ids == [
        "summary", "leads", "timeline", "brief", "records", "forces", "coverage", "rules", "words", "repeat",
    ]  # fmt: skip


def test_every_link_inside_the_page_has_its_target_and_every_id_is_unique() -> None:
    parsed = page()
    ids = [attributes["id"] for _, attributes in parsed.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in parsed.links() if link.startswith("#")} <= set(ids)
    named = [a.get("aria-labelledby", "") for _, a in parsed.elements] + [
        a.get("headers", "") for _, a in parsed.elements
    ]
    assert {part for value in named for part in value.split()} <= set(ids)


def test_elements_are_nested_as_html_asks() -> None:
    for lang in ("en", "es"):
        parsed = page(lang)
        assert not parsed.misnested
        assert not parsed.open_at_end


def test_headings_never_skip_a_level() -> None:
    levels = [int(tag[1]) for tag, _ in page().elements if tag in ("h1", "h2", "h3", "h4", "h5")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_lead_tells_the_incident_its_source_its_rating_and_when_it_became_public() -> None:
    text = page().text
    assert "Lead 1: 3er Batallón de Rangers and incident XAA-01" in text
    assert "Information attributes extrajudicial killing and enforced disappearance" in text
    assert "in the source's words: killings; disappearances" in text
    assert "Abuses in the Lower Valley, Valley Rights Observatory, 2013 (established NGO) cases.csv:2" in text
    assert "medium; rated by: project, from the cited source. One established NGO reports first-hand" in text
    assert "4 October 2011 (NGO report of 4 October 2011)" in text


def test_a_lead_tells_how_the_printed_name_was_read_and_that_no_person_confirmed_it() -> None:
    text = page().text
    assert "the part read: 3 Ranger Battalion; accepted by the tool, score 0.97; no person has confirmed it" in text
    assert "rests on an unconfirmed link" in text


def test_a_candidate_link_is_shown_as_one_a_person_must_decide() -> None:
    shaky = tuple(
        replace(e, mission_link=replace(e.mission_link, status="candidate", score=0.61)) for e in pages.EXPOSURES
    )
    assert (
        "unconfirmed candidate, score 0.61; a person must decide" in page(run=replace(pages.RUN, exposures=shaky)).text
    )


def test_missions_stand_with_their_days_timing_gap_knowledge_and_source_line() -> None:
    text = page().text
    assert (
        "start not printed, between 1 October 2008 and 30 September 2009; ended 22 May 2009 (fiscal year 2009)" in text
    )
    assert "before 224 to 254 days" in text
    assert "after 466 days yes critical" in text
    assert "trainings.tsv:4, page IV-40" in text


def test_a_message_is_filled_in_for_the_first_mission_and_names_the_rows_it_holds_for() -> None:
    text = page().text
    assert "was trained by the Department of Defense on 2011-01-10 although" in text
    assert "In the same way for rows 2–4 of the table." in text
    assert "{start}" not in text


def test_only_the_citations_of_the_version_applied_stand_beside_a_message() -> None:
    answers = pages.ANSWERS | {2: (replace(pages.law_answer(), version="v2"), *pages.ANSWERS[2][1:])}
    text = page(run=replace(pages.RUN, answers=answers)).text
    lead = text[text.index("What the rules say") : text.index("Evidence for leahy-dod-362")]
    assert "P.L. 113-76 div. C §8057 (not verified)" in lead
    assert "10 U.S.C. 362(a)(1)" not in lead


def test_the_rules_section_marks_what_was_not_verified_and_that_a_rule_is_a_draft() -> None:
    text = page().text
    rules = text[text.index("Rules applied A draft rule") :]
    assert "status: draft" in rules
    assert "v2: P.L. 113-76 div. C §8057 – not verified; in force 17 January 2014 – …" in rules
    assert "(days not verified)" in rules
    assert "v4: 10 U.S.C. 362(a)(1) – verified, read 5 January 2026" in rules


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "P.L. 112-74 div. A §8058 (verified; last day not verified)"),
     ("es", "P.L. 112-74 div. A §8058 (verificada; última fecha sin verificar)")],
)  # fmt: skip
def test_the_day_that_is_from_memory_is_told_beside_a_citation_that_is_verified(lang: str, words: str) -> None:
    first = replace(pages.RULES[0].authority[1], last_verified=False)
    rules = (replace(pages.RULES[0], authority=(first,)), *pages.RULES[1:])
    answers = pages.ANSWERS | {2: (replace(pages.law_answer(), version="v1"), *pages.ANSWERS[2][1:])}
    assert words in page(lang, run=replace(pages.RUN, answers=answers), rules=rules).text


def test_evidence_leads_down_to_the_source_line() -> None:
    text = page().text
    assert "mission T00002 trainings.tsv:3, page IV-40" in text
    assert "incident XAA-01 cases.csv:2" in text
    assert "unit XAA-R3 units.csv:4, page 12" in text


def test_a_tie_through_the_command_chain_is_no_lead_of_its_own_while_no_serious_rule_is_met() -> None:
    text = page().text
    assert "Lead 2" not in text
    line = "XAA-02, XAA death from excessive force a unit above the trained one 1 after, 1 before –"
    assert f"3er Batallón de Rangers {line}" in text


def test_record_keeping_flags_are_counted_by_country_program_and_year_with_examples() -> None:
    text = page().text
    assert "2 missions (28.6% of all; countries: 1)." in text
    assert "XAA International Military Education and Training (IMET) 2 2012: 2 “Army” trainings.tsv:6" in text


def test_what_names_only_a_force_stands_once_per_country() -> None:
    text = page().text
    forces = text[
        text.index("Records that stop at the force or service") : text.index("What was checked, and what was not Files")
    ]
    assert forces.count("XAA") == 1
    assert "XAA 1 1 5 Ejército de Exampleland" in forces


def test_coverage_names_files_hashes_rejects_open_sources_and_missing_facts() -> None:
    text = page().text
    assert "a" * 64 in text
    assert "1 row could not be read as a record." in text
    assert "not a day of the calendar training:start_date 1 “31/02/2012” trainings.tsv:30" in text
    assert "the source has no such column 1 14.3%" in text
    assert "which registered unit the printed name means (mission.host_units[].unit_id)" in text
    assert "1 line sums its program's rows; it is kept apart" in text


def test_a_page_without_leads_says_that_this_is_no_finding() -> None:
    quiet = replace(pages.RUN, exposures=(), answers=dict.fromkeys(pages.ANSWERS, ()))
    english, spanish = page("en", run=quiet), page("es", run=quiet)
    assert english.text.count("This is not a finding that none exists") == 2
    assert spanish.text.count("Esto no establece que no exista ninguno") == 2
    assert "timeline" not in [attributes["id"] for attributes in english.all("section")]
    assert "#timeline" not in english.links()


def test_an_empty_workspace_still_gives_a_whole_page() -> None:
    parsed = page(dataset=Dataset(), run=Run(pages.RUN.as_of, {}, {}))
    assert "No file is on record." in parsed.text
    assert "No rule was applied." in parsed.text
    assert not parsed.misnested


def test_numbers_days_and_country_names_follow_the_language() -> None:
    dataset = replace(pages.DATASET, incidents=tuple(replace(i, country="ESP") for i in pages.INCIDENTS))
    english, spanish = page("en", dataset).text, page("es", dataset).text
    assert "28 June 2014" in english
    assert "28 de junio de 2014" in spanish
    assert "XAA-01, Spain" in english
    assert "XAA-01, España" in spanish
    assert "score 0.94" in english
    assert "puntuación 0,94" in spanish


def test_the_page_of_an_unknown_language_is_refused() -> None:
    with pytest.raises(UsageError, match="'fr'"):
        page("fr")


def test_the_page_never_says_more_than_the_records() -> None:
    for lang, words in (
        ("en", ("committed", "perpetrator", "guilty", "cleared by", "innocent")),
        ("es", ("culpable", "perpetr")),
    ):
        text = page(lang).text.lower()
        assert not [word for word in words if word in text]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_same_input_gives_the_same_bytes_in_another_folder_locale_and_time_zone(tmp_path: Path, lang: str) -> None:
    seen = set()
    for number, (zone, seed) in enumerate((("Pacific/Kiritimati", "1"), ("America/Los_Angeles", "2"))):
        folder = tmp_path / f"folder{number}"
        folder.mkdir()
        environment = os.environ | {
            "TZ": zone, "LC_ALL": "C" if number else "C.UTF-8", "PYTHONHASHSEED": seed, "PYTHONPATH": os.getcwd(),
        }  # fmt: skip
        subprocess.run([sys.executable, "-c", SCRIPT, str(folder / "p.html"), lang], check=True, env=environment)
        seen.add((folder / "p.html").read_bytes())
    assert len(seen) == 1
    assert str(tmp_path).encode() not in seen.pop()


def test_the_order_of_the_records_changes_no_byte_of_the_page() -> None:
    turned = replace(
        pages.DATASET,
        units=pages.UNITS[::-1],
        incidents=pages.INCIDENTS[::-1],
        inputs=pages.DATASET.inputs[::-1],
    )
    run = replace(pages.RUN, exposures=pages.EXPOSURES[::-1], readings=pages.READINGS[::-1])
    plain = html.render(digest(pages.DATASET, pages.RUN, pages.RULES), "en")
    assert html.render(digest(turned, run, pages.RULES[::-1]), "en") == plain


def test_ties_to_records_that_are_no_longer_held_are_counted_and_make_no_lead() -> None:
    text = page(dataset=replace(pages.DATASET, incidents=pages.INCIDENTS[1:])).text
    assert "4 ties of the run concern records that are no longer held; run again." in text
    assert "XAA-01" not in text


def test_a_cell_with_a_long_number_is_counted_but_not_quoted_as_an_example() -> None:
    numbered = replace(pages.MISSIONS[4], recipient="50565694 CAPTAIN, Army")
    missions = (*pages.MISSIONS[:4], numbered, *pages.MISSIONS[5:])
    text = page(dataset=replace(pages.DATASET, missions=missions)).text
    assert "50565694" not in text
    assert "International Military Education and Training (IMET) 2 2012: 2 trainings.tsv:6" in text


def test_a_tie_by_command_names_the_chain_and_whether_it_was_surely_in_force() -> None:
    serious = replace(pages.law_answer(), incident_ids=("XAA-02",))
    shaky = tuple(replace(e, path_in_force=Truth.UNKNOWN) for e in pages.EXPOSURES)
    run = replace(pages.RUN, exposures=shaky, answers=pages.ANSWERS | {2: (serious,)})
    text = page(run=run).text
    assert "a unit above the trained one: 3er Batallón de Rangers → 4ª Brigada de Infantería" in text
    assert "the command tie is not surely in force then" in text


def test_a_tie_through_a_commander_names_the_posting_and_says_that_it_proves_nothing() -> None:
    person = Person("P7", "Coronel Ejemplo", SourceRef("persons.csv", 2))
    serious = replace(pages.law_answer(), incident_ids=("XAA-02",))
    ties = tuple(replace(e, tie="commander", person_id="P7") for e in pages.EXPOSURES if e.tie == "superior")
    run = replace(pages.RUN, exposures=ties, answers=pages.ANSWERS | {2: (serious,)})
    text = page(dataset=replace(pages.DATASET, persons=(person,)), run=run).text
    assert "through Coronel Ejemplo, by a posting on record; a posting says nothing of responsibility" in text


def test_an_act_within_several_days_is_not_told_as_if_it_lasted_them() -> None:
    serious = replace(pages.law_answer(), incident_ids=("XAA-02",))
    run = replace(pages.RUN, answers=pages.ANSWERS | {2: (serious,)})
    text = page(run=run).text
    assert "When and where between 26 May 2012 and 27 May 2012" in text
    assert "26 May 2012 – 27 May 2012" not in text
