"""Lanes under the chart: dates that are wider than a bar, drawn as wide as they are said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from timeline.edtf import parse
from timeline.errors import EDTFError
from timeline.publish.counts import LANES, Band, Board
from timeline.publish.marks import Track, mark, number
from timeline.publish.notes import CHARACTER
from timeline.publish.records import EventRow, date_words

_HEIGHTS = {
    "month": 8, "season": 6, "quarter": 6, "half": 6, "year": 4, "decade": 2, "century": 2,
}  # fmt: skip
_ROWS = 4
_WIDE, _NARROW = 960.0, 264.0
_LINKED_BANDS = 16


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
    """One lane of bands.

    Attributes:
        linked: they are few enough that each is a link of its own; else `solid` and `hollow`
            draw them as paths in a box of 1000 × 20.
    """

    unit: str
    y: int
    height: int
    marks: tuple[BandMark, ...]
    linked: bool
    events: int
    solid: str
    hollow: str


@dataclass(frozen=True, slots=True)
class _Name:
    """Where a name may stand.

    Attributes:
        side: CSS class; anchor: percent; shift: px from there.
        start, end: from where to where mark and name reach, px.
    """

    side: str
    anchor: float
    shift: int
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class _Placed:
    """A range in its row: percents of its mark, and where its name was put."""

    event: EventRow
    drawn: Markup
    row: int
    left: float
    right: float
    name: _Name


def place_spans(board: Board, events: Mapping[int, EventRow]) -> list[Span]:
    """Place ranges in at most four rows, the most reported first; the others find no room."""
    placed: list[_Placed] = []
    for light in board.spans:
        event = events.get(light.id)
        found = None if event is None else _place(board.track, event, placed)
        if found is not None:
            placed.append(found)
    return [_span(one, _fits_narrow(one, placed)) for one in placed]


def _place(track: Track, event: EventRow, placed: Sequence[_Placed]) -> _Placed | None:
    try:
        value = parse(event.edtf)
    except EDTFError:
        return None
    left = 0.0 if event.first is None else max(0.0, track.x(event.first))
    right = 100.0 if event.last is None else min(100.0, track.x(event.last + 1))
    if right <= 0 or left >= 100:
        return None
    for row in range(_ROWS):
        taken = [(one.name.start, one.name.end) for one in placed if one.row == row]
        for name in _names(event.short_title, left, right, _WIDE):
            inside = name.start >= 0 and name.end <= _WIDE
            if inside and _free(taken, name.start - 12, name.end + 12):
                drawn = mark(track, value, event.granularity, event.modality, row * 18)
                return _Placed(event, drawn, row, left, right, name)
    return None


def _fits_narrow(one: _Placed, placed: Sequence[_Placed]) -> bool:
    """Whether a name also finds room beside the marks of its row on a phone."""
    names = _names(one.event.short_title, one.left, one.right, _NARROW)
    name = next((name for name in names if name.side == one.name.side), None)
    if name is None or name.start < 0 or name.end > _NARROW:
        return False
    taken = []
    for other in placed:
        if other.row == one.row and other is not one:
            marked = (other.left / 100 * _NARROW, other.right / 100 * _NARROW)
            others = _names(other.event.short_title, other.left, other.right, _NARROW)
            named = next((n for n in others if n.side == other.name.side), None)
            taken.append(marked if named is None else (named.start, named.end))
    return _free(taken, name.start - 6, name.end + 6)


def _span(one: _Placed, fits_narrow: bool) -> Span:
    return Span(
        one.event,
        one.drawn,
        one.row * 18,
        number(one.left),
        number(max(one.right - one.left, 0.6)),
        number(one.name.anchor),
        one.name.shift,
        one.name.side if fits_narrow else f"{one.name.side} roomy",
    )


def _names(title: str, left: float, right: float, width: float) -> list[_Name]:
    start, end = left / 100 * width, right / 100 * width
    length = len(title) * CHARACTER + 7
    choices = [
        _Name("start", right, 7, start, end + length),
        _Name("end", left, -7, start - length, end),
    ]
    if end - start > length + 24:
        choices.append(_Name("over start", left, 12, start, end))
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
            paths = [_path(drawn, height, solid=solid) for solid in (True, False)]
            lanes.append(Lane(unit, 20 - height, height, tuple(drawn), linked, events, *paths))
    return lanes


def _path(bands: Sequence[BandMark], height: int, *, solid: bool) -> str:
    return "".join(
        f"M{round(float(band.inner_left) * 10)} {20 - height}"
        f"h{max(1, round(float(band.inner_width) * 10))}v{height}"
        f"h-{max(1, round(float(band.inner_width) * 10))}z"
        for band in bands
        if band.solid == solid
    )


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
        number((left + right) / 2), wide > 60,
    )  # fmt: skip
