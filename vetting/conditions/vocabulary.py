"""The register of words: what each may be given, what it looks at, and how it answers."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from vetting.conditions.case import World
from vetting.conditions.outcome import NOTHING, UNKNOWN, Outcome, Reason, Words
from vetting.period import Truth

#: The records a word may look at; the mission is always at hand.
INCIDENT, ENTRY, PRIOR_MISSION = "incident", "host unit", "prior mission"


@dataclass(frozen=True, slots=True)
class Argument:
    """What a word takes. ``kind``: none, choice (one of ``choices``), list (of them), table (``fields``), words."""

    kind: str = "none"
    choices: tuple[str, ...] = ()
    fields: tuple[tuple[str, Argument], ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of the vocabulary. ``looks_at`` are records that words around it must bind, ``binds`` its own."""

    name: str
    answer: Callable[[World, Node], Outcome]
    argument: Argument
    looks_at: frozenset[str]
    binds: str
    reads: tuple[str, ...]
    doc: str


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

    def walk(self) -> Iterable[Node]:
        """This node and all below it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class _Register:
    words: dict[str, Word] = field(default_factory=dict)


_REGISTER = _Register()


def word(
    *, argument: Argument | None = None, looks_at: Iterable[str] = (), binds: str = "", reads: Iterable[str] = ()
) -> Callable[[Callable[[World, Node], Outcome]], Callable[[World, Node], Outcome]]:
    """Register a function as a word. ``reads`` are the facts it may name as missing."""

    def register(answer: Callable[[World, Node], Outcome]) -> Callable[[World, Node], Outcome]:
        name = answer.__name__.rstrip("_")
        _REGISTER.words[name] = Word(
            name, answer, argument or Argument(), frozenset(looks_at), binds, tuple(reads), answer.__doc__ or ""
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
