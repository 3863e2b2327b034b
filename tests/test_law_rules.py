"""Rule files: the shipped ones are sound, and a file that is not is refused with every error and its line."""

from __future__ import annotations

import re
from datetime import date

import pytest

from vetting import law
from vetting.errors import RuleError
from vetting.law.facts_schema import paths
from vetting.law.linting import lint
from vetting.law.rule import stretches
from vetting.law.yaml_text import MAX_BYTES, MAX_DEPTH, Unreadable, parse
from vetting.period import ImpreciseDate

FOLDER = law.shipped_rules()
RULES = {rule.id: rule for rule in law.load_rules(FOLDER)}
SOURCE = (FOLDER / "us" / "leahy-dod-362.yaml").read_text(encoding="utf-8")
#: An act by its number.
ACT = re.compile(r"P\.L\. \d+-\d+")
SMALL = (FOLDER / "indicators" / "ind-host-unit-unnamed.yaml").read_text(encoding="utf-8")


def pack(tmp_path, *changes, source=SOURCE, name="leahy-dod-362"):
    for old, new in changes:
        assert old in source
        source = source.replace(old, new, 1)
    (tmp_path / f"{name}.yaml").write_text(source, encoding="utf-8")
    return tmp_path


def errors(folder):
    with pytest.raises(RuleError) as caught:
        law.load_rules(folder)
    assert caught.value.exit_code == 4
    return caught.value.findings


def test_the_shipped_rules_have_no_finding():
    assert lint(FOLDER) == ()


def test_every_rule_is_a_draft_until_a_lawyer_signs_and_speaks_both_languages():
    for text in law.texts(tuple(RULES.values())):
        assert text.status == "draft"
        assert all(
            (text.title_en, text.title_es, text.limits_en, text.limits_es, text.cleared_by_en, text.cleared_by_es)
        )


def test_what_was_never_read_ships_as_unverified():
    authority = {citation.cite: citation for citation in RULES["leahy-dod-362"].authority}
    for cite in (
        "Section number §8130 in P.L. 105-262", "Section number §8057 in div. C of P.L. 113-76",
        "Section number §1204 in P.L. 113-291", "Renumbering by §1241 of P.L. 114-328",
    ):  # fmt: skip
        assert not authority[cite].verified
    assert not authority["P.L. 113-76 div. C (DoD appropriations FY2014)"].bounds_verified
    assert authority["10 U.S.C. 362(a)(1)"].bounds_verified
    state = [citation for citation in RULES["leahy-state-620m"].authority if citation.version == "v4"]
    assert [citation.verified for citation in state] == [False]


def test_no_rule_cites_an_act_as_verified_and_as_not_verified_without_saying_what_of_it_is_not():
    for rule in RULES.values():
        read = {act for each in rule.authority if each.verified for act in ACT.findall(each.cite)}
        for each in rule.authority:
            if not each.verified and read & set(ACT.findall(each.cite)):
                assert not ACT.match(each.cite), f"{rule.id}: '{each.cite}' names the act, not the part of it"


def test_which_day_of_a_version_is_from_memory_is_kept_apart():
    first, second = (
        next(each for each in RULES["leahy-dod-362"].authority if each.version == version) for version in ("v1", "v2")
    )
    assert (first.first_verified, first.last_verified) == (True, False)
    assert (second.first_verified, second.last_verified) == (False, True)
    assert not first.bounds_verified
    assert not second.bounds_verified


def test_bound_days_are_the_days_on_which_some_law_changes():
    days = law.bound_days(tuple(RULES.values()))
    assert {date(1998, 10, 17), date(2014, 1, 17), date(2016, 12, 23), date(2011, 12, 23)} <= days
    assert date(2014, 1, 16) not in days


def test_compared_days_are_start_and_end_and_those_counted_from_them():
    start, end = ImpreciseDate.parse("2012-05"), ImpreciseDate.parse("2012-08-31")
    parameters = {"after_months": 6, "report_grace_days": 90, "lookback_months": 60, "near_days": 365}
    expected = (start, end, "2013-02-28", "2012-11-29", "2007-05", "2011-05-02/2011-06-01")
    assert law.compared_days(start, end, parameters) == tuple(
        ImpreciseDate.parse(day) if isinstance(day, str) else day for day in expected
    )
    assert set(law.compared_days(None, None, parameters)) == {None}


def test_fields_read_are_paths_of_the_schema():
    fields = law.fields_read(tuple(RULES.values()))
    assert fields <= paths()
    assert {"mission.program", "incidents[].credibility", "prior_missions[].start_date"} <= fields
    assert "mission.country" not in law.fields_read((RULES["leahy-dod-362"], RULES["ind-host-unit-unnamed"]))
    assert "mission.country" in law.fields_read((RULES["s333-notice-unit"],))


def test_what_only_a_message_says_decides_no_answer():
    assert "mission.country" not in law.fields_judged((RULES["s333-notice-unit"],))
    assert "mission.country" in law.fields_judged((RULES["cond-colombia"],))
    assert law.fields_judged(tuple(RULES.values())) <= law.fields_read(tuple(RULES.values()))


def test_only_rules_that_read_the_fiscal_year_make_its_first_days_days_of_the_law():
    assert date(2012, 10, 1) in law.year_days((RULES["fmtr-omission"],))
    assert law.year_days((RULES["ind-host-unit-unnamed"],)) == frozenset()


def test_hashes_are_those_of_the_files():
    assert law.rule_hashes(FOLDER) == {rule.id: rule.sha256 for rule in RULES.values()}


def test_all_errors_of_all_files_come_at_once_with_file_and_line(tmp_path):
    folder = pack(
        tmp_path,
        ("severity: critical", "severity: grave"),
        ("flag_when:", "flag_wen:"),
        ("        - prior", "        - priro"),
        ("program: [JCET,", "program: [JCETS,"),
        ("{by: dod, reported: no}", "{by: treasury, reported: no}"),
        ("from: 1998-10-17", "from: 1998-17-10"),
    )
    pack(tmp_path, ("id: ind", "id: idn"), source=SMALL, name="ind-host-unit-unnamed")
    text = "\n".join(errors(folder))
    label = tmp_path.name
    for expected in (
        f"{label}/leahy-dod-362.yaml:6: 'grave' is not one of critical, high",
        "unknown key 'flag_wen' (did you mean 'flag_when'?)",
        "the key 'flag_when' is missing",
        "unknown value 'JCETS' (did you mean 'JCET'?)",
        "'treasury' is not one of dod, state",
        "'1998-17-10' is not a day such as 2014-01-17",
        f"{label}/ind-host-unit-unnamed.yaml:1: the id 'idn-host-unit-unnamed' is not the file's name",
    ):
        assert expected in text
    assert str(tmp_path) not in text


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("        - prior", "        - priro", "unknown word 'priro' (did you mean 'prior'?)"),
        ("  some_host_unit:\n", "  all:\n", "put it inside a 'some_…' of host units"),
        ("        - gross", "        - gross: yes", "'gross' takes nothing"),
        ("        - gross", "        - [gross]", "a condition is one word"),
        ("status: draft", "status: draft\nstatus: draft", "the key 'status' stands twice, first on line 5"),
        ("version: [v2, v3, v4]", "version: [v2, v9]", "'v9' is not a version of this rule"),
        ("in_message: [v1]", "in_message: [v0]", "'v0' is not a version of this rule"),
        ("{from: 2014-01-17,", "{from: 2014-01-16,", "the version 'v2' overlaps 'v1'"),
        (", to: 2014-01-16, to_verified: no", ", to: 1990-01-16, to_verified: no", "in force to 1990-01-16, before"),
        (", to_verified: no", "", "'to' and 'to_verified' belong together"),
        ("attributes {violation}", "attributes {crime}", "has the gap '{crime}', which no record fills"),
        ("attributes {violation}", "attributes it", "not the same gaps in both languages"),
        ("attributes {violation}", "attributes {y1}", "has the gap '{y1}', which no record fills"),
        ("verified: yes\n    in_force", "verified: true\n    in_force", "'true' is not one of yes, no"),
        ("  - id: corrective-steps", "  - id: waiver", "the exception 'waiver' stands twice"),
        ("    verified: yes\n    when", "    when", "the key 'verified' is missing"),
        ("applies_when:\n  any:", "applies_when:\n  any: []\nx:\n  y:", "the list of conditions is empty"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_rule_is_named(tmp_path, old, new, expected):
    assert expected in "\n".join(errors(pack(tmp_path, (old, new))))


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (
            "{from: start, until: end + after_month}",
            "'after_month' is not a parameter of parameters.yaml (did you mean",
        ),
        ("{from: start, until: end, before: end}", "not both"),
        ("{}", "a window needs"),
        ("{from: yesterday}", "'yesterday' is not a day such as start"),
        ("{from: start + near_days}", "no rule may count from this day"),
    ],
)
def test_a_window_counts_only_from_days_and_parameters_that_exist(tmp_path, window, expected):
    source = (FOLDER / "indicators" / "ind-incident-after-training.yaml").read_text(encoding="utf-8")
    change = ("{from: start, until: end + after_months}", window)
    folder = pack(tmp_path, change, source=source, name="ind-incident-after-training")
    assert expected in "\n".join(errors(folder))


HOSTILE = {
    "an alias": ("a: &x 1\nb: *x\n", "anchors and aliases"),
    "a bomb of aliases": ("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n", "anchors and aliases"),
    "a tag that would run": ("a: !!python/object/apply:os.system [ls]\n", "tag"),
    "deep nesting": ("[" * 5000 + "]" * 5000, "deep"),
    "endless nesting": ("- " * 60_000, "deep"),
    "a huge file": ("a: " + "x" * MAX_BYTES, "larger than"),
    "two documents": ("a: 1\n---\nb: 2\n", "more than one document"),
    "nothing": ("", "empty"),
    "broken": ("a: [1, 2\nb: 3", "not YAML"),
    "a control character": ("a: \x01", "not YAML"),
    "a key that is a list": ("? [a, b]\n: c\n", "a key must be a plain text"),
    "a list": ("- a\n- b\n", "a table of keys belongs here"),
    "bytes": (b"\xff\xfe\x00a", "not UTF-8"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused(tmp_path, what):
    content, expected = HOSTILE[what]
    path = tmp_path / "bad.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    findings = errors(tmp_path)
    assert expected in findings[0]
    assert f"{tmp_path.name}/bad.yaml:" in findings[0]


def test_yaml_is_read_as_the_text_that_stands_there():
    piece, duplicates = parse("country: NO\nunit: 010\nyes: on\nday: 2012-05-01\nempty: ~\nreal: 1e3\n")
    assert {key: value.value for key, value in piece.value.items()} == {
        "country": "NO", "unit": "010", "yes": "on", "day": "2012-05-01", "empty": "~", "real": "1e3",
    }  # fmt: skip
    assert duplicates == []


def test_nesting_up_to_the_limit_is_read():
    parse("[" * (MAX_DEPTH - 1) + "x" + "]" * (MAX_DEPTH - 1))
    with pytest.raises(Unreadable, match="deep"):
        parse("[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH)


def test_a_folder_without_rules_is_refused(tmp_path):
    with pytest.raises(RuleError, match="holds no rule file"):
        law.load_rules(tmp_path)
    with pytest.raises(RuleError, match="is not a folder"):
        law.load_rules(tmp_path / "absent")


def test_a_folder_of_its_own_uses_the_shipped_parameters_unless_it_has_some(tmp_path):
    assert law.load_parameters(tmp_path) == law.load_parameters(FOLDER)
    (tmp_path / "parameters.yaml").write_text(
        "after_months: {value: 6, en: a, es: b}\nlead: {value: x, en: a, es: b}\n"
    )
    with pytest.raises(RuleError, match="'x' is not a number"):
        law.load_parameters(tmp_path)


def test_two_files_cannot_have_one_id(tmp_path):
    pack(tmp_path, source=SMALL, name="ind-host-unit-unnamed")
    (tmp_path / "more").mkdir()
    pack(tmp_path / "more", source=SMALL, name="ind-host-unit-unnamed")
    assert "is also that of" in errors(tmp_path)[0]


def test_lint_names_missing_cases_and_citations_without_a_day(tmp_path):
    changes = (("    read_on: 2026-11-24\n", ""), ("tests: cases/us/", "tests: cases/none/"))
    text = "\n".join(lint(pack(tmp_path, *changes)))
    assert "has a url but no read_on" in text
    assert "tests: 'cases/none/leahy-dod-362.yaml' cannot be read" in text


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("1998-10-16", ["before"]),
        ("1998-10", ["before", "v1"]),
        ("2014-01", ["v1", "v2"]),
        ("2014", ["v1", "v2", "v3"]),
        ("2030-01-01", ["v4"]),
        (None, ["before", "v1", "v2", "v3", "v4"]),
    ],
)
def test_a_start_falls_under_every_version_it_may(start, expected):
    found = stretches(RULES["leahy-dod-362"], start and ImpreciseDate.parse(start))
    assert [name for name, _ in found] == expected
