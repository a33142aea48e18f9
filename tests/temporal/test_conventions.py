"""The table of date conventions, row by row: what is said, EDTF, first and last day, unit."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.models import Timex
from timeline.temporal import find

WINTER = date(2026, 1, 12)
SUMMER = date(2024, 7, 10)

Row = tuple[date, str, str, str | None, str | None, str | None, str]

ROWS: list[Row] = [
    (SUMMER, "It opened on 9 July 2024.", "9 July 2024", "2024-07-09", "2024-07-09", "2024-07-09",
     "day"),
    (SUMMER, "It opened in July 2024.", "July 2024", "2024-07", "2024-07-01", "2024-07-31",
     "month"),
    (SUMMER, "It opened in 2024.", "2024", "2024", "2024-01-01", "2024-12-31", "year"),
    (SUMMER, "It was built in the 1990s.", "the 1990s", "199X", "1990-01-01", "1999-12-31",
     "decade"),
    (SUMMER, "It is a house of the 19th century.", "the 19th century", "18XX", "1800-01-01",
     "1899-12-31", "century"),
    (SUMMER, "Sales fell in Q3 2024.", "Q3 2024", "2024-35", "2024-07-01", "2024-09-30",
     "quarter"),
    (SUMMER, "Sales fell in the first half of 2024.", "the first half of 2024", "2024-40",
     "2024-01-01", "2024-06-30", "half"),
    (SUMMER, "It began in spring 2024.", "spring 2024", "2024-21", "2024-03-01", "2024-05-31",
     "season"),
    (WINTER, "It snowed in winter 2025–26.", "winter 2025–26", "2025-24", "2025-12-01",
     "2026-02-28", "season"),
    (date(2024, 6, 12), "They met last week.", "last week", "[2024-06-03..2024-06-09]",
     "2024-06-03", "2024-06-09", "week"),
    (date(2024, 6, 12), "They met in the week of 3 June.", "the week of 3 June",
     "[2024-06-03..2024-06-09]", "2024-06-03", "2024-06-09", "week"),
    (date(2024, 6, 10), "They met over the weekend.", "the weekend", "[2024-06-08..2024-06-09]",
     "2024-06-08", "2024-06-09", "weekend"),
    (date(2024, 5, 10), "Sales rose in the fortnight to 3 May.", "the fortnight to 3 May",
     "[2024-04-20..2024-05-03]", "2024-04-20", "2024-05-03", "week"),
    (SUMMER, "It closed three months ago.", "three months ago", "2024-04", "2024-04-01",
     "2024-04-30", "month"),
    (SUMMER, "It closed two years ago.", "two years ago", "2022", "2022-01-01", "2022-12-31",
     "year"),
    (SUMMER, "It has been open since 2022.", "2022", "2022/..", "2022-01-01", None, "year"),
    (WINTER, "It will stay open until Friday.", "Friday", "../2026-01-16", None, "2026-01-16",
     "day"),
    (WINTER, "They will decide by Friday.", "Friday", "[2026-01-12..2026-01-16]", "2026-01-12",
     "2026-01-16", "day"),
    (WINTER, "They will decide by the end of winter.", "the end of winter",
     "[2026-01-12..2026-02-28]", "2026-01-12", "2026-02-28", "season"),
    (WINTER, "They had gone by 2014.", "2014", "[..2014]", None, "2014-12-31", "year"),
    (SUMMER, "It opened in early 2024.", "early 2024", "[2024-01..2024-04]", "2024-01-01",
     "2024-04-30", "year"),
    (WINTER, "It opened in mid 2024.", "mid 2024", "[2024-05..2024-08]", "2024-05-01",
     "2024-08-31", "year"),
    (WINTER, "It opened in late 2024.", "late 2024", "[2024-09..2024-12]", "2024-09-01",
     "2024-12-31", "year"),
    (SUMMER, "It opened in mid-March.", "mid-March", "[2024-03-11..2024-03-20]", "2024-03-11",
     "2024-03-20", "month"),
    (SUMMER, "It opened in the early 1990s.", "the early 1990s", "[1990..1993]", "1990-01-01",
     "1993-12-31", "decade"),
    (SUMMER, "It opened in the mid-1990s.", "the mid-1990s", "[1994..1996]", "1994-01-01",
     "1996-12-31", "decade"),
    (SUMMER, "It opened in the late 1990s.", "the late 1990s", "[1997..1999]", "1997-01-01",
     "1999-12-31", "decade"),
    (WINTER, "It dates from about 2024.", "about 2024", "2024~", "2024-01-01", "2024-12-31",
     "year"),
    (WINTER, "It dates from perhaps 2024.", "perhaps 2024", "2024?", "2024-01-01", "2024-12-31",
     "year"),
    (SUMMER, "Caesar died in 44 BC.", "44 BC", "-0043", "-0043-01-01", "-0043-12-31", "year"),
    (WINTER, "Profit rose in fiscal 2024.", "fiscal 2024", "[2023-04..2024-12]", "2023-04-01",
     "2024-12-31", "year"),
    (WINTER, "Profit rose in the second quarter of fiscal 2024.",
     "the second quarter of fiscal 2024", "[2023-04..2024-12]", "2023-04-01", "2024-12-31",
     "quarter"),
]  # fmt: skip


def only(text: str, dct: date | None, words: str) -> Timex:
    found = [one for one in find(text, dct) if one.text == words]
    assert len(found) == 1, [(one.text, one.value) for one in find(text, dct)]
    return found[0]


@pytest.mark.parametrize(("dct", "text", "words", "edtf", "first", "last", "unit"), ROWS)
def test_single_dates(
    dct: date, text: str, words: str, edtf: str, first: str | None, last: str | None, unit: str
) -> None:
    one = only(text, dct, words)
    assert (one.edtf, one.earliest, one.latest, one.granularity) == (edtf, first, last, unit)


RANGES = [
    ("It happened between 3 and 5 May 2024.", ["3", "5 May 2024"], "[2024-05-03..2024-05-05]"),
    ("It lasted from 3 to 5 May 2024.", ["3", "5 May 2024"], "2024-05-03/2024-05-05"),
    ("He ruled 2014–2015.", ["2014", "2015"], "2014/2015"),
    ("He ruled 2014-2015.", ["2014", "2015"], "2014/2015"),
    ("The war of 1914–18 ended.", ["1914", "18"], "1914/1918"),
    ("He worked there from 2014 to 2015.", ["2014", "2015"], "2014/2015"),
    ("The fair ran July 9–11, 2024.", ["July 9", "11, 2024"], "2024-07-09/2024-07-11"),
    ("It rained between March and June 2024.", ["March", "June 2024"], "[2024-03..2024-06]"),
    ("It ran from 28 June to 3 July 2024.", ["28 June", "3 July 2024"], "2024-06-28/2024-07-03"),
    ("It ran from December to March 2024.", ["December", "March 2024"], "2023-12/2024-03"),
]


@pytest.mark.parametrize(("text", "words", "interval"), RANGES)
def test_ranges_are_two_expressions_with_one_interval(
    text: str, words: list[str], interval: str
) -> None:
    found = find(text, SUMMER)
    assert [one.text for one in found] == words
    assert {one.interval for one in found} == {interval}


TIMEX3 = [
    ("It was built in the 1990s.", "199"),
    ("It is a house of the 19th century.", "18"),
    ("Caesar died in 44 BC.", "BC0044"),
    ("Profit rose in fiscal 2023.", "FY2023"),
    ("Profit rose in the second quarter of fiscal 2023.", "FY2023-Q2"),
    ("Sales fell in Q3 2023.", "2023-Q3"),
    ("It began in spring 2024.", "2024-SP"),
    ("They met last week.", "2024-W27"),
    ("They met over the weekend.", "2024-W27-WE"),
]


@pytest.mark.parametrize(("text", "value"), TIMEX3)
def test_timex3_values(text: str, value: str) -> None:
    assert [one.value for one in find(text, SUMMER)] == [value]


def test_a_southern_publisher_has_southern_seasons() -> None:
    one = find("It began in spring 2024.", SUMMER, hemisphere="south")[0]
    assert (one.edtf, one.earliest, one.latest) == ("2024-29", "2024-09-01", "2024-11-30")
    one = find("It began in summer 2024.", SUMMER, hemisphere="south")[0]
    assert (one.edtf, one.earliest, one.latest) == ("2024-30", "2024-12-01", "2025-02-28")


def test_without_publication_time_relative_dates_stay_unresolved() -> None:
    absolute, relative, undated = find(
        "It opened on 9 July 2024, closed last week and reopens on 3 May.", None
    )
    assert (absolute.edtf, absolute.unresolved) == ("2024-07-09", None)
    for one in (relative, undated):
        assert one.edtf is None
        assert one.earliest is None
        assert one.unresolved == "the article has no publication time"
    assert undated.value == "XXXX-05-03"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Iraq has been at war since the 2003 invasion of the country.", "2003"),
        ("It is the fourth cut since the July 3 attacks on Oslo.", "2024-07-03"),
        ("They have left since Tuesday's earthquake.", "2024-07-09"),
        ("The losses were greater than those caused by the 2004 tsunami in Aceh.", "2004"),
        ("Since October's attack unrest has spread.", "2023-10"),
        ("Since August unrest has spread.", "2023-08/.."),
        ("Iraq has been at war since 2003.", "2003/.."),
        ("Bombs struck Oslo in the early morning hours of Monday.", "2024-07-08"),
        ("They have waited since the 5th of May.", "2024-05-05/.."),
    ],
)
def test_a_date_of_a_noun_opens_no_range(text: str, value: str) -> None:
    assert [one.edtf for one in find(text, SUMMER, "en")] == [value]
