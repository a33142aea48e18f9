import pytest

from timeline.edtf_text import date_range_words, display
from timeline.errors import EDTFError


@pytest.mark.parametrize(
    ("edtf", "granularity", "words"),
    [
        ("2024-07-09", "day", "9 July 2024"),
        ("2024-07", "month", "July 2024"),
        ("2024", "year", "2024"),
        ("199X", "decade", "the 1990s"),
        ("18XX", "century", "the 19th century"),
        ("20XX", "century", "the 21st century"),
        ("2024-35", "quarter", "3rd quarter of 2024"),
        ("2024-40", "half", "first half of 2024"),
        ("2024-21", "season", "spring 2024"),
        ("2025-24", "season", "winter 2025–26"),
        ("1999-24", "season", "winter 1999 – 2000"),
        ("2025-30", "season", "summer 2025–26 (southern)"),
        ("2024-32", "season", "winter 2024 (southern)"),
        ("[2024-06-03..2024-06-09]", "week", "the week of 3 June 2024"),
        ("2024-06-08/2024-06-09", "weekend", "the weekend of 8–9 June 2024"),
        ("[2024-05-03..2024-05-05]", "day", "between 3 and 5 May 2024"),
        ("[2024-04-20..2024-05-03]", "week", "between 20 April and 3 May 2024"),
        ("2024-05-03/2024-05-05", "day", "3–5 May 2024"),
        ("2024-05-28/2024-06-02", "day", "28 May – 2 June 2024"),
        ("2013-11/2014-02", "month", "November 2013 – February 2014"),
        ("2014/2015", "year", "2014–2015"),
        ("2014/2015-02", None, "2014 – February 2015"),
        ("2022/..", "year", "since 2022"),
        ("2022/", "year", "since 2022, end unknown"),
        ("../2026-01-16", "day", "until 16 January 2026"),
        ("[..2026-01-16]", "day", "by 16 January 2026"),
        ("[2022..]", "year", "2022 or later"),
        ("[2026-01-12..2026-02-28]", "season", "between 12 January and 28 February 2026"),
        ("[2024-01..2024-04]", "year", "early 2024"),
        ("[2024-01..2024-04]", "month", "between January and April 2024"),
        ("[2024-05..2024-08]", "year", "mid-2024"),
        ("[2024-03-11..2024-03-20]", "month", "mid-March 2024"),
        ("[2024-02-21..2024-02-29]", "month", "late February 2024"),
        ("[1990..1993]", "decade", "the early 1990s"),
        ("[1997..1999]", "decade", "the late 1990s"),
        ("[2024,2026]", "year", "2024 or 2026"),
        ("{2024,2026}", "year", "2024 and 2026"),
        ("2024~", "year", "about 2024"),
        ("2024?", "year", "perhaps 2024"),
        ("2024-07%", "month", "perhaps about July 2024"),
        ("2014~/2015", "year", "about 2014 – 2015"),
        ("-0043", "year", "44 BC"),
        ("-0043-03-15", "day", "15 March 44 BC"),
        ("-0043/-0042", "year", "44–43 BC"),
        ("-0043/0033", "year", "44 BC – AD 33"),
        ("0033", "year", "AD 33"),
        ("-00XX", "century", "the 1st century BC"),
        ("-004X", "decade", "50–41 BC"),
        ("Y12345", "year", "12345"),
        ("2024-07-XX", "day", "some day in July 2024"),
        ("2024-XX", "month", "some month in 2024"),
        ("[2023-04..2024-12]", "year", "between April 2023 and December 2024"),
    ],
)
def test_display_says_the_date_in_words(edtf, granularity, words):
    assert display(edtf, granularity) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2014-09-05", "5 Sept"),
        ("2013-11-28/2013-11-29", "28–29 Nov 2013"),
        ("2014-11-28/2014-11-29", "28–29 Nov"),
        ("2013-11/2014-02", "Nov 2013 – Feb 2014"),
        ("2014-03/2014-04", "Mar – Apr"),
        ("2014", "2014"),
        ("2014-21", "spring 2014"),
        ("[..2014-02]", "by Feb"),
    ],
)
def test_a_year_that_the_heading_says_is_not_repeated(edtf, words):
    assert display(edtf, short=True, within=2014) == words


def test_what_is_no_edtf_is_refused():
    with pytest.raises(EDTFError):
        display("last Tuesday")


def test_the_days_that_a_wide_date_may_mean():
    assert date_range_words("2024-07-09") is None
    assert date_range_words("2014/2015") == "1 January 2014 to 31 December 2015"
    assert date_range_words("2022/..") == "1 January 2022 or later"
    assert date_range_words("[..2014]") == "31 December 2014 or earlier"
