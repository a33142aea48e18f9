"""EDTF values: what days they mean, with the `edtf` library as a second opinion."""

from __future__ import annotations

from datetime import date, timedelta

import edtf as library
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import edtf
from timeline.errors import EDTFError

VALUES = [
    ("2024-07-09", "2024-07-09", "2024-07-09", "day"),
    ("2024-07", "2024-07-01", "2024-07-31", "month"),
    ("2024-02", "2024-02-01", "2024-02-29", "month"),
    ("2024", "2024-01-01", "2024-12-31", "year"),
    ("199X", "1990-01-01", "1999-12-31", "decade"),
    ("18XX", "1800-01-01", "1899-12-31", "century"),
    ("2024-35", "2024-07-01", "2024-09-30", "quarter"),
    ("2024-40", "2024-01-01", "2024-06-30", "half"),
    ("2024-41", "2024-07-01", "2024-12-31", "half"),
    ("2024-21", "2024-03-01", "2024-05-31", "season"),
    ("2025-24", "2025-12-01", "2026-02-28", "season"),
    ("2023-24", "2023-12-01", "2024-02-29", "season"),
    ("2024-29", "2024-09-01", "2024-11-30", "season"),
    ("2024-30", "2024-12-01", "2025-02-28", "season"),
    ("2024~", "2024-01-01", "2024-12-31", "year"),
    ("2024-07-09?", "2024-07-09", "2024-07-09", "day"),
    ("-0043", "-0043-01-01", "-0043-12-31", "year"),
    ("2014/2015", "2014-01-01", "2015-12-31", "year"),
    ("2022/..", "2022-01-01", None, "year"),
    ("../2026-01-16", None, "2026-01-16", "day"),
    ("[2024-05-03..2024-05-05]", "2024-05-03", "2024-05-05", "day"),
    ("[..2014]", None, "2014-12-31", "year"),
    ("[2024,2026]", "2024-01-01", "2026-12-31", "year"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "unit"), VALUES)
def test_first_and_last_day(text: str, earliest: str | None, latest: str | None, unit: str) -> None:
    value = edtf.parse(text)
    assert (value.value, value.earliest, value.latest, value.granularity) == (
        text, earliest, latest, unit,
    )  # fmt: skip
    library.parse_edtf(text)


@pytest.mark.parametrize(
    "text",
    ["", "..", "/", "2024-13", "2024-02-30", "2024-7-9", "[]", "[2024", "{2024]", "24", "199X-05",
     "2015/2014", "../..", "tomorrow", "2024-07-09T10:00", "٢٠٢٤"],
)  # fmt: skip
def test_what_is_no_edtf_is_refused(text: str) -> None:
    assert not edtf.is_valid(text)
    with pytest.raises(EDTFError):
        edtf.parse(text)


DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@settings(deadline=None)
@given(DAYS)
def test_days_agree_with_the_standard_library(day: date) -> None:
    number = edtf.day_number(day.year, day.month, day.day)
    assert number == day.toordinal()
    assert edtf.civil(number) == (day.year, day.month, day.day)
    assert edtf.parse(day.isoformat()).earliest == day.isoformat()


@settings(deadline=None)
@given(st.integers(-4_000_000, 4_000_000))
def test_days_before_the_common_era_are_numbered_without_gaps(number: int) -> None:
    year, month, day = edtf.civil(number)
    assert edtf.day_number(year, month, day) == number
    assert edtf.civil(number + 1) > (year, month, day)


@settings(deadline=None)
@given(DAYS)
def test_days_and_months_agree_with_the_library(day: date) -> None:
    for text in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        value, other = edtf.parse(text), library.parse_edtf(text)
        assert value.earliest == "{:04d}-{:02d}-{:02d}".format(*other.lower_strict()[:3])
        assert value.latest == "{:04d}-{:02d}-{:02d}".format(*other.upper_strict()[:3])


@settings(deadline=None)
@given(DAYS, st.integers(0, 4000))
def test_intervals_and_sets_hold_their_bounds(day: date, length: int) -> None:
    last = min(date(9999, 12, 31), day + timedelta(days=length) if day.year < 9980 else day)
    interval = edtf.parse(f"{day}/{last}")
    some = edtf.parse(f"[{day}..{last}]")
    assert (interval.earliest_day, interval.latest_day) == (day.toordinal(), last.toordinal())
    assert (some.earliest_day, some.latest_day) == (day.toordinal(), last.toordinal())
    assert interval.kind == "interval"
    assert some.kind == "set"
    assert interval.contains(edtf.parse(day.isoformat()))
    assert interval.overlaps(some)
    assert interval.days == (last - day).days + 1


def test_open_ends_overlap_whatever_they_reach() -> None:
    since, until = edtf.parse("2022/.."), edtf.parse("../2021")
    assert not since.overlaps(until)
    assert since.overlaps(edtf.parse("2030"))
    assert until.overlaps(edtf.parse("-0043"))
    assert since.days is None
    assert since.year == 2022
    assert until.year == 2021
    assert not edtf.parse("2024").contains(since)


def test_marks() -> None:
    assert edtf.parse("2024~").approximate
    assert edtf.parse("2024?").uncertain
    assert edtf.parse("2024%").approximate
    assert edtf.parse("2024%").uncertain
    assert edtf.parse("2014~/2015").approximate
