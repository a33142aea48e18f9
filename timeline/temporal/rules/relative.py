"""Dates that count from the day of writing, or from what the text is at."""

from __future__ import annotations

import re

from timeline.temporal import asking
from timeline.temporal.calendar import Unit, day_unit, month_unit, unit_of, weekday_of
from timeline.temporal.context import NO_DAY, NO_DCT, Here
from timeline.temporal.grammar import rule
from timeline.temporal.language import fold
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, Meaning, duration, maybe, of_unit, unknown_date
from timeline.temporal.names import is_noun_of_day
from timeline.temporal.rules.common import GRAINS, goes_on, unresolved, words_of
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
    if here.at is None or (step == 0 and not here.narrative):
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
    if m.value("unit") != "M":
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
