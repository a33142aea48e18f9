"""Content-Encoding: gzip or nothing, inflated within a limit (RFC 9110, 8.4; RFC 1952)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from timeline.errors import FetchError
from timeline.fetch.reasons import Reason

_GZIP = zlib.MAX_WBITS | 16
_MAGIC = 0x1F


def content_coding(header: str | None) -> str | None:
    """Read a Content-Encoding header.

    Args:
        header: its value, or None.

    Returns:
        `gzip`, or None where nothing is encoded.

    Raises:
        FetchError: `encoding-refused`, for any other coding and for more than one.
    """
    codings = [c for c in (part.strip().lower() for part in (header or "").split(",")) if c]
    codings = [coding for coding in codings if coding != "identity"]
    if not codings:
        return None
    if len(codings) > 1:
        raise FetchError(f"{len(codings)} stacked encodings", reason=Reason.ENCODING_REFUSED)
    if codings[0] in ("gzip", "x-gzip"):
        return "gzip"
    raise FetchError(
        f"encoding {codings[0][:40]!r} was not asked for", reason=Reason.ENCODING_REFUSED
    )


def read_body(
    chunks: Iterable[bytes], coding: str | None, limit: int, *, cut: bool = False
) -> bytes:
    """Put a body together, undoing its coding, and never hold more than `limit` bytes.

    Args:
        chunks: the body as it comes.
        coding: `gzip` or None.
        limit: most bytes of the result.
        cut: stop at the limit instead of refusing a longer body.

    Returns:
        The decoded body.

    Raises:
        FetchError: `too-large`, `truncated` (gzip without its end) or `encoding-broken`.
    """
    parts: list[bytes] = []
    size = 0
    inflater = _Inflater() if coding == "gzip" else None
    for chunk in chunks:
        data = inflater.feed(chunk, limit + 1 - size) if inflater else chunk
        size += len(data)
        if size > limit and cut:
            parts.append(data)
            return b"".join(parts)[:limit]
        if size > limit:
            raise FetchError(f"the body is over {limit} bytes", reason=Reason.TOO_LARGE)
        parts.append(data)
    if inflater:
        inflater.finish()
    return b"".join(parts)


def gunzip(data: bytes, limit: int) -> bytes:
    """Inflate a gzip file (a sitemap called `sitemap.xml.gz`) within a limit.

    Raises:
        FetchError: as `read_body`.
    """
    return read_body([data], "gzip", limit)


class _Inflater:
    """Gzip members one after another; what follows the last one and is no member is ignored."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP)
        self._started = False
        self._ended = False

    def feed(self, data: bytes, room: int) -> bytes:
        """Inflate at most `room` bytes; returning that many means that there may be more."""
        parts: list[bytes] = []
        while data and not self._ended and room > 0:
            if self._member.eof:
                if data[0] != _MAGIC:
                    self._ended = True
                    break
                self._member = zlib.decompressobj(_GZIP)
            try:
                part = self._member.decompress(data, room)
            except zlib.error as error:
                raise FetchError(f"gzip: {error}", reason=Reason.ENCODING_BROKEN) from error
            self._started = True
            parts.append(part)
            room -= len(part)
            data = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        return b"".join(parts)

    def finish(self) -> None:
        """Check that the last member is whole.

        Raises:
            FetchError: `truncated`.
        """
        if self._started and not self._member.eof:
            raise FetchError("the gzip body ends early", reason=Reason.TRUNCATED)
