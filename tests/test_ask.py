"""`vetting ask`: who is asked for what, in which order, and that the drafts assert nothing and run nothing."""

from __future__ import annotations

import io
import itertools
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document

from tests.report import small
from vetting import law, shipped
from vetting.ask import Digest, Drafts, digest, draft, render
from vetting.ask.citing import in_force
from vetting.ask.drafts import facts
from vetting.ask.holders import ANALYST, HOLDERS, naming_of, subjects, subjects_of
from vetting.ask.lines import lines_of
from vetting.ask.markdown import escape
from vetting.ask.phrases import PHRASES
from vetting.cli import main
from vetting.model import (
    STANDARD_LINE_EN,
    STANDARD_LINE_ES,
    Answer,
    Citation,
    Dataset,
    InputFile,
    Mission,
    RuleText,
    Run,
    SourceRef,
)
from vetting.report.manifest import verify
from vetting.sources.reading import FileReading
from vetting.store import Store

UNIT, VETTING, PROGRAM = "mission.host_units", "searched.vetting", "mission.program"


def mission(number: int, **values: Any) -> Mission:
    shared: dict[str, Any] = {"program": "JCET", "money": "DoD", "recipient": "Army", "title": "Course"}
    return Mission(
        f"M{number:03d}",
        country=values.pop("country", "XAA"),
        period=values.pop("period", small.days("2012-05-01", "2012-05-28")),
        source=values.pop("source", SourceRef("trainings.tsv", number + 1, page="4")),
        **{**shared, **values},
    )


def case(*lacking: tuple[Mission, Mapping[str, tuple[str, ...]]], facts: Any = None) -> tuple[Dataset, Run]:
    """A run in which each mission's rules are undetermined for want of the paths given."""
    answers = {
        number: tuple(Answer(rule, "undetermined", "high", missing=paths) for rule, paths in missing.items())
        for number, (_, missing) in enumerate(lacking)
    }
    run = Run(
        as_of=date(2014, 1, 1),
        rules=dict.fromkeys(sorted({answer.rule_id for held in answers.values() for answer in held}), "1" * 64),
        parameters={},
        answers=answers,
        signature_of={each.id: number for number, (each, _) in enumerate(lacking)},
        facts={number: facts or {"mission": {}} for number in answers},
    )
    return Dataset(missions=tuple(each for each, _ in lacking)), run


def shown(
    dataset: Dataset, run: Run, *, top: int = 0, rules: tuple[RuleText, ...] = small.RULES, **only: str
) -> Digest:
    return digest(dataset, run, rules, draft(dataset, run, **only), top=top, **only)


def holders(found: Drafts) -> set[str]:
    return {one.holder for one in found.questions}


# ---------------------------------------------------------------- the table


def schema_paths() -> Iterator[str]:
    """Every path of facts.schema.json, those of objects too."""
    schema = json.loads((shipped.rules_folder() / "facts.schema.json").read_text(encoding="utf-8"))

    def walk(node: Mapping[str, Any], path: str) -> Iterator[str]:
        if path:
            yield path
        held = node.get("items") if "items" in node else node
        for name, below in (held or {}).get("properties", {}).items():
            yield from walk(below, f"{path}{'[]' if 'items' in node else ''}.{name}".lstrip("."))

    return walk(schema, "")


def test_every_fact_that_a_rule_may_lack_has_a_holder_and_words() -> None:
    generic = subjects()[-1]
    held = [path for path in schema_paths() if path not in ("mission", "searched")]
    assert len(held) > 120
    assert [path for path in held if not subjects_of(path) or subjects_of(path)[0] is generic] == ["country_facts"]


def test_each_row_is_complete_in_both_languages_and_asks_departments_or_the_analyst() -> None:
    for subject in subjects():
        assert all((*subject.fact, *subject.ask)), subject.paths
        assert set(subject.by_money.values()) <= set(HOLDERS)
        holders = set(subject.by_money.values())
        assert ANALYST not in holders or holders == {ANALYST}, subject.paths
        assert all(subject.documents) is not (ANALYST in holders), subject.paths
        assert subject.ask[0] != subject.ask[1]


def test_each_path_of_the_table_is_one_of_the_schema() -> None:
    known = {path.replace("[]", "") for path in schema_paths()}
    assert {path for subject in subjects() for path in subject.paths} <= known


def test_commands_of_the_table_are_commands_of_the_tool() -> None:
    from vetting.sources import KINDS

    for subject in subjects():
        if subject.command:
            assert re.fullmatch(rf"vetting import ({'|'.join(KINDS)}) FILE", subject.command)


def test_no_sentence_asserts_what_records_cannot_show() -> None:
    texts = [text for subject in subjects() for text in (*subject.fact, *subject.ask, *subject.documents)]
    texts += [text for pair in PHRASES.values() for text in pair]
    banned = r"\b(violated|committed|illegal|unlawful|guilty|cleared|pass|culpable|cometi[oó]|cometid|ilegal|violó)\b"
    assert [text for text in texts if re.search(banned, text, re.IGNORECASE)] == []


def test_phrases_take_the_same_words_in_both_languages() -> None:
    for key, (english, spanish) in PHRASES.items():
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", spanish)), key


# ---------------------------------------------------------------- whom to ask


@pytest.mark.parametrize(
    ("money", "department"), [("DoD", "defense"), ("State", "state"), ("DHS", "homeland"), ("unknown", "both")]
)
def test_the_money_decides_which_department_is_asked_for_the_unit(money: str, department: str) -> None:
    found = draft(*case((mission(1, money=money), {"leahy-dod-362": (UNIT,)})))
    assert holders(found) == {department}


def test_the_department_of_state_is_asked_for_what_only_it_holds_whatever_the_money() -> None:
    found = draft(*case((mission(1, money="DoD"), {"jcet-com-concurrence": ("mission.com_concurrence",)})))
    assert holders(found) == {"state"}


def test_where_two_departments_hold_a_fact_each_gets_a_request() -> None:
    found = draft(*case((mission(1, money="unknown"), {"leahy-dod-362": (UNIT,)})))
    assert [one.holder for one in found.requests] == ["defense", "state"]


def test_what_no_department_holds_is_a_task_and_no_question() -> None:
    found = draft(*case((mission(1), {"leahy-dod-362": ("searched.incidents",)})))
    assert (found.questions, found.requests) == ((), ())
    assert [one.holder for one in found.tasks] == [ANALYST]


def test_vetting_is_asked_of_the_department_and_declared_by_the_analyst() -> None:
    found = draft(*case((mission(1, money="State"), {"leahy-vetting-stale": (VETTING,)})))
    assert holders(found) == {"state"}
    assert [one.settles for one in (*found.questions, *found.tasks)] == [1, 1]


def test_a_printed_unit_without_a_link_is_the_analysts_and_an_unnamed_one_the_departments() -> None:
    path = "mission.host_units[].unit_id"

    def asked(*levels: str) -> tuple[int, int, list[int]]:
        hosts = [{"unit_id": None, "name_level": level} for level in levels]
        found = draft(*case((mission(1), {"r": (path,)}), facts={"mission": {"host_units": hosts}}))
        return len(found.questions), len(found.tasks), [one.settles for one in (*found.questions, *found.tasks)]

    assert asked("unit") == (0, 1, [1])
    assert asked("service") == asked("none") == (1, 0, [1])
    assert asked("unit", "service") == (1, 1, [0, 0]), "a cell that holds both needs both"


def test_linked_hosts_name_nobody_who_is_still_sought() -> None:
    facts_ = {"mission": {"host_units": [{"unit_id": "XAA-R7"}, {"unit_id": None, "name_level": "unit"}]}}
    assert naming_of(facts_) == {"named"}


# ---------------------------------------------------------------- folding and ranking


def test_missions_that_lack_the_same_for_the_same_rules_are_one_question() -> None:
    found = draft(*case(*((mission(number), {"a": (UNIT,), "b": (UNIT,)}) for number in range(5))))
    (one,) = found.questions
    assert (len(one.missions), one.settles, one.rules) == (5, 5, {"a", "b"})


@pytest.mark.parametrize("other", [{"country": "XAB"}, {"program": "S333"}, {"money": "State"}])
def test_country_program_and_department_part_the_questions(other: dict[str, str]) -> None:
    found = draft(*case((mission(1), {"a": (UNIT,)}), (mission(2, **other), {"a": (UNIT,)})))
    assert [len(one.missions) for one in found.questions] == [1, 1]


def test_another_set_of_rules_is_another_question() -> None:
    found = draft(*case((mission(1), {"a": (UNIT,)}), (mission(2), {"a": (UNIT,), "b": (UNIT,)})))
    assert len(found.questions) == 2


def test_what_is_a_fact_of_the_country_is_asked_once_for_all_programs() -> None:
    rule = {"gao-post-sop-missing": ("mission.post_sop",)}
    found = draft(*case((mission(1), rule), (mission(2, program="IMET", money="State"), rule)))
    (one,) = found.questions
    assert (one.program, len(one.missions)) == ("", 2)


def test_questions_are_ranked_by_the_missions_that_an_answer_settles() -> None:
    two = ("mission.com_concurrence", UNIT)
    many = ((mission(number), {"a": two}) for number in range(3))
    found = draft(*case(*many, (mission(9, country="XAB"), {"a": (UNIT,)})))
    ranked = [(one.country, one.settles, len(one.missions)) for one in found.questions]
    assert ranked == [("XAB", 1, 1), ("XAA", 0, 3), ("XAA", 0, 3)]


def test_a_mission_is_settled_when_any_of_its_rules_lacks_nothing_else() -> None:
    found = draft(*case((mission(1), {"a": (UNIT, "mission.com_concurrence"), "b": (UNIT,)})))
    assert {one.subjects[0].fact[0]: one.settles for one in found.questions} == {
        "which foreign unit was trained": 1,
        "whether the Chief of Mission concurred": 0,
    }


def test_facts_answered_in_one_go_settle_together() -> None:
    paths = tuple(f"mission.notice.{name}" for name in ("date", "given", "unit_named"))
    (one,) = draft(*case((mission(1), {"s333-notice-unit": paths}))).questions
    assert (one.settles, one.paths()) == (1, paths)


def test_a_request_settles_what_all_its_items_together_settle() -> None:
    found = draft(*case((mission(1), {"a": (UNIT, "mission.hr_component")})))
    assert [one.settles for one in found.questions] == [0, 0]
    assert [(one.settles, len(one.subjects)) for one in found.requests] == [(1, 2)]


def test_the_program_is_asked_before_what_hangs_on_it() -> None:
    found = draft(
        *case((mission(1, program="UNKNOWN"), {"jcet-secdef-approval": (PROGRAM, "mission.secdef_approval")}))
    )
    (one,) = found.questions
    assert one.paths() == (PROGRAM,)
    assert one.also == {"mission.secdef_approval"}


def test_only_undetermined_answers_ask() -> None:
    dataset, run = case((mission(1), {"a": (UNIT,)}))
    for result in ("flagged", "not_flagged", "not_applicable"):
        other = replace(run, answers={0: (replace(run.answers[0][0], result=result),)})
        found = draft(dataset, other)
        assert (found.questions, found.tasks, found.missions, found.judged) == ((), (), 0, 1)


def test_a_mission_that_was_not_judged_is_not_counted() -> None:
    dataset, run = case((mission(1), {"a": (UNIT,)}))
    more = replace(dataset, missions=(*dataset.missions, mission(2)))
    assert draft(more, run) == draft(dataset, run)


def test_country_and_rule_narrow_the_drafts() -> None:
    data = case((mission(1), {"a": (UNIT,), "b": (VETTING,)}), (mission(2, country="XAB"), {"a": (UNIT,)}))
    assert {one.country for one in draft(*data, country="XAB").questions} == {"XAB"}
    assert {rule for one in draft(*data, rule="b").questions for rule in one.rules} == {"b"}


def test_the_order_of_the_missions_changes_no_byte() -> None:
    lacking = [
        (
            mission(number, country=f"XA{'ABC'[number % 3]}", program=("JCET", "S333")[number % 2]),
            {"a": (UNIT, VETTING)},
        )
        for number in range(6)
    ]
    made = set()
    for order in itertools.islice(itertools.permutations(lacking), 0, 720, 97):
        found = shown(*case(*order))
        made.add(tuple(render(found, form, "es") for form in ("md", "html", "docx", "json")))
    assert len(made) == 1


def test_the_table_of_facts_sums_all_drafts_of_a_subject() -> None:
    found = draft(*case((mission(1), {"a": (UNIT,)}), (mission(2, money="State"), {"a": (UNIT,)})))
    (fact,) = facts(found)
    assert (fact.missions, fact.settles, fact.drafts, fact.holders) == (2, 2, 2, ("defense", "state"))


# ---------------------------------------------------------------- what a draft says


def test_lines_are_folded_into_runs_and_the_rest_is_counted() -> None:
    (lines,) = lines_of([mission(number) for number in (1, 2, 3, 7, 9)])
    assert lines.runs == ((2, 4), (8, 8), (10, 10))
    assert lines.printed(2) == ("2–4, 8", 1)


def test_examples_tied_to_an_incident_stand_first_then_the_latest() -> None:
    early, late = small.days("2001-01-01", "2001-01-02"), small.days("2013-01-01", "2013-01-02")
    tied = mission(1, period=early)
    dataset, run = case(
        *((each, {"a": (UNIT,)}) for each in (tied, mission(2, period=early), mission(3, period=late), mission(4)))
    )
    exposed = replace(run, exposures=(replace(small.EXPOSURES[0], mission_id=tied.id),))
    (entry,) = shown(dataset, exposed).questions
    assert [each.id for each in entry.examples] == ["M001", "M003", "M004"]


def test_only_the_law_in_force_on_the_missions_days_is_cited() -> None:
    rule = RuleText(
        "leahy-x",
        "t",
        "t",
        "high",
        "draft",
        authority=(
            Citation("old act", verified=True, first=date(1998, 1, 1), last=date(2013, 12, 31), version="v1"),
            Citation("its section", version="v1"),
            Citation("new act", verified=True, first=date(2014, 1, 1), version="v2"),
        ),
    )
    assert [each.cite for each in in_force(rule, date(2010, 1, 1), date(2013, 12, 31))] == ["old act", "its section"]
    assert [each.cite for each in in_force(rule, date(2014, 1, 1), date(2015, 1, 1))] == ["new act"]
    assert len(in_force(rule, None, None)) == 3


def test_an_unverified_citation_is_marked_in_every_format() -> None:
    rule = RuleText(
        "leahy-dod-362",
        "Title",
        "Título",
        "high",
        "draft",
        authority=(
            Citation("P.L. 1-1", first=date(2000, 1, 1)),
            Citation("GAO-1", verified=True, bounds_verified=False),
        ),
    )
    found = shown(*case((mission(1), {"leahy-dod-362": (UNIT,)})), rules=(rule,))
    for text in texts(found, "en"):
        assert "P.L. 1-1 [not verified]" in text
        assert "GAO-1 [days in force not verified]" in text
        assert "draft rule" in text


def test_an_indicator_is_never_given_out_as_law() -> None:
    found = shown(*case((mission(1), {"ind-host-unit-unnamed": (UNIT,)})))
    for text in texts(found, "en"):
        assert "a safeguard indicator, which no law read for this tool asks for" in text
        assert "The question bears on" not in text


def test_a_question_names_fact_place_days_program_course_recipient_and_line() -> None:
    one = mission(1, program_printed="JCET FY12", title="Light infantry", recipient="Ejército & Armada")
    for text in texts(shown(*case((one, {"leahy-dod-362": (UNIT,)}))), "en"):
        for part in (
            "Department of Defense", "which foreign unit was trained", "mission.host_units", "2012-05-01", "2012-05-28",
            "JCET FY12", "Light infantry", "Ejército & Armada", "trainings.tsv, line 2, page 4", "10 U.S.C. 362(a)(1)",
            "5 U.S.C. 552", "M001",
        ):  # fmt: skip
            assert part in text


@pytest.mark.parametrize(
    ("recipient", "redacted", "words"),
    [("", False, "(blank)"), (None, False, "(the source has no such column)"), (None, True, "(blacked out)")],
)
def test_a_recipient_that_is_not_printed_is_said_to_be_so(recipient: str | None, redacted: bool, words: str) -> None:
    one = mission(1, recipient=recipient, redacted=redacted)
    for text in texts(shown(*case((one, {"a": (UNIT,)}))), "en"):
        assert words in text


def test_a_spanish_page_keeps_the_english_draft_and_marks_its_translation() -> None:
    found = shown(*case((mission(1), {"leahy-dod-362": (UNIT,)})))
    for text in texts(found, "es"):
        assert "Which foreign unit or units received the training" in text
        assert "¿Qué unidad o unidades extranjeras" in text
        assert "Traducción al español" in text
        assert "se presentan en inglés" in text
        assert STANDARD_LINE_ES in text
    assert 'class="draft" lang="en"' in render(found, "html", "es").decode()


def test_every_output_carries_the_standard_line_even_when_nothing_is_open() -> None:
    empty = shown(Dataset(), Run(as_of=date(2014, 1, 1), rules={}, parameters={}))
    for found in (empty, shown(*case((mission(1), {"a": (UNIT,)})))):
        assert all(STANDARD_LINE_EN in text for text in texts(found, "en"))
        assert json.loads(render(found, "json", "en"))["standard_line"] == STANDARD_LINE_EN


def test_drafts_beyond_the_top_are_counted() -> None:
    lacking = ((mission(number, country=f"XA{letter}"), {"a": (UNIT,)}) for number, letter in enumerate("ABCDE"))
    found = shown(*case(*lacking), top=2)
    assert (len(found.questions), found.whole["Q"]) == (2, 5)
    assert all("3 more drafts of this list are not shown" in text for text in texts(found, "en"))


def test_a_task_says_what_to_type() -> None:
    found = shown(*case((mission(1), {"a": ("searched.incidents",)})))
    command = "vetting declare incidents --complete --country XAA --from 2012-05-01 --to 2012-05-28 -w DIR"
    for text in texts(found, "en"):
        assert "vetting import incidents FILE -w DIR" in text
        assert command in text
    assert command in json.loads(render(found, "json", "en"))["tasks"][0]["commands"]


def texts(found: Digest, lang: str) -> tuple[str, str, str]:
    """What a reader sees of the Markdown, the HTML and the DOCX."""
    import html

    page = render(found, "html", lang).decode()
    document = Document(io.BytesIO(render(found, "docx", lang)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return (
        re.sub(r"\\([^\w\s])", r"\1", re.sub(r"\\(_)", r"\1", render(found, "md", lang).decode())),
        html.unescape(re.sub(r"<[^>]+>", "", page[page.index("<body>") :])),
        "\n".join([paragraph.text for paragraph in document.paragraphs] + cells),
    )


# ---------------------------------------------------------------- hostile text

HOSTILE = (
    small.HOSTILE
    + " [x](javascript:alert(1)) ![i](http://e.org/i) <img src=x> `a` **b** | c | # d www.e.org _z_ {{7*7}}"
)


def hostile() -> Digest:
    one = mission(
        1,
        recipient=HOSTILE,
        title=HOSTILE,
        program_printed=HOSTILE,
        source=SourceRef(f"{HOSTILE}.tsv", 2, page=HOSTILE, url="javascript:alert(1)"),
    )
    rule = RuleText("leahy-x", HOSTILE, HOSTILE, "high", "draft", authority=(Citation(HOSTILE, url="javascript:1"),))
    return shown(*case((replace(one, id=HOSTILE), {"leahy-x": (UNIT,)})), rules=(rule,))


def test_hostile_text_is_only_text_in_html() -> None:
    page = render(hostile(), "html", "en").decode()
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "<img" not in page
    assert "<a " not in page
    assert "{{7*7}}" in page
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e]", page)


def test_hostile_text_is_only_text_in_markdown() -> None:
    text = render(hostile(), "md", "en").decode()
    bare = re.sub(r"\\.", "", text)
    for mark in ("](", "<img", "<script", "![", "`", "http://", "www."):
        assert mark not in bare
    assert all(line.count("|") - line.count(r"\|") in (0, 6, 7) for line in text.splitlines())
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e]", text)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# head", r"\# head"),
        ("1. item", r"1\. item"),
        ("1.200", "1.200"),
        ("- item", r"\- item"),
        ("a_b", "a_b"),
        ("_a_", r"\_a\_"),
        ("a|b", r"a\|b"),
        ("https://e.org", r"https:\//e.org"),
        ("&lt;", r"\&lt;"),
        ("A & B", "A & B"),
        ("a\n# b", r"a \# b"),
    ],
)
def test_markdown_is_escaped_where_it_would_mean_something(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_hostile_text_is_only_text_in_docx() -> None:
    packed = zipfile.ZipFile(io.BytesIO(render(hostile(), "docx", "en")))
    body = packed.read("word/document.xml").decode()
    assert "w:instrText" not in body
    assert "w:hyperlink" not in body
    assert "[U+001B]" in body
    assert not any("javascript" in packed.read(name).decode("latin-1") for name in packed.namelist() if "rels" in name)


# ---------------------------------------------------------------- DOCX


def test_a_docx_is_the_same_bytes_each_time_and_dated_as_of() -> None:
    found = shown(*case((mission(1), {"leahy-dod-362": (UNIT, VETTING)})))
    first = render(found, "docx", "en")
    assert first == render(found, "docx", "en")
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {member.date_time for member in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert packed.namelist()[0] == "[Content_Types].xml"
    properties = Document(io.BytesIO(first)).core_properties
    assert {properties.created.date(), properties.modified.date()} == {date(2014, 1, 1)}
    assert (properties.author, properties.language) == ("", "en-US")


def test_a_docx_reads_back_with_headings_and_repeated_table_headers() -> None:
    document = Document(io.BytesIO(render(shown(*case((mission(1), {"a": (UNIT,)}))), "docx", "en")))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Title"
    assert {"Heading 1", "Heading 2", "Quote"} <= set(styles)
    assert document.tables
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)


# ---------------------------------------------------------------- the command


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(law, "rule_hashes", lambda folder: dict(small.RUN.rules))
    monkeypatch.setattr(law, "load_rules", lambda folder: small.RULES)
    monkeypatch.setattr(law, "texts", lambda rules: rules)
    folder = tmp_path / "case"
    records = (*small.UNITS, *small.RELATIONS, *small.INCIDENTS, *small.MISSIONS)
    with Store.create(folder) as store:
        read = InputFile(
            "all.csv", "small", "small", "c" * 64, len(records), len(records), 0, "utf-8", date(2013, 1, 2)
        )
        store.import_file(FileReading(read, records, ()))
        store.save_run(small.RUN)
    return folder


def vetting(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("form", ["md", "html", "docx", "json"])
def test_each_format_is_written_whole_with_a_manifest_that_verifies(workspace: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"ask.{form}"
    done = vetting("ask", "-w", workspace, "-o", out)
    assert done.exit_code == 0, done.output
    assert done.stdout.strip() == str(out)
    assert sorted(path.name for path in tmp_path.iterdir()) == [out.name, out.name + ".manifest.json", "case"]
    assert verify(out)["options"]["ask"] == form


def test_without_a_file_markdown_goes_to_stdout(workspace: Path) -> None:
    done = vetting("ask", "-w", workspace)
    assert done.exit_code == 0
    assert done.stdout.startswith("# What to ask next")


def test_json_names_the_missing_paths_the_counts_and_every_line(workspace: Path) -> None:
    found = json.loads(vetting("ask", "-w", workspace, "--json").stdout)
    assert (found["missions_judged"], found["missions_open"]) == (5, 3)
    (question,) = found["questions"]
    assert question["holder"] == "both"
    assert question["asks"][0]["missing"] == ["mission.host_units"]
    assert (question["n_missions"], question["settles"]) == (2, 0)
    assert question["lines"] == [{"file": "trainings.tsv", "n": 2, "runs": [[3, 4]]}]
    assert [task["settles"] for task in found["tasks"]] == [1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--rule", "nothing"), "no rule 'nothing'"),
        (("--country", "Atlantis"), "'Atlantis' is no country"),
        (("--format", "docx"), "not for stdout"),
        (("--json", "--format", "md"), "two different outputs"),
        (("-o", "drafts.txt"), "does not tell the format"),
        (("-o", "no/such/folder/a.md"), "is not there"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_exit_2(workspace: Path, arguments: tuple[str, ...], words: str) -> None:
    done = vetting("ask", "-w", workspace, *arguments)
    assert done.exit_code == 2
    assert words in done.stderr


def test_a_workspace_without_a_run_has_nothing_to_ask(tmp_path: Path) -> None:
    with Store.create(tmp_path / "case"):
        pass
    assert vetting("ask", "-w", tmp_path / "case").exit_code == 5
