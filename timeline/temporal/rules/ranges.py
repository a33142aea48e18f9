"""Ranges and lists whose parts share what only one of them says.

TIMEX3 (annotation guidelines 1.2.1 § 2.3.2) annotates the bounds of a range as two expressions;
both carry the whole range as `interval`. Bounds that are whole expressions by themselves
("from Monday to Friday") are joined by `timeline.temporal.bounds`.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.temporal import direction
from timeline.temporal.calendar import Unit, day_unit, month_unit, year_unit
from timeline.temporal.context import NO_DCT, Here
from timeline.temporal.grammar import rule
from timeline.temporal.guards import not_a_year
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, Refusal, of_unit, unknown_date
from timeline.temporal.rules.common import SEASONS


def bounds(
    m: Match,
    first: Unit | None,
    last: Unit | None,
    split: str,
    *,
    said: tuple[str, ...],
    implied: tuple[str, ...] = (),
) -> Answer:
    """Two dates of which the second begins at a named group.

    Args:
        m: the match.
        first: what the first means.
        last: what the second means.
        split: name of the group that begins the second (`join` ends the first).
        said: components that the text says.
        implied: components that it does not.

    Returns:
        Both, with their common interval where a word or dash joins them as a range.
    """
    if first is None or last is None:
        return Refusal("no such day in the calendar")
    together = m.found["join"].strip()
    listed = together in (",", "/") or _is_and(m)
    if last.index < first.index:
        return None
    interval = None if listed else f"{first.start}/{last.end}"
    if listed and m.precedes("between", gap=" (?:. )?"):
        interval = f"[{first.start}..{last.end}]"
    spans = (m.start, m.span("join")[0]), (m.span(split)[0], m.end)
    metas = [
        of_unit(unit, said=said, implied=implied, span=span)
        for unit, span in zip((first, last), spans, strict=True)
    ]
    if interval is None:
        return tuple(metas)

    return tuple(replace(meta, interval=interval) for meta in metas)


def _is_and(m: Match) -> bool:
    symbols = m.encoded.language.symbols
    join = m.found["join"].strip()
    return bool(join) and join[0] in symbols.get("and", "") and join[0] not in symbols.get("to", "")


@rule(
    r"{year}(?P<join> ?[-/] ?){year|yy:to_year}<YEARNOUN>",
)
def year_range(m: Match, here: Here) -> Answer:
    """2014–2015, 1914–18, 2024/25: from one year to another."""
    first, token = m.number("year"), m.token("to_year")
    last = int(token) if len(token) == 4 else first // 100 * 100 + int(token)
    if not first < last <= first + 300 or not 1000 <= first <= 2150:
        return Refusal("two numbers, but no range of years")
    if len(token) == 2 and "/" in m.found["join"] and last != first + 1:
        return Refusal("two numbers, but no range of years")
    if (len(token) == 2 and last - first > 50) or m.before(1)[-1:] in tuple("$-/.:;"):
        return Refusal("two numbers, but no range of years")
    told = m.precedes("in|from|the") or (m.before(1) == "(" and m.after(1) == ")")
    reason = None if told else not_a_year(m, first)
    if reason and "part of a longer" not in reason:
        return Refusal(reason)
    if m.follows("counted|money", gap="[ -]"):
        return Refusal("a quantity")

    found = bounds(m, year_unit(first), year_unit(last), "to_year", said=("year",))
    if isinstance(found, tuple) and found[0].interval is None:
        both = f"{first}/{last}"
        return tuple(replace(one, interval=both) for one in found)
    return found


@rule(
    r"<WEEKDAY>?<MONTH> {day:from_day}(?:-?{!ordinal_suffix})?<JOIN><WEEKDAYX>?<DAY>"
    r"(?:,? {year})?",
    r"<WEEKDAY>?{day:from_day}(?:-?{!ordinal_suffix})?\.?<JOIN><WEEKDAYX>?<DAYDOT><OF>? <MONTH>"
    r"(?:,? (?:{!of} )?<YEAR>)?",
    r"{ordinal:from_day}<JOIN>(?:{!the} )?{ordinal:day}<OF>? <MONTH>(?:,? {year})?",
)
def days_of_month(m: Match, here: Here) -> Answer:
    """July 9–11, 2024; from 3 to 5 May; 3rd and 4th of May: days that share their month."""
    timed = m.after(1) == ":" and m.encoded.text[m.end + 1 : m.end + 2].isdigit()
    if timed or m.follows("unit|unit_plural", gap=" "):
        return None
    month, first_day, last_day = m.number("month"), m.number("from_day"), m.number("day")
    said: tuple[str, ...] = ("month", "day")
    implied: tuple[str, ...] = ()
    if "year" in m:
        year = m.number("year")
        first, last = day_unit(year, month, first_day), day_unit(year, month, last_day)
        said = ("year", *said)
    elif here.now is None:
        value = f"XXXX-{month:02d}-"
        split = m.found.end("from_day"), _second_start(m)
        starts = m.encoded.starts

        return (
            replace(
                unknown_date(f"{value}{first_day:02d}", said, NO_DCT),
                span=(m.start, starts[split[0]]),
            ),
            replace(
                unknown_date(f"{value}{last_day:02d}", said, NO_DCT), span=(starts[split[1]], m.end)
            ),
        )
    else:
        implied = ("year",)
        first = direction.day(m, here, month, first_day)
        last = day_unit(first.year, month, last_day) if first else None
    return bounds(m, first, last, "day", said=said, implied=implied)


def _second_start(m: Match) -> int:
    return m.found.start("day")


@rule(
    r"{day:one}, {day:two},? {!and} <DAYDOT><OF>? <MONTH>(?:,? (?:{!of} )?<YEAR>)?",
    r"<MONTH> {day:one}, {day:two},? {!and} <DAY>(?:,? {year})?",
)
def three_days(m: Match, here: Here) -> Answer:
    """10, 11 and 12 March: a list of three days that share their month."""
    month, names = m.number("month"), ("one", "two", "day")
    if "year" in m:
        days = [day_unit(m.number("year"), month, m.number(name)) for name in names]
    else:
        days = [direction.day(m, here, month, m.number(name)) for name in names]
    if None in days or m.follows("unit|unit_plural", gap=" "):
        return None
    starts = [m.start, m.span("two")[0], m.span("day")[0]]
    ends = [m.span("one")[1], m.span("two")[1], m.end]
    if m.found.start("month") > m.found.start("day"):
        starts[0] = m.span("one")[0]
    else:
        ends[2] = m.end
    said = ("year", "month", "day") if "year" in m else ("month", "day")
    return tuple(
        of_unit(day, said=said, span=span)
        for day, span in zip(days, zip(starts, ends, strict=True), strict=True)
        if day is not None
    )


@rule(
    r"<MONTH> {day:from_day}(?:-?{!ordinal_suffix})?<JOIN><TOMONTH> <DAY>"
    r"(?:,? {year})",
    r"{day:from_day}\.?<OF>? <MONTH><JOIN><DAYDOT><OF>? <TOMONTH>"
    r"(?:,? (?:{!of} )?<YEAR>)",
)
def days_of_year(m: Match, here: Here) -> Answer:
    """28 June – 3 July 2024: days that share their year."""
    year = m.number("year")
    last = day_unit(year, m.number("to_month"), m.number("day"))
    years = year - (m.number("month") > m.number("to_month"))
    first = day_unit(years, m.number("month"), m.number("from_day"))
    starts_with_month = m.found.start("to_month") < m.found.start("day")
    second = "to_month" if starts_with_month else "day"
    return bounds(m, first, last, second, said=("year", "month", "day"))


@rule(
    r"<MONTH><JOIN>(?:{!in} )?<TOMONTH>(?:,? |<OF> (?:{!the} )?)<YEAR>",
)
def months_of_year(m: Match, here: Here) -> Answer:
    """April and May 2019, March to June 2024, Jan–Mar 2020: months that share their year."""
    year, first, last = m.number("year"), m.number("month"), m.number("to_month")
    years = year - (first > last)
    return bounds(
        m, month_unit(years, first), month_unit(year, last), "to_month",
        said=("year", "month"),
    )  # fmt: skip


@rule(
    r"(?:{!the} )?{season}<JOIN>(?:{!in} (?:{!the} )?|(?:w|{!in|of|the})')?"
    r"{season:to_season}"
    r"(?:,? |<OF> (?:{!the} )?)<YEAR>",
)
def seasons_of_year(m: Match, here: Here) -> Answer:
    """Summer and autumn 1918, in spring and in summer of 1940: seasons that share their year."""
    first, last = (SEASONS[m.value(slot)] for slot in ("season", "to_season"))
    year = m.number("year")
    start = Unit("season", (year - (first > last)) * 4 + first, here.south)
    end = Unit("season", year * 4 + last, here.south)
    return bounds(m, start, end, "to_season", said=("year", "season"))


@rule(
    r"(?:{!the} )?{ordinal:number}<JOIN>(?:{!the} )?{ordinal:to_number}[ -]{unit}"
    r"(?:<OF>? (?:{!the} )?<YEAR>)?",
    r"{roman:number}<JOIN>{roman:to_number} {unit}(?: <YEAR>)?",
    r"(?:{!the} )?{int:number}(?:{!ordinal_suffix}|\.)<JOIN>"
    r"(?:{!part} )?{int:to_number}(?:{!ordinal_suffix}|\.) {unit}",
)
def quarters_of_year(m: Match, here: Here) -> Answer:
    """The second and fourth quarters of 2024."""
    if m.value("unit") not in ("Q", "CE"):
        return None
    first, last = m.number("number"), m.number("to_number")
    if m.value("unit") == "CE":
        return bounds(
            m, Unit("century", first - 1), Unit("century", last - 1), "to_number",
            said=("century",),
        )  # fmt: skip
    if not (1 <= first <= 4 and 1 <= last <= 4):
        return None
    if "year" in m:
        base = m.number("year") * 4
        units = Unit("quarter", base + first - 1), Unit("quarter", base + last - 1)
    elif here.now is None:
        return None
    else:
        final = direction.quarter(m, here, last)
        if final is None:
            return None
        units = final.shift(first - last), final
    return bounds(m, *units, "to_number", said=("quarter",), implied=("year",))


@rule(
    r"(?:{!the} )?{year}(?:['-]| ?)?{!decade_suffix}<JOIN>(?:{!the} )?{year|yy:to_year}"
    r"(?:['-]| ?)?{!decade_suffix}(?: {!unit}| {!year_word})?",
    r"{year}<JOIN>{yy:to_year}-{!decade_suffix}(?: {!unit}| {!year_word})?",
)
def decades(m: Match, here: Here) -> Answer:
    """The 1980s and 1990s, 1920er und 30er Jahre, 1920—30-х роках."""
    first, last = m.number("year"), m.number("to_year")
    last += first // 100 * 100 if last < 100 else 0
    if first % 10 or last % 10:
        return None
    units = Unit("decade", first // 10), Unit("decade", last // 10)
    found = bounds(m, *units, "to_year", said=("decade",))
    if isinstance(found, tuple):
        end = m.encoded.starts[m.found.start("join")]
        return (replace(found[0], span=(m.start, end)), *found[1:])
    return found


@rule(r"{!the} {day:from_day}{!ordinal_suffix}<JOIN>(?:{!the} )?{day}{!ordinal_suffix}")
def days_alone(m: Match, here: Here) -> Answer:
    """On the 3rd and 4th: days of the last mentioned month, else of one near the DCT."""
    if here.now is None or not m.precedes("on|from|between|by|since") or m.follows("unit"):
        return None
    first = direction.day_of_month(m, here, m.number("from_day"))
    last = day_unit(first.year, first.month, m.number("day")) if first else None
    return bounds(m, first, last, "day", said=("day",), implied=("year", "month"))
