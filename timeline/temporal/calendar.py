"""Units of the calendar: days, weeks, months … centuries as numbered, shiftable values.

A `Unit` is the one currency of the normaliser. Its `value` is TIMEX3 (TimeML 1.2.1 § 2.2.4),
its `edtf` ISO 8601-2 as the table of conventions in `timeline.edtf` wants it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from timeline.edtf import civil, day_number, day_text, month_days, year_text
from timeline.models import Granularity

_PER_YEAR: dict[str, int] = {"month": 12, "quarter": 4, "half": 2, "season": 4, "year": 1}
_SEASON_STARTS = (3, 6, 9, 12)
_SEASON_CODES = ("SP", "SU", "FA", "WI")
_THIRDS: dict[str, tuple[tuple[int, int], ...]] = {
    "month": ((1, 10), (11, 20), (21, 31)),
    "year": ((1, 4), (5, 8), (9, 12)),
    "decade": ((0, 3), (4, 6), (7, 9)),
    "century": ((0, 33), (34, 66), (67, 99)),
}
PARTS: dict[str, int] = {"START": 0, "MID": 1, "END": 2}


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the calendar.

    Attributes:
        grain: what kind of unit.
        index: its number; consecutive units of one grain have consecutive numbers. Days count
            as `timeline.edtf.day_number` does, years as astronomers do (0 is 1 BC), centuries
            before the common era from -1, weeks
            begin on Mondays, a season belongs to the year in which it begins.
        south: of a season: whether it is one of the southern hemisphere.
    """

    grain: Granularity
    index: int
    south: bool = False

    @property
    def year(self) -> int:
        """The (astronomical) year in which it begins."""
        if self.grain in _PER_YEAR:
            return self.index // _PER_YEAR[self.grain]
        if self.grain == "decade":
            return self.index * 10
        if self.grain == "century":
            return self.index * 100 + (self.index < 0)
        return civil(self.first)[0]

    @property
    def month(self) -> int:
        """The month (1-12) in which it begins."""
        return civil(self.first)[1]

    @property
    def number(self) -> int:
        """Its number inside the year, from 1 (of the grains that have one)."""
        return self.index % _PER_YEAR[self.grain] + 1

    @property
    def first(self) -> int:
        """Day number of its first day."""
        if self.grain == "day":
            return self.index
        if self.grain == "week":
            return self.index * 7 + 1
        if self.grain == "weekend":
            return self.index * 7 + 6
        if self.grain == "season":
            month = _SEASON_STARTS[(self.index + 2 * self.south) % 4]
            return day_number(self.year, month, 1)
        months = 12 // _PER_YEAR.get(self.grain, 1)
        return day_number(self.year, (self.index % (12 // months)) * months + 1, 1)

    @property
    def last(self) -> int:
        """Day number of its last day."""
        if self.grain == "day":
            return self.index
        if self.grain in ("week", "weekend"):
            return self.index * 7 + 7
        if self.grain == "season":
            year, month, _ = civil(self.first)
            return day_number(year + (month + 3 > 12), (month + 2) % 12 + 1, 1) - 1
        if self.grain == "century" and self.index == -1:
            return day_number(0, 12, 31)
        return self.shift(1).first - 1

    def shift(self, count: int) -> Unit:
        """The unit that comes `count` units later (earlier, if negative)."""
        return Unit(self.grain, self.index + count, self.south)

    @property
    def value(self) -> str:
        """TIMEX3 value: `2024-07-09`, `2024-W28`, `2024-Q3`, decade `199`, `BC0044`."""
        if self.year <= 0:
            return self._value_bc()
        year = f"{self.year:04d}"
        if self.grain == "day":
            return day_text(self.index)
        if self.grain in ("week", "weekend"):
            iso_year, week = iso_week(self.index)
            return f"{iso_year:04d}-W{week:02d}" + ("-WE" if self.grain == "weekend" else "")
        if self.grain == "month":
            return f"{year}-{self.number:02d}"
        if self.grain in ("quarter", "half"):
            return f"{year}-{self.grain[0].upper()}{self.number}"
        if self.grain == "season":
            return f"{year}-{_SEASON_CODES[self.index % 4]}"
        return {"decade": year[:3], "century": year[:2]}.get(self.grain, year)

    def _value_bc(self) -> str:
        """TIMEX3 § 2.2.4: years before the common era are written BC and count from 1."""
        year = f"BC{1 - self.year:04d}"
        if self.grain == "day":
            return f"{year}-{self.month:02d}-{civil(self.index)[2]:02d}"
        if self.grain == "month":
            return f"{year}-{self.number:02d}"
        if self.grain == "season":
            return f"{year}-{_SEASON_CODES[self.index % 4]}"
        if self.grain == "century":
            return f"BC{-self.index - 1:02d}"
        return year

    @property
    def edtf(self) -> str:
        """ISO 8601-2; a week or weekend is one day of a set, since ISO weeks are not EDTF."""
        year = year_text(self.year)
        if self.grain == "day":
            return day_text(self.index)
        if self.grain in ("week", "weekend") or (self.year < 0 and self.grain == "decade"):
            return f"[{day_text(self.first)}..{day_text(self.last)}]"
        if self.grain == "month":
            return f"{year}-{self.number:02d}"
        if self.grain == "season":
            return f"{year}-{(29 if self.south else 21) + self.index % 4}"
        if self.grain in ("quarter", "half"):
            return f"{year}-{(33 if self.grain == 'quarter' else 40) + self.number - 1}"
        if self.grain == "decade":
            return f"{year[:-1]}X"
        if self.grain == "century":
            return f"{year[:-2]}XX" if self.year >= 0 else f"[{year}..{year_text(self.year + 99)}]"
        return year

    @property
    def start(self) -> str:
        """EDTF of the bound of a range that it opens: a day, month or year.

        Seasons, quarters and unspecified digits are no bounds in all of ISO 8601-2's forms.
        """
        return self._bound(self.first)

    @property
    def end(self) -> str:
        """EDTF of the bound of a range that it closes: a day, month or year."""
        return self._bound(self.last)

    def _bound(self, day: int) -> str:
        if self.grain in ("day", "week", "weekend"):
            return day_text(day)
        year, month, _ = civil(day)
        if self.grain in ("year", "decade", "century"):
            return year_text(year)
        return f"{year_text(year)}-{month:02d}"

    def part(self, mod: str) -> str | None:
        """EDTF of its early (`START`), middle (`MID`) or late (`END`) third, if it has thirds."""
        third = PARTS[mod]
        if self.grain == "day" or self.year < 0:
            return None
        if self.grain == "month":
            low, high = _THIRDS["month"][third]
            year, month, _ = civil(self.first)
            high = min(high, month_days(year, month))
            return f"[{self.edtf}-{low:02d}..{self.edtf}-{high:02d}]"
        if self.grain == "year":
            low, high = _THIRDS["year"][third]
            return f"[{self.edtf}-{low:02d}..{self.edtf}-{high:02d}]"
        if self.grain in ("decade", "century"):
            low, high = _THIRDS[self.grain][third]
            return f"[{year_text(self.year + low)}..{year_text(self.year + high)}]"
        length = self.last - self.first + 1
        low, high = length * third // 3, length * (third + 1) // 3 - 1
        return f"[{day_text(self.first + low)}..{day_text(self.first + high)}]"


def unit_of(grain: Granularity, day: int, *, south: bool = False) -> Unit:
    """The unit of a grain that holds a day.

    Args:
        grain: which kind of unit.
        day: day number.
        south: whether seasons are those of the southern hemisphere.

    Returns:
        The unit; for `weekend` that of the same ISO week.
    """
    if grain == "day":
        return Unit("day", day)
    if grain in ("week", "weekend"):
        return Unit(grain, (day - 1) // 7)
    year, month, _ = civil(day)
    if grain == "season":
        code = (month // 3 - 1) % 4
        name = (code + 2) % 4 if south else code
        return Unit("season", (year - (month < 3)) * 4 + name, south)
    if grain in _PER_YEAR:
        per_year = _PER_YEAR[grain]
        return Unit(grain, year * per_year + (month - 1) * per_year // 12)
    return Unit(grain, year // (10 if grain == "decade" else 100))


def day_unit(year: int, month: int, day: int) -> Unit | None:
    """The day of a civil date, or None if there is no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= month_days(year, month):
        return None
    return Unit("day", day_number(year, month, day))


def year_unit(year: int) -> Unit:
    """A year; 0 is 1 BC."""
    return Unit("year", year)


def month_unit(year: int, month: int) -> Unit:
    """A month (1-12) of a year."""
    return Unit("month", year * 12 + month - 1)


def iso_week(index: int) -> tuple[int, int]:
    """ISO 8601 year and number of the week with an index (weeks since 0001-01-01)."""
    thursday = index * 7 + 4
    year = civil(thursday)[0]
    return year, (thursday - day_number(year, 1, 1)) // 7 + 1


def weekday_of(day: int) -> int:
    """Weekday of a day number, Monday is 0."""
    return (day - 1) % 7


def shift_months(day: int, months: int) -> int:
    """The same day of the month so many months later, or the month's last day."""
    year, month, number = civil(day)
    years, month0 = divmod(month - 1 + months, 12)
    number = min(number, month_days(year + years, month0 + 1))
    return day_number(year + years, month0 + 1, number)


def easter(year: int) -> int:
    """Day number of Easter Sunday (Gregorian; the anonymous algorithm of *Nature*, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    el = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return day_number(year, month, day + 1)


def orthodox_easter(year: int) -> int:
    """Day number of Orthodox Easter (Meeus' Julian algorithm, *Astronomical Algorithms* ch. 8)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return day_number(year, month, day + 1) + year // 100 - year // 400 - 2


def of_date(when: date) -> int:
    """Day number of a `datetime.date` or `datetime.datetime`."""
    return when.toordinal()
