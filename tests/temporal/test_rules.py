"""One table for each module of rules: words, type, value, EDTF, rule."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from timeline.temporal import find
from timeline.temporal.rules import MODULES, registry

DCT = date(2024, 7, 10)  # a Wednesday

DATES = [
    ("2024-07-09", "DATE", "2024-07-09", "2024-07-09", "iso_day"),
    ("20240709", "DATE", "2024-07-09", "2024-07-09", "iso_day"),
    ("07/09/2024", "DATE", "2024-07-09", "2024-07-09", "day_in_numbers"),
    ("25/12/2023", "DATE", "2023-12-25", "2023-12-25", "day_in_numbers"),
    ("9.7.2024", "DATE", "2024-07-09", "2024-07-09", "day_in_numbers"),
    ("July 9th, 2024", "DATE", "2024-07-09", "2024-07-09", "day_month_year"),
    ("Tuesday, 9 July 2024", "DATE", "2024-07-09", "2024-07-09", "day_month_year"),
    ("the 9th of July 2024", "DATE", "2024-07-09", "2024-07-09", "day_month_year"),
    ("Jul. 9, 2024", "DATE", "2024-07-09", "2024-07-09", "day_month_year"),
    ("9 July", "DATE", "2024-07-09", "2024-07-09", "day_month"),
    ("July 2023", "DATE", "2023-07", "2023-07", "month_year"),
    ("1848", "DATE", "1848", "1848", "year"),
    ("A.D. 312", "DATE", "0312", "0312", "year"),
    ("nineteen ninety-six", "DATE", "1996", "1996", "year_in_words"),
]
RELATIVE = [
    ("yesterday", "DATE", "2024-07-09", "2024-07-09", "day_word"),
    ("the day before yesterday", "DATE", "2024-07-08", "2024-07-08", "day_word"),
    ("last month", "DATE", "2024-06", "2024-06", "this_unit"),
    ("next year", "DATE", "2025", "2025", "this_unit"),
    ("last Friday", "DATE", "2024-07-05", "2024-07-05", "this_weekday"),
    ("next Wednesday", "DATE", "2024-07-17", "2024-07-17", "this_weekday"),
    ("last April", "DATE", "2024-04", "2024-04", "this_month"),
    ("April last year", "DATE", "2023-04", "2023-04", "this_month"),
    ("ten days ago", "DATE", "2024-06-30", "2024-06-30", "ago"),
    ("two weeks ago", "DATE", "2024-W26", "[2024-06-24..2024-06-30]", "ago"),
    ("a decade ago", "DATE", "2014", "2014", "ago"),
    ("three days from now", "DATE", "2024-07-13", "2024-07-13", "from_now"),
    ("the week before last", "DATE", "2024-W26", "[2024-06-24..2024-06-30]", "this_unit"),
    ("a week from Friday", "DATE", "2024-07-19", "2024-07-19", "week_from_day"),
    ("a year and a half ago", "DATE", "2023-01", "2023-01", "ago"),
    ("the past two months", "DURATION", "P2M", None, "stretch"),
]
PERIODS = [
    ("FY24", "DATE", "FY2024", "[2023-04..2024-12]", "fiscal_year"),
    ("the summer of '69", "DATE", "1969-SU", "1969-22", "season_of_year"),
    ("the third quarter of 2023", "DATE", "2023-Q3", "2023-35", "part_of_year"),
    ("Q3 2023", "DATE", "2023-Q3", "2023-35", "part_of_year"),
    ("the first quarter", "DATE", "2024-Q1", "2024-33", "quarter"),
    ("winter 2022-23", "DATE", "2022-WI", "2022-24", "season_of_year"),
    ("last winter", "DATE", "2023-WI", "2023-24", "this_season"),
    ("this summer", "DATE", "2024-SU", "2024-22", "this_season"),
    ("the 1960s", "DATE", "196", "196X", "decade"),
    ("the nineties", "DATE", "199", "199X", "decade"),
    ("the 21st century", "DATE", "20", "20XX", "century"),
    ("the last week of March 2024", "DATE", "2024-W13", "[2024-03-25..2024-03-31]",
     "part_of_unit"),
]  # fmt: skip
ERAS = [
    ("218 BC", "DATE", "BC0218", "-0217", "year"),
    ("15 March 44 BC", "DATE", "BC0044-03-15", "-0043-03-15", "day_of_era"),
    ("September 2, 31 BCE", "DATE", "BC0031-09-02", "-0030-09-02", "day_of_era"),
    ("August 216 BC", "DATE", "BC0216-08", "-0215-08", "month_year"),
    ("the spring of 218 BC", "DATE", "BC0218-SP", "-0217-21", "season_of_era"),
    ("the 5th century BC", "DATE", "BC04", "[-0499..-0400]", "century"),
]
DURATIONS = [
    ("three weeks", "DURATION", "P3W", None, "counted"),
    ("two-day", "DURATION", "P2D", None, "counted"),
    ("2 1/2 years", "DURATION", "P2Y6M", None, "counted"),
    ("an hour and a half", "DURATION", "PT1H30M", None, "counted"),
    ("half an hour", "DURATION", "PT30M", None, "counted"),
    ("several months", "DURATION", "PXM", None, "counted"),
    ("a hundred years", "DURATION", "P100Y", None, "counted"),
    ("two to three weeks", "DURATION", "P2W", None, "counted_range"),
    ("the fortnight to 3 May 2024", "DURATION", "P2W", "[2024-04-20..2024-05-03]", "days_up_to"),
]
SETS = [
    ("every Monday", "SET", "XXXX-WXX-1", None, "every_weekday"),
    ("every three months", "SET", "P3M", None, "every_unit"),
    ("every other week", "SET", "P2W", None, "every_unit"),
    ("twice a year", "SET", "P1Y", None, "times_a_unit"),
    ("each July", "SET", "XXXX-07", None, "every_month"),
    ("annually", "SET", "P1Y", None, "frequency"),
]
CLOCK = [
    ("5 p.m. Friday", "TIME", "2024-07-05T17:00", "2024-07-05", "weekday"),
    ("17:30", "TIME", "2024-07-10T17:30", "2024-07-10", "clock"),
    ("noon Thursday", "TIME", "2024-07-04T12:00", "2024-07-04", "weekday"),
    ("last night", "TIME", "2024-07-09TNI", "2024-07-09", "this_daypart"),
    ("Friday morning", "TIME", "2024-07-05TMO", "2024-07-05", "weekday"),
]
REFS = [
    ("now", "DATE", "PRESENT_REF", None, "reference"),
    ("recently", "DATE", "PAST_REF", None, "reference"),
    ("the near future", "DATE", "FUTURE_REF", None, "reference"),
    ("recent years", "DATE", "PAST_REF", None, "reference_unit"),
]
HOLIDAYS = [
    ("Christmas 2023", "DATE", "2023-12-25", "2023-12-25", "holiday"),
    ("Easter 2024", "DATE", "2024-03-31", "2024-03-31", "holiday"),
    ("last Thanksgiving", "DATE", "2023-11-23", "2023-11-23", "holiday"),
    ("Black Friday 2023", "DATE", "2023-11-24", "2023-11-24", "holiday"),
    ("9/11", "DATE", "2001-09-11", "2001-09-11", "holiday"),
    ("Memorial Day 2024", "DATE", "2024-05-27", "2024-05-27", "holiday"),
    ("Easter week", "DATE", "2024-W13", "[2024-03-25..2024-03-31]", "holiday_week"),
]
ALL = DATES + RELATIVE + PERIODS + ERAS + DURATIONS + SETS + CLOCK + REFS + HOLIDAYS


@pytest.mark.parametrize(("words", "kind", "value", "edtf", "rule"), ALL)
def test_rules(words: str, kind: str, value: str, edtf: str | None, rule: str) -> None:
    found = find(f"The mayor said that it happened {words}, he thought.", DCT)
    assert [(one.text, one.type, one.value, one.edtf, one.rule) for one in found] == [
        (words, kind, value, edtf, rule)
    ]


MODIFIERS = [
    ("early May", "START", "[2024-05-01..2024-05-10]"),
    ("the beginning of 2023", "START", "[2023-01..2023-04]"),
    ("mid-2023", "MID", "[2023-05..2023-08]"),
    ("the end of June", "END", "[2024-06-21..2024-06-30]"),
    ("around 1990", "APPROX", "1990~"),
    ("earlier this year", "START", "2024"),
]


@pytest.mark.parametrize(("words", "mod", "edtf"), MODIFIERS)
def test_modifiers(words: str, mod: str, edtf: str) -> None:
    found = find(f"It happened in {words}.", DCT)
    assert [(one.text, one.mod, one.edtf) for one in found] == [(words, mod, edtf)]


@pytest.mark.parametrize(
    ("words", "mod"),
    [("more than two years", "MORE_THAN"), ("at least 30 days", "EQUAL_OR_MORE"),
     ("less than a week", "LESS_THAN"), ("about three hours", "APPROX")],
)  # fmt: skip
def test_compared_durations(words: str, mod: str) -> None:
    found = find(f"It took {words}.", DCT)
    assert [(one.text, one.mod) for one in found] == [(words, mod)]


LISTS = [
    ("on the 3rd and 4th", ["2024-07-03", "2024-07-04"]),
    ("in April and May 2019", ["2019-04", "2019-05"]),
    ("on May 3 and 4, 2023", ["2023-05-03", "2023-05-04"]),
    ("in the late 19th and early 20th centuries", ["18", "19"]),
    ("in the second and fourth quarters of 2023", ["2023-Q2", "2023-Q4"]),
    ("in the 1980s and 1990s", ["198", "199"]),
    ("on 10, 11 and 12 May 2023", ["2023-05-10", "2023-05-11", "2023-05-12"]),
    ("in the 8th and 7th centuries BC", ["BC07", "BC06"]),
    ("in 264 and 241 BC", ["BC0264", "BC0241"]),
]


@pytest.mark.parametrize(("words", "values"), LISTS)
def test_lists_that_share_a_part(words: str, values: list[str]) -> None:
    found = find(f"It happened {words}.", DCT)
    assert [one.value for one in found] == values
    assert {one.interval for one in found} == {None}


def test_a_full_date_decides_the_year_of_its_month_beside_it() -> None:
    text = "A meeting was planned for October and was cancelled on 21 October 2025."
    assert [one.value for one in find(text, date(2025, 11, 28))] == ["2025-10", "2025-10-21"]


def test_what_the_text_is_at() -> None:
    text = "The fire began on 3 May 2024. The next day it spread; two days later it was out."
    assert [one.value for one in find(text, DCT)] == ["2024-05-03", "2024-05-04", "2024-05-06"]


ERA_RANGES = [
    ("(264–241 BC)", "-0263/-0240"),
    ("from 58 to 50 BC", "-0057/-0049"),
    ("between 264 and 241 BC", "[-0263..-0240]"),
    ("from 66 to 73 AD", "0066/0073"),
]


@pytest.mark.parametrize(("words", "interval"), ERA_RANGES)
def test_ranges_share_their_era(words: str, interval: str) -> None:
    assert [one.interval for one in find(f"They fought {words}.", DCT)] == [interval] * 2


def test_the_clock_of_four_digits() -> None:
    found = find("They landed at 0430 on 5 July and dug in by noon.", DCT)
    assert [one.value for one in found] == ["2024-07-05T04:30", "2024-07-05", "2024-07-05T12:00"]
    assert [one.type for one in find("It was sold in 1845.", DCT)] == ["DATE"]


def test_hours_count_from_the_time_of_writing() -> None:
    one = find("It began two hours ago.", datetime(2024, 7, 10, 1, 30))[0]  # noqa: DTZ001
    assert (one.value, one.edtf) == ("2024-07-09T23:30", "2024-07-09")
    one = find("It began two hours ago.", DCT)[0]
    assert one.edtf == "[2024-07-09..2024-07-10]"


def test_precedence_is_the_order_of_the_modules() -> None:
    found = [rule.reader.__module__.rpartition(".")[2] for rule in registry().rules]
    assert list(dict.fromkeys(found)) == list(MODULES)
