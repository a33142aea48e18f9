"""So many units before or after: two years ago, in three weeks, a day later, the past month."""

from __future__ import annotations

import re
from dataclasses import replace

from timeline.temporal.calendar import Unit, month_unit, unit_of, weekday_of
from timeline.temporal.context import Here
from timeline.temporal.grammar import rule
from timeline.temporal.language import symbol_pattern
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, Meaning, approximate, duration, of_unit
from timeline.temporal.rules.common import (
    DAYS,
    MONTHS,
    NOT_YET,
    goes_on,
    has_count,
    moved,
    not_yet,
    unresolved,
    words_of,
)
from timeline.temporal.tenses import same_sentence, tense

_DAY = 1440
_WRITING = "the day of writing"
_TOLD = "the last mentioned date"


_MINUTES = {"TS": 0, "TM": 1, "TH": 60}


@rule(
    r"<N>[ -]{unit} {ago}",
    r"<N> {unit} {and_a_half} {ago}",
    r"<N> {and_a_half} {unit} {ago}",
    r"{half} (?:{!a} )?{unit} {ago}",
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


@rule(r"{month} {ago_before} <N> {unit}", r"{month} <N> {unit} {ago}")
def month_ago(m: Match, here: Here) -> Answer:
    """Im Oktober vor drei Jahren, October three years ago: that month of that year."""
    amount = m.count()
    if m.value("unit") != "Y" or amount is None or amount != int(amount):
        return None
    if here.dct is None:
        return unresolved(f"XXXX-{m.number('month'):02d}", ("offset", "month"))
    year = unit_of("year", here.dct).index - int(amount)
    return of_unit(month_unit(year, m.number("month")), said=("offset", "month"))


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
        if "n_single" in m and m.follows("shift_ref|of", gap=" "):
            return None
        then = here.ref is not None and tense(m) == "past"
        base, origin = (here.at, _TOLD) if then else (here.now, _WRITING)
        found = _counted(m, here, 1, base, origin)
        span = m.encoded.starts[m.found.start("hence_before") + 2], m.end
        if "future_before" not in words_of(m, "hence_before") and (
            tense(m) != "future" or _ranked(m)
        ):
            return None
        if here.language.ago_outside:
            return _outside(m, found, "hence_before")
        return replace(found, span=span) if isinstance(found, Meaning) else found
    return _counted(m, here, 1, here.now, _WRITING)


def _ranked(m: Match) -> bool:
    """Whether it says how long since the like of it: for the first time in 25 years."""
    return m.comes_after(r"{ordinal|superlative} (?:[wWU] ){0,3}")


@rule(r"<N> {unit} {!from} {weekday}")
def week_from_day(m: Match, here: Here) -> Answer:
    """A week from Friday, two weeks from Monday: counted from the coming such day."""
    amount = m.count()
    if m.value("unit") not in ("W", "FN") or amount is None:
        return None
    if here.now is None:
        return unresolved("XXXX-XX-XX", ("offset", "weekday"))
    ahead = (m.number("weekday") - 1 - weekday_of(here.now)) % 7 or 7
    unit = Unit("day", here.now + ahead + round(amount * DAYS[m.value("unit")]))
    return of_unit(unit, said=("offset", "weekday"), implied=("year", "month", "day"))


@rule(
    r"<N>[ -]{unit} {earlier}",
    r"<N>[ -]{unit} {later}",
    r"{later_before} <N>[ -]{unit}",
)
def from_then(m: Match, here: Here) -> Answer:
    """A year earlier, two days later: counted from the date that the text is at."""
    of_something = re.match(r" w'", m.after(3)) or m.follows("of", gap=" ")
    compared = "with_of" in words_of(m, "earlier") | words_of(m, "later")
    if (compared and of_something) or ("before" in words_of(m, "earlier") and goes_on(m)):
        return None
    sign = -1 if "earlier" in m else 1
    if m.value("unit").startswith("T"):
        return _whole_days(m, here, sign)
    if sign < 0 and m.value("unit") == "Y" and _compares(m, here):
        return _counted(m, here, sign, here.now, _WRITING)
    ref = here.ref
    if ref is not None and m.value("unit") == "D" and here.day is not None:
        ref = here.day
    base = ref.first if ref is not None else here.dct
    found = _counted(m, here, sign, base, _TOLD)
    if isinstance(found, Meaning) and not_yet(m, found.unit, here):
        return unresolved("XXXX", ("offset",), NOT_YET)
    if ref is None or not isinstance(found, Meaning) or found.unit is None:
        return found
    last = _counted(m, here, sign, ref.last, _TOLD)
    if not isinstance(last, Meaning) or last.unit is None or m.value("unit") in _FINER[ref.grain]:
        return found
    return _between(found, found.unit, last.unit)


_FINER: dict[str, tuple[str, ...]] = {
    "day": ("D", "W", "FN", "M", "Q", "Y", "DE", "CE"),
    "week": ("W", "FN", "M", "Q", "Y", "DE", "CE"),
    "weekend": ("W", "FN", "M", "Q", "Y", "DE", "CE"),
    "month": ("M", "Q", "Y", "DE", "CE"),
    "quarter": ("Q", "Y", "DE", "CE"),
    "half": ("Y", "DE", "CE"),
    "season": ("Y", "DE", "CE"),
    "year": ("Y", "DE", "CE"),
    "decade": ("CE",),
    "century": ("CE",),
}
"""The units that are as long as a grain or longer: what counts from it lands on one of them."""


def _between(found: Meaning, first: Unit, last: Unit) -> Meaning:
    """Ten days after some day in January: one of several days, TIMEX3 digits unknown."""
    if first == last:
        return found
    parts, known = [], True
    for left, right in zip(first.value.split("-"), last.value.split("-"), strict=True):
        known = known and left == right
        parts.append(left if known else re.sub(r"\d", "X", left))
    value = "-".join(parts)
    span = f"[{first.start}..{last.end}]"
    return replace(found, value=value, unit=None, edtf=span, granularity=first.grain, refers=False)


def _whole_days(m: Match, here: Here, sign: int) -> Answer:
    """Forty-eight hours later: days, if the hours make whole ones."""
    days, rest = divmod((m.count() or 0) * _MINUTES[m.value("unit")], _DAY)
    base = here.day.index if here.day is not None else here.dct
    if rest or not days or base is None:
        return None
    return of_unit(Unit("day", base + sign * int(days)), said=("offset",))


_CLAUSE = 40


def _compares(m: Match, here: Here) -> bool:
    """Whether figures of now stand against those of then: compared with 40% a year earlier.

    The year counts from the report, unless the sentence has a date of its own.
    """
    at = m.found.start()
    if same_sentence(m.encoded.code, here.ref_at, at):
        return False
    low = max(0, at - _CLAUSE)
    versus = symbol_pattern(m.encoded.language, "{versus}")
    found = [one.end() for one in versus.finditer(m.encoded.code, low, at)]
    return bool(found) and same_sentence(m.encoded.code, found[-1], at)


def _length(m: Match) -> tuple[str, float | None]:
    """Unit and amount: of `<N> {unit}`, or of a duration in one word (півроку is `P6M`)."""
    if "half" in m:
        return m.value("unit"), 0.5
    if "length" not in m:
        return m.value("unit"), m.count() if has_count(m) else None
    found = re.fullmatch(r"P(T?)(\d+)([A-Z])", m.value("length"))
    return (found[1] + found[3], int(found[2])) if found else ("", None)


def _counted(m: Match, here: Here, sign: int, base: int | None, origin: str) -> Answer:
    code, amount = _length(m)
    if not has_count(m) and amount is None and "unit_plural" not in words_of(m, "unit"):
        amount = 1
    if amount is None and origin == _TOLD:
        return duration(None, code)
    if amount is None:
        ref = "FUTURE_REF" if sign > 0 else "PAST_REF"
        if not has_count(m):
            return Meaning("DATE", ref, refers=False)
        return Meaning("DATE", ref, refers=False, path=("an unknown number of units",))
    if (code not in DAYS and code not in MONTHS and not code.startswith("T")) or code == "H":
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
    found = of_unit(unit, said=("offset",), implied=("year",), path=path)
    rounded = code == "Y" and amount >= _ROUNDED and amount % 10 == 0
    return replace(found, edtf=approximate(unit)) if rounded else found


_ROUNDED = 100
"""Years from which on a number with a zero at its end is taken for a round one."""


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
    if past and not has_count(m) and {"unit_plural", "unit_many"} <= words_of(m, "unit"):
        return duration(None, m.value("unit"))
    if not has_count(m) or m.count() is None:
        if not has_count(m) and not words_of(m, "unit") & {"unit_plural", "unit_many"}:
            return None
        if m.value("unit") in ("Y", "M", "Q") or not has_count(m):
            return Meaning("DATE", "PAST_REF" if past else "FUTURE_REF", refers=False)
    return duration(m.count(), m.value("unit"))
