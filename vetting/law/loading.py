"""A folder of rule files to rules, parameters and texts. All errors of all files come at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from vetting.conditions import DERIVED_DAYS, Day, Shift, Window, did_you_mean
from vetting.conditions.tables import Lines
from vetting.errors import RuleError
from vetting.law import folder as folders
from vetting.law.parameters import PARAMETERS, read_parameters
from vetting.law.reader import Reader
from vetting.law.reading import read_rule
from vetting.law.references import resolve
from vetting.law.rule import TESTED_ON, Rule, law_days
from vetting.law.saying import CASE_GAPS, HIT_GAPS, REPORT_GAPS, gaps
from vetting.law.tables import Tables, read_tables
from vetting.law.yaml_text import Unreadable, read_yaml, shown
from vetting.model import RuleText
from vetting.period import ImpreciseDate
from vetting.shipped import rules_folder

#: After so many errors in all, the other files of a folder are not read.
MAX_FINDINGS = 500
_FISCAL_YEARS = range(1975, 2041)
CASES = "cases"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


def shipped_rules() -> Path:
    """The folder of the rules that come with the program."""
    return rules_folder()


def label(folder: Path, path: Path) -> str:
    """How messages and reports call a file: the folder's name and the path within it, never a machine's path."""
    return folders.label(folder, path.relative_to(folder).as_posix())


def rule_files(folder: Path) -> tuple[Path, ...]:
    """The rule files of a folder, in order. Raises RuleError where there is no folder, no file, or what is refused."""
    name = shown(folder.name)
    if not folder.is_dir():
        raise RuleError(f"'{name}' is not a folder of rules", hint="Name a folder with rule files (*.yaml).")
    look = folders.look_over(folder)
    if look.findings:
        raise refused(folder, look.findings)
    inside = [path for path in look.files if path.endswith(".yaml")]
    found = [path for path in inside if not path.startswith(f"{CASES}/") and path != PARAMETERS]
    if not found:
        raise RuleError(f"'{name}' holds no rule file", hint="A rule is one file ending in .yaml.")
    return tuple(folder / path for path in found)


def load_rules(folder: Path) -> tuple[Rule, ...]:
    """The rules of a folder, sorted by severity group and id as their files are.

    Raises RuleError with every error of every file as ``file:line: sentence`` in ``findings``.
    """
    rules, findings = read_rules(folder)
    if findings:
        raise refused(folder, findings)
    return rules


def refused(folder: Path, findings: Sequence[str]) -> RuleError:
    """The error that says how many findings there are, and lists them."""
    count = f"{len(findings)} error{'s' if len(findings) != 1 else ''}"
    return RuleError(f"the rules in '{shown(folder.resolve().name)}' have {count}", findings=tuple(findings))


def read_rules(folder: Path) -> tuple[tuple[Rule, ...], list[str]]:
    """The rules that could be read, and all findings."""
    rules: list[Rule] = []
    readers: list[tuple[Reader, str]] = []
    findings: list[str] = []
    paths = rule_files(folder)
    parameters = read_parameters(folder, findings)
    tables = read_tables(folder, findings)
    for path in paths:
        if len(findings) > MAX_FINDINGS:
            findings.append(f"{label(folder, path)}:1: there are more than {MAX_FINDINGS} errors; reading stopped here")
            break
        reader = Reader(label(folder, path))
        rule = _rule(path, reader, tables)
        if rule is None:
            findings += reader.findings
        else:
            rules.append(rule)
            readers.append((reader, path.stem))
    findings += resolve(rules, lambda: () if _is_shipped(folder) else load_rules(shipped_rules()))
    for rule, (reader, stem) in zip(rules, readers, strict=True):
        try:
            _check(reader, rule, stem, parameters)
        except Unreadable as error:
            reader.gave_up(error)
        findings += reader.findings
    files: dict[str, str] = {}
    for rule in rules:
        if rule.id in files:
            findings.append(f"{rule.file}:1: the id '{rule.id}' is also that of {files[rule.id]}")
        files.setdefault(rule.id, rule.file)
    return tuple(rules), findings


def _is_shipped(folder: Path) -> bool:
    return folder.resolve() == shipped_rules().resolve()


def _rule(path: Path, reader: Reader, tables: Tables) -> Rule | None:
    try:
        piece, duplicates = read_yaml(path)
        for line, sentence in duplicates:
            reader.wrong(line, sentence)
        return read_rule(reader, piece, hashlib.sha256(path.read_bytes()).hexdigest(), tables)
    except Unreadable as error:
        reader.gave_up(error)
    except OSError as error:
        reader.wrong(1, f"the file cannot be read: {error.strerror}")
    return None


def _check(reader: Reader, rule: Rule, stem: str, parameters: Mapping[str, int | float]) -> None:
    """What only the whole rule shows: its name, the parameters and days it uses, the gaps of its message."""
    if not _ID.fullmatch(rule.id):
        reader.wrong(1, f"the id '{shown(rule.id)}' is not of small letters, digits and hyphens (80 at most)")
    if rule.id != stem:
        reader.wrong(1, f"the id '{shown(rule.id)}' is not the file's name '{shown(stem)}'")
    known_versions = {version.name for version in rule.versions}
    for node in rule.nodes():
        if node.word.name == "version":
            for name in sorted(node.value - known_versions):
                reader.wrong(node.line, f"'{name}' is not a version of this rule{did_you_mean(name, known_versions)}")
        if isinstance(node.value, Window):
            for day in (node.value.first, node.value.last):
                if day is not None:
                    _check_day(reader, node.line, day, parameters)
    bound = {node.word.binds for node in rule.flag_when.walk_through()}
    allowed = REPORT_GAPS.union(*(names for record, names in HIT_GAPS.items() if record in bound))
    allowed = allowed.union(CASE_GAPS, *(node.word.fills for node in rule.nodes()))
    _check_table(reader, rule)
    for language, text in (("en", rule.message.en), ("es", rule.message.es)):
        for gap in sorted(gaps(text) - allowed):
            reader.wrong(1, f"the message ({language}) has the gap '{{{gap}}}', which no record fills")
    if gaps(rule.message.en) != gaps(rule.message.es):
        reader.wrong(1, "the message has not the same gaps in both languages")


def _check_table(reader: Reader, rule: Rule) -> None:
    """A rule that asks the table of conditions has lines there, all of years in which it is in force."""
    if not any(isinstance(node.value, Lines) for node in rule.nodes()):
        return
    lines = {line for node in rule.nodes() if isinstance(node.value, Lines) for line in node.value.lines}
    if not lines:
        reader.wrong(1, "the table of conditions has no line for this rule")
    for year in sorted({line.year for line in lines}):
        days = ImpreciseDate.fiscal_year(year)
        if all(days.narrowed(version.first, version.last) != days for version in rule.versions):
            reader.wrong(1, f"the table of conditions has a line for {year}, a year in which the rule is not in force")


def _check_day(reader: Reader, line: int, day: Day, parameters: Mapping[str, int | float]) -> None:
    if day.parameter and day.parameter not in parameters:
        hint = did_you_mean(day.parameter, parameters)
        reader.wrong(line, f"'{day.parameter}' is not a parameter of {PARAMETERS}{hint}")
    elif day.base != "prior_start" and day not in _derived():
        reader.wrong(line, f"no rule may count from this day; known: {', '.join(DERIVED_DAYS)}")


def _derived() -> tuple[Day, ...]:
    return tuple(day for day in map(Day.read, DERIVED_DAYS) if day is not None)


def load_parameters(folder: Path) -> Mapping[str, int | float]:
    """The parameters of a folder's parameters.yaml, or the shipped ones where it has none, by name.

    Months, days, kilometers or levels, as the name says. Raises RuleError with all findings.
    """
    findings = list(folders.look_over(folder).findings) if folder.is_dir() else []
    parameters = {} if findings else read_parameters(folder, findings)
    if findings:
        raise refused(folder, findings)
    return parameters


def rule_hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every rule file's bytes, by rule id."""
    return {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in rule_files(folder)}


def texts(rules: Sequence[Rule]) -> tuple[RuleText, ...]:
    """What a report shows of each rule, in the order given."""
    return tuple(
        RuleText(
            id=rule.id,
            title_en=rule.title.en,
            title_es=rule.title.es,
            severity=rule.severity,
            status=rule.status,
            authority=rule.authority,
            limits_en=rule.limits.en,
            limits_es=rule.limits.es,
            cleared_by_en=rule.cleared_by.en,
            cleared_by_es=rule.cleared_by.es,
        )
        for rule in rules
    )


def bound_days(rules: Sequence[Rule]) -> frozenset[date]:
    """Every day on which a version begins, every first day after one ended, and days that words and tables compare with
    the start: between two of them no law changes, but for laws that go by the fiscal year (``year_days``).
    """
    days: set[date] = set()
    for rule in rules:
        for version in rule.versions:
            days.update(day for day in (version.first, version.last and version.last + timedelta(days=1)) if day)
        days |= law_days(rule)
    return frozenset(days)


def year_days(rules: Sequence[Rule]) -> frozenset[date]:
    """The first day of every fiscal year, where a rule reads the year: it is the start's, if no record gives it."""
    if fields_judged(rules) & {"mission.fiscal_year", "mission.appropriation_year"}:
        return frozenset(date(year, 10, 1) for year in _FISCAL_YEARS)
    return frozenset()


def fact_shifts(rules: Sequence[Rule]) -> tuple[Shift, ...]:
    """The dates of the facts that a rule moves before it compares them with a day of the mission, sorted."""
    return tuple(sorted({s for rule in rules for node in rule.nodes() for s in node.word.shifts(node.value)}, key=str))


def compared_days(
    start: ImpreciseDate | None, end: ImpreciseDate | None, parameters: Mapping[str, int | float]
) -> tuple[ImpreciseDate | None, ...]:
    """The days of a mission that any rule compares with a fact: start, end, end + after_months. None: not known."""
    mission = {"start": start, "end": end}
    return tuple(day.moved(mission[day.base], parameters[day.parameter] if day.sign else 0) for day in _derived())


def fields_read(rules: Sequence[Rule]) -> frozenset[str]:
    """The paths of facts.schema.json that the rules may read, to judge and to word the message of a flag."""
    said = {path for rule in rules for gap, path in CASE_GAPS.items() if gap in gaps(rule.message.en)}
    return fields_judged(rules) | said


def fields_judged(rules: Sequence[Rule]) -> frozenset[str]:
    """The paths of facts.schema.json on which an answer may depend, but for the message of a flag."""
    paths = {path for rule in rules for node in rule.nodes() for path in node.reads}
    for rule in rules:
        if rule.versions:
            paths |= {"mission.start_date", "mission.fiscal_year", TESTED_ON[rule.tested_on]}
    if any(path.startswith("incidents") for path in paths):
        paths.add("incidents[].first_public_date")
    return frozenset(paths)
