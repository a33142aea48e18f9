"""Seasons, meteorological, of the publisher's hemisphere."""

from __future__ import annotations

import re

from timeline.temporal import direction
from timeline.temporal.calendar import Unit, unit_of
from timeline.temporal.context import NO_DCT, Here
from timeline.temporal.grammar import rule
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, maybe, of_unit, unknown_date
from timeline.temporal.rules.common import SEASONS, full_year, words_of

_NEAR = "in|by|since|until|before|after|part|part_of|of"


def _named(m: Match) -> tuple[int, str | None]:
    """The season (0 is spring) in the slot, and the part of it that its word says."""
    name, _, mod = m.value("season").partition(":")
    return SEASONS[name], mod or None


@rule(
    r"(?:{!the} )?{season|season_part:season}(?:,? |<OF> (?:{!the} )?)<YEAR>"
    r"(?: ?[-/] ?{year|yy:to_year}<YEARNOUN>)?",
    r"(?:{!the} )?<YEAR> {season}",
    r"(?:{!the} )?{season}(?: |<OF> )'{yy:year}",
)
def season_of_year(m: Match, here: Here) -> Answer:
    """Spring 2024, winter 2025–26 (the year in which it begins)."""
    number, mod = _named(m)
    if "to_year" in m and number not in (SEASONS["WI"], SEASONS["SU"]):
        return None
    unit = Unit("season", full_year(m.token("year")) * 4 + number, here.south)
    return of_unit(unit, said=("year", "season"), mod=mod)


@rule(
    r"(?:{!the} )?{shift} {season}",
    r"(?:{!the} )?{season} {shift_after}",
    r"(?:{!the} )?{season}<OF>? (?:{!the} )?{shift} {unit}",
    r"{unit_rel}(?: {!in})? {season}",
    r"(?:{!the} )?{shift} {unit} {!in} {season}",
    r"(?:{!the} )?{unit} {shift_after} {!in} {season}",
    r"{season}(?:<OF>| {!the})? {unit_rel}",
)
def this_season(m: Match, here: Here) -> Answer:
    """Last fall, this summer, next spring."""
    number = SEASONS[m.value("season")]
    if here.now is None:
        return unknown_date(f"XXXX-{m.value('season')}", ("offset", "season"), NO_DCT)
    current = unit_of("season", here.now, south=here.south)
    if "unit_rel" in m:
        code, offset = m.value("unit_rel").split(":")
        year = unit_of("year", here.now).index + int(offset)
        found = of_unit(Unit("season", year * 4 + number, here.south), said=("offset", "season"))
        return found if code == "Y" else None
    step = m.number("shift" if "shift" in m else "shift_after")
    if "unit" in m:
        if m.value("unit") != "Y":
            return None
        year = unit_of("year", here.now).index + step
        return of_unit(Unit("season", year * 4 + number, here.south), said=("offset", "season"))
    back = (current.index - number) % 4
    if step < 0:
        unit = current.shift(-(back or 4))
    elif step > 0:
        unit = current.shift(4 - back)
    else:
        unit = Unit("season", current.index // 4 * 4 + number, here.south)
    return of_unit(unit, said=("offset", "season"), implied=("year",))


@rule(
    r"(?:{!the} )?{shift_ref} {season}",
    r"{!the} {season} {shift_ref_after:shift_ref}",
)
def following_season(m: Match, here: Here) -> Answer:
    """The following spring, the previous winter: counted from what the text is at."""
    if here.at is None:
        return unknown_date(f"XXXX-{m.value('season')}", ("offset", "season"), NO_DCT)
    step = m.number("shift_ref")
    current = unit_of("season", here.at, south=here.south)
    number = SEASONS[m.value("season")]
    back = (current.index - number) % 4
    if here.ref is not None and here.ref.grain == "year":
        unit = Unit("season", (here.ref.index + step) * 4 + number, here.south)
    elif step == 0:
        of_year = unit_of("year", here.at).index * 4 + number
        unit = current if back == 0 else Unit("season", of_year, here.south)
    else:
        unit = current.shift(4 - back if step > 0 else -(back or 4))
    return of_unit(unit, said=("offset", "season"), implied=("year",))


@rule(r"(?:{!the} )?{season}(?:,|<OF>)? (?:{!the} )?{shift_ref} {unit}")
def season_of_that_year(m: Match, here: Here) -> Answer:
    """The autumn of the same year, spring of the following year."""
    if m.value("unit") != "Y" or here.at is None:
        return None
    year = unit_of("year", here.at).index + m.number("shift_ref")
    unit = Unit("season", year * 4 + SEASONS[m.value("season")], here.south)
    return of_unit(unit, said=("season",), implied=("year",))


@rule(r"(?:{!the} )?{season|season_part:season}")
def season(m: Match, here: Here) -> Answer:
    """In winter: by tense, the last or the next one."""
    number, mod = _named(m)
    if not (
        m.precedes("in|by|since|until|before|after|part|part_of", gap=" ")
        or "season_weak" not in words_of(m, "season")
    ) or (m.start == m.span("season")[0] and here.language.code == "en" and not m.precedes(_NEAR)):
        return None
    weak = "season_weak" in words_of(m, "season")
    if re.match(r" [WU]", m.after(2)) or (weak and m.follows("of", gap=" ")):
        return None
    if here.now is None:
        return unknown_date(f"XXXX-{m.value('season')[:2]}", ("season",), NO_DCT)
    unit = direction.season(m, here, number)
    return maybe(unit, said=("season",), implied=("year",), mod=mod)
