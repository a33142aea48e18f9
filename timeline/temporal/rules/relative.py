"""Dates that count from the day of writing, or from what the text is at."""

from __future__ import annotations

import re
from dataclasses import replace

from timeline.models import Granularity
from timeline.temporal import asking
from timeline.temporal.calendar import Unit, day_unit, month_unit, shift_months, unit_of, weekday_of
from timeline.temporal.context import NO_DCT, Here
from timeline.temporal.grammar import rule
from timeline.temporal.language import fold
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, Meaning, duration, maybe, of_unit, unknown_date
from timeline.temporal.tenses import tense

GRAINS: dict[str, Granularity] = {
    "Y": "year", "M": "month", "W": "week", "D": "day", "Q": "quarter", "H": "half",
    "DE": "decade", "CE": "century", "WE": "weekend",
}  # fmt: skip
_DAYS = {"D": 1, "W": 7, "FN": 14}
_MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}
_DAY = 1440
_WRITING = "the day of writing"
_MINUTES = {"TS": 0, "TM": 1, "TH": 60}


def unresolved(value: str, said: tuple[str, ...]) -> Meaning:
    """A relative date in an article without publication time."""
    return unknown_date(value, said, NO_DCT)


def moved(day: int, code: str, amount: float) -> Unit:
    """The unit that lies `amount` units from a day: "three months ago" is a month.

    Args:
        day: day number that is counted from.
        code: unit of the lexicon (`D`, `W`, `FN`, `M`, `Q`, `H`, `Y`, `DE`, `CE`).
        amount: how many; negative is earlier. Fractions of a year count as months.
    """
    if code in _DAYS:
        grain: Granularity = "week" if code == "W" else "day"
        return unit_of(grain, day + round(amount * _DAYS[code]))
    months = round(amount * _MONTHS[code])
    if amount != int(amount):
        return unit_of("month", shift_months(day, months))
    grain = "year" if code in ("DE", "CE") else GRAINS[code]
    return unit_of(grain, shift_months(day, months))


@rule(r"(?:{!the} )?{day_word}")
def day_word(m: Match, here: Here) -> Answer:
    """Yesterday, today, tomorrow, vorgestern: an offset in days from the day of writing."""
    text = fold(m.token("day_word"))
    count = asking.offset(here.language.code, text) if here.language.asks else None
    how = "dateparser"
    if count is None or count != m.number("day_word"):
        count, how = m.number("day_word"), "words of the lexicon"
    if here.dct is None:
        return unresolved("XXXX-XX-XX", ("offset",))
    unit = Unit("day", here.dct + count)
    phrase = " " in m.token("day_word")
    span = (m.start, m.end) if phrase else m.span("day_word")
    path = (f"{count:+d} days from the day of writing ({how})",)
    return of_unit(unit, said=("offset",), implied=("year", "month", "day"), path=path, span=span)


@rule(r"(?:{!the} )?{day_word_ref}")
def day_word_ref(m: Match, here: Here) -> Answer:
    """The next day, the day before, that day: an offset from the day that the text is at."""
    if m.number("day_word_ref") and goes_on(m) and "earlier" in words_of(m, "day_word_ref"):
        return None
    base = here.ref_day.index if here.ref_day is not None else here.dct
    if base is None or (here.narrative and here.ref_day is None):
        return unresolved("XXXX-XX-XX", ("offset",))
    unit = Unit("day", base + m.number("day_word_ref"))
    path = (f"{m.number('day_word_ref'):+d} days from the last mentioned day",)
    return of_unit(unit, said=("offset",), implied=("year", "month", "day"), path=path)


@rule(
    r"(?:{!the} )?{shift} {unit}",
    r"(?:{!the} )?{unit} {shift_after}",
    r"(?:{!the} )?{shift} {!fiscal} {unit}",
    r"{unit_rel}",
)
def this_unit(m: Match, here: Here) -> Answer:
    """Last week, this month, next year: whole units from the one of the day of writing."""
    if "unit_rel" in m:
        code, offset = m.value("unit_rel").split(":")
        step = int(offset)
    else:
        code = m.value("unit")
        step = m.number("shift" if "shift" in m else "shift_after")
    if "unit_plural" in words_of(m, "unit"):
        return duration(None, code) if step else None
    if "unit_many" in words_of(m, "unit"):
        return None
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
    unit = unit_of(grain, here.now).shift(step)
    if grain == "weekend" and step == -1 and weekday_of(here.now) >= 5:
        unit = unit_of(grain, here.now).shift(-1)
    path = (f"{step:+d} {grain} from the day of writing",)
    return of_unit(unit, said=("offset", grain), implied=("year",), path=path)


@rule(
    r"(?:{!the} )?{shift_ref} {unit}",
    r"(?:{!the} )?{unit} {shift_ref_after:shift_ref}",
)
def following_unit(m: Match, here: Here) -> Answer:
    """The following month, the previous year, that week: from what the text is at."""
    grain = GRAINS.get(m.value("unit"))
    if grain is None:
        return None
    if "shift_ref_after" in words_of(m, "shift_ref") and goes_on(m):
        return None
    if here.at is None:
        return unresolved("XXXX", (grain,))
    step = m.number("shift_ref")
    base = here.at
    if step > 0 and here.ref is not None:
        base = here.ref.last
    unit = unit_of(grain, base).shift(step)
    path = (f"{step:+d} {grain} from the last mentioned date",)
    return of_unit(unit, said=("offset", grain), implied=("year",), path=path)


@rule(
    r"(?:{!the} )?{shift} {weekday}",
    r"(?:{!the} )?{shift_ref} {weekday}",
    r"(?:{!the} )?{weekday} {shift_after}",
    r"{!on} {weekday} {!of} {shift} {unit}",
    r"{weekday} {!of} {shift} {unit}",
    r"{weekday},? {shift} {unit}",
    r"{weekday}<OF> (?:{!the} )?{unit} {shift_after}",
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
)
def this_month(m: Match, here: Here) -> Answer:
    """Last April, next May, April of last year."""
    if here.now is None:
        return unresolved(f"XXXX-{m.number('month'):02d}", ("offset", "month"))
    number, now = m.number("month"), unit_of("month", here.now)
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
)
def day_of_this_year(m: Match, here: Here) -> Answer:
    """The 1st of September of next year, 12 травня цього року."""
    if m.value("unit") != "Y":
        return None
    if here.now is None:
        return unresolved(f"XXXX-{m.number('month'):02d}-{m.number('day'):02d}", ("offset", "day"))
    step = m.number("shift" if "shift" in m else "shift_after")
    year = unit_of("year", here.now).index + step
    unit = day_unit(year, m.number("month"), m.number("day"))
    return maybe(unit, said=("offset", "month", "day"), implied=("year",))


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
)
def day_of_this_month(m: Match, here: Here) -> Answer:
    """The 5th of this month."""
    if m.value("unit") != "M":
        return None
    if here.dct is None:
        return unresolved(f"XXXX-XX-{m.number('day'):02d}", ("offset", "day"))
    step = m.number("shift" if "shift" in m else "shift_after")
    base = unit_of("month", here.dct).shift(step)
    unit = Unit("day", base.first + m.number("day") - 1)
    return (
        of_unit(unit, said=("day",), implied=("year", "month")) if unit.first <= base.last else None
    )


@rule(
    r"<N>[ -]{unit} {ago}",
    r"{length} {ago}",
    r"{ago_before} <N>[ -]{unit}(?: {and_a_half})?",
    r"{ago_before} {half} {unit}",
    r"{unit} {ago}",
)
def ago(m: Match, here: Here) -> Answer:
    """Two years ago, vor drei Monaten: that unit, counted from the day of writing.

    TIMEX3 gives the unit, no finer (annotation guidelines 1.2.1: "two weeks ago" is a week).
    """
    found = _counted(m, here, -1, here.dct, _WRITING)
    return _outside(m, found, "ago_before") if here.language.ago_outside else found


def _outside(m: Match, found: Answer, preposition: str) -> Answer:
    """An anchored DURATION: its preposition is a signal, its date stays."""
    if preposition not in m or not isinstance(found, Meaning):
        return found
    length = duration(m.count(), m.value("unit"))
    span = m.encoded.starts[m.found.start(preposition) + 2], m.end
    return replace(found, type="DURATION", value=length.value, span=span)


@rule(
    r"<N> {unit} {hence}",
    r"{hence_before} <N> {unit}(?: {and_a_half})?",
    r"{future_before:hence_before} {unit}",
    r"{future_before:hence_before} {length}",
)
def from_now(m: Match, here: Here) -> Answer:
    """In three weeks, five years from now: that unit, counted from the day of writing.

    "in" and its like are signals in TIMEX3, outside the expression; with a past tense they
    say how long something took.
    """
    if "hence_before" in m:
        then = here.ref is not None and tense(m) == "past"
        base, origin = (here.at, "the last mentioned date") if then else (here.now, _WRITING)
        found = _counted(m, here, 1, base, origin)
        span = m.encoded.starts[m.found.start("hence_before") + 2], m.end
        if "future_before" not in words_of(m, "hence_before") and tense(m) != "future":
            return None
        if here.language.ago_outside:
            return _outside(m, found, "hence_before")
        return replace(found, span=span) if isinstance(found, Meaning) else found
    return _counted(m, here, 1, here.now, _WRITING)


@rule(
    r"<N>[ -]{unit} {earlier}",
    r"<N>[ -]{unit} {later}",
    r"{later_before} <N>[ -]{unit}",
)
def from_then(m: Match, here: Here) -> Answer:
    """A year earlier, two days later: counted from the date that the text is at."""
    if "before" in words_of(m, "earlier") and goes_on(m):
        return None
    sign = -1 if "earlier" in m else 1
    base = here.at
    if here.ref is not None and m.value("unit") == "D" and here.ref_day is not None:
        base = here.ref_day.index
    return _counted(m, here, sign, base, "the last mentioned date")


def _length(m: Match) -> tuple[str, float | None]:
    """Unit and amount: of `<N> {unit}`, or of a duration in one word (півроку is `P6M`)."""
    if "half" in m:
        return m.value("unit"), 0.5
    if "length" not in m:
        return m.value("unit"), m.count() if _has_count(m) else None
    found = re.fullmatch(r"P(T?)(\d+)([A-Z])", m.value("length"))
    return (found[1] + found[3], int(found[2])) if found else ("", None)


def _counted(m: Match, here: Here, sign: int, base: int | None, origin: str) -> Answer:
    code, amount = _length(m)
    if not _has_count(m) and amount is None and "unit_plural" not in words_of(m, "unit"):
        amount = 1
    if amount is None:
        ref = "FUTURE_REF" if sign > 0 else "PAST_REF"
        if not _has_count(m):
            return Meaning("DATE", ref, refers=False)
        return Meaning("DATE", ref, refers=False, path=("an unknown number of units",))
    if (code not in _DAYS and code not in _MONTHS and not code.startswith("T")) or code == "H":
        return None
    if code.startswith("T"):
        minutes = sign * amount * _MINUTES[code]
        if base is not None and abs(minutes) >= _DAY:
            return of_unit(Unit("day", base + round(minutes / _DAY)), said=("offset",))
        return _clocked(here, minutes)
    if base is None:
        return unresolved("XXXX", ("offset", code))
    if code == "Y" and amount == 1 and sign < 0 and here.quarter_near(m.found.start()):
        unit = here.quarter.shift(-4) if here.quarter else unit_of("quarter", base).shift(-4)
        return of_unit(
            unit,
            said=("offset",),
            implied=("year", "quarter"),
            path=("the same quarter of the year before",),
            refers=False,
        )
    unit = moved(base, code, sign * amount)
    path = (f"{sign * amount:+g} {code} from {origin}",)
    return of_unit(unit, said=("offset",), implied=("year",), path=path)


def goes_on(m: Match) -> bool:
    """Whether a clause or noun follows ("10 days before the murder"), which we cannot date."""
    return bool(re.match(r" [^.,;:!?]", m.after(2)))


def words_of(m: Match, name: str) -> frozenset[str]:
    """The classes of the word in a slot, empty if the slot did not take part."""
    word = m.encoded.word(m.found.start(name)) if name in m else None
    return frozenset(word.values) if word is not None else frozenset()


def _has_count(m: Match) -> bool:
    names = ("n", "n_word", "n_many", "n_some", "n_vague", "n_one", "n_few", "n_single")
    return any(name in m for name in names)


def _clocked(here: Here, minutes: float) -> Answer:
    """Hours and minutes before or after the time of writing, where it is known."""
    if here.dct is None:
        return unresolved("XXXX-XX-XX", ("offset",))
    if here.time is None:
        today = Unit("day", here.dct)
        other = today.shift(-1 if minutes < 0 else 1)
        first, last = sorted((today.index, other.index))
        span = f"[{Unit('day', first).edtf}..{Unit('day', last).edtf}]"
        return Meaning("TIME", f"{today.value}TXX", unit=today, edtf=span, refers=False)
    total = here.time.hour * 60 + here.time.minute + round(minutes)
    unit = Unit("day", here.dct + total // 1440)
    clock = f"T{total % 1440 // 60:02d}:{total % 60:02d}"
    return Meaning("TIME", unit.value + clock, unit=unit, refers=False)


@rule(
    r"(?:{!the} )?{shift_long:shift} <N> (?:{!unit_filler} )?{unit}",
    r"(?:{!the} )?{num:n_word} {shift_long:shift} {unit}",
    r"(?:{!the} )?{shift_long:shift} {unit}",
)
def stretch(m: Match, here: Here) -> Answer:
    """The past two months, the next three years: a DURATION (TIMEX3 § 2.2.3)."""
    past = m.value("shift") == "P"
    if not _has_count(m) or m.count() is None:
        if not words_of(m, "unit") & {"unit_plural", "unit_many"}:
            return None
        if m.value("unit") in ("Y", "M") or not _has_count(m):
            return Meaning("DATE", "PAST_REF" if past else "FUTURE_REF", refers=False)
    return duration(m.count(), m.value("unit"))
