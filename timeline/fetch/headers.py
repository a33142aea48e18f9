"""The header fields that a fetch reads, and what they mean."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from timeline.errors import FetchError
from timeline.fetch.reasons import Reason

Accept = Literal["article", "feed", "any"]
"""What a fetch is for: an article page, a feed or sitemap (or a page that names one), anything."""

ACCEPT_HEADERS: dict[Accept, str] = {
    "article": "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.5,*/*;q=0.1",
    "feed": (
        "application/atom+xml,application/rss+xml,application/feed+json,application/rdf+xml,"
        "application/xml;q=0.9,text/xml;q=0.9,application/json;q=0.8,text/html;q=0.5,*/*;q=0.1"
    ),
    "any": "*/*",
}
_NO_PROSE = frozenset(
    {"text/calendar", "text/css", "text/csv", "text/ecmascript", "text/javascript", "text/vcard"}
)
_PAGE_TYPES = frozenset(
    {
        "application/octet-stream",
        "application/xhtml+xml",
        "application/xml",
        "binary/octet-stream",
    }
)
_FEED_TYPES = _PAGE_TYPES | {
    "application/atom",
    "application/gzip",
    "application/json",
    "application/rss",
    "application/x-gzip",
    "application/x-xml",
}
_MAX_DELTA = 10 * 365 * 86_400


def media_type(content_type: str | None) -> str:
    """The media type of a Content-Type header, in lower case; empty if there is none."""
    return (content_type or "").split(";", 1)[0].strip().lower()


def check_type(content_type: str | None, accept: Accept) -> None:
    """Refuse a body by its type before it is read; a missing or malformed type passes.

    Raises:
        FetchError: `type-refused`.
    """
    kind = media_type(content_type)
    if accept == "any" or not re.fullmatch(r"[\w.+-]+/[\w.+-]+", kind):
        return
    is_text = kind.startswith("text/") and kind not in _NO_PROSE
    if accept == "article":
        fits = is_text or kind in _PAGE_TYPES
    else:
        is_data = kind.startswith("application/") and kind.endswith(("+xml", "+json"))
        fits = is_text or is_data or kind in _FEED_TYPES
    if fits:
        return
    raise FetchError(f"{kind[:60]} is not an {accept}", reason=Reason.TYPE_REFUSED)


def content_length(header: str | None) -> int | None:
    """The Content-Length, or None if it is not said or is no number."""
    value = (header or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 20 else None


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3).

    Args:
        header: delay in seconds or an HTTP date.
        now: the aware instant that a date is counted from.

    Returns:
        Seconds, at least 0 and at most ten years; None if it is missing or unreadable.
    """
    value = (header or "").strip()
    if value.isascii() and value.isdigit():
        return float(min(int(value[:12]), _MAX_DELTA))
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return min(max((when - now).total_seconds(), 0.0), float(_MAX_DELTA))


def max_age(header: str | None) -> int | None:
    """The `max-age` of a Cache-Control header in seconds, 0 for `no-store` and `no-cache`."""
    value = (header or "").lower()
    if re.search(r"\bno-(?:store|cache)\b", value):
        return 0
    found = re.search(r"(?<![\w-])max-age\s*=\s*\"?(\d{1,12})", value)
    return min(int(found[1]), _MAX_DELTA) if found else None
