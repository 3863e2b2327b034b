"""A country's provisional units as one self-contained page, in English or Spanish: what is doubtful comes first."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from vetting import countries
from vetting.model import Dataset, SourceRef, Unit
from vetting.registry.edits import Edit
from vetting.registry.forest import Tree, forest
from vetting.registry.portraits import Form, Portrait, moved, portraits, year_of
from vetting.registry.proposing import DOUBTFUL, Group, Member

#: Rows of each table; what is left out is counted below it.
SHOWN = 300
#: Forms of a unit that are listed.
_FORMS = 6


@cache
def _table(name: str, key: str) -> dict[str, dict[str, str]]:
    text = files("vetting.registry").joinpath(name).read_text(encoding="utf-8")
    return {row[key]: row for row in csv.DictReader(text.splitlines())}


def words(language: str) -> dict[str, str]:
    """What the page says, by key."""
    return {key: row[language] for key, row in _table("page_words.csv", "key").items()}


def kind_word(kind: str, language: str) -> str:
    """A kind of body in words."""
    row = _table("kind_words.csv", "kind").get(kind)
    return row[language] if row else kind.replace("_", " ")


def country_page(
    country: str, dataset: Dataset, members: Sequence[Member], language: str = "en",
    groups: Sequence[Group] = (), edits: Sequence[Edit] = (),
) -> str:  # fmt: skip
    """The page of ``country``: ``members`` are the cells behind its units, ``groups`` say how sure each is."""
    said = words(language)
    loader = PackageLoader("vetting.registry")
    template = Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("country.html")
    title = said["title"].replace("{country}", countries.name(country, language))
    return template.render(
        lang=language, title=title, w=said, page=_model(country, dataset, members, groups, edits, language)
    )


def _model(
    country: str, dataset: Dataset, members: Sequence[Member], groups: Sequence[Group], edits: Sequence[Edit],
    language: str,
) -> dict[str, Any]:  # fmt: skip
    said = words(language)
    found = portraits(country, dataset, members, groups, edits)
    units = [p for p in found if p.unit.level == "unit"]
    doubtful = sorted((p for p in units if p.sureness < DOUBTFUL or p.doubtful), key=lambda p: (p.sureness, p.unit.id))
    ids = {p.unit.id for p in found}
    ties = [r for r in dataset.relations if r.unit_id in ids]
    return {
        "total": len(units),
        "doubtful_total": len(doubtful),
        "doubtful": [_doubt(p, said, language) for p in doubtful[:SHOWN]],
        "coverage": _coverage(country, dataset, moved(members, edits), groups, found),
        "forest": [_branch(tree) for tree in forest((p.unit for p in found), ties)],
        "settled": _settled(dataset, groups, edits)[:SHOWN],
        "settled_total": sum(1 for g in groups if g.registered),
        "kinds": _kinds(units, language),
    }


def _where(source: SourceRef) -> str:
    return f"{source.file}:{source.line}" if source.line else source.file


def _percent(share: float) -> int:
    return round(100 * share)


def _form(form: Form) -> str:
    """``19TH JUNGLE BDE (12; 2004–2011)``: how often and when it is printed."""
    years = list(form.years)
    span = f"; {years[0]}–{years[-1]}" if len(years) > 1 else f"; {years[0]}" if years else ""
    return f"{form.printed} ({form.rows}{span})"


def _doubt(portrait: Portrait, said: Mapping[str, str], language: str) -> dict[str, Any]:
    rival = portrait.rival
    same = portrait.group.same if portrait.group else 0.0
    return {
        "name": portrait.unit.name, "id": portrait.unit.id, "sureness": _percent(portrait.sureness),
        "forms": [f"{_form(f)}: {_percent(f.sureness)}\u00a0%" for f in portrait.doubtful[:_FORMS]],
        "more": max(0, len(portrait.doubtful) - _FORMS),
        "rival": f"{rival.name} ({_percent(same)}\u00a0%)" if rival else "",
        "why": portrait.reasons(language) or [said["all_alike"] if portrait.group else said["edited"]],
    }  # fmt: skip


def _branch(tree: Tree) -> dict[str, Any]:
    return {
        "name": tree.unit.name, "id": tree.unit.id, "source": _where(tree.unit.source), "units": tree.units,
        "tie": _where(tree.tie) if tree.tie else "", "under": [_branch(one) for one in tree.under],
    }  # fmt: skip


def _coverage(
    country: str, dataset: Dataset, members: Iterable[Member], groups: Iterable[Group], found: Iterable[Portrait]
) -> list[dict[str, int]]:  # fmt: skip
    levels = {p.unit.id: "unit" if p.unit.level == "unit" else "force" for p in found}
    kept: dict[str, Unit] = {u.id: u for u in dataset.units}
    for group in groups:
        if group.registered:
            held = kept.get(group.registered)
            levels[group.unit_id] = "registered" if held is None or held.level == "unit" else "force"
    order = ("registered", "unit", "force")
    named: dict[str, str] = {}
    for member in members:
        level = levels.get(member.unit_id)
        if level:
            named[member.cell] = min(level, named.get(member.cell, level), key=order.index)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for mission in (m for m in dataset.missions if m.country == country):
        counts[year_of(mission)][named.get(mission.recipient or "", "rest")] += 1
    return [{"year": year, **_shares(held)} for year, held in sorted(counts.items())]


def _shares(held: Counter[str]) -> dict[str, int]:
    total = held.total()
    shares = {kind: _percent(held[kind] / total) for kind in ("registered", "unit", "force")}
    return {"rows": total, **shares, "rest": 100 - sum(shares.values())}


def _settled(dataset: Dataset, groups: Iterable[Group], edits: Iterable[Edit]) -> list[dict[str, Any]]:
    names = {u.id: u.name for u in dataset.units}
    made: dict[str, list[str]] = defaultdict(list)
    for edit in edits:
        if not edit.undone:
            made[edit.unit_id].append(f"{edit.number}: {edit.kind} ({edit.reason})")
    return [
        {"id": g.unit_id, "name": names.get(g.registered, ""), "to": g.registered, "edits": "; ".join(made[g.unit_id])}
        for g in sorted(groups, key=lambda g: (g.unit_id not in made, g.unit_id)) if g.registered
    ]  # fmt: skip


def _kinds(units: Iterable[Portrait], language: str) -> list[dict[str, Any]]:
    by_kind: dict[str, list[Portrait]] = defaultdict(list)
    for portrait in units:
        by_kind[portrait.unit.echelon].append(portrait)
    named = {kind: kind_word(kind, language) if kind else "" for kind in by_kind}
    out = []
    for kind, held in sorted(by_kind.items(), key=lambda k: (not k[0], named[k[0]])):
        held.sort(key=lambda p: (-sum(p.years.values()), p.unit.id))
        out.append({"name": named[kind], "total": len(held), "rows": [_row(p) for p in held[:SHOWN]]})
    return out


def _row(portrait: Portrait) -> dict[str, Any]:
    unit, forms = portrait.unit, portrait.forms
    printed = {f.printed for f in forms}
    other = [name for name in unit.aliases if name not in printed] if not forms else []
    return {
        "name": unit.name, "id": unit.id, "rows": sum(portrait.years.values()), "sureness": _percent(portrait.sureness),
        "forms": [_form(f) for f in forms[:_FORMS]] + other[:_FORMS], "more": max(0, len(forms) - _FORMS),
        "by_year": ", ".join(f"{year}: {n}" for year, n in portrait.years.items()), "source": _where(unit.source),
    }  # fmt: skip
