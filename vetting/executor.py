"""Runs independent tasks, on several processes where that repays their start; one function, easy to replace."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: What forked workers work on: they inherit it, so nothing is sent to them but positions.
_inherited: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


def run(work: Callable[[T], R], tasks: Sequence[T], processes: int) -> Iterator[tuple[int, R]]:
    """(position, ``work(task)``) of every task, as they are done; at most ``processes`` at once, begun in order.

    Results must be picklable. In one process they come in order, and so they do where processes cannot be forked.
    """
    if processes > 1 and len(tasks) > 1 and can_fork():
        yield from _forked(work, tasks, min(processes, len(tasks)))
    else:
        yield from ((at, work(task)) for at, task in enumerate(tasks))


def can_fork() -> bool:
    """Whether forking is safe: on Linux, in a program without other threads (a fork copies the locks they hold)."""
    return sys.platform == "linux" and threading.active_count() == 1 and not multiprocessing.current_process().daemon


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _forked(work: Callable[[T], R], tasks: Sequence[T], processes: int) -> Iterator[tuple[int, R]]:
    global _inherited
    _inherited = (work, tasks)
    try:
        with warnings.catch_warnings():
            # Later Pythons warn of any thread; the linear algebra's idle ones are made for forking.
            warnings.simplefilter("ignore", DeprecationWarning)
            gc.freeze()  # what is inherited is not searched for cycles, or every page of it would be copied
            pool = multiprocessing.get_context("fork").Pool(processes)
            gc.unfreeze()
        with pool:
            yield from pool.imap_unordered(_one, range(len(tasks)))
            pool.close()
            pool.join()
    finally:
        _inherited = None


def _one(at: int) -> tuple[int, Any]:
    assert _inherited is not None
    work, tasks = _inherited
    return at, work(tasks[at])
