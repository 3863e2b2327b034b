"""One digest as bytes of the format that was asked for."""

from __future__ import annotations

from pathlib import Path

from vetting.ask import as_json, html, markdown, word
from vetting.ask.digest import Digest
from vetting.ask.wording import page
from vetting.report.findings_json import json_text

FORMATS = ("md", "html", "docx", "json")


def render(found: Digest, form: str, lang: str) -> bytes:
    """The output: ``form`` is one of ``FORMATS``, ``lang`` is en or es (JSON holds both)."""
    if form == "json":
        return (json_text(as_json.as_object(found), indent=1) + "\n").encode("utf-8")
    made = page(found, lang)
    if form == "docx":
        return word.write(made, found.as_of)
    return (markdown.write(made) if form == "md" else html.write(made)).encode("utf-8")


def write(found: Digest, out: Path, form: str, lang: str) -> Path:
    """Write the output to the file ``out`` and return its path."""
    out.write_bytes(render(found, form, lang))
    return out
