"""The check of facts against facts.schema.json: which field is unknown, and what does not fit where.

Only the words of JSON Schema that facts.schema.json uses are read; ``tests/test_law_facts.py`` holds this against the
jsonschema library. Every problem is a sentence with the path of the field.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from vetting.conditions import did_you_mean
from vetting.period import ImpreciseDate
from vetting.shipped import rules_folder

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,),
    "number": (int, float), "integer": (int,), "null": (type(None),),
}  # fmt: skip


@cache
def schema() -> Mapping[str, Any]:
    """The schema as shipped with the rules."""
    loaded: dict[str, Any] = json.loads((rules_folder() / "facts.schema.json").read_text(encoding="utf-8"))
    return loaded


def problems(facts: object) -> list[str]:
    """Everything in ``facts`` that the schema does not allow, as ``path: sentence``, in the order of the facts."""
    found = list(_check(facts, schema(), ""))
    if not found and isinstance(facts, dict):
        found += _repeated(facts)
    return found


def paths() -> frozenset[str]:
    """Every path that ``missing`` may name, such as ``incidents[].first_public_date``."""
    return frozenset(_paths(schema(), ""))


def resolve(rule: Mapping[str, Any]) -> Mapping[str, Any]:
    """The rule itself, or the definition it points to."""
    if "$ref" in rule:
        target: Mapping[str, Any] = schema()["$defs"][rule["$ref"].rpartition("/")[2]]
        return target
    return rule


def _paths(rule: Mapping[str, Any], path: str) -> Iterator[str]:
    rule = resolve(rule)
    for name, inner in rule.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        yield here
        yield from _paths(inner, here)
    if "items" in rule:
        yield from _paths(rule["items"], f"{path}[]")


def _check(value: object, rule: Mapping[str, Any], path: str) -> Iterator[str]:
    rule = resolve(rule)
    where = path or "facts"
    if "enum" in rule and not any(value == each and type(value) is type(each) for each in rule["enum"]):
        known = [str(each) for each in rule["enum"] if each is not None]
        yield f"{where}: '{value}' is not one of {', '.join(known)}{did_you_mean(str(value), known)}"
        return
    if "type" in rule and not _is_one_of(value, rule["type"]):
        kinds = [rule["type"]] if isinstance(rule["type"], str) else rule["type"]
        yield f"{where}: {json.dumps(value, ensure_ascii=False)[:80]} is not {' or '.join(kinds)}"
        return
    if isinstance(value, dict):
        yield from _check_object(value, rule, path)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _check(item, rule.get("items", {}), f"{path}[{number}]")
    elif isinstance(value, str):
        yield from _check_text(value, rule, where)
    elif isinstance(value, (int, float)) and not rule.get("minimum", value) <= value <= rule.get("maximum", value):
        yield f"{where}: {value} is out of range"


def _is_one_of(value: object, kinds: str | list[str]) -> bool:
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        if isinstance(value, bool) and kind != "boolean":
            continue
        if isinstance(value, _TYPES[kind]) or (kind == "integer" and isinstance(value, float) and value.is_integer()):
            return True
    return False


def _check_object(value: dict[str, object], rule: Mapping[str, Any], path: str) -> Iterator[str]:
    known = rule.get("properties", {})
    others = rule.get("additionalProperties", True)
    pattern = rule.get("propertyNames", {}).get("pattern")
    for name, inner in value.items():
        here = f"{path}.{name}" if path else name
        if pattern and not re.search(pattern, name):
            yield f"{here}: '{name}' is not a key such as 2014"
        elif name in known:
            yield from _check(inner, known[name], here)
        elif others is False:
            yield f"{here}: unknown field{did_you_mean(name, known)}"
        elif isinstance(others, dict):
            yield from _check(inner, others, here)
    for name in rule.get("required", ()):
        if name not in value:
            yield f"{path + '.' if path else ''}{name}: this field is required"


def _check_text(value: str, rule: Mapping[str, Any], where: str) -> Iterator[str]:
    if len(value) < rule.get("minLength", 0):
        yield f"{where}: the text is blank"
    if "pattern" not in rule:
        return
    if not re.search(rule["pattern"], value):
        yield f"{where}: '{value}' is not {rule.get('description', 'of the form ' + rule['pattern'])}"
    elif rule is schema()["$defs"]["date"]:
        try:
            ImpreciseDate.parse(value)
        except ValueError as error:
            yield f"{where}: {error}"


def _repeated(facts: dict[str, Any]) -> Iterator[str]:
    """What a schema cannot say: a unit given twice, and an incident that ends before it begins."""
    seen: set[str] = set()
    for number, unit in enumerate(facts.get("units") or ()):
        if unit and unit["id"] in seen:
            yield f"units[{number}].id: '{unit['id']}' is given twice"
        seen.add(unit["id"] if unit else "")
    for number, incident in enumerate(facts.get("incidents") or ()):
        begin, end = ((incident or {}).get(name) for name in ("date_start", "date_end"))
        if begin and end and ImpreciseDate.parse(end).latest < ImpreciseDate.parse(begin).earliest:
            yield f"incidents[{number}].date_end: '{end}' is before date_start '{begin}'"
