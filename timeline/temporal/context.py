"""Where a text is in time: its day of writing, the last date it mentioned, its tenses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from timeline.temporal.calendar import Unit, of_date
from timeline.temporal.encode import Encoded
from timeline.temporal.language import Language
from timeline.temporal.match import Match

NO_DCT = "the article has no publication time"
_FRAME_DAYS = 62
_VAGUE = ("decade", "century")
_REACH = 60
_NEAR = 240
_CLOSE = 14


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
        south: whether seasons are those of the southern hemisphere.
    """

    dct: int | None
    time: datetime | None
    language: Language
    narrative: bool = False
    ref: Unit | None = None
    line: Unit | None = None
    frame: tuple[int, int] | None = None
    ref_day: Unit | None = None
    ref_day_at: int = 0
    south: bool = False
    quarter: Unit | None = None
    quarter_at: int = 0

    @property
    def now(self) -> int | None:
        """The day that undated expressions are near to: of a narrative its last date."""
        if self.narrative and self.line is not None:
            return self.line.first
        return self.dct

    @property
    def at(self) -> int | None:
        """The day that "the following day" counts from."""
        if self.ref is not None:
            return self.ref.first
        return self.dct

    def quarter_near(self, token: int) -> bool:
        """Whether a quarter was named not long before a token."""
        return self.quarter is not None and token - self.quarter_at <= _NEAR

    def mention(self, unit: Unit, token: int) -> None:
        """Note that the text named this unit, at a token."""
        self.ref = unit
        if self.frame and unit.first > self.frame[1]:
            self.frame = None
        looks_back = self.line is not None and unit.year < self.line.year
        if unit.grain not in _VAGUE and not (unit.grain == "year" and looks_back):
            self.line = unit
        if unit.grain == "day":
            self.ref_day, self.ref_day_at = unit, token
        if unit.grain == "quarter":
            self.quarter, self.quarter_at = unit, token

    def mention_range(self, first: Unit, last: Unit) -> None:
        """Note that the text named a stretch of time: a story begins at its beginning."""
        if last.last - first.first >= _FRAME_DAYS:
            self.frame, self.line = (first.first, last.last), first


def sentence_day(match: Match, here: Here) -> Unit | None:
    """The day that the sentence of a match has named before it, or None."""
    if here.ref_day is None:
        return None
    code, at = match.encoded.code, match.found.start()
    if at - here.ref_day_at > _REACH or "\n" in code[here.ref_day_at : at]:
        return None
    return here.ref_day


def make(dct: date | datetime | None, language: Language, *, south: bool = False) -> Here:
    """A fresh state for one text."""
    time = dct if isinstance(dct, datetime) else None
    return Here(None if dct is None else of_date(dct), time, language, south=south)


@lru_cache(maxsize=64)
def _cues(language: Language) -> tuple[re.Pattern[str], str, str]:
    future = language.symbols.get("future", "")
    past = language.symbols.get("past", "")
    return re.compile(f"[{future}{past}w]" if future or past else "w"), future, past


def tense_near(match: Match, here: Here) -> str | None:
    """The tense, if its word stands close to the expression."""
    best = _nearest(match, here)
    return best[1] if best and best[0] <= _CLOSE else None


def tense(match: Match, here: Here) -> str | None:
    """The tense of the clause that a match stands in.

    Looks for the nearest word that tells tense, inside the sentence; words before the
    expression are preferred (the verb usually precedes its adverbial of time).

    Returns:
        `future`, `past` or None if nothing tells.
    """
    best = _nearest(match, here)
    return best[1] if best else None


def _nearest(match: Match, here: Here) -> tuple[float, str] | None:
    encoded = match.encoded
    at, end = match.found.start(), match.found.end()
    best: tuple[float, str] | None = None
    for index, distance in _around(encoded, at, end):
        kind = _kind(encoded, index, here.language)
        if kind and (best is None or distance < best[0]):
            best = (distance, kind)
    return best


def _around(encoded: Encoded, at: int, end: int) -> list[tuple[int, float]]:
    code = encoded.code
    places: list[tuple[int, float]] = []
    for step in range(1, _REACH):
        index = at - step
        if index < 0 or code[index] == "\n" or (code[index] in ".!?" and _ends(code, index)):
            break
        places.append((index, step))
    for step in range(_REACH):
        index = end + step
        if index >= len(code) or code[index] == "\n":
            break
        if code[index] in ".!?" and _ends(code, index):
            break
        places.append((index, step * 1.5 + 3))
    return places


def _ends(code: str, index: int) -> bool:
    """Whether a full stop ends a sentence: a space and no small letter after it."""
    rest = code[index + 1 : index + 3]
    return rest[:1] in ("", "\n", '"', "'") or (rest[:1] == " " and rest[1:2] not in ("w", ","))


def _kind(encoded: Encoded, index: int, language: Language) -> str | None:
    symbol = encoded.code[index]
    _, future, past = _cues(language)
    if symbol in future:
        return "future"
    if symbol in past:
        return "past"
    if symbol == "w" and (language.past_suffixes or language.future_suffixes):
        token = encoded.token(index)
        if len(token) > 3 and token.endswith(language.past_suffixes):
            return "past"
        if len(token) > 3 and language.future_suffixes and token.endswith(language.future_suffixes):
            return "future"
    return None
