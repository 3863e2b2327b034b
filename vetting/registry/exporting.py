"""Provisional units and their relations → rows of plain text, as an export writes and an import compares them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vetting.model import Relation, Unit

UNIT_COLUMNS = ("unit_id", "country_iso3", "name", "aliases", "parent_id", "level", "echelon", "branch", "first_cited",
                "last_cited", "headquarters", "provisional", "source_file", "source_line")  # fmt: skip
RELATION_COLUMNS = ("kind", "unit_id", "other_id", "first_cited", "last_cited", "source_file", "source_line",
                    "source_url")  # fmt: skip
SFM_COLUMNS = ("unit:id:admin", "unit:country", "unit:name", "unit:other_names", "unit:classification",
               "unit:first_cited_date", "unit:last_cited_date", "unit:related_unit_id:admin", "unit:related_unit",
               "unit:related_unit_class")  # fmt: skip
#: What stands between the entries of one cell.
BETWEEN = "; "


def one_line(text: str) -> str:
    """``text`` as a cell holds it: on one line."""
    return " ".join(text.split())


def listed(names: Iterable[str]) -> str:
    """Several names in one cell; a semicolon within a name is written as a comma."""
    return BETWEEN.join(entry(name) for name in names)


def entry(name: str) -> str:
    """A name as it stands among others in one cell."""
    return one_line(name.replace(";", ","))


def superiors(relations: Iterable[Relation]) -> dict[str, list[str]]:
    """Unit → the units directly above it in command."""
    found: dict[str, list[str]] = {}
    for relation in relations:
        if relation.kind == "subordinate":
            found.setdefault(relation.unit_id, []).append(relation.other_id)
    return found


def unit_row(unit: Unit, above: Sequence[str]) -> dict[str, str]:
    """A unit in the columns of ``UNIT_COLUMNS``."""
    begin, end = unit.existence.begin, unit.existence.end
    values = (
        unit.id, unit.country, one_line(unit.name), listed(unit.aliases), BETWEEN.join(above), unit.level,
        one_line(unit.echelon), one_line(unit.branch), str(begin or ""), str(end or ""), one_line(unit.headquarters),
        "yes", unit.source.file, str(unit.source.line),
    )  # fmt: skip
    return dict(zip(UNIT_COLUMNS, values, strict=True))


def relation_row(relation: Relation) -> dict[str, str]:
    """A relation in the columns of ``RELATION_COLUMNS``."""
    begin, end = relation.period.begin, relation.period.end
    values = (
        relation.kind, relation.unit_id, relation.other_id, str(begin or ""), str(end or ""), relation.source.file,
        str(relation.source.line), relation.source.url,
    )  # fmt: skip
    return dict(zip(RELATION_COLUMNS, values, strict=True))


def sfm_rows(unit: Unit, above: Sequence[str], names: Mapping[str, str]) -> list[dict[str, str]]:
    """A unit in the columns of Security Force Monitor: a row for each superior, one without where it has none."""
    begin, end = unit.existence.begin, unit.existence.end
    own = (
        unit.id, unit.country.lower(), one_line(unit.name), listed(unit.aliases), one_line(unit.branch),
        str(begin or ""), str(end or ""),
    )  # fmt: skip
    ties = [(other, one_line(names.get(other, "")), "Command") for other in above] or [("", "", "")]
    return [dict(zip(SFM_COLUMNS, (*own, *tie), strict=True)) for tie in ties]
