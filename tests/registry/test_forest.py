"""The tree of a country's forces: cited rows, ministries on top, and no unit another's kin through any of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.registry.test_building import built, made, mission
from vetting.cli import main
from vetting.names.lexicon import lexicon
from vetting.registry.forest import Tree, forest
from vetting.registry.page import kind_word
from vetting.store import Store

ROWS = (
    mission(2, "Ministry of Defense", 2004),
    mission(3, "Armed Forces", 2004),
    mission(4, "Army, Ministry of Defense", 2005),
    mission(5, "Navy", 2005),
    mission(6, "Navy, Ministry of Justice", 2005),
    mission(7, "Gendarmerie", 2005),
    mission(8, "National Police, Ministry of Interior", 2006),
    mission(9, "19th Jungle Brigade, Army", 2006),
    mission(10, "Nigerian Navy", 2006),
    mission(11, "Joint Staff", 2006),
    mission(12, "Ministry of Interior", 2007),
    mission(13, "Ministry of Justice", 2007),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = made(tmp_path_factory.mktemp("forest") / "w", *ROWS)
    built(path)
    return path


@pytest.fixture(scope="module")
def trees(folder: Path) -> list[Tree]:
    with Store.open(folder) as store:
        dataset = store.dataset()
    return forest(dataset.units, dataset.relations)


def shape(tree: Tree) -> object:
    return {tree.unit.name: [shape(one) for one in tree.under]} if tree.under else tree.unit.name


def found(trees: tuple[Tree, ...] | list[Tree], name: str) -> Tree:
    every = [*trees]
    for tree in every:
        every.extend(tree.under)
    return next(tree for tree in every if tree.unit.name == name)


def test_services_stand_under_the_forces_and_these_under_the_ministry_of_defense(trees: list[Tree]) -> None:
    assert shape(trees[0]) == {"Ministry of Defense": [{"Armed Forces": ["Army", "Navy", "Joint Staff"]}]}
    assert [shape(t) for t in trees[1:]] == [
        {"Ministry of Interior": ["National Police"]},
        "Ministry of Justice",
        "Gendarmerie",
    ]


def test_every_body_cites_the_row_that_names_it_and_every_printed_tie_its_row(trees: list[Tree]) -> None:
    assert found(trees, "Armed Forces").unit.source.line == 3
    assert [t and t.line for t in (found(trees, n).tie for n in ("Army", "National Police"))] == [4, 8]
    assert found(trees, "Navy").tie is None  # what is printed beside it is no ministry of a navy
    assert found(trees, "Army").units == 1


def test_no_unit_is_another_s_kin_through_a_ministry_or_the_joint_staff(folder: Path) -> None:
    with Store.open(folder) as store:
        levels = {u.name: u.level for u in store.dataset().units}
    assert {levels[n] for n in ("Ministry of Defense", "Ministry of Interior", "Joint Staff", "Armed Forces")} == {
        "force"
    }
    assert levels["19th Jungle Brigade"] == "unit"


@pytest.mark.parametrize(
    ("lang", "tied", "kind"),
    [("en", "printed so in report.tsv:4", "by what it is"), ("es", "impreso así en report.tsv:4", "por lo que es")],
)
def test_the_page_shows_the_tree_with_its_rows(folder: Path, lang: str, tied: str, kind: str) -> None:
    out = folder / f"{lang}.html"
    given = ["registry", "page", "--country", "ECU", "--lang", lang, "-o", str(out), "-w", str(folder)]
    assert CliRunner().invoke(main, given).exit_code == 0
    page = out.read_text(encoding="utf-8")
    assert tied in page
    assert kind in page


def test_every_kind_of_body_has_a_word_in_both_languages() -> None:
    kinds = {value for concepts in lexicon().phrases.values() for what, value in concepts if what == "echelon"}
    assert all(kind_word(kind, lang) for kind in kinds for lang in ("en", "es"))
    spanish = {kind for kind in kinds if kind_word(kind, "es") != kind.replace("_", " ")}
    assert {"brigade", "battalion", "task_force", "ministry"} <= spanish
    from vetting.registry.page import _table

    assert kinds <= set(_table("kind_words.csv", "kind"))
