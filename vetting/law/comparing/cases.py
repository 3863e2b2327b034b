"""The written cases of a rule on both sides: which came, went or were renamed, what they expect, what facts they give.

A change of the facts that several cases share, as by their base, is told once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from vetting.conditions import Words
from vetting.law.cases import WrittenCase, read_cases
from vetting.law.comparing.differences import FIELDS, NONE, Change, Values, change, matched
from vetting.law.judging import RESULT_WORDS
from vetting.law.rule import Rule

_ASKED = ("expect", "missing", "says", "says_not", "version")
_ABSENT = Words("absent", "ausente")

#: A case's name and how many before it in the file have the same.
_Named = tuple[str, int]
#: A path with its value on either side, as JSON; None where the fact is absent.
_Fact = tuple[str, str | None, str | None]


def cases(old: tuple[Path, Rule], new: tuple[Path, Rule]) -> Iterator[Change]:
    """What differs between the cases of a rule in one folder and in another; files with the same bytes do not."""
    subject = new[1].id
    written = [_written(*side) for side in (old, new)]
    if written[0] is not None and written[0] == written[1]:
        return
    read = [read_cases(*side) for side in (old, new)]
    problems = [problem for _, found in read for problem in found]
    if problems:
        yield change(subject, "cases_not_read", {"problem": problems[0]})
        return
    before, after = (_by_name(found) for found, _ in read)
    called = _renamed(before, after)
    for key, was in called.items():
        yield change(subject, "case_renamed", {"old": was[0], "new": key[0]})
    for sides, renamed in ((before, called.values()), (after, called.keys())):
        for key in renamed:
            del sides[key]
    facts: list[tuple[str, _Fact]] = []

    def differ(key: _Named, was: WrittenCase, now: WrittenCase) -> Iterator[Change]:
        facts.extend((key[0], fact) for fact in _facts(was.facts, now.facts))
        yield from _asks(subject, key[0], was, now)

    yield from matched(subject, "case", (before, after), _say, differ)
    yield from _told_once(subject, facts)


def _written(folder: Path, rule: Rule) -> bytes | None:
    """The cases file as it is; None where it is not there or not inside the folder, which ``read_cases`` says."""
    path = folder / rule.tests
    if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
        return path.read_bytes()
    return None


def _by_name(found: tuple[WrittenCase, ...]) -> dict[_Named, WrittenCase]:
    seen: Counter[str] = Counter()
    named = {}
    for case in found:
        named[case.name, seen[case.name]] = case
        seen[case.name] += 1
    return named


def _renamed(before: Mapping[_Named, WrittenCase], after: Mapping[_Named, WrittenCase]) -> dict[_Named, _Named]:
    """New name → old name, where just one that is gone and one that is new ask the same of the same facts."""
    gone: dict[str, list[_Named]] = {}
    fresh: dict[str, list[_Named]] = {}
    for side, other, found in ((before, after, gone), (after, before, fresh)):
        for key, case in side.items():
            if key not in other:
                found.setdefault(_content(case), []).append(key)
    return {new[0]: gone[text][0] for text, new in fresh.items() if len(new) == len(gone.get(text, ())) == 1}


def _content(case: WrittenCase) -> str:
    return json.dumps([case.facts, *(getattr(case, name) for name in _ASKED)], sort_keys=True)


def _say(key: _Named, case: WrittenCase) -> Values:
    return {"name": key[0], "expect": RESULT_WORDS[case.expect]}


def _asks(subject: str, name: str, was: WrittenCase, now: WrittenCase) -> Iterator[Change]:
    for field in _ASKED:
        one, other = getattr(was, field), getattr(now, field)
        if one != other:
            values: Values = {"name": name, "field": FIELDS[field], "old": _asked(one), "new": _asked(other)}
            yield change(subject, "case_expects", values)


def _asked(value: Any) -> str | Words:
    if isinstance(value, str):
        return RESULT_WORDS.get(value, Words(value, value))
    return ", ".join(value) if value else NONE


# -------------------------------------------------------------------- facts


def _facts(was: Any, now: Any) -> Iterator[_Fact]:
    """The facts that differ, by path."""
    before, after = (dict(_leaves(side, "")) for side in (was, now))
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path):
            yield path, before.get(path), after.get(path)


def _leaves(facts: Any, path: str) -> Iterator[tuple[str, str]]:
    """Each single fact as its path and its value; an empty table or list is one too."""
    if isinstance(facts, dict) and facts:
        for name, inner in facts.items():
            yield from _leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(facts, list) and facts:
        for number, inner in enumerate(facts):
            yield from _leaves(inner, f"{path}[{number}]")
    else:
        yield path, json.dumps(facts, ensure_ascii=False)


def _told_once(subject: str, facts: list[tuple[str, _Fact]]) -> Iterator[Change]:
    alike: dict[_Fact, list[str]] = {}
    for name, fact in facts:
        alike.setdefault(fact, []).append(name)
    for (path, old, new), names in alike.items():
        kind = "case_facts" if len(names) == 1 else "case_facts_alike"
        values: Values = {"name": names[0], "path": path, "old": old or _ABSENT, "new": new or _ABSENT}
        yield change(subject, kind, {**values, "count": str(len(names))})
