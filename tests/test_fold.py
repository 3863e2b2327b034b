"""Judging in shares: how many processes judge cannot be seen in what they find."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting import executor, fold, ingest, law, pipeline
from vetting.fold import sharing
from vetting.model import Dataset, Run
from vetting.store import Store

AMERICAS = Path(__file__).resolve().parent.parent / "fixtures" / "americas"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    with Store.create(tmp_path_factory.mktemp("fold") / "case") as store:
        for path in sorted(AMERICAS.glob("*.csv")):
            store.import_file(ingest.read_file(path))
        return store.dataset()


@given(st.lists(st.sampled_from("ABCDEFG"), max_size=60), st.integers(1, 5))
def test_every_mission_is_in_one_share_and_every_country_too(countries: list[str], processes: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sharing, "_WORTH", 0)
        cut = sharing.shares(countries, processes)
    assert sorted(place for share in cut for place in share) == list(range(len(countries)))
    assert all(share == sorted(share) for share in cut)
    held = [{countries[place] for place in share} for share in cut]
    assert sum(map(len, held)) == len(set(countries))
    assert len(cut) <= max(1, min(processes, len(set(countries))))


def test_a_small_job_is_judged_by_one_process() -> None:
    assert len(sharing.shares(["HND", "SLV"] * 100, 2)) == 1
    assert len(sharing.shares(["HND", "SLV"] * 10_000, 2)) == 2


def test_one_process_and_three_find_the_same_in_the_same_order(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "_WORTH", 0)
    forked = _processes_forked(monkeypatch)
    one, three = (_run(dataset, cores, monkeypatch) for cores in (1, 3))
    assert len(one.answers) > 10
    assert list(one.answers.items()) == list(three.answers.items())
    assert list(one.signature_of.items()) == list(three.signature_of.items())
    assert list(one.facts.items()) == list(three.facts.items())
    assert forked == ([3] if executor.can_fork() else [])


def _processes_forked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many processes each later job is forked to, as they are."""
    forked: list[int] = []
    fork: Callable[..., object] = executor._forked

    def noted(work: object, tasks: object, processes: int) -> object:
        forked.append(processes)
        return fork(work, tasks, processes)

    monkeypatch.setattr(executor, "_forked", noted)
    return forked


def _run(dataset: Dataset, cores: int, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(fold, "cores", lambda: cores)
    folder = law.shipped_rules()
    return pipeline.run(dataset, law.load_rules(folder), law.rule_hashes(folder), law.load_parameters(folder))
