"""When a source is read next: pure decisions over what is known of it, without a clock.

A source has one of four tiers. It moves to the next slower one when it had nothing new for as
long as that one's interval, and a tier faster as soon as it has something new. A source that
fails waits twice as long each time, up to a day.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

TIERS: tuple[int, ...] = (900, 3_600, 21_600, 86_400)
"""Seconds between two readings: 15 minutes, an hour, six hours, a day."""

_SLACK = 0.2
_MAX_SLACK_SECONDS = 300.0
_MAX_BACKOFF_SECONDS = 86_400.0
_MAX_ASKED_SECONDS = 7 * 86_400.0
_JITTER = 0.25

Result = Literal["changed", "unchanged", "failed", "gone"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """What decides when a source is due.

    Attributes:
        interval_seconds: one of `TIERS`.
        unchanged_streak: readings in a row that had nothing new.
        error_streak: readings in a row that failed.
    """

    interval_seconds: int = TIERS[0]
    unchanged_streak: int = 0
    error_streak: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a reading.

    Attributes:
        result: `changed` (something new), `unchanged` (304, or nothing new), `failed`, or
            `gone` (410).
        retry_after: seconds that the server asked to wait, if it did.
        max_age: seconds for which the server says that its answer stays good (Cache-Control).
    """

    result: Result
    retry_after: float | None = None
    max_age: int | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """The decision.

    Attributes:
        schedule: to be kept for the next one.
        next_due_at: aware instant.
        is_gone: the source is not to be asked again (RFC 9110, 15.5.11).
        is_new_failure: it failed, and had not failed the time before.
    """

    schedule: Schedule
    next_due_at: datetime
    is_gone: bool = False
    is_new_failure: bool = False


def next_due(schedule: Schedule, outcome: Outcome, now: datetime, *, url: str) -> Due:
    """Decide when a source is read again.

    A due time lies a little before the full interval, so that a timer with the same period as
    the tier finds the source due at its next turn and not at the one after.

    Args:
        schedule: what was known before the reading.
        outcome: what came of it.
        now: aware instant of the reading.
        url: of the source; spreads failing sources over time, always in the same way.

    Returns:
        The new schedule and the due time. A server's Retry-After is honoured up to a week, its
        max-age up to a day.
    """
    if outcome.result in ("failed", "gone"):
        streak = schedule.error_streak + 1
        kept = Schedule(schedule.interval_seconds, schedule.unchanged_streak, streak)
        wait = max(
            backoff_seconds(streak, url), min(outcome.retry_after or 0.0, _MAX_ASKED_SECONDS)
        )
        return Due(
            kept,
            now + timedelta(seconds=wait),
            is_gone=outcome.result == "gone",
            is_new_failure=streak == 1,
        )
    moved = _move(schedule, changed=outcome.result == "changed")
    interval = float(moved.interval_seconds)
    wait = max(
        interval - min(interval * _SLACK, _MAX_SLACK_SECONDS),
        float(min(outcome.max_age or 0, TIERS[-1])),
    )
    return Due(moved, now + timedelta(seconds=wait))


def backoff_seconds(streak: int, key: str) -> float:
    """How long to wait after so many failures in a row.

    Args:
        streak: failures in a row, at least 1.
        key: URL; decides the jitter together with the streak, so that a thousand sources that
            failed together do not come back together.

    Returns:
        Seconds: 15 minutes, doubled for each failure after the first, up to a day, give or
        take a quarter.
    """
    exponent = min(max(streak, 1) - 1, 16)
    digest = hashlib.sha256(f"{streak} {key}".encode("utf-8", "surrogatepass")).digest()
    share = int.from_bytes(digest[:4], "big") / 0xFFFFFFFF
    wait = min(TIERS[0] * 2.0**exponent, _MAX_BACKOFF_SECONDS)
    return wait * (1 - _JITTER + 2 * _JITTER * share)


def _move(schedule: Schedule, *, changed: bool) -> Schedule:
    tier = _tier(schedule.interval_seconds)
    if changed:
        return Schedule(TIERS[max(tier - 1, 0)])
    streak = schedule.unchanged_streak + 1
    if tier + 1 < len(TIERS) and streak * TIERS[tier] >= TIERS[tier + 1]:
        return Schedule(TIERS[tier + 1])
    return Schedule(TIERS[tier], streak)


def _tier(interval_seconds: int) -> int:
    """The tier of an interval: the slowest one that is not slower than it."""
    return max((i for i, tier in enumerate(TIERS) if tier <= interval_seconds), default=0)
