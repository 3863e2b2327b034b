"""What changed between two folders of rules, in words: rules, versions, conditions, texts, tables, parameters."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from vetting.conditions import Words
from vetting.law.loading import load_parameters, load_rules
from vetting.law.rule import Rule, Version
from vetting.law.tables import CONDITIONS, table_files
from vetting.law.wording import Clause, clauses
from vetting.model import Citation


class Change(NamedTuple):
    """One difference. ``subject`` is a rule's id, a table's file name or a parameter; ``kind`` is a key of ``SAID``."""

    subject: str
    kind: str
    text: Words


#: Every kind of difference, and how it is said.
SAID = {
    "rule_added": Words("the rule is new: {title}", "la regla es nueva: {title}"),
    "rule_removed": Words("the rule is gone: {title}", "la regla ya no está: {title}"),
    "rule_renamed": Words("the rule was called '{old}'", "la regla se llamaba '{old}'"),
    "version_added": Words("version {name} is new: {days}", "la versión {name} es nueva: {days}"),
    "version_removed": Words("version {name} is gone: {days}", "la versión {name} ya no está: {days}"),
    "bound_moved": Words(
        "version {name}, {end}: from {old} to {new}", "versión {name}, {end}: de {old} a {new}"
    ),
    "clause_added": Words("{section}: added: {new}", "{section}: se añadió: {new}"),
    "clause_dropped": Words("{section}: dropped: {old}", "{section}: se quitó: {old}"),
    "clause_changed": Words("{section}: '{old}' became '{new}'", "{section}: '{old}' pasó a ser '{new}'"),
    "exception_added": Words("the exception {name} is new ({cite})", "la excepción {name} es nueva ({cite})"),
    "exception_removed": Words("the exception {name} is gone ({cite})", "la excepción {name} ya no está ({cite})"),
    "citation_added": Words("authority added: {new}", "fundamento añadido: {new}"),
    "citation_removed": Words("authority dropped: {old}", "fundamento quitado: {old}"),
    "citation_changed": Words("{cite}: {field} changed from {old} to {new}", "{cite}: {field} cambió de {old} a {new}"),
    "verified": Words("{cite}: now verified", "{cite}: ahora verificado"),
    "unverified": Words("{cite}: no longer verified", "{cite}: ya no está verificado"),
    "field_changed": Words("{field} changed from {old} to {new}", "{field} cambió de {old} a {new}"),
    "text_changed": Words("{field}: was '{old}'; is '{new}'", "{field}: era '{old}'; es '{new}'"),
    "row_added": Words("line added: {new}", "línea añadida: {new}"),
    "row_removed": Words("line dropped: {old}", "línea quitada: {old}"),
    "row_changed": Words(
        "line {key}: {field} changed from {old} to {new}", "línea {key}: {field} cambió de {old} a {new}"
    ),
    "table_added": Words("the table is new", "la tabla es nueva"),
    "table_removed": Words("the table is gone", "la tabla ya no está"),
    "parameter_added": Words("the parameter is new: {new}", "el parámetro es nuevo: {new}"),
    "parameter_removed": Words("the parameter is gone: {old}", "el parámetro ya no está: {old}"),
    "parameter_changed": Words("changed from {old} to {new}", "cambió de {old} a {new}"),
}  # fmt: skip
_FIELDS = {
    "severity": Words("severity", "gravedad"),
    "status": Words("status", "estado"),
    "tested_on": Words("what the versions are tested on", "con qué se prueban las versiones"),
    "before_first": Words("the answer before the first day", "la respuesta antes del primer día"),
    "after_last": Words("the answer after the last day", "la respuesta después del último día"),
    "title": Words("title", "título"),
    "message": Words("message", "mensaje"),
    "limits": Words("limits", "límites"),
    "cleared_by": Words("what would lift it", "qué la levantaría"),
    "text": Words("the words quoted", "las palabras citadas"),
    "url": Words("the address", "la dirección"),
    "read_on": Words("the day it was read", "el día en que se leyó"),
    "version": Words("the version", "la versión"),
    "first": Words("first day", "primer día"),
    "last": Words("last day", "último día"),
    "days_verified": Words("whether the days are verified", "si los días están verificados"),
    "cite": Words("citation", "cita"),
    "verified": Words("whether it is verified", "si está verificado"),
}
_SECTIONS = {
    "applies_when": Words("applies when", "se aplica cuando"),
    "flag_when": Words("flags when", "señala cuando"),
    "unless": Words("unless {name}", "salvo {name}"),
}
_NONE = Words("none", "ninguno")
_OPEN = Words("open", "abierto")
_YES_NO = (Words("no", "no"), Words("yes", "sí"))

_Values = Mapping[str, "str | Words"]


def compare(old: Path, new: Path) -> Iterator[Change]:
    """Every difference, rules first in the order of their ids, then tables, then parameters.

    Raises RuleError where one of the folders cannot be read as rules.
    """
    before = {rule.id: rule for rule in load_rules(old)}
    after = {rule.id: rule for rule in load_rules(new)}
    called = _renamed(before, after)
    for rule_id in sorted({*before, *after} - set(called.values())):
        if rule_id in called:
            yield _change(rule_id, "rule_renamed", {"old": called[rule_id]})
            yield from _rule(before[called[rule_id]], after[rule_id])
        elif rule_id not in before:
            yield _change(rule_id, "rule_added", {"title": after[rule_id].title})
        elif rule_id not in after:
            yield _change(rule_id, "rule_removed", {"title": before[rule_id].title})
        else:
            yield from _rule(before[rule_id], after[rule_id])
    yield from _tables(old, new)
    yield from _parameters(load_parameters(old), load_parameters(new))


def _change(subject: str, kind: str, values: _Values) -> Change:
    said = SAID[kind]
    english = {name: value if isinstance(value, str) else value.en for name, value in values.items()}
    spanish = {name: value if isinstance(value, str) else value.es for name, value in values.items()}
    return Change(subject, kind, Words(said.en.format(**english), said.es.format(**spanish)))


def _renamed(before: Mapping[str, Rule], after: Mapping[str, Rule]) -> dict[str, str]:
    """New id → old id, where just one that is gone and one that is new have the same conditions, or title."""
    gone = [rule for rule_id, rule in before.items() if rule_id not in after]
    fresh = [rule for rule_id, rule in after.items() if rule_id not in before]
    found: dict[str, str] = {}
    for rule in fresh:
        alike = [other for other in gone if _same(rule, other)]
        if len(alike) == 1 and sum(_same(other, alike[0]) for other in fresh) == 1:
            found[rule.id] = alike[0].id
    return found


def _same(one: Rule, other: Rule) -> bool:
    return one.title == other.title or _shape(one) == _shape(other)


def _shape(rule: Rule) -> list[tuple[str, int, str]]:
    return [(clause.section, clause.depth, clause.text) for clause in clauses(rule, "en")]


# -------------------------------------------------------------------- one rule


def _rule(old: Rule, new: Rule) -> Iterator[Change]:
    for name in ("severity", "status", "tested_on", "before_first", "after_last"):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield _change(new.id, "field_changed", {"field": _FIELDS[name], "old": was, "new": now})
    yield from _versions(new.id, old, new)
    yield from _authority(new.id, old.authority, new.authority)
    yield from _exceptions(old, new)
    yield from _conditions(old, new)
    for name in ("title", "message", "limits", "cleared_by"):
        was, now = getattr(old, name), getattr(new, name)
        for language, code in (("English", "en"), ("Spanish", "es")):
            if getattr(was, code) != getattr(now, code):
                field = Words(f"{_FIELDS[name].en} ({language})", f"{_FIELDS[name].es} ({code})")
                values = {"field": field, "old": getattr(was, code), "new": getattr(now, code)}
                yield _change(new.id, "text_changed", values)


def _versions(rule_id: str, old: Rule, new: Rule) -> Iterator[Change]:
    before, after = ({each.name: each for each in rule.versions} for rule in (old, new))
    for name in sorted({*before, *after}):
        was, now = before.get(name), after.get(name)
        if was is None or now is None:
            there = now or was
            assert there is not None
            kind = "version_added" if was is None else "version_removed"
            yield _change(rule_id, kind, {"name": name, "days": _days(there)})
            continue
        for end in ("first", "last"):
            one, other = getattr(was, end), getattr(now, end)
            if one != other:
                values: _Values = {
                    "name": name,
                    "end": _FIELDS[end],
                    "old": str(one) if one else _OPEN,
                    "new": str(other) if other else _OPEN,
                }
                yield _change(rule_id, "bound_moved", values)


def _days(version: Version) -> str:
    return f"{version.first or '…'} – {version.last or '…'}"


def _authority(rule_id: str, old: Sequence[Citation], new: Sequence[Citation]) -> Iterator[Change]:
    before, after = ({(each.cite, each.version): each for each in given} for given in (old, new))
    for key in sorted({*before, *after}):
        was, now = before.get(key), after.get(key)
        if was is None or now is None:
            name = "new" if was is None else "old"
            kind = "citation_added" if was is None else "citation_removed"
            yield _change(rule_id, kind, {name: f"{key[0]} [{key[1]}]" if key[1] else key[0]})
            continue
        if was.verified != now.verified:
            yield _change(rule_id, "verified" if now.verified else "unverified", {"cite": was.cite})
        if was.bounds_verified != now.bounds_verified:
            yield _cited(rule_id, was, "days_verified", _YES_NO[was.bounds_verified], _YES_NO[now.bounds_verified])
        for name in ("text", "url", "read_on"):
            one, other = getattr(was, name), getattr(now, name)
            if one != other:
                yield _cited(rule_id, was, name, one or _NONE, other or _NONE)


def _cited(rule_id: str, citation: Citation, field: str, old: str | Words, new: str | Words) -> Change:
    values: _Values = {"cite": citation.cite, "field": _FIELDS[field], "old": old, "new": new}
    return _change(rule_id, "citation_changed", values)


def _exceptions(old: Rule, new: Rule) -> Iterator[Change]:
    before, after = ({each.id: each for each in rule.unless} for rule in (old, new))
    for name in sorted({*before, *after}):
        was, now = before.get(name), after.get(name)
        if was is None or now is None:
            there = now or was
            assert there is not None
            kind = "exception_added" if was is None else "exception_removed"
            yield _change(new.id, kind, {"name": name, "cite": there.cite})
            continue
        field = Words(f"{_FIELDS['cite'].en} ({name})", f"{_FIELDS['cite'].es} ({name})")
        if was.cite != now.cite:
            yield _change(new.id, "field_changed", {"field": field, "old": was.cite, "new": now.cite})
        if was.verified != now.verified:
            yield _change(new.id, "verified" if now.verified else "unverified", {"cite": now.cite})


def _conditions(old: Rule, new: Rule) -> Iterator[Change]:
    """Conditions added, dropped and changed, section by section, each as its sentence."""
    before, after = (_by_section(rule) for rule in (old, new))
    for section in dict.fromkeys((*before, *after)):
        was, now = before.get(section, []), after.get(section, [])
        kinds = SequenceMatcher(None, [_key(each) for each in was], [_key(each) for each in now], autojunk=False)
        for tag, i1, i2, j1, j2 in kinds.get_opcodes():
            if tag != "equal":
                yield from _changed(new.id, section, was[i1:i2], now[j1:j2])


_Pair = tuple[Clause, Clause]


def _by_section(rule: Rule) -> dict[str, list[_Pair]]:
    found: dict[str, list[_Pair]] = {}
    for english, spanish in zip(clauses(rule, "en"), clauses(rule, "es"), strict=True):
        found.setdefault(english.section, []).append((english, spanish))
    return found


def _key(pair: _Pair) -> tuple[int, str]:
    return pair[0].depth, pair[0].text


def _changed(rule_id: str, section: str, was: Sequence[_Pair], now: Sequence[_Pair]) -> Iterator[Change]:
    """A condition whose word stands at the same depth on both sides changed; the others were dropped or added."""
    kind, _, name = section.partition(".")
    said = Words(*(text.format(name=name) for text in _SECTIONS[kind]))
    left = list(now)
    for pair in was:
        clause = pair[0]
        same = next(
            (o for o in left if (o[0].depth, o[0].node.word.name) == (clause.depth, clause.node.word.name)), None
        )
        if same is None:
            yield _change(rule_id, "clause_dropped", {"section": said, "old": _text(pair)})
        else:
            left.remove(same)
            values: _Values = {"section": said, "old": _text(pair), "new": _text(same)}
            yield _change(rule_id, "clause_changed", values)
    for pair in left:
        yield _change(rule_id, "clause_added", {"section": said, "new": _text(pair)})


def _text(pair: _Pair) -> Words:
    return Words(pair[0].text, pair[1].text)


# -------------------------------------------------------------------- tables and parameters

#: What names a line of a table.
_CONDITION_KEY = ("rule_id", "country", "appropriation_fy", "account")
_COUNTRY_KEY = ("country", "from")


def _tables(old: Path, new: Path) -> Iterator[Change]:
    before, after = ({path.name: path for path in table_files(folder)} for folder in (old, new))
    for name in sorted({*before, *after}):
        if name not in before or name not in after:
            yield _change(name, "table_added" if name not in before else "table_removed", {})
            continue
        key = _CONDITION_KEY if name == CONDITIONS else _COUNTRY_KEY
        yield from _rows(name, _read(before[name], key), _read(after[name], key))


def _read(path: Path, key: Sequence[str]) -> dict[tuple[str, ...], dict[str, str]]:
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    return {tuple(row[name].strip() for name in key): row for row in rows}


def _rows(
    table: str, old: Mapping[tuple[str, ...], dict[str, str]], new: Mapping[tuple[str, ...], dict[str, str]]
) -> Iterator[Change]:
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        if was is None or now is None:
            row = now or was
            assert row is not None
            line = ", ".join(value for value in row.values() if value)
            yield _change(table, "row_added" if was is None else "row_removed", {"new": line, "old": line})
            continue
        for field in now:
            if was[field].strip() != now[field].strip():
                values: _Values = {
                    "key": " ".join(part for part in key if part),
                    "field": field,
                    "old": was[field] or _NONE,
                    "new": now[field] or _NONE,
                }
                yield _change(table, "row_changed", values)


def _parameters(old: Mapping[str, int | float], new: Mapping[str, int | float]) -> Iterator[Change]:
    for name in sorted({*old, *new}):
        was, now = old.get(name), new.get(name)
        if was is None:
            yield _change(name, "parameter_added", {"new": str(now)})
        elif now is None:
            yield _change(name, "parameter_removed", {"old": str(was)})
        elif was != now:
            yield _change(name, "parameter_changed", {"old": str(was), "new": str(now)})
