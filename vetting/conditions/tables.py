"""Words that ask a table beside the rules: conditions by country, year of the money and account; lists of countries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from vetting import countries
from vetting.conditions.case import Case, World
from vetting.conditions.mission import account_of, is_state_account
from vetting.conditions.outcome import NO, NOTHING, UNKNOWN, YES, Outcome, Reason, Words
from vetting.conditions.vocabulary import Argument, Node, word
from vetting.period import ImpreciseDate, Truth, every, some

EFFECTS = ("withhold", "bar", "expanded_only", "undetermined")


class Line(NamedTuple):
    """One line of the table of conditions. ``signed``: the day the act of that year was signed, where it is given."""

    rule_id: str
    country: str
    year: int
    account: str
    percent: str
    effect: str
    verified: bool
    signed: date | None


class Lines(NamedTuple):
    """A rule's lines, and the effects that it asks for."""

    rule_id: str
    lines: tuple[Line, ...]
    effects: frozenset[str]

    def __str__(self) -> str:
        return ", ".join(sorted(self.effects))


class CountryLine(NamedTuple):
    """A country of a list, on the days from ``first`` to ``last``; None leaves that end open."""

    country: str
    first: date | None
    last: date | None
    verified: bool


class Countries(NamedTuple):
    """A named list of countries by day."""

    name: str
    lines: tuple[CountryLine, ...]

    def __str__(self) -> str:
        return self.name


def _days_signed(value: Lines) -> Iterator[date]:
    return (line.signed for line in value.lines if line.signed)


_IN_TABLE = {
    "withhold": Words(
        "The table of conditions holds back {pct} per cent of this money of fiscal year {fy}.",
        "La tabla de condiciones retiene el {pct} por ciento de este dinero del año fiscal {fy}.",
    ),
    "bar": Words(
        "The table of conditions bars this money for fiscal year {fy}.",
        "La tabla de condiciones excluye este dinero en el año fiscal {fy}.",
    ),
    "expanded_only": Words(
        "The table of conditions allows only expanded IMET for fiscal year {fy}.",
        "La tabla de condiciones permite solo IMET ampliado en el año fiscal {fy}.",
    ),
}
_LINE_UNVERIFIED = Words(
    "The line of the table that this rests on is not verified.",
    "La línea de la tabla en que se apoya no está verificada.",
)
_NOT_IN_TABLE = Words(
    "The table of conditions has no such line for this country, account and year.",
    "La tabla de condiciones no tiene tal línea para este país, cuenta y año.",
)
_TABLE_OPEN = Words(
    "The table of conditions does not settle this: no text was read for the country, account and year.",
    "La tabla de condiciones no lo resuelve: no se leyó texto para el país, la cuenta y el año.",
)
_TABLE_UNKNOWN = Words(
    "Which line of the table of conditions fits is not known.",
    "No se sabe qué línea de la tabla de condiciones corresponde.",
)
_BEFORE_THE_ACT = Words(
    "The mission began before the act of that year was signed, so the money came from an earlier one.",
    "La misión comenzó antes de que se firmara la ley de ese año, así que el dinero vino de una anterior.",
)
_MAY_BE_OLDER = Words(
    "Tested by the fiscal year of the mission; the money may be older.",
    "Se probó con el año fiscal de la misión; el dinero puede ser anterior.",
)


@word(
    argument=Argument("lines", EFFECTS),
    reads=(
        "mission.country",
        "mission.account",
        "mission.program",
        "mission.appropriation_year",
        "mission.fiscal_year",
        "mission.start_date",
    ),
    fills=("pct", "fy"),
    days=_days_signed,
)
def in_table(world: World, node: Node) -> Outcome:
    """The table of conditions has a line with one of these effects for the country, account and year of the money.

    A line with effect ``undetermined`` makes it unknown, and so does a year after the table's last. The year is that of
    the act; where that is unknown the mission's fiscal year, and then a start before the act was signed is unknown.
    Source: law.md section 3, "Country conditions".
    """
    case, lines = world.case, node.value.lines
    dated = case.mission.get("appropriation_year") is not None
    country, years = case.mission.get("country"), case.money_years()
    if not years:
        missing = {"mission.appropriation_year", "mission.fiscal_year"} | (
            {"mission.country"} if not country else set()
        )
        found = _Found(UNKNOWN, _TABLE_UNKNOWN, frozenset(missing))
    elif country is None:
        found = _whatever_country(world, node.value, years, dated)
    else:
        each = [_in_year(world, node.value, country, year, dated) for year in years]
        if all(one.truth is NO for one in each) or len(each) == 1:
            found = each[0]
        else:
            found = _Found(UNKNOWN, _TABLE_UNKNOWN, frozenset({"mission.appropriation_year", "mission.fiscal_year"}))
    line = found.line
    values = (("pct", line.percent), ("fy", str(line.year))) if line else ()
    reasons = [Reason(node.clause, found.truth, found.text, values)]
    if found.truth is YES and line is not None and not line.verified:
        reasons.append(Reason(node.clause, YES, _LINE_UNVERIFIED, in_message=True))
    if lines and not dated and years:
        reasons.append(Reason(node.clause, found.truth, _MAY_BE_OLDER, in_message=True))
    return Outcome(found.truth, found.missing if found.truth is UNKNOWN else NOTHING, tuple(reasons))


class _Found(NamedTuple):
    truth: Truth
    text: Words
    missing: frozenset[str] = NOTHING
    line: Line | None = None


def _whatever_country(world: World, asked: Lines, years: tuple[int, ...], dated: bool) -> _Found:
    """A country that is not recorded may be any: no only where the table has no such line for any of its own."""
    each = (
        _in_year(world, asked, country, year, dated).truth
        for country in sorted({line.country for line in asked.lines})
        for year in years
    )
    if some(each) is NO:
        return _Found(NO, _NOT_IN_TABLE)
    return _Found(UNKNOWN, _TABLE_UNKNOWN, frozenset({"mission.country"}))


def _in_year(world: World, asked: Lines, country: str, year: int, dated: bool) -> _Found:
    """What the table says of one year."""
    case = world.case
    if all(line.year < year for line in asked.lines):
        return _Found(UNKNOWN, _TABLE_OPEN)
    fitting = [line for line in asked.lines if line.country == country and line.year == year]
    truths = [every((_fits(case, line), _has(line, asked.effects))) for line in fitting]
    truth = some(truths)
    if truth is NO:
        return _Found(NO, _NOT_IN_TABLE)
    account, _ = account_of(case)
    line = next(line for line, one in zip(fitting, truths, strict=True) if one is truth)
    if not dated and line.signed is not None:
        began = ImpreciseDate.of(line.signed).on_or_before(world.start) if world.start is not None else UNKNOWN
        if began is not YES:
            missing = {"mission.appropriation_year"} | ({"mission.start_date"} if began is UNKNOWN else set())
            return _Found(UNKNOWN, _BEFORE_THE_ACT if began is NO else _TABLE_UNKNOWN, frozenset(missing))
    if truth is YES:
        return _Found(YES, _IN_TABLE[line.effect], line=line)
    if _fits(case, line) is UNKNOWN:
        return _Found(UNKNOWN, _TABLE_UNKNOWN, frozenset({"mission.account"} if account in (None, "other") else ()))
    return _Found(UNKNOWN, _TABLE_OPEN)


def _fits(case: Case, line: Line) -> Truth:
    account, _ = account_of(case)
    if line.account == "*":
        return is_state_account(account)
    return UNKNOWN if account is None else Truth.of(account == line.account)


def _has(line: Line, effects: frozenset[str]) -> Truth:
    return UNKNOWN if line.effect == "undetermined" else Truth.of(line.effect in effects)


_MONEY_YEAR = Words("The year of the money tested is {fy}.", "El año del dinero que se prueba es {fy}.")
_NO_MONEY_YEAR = Words("The year of the money is not known.", "No se conoce el año del dinero.")


@word(
    argument=Argument("number"),
    reads=("mission.appropriation_year", "mission.fiscal_year", "mission.start_date"),
)
def money_year(world: World, node: Node) -> Outcome:
    """The year of the money is the one given: that of the act, else the fiscal year of the mission."""
    years = world.case.money_years()
    if (node.value in years and len(years) > 1) or not years:
        missing = frozenset({"mission.appropriation_year", "mission.fiscal_year"})
        return Outcome(UNKNOWN, missing, (Reason(node.clause, UNKNOWN, _NO_MONEY_YEAR),))
    truth = Truth.of(node.value in years)
    said = (("fy", " / ".join(str(year) for year in years)),)
    return Outcome(truth, reasons=(Reason(node.clause, truth, _MONEY_YEAR, said),))


_COUNTRY = Words("The country is {name}.", "El país es {name}.")
_NO_COUNTRY = Words("The country is not recorded.", "No consta el país.")
_COUNTRY_MISSING = frozenset({"mission.country"})


@word(argument=Argument("list"), reads=_COUNTRY_MISSING)
def country(world: World, node: Node) -> Outcome:
    """The mission's country is one of those named."""
    code = world.case.mission.get("country")
    if code is None:
        return Outcome(UNKNOWN, _COUNTRY_MISSING, (Reason(node.clause, UNKNOWN, _NO_COUNTRY),))
    truth = Truth.of(code in node.value)
    return Outcome(truth, reasons=(Reason(node.clause, truth, _COUNTRY, (("name", country_words(code)),)),))


@lru_cache(maxsize=512)
def country_words(code: str) -> Words:
    """A country's name in both languages; an invented country's is its code."""
    return Words(countries.name(code, "en"), countries.name(code, "es"))


_LISTED = Words(
    "The country was on the list '{table}' on the first day.", "El país estaba en la lista '{table}' el primer día."
)
_NOT_LISTED = Words(
    "The country was not on the list '{table}' on the first day.",
    "El país no estaba en la lista '{table}' el primer día.",
)
_LIST_OPEN = Words(
    "Whether the country was on the list '{table}' on the first day is not known.",
    "No se sabe si el país estaba en la lista '{table}' el primer día.",
)


def _list_changes(value: Countries) -> Iterator[date]:
    for line in value.lines:
        if line.first is not None:
            yield line.first
        if line.last is not None:
            yield line.last + timedelta(days=1)


@word(argument=Argument("countries"), reads=("mission.country", "mission.start_date"), days=_list_changes)
def in_country_list(world: World, node: Node) -> Outcome:
    """The country is on the named list of countries on the mission's first day."""
    code, table = world.case.mission.get("country"), node.value
    said = (("table", table.name.replace("_", " ")),)
    if code is None:
        return Outcome(UNKNOWN, _COUNTRY_MISSING, (Reason(node.clause, UNKNOWN, _LIST_OPEN, said),))
    truth = some(_on_list(world, line) for line in table.lines if line.country == code)
    if truth is UNKNOWN:
        reason = Reason(node.clause, UNKNOWN, _LIST_OPEN, said)
        return Outcome(UNKNOWN, frozenset({"mission.start_date"}), (reason,))
    return Outcome(truth, reasons=(Reason(node.clause, truth, _LISTED if truth is YES else _NOT_LISTED, said),))


def _on_list(world: World, line: CountryLine) -> Truth:
    if line.first is None and line.last is None:
        return YES
    if world.start is None:
        return UNKNOWN
    return world.start.within(line.first or date.min, line.last or date.max)
