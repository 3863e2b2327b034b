"""Whom an incident is laid to: the printed words first, the curated form where they have no match."""

from __future__ import annotations

from datetime import date

from vetting import law, pipeline
from vetting.model import Attribution, Dataset, Incident, Link, Mission, SourceRef, Unit
from vetting.period import Extent, ImpreciseDate, Period

SOURCE = SourceRef("some.csv", 2)
DAY = Period.on(ImpreciseDate.parse("2012-05-01"))
UNITS = tuple(
    Unit(id_, "HND", name, SOURCE, aliases=tuple(aliases))
    for id_, name, *aliases in (
        ("D", "Dirección Nacional de Fuerzas Especiales de la Policía Nacional", "Fuerzas Especiales de la Policía"),
        ("F", "Comando de Operaciones Especiales Halcones"),
        ("B5", "Quinto Batallón de Infantería"),
        ("P", "Policía Nacional"),
    )
)


def links(printed: str, curated: str) -> list[tuple[str, str]]:
    incident = Incident("i", "HND", DAY, Extent.ACT, (Attribution(printed, curated),), SOURCE)
    dataset = Dataset(missions=(Mission("m", "HND", DAY, SOURCE),), incidents=(incident,), units=UNITS)
    rules = law.load_rules(law.shipped_rules())
    run = pipeline.run(dataset, rules, {}, law.load_parameters(law.shipped_rules()), as_of=date(2020, 1, 1))
    found: tuple[Link, ...] = run.incident_links["i"]
    return [(one.unit_id, one.status) for one in found]


def test_the_curated_form_stands_where_the_printed_words_have_candidates_only() -> None:
    printed = "National Police Special Forces (HALCONES)"
    assert links(printed, "") == [("D", "candidate")]
    assert links(printed, "Comando de Operaciones Especiales Halcones") == [("F", "match")]


def test_the_curated_form_never_outvotes_a_match_of_the_printed_words() -> None:
    assert links("5th Infantry Battalion", "Comando de Operaciones Especiales Halcones") == [("B5", "match")]


def test_the_curated_form_stands_in_where_the_printed_words_name_no_unit_at_hand() -> None:
    assert links("men in black", "Comando de Operaciones Especiales Halcones") == [("F", "match")]
