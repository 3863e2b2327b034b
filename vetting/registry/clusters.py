"""A country's cells → clusters: the units, and the whole forces, that its own strings name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vetting.registry.acronyms import expanded
from vetting.registry.fitting import fitted
from vetting.registry.grouping import grouped
from vetting.registry.mentions import Item, items_of, renumbered
from vetting.registry.naming import force_name_of, ids_of, name_of
from vetting.registry.pairs import Pairs, Weights, weights
from vetting.registry.places import without_places, without_shared_letters
from vetting.registry.profiles import profiles_of
from vetting.registry.sureness import Sureness, surenesses


@dataclass(frozen=True, slots=True)
class Cluster:
    """What a country's cells call one unit (status ``unit``) or one whole force (``force``).

    ``sureness`` gives for each item the probability that it is the unit of the others; 1.0 where it says the same.
    ``sure`` says how sure the whole is and why; ``rival`` is the id of the cluster most like it, or ``""``.
    """

    id: str
    country: str
    status: str
    name: str
    items: tuple[Item, ...]
    sureness: tuple[float, ...]
    sure: Sureness = field(default_factory=Sureness)
    rival: str = ""


def clusters_of(
    country: str,
    cells: Mapping[str, int] | Iterable[str],
    used: Weights | None = None,
    known: dict[str, tuple[Item, ...]] | None = None,
) -> list[Cluster]:
    """The clusters of one country; ``cells`` may give how often each is printed. The order of cells does not matter.

    ``known``: what is known to be read of some cells; what is read of the others is put into it.
    """
    counts = Counter(cells) if isinstance(cells, Mapping) else Counter(dict.fromkeys(cells, 1))
    items = read_items(country, sorted(counts), known)
    return [*_units(country, items, counts, used or weights()), *_forces(country, items, counts)]


def read_items(country: str, cells: Iterable[str], known: dict[str, tuple[Item, ...]] | None = None) -> list[Item]:
    """What the cells of one country name, read together: numbers, places and acronyms by what other cells print."""
    read = {} if known is None else known
    found: list[Item] = []
    for cell in cells:
        if cell not in read:
            read[cell] = items_of(country, cell)
        found += read[cell]
    return expanded(without_places(without_shared_letters(renumbered(found))))


def all_clusters(
    cells: Iterable[tuple[str, str]], *, progress: Callable[[int, int], None] | None = None
) -> list[Cluster]:
    """The clusters of every country; ``cells`` are (country, text), repeated as often as they are printed.

    ``progress`` is called with (countries done, all).
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for country, cell in cells:
        counts[country][cell] += 1
    out: list[Cluster] = []
    for done, country in enumerate(sorted(counts)):
        if progress is not None:
            progress(done, len(counts))
        out.extend(clusters_of(country, counts[country]))
    return out


def _units(country: str, items: Sequence[Item], counts: Counter[str], used: Weights) -> list[Cluster]:
    profiles = profiles_of(item for item in items if item.status == "unit")
    if not profiles:
        return []
    pairs = Pairs(country, profiles, used)
    groups = fitted(profiles, grouped(profiles, pairs, used.join), pairs)
    sure = surenesses(groups, pairs)
    made = []
    for place, group in enumerate(groups):
        members = [(item, pairs.belonging(at, group)) for at in group for item in profiles[at].items]
        made.append((name_of([item for item, _ in members], counts), _ordered(members), place))
    made.sort(key=lambda m: (m[0], m[1][0][0].cell, m[1][0][0].start))
    ids = ids_of(country, [name for name, _, _ in made])
    id_at = {place: id_ for id_, (_, _, place) in zip(ids, made, strict=True)}
    return [
        Cluster(
            id_, country, "unit", name, tuple(i for i, _ in members), tuple(s for _, s in members), sure[place],
            id_at.get(sure[place].rival, ""),
        )
        for id_, (name, members, place) in zip(ids, made, strict=True)
    ]  # fmt: skip


def _ordered(members: Sequence[tuple[Item, float]]) -> list[tuple[Item, float]]:
    return sorted(members, key=lambda m: (m[0].cell, m[0].start))


def _forces(country: str, items: Sequence[Item], counts: Counter[str]) -> list[Cluster]:
    groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        if item.status == "force":
            groups["-".join(force_of(item)[0]) or "armed-forces", force_of(item)[1]].append(item)
    out = []
    for (force, foreign), members in sorted(groups.items()):
        ordered = sorted(members, key=lambda i: (i.cell, i.start))
        name = force_name_of([i for i in ordered if i.name.level in ("service", "force")] or ordered, counts)
        id_ = f"{country.lower() or 'xxx'}-force-{force}{'-of-' + foreign.lower() if foreign else ''}"
        out.append(Cluster(id_, country, "force", name, tuple(ordered), (1.0,) * len(ordered)))
    return out


def force_of(item: Item) -> tuple[tuple[str, ...], str]:
    """The services named, none for all of them, and the other country they belong to, ``""`` for the own."""
    foreign = next((n for n in sorted(item.name.nationality) if n != item.country), "")
    return tuple(b.replace("_", "-") for b in sorted(item.branches)), foreign
