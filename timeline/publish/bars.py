"""Bars as SVG paths: those of the chart, and the small ones of the rail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from timeline.publish.counts import Board
from timeline.publish.marks import number

_MOST_BLOCKS = 28
_MOST_BARS = 160
_FINEST = 500
_STRIP_BINS = 20
Slots = Sequence[tuple[int, Sequence[int]]]


@dataclass(frozen=True, slots=True)
class Bars:
    """All bars as paths, in units of bins and events (of `highest`ths of the highest bar)."""

    bins: int
    highest: int
    solid: str
    hollow: str
    base: str
    blocks: str


def make_bars(board: Board, highest: int) -> Bars:
    """Draw the bars: filled ones, hollow ones on top of them; very many of them as one outline."""
    bins = len(board.axis.bins)
    slots = sorted(board.bars.items())
    if highest > _FINEST:
        slots = [(slot, [_rounded(n, highest) for n in pair]) for slot, pair in slots]
        highest = max((sum(pair) for _, pair in slots), default=1)
    draw = _bars if bins <= _MOST_BARS else _outlines
    solid, hollow = draw(slots, highest)
    base = "".join(
        f"M{_bin_at(board, column.first)} {highest}v{number(highest * 0.036)}"
        for column in board.axis.columns
    )
    lines = range(highest - 1, 0, -1) if highest <= _MOST_BLOCKS else ()
    blocks = "".join(f"M0 {y}h{bins}" for y in lines)
    return Bars(bins, highest, solid, hollow, base, blocks)


def _rounded(count: int, highest: int) -> int:
    """A count in steps of which the highest bar has `_FINEST`, so that numbers stay short."""
    return max(1, round(count * _FINEST / highest)) if count else 0


def _bars(slots: Slots, highest: int) -> tuple[str, str]:
    """A box for each count, filled and hollow, with air between neighbours."""
    solid, hollow = [], []
    before = None
    for slot, (filled, empty) in slots:
        if filled:
            start = "m.2 0" if before == slot - 1 else f"M{slot}.1 {highest}"
            solid.append(f"{start}v-{filled}h.8v{filled}")
            before = slot
        if empty:
            hollow.append(f"M{slot}.15 {highest - filled}v-{empty}h.7v{empty}z")
    return "".join(solid), "".join(hollow)


def _outlines(slots: Slots, highest: int) -> tuple[str, str]:
    """The same as steps: bars of a pixel or two leave no room for air, and take many bytes."""
    filled = {slot: pair[0] for slot, pair in slots}
    hollow = {slot: sum(pair) for slot, pair in slots if pair[1]}
    return _steps(filled, highest), _steps(hollow, highest)


def _steps(heights: Mapping[int, int], highest: int) -> str:
    """Steps from bin to bin, on the ground where a bin is empty."""
    if not heights:
        return ""
    first, level = min(heights), 0
    path = f"M{first} {highest}"
    steps = (heights.get(slot, 0) for slot in range(first, max(heights) + 1))
    for height, run in groupby(steps):
        if height != level:
            path += min(f"v{level - height}", f"V{highest - height}", key=len)
        path += f"h{len(list(run))}"
        level = height
    return f"{path}V{highest}"


def _bin_at(board: Board, day: int) -> int:
    return board.axis.bin(day, day) or 0


def strip(days: Sequence[int], board: Board) -> Markup:
    """Draw a small histogram that shares the chart's axis (for the rail)."""
    counts = [0] * _STRIP_BINS
    for day in days:
        position = int(board.axis.x(day) / 100 * _STRIP_BINS)
        if 0 <= position < _STRIP_BINS:
            counts[position] += 1
    highest = max(counts) or 1
    path, level, run = "M0 9", None, 0
    for value in counts:
        y = round(9 - 9 * value / highest)
        if value and y == 9:
            y = 8
        if y != level:
            path += (f"h{run}" if run else "") + f"V{y}"
            level, run = y, 0
        run += 1
    return Markup(  # noqa: S704
        '<svg class="strip" viewBox="0 0 20 9" preserveAspectRatio="none" aria-hidden="true">'
        f'<path d="{path}h{run}V9z"/></svg>'
    )
