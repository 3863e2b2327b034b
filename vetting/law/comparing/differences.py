"""One difference between two folders of rules, in both languages, and the loop that finds what came, went, changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from vetting.conditions import Words


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
    "case_added": Words("cases: '{name}' is new, expected {expect}", "casos: '{name}' es nuevo, se espera {expect}"),
    "case_removed": Words(
        "cases: '{name}' is gone, expected {expect}", "casos: '{name}' ya no está, se esperaba {expect}"
    ),
    "case_renamed": Words("cases: '{new}' was called '{old}'", "casos: '{new}' se llamaba '{old}'"),
    "case_expects": Words(
        "cases: '{name}': {field} changed from {old} to {new}", "casos: '{name}': {field} cambió de {old} a {new}"
    ),
    "case_facts": Words(
        "cases: '{name}': the fact {path} was {old}; is {new}", "casos: '{name}': el hecho {path} era {old}; es {new}"
    ),
    "case_facts_alike": Words(
        "cases: {count} of them, first '{name}': the fact {path} was {old}; is {new}",
        "casos: {count}, el primero '{name}': el hecho {path} era {old}; es {new}",
    ),
    "cases_not_read": Words("its cases were not compared: {problem}", "sus casos no se compararon: {problem}"),
}  # fmt: skip

#: What may change, by the name that the code has for it.
FIELDS = {
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
    "expect": Words("the answer expected", "la respuesta esperada"),
    "missing": Words("what is missing", "lo que falta"),
    "says": Words("what the message says", "lo que dice el mensaje"),
    "says_not": Words("what the message does not say", "lo que el mensaje no dice"),
}
NONE = Words("none", "ninguno")

Values = Mapping[str, "str | Words"]
Key = TypeVar("Key", bound=Any)
Value = TypeVar("Value")


def change(subject: str, kind: str, values: Values) -> Change:
    """A difference with its sentence filled."""
    said = SAID[kind]
    english = {name: value if isinstance(value, str) else value.en for name, value in values.items()}
    spanish = {name: value if isinstance(value, str) else value.es for name, value in values.items()}
    return Change(subject, kind, Words(said.en.format(**english), said.es.format(**spanish)))


def matched(
    subject: str,
    kind: str,
    sides: tuple[Mapping[Key, Value], Mapping[Key, Value]],
    say: Callable[[Key, Value], Values],
    differ: Callable[[Key, Value, Value], Iterator[Change]],
) -> Iterator[Change]:
    """What is only on the new side (``kind``_added), only on the old one (_removed), and how the rest differs."""
    old, new = sides
    for key in sorted({*old, *new}):
        if key not in old:
            yield change(subject, f"{kind}_added", say(key, new[key]))
        elif key not in new:
            yield change(subject, f"{kind}_removed", say(key, old[key]))
        else:
            yield from differ(key, old[key], new[key])
