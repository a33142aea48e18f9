"""The counts behind a timeline page: bars, columns, bands and spans of a selection."""

from __future__ import annotations

from dataclasses import dataclass, field

from timeline.publish.marks import Track
from timeline.publish.records import Light
from timeline.publish.scale import Axis

HOLLOW = ("planned", "possible", "negated")
COARSENESS = {
    "day": 0, "weekend": 1, "week": 1, "month": 2, "season": 3, "quarter": 3, "half": 3,
    "year": 4, "decade": 5, "century": 6, "millennium": 7,
}  # fmt: skip
COUNTED = 500
"""How many events, the most reported, stand for a larger selection where all are too many."""

_TOPS = 3
_ROWS = 24
LANES = ("month", "season", "quarter", "half", "year", "decade", "century")


@dataclass(slots=True)
class ColumnCount:
    """What one column holds.

    Attributes:
        narrow: dates that a bar shows; hollow: those of them that are planned, possible or
            negated; wide: dates that begin here and are wider than a bar.
        tops: the most reported of it, in order of date.
    """

    narrow: int = 0
    hollow: int = 0
    wide: int = 0
    tops: list[Light] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All events that begin in it."""
        return self.narrow + self.wide


@dataclass(frozen=True, slots=True)
class Band:
    """All events that are dated only to one month, season, year or decade."""

    edtf: str
    granularity: str
    events: int
    solid: bool


@dataclass(slots=True)
class Board:
    """The counts behind a page.

    Attributes:
        inside, reaching: events that begin in the dates asked for, and those that reach in.
        earlier, later: (events, year) beyond the ends of the axis, where dates were not asked.
        bars: bin → [filled, hollow].
        spans: ranges wider than a bar, the most reported first; spans_total: how many.
        peaks: candidates for names in the chart, the most reported first.
        wide: events too wide for the columns, the most reported first.
        sample: events that the rail counts; complete: whether that is all of them.
    """

    axis: Axis
    today: int
    inside: int = 0
    reaching: int = 0
    earlier: tuple[int, int] | None = None
    later: tuple[int, int] | None = None
    bars: dict[int, list[int]] = field(default_factory=dict)
    columns: list[ColumnCount] = field(default_factory=list)
    bands: dict[str, list[Band]] = field(default_factory=dict)
    spans: list[Light] = field(default_factory=list)
    spans_total: int = 0
    peaks: list[Light] = field(default_factory=list)
    wide: list[Light] = field(default_factory=list)
    sample: list[Light] = field(default_factory=list)
    complete: bool = True

    @property
    def total(self) -> int:
        """All events of the selection."""
        return self.inside + self.reaching

    @property
    def track(self) -> Track:
        """The axis as a track for single marks."""
        return Track(self.axis.first, self.axis.last, self.today)


def tops(columns: int) -> int:
    """How many events a column names: three, more where few columns have any."""
    return max(_TOPS, _ROWS // max(1, columns))


def is_range(edtf: str) -> bool:
    """Whether a date is drawn one by one: an interval or a set, not a calendar unit."""
    return any(sign in edtf for sign in "/.,")


def coarser(granularity: str, unit: str) -> bool:
    """Whether a granularity is wider than a unit of the axis."""
    return COARSENESS.get(granularity, 0) > COARSENESS[unit]
