"""Conditions as sentences: every word of the vocabulary has one, in both languages, with the rule's values in it."""

from __future__ import annotations

from vetting import law
from vetting.conditions import words
from vetting.law.phrases import OPTIONS, PHRASES
from vetting.law.saying import gaps
from vetting.law.wording import clauses

RULES = law.load_rules(law.shipped_rules())


def test_every_word_has_a_sentence_in_both_languages_and_there_is_none_for_another() -> None:
    assert set(PHRASES) == set(words())
    for name, said in PHRASES.items():
        assert said.en, name
        assert said.es, name
        assert said.en != said.es, name
        assert gaps(said.en) == gaps(said.es), name


def test_a_sentence_has_a_gap_for_what_its_word_takes() -> None:
    for name, word in words().items():
        kind, wanted = word.argument.kind, gaps(PHRASES[name].en)
        if kind in ("none", "words"):
            assert not wanted, name
        elif name == "in_window":
            assert wanted == {"window"}
        elif kind == "table":
            assert wanted == {field for field, _ in word.argument.fields}, name
        else:
            assert wanted == {"value"}, name


def test_every_option_is_said_where_a_rule_gives_it_and_left_out_where_not() -> None:
    optional = {
        (name, field)
        for name, word in words().items()
        for field, argument in word.argument.fields
        if argument.optional and name != "in_window"
    }
    assert set(OPTIONS) == optional


def test_no_sentence_of_the_shipped_rules_has_a_gap_left() -> None:
    for rule in RULES:
        for language in ("en", "es"):
            for clause in clauses(rule, language):
                assert not gaps(clause.text), (rule.id, clause.text)
                assert clause.text == clause.text.strip()
                assert "  " not in clause.text


def test_each_clause_says_something_of_its_own_in_each_language() -> None:
    for rule in RULES:
        english, spanish = list(clauses(rule, "en")), list(clauses(rule, "es"))
        assert [one.node.clause for one in english] == [one.node.clause for one in spanish]
        assert all(one.text != other.text for one, other in zip(english, spanish, strict=True))


def test_spanish_contracts_its_articles() -> None:
    texts = [clause.text for rule in RULES for clause in clauses(rule, "es")]
    assert not [text for text in texts if " de el " in text or " a el " in text or " o o" in text]


def test_a_rule_left_out_on_any_day_for_its_program_is_not_said_to_be_out_of_force_too() -> None:
    rules = {rule.id: rule for rule in law.load_rules(law.shipped_rules())}
    facts = {"mission": {"program": "FMF"}}  # no day is known: before, in and after the days of the rule
    (answer,) = law.judge(facts, [rules["leahy-dod-362"]], law.load_parameters(law.shipped_rules()))
    assert answer.result == "not_applicable"
    assert [one.text_en for one in answer.evidence] == ["The program recorded is FMF."]
    (before,) = law.judge(
        {"mission": {"program": "FMF", "start_date": "1990-01-01"}},
        [rules["leahy-dod-362"]],
        law.load_parameters(law.shipped_rules()),
    )
    assert [one.text_en for one in before.evidence] == ["On the first day of the mission this rule was not in force."]
