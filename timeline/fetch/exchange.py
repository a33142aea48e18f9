"""One request and its answer over a lane's connection; redirects are the caller's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import httpcore
import httpx

from timeline.errors import FetchError
from timeline.fetch.encoding import content_coding, read_body
from timeline.fetch.headers import (
    Accept,
    check_type,
    content_length,
    max_age,
    retry_after,
)
from timeline.fetch.lanes import Lane
from timeline.fetch.reasons import Reason, http_reason
from timeline.models import FetchedPage, utc_text

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_DRAIN_BYTES = 65_536
_DRAIN_SECONDS = 1.0
_BROKEN = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException)


@dataclass(frozen=True, slots=True)
class Redirect:
    """An answer that names another URL."""

    status: int
    target: httpx.URL


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is asked for: a GET of one URL.

    Attributes:
        headers: of the request, besides Host.
        deadline: `time.monotonic` by which the whole answer must be here.
        max_body: most bytes of the decoded body.
        cut: take the first `max_body` bytes of a longer body instead of refusing it.
    """

    url: httpx.URL
    headers: tuple[tuple[bytes, bytes], ...]
    accept: Accept
    deadline: float
    max_body: int
    cut: bool = False

    def run(self, lane: Lane) -> FetchedPage | Redirect:
        """Send the request and read the answer; the caller holds the lane's turn.

        Raises:
            FetchError: with a `reason` of `timeline.fetch.reasons`.
        """
        lane.meter.start(self.deadline)
        try:
            response = self._send(lane)
            try:
                lane.meter.headers_done()
                return self._read(response, lane)
            finally:
                response.close()
        except _BROKEN as error:
            raise _translate(error, begun=lane.meter.seen > 0) from error

    def _send(self, lane: Lane) -> httpcore.Response:
        request = httpcore.Request(
            b"GET",
            httpcore.URL(
                scheme=self.url.raw_scheme,
                host=self.url.raw_host,
                port=self.url.port,
                target=self.url.raw_path,
            ),
            headers=[(b"Host", self.url.netloc), *self.headers],
        )
        connection, used = lane.connection(request.url.origin)
        try:
            return connection.handle_request(request)
        except _BROKEN:
            if not used or lane.meter.seen:
                raise
            # The server closed the idle connection while the request was on its way.
            lane.close()
            connection, _ = lane.connection(request.url.origin)
            return connection.handle_request(request)

    def _read(self, response: httpcore.Response, lane: Lane) -> FetchedPage | Redirect:
        headers = _Headers(response.headers)
        status = response.status
        if status in (200, 203):
            return self._page(response, headers)
        _drain(response, headers, lane)
        if status == 304 and any(name.startswith(b"If-") for name, _ in self.headers):
            return self._made(status, headers, b"")
        if status in _REDIRECTS:
            return Redirect(status, self._target(headers.get("location")))
        raise FetchError(
            f"HTTP status {status}",
            reason=http_reason(status),
            status=status,
            retry_after=retry_after(headers.get("retry-after"), datetime.now(UTC)),
        )

    def _page(self, response: httpcore.Response, headers: _Headers) -> FetchedPage:
        check_type(headers.get("content-type"), self.accept)
        coding = content_coding(headers.get("content-encoding"))
        length = content_length(headers.get("content-length"))
        if length is not None and length > self.max_body and not self.cut:
            raise FetchError(
                f"Content-Length {length} is over {self.max_body} bytes",
                reason=Reason.TOO_LARGE,
                status=response.status,
            )
        body = read_body(response.iter_stream(), coding, self.max_body, cut=self.cut)
        if not body:
            raise FetchError("no body", reason=Reason.EMPTY, status=response.status)
        return self._made(response.status, headers, body)

    def _made(self, status: int, headers: _Headers, body: bytes) -> FetchedPage:
        return FetchedPage(
            url=str(self.url),
            final_url=str(self.url),
            status=status,
            content_type=headers.get("content-type"),
            body=body,
            fetched_at=utc_text(datetime.now(UTC)),
            etag=headers.get("etag"),
            last_modified=headers.get("last-modified"),
            max_age=max_age(headers.get("cache-control")),
        )

    def _target(self, location: str | None) -> httpx.URL:
        if not location or not location.strip():
            raise FetchError("a redirect without Location", reason=Reason.BAD_REDIRECT)
        try:
            return self.url.join(location.strip()).copy_with(fragment=None)
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError(
                f"redirected to {location[:200]!r}: {error}", reason=Reason.URL_REFUSED
            ) from error


class _Headers:
    """An answer's headers by lower-case name; repeated ones joined by a comma (RFC 9110, 5.3)."""

    def __init__(self, raw: list[tuple[bytes, bytes]]) -> None:
        self._values: dict[bytes, bytes] = {}
        for name, value in raw:
            key = name.lower()
            held = self._values.get(key)
            self._values[key] = value if held is None else held + b", " + value

    def get(self, name: str) -> str | None:
        """The value as text (UTF-8, else Latin-1), or None."""
        value = self._values.get(name.encode("ascii"))
        if value is None:
            return None
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value.decode("latin-1")


def _drain(response: httpcore.Response, headers: _Headers, lane: Lane) -> None:
    """Read a small body that nobody wants, so that the connection can be used again."""
    if (content_length(headers.get("content-length")) or 0) > _DRAIN_BYTES:
        return
    lane.meter.shorten(_DRAIN_SECONDS)
    size = 0
    try:
        for chunk in response.iter_stream():
            size += len(chunk)
            if size > _DRAIN_BYTES:
                return
    except (FetchError, *_BROKEN):
        return


def _translate(error: Exception, *, begun: bool) -> FetchError:
    text = " ".join(str(error).split())[:200]
    if "complete message body" in text or "incomplete chunked" in text:
        return FetchError("the body ends early", reason=Reason.TRUNCATED)
    if "buffer too long" in text.lower() or "too long" in text.lower():
        return FetchError("headers or a chunk line too long", reason=Reason.HEADERS_TOO_LARGE)
    if isinstance(error, httpcore.NetworkError) or ("disconnected" in text and not begun):
        return FetchError(f"connection lost: {text}", reason=Reason.DISCONNECTED)
    return FetchError(f"not HTTP: {text}", reason=Reason.PROTOCOL)
