"""The command line: thin commands, each imported only when it is called; every VettingError is caught here, once."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from vetting import __version__
from vetting.errors import VettingError

#: command → (module, attribute, one line of help); the help is here so that `vetting --help` imports no command.
_COMMANDS = {
    "demo": ("vetting.cli.demo", "demo"),
    "init": ("vetting.cli.workspace", "init"),
    "import": ("vetting.cli.workspace", "import_"),
    "declare": ("vetting.cli.workspace", "declare"),
    "run": ("vetting.cli.run", "run"),
    "report": ("vetting.cli.report", "report"),
    "explain": ("vetting.cli.explain", "explain"),
    "ask": ("vetting.cli.ask", "ask"),
    "match": ("vetting.cli.match", "match"),
    "registry": ("vetting.cli.registry_group", "registry"),
    "rules": ("vetting.cli.rules", "rules"),
    "verify": ("vetting.cli.report", "verify"),
}


_UNUSABLE_FILE = 3


class _Commands(click.Group):
    """A group that lists its commands in the order in which a new user meets them, and imports them late."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def main(self, *args: Any, **kwargs: Any) -> Any:
        if os.environ.get("NO_COLOR"):
            kwargs.setdefault("color", False)
        try:
            return super().main(*args, **kwargs)
        except VettingError as error:
            click.echo(f"vetting: {_seen(str(error))}", err=True)
            sys.exit(error.exit_code)
        except OSError as error:  # a disk that is full, a folder that may not be written to
            named = f"{_seen(str(error.filename))}: " if error.filename else ""
            click.echo(f"vetting: {named}{error.strerror or error}", err=True)
            sys.exit(_UNUSABLE_FILE)


def _seen(text: str) -> str:
    """The text with every character that cannot be seen as its number: an error may quote a hostile file."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    from vetting.law.yaml_text import hidden

    return "".join(f"[{hidden(each)}]" if each != "\n" and hidden(each) else each for each in text)


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="vetting")
def main() -> None:
    """Cross-reference assistance to security forces with reported abuses: leads, with their evidence.

    \b
    A first look:        vetting demo
    On your own files:   vetting init case
                         vetting import auto FILE... -w case
                         vetting run -w case
                         vetting report html -w case -o summary.html

    The tool gives leads for review. It never says that the law was broken, that a unit committed an act, or that
    a unit may be assisted.
    """
