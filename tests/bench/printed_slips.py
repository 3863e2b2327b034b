"""How the linker does on misprints, abbreviations and acronyms that the training report prints (``printed_pairs``).

``python -m tests.bench.printed_slips``: the frequent cells of each country are its registry, and each rare cell is
linked as it is printed; one whose frequent spelling is not linked rightly is left out. Each is linked once more with
its number one off, which must not claim the unit. ``--otherwise`` writes the registry in other words of the lexicon, of
any language, so that no misprinted word stands in it as it should be: an official name is seldom what is printed. The
countries of the blind sets are left out; the others that nothing was learned from are halved by a seed, and the second
half (``unread``) is not to be looked at but for the sums.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import click
from rapidfuzz import fuzz

from tests.bench.printed_pairs import FREQUENT, LONGEST, Pair, blind, content, is_one, pairs_of, report
from tests.gold.scoring import HERE, read_registry
from vetting.link import link
from vetting.link.features import near_echelons
from vetting.model import Mention, Reading, SourceRef, Unit
from vetting.names import ParsedName, parse, split
from vetting.names.lexicon import Concepts, lexicon
from vetting.names.text import words

#: Likeness in 0 to 100 from which on the names of two frequent cells may be one, spelt in two ways.
ALIKE = 80


@dataclass(slots=True)
class _Group:
    """Frequent cells that read alike: what their head says, and whether a pair means one of them."""

    name: ParsedName
    cells: list[str]
    meant: bool = False

    def key(self) -> object:
        name = self.name
        return frozenset(name.numbers), name.section, name.echelon, self.work(), self.words()

    def work(self) -> frozenset[str]:
        return frozenset((*self.name.functions, *self.name.branches))

    def words(self) -> frozenset[str]:
        return frozenset((*self.name.residue, *self.name.honorifics))

    def may_be(self, other: _Group) -> bool:
        """Whether the two may be one unit written in two ways: then a registry holds it once."""
        one, two = self.name, other.name
        if set(one.numbers) != set(two.numbers) or one.section != two.section:
            return False
        if one.echelon != two.echelon and not near_echelons(one.echelon, two.echelon) and one.echelon and two.echelon:
            return False
        mine, theirs = self.work(), other.work()
        if not (mine <= theirs or theirs <= mine):
            return False
        mine, theirs = self.words(), other.words()
        like = fuzz.ratio("".join(sorted(mine)), "".join(sorted(theirs)))
        return mine <= theirs or theirs <= mine or like >= ALIKE


def registry(country: str, cells: Counter[str], meant: set[str]) -> tuple[list[Unit], dict[str, str]]:
    """The frequent cells as units, and cell → unit id.

    Cells that read alike are one unit. Those that may be a unit that some pair means, written otherwise, are its
    aliases where a pair means them as well, and else are left out: a registry holds a unit once.
    """
    groups: dict[object, _Group] = {}
    for cell, rows in sorted(cells.items(), key=lambda one: (-one[1], one[0])):
        if rows >= FREQUENT and 1 < len(content(cell)) <= LONGEST and is_one(cell, country):
            heads = [s for s in split(cell, country) if s.role == "head"]
            group = _Group(parse(heads[0].name, country), [])
            group = groups.setdefault(group.key(), group)
            group.cells.append(cell)
            group.meant |= cell in meant
    kept: list[_Group] = []
    for group in sorted(groups.values(), key=lambda g: not g.meant):
        twin = next((g for g in kept if g.meant and g.may_be(group)), None)
        if twin is None:
            kept.append(group)
        elif group.meant:
            twin.cells += group.cells
    units, at = [], {}
    for place, group in enumerate(kept):
        unit = f"{country}:{place}"
        units.append(Unit(unit, country, group.cells[0], SourceRef("report", place + 2), tuple(group.cells[1:])))
        at.update(dict.fromkeys(group.cells, unit))
    return units, at


@cache
def _forms() -> dict[Concepts, list[str]]:
    """Concepts → the phrases of the lexicon that mean them, no short ones."""
    found: dict[Concepts, list[str]] = defaultdict(list)
    for phrase, concepts in sorted(lexicon().phrases.items()):
        if len(phrase) > 4 and concepts[0][0] in ("echelon", "branch", "function"):
            found[concepts].append(phrase)
    return found


def otherwise(text: str, chance: random.Random) -> str:
    """``text`` in other words of the lexicon, of any language, that mean the same: as an official name may say it."""
    tokens, out, at = words(text), [], 0
    phrases, longest = lexicon().phrases, lexicon().longest
    while at < len(tokens):
        most = min(longest.get(tokens[at], 1), len(tokens) - at)
        size = next((n for n in range(most, 0, -1) if " ".join(tokens[at : at + n]) in phrases), 0)
        held = _forms().get(phrases[" ".join(tokens[at : at + size])], []) if size else []
        out.append(chance.choice(held) if held else " ".join(tokens[at : at + max(size, 1)]))
        at += max(size, 1)
    return " ".join(out).title()


_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?!\d)")


def one_off(text: str) -> str:
    """``text`` with its first number one more, ``""`` where it has none."""
    match = _NUMBER.search(text)
    return f"{text[: match.start()]}{int(match.group()) + 1}{text[match.end() :]}" if match else ""


def halves(known: Iterable[str], seed: int) -> tuple[set[str], set[str]]:
    """The countries in two halves drawn by ``seed``."""
    drawn = random.Random(seed).sample(sorted(known), len(list(known)))
    return set(drawn[::2]), set(drawn[1::2])


def learned() -> set[str]:
    """The countries whose labels weights are learned from."""
    return {u.country for name in ("registry.csv", "others_registry.csv") for u in read_registry(HERE / name)[0]}


def claimed(reading: Reading) -> set[str]:
    """The units that a reading claims."""
    return {m.unit_id for part in reading.parts for m in part.matches if m.status == "match"}


def outcome(reading: Reading, unit: str) -> str:
    """right, wrong, a candidate only, or missed."""
    found = claimed(reading)
    if found == {unit}:
        return "right"
    offered = unit in {m.unit_id for part in reading.parts for m in part.matches}
    return "wrong" if found - {unit} else "candidate" if offered else "missed"


def read_all(texts: Iterable[tuple[str, str]], units: Sequence[Unit]) -> Mapping[tuple[str, str], Reading]:
    """(country, text) → what the linker reads there, each by itself."""
    asked = {Mention(country, text) for country, text in texts}
    found = link(asked, units, processes=1, alone=True)
    return {(reading.mention.country, reading.mention.text): reading for reading in found}


@click.command()
@click.option("--half", type=click.Choice(["read", "unread"]), default="read", show_default=True)
@click.option("--otherwise", "other_words", is_flag=True, help="The registry in other words that mean the same.")
@click.option("--seed", default=1, show_default=True, help="Parts the countries in halves.")
@click.option("--errors", "shown", is_flag=True, help="Show what is not right (of the read half only).")
def main(half: str, other_words: bool, seed: int, shown: bool) -> None:
    """Sums by kind of slip."""
    cells = report()
    seen: Counter[str] = Counter()
    for held in cells.values():
        for cell, rows in held.items():
            for word in content(cell):
                seen[word] += rows
    pairs = {c: pairs_of(c, cells[c], seen) for c in sorted(cells.keys() - blind())}
    read, unread = halves({c for c, held in pairs.items() if held} - learned(), seed)
    chosen = unread if half == "unread" else read | (learned() & pairs.keys())
    units, at = _registries(chosen, cells, pairs)
    if other_words:
        units = [replace(u, name=otherwise(u.name, random.Random(u.id)), aliases=()) for u in units]
    asked = [p for c in sorted(chosen) for p in pairs[c]]
    meant = read_all(((p.country, p.meant) for p in asked), units)
    asked = [p for p in asked if claimed(meant[p.country, p.meant]) == {at[p.country, p.meant]}]
    _print(asked, at, read_all(((p.country, p.printed) for p in asked), units), shown and half == "read")
    near = [(p, one_off(p.printed)) for p in asked if one_off(p.printed)]
    found = read_all(((p.country, text) for p, text in near), units)
    accepted = sum(at[p.country, p.meant] in claimed(found[p.country, text]) for p, text in near)
    click.echo(f"number one off: {accepted} of {len(near)} claimed")


def _registries(
    chosen: Collection[str], cells: Mapping[str, Counter[str]], pairs: Mapping[str, Sequence[Pair]]
) -> tuple[list[Unit], dict[tuple[str, str], str]]:
    units: list[Unit] = []
    at: dict[tuple[str, str], str] = {}
    for country in sorted(chosen):
        held, places = registry(country, cells[country], {p.meant for p in pairs[country]})
        units += held
        at |= {(country, cell): unit for cell, unit in places.items()}
    return units, at


def _print(
    asked: Sequence[Pair], at: Mapping[tuple[str, str], str], found: Mapping[tuple[str, str], Reading], shown: bool
) -> None:
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in asked:
        said = outcome(found[pair.country, pair.printed], at[pair.country, pair.meant])
        for kind in (pair.kind.partition("+")[0], "all"):
            sums[kind][said] += 1
        if shown and said != "right":
            click.echo(f"{said} {pair.country} {pair.kind} | {pair.printed} | {pair.meant}")
    for kind in sorted(sums, key=lambda k: (k == "all", k)):
        counts = "  ".join(f"{said} {sums[kind][said]}" for said in ("right", "wrong", "candidate", "missed"))
        click.echo(f"{kind:13} {sums[kind].total():4}  {counts}")


if __name__ == "__main__":
    main()
