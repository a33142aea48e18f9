"""How long: DURATION (TIMEX3 § 2.2.3; ISO 8601 `P3D`, unknown numbers `PXD`)."""

from __future__ import annotations

import re
from dataclasses import replace

from timeline.edtf import day_text
from timeline.temporal import direction
from timeline.temporal.calendar import day_unit
from timeline.temporal.context import NO_DCT, Here
from timeline.temporal.grammar import rule
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, Meaning, Refusal, duration
from timeline.temporal.rules.common import has_count, words_of


@rule(
    r"(?:{!the} )?<N>(?: |-){unit}(?: |-){!old}",
    r"<N>(?: |-)?{!unit_adj_old}",
    r"{!old_before} <N> {unit}",
    r"{of} {int:n} {unit}",
    r"{int:apposed} {unit}",
)
def age(m: Match, here: Here) -> Answer:
    """A 44-year-old; Jobs, de 55 años: an age, no place in time (not annotated in TimeBank)."""
    apposed = m.before(2) == ", " and m.after(1) in (",", ")", ".")
    if "apposed" in m and not re.search(r"[WU], \Z", m.before(3)):
        return None
    if ("of" in m or "apposed" in m) and not (apposed and m.value("unit") == "Y"):
        return None
    return Refusal("an age")


@rule(
    r"(?:{!the} (?:{ordinal:nth} )?)?<N> (?:{!unit_filler} )?{unit}(?: {and_a_half})?",
    r"(?:{!the} )?{num:n_word} {!ordinal} {unit}",
    r"<N>-{unit}",
    r"(?:{!the} )?{!year_ago} <N> {unit}",
    r"<N>(?: ?{and_a_half})[ -]{unit}",
    r"<N>[ -]{unit_adj:unit}",
    r"{half} (?:{a} )?{unit}",
    r"{a} {half}[ -]{unit}",
    r"<N> {some:more} {unit}",
)
def counted(m: Match, here: Here) -> Answer:
    """Three days, two-year, a decade and a half, half an hour."""
    code = m.value("unit")
    if "half" in m:
        return duration(0.5, code)
    if code in ("H", "WE") or (code == "Q" and "-" in m.text):
        return Refusal("a fraction") if code != "WE" else None
    if "n_single" in m:
        if m.after(1) == "-":
            return None
        if reason := _no_length(m, code):
            return Refusal(reason)
    if "n" in m and "n_over" not in m and not _free_number(m):
        return Refusal("part of a longer number or code")
    if "n" in m and m.precedes("month|month_abbr", gap=r"\.? ?") and " " in m.text:
        return None
    if is_year(m):
        return None
    amount = m.count() if m.text and has_count(m) else None
    if amount is None and "shift_long" in words_of(m, "nth"):
        return None
    if code == "M" and amount in _REPORTED:
        here.longer = True
    found = duration(amount, code)
    if "-" in m.text and ("n_single" in m or "n_one" in m) and " " in m.text:
        return None
    return found


def _no_length(m: Match, code: str) -> str | None:
    """Why "a year", "a quarter", "a minute" is no length of time here, or None."""
    if _is_rate(m) or m.before(1) == "-":
        return "a rate"
    if code == "Q" and m.follows("of", gap=" "):
        return "a fraction"
    if code in ("TS", "TM") and re.match(r" w", m.after(2)):
        return "an adjective, not a unit of time"
    return None


_REPORTED = (6, 9)


def is_year(m: Match) -> bool:
    """Whether "2014 years" is a year with its noun (2015 рік, 1984 roku), not a length."""
    return m.value("unit") in ("Y", "Q") and any(
        slot in m and re.fullmatch(r"1\d{3}|20\d\d", m.token(slot)) for slot in ("n", "most")
    )


def _free_number(m: Match) -> bool:
    """Whether the number is not the tail of "1,500 days" read from its second half."""
    start = m.span("n")[0]
    return not re.search(r"[\d][.,:]\Z|[$£€¥]\Z", m.encoded.text[max(0, start - 2) : start])


_RATE = re.compile(r"[\ue000-\ue0ff%] \Z")


def _is_rate(m: Match) -> bool:
    """Whether "a year" says how often: 2 percent a year, $500 million a year."""
    rated = m.precedes("counted|money|hundred", gap=" ")
    return _RATE.search(m.before(4)) is not None or rated


@rule(r"{length}", r"{!whole} {unit}", r"(?:{!the} )?{shift_span} {unit}")
def in_words(m: Match, here: Here) -> Answer:
    """Zweistündig, двухлетний, tagelang; all day, ein ganzes Jahr."""
    if "shift_span" in m and m.value("unit") not in ("Y", "DE"):
        return None
    if "unit" in m and m.value("unit") == "WE":
        return None
    if "length" in m:
        return Meaning("DURATION", m.value("length"), refers=False)
    return duration(1, m.value("unit"))


@rule(r"{compare|about:over} {unit}")
def more_than_one(m: Match, here: Here) -> Answer:
    """Больше года, понад місяць, ponad rok: one unit, in languages without articles."""
    if "the" in m.encoded.language.symbols or words_of(m, "unit") & {"unit_many", "unit_plural"}:
        return None
    if re.match(r" [\ue000-\ue0ff]", m.after(2)):
        return None
    return duration(1, m.value("unit"), m.value("over") or "APPROX")


@rule(
    r"<N>(?: ?- ?| {!to} | {!or} ){num|int:most}[ -]{unit}",
)
def counted_range(m: Match, here: Here) -> Answer:
    """Two to three weeks, 12 to 18 months: the smaller number, or more."""
    if "n" in m and not _free_number(m):
        return Refusal("part of a longer number or code")
    if is_year(m):
        return None
    found = duration(m.count(), m.value("unit"))
    return replace(found, mod="EQUAL_OR_MORE")


@rule(
    r"(?:{!the} )?{unit} {!to} <DAYDOT><OF>? <MONTH>(?: <YEAR>)?",
    r"(?:{!the} )?{unit} {!to} <MONTH> <DAY>(?:, {year})?",
)
def days_up_to(m: Match, here: Here) -> Answer:
    """The fortnight to 3 May: so many days of which the last is said (EDTF a set of them)."""
    days = {"W": 7, "FN": 14}.get(m.value("unit"))
    if days is None:
        return None
    month, day = m.number("month"), m.number("day")
    last = day_unit(m.number("year"), month, day) if "year" in m else None
    last = last or (None if "year" in m else direction.day(m, here, month, day))
    found = duration(1, m.value("unit"))
    if last is None:
        return replace(found, unresolved=NO_DCT if here.now is None else None)
    span = f"[{day_text(last.index - days + 1)}..{last.edtf}]"
    return replace(found, edtf=span, granularity="week")


@rule(
    r"{unit_plural:unit}",
    r"{!the} (?:{!shift_ref|part} )?{unit_plural:unit}(?: {ahead})?",
)
def uncounted(m: Match, here: Here) -> Answer:
    """For years, in the weeks ahead: an unknown number of units (`PXY`).

    The days before an event, or the hours of a day, are no length of time.
    """
    if re.match(r" [\ue000-\ue0ff]|- ", m.after(2)) or re.match(r"[\ue000-\ue0ff] ", m.before(2)):
        return None
    if m.follows("before|after|earlier|later", gap=" ") or _of_a_day(m):
        return Refusal("a stretch that an event bounds")
    return duration(None, m.value("unit"))


def _of_a_day(m: Match) -> bool:
    """Whether they are hours of something: the early hours of Thursday."""
    return m.value("unit")[0] == "T" and m.follows("of", gap=" ")
