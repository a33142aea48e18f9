"""Parsing in child processes, so that a hostile page costs one failure and never the run.

A page that hangs libxml2, eats memory or crashes an extension takes down a process of its own;
pebble replaces it (the standard library's pool would be broken). Children are forked from a server
process that has imported the parser once and has no threads, so that a replacement costs
milliseconds.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from timeline.errors import ParseError
from timeline.parse.html import MAX_BYTES

P = ParamSpec("P")
T = TypeVar("T")
Task = TypeVar("Task")

CPU_SECONDS = 8
"""Seconds of processor time that one document may take; the slowest honest page took 1.4."""
TIMEOUT = 20.0
"""Seconds of wall time, for what hangs without working; a busy machine must not fail a page."""
MEMORY = 220_000_000
"""Bytes of data (RLIMIT_DATA) that one process may hold."""
_MAX_TASKS = 2_000
_PRELOADED = ("timeline.parse", "timeline.parse.sitemap", "timeline.parse.discover")
_AHEAD = 4


class ParserPool:
    """Runs functions of `timeline.parse` in child processes with limits.

    All methods may be called from many threads at once; each call waits for its own result.

        with ParserPool(workers=2) as pool:
            article = pool.run(parse_article, body, url, content_type)
    """

    def __init__(
        self,
        workers: int | None = 1,
        *,
        timeout: float = TIMEOUT,
        memory: int | None = MEMORY,
        preload: Sequence[str] = _PRELOADED,
    ) -> None:
        """Prepare the pool; processes start with the first call.

        Args:
            workers: processes; None for one a core.
            timeout: seconds of wall time for one call, from when a process takes it up.
            memory: bytes of data for one process; None for no limit.
            preload: modules that the functions need, imported once.
        """
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(preload))
        self._workers = workers or len(os.sched_getaffinity(0))
        self._timeout = timeout
        self._memory = memory
        self._pool = ProcessPool(
            max_workers=self._workers, max_tasks=_MAX_TASKS, initializer=_set_signals, context=context
        )

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a function in a child process and wait.

        Args:
            function: importable by name; it, its arguments and result are pickled.
            args: positional arguments for it.
            kwargs: named arguments for it.

        Returns:
            What the function returned.

        Raises:
            ParseError: what the function raised, or with the reason `timeout`, `memory`,
                `crashed`, or `unreadable` for any other error.
        """
        return self.result(self.submit(function, *args, **kwargs))

    def submit(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Like `run`, without waiting; hand the future to `result`.

        Raises:
            ParseError: `too-large`, before anything is sent.
        """
        size = sum(len(a) for a in args if isinstance(a, bytes))
        if size > MAX_BYTES:
            raise ParseError(
                f"document has {size} bytes, more than {MAX_BYTES}", reason="too-large"
            )
        future: Future[T] = self._pool.schedule(
            _limited, args=(self._memory, function, args, kwargs), timeout=self._timeout
        )
        return future

    def result(self, future: Future[T]) -> T:
        """Wait for a future of `submit`.

        Raises:
            ParseError: as `run` does.
        """
        error = future.exception()
        if error is None:
            return future.result()
        if isinstance(error, ParseError):
            raise error
        raise self._translate(error) from error

    def map(
        self, function: Callable[[Task], T], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, T | ParseError]]:
        """Apply a function to tasks, a few ahead, and yield the outcomes as they come.

        Args:
            function: as for `run`, of one argument.
            tasks: iterated in the calling thread, only as fast as the outcomes are taken.

        Yields:
            Every task once, with what the function returned or the `ParseError` that `run`
            would raise.
        """
        waiting: dict[Future[T], Task] = {}
        for task in tasks:
            waiting[self.submit(function, task)] = task
            if len(waiting) >= self._workers * _AHEAD:
                yield from self._finished(waiting)
        while waiting:
            yield from self._finished(waiting)

    def _finished(
        self, waiting: dict[Future[T], Task]
    ) -> Iterator[tuple[Task, T | ParseError]]:
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in done:
            task = waiting.pop(future)
            try:
                yield task, self.result(future)
            except ParseError as error:
                yield task, error

    def close(self) -> None:
        """Finish what was submitted and end the processes."""
        self._pool.close()  # type: ignore[no-untyped-call]
        self._pool.join()

    def stop(self) -> None:
        """End the processes now; waiting calls get a `ParseError`."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None:
            self.close()
        else:
            self.stop()

    def _translate(self, error: BaseException) -> ParseError:
        """What went wrong in the child, as one of our errors."""
        if isinstance(error, TimeoutError):
            return ParseError(f"parsing took more than {self._timeout:g} s", reason="timeout")
        if isinstance(error, MemoryError):
            megabytes = (self._memory or 0) // 1_000_000
            return ParseError(f"parsing took more than {megabytes} MB", reason="memory")
        if isinstance(error, ProcessExpired) and error.exitcode == -signal.SIGXCPU:
            return ParseError(f"parsing took more than {CPU_SECONDS} s", reason="timeout")
        if isinstance(error, ProcessExpired):
            return ParseError(
                f"the parser's process ended with code {error.exitcode}", reason="crashed"
            )
        name = type(error).__name__
        return ParseError(f"the parser failed with {name}: {error}"[:300], reason="unreadable")


def _set_signals() -> None:
    """Leave Ctrl-C to the parent, and end at once when it says so, even inside an extension."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _limited(
    memory: int | None, function: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> T:
    """Call a function under a memory limit; it holds for the call alone, not for pebble."""
    if memory is None:
        return function(*args, **kwargs)
    unlimited = resource.getrlimit(resource.RLIMIT_DATA)
    _, most_cpu = resource.getrlimit(resource.RLIMIT_CPU)
    allowed = int(time.process_time()) + CPU_SECONDS + 1
    resource.setrlimit(resource.RLIMIT_DATA, (memory, unlimited[1]))
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, most_cpu))
    try:
        return function(*args, **kwargs)
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, unlimited)
        resource.setrlimit(resource.RLIMIT_CPU, (most_cpu, most_cpu))
