"""``vetting rules list`` on a day, in a country, for a program: what could apply, in which version, and what is out."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from vetting import law
from vetting.cli import main
from vetting.conditions.terms import PROGRAMS
from vetting.law.reach import reach

RULES, PARAMETERS = law.load_rules(law.shipped_rules()), law.load_parameters(law.shipped_rules())


def vetting(*words: object) -> Result:
    return CliRunner().invoke(main, ["rules", "list", *(str(word) for word in words)])


def listed(*words: object) -> dict[str, dict[str, Any]]:
    done = vetting(*words, "--json")
    assert done.exit_code == 0
    return {each["id"]: each for each in json.loads(done.stdout)}


def test_the_money_decides_which_leahy_law_could_apply() -> None:
    state, defense = listed("--programme", "IMET"), listed("--programme", "JCET")
    assert "leahy-state-620m" in state
    assert "leahy-dod-362" not in state
    assert "leahy-dod-362" in defense
    assert "leahy-state-620m" not in defense


def test_program_is_the_same_option_as_programme_in_any_case_of_letters() -> None:
    assert listed("--program", "imet") == listed("--programme", "IMET")


@pytest.mark.parametrize(
    ("day", "version"),
    [("1997-11-25", "v0"), ("1997-11-26", "v1"), ("2011-12-22", "v2"), ("2011-12-23", "v3"), ("2022-03-15", "v5")],
)
def test_the_version_in_force_that_day_is_named(day: str, version: str) -> None:
    assert listed("--as-of", day)["leahy-state-620m"]["version"] == version
    line = next(one for one in vetting("--as-of", day).stdout.splitlines() if one.startswith("leahy-state-620m "))
    assert f"{version} (" in line


def test_a_rule_that_was_not_yet_law_is_out_and_all_says_why() -> None:
    assert "leahy-dod-362" not in listed("--as-of", "1998-10-16")
    assert "leahy-dod-362" in listed("--as-of", "1998-10-17")
    found = listed("--as-of", "1998-10-16", "--all")["leahy-dod-362"]
    assert not found["could_apply"]
    assert found["why_en"] == ["On the first day of the mission this rule was not in force."]
    shown = vetting("--as-of", "1998-10-16", "--all", "--lang", "es", "--width", 160).stdout
    assert "no se aplica: El primer día de la misión esta regla no estaba en vigor." in shown


def test_a_country_narrows_the_country_conditions_by_code_or_name() -> None:
    by_name, by_code = listed("--country", "Honduras"), listed("--country", "HND")
    assert by_name == by_code
    assert "cond-honduras" in by_code
    assert "cond-colombia" not in by_code
    why = listed("--country", "HND", "--all")["cond-colombia"]["why_en"]
    assert "The country is Honduras." in why


def test_what_is_not_known_keeps_a_rule_in() -> None:
    # The account of this program is not settled, so a condition on an account may apply.
    assert "cond-honduras" in listed("--country", "HND", "--programme", "PKO", "--as-of", "2012-05-01")


def test_money_that_lives_for_years_keeps_a_condition_of_an_earlier_year_in() -> None:
    found = listed("--country", "HND", "--programme", "FMF", "--as-of", "2017-03-01")["cond-honduras"]
    assert found["could_apply"]
    assert found["why_en"] == ["Only for money of these years: 2012 to 2015."]
    assert not listed("--country", "HND", "--programme", "FMF", "--as-of", "2010-03-01", "--all")["cond-honduras"][
        "could_apply"
    ]


def test_without_anything_given_every_rule_is_there_as_before() -> None:
    assert list(listed()) == [rule.id for rule in RULES]
    assert "could_apply" not in listed()["leahy-dod-362"]


def test_what_is_left_out_is_counted_on_stderr_only() -> None:
    done = vetting("--programme", "FMS", "--as-of", "2015-01-01")
    assert "rules could apply; the others are out: --all says why" in done.stderr
    assert "could apply" not in done.stdout


def test_unverified_rules_are_marked_in_lines_and_json() -> None:
    found = listed()
    assert not found["leahy-dod-362"]["verified"]
    assert found["ind-unresolved-incident"]["verified"]
    lines = {line.split()[0]: line for line in vetting("--lang", "es").stdout.splitlines()}
    assert lines["leahy-dod-362"].endswith("[no todo verificado]")
    assert lines["leahy-dod-362"].split()[1:3] == ["crítica", "borrador"]
    assert not lines["ind-unresolved-incident"].endswith("]")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--as-of", "May 2012"), "'May 2012' is not a day"),
        (("--country", "Atlantis"), "'Atlantis' is no country"),
        (("--programme", "IMTE"), "there is no program 'IMTE' (did you mean 'IMET'?)"),
    ],
)
def test_a_slip_is_told_with_the_option(words: tuple[str, ...], expected: str) -> None:
    done = vetting(*words)
    assert done.exit_code == 2
    assert expected in done.stderr
    assert done.stdout == ""


@given(
    st.dates(date(1990, 1, 1), date(2026, 1, 1)),
    st.sampled_from(["", "HND", "COL", "MEX", "GTM", "FRA"]),
    st.sampled_from(["", *PROGRAMS]),
    st.fixed_dictionaries({}, optional={
        "years_old": st.integers(0, 12),
        "training_shown": st.booleans(),
        "cancelled": st.booleans(),
        "host_units": st.just([{"unit_id": "U1"}]),
        "recipient_types": st.just(["police"]),
    }),
)  # fmt: skip
def test_no_rule_that_is_out_applies_whatever_else_is_found_out(
    day: date, country: str, program: str, more: dict[str, Any]
) -> None:
    out = [
        one.rule for one in reach(RULES, PARAMETERS, day=day, country=country, program=program) if not one.could_apply
    ]
    year = day.year + (day.month >= 10)
    mission: dict[str, Any] = {"start_date": day.isoformat(), "fiscal_year": year, **more}
    if "years_old" in mission:  # no act gives money to years gone by
        mission["appropriation_year"] = year - mission.pop("years_old")
    mission |= {name: value for name, value in (("country", country), ("program", program)) if value}
    answers = law.judge({"mission": mission}, out, PARAMETERS)
    assert {answer.result for answer in answers} <= {"not_applicable"}
