"""One lane for each host: its turn, its delay, its one connection and its bad days.

Requests to one host go through its lane one after another, with a pause between them, however
many threads there are. A host that answered 429 or 503, or that failed several times in a row,
is put off: further requests fail at once until the time is over.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpcore

from timeline.errors import FetchError
from timeline.fetch.guard import Guard
from timeline.fetch.reasons import Reason
from timeline.fetch.settings import FetchSettings
from timeline.fetch.wire import GuardedBackend, Meter

_KEEPALIVE_SECONDS = 15.0
_MAX_OPEN_CONNECTIONS = 256


class Lane:
    """The way to one host, used by one thread at a time."""

    def __init__(
        self,
        host: str,
        settings: FetchSettings,
        guard: Guard,
        tls: Callable[[], ssl.SSLContext],
    ) -> None:
        self.host = host
        self.delay = settings.delay
        self.next_at = 0.0
        self._settings = settings
        self._tls = tls
        self._lock = threading.Lock()
        self._failures = 0
        self._put_off_until = 0.0
        self._put_off_why = ""
        self.meter = Meter(settings.max_headers, settings.max_wire)
        self._backend = GuardedBackend(guard, self.meter, settings.connect_timeout)
        self._connection: httpcore.HTTPConnection | None = None
        self._origin: tuple[bytes, bytes, int] | None = None

    @contextmanager
    def turn(self, patience: float, wait: Callable[[float], None]) -> Iterator[float]:
        """Hold the lane for one request, after the delay.

        Args:
            patience: most seconds to wait for other threads' requests to this host.
            wait: sleeps so many seconds, or raises if the fetcher was stopped.

        Yields:
            Seconds that were waited.

        Raises:
            FetchError: `put-off` with `retry_after`, if the host is to be left alone.
        """
        began = time.monotonic()
        self._refuse_if_put_off()
        if not self._lock.acquire(timeout=max(0.0, patience)):
            raise FetchError(f"{self.host} is busy", reason=Reason.PUT_OFF, retry_after=0.0)
        try:
            self._refuse_if_put_off()
            pause = max(self.next_at, self._put_off_until) - time.monotonic()
            wait(max(0.0, pause))
            yield time.monotonic() - began
        finally:
            self.next_at = time.monotonic() + self.delay
            self._lock.release()

    @property
    def ready_at(self) -> float:
        """When (`time.monotonic`) a request would go out, or fail, without waiting."""
        rest = self._put_off_until - time.monotonic()
        return max(self.next_at, self._put_off_until if rest <= self._settings.max_wait else 0.0)

    def slow_down(self, crawl_delay: float) -> None:
        """Keep to a longer delay that robots.txt asks for."""
        self.delay = max(self.delay, crawl_delay)

    def put_off(self, seconds: float, why: str) -> None:
        """Ask nothing of this host for so many seconds."""
        until = time.monotonic() + seconds
        if until > self._put_off_until:
            self._put_off_until, self._put_off_why = until, why

    def _refuse_if_put_off(self) -> None:
        left = self._put_off_until - time.monotonic()
        if left > self._settings.max_wait:
            raise FetchError(
                f"{self.host} is left alone for {left:.0f} s: {self._put_off_why}",
                reason=Reason.PUT_OFF,
                retry_after=left,
            )

    def failed(self, why: str) -> None:
        """Count a network failure; too many in a row put the host off for this run."""
        self._failures += 1
        if self._failures >= self._settings.max_host_failures:
            self.put_off(3600.0, f"{self._failures} failures in a row, the last: {why}")
            self._failures = 0

    def answered(self) -> None:
        """Forget earlier failures: the host lives."""
        self._failures = 0

    def connection(self, origin: httpcore.Origin) -> tuple[httpcore.HTTPConnection, bool]:
        """The connection to `origin`, and whether it has carried a request before."""
        key = (origin.scheme, origin.host, origin.port)
        current = self._connection
        alive = current is not None and current.is_available() and not current.has_expired()
        if current is not None and alive and key == self._origin:
            return current, True
        self.close()
        self._connection = httpcore.HTTPConnection(
            origin,
            ssl_context=self._tls() if origin.scheme == b"https" else None,
            keepalive_expiry=_KEEPALIVE_SECONDS,
            network_backend=self._backend,
        )
        self._origin = key
        return self._connection, False

    def close(self) -> None:
        """Close the connection, if there is one; only with the turn, or when all is over."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def close_if_idle(self) -> None:
        """Close the connection unless a request is under way."""
        if self._lock.acquire(blocking=False):
            try:
                self.close()
            finally:
                self._lock.release()

    def interrupt(self) -> None:
        """Make the request that is under way fail now, and all later ones."""
        self.meter.stopped = True
        if self._backend.stream is not None:
            self._backend.stream.interrupt()


class Lanes:
    """All lanes of a fetcher, made as hosts turn up; only so many keep their connection open."""

    def __init__(self, make: Callable[[str], Lane]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._lanes: dict[str, Lane] = {}
        self._open: OrderedDict[str, Lane] = OrderedDict()

    def get(self, host: str) -> Lane:
        """The lane of a host."""
        with self._lock:
            lane = self._lanes.get(host)
            if lane is None:
                lane = self._lanes[host] = self._make(host)
            return lane

    def used(self, lane: Lane) -> None:
        """Note that a lane was used just now; those not used for longest are closed."""
        with self._lock:
            self._open[lane.host] = lane
            self._open.move_to_end(lane.host)
            if len(self._open) <= _MAX_OPEN_CONNECTIONS:
                return
            oldest = self._open.popitem(last=False)[1]
        oldest.close_if_idle()

    def all(self) -> list[Lane]:
        """Every lane that there is now."""
        with self._lock:
            return list(self._lanes.values())
