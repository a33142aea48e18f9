"""Dates that say their era (BC, AD), which they share, and years of fewer than four digits.

TIMEX3 § 2.2.4 writes `BC0264`, EDTF counts years as astronomers do: 264 BC is `-0263`.
"""

from __future__ import annotations

from timeline.temporal.calendar import Unit, day_unit, year_unit
from timeline.temporal.context import Here
from timeline.temporal.grammar import rule
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, Refusal, of_unit
from timeline.temporal.rules.common import SEASONS
from timeline.temporal.rules.ranges import bounds


def _astronomical(m: Match, name: str) -> int:
    """The year in a slot, of the match's era; 0 is 1 BC."""
    number = m.number(name)
    return 1 - number if "bc" in m else number


@rule(r"{year|year3|int:from_year}<JOIN>{year|year3|int:year}<ERA>")
def years_of_era(m: Match, here: Here) -> Answer:
    """264–241 BC, from 58 to 50 BC, 66–70 AD: years that share their era."""
    first, last = _astronomical(m, "from_year"), _astronomical(m, "year")
    if first >= last:
        return None
    return bounds(m, year_unit(first), year_unit(last), "year", said=("year", "era"))


@rule(
    r"(?:{!the} )?{ordinal:number}<JOIN>(?:{!the} )?{ordinal:to_number}[ -]{unit}<ERA>",
    r"(?:{!the} )?{int:number}{!ordinal_suffix}<JOIN>(?:{!the} )?{int:to_number}{!ordinal_suffix}"
    r"[ -]{unit}<ERA>",
)
def centuries_of_era(m: Match, here: Here) -> Answer:
    """The 8th and 7th centuries BC: centuries that share their era."""
    if m.value("unit") != "CE":
        return None
    numbers = m.number("number"), m.number("to_number")
    first, last = (Unit("century", -n if "bc" in m else n - 1) for n in numbers)
    return bounds(m, first, last, "to_number", said=("century", "era"))


@rule(
    r"(?:{!the} )?<DAYDOT><OF>? <MONTH>(?:,? |<OF> ){year|year3|int:year}<ERA>",
    r"<MONTH> <DAY>(?: ?, ?| ){year|year3|int:year}<ERA>",
)
def day_of_era(m: Match, here: Here) -> Answer:
    """15 March 44 BC, September 2, 31 BC."""
    unit = day_unit(_astronomical(m, "year"), m.number("month"), m.number("day"))
    if unit is None:
        return Refusal("no such day in the calendar")
    return of_unit(unit, said=("year", "era", "month", "day"))


@rule(r"(?:{!the} )?{season}(?:,? |<OF> (?:{!the} )?){year|year3|int:year}<ERA>")
def season_of_era(m: Match, here: Here) -> Answer:
    """The spring of 218 BC."""
    index = _astronomical(m, "year") * 4 + SEASONS[m.value("season")]
    return of_unit(Unit("season", index, here.south), said=("year", "era", "season"))
