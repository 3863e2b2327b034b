"""``vetting rules list``: all rules, or those that could apply on a day, in a country, for a program."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from vetting import countries, law
from vetting.cli.rules.options import columns, folder_option, language_option, width_option
from vetting.conditions import Words, did_you_mean
from vetting.conditions.terms import PROGRAMS
from vetting.errors import UsageError
from vetting.law.reach import Reach, reach

_SAID = {
    "not_verified": Words("not verified", "sin verificar"),
    "part_verified": Words("not all verified", "no todo verificado"),
    "out": Words("does not apply", "no se aplica"),
    "from": Words("from {first}", "desde {first}"),
    "to": Words("to {last}", "hasta {last}"),
    "counted": Words(
        "{n} of {all} rules could apply; the others are out: --all says why",
        "{n} de {all} reglas podrían aplicarse; las demás quedan fuera: --all dice por qué",
    ),
}


@click.command("list")
@click.option("--as-of", "as_of", metavar="DATE", default="", help="For a mission that began on this day.")
@click.option("--country", default="", metavar="ISO3|NAME", help="For a mission in this country.")
@click.option("--programme", "--program", "program", default="", metavar="CODE", help="For money of this program.")
@click.option("--all", "with_others", is_flag=True, help="Also those that do not apply, with why.")
@folder_option
@language_option
@width_option
@click.option("--json", "as_json", is_flag=True, help="One JSON array instead of lines.")
def list_(
    as_of: str,
    country: str,
    program: str,
    with_others: bool,
    folder: Path | None,
    lang: str,
    width: int | None,
    as_json: bool,
) -> None:
    """List the rules: id, severity, status, version in force, title.

    With a day, a country or a program, only those that could apply to such a mission when nothing else is known of it:
    a rule drops out only where these facts settle that it does not apply. What is not verified is marked.

    \b
    Examples:
      vetting rules list --json
      vetting rules list --as-of 2012-05-30 --country Honduras --programme S1004
      vetting rules list --program IMET --all --lang es
    """
    folder = folder or law.shipped_rules()
    rules, parameters = law.load_rules(folder), law.load_parameters(folder)
    day, code = _day(as_of), _country(country)
    found = list(reach(rules, parameters, day=day, country=code, program=_program(program)))
    narrowed = bool(day or code or program)
    shown = [one for one in found if one.could_apply or with_others]
    if as_json:
        click.echo(json.dumps([_object(one, narrowed=narrowed) for one in shown], ensure_ascii=False, indent=1))
        return
    for line in _lines(shown, lang, columns(width)):
        click.echo(line)
    if len(shown) < len(found):
        counts = {"n": len(shown), "all": len(found)}
        click.echo(getattr(_SAID["counted"], lang).format(**counts), err=True)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"'{text}' is not a day", where="--as-of", hint="Write it as 2012-05-30.") from None


def _country(text: str) -> str:
    code = countries.code(text) if text else ""
    if text and not code:
        raise UsageError(f"'{text}' is no country", where="--country", hint="Give its ISO 3166-1 code or its name.")
    return code


def _program(text: str) -> str:
    code = text.upper()
    if text and code not in PROGRAMS:
        hint = f"The programs are {', '.join(PROGRAMS)}."
        raise UsageError(f"there is no program '{text}'{did_you_mean(code, PROGRAMS)}", where="--programme", hint=hint)
    return code


def verified(rule: law.Rule) -> bool:
    """Whether every text and every day that the rule rests on was read in a source."""
    return all(citation.verified and citation.bounds_verified for citation in rule.authority)


def _mark(rule: law.Rule, lang: str) -> str:
    if verified(rule):
        return ""
    read = any(citation.verified for citation in rule.authority)
    return f"  [{getattr(_SAID['part_verified' if read else 'not_verified'], lang)}]"


def _lines(shown: Sequence[Reach], lang: str, width: int) -> Iterator[str]:
    from vetting.report.language import language
    from vetting.report.rule_text import said

    spoken = language(lang)
    longest = max((len(one.rule.id) for one in shown), default=0)
    words = [(said(one.rule.severity, spoken), said(one.rule.status, spoken)) for one in shown]
    severe, standing = (max(map(len, column), default=0) for column in zip(*words, strict=True)) if words else (0, 0)
    for one, (severity, status) in zip(shown, words, strict=True):
        rule = one.rule
        mark = _mark(rule, lang)
        version = _version(one, lang)
        title = getattr(rule.title, lang)
        known = f"{rule.id:<{longest}}  {severity:<{severe}}  {status:<{standing}}"
        yield f"{known}  {f'{version}  ' if version else ''}{title}{mark}"
        why = " ".join(dict.fromkeys(getattr(each, lang) for each in one.why))
        out = "" if one.could_apply else f"{getattr(_SAID['out'], lang)}: "
        if why or out:
            yield from textwrap.wrap(f"{out}{why}", max(width, 40), initial_indent="    ", subsequent_indent="    ")


def _version(one: Reach, lang: str) -> str:
    if one.version is None:
        return ""
    first = getattr(_SAID["from"], lang).format(first=one.version.first) if one.version.first else ""
    last = getattr(_SAID["to"], lang).format(last=one.version.last) if one.version.last else ""
    return f"{one.version.name} ({' '.join(part for part in (first, last) if part)})"


def _object(one: Reach, *, narrowed: bool) -> dict[str, Any]:
    rule = one.rule
    found: dict[str, Any] = {
        "id": rule.id,
        "severity": rule.severity,
        "status": rule.status,
        "verified": verified(rule),
        "title_en": rule.title.en,
        "title_es": rule.title.es,
        "versions": [_bounds(each) for each in rule.versions],
        "sha256": rule.sha256,
    }
    if narrowed:
        found |= {
            "could_apply": one.could_apply,
            "version": None if one.version is None else one.version.name,
            "why_en": [each.en for each in one.why],
            "why_es": [each.es for each in one.why],
        }
    return found


def _bounds(version: Any) -> dict[str, str | None]:
    return {"version": version.name, "from": _iso(version.first), "to": _iso(version.last)}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
