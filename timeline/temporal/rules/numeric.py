"""Days in numbers alone: ISO 8601, 9.7.2024, 07/09/24."""

from __future__ import annotations

import re

from timeline.temporal.calendar import day_unit
from timeline.temporal.context import Here
from timeline.temporal.grammar import rule
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, Refusal, of_unit
from timeline.temporal.rules.common import confirmed, full_year


@rule(
    r"{year}-{d2:month}-{d2:day}",
    r"{year}/{d2:month}/{d2:day}",
    r"{year}\.{d2:month}\.{d2:day}",
    r"{ymd}",
)
def iso_day(m: Match, here: Here) -> Answer:
    """ISO 8601 calendar dates, `2024-07-09` and `20240709` (TIMEX3 § 2.2.4 uses the former)."""
    if "ymd" in m:
        token = m.token("ymd")
        unit = day_unit(int(token[:4]), int(token[4:6]), int(token[6:]))
    else:
        unit = day_unit(m.number("year"), m.number("month"), m.number("day"))
    if unit is None:
        return Refusal("no such day in the calendar")
    return of_unit(unit, said=("year", "month", "day"))


@rule(
    r"<WEEKDAY>?{day}(?P<s>[./-]){monthno}(?P=s){year|yy:year}<YEARNOUN>",
    r"<WEEKDAY>?{monthno}(?P<s>[/-]){day}(?P=s){year|yy:year}",
    r"{day}\. {monthno}\. {year}",
)
def day_in_numbers(m: Match, here: Here) -> Answer:
    """`9.7.2024`, `07/09/24`: which number is the month, the language's `date_order` says."""
    if re.search(r"\w\.\Z", m.encoded.text[max(0, m.start - 2) : m.start]):
        return Refusal("part of a longer number or code")
    year = full_year(m.token("year"))
    first, second = m.number("day"), m.number("monthno")
    if m.found.start("day") > m.found.start("monthno"):
        first, second = second, first
    month_first = here.language.date_order == "MDY" and "." not in m.text
    day, month = (second, first) if month_first else (first, second)
    if month > 12 >= day or _nearer(here, year, day, month):
        day, month = month, day
    unit = day_unit(year, month, day)
    if unit is None:
        return Refusal("no such day in the calendar")
    how = confirmed(m, here, year, month, day)
    return of_unit(unit, said=("year", "month", "day"), path=(how,))


_STAMP_DAYS = 7


def _nearer(here: Here, year: int, month: int, day: int) -> bool:
    """Whether the other order of day and month is that of a stamp: within days of the DCT."""
    other, usual = day_unit(year, month, day), day_unit(year, day, month)
    if here.dct is None or other is None or usual is None:
        return False
    far, near = abs(usual.index - here.dct), abs(other.index - here.dct)
    return near <= _STAMP_DAYS < far
