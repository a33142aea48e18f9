"""Names in the chart: which events are named where, laid out on the server.

Two balanced lines stand beside a leader that comes down on the event's bar. No text meets a
text, a leader or today's line. The first four are tried on both sides, from below and from
above (32 layouts); the layout that names most, the most important first, is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

CHARACTER = 6.2
ROWS = (88, 57, 26)
_GAP = 8.0
_TEXT = 4.0
_TRIED = 4
_WORTH = 0.7


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that may be named.

    Attributes:
        x: where its bar is, percent; end: y at which the leader ends, px.
        title: short; label: the tooltip.
    """

    key: str
    x: float
    end: float
    title: str
    label: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A name with its place: `row` is the y of its top, px; `left`: the text ends at the leader."""

    candidate: Candidate
    row: int
    left: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Box:
    row: int
    start: float
    end: float
    leader: float


def lay_out(
    candidates: Sequence[Candidate], width: float, today: float | None, characters: int
) -> list[Note]:
    """Place as many names as find room.

    Args:
        candidates: the most important first.
        width: of the plot, px.
        today: where today's line stands, percent; None if it is not in the chart.
        characters: in one line, at most.

    Returns:
        The notes, from left to right.
    """
    wrapped = [(one, wrap(one.title, characters)) for one in candidates]
    best: list[Note] = []
    best_value = 0.0
    line = None if today is None else today / 100 * width
    tried = product((ROWS, ROWS[::-1]), product((False, True), repeat=min(_TRIED, len(wrapped))))
    for rows, sides in tried:
        notes, value = _attempt(wrapped, rows, sides, width, line, best_value)
        if value > best_value:
            best, best_value = notes, value
    return sorted(best, key=lambda note: note.candidate.x)


def wrap(title: str, characters: int) -> tuple[str, ...]:
    """Break a title into at most two balanced lines; what is left over becomes "…"."""
    words = title.split()
    if len(title) <= max(10, characters // 2) or len(words) < 2:
        return (_cut(title, characters),)
    breaks = [
        (" ".join(words[:number]), " ".join(words[number:])) for number in range(1, len(words))
    ]
    fitting = [pair for pair in breaks if max(map(len, pair)) <= characters]
    if fitting:
        return min(fitting, key=lambda pair: max(map(len, pair)))
    first = max(
        (pair[0] for pair in breaks if len(pair[0]) <= characters), key=len, default=words[0]
    )
    return _cut(first, characters), _cut(title[len(first) :].strip(), characters)


def _cut(text: str, characters: int) -> str:
    if len(text) <= characters:
        return text
    kept = text[: characters - 1]
    head = kept.rsplit(" ", 1)[0] if " " in kept else kept
    return head.rstrip(" ,.;:–-") + "…"


def _attempt(
    wrapped: Sequence[tuple[Candidate, tuple[str, ...]]],
    rows: Sequence[int],
    sides: Sequence[bool],
    width: float,
    today: float | None,
    best: float,
) -> tuple[list[Note], float]:
    """Place names one by one; give up as soon as the rest cannot make it better than the best."""
    notes: list[Note] = []
    boxes: list[_Box] = []
    value = 0.0
    for number, (candidate, lines) in enumerate(wrapped):
        if value + _WORTH**number / (1 - _WORTH) <= best:
            break
        choices = [sides[number]] if number < len(sides) else [False, True]
        placed = _place(candidate, lines, rows, choices, boxes, width, today)
        if placed is not None:
            note, box = placed
            notes.append(note)
            boxes.append(box)
            value += _WORTH**number
    return notes, value


def _place(
    candidate: Candidate,
    lines: tuple[str, ...],
    rows: Sequence[int],
    choices: Sequence[bool],
    boxes: Sequence[_Box],
    width: float,
    today: float | None,
) -> tuple[Note, _Box] | None:
    x = candidate.x / 100 * width
    length = max(len(line) for line in lines) * CHARACTER + 5
    for row in rows:
        if row + 31 > candidate.end:
            continue
        for left in choices:
            start, end = (x - length, x) if left else (x, x + length)
            box = _Box(row, start, end, x)
            if start >= 0 and end <= width and _free(box, boxes, today):
                return Note(candidate, row, left, lines), box
    return None


def _free(box: _Box, boxes: Sequence[_Box], today: float | None) -> bool:
    if today is not None:
        left = box.leader == box.end
        start = box.start if left else box.start + _TEXT
        end = box.end - _TEXT if left else box.end
        if start - _TEXT < today < end + _TEXT:
            return False
    for other in boxes:
        if abs(other.leader - box.leader) < _GAP:
            return False
        if other.row == box.row and other.start < box.end + _GAP and box.start < other.end + _GAP:
            return False
        upper, lower = (other, box) if other.row < box.row else (box, other)
        if upper.row < lower.row and lower.start - _GAP < upper.leader < lower.end + _GAP:
            return False
    return True
