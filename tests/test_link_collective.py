"""Other records of a country: they bear out a name that its words alone do not carry, and lift nothing against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations

import pytest

from tests.gold.scoring import HERE, read_queries, read_registry
from vetting.explain.names import waterfall
from vetting.explain.page import Section
from vetting.explain.voice import Voice
from vetting.link import explain, link
from vetting.link.collective import Elsewhere, asked_of
from vetting.link.judgement import weights
from vetting.model import Match, Mention, Reading, SourceRef, Unit

UNITS, ABOVE = read_registry()
OTHERS, ABOVE_OTHERS = read_registry(HERE / "others_registry.csv")
ASKING, WITNESS = "ARMY COMMAND & STAFF COLLEGE", "COMMAND AND STAFF COLLEGE"
MARINES = ("Infantry Marine Battalion", "San Eduardo Marine Infantry Battalion", "Jaramijo Marine Infantry Battalion")


def read(texts: Iterable[str], country: str = "HND", units: Sequence[Unit] = UNITS) -> dict[str, Reading]:
    """What ``link`` says of each text beside the others."""
    found = link([Mention(country, text) for text in texts], units, superiors=ABOVE | ABOVE_OTHERS)
    return {reading.mention.text: reading for reading in found}


def first(reading: Reading) -> Match:
    return reading.parts[0].matches[0]


def test_a_name_that_a_sure_record_prints_is_claimed_beside_it_and_not_alone() -> None:
    alone, beside = read([ASKING])[ASKING], read([ASKING, WITNESS])[ASKING]
    assert (first(alone).status, first(alone).reason) == ("candidate", "")
    assert (first(beside).unit_id, first(beside).status) == ("HND-ECEM", "match")
    assert first(beside).reason == f'another record of the country prints "{WITNESS}"'
    assert first(beside).score > first(alone).score


def test_records_of_another_country_say_nothing() -> None:
    found = link([Mention("HND", ASKING), Mention("SLV", WITNESS)], UNITS, superiors=ABOVE)
    assert first(found[0]).status == "candidate"


def test_a_record_that_only_leans_on_others_bears_out_none() -> None:
    readings = read([ASKING, WITNESS])
    cells = [(text, [(part.text, part.matches) for part in reading.parts]) for text, reading in readings.items()]
    leaning = [cell for cell in cells if cell[0] == ASKING]
    asked = ("cell", "ARMY COMMAND & STAFF COLLEGE", "HND-ECEM")
    assert Elsewhere("HND", cells, UNITS).support(*asked).unit_id == "HND-ECEM"
    assert Elsewhere("HND", leaning, UNITS).support(*asked).unit_id == ""


def test_a_record_that_is_not_sure_bears_out_none() -> None:
    match = Match("HND-ECEM", 0.69, "match")
    cells = [(WITNESS, [(WITNESS, (match,))])]
    assert Elsewhere("HND", cells, UNITS).support(ASKING, ASKING, "HND-ECEM").unit_id == ""


def test_a_name_that_records_print_for_several_units_stays_a_candidate_and_says_so() -> None:
    found = first(read(MARINES, "ECU", OTHERS)[MARINES[0]])
    assert found.status == "candidate"
    assert found.reason.startswith("ambiguous: other records print this name for ")


def test_a_record_that_says_something_of_its_own_is_no_witness() -> None:
    match = Match("HND-ECEM", 0.95, "match")
    other = Elsewhere("HND", [(WITNESS, [(WITNESS, (match,))])], UNITS)
    assert other.support("x", "COMMAND AND STAFF COLLEGE", "HND-ECEM").unit_id == "HND-ECEM"
    assert other.support("x", "COMMAND AND STAFF COLLEGE 2", "HND-ECEM").unit_id == ""
    assert other.support("x", "NURSING COMMAND AND STAFF COLLEGE", "HND-ECEM").unit_id == ""


@pytest.mark.parametrize(
    "match",
    [Match("U", 0.9, "match"), Match("U", 0.3, "candidate", "the unit numbers differ"), Match("U", 0.09, "candidate")],
)
def test_a_claim_a_doubt_and_a_poor_fit_ask_nobody(match: Match) -> None:
    assert asked_of([match]) == ""
    assert asked_of([Match("U", 0.3, "candidate"), match]) == "U"


def test_what_others_say_lifts_neither_a_conflict_nor_a_doubt() -> None:
    for units, country, above in ((UNITS, "HND", ABOVE), (OTHERS, "GTM", ABOVE_OTHERS)):
        path = HERE / ("queries.csv" if country == "HND" else "others_queries.csv")
        asked = [query.mention for query in read_queries(path) if query.mention.country == country]
        together = {r.mention: r for r in link(asked, units, superiors=above)}
        for mention in asked[::7]:
            (alone,) = link([mention], units, superiors=above)
            for mine, beside in zip(alone.parts, together[mention].parts, strict=True):
                doubted = {m.unit_id for m in mine.matches if m.reason and m.status == "candidate"}
                assert doubted.isdisjoint(m.unit_id for m in beside.matches if m.status == "match")
                claimed = {m.unit_id for m in mine.matches if m.status == "match"}
                assert claimed <= {m.unit_id for m in beside.matches if m.status == "match"}


def test_the_order_of_the_records_does_not_matter() -> None:
    texts = [ASKING, WITNESS, "COMMAND AND STAFF SCHOOL, TEGUCIGALPA", "ECEM-CAEM"]
    found = [read(some) for some in permutations(texts)]
    assert all(one == found[0] for one in found)


def test_mentions_without_a_country_bear_out_none() -> None:
    (asking, _) = link([Mention("", ASKING), Mention("", WITNESS)], UNITS, superiors=ABOVE)
    assert all(match.status == "candidate" for part in asking.parts for match in part.matches)


@pytest.mark.parametrize(("texts", "country"), [((ASKING, WITNESS), "HND"), (MARINES, "ECU")])
def test_an_explanation_says_what_linking_said_of_the_same_records(texts: tuple[str, ...], country: str) -> None:
    units = UNITS if country == "HND" else OTHERS
    readings = read(texts, country, units)
    match = first(readings[texts[0]])
    unit = next(one for one in units if one.id == match.unit_id)
    mention = Mention(country, texts[0])
    above = ABOVE | ABOVE_OTHERS
    found = explain(mention, unit, units, superiors=above, beside=readings.values)
    assert (found.status, found.reason, found.score) == (match.status, match.reason, match.score)
    assert sum(row.points for row in found.rows) == pytest.approx(found.logit)
    added = [row.points for row in found.rows if row.feature == "elsewhere"]
    assert added == ([weights().elsewhere] if match.status == "match" else [])
    assert explain(mention, unit, units, superiors=above).reason != match.reason


@pytest.mark.parametrize(("lang", "said"), [("en", "other records of the country"), ("es", "otros registros del país")])
def test_the_waterfall_names_the_others_in_both_languages(lang: str, said: str) -> None:
    readings = read([ASKING, WITNESS])
    unit = next(one for one in UNITS if one.id == "HND-ECEM")
    section = Section("")
    explained = explain(Mention("HND", ASKING), unit, UNITS, superiors=ABOVE, beside=readings.values)
    waterfall(Voice(lang), explained, section, 0)
    assert any(said in line.text for line in section.lines)


def test_an_explanation_of_a_plain_pair_reads_no_other_record() -> None:
    def read_all() -> list[Reading]:
        raise AssertionError("the other records were read")

    unit = Unit(id="U", country="HND", name="Primer Batallón de Infantería", source=SourceRef("units.csv", 1))
    assert explain(Mention("HND", "1st Infantry Battalion"), unit, [unit], beside=read_all).status == "match"
