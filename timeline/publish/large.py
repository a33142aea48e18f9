"""Counting selections that are too many to look at one by one: by kept counts and indexes."""

from __future__ import annotations

from collections import Counter

from timeline.edtf import civil, parse
from timeline.publish import kept
from timeline.publish.counts import COARSENESS, COUNTED, Band, Board, ColumnCount, coarser, tops
from timeline.publish.reading import Reader, Row, marks
from timeline.publish.records import MOST_REPORTED, Light, light_events
from timeline.publish.scale import Axis
from timeline.publish.selection import Selection
from timeline.publish.where import (
    RANGE,
    Where,
    below_the_cut,
    filters,
    inside,
    ranges_reaching,
    reaching,
)

_SPANS = 60
_WIDE = 12
_WALK_FROM = 8000
_MONTH_BIN = "e.year * 12 + CAST(substr(e.earliest, -5, 2) AS INTEGER) - 1"
_SAME_MONTH = (
    "substr(e.earliest, 1, length(e.earliest) - 3) = substr(e.latest, 1, length(e.latest) - 3)"
)
_SAME_YEAR = (
    "substr(e.earliest, 1, length(e.earliest) - 6) = substr(e.latest, 1, length(e.latest) - 6)"
)


def count_inside(
    reader: Reader,
    selection: Selection,
    days: tuple[int | None, int | None],
    *,
    below: bool = False,
) -> int:
    """Count the events of a selection, whatever its dates, that begin in a span of days.

    Args:
        reader: reads the database.
        selection: says what narrows them down.
        days: first and last; None: open.
        below: count those behind "show more" instead.
    """
    if not selection.filtered:
        return kept.beginning(reader, *days, "more" if below else "shown")
    return _count(reader, inside(below_the_cut(selection) if below else filters(selection), *days))


def count_reaching(
    reader: Reader, selection: Selection, base: Where, crossing: Where | None
) -> int:
    """Count the events that reach into the dates of a selection from outside."""
    if crossing is None:
        return 0
    first, last = selection.days
    if not selection.filtered and first is not None:
        where = ranges_reaching(base, first, last)
        coarse = sum(events for _, _, events in kept.crossing(reader, first))
    else:
        where, coarse = crossing, 0
    return coarse + _count(reader, where)


def _count(reader: Reader, where: Where) -> int:
    return int(reader.value(f"SELECT count(*) FROM events e WHERE {where.sql}", where.values))


def count_all(reader: Reader, selection: Selection) -> int:
    """Count the events of a selection: those inside its dates and those that reach in."""
    base = filters(selection)
    crossing = reaching(base, *selection.days)
    return count_inside(reader, selection, selection.days) + count_reaching(
        reader, selection, base, crossing
    )


def years(reader: Reader, selection: Selection, within: Where) -> Counter[int]:
    """Count, for each year, the events that lie in it; nothing where dates are asked for."""
    if selection.when is not None:
        return Counter()
    if not selection.filtered:
        return kept.years(reader)
    rows = reader.rows(
        f"SELECT e.year, count(*) FROM events e WHERE {within.sql} AND {_SAME_YEAR} GROUP BY 1",
        within.values,
    )
    return Counter(dict(rows))


def fill(
    reader: Reader,
    selection: Selection,
    board: Board,
    base: Where,
    within: Where,
    crossing: Where | None,
) -> None:
    """Fill a board, whose totals are known, by SQL."""
    bars(reader, selection, board, within)
    _columns(reader, selection, board, within)
    first, last = selection.days
    walk = board.inside > _WALK_FROM
    ranked = inside(base, first, last, walk=True) if walk else within
    board.sample = light_events(reader, ranked, MOST_REPORTED, COUNTED)
    _tops(reader, board, within)
    named = [event for column in board.columns for event in column.tops]
    fitting = [
        event
        for event in {event.id: event for event in (*named, *board.sample)}.values()
        if board.axis.bin(event.first, event.last) is not None
    ]
    board.peaks = sorted(fitting, key=lambda event: event.rank)
    _spans(reader, board, base)
    found = _bands(reader, board.axis, base) if selection.filtered else kept.bands(
        reader, board.axis
    )  # fmt: skip
    for band in found:
        board.bands.setdefault(band.granularity, []).append(band)
    if crossing is not None:
        board.wide = _wide(reader, selection, base, crossing)


def bars(reader: Reader, selection: Selection, board: Board, within: Where) -> None:
    """Count bars: from the bins where they are kept, else by grouping."""
    axis = board.axis
    numbered = axis.bar in kept.BINNED
    if numbered and not selection.filtered:
        rows = kept.bars(reader, axis)
    elif axis.bar in ("month", "year"):
        expression, same = (
            (_MONTH_BIN, _SAME_MONTH) if axis.bar == "month" else ("e.year", _SAME_YEAR)
        )
        rows = reader.rows(
            f"SELECT {expression}, e.{kept.HOLLOW}, count(*) FROM events e"
            f" WHERE {within.sql} AND {same} GROUP BY 1, 2",
            within.values,
        )
    else:
        rows, numbered = _other_bars(reader, axis, within), False
    first_bin = _bin_number(axis) if numbered else 0
    for number, is_hollow, events in rows:
        slot = number - first_bin
        if 0 <= slot < len(axis.bins) and events:
            board.bars.setdefault(slot, [0, 0])[bool(is_hollow)] += events
    for slot, first, last in axis.cut_bins():
        part = inside(within, first, last).and_("e.earliest_day >= ? AND e.latest_day <= ?",
                                                first, last)  # fmt: skip
        board.bars.pop(slot, None)
        for is_hollow, events in reader.rows(
            f"SELECT e.{kept.HOLLOW}, count(*) FROM events e WHERE {part.sql} GROUP BY 1",
            part.values,
        ):
            board.bars.setdefault(slot, [0, 0])[bool(is_hollow)] += events


def _bin_number(axis: Axis) -> int:
    """The number that the first bin has in `event_bins`."""
    year, month, _ = civil(axis.bins[0])
    return {"day": axis.bins[0], "month": year * 12 + month - 1}.get(axis.bar, year)


def _other_bars(reader: Reader, axis: Axis, within: Where) -> list[Row]:
    counted: Counter[tuple[int, bool]] = Counter()
    grouped = reader.cursor(
        f"SELECT e.earliest_day, e.latest_day, e.{kept.HOLLOW}, count(*) FROM events e"
        f" WHERE {within.sql} GROUP BY 1, 2, 3",
        within.values,
    )
    for first, last, is_hollow, events in grouped:
        slot = axis.bin(first, last)
        if slot is not None:
            counted[slot, bool(is_hollow)] += events
    return [(slot, is_hollow, events) for (slot, is_hollow), events in counted.items()]


def _columns(reader: Reader, selection: Selection, board: Board, within: Where) -> None:
    axis = board.axis
    per_column = [[0, 0] for _ in axis.columns]
    for slot, (solid, hollow) in board.bars.items():
        number = axis.column_of(axis.bins[slot])
        if number is not None:
            per_column[number][0] += solid + hollow
            per_column[number][1] += hollow
    totals = [] if selection.filtered else kept.columns(reader, axis)
    for place, (column, (narrow, hollow)) in enumerate(zip(axis.columns, per_column, strict=True)):
        if totals:
            total = totals[place]
        else:
            total = _count(reader, inside(within, column.first, column.last))
        board.columns.append(ColumnCount(narrow, hollow, max(0, total - narrow)))


def _tops(reader: Reader, board: Board, within: Where) -> None:
    """Find the most reported of each column, without dates that are wider than it.

    The sample, the most reported of all, is looked at first; a column that is not full then
    is asked for by itself.
    """
    axis = board.axis
    most = tops(sum(1 for counted in board.columns if counted.total))
    for event in board.sample:
        number = axis.column_of(event.day)
        if number is None or coarser(event.granularity, axis.column):
            continue
        if len(board.columns[number].tops) < most:
            board.columns[number].tops.append(event)
    wider = [unit for unit in COARSENESS if coarser(unit, axis.column)]
    closer = within.and_(f"e.granularity NOT IN ({marks(wider)})", *wider)
    for column, counted in zip(axis.columns, board.columns, strict=True):
        if len(counted.tops) < min(most, counted.total):
            part = inside(closer, column.first, column.last, walk=counted.total > _WALK_FROM)
            counted.tops = light_events(reader, part, MOST_REPORTED, most)


def _spans(reader: Reader, board: Board, base: Where) -> None:
    axis = board.axis
    where = base.and_(
        f"{RANGE} AND (e.earliest_day IS NULL OR e.earliest_day <= ?)"
        " AND (e.latest_day IS NULL OR e.latest_day >= ?)",
        axis.last, axis.first,
    )  # fmt: skip
    board.spans = [
        event
        for event in light_events(reader, where, MOST_REPORTED, _SPANS)
        if axis.bin(event.first, event.last) is None
    ]
    board.spans_total = _count(reader, where)


def _wide(reader: Reader, selection: Selection, base: Where, crossing: Where) -> list[Light]:
    """The most reported of the events that reach in from outside."""
    first, last = selection.days
    if selection.filtered or first is None:
        return light_events(reader, crossing, MOST_REPORTED, _WIDE)
    found = light_events(reader, ranges_reaching(base, first, last), MOST_REPORTED, _WIDE)
    for edtf, granularity, _ in kept.crossing(reader, first):
        same = base.and_(
            f"e.edtf = ? AND e.granularity = ? AND e.earliest_day IS NOT e.latest_day"
            f" AND NOT {RANGE}", edtf, granularity,
        )  # fmt: skip
        found += light_events(reader, same, MOST_REPORTED, _WIDE)
    return sorted(found, key=lambda event: event.rank)[:_WIDE]


def _bands(reader: Reader, axis: Axis, base: Where) -> list[Band]:
    units = [unit for unit in kept.UNITS if coarser(unit, axis.bar)]
    rows = reader.rows(
        f"SELECT e.edtf, e.granularity, sum(NOT e.{kept.HOLLOW}), count(*) FROM events e"
        f" WHERE {base.sql} AND e.granularity IN ({marks(units)})"
        f" AND e.earliest_day IS NOT e.latest_day AND NOT {RANGE} GROUP BY 1, 2",
        (*base.values, *units),
    )
    bands = []
    for edtf, unit, solid, events in rows:
        value = parse(edtf)
        first, last = value.earliest_day, value.latest_day
        if first is not None and last is not None and first <= axis.last and last >= axis.first:
            bands.append(Band(edtf, unit, events, bool(solid)))
    return bands
