"""Every error a person is meant to read: one root, one child per person who must act."""

from __future__ import annotations


class VettingError(Exception):
    """A stop, told in one sentence, with where it happened and what to do about it.

    ``where`` is ``file:line``, a file or an option; ``hint`` is the next step. Either may be empty.
    ``exit_code`` is what the command line returns (README, "Exit codes").
    """

    exit_code = 1

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        return f"{text}\n  {self.hint}" if self.hint else text


class UsageError(VettingError):
    """The call itself is wrong: the person at the keyboard changes the command."""

    exit_code = 2


class InputError(VettingError):
    """A file cannot be read as what it is said to be: the person who holds the file acts."""

    exit_code = 3


class StoreError(VettingError):
    """The workspace cannot be used: missing, made by a newer version, damaged or locked."""

    exit_code = 3


class RuleError(VettingError):
    """Rule files fail lint or their own cases: the author of the rule acts. Holds all errors of all files."""

    exit_code = 4

    def __init__(self, message: str, *, where: str = "", hint: str = "", findings: tuple[str, ...] = ()) -> None:
        super().__init__(message, where=where, hint=hint)
        self.findings = findings

    def __str__(self) -> str:
        return "\n".join((super().__str__(), *self.findings))


class NothingCheckedError(VettingError):
    """A run over no mission, no incident or no rule would look like silence: it is refused instead."""

    exit_code = 5


class VerifyError(VettingError):
    """An output no longer is what its manifest says."""

    exit_code = 6
