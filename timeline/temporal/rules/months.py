"""Months and days of months that count from the day of writing, or from what the text is at."""

from __future__ import annotations

import re

from timeline.temporal.calendar import Unit, day_unit, month_unit, unit_of
from timeline.temporal.context import Here
from timeline.temporal.grammar import rule
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, maybe, of_unit
from timeline.temporal.rules.common import unresolved


@rule(
    r"(?:{!the} )?{shift} {month}",
    r"(?:{!the} )?{month} {shift_after}",
    r"<MONTH>(?:,|{!of})? (?:{!of} )?(?:{!the} )?{shift} {unit}",
    r"<MONTH> (?:{!of} )?(?:{!the} )?{unit} {shift_after}",
    r"(?:{!the} )?{shift} {unit} {!in} {month}",
    r"(?:{!the} )?{unit} {shift_after} {!in} {month}",
    r"{unit_rel}(?: {!in})? {month}",
    r"{month}(?:<OF>| {!the})? {unit_rel}",
)
def this_month(m: Match, here: Here) -> Answer:
    """Last April, next May, April of last year."""
    if here.now is None:
        return unresolved(f"XXXX-{m.number('month'):02d}", ("offset", "month"))
    number, now = m.number("month"), unit_of("month", here.now)
    if "unit_rel" in m:
        code, offset = m.value("unit_rel").split(":")
        unit = month_unit(now.year + int(offset), number)
        return of_unit(unit, said=("offset", "month")) if code == "Y" else None
    step = m.number("shift" if "shift" in m else "shift_after")
    if "unit" in m:
        if m.value("unit") != "Y":
            return None
        unit = month_unit(now.year + step, number)
    elif step < 0:
        unit = month_unit(now.year - (number >= now.number), number)
    elif step > 0:
        unit = month_unit(now.year + (number <= now.number), number)
    else:
        unit = month_unit(now.year, number)
    return of_unit(unit, said=("offset", "month"), implied=("year",))


@rule(
    r"<WEEKDAY>?(?:{!the} )?<DAYDOT><OF>? <MONTH>(?:,|<OF>)? (?:{!the} )?{shift} {unit}",
    r"<WEEKDAY>?(?:{!the} )?<DAYDOT><OF>? <MONTH>(?:,|<OF>)? (?:{!the} )?{unit} {shift_after}",
    r"<MONTH> <DAY>(?:,|<OF>)? (?:{!the} )?{shift} {unit}",
    r"<WEEKDAY>?(?:{!the} )?<DAYDOT> <MONTH>(?:<OF>| {!the})? {unit_rel}",
)
def day_of_this_year(m: Match, here: Here) -> Answer:
    """The 1st of September of next year, 12 травня цього року, 24 lutego br."""
    if "unit_rel" in m:
        code, offset = m.value("unit_rel").split(":")
        step = int(offset)
    else:
        code, step = m.value("unit"), m.number("shift" if "shift" in m else "shift_after")
    if code != "Y":
        return None
    if here.now is None:
        return unresolved(f"XXXX-{m.number('month'):02d}-{m.number('day'):02d}", ("offset", "day"))
    year = unit_of("year", here.now).index + step
    unit = day_unit(year, m.number("month"), m.number("day"))
    return maybe(unit, said=("offset", "month", "day"), implied=("year",))


@rule(r"(?:{!the} )?{shift_ref} {month}")
def following_month(m: Match, here: Here) -> Answer:
    """The following April, that August of a story: counted from what the text is at."""
    step, number = m.number("shift_ref"), m.number("month")
    pointed = here.ref is not None and re.match(r" ?[,.;)]|\Z", m.after(2)) is not None
    if here.at is None or (step == 0 and not here.narrative and not pointed):
        return None
    now = unit_of("month", here.ref.last if here.ref and step > 0 else here.at)
    year = now.year + (step > 0 and number <= now.number) - (step < 0 and number >= now.number)
    return of_unit(month_unit(year, number), said=("month",), implied=("year",))


@rule(
    r"<MONTH>(?:,|<OF>)? (?:{!the} )?{shift_ref} {unit}",
    r"<MONTH>(?:,|<OF>)? (?:{!the} )?{unit} {shift_ref_after:shift_ref}",
    r"<WEEKDAY>?(?:{!the} )?<DAYDOT><OF>? <MONTH>(?:,|<OF>)? (?:{!the} )?{shift_ref} {unit}",
    r"<WEEKDAY>?(?:{!the} )?<DAYDOT><OF>? <MONTH>(?:,|<OF>)? (?:{!the} )?{unit} "
    r"{shift_ref_after:shift_ref}",
    r"<MONTH> <DAY>(?:,|<OF>)? (?:{!the} )?{shift_ref} {unit}",
)
def of_that_year(m: Match, here: Here) -> Answer:
    """December of the same year, am 5. März des folgenden Jahres: from what the text is at."""
    if m.value("unit") != "Y":
        return None
    month, said = m.number("month"), ("offset", "month")
    if here.at is None:
        return unresolved(f"XXXX-{month:02d}", said)
    year = unit_of("year", here.at).index + m.number("shift_ref")
    if "day" not in m:
        return of_unit(month_unit(year, month), said=said, implied=("year",))
    return maybe(day_unit(year, month, m.number("day")), said=(*said, "day"), implied=("year",))


@rule(
    r"(?:{!the} )?{shift} <DAYDOT><OF>? <MONTH>",
    r"(?:{!the} )?<DAYDOT><OF>? <MONTH> {shift_after}",
)
def day_of_next_month(m: Match, here: Here) -> Answer:
    """El pasado 5 de junio, le 20 septembre prochain: the last or next such day."""
    step = m.number("shift" if "shift" in m else "shift_after")
    if here.now is None or not step:
        return None
    year = unit_of("year", here.now).index
    days = [day_unit(y, m.number("month"), m.number("day")) for y in range(year - 1, year + 2)]
    side = [d for d in days if d is not None and (d.index - here.now) * step > 0]
    unit = min(side, key=lambda d: abs(d.index - (here.now or 0)), default=None)
    return maybe(unit, said=("offset", "month", "day"), implied=("year",))


@rule(
    r"(?:{!the} )?<DAYDOT> (?:{!of} )?{shift} {unit}",
    r"<DAYDOT> (?:{!of} )?(?:{!the} )?{unit} {shift_after}",
    r"(?:{!the} )?<DAYDOT> {!of} (?:{!the} )?{shift_ref} {unit}",
)
def day_of_this_month(m: Match, here: Here) -> Answer:
    """The 5th of this month, the 21st of that month."""
    bare = here.language.date_order == "MDY" and re.match(r"\d+ (?!of)", m.text)
    if m.value("unit") != "M" or bare:
        return None
    if "shift_ref" in m:
        if here.at is None:
            return unresolved(f"XXXX-XX-{m.number('day'):02d}", ("offset", "day"))
        base = unit_of("month", here.at).shift(m.number("shift_ref"))
        unit = Unit("day", base.first + m.number("day") - 1)
        inside = unit if unit.first <= base.last else None
        return maybe(inside, said=("day",), implied=("year", "month"))
    if here.dct is None:
        return unresolved(f"XXXX-XX-{m.number('day'):02d}", ("offset", "day"))
    step = m.number("shift" if "shift" in m else "shift_after")
    base = unit_of("month", here.dct).shift(step)
    unit = Unit("day", base.first + m.number("day") - 1)
    return (
        of_unit(unit, said=("day",), implied=("year", "month")) if unit.first <= base.last else None
    )
