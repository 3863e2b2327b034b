"""Ids for records whose source gives none: made from their content, so that the same record has the same id again."""

from __future__ import annotations

import hashlib


def stable_id(noun: str, *parts: str) -> str:
    """``noun-`` and twelve hexadecimal digits of the parts' hash. The same parts give the same id."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    return f"{noun}-{digest[:12]}"
