"""What a file of facts says must come out, held against what does: the ``expect`` of each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from vetting.errors import InputError
from vetting.model import Answer

#: The words of an expectation and the results that meet it: lawyers' three, and the four of the written cases.
MEANING: Mapping[str, frozenset[str]] = {
    "fires": frozenset({"flagged"}),
    "clear": frozenset({"not_flagged", "not_applicable"}),
    "flagged": frozenset({"flagged"}),
    "not_flagged": frozenset({"not_flagged"}),
    "not_applicable": frozenset({"not_applicable"}),
    "undetermined": frozenset({"undetermined"}),
}


class Expectation(NamedTuple):
    """That ``rule_id`` answers as ``word`` says to the facts called ``name``."""

    name: str
    rule_id: str
    word: str


def read_expectations(raw: bytes, file: str, rule_ids: Iterable[str]) -> tuple[tuple[Expectation, ...], ...]:
    """The expectations of every line that ``parse_facts`` reads, in its order; a line without ``expect`` has none.

    ``expect`` is an object of lists of rule ids, each under one of the words of ``MEANING``. Raises InputError for any
    other, with file and line.
    """
    known = frozenset(rule_ids)
    found: list[tuple[Expectation, ...]] = []
    wrong: list[str] = []
    for number, line in enumerate(raw.decode("utf-8-sig").split("\n"), 1):
        if not line.strip():
            continue
        record = json.loads(line)
        expected: list[Expectation] = []
        for word, ids in _entries(record.get("expect")):
            if word not in MEANING or not isinstance(ids, list):
                wrong.append(f"{file}:{number}: 'expect' has lists of rules under {', '.join(MEANING)}")
                break
            for each in ids:
                if isinstance(each, str) and each in known:
                    expected.append(Expectation(str(record["id"]), each, word))
                else:
                    wrong.append(f"{file}:{number}: no rule is called '{each}'")
        found.append(tuple(expected))
    if wrong:
        raise InputError("\n".join(wrong))
    return tuple(found)


def _entries(expect: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(expect, dict):
        yield from expect.items()
    elif expect is not None:
        yield "", expect


def disappointed(expected: Iterable[Expectation], answers: Sequence[Answer]) -> list[tuple[Expectation, Answer]]:
    """Those of one line's expectations that did not come out, each with the answer given."""
    given = {answer.rule_id: answer for answer in answers}
    pairs = ((each, given[each.rule_id]) for each in expected)
    return [(each, answer) for each, answer in pairs if answer.result not in MEANING[each.word]]
