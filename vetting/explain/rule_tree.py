"""A rule's tree for one mission: each clause's answer, the facts it read with their values, and their source lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from vetting import law
from vetting.explain.page import Page, Section
from vetting.explain.voice import Voice
from vetting.law.tracing import Stretch, Trace, facts_read, trace
from vetting.law.wording import sentence
from vetting.model import SourceRef
from vetting.period import Truth

#: Of the values, records and sentences of one clause so many are shown; the rest is counted.
_SHOWN = 12
_VALUE = 300
_MISSION = "mission:{mission}"

#: From a reference such as ``incident:HN-01`` to where the record stands; None where it has no line of its own.
Where = Callable[[str], SourceRef | None]


def explain_rule(
    rule: law.Rule, facts: Mapping[str, Any], parameters: Mapping[str, int | float], ident: str, where: Where, lang: str
) -> Page:
    """The page on one rule and the facts of one mission (``ident``). ``where`` finds the source line of a record."""
    voice = Voice(lang)
    (answer,) = law.judge(facts, (rule,), parameters)
    head = Section(voice.say("tree_result", result=voice.word("result", answer.result)))
    head.say(voice.say(f"means_{answer.result}"))
    source = where(_MISSION)
    if source is not None:
        head.say(voice.say("source", source=voice.source(source)))
    if answer.missing:
        head.say(voice.say("missing", facts="; ".join(voice.fact(path) for path in answer.missing)))
    stretches = trace(rule, facts, parameters)
    sections = [_section(voice, stretch, facts, where) for stretch in stretches]
    title = voice.say("tree", rule=rule.id, id=ident, title=getattr(rule.title, lang))
    found: dict[str, Any] = {
        "rule_id": rule.id,
        "result": answer.result,
        "missing": list(answer.missing),
        "stretches": [_object(stretch, facts, where) for stretch in stretches],
    }
    return Page("rule", f"{ident}:{rule.id}", title, (head, *sections), voice.standard_line, found)


def _section(voice: Voice, stretch: Stretch, facts: Mapping[str, Any], where: Where) -> Section:
    state = {Truth.NO: "_no", Truth.UNKNOWN: "_unknown", Truth.YES: ""}[stretch.in_force]
    key = f"tree_version{state}" if stretch.version else "tree_any_date"
    section = Section(voice.say(key, version=stretch.version))
    if stretch.days is not None and not stretch.days.is_day:
        section.say(voice.say("tree_days", days=voice.when(stretch.days)))
    heading = ""
    for one in stretch.traces:
        if one.section != heading:
            heading = one.section
            kind, _, name = heading.partition(".")
            section.say(voice.say(f"tree_{kind}", name=name))
        _clause(voice, one, facts, where, section)
    return section


def _clause(voice: Voice, one: Trace, facts: Mapping[str, Any], where: Where, section: Section) -> None:
    depth = one.depth + 1
    answer = one.answer
    said = voice.say("tree_not_asked") if answer is None else voice.word("truth", answer.value)
    text = sentence(one.node, voice.lang)
    section.say(voice.say("tree_clause", answer=said, text=text, word=one.node.word.name), depth)
    for line in _cut(voice, one.said(voice.lang)):
        section.say(line, depth + 1)
    for path, value in facts_read(one.node, facts):
        source = where(_MISSION) if path.startswith("mission.") else None
        key = "tree_no_fact" if _is_missing(value) else "tree_fact_at" if source else "tree_fact"
        at = voice.source(source) if source else ""
        section.say(voice.say(key, path=path, value=_printed(value), source=at), depth + 1)
    for ref in _cut(voice, one.refs):
        source = where(ref)
        if source is not None:
            section.say(voice.say("tree_ref", ref=ref, source=voice.source(source)), depth + 1)
    if one.missing:
        section.say(voice.say("tree_missing", paths=", ".join(one.missing)), depth + 1)


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, list) and bool(value) and all(_is_missing(each) for each in value))


def _printed(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _VALUE else f"{text[: _VALUE - 1]}…"


def _cut(voice: Voice, lines: Sequence[str]) -> Iterable[str]:
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield voice.say("more", n=voice.number(len(lines) - _SHOWN))


def _object(stretch: Stretch, facts: Mapping[str, Any], where: Where) -> dict[str, Any]:
    return {
        "version": stretch.version,
        "in_force": stretch.in_force.value,
        "days": None if stretch.days is None else str(stretch.days),
        "clauses": [_clause_object(one, facts, where) for one in stretch.traces],
    }


def _clause_object(one: Trace, facts: Mapping[str, Any], where: Where) -> dict[str, Any]:
    sources = {ref: where(ref) for ref in one.refs}
    return {
        "section": one.section,
        "clause": one.node.clause,
        "depth": one.depth,
        "word": one.node.word.name,
        "text_en": sentence(one.node, "en"),
        "text_es": sentence(one.node, "es"),
        "answer": None if one.answer is None else one.answer.value,
        "reasons_en": list(one.said("en")),
        "reasons_es": list(one.said("es")),
        "facts": dict(facts_read(one.node, facts)),
        "missing": list(one.missing),
        "refs": [
            {"ref": ref, "file": source.file if source else None, "line": source.line if source else None}
            for ref, source in sources.items()
        ],
    }
