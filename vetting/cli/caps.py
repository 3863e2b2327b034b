"""What is told of mentions that fit more names of units than linking compares."""

from __future__ import annotations

from collections.abc import Sequence

from vetting.model import Mention


def told_of_caps(capped: Sequence[Mention]) -> str:
    """How many mentions were capped, and the first of them, as one line."""
    shown = min(capped, key=lambda m: (m.country, m.text)).text
    return f'{len(capped):,} mentions fit more names equally well than are compared, such as "{shown}"'
