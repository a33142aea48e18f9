"""Holidays that have a date, fixed or counted from Easter or weekdays."""

from __future__ import annotations

from datetime import date

from timeline.temporal import direction
from timeline.temporal.calendar import Unit, day_unit, easter, month_unit, orthodox_easter, unit_of
from timeline.temporal.context import NO_DCT, Here
from timeline.temporal.direction import looks_forward
from timeline.temporal.grammar import rule
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, maybe, of_unit, unknown_date

_WHOLE = 2


def holiday_day(code: str, year: int) -> Unit | None:
    """The day of a holiday in a year.

    Args:
        code: `MM-DD`, `easter+N`, `pascha+N` (Orthodox) or `N.W.MM` (the Nth, -1 the last,
            weekday W of a month).
        year: astronomical year.
    """
    if code.startswith("pascha"):
        return Unit("day", orthodox_easter(year) + int(code[6:] or 0))
    if code.count("-") == _WHOLE:
        whole_date = date.fromisoformat(code)
        return day_unit(whole_date.year, whole_date.month, whole_date.day)
    if code.startswith("easter"):
        return Unit("day", easter(year) + int(code[6:] or 0))
    if "." in code:
        code, _, after = code.partition("+")
        nth, weekday, number = (int(part) for part in code.split("."))
        whole = month_unit(year, number)
        if nth < 0:
            back = ((whole.last - 1) % 7 - (weekday - 1)) % 7
            return Unit("day", whole.last - back + int(after or 0))
        ahead = ((weekday - 1) - (whole.first - 1) % 7) % 7
        return Unit("day", whole.first + ahead + 7 * (nth - 1) + int(after or 0))
    month, day = (int(part) for part in code.split("-"))
    return day_unit(year, month, day)


@rule(
    r"{holiday}(?:,?<OF>? <YEAR>)?",
    r"(?:{!the} )?{shift} {holiday}",
    r"{holiday}<OF>? (?:{!the} )?{shift} {unit}",
)
def holiday(m: Match, here: Here) -> Answer:
    """Christmas 2023, last Easter, Thanksgiving."""
    code = m.value("holiday")
    if code.count("-") == _WHOLE:
        return maybe(holiday_day(code, 0), said=("year", "month", "day"))
    if "year" in m:
        unit = holiday_day(code, m.number("year"))
        return maybe(unit, said=("year", "holiday"))
    if here.now is None:
        return unknown_date("XXXX-XX-XX", ("holiday",), NO_DCT)
    year = Unit("day", here.now).year
    choices = [u for y in range(year - 1, year + 2) if (u := holiday_day(code, y))]
    if not choices:
        return None
    if "unit" in m and m.value("unit") == "Y":
        unit = holiday_day(code, year + m.number("shift"))
        return maybe(unit, said=("holiday",), implied=("year",))
    if here.narrative and "shift" not in m:
        unit = holiday_day(code, direction.story_year(here, here.now, choices[0].month))
        return maybe(unit, said=("holiday",), implied=("year",))
    step = m.number("shift") if "shift" in m else None
    forward = (step > 0) if step else looks_forward(m)
    unit = min(choices, key=lambda u: abs(u.index - (here.now or 0)))
    if step or abs(unit.index - here.now) > 10:
        side = [u for u in choices if forward is None or (u.index >= here.now) == forward]
        unit = min(side or choices, key=lambda u: abs(u.index - (here.now or 0)))
    return of_unit(unit, said=("holiday",), implied=("year",))


@rule(r"{holiday} {unit}")
def holiday_week(m: Match, here: Here) -> Answer:
    """Easter week, Christmas week: the ISO week that holds the day."""
    code = m.value("holiday")
    if m.value("unit") != "W" or here.now is None or code.count("-") == _WHOLE:
        return None
    year = Unit("day", here.now).year
    days = [u for y in range(year - 1, year + 2) if (u := holiday_day(code, y))]
    nearest = min(days, key=lambda u: abs(u.index - (here.now or 0)), default=None)
    week = unit_of("week", nearest.index) if nearest else None
    return maybe(week, said=("holiday", "week"), implied=("year",))


@rule(
    r"(?:{!the} )?{ordinal:nth} {weekday}(?: {!of}| {!in})? (?:{!the} )?<MONTH>(?:<OF>? <YEAR>)?",
    r"(?:{!the} )?{ordinal:nth} {weekday}(?: {!of}| {!in})? (?:{!the} )?(?P<here>{shift} {unit})",
)
def nth_weekday(m: Match, here: Here) -> Answer:
    """The first Sunday in May, am letzten Freitag im Juni 2010, the second Monday of this month."""
    if here.now is None:
        return unknown_date("XXXX-XX-XX", ("weekday",), NO_DCT)
    if "month" in m:
        month = direction.month(m, here, m.number("month"))
        if "year" in m:
            month = month_unit(m.number("year"), m.number("month"))
    else:
        whole = m.value("unit") == "M"
        month = unit_of("month", here.now).shift(m.number("shift")) if whole else None
    if month is None or not -1 <= m.number("nth") <= 5:
        return None
    code = f"{m.value('nth')}.{m.value('weekday')}.{month.number:02d}"
    unit = holiday_day(code, month.year)
    inside = unit is not None and unit.month == month.number
    return maybe(unit if inside else None, said=("weekday", "month"), implied=("year",))
