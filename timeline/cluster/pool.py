"""Dask workers in place of this machine's processes.

Everything between a page and its event mentions is a pure function, so that it runs on any
worker that has this package; fetching and storing stay where the database is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Self, TypeVar

from distributed import Client, as_completed
from distributed.scheduler import KilledWorker

from timeline.errors import ParseError, SettingsError

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 8


class ClusterPool:
    """Runs a function over tasks on the workers of a Dask scheduler.

    It has the interface of `timeline.parse.worker.ParserPool` that a run needs. Limits of memory
    and time are the cluster's own (`dask worker --memory-limit`).

        with ClusterPool("tcp://scheduler:8786") as pool:
            ...

    Args:
        address: of the scheduler.

    Raises:
        SettingsError: no scheduler answers there.
    """

    def __init__(self, address: str) -> None:
        try:
            self._client = Client(address, set_as_default=False, timeout="10s")
        except (OSError, ValueError) as error:
            raise SettingsError(f"no Dask scheduler answers at {address}: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._client.close()

    def map(
        self, function: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Result | ParseError]]:
        """Apply a function to tasks, a few ahead, and yield the outcomes as they come.

        Args:
            function: importable by its name on the workers.
            tasks: iterated in the calling thread, only as fast as the outcomes are taken.

        Yields:
            Every task once, with what the function returned or the `ParseError` that stands for
            what went wrong (`crashed` if it took its workers down with it).
        """
        ahead = _AHEAD * max(1, sum(self._client.nthreads().values()))
        done = as_completed(loop=self._client.loop)
        waiting: dict[Any, Task] = {}
        for task in tasks:
            future = self._client.submit(function, task, pure=False)
            waiting[future.key] = task
            done.add(future)
            if len(waiting) >= ahead:
                yield self._next(done, waiting)
        while waiting:
            yield self._next(done, waiting)

    def _next(
        self, done: as_completed, waiting: dict[Any, Task]
    ) -> tuple[Task, Result | ParseError]:
        future = next(done)
        task = waiting.pop(future.key)
        error = future.exception()
        if error is None:
            return task, future.result()
        if isinstance(error, ParseError):
            return task, error
        if isinstance(error, KilledWorker):
            return task, ParseError("the reader crashed on every worker", reason="crashed")
        return task, ParseError(f"{type(error).__name__}: {error}", reason="error")
