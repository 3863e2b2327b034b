"""What misprints cost: the labelled strings misprinted by a seed, a kind of misprint at a time, beside the originals.

``python -m tests.bench.misprints`` prints one row per kind; ``--errors dropped`` shows what a kind loses. The kinds
are those that recipients of the training report show (Betallion, AirForce, Ej?rcito). Figures are never touched, and a
word only where another misprint of it could be read: what counts is what the matcher makes of a slip. Weights are the
shipped ones, learned from these countries: the figures compare a string with its misprint, no more.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import click

from tests.gold.evaluate import errors, line, registry_of
from tests.gold.scoring import HERE, Figures, Query, evaluate, read_queries
from vetting.link.cell import judge_all
from vetting.link.heads import read
from vetting.link.judgement import weights
from vetting.model import Mention, Part, Reading

#: A word and the source of chance → the word misprinted, or the same where this kind of slip cannot befall it.
Slip = Callable[[str, random.Random], str]

#: The shortest word that is misprinted: a slip in BN leaves nothing to mend.
SHORTEST = 4
_WORD = re.compile(r"[^\W\d_]+")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {c: set(row[max(at - 1, 0) : at + 2]) - {c} for row in _KEYS for at, c in enumerate(row)}
_LOOK_ALIKE = (("rn", "m"), ("m", "rn"), ("l", "1"), ("i", "l"), ("o", "0"), ("u", "v"), ("v", "u"), ("cl", "d"),
               ("c", "e"), ("h", "b"))  # fmt: skip
_SOUND_ALIKE = (("ce", "se"), ("ci", "si"), ("ph", "f"), ("vy", "vey"), ("ck", "k"), ("tt", "t"), ("ss", "s"),
                ("mm", "m"), ("ll", "l"), ("nn", "n"), ("qu", "k"), ("tion", "sion"), ("ade", "ate"), ("ie", "ei"),
                ("an", "en"), ("er", "ar"), ("ca", "ka"), ("co", "ko"), ("z", "s"), ("b", "v"), ("m", "mm"),
                ("l", "ll"))  # fmt: skip
#: Endings and words of Spanish, French and Portuguese that bear an accent, printed or not.
_ACCENTS = (("ion", "ión"), ("ejer", "ejér"), ("exer", "exér"), ("aere", "aére"), ("aer", "aér"),
            ("policia", "policía"), ("acade", "acadé"), ("arme", "armé"), ("mili", "milí"), ("tecn", "técn"),
            ("cao", "ção"), ("batal", "batál"))  # fmt: skip
_LOST = re.compile("[áéíóúüñçãêèô]", re.IGNORECASE)


def swapped(word: str, chance: random.Random) -> str:
    """Two neighbors in the other order, the first letter apart: Brigdae."""
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def dropped(word: str, chance: random.Random) -> str:
    """A letter left out: Brgade."""
    at = chance.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def doubled(word: str, chance: random.Random) -> str:
    """A letter printed twice: Briggade."""
    at = chance.randrange(len(word))
    return word[:at] + word[at] + word[at:]


def wrong(word: str, chance: random.Random) -> str:
    """A letter's neighbor on the keyboard: Brigafe."""
    at = chance.randrange(len(word))
    beside = sorted(_BESIDE.get(word[at].lower(), ()))
    return _put(word, at, 1, chance.choice(beside)) if beside else word


def look_alike(word: str, chance: random.Random) -> str:
    """Letters taken for others of that look: Arrny, Batta1ion."""
    return _replaced(word, _LOOK_ALIKE, chance)


def sound_alike(word: str, chance: random.Random) -> str:
    """Letters written as they sound: Forse, Navey."""
    return _replaced(word, _SOUND_ALIKE, chance)


def accent_lost(word: str, chance: random.Random) -> str:
    """An accented letter that an encoding broke: Ej?rcito, ExTrcito, Batallon as BatallÃ³n."""
    accented = word if _LOST.search(word) else _replaced(word, _ACCENTS, chance)
    found = _LOST.search(accented)
    if found is None:
        return word
    letter = found.group()
    broken = chance.choice(("?", "T", "", letter.encode().decode("latin-1")))
    return accented[: found.start()] + broken + accented[found.end() :]


def space_gained(word: str, chance: random.Random) -> str:
    """A space inside a word: Batta lion."""
    if len(word) < 2 * SHORTEST - 1:
        return word
    at = chance.randrange(3, len(word) - 2)
    return f"{word[:at]} {word[at:]}"


def twice(word: str, chance: random.Random) -> str:
    """Two slips in one long word: Batalion, Enginering."""
    if len(word) < 8:
        return word
    one, other = chance.choice(_SLIPS), chance.choice(_SLIPS)
    return other(one(word, chance), chance)


def _put(word: str, at: int, size: int, letters: str) -> str:
    return word[:at] + (letters.upper() if word[at : at + size].isupper() else letters) + word[at + size :]


def _replaced(word: str, pairs: Iterable[tuple[str, str]], chance: random.Random) -> str:
    places = [(m.start(), a, b) for a, b in pairs for m in re.finditer(a, word.lower())]
    if not places:
        return word
    at, was, becomes = chance.choice(places)
    return _put(word, at, len(was), becomes)


_SLIPS: tuple[Slip, ...] = (swapped, dropped, doubled, wrong)
#: Kinds of misprint that befall one word.
KINDS: Mapping[str, Slip] = {
    s.__name__: s
    for s in (*_SLIPS, look_alike, sound_alike, accent_lost, space_gained, twice)
}  # fmt: skip
#: Kinds that befall a whole cell.
WHOLE = ("space_lost", "cut_off")


def misprinted(text: str, kind: str, chance: random.Random) -> str:
    """``text`` with one misprint of ``kind``, a word drawn by ``chance``; the same where there is no place for it."""
    if kind == "space_lost":
        gaps = [m.start() for m in re.finditer(r"(?<=[^\W\d_]{3}) (?=[^\W\d_]{4})", text)]
        at = chance.choice(gaps) if gaps else len(text)
        return text[:at] + text[at + 1 :]
    if kind == "cut_off":
        last = re.search(r"[^\W\d_]{7,}$", text)
        return text[: -chance.randint(1, len(last.group()) - 5)] if last else text
    for word in chance.sample(found := list(_WORD.finditer(text)), len(found)):
        if len(word.group()) < SHORTEST:
            continue
        slipped = KINDS[kind](word.group(), chance)
        if slipped != word.group():
            return text[: word.start()] + slipped + text[word.end() :]
    return text


def labelled() -> list[Query]:
    """The labelled strings that name units, and those that nearly do."""
    both = [*read_queries(HERE / "queries.csv"), *read_queries(HERE / "others_queries.csv")]
    return [q for q in both if q.expected or q.kind == "near-miss-nil"]


def of_kind(queries: Iterable[Query], kind: str, seed: int = 0) -> list[tuple[Query, Query]]:
    """Each string that a misprint of ``kind`` can befall, and the string with it."""
    found = []
    for query in queries:
        text = misprinted(query.mention.text, kind, random.Random(f"{seed} {kind} {query.id}"))
        if text != query.mention.text:
            found.append((query, replace(query, mention=Mention(query.mention.country, text))))
    return found


def linked(queries: Sequence[Query]) -> dict[Mention, Reading]:
    """What the matcher says of each, under the shipped weights."""
    found, used = {}, weights()
    for country in sorted({q.mention.country for q in queries}):
        registry = registry_of(country)
        for query in queries:
            if query.mention.country == country and query.mention not in found:
                named = read(query.mention.text, registry, country)
                matched = zip(named, judge_all(named, registry, used, 5), strict=True)
                parts = [Part(n.segment.text, n.segment.start, n.segment.end, n.level, m) for n, m in matched]
                found[query.mention] = Reading(query.mention, tuple(parts))
    return found


@click.command()
@click.option("--seed", default=0, show_default=True, help="Another seed misprints other letters.")
@click.option("--kind", "wanted", multiple=True, help="Only this kind of misprint; may be given again.")
@click.option("--every", default=1, show_default=True, help="Only every so many labelled strings, for a quick look.")
@click.option("--errors", "shown", is_flag=True, help="Show the strings that are right as printed, wrong misprinted.")
def main(seed: int, wanted: tuple[str, ...], every: int, shown: bool) -> None:
    """Figures of the linker on misprinted strings, beside the same strings as printed."""
    queries = labelled()[::every]
    printed = linked(queries)
    click.echo(line("printed", evaluate(queries, printed)))
    both = Figures()
    for kind in wanted or (*KINDS, *WHOLE):
        pairs = of_kind(queries, kind, seed)
        slips = [slip for _, slip in pairs]
        found = linked(slips)
        before, after = evaluate([q for q, _ in pairs], printed), evaluate(slips, found)
        both.add(after)
        click.echo(line(kind[:10], after) + f"  (as printed F1 {before.f1:.3f} P {before.precision:.3f})")
        if shown:
            fine = {q.id for q, _ in pairs} - {e.split(" ")[1] for e in errors([q for q, _ in pairs], printed)}
            click.echo("\n".join(e for e in errors(slips, found) if e.split(" ")[1] in fine))
    click.echo(line("all kinds", both))


if __name__ == "__main__":
    main()
