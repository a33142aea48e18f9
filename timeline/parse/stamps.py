"""Machine-readable date stamps, as pages and feeds write them, to ISO 8601.

Reads ISO 8601 and RFC 3339, RFC 822/5322, what `Date.toString()` and `date` print, Unix seconds
and milliseconds, dotted dates (always day first) and English month names. What could be read two
ways (`03/04/2024`) is not read.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

MAX_LENGTH = 120
_EARLIEST_YEAR = 1000
_LATEST_YEAR = 9998
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_OFFSET = (
    r"(?P<off>Z|UTC|GMT|UT|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|(?:UTC|GMT)?[+-]\d{2}"
    r"|EDT|EST|CDT|CST|MDT|MST|PDT|PST|CEST|CET|BST|EET|EEST|JST)?"
)
_CLOCK = (
    r"(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:[.,:]\d+)?)?\s*(?P<ap>[ap]\.?m\.?)?\s*"
    + _OFFSET
)
_TAIL = (
    r"(?:(?:T|\s*,?\s*(?:at\s+|-\s+|[|]\s*)?)"
    + _CLOCK
    + r"(?:\s*\(?[A-Za-z+:\d/_ ]{0,40}\)?)?)?\s*$"
)
_FORMS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})" + _TAIL,
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"
        r"(?:[T ]?(?P<h>\d{2}):?(?P<mi>\d{2})(?::?(?P<s>\d{2}))?(?P<ap>(?!))?\s*"
        + _OFFSET
        + r")?\s*$",
        r"(?P<y>\d{4})[/.](?P<m>\d{1,2})[/.](?P<d>\d{1,2})\.?" + _TAIL,
        r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})" + _TAIL,
        r"(?:[a-z]{3,9}\.?,?\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s-]+" + _MONTH
        + r",?[\s-]+(?P<y>\d{4})" + _TAIL,
        r"(?:[a-z]{3,9}\.?,?\s+)?" + _MONTH + r"\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})"
        + _TAIL,
        r"[a-z]{3},?\s+" + _MONTH + r"\s+(?P<d>\d{1,2})\s+" + _CLOCK + r"\s+(?P<y>\d{4})\s*$",
    )
)  # fmt: skip
_SLASHED = re.compile(r"(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<y>\d{4})" + _TAIL, re.I)
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6,
    "mst": -7, "pdt": -7, "pst": -8, "cest": 2, "cet": 1, "bst": 1, "eet": 2, "eest": 3, "jst": 9,
}  # fmt: skip


def read_stamp(raw: str | None, *, day_first: bool = False) -> str | None:
    """Read one stamp.

    Args:
        raw: an attribute or element value.
        day_first: read `03/04/2024` as 3 April; otherwise it is not read.

    Returns:
        `2024-07-09`, `2024-07-09T10:00:00` or `2024-07-09T10:00:00+02:00`, as much as was said;
        None if nothing certain could be read. An impossible clock leaves the date alone; an
        impossible day leaves nothing.
    """
    text = (raw or "").strip().strip("\"'")
    if not 6 <= len(text) <= MAX_LENGTH or not text.isascii():
        return None
    if text.isdigit() and len(text) in (10, 13):
        return _from_epoch(int(text[:10]))
    for form in _FORMS:
        found = form.match(text)
        if found:
            groups = found.groupdict()
            month = groups.get("m") or _MONTHS[groups["mon"][:3].lower()]
            return _build(int(groups["y"]), int(month), int(groups["d"]), groups)
    found = _SLASHED.match(text)
    if found:
        return _from_slashed(found, day_first=day_first)
    return None


def is_ambiguous(raw: str | None) -> bool:
    """Whether a stamp is a date like `03/04/2024`, which may be in April or March."""
    text = (raw or "").strip()
    found = _SLASHED.match(text) if len(text) <= MAX_LENGTH else None
    return found is not None and _from_slashed(found, day_first=False) is None


def _from_slashed(found: re.Match[str], *, day_first: bool) -> str | None:
    """`24/07/2024` and `07/24/2024`; `03/04/2024` only if the order is known."""
    first, second = int(found["a"]), int(found["b"])
    if first > 12 or first == second or day_first:
        return _build(int(found["y"]), second, first, found.groupdict())
    if second > 12:
        return _build(int(found["y"]), first, second, found.groupdict())
    return None


def _from_epoch(seconds: int) -> str | None:
    """Unix time, if it falls into the web's years."""
    when = datetime.fromtimestamp(seconds, UTC)
    return when.isoformat() if 1995 <= when.year <= 2100 else None


def _build(year: int, month: int, day: int, groups: dict[str, str | None]) -> str | None:
    """Put the parts together, dropping a clock or offset that cannot be."""
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        return None
    try:
        that_day = date(year, month, day)
    except ValueError:
        return None
    if not groups.get("h"):
        return that_day.isoformat()
    hour = int(groups["h"] or 0)
    half = (groups.get("ap") or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    second = min(int(groups.get("s") or 0), 59)
    try:
        when = datetime(year, month, day, hour, int(groups["mi"] or 0), second)  # noqa: DTZ001
    except ValueError:
        return that_day.isoformat()
    offset = _offset(groups.get("off"))
    if offset is None:
        return when.isoformat()
    return when.replace(tzinfo=timezone(offset)).isoformat()


def _offset(text: str | None) -> timedelta | None:
    """The offset that `+02:00`, `GMT+2`, `CEST` say; None if there is none or it cannot be."""
    if not text:
        return None
    name = text.lower()
    if name in _ZONES:
        return timedelta(hours=_ZONES[name])
    digits = name.removeprefix("utc").removeprefix("gmt").replace(":", "")
    hours, minutes = int(digits[1:3]), int(digits[3:5] or 0)
    if hours > 14 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return -offset if digits[0] == "-" else offset
