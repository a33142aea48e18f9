"""Single dates: days, months and years, with all or some of their parts said."""

from __future__ import annotations

import re
from dataclasses import replace

from timeline.temporal import direction
from timeline.temporal.calendar import Unit, day_unit, month_unit, year_unit
from timeline.temporal.context import NO_DAY, NO_DCT, Here
from timeline.temporal.grammar import rule
from timeline.temporal.guards import not_a_year
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, Meaning, Refusal, maybe, of_unit, unknown_date
from timeline.temporal.names import name_reason
from timeline.temporal.rules.common import confirmed, full_year, words_of


@rule(
    r"<WEEKDAY>?(?:{!the} )?<DAYDOT><OF>? <MONTH>(?:,? |<OF> )<YEAR>",
    r"<WEEKDAY>?<MONTH> ?<DAY>(?: ?, ?| )<YEAR>",
    r"<WEEKDAY>?{year},? <MONTH> <DAY>",
    r"{day}-{month|month_abbr:month}-{year|yy:year}",
)
def day_month_year(m: Match, here: Here) -> Answer:
    """A day with its month's name and year, in any order: `9 July 2024`, `Jul. 9th, 2024`."""
    year, month, day = full_year(m.token("year")), m.number("month"), m.number("day")
    unit = day_unit(year, month, day)
    if unit is None:
        return Refusal("no such day in the calendar")
    said = (*(("weekday",) if "weekday" in m else ()), "year", "month", "day")
    return of_unit(unit, said=said, path=(confirmed(m, here, year, month, day),))


@rule(
    r"<WEEKDAY>?(?:{!the} )?<DAYDOT><OF>? <MONTH>",
    r"{!shift} {weekday},? (?:{!the} )?<DAYDOT><OF>? <MONTH>",
    r"<WEEKDAY>?<MONTH> ?<DAY>",
    r"<WEEKDAY>?<MONTH>,? {!the} <DAY>",
    r"<WEEKDAY>?<MONTH> {ordinal:day}",
    r"(?:{!the} )?{ordinal:day}<OF>? <MONTH>(?:,? <YEAR>)?",
    r"{!weekday},? {!the} <DAYDOT><OF> <MONTH>",
)
def day_month(m: Match, here: Here) -> Answer:
    """A day and month; the year is the DCT's neighbour or the last mentioned one."""
    month, day = m.number("month"), m.number("day")
    month_first = m.found.start("month") < m.found.start("day")
    if day < 1 or (month_first and here.language.date_order != "MDY"):
        return None
    said: tuple[str, ...] = ("month", "day")
    if "year" in m:
        unit = day_unit(m.number("year"), month, day)
        return of_unit(unit, said=("year", *said)) if unit else Refusal("no such day")
    if here.now is None:
        if day_unit(2000, month, day) is None:
            return Refusal("no such day in the calendar")
        return unknown_date(f"XXXX-{month:02d}-{day:02d}", said, NO_DCT)
    if m.led_by("(?:{every} {unit}|{frequency}) {on} "):
        return Meaning("SET", f"XXXX-{month:02d}-{day:02d}", said=said, refers=False)
    unit = direction.day(m, here, month, day)
    if "weekday" in m and unit is not None:
        unit = _on_weekday(unit, m.number("weekday"), month, day)
        said = ("weekday", *said)
    if unit is None:
        return Refusal("no such day in the calendar")
    how = confirmed(m, here, None, month, day)
    return of_unit(unit, said=said, implied=("year",), path=(how,))


@rule(r"<WEEKDAY>?{day}\. ?{monthno}\.(?!{!int}| {!year})")
def day_month_in_numbers(m: Match, here: Here) -> Answer:
    """Am 24.12., vom 3.5. bis 7.5.: after a weekday or preposition alone."""
    month, day = m.number("monthno"), m.number("day")
    if here.language.date_order != "DMY" or not (
        "weekday" in m or m.before(1) == "(" or m.precedes("on|from|to|until|since|by|between")
    ):
        return None
    if here.now is None:
        return unknown_date(f"XXXX-{month:02d}-{day:02d}", ("month", "day"), NO_DCT)
    unit = direction.day(m, here, month, day)
    return maybe(unit, said=("month", "day"), implied=("year",), path=("numbers",))


def _on_weekday(near: Unit, weekday: int, month: int, day: int) -> Unit:
    """The nearest year in which the day falls on the weekday that is said, if one is near."""
    for years in (0, 1, -1):
        unit = day_unit(near.year + years, month, day)
        if unit and (unit.index - 1) % 7 == weekday - 1:
            return unit
    return near


@rule(
    r"<MONTH>(?:, ?| |<OF> (?:{!the} )?)<YEAR><ERA>?",
    r"<MONTH>(?:,? |<OF> ){year|year3|int:year}<ERA>",
    r"{d2:monthno}/{year}",
    r"{monthno}\.{year}",
    r"{year}-{d2:monthno}",
    r"{year},? <MONTH>",
)
def month_year(m: Match, here: Here) -> Answer:
    """A month of a year: `July 2024`, `липні 2024 року`, `07/2024`."""
    name = "month" if "month" in m else "monthno"
    month, year = m.number(name), m.number("year")
    if not 1 <= month <= 12:
        return None
    if name == "monthno" and not 1900 <= year <= 2100:
        return None
    if "bc" in m:
        year = 1 - year
    asked = name == "month" and "bc" not in m
    how = confirmed(m, here, year, month, None) if asked else "numbers"
    return of_unit(month_unit(year, month), said=("year", "month"), path=(how,))


@rule(
    r"{month}",
    r"{month_abbr:month}\.",
)
def month(m: Match, here: Here) -> Answer:
    """A month's name alone: by tense, the last or the next one."""
    number = m.number("month")
    if m.text.endswith(".") and not m.precedes("in|since|until|by|from|to|part"):
        return None
    reason = _name_not_month(m) or name_reason(m, "month")
    if reason:
        return Refusal(reason)
    if here.now is None:
        return unknown_date(f"XXXX-{number:02d}", ("month",), NO_DCT)
    unit = direction.month(m, here, number)
    return maybe(unit, said=("month",), implied=("year",))


def _name_not_month(m: Match) -> str | None:
    """Why a word that names a month is something else here, or None."""
    if re.search(r"[WU] \Z", m.before(3)) and not m.encoded.language.counts_nouns:
        return "part of a name"
    if m.token("month") not in m.encoded.language.exact:
        return None
    placed = m.precedes("in|on|since|until|by|from|to|between|shift|part", gap="[ -]?")
    if m.follows("modal_next", gap=" ") and not placed:
        return "a verb, by the pronoun after it"
    after = m.after(4)
    if re.match(r" [WU]", after) and not m.precedes("in|of|the|shift|since|until|by|from|to"):
        return "part of a name"
    if m.token("month").islower() or placed:
        return None
    if m.follows("of|meant_for", gap=" "):
        return "a march, or part of a name"
    if re.match(r" w", after) and not m.precedes("the|and|or|of"):
        return "a verb at the beginning of a sentence"
    return None


@rule(
    r"(?:{!the} )?{year_word:label}\.? {year|year3:year}",
    r"{year3:year} ?{year_word:label}",
    r"{year}(?:-{!ordinal_suffix})? ?{year_word:label}",
    r"{year}(?:-{!ordinal_suffix})? ?{year_abbr:label}\.?",
    r"{year}(?:-{!ordinal_suffix})?",
    r"{perhaps} {year}",
    r"(?:(?:{!the} )?{!year_word} )?{year|year3|yy|int:year}<YEARNOUN><ERA>",
    r"{ad}(?: |\. ){year|year3|int:year}",
    r"{since|until|in} {year3:year}(?! ?[%])",
)
def year(m: Match, here: Here) -> Answer:
    """A year. Bare four digits are one unless what stands around them counts or names."""
    number = m.number("year")
    if "bc" in m:
        return of_unit(year_unit(1 - number), said=("year", "era"), span=None)
    if "ad" in m:
        return of_unit(year_unit(number), said=("year", "era"))
    if len(m.token("year")) < _DIGITS and not _is_early(m):
        return None
    reason = not_a_year(m, number, labelled="label" in m, story=here.narrative)
    if reason:
        return Refusal(reason)
    if "perhaps" in m:
        unit = year_unit(number)
        return replace(of_unit(unit, said=("year",)), edtf=f"{unit.edtf}?")
    return of_unit(year_unit(number), said=("year",))


_DIGITS = 4


def _is_early(m: Match) -> bool:
    """Whether a number of three digits is a year by its noun: Jahr 476, 476 року (not: років)."""
    if "label" not in m or words_of(m, "label") & {"unit_many", "unit_plural"}:
        return False
    return m.found.start("label") < m.found.start("year") or not m.encoded.language.symbols.get(
        "the"
    )


@rule(r"'{yy:year}")
def short_year(m: Match, here: Here) -> Answer:
    """In '08, the summer of '69: two digits after an apostrophe."""
    if not m.precedes("in|of|since|until|by|from|season|month|about", gap=" ") or m.after(1) == "'":
        return None
    return of_unit(year_unit(full_year(m.token("year"))), said=("year",))


@rule(
    r"(?:{month} )?{num:century}[ -]{num:tens}(?:[ -]{num:ones})?",
    r"{!the} {!year_word} {num:thousands} {hundred}",
)
def year_in_words(m: Match, here: Here) -> Answer:
    """Nineteen ninety-six, the year two thousand."""
    if "thousands" in m:
        year = m.number("thousands") * m.number("hundred")
        return of_unit(year_unit(year), said=("year",)) if year == 2000 else None
    century, tens = m.number("century"), m.number("tens")
    ones = m.number("ones") if "ones" in m else 0
    if century not in (18, 19, 20) or tens < 10 or ones > 9 or (ones and tens < 20):
        return None
    year = century * 100 + tens + ones
    if "month" in m:
        return of_unit(month_unit(year, m.number("month")), said=("year", "month"))
    return of_unit(year_unit(year), said=("year",))


@rule(r"{weekday}")
def weekday(m: Match, here: Here) -> Answer:
    """A bare weekday: the same day or one of the previous six, or the next, by tense."""
    number = m.number("weekday")
    reason = name_reason(m, "weekday")
    if m.goes_on(" {daypart} [WU]") and m.encoded.token(m.found.end() + 1)[0].isupper():
        reason = "part of a name"
    if reason:
        return Refusal(reason)
    if m.precedes("a", gap=" ") and (m.after(1) != " " or m.follows("in|of", gap=" ")):
        return Refusal("any such day, or one that the date beside it tells")
    if here.now is None:
        return unknown_date("XXXX-WXX-" + str(number), ("weekday",), NO_DCT)
    unit = direction.weekday(m, here, number)
    if unit is None:
        return unknown_date(f"XXXX-WXX-{number}", ("weekday",), NO_DAY)
    return of_unit(unit, said=("weekday",), implied=("year", "month", "day"))


@rule(r"{!the} {day}{!ordinal_suffix}", r"{!on} {!the} {day}(?: |$)")
def day_alone(m: Match, here: Here) -> Answer:
    """A day of the month, "the 5th": of the last mentioned month, else of one near the DCT."""
    placed = m.precedes("on|by|until|since|from|to") or m.led_by("{daypart} {of} ")
    if not placed or re.match(r" [wWU]", m.after(2)):
        return None
    if m.follows("label", gap=" "):
        return None
    number = m.number("day")
    if here.now is None:
        return unknown_date(f"XXXX-XX-{number:02d}", ("day",), NO_DCT)
    unit = direction.day_of_month(m, here, number)
    return maybe(unit, said=("day",), implied=("year", "month"))
