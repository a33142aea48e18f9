"""The one way to fetch a URL."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable
from dataclasses import replace

import httpx

from timeline.errors import FetchError
from timeline.fetch.exchange import Exchange, Redirect
from timeline.fetch.guard import Guard
from timeline.fetch.headers import ACCEPT_HEADERS, Accept
from timeline.fetch.lanes import Lane, Lanes
from timeline.fetch.reasons import Reason
from timeline.fetch.robots import MAX_ROBOTS_BYTES, RobotsCache, RobotsRecord
from timeline.fetch.settings import FetchSettings
from timeline.models import FetchedPage

_PERMANENT = frozenset({301, 308})
_PORTS = {"http": 80, "https": 443}
_HOST_TROUBLE = frozenset(
    {Reason.TIMEOUT, Reason.CONNECT, Reason.DNS, Reason.TLS, Reason.DISCONNECTED}
)
_DEFAULT_REST = 60.0
_SHARE_OF_WAITING = 0.1
"""Of the total deadline, what a turn's usual delay may take; waiting longer is not held against
the server."""


class Fetcher:
    """Fetches URLs within limits, politely, from public addresses only; threads may share it.

    Leaving it as a context manager closes its connections.

        with Fetcher(FetchSettings(contact="mailto:ops@example.org")) as fetcher:
            page = fetcher.get("https://example.org/feed.xml", accept="feed")

    Args:
        settings: limits and manners.
        robots: what is known of robots.txt files from earlier runs.

    Attributes:
        robots: what is known now; `robots.records()` is for the next run.
    """

    def __init__(
        self, settings: FetchSettings | None = None, *, robots: Iterable[RobotsRecord] = ()
    ) -> None:
        self.settings = settings or FetchSettings()
        self.robots = RobotsCache(self.settings, self._fetch_robots, robots)
        self._guard = Guard(self.settings.allow_addresses)
        self._tls: ssl.SSLContext | None = None
        self._tls_lock = threading.Lock()
        self._stopped = threading.Event()
        self._lanes = Lanes(lambda host: Lane(host, self.settings, self._guard, self._tls_context))
        self._base_headers = (
            (b"User-Agent", self.settings.user_agent.encode("ascii")),
            (b"Accept-Encoding", b"gzip"),
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop, and close all connections."""
        self.stop()
        for lane in self._lanes.all():
            lane.close_if_idle()

    def stop(self) -> None:
        """Make fetches that are under way fail with `stopped`, and all later ones, too."""
        self._stopped.set()
        for lane in self._lanes.all():
            lane.interrupt()

    def ready_at(self, host: str) -> float:
        """When (`time.monotonic`) a request to this host would not have to wait."""
        return self._lanes.get(host).ready_at

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        accept: Accept = "any",
    ) -> FetchedPage:
        """Fetch one URL.

        Waits for the host's turn and delay, keeps to its robots.txt, and follows redirects.

        Args:
            url: absolute, http or https.
            etag: validator of an earlier answer, sent as If-None-Match.
            last_modified: likewise, sent as If-Modified-Since.
            accept: what the URL is expected to be; other media types are refused unread.

        Returns:
            The page; its `not_modified` is true for a 304, and then its body is empty.

        Raises:
            FetchError: with a `reason` of `timeline.fetch.reasons`.
        """
        started = time.monotonic()
        headers = [("Accept", ACCEPT_HEADERS[accept])]
        if etag:
            headers.append(("If-None-Match", etag))
        if last_modified:
            headers.append(("If-Modified-Since", last_modified))
        ask = Exchange(
            url=_parsed(url),
            headers=(*self._base_headers, *_encoded(headers)),
            accept=accept,
            deadline=started + self.settings.total_timeout,
            max_body=self.settings.max_body,
        )
        page = self._follow(ask, robots=self.settings.obey_robots)
        return replace(page, url=url, elapsed=time.monotonic() - started)

    def _fetch_robots(self, url: httpx.URL, deadline: float) -> FetchedPage:
        ask = Exchange(
            url=url,
            headers=(*self._base_headers, (b"Accept", b"text/plain,*/*;q=0.1")),
            accept="any",
            deadline=deadline,
            max_body=MAX_ROBOTS_BYTES,
            cut=True,
        )
        return self._follow(ask, robots=False)

    def _follow(self, ask: Exchange, *, robots: bool) -> FetchedPage:
        permanent: httpx.URL | None = None
        all_permanent = True
        asked = set()
        for _ in range(self.settings.max_redirects + 1):
            self._guard.check_url(str(ask.url), _port(ask.url))
            asked.add(ask.url)
            lane = self._lanes.get(ask.url.host.rstrip("."))
            if robots:
                lane.slow_down(self.robots.check(ask.url, ask.deadline))
            with lane.turn(2 * self.settings.total_timeout, self._wait) as waited:
                queued = max(0.0, waited - self.settings.total_timeout * _SHARE_OF_WAITING)
                ask = replace(ask, deadline=ask.deadline + queued)
                self._lanes.used(lane)
                answer = self._run(ask, lane)
            if isinstance(answer, FetchedPage):
                return replace(answer, permanent_url=str(permanent) if permanent else None)
            all_permanent = all_permanent and answer.status in _PERMANENT
            if all_permanent:
                permanent = answer.target
            if answer.target in asked:
                raise FetchError("the redirects go in a circle", reason=Reason.TOO_MANY_REDIRECTS)
            ask = replace(ask, url=answer.target)
        raise FetchError(
            f"more than {self.settings.max_redirects} redirects", reason=Reason.TOO_MANY_REDIRECTS
        )

    def _run(self, ask: Exchange, lane: Lane) -> FetchedPage | Redirect:
        try:
            answer = ask.run(lane)
        except FetchError as error:
            if self._stopped.is_set():
                raise FetchError("the run was stopped", reason=Reason.STOPPED) from error
            _note(lane, error, is_robots=ask.cut)
            raise
        lane.answered()
        return answer

    def _wait(self, seconds: float) -> None:
        if self._stopped.wait(seconds):
            raise FetchError("the run was stopped", reason=Reason.STOPPED)

    def _tls_context(self) -> ssl.SSLContext:
        with self._tls_lock:
            if self._tls is None:
                self._tls = (
                    ssl.create_default_context(cafile=self.settings.ca_file)
                    if self.settings.ca_file
                    else httpx.create_ssl_context(trust_env=False)
                )
            return self._tls


def _parsed(url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url.split("#", 1)[0].strip())
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(f"{url[:200]!r} is no URL: {error}", reason=Reason.URL_REFUSED) from error
    if parsed.scheme not in _PORTS or not parsed.host:
        raise FetchError(
            f"{url[:200]!r} is not an absolute http or https URL", reason=Reason.URL_REFUSED
        )
    return parsed


def _port(url: httpx.URL) -> int:
    return url.port if url.port is not None else _PORTS.get(url.scheme, 0) or 80


def _encoded(headers: list[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    try:
        return [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers]
    except UnicodeEncodeError:
        return [(n.encode("ascii"), v.encode("utf-8")) for n, v in headers]


def _note(lane: Lane, error: FetchError, *, is_robots: bool) -> None:
    """Let the lane learn from a failure: a host that asks for rest or is down is left alone.

    A robots.txt that answers 429 without Retry-After is one that is not there (RFC 9309).
    """
    if error.status in (429, 503) and not (is_robots and error.retry_after is None):
        rest = _DEFAULT_REST if error.retry_after is None else error.retry_after
        lane.put_off(rest, f"HTTP status {error.status}")
    elif error.reason in _HOST_TROUBLE:
        lane.failed(str(error))
    elif error.reason != Reason.STOPPED:
        lane.answered()
