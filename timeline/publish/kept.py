"""Counts that the database keeps in step with the events, so that no page counts a million rows.

They answer for selections that nothing but dates narrow down (`Selection.filtered` is False).
"""

from __future__ import annotations

from collections import Counter

from timeline.edtf import civil, day_number
from timeline.publish.counts import Band, coarser
from timeline.publish.reading import Reader, Row, marks
from timeline.publish.scale import Axis, Unit

HOLLOW = "modality IN ('planned', 'possible', 'negated')"
BINNED: tuple[Unit, ...] = ("day", "month", "year")
UNITS = ("month", "season", "quarter", "half", "year", "decade", "century")


def years(reader: Reader) -> Counter[int]:
    """Count, for each year, the events that lie in it."""
    rows = reader.rows(
        "SELECT bin, sum(events) FROM event_bins WHERE unit = 'year' AND state = 'shown'"
        " GROUP BY bin HAVING sum(events) > 0"
    )
    return Counter(dict(rows))


def years_beyond(reader: Reader, sign: str, year: int) -> dict[int, int]:
    """Count the events that begin before (`<`) or after (`>`) a year, year by year."""
    return dict(
        reader.rows(
            "SELECT bin, sum(events) FROM event_bins WHERE unit = 'from year' AND state = 'shown'"
            f" AND bin {sign} ? GROUP BY bin HAVING sum(events) > 0",
            (year,),
        )
    )


def beginning(reader: Reader, first: int | None, last: int | None, state: str = "shown") -> int:
    """Count the events that begin in a span of days (open: that end in it).

    Args:
        reader: reads the database.
        first: day number; None: open.
        last: day number, inclusive; None: open.
        state: of the events.
    """
    first_year = None if first is None else civil(first)[0]
    last_year = None if last is None else civil(last)[0]
    events = _between(reader, "from year", state, first_year, last_year)
    if first is not None and first_year is not None:
        events -= _between(reader, "from day", state, day_number(first_year, 1, 1), first - 1)
    if last is not None and last_year is not None:
        events -= _between(reader, "from day", state, last + 1, day_number(last_year, 12, 31))
    return events


def _between(reader: Reader, unit: str, state: str, first: int | None, last: int | None) -> int:
    if first is not None and last is not None and first > last:
        return 0
    condition, values = "", []
    for sign, bound in ((">=", first), ("<=", last)):
        if bound is not None:
            condition += f" AND bin {sign} ?"
            values.append(bound)
    found = reader.value(
        f"SELECT sum(events) FROM event_bins WHERE unit = ? AND state = ?{condition}",
        (unit, state, *values),
    )
    return int(found or 0)


def columns(reader: Reader, axis: Axis) -> list[int]:
    """Count the events that begin in each column of an axis."""
    by_day = axis.column in ("day", "month")
    unit = "from day" if by_day else "from year"
    ends = (axis.first, axis.last) if by_day else (civil(axis.first)[0], civil(axis.last)[0])
    totals = [0] * len(axis.columns)
    for bin_number, events in reader.rows(
        "SELECT bin, sum(events) FROM event_bins WHERE unit = ? AND state = 'shown'"
        " AND bin BETWEEN ? AND ? GROUP BY bin",
        (unit, *ends),
    ):
        day = bin_number if by_day else max(axis.first, day_number(bin_number, 1, 1))
        column = axis.column_of(day)
        if column is not None:
            totals[column] += events
    if not by_day:
        for place in {0, len(totals) - 1}:
            cut = axis.columns[place]
            totals[place] = beginning(reader, cut.first, cut.last)
    return totals


def bars(reader: Reader, axis: Axis) -> list[Row]:
    """Count the events that lie in each bin: (bin of `event_bins`, hollow or not, events)."""
    year, month, _ = civil(axis.first)
    last_year, last_month, _ = civil(axis.last)
    ends = {
        "day": (axis.first, axis.last),
        "month": (year * 12 + month - 1, last_year * 12 + last_month - 1),
        "year": (year, last_year),
    }[axis.bar]
    return reader.rows(
        f"SELECT bin, {HOLLOW}, sum(events) FROM event_bins"
        " WHERE unit = ? AND state = 'shown' AND bin BETWEEN ? AND ? GROUP BY 1, 2",
        (axis.bar, *ends),
    )


def bands(reader: Reader, axis: Axis) -> list[Band]:
    """Count the events of each coarse date that overlaps an axis and is wider than its bars."""
    units = [unit for unit in UNITS if coarser(unit, axis.bar)]
    rows = reader.rows(
        f"SELECT edtf, granularity, sum(events), sum(events * NOT {HOLLOW}) FROM event_bands"
        f" WHERE state = 'shown' AND granularity IN ({marks(units)})"
        " AND earliest_day <= ? AND latest_day >= ? GROUP BY edtf, granularity"
        " HAVING sum(events) > 0",
        (*units, axis.last, axis.first),
    )
    return [Band(edtf, unit, events, bool(solid)) for edtf, unit, events, solid in rows]


def crossing(reader: Reader, first: int) -> list[tuple[str, str, int]]:
    """The coarse dates that began before a day and go on: (EDTF, granularity, events)."""
    return reader.rows(
        "SELECT edtf, granularity, sum(events) FROM event_bands"
        " WHERE state = 'shown' AND earliest_day < ? AND latest_day >= ?"
        " GROUP BY edtf, granularity HAVING sum(events) > 0",
        (first, first),
    )
