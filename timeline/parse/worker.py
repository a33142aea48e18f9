"""Worker processes with limits: a hostile page costs one failure, never the run.

Parsers written in C can hang, crash or take all memory on pages made for it, and no exception
handler helps against that. So pages are read in child processes that may be killed.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from timeline.errors import ParseError

Task = TypeVar("Task")
Result = TypeVar("Result")

TASK_SECONDS = 10.0
MEMORY_BYTES = 1_000_000_000
_AHEAD = 4


class WorkerPool:
    """Runs a function over tasks in child processes, within limits.

    The processes come from a fork server, since forking a process that has threads (those that
    fetch) may dead-lock; they start with the modules of `preload` imported once.

    Args:
        processes: how many; None for one a core.
        task_seconds: wall time after which a task's process is killed.
        memory_bytes: address space of a process (RLIMIT_AS).
        preload: modules that the function needs.
    """

    def __init__(
        self,
        processes: int | None = None,
        *,
        task_seconds: float = TASK_SECONDS,
        memory_bytes: int = MEMORY_BYTES,
        preload: Sequence[str] = (),
    ) -> None:
        self.processes = processes or len(os.sched_getaffinity(0))
        self._seconds = task_seconds
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(preload))
        self._pool = ProcessPool(
            max_workers=self.processes,
            initializer=_limit,
            initargs=[memory_bytes],
            context=context,
        )

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def map(
        self, function: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Result | ParseError]]:
        """Apply a function to tasks, a few ahead, and yield the outcomes as they come.

        Args:
            function: importable by its name; what it takes and returns must be picklable.
            tasks: iterated in the calling thread, only as fast as the outcomes are taken.

        Yields:
            Every task once, with what the function returned, or a ParseError: its own, or one
            with the reason `timeout`, `memory`, `crashed` or `error`.
        """
        waiting: dict[Future[Result], Task] = {}
        for task in tasks:
            waiting[self._pool.schedule(function, args=[task], timeout=self._seconds)] = task
            if len(waiting) >= self.processes * _AHEAD:
                yield from _finished(waiting)
        while waiting:
            yield from _finished(waiting)


def _finished(
    waiting: dict[Future[Result], Task],
) -> Iterator[tuple[Task, Result | ParseError]]:
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        task = waiting.pop(future)
        error = future.exception()
        yield task, future.result() if error is None else _parse_error(error)


def _parse_error(error: BaseException) -> ParseError:
    if isinstance(error, ParseError):
        return error
    if isinstance(error, TimeoutError):
        return ParseError("reading it took too long", reason="timeout")
    if isinstance(error, MemoryError):
        return ParseError("reading it took too much memory", reason="memory")
    if isinstance(error, ProcessExpired):
        return ParseError(f"the reader crashed (exit code {error.exitcode})", reason="crashed")
    return ParseError(f"{type(error).__name__}: {error}", reason="error")


def _limit(memory_bytes: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, hard))
