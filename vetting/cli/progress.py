"""Progress on stderr for work over a second: a line that is rewritten on a terminal, one line a stage elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType


class StageProgress:
    """Called with (stage, done, total); silent for the first second, then at most five times a second."""

    def __init__(self) -> None:
        self._began = self._shown = time.monotonic()
        self._terminal = sys.stderr.isatty()
        self._stage = ""
        self._written = False

    def __enter__(self) -> StageProgress:
        return self

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._began < 1:
            return
        if self._terminal:
            if stage != self._stage or done >= total or now - self._shown > 0.2:
                share = f"{done:,} of {total:,}" if total > 1 else ""
                sys.stderr.write(f"\r\x1b[K{stage} {share}")
                sys.stderr.flush()
                self._shown, self._written = now, True
        elif stage != self._stage:
            sys.stderr.write(f"{stage} ...\n")
        self._stage = stage

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._written:
            sys.stderr.write("\r\x1b[K")
