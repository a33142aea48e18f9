"""Again and again: SET (TIMEX3 § 2.2.3)."""

from __future__ import annotations

import re

from timeline.temporal.context import Here
from timeline.temporal.grammar import rule
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, Meaning, Refusal, duration
from timeline.temporal.rules.common import has_count

_YEARLY = {"Y": "P1Y", "Q": "P1Q"}


def _set(value: str) -> Meaning:
    return Meaning("SET", value, refers=False)


@rule(r"{times} {!a|every|per|times_per} {unit}", r"<N> {!times} {!a|every|per|times_per} {unit}")
def times_a_unit(m: Match, here: Here) -> Answer:
    """Twice a week, three times a year: the set of the period."""
    return _set(duration(1, m.value("unit")).value)


@rule(r"{every} (?:{!ordinal} )?{unit}", r"{every} <N> {unit}", r"{every} {other} {unit}")
def every_unit(m: Match, here: Here) -> Answer:
    """Every day, each year, every three months, every other week: the period (`P1D`)."""
    if m.after(2) == "- ":
        return None
    if "other" in m:
        return _set(duration(2, m.value("unit")).value)
    amount = m.count() if has_count(m) else 1
    return _set(duration(amount, m.value("unit")).value)


@rule(r"{every} {!ordinal} {!weekday} (?:{!of|in}) (?:{!the|every} )?{unit}")
def weekday_of_unit(m: Match, here: Here) -> Answer:
    """Every last Saturday of the month, jeden ersten Montag im Monat: the period (`P1M`)."""
    return _set(duration(1, m.value("unit")).value)


@rule(
    r"{every} (?:{!ordinal|other} )?{weekday|plural_weekday:weekday}(?: {daypart})?",
    r"(?:{!on} )?{plural_weekday:weekday}",
)
def every_weekday(m: Match, here: Here) -> Answer:
    """Every Monday, every other Monday, on Mondays: `XXXX-WXX-1`."""
    part = f"T{m.value('daypart')}" if "daypart" in m else ""
    return _set(f"XXXX-WXX-{m.value('weekday')}{part}")


@rule(r"{every} {month}(?: {day})?", r"{every} {season}", r"{every} {daypart}")
def every_month(m: Match, here: Here) -> Answer:
    """Each July, every summer, every morning."""
    if "month" in m:
        day = f"-{m.number('day'):02d}" if "day" in m else ""
        return _set(f"XXXX-{m.number('month'):02d}{day}")
    if "season" in m:
        return _set(f"XXXX-{m.value('season')}")
    return _set(f"XXXX-XX-XXT{m.value('daypart')}")


_RATE = r"[\ue000-\ue0ff%] \Z"


@rule(r"{frequency}")
def frequency(m: Match, here: Here) -> Answer:
    """Daily, annually, monthly."""
    if re.match(r" [WU]", m.after(2)) and not m.encoded.language.counts_nouns:
        return Refusal("part of a name")
    if re.search(_RATE, m.before(2)) or m.precedes("counted|money", gap=" "):
        return Refusal("a rate")
    return _set(m.value("frequency"))


@rule(r"{per} {unit}")
def per_unit(m: Match, here: Here) -> Answer:
    """Barrels per day, miles per hour: a rate (how often something happens has `times`)."""
    return Refusal("a rate")
