"""The rules a run is judged by: those that come with the program and folders of one's own, together or instead.

A folder of one's own is linted and its cases are run before it may judge. It holds data only; nothing in it can run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vetting.errors import RuleError, UsageError
from vetting.law.folder import digest, look_over
from vetting.law.linting import lint
from vetting.law.loading import load_parameters, load_rules, refused, rule_hashes, shipped_rules, texts
from vetting.law.parameters import own_parameters
from vetting.law.proving import prove
from vetting.law.rule import Rule
from vetting.law.tables import FOLDER, table_hashes
from vetting.law.yaml_text import shown
from vetting.model import RuleText

#: What the value of a parameter that a folder sets was before, among the printed parameters of a run.
AS_SHIPPED = " as shipped"


@dataclass(frozen=True, slots=True)
class RuleSet:
    """``hashes``: SHA-256 of every rule's file by id; ``tables``: of every table by name; ``own``: texts of own rules.

    ``printed`` is what every report says of the folders of one's own: their hashes, and the parameters they set.
    """

    rules: tuple[Rule, ...]
    hashes: Mapping[str, str]
    parameters: Mapping[str, int | float]
    tables: Mapping[str, str]
    printed: Mapping[str, str]
    own: tuple[RuleText, ...]


@dataclass(frozen=True, slots=True)
class _Own:
    """A folder of one's own that passed lint and its cases. ``sets`` are the parameters it sets."""

    name: str
    rules: tuple[Rule, ...]
    hashes: Mapping[str, str]
    tables: Mapping[str, str]
    sets: Mapping[str, int | float]
    summed_up: str


def rule_set(own: Sequence[Path] = (), *, with_shipped: bool = True) -> RuleSet:
    """The shipped rules with those of the folders ``own``, in that order; or these alone.

    Raises RuleError with every finding where a folder fails lint or its cases, where two rules have one id, or where
    two folders set a parameter differently; UsageError where no rule is left.
    """
    shipped = shipped_rules()
    if not own and not with_shipped:
        raise UsageError("no rule is left to judge by", hint="Name a folder of rules with --rules.")
    folders = [_own(folder) for folder in own]
    rules = load_rules(shipped) if with_shipped else ()
    _no_clash(rules, folders)
    printed = {f"rule folder {one.name}": one.summed_up for one in folders}
    as_shipped = load_parameters(shipped)
    parameters = _together(as_shipped, folders)
    changed = {name for name, value in parameters.items() if value != as_shipped[name]}
    printed |= {f"{name}{AS_SHIPPED}": str(as_shipped[name]) for name in sorted(changed)}
    return RuleSet(
        rules=(*rules, *(rule for one in folders for rule in one.rules)),
        hashes=(rule_hashes(shipped) if with_shipped else {})
        | {k: v for one in folders for k, v in one.hashes.items()},
        parameters=parameters,
        tables=(table_hashes(shipped) if with_shipped else {})
        | {k: v for one in folders for k, v in one.tables.items()},
        printed=printed,
        own=texts([rule for one in folders for rule in one.rules]),
    )


def _own(folder: Path) -> _Own:
    """A folder that may judge. Raises RuleError with all that must be mended first."""
    if folder.is_symlink():
        raise RuleError(f"'{shown(folder.name)}' is a link", hint="Name the folder itself.")
    findings = lint(folder)
    if findings:
        raise refused(folder, findings)
    rules, parameters = load_rules(folder), load_parameters(folder)
    proofs = list(prove(folder, rules, parameters))
    wrong = [line for proof in proofs for line in proof.wrong]
    if wrong:
        raise refused(folder, wrong)
    name = folder.resolve().name
    files = look_over(folder).files
    cases = sum(len(proof.cases) for proof in proofs)
    sets = own_parameters(folder, [], load_parameters(shipped_rules()))
    own_tables = table_hashes(folder) if (folder / FOLDER).is_dir() else {}
    return _Own(
        name=name,
        rules=rules,
        hashes=rule_hashes(folder),
        tables={f"{name}/{table}": value for table, value in own_tables.items()},
        sets=sets,
        summed_up=f"{len(rules)} rules, {cases} cases, SHA-256 {digest(folder, files)}",
    )


def _no_clash(shipped: Sequence[Rule], folders: Sequence[_Own]) -> None:
    """Two rules of one id would answer in each other's place; two folders of one name could not be told apart."""
    findings: list[str] = []
    files = {rule.id: rule.file for rule in shipped}
    names: set[str] = set()
    for one in folders:
        if one.name in names:
            raise UsageError(f"two folders of rules are called '{one.name}'", hint="Give one of them another name.")
        names.add(one.name)
        for rule in one.rules:
            if rule.id in files:
                findings.append(f"{rule.file}:1: the id '{rule.id}' is also that of {files[rule.id]}")
            files.setdefault(rule.id, rule.file)
    if findings:
        raise RuleError(
            f"{len(findings)} ids are used twice",
            hint="Give your rule another id, or judge by your rules alone: --without-shipped-rules.",
            findings=tuple(findings),
        )


def _together(shipped: Mapping[str, int | float], folders: Sequence[_Own]) -> dict[str, int | float]:
    found = dict(shipped)
    by: dict[str, _Own] = {}
    for one in folders:
        for name, value in one.sets.items():
            if name in by and by[name].sets[name] != value:
                raise RuleError(
                    f"'{by[name].name}' sets {name} to {by[name].sets[name]}, '{one.name}' to {value}",
                    hint="A run counts with one value: take it out of one of them.",
                )
            by.setdefault(name, one)
            found[name] = value
    return found
