"""Missions that share a signature get the answers they would get one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from vetting import fold, law, pipeline
from vetting.facts import FactsBuilder, Key, parts_read
from vetting.ingest import read_file
from vetting.model import Dataset, Declaration, Run
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
    monkeypatch.setattr(fold, "parts_read", lambda fields: tuple(range(len(Key._fields))))
    keys = FactsBuilder.keys
    monkeypatch.setattr(
        FactsBuilder,
        "keys",
        lambda self: ((mission, key._replace(terms=mission.id)) for mission, key in keys(self)),
    )
    alone = pipeline.run(dataset, rules, {}, parameters)
    assert _answers(alone) == _answers(folded)


def test_a_rule_is_asked_of_all_parts_that_its_facts_come_from() -> None:
    assert parts_read({"mission.program"}) == (Key._fields.index("program"),)
    assert parts_read({"mission.something_new"}) == (Key._fields.index("terms"),)
    assert parts_read({"something_new[].field"}) == tuple(range(len(Key._fields)))
    incidents = parts_read({"incidents[].date_start"})
    assert {Key._fields[place] for place in incidents} == {"surroundings", "host"}
