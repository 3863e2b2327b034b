"""The judge: facts about one mission and the rules, to one answer per rule. Pure; no clock; same facts, same answers.

Answer = in scope and in force, and the trigger holds, and no exception lifts it, in three-valued logic (law.md section
3). A start that is not known to the day is judged first as an imprecise day; only where that leaves the answer open,
and only for want of the start, on every day of it that could matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any, NamedTuple

from vetting.conditions import DERIVED_DAYS, Case, Day, Hit, Reason, Words, World
from vetting.conditions.outcome import NO, NOTHING, UNKNOWN, YES
from vetting.conditions.timing import is_prior, known_at_start
from vetting.law.fact_dates import compared_dates
from vetting.law.rule import (
    AFTER,
    BEFORE,
    START,
    TESTED_ON,
    WAIVER_USE,
    Rule,
    dates_read,
    exceptions,
    law_days,
    stretches,
    tested_days,
)
from vetting.law.saying import NOT_SHOWN_PUBLIC, Sayer
from vetting.model import Answer
from vetting.period import ImpreciseDate, Truth

FLAGGED, NOT_FLAGGED, UNDETERMINED, NOT_APPLICABLE = "flagged", "not_flagged", "undetermined", "not_applicable"
_PUBLIC = frozenset({"incidents[].first_public_date"})


class Verdict(NamedTuple):
    """An answer on one stretch of days, before it is put into words. ``unknown_public``: incidents not shown public."""

    result: str
    version: str
    missing: frozenset[str] = NOTHING
    reasons: tuple[Reason, ...] = ()
    hits: tuple[Hit, ...] = ()
    not_shown_public: frozenset[str] = frozenset()


def judge(facts: Mapping[str, Any], rules: Sequence[Rule], parameters: Mapping[str, int | float]) -> tuple[Answer, ...]:
    """One answer per rule, in the order of ``rules``.

    ``facts`` have the shape of facts.schema.json; ``config`` in them overrides ``parameters``. Results are flagged,
    not_flagged, undetermined or not_applicable. Raises InputError for a date that is no day of the calendar.
    """
    return judge_case(read_case(facts, parameters), rules)


def read_case(facts: Mapping[str, Any], parameters: Mapping[str, int | float]) -> Case:
    """Facts parsed once, for ``judge_case`` with one set of rules after the other. Raises as ``judge`` does."""
    return Case.read(facts, parameters)


def judge_case(case: Case, rules: Sequence[Rule]) -> tuple[Answer, ...]:
    """As ``judge``, of facts already read."""
    return tuple([_answer(rule, case) for rule in rules])


def _answer(rule: Rule, case: Case) -> Answer:
    by_stretch = [
        _on_stretch(rule, case, version, days if rule.tested_on == START else case.start)
        for version, days in stretches(rule, tested_days(rule, case))
    ]
    days_disagree = any(len({each.result for each in verdicts}) > 1 for verdicts in by_stretch)
    open_day = TESTED_ON[START if days_disagree else rule.tested_on]
    verdict, versions = _together([each for verdicts in by_stretch for each in verdicts], open_day)
    sayer = Sayer(rule, case, verdict.hits, verdict.not_shown_public, versions, verdict.reasons)
    flagged = verdict.result == FLAGGED
    return Answer(
        rule_id=rule.id,
        result=verdict.result,
        severity=rule.severity,
        missing=tuple(sorted(verdict.missing)),
        evidence=sayer.evidence(verdict.reasons),
        message_en=sayer.message("en") if flagged else "",
        message_es=sayer.message("es") if flagged else "",
        incident_ids=sayer.incident_ids,
        unit_ids=sayer.unit_ids,
        version=", ".join(versions),
    )


def _on_stretch(rule: Rule, case: Case, version: str, start: ImpreciseDate | None) -> list[Verdict]:
    """The verdict on an imprecise start; on every day that could matter where only the start leaves it open."""
    verdict = _verdict(rule, case, version, start)
    if verdict.result != UNDETERMINED or start is None or start.is_day or "mission.start_date" not in verdict.missing:
        return [verdict]
    days = _days_that_matter(start, case, rule)
    return [_verdict(rule, case, version, ImpreciseDate.of(day)) for day in days]


def _verdict(rule: Rule, case: Case, version: str, start: ImpreciseDate | None) -> Verdict:
    """The verdict for one start under one version; past a last bound the last one's words still say what is clear."""
    if version == BEFORE and rule.before_first == NOT_APPLICABLE:
        return Verdict(NOT_APPLICABLE, "", reasons=(_OUT_OF_FORCE[BEFORE],))
    if version == AFTER and rule.after_last == NOT_APPLICABLE:
        return Verdict(NOT_APPLICABLE, "", reasons=(_OUT_OF_FORCE[AFTER],))
    parts: list[tuple[Truth, frozenset[str], tuple[Reason, ...]]] = []
    if version in (BEFORE, AFTER) and version:
        parts.append((UNKNOWN, NOTHING, (_FORCE_UNKNOWN[version],)))
        version = rule.versions[-1 if version == AFTER else 0].name
    elif version:
        parts.append((YES, NOTHING, (_in_force(rule, version),)))
    incident_exceptions, rule_exceptions = exceptions(rule)
    world = World(case, start, version, incident_exceptions)
    world.versions = rule.versions
    if rule.applies_when is not None:
        scope = rule.applies_when.answer(world)
        if scope.truth is NO:
            return Verdict(NOT_APPLICABLE, version, reasons=scope.reasons)
        parts.append((scope.truth, scope.missing, scope.reasons))
    trigger = rule.flag_when.answer(world)
    if trigger.truth is NO:
        return Verdict(NOT_FLAGGED, version, reasons=trigger.reasons)
    parts.append((trigger.truth, trigger.missing, trigger.reasons))
    for exception in rule_exceptions:
        lifted = exception.answer(world)
        if lifted.truth is YES:
            return Verdict(NOT_FLAGGED, version, reasons=lifted.reasons)
        parts.append((~lifted.truth, lifted.missing, lifted.reasons))
    open_parts = [part for part in parts if part[0] is UNKNOWN]
    reasons = tuple(reason for part in open_parts or parts for reason in part[2])
    if open_parts:
        missing = NOTHING.union(*(part[1] for part in open_parts))
        return Verdict(UNDETERMINED, version, missing, reasons)
    not_public = _not_shown_public(world, trigger.hits)
    if not_public:
        refs = tuple(f"incident:{incident_id}" for incident_id in sorted(not_public) if incident_id)
        surely_later = all(
            known_at_start(world, hit.incident) is NO
            for hit in trigger.hits
            if hit.incident is not None and hit.incident.id in not_public
        )
        reasons += (Reason("known_at_start", NO if surely_later else UNKNOWN, NOT_SHOWN_PUBLIC, refs=refs),)
    if rule.limits_in_message and version in rule.limits_in_message:
        reasons += (Reason("limits", UNKNOWN, rule.limits, refs=(f"law:{rule.id}",)),)
    return Verdict(FLAGGED, version, _PUBLIC if not_public else NOTHING, reasons, trigger.hits, not_public)


@lru_cache(maxsize=4096)
def _in_force(rule: Rule, version: str) -> Reason:
    citation = next(each for each in rule.authority if each.version == version)
    texts = _IN_FORCE_ON_USE if rule.tested_on == WAIVER_USE else _IN_FORCE
    text = texts[citation.verified, citation.bounds_verified]
    return Reason("in_force", YES, text, (("cite", citation.cite),), (f"law:{rule.id}",))


def _not_shown_public(world: World, hits: Iterable[Hit]) -> frozenset[str]:
    """The prior incidents among the hits that are not shown to have been public by the start. It decides nothing."""
    return frozenset(
        hit.incident.id
        for hit in hits
        if hit.incident is not None
        and is_prior(world, hit.incident) is YES
        and known_at_start(world, hit.incident) is not YES
    )


def _standing(english: str, spanish: str) -> dict[tuple[bool, bool], Words]:
    """The sentence by whether the words, and the days in force, were read in a source."""
    return {
        (True, True): Words(f"{english}.", f"{spanish}."),
        (True, False): Words(
            f"{english}; a day that bounds its force is not verified.",
            f"{spanish}; una fecha que limita su vigencia no está verificada.",
        ),
        (False, True): Words(
            f"{english}; its words are not verified.", f"{spanish}; sus palabras no están verificadas."
        ),
        (False, False): Words(
            f"{english}; neither its words nor the days it was in force are verified.",
            f"{spanish}; no están verificadas sus palabras ni los días en que rigió.",
        ),
    }


_IN_FORCE = _standing("The text in force on the first day is {cite}", "El texto en vigor el primer día es {cite}")
_IN_FORCE_ON_USE = _standing(
    "The text in force on the day of the use is {cite}", "El texto en vigor el día del uso es {cite}"
)
_OUT_OF_FORCE = {
    BEFORE: Reason(
        "in_force",
        NO,
        Words(
            "On the first day of the mission this rule was not in force.",
            "El primer día de la misión esta regla no estaba en vigor.",
        ),
    ),
    AFTER: Reason(
        "in_force",
        NO,
        Words(
            "On the first day of the mission this rule was no longer in force.",
            "El primer día de la misión esta regla ya no estaba en vigor.",
        ),
    ),
}
_FORCE_UNKNOWN = {
    BEFORE: Reason(
        "in_force",
        UNKNOWN,
        Words(
            "The text in force on the first day of the mission was not read.",
            "No se leyó el texto en vigor el primer día de la misión.",
        ),
    ),
    AFTER: Reason(
        "in_force",
        UNKNOWN,
        Words(
            "Whether this rule was still in force on the first day of the mission is not verified.",
            "No está verificado si esta regla seguía en vigor el primer día de la misión.",
        ),
    ),
}
_DAYS_DISAGREE = Words(
    "The start is not known to the day, and the answer is not the same on every day it may be: {answers}.",
    "No se conoce el día del inicio, y la respuesta no es la misma en todos los días posibles: {answers}.",
)
RESULT_WORDS = {
    FLAGGED: Words("flagged", "señalada"),
    NOT_FLAGGED: Words("not flagged", "no señalada"),
    UNDETERMINED: Words("undetermined", "indeterminada"),
    NOT_APPLICABLE: Words("not applicable", "no aplicable"),
}


def _together(verdicts: list[Verdict], open_day: str) -> tuple[Verdict, tuple[str, ...]]:
    """One verdict out of those on all days the start may be: decided only if every day agrees, else for want of one."""
    versions = tuple(dict.fromkeys(each.version for each in verdicts if each.version))
    if len(verdicts) == 1:
        return verdicts[0], versions
    results = {each.result for each in verdicts}
    if results == {NOT_APPLICABLE, NOT_FLAGGED}:
        result = NOT_FLAGGED
    else:
        result = results.pop() if len(results) == 1 else UNDETERMINED
    chosen = [each for each in verdicts if each.result == result]
    missing = NOTHING.union(*(each.missing for each in chosen))
    reasons = tuple(reason for each in chosen for reason in each.reasons)
    if result == NOT_APPLICABLE:  # what is so on every day says why; whether the rule was in force is not known
        reasons = tuple(reason for reason in reasons if reason not in _OUT_OF_FORCE.values()) or reasons
    if not results and result != UNDETERMINED:
        hits = tuple(dict.fromkeys(hit for each in verdicts for hit in each.hits))
        not_public = frozenset().union(*(each.not_shown_public for each in verdicts))
        return Verdict(result, "", missing, reasons, hits, not_public), versions
    if result == NOT_FLAGGED:
        return Verdict(result, "", NOTHING, reasons), versions
    if results:
        missing |= {open_day}
        reasons += (_disagreement(verdicts),)
    return Verdict(result, "", missing, reasons), versions


def _disagreement(verdicts: list[Verdict]) -> Reason:
    found = {each.result for each in verdicts}
    words = [words for result, words in RESULT_WORDS.items() if result in found]
    answers = Words(", ".join(each.en for each in words), ", ".join(each.es for each in words))
    return Reason("in_force", UNKNOWN, _DAYS_DISAGREE, (("answers", answers),))


#: A month's end is clamped, so a day that is moved by months and back may be off by so many.
_CLAMPED = 3


def _days_that_matter(start: ImpreciseDate, case: Case, rule: Rule) -> list[date]:
    """Days of the start such that every other is judged like one of them.

    A day is compared as before, on or after a date of the facts: the date itself and the day after stand for all, with
    the first day for those before the first date. Days of the law are first days of something new.
    """
    days = {start.earliest} | {day for day in law_days(rule) if start.earliest <= day <= start.latest}
    within = range(start.earliest.toordinal(), start.latest.toordinal() + 1)
    shifts = _shifts(case.parameters)
    for fact in compared_dates(case, dates_read(rule)):
        for bound in {fact.earliest, fact.latest}:
            for shift in shifts:
                moved = shift(bound)
                slack = 0 if moved == bound else _CLAMPED
                near = range(moved.toordinal() - slack, moved.toordinal() + slack + 2)
                days.update(date.fromordinal(number) for number in near if number in within)
    return sorted(days)


def _shifts(parameters: Mapping[str, int | float]) -> list[Callable[[date], date]]:
    """For every day that rules count from the start: from a fact's day back to the start that compares equal to it."""
    found: list[Callable[[date], date]] = []
    for text in DERIVED_DAYS:
        day = Day.read(text)
        if day is not None and day.base == "start":
            back = day._replace(sign=-day.sign)
            amount = parameters[day.parameter] if day.sign else 0
            found.append(partial(_moved, back, amount))
    return found


def _moved(day: Day, amount: float, fact: date) -> date:
    moved = day.moved(ImpreciseDate.of(fact), amount)
    assert moved is not None
    return moved.earliest
