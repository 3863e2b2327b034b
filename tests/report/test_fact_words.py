"""Facts in plain words: all that a shipped rule may leave open, in both languages."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from vetting import law
from vetting.law.cases import read_cases
from vetting.report.fact_words import FACTS
from vetting.report.html import _fact
from vetting.report.language import Language, language

RULES = law.load_rules(law.shipped_rules())
JUDGED = sorted(path.replace("[]", "") for path in law.fields_judged(RULES))
#: A path of the schema, or a part of one, that slipped into the words.
BARE = re.compile(r"\w_\w|\w\.[a-z]{2}|\[\]")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_fact_that_a_shipped_rule_can_leave_open_has_plain_words(lang: str) -> None:
    spoken = language(lang)
    assert JUDGED
    lacking = [path for path in JUDGED if not _words(spoken, path)]
    assert lacking == []
    assert [path for path in JUDGED if BARE.search(_words(spoken, path))] == []


def test_the_spanish_words_of_a_fact_are_not_the_english_ones() -> None:
    english, spanish = language("en"), language("es")
    assert [path for path in FACTS if _words(english, path) == _words(spanish, path)] == []


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_two_facts_have_the_same_words(lang: str) -> None:
    spoken = language(lang)
    assert [words for words, n in Counter(_words(spoken, path) for path in FACTS).items() if n > 1] == []


def test_every_fact_that_a_written_case_leaves_open_has_plain_words() -> None:
    folder, parameters = law.shipped_rules(), law.load_parameters(law.shipped_rules())
    open_paths = {
        path.replace("[]", "")
        for rule in RULES
        for case in read_cases(folder, rule)[0]
        for answer in law.judge(case.facts, (rule,), parameters)
        for path in answer.missing
    }
    assert len(open_paths) > 50
    assert sorted(open_paths - set(FACTS)) == []


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "which points the annual JCET report to Congress gives for the mission"),
        ("es", "qué puntos da sobre la misión el informe anual al Congreso sobre los JCET"),
    ],
)
def test_a_fact_is_shown_in_words_with_its_path_beside(lang: str, words: str) -> None:
    path = "mission.jcet_report.fields[]"
    assert _fact(language(lang), path) == f"{words} (<code>{path}</code>)"


def _words(spoken: Language, path: str) -> str:
    return spoken.text(FACTS[path]).strip() if path in FACTS else ""
