"""Whether two mentions tell of the same happening, from the two of them alone.

A wrong merge is worse than a missed one. The date opens or shuts the gate and sets how much
agreement is asked for; words, names and the kind of happening give the score.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timeline.events.blocks import is_fine
from timeline.events.terms import total
from timeline.events.traits import Traits

Verdict = Literal["join", "maybe", "new"]

MAYBE_BELOW = 0.12
_NEAR_DAYS = 3
_ENOUGH = 16
_JOIN_SAME_DAY = 0.50
_JOIN_ABOUT = 0.52
_JOIN_COARSE = 0.62
_JOIN_CONFLICT = 0.74
_REPEATED = 0.90


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing two mentions said: the verdict and the score in [0, 1]."""

    verdict: Verdict
    score: float


_NEW = Comparison("new", 0.0)


def compare(a: Traits, b: Traits) -> Comparison:
    """Compare two mentions; the result does not depend on which is given first.

    Returns:
        `join` if they tell of the same happening, `maybe` if they may, else `new`.
    """
    if a.language != b.language or a.negated != b.negated:
        return _NEW
    asked = _asked(a, b)
    if asked is None:
        return _NEW
    shared = a.title & b.title
    if len(shared) < 2 and not (shared or (a.event_class and a.event_class == b.event_class)):
        return _NEW
    score = _similarity(a, b, shared)
    if score >= asked:
        return Comparison("join", score)
    return Comparison("maybe", score) if score >= asked - MAYBE_BELOW else Comparison("new", score)


def days_apart(a: Traits, b: Traits) -> int | None:
    """Count the days between two dates: 0 if they overlap, None if both are open there."""
    if a.last is not None and b.first is not None and a.last < b.first:
        return b.first - a.last
    if b.last is not None and a.first is not None and b.last < a.first:
        return a.first - b.last
    return 0


def _asked(a: Traits, b: Traits) -> float | None:
    """The score that the two dates ask for, or None if they cannot be of one happening."""
    apart = days_apart(a, b)
    if apart is None:
        return None
    fine = is_fine(a), is_fine(b)
    if not all(fine):
        if apart:
            return None
        if not any(fine) and (a.first, a.last) != (b.first, b.last):
            return _JOIN_COARSE + 0.08
        return _JOIN_COARSE
    if apart == 0:
        return _JOIN_ABOUT if a.approximate or b.approximate else _JOIN_SAME_DAY
    if apart > _NEAR_DAYS:
        return None
    if a.approximate or b.approximate:
        return _about(a, b, apart)
    return _conflict(a, b, apart)


def _about(a: Traits, b: Traits, apart: int) -> float | None:
    """A date that is only the article's own day may lie some days after what it tells."""
    assert a.first is not None  # noqa: S101
    assert b.first is not None  # noqa: S101
    if not (a.approximate and b.approximate):
        told, dated = (a, b) if a.approximate else (b, a)
        assert told.first is not None  # noqa: S101
        assert dated.first is not None  # noqa: S101
        if dated.first > told.first + 1:
            return None
    return _JOIN_ABOUT + 0.06 * apart


def _conflict(a: Traits, b: Traits, apart: int) -> float:
    """Two said dates that differ: one of them is wrong, or it happened on both days.

    If the two differ by just as much as their articles' own days do, each article tells of its
    own day, as with daily closing prices: nothing but a copy is then the same.
    """
    assert a.first is not None  # noqa: S101
    assert b.first is not None  # noqa: S101
    if a.written is not None and b.written is not None and a.written != b.written:
        offset = (a.written - a.first) - (b.written - b.first)
        if offset == 0:
            return _REPEATED
    return _JOIN_CONFLICT + 0.05 * (apart - 1)


def _similarity(a: Traits, b: Traits, shared: frozenset[int]) -> float:
    weight_a, weight_b, common = total(a.title), total(b.title), total(shared)
    if not weight_a or not weight_b:
        return 0.0
    around_a, around_b = a.sentence | a.context, b.sentence | b.context
    dice = 2 * common / (weight_a + weight_b)
    told = (total(a.title & b.sentence) / weight_a + total(b.title & a.sentence) / weight_b) / 2
    same_article = a.article == b.article
    story = dice if same_article else _overlap(a.context, b.context)
    happening = _happening(a, b)
    score = 0.36 * dice + 0.22 * told + 0.24 * story + 0.18 * happening
    score -= 0.35 * min(_missing(a.names, around_b), _missing(b.names, around_a))
    score -= 0.15 * _numbers_differ(a, b)
    if total(shared | ((a.names | a.title) & around_b & (b.names | b.title))) < _ENOUGH:
        score = min(score, _JOIN_SAME_DAY - 0.01)
    return max(0.0, min(1.0, score))


def _overlap(a: frozenset[int], b: frozenset[int]) -> float:
    smaller = min(total(a), total(b))
    return min(1.0, 2 * total(a & b) / smaller) if smaller else 0.0


def _happening(a: Traits, b: Traits) -> float:
    if a.head and a.head == b.head:
        return 1.0
    if not a.event_class or not b.event_class:
        return 0.4
    return 0.7 if a.event_class == b.event_class else 0.0


def _missing(names: frozenset[int], around: frozenset[int]) -> float:
    weight = total(names)
    return total(names - around) / weight if weight else 0.0


def _numbers_differ(a: Traits, b: Traits) -> bool:
    return bool(a.numbers and b.numbers and not a.numbers & b.numbers)
