"""Mines acronyms from cells that print both forms: ``Long Name (ACR)``, ``ACR 5 (Long Name No. 5)``.

``python -m vetting.link.mine MENTIONS.csv -o ACRONYMS.csv``: the columns are ``country_iso3`` and ``text``, or those of
the training report (``.tsv``). The file written is to be read by a person: ``use`` is ``yes`` where the letters prove
the pair and ``no`` where they do not, until somebody has looked. ``vetting/lexicon/acronyms.csv`` is such a file;
linking reads what it marks ``yes`` in the place of the acronym.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from vetting import countries
from vetting.errors import InputError
from vetting.names import ParsedName, parse, words
from vetting.names.acronyms import initials, is_syllabic, letter_pairs, syllable_words
from vetting.names.lexicon import lexicon

_SHORT = r"[A-Z][A-Za-z]{0,3}[A-Z][A-Z0-9]{0,9}(?:[ .-]?\d{1,3})?"
_LONG = r"[^()\[\],;/]{8,90}?"
_FORMS = (
    re.compile(rf"(?P<long>{_LONG})\s*[(\[]\s*(?P<short>{_SHORT})\s*[)\]]"),
    re.compile(rf"(?:^|[,;/]\s*)(?P<short>{_SHORT})\s*[(\[](?P<long>{_LONG})[)\]]"),
    re.compile(rf"^(?P<short>{_SHORT})\s+[-–]\s+(?P<long>{_LONG})$"),
    re.compile(rf"^(?P<long>{_LONG})\s+[-–]\s+(?P<short>{_SHORT})$"),
)
#: Rows that must print a pair whose letters do not prove it.
_OFTEN = 3
#: Longer words in brackets are places and words, not acronyms, unless their letters prove it.
_LONGEST = 9
#: Rows named in the file for each pair.
_SHOWN = 3
_COLUMNS = ("country", "form", "expansion", "fit", "use", "count", "rows")


@dataclass(frozen=True, slots=True)
class Row:
    """A printed cell: where it stands (``file:line``), its country (ISO 3166-1 alpha-3) and its text."""

    where: str
    country: str
    text: str


@dataclass(frozen=True, slots=True)
class Acronym:
    """What an acronym stands for in a country. ``fit``: initials, syllables, or printed (the letters do not say)."""

    country: str
    short: str
    long: str
    fit: str
    rows: tuple[str, ...]


def _letters(short: str) -> str:
    return "".join(w for w in words(short) if not w.isdecimal())


def _unnumbered(long: str) -> str:
    """The long form without its number: it is the kind that the acronym stands for."""
    phrases = lexicon().phrases
    left = [w for w in words(long) if not w.isdecimal() and phrases.get(w, (("", ""),))[0][0] != "number"]
    while left and phrases.get(left[0], (("", ""),))[0] in (("word", "stop"), ("word", "number_mark")):
        del left[0]
    while left and phrases.get(left[-1], (("", ""),))[0] in (("word", "stop"), ("word", "number_mark")):
        del left[-1]
    return " ".join(left)


def fit(short: str, long: str) -> str:
    """How the letters of ``short`` follow from ``long``: initials, syllables, or printed where they do not."""
    if short in initials(long) | letter_pairs(long):
        return "initials"
    return "syllables" if is_syllabic(short, syllable_words(long)) else "printed"


def _said(name: ParsedName) -> tuple[object, ...]:
    return (name.echelon, frozenset(name.functions), frozenset(name.branches), frozenset(name.residue))


def pairs(row: Row) -> Iterator[tuple[str, str]]:
    """The acronyms of a cell, each with the long form printed beside it, both without numbers and in lower case."""
    for form in _FORMS:
        for found in form.finditer(row.text):
            short, long = _letters(found["short"]), _unnumbered(found["long"])
            name = parse(long, row.country)
            solid = name.echelon or name.functions or name.branches
            if len(short) >= 2 and " " in long and solid and not name.outsider and short not in long.split():
                yield short, long


def mine(rows: Iterable[Row]) -> list[Acronym]:
    """What the acronyms of each country stand for, sorted; one entry for all wordings that say the same."""
    found: dict[tuple[str, str, tuple[object, ...]], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for short, long in pairs(row):
            found[row.country, short, _said(parse(long, row.country))][long].append(row.where)
    out = []
    for (country, short, _), wordings in found.items():
        counted = Counter({long: len(where) for long, where in wordings.items()})
        fits = {long: fit(short, long) for long in counted}
        long = min(counted, key=lambda n: (fits[n] == "printed", -counted[n], n))
        where = tuple(sorted({w for places in wordings.values() for w in places}))
        known = short in lexicon().phrases
        if not known and (fits[long] != "printed" or (len(where) >= _OFTEN and len(short) <= _LONGEST)):
            out.append(Acronym(country, short, long, fits[long], where))
    return sorted(out, key=lambda a: (a.country, a.short, -len(a.rows), a.long))


def read_rows(path: Path) -> Iterator[Row]:
    """The different cells of a file of mentions (``.csv``) or of the training report (``.tsv``)."""
    report = path.suffix == ".tsv"
    country, text = ("training:country", "training:recipient_unit") if report else ("country_iso3", "text")
    seen = set()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream, delimiter="\t" if report else ",")
        missing = [c for c in (country, text) if c not in (reader.fieldnames or ())]
        if missing:
            raise InputError(f"missing column: {', '.join(missing)}", where=path.name)
        for row in reader:
            key = (row[country], row[text].strip())
            if key[1] and key not in seen:
                seen.add(key)
                yield Row(f"{path.name}:{reader.line_num}", countries.code(key[0]) if report else key[0], key[1])


def write(found: Iterable[Acronym], path: Path) -> None:
    """One line per acronym and meaning; of the rows it was found in, how many and the first few."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for a in found:
            use = "no" if a.fit == "printed" else "yes"
            writer.writerow((a.country, a.short, a.long, a.fit, use, len(a.rows), " ".join(a.rows[:_SHOWN])))


@click.command()
@click.argument("mentions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
def main(mentions: Path, out: Path) -> None:
    """Mine the acronyms that MENTIONS print beside what they stand for."""
    found = mine(read_rows(mentions))
    write(found, out)
    click.echo(f"{len(found)} acronyms of {len({a.country for a in found})} countries", err=True)


if __name__ == "__main__":
    main()
