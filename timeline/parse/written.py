"""Dates as they are written for people, in one short line, in some sixty languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib import resources

_MOST_WORDS = 9
LONGEST_LINE = 140
"""Characters; a longer line is running text."""
_DIGIT = re.compile(r"\d")
_YEAR = r"(?P<y>(?:19|20)\d{2})"
_DAY = r"(?P<d>\d{1,2})"
_ORDINAL = r"(?:st|nd|rd|th|er|ère|º|°|\.)?"
_MONTH = r"(?P<mon>[^\W\d_][^\s\d.,;:()\[\]/|،–—-]{2,19}(?:\s(?:الأول|الثاني))?)"
"""Any word; a table tells whether it is a month. The Levant's names have two."""
_FORMS = (
    rf"{_YEAR}(?P<sep>[-/.])\s?(?P<m>\d{{1,2}})(?P=sep)\s?{_DAY}",
    rf"{_YEAR}\s?[年년]\s?(?P<m>\d{{1,2}})\s?[月월]\s?{_DAY}\s?[日일]",
    rf"{_DAY}\s?\.\s?(?P<m>\d{{1,2}})\s?\.\s?{_YEAR}",
    rf"(?P<a>\d{{1,2}})(?P<sep>[/-])(?P<b>\d{{1,2}})(?P=sep){_YEAR}",
    rf"{_DAY}{_ORDINAL}[\s/-](?:de\s|of\s|d['’]|ב)?{_MONTH}\.?[,،]?[\s/-](?:del?\s)?{_YEAR}",
    rf"(?<!\w){_MONTH}\.?\s{_DAY}{_ORDINAL}\s?[,،]?\s{_YEAR}",
    rf"{_YEAR}\.\sgada\s{_DAY}\.\s{_MONTH}",
    rf"{_YEAR}\.?\s(?:m\.\s)?{_MONTH}\s{_DAY}",
    rf"{_DAY}\stháng\s(?P<m>\d{{1,2}})(?:,|\snăm|,\snăm)?\s{_YEAR}",
)
_CLOCK = re.compile(
    r"\s{0,3}(?:[,|·•/-]|um|at|às|à|alle|kl\.?|klo|в|о|ob|w)?\s{0,3}(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)"
    r"(?::[0-5]\d)?(?!\d)\s?(?P<half>[ap]\.?m\b)?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a line.

    Attributes:
        start, end: where it stands, without its clock.
        stamp: ISO 8601, with a local time if one follows the date.
    """

    start: int
    end: int
    stamp: str


def dates_in(line: str, *, day_first: bool = False) -> Iterator[WrittenDate]:
    """Read the dates in a line of text.

    Day-first where dots separate; where slashes or hyphens do, only a year in front or a day
    over 12 tells the order. A date needs its year.

    Args:
        line: the text.
        day_first: read `03/04/2024` as 3 April; otherwise it is not read.
    """
    for found in _DATE.finditer(line) if _DIGIT.search(line) else ():
        groups = {k.partition("_")[0]: v for k, v in found.groupdict().items() if v}
        if "a" in groups:
            month, day = _month_and_day(int(groups["a"]), int(groups["b"]), day_first=day_first)
        else:
            named = _MONTHS.get(groups.get("mon", "").casefold(), 0)
            month, day = int(groups.get("m", named)), int(groups["d"])
        with suppress(ValueError):
            that_day = date(int(groups["y"]), month, day)
            clock = _CLOCK.match(line, found.end())
            stamp = _with_clock(that_day, clock) if clock else that_day.isoformat()
            yield WrittenDate(found.start(), found.end(), stamp)


def read_date_in(line: str, *, day_first: bool = False) -> str | None:
    """The first date in a line, as `dates_in` reads it, or None."""
    found = next(dates_in(line, day_first=day_first), None)
    return found.stamp if found else None


def is_dateline(line: str) -> bool:
    """Whether a line of a text is furniture: a date with a few words around it, no sentence."""
    if len(line) > LONGEST_LINE or line.endswith((".", "!", "?", "”", '"', "。")):
        return False
    found = next(dates_in(line), None)
    if found is None:
        return False
    return len((line[: found.start] + line[found.end :]).split()) <= _MOST_WORDS


def rows_of(table: str) -> list[list[str]]:
    """The rows of one of this package's tables (tab-separated, `#` begins a comment)."""
    text = resources.files("timeline.parse").joinpath(table).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _month_and_day(first: int, second: int, *, day_first: bool) -> tuple[int, int]:
    """Month and day of `24/07`, `07/24` or, if the order is known, `03/04`; else no month."""
    if first > 12 or first == second or day_first:
        return second, first
    return (first, second) if second > 12 else (0, 0)


def _with_clock(day: date, clock: re.Match[str]) -> str:
    """A local date-time."""
    hour = int(clock["h"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    return datetime.combine(day, time(hour % 24, int(clock["m"]))).isoformat()


def _any_form() -> re.Pattern[str]:
    """All forms of a date; the groups of form 3 are `y_3`, `m_3`, `d_3`."""
    numbered = (
        re.sub(r"\(\?P([<=])(\w+)", rf"(?P\1\2_{number}", form)
        for number, form in enumerate(_FORMS)
    )
    return re.compile(rf"(?<![\d./-])(?:{'|'.join(numbered)})(?!\d|\.\d)", re.I)


_DATE = _any_form()
_MONTHS = {row[0]: int(row[1]) for row in rows_of("months.tsv")}
