"""Counts that the database keeps in step with the events, so that no page counts a million rows.

They answer for selections that nothing but dates and modality narrow down (see `answers`).
"""

from __future__ import annotations

from collections import Counter

from timeline.edtf import civil, day_number
from timeline.publish.counts import HOLLOW as HOLLOW_MODALITIES
from timeline.publish.counts import Band, coarser
from timeline.publish.reading import Reader, Row, marks
from timeline.publish.scale import Axis, Unit
from timeline.publish.selection import Selection
from timeline.publish.where import Where

HOLLOW = f"modality IN ({', '.join(repr(one) for one in HOLLOW_MODALITIES)})"
BINNED: tuple[Unit, ...] = ("day", "month", "year")
UNITS = ("month", "season", "quarter", "half", "year", "decade", "century")


def answers(selection: Selection) -> bool:
    """Whether counts of a selection are kept."""
    s = selection
    narrowed = any((s.topic, s.place, s.actor, s.source, s.dated, s.minimum, s.q is not None))
    return not narrowed and s.score in (None, 0)


def _kept(selection: Selection, *, below: bool = False) -> Where:
    """A selection as a condition on the tables of counts; `below`: what is behind "show more"."""
    states = ["shown"] if selection.score is None else ["shown", "more"]
    where = Where(f"state IN ({marks(states)})", ("more",) if below else tuple(states))
    if selection.modality:
        where = where.and_(f"modality IN ({marks(selection.modality)})", *selection.modality)
    return where


def years(reader: Reader, selection: Selection) -> Counter[int]:
    """Count, for each year, the events that lie in it."""
    return _bins(reader, _kept(selection).and_("unit = 'year'"))


def beginnings(reader: Reader, selection: Selection) -> Counter[int]:
    """Count, for each year, the events that begin in it."""
    return _bins(reader, _kept(selection).and_("unit = 'from year'"))


def _bins(reader: Reader, where: Where) -> Counter[int]:
    rows = reader.rows(
        f"SELECT bin, sum(events) FROM event_bins WHERE {where.sql} GROUP BY bin"
        " HAVING sum(events) > 0",
        where.values,
    )
    return Counter(dict(rows))


def beginning(
    reader: Reader,
    selection: Selection,
    first: int | None,
    last: int | None,
    *,
    below: bool = False,
) -> int:
    """Count the events of a selection that begin in a span of days (open: that end in it).

    Args:
        reader: reads the database.
        selection: says what narrows them down; its dates do not matter.
        first: day number; None: open.
        last: day number, inclusive; None: open.
        below: count those behind "show more" instead.
    """
    kept = _kept(selection, below=below)
    by_year, by_day = kept.and_("unit = 'from year'"), kept.and_("unit = 'from day'")
    first_year = None if first is None else civil(first)[0]
    last_year = None if last is None else civil(last)[0]
    events = _between(reader, by_year, first_year, last_year)
    if first is not None and first_year is not None:
        events -= _between(reader, by_day, day_number(first_year, 1, 1), first - 1)
    if last is not None and last_year is not None:
        events -= _between(reader, by_day, last + 1, day_number(last_year, 12, 31))
    return events


def _between(reader: Reader, where: Where, first: int | None, last: int | None) -> int:
    if first is not None and last is not None and first > last:
        return 0
    if first is not None:
        where = where.and_("bin >= ?", first)
    if last is not None:
        where = where.and_("bin <= ?", last)
    sql = f"SELECT sum(events) FROM event_bins WHERE {where.sql}"
    return int(reader.value(sql, where.values) or 0)


def columns(reader: Reader, selection: Selection, axis: Axis) -> list[int]:
    """Count the events that begin in each column of an axis."""
    by_day = axis.column in ("day", "month")
    ends = (axis.first, axis.last) if by_day else (civil(axis.first)[0], civil(axis.last)[0])
    unit = "from day" if by_day else "from year"
    found = _bins(reader, _kept(selection).and_("unit = ? AND bin BETWEEN ? AND ?", unit, *ends))
    totals = [0] * len(axis.columns)
    for bin_number, events in found.items():
        day = bin_number if by_day else max(axis.first, day_number(bin_number, 1, 1))
        column = axis.column_of(day)
        if column is not None:
            totals[column] += events
    if not by_day:
        for place in {0, len(totals) - 1}:
            cut = axis.columns[place]
            totals[place] = beginning(reader, selection, cut.first, cut.last)
    return totals


def bars(reader: Reader, selection: Selection, axis: Axis) -> list[Row]:
    """Count the events that lie in each bin of an axis: (number, hollow or not, events).

    Where bins are wider than a year, ranges from one year to another are not among them.
    """
    if axis.bar not in BINNED:
        return _wide_bars(reader, selection, axis)
    first, last = (_bin_number(axis, day) for day in (axis.first, axis.last))
    where = _kept(selection).and_("unit = ? AND bin BETWEEN ? AND ?", axis.bar, first, last)
    return reader.rows(
        f"SELECT bin - ?, {HOLLOW}, sum(events) FROM event_bins WHERE {where.sql} GROUP BY 1, 2",
        (first, *where.values),
    )


def _wide_bars(reader: Reader, selection: Selection, axis: Axis) -> list[Row]:
    where = _kept(selection).and_("unit = 'year'")
    counted: Counter[tuple[int, bool]] = Counter()
    for year, hollow, events in reader.rows(
        f"SELECT bin, {HOLLOW}, sum(events) FROM event_bins WHERE {where.sql} GROUP BY 1, 2",
        where.values,
    ):
        slot = axis.bin(day_number(year, 1, 1), day_number(year, 12, 31))
        if slot is not None:
            counted[slot, hollow] += events
    where = _kept(selection)
    for first, last, hollow, events in reader.rows(
        f"SELECT earliest_day, latest_day, {HOLLOW}, sum(events) FROM event_bands"
        f" WHERE {where.sql} GROUP BY 1, 2, 3",
        where.values,
    ):
        slot = axis.bin(first, last)
        if slot is not None and civil(first)[0] != civil(last)[0]:
            counted[slot, hollow] += events
    return [(slot, hollow, events) for (slot, hollow), events in counted.items()]


def _bin_number(axis: Axis, day: int) -> int:
    """The number in `event_bins` of the bin that a day lies in."""
    year, month, _ = civil(day)
    return {"day": day, "month": year * 12 + month - 1}.get(axis.bar, year)


def bands(reader: Reader, selection: Selection, axis: Axis) -> list[Band]:
    """Count the events of each coarse date that overlaps an axis and is wider than its bars."""
    units = [unit for unit in UNITS if coarser(unit, axis.bar)]
    where = _kept(selection).and_(
        f"granularity IN ({marks(units)}) AND earliest_day <= ? AND latest_day >= ?",
        *units, axis.last, axis.first,
    )  # fmt: skip
    rows = reader.rows(
        f"SELECT edtf, granularity, sum(events), sum(events * NOT {HOLLOW}) FROM event_bands"
        f" WHERE {where.sql} GROUP BY edtf, granularity HAVING sum(events) > 0",
        where.values,
    )
    return [Band(edtf, unit, events, bool(solid)) for edtf, unit, events, solid in rows]


def crossing(reader: Reader, selection: Selection, first: int) -> list[tuple[str, str, int]]:
    """The coarse dates that began before a day and go on: (EDTF, granularity, events)."""
    where = _kept(selection).and_("earliest_day < ? AND latest_day >= ?", first, first)
    return reader.rows(
        f"SELECT edtf, granularity, sum(events) FROM event_bands WHERE {where.sql}"
        " GROUP BY edtf, granularity HAVING sum(events) > 0",
        where.values,
    )
