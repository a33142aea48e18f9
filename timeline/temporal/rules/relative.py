"""Dates that count from the day of writing, or from what the text is at."""

from __future__ import annotations

import re

from timeline.temporal import asking
from timeline.temporal.calendar import Unit, unit_of, weekday_of
from timeline.temporal.context import NO_DAY, NO_DCT, Here
from timeline.temporal.grammar import rule
from timeline.temporal.language import fold
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, Meaning, duration, of_unit, unknown_date
from timeline.temporal.names import is_noun_of_day
from timeline.temporal.rules.common import (
    GRAINS,
    NOT_YET,
    goes_on,
    not_yet,
    unresolved,
    words_of,
)
from timeline.temporal.tenses import tense

_WEDNESDAY = 2


@rule(r"(?:{!the} )?{day_word}")
def day_word(m: Match, here: Here) -> Answer:
    """Yesterday, today, tomorrow, vorgestern: an offset in days from the day of writing."""
    if is_noun_of_day(m, "day_word"):
        return None
    text = fold(m.token("day_word"))
    count = asking.offset(here.language.code, text) if here.language.asks else None
    how = "dateparser"
    if count is None or count != m.number("day_word"):
        count, how = m.number("day_word"), "words of the lexicon"
    if here.narrative and count == 0:
        return Meaning("DATE", "PRESENT_REF", refers=False)
    if here.dct is None:
        return unresolved("XXXX-XX-XX", ("offset",))
    unit = Unit("day", here.dct + count)
    phrase = " " in m.token("day_word")
    span = (m.start, m.end) if phrase else m.span("day_word")
    path = (f"{count:+d} days from the day of writing ({how})",)
    return of_unit(unit, said=("offset",), implied=("year", "month", "day"), path=path, span=span)


@rule(r"(?:{!the} )?{day_adj}(?: {weekday})?")
def day_adjective(m: Match, here: Here) -> Answer:
    """Gestrige, вчерашний: yesterday's; today's only beside its weekday (das heutige Polen)."""
    step = m.number("day_adj")
    if not step and "weekday" not in m:
        return None
    if here.dct is None:
        return unresolved("XXXX-XX-XX", ("offset",))
    unit = Unit("day", here.dct + step)
    return of_unit(unit, said=("offset",), implied=("year", "month", "day"))


@rule(r"(?:{!the} )?{day_word_ref}")
def day_word_ref(m: Match, here: Here) -> Answer:
    """The next day, the day before, that day: an offset from the day that the text is at."""
    if m.number("day_word_ref") and goes_on(m) and "earlier" in words_of(m, "day_word_ref"):
        return None
    of_something = m.follows("of", gap=" ") or re.match(r" w'", m.after(3))
    elided = re.match(r" d['’]", m.encoded.text[m.end : m.end + 3])
    if m.number("day_word_ref") and (of_something or elided):
        return None
    base = here.day.index if here.day is not None else here.dct
    same = not m.number("day_word_ref")
    if base is None or (here.day is None and (here.narrative or same)):
        return unknown_date("XXXX-XX-XX", ("offset",), NO_DCT if here.dct is None else NO_DAY)
    unit = Unit("day", base + m.number("day_word_ref"))
    path = (f"{m.number('day_word_ref'):+d} days from the last mentioned day",)
    return of_unit(unit, said=("offset",), implied=("year", "month", "day"), path=path)


@rule(
    r"(?:{!the} )?{shift} {unit}",
    r"(?:{!the} )?{unit} {shift_after}",
    r"(?:{!the} )?{shift} {!fiscal} {unit}",
    r"(?:{!the} )?{unit_rel}",
)
def this_unit(m: Match, here: Here) -> Answer:
    """Last week, this month, next year: whole units from the one of the day of writing."""
    if "unit_rel" in m:
        code, offset = m.value("unit_rel").split(":")
        step = int(offset)
    else:
        code = m.value("unit")
        step = m.number("shift" if "shift" in m else "shift_after")
    if "unit_many" in words_of(m, "unit"):
        return None
    if "unit_plural" in words_of(m, "unit"):
        return duration(None, code) if step else None
    if (
        code in ("DE", "CE")
        and "shift_long" in words_of(m, "shift")
        and "shift_stretch" in words_of(m, "shift")
    ):
        return duration(1, code)
    if code == "FN":
        code, step = "W", step * 2
    grain = GRAINS.get(code)
    if grain is None:
        return None
    if here.now is None:
        return unresolved("XXXX", (grain,))
    unit = unit_of(grain, _next_after(m, here, step)).shift(step)
    if grain == "weekend" and step == -1 and weekday_of(here.now) >= 5:
        unit = unit_of(grain, here.now).shift(-1)
    if grain == "weekend" and step == 0 and weekday_of(here.now) <= _WEDNESDAY:
        unit = unit.shift(-1 if tense(m) == "past" else 0)
    if step == 1 and m.starts_with("the") and not_yet(m, unit, here):
        return unresolved("XXXX", (grain,), NOT_YET)
    path = (f"{step:+d} {grain} from the day of writing",)
    return of_unit(unit, said=("offset", grain), implied=("year",), path=path)


def _next_after(m: Match, here: Here, step: int) -> int:
    """The day that a shift counts from: "the next year" told as past follows what was told."""
    now = here.now or 0
    told = here.ref is not None and here.ref.last < now and step == 1
    if told and here.ref is not None and m.starts_with("the") and tense(m) == "past":
        return here.ref.last
    return now


@rule(
    r"(?:{!the} )?{shift_ref} {unit}",
    r"(?:{!the} )?{unit} {shift_ref_after:shift_ref}",
)
def following_unit(m: Match, here: Here) -> Answer:
    """The following month, the previous year, that week: from what the text is at."""
    grain = GRAINS.get(m.value("unit"))
    if grain is None:
        return None
    words = words_of(m, "shift_ref")
    after = m.found.start("shift_ref") > m.found.start("unit")
    if after and (
        ("with_object" in words and goes_on(m))
        or ("with_of" in words and (m.follows("of|the|a", gap=" ") or m.goes_on(" (?:w'|[WU])")))
    ):
        return None
    if grain == "half" or "unit_plural" in words_of(m, "unit"):
        return None
    if here.at is None:
        return unresolved("XXXX", (grain,))
    step = m.number("shift_ref")
    base = here.at
    if step > 0 and here.ref is not None and here.ref.first == base:
        base = here.ref.last
    unit = unit_of(grain, base).shift(step)
    if step > 0 and not_yet(m, unit, here):
        return unresolved("XXXX", (grain,), NOT_YET)
    path = (f"{step:+d} {grain} from the last mentioned date",)
    return of_unit(unit, said=("offset", grain), implied=("year",), path=path)


@rule(
    r"(?:{!the} )?{shift} {weekday}",
    r"(?:{!the} )?{shift_ref} {weekday}",
    r"(?:{!the} )?{weekday} {shift_after}",
    r"{!on} {weekday} {!of} {shift} {unit}",
    r"(?:{!the} )?{weekday} {!of} {shift} {unit}",
    r"(?:{!the} )?{weekday},? {shift} {unit}",
    r"(?:{!the} )?{weekday}<OF> (?:{!the} )?{unit} {shift_after}",
)
def this_weekday(m: Match, here: Here) -> Answer:
    """Last Friday, next Monday; Monday of last week."""
    if here.dct is None:
        return unresolved("XXXX-WXX-" + m.value("weekday"), ("offset", "weekday"))
    wanted = m.number("weekday") - 1
    if "shift_ref" in m:
        article = m.found.start() < m.found.start("shift_ref")
        return _that_weekday(m, here, wanted) if article or step_of(m) <= 0 else None
    step = m.number("shift" if "shift" in m else "shift_after")
    if "unit" in m:
        if m.value("unit") != "W":
            return None
        index = unit_of("week", here.dct).shift(step).first + wanted
    else:
        back = (weekday_of(here.dct) - wanted) % 7
        if step < 0:
            index = here.dct - (back or 7)
        elif step > 0:
            index = here.dct + (7 - back)
        else:
            index = unit_of("week", here.dct).first + wanted
    return of_unit(Unit("day", index), said=("offset", "weekday"), implied=("year", "month", "day"))


def step_of(m: Match) -> int:
    """How many units a word such as "following" moves."""
    return m.number("shift_ref")


def _that_weekday(m: Match, here: Here, wanted: int) -> Answer:
    step, base = m.number("shift_ref"), here.at or here.dct or 1
    back = (weekday_of(base) - wanted) % 7
    index = base - (back or 7 * (step != 0)) if step <= 0 else base + (7 - back)
    return of_unit(Unit("day", index), said=("offset", "weekday"), implied=("year", "month", "day"))
