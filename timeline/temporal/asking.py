"""What dateparser says of a single date, asked once for each text.

dateparser takes 0.3-2.7 ms a call, but what "3 März" or "позавчора" means (which parts are
said, or how many days from the day of writing) does not depend on the article. So it is asked
against fixed days, and the answer, not the date, is kept.
"""

from __future__ import annotations

import re
import threading
import warnings
from datetime import datetime
from functools import lru_cache

from dateparser.date import DateDataParser

_BASES = (datetime(2001, 6, 13), datetime(2014, 11, 19))  # noqa: DTZ001 (fixed, local)
_LOCK = threading.Lock()
_DATES = ("absolute-time",)
_ALL = ("relative-time", "absolute-time")


@lru_cache(maxsize=64)
def _parser(language: str, base: int, order: str, kinds: tuple[str, ...]) -> DateDataParser:
    settings = {
        "PARSERS": list(kinds),
        "RELATIVE_BASE": _BASES[base],
        "PREFER_DAY_OF_MONTH": "first",
        "PREFER_DATES_FROM": "current_period",
        "DATE_ORDER": order,
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    return DateDataParser(languages=[language], settings=settings)


def _ask(
    language: str, text: str, base: int, order: str, kinds: tuple[str, ...]
) -> tuple[datetime, str | None] | None:
    with _LOCK, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            data = _parser(language, base, order, kinds).get_date_data(text)
        except (ValueError, OverflowError):
            return None
    return None if data.date_obj is None else (data.date_obj, data.period)


@lru_cache(maxsize=32768)
def parts(
    language: str, text: str, order: str, *, dated: bool = False
) -> tuple[int | None, int, int | None] | None:
    """Ask which day, month and year a date says.

    Args:
        language: BCP 47 primary subtag.
        text: a single date, in lower case.
        order: `DMY`, `MDY` or `YMD`, for dates in numbers.
        dated: whether the text says a year; then one base tells as much as two.

    Returns:
        (year or None if it is not said, month, day or None), or None if dateparser cannot
        read it.
    """
    first = _ask(language, text, 0, order, _DATES)
    second = first
    if not dated and first is not None:
        second = _ask(language, text, 1, order, _DATES)
    if first is None or second is None or first[0].month != second[0].month:
        return None
    year = first[0].year if first[0].year == second[0].year else None
    day = first[0].day if first[1] == "day" and first[0].day == second[0].day else None
    return year, first[0].month, day


_YEAR, _DAY = 2015, 17
_NUMBER = re.compile(r"(?<!\d)\d+(?![^\W_])")


def agrees(
    language: str, text: str, order: str, *, year: int | None, month: int, day: int | None
) -> bool | None:
    """Ask whether dateparser reads a date as we do.

    What its words mean, and which number is what, does not hang on the day and the year beside
    the name of a month: they are asked as one day and one year, so that a reading is asked
    once for "3 March 2019" and "14 March 2021".

    Args:
        language: BCP 47 primary subtag.
        text: a single date, in lower case.
        order: `DMY`, `MDY` or `YMD`, for dates in numbers.
        year: the year that we read; None is not said.
        month: the month, 1-12.
        day: the day of the month; None is not said.

    Returns:
        None if dateparser cannot read it.
    """

    def sample(match: re.Match[str]) -> str:
        token = match[0]
        if len(token) == len(str(_YEAR)) and int(token) == year:
            return str(_YEAR)
        return str(_DAY) if named and int(token) == day else token

    named = re.search(r"[^\W\d_]{2}", text) is not None
    asked = _NUMBER.sub(sample, text)
    answer = parts(language, asked, order, dated=year is not None)
    if answer is None:
        return None
    tokens = _NUMBER.findall(asked)
    wanted_year = _YEAR if str(_YEAR) in tokens and year is not None else year
    wanted_day = _DAY if named and day is not None and str(_DAY) in tokens else day
    return (
        answer[1] == month and answer[0] in (wanted_year, None) and answer[2] in (wanted_day, None)
    )


@lru_cache(maxsize=4096)
def offset(language: str, text: str) -> int | None:
    """Ask how many days from the day of writing a word such as "vorgestern" is.

    Returns:
        Days (negative is past), or None if dateparser cannot read it or its answers differ.
    """
    answers = [_ask(language, text, base, "DMY", _ALL) for base in (0, 1)]
    days = {
        (answer[0].date() - _BASES[base].date()).days if answer else None
        for base, answer in enumerate(answers)
    }
    return days.pop() if len(days) == 1 else None
