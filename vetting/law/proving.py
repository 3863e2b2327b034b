"""The written cases of a folder of rules, run: what fails, and which clauses no case needs. Bounded work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from vetting.law.cases import WrittenCase, failures, idle_clauses, read_cases
from vetting.law.metering import Meter, Spent
from vetting.law.rule import Rule


class Proof(NamedTuple):
    """One rule's cases: ``failed`` and ``findings`` (what is wrong with the file) as sentences, ``idle`` as clauses."""

    rule: Rule
    cases: tuple[WrittenCase, ...]
    findings: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()

    @property
    def wrong(self) -> tuple[str, ...]:
        """Everything that must be mended, as ``file:line: sentence``."""
        idle = (f"{self.rule.file}:1: the clause '{clause}' changes no case's result" for clause in self.idle)
        return (*self.findings, *self.failed, *idle)


def prove(
    folder: Path, rules: Sequence[Rule], parameters: Mapping[str, int | float], meter: Meter | None = None
) -> Iterator[Proof]:
    """One proof a rule, in order. The last one says so where the cases ask for more work than ``meter`` allows."""
    meter = meter or Meter()
    for rule in rules:
        cases, findings = read_cases(folder, rule)
        metered = meter.metered(rule)
        try:
            failed = [line for case in cases for line in failures(case, metered, parameters)]
            idle = idle_clauses(metered, cases, parameters)
        except Spent:
            most = f"{meter.most:,} conditions answered"
            sentence = f"{rule.file}:1: the cases of this folder ask for more work than {most}; they were stopped here"
            yield Proof(rule, cases, (*findings, sentence))
            return
        yield Proof(rule, cases, tuple(findings), tuple(failed), tuple(idle))
