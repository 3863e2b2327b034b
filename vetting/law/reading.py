"""A rule file to a Rule: every error of the file is collected with its line, none stops the reading of the rest."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from vetting.conditions import Words, did_you_mean
from vetting.law.condition_reader import ConditionReader
from vetting.law.reader import PAIR, Reader
from vetting.law.rule import (
    AFTER_LAST,
    BEFORE_FIRST,
    SEVERITIES,
    START,
    STATUSES,
    TESTED_ON,
    Exemption,
    Rule,
    Version,
)
from vetting.law.tables import Tables
from vetting.law.yaml_text import Piece
from vetting.model import Citation

RULE_KEYS = (
    "id", "title", "status", "severity", "authority", "tested_on", "before_first", "after_last", "applies_when",
    "flag_when", "unless", "message", "limits", "cleared_by", "tests",
)  # fmt: skip
AUTHORITY_KEYS = ("cite", "version", "text", "url", "read_on", "verified", "in_force")
FORCE_KEYS = ("from", "to", "from_verified", "to_verified")


def read_rule(reader: Reader, piece: Piece, sha256: str, tables: Tables) -> Rule | None:
    """The rule of one file, or None where its errors (now in ``reader.findings``) leave none."""
    before = len(reader.findings)
    required = ("id", "title", "status", "severity", "authority", "flag_when", "message", "cleared_by", "tests")
    table = reader.table(piece, RULE_KEYS, required)
    citations, versions = _authority(reader, table.get("authority"))
    limits, in_message = _limits(reader, table.get("limits"), {version.name for version in versions})
    conditions = ConditionReader(reader, tables, reader.text(table.get("id")))
    rule = Rule(
        id=reader.text(table.get("id")),
        title=reader.pair(table.get("title")),
        status=reader.choice(table.get("status"), STATUSES),
        authority=citations,
        versions=versions,
        after_last=reader.choice(table.get("after_last"), AFTER_LAST, "undetermined"),
        applies_when=conditions.group(table["applies_when"], "applies_when") if "applies_when" in table else None,
        flag_when=conditions.group(table.get("flag_when"), "flag_when"),
        unless=_exemptions(reader, conditions, table.get("unless")),
        severity=reader.choice(table.get("severity"), SEVERITIES),
        message=reader.pair(table.get("message")),
        limits=limits,
        limits_in_message=in_message,
        cleared_by=reader.pair(table.get("cleared_by")),
        tests=reader.text(table.get("tests")),
        file=reader.file,
        sha256=sha256,
        before_first=reader.choice(table.get("before_first"), BEFORE_FIRST, "not_applicable"),
        tested_on=reader.choice(table.get("tested_on"), tuple(TESTED_ON), START),
    )
    return rule if len(reader.findings) == before else None


def _exemptions(reader: Reader, conditions: ConditionReader, piece: Piece | None) -> tuple[Exemption, ...]:
    found = [each for item in reader.items(piece) if (each := _exemption(reader, conditions, item)) is not None]
    names = [each.id for each in found]
    for name in sorted({name for name in names if names.count(name) > 1}):
        reader.wrong(piece.line if piece else 1, f"the exception '{name}' stands twice")
    return tuple(found)


def _limits(reader: Reader, piece: Piece | None, versions: set[str]) -> tuple[Words, frozenset[str]]:
    if piece is None:
        return Words("", ""), frozenset()
    table = reader.table(piece, (*PAIR, "in_message"), PAIR)
    named = set()
    for item in reader.items(table.get("in_message")):
        name = reader.text(item)
        named.add(name)
        if name not in versions:
            reader.wrong(item.line, f"'{name}' is not a version of this rule{did_you_mean(name, versions)}")
    return Words(reader.text(table.get("en")), reader.text(table.get("es"))), frozenset(named)


def _authority(reader: Reader, piece: Piece | None) -> tuple[tuple[Citation, ...], tuple[Version, ...]]:
    citations: list[Citation] = []
    versions: dict[str, tuple[Version, int]] = {}
    for item in reader.items(piece):
        table = reader.table(item, AUTHORITY_KEYS, ("cite", "verified"))
        force = reader.table(table["in_force"], FORCE_KEYS) if "in_force" in table else {}
        first, last = reader.bound(force.get("from"), last=False), reader.bound(force.get("to"), last=True)
        for bound, mark in (("from", "from_verified"), ("to", "to_verified")):
            if (bound in force) != (mark in force):
                reader.wrong(item.line, f"'{bound}' and '{mark}' belong together: a bound says if it was verified")
        verified = (reader.flag(force.get("from_verified"), True), reader.flag(force.get("to_verified"), True))
        name = reader.text(table.get("version"))
        if first and last and last < first:
            reader.wrong(item.line, f"in force to {last}, before it is in force from {first}")
        if "in_force" in table and not name:
            reader.wrong(item.line, "an authority with in_force needs a version name such as v1")
        if name and "in_force" in table:
            if name in versions:
                reader.wrong(item.line, f"the version '{name}' has its bounds twice, first on line {versions[name][1]}")
            versions[name] = (Version(name, first, last), item.line)
        citations.append(
            Citation(
                cite=reader.text(table.get("cite")),
                text=reader.text(table.get("text")),
                url=reader.text(table.get("url")),
                read_on=str(reader.day(table.get("read_on")) or ""),
                verified=reader.flag(table.get("verified")),
                first=first,
                last=last,
                bounds_verified=all(verified),
                version=name,
                first_verified=verified[0],
                last_verified=verified[1],
            )
        )
    if piece is not None and not citations:
        reader.wrong(piece.line, "a rule needs at least one authority")
    return tuple(citations), _in_order(reader, versions)


def _in_order(reader: Reader, versions: dict[str, tuple[Version, int]]) -> tuple[Version, ...]:
    ordered = sorted(versions.values(), key=lambda pair: (pair[0].first or date.min, pair[0].name))
    for (earlier, _), (later, line) in pairwise(ordered):
        if earlier.last is None or later.first is None or later.first <= earlier.last:
            reader.wrong(line, f"the version '{later.name}' overlaps '{earlier.name}'")
    return tuple(version for version, _ in ordered)


def _exemption(reader: Reader, conditions: ConditionReader, piece: Piece) -> Exemption | None:
    table = reader.table(piece, ("id", "cite", "verified", "when"), ("id", "cite", "verified", "when"))
    name = reader.text(table.get("id"))
    if "when" not in table:
        return None
    when = conditions.group(table["when"], f"unless.{name}", in_incident=True)
    return Exemption(name, reader.text(table.get("cite")), reader.flag(table.get("verified")), when)
