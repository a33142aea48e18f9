"""Units of the calendar: numbering, shifting, TIMEX3 values, EDTF."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import edtf
from timeline.models import GRANULARITIES, Granularity
from timeline.temporal.calendar import (
    Unit,
    day_unit,
    easter,
    month_unit,
    shift_months,
    unit_of,
    weekday_of,
    year_unit,
)

DAYS = st.integers(date(1, 1, 8).toordinal(), date(9990, 1, 1).toordinal())


@settings(deadline=None)
@given(DAYS, st.sampled_from(GRANULARITIES), st.booleans())
def test_a_day_is_in_its_unit_and_units_follow_each_other(
    day: int, grain: Granularity, south: bool
) -> None:
    unit = unit_of(grain, day, south=south)
    if grain != "weekend":
        assert unit.first <= day <= unit.last
        if grain != "season":
            assert unit.shift(1).first == unit.last + 1
    assert unit.shift(3).shift(-3) == unit
    value = edtf.parse(unit.edtf)
    assert (value.earliest_day, value.latest_day) == (unit.first, unit.last)


@settings(deadline=None)
@given(DAYS)
def test_weeks_are_iso_weeks(day: int) -> None:
    year, week, weekday = date.fromordinal(day).isocalendar()
    assert unit_of("week", day).value == f"{year:04d}-W{week:02d}"
    assert weekday_of(day) == weekday - 1


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        (day_unit(2024, 2, 29), "2024-02-29", "2024-02-29"),
        (month_unit(2024, 7), "2024-07", "2024-07"),
        (year_unit(2024), "2024", "2024"),
        (year_unit(-43), "BC0044", "-0043"),
        (year_unit(0), "BC0001", "0000"),
        (Unit("quarter", 2024 * 4 + 2), "2024-Q3", "2024-35"),
        (Unit("half", 2024 * 2), "2024-H1", "2024-40"),
        (Unit("season", 2024 * 4 + 3), "2024-WI", "2024-24"),
        (Unit("season", 2024 * 4, south=True), "2024-SP", "2024-29"),
        (Unit("decade", 199), "199", "199X"),
        (Unit("century", 18), "18", "18XX"),
    ],
)
def test_values(unit: Unit, value: str, text: str) -> None:
    assert (unit.value, unit.edtf) == (value, text)


def test_days_that_do_not_exist() -> None:
    assert day_unit(2023, 2, 29) is None
    assert day_unit(2024, 13, 1) is None
    assert day_unit(2024, 4, 31) is None


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, "1961-04-02"), (2000, "2000-04-23"), (2024, "2024-03-31"), (2038, "2038-04-25")],
)
def test_easter(year: int, day: str) -> None:
    assert date.fromordinal(easter(year)).isoformat() == day


def test_months_are_shifted_to_days_that_exist() -> None:
    start = date(2024, 1, 31).toordinal()
    assert date.fromordinal(shift_months(start, 1)) == date(2024, 2, 29)
    assert date.fromordinal(shift_months(start, -2)) == date(2023, 11, 30)


@pytest.mark.parametrize(
    ("unit", "part", "text"),
    [
        (month_unit(2024, 2), "END", "[2024-02-21..2024-02-29]"),
        (year_unit(2024), "MID", "[2024-05..2024-08]"),
        (Unit("decade", 199), "START", "[1990..1993]"),
        (Unit("century", 18), "END", "[1867..1899]"),
        (Unit("quarter", 2024 * 4), "START", "[2024-01-01..2024-01-30]"),
        (day_unit(2024, 5, 3), "START", None),
    ],
)
def test_parts_are_thirds(unit: Unit, part: str, text: str | None) -> None:
    assert unit.part(part) == text
