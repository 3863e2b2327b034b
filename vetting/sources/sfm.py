"""Security Force Monitor's units, memberships, persons and incidents, as derived in four files with its own words.

First and last *cited* are not founded and disbanded unless the flag says so; ``Unknown …`` and ``Unnamed …`` units are
placeholders; countries are lower-case alpha-2; a unit has one row per parent and is one unit.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from vetting import countries
from vetting.model import Attribution, Incident, Person, Posting, Record, Relation, Unit
from vetting.period import Extent, Period
from vetting.sources.cells import Cells, Rejected
from vetting.sources.formats import Format, Read, by_row, each_row
from vetting.sources.identity import stable_id
from vetting.sources.levels import named_level
from vetting.sources.opening import Table

DATASET = "sfm"
_TIES = {"command": "subordinate", "": "subordinate", "administrative": "administrative"}
_PLACEHOLDER = re.compile(r"(?:unknown|unnamed|unidentified)\b", re.IGNORECASE)


def read_units(table: Table) -> Read:
    """One unit per id, merged from all its rows, and a relation for each parent, once. A row that adds nothing is

    still one of its unit's rows.
    """
    units: dict[str, Unit] = {}
    ties: dict[tuple[str, str, str, str], Relation] = {}

    def take(cells: Cells) -> tuple[Record, ...]:
        unit = _unit(cells)
        tie = _tie(cells, unit.id)
        units[unit.id] = _merged(units[unit.id], unit) if unit.id in units else unit
        if tie is not None:
            ties.setdefault((tie.unit_id, tie.other_id, tie.kind, str(tie.period)), tie)
        return ()

    found = each_row(table, take)
    found.records += [*units.values(), *ties.values()]
    return found


def _merged(known: Unit, more: Unit) -> Unit:
    """What two rows of one id say together: every alias, the earliest and the latest citation."""
    if known.name != more.name:
        reason = f"the id '{more.id}' is '{known.name}' on line {known.source.line}: two units, one id"
        raise Rejected("name", more.name, reason)
    return dataclasses.replace(
        known,
        aliases=tuple(dict.fromkeys((*known.aliases, *more.aliases))),
        classification=tuple(dict.fromkeys((*known.classification, *more.classification))),
        existence=_span(known.existence, more.existence),
        headquarters="; ".join(dict.fromkeys(filter(None, (*known.headquarters.split("; "), more.headquarters)))),
    )


def _span(one: Period, other: Period) -> Period:
    begins = [(period.begin, period.begin_real) for period in (one, other) if period.begin]
    ends = [(period.end, period.end_real) for period in (one, other) if period.end]
    begin, begin_real = min(begins, key=lambda pair: pair[0].earliest, default=(None, False))
    end, end_real = max(ends, key=lambda pair: pair[0].latest, default=(None, False))
    return Period(begin, end, begin_real, end_real, one.ongoing or other.ongoing)


def _unit(cells: Cells) -> Unit:
    name = cells.needed("name")
    country = cells.country("country")
    classes = cells.texts("classification")
    placeholder = bool(_PLACEHOLDER.match(name)) or "placeholder" in {word.casefold() for word in classes}
    return Unit(
        # Ten rows of the sample have no id; theirs is made from name, country and source file.
        id=cells.text("unit_id") or stable_id("unit", cells.text("dataset"), country, name),
        country=country,
        name=name,
        source=cells.source(),
        aliases=tuple(alias for alias in cells.texts("other_names") if alias != name),
        level="unit" if placeholder else _level(name, country),
        branch=classes[0] if classes else "",
        classification=classes,
        existence=cells.stretch("first_cited_date", "first_cited_is_start", "last_cited_date", "open_ended"),
        headquarters=cells.text("headquarters") or cells.text("site"),
        placeholder=placeholder,
    )


def _level(name: str, country: str) -> str:
    level = named_level(name, countries.name(country)) if country else named_level(name)
    return "unit" if level == "none" else level


def _tie(cells: Cells, unit_id: str) -> Relation | None:
    parent = cells.text("parent_id")
    if not parent:
        return None
    word = cells.text("parent_class").casefold()
    if word not in _TIES:
        raise cells.refuse("parent_class", f"'{word}' is neither Command nor Administrative")
    if parent == unit_id:
        raise cells.refuse("parent_id", f"the unit '{unit_id}' is its own parent")
    period = cells.stretch(
        "parent_first_cited_date", "parent_is_start", "parent_last_cited_date", "parent_open_ended"
    )  # fmt: skip
    return Relation(_TIES[word], unit_id, parent, period, cells.source())


def _membership(cells: Cells) -> Iterator[Record]:
    period = cells.stretch("first_cited_date", "is_start", "last_cited_date", "open_ended")
    yield Relation("member", cells.needed("unit_id"), cells.needed("member_of_id"), period, cells.source())


def read_persons(table: Table) -> Read:
    """One person per id from their rows, and a posting for each row."""
    persons: set[str] = set()

    def take(cells: Cells) -> Iterator[Record]:
        person = Person(
            id=cells.needed("person_id"),
            name=cells.needed("name"),
            source=cells.source(),
            aliases=cells.texts("other_names"),
            country=cells.country("country"),
        )
        yield _posting(cells)
        if person.id not in persons:
            persons.add(person.id)
            yield person

    return each_row(table, take)


def _posting(cells: Cells) -> Posting:
    return Posting(
        person_id=cells.needed("person_id"),
        unit_id=cells.text("unit_id"),
        unit_name=cells.text("unit_name"),
        period=cells.period(
            "first_cited_date",
            "last_cited_date",
            begin_real=cells.flag("is_start") is True,
            end_real=cells.flag("is_end") is True,
        ),
        source=cells.source(),
        role=cells.text("role"),
        rank=cells.text("rank"),
        title=cells.text("title"),
    )


def _incident(cells: Cells) -> Iterator[Record]:
    words = cells.texts("violation_types")
    yield Incident(
        id=cells.needed("incident_id"),
        country=cells.country("country"),
        period=cells.period("start_date", "end_date"),
        # The source gives a start and an end, not whether the acts were several: read as acts within the period.
        extent=Extent.ACT,
        attributions=_attributions(cells),
        source=cells.source(),
        place=", ".join(filter(None, (cells.text("location_description"), cells.text("location")))),
        latitude=cells.number("lat"),
        longitude=cells.number("lon"),
        violation_words=words,
        first_public=cells.date("first_allegation"),
        first_public_source=cells.text("source_publication"),
        source_title=cells.text("source_title"),
        publisher=cells.text("source_publication"),
        source_date=cells.text("source_date"),
    )


def _attributions(cells: Cells) -> tuple[Attribution, ...]:
    """The unit named, else the classification, which names a service or several: never a unit."""
    unit_id, name = cells.text("perpetrator_unit_id"), cells.text("perpetrator_unit_name")
    classes = cells.texts("perpetrator_classification")
    if _PLACEHOLDER.match(name):
        unit_id, name = "", ""
    if unit_id or name:
        return (Attribution(printed=name, unit_id=unit_id, level="unit", force="; ".join(classes)),)
    if not classes:
        return ()
    printed = "; ".join(classes)
    return (Attribution(printed=printed, level=_class_level(classes), force=printed),)


def _class_level(classes: tuple[str, ...]) -> str:
    """Tags run from a service to what it is part of (``Navy;Military``); police beside military are two forces."""
    military = [word for word in classes if word.casefold() in ("military", "militar")]
    others = [word for word in classes if word not in military]
    if len(others) != 1 or named_level(others[0]) != "service" or (military and others[0].casefold() == "police"):
        return "force"
    return "service"


_CITED = ("first_cited_date", "last_cited_date")

FORMATS = (
    Format(
        kind="sfm-units",
        says="Security Force Monitor's units with their parents",
        needs=("unit_id", "name", "classification", "country", "parent_id", "parent_class"),
        reads=(
            *_CITED, "dataset", "other_names", "first_cited_is_start", "open_ended", "headquarters", "site",
            "parent_name", "parent_first_cited_date", "parent_is_start", "parent_last_cited_date", "parent_open_ended",
            "name_confidence",
        ),
        read=read_units,
        dataset=DATASET,
    ),
    Format(
        kind="sfm-memberships",
        says="Security Force Monitor's memberships in joint operations",
        needs=("unit_id", "member_of_id"),
        reads=(*_CITED, "dataset", "unit_name", "unit_country", "member_of_name", "is_start", "open_ended"),
        read=by_row(_membership),
        dataset=DATASET,
    ),
    Format(
        kind="sfm-persons",
        says="Security Force Monitor's persons with their postings",
        needs=("person_id", "name", "unit_id", "role", "start_context"),
        reads=(
            *_CITED, "dataset", "other_names", "country", "unit_name", "rank", "title", "is_start", "is_end",
            "end_context",
        ),
        read=read_persons,
        dataset=DATASET,
    ),
    Format(
        kind="sfm-incidents",
        says="Security Force Monitor's incidents",
        needs=("incident_id", "country", "start_date", "perpetrator_classification"),
        reads=(
            "dataset", "end_date", "first_allegation", "location", "lon", "lat", "location_description",
            "violation_types", "perpetrator_unit_id", "perpetrator_unit_name", "source_title", "source_publication",
            "source_date", "source_url",
        ),
        read=by_row(_incident),
        dataset=DATASET,
    ),
)  # fmt: skip
