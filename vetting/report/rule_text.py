"""A rule in the terminal: the law on the left and the conditions on the right where there is room, else one below the

other. Nothing hidden in a rule file is printed raw.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import zip_longest

import click

from vetting.report.language import Language
from vetting.report.plain import clean
from vetting.report.rule_view import RuleView, SectionView, VersionView

#: From so many columns on, the two sides stand beside each other.
SIDE_BY_SIDE = 100
_BETWEEN = " │ "
_FIELD = 4_000


def rule_text(view: RuleView, spoken: Language, width: int) -> str:
    """The rule as text of ``width`` columns (40 at least), headings styled."""
    width = max(width, 40)
    return "\n".join(_lines(view, spoken, width)) + "\n"


def _lines(view: RuleView, spoken: Language, width: int) -> Iterator[str]:
    yield from _styled(_wrapped(f"{view.rule.id}: {view.title}", width))
    kind = spoken.text("Law") if view.is_law else spoken.text("Indicator of good practice, not law")
    severity, status = said(view.rule.severity, spoken), said(view.rule.status, spoken)
    yield from _wrapped(f"{kind} · {severity} · {spoken.text('status: %(status)s') % {'status': status}}", width)
    yield ""
    if width >= SIDE_BY_SIDE:
        half = (width - len(_BETWEEN)) // 2
        left, right = list(_law(view, spoken, half)), list(_test(view, spoken, half))
        for one, other in zip_longest(left, right, fillvalue=""):
            yield f"{_filled(one, half)}{_BETWEEN}{other}".rstrip()
    else:
        yield from _law(view, spoken, width)
        yield ""
        yield from _test(view, spoken, width)
    yield from _below(view, spoken, width)


def _filled(line: str, width: int) -> str:
    return line + " " * (width - len(click.unstyle(line)))


def _law(view: RuleView, spoken: Language, width: int) -> Iterator[str]:
    yield from _styled([spoken.text("The law")])
    if spoken.code != "en":
        yield from _wrapped(spoken.text("Citations and texts of the law are in English."), width)
    for version in view.versions:
        yield from _version(version, spoken, width)
    for sentence in view.bounds:
        yield from _wrapped(sentence, width)


def _version(version: VersionView, spoken: Language, width: int) -> Iterator[str]:
    if version.name:
        days = f": {version.days}" if version.days else ""
        mark = f" [{version.unverified}]" if version.unverified else ""
        yield from _wrapped(f"{version.name}{days}{mark}", width)
    for citation in version.citations:
        mark = "" if citation.verified else f" [{spoken.text('not verified')}]"
        yield from _wrapped(f"{citation.cite}{mark}", width, 1)
        if citation.text:
            yield from _wrapped(citation.text, width, 2)
        if citation.url:
            read = spoken.text("read on %(day)s") % {"day": citation.read_on} if citation.read_on else ""
            yield from _wrapped(f"{citation.url} {f'({read})' if read else ''}", width, 2)


def _test(view: RuleView, spoken: Language, width: int) -> Iterator[str]:
    yield from _styled([spoken.text("The test")])
    for section in view.sections:
        yield from _section(section, spoken, width)


def _section(section: SectionView, spoken: Language, width: int) -> Iterator[str]:
    mark = "" if section.verified else f" [{spoken.text('not verified')}]"
    yield from _wrapped(f"{section.title}{f' ({section.cite}){mark}' if section.cite else ''}", width)
    if not section.clauses:
        yield from _wrapped(spoken.text("always"), width, 1)
    for clause in section.clauses:
        colon = ":" if clause.node.children else ""
        yield from _wrapped(f"- {clause.text}{colon} ‹{clause.node.word.name}›", width, clause.depth + 1)


def _below(view: RuleView, spoken: Language, width: int) -> Iterator[str]:
    blocks = (
        (spoken.text("Says"), view.message),
        (spoken.text("Cannot see"), view.limits),
        (spoken.text("What would lift it"), view.cleared_by),
        (spoken.text("Counts with"), ", ".join(f"{name} {value}" for name, value in view.parameters)),
        (spoken.text("Facts read"), ", ".join(view.facts)),
        (spoken.text("File"), f"{view.rule.file} · SHA-256 {view.rule.sha256}"),
    )
    for title, text in blocks:
        if text:
            yield ""
            yield from _styled([f"{title}:"])
            yield from _wrapped(text, width, 1)
    yield ""
    yield from _wrapped(view.standard_line, width)


def said(code: str, spoken: Language) -> str:
    """A severity or a status in words."""
    from vetting.report.words import TERMS

    found = TERMS["severity"].get(code) or TERMS["status"].get(code)
    return spoken.text(found) if found else code


def _styled(lines: list[str]) -> Iterator[str]:
    yield from (click.style(line, bold=True) for line in lines)


def _wrapped(text: str, width: int, depth: int = 0) -> list[str]:
    indent = "  " * depth
    return textwrap.wrap(
        clean(text, _FIELD), width, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False
    )
