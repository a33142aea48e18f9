"""Sockets that keep to a deadline and a byte limit, for `httpcore` to speak HTTP over.

A per-read timeout never fires against a server that sends a byte now and then, so the time
that is left is worked out before every read, and bytes are counted as they come.
"""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from timeline.errors import FetchError
from timeline.fetch.guard import Guard
from timeline.fetch.reasons import Reason

_QUICKACK: int | None = getattr(socket, "TCP_QUICKACK", None)


class Meter:
    """The deadline and the limits of the exchange that a connection is used for now.

    One connection carries one exchange at a time, so one meter belongs to one connection.
    """

    def __init__(self, max_headers: int, max_wire: int) -> None:
        self._max_headers = max_headers
        self._max_wire = max_wire
        self._deadline = 0.0
        self._in_headers = True
        self.seen = 0
        self.stopped = False

    def start(self, deadline: float) -> None:
        """Begin an exchange that must end by `deadline` (`time.monotonic`)."""
        self._deadline = deadline
        self._in_headers = True
        self.seen = 0

    def shorten(self, seconds: float) -> None:
        """Leave at most `seconds` from now."""
        self._deadline = min(self._deadline, time.monotonic() + seconds)

    def headers_done(self) -> None:
        """From here on the bytes are the body's."""
        self._in_headers = False

    def remaining(self) -> float:
        """Seconds that are left.

        Raises:
            FetchError: `timeout`, if there are none, or `stopped`.
        """
        if self.stopped:
            raise FetchError("the run was stopped", reason=Reason.STOPPED)
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise FetchError("no answer within the total deadline", reason=Reason.TIMEOUT)
        return left

    def check(self) -> None:
        """Raise if the bytes that came so far are enough.

        Raises:
            FetchError: `headers-too-large` or `too-large`.
        """
        if self._in_headers and self.seen >= self._max_headers:
            raise FetchError(
                f"more than {self._max_headers} bytes of headers", reason=Reason.HEADERS_TOO_LARGE
            )
        if self.seen > self._max_wire:
            raise FetchError(
                f"more than {self._max_wire} bytes on the wire", reason=Reason.TOO_LARGE
            )


class MeteredStream(httpcore.NetworkStream):
    """A socket whose every operation keeps to the meter's deadline."""

    def __init__(self, sock: socket.socket, meter: Meter) -> None:
        self._sock = sock
        self._meter = meter

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come, waiting no longer than the deadline."""
        self._meter.check()
        try:
            self._sock.settimeout(self._within(timeout))
            _acknowledge_at_once(self._sock)
            data = self._sock.recv(max_bytes)
        except TimeoutError as error:
            raise FetchError("the server stalled", reason=Reason.TIMEOUT) from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error
        self._meter.seen += len(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of `buffer` within the deadline."""
        try:
            self._sock.settimeout(self._within(timeout))
            self._sock.sendall(buffer)
        except TimeoutError as error:
            raise FetchError("the server reads nothing", reason=Reason.TIMEOUT) from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        """Close the socket."""
        self._sock.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Shake hands; the certificate is checked against the host's name, not its address."""
        try:
            self._sock.settimeout(self._within(timeout))
            secured = ssl_context.wrap_socket(
                self._sock, server_hostname=server_hostname, do_handshake_on_connect=False
            )
            self._sock = secured
            secured.do_handshake()
        except TimeoutError as error:
            self.close()
            raise FetchError("the TLS handshake stalled", reason=Reason.TIMEOUT) from error
        except (OSError, ValueError) as error:
            self.close()
            raise FetchError(f"TLS: {error}", reason=Reason.TLS) from error
        return self

    def get_extra_info(self, info: str) -> Any:
        """Answer what httpcore asks of a stream (`ssl_object`, `is_readable`)."""
        if info == "ssl_object":
            return self._sock if isinstance(self._sock, ssl.SSLSocket) else None
        if info == "is_readable":
            return _is_readable(self._sock)
        return None

    def _within(self, timeout: float | None) -> float:
        left = self._meter.remaining()
        return left if timeout is None else min(left, timeout)

    def interrupt(self) -> None:
        """Make a read that waits in another thread fail now."""
        with contextlib.suppress(OSError):
            # Not SSLSocket's own shutdown, which takes the TLS state away from the other thread.
            socket.socket.shutdown(self._sock, socket.SHUT_RDWR)


def _acknowledge_at_once(sock: socket.socket) -> None:
    """Spare the 40 ms of a delayed ACK with servers that send headers and body apart (Nagle)."""
    if _QUICKACK is not None:
        sock.setsockopt(socket.IPPROTO_TCP, _QUICKACK, 1)


def _is_readable(sock: socket.socket) -> bool:
    if sock.fileno() < 0:
        return True
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(0))


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections through the guard, to checked addresses only."""

    def __init__(self, guard: Guard, meter: Meter, connect_timeout: float) -> None:
        self._guard = guard
        self._meter = meter
        self._connect_timeout = connect_timeout
        self.stream: MeteredStream | None = None

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Connect to an address of `host` that the guard has checked."""
        attempt = self._connect_timeout if timeout is None else timeout
        sock = self._guard.connect(host, port, remaining=self._meter.remaining, attempt=attempt)
        self.stream = MeteredStream(sock, self._meter)
        return self.stream
