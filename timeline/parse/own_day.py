"""The day that a text says it is of, for texts that come without their publication time.

News agencies open with place, day and source ("JAKARTA, July 2, 2013 (AWN) -"), and copied pages
keep a line such as "Posted: 5 March 2013". A full date alone proves nothing: it may be the
story's. So a date counts only where nothing but a place, a label, a byline or a clock stands
around it, and none counts if two such lines disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from timeline.parse.localtime import url_day
from timeline.parse.written import WrittenDate, dates_in, rows_of

Stamp = tuple[str, str]
"""ISO 8601, and how it was found: `stamp`, `dateline` or `url`."""

_FIRST_LINES, _LAST_LINES, _OPENINGS = 6, 3, 4
_LONGEST = 100
_OPENING = 160
_EARLIEST = date(1900, 1, 1)
_AHEAD = timedelta(days=366)
_LABELS = "|".join(re.escape(row[1]) for row in rows_of("labels.tsv"))
_LABEL = re.compile(
    rf"\W*(?:(?:first|last|originally)\s+)?(?:{_LABELS}|posted|date(?=:)|dated(?=:))\w*\W*"
    r"(?:by\s+(?-i:[A-Z])[\w.'-]*(?:\s+(?-i:[A-Z])[\w.'-]*){0,3}\W+)?"
    r"(?:(?:on|at|am|den|le|el|em|il|op)\s+)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?:\bat\b|\bon\b|\d{1,2}(?::\d\d){1,2}\s*(?:[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?"
    r"|\b(?:GMT|UTC|[ECMP][SD]?T|BST|I?ST|CEST|CET|[A-Z]KT)\b|[+-]\d{4}\b)",
    re.IGNORECASE,
)
_PIECES = re.compile(r"\s+[|•·–—-]+\s+|\s*[|•·]\s*|\t|\s{2,}")
_BYLINE = re.compile(r"\s*[Bb]y\s+[A-Z][^\d.!?]{1,60}\Z")
_PLACE = re.compile(
    r"\W{0,3}[A-ZÀ-Þ]{2}[A-ZÀ-Þ.'’ -]*(?:[,/]\s*[A-Z][\w.'’ -]{1,24}){0,2}"
    r"(?:\s*\([^()]{2,40}\))?\s*[,–—-]{0,2}\s*"
)
_SOME_PLACE = re.compile(r"\W{0,3}[A-Z][\w.'’-]+(?:[ ,]+[A-Z][\w.'’-]+){0,4}\s*,\s*")
_AGENCY = re.compile(r"\s*[,:]?\s*(?:\([^()]{2,40}\)|/[A-Z][\w -]{2,30}/)\s*(?:[-–—:]|$)")
_DASH = re.compile(r"\s*(?:[-–—]{1,2}|:)\s")
_ADDRESS = re.compile(r"https?://\S+\Z")


def find_own_day(text: str, url: str | None) -> Stamp | None:
    """Find the day that a text says it was written on.

    Args:
        text: paragraphs separated by newlines.
        url: its address, whose path may name the day.

    Returns:
        ISO 8601 with how it was found: a stamp in its first or last lines, else the dateline
        before its first sentences, else its address. None where none says it, where two of them
        are more than a day apart, or where the text knows of dates over a year later.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    found = _stamps(lines) or _datelines(lines)
    addressed = _addressed(lines, url)
    if addressed is not None:
        if any(not _near(stamp, addressed[0]) for stamp, _ in found):
            return None
        found = [*found, addressed]
    if not found or any(not _near(stamp, found[0][0]) for stamp, _ in found):
        return None
    chosen = found[0]
    that_day = date.fromisoformat(chosen[0][:10])
    if that_day < _EARLIEST or _knows_later(lines, that_day):
        return None
    return chosen


def is_stamp(line: str) -> bool:
    """Whether a line only says when and by whom its text was published."""
    return _stamp_of(line) is not None


def _stamps(lines: Sequence[str]) -> list[Stamp]:
    """Dates of lines that say nothing else; those that say "published" first."""
    edges = [*lines[:_FIRST_LINES], *lines[_FIRST_LINES:][-_LAST_LINES:]]
    found = [one for line in edges if (one := _stamp_of(line)) is not None]
    labelled = [stamp for stamp, has_label in found if has_label]
    plain = [stamp for stamp, has_label in found if not has_label]
    if labelled:
        return [(min(labelled), "stamp")]
    everywhere = {one[0][:10] for line in lines if (one := _stamp_of(line)) is not None}
    return [(stamp, "stamp") for stamp in plain] if len(everywhere) == 1 else []


def _stamp_of(line: str) -> tuple[str, bool] | None:
    """The date of a stamp line, and whether the line says what it is the date of."""
    if len(line) > _LONGEST:
        return None
    label = _LABEL.match(line)
    if label:
        found = _only_date(line[label.end() :])
        return None if found is None else (found.stamp, True)
    pieces = _PIECES.split(line)
    dates = [(place, one) for place, piece in enumerate(pieces) if (one := _only_date(piece))]
    if len(dates) != 1:
        return None
    others = [piece for place, piece in enumerate(pieces) if place != dates[0][0]]
    return (dates[0][1].stamp, False) if _furniture(others) else None


def _only_date(piece: str) -> WrittenDate | None:
    """The date of a piece in which only a weekday, a clock and a zone stand beside it."""
    found = [*dates_in(piece)]
    if len(found) != 1:
        return None
    rest = f"{piece[: found[0].start]} {piece[found[0].end :]}"
    return found[0] if not re.search(r"\w", _CLOCK.sub(" ", _WEEKDAY.sub(" ", rest))) else None


def _furniture(pieces: Sequence[str]) -> bool:
    """Whether what stands beside a date is a byline, a clock or one short name."""
    left = [one for one in pieces if re.search(r"\w", _CLOCK.sub(" ", one))]
    left = [one for one in left if not _BYLINE.match(one)]
    return not left or (len(left) == 1 and len(left[0].split()) <= 3 and left[0][:1].isupper())


def _datelines(lines: Sequence[str]) -> list[Stamp]:
    found = (_dateline_of(line) for line in lines[:_OPENINGS])
    return [(stamp, "dateline") for stamp in found if stamp is not None]


def _dateline_of(line: str) -> str | None:
    """The date between the place (and source) that a report opens with and its first word."""
    opening = line[:_OPENING]
    found = next(dates_in(opening), None)
    if found is None:
        return None
    before = _WEEKDAY.sub(" ", opening[: found.start]).strip(" ,")
    before = f"{before}, " if before else ""
    after = opening[found.end :]
    if before and _PLACE.fullmatch(before) and (_AGENCY.match(after) or _DASH.match(after)):
        return found.stamp
    if before and _SOME_PLACE.fullmatch(before) and _AGENCY.match(after):
        return found.stamp
    return None


def _addressed(lines: Sequence[str], url: str | None) -> Stamp | None:
    """The day in its address, or in one that stands alone on its first line."""
    addresses: Iterator[str] = (one for one in (url, *lines[:1]) if one and _ADDRESS.match(one))
    days = [day for one in addresses if (day := url_day(one)) is not None]
    return (days[0].isoformat(), "url") if days else None


def _near(stamp: str, other: str) -> bool:
    apart = date.fromisoformat(stamp[:10]) - date.fromisoformat(other[:10])
    return abs(apart.days) <= 1


def _knows_later(lines: Sequence[str], that_day: date) -> bool:
    """Whether the text names a full date more than a year later: the stamp is of something else."""
    return any(
        date.fromisoformat(one.stamp[:10]) - that_day > _AHEAD
        for line in lines
        for one in dates_in(line)
    )
