"""The search for reference cycles, off while very many records are made: they hold none, and looking takes long."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collection(*, keep: bool = False) -> Iterator[None]:
    """No garbage collection meanwhile; counting references frees what is made here.

    ``keep`` says that what was made stays for long: it is not looked through afterwards either, which would cost half a
    second each time for a quarter of a million records.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if keep:
                gc.freeze()
            gc.enable()
