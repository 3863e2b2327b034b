"""The second channel: units written nearly as the whole cell is, whatever its words mean.

The first channel (``candidates``) knows units by what their names say. It has nothing to offer for a cell that names
no body of the forces, and it takes a registered name that is itself a list of bodies to pieces. Here the words of the
cell, sorted, are laid beside the sorted words of every name of the country, letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from vetting.link.registry import Registry
from vetting.names import normalize

#: Likeness in 0 to 100 from which a unit is offered (``fuzz.ratio`` of the sorted words).
ALIKE = 80.0
#: Name forms offered per cell, most alike first; of equally alike ones the first of the registry.
MOST = 8
#: Two strings whose lengths are further apart cannot be ``ALIKE``: the ratio is at most 2·shorter / (both together).
_SHORTEST = ALIKE / (200.0 - ALIKE)
_CHUNK = 64

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Alike:
    """Positions of the forms written most like a cell, best first; ``capped``: one left out is as like as the best."""

    forms: tuple[int, ...] = ()
    capped: bool = False


def alike(texts: Sequence[str], registry: Registry) -> list[Alike]:
    """For each text the forms of the registry that are ``ALIKE``, up to ``MOST``."""
    forms = sorted((len(said), at, said) for at, said in enumerate(_sorted_words(f.normal) for f in registry.forms))
    lengths = np.array([size for size, _, _ in forms])
    places = np.array([at for _, at, _ in forms])
    names = [said for _, _, said in forms]
    found: dict[str, Alike] = {"": Alike()}
    said_of = [_sorted_words(normalize(text)) for text in texts]
    asked = sorted(set(said_of) - {""}, key=lambda said: (len(said), said))
    for start in range(0, len(asked), _CHUNK):
        chunk = asked[start : start + _CHUNK]
        low, high = np.searchsorted(lengths, (_SHORTEST * len(chunk[0]), len(chunk[-1]) / _SHORTEST + 1))
        scores = process.cdist(chunk, names[low:high], scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.float32)
        found.update(zip(chunk, _best(scores, places[low:high]), strict=True))
    return [found[said] for said in said_of]


def _best(scores: Scores, places: NDArray[np.int64]) -> Iterator[Alike]:
    rows, columns = np.nonzero(scores)
    ends = np.searchsorted(rows, np.arange(len(scores) + 1))
    for row, (start, end) in enumerate(zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)):
        if start == end:
            yield Alike()
            continue
        if end == start + 1:
            yield Alike((int(places[columns[start]]),))
            continue
        here = columns[start:end]
        likeness = scores[row, here]
        order = np.lexsort((places[here], -likeness))
        capped = len(order) > MOST and bool(likeness[order[MOST]] == likeness[order[0]])
        yield Alike(tuple(places[here[order[:MOST]]].tolist()), capped)


def _sorted_words(normal: str) -> str:
    return " ".join(sorted(normal.split(" ")))
