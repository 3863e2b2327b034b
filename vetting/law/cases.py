"""Written cases: a rule's own tests, beside it as YAML, run against it as it stands.

A cases file names its rule, gives base facts, and lists cases: what differs from the base, and what is expected. A
value ``absent`` takes the field away; ``each`` repeats a case for every value of one field. ``tests`` of a rule names
its file.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vetting.conditions import Node
from vetting.law.facts_schema import problems, resolve, schema
from vetting.law.judging import judge
from vetting.law.loading import label
from vetting.law.reader import Reader
from vetting.law.rule import Rule
from vetting.law.yaml_text import MAX_DEPTH, Piece, Unreadable, read_yaml

RESULTS = ("flagged", "not_flagged", "undetermined", "not_applicable")
MIN_CASES = 4
#: Cases of one rule; the shipped rule with the most has 137.
MAX_CASES = 500
#: Values in the facts of one case; the largest of the shipped ones has 41.
MAX_VALUES = 500
#: Paths that one case may change.
MAX_CHANGES = 100
_CASE_KEYS = ("name", "with", "each", "expect", "missing", "says", "says_not", "version")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?")
_STEP = re.compile(r"([A-Za-z0-9_]+)|\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class WrittenCase:
    """One written case: facts and what the rule must answer. None: the case does not ask."""

    rule_id: str
    name: str
    where: str
    facts: Mapping[str, Any]
    expect: str
    missing: tuple[str, ...] | None = None
    says: tuple[str, ...] = ()
    says_not: tuple[str, ...] = ()
    version: str | None = None


def read_cases(folder: Path, rule: Rule) -> tuple[tuple[WrittenCase, ...], list[str]]:
    """The cases of a rule with what is wrong in their file (``file:line: sentence``)."""
    path = folder / rule.tests
    if not path.resolve().is_relative_to(folder.resolve()):
        return (), [f"{rule.file}:1: tests: '{rule.tests}' is outside the folder of rules"]
    reader = Reader(label(folder, path))
    try:
        return tuple(_read(reader, path, rule)), reader.findings
    except Unreadable as error:
        reader.gave_up(error)
        return (), reader.findings
    except OSError as error:
        return (), [f"{rule.file}:1: tests: '{rule.tests}' cannot be read: {error.strerror}"]


def _read(reader: Reader, path: Path, rule: Rule) -> list[WrittenCase]:
    piece, duplicates = read_yaml(path)
    for line, sentence in duplicates:
        reader.wrong(line, sentence)
    keys = ("rule", "base", "cases")
    table = reader.table(piece, keys, keys)
    if "rule" in table and reader.text(table["rule"]) != rule.id:
        reader.wrong(table["rule"].line, f"these are the cases of '{table['rule'].value}', not of '{rule.id}'")
    base = _facts(reader, table["base"], schema(), "") if "base" in table else {}
    if _values(base) > MAX_VALUES:
        raise Unreadable(f"the facts of one case hold more than {MAX_VALUES} values", table["base"].line)
    found: list[WrittenCase] = []
    for item in reader.items(table.get("cases")):
        for case in _cases(reader, item, rule, base):
            if len(found) == MAX_CASES:
                raise Unreadable(f"a rule has at most {MAX_CASES} cases", item.line)
            found.append(case)
    return found


def _values(facts: Any) -> int:
    inner = facts.values() if isinstance(facts, dict) else facts if isinstance(facts, list) else None
    return 1 if inner is None else 1 + sum(_values(each) for each in inner)


def _cases(reader: Reader, piece: Piece, rule: Rule, base: Any) -> Iterator[WrittenCase]:
    """The case of one entry, or one case for each value where it says ``each``."""
    table = reader.table(piece, _CASE_KEYS, ("name", "expect"))
    if "each" not in table:
        case = _case(reader, piece, table, rule, base)
        if case is not None:
            yield case
        return
    fields = table["each"].value
    if not isinstance(fields, dict) or len(fields) != 1:
        reader.wrong(piece.line, "'each' is a table of one path and its values")
        return
    ((path, values),) = fields.items()
    for value in reader.items(values):
        facts = copy.deepcopy(base)
        _change(reader, facts, table.get("with"))
        _set(reader, facts, path, value)
        case = _case(reader, piece, {name: each for name, each in table.items() if name != "with"}, rule, facts)
        if case is not None:
            yield replace(case, name=f"{case.name} ({value.value})")


def _case(reader: Reader, piece: Piece, table: dict[str, Piece], rule: Rule, base: Any) -> WrittenCase | None:
    before = len(reader.findings)
    facts = copy.deepcopy(base)
    _change(reader, facts, table.get("with"))
    if len(reader.findings) == before:
        if _values(facts) > MAX_VALUES:
            reader.wrong(piece.line, f"the facts of one case hold more than {MAX_VALUES} values")
        for problem in problems(facts):
            reader.wrong(piece.line, f"the facts of this case do not fit: {problem}")
    version = reader.text(table["version"]) if "version" in table else None
    missing = tuple(reader.text(item) for item in reader.items(table["missing"])) if "missing" in table else None
    case = WrittenCase(
        rule_id=rule.id,
        name=reader.text(table.get("name")),
        where=f"{reader.file}:{piece.line}",
        facts=facts,
        expect=reader.choice(table.get("expect"), RESULTS),
        missing=missing,
        says=tuple(reader.text(item) for item in reader.items(table.get("says"))),
        says_not=tuple(reader.text(item) for item in reader.items(table.get("says_not"))),
        version=version,
    )
    return case if len(reader.findings) == before else None


def _change(reader: Reader, facts: Any, changes: Piece | None) -> None:
    """Put what a case changes into the facts of its base."""
    if changes is None:
        return
    if not isinstance(changes.value, dict):
        reader.wrong(changes.line, "'with' is a table of paths and values")
        return
    if len(changes.value) > MAX_CHANGES:
        raise Unreadable(f"a case changes at most {MAX_CHANGES} paths", changes.line)
    for path, value in changes.value.items():
        _set(reader, facts, path, value)


def _set(reader: Reader, facts: Any, path: str, value: Piece) -> None:
    """Put a value at a path such as ``incidents[0].credibility``; ``absent`` takes what is there away."""
    steps = [int(number) if number else name for name, number in _STEP.findall(path)]
    rule: Mapping[str, Any] = schema()
    place: Any = facts
    if not steps or len(steps) > MAX_DEPTH:
        reader.wrong(value.line, f"'{path}' is no path of the facts")
        return
    for depth, step in enumerate(steps):
        rule = _inner(rule, step)
        last = depth == len(steps) - 1
        # At the end of a path a record may be added to its list; on the way there it must be in it.
        room = isinstance(place, dict) if isinstance(step, str) else _has_room(place, step, last)
        if rule is _NOWHERE or not room:
            reader.wrong(value.line, f"'{path}' is no path of the facts")
            return
        if last:
            break
        if isinstance(place, dict) and place.get(str(step)) is None:
            place[step] = {}
        place = place[step]
    step = steps[-1]
    if value.value == "absent":
        if isinstance(place, dict):
            place.pop(step, None)
        elif step < len(place):
            del place[step]
    elif isinstance(place, list) and step == len(place):
        place.append(_facts(reader, value, rule, path))
    else:
        place[step] = _facts(reader, value, rule, path)


def _has_room(place: Any, step: int, last: bool) -> bool:
    return isinstance(place, list) and step < len(place) + last


_NOWHERE: Mapping[str, Any] = {}


def _inner(rule: Mapping[str, Any], step: str | int) -> Mapping[str, Any]:
    rule = resolve(rule)
    if isinstance(step, int):
        return resolve(rule["items"]) if "items" in rule else _NOWHERE
    known = rule.get("properties", {})
    if step in known:
        return resolve(known[step])
    others = rule.get("additionalProperties")
    return resolve(others) if isinstance(others, dict) else _NOWHERE


def _facts(reader: Reader, piece: Piece, rule: Mapping[str, Any], path: str) -> Any:
    """Texts of YAML as what the schema says they are: true and false, numbers, null, lists, tables or texts."""
    rule = resolve(rule)
    if isinstance(piece.value, list):
        return [_facts(reader, item, rule.get("items", {}), f"{path}[]") for item in piece.value]
    if isinstance(piece.value, dict):
        found = {}
        for name, value in piece.value.items():
            inner = _inner(rule, name)
            if inner is _NOWHERE:
                reader.wrong(value.line, f"'{path + '.' if path else ''}{name}' is no path of the facts")
            else:
                found[name] = _facts(reader, value, inner, f"{path}.{name}" if path else name)
        return found
    kinds = rule.get("type", ())
    kinds = (kinds,) if isinstance(kinds, str) else tuple(kinds)
    text = piece.value
    if text == "null" and ("null" in kinds or None in rule.get("enum", ())):
        return None
    if "boolean" in kinds and text in ("yes", "no", "true", "false"):
        return text in ("yes", "true")
    numeric = "integer" in kinds or "number" in kinds or any(isinstance(each, int) for each in rule.get("enum", ()))
    if numeric and _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text


def failures(case: WrittenCase, rule: Rule, parameters: Mapping[str, int | float]) -> list[str]:
    """What the rule answers otherwise than the case expects; empty where all is as expected."""
    (answer,) = judge(case.facts, (rule,), parameters)
    found = []
    if answer.result != case.expect:
        found.append(f"expected {case.expect}, got {answer.result} (missing: {', '.join(answer.missing) or 'nothing'})")
    elif case.missing is not None and answer.missing != tuple(sorted(case.missing)):
        found.append(f"expected missing {sorted(case.missing)}, got {list(answer.missing)}")
    if case.version is not None and answer.version != case.version:
        found.append(f"expected version '{case.version}', got '{answer.version}'")
    for texts, wanted in ((case.says, True), (case.says_not, False)):
        for text in texts:
            if ((text in answer.message_en) or (text in answer.message_es)) is not wanted:
                found.append(f"the message {'lacks' if wanted else 'has'} '{text}': {answer.message_en}")
    return [f"{case.where}: {case.name}: {each}" for each in found]


def idle_clauses(rule: Rule, cases: Sequence[WrittenCase], parameters: Mapping[str, int | float]) -> list[str]:
    """The clauses without which every case still gives the same result: no case shows what they are for."""
    whole = [judge(case.facts, (rule,), parameters)[0].result for case in cases]
    idle = []
    for clause, changed in _without_each_clause(rule):
        if [judge(case.facts, (changed,), parameters)[0].result for case in cases] == whole:
            idle.append(clause)
    return idle


def _without_each_clause(rule: Rule) -> list[tuple[str, Rule]]:
    variants = []
    if rule.applies_when is not None:
        variants += [(node.clause, replace(rule, applies_when=root)) for node, root in _pruned(rule.applies_when)]
    variants += [(node.clause, replace(rule, flag_when=root)) for node, root in _pruned(rule.flag_when)]
    for number, exemption in enumerate(rule.unless):
        rest = (*rule.unless[:number], *rule.unless[number + 1 :])
        variants.append((f"unless.{exemption.id}", replace(rule, unless=rest)))
    return variants


def _pruned(root: Node) -> list[tuple[Node, Node]]:
    """Every node below the root that has siblings, with the tree that is left without it."""
    found = []
    for number, child in enumerate(root.children):
        if len(root.children) > 1:
            rest = (*root.children[:number], *root.children[number + 1 :])
            found.append((child, replace(root, children=rest)))
        for node, changed in _pruned(child):
            children = (*root.children[:number], changed, *root.children[number + 1 :])
            found.append((node, replace(root, children=children)))
    return found
