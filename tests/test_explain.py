"""Explanations: from a record to its source lines, and why nothing was said."""

from __future__ import annotations

import json
import re
import string
from dataclasses import replace
from math import exp
from typing import Any

import pytest

from tests.report import small
from vetting.errors import UsageError
from vetting.explain import explain, explain_mission_pair, explain_pair
from vetting.explain.page import Page
from vetting.explain.records import nearest
from vetting.explain.sentences import SENTENCES
from vetting.link.levels import Linked, levels_named
from vetting.model import STANDARD_LINE_EN, STANDARD_LINE_ES, Answer, Attribution, Mention, Part, Reading
from vetting.report.findings_json import json_text

ANSI = re.compile("\x1b\\[[0-9;]*m")


def page(*asked: str, lang: str = "en") -> Page:
    return explain(small.DATASET, small.RUN, small.RULES, *asked, lang=lang)


def text(*asked: str, lang: str = "en") -> str:
    return flat(page(*asked, lang=lang))


def flat(one: Page) -> str:
    """The text of a page without styles, each sentence on one line."""
    return " ".join(ANSI.sub("", one.as_text()).split())


@pytest.mark.parametrize(("lang", "line"), [("en", STANDARD_LINE_EN), ("es", STANDARD_LINE_ES)])
def test_every_page_ends_with_the_standard_line(lang: str, line: str) -> None:
    for asked in ("M1", "XAA-R7", "XA-01", "T1", "trainings.tsv:9"):
        assert text(asked, lang=lang).endswith(line)


def test_a_mission_is_followed_to_its_source_line_page_and_url() -> None:
    assert "Source: trainings.tsv, line 2, page 40, https://example.org/book." in text("M1")


def test_a_mission_shows_what_is_printed_and_what_was_read() -> None:
    found = text("M1")
    assert "It began on 1 May 2012 (printed “5/1/12”)." in found
    assert "“Joint Combined Exchange Training, FY 12”; read as JCET" in found


def mission_text(lang: str = "en", **given: Any) -> str:
    """The page of mission M1 with some of its fields changed."""
    missions = tuple(replace(m, **given) if m.id == "M1" else m for m in small.DATASET.missions)
    return flat(explain(replace(small.DATASET, missions=missions), small.RUN, small.RULES, "M1", lang=lang))


def test_what_was_mended_is_said_in_words_and_not_in_marks() -> None:
    flags = ("start-leaked-into-cost", "text-leaked-into-quantity")
    said = "the start stood in the cost cell; text of another cell stood beside the number of persons."
    assert f"Mended while reading: {said}" in mission_text(flags=flags)
    assert "Corregido al leer: el inicio estaba en la casilla del costo; junto al" in mission_text("es", flags=flags)


def test_an_unknown_program_and_unknown_money_are_said_in_words() -> None:
    assert "; read as no known program, money: not known." in mission_text(program="UNKNOWN", money="unknown")
    assert "ningún programa conocido, fondos: no se sabe." in mission_text("es", program="UNKNOWN", money="unknown")


def test_a_start_that_is_not_printed_is_not_invented() -> None:
    assert "No first day is printed: it began on an unknown day in fiscal year 2009." in text("M3")


def test_the_cell_is_shown_part_by_part_with_its_link() -> None:
    found = text("M1")
    assert "“7th Rifle Bn” (characters 0 to 12) names a unit." in found
    assert "Linked to 7th Rifle Battalion (XAA-R7): score 0.97." in found
    assert "Further candidates: 1st Brigade (XAA-B1) 0.11." in found


def test_the_evidence_on_a_link_sums_to_its_score() -> None:
    facts = explain_pair(small.DATASET, "7th Rifle Bn", "XAA-R7", "XAA").facts
    total = sum(row["points"] for row in facts["rows"])
    assert facts["rows"]
    assert 1 / (1 + exp(-total)) == pytest.approx(facts["score"], abs=0.005)


def test_an_exposure_is_told_with_tie_timing_gap_and_what_was_known() -> None:
    found = text("M1")
    assert "information attributes extrajudicial killing (1 March 2010) to 7th Rifle Battalion" in found
    assert "The mission began after the incident. The gap is 792 days." in found
    assert "The incident was public by the day the mission began." in found
    assert "7th Rifle Battalion (XAA-R7) → 1st Brigade (XAA-B1) → Army of Exampleland (XAA-A)" in found


def test_a_mission_that_is_not_flagged_says_why_in_careful_words() -> None:
    found = text("M1", "ind-host-unit-unnamed")
    assert "ind-host-unit-unnamed (medium): not flagged." in found
    assert "It does not mean that a unit was vetted or is eligible." in found


def test_an_open_answer_names_what_is_missing() -> None:
    found = text("M2")
    assert "leahy-dod-362 (critical): cannot be determined." in found
    assert "What is missing: mission.host_units (which unit was trained); searched.incidents" in found


def test_a_rule_that_does_not_reach_the_mission_says_so() -> None:
    assert "Rules that do not reach a mission of this kind or time: leahy-dod-362." in text("M4")
    assert "The rule does not reach a mission of this kind or of this time." in text("M4", "leahy-dod-362")


def test_what_is_flagged_stands_before_what_is_not() -> None:
    found = text("M1")
    places = [found.index(word) for word in (": flagged.", ": not flagged.")]
    assert places == sorted(places)


def test_a_line_of_a_file_can_be_asked_about_one_rule() -> None:
    (mission,) = [one for one in small.DATASET.missions if one.id == "M1"]
    at = f"{mission.source.file}:{mission.source.line}"
    assert page(at, "leahy-dod-362").as_json() == page("M1", "leahy-dod-362").as_json()


@pytest.mark.parametrize(
    ("mission", "words"),
    [
        ("M2", "names only a service."),
        ("M3", "The cell for the trained unit is blank."),
        ("M4", "This source has no column for the trained unit: it cannot say whom."),
        ("M5", "No registered unit comes near enough to be a candidate."),
    ],
)
def test_each_kind_of_silence_about_the_trained_unit_has_its_own_words(mission: str, words: str) -> None:
    assert words in text(mission)


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "do not show whether it names one unit"), ("es", "no muestran si nombra una unidad determinada")],
)  # fmt: skip
def test_a_bare_name_is_not_said_to_name_a_unit(lang: str, words: str) -> None:
    found = with_recipient("Karlovo", lang)
    assert words in found
    assert "names a unit" not in found
    assert "nombra una unidad." not in found


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "names somebody outside the country's forces"), ("es", "nombra a alguien ajeno a las fuerzas")],
)
def test_a_consultant_is_not_said_to_be_a_unit(lang: str, words: str) -> None:
    assert words in with_recipient("Independent Consultant", lang)


def with_recipient(text: str, lang: str) -> str:
    """The page of a mission whose cell prints ``text`` and was read as one unlinked part."""
    (named,) = levels_named(text, "XAA", [Linked(text, "unit", is_matched=False)])
    reading = Reading(Mention("XAA", text), (Part(text, 0, len(text), "unit", named=named),))
    missions = tuple(replace(m, recipient=text) if m.id == "M5" else m for m in small.DATASET.missions)
    run = replace(small.RUN, readings=(*small.RUN.readings, reading))
    return flat(explain(replace(small.DATASET, missions=missions), run, small.RULES, "M5", lang=lang))


def test_a_name_linked_to_a_registered_force_is_not_said_to_name_a_unit() -> None:
    units = tuple(replace(unit, level="force") if unit.id == "XAA-R7" else unit for unit in small.DATASET.units)
    found = flat(explain(replace(small.DATASET, units=units), small.RUN, small.RULES, "M1"))
    assert "“7th Rifle Bn” (characters 0 to 12) names only a force. Linked to" in found


def test_a_country_without_a_registry_is_said_to_have_none() -> None:
    dataset = replace(small.DATASET, units=())
    assert "No unit of XAA is registered here" in flat(explain(dataset, small.RUN, small.RULES, "M5"))


def test_no_incident_on_record_is_not_taken_for_no_incident() -> None:
    run = replace(small.RUN, exposures=())
    found = flat(explain(small.DATASET, run, small.RULES, "M1"))
    assert "This says nothing of incidents that are not on record." in found


def test_a_mission_without_a_linked_unit_is_not_said_to_be_free_of_incidents() -> None:
    assert "No unit is linked to it, so no incident could be tied to it." in text("M3")
    assert "No incident on record is tied" not in text("M3")
    assert "No significa que no lo haya." in text("M3", lang="es")


def test_a_finding_counts_the_ties_that_its_answer_does_not_rest_on() -> None:
    found = text("M1", "ind-host-unit-unnamed")
    assert "incidents that the answer below does not rest on: 2." in found
    assert "No incident on record is tied" not in found
    assert "does not rest on" not in text("M1")


def test_a_finding_shows_only_the_exposures_it_rests_on() -> None:
    finding = page("M1", "leahy-dod-362")
    assert finding.kind == "finding"
    assert [one["incident_id"] for one in finding.facts["exposures"]] == ["XA-01"]
    assert page("M1:leahy-dod-362").as_json() == finding.as_json()


def test_a_finding_shows_its_law_and_what_would_lift_it() -> None:
    found = text("M1", "leahy-dod-362")
    assert "Authority: 10 U.S.C. 362(a)(1)." in found
    assert "What would lift it: A determination by the Department of Defense before the start." in found


def test_an_unverified_citation_is_shown_as_unverified() -> None:
    citation = replace(small.RULES[0].authority[0], verified=False)
    rules = (replace(small.RULES[0], authority=(citation,)),)
    found = flat(explain(small.DATASET, small.RUN, rules, "M1"))
    assert "10 U.S.C. 362(a)(1) [not verified]" in found


def test_a_unit_shows_its_names_its_chain_and_what_names_it() -> None:
    found = text("XAA-R7")
    assert "Also named: 7 Batallón de Fusileros." in found
    assert "Under 1st Brigade (XAA-B1): first cited 2005 – last cited 2015. Source: relations.csv, line 3." in found
    assert "Under Army of Exampleland (XAA-A): no dates given." in found
    assert "M1 (1 May 2012): “7th Rifle Bn”. Score 0.97." in found
    assert "XA-01 (1 March 2010): extrajudicial killing." in found


def test_a_chain_that_runs_in_a_circle_ends() -> None:
    back = replace(small.RELATIONS[0], unit_id="XAA-A", other_id="XAA-R7")
    dataset = replace(small.DATASET, relations=(*small.RELATIONS, back))
    found = flat(explain(dataset, small.RUN, small.RULES, "XAA-R7"))
    assert found.count("Under 1st Brigade") == 1


def test_a_unit_without_missions_is_not_said_to_be_untrained() -> None:
    assert "This does not show that it was not trained." in text("XAA-A") or "M2" in text("XAA-A")
    assert "For 1 further missions it is only a candidate." in text("XAA-B1")


def test_an_incident_shows_whom_it_names_and_how_sure_that_is() -> None:
    found = text("XA-01")
    assert "Source: cases.csv, line 2, https://example.org/report." in found
    assert "The source alleges: unlawful killing; read as extrajudicial killing." in found
    assert "It names “7th Rifles”: a unit." in found
    assert "A curated form of the name (no proof that two names are one unit)" in found
    assert "Credibility of the attribution: high. Two reports name the unit." in found


def test_an_incident_that_names_nobody_says_so() -> None:
    incident = replace(small.INCIDENTS[0], attributions=(Attribution("", level="none"),))
    dataset = replace(small.DATASET, incidents=(incident,))
    run = replace(small.RUN, incident_links={}, exposures=())
    found = flat(explain(dataset, run, small.RULES, "XA-01"))
    assert "It names nobody in particular." in found
    assert "It is linked to no registered unit." in found


def test_a_record_is_found_by_the_line_of_its_source() -> None:
    assert page("trainings.tsv:2").id == "M1"
    assert page("cases.csv:2").id == "XA-01"


def test_a_rejected_row_says_why() -> None:
    assert "not a day of the calendar (column training:start_date, value “31/31/12”)" in text("trainings.tsv:9")


def test_a_program_total_is_no_mission() -> None:
    assert "It is a published total, not a mission" in text("T1")


@pytest.mark.parametrize(("asked", "near"), [("XAA-R8", "XAA-R7"), ("xa-01", "XA-01"), ("m1", "M1")])
def test_an_unknown_id_names_the_nearest(asked: str, near: str) -> None:
    with pytest.raises(UsageError, match="nothing on record has the id") as stop:
        page(asked)
    assert near in stop.value.hint


def test_a_rule_alone_is_sent_to_the_rules() -> None:
    with pytest.raises(UsageError, match="is a rule") as stop:
        page("leahy-dod-362")
    assert "vetting rules show leahy-dod-362" in stop.value.hint


def test_an_unknown_rule_names_the_nearest() -> None:
    with pytest.raises(UsageError) as stop:
        page("M1", "leahy-dod-326")
    assert "leahy-dod-362" in stop.value.hint


def test_suggestions_do_not_depend_on_the_order_of_the_ids() -> None:
    ids = [f"HN-{number:02d}" for number in range(40)]
    assert nearest("HN-O1", ids) == nearest("HN-O1", ids[::-1])


def test_a_pair_of_other_numbers_is_explained_as_not_linked() -> None:
    found = explain_pair(small.DATASET, "8th Rifle Battalion", "XAA-R7", "XAA")
    assert found.facts["status"] != "match"
    assert "Not linked" in flat(found)
    assert any(row["answer"] == "against" for row in found.facts["rows"])


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "Printed “Rilfe”, read as “Rifle”: a misprint"), ("es", "Impreso «Rilfe», leído como «Rifle»: una errata")],
)
def test_a_word_that_was_read_as_another_is_told_in_both_languages(lang: str, words: str) -> None:
    found = explain_pair(small.DATASET, "7th Rilfe Battalion", "XAA-R7", "XAA", lang)
    assert words in flat(found)
    assert found.facts["misprints"] == [{"printed": "Rilfe", "read_as": "Rifle"}]


def test_a_name_printed_right_is_not_said_to_be_misprinted() -> None:
    found = explain_pair(small.DATASET, "7th RIFLE Bn", "XAA-R7", "XAA")
    assert found.facts["misprints"] == []
    assert "misprint" not in flat(found)


def test_a_pair_across_countries_is_never_compared() -> None:
    found = explain_pair(small.DATASET, "7th Rifle Battalion", "XAA-R7", "XAB")
    assert "only names of one country are compared" in flat(found)
    assert not found.facts


def test_a_placeholder_is_never_linked_and_says_so() -> None:
    units = (replace(small.UNITS[2], placeholder=True),)
    found = explain_pair(replace(small.DATASET, units=units), "7th Rifle Battalion", "XAA-R7", "XAA")
    assert "no text is ever linked to it" in flat(found)


def test_a_mission_and_a_unit_are_explained_by_the_run_and_the_evidence() -> None:
    linked = flat(explain_mission_pair(small.DATASET, small.RUN, "M1", "XAA-R7"))
    assert "In the last run this mission was linked to the unit (score 0.97)." in linked
    other = flat(explain_mission_pair(small.DATASET, small.RUN, "M1", "XAA-B1"))
    assert "was a candidate for this mission (score 0.11), not a link" in other
    none = flat(explain_mission_pair(small.DATASET, small.RUN, "M5", "XAA-R7"))
    assert "In the last run this mission was not linked to the unit." in none


def test_a_blank_cell_cannot_be_compared() -> None:
    with pytest.raises(UsageError, match="blank"):
        explain_mission_pair(small.DATASET, small.RUN, "M3", "XAA-R7")


def test_no_control_character_reaches_the_terminal() -> None:
    shown = page("M5").as_text()
    assert "[U+001B]" in shown.replace("\n", "").replace(" ", "")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", ANSI.sub("", shown))
    assert "owned" in shown


def test_hostile_text_in_a_unit_or_rule_is_shown_and_not_filled() -> None:
    units = (*small.UNITS[:2], replace(small.UNITS[2], name="\x1b[31m{mission}\x9b2J"))
    dataset = replace(small.DATASET, units=units)
    for asked in ("M1", "XAA-R7", "XA-01"):
        shown = ANSI.sub("", explain(dataset, small.RUN, small.RULES, asked).as_text())
        assert "{mission}" in shown
        assert not {"\x1b", "\x9b"} & set(shown)


def test_the_json_form_is_valid_and_has_the_facts() -> None:
    found = json.loads(json_text(page("M1").as_json(), indent=1))
    assert found["kind"] == "mission"
    assert found["source_ref"]["line"] == 2
    assert found["answers"][0]["rule_id"] == "leahy-dod-362"
    assert found["parts"][0]["matches"][0]["unit_id"] == "XAA-R7"


def test_the_json_form_keeps_hostile_text_but_no_raw_control_character() -> None:
    shown = json_text(page("M5").as_json())
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    assert small.HOSTILE in json.loads(shown)["parts"][0]["text"]


def test_lines_are_no_wider_than_asked() -> None:
    assert max(len(line) for line in ANSI.sub("", page("M1").as_text(60)).splitlines()) <= 60


def test_every_sentence_has_both_languages_with_the_same_places() -> None:
    for key, (english, spanish) in SENTENCES.items():
        places = [sorted(name for _, name, _, _ in string.Formatter().parse(one) if name) for one in (english, spanish)]
        assert places[0] == places[1], key
        assert english
        assert spanish


def test_no_page_uses_a_word_that_asserts_guilt_or_clearance() -> None:
    banned = re.compile(r"\b(violated the law by|committed|guilty|cleared|passed|culprit|perpetrated)\b", re.IGNORECASE)
    for english, _ in SENTENCES.values():
        assert not banned.search(english)


def test_an_answer_newer_than_the_texts_of_its_rule_is_still_told() -> None:
    run = replace(small.RUN, answers={**small.RUN.answers, 1: (Answer("new-rule", "flagged", "high"),)})
    assert "new-rule (high): flagged." in flat(explain(small.DATASET, run, small.RULES, "M1"))


def test_a_units_missions_are_told_by_day_and_its_exposures_nearest_first() -> None:
    early = replace(small.MISSIONS[0], id="Z1", period=small.days("2006-01-01", "2006-01-02"))
    exposures = tuple(reversed(small.EXPOSURES))
    dataset = replace(small.DATASET, missions=(*small.MISSIONS, early))
    found = flat(explain(dataset, replace(small.RUN, exposures=exposures), small.RULES, "XAA-R7"))
    assert found.index("Z1 (1 January 2006)") < found.index("M1 (1 May 2012)")
    assert found.index("XA-01 and mission M1") < found.index("XA-02 and mission M1")


def test_a_score_is_one_only_for_a_sources_own_id() -> None:
    reading = small.READINGS[2]
    best = replace(reading.parts[0].matches[0], score=0.9999)
    near = replace(reading, parts=(replace(reading.parts[0], matches=(best,)),))
    run = replace(small.RUN, readings=(*small.READINGS[:2], near, *small.READINGS[3:]))
    assert "score >0.99." in flat(explain(small.DATASET, run, small.RULES, "M1"))
