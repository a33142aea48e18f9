"""EDTF values in English, as a newspaper writes dates; nothing is rounded or dropped.

What a form says is said in words: an interval (`a/b`) is "from–to", a set (`[a..b]`) is
"between … and …", an open side is "since", "until", "by" or "or later", `~` is "about" and `?`
"perhaps". The conventions are those of the README's table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from timeline.edtf import civil, month_days, parse
from timeline.models import Granularity

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORT_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec",
)  # fmt: skip
_SEASONS = ("spring", "summer", "autumn", "winter")
_PARTS = {
    33: "1st quarter", 34: "2nd quarter", 35: "3rd quarter", 36: "4th quarter",
    37: "first four months", 38: "middle four months", 39: "last four months",
    40: "first half", 41: "second half",
}  # fmt: skip
_MARKS = {"~": "about", "?": "perhaps", "%": "perhaps about"}


@dataclass(frozen=True, slots=True)
class _Style:
    """How to write: short month names, and a year that a heading says already."""

    short: bool
    within: int | None

    def month(self, number: int) -> str:
        return (_SHORT_MONTHS if self.short else _MONTHS)[number - 1]

    def year(self, year: int) -> str:
        return "" if year == self.within else year_name(year)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A single EDTF date in pieces; `month` may be a sub-year code of ISO 8601-2."""

    year: int
    month: int | None
    day: int | None
    mark: str
    text: str

    @property
    def plain(self) -> bool:
        return not self.mark and "X" not in self.text and (self.month or 1) <= 12


@lru_cache(maxsize=16384)
def display(
    edtf: str,
    granularity: Granularity | str | None = None,
    *,
    short: bool = False,
    within: int | None = None,
) -> str:
    """Write an EDTF value in English.

    Args:
        edtf: a value that `timeline.edtf.parse` reads.
        granularity: how fine the date was said, where it is known: tells "the week of 3 June
            2024" from "between 3 and 9 June 2024".
        short: abbreviate month names ("5 Sept 2014").
        within: a year that need not be repeated, because the heading above says it.

    Returns:
        `9 July 2024`, `spring 2024`, `winter 2025–26`, `2014–2015`, `by 16 January 2026`,
        `about 2024`, `the 1990s`, `44 BC`, `early 2024` …

    Raises:
        EDTFError: the text is no EDTF value.
    """
    parse(edtf)
    style = _Style(short, within)
    if edtf[0] in "[{":
        return _set(edtf, granularity, style)
    if "/" in edtf:
        start, _, end = edtf.partition("/")
        return _interval(start, end, granularity, style)
    return _date(_split(edtf), style)


def year_name(year: int) -> str:
    """Name an astronomical year: `2024`, `AD 33`, `44 BC` for -43."""
    if year <= 0:
        return f"{1 - year} BC"
    return str(year) if year >= 1000 else f"AD {year}"


def span_name(first_day: int, last_day: int, *, short: bool = False) -> str:
    """Name an inclusive span of day numbers, `1 January 2014 to 31 December 2015`."""
    style = _Style(short, None)
    names = []
    for number in (first_day, last_day):
        year, month, day = civil(number)
        names.append(f"{day} {style.month(month)} {year_name(year)}")
    return names[0] if names[0] == names[1] else f"{names[0]} to {names[1]}"


def _split(text: str) -> _Parts:
    mark = text[-1] if text[-1] in _MARKS else ""
    body = text.rstrip("~?%")
    sign = -1 if body.lstrip("Y").startswith("-") else 1
    pieces = body.lstrip("Y").lstrip("-").split("-")
    year = sign * int(pieces[0].replace("X", "0"))
    month = int(pieces[1]) if len(pieces) > 1 and pieces[1] != "XX" else None
    day = int(pieces[2]) if len(pieces) > 2 and pieces[2] != "XX" else None
    return _Parts(year, month, day, mark, body)


def _date(parts: _Parts, style: _Style) -> str:
    name = _unit(parts, style)
    return f"{_MARKS[parts.mark]} {name}" if parts.mark else name


def _unit(parts: _Parts, style: _Style) -> str:
    if "X" in parts.text:
        return _unspecified(parts, style)
    year = style.year(parts.year)
    if parts.day is not None and parts.month is not None:
        return f"{parts.day} {style.month(parts.month)} {year}".rstrip()
    if parts.month is None:
        return year_name(parts.year)
    if parts.month <= 12:
        return f"{style.month(parts.month)} {year}".rstrip()
    return _sub_year(parts.month, parts.year)


def _sub_year(code: int, year: int) -> str:
    if code in _PARTS:
        return f"{_PARTS[code]} of {year_name(year)}"
    hemisphere = "" if code <= 24 else " (northern)" if code <= 28 else " (southern)"
    years = year_name(year)
    if code in (24, 28, 30):
        last = year + 1
        same_century = year >= 1000 and year // 100 == last // 100
        years = f"{year}–{last % 100:02d}" if same_century else f"{years} – {year_name(last)}"
    return f"{_SEASONS[(code - 21) % 4]} {years}{hemisphere}"


def _unspecified(parts: _Parts, style: _Style) -> str:
    digits = parts.text.split("-")[1 if parts.text.startswith("-") else 0]
    if digits.endswith("XX"):
        return f"the {_ordinal(abs(parts.year) // 100 + 1)} century" + (
            " BC" if parts.text.startswith("-") else ""
        )
    if digits.endswith("X"):
        if parts.text.startswith("-"):
            return f"{1 - parts.year + 9}–{1 - parts.year} BC"
        return f"the {parts.year}s" if parts.year >= 1000 else f"the AD {parts.year}s"
    if parts.month is not None:
        return f"some day in {style.month(parts.month)} {style.year(parts.year)}".rstrip()
    unit = "day" if parts.text.endswith("XX-XX") else "month"
    return f"some {unit} in {year_name(parts.year)}"


def _ordinal(number: int) -> str:
    tail = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def _interval(start: str, end: str, granularity: str | None, style: _Style) -> str:
    if start in ("", ".."):
        words = f"until {_date(_split(end), style)}"
        return words if start else f"{words}, beginning unknown"
    if end in ("", ".."):
        words = f"since {_date(_split(start), style)}"
        return words if end else f"{words}, end unknown"
    words = _from_to(_split(start), _split(end), style)
    return f"the weekend of {words}" if granularity == "weekend" else words


def _from_to(first: _Parts, last: _Parts, style: _Style) -> str:
    if not (first.plain and last.plain):
        return f"{_date(first, style)} – {_date(last, style)}"
    if first.month is None and last.month is None:
        return _years(first.year, last.year)
    if first.year == last.year:
        if first.day and last.day and first.month == last.month:
            if first.day == last.day:
                return _unit(first, style)
            return f"{first.day}–{_unit(last, style)}"
        if first.month and last.month:
            hidden = _Style(style.short, first.year)
            return f"{_unit(first, hidden)} – {_unit(last, style)}"
    elif style.within is not None:
        style = _Style(style.short, None)
    return f"{_unit(first, style)} – {_unit(last, style)}"


def _years(first: int, last: int) -> str:
    if first == last:
        return year_name(first)
    if last <= 0:
        return f"{1 - first}–{year_name(last)}"
    if first <= 0 or (first < 1000 <= last):
        return f"{year_name(first)} – {year_name(last)}"
    return f"{year_name(first)}–{last}"


def _set(edtf: str, granularity: str | None, style: _Style) -> str:
    every = edtf[0] == "{"
    members = [part.strip() for part in edtf[1:-1].split(",")]
    if len(members) > 1:
        named = [_member(member, style) for member in members]
        return f"{', '.join(named[:-1])} {'and' if every else 'or'} {named[-1]}"
    start, dots, end = members[0].partition("..")
    if not dots:
        return _date(_split(start), style)
    if every:
        return f"all of {_member(members[0], style)}"
    if not start:
        return f"by {_date(_split(end), style)}"
    if not end:
        return f"{_date(_split(start), style)} or later"
    return _some_time(_split(start), _split(end), granularity, style)


def _member(text: str, style: _Style) -> str:
    start, dots, end = text.partition("..")
    if not dots:
        return _date(_split(start), style)
    if not start:
        return f"by {_date(_split(end), style)}"
    if not end:
        return f"{_date(_split(start), style)} or later"
    return _from_to(_split(start), _split(end), style)


def _some_time(first: _Parts, last: _Parts, granularity: str | None, style: _Style) -> str:
    if first.plain and last.plain:
        named = _third(first, last, granularity, style) or _week(first, last, granularity, style)
        if named:
            return named
    if first.text == last.text and first.mark == last.mark:
        return _date(first, style)
    head, tail = _date(first, style), _date(last, style)
    if first.plain and last.plain and first.year == last.year and last.month:
        if first.day and last.day and first.month == last.month:
            head = str(first.day)
        elif first.month:
            head = _unit(first, _Style(style.short, first.year))
    return f"between {head} and {tail}"


def _week(first: _Parts, last: _Parts, granularity: str | None, style: _Style) -> str | None:
    if granularity != "week" or first.day is None or last.day is None:
        return None
    value = parse(f"[{first.text}..{last.text}]")
    if value.days != 7:
        return None
    return f"the week of {_unit(first, style)}"


def _third(first: _Parts, last: _Parts, granularity: str | None, style: _Style) -> str | None:
    """Recognise early, mid and late thirds of a month, a year or a decade."""
    if first.day and last.day and granularity in (None, "month"):
        return _third_of_month(first, last, style)
    if first.day or last.day:
        return None
    if first.month and last.month and granularity in (None, "year") and first.year == last.year:
        name = {(1, 4): "early ", (5, 8): "mid-", (9, 12): "late "}.get((first.month, last.month))
        return f"{name}{year_name(first.year)}" if name else None
    if first.month or last.month or granularity not in (None, "decade"):
        return None
    decade, start = divmod(first.year, 10)
    if decade != last.year // 10 or first.year < 1000:
        return None
    name = {(0, 3): "early ", (4, 6): "mid-", (7, 9): "late "}.get((start, last.year % 10))
    return f"the {name}{decade * 10}s" if name else None


def _third_of_month(first: _Parts, last: _Parts, style: _Style) -> str | None:
    if (first.year, first.month) != (last.year, last.month) or first.month is None:
        return None
    end = month_days(first.year, first.month)
    name = {(1, 10): "early ", (11, 20): "mid-", (21, end): "late "}.get(
        (first.day or 0, last.day or 0)
    )
    return f"{name}{style.month(first.month)} {style.year(first.year)}".rstrip() if name else None


def date_range_words(edtf: str) -> str | None:
    """Say what days an imprecise value may mean, or None where it is a single day.

    Returns:
        `1 January 2014 to 31 December 2015`, `1 February 2022 or later` …
    """
    value = parse(edtf)
    if value.earliest_day is None:
        return None if value.latest_day is None else f"{_day(value.latest_day)} or earlier"
    if value.latest_day is None:
        return f"{_day(value.earliest_day)} or later"
    if value.earliest_day == value.latest_day:
        return None
    return span_name(value.earliest_day, value.latest_day)


def _day(number: int) -> str:
    return span_name(number, number)
