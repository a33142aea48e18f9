"""Why a fetch failed: the codes that `FetchError.reason` carries and `failures` stores.

The codes are part of the data: they are never renamed, and a new one is added here first.
Besides these there is `http-NNN` for an answer whose status is no success (`http-404`).
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """A short, stable name for what went wrong; the value is what is stored."""

    URL_REFUSED = "url-refused"
    """No http or https URL, credentials in it, or a host that is malformed or disguised."""
    ADDRESS_REFUSED = "address-refused"
    """The host is, or resolves to, an address that is not public."""
    ROBOTS_DENIED = "robots-denied"
    """robots.txt forbids the URL (RFC 9309)."""
    ROBOTS_UNREACHABLE = "robots-unreachable"
    """robots.txt answered 5xx or not at all, which forbids everything (RFC 9309, 2.3.1.4)."""
    PUT_OFF = "put-off"
    """Not asked: the host asked for time (429, 503) or failed several times in a row."""
    STOPPED = "stopped"
    """Not finished: the run was told to stop or its time was over."""
    DNS = "dns"
    """The host name could not be resolved."""
    CONNECT = "connect"
    """No connection could be made."""
    TLS = "tls"
    """The TLS handshake failed or the certificate is not valid for the host."""
    TIMEOUT = "timeout"
    """The total deadline of the fetch passed."""
    DISCONNECTED = "disconnected"
    """The connection was closed or reset before an answer."""
    PROTOCOL = "protocol"
    """The answer is not HTTP."""
    HEADERS_TOO_LARGE = "headers-too-large"
    """The header section is over its limit."""
    TOO_LARGE = "too-large"
    """The body is, or says that it is, over its limit, on the wire or inflated."""
    TRUNCATED = "truncated"
    """The body ended early (Content-Length, last chunk or gzip trailer missing)."""
    ENCODING_REFUSED = "encoding-refused"
    """A Content-Encoding that was not asked for, or more than one of them."""
    ENCODING_BROKEN = "encoding-broken"
    """The body is not the gzip that it says it is."""
    TYPE_REFUSED = "type-refused"
    """A Content-Type that cannot be what was asked for; the body was not read."""
    EMPTY = "empty"
    """Success without a body."""
    BAD_REDIRECT = "bad-redirect"
    """A redirect without a usable Location."""
    TOO_MANY_REDIRECTS = "too-many-redirects"
    """More redirects than the limit, or a loop."""


def http_reason(status: int) -> str:
    """Name the failure that an HTTP status is: `http-404`."""
    return f"http-{status}"
