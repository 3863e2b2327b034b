"""What a part of a cell names by its words: a unit, a service or a force, or what its words do not show."""

from __future__ import annotations

import pytest

from vetting.link.levels import Linked, levels_named


@pytest.mark.parametrize(
    ("cell", "part", "named"),
    [
        ("AIR FORCE BASE", "AIR FORCE BASE", None),  # a service has many of these
        ("Army Battalion", "Army Battalion", None),
        ("Air Force Base, Nanyuki", "Air Force Base", "unit"),
        ("Army Aviation Brigade", "Army Aviation Brigade", "unit"),
        ("Army Academy", "Army Academy", "unit"),
        ("Infantry Battalion", "Infantry Battalion", None),
        ("3rd Infantry Battalion", "3rd Infantry Battalion", "unit"),
        ("Ministry of Defense", "Ministry of Defense", "force"),
    ],
)
def test_a_kind_that_a_service_has_many_of_names_no_unit_by_itself(cell: str, part: str, named: str | None) -> None:
    assert levels_named(cell, "KEN", [Linked(part, "unit", is_matched=False)]) == (named,)


def test_a_part_that_is_tied_to_a_unit_names_it() -> None:
    assert levels_named("Army Battalion", "KEN", [Linked("Army Battalion", "unit", is_matched=True)]) == ("unit",)
