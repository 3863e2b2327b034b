"""A unit's name → comparable parts: number, echelon, branch, function, honorific, place, acronym."""

from vetting.names.cells import Segment, split
from vetting.names.parse import ParsedName, parse
from vetting.names.text import fold, normalize, words

__all__ = ["ParsedName", "Segment", "fold", "normalize", "parse", "split", "words"]
