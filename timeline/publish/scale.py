"""The scale of a chart: its days, its columns and the finer bins of its bars."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from timeline.edtf import civil, day_number, day_text, month_days, year_text
from timeline.edtf_text import display, year_name

Unit = Literal["day", "month", "year", "decade", "century", "millennium"]
_NARROW_LABELS = 8
_FIRST, _LAST = day_number(-19_999, 1, 1), day_number(19_999, 12, 31)
_YEARS: dict[str, int] = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}
_FINER: dict[Unit, Unit] = {
    "millennium": "century", "century": "decade", "decade": "year", "year": "month",
    "month": "day", "day": "day",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a chart: a link, and the next zoom.

    Attributes:
        edtf: what `?when=` it leads to.
        first, last: inclusive day numbers.
        label: under the column; name: in words (`September 2014`).
        minor: a label that a narrow screen leaves out.
    """

    edtf: str
    first: int
    last: int
    label: str
    name: str
    minor: bool


@dataclass(frozen=True)
class Axis:
    """A span of days cut into columns, each cut into bins for the bars.

    Attributes:
        first, last: inclusive day numbers; always whole columns.
        column: unit of the columns; bar: unit of the bins.
        columns: in order of time.
    """

    first: int
    last: int
    column: Unit
    bar: Unit
    columns: tuple[Column, ...]

    def x(self, day: float) -> float:
        """Where a day begins, in percent of the width; may lie outside of 0…100."""
        return (day - self.first) / (self.last - self.first + 1) * 100

    @cached_property
    def bins(self) -> tuple[int, ...]:
        """First day of each bin."""
        return tuple(first for first, _ in _units(self.bar, self.first, self.last))

    def bin(self, first: int | None, last: int | None) -> int | None:
        """Number the bin that a date lies in as a whole; None if it is wider or elsewhere."""
        if first is None or last is None or first < self.first or last > self.last:
            return None
        number = bisect_right(self.bins, first) - 1
        end = self.bins[number + 1] - 1 if number + 1 < len(self.bins) else self.last
        return number if last <= end else None

    def overlaps(self, first: int | None, last: int | None) -> bool:
        """Whether a date may lie on the axis; None: open."""
        return (first is None or first <= self.last) and (last is None or last >= self.first)

    def cut_bins(self) -> Iterator[tuple[int, int, int]]:
        """The bins that begin before the axis or end after it: (number, first, last day shown)."""
        spans = list(_units(self.bar, self.first, self.last))
        for place in dict.fromkeys((0, len(spans) - 1)):
            first, last = spans[place]
            if first < self.first or last > self.last:
                yield place, max(first, self.first), min(last, self.last)

    def column_of(self, day: int) -> int | None:
        """Number the column that a day lies in, or None."""
        if not self.first <= day <= self.last:
            return None
        return bisect_right([column.first for column in self.columns], day) - 1


def make_axis(first: int, last: int, *, whole: bool) -> Axis:
    """Choose the units for a span of days and cut it.

    Over 30 years the columns are decades (over 300 years centuries, over 3,000 millennia) and
    the bars one unit finer; over 2 years years and months; over 31 days months and days;
    else days. Nothing is drawn beyond 20,000 years from the common era's beginning.

    Args:
        first: day number.
        last: day number, inclusive.
        whole: widen the span to whole columns; else the outer columns are cut to it.
    """
    first, last = max(first, _FIRST), min(last, _LAST)
    if first > last:
        first, last = (_FIRST, _FIRST) if last < _FIRST else (_LAST, _LAST)
    days = last - first + 1
    column: Unit = "day"
    for limit, unit in ((31, "month"), (732, "year"), (10_958, "decade"), (109_573, "century")):
        if days > limit:
            column = unit  # type: ignore[assignment]
    if days > 1_095_728:
        column = "millennium"
    spans = list(_units(column, first, last))
    if whole:
        first, last = spans[0][0], spans[-1][1]
    columns = tuple(
        _column(column, a, b, max(a, first), min(b, last), number, len(spans))
        for number, (a, b) in enumerate(spans)
    )
    return Axis(first, last, column, _FINER[column], columns)


def _units(unit: Unit, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Cut a span into calendar units; the outer ones are whole."""
    if unit == "day":
        for day in range(first, last + 1):
            yield day, day
        return
    year, month, _ = civil(first)
    if unit == "month":
        start = day_number(year, month, 1)
        while start <= last:
            end = start + month_days(year, month) - 1
            yield start, end
            start, month = end + 1, month % 12 + 1
            year += month == 1
        return
    step = _YEARS[unit]
    year -= year % step
    while (start := day_number(year, 1, 1)) <= last:
        year += step
        yield start, day_number(year, 1, 1) - 1


def _column(
    unit: Unit, first: int, last: int, shown_first: int, shown_last: int, number: int, count: int
) -> Column:
    """Name a column; one that is cut off by the axis leads to the part that is shown."""
    year, month, day = civil(first)
    edtf, label = _name(unit, year, month, first, last)
    if (shown_first, shown_last) != (first, last):
        edtf = f"{day_text(shown_first)}/{day_text(shown_last)}"
    name = display(edtf)
    if unit == "day":
        name = display(day_text(first))
        return Column(edtf, first, last, str(day), name, _minor_day(day, count))
    minor = number % max(1, -(-count // _NARROW_LABELS)) != 0
    return Column(edtf, shown_first, shown_last, label, name, minor)


def _minor_day(day: int, count: int) -> bool:
    return count > 12 and day != 1 and day % 5 != 0


def _name(unit: Unit, year: int, month: int, first: int, last: int) -> tuple[str, str]:
    if unit == "day":
        return day_text(first), ""
    if unit == "month":
        label = display(f"2000-{month:02d}", short=True, within=2000)
        return f"{year_text(year)}-{month:02d}", label
    if unit == "year":
        return year_text(year), year_name(year)
    end = civil(last)[0]
    span = f"{year_text(year)}/{year_text(end)}"
    label = year_name(year) if year < 1000 else f"{year}s"
    if unit == "decade" and 0 <= year <= 9990:
        return f"{year:04d}"[:3] + "X", label
    if unit == "century" and 0 <= year <= 9900:
        return f"{year:04d}"[:2] + "XX", label
    return span, label


def bar_words(unit: Unit) -> str:
    """Say what the height of a bar counts."""
    return f"a {unit}"
