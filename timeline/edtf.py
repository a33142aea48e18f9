"""EDTF values (ISO 8601-2:2019, levels 0 and 1 and the sets of level 2): what days they mean.

The table of conventions is in the README. `edtf` is the truth of every date in this package;
everything else (`earliest`, `latest`, day numbers, `year`) is derived from it here.
Day numbers are proleptic Gregorian ordinals as `datetime.date.toordinal` counts them
(0001-01-01 is 1), continued below 1 for years before the common era.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from timeline.errors import EDTFError
from timeline.models import Granularity

Kind = Literal["date", "interval", "set"]

_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Sub-year codes of ISO 8601-2: code → (first month, months, granularity). Seasons are
# meteorological; a season that crosses the new year belongs to the year in which it begins.
_SUB_YEARS: dict[int, tuple[int, int, Granularity]] = {
    21: (3, 3, "season"), 22: (6, 3, "season"), 23: (9, 3, "season"), 24: (12, 3, "season"),
    25: (3, 3, "season"), 26: (6, 3, "season"), 27: (9, 3, "season"), 28: (12, 3, "season"),
    29: (9, 3, "season"), 30: (12, 3, "season"), 31: (3, 3, "season"), 32: (6, 3, "season"),
    33: (1, 3, "quarter"), 34: (4, 3, "quarter"), 35: (7, 3, "quarter"), 36: (10, 3, "quarter"),
    37: (1, 4, "season"), 38: (5, 4, "season"), 39: (9, 4, "season"),
    40: (1, 6, "half"), 41: (7, 6, "half"),
}  # fmt: skip
_DATE = re.compile(
    r"(?P<year>Y-?\d{5,9}|-?\d{4}|-?\d{3}X|-?\d{2}XX)"
    r"(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[?~%]?)\Z",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Edtf:
    """An EDTF value and the days that it may mean.

    Attributes:
        value: the text, as it was parsed.
        earliest_day, latest_day: inclusive day numbers; None where the side is open or unknown.
        granularity: the finest unit that is written (of an interval or set: of its bounds).
        kind: a single date, an interval (`a/b`: it lasted) or a set (`[a..b]`: some time in it).
        approximate, uncertain: whether `~` or `%`, `?` or `%` qualifies it (or a bound).
    """

    value: str
    earliest_day: int | None
    latest_day: int | None
    granularity: Granularity
    kind: Kind = "date"
    approximate: bool = False
    uncertain: bool = False

    @property
    def earliest(self) -> str | None:
        """First day as ISO text (years below 0 as EDTF writes them), or None if open."""
        return None if self.earliest_day is None else day_text(self.earliest_day)

    @property
    def latest(self) -> str | None:
        """Last day as ISO text, or None if open."""
        return None if self.latest_day is None else day_text(self.latest_day)

    @property
    def year(self) -> int | None:
        """Year of the first day, or of the last where the start is open."""
        day = self.earliest_day if self.earliest_day is not None else self.latest_day
        return None if day is None else civil(day)[0]

    def overlaps(self, other: Edtf) -> bool:
        """Whether a day exists that both may mean; open sides are unbounded."""
        return not (
            (self.latest_day is not None and other.earliest_day is not None
             and self.latest_day < other.earliest_day)
            or (other.latest_day is not None and self.earliest_day is not None
                and other.latest_day < self.earliest_day)
        )  # fmt: skip

    def contains(self, other: Edtf) -> bool:
        """Whether every day that `other` may mean is one that this may mean."""
        starts = self.earliest_day is None or (
            other.earliest_day is not None and other.earliest_day >= self.earliest_day
        )
        ends = self.latest_day is None or (
            other.latest_day is not None and other.latest_day <= self.latest_day
        )
        return starts and ends

    @property
    def days(self) -> int | None:
        """How many days it may mean, or None if a side is open."""
        if self.earliest_day is None or self.latest_day is None:
            return None
        return self.latest_day - self.earliest_day + 1


def is_leap(year: int) -> bool:
    """Whether a proleptic Gregorian year (0 is 1 BC) has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_days(year: int, month: int) -> int:
    """Count the days of a month (1-12)."""
    return 29 if month == 2 and is_leap(year) else _MONTH_DAYS[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """Number a proleptic Gregorian day; 0001-01-01 is 1, years may be 0 or negative."""
    shifted = year - (month <= 2)
    era, of_era = divmod(shifted, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 305


def civil(number: int) -> tuple[int, int, int]:
    """Turn a day number into (year, month, day), the inverse of `day_number`."""
    era, of_era = divmod(number + 305, 146097)
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1


def year_text(year: int) -> str:
    """Write a year as EDTF does: `0033`, `-0043`, `Y12345`."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def day_text(number: int) -> str:
    """Write a day number as EDTF or ISO text, `2024-07-09`."""
    year, month, day = civil(number)
    return f"{year_text(year)}-{month:02d}-{day:02d}"


@lru_cache(maxsize=16384)
def parse(text: str) -> Edtf:
    """Read an EDTF value.

    Args:
        text: level 0 and 1 (`2024-07-09`, `2024-21`, `199X`, `2024~`, `2014/2015`, `2022/..`)
            or a level 2 set of one choice (`[2024-05-03..2024-05-05]`, `[..2014]`,
            `[2024,2026]`).

    Returns:
        The value with its first and last day.

    Raises:
        EDTFError: the text is none of these, or names a day that does not exist.
    """
    if text.startswith(("[", "{")):
        return _parse_set(text)
    if "/" in text:
        return _parse_interval(text)
    return _parse_date(text)


def _parse_date(text: str) -> Edtf:
    match = _DATE.match(text)
    if match is None:
        raise EDTFError(f"not an EDTF date: {text!r}")
    first, last, granularity = _span(match["year"], match["month"], match["day"], text)
    mark = match["mark"]
    return Edtf(text, first, last, granularity, "date", mark in ("~", "%"), mark in ("?", "%"))


def _span(
    year_part: str, month_part: str | None, day_part: str | None, text: str
) -> tuple[int, int, Granularity]:
    low = int(year_part.lstrip("Y").replace("X", "0"))
    high = int(year_part.lstrip("Y").replace("X", "9"))
    if year_part.startswith("-") and "X" in year_part:
        low, high = high, low
    if "X" in year_part:
        if month_part is not None:
            raise EDTFError(f"a month of an unspecified year: {text!r}")
        unit: Granularity = "century" if year_part.endswith("XX") else "decade"
        return day_number(low, 1, 1), day_number(high, 12, 31), unit
    if month_part is None or month_part == "XX":
        if day_part not in (None, "XX"):
            raise EDTFError(f"a day of an unspecified month: {text!r}")
        unit = "year" if month_part is None else "day" if day_part else "month"
        return day_number(low, 1, 1), day_number(low, 12, 31), unit
    return _month_span(low, int(month_part), day_part, text)


def _month_span(
    year: int, month: int, day_part: str | None, text: str
) -> tuple[int, int, Granularity]:
    if month in _SUB_YEARS and day_part is None:
        start, months, granularity = _SUB_YEARS[month]
        extra, last_month = divmod(start + months - 2, 12)
        end = year + extra
        last = day_number(end, last_month + 1, month_days(end, last_month + 1))
        return day_number(year, start, 1), last, granularity
    if not 1 <= month <= 12:
        raise EDTFError(f"no such month: {text!r}")
    if day_part is None or day_part == "XX":
        last = day_number(year, month, month_days(year, month))
        return day_number(year, month, 1), last, "day" if day_part else "month"
    if not 1 <= int(day_part) <= month_days(year, month):
        raise EDTFError(f"no such day: {text!r}")
    number = day_number(year, month, int(day_part))
    return number, number, "day"


def _parse_interval(text: str) -> Edtf:
    start_text, _, end_text = text.partition("/")
    start = None if start_text in ("", "..") else _parse_date(start_text)
    end = None if end_text in ("", "..") else _parse_date(end_text)
    return _between(text, start, end, "interval")


def _parse_set(text: str) -> Edtf:
    inner = text[1:-1]
    if text[-1:] != {"[": "]", "{": "}"}[text[0]] or not inner:
        raise EDTFError(f"not an EDTF set: {text!r}")
    parts = [part.strip() for part in inner.split(",")]
    first, last = parts[0], parts[-1]
    start = None if first.startswith("..") else _parse_date(first.split("..")[0])
    end = None if last.endswith("..") else _parse_date(last.split("..")[-1])
    for part in parts[1:-1]:
        for bound in part.split(".."):
            _parse_date(bound)
    return _between(text, start, end, "set")


def _between(text: str, start: Edtf | None, end: Edtf | None, kind: Kind) -> Edtf:
    bounds = [bound for bound in (start, end) if bound is not None]
    if not bounds:
        raise EDTFError(f"nothing is known of either end: {text!r}")
    earliest = start.earliest_day if start else None
    latest = end.latest_day if end else None
    if earliest is not None and latest is not None and earliest > latest:
        raise EDTFError(f"it ends before it begins: {text!r}")
    finest: Granularity = min((b.granularity for b in bounds), key=_FINENESS.__getitem__)
    return Edtf(
        text,
        earliest,
        latest,
        finest,
        kind,
        any(bound.approximate for bound in bounds),
        any(bound.uncertain for bound in bounds),
    )


_FINENESS: dict[Granularity, int] = {
    "day": 0, "weekend": 1, "week": 2, "month": 3, "quarter": 4, "half": 6, "season": 5,
    "year": 7, "decade": 8, "century": 9,
}  # fmt: skip


def is_valid(text: str) -> bool:
    """Whether `parse` would read it."""
    try:
        parse(text)
    except EDTFError:
        return False
    return True
