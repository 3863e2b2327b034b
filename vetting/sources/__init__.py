"""One adapter per kind of file; none knows another. ``FORMATS`` lists them, the more particular first."""

from vetting.sources import fmtrpt, sfm
from vetting.sources.formats import Format
from vetting.sources.plain import FORMATS as PLAIN

FORMATS: tuple[Format, ...] = (fmtrpt.FORMAT, *sfm.FORMATS, *PLAIN)
KINDS = ("auto", *sorted(known.kind for known in FORMATS))
