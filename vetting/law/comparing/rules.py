"""One rule on both sides: its fields, versions, authorities, exceptions, conditions and texts."""

from __future__ import annotations

from collections.abc import Iterator

from vetting.conditions import Words
from vetting.law.comparing.clauses import conditions
from vetting.law.comparing.differences import FIELDS, NONE, Change, Values, change, matched
from vetting.law.rule import Exemption, Rule, Version
from vetting.model import Citation

_OPEN = Words("open", "abierto")
_YES_NO = (Words("no", "no"), Words("yes", "sí"))


def one_rule(old: Rule, new: Rule) -> Iterator[Change]:
    """Everything that differs in a rule, its cases left out."""
    for name in ("severity", "status", "tested_on", "before_first", "after_last"):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield change(new.id, "field_changed", {"field": FIELDS[name], "old": was, "new": now})
    yield from _versions(old, new)
    yield from _authority(old, new)
    yield from _exceptions(old, new)
    yield from conditions(old, new)
    yield from _texts(old, new)


def _texts(old: Rule, new: Rule) -> Iterator[Change]:
    for name in ("title", "message", "limits", "cleared_by"):
        was, now = getattr(old, name), getattr(new, name)
        for language, code in (("English", "en"), ("Spanish", "es")):
            if getattr(was, code) != getattr(now, code):
                field = Words(f"{FIELDS[name].en} ({language})", f"{FIELDS[name].es} ({code})")
                values = {"field": field, "old": getattr(was, code), "new": getattr(now, code)}
                yield change(new.id, "text_changed", values)


def _versions(old: Rule, new: Rule) -> Iterator[Change]:
    def say(name: str, version: Version) -> Values:
        return {"name": name, "days": f"{version.first or '…'} – {version.last or '…'}"}

    def differ(name: str, was: Version, now: Version) -> Iterator[Change]:
        for end in ("first", "last"):
            one, other = getattr(was, end), getattr(now, end)
            if one != other:
                days = {"old": str(one) if one else _OPEN, "new": str(other) if other else _OPEN}
                yield change(new.id, "bound_moved", {"name": name, "end": FIELDS[end], **days})

    before, after = ({each.name: each for each in rule.versions} for rule in (old, new))
    yield from matched(new.id, "version", (before, after), say, differ)


def _authority(old: Rule, new: Rule) -> Iterator[Change]:
    def say(key: tuple[str, str], _: Citation) -> Values:
        named = f"{key[0]} [{key[1]}]" if key[1] else key[0]
        return {"old": named, "new": named}

    def differ(_: tuple[str, str], was: Citation, now: Citation) -> Iterator[Change]:
        if was.verified != now.verified:
            yield change(new.id, "verified" if now.verified else "unverified", {"cite": was.cite})
        if was.bounds_verified != now.bounds_verified:
            days = _YES_NO[was.bounds_verified], _YES_NO[now.bounds_verified]
            yield _cited(new.id, was, "days_verified", *days)
        for name in ("text", "url", "read_on"):
            one, other = getattr(was, name), getattr(now, name)
            if one != other:
                yield _cited(new.id, was, name, one or NONE, other or NONE)

    before, after = ({(each.cite, each.version): each for each in rule.authority} for rule in (old, new))
    yield from matched(new.id, "citation", (before, after), say, differ)


def _cited(rule_id: str, citation: Citation, field: str, old: str | Words, new: str | Words) -> Change:
    values: Values = {"cite": citation.cite, "field": FIELDS[field], "old": old, "new": new}
    return change(rule_id, "citation_changed", values)


def _exceptions(old: Rule, new: Rule) -> Iterator[Change]:
    def say(name: str, exception: Exemption) -> Values:
        return {"name": name, "cite": exception.cite}

    def differ(name: str, was: Exemption, now: Exemption) -> Iterator[Change]:
        field = Words(f"{FIELDS['cite'].en} ({name})", f"{FIELDS['cite'].es} ({name})")
        if was.cite != now.cite:
            yield change(new.id, "field_changed", {"field": field, "old": was.cite, "new": now.cite})
        if was.verified != now.verified:
            yield change(new.id, "verified" if now.verified else "unverified", {"cite": now.cite})

    before, after = ({each.id: each for each in rule.unless} for rule in (old, new))
    yield from matched(new.id, "exception", (before, after), say, differ)
