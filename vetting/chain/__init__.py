"""Dated relations → the command chain on a day; missions × incidents → exposures. Pure and sorted.

The meaning of the ties is decided in ``docs/decisions/0002-ties.md``, that of the days in ``0001-time.md``.
"""

from __future__ import annotations

from vetting.chain.command import Command, Superior
from vetting.chain.expose import expose
from vetting.chain.force import force_exposures

__all__ = ["Command", "Superior", "expose", "force_exposures"]
