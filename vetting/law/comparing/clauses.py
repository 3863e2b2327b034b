"""Conditions of a rule that were added, dropped or changed, each as its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from vetting.conditions import Words
from vetting.law.comparing.differences import Change, Values, change
from vetting.law.rule import Rule
from vetting.law.wording import Clause, clauses

_SECTIONS = {
    "applies_when": Words("applies when", "se aplica cuando"),
    "flag_when": Words("flags when", "señala cuando"),
    "unless": Words("unless {name}", "salvo {name}"),
}


def conditions(old: Rule, new: Rule) -> Iterator[Change]:
    """Conditions added, dropped and changed, section by section, each as its sentence."""
    before, after = (_by_section(rule) for rule in (old, new))
    for section in dict.fromkeys((*before, *after)):
        was, now = before.get(section, []), after.get(section, [])
        kinds = SequenceMatcher(None, [_key(each) for each in was], [_key(each) for each in now], autojunk=False)
        for tag, i1, i2, j1, j2 in kinds.get_opcodes():
            if tag != "equal":
                yield from _changed(new.id, section, was[i1:i2], now[j1:j2])


_Pair = tuple[Clause, Clause]


def _by_section(rule: Rule) -> dict[str, list[_Pair]]:
    found: dict[str, list[_Pair]] = {}
    for english, spanish in zip(clauses(rule, "en"), clauses(rule, "es"), strict=True):
        found.setdefault(english.section, []).append((english, spanish))
    return found


def _key(pair: _Pair) -> tuple[int, str]:
    return pair[0].depth, pair[0].text


def _changed(rule_id: str, section: str, was: Sequence[_Pair], now: Sequence[_Pair]) -> Iterator[Change]:
    """A condition whose word stands at the same depth on both sides changed; the others were dropped or added."""
    kind, _, name = section.partition(".")
    said = Words(*(text.format(name=name) for text in _SECTIONS[kind]))
    left = list(now)
    for pair in was:
        clause = pair[0]
        same = next(
            (o for o in left if (o[0].depth, o[0].node.word.name) == (clause.depth, clause.node.word.name)), None
        )
        if same is None:
            yield change(rule_id, "clause_dropped", {"section": said, "old": _text(pair)})
        else:
            left.remove(same)
            values: Values = {"section": said, "old": _text(pair), "new": _text(same)}
            yield change(rule_id, "clause_changed", values)
    for pair in left:
        yield change(rule_id, "clause_added", {"section": said, "new": _text(pair)})


def _text(pair: _Pair) -> Words:
    return Words(pair[0].text, pair[1].text)
