"""Parsing in child processes, so that a hostile page costs one failure and never the run.

A page that hangs libxml2, eats memory or crashes an extension takes down a process of its own,
which is then replaced. Each process has a pipe of its own and is used by one caller at a time, so
that the death of one is never the death of another's work: the standard library's pool is broken
by any crash, and pebble's by one that comes before its manager has read the acknowledgement.
Children are forked from a server process that has imported the parser once and has no threads: a
replacement costs 20 ms.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, as_completed, wait
from multiprocessing.reduction import ForkingPickler
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from timeline.errors import ParseError
from timeline.parse.child import Child, Failed, Gone
from timeline.parse.html import MAX_BYTES

P = ParamSpec("P")
T = TypeVar("T")
Task = TypeVar("Task")

TIMEOUT = 8.0
"""Seconds of wall time that one document may take; the slowest honest page took 1.4."""
MEMORY = 220_000_000
"""Bytes of data (RLIMIT_DATA) that one process may hold."""
_MAX_TASKS = 2_000
_PRELOADED = ("timeline.parse", "timeline.parse.sitemap", "timeline.parse.discover")


class ParserPool:
    """Calls functions in child processes with limits of time and memory.

    All methods may be called from many threads at once.

        with ParserPool(workers=2) as pool:
            article = pool.run(parse_article, body, url, content_type)
    """

    def __init__(
        self,
        workers: int | None = None,
        *,
        timeout: float = TIMEOUT,
        memory: int | None = MEMORY,
        preload: Sequence[str] = (),
    ) -> None:
        """Prepare the pool; processes start with the first calls.

        Args:
            workers: processes; None for one for each core.
            timeout: seconds of wall time for one call.
            memory: bytes of data for one process; None for no limit.
            preload: modules that children need besides the parser, imported once for all.
        """
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([*_PRELOADED, *preload])
        self._workers = workers or os.cpu_count() or 1
        self._timeout = timeout
        self._memory = memory
        self._lock = threading.Lock()
        self._children: set[Child] = set()
        self._idle: queue.LifoQueue[Child | None] = queue.LifoQueue()
        for _ in range(self._workers):
            self._idle.put(None)
        self._closed = False

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a function in a child process and wait.

        Args:
            function: importable by name; it, its arguments and result are pickled.
            args: positional arguments for it.
            kwargs: named arguments for it.

        Returns:
            What the function returned.

        Raises:
            ParseError: what the function raised, or with the reason `too-large` (nothing was
                sent), `timeout`, `memory`, `crashed`, or `unreadable` for any other error.
        """
        size = sum(len(a) for a in args if isinstance(a, bytes))
        if size > MAX_BYTES:
            raise ParseError(
                f"document has {size} bytes, more than {MAX_BYTES}", reason="too-large"
            )
        task = bytes(ForkingPickler.dumps((function, args, kwargs)))
        outcome = self._call(task)
        if isinstance(outcome, Failed):
            raise self._translate(outcome.error)
        result: T = outcome
        return result

    def map(
        self, function: Callable[[Task], T], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, T | ParseError]]:
        """Call a function for many arguments, as many at once as there are processes.

        Args:
            function: as for `run`.
            tasks: taken by the calling thread, one at a time (each may take its time to come),
                never more than twice the number of processes ahead of what is done.

        Yields:
            Each task with its result or its error, in the order in which they are done. If the
            caller stops early, what has not begun never does.
        """
        waiting: dict[Future[T | ParseError], Task] = {}
        threads = ThreadPoolExecutor(self._workers, thread_name_prefix="parser")
        try:
            for task in tasks:
                waiting[threads.submit(self._attempt, function, task)] = task
                patience = 0.0 if len(waiting) < 2 * self._workers else None
                for future in wait(waiting, patience, FIRST_COMPLETED).done:
                    yield waiting.pop(future), future.result()
            for future in as_completed(tuple(waiting)):
                yield waiting.pop(future), future.result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """Let running calls finish and end the processes; later calls fail."""
        self._closed = True
        for _ in range(self._workers):
            child = self._idle.get()
            if child is not None:
                self._end(child, kill=False)
        for _ in range(self._workers):
            self._idle.put(None)

    def stop(self) -> None:
        """End the processes now; running calls fail with `crashed`."""
        self._closed = True
        with self._lock:
            for child in self._children:
                child.process.kill()
        self.close()

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

    def _attempt(self, function: Callable[[Task], T], task: Task) -> T | ParseError:
        """Like `run`, with the error as a value."""
        try:
            return self.run(function, task)
        except ParseError as error:
            return error

    def _call(self, task: bytes) -> Any:
        """Hand a task to a child that is free, and take its answer."""
        child = self._idle.get()
        healthy = False
        try:
            if self._closed:
                raise ParseError("the parser pool is closed", reason="crashed")
            if child is None or not child.send(task):
                child = self._replace(child)
                if not child.send(task):
                    raise ParseError("the parser's process does not start", reason="crashed")
            outcome = child.receive(self._timeout)
            healthy = child.tasks < _MAX_TASKS and not isinstance(outcome, Gone)
        finally:
            if child is not None and not healthy:
                self._end(child, kill=True)
            self._idle.put(child if healthy else None)
        return outcome

    def _replace(self, dead: Child | None) -> Child:
        """Start a child, in place of one that died while it was idle."""
        if dead is not None:
            self._end(dead, kill=True)
        child = Child(self._context, self._memory)
        with self._lock:
            self._children.add(child)
        return child

    def _end(self, child: Child, *, kill: bool) -> None:
        """End a child and forget it."""
        with self._lock:
            self._children.discard(child)
        child.end(kill=kill)

    def _translate(self, error: BaseException) -> ParseError:
        """What went wrong in the child, as one of our errors."""
        if isinstance(error, ParseError):
            return error
        if isinstance(error, TimeoutError):
            return ParseError(f"parsing took more than {self._timeout:g} s", reason="timeout")
        if isinstance(error, MemoryError):
            megabytes = (self._memory or 0) // 1_000_000
            return ParseError(f"parsing took more than {megabytes} MB", reason="memory")
        if isinstance(error, ChildProcessError):
            return ParseError(f"the parser's process ended: {error}", reason="crashed")
        line = " ".join(f"{type(error).__name__}: {error}".split())
        return ParseError(f"the parser failed with {line[:300]}", reason="unreadable")
