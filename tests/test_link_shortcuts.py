"""What is skipped or worked out only once to save time gives what the long way gives."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from tests.bench import big_registry
from tests.gold.scoring import HERE, read_queries, read_registry
from vetting.link import link
from vetting.link.candidates import shortlist
from vetting.link.collective import Elsewhere, _said
from vetting.link.enclosing import deeper
from vetting.link.features import (
    Head,
    _compared,
    _same_text,
    acronym_hits,
    branch_conflict,
    compare,
    misspells,
    number_conflict,
    section_conflict,
)
from vetting.link.heads import read
from vetting.link.judgement import judge, weights
from vetting.link.registry import Registry, build
from vetting.link.scored import forbidden
from vetting.link.spelling import spelling_of
from vetting.model import SourceRef, Unit
from vetting.names import split
from vetting.names.acronyms import _fits, is_syllabic
from vetting.names.pieces import in_one_piece

STRINGS = sorted({q.mention.text for q in read_queries()})


@pytest.fixture(scope="module", params=["labeled", "crowded"])
def registry(request: pytest.FixtureRequest) -> Registry:
    """Honduras as it was labeled, with superiors; and with a registry whose names are much alike."""
    units, above = read_registry(HERE / "registry.csv")
    if request.param == "labeled":
        return build("HND", [u for u in units if u.country == "HND"], above)
    made, _ = big_registry.build([(q.mention.country, q.mention.text) for q in read_queries()], size=1500)
    return build("HND", [Unit(u.id, u.country, u.name, SourceRef("u", 1)) for u in made if u.country == "HND"])


def test_pairs_of_the_same_parts_are_compared_as_if_each_were_the_first(registry: Registry) -> None:
    pairs = 0
    for query in [q for q in read_queries() if q.mention.country == "HND"]:
        for head in (h for named in read(query.mention.text, registry, "HND") for h in named.readings):
            hits = acronym_hits(head, registry)
            for at in shortlist(head, registry, hits):
                assert compare(head, at, registry, hits) == _compared(head, at, registry, hits)
                pairs += 1
    kept = sum(len(held) for held in registry._compared.values())
    assert 0 < kept < 0.9 * pairs  # some of them were indeed not worked out anew


def _pairs(registry: Registry) -> Iterator[tuple[Head, int, list[float]]]:
    """Every pair of a head of Honduras and a form that is compared with it, with its values."""
    for query in [q for q in read_queries() if q.mention.country == "HND"]:
        for head in (h for named in read(query.mention.text, registry, "HND") for h in named.readings):
            hits = acronym_hits(head, registry)
            for at in shortlist(head, registry, hits):
                yield head, at, compare(head, at, registry, hits)


def test_a_pairs_values_say_what_conflicts_as_its_parts_do(registry: Registry) -> None:
    seen = set()
    for head, at, values in _pairs(registry):
        form, against = registry.forms[at], forbidden(head, at, values, registry)
        numbers, sections = number_conflict(head, form, registry), section_conflict(head, form)
        assert (against == "the unit numbers differ") == numbers
        assert (against == "the staff sections differ") == (sections and not numbers)
        if branch_conflict(head, registry.branches[form.unit]):
            assert against
        seen.add(against)
    assert {"", "the unit numbers differ", "the services differ"} <= seen


def test_a_stretch_that_is_not_read_as_below_a_unit_could_not_have_been_below_it() -> None:
    units, above = read_registry(HERE / "registry.csv")
    registry = build("HND", [u for u in units if u.country == "HND"], above)
    skipping, claims = registry.heads, 0
    for query in [q for q in read_queries() if q.mention.country == "HND"]:
        for named in read(query.mention.text, registry, "HND"):
            held = judge(named, registry, weights(), 5) if named.readings else ()
            for unit in (registry.at(m.unit_id) for m in held if m.status == "match"):
                registry.heads = skipping
                short = deeper(named, unit, registry, weights())
                registry.heads = frozenset(range(len(registry.units)))
                assert deeper(named, unit, registry, weights()) == short
                claims += 1
    assert claims > 100
    assert len(skipping) < len(registry.units)


def test_claimed_names_that_are_not_looked_at_neither_hold_what_is_asked_nor_are_written_like_it() -> None:
    units, above = read_registry(HERE / "registry.csv")
    texts = [q.mention for q in read_queries() if q.mention.country == "HND"]
    cells = [(r.mention.text, [(p.text, p.matches) for p in r.parts]) for r in link(texts, units, superiors=above)]
    elsewhere = Elsewhere("HND", cells, units)
    left_out = 0
    for text in STRINGS:
        asking = _said(text, "HND")
        looked = {id(name): (like, holds) for name, like, holds in elsewhere._near(asking)}
        everyone = elsewhere._by_numbers[asking.numbers].names if asking.numbers in elsewhere._by_numbers else ()
        for name in everyone:
            pairs = ((asking.normal, name.said.normal), (asking.sorted, name.said.sorted))
            like = max(fuzz.ratio(*pair, score_cutoff=80.0) for pair in pairs)
            assert looked.get(id(name), (0.0, False)) == (like, name.said.holds(asking))
        left_out += len(everyone) - len(looked)
    assert left_out > 1000


def test_the_forms_of_a_unit_are_those_that_name_its_position(registry: Registry) -> None:
    for unit in range(len(registry.units)):
        assert list(registry.own_forms(unit)) == [at for at, form in enumerate(registry.forms) if form.unit == unit]


@given(
    st.text("abc", min_size=1, max_size=13), st.lists(st.text("abc", min_size=1, max_size=6), min_size=2, max_size=5)
)
def test_no_syllabic_acronym_is_refused_before_it_is_tried(acronym: str, parts: list[str]) -> None:
    fits = 4 <= len(acronym) <= 12 and len(parts) <= len(acronym) and _fits(acronym, tuple(parts), 0, 0)
    assert is_syllabic(acronym, tuple(parts)) == fits


@given(st.integers(0, 10_000))
def test_a_beginning_of_each_word_makes_a_syllabic_acronym(seed: int) -> None:
    draw = random.Random(seed)
    parts = tuple("".join(draw.choices("abcdefg", k=draw.randint(2, 7))) for _ in range(draw.randint(2, 5)))
    acronym = "".join(word[: draw.randint(1, 5)] for word in parts)
    assert is_syllabic(acronym, parts) == (4 <= len(acronym) <= 12)


def test_what_is_said_to_be_in_one_piece_is_never_cut() -> None:
    whole = [text for text in STRINGS if in_one_piece(text)]
    assert len(whole) > len(STRINGS) / 4
    assert [text for text in whole if len(split(text, "HND")) > 1] == []


@pytest.mark.parametrize(
    ("printed", "nearly"),
    [
        ("primer batallon infantreia", True),
        ("primr batallon infantreia", True),
        ("primer batallon infantria", True),
        ("primro batalln ingenieros", False),
        ("primer batallon ingenieros", False),
    ],
)
def test_a_name_too_unlike_for_a_slip_or_two_is_told_apart_by_its_likeness_alone(printed: str, nearly: bool) -> None:
    unit = "primer batallon infanteria"
    assert bool(misspells(printed, unit)) is nearly
    like = fuzz.ratio(printed, unit) / 100.0
    assert bool(_same_text(printed, unit, like)) is nearly


def test_words_of_the_trade_are_found_beside_those_of_a_countrys_units() -> None:
    spelling = spelling_of("HND", ["Brigada Quetzaltenango"])
    assert spelling.right("quetzaltenagno", "", "") == "quetzaltenango"
    assert spelling.right("batallno", "", "") == "batallon"
    assert "quetzaltenango" not in spelling_of("SLV", ["Brigada"]).targets
