"""Times of day: TIME (TIMEX3 § 2.2.4: `2024-07-09T17:00`, `TMO` morning … `TNI` night).

A time that stands beside a date is joined to it by `timeline.temporal.refine`; one that stands
alone is of the last mentioned day, else of the day of writing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from timeline.temporal import direction
from timeline.temporal.calendar import Unit, day_unit
from timeline.temporal.context import NO_DCT, Here
from timeline.temporal.grammar import rule
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, Meaning, Refusal
from timeline.temporal.names import is_noun_of_day
from timeline.temporal.rules.common import full_year, words_of
from timeline.temporal.tenses import same_sentence


def at_time(unit: Unit | None, clock: str, *, said: tuple[str, ...] = ("time",)) -> Meaning:
    """A TIME on a day; without one only the time is known."""
    if unit is None:
        return Meaning("TIME", clock, said=said, unresolved=NO_DCT, refers=False, clock=clock)
    return Meaning("TIME", unit.value + clock, unit=unit, said=said, refers=False, clock=clock)


def day_here(m: Match, here: Here) -> Unit | None:
    """The day that a bare time of day is of: one that its sentence names, else the DCT's."""
    if here.ref_day and same_sentence(m.encoded.code, here.ref_day_at, m.found.start()):
        return here.ref_day
    if here.ref_day is not None and (here.narrative or here.dct is None):
        return here.ref_day
    return None if here.dct is None else Unit("day", here.dct)


_TOLD = 120


def day_told(m: Match, here: Here) -> Unit | None:
    """The day that "in the afternoon" is of: the one that its paragraph tells of, else the DCT."""
    at = m.found.start()
    told = "\n" not in m.encoded.code[max(0, here.ref_day_at) : at]
    if here.ref_day and told and at - here.ref_day_at <= _TOLD:
        return here.ref_day
    return day_here(m, here)


@rule(
    r"{hour}(?::{minute}(?::{minute:second})?)? ?(?P<half>{am}|{pm})(?:,? ?{zone})?",
    r"{hour}(?:[:.]{minute})? ?{oclock}(?: (?:{am}|{pm}))?(?:,? ?{zone})?",
    r"{hour}:{minute}(?::{minute:second})?(?: ?{oclock|clock_unit})?(?:,? ?{zone})?",
    r"(?:{!the} )?{hour}\.{minute}(?:,? ?{zone})?",
    r"{hour}\.{minute} ?(?P<half>{am}|{pm})(?:,? ?{zone})?",
    r"{hour} ?{oclock} ?{minute}",
    r"{d4:hhmm} ?{zone}",
    r"{num:hour} ?{oclock}(?: (?:{am}|{pm}))?",
    r"{!at_hour} {hour}(?:[.:]{minute})?(?: ?{clock_unit})?(?: (?:{am}|{pm}))?(?:,? ?{zone})?",
    r"{!at_hour} {num:hour} (?:{am}|{pm})",
    r"{hour} {!clock_unit} {zone}",
    r"{!at_clock} {hour|num:hour} {clock_unit}(?: (?:{am}|{pm}))?(?:,? ?{zone})?",
)
def clock(m: Match, here: Here) -> Answer:
    """5 p.m. EST, 17:30, 18 Uhr, a las 12:00 UTC."""
    if "hhmm" in m:
        token = m.token("hhmm")
        clock_text = f"T{token[:2]}:{token[2:]}" + ("Z" if m.value("zone") == "+00:00" else "")
        fits = int(token[:2]) <= 24 and int(token[2:]) < 60
        return at_time(day_here(m, here), clock_text) if fits else None
    hour = m.number("hour")
    if "pm" in m and hour < 12:
        hour += 12
    if "am" in m and hour == 12:
        hour = 0
    if hour > 24 or ("pm" in m and hour > 23) or ("n" in m):
        return Refusal("no such time of day")
    dotted = "." in m.text and not ({"am", "pm", "oclock"} & set(m.found.groupdict()))
    if dotted and not m.precedes("at_clock|between", gap=" (?:. )?"):
        return None
    before = m.encoded.text[max(0, m.start - 1) : m.start]
    after = m.encoded.text[m.end : m.end + 2]
    if before in tuple(".:,;/-+$") or re.match(r"[:.,/]\d|%", after):
        return Refusal("a score, ratio or part of a longer number")
    if m.follows("unit", gap=" ") or ("second" in m and not m.precedes("at_clock", gap=" ")):
        return Refusal("a length of time")
    if m.precedes("label") or m.follows("counted|money"):
        return Refusal("a number that labels or counts something")
    bare = not ({"am", "pm", "oclock", "zone"} & {k for k, v in m.found.groupdict().items() if v})
    if bare and re.search(r"[WU] \Z", m.before(2)):
        return Refusal("chapter and verse, or a score")
    if bare and re.search(r"\d:\d+ ?\(\Z", m.encoded.text[max(0, m.start - 8) : m.start]):
        return Refusal("a score")
    if bare and (m.precedes("elapsed_before", gap=" ") or m.follows("elapsed_after", gap=" ")):
        return Refusal("a length of time")
    minute = f":{m.number('minute'):02d}" if "minute" in m else ":00"
    zone = "Z" if "zone" in m and m.value("zone") == "+00:00" else ""
    found = at_time(day_here(m, here), f"T{hour:02d}{minute}{zone}")
    return replace(found, span=(m.span("hour")[0], m.end))


@rule(r"{d4:hhmm}(?: {unit})?")
def clock_of_four(m: Match, here: Here) -> Answer:
    """At 0430, at 1645 hours, at 2300 on 5 May: the 24-hour clock without a colon."""
    token, hours = m.token("hhmm"), "unit" in m and m.value("unit") == "TH"
    if int(token[:2]) > 24 or int(token[2:]) > 59 or ("unit" in m and not hours):
        return None
    told = m.precedes("at_clock", gap=" ")
    if not (told and (hours or token[0] == "0" or m.follows("on", gap=" "))):
        return None
    return at_time(day_here(m, here), f"T{token[:2]}:{token[2:]}")


@rule(
    r"{hour:from_hour}(?:[.:]{minute:from_minute})?(?: ?{!oclock})?"
    r"(?: ?- ?| {!to} | {!and} ){hour}(?:[.:]{minute})? ?(?:{oclock}|{am}|{pm})",
    r"{!from} {hour:from_hour} {!clock_unit} {!to} {hour} {!clock_unit}",
    r"{!at_clock} {hour:from_hour} {!at_hour} {hour}",
    r"{!from} {!at_clock} {hour:from_hour} {!to} {hour}",
)
def clock_range(m: Match, here: Here) -> Answer:
    """14.30–18 Uhr, 9 to 11 a.m.: hours that share their unit."""
    if m.follows("counted|money|unit"):
        return None
    day, out = day_here(m, here), []
    first, last = m.number("from_hour"), m.number("hour")
    if "pm" in m:
        last += 12 if last < 12 else 0
        first += 12 if first + 12 < last else 0
    minutes = ("from_minute", "minute")
    edges = (m.span("from_hour")[0], m.encoded.starts[_first_end(m)]), (m.span("hour")[0], m.end)
    for number, minute, span in zip((first, last), minutes, edges, strict=True):
        clock_text = f"T{number:02d}:{m.number(minute) if minute in m else 0:02d}"
        out.append(replace(at_time(day, clock_text), span=span))
    return tuple(out)


@rule(
    r"{clock_before} (?:{!the} )?{hour|num|ordinal:hour}(?: ?{!oclock})?(?: (?:{am}|{pm}))?",
    r"{hour|num:hour}(?: {!oclock|clock_unit})? {clock_after}(?: (?:{am}|{pm}))?",
    r"{at_clock} {hour|num:hour} {!clock_unit} {clock_after}(?: (?:{am}|{pm}))?",
)
def clock_part(m: Match, here: Here) -> Answer:
    """Halb acht, las ocho y media, wpół do ósmej: an hour and the minutes to or past it."""
    if "at_clock" not in m and not m.precedes("at_clock|at_hour|until|since|from|to|before|after"):
        return None
    hour = m.number("hour")
    if not 0 < hour <= 24:
        return None
    total = hour * 60 + m.number("clock_before" if "clock_before" in m else "clock_after")
    total += 720 if "pm" in m and hour < 12 else 0
    found = at_time(day_here(m, here), f"T{total // 60:02d}:{total % 60:02d}")
    return replace(found, span=(m.span("hour")[0], m.end)) if "at_clock" in m else found


def _first_end(m: Match) -> int:
    return m.found.end("from_minute" if "from_minute" in m else "from_hour")


@rule(r"(?:{!the} )?{clock_word}")
def clock_word(m: Match, here: Here) -> Answer:
    """Noon, midnight."""
    if m.token("clock_word")[0].isupper() and re.search(r"[WU] \Z", m.before(2)):
        return Refusal("part of a name")
    return at_time(day_here(m, here), "T" + m.value("clock_word"))


@rule(
    r"{shift} {daypart}",
    r"{day_daypart}",
)
def this_daypart(m: Match, here: Here) -> Answer:
    """This morning, last night, tonight."""
    if "day_daypart" in m:
        offset, part = m.value("day_daypart").split(":")
        step = int(offset)
    else:
        step, part = m.number("shift"), m.value("daypart")
        if step > 0:
            return None
    if here.dct is None:
        return at_time(None, "T" + part)
    found = at_time(Unit("day", here.dct + step), "T" + part, said=("offset", "time"))
    return replace(found, refers=True)


@rule(r"(?:{!the} )?{shift|shift_ref:shift} {daypart}")
def following_daypart(m: Match, here: Here) -> Answer:
    """The next morning, that night, am folgenden Abend: from the day that the text is at."""
    step = m.number("shift")
    if step <= 0 and "shift_ref" not in words_of(m, "shift"):
        return None
    base = here.ref_day.index if here.ref_day is not None else here.dct
    if base is None or (here.narrative and here.ref_day is None):
        return at_time(None, "T" + m.value("daypart"))
    clock = "T" + m.value("daypart")
    return replace(at_time(Unit("day", base + step), clock, said=("offset", "time")), refers=True)


@rule(
    r"(?:{!in} (?:{!the} )?)?{daypart|daypart_alone:daypart} {!from|of|between} (?:{!the} )?"
    r"{day:from_day}(?:-?{!ordinal_suffix}|\.)? {!night_to|to|and} (?:{!the} )?"
    r"<DAYDOT><OF>? <MONTH>(?:(?:,? |<OF> )<YEAR>)?",
    r"{daypart|daypart_alone:daypart} {!from|of|between} (?:{!the} )?"
    r"{day:from_day}(?:-?{!ordinal_suffix}|\.)? {!night_to|to|and} (?:{!the} )?"
    r"<DAYDOT><OF>? <MONTH>(?:(?:,? |<OF> )<YEAR>)?",
)
def night_between(m: Match, here: Here) -> Answer:
    """In der Nacht vom 9. auf den 10. November: it has the day that it ends in."""
    if m.value("daypart") != "NI" or m.number("day") - m.number("from_day") not in (1, *_WRAPS):
        return None
    month, number = m.number("month"), m.number("day")
    if "year" in m:
        unit = day_unit(full_year(m.token("year")), month, number)
    else:
        unit = direction.day(m, here, month, number)
    if unit is None:
        return None
    return replace(at_time(unit, "TNI", said=("month", "day", "time")), refers=True)


_WRAPS = range(-30, -26)


@rule(r"{weekday_daypart}")
def weekday_daypart(m: Match, here: Here) -> Answer:
    """Dienstagabend: weekday and part of day in one word (value `2:EV`)."""
    number, part = m.value("weekday_daypart").split(":")
    unit = direction.weekday(m, here, int(number))
    return replace(at_time(unit, "T" + part, said=("weekday", "time")), refers=unit is not None)


@rule(r"(?:{!the} )?(?:{!part}[ -])?{daypart|daypart_alone:daypart}")
def daypart(m: Match, here: Here) -> Answer:
    """In the morning, Friday night: by itself only after a preposition and article."""
    word = m.encoded.word(m.found.start("daypart"))
    bare = len(m.text) == len(m.token("daypart")) and not is_noun_of_day(m, "daypart")
    if bare and word is not None and "day_word" in word.values:
        return None
    found = at_time(day_told(m, here), "T" + m.value("daypart"))
    alone = m.text[: m.span("daypart")[0] - m.start].strip() and m.precedes(
        "in|on|until|by|since|at_clock"
    )
    alone = (
        alone
        or "daypart_alone" in words_of(m, "daypart")
        or m.precedes("on|about_year|onward", gap=" ")
    )
    return found if alone and not m.follows("of") else replace(found, partial=True)
