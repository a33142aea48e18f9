"""Lanes under the chart: dates that are wider than a bar, drawn as wide as they are said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from timeline.edtf import parse
from timeline.errors import EDTFError
from timeline.publish.counts import LANES, Band, Board
from timeline.publish.marks import Track, mark, number
from timeline.publish.notes import CHARACTER
from timeline.publish.records import EventRow, date_words

_HEIGHTS = {"month": 8, "season": 6, "year": 4, "decade": 2}
_ROWS = 4
_WIDE, _NARROW = 960.0, 264.0
_LINKED_BANDS = 32


@dataclass(frozen=True, slots=True)
class Span:
    """One range with its name.

    Attributes:
        drawn: its mark; top: y of its row, px; left, width: percent, of what can be pointed at.
        text_x: where the name is anchored, percent; shift: px from there.
        side: CSS classes of the name (`start`, `end`, `over`, `roomy`), or "" for no name.
    """

    event: EventRow
    drawn: Markup
    top: int
    left: str
    width: str
    text_x: str = ""
    shift: int = 0
    side: str = ""


@dataclass(frozen=True, slots=True)
class BandMark:
    """All events of one unit: a bar over the unit, with its count from 2 up."""

    edtf: str
    words: str
    events: int
    solid: bool
    left: str
    width: str
    inner_left: str
    inner_width: str
    middle: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane of bands. `linked`: few enough that each is a link of its own."""

    unit: str
    y: int
    height: int
    marks: tuple[BandMark, ...]
    linked: bool
    events: int


@dataclass(slots=True)
class _Row:
    taken: list[tuple[float, float]] = field(default_factory=list)
    narrow: list[tuple[float, float]] = field(default_factory=list)


def place_spans(board: Board, events: Mapping[int, EventRow]) -> list[Span]:
    """Place ranges in at most four rows, the most reported first; the others find no room."""
    rows = [_Row() for _ in range(_ROWS)]
    placed = []
    for light in board.spans:
        event = events.get(light.id)
        span = None if event is None else _place(board.track, event, rows)
        if span is not None:
            placed.append(span)
    return placed


def _place(track: Track, event: EventRow, rows: Sequence[_Row]) -> Span | None:
    try:
        value = parse(event.edtf)
    except EDTFError:
        return None
    left = 0.0 if event.first is None else max(0.0, track.x(event.first))
    right = 100.0 if event.last is None else min(100.0, track.x(event.last + 1))
    if right <= 0 or left >= 100:
        return None
    for row_number, row in enumerate(rows):
        for side, anchor, shift, start, end in _names(event.short_title, left, right):
            if start < 0 or end > _WIDE or not _free(row.taken, start - 12, end + 12):
                continue
            row.taken.append((start, end))
            names = _names(event.short_title, left, right, _NARROW)
            narrow = next((one for one in names if one[0] == side), names[-1])
            fits = narrow[0] == side and narrow[3] >= 0 and narrow[4] <= _NARROW
            fits = fits and _free(row.narrow, narrow[3] - 8, narrow[4] + 8)
            mark_only = (left / 100 * _NARROW, right / 100 * _NARROW)
            row.narrow.append((narrow[3], narrow[4]) if fits else mark_only)
            top = row_number * 18
            return Span(
                event,
                mark(track, value, event.granularity, event.modality, top),
                top,
                number(left),
                number(max(right - left, 0.6)),
                number(anchor),
                shift,
                side if fits else f"{side} roomy",
            )
    return None


def _names(
    title: str, left: float, right: float, width: float = _WIDE
) -> list[tuple[str, float, int, float, float]]:
    """Where a name may stand: (classes, anchor %, shift px, start px, end px of mark and name)."""
    start, end = left / 100 * width, right / 100 * width
    length = len(title) * CHARACTER + 7
    choices = [
        ("start", right, 7, start, end + length),
        ("end", left, -7, start - length, end),
    ]
    if end - start > length + 24:
        choices.append(("over start", left, 12, start, end))
    return choices


def _free(taken: Sequence[tuple[float, float]], start: float, end: float) -> bool:
    return all(end <= other_start or start >= other_end for other_start, other_end in taken)


def make_lanes(board: Board) -> list[Lane]:
    """Draw the bands of each unit that is wider than a bar."""
    lanes = []
    for unit in LANES:
        bands = board.bands.get(unit)
        if bands:
            height = _HEIGHTS[unit]
            drawn = [_band(board.track, band) for band in sorted(bands, key=lambda b: b.edtf)]
            events = sum(band.events for band in bands)
            linked = len(drawn) <= _LINKED_BANDS
            lanes.append(Lane(unit, 18 - height, height, tuple(drawn), linked, events))
    return lanes


def _band(track: Track, band: Band) -> BandMark:
    value = parse(band.edtf)
    first = track.first if value.earliest_day is None else value.earliest_day
    last = track.last if value.latest_day is None else value.latest_day
    left, right = max(0.0, track.x(first)), min(100.0, track.x(last + 1))
    wide = right - left
    gap = min(0.1, wide / 8)
    return BandMark(
        band.edtf, date_words(band.edtf, band.granularity), band.events, band.solid,
        number(left), number(wide), number(left + gap), number(max(wide - 2 * gap, 0.1)),
        number((left + right) / 2), wide > 40,
    )  # fmt: skip
