"""From the undetermined answers of a run to what could be asked, of whom, and how many missions an answer settles.

Three lists come out, each ranked by the missions for which some rule would lack nothing else:

* questions, one per fact, department, country, program and set of rules (facts of a country: whatever the program);
* requests under the Freedom of Information Act, one per department, country and program, with an item per fact;
* tasks for the analyst, one per fact and country, where no department holds the fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from vetting.ask.holders import ANALYST, BOTH, DEFENSE, HOLDERS, STATE, Subject, naming_of, subjects, wanted
from vetting.model import Dataset, Mission, Run


@dataclass(slots=True)
class Draft:
    """What is asked of one holder for missions of one country.

    ``program`` is blank where it is asked once for the country. ``settles`` of the missions have a rule that lacks
    nothing but what is asked here.
    ``missing`` are the paths asked for by subject, ``counts`` the missions that lack each subject, ``also`` other paths
    that the same rules lack.
    """

    holder: str
    country: str
    program: str
    rules: set[str] = field(default_factory=set)
    missions: list[Mission] = field(default_factory=list)
    settles: int = 0
    missing: dict[Subject, set[str]] = field(default_factory=dict)
    counts: dict[Subject, int] = field(default_factory=dict)
    also: set[str] = field(default_factory=set)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """What is asked, in the order of the table; one in a question or task."""
        return tuple(sorted(self.missing, key=_order))

    def paths(self) -> tuple[str, ...]:
        """All paths asked for, sorted."""
        return tuple(sorted({path for paths in self.missing.values() for path in paths}))


@dataclass(frozen=True, slots=True)
class Drafts:
    """The three lists, ranked, whole. ``missions`` have an undetermined answer among ``judged`` (those looked at)."""

    questions: tuple[Draft, ...]
    requests: tuple[Draft, ...]
    tasks: tuple[Draft, ...]
    missions: int
    judged: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One subject over all countries, programs and rules: its missions, those it would settle alone, its drafts.

    ``holders`` are single departments, also where a draft goes to both.
    """

    subject: Subject
    holders: tuple[str, ...]
    missions: int
    settles: int
    drafts: int


def facts(drafts: Drafts) -> tuple[Fact, ...]:
    """Every subject of the questions and tasks, ranked as these are; no mission has two drafts of one subject."""
    found: defaultdict[Subject, list[Draft]] = defaultdict(list)
    for one in (*drafts.questions, *drafts.tasks):
        found[one.subjects[0]].append(one)
    summed = (
        Fact(
            subject,
            tuple(sorted({each for one in own for each in departments(one.holder) or (ANALYST,)}, key=HOLDERS.index)),
            sum(len(one.missions) for one in own),
            sum(one.settles for one in own),
            len(own),
        )
        for subject, own in found.items()
    )
    return tuple(sorted(summed, key=lambda fact: (-fact.settles, -fact.missions, fact.subject.order)))


@dataclass(frozen=True, slots=True, eq=False)
class _Need:
    """What one open answer wants: the subjects to ask for, each with its paths; those that would settle it ``alone``.

    ``covers`` are the subjects of each path that it lacks, ``lacks`` the paths. Needs are alike only if they are one.
    """

    rule: str
    asked: Mapping[Subject, frozenset[str]]
    alone: frozenset[Subject]
    covers: tuple[frozenset[Subject], ...]
    lacks: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class _Ask:
    """What missions with the same needs and money ask of one holder."""

    holder: str
    asked: Mapping[Subject, frozenset[str]]
    rules: tuple[str, ...]
    lacks: frozenset[str]
    settles: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """The asks of missions with the same needs and money: one per subject, and one per department."""

    by_subject: tuple[_Ask, ...]
    by_department: tuple[_Ask, ...]


def draft(dataset: Dataset, run: Run, *, country: str = "", rule: str = "") -> Drafts:
    """All drafts, from the undetermined answers of one country or rule where one is given (``""``: of all)."""
    questions: dict[tuple[object, ...], Draft] = {}
    requests: dict[tuple[object, ...], Draft] = {}
    tasks: dict[tuple[object, ...], Draft] = {}
    judged = missions = 0
    for (needs, land, program, money), held in _cells(dataset, run, country, rule).items():
        judged += len(held)
        missions += len(held) if needs else 0
        plan = _plan(needs, money)
        for ask in plan.by_subject:
            (subject,) = ask.asked
            where = "" if subject.per_country else program
            if ask.holder == ANALYST:
                _add(tasks, (subject, land), ask, land, where, held)
            else:
                _add(questions, (subject, ask.holder, land, where, ask.rules), ask, land, where, held)
        for ask in plan.by_department:
            _add(requests, (ask.holder, land, program), ask, land, program, held)
    return Drafts(_ranked(questions), _ranked(requests), _ranked(tasks), missions, judged)


_Cell = tuple[tuple[_Need, ...], str, str, str]


def _cells(dataset: Dataset, run: Run, country: str, rule: str) -> Mapping[_Cell, list[Mission]]:
    """The judged missions by all that decides what is asked: needs, country, program and money."""
    needs_of = {signature: _needs(run, signature, rule) for signature in run.answers}
    found: defaultdict[_Cell, list[Mission]] = defaultdict(list)
    for mission in dataset.missions:
        signature = run.signature_of.get(mission.id)
        if signature is not None and (not country or mission.country == country):
            found[needs_of[signature], mission.country, mission.program, mission.money].append(mission)
    return found


def _needs(run: Run, signature: int, rule: str) -> tuple[_Need, ...]:
    naming = naming_of(run.facts.get(signature, {}))
    return tuple(
        _need(answer.rule_id, answer.missing, naming)
        for answer in run.answers[signature]
        if answer.result == "undetermined" and answer.missing and (not rule or answer.rule_id == rule)
    )


@lru_cache(maxsize=1 << 14)
def _need(rule: str, missing: tuple[str, ...], naming: frozenset[str]) -> _Need:
    by_path = {path: wanted(path, naming) or (subjects()[-1],) for path in missing}
    gates = {path: found for path, found in by_path.items() if any(subject.gate for subject in found)}
    asked: defaultdict[Subject, set[str]] = defaultdict(set)
    for path, found in (gates or by_path).items():
        for subject in found:
            asked[subject].add(path)
    covers = tuple(frozenset(found) for found in by_path.values())
    return _Need(
        rule,
        {subject: frozenset(asked[subject]) for subject in sorted(asked, key=_order)},
        frozenset(subject for subject in asked if all(_settles(subject, found) for found in covers)),
        covers,
        frozenset(missing),
    )


def _settles(subject: Subject, found: frozenset[Subject]) -> bool:
    """Whether the subject answers a path by itself: a cell that names one unit and leaves out another needs both."""
    return subject in found and all(other.when == subject.when or not other.when for other in found)


@lru_cache(maxsize=1 << 14)
def _plan(needs: tuple[_Need, ...], money: str) -> _Plan:
    of_subject: defaultdict[Subject, list[_Need]] = defaultdict(list)
    for need in needs:
        for subject in need.asked:
            of_subject[subject].append(need)
    of_department: defaultdict[str, list[Subject]] = defaultdict(list)
    for subject in sorted(of_subject, key=_order):
        for department in departments(subject.holder(money)):
            of_department[department].append(subject)
    return _Plan(
        tuple(
            _ask(subject.holder(money), (subject,), of_subject, any(subject in need.alone for need in own))
            for subject, own in of_subject.items()
        ),
        tuple(
            _ask(department, asked, of_subject, _settled(needs, frozenset(asked)))
            for department, asked in of_department.items()
        ),
    )


def _ask(holder: str, asked: Iterable[Subject], of_subject: Mapping[Subject, Iterable[_Need]], settles: bool) -> _Ask:
    paths = {subject: frozenset().union(*(need.asked[subject] for need in of_subject[subject])) for subject in asked}
    needs = [need for subject in paths for need in of_subject[subject]]
    return _Ask(
        holder,
        paths,
        tuple(sorted({need.rule for need in needs})),
        frozenset().union(*(need.lacks for need in needs)),
        settles,
    )


def departments(holder: str) -> tuple[str, ...]:
    """The departments that a holder stands for; none for the analyst."""
    if holder == BOTH:
        return (STATE, DEFENSE)
    return () if holder == ANALYST else (holder,)


def _settled(needs: Iterable[_Need], asked: frozenset[Subject]) -> bool:
    """Whether the records asked for would leave some rule lacking nothing."""
    return any(all(any(_settles(one, found) for one in found & asked) for found in need.covers) for need in needs)


def _add(
    drafts: dict[tuple[object, ...], Draft],
    key: tuple[object, ...],
    ask: _Ask,
    country: str,
    program: str,
    held: list[Mission],
) -> None:
    one = drafts.get(key)
    if one is None:
        one = drafts[key] = Draft(ask.holder, country, program)
    one.missions += held
    one.settles += len(held) if ask.settles else 0
    one.rules.update(ask.rules)
    one.also |= ask.lacks
    for subject, paths in ask.asked.items():
        one.missing.setdefault(subject, set()).update(paths)
        one.counts[subject] = one.counts.get(subject, 0) + len(held)


def _ranked(found: Mapping[tuple[object, ...], Draft]) -> tuple[Draft, ...]:
    for one in found.values():
        one.also -= set(one.paths())
    return tuple(sorted(found.values(), key=_rank))


def _rank(one: Draft) -> tuple[object, ...]:
    return (
        -one.settles, -len(one.missions), tuple(map(_order, one.subjects)), one.holder, one.country, one.program,
        sorted(one.rules),
    )  # fmt: skip


def _order(subject: Subject) -> int:
    return subject.order


def sources(paths: Iterable[str]) -> Iterator[str]:
    """The sources that an analyst could declare complete, of the paths ``searched.…``, sorted."""
    yield from sorted(path.removeprefix("searched.") for path in paths if path.startswith("searched."))
