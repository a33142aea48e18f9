"""The whole timeline in small above a zoomed chart, with the window that is shown."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.publish import kept, large
from timeline.publish.bars import Bars, make_bars
from timeline.publish.board import overview_axis
from timeline.publish.counts import Board
from timeline.publish.marks import number
from timeline.publish.reading import Reader
from timeline.publish.selection import Selection

_MOST_BINS = 80


@dataclass(frozen=True, slots=True)
class Minimap:
    """Bars of all dates, labels under them, and the window in percent."""

    bars: Bars
    labels: tuple[tuple[str, str], ...]
    left: str
    width: str
    right: str
    href: str


def make_minimap(reader: Reader, selection: Selection, today: int, path: str) -> Minimap | None:
    """Draw all events of the timeline in small, or nothing where the window lies outside."""
    everything = Selection()
    years = kept.years(reader, everything)
    if not years:
        return None
    axis = overview_axis(years, today)
    board = Board(axis, today)
    large.bars(reader, everything, board)
    first, last = selection.days
    left = 0.0 if first is None else axis.x(first)
    right = 100.0 if last is None else axis.x(last + 1)
    if right <= 0 or left >= 100:
        return None
    left, right = max(left, 0.0), min(right, 100.0)
    step = max(1, len(axis.columns) // 7)
    labels = tuple(
        (number((axis.x(column.first) + axis.x(column.last + 1)) / 2), column.label)
        for index, column in enumerate(axis.columns)
        if index % step == 0
    )
    return Minimap(
        _small_bars(board), labels, number(left), number(max(right - left, 0.5)),
        number(right), selection.but(when=None).at(path),
    )  # fmt: skip


def _small_bars(board: Board) -> Bars:
    """Draw the bars of a board, several bins in one where there are very many."""
    together = -(-len(board.axis.bins) // _MOST_BINS)
    small = Board(board.axis, board.today)
    for slot, pair in board.bars.items():
        counts = small.bars.setdefault(slot - slot % together, [0, 0])
        counts[:] = [a + b for a, b in zip(counts, pair, strict=True)]
    highest = max((sum(pair) for pair in small.bars.values()), default=1)
    return make_bars(small, highest)
