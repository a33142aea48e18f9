"""From the instants that machines write to the publisher's local day, and what an address says.

A stamp in UTC says when, and not on which day for the publisher's readers. Other stamps of the
page, the country of the domain and the day in the URL betray the offset.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from itertools import islice
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from timeline.models import parse_iso
from timeline.parse.stamps import read_stamp
from timeline.parse.written import rows_of

_MOST_TIMES = 50
_URL_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)"
)
_URL_MONTH = re.compile(r"/((?:19|20)\d{2})/(0[1-9]|1[0-2])(?=/)")
_ZONES = {row[0]: row[1] for row in rows_of("zones.tsv")}


def localise(stamp: str, url: str, stamps: list[str], root: HtmlElement) -> str:
    """Move a UTC stamp to the publisher's offset, where the page betrays it.

    Args:
        stamp: ISO 8601; what is no instant, or midnight in UTC (a day, most likely), stays.
        url: the page's address, whose country and day may tell.
        stamps: other stamps of the article, which tell best.
        root: the page, whose comments may tell, too.
    """
    when = parse_iso(stamp)
    if not isinstance(when, datetime) or when.utcoffset() != timedelta(0) or when.time() == time(0):
        return stamp
    offset = next(filter(None, map(offset_of, stamps)), None)
    if offset:
        return when.astimezone(timezone(offset)).isoformat()
    zone = _zone_of(url)
    if zone:
        return when.astimezone(zone).isoformat()
    times = (read_stamp(t.get("datetime")) or "" for t in islice(root.iter("time"), _MOST_TIMES))
    offset = next(filter(None, map(offset_of, times)), None)
    if offset:
        return when.astimezone(timezone(offset)).isoformat()
    return _shift_to_url_day(when, url)


def offset_of(stamp: str) -> timedelta | None:
    """The offset of a stamp, if it has one that is not UTC."""
    when = parse_iso(stamp) if stamp else None
    offset = when.utcoffset() if isinstance(when, datetime) else None
    return offset or None


def _shift_to_url_day(when: datetime, url: str) -> str:
    """Give a UTC stamp the smallest whole-hour offset that brings it to the day in the URL."""
    day = url_day(url)
    if day is None or abs((day - when.date()).days) != 1:
        return when.isoformat()
    hours = 24 - when.hour if day > when.date() else -(when.hour + 1)
    if -12 <= hours <= 14:
        return when.astimezone(timezone(timedelta(hours=hours))).isoformat()
    return when.isoformat()


def url_day(url: str) -> date | None:
    """The day that a URL's path names (`/2024/07/09/`, `20240709`)."""
    found = _URL_DATE.search(urlsplit(url).path)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _zone_of(url: str) -> ZoneInfo | None:
    """The time zone of a country-code domain whose country keeps one."""
    host = urlsplit(url).hostname or ""
    name = _ZONES.get(host.rpartition(".")[2])
    return ZoneInfo(name) if name else None


def in_month(stamp: str, url: str) -> bool:
    """Whether a stamp is of the month that the URL names, if it names one, or a day from it."""
    said, month = date.fromisoformat(stamp[:10]), _URL_MONTH.search(url)
    around = {(said + timedelta(days=days)).isoformat()[:7] for days in (-1, 0, 1)}
    return month is None or f"{month[1]}-{month[2]}" in around
