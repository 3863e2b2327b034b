"""What an import changed, in numbers and in a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Receipt:
    """One file's import. ``rows`` were read; ``rejected`` of them are problems, the others became or added to records.

    ``new``, ``changed``, ``same`` and ``gone`` count records; ``moved`` of the same ones stand on another line now.
    ``records`` counts what the file holds by noun. ``notes`` are sentences to be seen.
    """

    file: str
    kind: str
    dataset: str
    encoding: str
    sha256: str
    rows: int
    rejected: int
    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    moved: int = 0
    records: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def nothing_changed(self) -> bool:
        """Whether the workspace holds the same records as before."""
        return not (self.new or self.changed or self.gone or self.moved)
