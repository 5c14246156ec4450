"""Processes that work side by side, or this one alone: the same calls either way.

"spawn" is the one way of starting that all systems share and that no thread of a library can trip over. What goes to a worker
and what comes back must be picklable.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, TypeVar

from sayso.errors import StopRun

A = TypeVar("A")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Task(Generic[T]):
    """Something that a crew was asked to do."""

    _wait: Callable[[], T]

    def result(self) -> T:
        """What came of it, as soon as it is done.

        Raises:
            StopRun: the worker that was at it died.
        """
        try:
            return self._wait()
        except BrokenProcessPool as exc:
            raise StopRun("a worker process ended unexpectedly.", hint="Try fewer workers: memory may have run out.") from exc


class Crew(AbstractContextManager["Crew"]):
    """`workers` processes, started as they are needed; one worker is this process, which does a task when asked for its result.

    Ask for each result once. Leaving the context by an error ends the workers, whatever they are at.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._others = multiprocessing.active_children()
        self._pool = (
            ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_start_worker)
            if workers > 1
            else None
        )

    def start(self, work: Callable[[A], T], item: A) -> Task[T]:
        """Have `work(item)` done."""
        if self._pool is None:
            return Task(lambda: work(item))
        try:
            future: Future[T] = self._pool.submit(work, item)
        except BrokenProcessPool as exc:
            raise StopRun("a worker process ended unexpectedly.", hint="Try fewer workers: memory may have run out.") from exc
        return Task(future.result)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None, /
    ) -> None:
        if self._pool is None:
            return
        self._pool.shutdown(wait=False, cancel_futures=True)
        # The end of this process would wait for a worker that is in the middle of a long article.
        for worker in multiprocessing.active_children() if kind is not None else ():
            if worker not in self._others:
                worker.terminate()


def _start_worker() -> None:
    # Ctrl-C reaches the whole process group; only the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the parent has: one that was killed can tell nobody, and its workers would wait for more to do for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
