"""Counting in one pass: all events of a selection, those of one date together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from timeline.edtf import civil
from timeline.publish import kept
from timeline.publish.counts import Band, Board, ColumnCount, is_range
from timeline.publish.reading import Reader
from timeline.publish.where import Where


@dataclass(frozen=True, slots=True)
class Group:
    """Events of one date.

    Attributes:
        day: the day number that they are sorted by.
        first, last: day numbers; None where open.
        edtf: the date where it is wider than a day, else None.
        hollow: whether they are planned, possible or negated.
    """

    day: int
    first: int | None
    last: int | None
    edtf: str | None
    granularity: str
    hollow: bool
    events: int


def read(reader: Reader, where: Where) -> list[Group]:
    """Read the groups of a condition on `events e`."""
    rows = reader.cursor(
        "SELECT e.sort_day, e.earliest_day, e.latest_day,"
        " CASE WHEN e.earliest_day IS NOT e.latest_day THEN e.edtf END, e.granularity,"
        f" e.{kept.HOLLOW}, count(*) FROM events e WHERE {where.sql} GROUP BY 1, 2, 3, 4, 5, 6",
        where.values,
    )
    return [Group(*row) for row in rows]


def years(groups: Iterable[Group]) -> Counter[int]:
    """Count, for each year, the events that lie in it."""
    counted: Counter[int] = Counter()
    for group in groups:
        if group.first is not None and group.last is not None:
            year = civil(group.first)[0]
            if year == civil(group.last)[0]:
                counted[year] += group.events
    return counted


def beginnings(groups: Iterable[Group]) -> Counter[int]:
    """Count, for each year, the events that begin in it."""
    counted: Counter[int] = Counter()
    for group in groups:
        counted[civil(group.day)[0]] += group.events
    return counted


def fill(board: Board, groups: Iterable[Group], first: int | None, last: int | None) -> None:
    """Fill the counts of a board.

    Args:
        board: its axis is set.
        groups: of all events of a selection.
        first: first day of the dates that are asked for, or None.
        last: last day, or None.
    """
    axis = board.axis
    board.columns = [ColumnCount() for _ in axis.columns]
    bands: dict[tuple[str, str], list[int]] = {}
    for group in groups:
        begins = (first is None or group.day >= first) and (last is None or group.day <= last)
        board.inside += group.events * begins
        board.reaching += group.events * (not begins)
        slot = axis.bin(group.first, group.last)
        if slot is not None:
            board.bars.setdefault(slot, [0, 0])[bool(group.hollow)] += group.events
        elif not axis.overlaps(group.first, group.last):
            continue
        elif group.edtf is not None and is_range(group.edtf):
            board.spans_total += group.events
        elif group.edtf is not None:
            band = bands.setdefault((group.granularity, group.edtf), [0, 0])
            band[bool(group.hollow)] += group.events
        column = axis.column_of(group.day) if begins else None
        if column is not None:
            counted = board.columns[column]
            if slot is None:
                counted.wide += group.events
            else:
                counted.narrow += group.events
                counted.hollow += group.events * bool(group.hollow)
    for (unit, edtf), (solid, hollow) in bands.items():
        board.bands.setdefault(unit, []).append(Band(edtf, unit, solid + hollow, bool(solid)))
