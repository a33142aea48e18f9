"""Times of day and the days beside them: 9 a.m. Tuesday, Friday night, the night to Sunday."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from timeline.temporal.context import Here
from timeline.temporal.encode import Encoded
from timeline.temporal.meaning import Meaning
from timeline.temporal.neighbours import between
from timeline.temporal.tagger import Found
from timeline.temporal.tenses import same_sentence

_NIGHT_TO = r" {night_to} (?:{the} )?"


def join_times(encoded: Encoded, found: list[Found], here: Here) -> list[Found]:
    """Join a time of day with the date beside it: 9 a.m. Tuesday, Friday night.

    Where a preposition stands between them they are two expressions, but one moment.
    """
    out: list[Found] = []
    for one in found:
        last = out[-1] if out else None
        if last is None or not (_waits(last, one) or _waits(one, last)):
            out.append(one)
        elif _waits(one, last) and between(encoded, last, one, r",? ?|'(?:w|{decade_suffix}) "):
            out[-1] = _timed(last, one, one.meaning.clock, last.meaning)
        elif _waits(last, one) and between(encoded, last, one, _time_date(one)):
            out[-1] = _timed(last, one, last.meaning.clock, one.meaning)
        else:
            if last.meaning.clock == "TNI" and between(encoded, last, one, _NIGHT_TO):
                out[-1] = _timed(last, one, "TNI", one.meaning)
                continue
            dayless = not (
                len(out) > 1 and _is_day(out[-2].meaning) and _beside(encoded, out[-2], last)
            )
            on_day = r",? {on} (?:{the} )?"
            if dayless and _waits(last, one) and between(encoded, last, one, on_day):
                out[-1] = _timed(last, last, last.meaning.clock, one.meaning)
            out.append(one)
    return [one for one in out if not one.meaning.partial]


_NEAR = 9


def _beside(encoded: Encoded, left: Found, right: Found) -> bool:
    """Whether a time stands beside a day that it belongs to: heute ab 15 Uhr."""
    near = right.start - left.end <= _NEAR
    return near and same_sentence(encoded.code, left.last, right.first)


def _time_date(day: Found) -> str:
    """What may stand between a time and its day (a comma only before a full date)."""
    comma = "" if day.rule == "day_word" else ",?"
    return comma + r" ?(?:{the} )?| (?:{of} (?:{the} )?|(?:w|{of|the})')"


def _waits(time: Found, day: Found) -> bool:
    """Whether the first is a time of day that the second, a day without one, may place."""
    apart = max(time.start - day.end, day.start - time.end)
    fixed = time.rule == "clock_range" or "offset" in time.meaning.said
    if time.meaning.clock is None or fixed or apart > _NEAR:
        return False
    return day.meaning.clock is None and _is_day(day.meaning)


def _is_day(meaning: Meaning) -> bool:
    return meaning.unit is not None and meaning.unit.grain == "day"


def _timed(left: Found, right: Found, clock: str | None, day: Meaning) -> Found:
    unit = day.unit
    if unit is None or clock is None:
        return left
    meaning = replace(
        day, type="TIME", value=unit.value + clock, clock=clock, edtf=None, partial=False,
        said=(*day.said, "time"),
    )  # fmt: skip
    rule = left.rule if left.meaning is day else right.rule
    return replace(left, end=right.end, last=right.last, rule=rule, meaning=meaning)


def share_day(encoded: Encoded, found: list[Found], here: Here) -> list[Found]:
    """10 a.m. to 6 p.m. Tuesday: the day beside the second time is that of the first, too."""
    out = list(found)
    for i, (left, right) in enumerate(pairwise(found)):
        clock, day = left.meaning.clock, right.meaning.unit
        alone = clock is not None and left.meaning.said == ("time",)
        dated = right.meaning.clock is not None and right.meaning.said[:1] != ("time",)
        if not alone or not dated or day is None or clock is None:
            continue
        if between(encoded, left, right, _JOINED):
            meaning = replace(left.meaning, unit=day, value=day.value + clock, edtf=None)
            out[i] = replace(left, meaning=meaning)
    return out


_JOINED = r" ?- ?| {to} | {and} "


def weekdays_with_date(encoded: Encoded, found: list[Found], here: Here) -> list[Found]:
    """Friday (24 May), Mittwochmorgen (12.3.): the date says which Friday is meant."""
    out = list(found)
    for i, (left, right) in enumerate(pairwise(found)):
        first, last = left.meaning.unit, right.meaning.unit
        if first is None or last is None or left.meaning.said[:1] != ("weekday",):
            continue
        both = _is_day(left.meaning) and _is_day(right.meaning) and "month" in right.meaning.said
        same = both and (first.index - last.index) % 7 == 0
        if same and between(encoded, left, right, r" \(|, ?"):
            value = last.value + (left.meaning.clock or "")
            out[i] = replace(left, meaning=replace(left.meaning, unit=last, value=value, edtf=None))
    return out


def nights(encoded: Encoded, found: list[Found], here: Here) -> list[Found]:
    """The night from Saturday to Sunday: it has the day that it ends in."""
    out: list[Found] = []
    for one in found:
        if (
            len(out) >= 2
            and out[-2].meaning.clock == "TNI"
            and _is_day(out[-1].meaning)
            and _is_day(one.meaning)
            and between(encoded, out[-2], out[-1], r" {from|of|between} (?:{the} )?")
            and between(encoded, out[-1], one, r" {to|night_to|and} (?:{the} )?")
        ):
            out[-2:] = [_timed(out[-2], one, "TNI", one.meaning)]
        else:
            out.append(one)
    return out
