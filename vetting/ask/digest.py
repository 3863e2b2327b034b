"""The foremost drafts with all that a reader needs to check them: examples, lines, days, and the law behind each."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vetting.ask.citing import in_force
from vetting.ask.drafts import Draft, Drafts, Fact, facts
from vetting.ask.lines import FileLines, lines_of
from vetting.model import Citation, Dataset, Mission, RuleText, Run

#: Missions shown of each draft.
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Law:
    """A rule that the draft would settle, with the citations in force in the days of its missions."""

    rule: RuleText
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A draft to show. ``number`` is Q, F or A and its rank; ``first`` and ``last`` bound the days of its missions.

    ``examples`` are missions tied to an incident first, then the latest, then by id. ``programs`` are sorted codes.
    """

    number: str
    draft: Draft
    first: date | None
    last: date | None
    programs: tuple[str, ...]
    examples: tuple[Mission, ...]
    lines: tuple[FileLines, ...]
    laws: tuple[Law, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What one output says. The lists hold the foremost drafts; ``whole`` counts those there are, ``facts`` are all."""

    as_of: date
    country: str
    rule: str
    missions: int
    judged: int
    questions: tuple[Entry, ...]
    requests: tuple[Entry, ...]
    tasks: tuple[Entry, ...]
    whole: Mapping[str, int]
    facts: tuple[Fact, ...]
    units_on_record: Mapping[str, int]
    units_provisional: Mapping[str, int]


def digest(
    dataset: Dataset,
    run: Run,
    rules: Sequence[RuleText],
    drafts: Drafts,
    *,
    top: int = 20,
    country: str = "",
    rule: str = "",
) -> Digest:
    """The first ``top`` drafts of each list (0: all) with their details."""
    texts = {text.id: text for text in rules}
    tied = frozenset(exposure.mission_id for exposure in run.exposures)
    lists = {"Q": drafts.questions, "F": drafts.requests, "A": drafts.tasks}
    shown = {
        letter: tuple(
            _entry(f"{letter}{number}", one, texts, tied) for number, one in enumerate(found[: top or None], start=1)
        )
        for letter, found in lists.items()
    }
    return Digest(
        run.as_of,
        country,
        rule,
        drafts.missions,
        drafts.judged,
        shown["Q"],
        shown["F"],
        shown["A"],
        {letter: len(found) for letter, found in lists.items()},
        facts(drafts),
        Counter(u.country for u in dataset.units if not u.placeholder and not u.provisional),
        Counter(u.country for u in dataset.units if u.provisional),
    )


def _entry(number: str, one: Draft, texts: Mapping[str, RuleText], tied: frozenset[str]) -> Entry:
    begins = [mission.period.begin.earliest for mission in one.missions if mission.period.begin]
    ends = [day.latest for mission in one.missions if (day := mission.period.end or mission.period.begin)]
    first, last = min(begins, default=None), max(ends, default=None)
    return Entry(
        number,
        one,
        first,
        last,
        tuple(sorted({mission.program for mission in one.missions})),
        _examples(one.missions, tied),
        lines_of(one.missions),
        tuple(_law(rule, texts, first, last) for rule in sorted(one.rules)),
    )


def _examples(missions: Iterable[Mission], tied: frozenset[str]) -> tuple[Mission, ...]:
    def order(mission: Mission) -> tuple[bool, int, str]:
        begin = mission.period.begin
        return mission.id not in tied, -begin.earliest.toordinal() if begin else 0, mission.id

    return tuple(heapq.nsmallest(EXAMPLES, missions, key=order))


def _law(rule: str, texts: Mapping[str, RuleText], first: date | None, last: date | None) -> Law:
    """A rule whose text is not at hand (the rules changed after the run) stands with its id and no citation."""
    text = texts.get(rule) or RuleText(rule, rule, rule, "", "draft")
    return Law(text, in_force(text, first, last))
