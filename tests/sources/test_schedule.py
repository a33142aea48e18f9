from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.sources.schedule import TIERS, Outcome, Schedule, backoff_seconds, next_due

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
URL = "https://example.org/feed.xml"


def after(schedule: Schedule, result: str, **more) -> Schedule:
    return next_due(schedule, Outcome(result, **more), NOW, url=URL).schedule


def wait(schedule: Schedule, outcome: Outcome, url: str = URL) -> float:
    return (next_due(schedule, outcome, NOW, url=url).next_due_at - NOW).total_seconds()


def test_a_quiet_source_moves_to_slower_tiers_when_their_interval_has_passed():
    schedule, seen = Schedule(), []
    for _ in range(20):
        seen.append(schedule.interval_seconds)
        schedule = after(schedule, "unchanged")
    assert seen == [900] * 4 + [3_600] * 6 + [21_600] * 4 + [86_400] * 6


def test_something_new_moves_a_source_a_tier_faster_at_once():
    schedule, seen = Schedule(86_400, unchanged_streak=9), []
    for _ in range(5):
        schedule = after(schedule, "changed")
        seen.append(schedule.interval_seconds)
    assert seen == [21_600, 3_600, 900, 900, 900]


@pytest.mark.parametrize("period", [900, 3_600, 6 * 3_600, 86_400])
def test_a_steady_source_is_neither_missed_for_long_nor_asked_too_often(period):
    schedule, now, asked, delays, published = Schedule(), 0.0, 0, [], 0
    for _ in range(400):
        due = next_due(
            schedule,
            Outcome("changed" if now // period > published else "unchanged"),
            NOW,
            url=URL,
        )
        if now // period > published:
            delays.append(now % period)
            published = now // period
        schedule = due.schedule
        now += (due.next_due_at - NOW).total_seconds()
        asked += 1
    changes = now // period
    assert asked / changes < 14
    assert sum(delays) / len(delays) <= period


def test_a_timer_of_the_tiers_period_finds_the_source_due():
    for tier in TIERS:
        assert tier - 300 <= wait(Schedule(tier, 0), Outcome("unchanged")) < tier


def test_failures_wait_twice_as_long_each_time_up_to_a_day():
    schedule, waits = Schedule(), []
    for _ in range(12):
        due = next_due(schedule, Outcome("failed"), NOW, url=URL)
        waits.append((due.next_due_at - NOW).total_seconds())
        schedule = due.schedule
    for streak, seconds in enumerate(waits):
        assert 0.75 <= seconds / min(900 * 2**streak, 86_400) <= 1.25
    assert schedule.error_streak == 12


def test_jitter_spreads_sources_and_is_always_the_same():
    spread = {backoff_seconds(3, f"https://example.org/{i}") for i in range(50)}
    assert len(spread) == 50
    assert backoff_seconds(3, URL) == backoff_seconds(3, URL)


def test_only_the_first_failure_is_news():
    due = next_due(Schedule(), Outcome("failed"), NOW, url=URL)
    assert due.is_new_failure
    assert not next_due(due.schedule, Outcome("failed"), NOW, url=URL).is_new_failure
    healed = next_due(due.schedule, Outcome("unchanged"), NOW, url=URL).schedule
    assert healed.error_streak == 0
    assert next_due(healed, Outcome("failed"), NOW, url=URL).is_new_failure


def test_a_failure_keeps_the_tier():
    schedule = Schedule(3_600, unchanged_streak=2)
    assert after(schedule, "failed") == Schedule(3_600, 2, error_streak=1)


def test_a_source_that_is_gone_is_said_so():
    assert next_due(Schedule(), Outcome("gone"), NOW, url=URL).is_gone
    assert not next_due(Schedule(), Outcome("failed"), NOW, url=URL).is_gone


def test_retry_after_and_max_age_are_honoured_within_reason():
    assert wait(Schedule(), Outcome("failed", retry_after=7_200)) == 7_200
    assert wait(Schedule(), Outcome("failed", retry_after=999_999_999)) == 7 * 86_400
    assert wait(Schedule(), Outcome("failed", retry_after=1)) > 600
    assert wait(Schedule(), Outcome("unchanged", max_age=7_200)) == 7_200
    assert wait(Schedule(), Outcome("unchanged", max_age=60)) == 720
    assert wait(Schedule(), Outcome("changed", max_age=10**9)) == 86_400


@given(
    st.integers(0, 10**6),
    st.integers(0, 10**4),
    st.integers(0, 10**4),
    st.sampled_from(["changed", "unchanged", "failed", "gone"]),
    st.none() | st.floats(0, 1e12),
    st.none() | st.integers(0, 10**12),
)
def test_a_due_time_is_always_ahead_and_within_a_week(interval, quiet, errors, result, after, age):
    due = next_due(
        Schedule(interval, quiet, errors), Outcome(result, after, age), NOW, url="http://x/"
    )
    assert timedelta(minutes=10) < due.next_due_at - NOW <= timedelta(days=7)
    assert due.schedule.interval_seconds in TIERS or result in ("failed", "gone")
