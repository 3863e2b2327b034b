"""Clusters of a country's recipients → provisional units, with what each statement rests on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vetting.model import Mission, Relation, SourceRef, Unit
from vetting.names import normalize, parse
from vetting.period import ImpreciseDate, Period
from vetting.registry.bodies import kind_of, level_of
from vetting.registry.clusters import Cluster, clusters_of
from vetting.registry.forest import may_stand_under
from vetting.registry.kept import Kept
from vetting.registry.linking import registered
from vetting.registry.mentions import Item

#: Members less sure than this are shown as doubtful. A design choice.
DOUBTFUL = 0.5
PREFIX = "prov-"


@dataclass(frozen=True, slots=True)
class Member:
    """A stretch of a printed cell that names a provisional unit, and how sure it is that it does, in [0, 1].

    The rows behind it are the missions of the country whose recipient is printed as ``cell``.
    """

    unit_id: str
    country: str
    cell: str
    start: int
    end: int
    sureness: float


@dataclass(frozen=True, slots=True)
class Group:
    """What a build says of a provisional unit besides its record; also of one that a registry holds by now.

    ``registered`` is the registered unit that it links to, else ``""``: it is no unit of its own then, and keeps its
    id, its members and its edits on record. ``together``, ``rival`` (a unit's id), ``same`` and ``reasons`` are those
    of ``Sureness``.
    """

    unit_id: str
    country: str
    registered: str = ""
    together: float = 1.0
    rival: str = ""
    same: float = 0.0
    reasons: tuple[tuple[str, float], ...] = ()

    @property
    def sureness(self) -> float:
        """The probability, in [0, 1], that it is one unit and no part of another."""
        return self.together * (1.0 - self.same)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The provisional units of one country: records for the workspace, and the members and groups behind them."""

    country: str
    units: tuple[Unit, ...]
    relations: tuple[Relation, ...]
    members: tuple[Member, ...]
    groups: tuple[Group, ...] = ()


class _Rows:
    """The missions of a country by printed recipient."""

    def __init__(self, missions: Iterable[Mission]) -> None:
        self.by_cell: dict[str, list[Mission]] = defaultdict(list)
        for mission in missions:
            if mission.recipient:
                self.by_cell[mission.recipient].append(mission)
        self.counts = {cell: len(found) for cell, found in self.by_cell.items()}

    def of(self, items: Iterable[Item]) -> list[Mission]:
        """The rows that print any of ``items``, in the order of their source."""
        cells = dict.fromkeys(item.cell for item in items)
        return sorted((m for c in cells for m in self.by_cell[c]), key=lambda m: (m.source.file, m.source.line, m.id))


def propose(
    country: str,
    missions: Iterable[Mission],
    units: Sequence[Unit],
    *,
    superiors: Mapping[str, Iterable[str]] | None = None,
    earlier: Mapping[tuple[str, int], str] | None = None,
    kept: Kept | None = None,
) -> Proposal:
    """The provisional units of ``country``; clusters that link to a registered one of ``units`` are not proposed.

    ``earlier`` maps (cell, start) to the unit it named in an earlier build: a cluster keeps the id of most members,
    also one that a registry holds by now. ``kept``: what is known of the cells by these units; it is added to.
    """
    kept = kept or Kept()
    rows = _Rows(missions)
    clusters = clusters_of(country, rows.counts, known=kept.items)
    loaded = [u for u in units if u.country == country and not u.provisional]
    links = {(country, cell): found for cell, found in kept.links.items()}
    known = registered(clusters, loaded, superiors=superiors, known=links)
    kept.links = {cell: found for (_, cell), found in links.items()}
    own = _kept_ids(clusters, earlier or {})
    ids = {**own, **known}
    fresh = [c for c in clusters if c.id not in known]
    names = _Places(clusters, ids)
    proposed = {ids[c.id]: _unit(c, ids[c.id], rows) for c in fresh}
    relations = [r for c in fresh for r in _relations(c, ids, names, rows) if _plausible(r, proposed)]
    members = [
        Member(own[c.id], country, item.cell, item.start, item.end, round(sure, 4))
        for c in clusters for item, sure in zip(c.items, c.sureness, strict=True)
    ]  # fmt: skip
    return Proposal(
        country,
        tuple(proposed[id_] for id_ in sorted(proposed)),
        tuple(sorted(relations, key=lambda r: (r.unit_id, r.other_id))),
        tuple(sorted(members, key=lambda m: (m.unit_id, m.cell, m.start))),
        tuple(sorted((_group(c, own, ids, known.get(c.id, "")) for c in clusters), key=lambda g: g.unit_id)),
    )


def _plausible(relation: Relation, proposed: Mapping[str, Unit]) -> bool:
    superior = proposed.get(relation.other_id)
    return superior is None or may_stand_under(proposed[relation.unit_id], superior)


def _group(cluster: Cluster, own: Mapping[str, str], ids: Mapping[str, str], registered: str) -> Group:
    sure = cluster.sure
    reasons = tuple((name, round(points, 3)) for name, points in sure.reasons)
    rival, same = ids.get(cluster.rival, ""), round(sure.same, 4)
    return Group(own[cluster.id], cluster.country, registered, round(sure.together, 4), rival, same, reasons)


def _kept_ids(clusters: Sequence[Cluster], earlier: Mapping[tuple[str, int], str]) -> dict[str, str]:
    """Cluster id → the earlier id of most of its members, each given once, or a new one."""
    votes = []
    for cluster in clusters:
        held = Counter(earlier[i.cell, i.start] for i in cluster.items if (i.cell, i.start) in earlier)
        votes += [(-count, unit, cluster.id) for unit, count in held.items()]
    out: dict[str, str] = {}
    taken: set[str] = set()
    for _, unit, cluster_id in sorted(votes):
        if cluster_id not in out and unit not in taken:
            out[cluster_id] = unit
            taken.add(unit)
    for cluster in clusters:
        if cluster.id not in out:
            id_, number = f"{PREFIX}{cluster.id}", 1
            while id_ in taken:
                number += 1
                id_ = f"{PREFIX}{cluster.id}~r{number}"
            out[cluster.id] = id_
            taken.add(id_)
    return out


class _Places:
    """Which unit a printed superior is: the one whose members are printed so, where there is only one."""

    def __init__(self, clusters: Iterable[Cluster], ids: Mapping[str, str]) -> None:
        self._found: dict[str, set[str]] = defaultdict(set)
        self._forces: dict[str, str] = {}
        for cluster in clusters:
            for item in cluster.items:
                for text in (item.printed, item.text):
                    self._found[normalize(text)].add(ids[cluster.id])
            if cluster.status == "force" and "-of-" not in cluster.id:
                self._forces[cluster.id.partition("-force-")[2]] = ids[cluster.id]

    def unit(self, text: str) -> str:
        """The id of the unit printed as ``text``, ``""`` where none or several are."""
        held = self._found.get(normalize(text), set())
        return min(held) if len(held) == 1 else ""

    def force(self, item: Item) -> str:
        """The id of the service that the item's own words give."""
        return self._forces.get(next(iter(item.branches)).replace("_", "-"), "") if len(item.branches) == 1 else ""


def _relations(cluster: Cluster, ids: Mapping[str, str], places: _Places, rows: _Rows) -> list[Relation]:
    """The superiors printed beside the members; a service only where its own words are all there is."""
    printed: dict[str, list[Item]] = defaultdict(list)
    named: dict[str, list[Item]] = defaultdict(list)
    for item in cluster.items:
        above = next((p for text in item.above if (p := places.unit(text))), "")
        if above:
            printed[above].append(item)
        elif cluster.status == "unit" and (force := places.force(item)):
            named[force].append(item)
    out = []
    mine = ids[cluster.id]
    for parent, items in sorted((printed or named).items()):
        held = rows.of(items)
        if parent != mine and held:
            out.append(Relation("subordinate", mine, parent, _cited(held), held[0].source))
    return out


def _cited(missions: Sequence[Mission]) -> Period:
    """From the first to the last day on which the rows cite it; neither is a true begin or end."""
    begins = [m.period.begin for m in missions if m.period.begin]
    ends = [m.period.end or m.period.begin for m in missions if m.period.end or m.period.begin]
    first = min(begins, key=lambda d: (d.earliest, d.latest)) if begins else None
    last = max((e for e in ends if e), key=lambda d: (d.latest, d.earliest)) if ends else None
    return Period(first, _not_before(first, last), begin_real=False, end_real=False)


def _not_before(first: ImpreciseDate | None, last: ImpreciseDate | None) -> ImpreciseDate | None:
    return last if first is None or last is None or last.latest >= first.earliest else first


def _unit(cluster: Cluster, id_: str, rows: _Rows) -> Unit:
    held = rows.of(cluster.items)
    forms = Counter[str]()
    for item in cluster.items:
        forms[item.printed] += rows.counts.get(item.cell, 0)
    aliases = sorted((f for f in forms if normalize(f) != normalize(cluster.name)), key=lambda f: (-forms[f], f))
    seen: dict[str, str] = {}
    for alias in aliases:
        seen.setdefault(normalize(alias), alias)
    said = [item.name for item in cluster.items]
    echelons = Counter(n.echelon for n in said if n.echelon)
    branches = Counter(b for item in cluster.items for b in item.branches)
    places = Counter(a for item in cluster.items for a in item.around if parse(a, cluster.country).residue)
    level = level_of(cluster)
    return Unit(
        id=id_, country=cluster.country, name=cluster.name, source=held[0].source if held else SourceRef("", 0),
        aliases=tuple(seen.values()), level=level, echelon="" if cluster.status == "force" else _most(echelons),
        branch="" if level == "force" else _most(branches).replace("_", " "),
        existence=_cited(held), headquarters=_most(places), provisional=True,
        kind=kind_of(cluster),
    )  # fmt: skip


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda one: (-counts[one], one)) if counts else ""
