"""A folder of rule files to rules, parameters and texts. All errors of all files come at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from vetting.conditions import DERIVED_DAYS, Day, Shift, Window, did_you_mean
from vetting.conditions.tables import Lines
from vetting.errors import RuleError
from vetting.law.reader import Reader
from vetting.law.reading import read_rule
from vetting.law.references import resolve
from vetting.law.rule import TESTED_ON, Rule, law_days
from vetting.law.saying import CASE_GAPS, HIT_GAPS, REPORT_GAPS, gaps
from vetting.law.tables import read_tables
from vetting.law.yaml_text import Piece, Unreadable, read_yaml
from vetting.model import RuleText
from vetting.period import ImpreciseDate
from vetting.shipped import rules_folder

MAX_FILES = 1000
_FISCAL_YEARS = range(1975, 2041)
PARAMETERS = "parameters.yaml"
CASES = "cases"


def shipped_rules() -> Path:
    """The folder of the rules that come with the program."""
    return rules_folder()


def label(folder: Path, path: Path) -> str:
    """How messages and reports call a file: the folder's name and the path within it, never a machine's path."""
    return f"{folder.resolve().name}/{path.relative_to(folder).as_posix()}"


def rule_files(folder: Path) -> tuple[Path, ...]:
    """The rule files of a folder, in order. Raises RuleError where there is no folder, no file, or far too many."""
    if not folder.is_dir():
        raise RuleError(f"'{folder.name}' is not a folder of rules", hint="Name a folder with rule files (*.yaml).")
    found = []
    for path in sorted(folder.rglob("*.yaml")):
        inside = path.relative_to(folder)
        if inside.parts[0] != CASES and inside.as_posix() != PARAMETERS and path.is_file():
            found.append(path)
        if len(found) > MAX_FILES:
            raise RuleError(f"'{folder.name}' holds more than {MAX_FILES} rule files")
    if not found:
        raise RuleError(f"'{folder.name}' holds no rule file", hint="A rule is one file ending in .yaml.")
    return tuple(found)


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
    return RuleError(f"the rules in '{folder.resolve().name}' have {count}", findings=tuple(findings))


def read_rules(folder: Path) -> tuple[tuple[Rule, ...], list[str]]:
    """The rules that could be read, and all findings."""
    rules: list[Rule] = []
    readers: list[tuple[Reader, str]] = []
    findings: list[str] = []
    parameters = _parameters(folder, findings)
    tables = read_tables(folder, findings)
    for path in rule_files(folder):
        reader = Reader(label(folder, path))
        piece, raw = _read(path, reader)
        if piece is not None:
            rule = read_rule(reader, piece, hashlib.sha256(raw).hexdigest(), tables)
            if rule is not None:
                rules.append(rule)
                readers.append((reader, path.stem))
                continue
        findings += reader.findings
    findings += resolve(rules)
    for rule, (reader, stem) in zip(rules, readers, strict=True):
        _check(reader, rule, stem, parameters)
        findings += reader.findings
    files: dict[str, str] = {}
    for rule in rules:
        if rule.id in files:
            findings.append(f"{rule.file}:1: the id '{rule.id}' is also that of {files[rule.id]}")
        files.setdefault(rule.id, rule.file)
    return tuple(rules), findings


def _read(path: Path, reader: Reader) -> tuple[Piece | None, bytes]:
    try:
        piece, duplicates = read_yaml(path)
        raw = path.read_bytes()
    except Unreadable as error:
        reader.wrong(error.line, error.message)
        return None, b""
    except OSError as error:
        reader.wrong(1, f"the file cannot be read: {error.strerror}")
        return None, b""
    for line, sentence in duplicates:
        reader.wrong(line, sentence)
    return piece, raw


def _check(reader: Reader, rule: Rule, stem: str, parameters: Mapping[str, int | float]) -> None:
    """What only the whole rule shows: its name, the parameters and days it uses, the gaps of its message."""
    if rule.id != stem:
        reader.wrong(1, f"the id '{rule.id}' is not the file's name '{stem}'")
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
    findings: list[str] = []
    parameters = _parameters(folder, findings)
    if findings:
        raise refused(folder, findings)
    return parameters


def _parameters(folder: Path, findings: list[str]) -> dict[str, int | float]:
    path = folder / PARAMETERS
    if not path.is_file():
        folder = shipped_rules()
        path = folder / PARAMETERS
    reader = Reader(label(folder, path))
    piece, _ = _read(path, reader)
    found: dict[str, int | float] = {}
    if piece is not None:
        for name, value in sorted(reader.table(piece, piece.value if isinstance(piece.value, dict) else ()).items()):
            table = reader.table(value, ("value", "en", "es"), ("value", "en", "es"))
            number = reader.text(table.get("value"))
            try:
                found[name] = int(number) if number.lstrip("-").isdigit() else float(number)
            except ValueError:
                reader.wrong(value.line, f"'{number}' is not a number")
    findings += reader.findings
    return found


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
