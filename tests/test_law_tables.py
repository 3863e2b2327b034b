"""The tables beside the rules: every line decides as it says, an edit changes answers, and a mistake is named."""

from __future__ import annotations

import csv
import hashlib
import shutil

import pytest

from vetting import law
from vetting.errors import RuleError
from vetting.law.tables import Tables, read_tables, table_hashes

FOLDER = law.shipped_rules()
CONDITIONS = FOLDER / "tables" / "conditions.csv"
RULES = {rule.id: rule for rule in law.load_rules(FOLDER)}
PARAMETERS = law.load_parameters(FOLDER)
STATE_ACCOUNTS = ("FMF", "IMET", "INCLE", "PKO", "ESF", "NADR")
PROGRAM_OF = {"FMF": "FMF", "IMET": "IMET"}


def lines():
    with CONDITIONS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def mission(line, account, **more):
    # On a day after every act was signed; the year of the money is the line's.
    return {
        "program": PROGRAM_OF.get(account, "UNKNOWN"),
        "account": account,
        "country": line["country"],
        "appropriation_year": int(line["appropriation_fy"]),
        "start_date": "2024-06-01",
        "recipient_types": ["military"],
        "course_tags": ["cqb"],
        **more,
    }


def answer(line, account, made=False, folder_rules=RULES, **more):
    facts = {
        "mission": mission(line, account, **more),
        "country_facts": {"certification": {"made": made, "date": "2000-01-01" if made else None}},
    }
    return law.judge(facts, (folder_rules[line["rule_id"]],), PARAMETERS)[0]


CASES = [
    pytest.param(line, account, id="-".join((line["rule_id"], line["country"], line["appropriation_fy"], account)))
    for line in lines()
    for account in (STATE_ACCOUNTS if line["account"] == "*" else (line["account"],))
]


@pytest.mark.parametrize(("line", "account"), CASES)
def test_a_line_decides_as_its_effect_says(line, account):
    found = answer(line, account)
    assert found.result == ("undetermined" if line["effect"] == "undetermined" else "flagged")
    if found.result == "flagged":
        assert ("not verified" in found.message_en) is (line["verified"] == "B")
        assert line["effect"] != "withhold" or line["rule_id"] == "cond-colombia" or line["pct"] in found.message_en
        assert "the money may be older" not in found.message_en


@pytest.mark.parametrize(("line", "account"), CASES)
def test_a_certificate_in_time_clears_what_is_withheld_and_nothing_else(line, account):
    found = answer(line, account, made=True)
    bars = line["rule_id"] in ("cond-ntca-fmf-bar", "cond-guatemala-imet", "cond-guatemala-fmf")
    assert (found.result == "not_flagged") is not bars


@pytest.mark.parametrize("line", [line for line in lines() if line["act_signed"]], ids=lambda line: str(line["note"]))
def test_before_the_act_was_signed_the_money_came_from_an_earlier_one(line):
    account = "FMF" if line["account"] == "*" else line["account"]
    day = line["act_signed"]
    before = day[:-2] + f"{int(day[-2:]) - 1:02d}"
    year = {"appropriation_year": None, "fiscal_year": int(line["appropriation_fy"])}
    assert answer(line, account, start_date=before, **year).result == "undetermined"
    on_the_day = answer(line, account, start_date=day, **year)
    assert on_the_day.result == ("undetermined" if line["effect"] == "undetermined" else "flagged")
    if on_the_day.result == "flagged":
        assert "Tested by the fiscal year of the mission; the money may be older." in on_the_day.message_en


def test_the_first_days_on_which_acts_were_signed_are_days_of_the_law():
    days = {str(day) for day in law.bound_days(tuple(RULES.values()))}
    assert {line["act_signed"] for line in lines() if line["act_signed"]} <= days
    assert {"1999-03-12", "2001-01-01"} <= days
    assert "2012-10-01" not in days
    assert "2012-10-01" in {str(day) for day in law.year_days(tuple(RULES.values()))}


def pack(tmp_path, change=None, table=None):
    folder = tmp_path / "pack"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    if change:
        path = folder / "tables" / (table or "conditions.csv")
        old, new = change
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_a_line_that_an_analyst_adds_is_used(tmp_path):
    old = "cond-honduras,HND,2013,INCLE,,undetermined,B,,continued; no text read,"
    new = "cond-honduras,HND,2013,INCLE,20,withhold,V,S1,text read,"
    rules = {rule.id: rule for rule in law.load_rules(pack(tmp_path, (old, new)))}
    line = {"rule_id": "cond-honduras", "country": "HND", "appropriation_fy": "2013"}
    assert answer(line, "INCLE").result == "undetermined"
    found = answer(line, "INCLE", folder_rules=rules)
    assert found.result == "flagged"
    assert "20 per cent" in found.message_en


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("HND,2012,INCLE,20,withhold", "HND,2012,INCLE,20,witholds", "did you mean 'withhold'?"),
        ("HND,2012,INCLE,20,", "HND,2012,INCLE,,", "a line that withholds needs a percentage"),
        ("HND,2012,INCLE", "HON1,2012,INCLE", "'HON1' is not a country's three letters"),
        ("HND,2012,INCLE", "HND,12,INCLE", "'12' is not a fiscal year"),
        ("HND,2012,INCLE", "HND,2012,INL", "'INL' is not one of *, FMF"),
        ("HND,2012,FMF", "HND,2012,INCLE", "says the same year and account as line"),
        (",2011-12-23", ",2011-12-32", "'2011-12-32' is not a day"),
        ("HND,2012,INCLE", "HND,2019,INCLE", "a line for 2019, a year in which the rule is not in force"),
        ("cond-honduras,HND,2012", "cond-hondura,HND,2012", "there is no rule 'cond-hondura' (did you mean"),
        ("rule_id,country", "rule,country", "the columns are rule, country"),
        ("withhold,V,S43,signing day B,2011-12-23", "withhold,V,S43", "has not 10 cells"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_table_is_named_with_its_line(tmp_path, old, new, expected):
    with pytest.raises(RuleError) as caught:
        law.load_rules(pack(tmp_path, (old, new)))
    text = "\n".join(caught.value.findings)
    assert expected in text
    assert "pack/tables/conditions.csv:" in text or "pack/us/cond-honduras.yaml" in text


def test_a_mistake_in_a_table_of_countries_is_named(tmp_path):
    with pytest.raises(RuleError) as caught:
        law.load_rules(pack(tmp_path, ("CZE,1999-03-12", "CZE,12 March 1999"), "fmtr_exempt.csv"))
    assert "pack/tables/fmtr_exempt.csv:17: '12 March 1999' is not a day" in "\n".join(caught.value.findings)


def test_a_rule_that_asks_for_a_table_that_is_not_there_is_refused(tmp_path):
    folder = pack(tmp_path)
    path = folder / "us" / "fmtr-omission.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("fmtr_exempt", "fmtr_exemt"), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        law.load_rules(folder)
    assert "there is no table of countries 'fmtr_exemt' (did you mean 'fmtr_exempt'?)" in "\n".join(
        caught.value.findings
    )


def test_a_folder_without_tables_uses_the_shipped_ones(tmp_path):
    findings: list[str] = []
    assert read_tables(tmp_path, findings) == read_tables(FOLDER, findings)
    assert findings == []
    (tmp_path / "tables").mkdir()
    assert read_tables(tmp_path, findings) == Tables()


def test_the_hashes_of_the_tables_are_those_of_their_bytes():
    hashes = table_hashes(FOLDER)
    assert sorted(hashes) == ["conditions.csv", "fmtr_exempt.csv"]
    assert hashes["conditions.csv"] == hashlib.sha256(CONDITIONS.read_bytes()).hexdigest()
