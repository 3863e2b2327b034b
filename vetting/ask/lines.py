"""Where the missions of a draft stand: runs of lines per file, so that thousands fit in a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from vetting.model import Mission


@dataclass(frozen=True, slots=True)
class FileLines:
    """The lines of one file, sorted, as (first, last) of each run without a gap; ``count`` lines in all."""

    file: str
    runs: tuple[tuple[int, int], ...]
    count: int

    def printed(self, most: int) -> tuple[str, int]:
        """``12–15, 40`` of the first ``most`` runs, and how many lines are not in them."""
        shown = self.runs[:most]
        text = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in shown)
        return text, self.count - sum(last - first + 1 for first, last in shown)


def lines_of(missions: Iterable[Mission]) -> tuple[FileLines, ...]:
    """The lines of the missions by file, files sorted by name; a line that holds two missions counts once."""
    by_file: defaultdict[str, set[int]] = defaultdict(set)
    for mission in missions:
        by_file[mission.source.file].add(mission.source.line)
    return tuple(FileLines(file, _runs(sorted(by_file[file])), len(by_file[file])) for file in sorted(by_file))


def _runs(lines: list[int]) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    for line in lines:
        if runs and runs[-1][1] == line - 1:
            runs[-1] = (runs[-1][0], line)
        else:
            runs.append((line, line))
    return tuple(runs)
