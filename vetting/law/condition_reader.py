"""Reads the words of a rule into nodes: each known, given what it takes, and inside what it looks at."""

from __future__ import annotations

from vetting.conditions import INCIDENT, Argument, Day, Node, Window, Word, did_you_mean, words
from vetting.conditions.references import RuleReference
from vetting.conditions.tables import Countries, Lines
from vetting.conditions.terms import PROGRAM_SETS
from vetting.law.reader import Reader
from vetting.law.tables import Tables
from vetting.law.yaml_text import Piece

#: Records that one condition may look at together. Each more would multiply the work of judging.
MAX_BOUND = 3


class ConditionReader:
    """Reads words. Each gets a clause name that is its own in the rule, e.g. ``flag_when.direct``."""

    def __init__(self, reader: Reader, tables: Tables, rule_id: str) -> None:
        self._reader = reader
        self._tables = tables
        self._rule_id = rule_id
        self._words = words()
        self._used: dict[str, int] = {}

    def group(self, piece: Piece | None, section: str, *, in_incident: bool = False) -> Node:
        """What stands under ``applies_when``, ``flag_when`` or ``when``: one word, or a list of which all must hold.

        Where it cannot be read, the errors are kept and a node without conditions stands in for it.
        """
        bound = frozenset({INCIDENT}) if in_incident else frozenset()
        if piece is not None and piece.kind == "list":
            clause = self._clause(section, "all")
            return Node(self._words["all"], clause, None, self._children(piece, section, bound), piece.line)
        node = None if piece is None else self._node(piece, section, bound)
        return node or Node(self._words["all"], section)

    def _clause(self, section: str, name: str) -> str:
        clause = f"{section}.{name}"
        count = self._used[clause] = self._used.get(clause, 0) + 1
        return clause if count == 1 else f"{clause}.{count}"

    def _children(self, piece: Piece, section: str, bound: frozenset[str]) -> tuple[Node, ...]:
        items = piece.value if isinstance(piece.value, list) else [piece]
        if not items:
            self._reader.wrong(piece.line, "the list of conditions is empty")
        nodes = (self._node(item, section, bound) for item in items)
        return tuple(node for node in nodes if node is not None)

    def _node(self, piece: Piece, section: str, bound: frozenset[str]) -> Node | None:
        if isinstance(piece.value, str):
            name, argument = piece.value.strip(), None
        elif isinstance(piece.value, dict) and len(piece.value) == 1:
            ((name, argument),) = piece.value.items()
        else:
            self._reader.wrong(piece.line, "a condition is one word, or one word with what it is given")
            return None
        word = self._words.get(name)
        if word is None:
            self._reader.wrong(piece.line, f"unknown word '{name}'{did_you_mean(name, self._words)}")
            return None
        if word.binds in bound or (word.binds and len(bound) == MAX_BOUND):
            most = f"'some_…' words stand at most {MAX_BOUND} deep, each kind of record once"
            self._reader.wrong(piece.line, f"'{name}' stands too deep: {most}")
        if word.argument.kind == "rule" and bound:
            self._reader.wrong(piece.line, f"'{name}' asks about the mission: put it outside of every 'some_…'")
        for need in sorted(word.looks_at - bound):
            self._reader.wrong(piece.line, f"'{name}' looks at one {need}: put it inside a 'some_…' of {need}s")
        clause = self._clause(section, name)
        if word.argument.kind == "words":
            inner = bound | {word.binds} if word.binds else bound
            if argument is None:
                self._reader.wrong(piece.line, f"'{name}' needs the conditions that it holds")
                return None
            return Node(word, clause, None, self._children(argument, section, inner), piece.line)
        return Node(word, clause, self._value(word, argument, piece.line), (), piece.line)

    def _value(self, word: Word, piece: Piece | None, line: int) -> object:
        if word.argument.kind == "none":
            if piece is not None:
                self._reader.wrong(piece.line, f"'{word.name}' takes nothing")
            return None
        if piece is None:
            self._reader.wrong(line, f"'{word.name}' needs a value")
            return None
        return self._argument(word.name, word.argument, piece)

    def _argument(self, name: str, argument: Argument, piece: Piece) -> object:
        if argument.kind == "choice":
            return self._reader.choice(piece, argument.choices)
        if argument.kind == "list":
            return self._listed(argument, piece)
        if argument.kind == "day":
            day = Day.read(self._reader.text(piece))
            if day is None:
                self._reader.wrong(piece.line, f"'{piece.value}' is not a day such as start or end + after_months")
            return day
        if argument.kind == "law_day":
            return self._reader.day(piece)
        if argument.kind == "number":
            return self._number(piece)
        if argument.kind == "lines":
            return Lines(self._rule_id, self._tables.conditions.get(self._rule_id, ()), self._listed(argument, piece))
        if argument.kind == "rule":
            return RuleReference(self._reader.text(piece))
        if argument.kind == "countries":
            return self._countries(piece)
        fields = dict(argument.fields)
        required = [key for key, each in fields.items() if not each.optional]
        table = self._reader.table(piece, fields, required)
        values = {key: self._argument(name, fields[key], value) for key, value in table.items()}
        return self._window(piece, values) if name == "in_window" else values

    def _listed(self, argument: Argument, piece: Piece) -> frozenset[str]:
        found: set[str] = set()
        for item in self._reader.items(piece):
            given = self._reader.text(item)
            if argument.choices and given not in argument.choices:
                self._reader.wrong(item.line, f"unknown value '{given}'{did_you_mean(given, argument.choices)}")
            found.update(PROGRAM_SETS.get(given, (given,)))
        if not found:
            self._reader.wrong(piece.line, "the list is empty")
        return frozenset(found)

    def _number(self, piece: Piece) -> int:
        given = self._reader.text(piece)
        if not given.isdecimal() or len(given) > 6:
            self._reader.wrong(piece.line, f"'{given}' is not a whole number")
            return 0
        return int(given)

    def _countries(self, piece: Piece) -> Countries:
        name = self._reader.text(piece)
        if name not in self._tables.countries:
            hint = did_you_mean(name, self._tables.countries)
            self._reader.wrong(piece.line, f"there is no table of countries '{name}'{hint}")
        return Countries(name, self._tables.countries.get(name, ()))

    def _window(self, piece: Piece, values: dict[str, object]) -> Window:
        if "until" in values and "before" in values:
            self._reader.wrong(piece.line, "a window ends 'until' a day or 'before' it, not both")
        if not values:
            self._reader.wrong(piece.line, "a window needs 'from', 'until' or 'before'")
        first, last = values.get("from"), values.get("until") or values.get("before")
        return Window(
            first if isinstance(first, Day) else None, last if isinstance(last, Day) else None, "until" in values
        )
