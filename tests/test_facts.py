"""Missions that share a signature get the answers they would get one by one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vetting import facts, law, pipeline
from vetting.ingest import read_file
from vetting.model import Dataset, Declaration
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


def _one_by_one(dataset: Dataset, monkeypatch: pytest.MonkeyPatch, rules: Any, parameters: Any) -> dict[str, Any]:
    """Every mission judged on facts of its own: no two share a class of days."""
    numbers = iter(range(10**9))
    monkeypatch.setattr(facts.FactsBuilder, "_day_class", lambda self, mission, host: (next(numbers),))
    run = pipeline.run(dataset, rules, {}, parameters)
    assert len(run.answers) == len(dataset.missions)
    return {mission_id: run.answers[number] for mission_id, number in run.signature_of.items()}


def test_folding_missions_changes_no_answer(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    rules, parameters = law.load_rules(law.shipped_rules()), law.load_parameters(law.shipped_rules())
    folded = pipeline.run(dataset, rules, {}, parameters)
    assert len(folded.answers) < len(dataset.missions)
    alone = _one_by_one(dataset, monkeypatch, rules, parameters)
    for mission_id, number in folded.signature_of.items():
        for together, apart in zip(folded.answers[number], alone[mission_id], strict=True):
            assert (together.rule_id, together.result, together.missing) == (apart.rule_id, apart.result, apart.missing)
            assert together.incident_ids == apart.incident_ids
