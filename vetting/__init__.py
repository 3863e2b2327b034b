"""Leahy-style vetting cross-reference: leads from public records, each with its evidence."""

__version__ = "0.1.0"
