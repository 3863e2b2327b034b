"""The register of words: what each may be given, what it looks at, and how it answers."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from vetting.conditions.case import World
from vetting.conditions.outcome import NOTHING, UNKNOWN, Outcome, Reason, Words
from vetting.period import Truth

#: The records a word may look at; the mission is always at hand.
INCIDENT, ENTRY, PRIOR_MISSION = "incident", "host unit", "prior mission"
VETTING, POSTING = "vetting record", "posting"


@dataclass(frozen=True, slots=True)
class Argument:
    """What a word takes. ``kind``: none, choice (one of ``choices``), list (of them), table (``fields``), words."""

    kind: str = "none"
    choices: tuple[str, ...] = ()
    fields: tuple[tuple[str, Argument], ...] = ()
    optional: bool = False


class Shift(NamedTuple):
    """A date of the facts that is moved before it is compared with a day of the mission.

    ``amount`` is a number or a parameter's name; ``unit`` is days or months.
    """

    path: str
    amount: int | str
    unit: str


def _no_days(value: Any) -> tuple[date, ...]:
    return ()


def _no_shifts(value: Any) -> tuple[Shift, ...]:
    return ()


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of the vocabulary. ``looks_at`` are records that words around it must bind, ``binds`` its own.

    ``fills`` are the gaps of a message that its reasons fill; ``shifts`` gives, for the value a rule writes, the dates
    of the facts that it moves; ``days`` the days of the law that it compares with the start.
    """

    name: str
    answer: Callable[[World, Node], Outcome]
    argument: Argument
    looks_at: frozenset[str]
    binds: str
    reads: tuple[str, ...]
    doc: str
    fills: tuple[str, ...] = ()
    shifts: Callable[[Any], Iterable[Shift]] = _no_shifts
    days: Callable[[Any], Iterable[date]] = _no_days


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A word as a rule uses it, with its argument as read and the words inside it."""

    word: Word
    clause: str
    value: Any = None
    children: tuple[Node, ...] = ()
    line: int = 0

    def answer(self, world: World) -> Outcome:
        return self.word.answer(world, self)

    @property
    def reads(self) -> tuple[str, ...]:
        """The facts read here: of the paths that a rule may give the word, only those it gave."""
        given = set(self.value.values()) if isinstance(self.value, dict) else {self.value}
        argument = self.word.argument
        choices = {*argument.choices, *(path for _, each in argument.fields for path in each.choices)}
        return tuple(path for path in self.word.reads if path not in choices or path in given)

    def walk(self) -> Iterable[Node]:
        """This node and all below it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()

    def walk_through(self) -> Iterable[Node]:
        """As ``walk``, with the conditions of rules that are referred to."""
        for node in self.walk():
            yield node
            for root in getattr(node.value, "roots", tuple)():
                yield from root.walk_through()


@dataclass(slots=True)
class _Register:
    words: dict[str, Word] = field(default_factory=dict)


_REGISTER = _Register()


def word(
    *,
    argument: Argument | None = None,
    looks_at: Iterable[str] = (),
    binds: str = "",
    reads: Iterable[str] = (),
    fills: Iterable[str] = (),
    shifts: Callable[[Any], Iterable[Shift]] = _no_shifts,
    days: Callable[[Any], Iterable[date]] = _no_days,
) -> Callable[[Callable[[World, Node], Outcome]], Callable[[World, Node], Outcome]]:
    """Register a function as a word. ``reads`` are the facts it may name as missing, dates it compares included."""

    def register(answer: Callable[[World, Node], Outcome]) -> Callable[[World, Node], Outcome]:
        name = answer.__name__.rstrip("_")
        _REGISTER.words[name] = Word(
            name,
            answer,
            argument or Argument(),
            frozenset(looks_at),
            binds,
            tuple(reads),
            answer.__doc__ or "",
            tuple(fills),
            shifts,
            days,
        )
        return answer

    return register


def words() -> dict[str, Word]:
    """All words by name, in the order of the alphabet."""
    return dict(sorted(_REGISTER.words.items()))


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """`` (did you mean 'x'?)`` for the nearest known text, or nothing."""
    near = difflib.get_close_matches(given, sorted(known), n=1)
    return f" (did you mean '{near[0]}'?)" if near else ""


#: The answer for a record of which nothing is known; what its list lacks is for the quantifier to say.
UNREAD = Outcome(UNKNOWN)


def answered(
    node: Node,
    truth: Truth,
    text: Words,
    refs: tuple[str, ...],
    missing: frozenset[str] = NOTHING,
    values: tuple[tuple[str, str | Words], ...] = (),
) -> Outcome:
    """One clause's outcome with its one reason; what is missing counts only while it is unknown."""
    return Outcome(truth, missing if truth is UNKNOWN else NOTHING, (Reason(node.clause, truth, text, values, refs),))
