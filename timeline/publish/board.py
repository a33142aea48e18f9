"""Counts the events of a selection on an axis, all at hand or, if they are many, by SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import ceil

from timeline.edtf import civil, day_number
from timeline.publish import grouped, kept, large
from timeline.publish.counts import (
    HOLLOW,
    Band,
    Board,
    ColumnCount,
    coarser,
    is_range,
)
from timeline.publish.reading import Reader
from timeline.publish.records import Light, light_events
from timeline.publish.scale import Axis, make_axis
from timeline.publish.selection import Selection
from timeline.publish.where import Where, filters, inside, reaching

ALL_AT_ONCE = 5000
"""So many events of a narrowed selection are read one by one rather than counted by SQL."""

_KEPT = 2000
"""The same where counts are kept."""


def make_board(reader: Reader, selection: Selection, today: int) -> Board | None:
    """Count a selection.

    Args:
        reader: reads the database.
        selection: what is asked for; its cursor and order do not matter.
        today: day number.

    Returns:
        The counts, or None where no event is in the selection.
    """
    where = filters(selection)
    parts = [inside(where, *selection.days), *filter(None, [reaching(where, *selection.days)])]
    totals = (0, 0)
    if kept.answers(selection):
        inside_count = large.count_inside(reader, selection, selection.days)
        totals = (inside_count, large.count_reaching(reader, selection))
    lights = _all_at_once(reader, parts) if sum(totals) <= _KEPT else None
    if lights is not None:
        if not lights:
            return None
        axis = _axis(selection, today, _years(lights), reader, parts[0])
        board = Board(axis, today, sample=sorted(lights, key=lambda one: one.rank))
        _fill(board, *selection.days)
        begun = Counter(civil(one.day)[0] for one in lights)
    else:
        make = _from_kept_counts if kept.answers(selection) else _in_one_pass
        board, begun = make(reader, selection, today, parts, totals)
        large.fill_names(reader, selection, board)
    if selection.when is None:
        _count_ends(board, begun)
    return board


def _from_kept_counts(
    reader: Reader,
    selection: Selection,
    today: int,
    parts: Sequence[Where],
    totals: tuple[int, int],
) -> tuple[Board, Counter[int]]:
    """Count by the tables of counts; also gives how many events begin in each year."""
    years = kept.years(reader, selection) if selection.when is None else Counter[int]()
    axis = _axis(selection, today, years, reader, parts[0])
    board = Board(axis, today, *totals, complete=False)
    large.fill_counts(reader, selection, board)
    return board, kept.beginnings(reader, selection)


def _in_one_pass(
    reader: Reader, selection: Selection, today: int, parts: Sequence[Where], _: tuple[int, int]
) -> tuple[Board, Counter[int]]:
    """Count by grouping all events; also gives how many of them begin in each year."""
    groups = [group for part in parts for group in grouped.read(reader, part)]
    axis = _axis(selection, today, grouped.years(groups), reader, parts[0])
    board = Board(axis, today, complete=False)
    grouped.fill(board, groups, *selection.days)
    return board, grouped.beginnings(groups)


def _all_at_once(reader: Reader, parts: Sequence[Where]) -> list[Light] | None:
    """Read all events of the selection, or None if they are too many for that."""
    lights: list[Light] = []
    for part in parts:
        lights += light_events(reader, part, None, ALL_AT_ONCE + 1 - len(lights))
        if len(lights) > ALL_AT_ONCE:
            return None
    return lights


def _years(lights: Iterable[Light]) -> Counter[int]:
    """Count, for each year, the events that lie in it."""
    years: Counter[int] = Counter()
    for event in lights:
        if event.first is not None and event.last is not None:
            year = civil(event.first)[0]
            if year == civil(event.last)[0]:
                years[year] += 1
    return years


def _axis(
    selection: Selection, today: int, years: Counter[int], reader: Reader, within: Where
) -> Axis:
    first, last = selection.days
    if first is not None and last is not None:
        return make_axis(first, last, whole=False)
    if selection.when is None and years:
        return overview_axis(years, today)
    found = reader.row(
        f"SELECT min(e.sort_day), max(e.sort_day) FROM events e WHERE {within.sql}", within.values
    )
    low, high = found if found and found[0] is not None else (today, today)
    start = first if first is not None else day_number(civil(low)[0], 1, 1)
    end = last if last is not None else day_number(civil(high)[0], 12, 31)
    return make_axis(min(start, end), max(start, end), whole=selection.when is None)


def overview_axis(years: Counter[int], today: int) -> Axis:
    """Choose the axis of a whole timeline: the central 98% of its events, and today."""
    low, high = _central(years)
    year = civil(today)[0]
    start, end = day_number(min(low, year), 1, 1), day_number(max(high, year), 12, 31)
    return make_axis(start, end, whole=True)


def _central(years: Counter[int]) -> tuple[int, int]:
    """The years of the central 98%: outliers go where they stretch the axis by a quarter.

    At each end at most one event in a hundred (two in a small timeline) is left to the count
    beside the axis.
    """
    allowed = max(2, ceil(sum(years.values()) / 100))
    ordered = sorted(years)
    low, high = (
        _trim(ordered, years, allowed),
        -_trim([-year for year in reversed(ordered)], {-y: n for y, n in years.items()}, allowed),
    )
    span = ordered[-1] - ordered[0] + 1
    if (low - ordered[0]) + (ordered[-1] - high) < span / 4 or low > high:
        return ordered[0], ordered[-1]
    return low, high


def _trim(ordered: Sequence[int], years: dict[int, int] | Counter[int], allowed: int) -> int:
    left_out = 0
    for year in ordered:
        left_out += years[year]
        if left_out > allowed:
            return year
    return ordered[-1]


def _fill(board: Board, first: int | None, last: int | None) -> None:
    """Count events that are all at hand, as the board's sample."""
    axis = board.axis
    board.columns = [ColumnCount() for _ in axis.columns]
    by_column: dict[int, list[Light]] = {}
    bands: dict[tuple[str, str], list[Light]] = {}
    for event in board.sample:
        begins = (first is None or event.day >= first) and (last is None or event.day <= last)
        board.inside += begins
        board.reaching += not begins
        slot = axis.bin(event.first, event.last)
        column = axis.column_of(event.day) if begins else None
        if slot is not None:
            hollow = event.modality in HOLLOW
            board.bars.setdefault(slot, [0, 0])[hollow] += 1
            board.peaks.append(event)
        elif not axis.overlaps(event.first, event.last):
            continue
        elif is_range(event.edtf):
            board.spans.append(event)
        else:
            bands.setdefault((event.granularity, event.edtf), []).append(event)
        if column is not None:
            _count(board.columns[column], slot is not None, event)
        if column is None or (slot is None and coarser(event.granularity, axis.column)):
            board.wide.append(event)
        else:
            by_column.setdefault(column, []).append(event)
    board.spans_total = len(board.spans)
    for number, events in by_column.items():
        board.columns[number].tops = events
    for (lane, edtf), events in bands.items():
        solid = any(event.modality not in HOLLOW for event in events)
        band = Band(edtf, events[0].granularity, len(events), solid)
        board.bands.setdefault(lane, []).append(band)


def _count(column: ColumnCount, narrow: bool, event: Light) -> None:
    if narrow:
        column.narrow += 1
        column.hollow += event.modality in HOLLOW
    else:
        column.wide += 1


def _count_ends(board: Board, years: Mapping[int, int]) -> None:
    """Count what begins before and after an axis, which is cut at the ends of years."""
    first, last = civil(board.axis.first)[0], civil(board.axis.last)[0]
    earlier = {year: events for year, events in years.items() if year < first}
    later = {year: events for year, events in years.items() if year > last}
    if earlier:
        board.earlier = sum(earlier.values()), min(earlier)
    if later:
        board.later = sum(later.values()), max(later)
