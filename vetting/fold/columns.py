"""Keys of missions as columns of small numbers: equal numbers, equal parts. Many rows are compared at once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def numbered(values: Iterable[Hashable]) -> Numbers:
    """A number for every value, counted from 0 in the order of appearance: equal values, equal numbers."""
    known: dict[Hashable, int] = {}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int64)


def grouped(columns: Sequence[Numbers], rows: int) -> tuple[Numbers, Numbers]:
    """Rows alike in every column as one group: the first row of each group, and the group of every row.

    ``columns`` hold numbers from 0, each as long as ``rows``; none makes all rows alike.
    """
    group = np.zeros(rows, dtype=np.int64)
    for column in columns:
        if rows and column.max():
            # Renumbered after each column: so few digits never overflow.
            _, group = np.unique(group * (column.max() + 1) + column, return_inverse=True)
    _, first, group = np.unique(group, return_index=True, return_inverse=True)
    return first, group
