"""Requests that wait, by host, and which host may be asked when."""

from __future__ import annotations

import heapq
from collections import deque
from dataclasses import dataclass
from urllib.parse import urlsplit

from timeline.fetch.headers import Accept

_MAX_OPEN_HOSTS = 256


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """What to fetch, and what the answer is for.

    Attributes:
        url, etag, last_modified, accept: as in `Fetcher.get`.
        context: handed back with the outcome, of no meaning here.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    accept: Accept = "any"
    context: object = None


class HostQueue:
    """Requests by host, and which host may be asked when; not safe for threads by itself.

    Hosts that were begun go first, so that few connections are open and each is used again.
    """

    def __init__(self) -> None:
        self._requests: dict[str, deque[FetchRequest]] = {}
        self._busy: set[str] = set()
        self._begun: list[tuple[float, int, str]] = []
        self._fresh: deque[str] = deque()
        self._ready_at: dict[str, float] = {}
        self._count = 0
        self.size = 0

    def add(self, request: FetchRequest) -> None:
        """Put a request behind the others of its host."""
        host = _host(request.url)
        self.size += 1
        if host in self._requests:
            self._requests[host].append(request)
            return
        self._requests[host] = deque([request])
        if host in self._ready_at:
            self._wait(host, self._ready_at[host])
        elif host not in self._busy:
            self._fresh.append(host)

    def take(self, now: float) -> tuple[str, FetchRequest] | float | None:
        """A host and its next request; else seconds until one may be asked; None if empty."""
        if self._begun and self._begun[0][0] <= now:
            host = heapq.heappop(self._begun)[2]
        elif self._fresh and len(self._begun) + len(self._busy) < _MAX_OPEN_HOSTS:
            host = self._fresh.popleft()
        else:
            return self._begun[0][0] - now if self._begun else None
        waiting = self._requests[host]
        request = waiting.popleft()
        self.size -= 1
        if not waiting:
            del self._requests[host]
        self._busy.add(host)
        self._ready_at.pop(host, None)
        return host, request

    def done(self, host: str, ready_at: float) -> None:
        """The host's request is over; its next one may start at `ready_at`."""
        self._busy.discard(host)
        if host in self._requests:
            self._wait(host, ready_at)
        else:
            self._ready_at[host] = ready_at

    def clear(self) -> list[FetchRequest]:
        """Take out everything that was not started."""
        left = [request for waiting in self._requests.values() for request in waiting]
        self._requests.clear()
        self._begun.clear()
        self._fresh.clear()
        self.size = 0
        return left

    def _wait(self, host: str, ready_at: float) -> None:
        self._count += 1
        heapq.heappush(self._begun, (ready_at, self._count, host))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
