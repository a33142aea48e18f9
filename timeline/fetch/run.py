"""Many fetches at once: different hosts in parallel, each host in its own time.

Threads, because the work is waiting. A worker takes a host that may be asked now, never sleeps
for one that may not, and rests while the consumer is behind, so that memory stays flat.
"""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from timeline.errors import FetchError
from timeline.fetch.client import Fetcher
from timeline.fetch.queue import FetchRequest, HostQueue
from timeline.fetch.reasons import Reason
from timeline.models import FetchedPage

_MAX_BUFFERED_BYTES = 32_000_000
_WINDOW = 4_096
_TICK_SECONDS = 0.2


Outcome = FetchedPage | FetchError


class FetchRun:
    """Fetches that go on while the consumer works; more may be submitted at any time.

    Every request comes back exactly once; one that was not finished when the run was stopped
    comes back as a FetchError `stopped`.

        with FetchRun(fetcher, jobs=32) as run:
            run.submit(FetchRequest("https://example.org/feed.xml", accept="feed"))
            for request, outcome in run:
                ...

    Args:
        fetcher: used by all threads; stopped when the run is stopped or left early.
        jobs: most fetches at once.
        time_limit: seconds after which the run stops, or None.
        stop: stops the run when it is set (from a signal handler, say).
    """

    def __init__(
        self,
        fetcher: Fetcher,
        *,
        jobs: int = 32,
        time_limit: float | None = None,
        stop: threading.Event | None = None,
    ) -> None:
        self._fetcher = fetcher
        self._jobs = max(1, jobs)
        self._deadline = None if time_limit is None else time.monotonic() + time_limit
        self._stop = stop or threading.Event()
        self._lock = threading.RLock()
        self._work_ready = threading.Condition(self._lock)
        self._outcome_ready = threading.Condition(self._lock)
        self._watch_until = math.inf
        self._queue = HostQueue()
        self._outcomes: deque[tuple[FetchRequest, Outcome]] = deque()
        self._buffered = 0
        self._active = 0
        self._ended = False
        self._executor = ThreadPoolExecutor(self._jobs, thread_name_prefix="timeline-fetch")
        self._workers: list[Future[None]] = []

    def __enter__(self) -> FetchRun:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._end()
        self._executor.shutdown(wait=True)

    def submit(self, request: FetchRequest) -> None:
        """Queue a request; never blocks."""
        with self._lock:
            if self._ended:
                self._outcomes.append((request, _stopped()))
                return
            self._queue.add(request)
            if len(self._workers) < min(self._jobs, self._queue.size + self._active):
                self._workers.append(self._executor.submit(self._work))
            self._work_ready.notify()

    def __iter__(self) -> Iterator[tuple[FetchRequest, Outcome]]:
        """Yield requests with their outcomes as they come, until none is left."""
        while True:
            with self._lock:
                while not self._outcomes:
                    self._raise_if_broken()
                    if not (self._queue.size or self._active):
                        return
                    self._end_if_over()
                    self._outcome_ready.wait(_TICK_SECONDS)
                self._end_if_over()
                was_behind = self._behind()
                request, outcome = self._outcomes.popleft()
                self._buffered -= _size(outcome)
                if was_behind and not self._behind():
                    self._work_ready.notify_all()
            yield request, outcome

    def _end_if_over(self) -> None:
        over = self._deadline is not None and time.monotonic() >= self._deadline
        if over or self._stop.is_set():
            self._end()

    def _end(self) -> None:
        with self._lock:
            if self._ended:
                return
            self._ended = True
            self._outcomes.extend((request, _stopped()) for request in self._queue.clear())
            unfinished = self._active
            self._work_ready.notify_all()
            self._outcome_ready.notify_all()
        if unfinished:
            self._fetcher.stop()

    def _raise_if_broken(self) -> None:
        for worker in self._workers:
            if worker.done() and (error := worker.exception()) is not None:
                raise error

    def _work(self) -> None:
        while (taken := self._next()) is not None:
            host, request = taken
            outcome: Outcome | None = None
            try:
                outcome = _fetch(self._fetcher, request)
            finally:
                with self._lock:
                    self._active -= 1
                    self._queue.done(host, self._fetcher.ready_at(host))
                    if outcome is not None:
                        self._outcomes.append((request, outcome))
                        self._buffered += _size(outcome)
                    self._outcome_ready.notify()

    def _next(self) -> tuple[str, FetchRequest] | None:
        """Take the next request; only the worker that waits for the next host sets a timer."""
        with self._lock:
            while not self._ended:
                now = time.monotonic()
                taken = None if self._behind() else self._queue.take(now)
                if isinstance(taken, tuple):
                    self._active += 1
                    self._work_ready.notify()
                    return taken
                until = math.inf if taken is None else now + taken
                if until < self._watch_until:
                    self._watch_until = until
                    self._work_ready.wait(taken)
                    if self._watch_until == until:
                        self._watch_until = math.inf
                else:
                    self._work_ready.wait()
        return None

    def _behind(self) -> bool:
        return self._buffered > _MAX_BUFFERED_BYTES or len(self._outcomes) > 4 * self._jobs


def fetch_all(
    fetcher: Fetcher,
    requests: Iterable[FetchRequest],
    *,
    jobs: int = 32,
    time_limit: float | None = None,
    stop: threading.Event | None = None,
) -> Iterator[tuple[FetchRequest, Outcome]]:
    """Fetch many URLs, one at a time from each host, and yield the outcomes as they come.

    Args:
        fetcher: as in `FetchRun`.
        requests: read only as fast as they can be worked on.
        jobs: as in `FetchRun`.
        time_limit: as in `FetchRun`.
        stop: as in `FetchRun`.

    Yields:
        Every request once, with its page or its error (`stopped` for those left over).
    """
    with FetchRun(fetcher, jobs=jobs, time_limit=time_limit, stop=stop) as run:
        source = iter(requests)
        outstanding = 0
        for request in islice(source, _WINDOW):
            run.submit(request)
            outstanding += 1
        while outstanding:
            for answered in run:
                yield answered
                outstanding -= 1
                for request in islice(source, _WINDOW - outstanding):
                    run.submit(request)
                    outstanding += 1


def _fetch(fetcher: Fetcher, request: FetchRequest) -> Outcome:
    try:
        return fetcher.get(
            request.url,
            etag=request.etag,
            last_modified=request.last_modified,
            accept=request.accept,
        )
    except FetchError as error:
        return error


def _stopped() -> FetchError:
    return FetchError("the run was stopped before this was fetched", reason=Reason.STOPPED)


def _size(outcome: Outcome) -> int:
    return len(outcome.body) if isinstance(outcome, FetchedPage) else 0
