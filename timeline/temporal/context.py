"""Where a text is in time: its day of writing and the last dates it mentioned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from timeline.temporal.calendar import Unit, of_date
from timeline.temporal.language import Language

NO_DCT = "the article has no publication time"
NO_DATE = "the text names no date that it could be counted from"
NO_DAY = "the story names no day that it could be counted from"
_FRAME_DAYS = 62
_VAGUE = ("decade", "century")
_NEAR = 240
_FAR = 1_000_000


@dataclass(slots=True)
class Here:
    """The state of one reading, handed to every rule.

    Attributes:
        dct: day number of the day of writing, or None.
        time: local time of writing, if it is known.
        narrative: whether the text is history, told in its own time, and not news.
        ref: the unit that was mentioned last.
        line: of a narrative, the date that the story has come to: the last mentioned one, but
            for years that look back.
        frame: first and last day of the range of months or years that was mentioned last.
        bound: the date until which, as a story told last, something went on.
        ref_at: the token at which `ref` was mentioned.
        ref_day: the day that was mentioned last, at the token `ref_day_at`.
        quarter: the quarter that was mentioned last, at the token `quarter_at`.
        longer: whether the text reports on more than a quarter (nine months) since it named it.
        south: whether seasons are those of the southern hemisphere.
    """

    dct: int | None
    time: datetime | None
    language: Language
    narrative: bool = False
    ref: Unit | None = None
    ref_at: int = 0
    line: Unit | None = None
    frame: tuple[int, int] | None = None
    bound: Unit | None = None
    ref_day: Unit | None = None
    ref_day_at: int = 0
    south: bool = False
    quarter: Unit | None = None
    quarter_at: int = 0
    longer: bool = False

    @property
    def now(self) -> int | None:
        """The day that undated expressions are near to: of a narrative its last date."""
        if self.narrative and self.line is not None:
            return self.line.first
        return self.dct

    @property
    def at(self) -> int | None:
        """The day that "a year later" counts from; nothing does from a decade or century."""
        if self.ref is None:
            return self.dct
        ref = self.line if self.ref.grain in _VAGUE else self.ref
        return None if ref is None else ref.first

    @property
    def day(self) -> Unit | None:
        """The day that "two days later" counts from: the last one, unless a story went on since."""
        day, line = self.ref_day, self.line
        gone_on = self.narrative and line is not None and day is not None and day.last < line.first
        return None if gone_on else day

    def quarter_near(self, token: int) -> bool:
        """Whether figures at a token are those of a quarter, named not long before."""
        near = self.quarter is not None and token - self.quarter_at <= _NEAR
        return near and not self.longer

    def mention(self, unit: Unit, token: int, *, bound: bool = False, before: bool = False) -> None:
        """Note that the text named this unit, at a token.

        A story does not move on to a date that only says until when something lasted (`bound`),
        nor back to what had been `before` (the fleet, which had sailed in May).
        """
        self.ref, self.ref_at = unit, token
        if self.frame and unit.first > self.frame[1]:
            self.frame = None
        looks_back = self.line is not None and unit.year < self.line.year
        line = self.line
        waits = line is not None and (bound or (before and unit.last < line.first))
        if not waits and unit.grain not in _VAGUE and not (unit.grain == "year" and looks_back):
            self.line = unit
        self.bound = unit if bound else self.bound
        if unit.grain == "day":
            self.ref_day, self.ref_day_at = unit, token
        if unit.grain == "quarter":
            self.quarter, self.quarter_at, self.longer = unit, token, False

    def forget_places(self) -> None:
        """Begin a new block of text: what was mentioned stays, where it stood does not."""
        self.ref_at = self.ref_day_at = -_FAR
        self.quarter_at = -_FAR

    def mention_range(self, first: Unit, last: Unit) -> None:
        """Note that the text named a stretch of time: a story begins at its beginning.

        Years that look back ("the fort, used from 1820 to 1860,") are no beginning.
        """
        looks_back = self.line is not None and last.last < self.line.first
        if last.last - first.first >= _FRAME_DAYS and not looks_back:
            self.frame, self.line = (first.first, last.last), first


def make(dct: date | datetime | None, language: Language, *, south: bool = False) -> Here:
    """A fresh state for one text."""
    time = dct if isinstance(dct, datetime) else None
    return Here(None if dct is None else of_date(dct), time, language, south=south)
