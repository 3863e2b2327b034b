"""What to ask next: drafts of questions for the record and of FOIA requests from a run's undetermined answers.

``draft`` folds and ranks them, ``digest`` picks the foremost with their examples and law, ``write`` gives Markdown,
HTML, DOCX or JSON. All are pure but for the file that ``write`` makes.
"""

from __future__ import annotations

from vetting.ask.digest import Digest, digest
from vetting.ask.drafts import Draft, Drafts, draft
from vetting.ask.writing import FORMATS, render, write

__all__ = ["FORMATS", "Digest", "Draft", "Drafts", "digest", "draft", "render", "write"]
