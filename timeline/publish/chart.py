"""The chart of a timeline page, ready for its template: positions are numbers, texts are texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from timeline.edtf import civil, year_text
from timeline.edtf_text import year_name
from timeline.publish import notes
from timeline.publish.bars import Bars, make_bars
from timeline.publish.counts import Board
from timeline.publish.lanes import Lane, Span, make_lanes, place_spans
from timeline.publish.marks import number
from timeline.publish.notes import Candidate, Note
from timeline.publish.records import EventRow, Light
from timeline.publish.scale import Column
from timeline.publish.selection import Selection
from timeline.publish.wording import count, figure

TOP, BASE, HEIGHT = 121, 233, 255
_WIDE, _NARROW = 960.0, 264.0
_NAMES_WIDE, _NAMES_NARROW = 14, 5
_FINER_WORDS = {
    "millennium": "century by century", "century": "decade by decade", "decade": "year by year",
    "year": "month by month", "month": "day by day",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnMark:
    """One column: a link with its place in percent, and the sentence that names it."""

    column: Column
    href: str
    title: str
    left: str
    width: str
    middle: str
    narrow: int
    wide: int
    hollow: int


@dataclass(frozen=True, slots=True)
class Chart:
    """What `_chart.html` draws; x and widths in percent, y in px.

    Attributes:
        ticks: (y, label) of the scale; unit: what the bars count.
        today: x of today's line, or None; future: (x, width) of what is to come.
        left_over: ranges that found no room, in words.
        earlier, later: (href, words) beyond the ends.
    """

    column_unit: str
    hint: str
    unit: str
    ticks: tuple[tuple[str, str, str], ...]
    columns: tuple[ColumnMark, ...]
    bars: Bars
    today: str | None
    today_left: bool
    future: tuple[str, str] | None
    wide: tuple[Note, ...]
    narrow: tuple[Note, ...]
    spans: tuple[Span, ...]
    spans_height: int
    lanes: tuple[Lane, ...]
    left_over: str
    earlier: tuple[str, str] | None
    later: tuple[str, str] | None


def chart_ids(board: Board) -> list[int]:
    """Inner ids of the events that the chart may name."""
    return [light.id for light in [*_candidates(board), *board.spans[:40]]]


def make_chart(
    board: Board, events: Mapping[int, EventRow], selection: Selection, path: str
) -> Chart:
    """Lay out a chart.

    Args:
        board: the counts.
        events: the events of `chart_ids`, by inner id.
        selection: what is shown; columns link to its next zoom.
        path: URL path of the page.
    """
    axis = board.axis
    highest = max((sum(pair) for pair in board.bars.values()), default=1)
    today = axis.x(board.today + 1)
    visible = today if 0 <= today <= 100 else None
    candidates = [
        _candidate(board, light, events[light.id], highest)
        for light in _candidates(board)
        if light.id in events
    ]
    spans = place_spans(board, events)
    missing = board.spans_total - len(spans)
    return Chart(
        column_unit=axis.column,
        hint=_hint(axis.column),
        unit=f"a {axis.bar}",
        ticks=_ticks(highest),
        columns=tuple(_columns(board, selection, path)),
        bars=make_bars(board, highest),
        today=None if visible is None else number(visible),
        today_left=today > 88,
        future=_future(today),
        wide=tuple(notes.lay_out(candidates[:_NAMES_WIDE], _WIDE, visible, 28)),
        narrow=tuple(notes.lay_out(candidates[:_NAMES_NARROW], _NARROW, visible, 20)),
        spans=tuple(spans),
        spans_height=max((span.top for span in spans), default=-18) + 18,
        lanes=tuple(make_lanes(board)),
        left_over=f"; {count(missing, 'more', 'more')} in the list" if missing > 0 else "",
        earlier=_end(board.earlier, board, selection, path, "earlier"),
        later=_end(board.later, board, selection, path, "later"),
    )


def _hint(unit: str) -> str:
    finer = _FINER_WORDS.get(unit)
    return f"Choose a {unit} to see it {finer}" if finer else "Choose a day or a name"


def _future(today: float) -> tuple[str, str] | None:
    if today >= 100:
        return None
    left = max(today, 0.0)
    return number(left), number(100 - left)


def _candidates(board: Board) -> list[Light]:
    """The most reported of the three highest bars, right to left after the first, then others."""
    best: dict[int, Light] = {}
    for light in board.peaks:
        slot = board.axis.bin(light.first, light.last)
        if slot is not None:
            best.setdefault(slot, light)
    heights = sorted(board.bars, key=lambda slot: (-sum(board.bars[slot]), slot))
    peaks = [slot for slot in heights[:3] if slot in best and sum(board.bars[slot]) > 1]
    ordered = peaks[:1] + sorted(peaks[1:], reverse=True)
    chosen = {best[slot].id: best[slot] for slot in ordered}
    for light in sorted(best.values(), key=lambda one: one.rank):
        chosen.setdefault(light.id, light)
    return list(chosen.values())[: _NAMES_WIDE * 2]


def _candidate(board: Board, light: Light, event: EventRow, highest: int) -> Candidate:
    slot = board.axis.bin(light.first, light.last) or 0
    bins = board.axis.bins
    top = BASE - sum(board.bars.get(slot, (0, 0))) / highest * (BASE - TOP)
    return Candidate(
        key=event.key,
        x=(slot + 0.5) / len(bins) * 100,
        end=round(top - 2, 1),
        title=event.short_title or event.title,
        label=f"{event.short_words()}: {event.title}",
        language=event.language,
    )


def _columns(board: Board, selection: Selection, path: str) -> list[ColumnMark]:
    axis = board.axis
    marks = []
    for column, counted in zip(axis.columns, board.columns, strict=True):
        left, right = axis.x(column.first), axis.x(column.last + 1)
        wider = f", {counted.wide:,} with wider dates" if counted.wide else ""
        marks.append(
            ColumnMark(
                column,
                selection.but(when=column.edtf, show=None).at(path),
                f"{column.name}: {figure(counted.narrow, 'event')}{wider}",
                number(left),
                number(right - left),
                number((left + right) / 2),
                counted.narrow,
                counted.wide,
                counted.hollow,
            )
        )
    return marks


def _ticks(highest: int) -> tuple[tuple[str, str, str], ...]:
    """Two to four round numbers up the scale: (y of the line, y of the text, label)."""
    step = 1
    while highest / step > 4:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    ticks = []
    for value in range(step, highest + 1, step):
        y = BASE - value / highest * (BASE - TOP)
        ticks.append((number(round(y) + 0.5), number(round(y) + 4), f"{value:,}"))
    return tuple(ticks)


def _end(
    beyond: tuple[int, int] | None, board: Board, selection: Selection, path: str, which: str
) -> tuple[str, str] | None:
    if beyond is None:
        return None
    events, year = beyond
    if which == "earlier":
        when = f"../{year_text(civil(board.axis.first)[0] - 1)}"
        words = f"{count(events, 'earlier', 'earlier')}, from {year_name(year)}"
    else:
        when = f"{year_text(civil(board.axis.last)[0] + 1)}/.."
        words = f"{count(events, 'later', 'later')}, to {year_name(year)}"
    return selection.but(when=when).at(path), words
