"""Missions that share a signature get the answers they would get one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from vetting import law, pipeline
from vetting.facts import FactsBuilder, Key, parts_read
from vetting.fold import questions
from vetting.ingest import read_file
from vetting.model import (
    Attribution,
    Dataset,
    Declaration,
    Extent,
    Incident,
    Mission,
    Posting,
    Run,
    SourceRef,
    Unit,
    VettingRecord,
)
from vetting.period import ImpreciseDate, Period
from vetting.store import Store

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module", params=["tiny", "americas"])
def dataset(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = ROOT / "fixtures" / request.param
    with Store.create(tmp_path_factory.mktemp(request.param)) as store:
        for path in sorted(folder.iterdir()):
            if path.suffix in {".csv", ".tsv"} and not path.name.startswith("expected"):
                store.import_file(read_file(path))
        store.declare(Declaration("incidents", complete=True, country="HND"))
        return store.dataset()


def _answers(run: Run) -> dict[str, tuple[tuple[object, ...], ...]]:
    return {
        mission_id: tuple((one.rule_id, one.result, one.missing, one.incident_ids) for one in run.answers[signature])
        for mission_id, signature in run.signature_of.items()
    }


def test_folding_missions_changes_no_answer(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    rules, parameters = law.load_rules(law.shipped_rules()), law.load_parameters(law.shipped_rules())
    folded = pipeline.run(dataset, rules, {}, parameters)
    assert len(folded.answers) < len(dataset.missions)
    # One by one: every mission differs from every other in a part that every rule looks at.
    monkeypatch.setattr(questions, "parts_read", lambda fields: tuple(range(len(Key._fields))))
    key = FactsBuilder.key
    monkeypatch.setattr(FactsBuilder, "key", lambda self, mission: key(self, mission)._replace(terms=mission.id))
    alone = pipeline.run(dataset, rules, {}, parameters)
    assert _answers(alone) == _answers(folded)


def _missions_like(missions: tuple[Mission, ...], how_many: int) -> Iterator[Mission]:
    """Missions with program, days, year and recipient drawn from those at hand and moved about bounds of the law."""
    drawn = Random(20121001)
    bounds = sorted(law.bound_days(law.load_rules(law.shipped_rules())) | {date(2012, 10, 1), date(2013, 1, 1)})
    for number in range(how_many):
        first = drawn.choice(bounds) + timedelta(days=drawn.choice((-366, -31, -1, 0, 1, 40)))
        last = first + timedelta(days=drawn.choice((0, 1, 30, 400)))
        start = drawn.choice((ImpreciseDate.of(first), ImpreciseDate.of(first, last), ImpreciseDate.fiscal_year(2012)))
        end = drawn.choice((None, ImpreciseDate.of(max(last, start.latest))))
        like, other = drawn.choice(missions), drawn.choice(missions)
        yield replace(
            like,
            id=f"m{number:04d}",
            program=other.program,
            account=other.account,
            recipient=drawn.choice((like.recipient, other.recipient, "")),
            period=Period(start, end),
            start_printed=drawn.choice(("", str(start))),
            fiscal_year=drawn.choice((None, first.year, first.year + 1)),
        )


def _builders_made(monkeypatch: pytest.MonkeyPatch) -> list[FactsBuilder]:
    """The builders that are made from here on, in order."""
    builders: list[FactsBuilder] = []
    made = FactsBuilder.__init__

    def remember(self: FactsBuilder, *args: object, **named: object) -> None:
        builders.append(self)
        made(self, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(FactsBuilder, "__init__", remember)
    return builders


@pytest.mark.parametrize("searched", ["", "fmtr"])
def test_a_mission_folded_with_others_is_answered_as_if_it_were_alone(
    dataset: Dataset, searched: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules, parameters = law.load_rules(law.shipped_rules()), law.load_parameters(law.shipped_rules())
    told = (Declaration(searched, complete=True),) if searched else ()
    missions = tuple(_missions_like(dataset.missions, 400))
    many = replace(dataset, missions=missions, declarations=(*dataset.declarations, *told))
    builders = _builders_made(monkeypatch)
    run = pipeline.run(many, rules, {}, parameters)
    for mission in missions:
        alone = law.judge(builders[0].facts(mission), rules, parameters)
        for together, answer in zip(run.answers[run.signature_of[mission.id]], alone, strict=True):
            assert together.result == answer.result, (mission, answer)
            if answer.result != "not_applicable":
                assert together == answer, (mission, answer)


def test_an_incident_of_a_unit_where_the_commander_served_before_is_among_the_facts(dataset: Dataset) -> None:
    """The list of incidents is open there, and nothing else ties the incident to the unit trained."""
    mission = next((one for one in dataset.missions if one.id == "FMTR-2010-11-WH-p47-1"), None)
    if mission is None:
        pytest.skip("the case is one of the records on the Americas")
    served = (("COL-BRIM2", "1997-01-01..1997-12-31", ""), ("COL-BR9", "2010-01-01..2010-12-31", "Commander"))
    postings = tuple(
        Posting("P1", unit_id, unit_id, Period.parse(days), mission.source, role=role) for unit_id, days, role in served
    )
    rules = tuple(
        rule for rule in law.load_rules(law.shipped_rules()) if rule.id == "ind-commander-from-implicated-unit"
    )
    parameters = law.load_parameters(law.shipped_rules())
    for held, result in ((postings, "flagged"), (postings[1:], "not_flagged")):
        run = pipeline.run(replace(dataset, postings=held), rules, {}, parameters)
        ((answer,),) = [run.answers[run.signature_of[mission.id]]]
        assert answer.result == result
        assert answer.incident_ids == (("CO-05",) if result == "flagged" else ())


def test_a_rule_is_asked_of_all_parts_that_its_facts_come_from() -> None:
    assert parts_read({"mission.program"}) == (Key._fields.index("program"),)
    assert parts_read({"mission.something_new"}) == (Key._fields.index("terms"),)
    assert parts_read({"something_new[].field"}) == tuple(range(len(Key._fields)))
    incidents = parts_read({"incidents[].date_start"})
    assert {Key._fields[place] for place in incidents} == {"surroundings", "who"}


def _builder_of(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch, *, vetting: tuple[VettingRecord, ...] = ()
) -> FactsBuilder:
    builders = _builders_made(monkeypatch)
    rules, parameters = law.load_rules(law.shipped_rules()), law.load_parameters(law.shipped_rules())
    run = pipeline.run(replace(dataset, vetting_records=vetting, declarations=()), rules, {}, parameters)
    assert dict(run.facts.items()) == {
        signature: builders[0].facts(next(one for one in dataset.missions if run.signature_of[one.id] == signature))
        for signature in run.answers
    }
    return builders[0]


def test_units_without_anything_on_file_are_one_question_for_vetting_until_one_has_a_record(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = replace(dataset, postings=(), listings=())
    plain = _builder_of(dataset, monkeypatch)
    named = {
        one.id: [host.get("unit_id") for host in plain.facts(one)["mission"].get("host_units", ())]
        for one in dataset.missions
    }
    checkable = [one for one in dataset.missions if len(named[one.id]) == 1 and None not in named[one.id]]
    loose = [one for one in dataset.missions if named[one.id] == [None]]
    assert len({plain.key(one).host for one in checkable}) > 1
    assert loose
    assert len({plain.key(one).files for one in checkable}) == 1
    assert {plain.key(one).files for one in checkable}.isdisjoint({plain.key(one).files for one in loose})
    (unit_id,) = named[checkable[0].id]
    record = VettingRecord("V1", checkable[0].country, "", checkable[0].source, unit_id=str(unit_id))
    told = _builder_of(dataset, monkeypatch, vetting=(record,))
    changed = [one for one in checkable if told.key(one).files != plain.key(one).files]
    assert changed
    assert all(named[one.id] == [unit_id] for one in changed)


@pytest.mark.parametrize(("first", "counted"), [(2010, range(2010, 2014)), (2012, range(2012, 2014))])
def test_growth_is_counted_only_from_years_declared_complete_from_the_first_day_to_the_last(
    dataset: Dataset, first: int, counted: range
) -> None:
    """Years that are half on record would show a growth of records."""
    declared = Declaration("fmtr", complete=True, first=date(first, 1, 1), last=date(2013, 12, 31))
    like = replace(dataset.missions[0], period=Period.parse("2013-05-01..2013-06-01"), start_printed="2013-05-01")
    missions = tuple(
        replace(like, id=f"g{year}{n}", period=Period.parse(f"{year}-05-01..{year}-06-01"), fiscal_year=year)
        for year in range(2009, 2014)
        for n in range(5 if year == 2013 else 1)
    )
    grown = replace(dataset, missions=missions, declarations=(declared,))
    rules = tuple(rule for rule in law.load_rules(law.shipped_rules()) if rule.id == "ind-force-expansion")
    run = pipeline.run(grown, rules, {}, law.load_parameters(law.shipped_rules()))
    signature = run.signature_of["g20130"]
    assert run.facts[signature]["history"] == {str(year): 5 if year == 2013 else 1 for year in counted}
    (answer,) = run.answers[signature]
    assert answer.result == ("flagged" if first == 2010 else "undetermined")


def test_units_that_nothing_tells_apart_are_answered_by_what_their_own_earlier_missions_are() -> None:
    """The country has incidents of a unit that no record names, and three units that nothing is on record about."""
    rules, parameters = law.load_rules(law.shipped_rules()), law.load_parameters(law.shipped_rules())
    source = SourceRef("some.csv", 2)
    units = tuple(Unit(f"u{n}", "XAA", f"{n}th Rifle Battalion", source) for n in (4, 5, 6))
    incidents = tuple(
        Incident(
            f"i{year}",
            "XAA",
            Period.on(ImpreciseDate.parse(f"{year}-03-01")),
            Extent.ACT,
            (Attribution("unknown men"),),
            source,
        )
        for year in (2005, 2010)
    )
    drawn = Random(7)
    missions = []
    for number in range(120):
        start = drawn.choice(["", "2004", "2006-01", "2011", "2005-03-01", "2010-02-28", "2012-07-04", "2009-12-31"])
        period = Period(ImpreciseDate.parse(start) if start else None, None)
        recipient = f"{drawn.choice((4, 5, 6))}th Rifle Battalion"
        missions.append(Mission(f"m{number:03}", "XAA", period, source, recipient=recipient, start_printed=start))
    told = set()
    for chosen in (missions, *(missions[at : at + 6] for at in range(0, 120, 6))):
        many = Dataset(missions=tuple(chosen), units=units, incidents=incidents)
        run = pipeline.run(many, rules, {}, parameters, as_of=date(2020, 1, 1))
        for mission in chosen:
            alone = law.judge(pipeline.facts_of(many, run, mission, rules, parameters), rules, parameters)
            together = run.answers[run.signature_of[mission.id]]
            pairs = zip(together, alone, strict=True)
            assert all(one == other for one, other in pairs if other.result != "not_applicable"), mission
            told |= {one.evidence for one in alone if one.rule_id == "ind-repeat-training-after-incident"}
    assert len(told) > 5
