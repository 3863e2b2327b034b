"""Words that say little of what a unit is."""

from __future__ import annotations

LIGHT = frozenset({"military", "national", "royal", "general", "state", "federal", "central"})
