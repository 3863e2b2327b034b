"""What tells missions apart, part by part, and which parts a rule's answer can depend on."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NamedTuple


class Key(NamedTuple):
    """A mission's place in every respect that a rule may look at: equal parts, equal answers.

    ``days``: the order of its days among the law's own, and its fiscal year where no start is known; ``host``: the
    entries for its host units; ``who``: the same, but alike for units that nothing on record tells apart (their
    names are in no answer but the messages of flags); ``shape``: what the entries are whatever unit they
    name; ``types``: whom it trains (military, police …);
    ``surroundings``: units and incidents around them, and the order of its days among theirs; ``files``: the host units
    with their vetting records, listings and commanders, and that order among theirs (alike for units of any country
    that have none); ``priors``: earlier missions of the units, and that order among theirs.
    """

    country: Hashable
    program: Hashable
    fiscal_year: Hashable
    days: tuple[int, int | None]
    host: Hashable
    who: Hashable
    shape: Hashable
    types: Hashable
    surroundings: Hashable
    files: Hashable
    priors: Hashable
    searched: Hashable
    terms: Hashable
    money: Hashable
    series: Hashable
    course: Hashable
    school: Hashable
    record: Hashable


#: Path of facts.schema.json (or its beginning) → parts. The longest beginning decides; what is not here depends on all.
_PARTS: dict[str, tuple[str, ...]] = {
    "as_of": (),
    "config": (),
    "searched": ("searched",),
    "mission": ("terms",),
    "mission.program": ("program",),
    "mission.account": ("program",),
    "mission.country": ("country",),
    "mission.fiscal_year": ("fiscal_year", "days"),
    "mission.appropriation_year": ("fiscal_year", "days"),
    "mission.start_date": ("days",),
    "mission.end_date": ("days",),
    "mission.host_units": ("shape",),  # which unit it is matters only beside records of it: those have their parts
    "mission.recipient_types": ("types",),
    "mission.cost_usd": ("money",),
    "mission.trainees_count": ("money",),
    "baseline": ("money",),
    "history": ("series",),
    "mission.course_tags": ("course",),
    "mission.whinsec": ("school",),
    "mission.in_fmtr": ("record",),
    "mission.fmtr_entry": ("record",),
    "country_facts": (),  # no source of these is read yet
    "incidents": ("surroundings", "who"),
    "units": ("surroundings", "who"),
    "units.state_list": ("files",),
    "vetting": ("files",),
    "postings": ("files", "surroundings", "who"),
    "prior_missions": ("surroundings", "priors", "who"),
    "participants_flags": ("surroundings", "who"),
}


def parts_read(fields: Iterable[str]) -> tuple[int, ...]:
    """The positions in a Key of the parts that facts at these paths depend on, in order."""
    wanted: set[str] = set()
    for path in fields:
        wanted.update(_parts_of(path.replace("[]", "")))
    return tuple(place for place, name in enumerate(Key._fields) if name in wanted)


def _parts_of(path: str) -> tuple[str, ...]:
    beginning = path
    while beginning:
        if beginning in _PARTS:
            return _PARTS[beginning]
        beginning = beginning.rpartition(".")[0]
    return Key._fields
