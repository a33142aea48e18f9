"""Selections that are too many to look at one by one: kept counts, and the most reported."""

from __future__ import annotations

from timeline.edtf import civil
from timeline.publish import grouped, kept
from timeline.publish.counts import COARSENESS, COUNTED, Board, ColumnCount, coarser, tops
from timeline.publish.reading import Reader, marks
from timeline.publish.records import MOST_REPORTED, Light, light_events
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
    if kept.answers(selection):
        return kept.beginning(reader, selection, *days, below=below)
    return _count(reader, inside(below_the_cut(selection) if below else filters(selection), *days))


def _count(reader: Reader, where: Where) -> int:
    return int(reader.value(f"SELECT count(*) FROM events e WHERE {where.sql}", where.values))


def count_reaching(reader: Reader, selection: Selection) -> int:
    """Count the events that reach into the dates of a selection from outside."""
    base = filters(selection)
    first, last = selection.days
    if first is not None and kept.answers(selection):
        coarse = sum(events for _, _, events in kept.crossing(reader, selection, first))
        return coarse + _count(reader, ranges_reaching(base, first, last))
    crossing = reaching(base, first, last)
    return 0 if crossing is None else _count(reader, crossing)


def count_all(reader: Reader, selection: Selection) -> int:
    """Count the events of a selection: those inside its dates and those that reach in."""
    return count_inside(reader, selection, selection.days) + count_reaching(reader, selection)


def fill_counts(reader: Reader, selection: Selection, board: Board) -> None:
    """Fill a board whose totals are known from the kept counts."""
    axis = board.axis
    bars(reader, selection, board)
    per_column = [[0, 0] for _ in axis.columns]
    for slot, (solid, hollow) in board.bars.items():
        number = axis.column_of(axis.bins[slot])
        if number is not None:
            per_column[number][0] += solid + hollow
            per_column[number][1] += hollow
    totals = kept.columns(reader, selection, axis)
    for total, (narrow, hollow) in zip(totals, per_column, strict=True):
        board.columns.append(ColumnCount(narrow, hollow, max(0, total - narrow)))
    for band in kept.bands(reader, selection, axis):
        board.bands.setdefault(band.granularity, []).append(band)
    board.spans_total = _count(reader, _ranges(board, filters(selection)))


def bars(reader: Reader, selection: Selection, board: Board) -> None:
    """Fill the bars from the kept counts, and count the bins that the axis cuts."""
    axis = board.axis
    for slot, is_hollow, events in kept.bars(reader, selection, axis):
        if events:
            board.bars.setdefault(slot, [0, 0])[bool(is_hollow)] += events
    if axis.bar not in kept.BINNED:
        _add_ranges(reader, selection, board)
        return
    for slot, first, last in axis.cut_bins():
        part = inside(filters(selection), first, last).and_(
            "e.earliest_day >= ? AND e.latest_day <= ?", first, last
        )
        board.bars.pop(slot, None)
        for group in grouped.read(reader, part):
            board.bars.setdefault(slot, [0, 0])[bool(group.hollow)] += group.events


def _add_ranges(reader: Reader, selection: Selection, board: Board) -> None:
    """Add to bars wider than a year the ranges that go from one year to another within one."""
    axis = board.axis
    where = filters(selection).and_(
        f"{RANGE} AND e.earliest_day >= ? AND e.latest_day <= ?", axis.first, axis.last
    )
    for first, last, is_hollow, events in reader.cursor(
        f"SELECT e.earliest_day, e.latest_day, e.{kept.HOLLOW}, count(*) FROM events e"
        f" WHERE {where.sql} GROUP BY 1, 2, 3",
        where.values,
    ):
        slot = axis.bin(first, last)
        if slot is not None and civil(first)[0] != civil(last)[0]:
            board.bars.setdefault(slot, [0, 0])[bool(is_hollow)] += events


def fill_names(reader: Reader, selection: Selection, board: Board) -> None:
    """Fill in which events a counted board names: of all, of each column, ranges, wide ones."""
    base = filters(selection)
    first, last = selection.days
    walk = board.inside > _WALK_FROM
    ranked = inside(base, first, last, walk=walk)
    board.sample = light_events(reader, ranked, MOST_REPORTED, COUNTED)
    _tops(reader, board, inside(base, first, last))
    named = [event for column in board.columns for event in column.tops]
    fitting = [
        event
        for event in {event.id: event for event in (*named, *board.sample)}.values()
        if board.axis.bin(event.first, event.last) is not None
    ]
    board.peaks = sorted(fitting, key=lambda event: event.rank)
    board.spans = [
        event
        for event in light_events(reader, _ranges(board, base), MOST_REPORTED, _SPANS)
        if board.axis.bin(event.first, event.last) is None
    ]
    if board.reaching:
        board.wide = _wide(reader, selection, base)


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


def _ranges(board: Board, base: Where) -> Where:
    """The ranges that overlap an axis."""
    return base.and_(
        f"{RANGE} AND (e.earliest_day IS NULL OR e.earliest_day <= ?)"
        " AND (e.latest_day IS NULL OR e.latest_day >= ?)",
        board.axis.last, board.axis.first,
    )  # fmt: skip


def _wide(reader: Reader, selection: Selection, base: Where) -> list[Light]:
    """The most reported of the events that reach in from outside."""
    first, last = selection.days
    crossing = reaching(base, first, last)
    if crossing is None:
        return []
    if first is None or not kept.answers(selection):
        return light_events(reader, crossing, MOST_REPORTED, _WIDE)
    found = light_events(reader, ranges_reaching(base, first, last), MOST_REPORTED, _WIDE)
    for edtf, granularity, _ in kept.crossing(reader, selection, first):
        same = base.and_(
            "e.edtf = ? AND e.granularity = ? AND e.earliest_day IS NOT e.latest_day"
            f" AND NOT {RANGE}", edtf, granularity,
        )  # fmt: skip
        found += light_events(reader, same, MOST_REPORTED, _WIDE)
    return sorted(found, key=lambda event: event.rank)[:_WIDE]
