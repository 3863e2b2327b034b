"""A country's provisional units as one self-contained page, in English or Spanish: what is doubtful comes first."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from vetting import countries
from vetting.model import Dataset, Mission, SourceRef, Unit
from vetting.registry.proposing import DOUBTFUL, Member

#: Rows of each table; what is left out is counted below it.
SHOWN = 300
#: Names of a unit that are listed.
_NAMES = 6


def words(language: str) -> dict[str, str]:
    """What the page says, by key."""
    text = files("vetting.registry").joinpath("page_words.csv").read_text(encoding="utf-8")
    return {row["key"]: row[language] for row in csv.DictReader(text.splitlines())}


def country_page(country: str, dataset: Dataset, members: Sequence[Member], language: str = "en") -> str:
    """The page of ``country``; ``members`` are the cells behind its units."""
    said = words(language)
    loader = PackageLoader("vetting.registry")
    template = Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("country.html")
    title = said["title"].replace("{country}", countries.name(country, language))
    return template.render(lang=language, title=title, w=said, page=_model(country, dataset, members))


def _model(country: str, dataset: Dataset, members: Sequence[Member]) -> dict[str, Any]:
    units = {u.id: u for u in dataset.units if u.country == country and u.provisional}
    missions = [m for m in dataset.missions if m.country == country]
    rows: dict[str, list[Mission]] = defaultdict(list)
    for mission in missions:
        if mission.recipient:
            rows[mission.recipient].append(mission)
    years: dict[str, Counter[int]] = defaultdict(Counter)
    for unit_id, cell in sorted({(m.unit_id, m.cell) for m in members}):
        years[unit_id].update(y for m in rows[cell] if (y := _year(m)))
    doubtful = sorted((m for m in members if m.sureness < DOUBTFUL), key=lambda m: (m.sureness, m.cell, m.start))
    under = Counter(r.other_id for r in dataset.relations if r.unit_id in units)
    forces = [u for u in units.values() if u.level != "unit"]
    return {
        "total": sum(1 for u in units.values() if u.level == "unit"),
        "doubtful_total": len(doubtful),
        "doubtful": [
            {"cell": m.cell, "unit": units[m.unit_id].name if m.unit_id in units else m.unit_id,
             "sureness": round(100 * m.sureness)} for m in doubtful[:SHOWN]
        ],
        "coverage": _coverage(missions, members, units),
        "forces": [
            {"name": u.name, "under": under[u.id], "source": _where(u.source)}
            for u in sorted(forces, key=lambda u: (u.level != "force", -under[u.id], u.id))
        ],
        "kinds": _kinds([u for u in units.values() if u.level == "unit"], years),
    }  # fmt: skip


def _year(mission: Mission) -> int:
    begin = mission.period.begin
    return mission.fiscal_year or (begin.earliest.year if begin else 0)


def _where(source: SourceRef) -> str:
    return f"{source.file}:{source.line}"


def _coverage(
    missions: Iterable[Mission], members: Iterable[Member], units: Mapping[str, Unit]
) -> list[dict[str, int]]:  # fmt: skip
    named: dict[str, str] = {}
    for member in members:
        level = units[member.unit_id].level if member.unit_id in units else "unit"
        named[member.cell] = "unit" if "unit" in (level, named.get(member.cell)) else "force"
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for mission in missions:
        found[_year(mission)][named.get(mission.recipient or "", "rest")] += 1
    out = []
    for year, counts in sorted(found.items()):
        total = sum(counts.values())
        shares = {kind: round(100 * counts[kind] / total) for kind in ("unit", "force")}
        out.append({"year": year, "rows": total, **shares, "rest": 100 - shares["unit"] - shares["force"]})
    return out


def _kinds(units: Iterable[Unit], years: Mapping[str, Counter[int]]) -> list[dict[str, Any]]:
    by_kind: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        by_kind[unit.echelon].append(unit)
    out = []
    for kind, held in sorted(by_kind.items(), key=lambda k: (not k[0], k[0])):
        held.sort(key=lambda u: (-years.get(u.id, Counter()).total(), u.id))
        out.append({"name": kind.replace("_", " "), "total": len(held), "rows": [_row(u, years) for u in held[:SHOWN]]})
    return out


def _row(unit: Unit, years: Mapping[str, Counter[int]]) -> dict[str, Any]:
    counts = years.get(unit.id, Counter())
    return {
        "name": unit.name, "id": unit.id, "aliases": "; ".join(unit.aliases[:_NAMES]), "trainings": counts.total(),
        "by_year": ", ".join(f"{year}: {n}" for year, n in sorted(counts.items())), "source": _where(unit.source),
    }  # fmt: skip
