"""Which rules could apply to a mission of a day, country and program, when nothing else is known of it.

Each rule is judged with these facts alone. What is then not applicable stays so whatever else is found out (finding out
what was unknown never reverses a decided answer), so such a rule is out; every other could apply. Two facts stand for
others until these are found out, and are treated so: the account is the program's own (law.md section 3), and a rule
on the year of the act that gave the money is out only if it is so for every year up to that of the mission.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from vetting.conditions import Words
from vetting.law.judging import judge
from vetting.law.rule import AFTER, BEFORE, MONEY_YEAR, START, Rule, Version, stretches
from vetting.period import ImpreciseDate

#: Before this year no money is looked for.
_EARLIEST = 1975


class Reach(NamedTuple):
    """Whether a rule could apply. ``version``: the one in force on that day, None where it holds on any date.

    ``why``: why it is out, or what is not settled; blank sentences where it could apply without more to say.
    """

    rule: Rule
    could_apply: bool
    version: Version | None
    why: tuple[Words, ...]


def reach(
    rules: Sequence[Rule],
    parameters: Mapping[str, int | float],
    *,
    day: date | None = None,
    country: str = "",
    program: str = "",
) -> Iterator[Reach]:
    """One answer a rule, in order. What is not given is not known."""
    mission: dict[str, Any] = {}
    if day is not None:
        mission["start_date"] = day.isoformat()
        mission["fiscal_year"] = day.year + (day.month >= 10)
    if country:
        mission["country"] = country
    if program:
        mission["program"] = program
    answers = judge({"mission": mission}, rules, parameters)
    for rule, answer in zip(rules, answers, strict=True):
        out = answer.result == "not_applicable"
        reasons = tuple(Words(each.text_en, each.text_es) for each in answer.evidence) if out else ()
        if out and rule.tested_on == MONEY_YEAR and day is not None:
            years = [year for year in _money_years(rule, mission) if _applies(rule, mission, year, parameters)]
            if years:
                yield Reach(rule, True, None, (_of_years(years),))
                continue
        version, remark = _version(rule, day)
        yield Reach(rule, not out, version, reasons or remark)


def _money_years(rule: Rule, mission: Mapping[str, Any]) -> range:
    """The fiscal years of money that a mission may have been paid from: from the rule's first one to its own."""
    first = rule.versions[0].first if rule.versions else None
    return range(first.year + (first.month >= 10) if first else _EARLIEST, mission["fiscal_year"] + 1)


def _applies(rule: Rule, mission: Mapping[str, Any], year: int, parameters: Mapping[str, int | float]) -> bool:
    facts = {"mission": {**mission, "appropriation_year": year}}
    return judge(facts, (rule,), parameters)[0].result != "not_applicable"


def _of_years(years: Sequence[int]) -> Words:
    whole = len(years) == years[-1] - years[0] + 1 and len(years) > 1
    english = f"{years[0]} to {years[-1]}" if whole else ", ".join(map(str, years))
    spanish = f"{years[0]} a {years[-1]}" if whole else ", ".join(map(str, years))
    return Words(f"Only for money of these years: {english}.", f"Solo para dinero de estos años: {spanish}.")


def _version(rule: Rule, day: date | None) -> tuple[Version | None, tuple[Words, ...]]:
    """The version of the day, and a remark where the day lies outside of those that were read."""
    if day is None or not rule.versions:
        return None, ()
    if rule.tested_on != START:
        held = [one for one in rule.versions if (one.first or day) <= day <= (one.last or day)]
        return (held[0], ()) if held else (None, (_NOT_OF_THE_START,))
    ((name, _),) = stretches(rule, ImpreciseDate.of(day))
    if name in (BEFORE, AFTER):
        return None, (_AFTER if name == AFTER else _BEFORE,)
    return next(one for one in rule.versions if one.name == name), ()


_BEFORE = Words("No text of that day was read.", "No se leyó un texto de ese día.")
_AFTER = Words(
    "Whether it was still in force that day is not verified.", "No está verificado si seguía en vigor ese día."
)
_NOT_OF_THE_START = Words(
    "Its bounds are not tested on the first day of the mission.",
    "Sus límites no se prueban con el primer día de la misión.",
)
