"""Counting selections that are too many to look at one by one: by indexes and bins in SQL."""

from __future__ import annotations

from collections import Counter

from timeline.edtf import civil, parse
from timeline.publish.counts import COARSENESS, Band, Board, ColumnCount, coarser, tops
from timeline.publish.reading import Reader, marks
from timeline.publish.records import MOST_REPORTED, light_events
from timeline.publish.scale import Axis
from timeline.publish.selection import Selection
from timeline.publish.where import Where, inside

SAMPLE = 1000
_SPANS = 60
_WALK_FROM = 8000
_RANGE = "e.edtf GLOB '*[./,]*'"
_MONTH_BIN = "e.year * 12 + CAST(substr(e.earliest, -5, 2) AS INTEGER) - 1"
_SAME_MONTH = (
    "substr(e.earliest, 1, length(e.earliest) - 3) = substr(e.latest, 1, length(e.latest) - 3)"
)
_SAME_YEAR = (
    "substr(e.earliest, 1, length(e.earliest) - 6) = substr(e.latest, 1, length(e.latest) - 6)"
)


def years(reader: Reader, selection: Selection, within: Where) -> Counter[int]:
    """Count, for each year, the events that lie in it."""
    if selection.when is None and not selection.filtered:
        rows = reader.rows(
            "SELECT bin, sum(events) FROM event_bins"
            " WHERE unit = 'year' AND state = 'shown' GROUP BY bin HAVING sum(events) > 0"
        )
    elif selection.when is None:
        rows = reader.rows(
            f"SELECT e.year, count(*) FROM events e WHERE {within.sql} AND {_SAME_YEAR} GROUP BY 1",
            within.values,
        )
    else:
        rows = []
    return Counter(dict(rows))


def fill(
    reader: Reader,
    selection: Selection,
    board: Board,
    base: Where,
    within: Where,
    crossing: Where | None,
) -> None:
    """Fill a board by SQL."""
    _totals(reader, board, within, crossing)
    bars(reader, selection, board, within)
    _columns(reader, selection, board, within)
    first, last = selection.days
    walk = board.inside > _WALK_FROM
    ranked = inside(base, first, last, walk=True) if walk else within
    board.sample = light_events(reader, ranked, MOST_REPORTED, SAMPLE)
    _tops(reader, board, within)
    named = [event for column in board.columns for event in column.tops]
    fitting = [
        event
        for event in {event.id: event for event in (*named, *board.sample)}.values()
        if board.axis.bin(event.first, event.last) is not None
    ]
    board.peaks = sorted(fitting, key=lambda event: event.rank)
    _spans(reader, board, base)
    _bands(reader, board, base)
    if crossing is not None:
        board.wide = light_events(reader, crossing, MOST_REPORTED, 12)


def _totals(reader: Reader, board: Board, within: Where, crossing: Where | None) -> None:
    count = "SELECT count(*) FROM events e WHERE "
    board.inside = reader.value(count + within.sql, within.values)
    if crossing is not None:
        board.reaching = reader.value(count + crossing.sql, crossing.values)


def bars(reader: Reader, selection: Selection, board: Board, within: Where) -> None:
    """Count bars: from the bins where they are kept, else by grouping."""
    axis = board.axis
    hollow = "modality IN ('planned', 'possible', 'negated')"
    if axis.bar in ("month", "year") and not selection.filtered:
        rows = reader.rows(
            f"SELECT bin, {hollow}, sum(events) FROM event_bins"
            " WHERE unit = ? AND state = 'shown' GROUP BY 1, 2",
            (axis.bar,),
        )
    elif axis.bar in ("month", "year"):
        expression, same = (
            (_MONTH_BIN, _SAME_MONTH) if axis.bar == "month" else ("e.year", _SAME_YEAR)
        )
        rows = reader.rows(
            f"SELECT {expression}, e.{hollow}, count(*) FROM events e"
            f" WHERE {within.sql} AND {same} GROUP BY 1, 2",
            within.values,
        )
    else:
        rows = _other_bars(reader, axis, within, hollow)
    first_bin = _bin_number(axis)
    for number, is_hollow, events in rows:
        slot = number - first_bin if axis.bar in ("month", "year") else number
        if 0 <= slot < len(axis.bins) and events:
            board.bars.setdefault(slot, [0, 0])[bool(is_hollow)] += events


def _bin_number(axis: Axis) -> int:
    """The number that the first bin has in `event_bins` (months since year 0, or the year)."""
    year, month, _ = civil(axis.bins[0])
    return year * 12 + month - 1 if axis.bar == "month" else year


def _other_bars(
    reader: Reader, axis: Axis, within: Where, hollow: str
) -> list[tuple[int, bool, int]]:
    counted: Counter[tuple[int, bool]] = Counter()
    grouped = reader.cursor(
        f"SELECT e.earliest_day, e.latest_day, e.{hollow}, count(*) FROM events e"
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
    kept = None
    if not selection.filtered and axis.column not in ("day", "month"):
        kept = years(reader, selection.but(when=None), within)
    for column, (narrow, hollow) in zip(axis.columns, per_column, strict=True):
        if kept is not None:
            first, last = civil(column.first)[0], civil(column.last)[0]
            total = sum(events for year, events in kept.items() if first <= year <= last)
        else:
            part = inside(within, column.first, column.last)
            total = reader.value(f"SELECT count(*) FROM events e WHERE {part.sql}", part.values)
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
        f"{_RANGE} AND (e.earliest_day IS NULL OR e.earliest_day <= ?)"
        " AND (e.latest_day IS NULL OR e.latest_day >= ?)",
        axis.last, axis.first,
    )  # fmt: skip
    board.spans = [
        event
        for event in light_events(reader, where, MOST_REPORTED, _SPANS)
        if axis.bin(event.first, event.last) is None
    ]
    board.spans_total = reader.value(
        f"SELECT count(*) FROM events e WHERE {where.sql}", where.values
    )


def _bands(reader: Reader, board: Board, base: Where) -> None:
    axis = board.axis
    units = [
        unit
        for unit in ("month", "season", "quarter", "half", "year", "decade", "century")
        if coarser(unit, axis.bar)
    ]
    for unit in units:
        rows = reader.rows(
            "SELECT e.edtf, sum(e.modality IN ('asserted', 'reported')), count(*) FROM events e"
            f" WHERE {base.sql} AND e.granularity = ? AND NOT {_RANGE} GROUP BY e.edtf",
            (*base.values, unit),
        )
        for edtf, solid, events in rows:
            value = parse(edtf)
            first, last = value.earliest_day, value.latest_day
            if first is None or last is None or first > axis.last or last < axis.first:
                continue
            band = Band(edtf, unit, events, bool(solid))
            board.bands.setdefault(unit, []).append(band)
