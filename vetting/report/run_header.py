"""What every output says of the run that made it: versions, parameters, day of judgement, rules, the standard line."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from vetting import __version__
from vetting.model import STANDARD_LINE_EN, STANDARD_LINE_ES, Citation, RuleText, Run

#: Libraries whose version can change a byte of an output.
SHAPING = ("Babel", "Jinja2", "MarkupSafe", "PyYAML", "XlsxWriter", "python-docx", "rapidfuzz")


def versions() -> dict[str, str]:
    """This tool, Python's major and minor version and the libraries that shape an output; absent ones are left out."""
    found = {"vetting": __version__, "python": ".".join(platform.python_version_tuple()[:2])}
    for name in SHAPING:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def run_header(run: Run, rules: Sequence[RuleText]) -> dict[str, Any]:
    """The ``run`` object of the JSON report."""
    return {
        "tool": "vetting",
        "as_of": run.as_of.isoformat(),
        "standard_line": STANDARD_LINE_EN,
        "standard_line_es": STANDARD_LINE_ES,
        "versions": versions(),
        "parameters": dict(sorted(run.parameters.items())),
        "rules": rule_rows(run, rules),
    }


def rule_rows(run: Run, rules: Sequence[RuleText]) -> list[dict[str, Any]]:
    """Each rule of the run with the hash of its file and, where its texts are at hand, title and authority."""
    texts = {text.id: text for text in rules}
    return [{"id": rule, "sha256": run.rules[rule], **_rule_text(texts.get(rule))} for rule in sorted(run.rules)]


def _rule_text(text: RuleText | None) -> dict[str, Any]:
    if text is None:
        return {}
    return {
        "title_en": text.title_en,
        "title_es": text.title_es,
        "severity": text.severity,
        "status": text.status,
        "limits_en": text.limits_en,
        "limits_es": text.limits_es,
        "authority": [_citation(citation) for citation in text.authority],
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "cite": citation.cite,
        "url": citation.url,
        "verified": citation.verified,
        "first": citation.first.isoformat() if citation.first else None,
        "last": citation.last.isoformat() if citation.last else None,
        "bounds_verified": citation.bounds_verified,
        "version": citation.version,
    }
