"""``vetting registry merge|split|rename|alias|parent|end|confirm|undo|edits``: an analyst's word on its units."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from vetting.cli.registry import rebuild, registry
from vetting.errors import UsageError

_WORKSPACE = click.option(
    "-w", "--workspace", type=click.Path(path_type=Path), default=Path("."), help="The workspace's folder."
)


def _reasoned(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every edit has."""
    for option in (
        click.option("--date", "day", metavar="DATE", help="Day of the edit, as 2016-12-31; else today."),
        click.option("--source", default="", metavar="URL", help="What the edit rests on."),
        click.option("--reason", required=True, help="Why, in a sentence; it is kept with the edit."),
        _WORKSPACE,
    ):
        command = option(command)
    return command


def _edit(kind: str, unit: str, value: str, names: tuple[str, ...], **given: Any) -> None:
    from vetting.registry.edits import Edit, checked
    from vetting.store import Store

    with Store.open(given["workspace"]) as store:
        dataset = store.dataset()
        units = dataset.units
        if kind == "confirm" and value not in {i.id for i in dataset.incidents}:
            raise UsageError(f"there is no incident '{value}'", hint="vetting explain finds the nearest id.")
        country = next((u.country for u in units if u.id == unit), "")
        number = len(store.registry_edits()) + 1
        day, reason, source = edit_day(given["day"]), given["reason"], given["source"]
        if kind == "rename":
            names = tuple(u.name for u in units if u.id == unit)
        edit = checked(Edit(number, day, kind, country, unit, value, names, reason, source), units)
        store.add_registry_edits([edit])
        rebuild(store, (country,))
    click.echo(f"edit {number}: {kind} {unit} {value}".rstrip(), err=True)


def edit_day(given: str | None) -> str:
    """The day that an edit bears: the one given, else today."""
    if given is None:
        return date.today().isoformat()
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise UsageError(f"'{given}' is not a day", where="--date", hint="write it as 2016-12-31") from None


@registry.command()
@click.argument("unit")
@click.argument("into")
@_reasoned
def merge(unit: str, into: str, **given: Any) -> None:
    """Take UNIT for the same as INTO, which keeps its id and gets UNIT's names.

    \b
    Example:
      vetting registry merge prov-ecu-bs-19 prov-ecu-19-jungle-brigade --reason "same garrison" -w case
    """
    _edit("merge", unit, into, (), **given)


@registry.command()
@click.argument("unit")
@click.option("--name", required=True, help="What the new unit is called.")
@click.option("--form", "forms", multiple=True, required=True, help="A printed form that is the new unit's; repeat it.")
@_reasoned
def split(unit: str, name: str, forms: tuple[str, ...], **given: Any) -> None:
    """Take some printed forms of UNIT for another unit.

    \b
    Example:
      vetting registry split prov-kor-1-division --name "1st Marine Division" --form "1 MAR DIV" --reason "..." -w case
    """
    _edit("split", unit, name, forms, **given)


@registry.command()
@click.argument("unit")
@click.argument("name")
@_reasoned
def rename(unit: str, name: str, **given: Any) -> None:
    """Give UNIT another NAME; the old one stays as an alias.

    \b
    Example:
      vetting registry rename prov-ecu-19-jungle-brigade "Brigada de Selva 19" --reason "its own name" -w case
    """
    _edit("rename", unit, name, (), **given)


@registry.command()
@click.argument("unit")
@click.argument("name")
@_reasoned
def alias(unit: str, name: str, **given: Any) -> None:
    """Say that UNIT is also called NAME.

    \b
    Example:
      vetting registry alias prov-ecu-19-jungle-brigade "Brigada Napo" --reason "in an annual report" -w case
    """
    _edit("alias", unit, name, (), **given)


@registry.command()
@click.argument("unit")
@click.argument("superior")
@_reasoned
def parent(unit: str, superior: str, **given: Any) -> None:
    """Say that UNIT stands under SUPERIOR, on days that are not known.

    \b
    Example:
      vetting registry parent prov-ecu-19-jungle-brigade prov-ecu-4-division --reason "an order of battle" -w case
    """
    _edit("parent", unit, superior, (), **given)


@registry.command()
@click.argument("unit")
@click.argument("when")
@_reasoned
def end(unit: str, when: str, **given: Any) -> None:
    """Say that UNIT ceased to exist on the day, month or year WHEN.

    \b
    Example:
      vetting registry end prov-ecu-19-jungle-brigade 2015-06 --reason "merged by decree" -w case
    """
    _edit("end", unit, when, (), **given)


@registry.command()
@click.argument("unit")
@click.argument("incident")
@_reasoned
def confirm(unit: str, incident: str, **given: Any) -> None:
    """Say that INCIDENT names UNIT: without that, its link to a provisional unit stays a candidate.

    It counts where a run finds such a link, from the next run on. It says whom a source names, not what the unit did.

    \b
    Example:
      vetting registry confirm prov-ecu-19-jungle-brigade EC-01 --reason "the source gives garrison and number" -w case
    """
    _edit("confirm", unit, incident, (), **given)


@registry.command()
@click.argument("number", type=int)
@click.option("--reason", required=True, help="Why the edit no longer counts.")
@_WORKSPACE
def undo(number: int, reason: str, workspace: Path) -> None:
    """Let edit NUMBER count for nothing; it stays on record.

    \b
    Example:
      vetting registry undo 3 --reason "the source meant another unit" -w case
    """
    from vetting.store import Store

    with Store.open(workspace) as store:
        edit = next((e for e in store.registry_edits() if e.number == number), None)
        if edit is None or edit.undone:
            raise UsageError(f"there is no edit {number} that counts", hint="See: vetting registry edits")
        store.undo_registry_edit(number, reason)
        rebuild(store, (edit.country,))
    click.echo(f"edit {number} undone", err=True)


@registry.command()
@_WORKSPACE
@click.option("--json", "as_json", is_flag=True, help="Write JSON to stdout.")
def edits(workspace: Path, as_json: bool) -> None:
    """List every edit with its day, reason and source, and the registered unit that its unit links to by now.

    \b
    Examples:
      vetting registry edits -w case
      vetting registry edits -w case --json
    """
    from vetting.store import Store

    with Store.open(workspace) as store:
        found = store.registry_edits()
        registered = {g.unit_id: g.registered for g in store.registry_groups() if g.registered}
    if as_json:
        told = [{**asdict(e), "registered": registered.get(e.unit_id, "")} for e in found]
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for e in found:
        state = f" (undone: {e.undone})" if e.undone else ""
        if e.unit_id in registered:
            state += f" (now linked to {registered[e.unit_id]})"
        click.echo(f"{e.number}\t{e.day}\t{e.kind}\t{e.unit_id}\t{e.value}\t{e.reason}\t{e.source}{state}")
