"""What neighbours do to each other: modifiers, times of day, ranges, open ends.

Each refiner is a pure function over the expressions of a text, applied in the order of
`REFINERS` (the structure is that of wanasit/chrono's refiners).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from timeline import edtf
from timeline.edtf import day_text, year_text
from timeline.errors import EDTFError
from timeline.temporal.calendar import Unit, day_unit, month_unit
from timeline.temporal.context import Here
from timeline.temporal.encode import Encoded
from timeline.temporal.language import symbol_pattern
from timeline.temporal.meaning import Meaning
from timeline.temporal.tagger import Found
from timeline.temporal.tenses import same_sentence

_GAP = 24
_GAP_TOKENS = 6
_NEAR = 9
_NEAR = 9


def _before(encoded: Encoded, at: int, source: str) -> re.Match[str] | None:
    """Match a pattern of classes (`{about} `) that ends right at a token."""
    low = max(0, at - 8)
    return symbol_pattern(encoded.language, f"(?:{source})\\Z").search(encoded.code[low:at])


def _between(encoded: Encoded, left: Found, right: Found, source: str) -> bool:
    gap = encoded.code[_token_at(encoded, left.end) : _token_at(encoded, right.start)]
    if right.start - left.end > _GAP:
        return False
    pattern = symbol_pattern(encoded.language, f"(?:{source})\\Z")
    return len(gap) <= _GAP_TOKENS and pattern.match(gap) is not None


def _token_at(encoded: Encoded, offset: int) -> int:
    from bisect import bisect_left

    return bisect_left(encoded.starts, offset)


def _class_value(encoded: Encoded, index: int, *classes: str) -> str:
    word = encoded.word(index)
    if word is not None:
        for cls in classes:
            if cls in word.values:
                return word.values[cls]
    return ""


def join_times(encoded: Encoded, found: list[Found], here: Here) -> list[Found]:
    """Join a time of day with the date beside it: 9 a.m. Tuesday, Friday night.

    Where a preposition stands between them they are two expressions, but one moment.
    """
    out: list[Found] = []
    for one in found:
        last = out[-1] if out else None
        if last is None or not (_waits(last, one) or _waits(one, last)):
            out.append(one)
        elif _waits(one, last) and _between(encoded, last, one, r",? ?|'w "):
            out[-1] = _timed(last, one, one.meaning.clock, last.meaning)
        elif _waits(last, one) and _between(encoded, last, one, _time_date(one)):
            out[-1] = _timed(last, one, last.meaning.clock, one.meaning)
        else:
            if last.meaning.clock == "TNI" and _between(encoded, last, one, _NIGHT_TO):
                out[-1] = _timed(last, one, "TNI", one.meaning)
                continue
            if _waits(last, one) and _between(encoded, last, one, r",? {on} (?:{the} )?"):
                out[-1] = _timed(last, last, last.meaning.clock, one.meaning)
            out.append(one)
    return [one for one in out if not one.meaning.partial]


_NIGHT_TO = r" {night_to} (?:{the} )?"


def _time_date(day: Found) -> str:
    """What may stand between a time and its day (a comma only before a full date)."""
    comma = "" if day.rule == "day_word" else ",?"
    return comma + r" ?(?:{the} )?| {of} (?:{the} )?"


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


_PART = r"{part_time} |(?:{the} )?(?:{part}(?: |-| - )|{part_of} (?:{of} )?(?:{the} |w')?)"

_PART_OF_DAY = r"{part_time} |(?:{the} )?{part}(?: |-| - )"


def modifiers(encoded: Encoded, found: list[Found], here: Here) -> list[Found]:
    """Early 2024, the end of winter, about 1990, more than two years: TIMEX3 `mod`."""
    return [_modified(encoded, one) for one in found]


def _modified(encoded: Encoded, one: Found) -> Found:
    at = _token_at(encoded, one.start)
    meaning = one.meaning
    if meaning.type in ("DATE", "TIME") and meaning.unit is not None and meaning.mod is None:
        match = _before(encoded, at, _PART if meaning.type == "DATE" else _PART_OF_DAY)
        if match:
            first = at - (match.end() - match.start())
            mod = next(
                filter(
                    None,
                    (
                        _class_value(encoded, i, "part", "part_of", "part_time")
                        for i in range(first, at)
                    ),
                )
            )
            unit = meaning.unit
            timed = "part_time" in getattr(encoded.word(first), "values", ())
            part = unit.part(mod) if not timed and mod in ("START", "MID", "END") else None
            one = replace(
                one, start=encoded.starts[first], first=first,
                meaning=replace(meaning, mod=mod, edtf=part or meaning.edtf,
                                said=(*meaning.said, "part")),
            )  # fmt: skip
            at, meaning = first, one.meaning
    if meaning.mod is None and meaning.value not in ("PAST_REF", "PRESENT_REF", "FUTURE_REF"):
        classes = "about|compare" if meaning.type == "DURATION" else "about"
        if meaning.unit is not None and meaning.unit.grain == "year":
            classes += "|about_year"
        match = _before(encoded, at, f"{{{classes}}} ")
        vague = "X" in meaning.value or _begins_with_the(encoded, at)
        if match and (meaning.type == "DURATION" or meaning.unit is not None) and not vague:
            first = at - (match.end() - match.start())
            mod = _class_value(encoded, first, "about", "compare") or "APPROX"
            edtf_text = meaning.edtf
            unit2 = meaning.unit
            if unit2 is not None and unit2.edtf[0] != "[" and meaning.type == "DATE":
                edtf_text = unit2.edtf + "~"
            one = replace(
                one, start=encoded.starts[first], first=first,
                meaning=replace(meaning, mod=mod, edtf=edtf_text),
            )  # fmt: skip
    return one


def _begins_with_the(encoded: Encoded, index: int) -> bool:
    word = encoded.word(index)
    return word is not None and "the" in word.values


def ranges(encoded: Encoded, found: list[Found], here: Here) -> list[Found]:
    """From Monday to Friday, between March and June 2024: two bounds of one interval."""
    del here
    out = list(found)
    for i in range(len(out) - 1):
        left, right = out[i], out[i + 1]
        if left.meaning.interval or right.meaning.interval or left.first == right.first:
            continue
        if left.meaning.unit is None or right.meaning.unit is None:
            continue
        joined = _between(encoded, left, right, r" ?- ?| {to} (?:{the} )?")
        both = not joined and _between(encoded, left, right, r",? {and} (?:{the} )?")
        at = _token_at(encoded, left.start)
        if both and not _before(encoded, at, r"{between} (?:{the} )?"):
            continue
        if not joined and not both:
            continue
        left = _before_it(_share(left, right), right)
        interval = _interval(left.meaning, right.meaning, "set" if both else "interval")
        if interval:
            out[i] = replace(left, meaning=replace(left.meaning, interval=interval))
            out[i + 1] = replace(right, meaning=replace(right.meaning, interval=interval))
    return out


def _before_it(left: Found, right: Found) -> Found:
    """The weekday before another: from Monday to Friday is not from this Monday to last Friday."""
    first, last = left.meaning.unit, right.meaning.unit
    both = all(one.meaning.said == ("weekday",) for one in (left, right))
    if first is None or last is None or not both or first.first <= last.first:
        return left
    unit = first.shift(-7)
    return replace(left, meaning=replace(left.meaning, unit=unit, value=unit.value))


def _share(left: Found, right: Found) -> Found:
    """Give a bound without a year that of its partner: from March to June 2024."""
    first, last = left.meaning.unit, right.meaning.unit
    if first is None or last is None:
        return left
    if "year" in left.meaning.said or "year" not in right.meaning.said:
        return left
    if first.grain not in ("month", "day") or "month" not in left.meaning.said:
        return left
    for year in (last.year, last.year - 1):
        unit = _in_year(first, year)
        if unit is not None and unit.first <= last.last:
            meaning = replace(left.meaning, unit=unit, value=unit.value, edtf=None)
            return replace(left, meaning=meaning)
    return left


def _in_year(unit: Unit, year: int) -> Unit | None:
    if unit.grain == "month":
        return month_unit(year, unit.number)
    return day_unit(year, unit.month, edtf.civil(unit.first)[2])


def _interval(left: Meaning, right: Meaning, kind: str) -> str | None:
    first, last = left.unit, right.unit
    if first is None or last is None or first.first > last.last:
        return None
    start = first.edtf if first.edtf[0] != "[" else day_text(first.first)
    end = last.edtf if last.edtf[0] != "[" else day_text(last.last)
    text = f"[{start}..{end}]" if kind == "set" else f"{start}/{end}"
    return text if _valid(text) else None


def _valid(text: str) -> bool:
    try:
        edtf.parse(text)
    except EDTFError:
        return False
    return True


def open_ends(encoded: Encoded, found: list[Found], here: Here) -> list[Found]:
    """Since 2022, until Friday, by the end of winter: ranges with one bound (EDTF `..`)."""
    return [_opened(encoded, one, here) for one in found]


def _opened(encoded: Encoded, one: Found, here: Here) -> Found:
    meaning = one.meaning
    unit = meaning.unit
    if unit is None or meaning.type != "DATE" or meaning.interval:
        return one
    at = _token_at(encoded, one.start)
    single = unit.edtf if unit.edtf[0] != "[" else None
    due = meaning.mod == "END" and _before(encoded, at, r"{by} (?:{the} )?")
    if single and "X" in single:
        single = None
    if _before(encoded, at, r"{since} (?:{the} )?"):
        text = f"{single or _start(unit)}/.."
    elif not due and _before(encoded, at, r"{until} (?:{the} )?"):
        text = f"../{single or day_text(unit.last)}"
    elif _before(encoded, at, r"{by} (?:{the} )?"):
        end = single if single and meaning.mod is None else None
        if here.dct is not None and unit.last >= here.dct:
            text = f"[{day_text(here.dct)}..{day_text(unit.last)}]"
        else:
            text = f"[..{end or day_text(unit.last)}]"
    else:
        return one
    if not _valid(text):
        return one
    return replace(one, meaning=replace(meaning, edtf=text))


def _start(unit: Unit) -> str:
    """The first bound of an open interval, which EDTF lets have no unspecified digits."""
    return year_text(unit.year) if unit.grain in ("decade", "century") else day_text(unit.first)


def nights(encoded: Encoded, found: list[Found], here: Here) -> list[Found]:
    """The night from Saturday to Sunday: it has the day that it ends in."""
    out: list[Found] = []
    for one in found:
        if (
            len(out) >= 2
            and out[-2].meaning.clock == "TNI"
            and _is_day(out[-1].meaning)
            and _is_day(one.meaning)
            and _between(encoded, out[-2], out[-1], r" {from|of|between} (?:{the} )?")
            and _between(encoded, out[-1], one, r" {to|night_to|and} (?:{the} )?")
        ):
            out[-2:] = [_timed(out[-2], one, "TNI", one.meaning)]
        else:
            out.append(one)
    return out


def same_month(encoded: Encoded, found: list[Found], here: Here) -> list[Found]:
    """A full date decides the year of the same month beside it in its sentence.

    "was planned for October and was cancelled on 21 October 2025".
    """
    out = list(found)
    for i, one in enumerate(found):
        if "month" not in one.meaning.said or "year" in one.meaning.said:
            continue
        for other in found[max(0, i - _NEIGHBOURS) : i + _NEIGHBOURS + 1]:
            changed = _of_year(encoded, one, other)
            if changed is not None:
                out[i] = changed
    return out


_NEIGHBOURS = 3


def _of_year(encoded: Encoded, one: Found, other: Found) -> Found | None:
    mine, full = one.meaning.unit, other.meaning.unit
    if mine is None or full is None or "year" not in other.meaning.said:
        return None
    if full.grain not in ("day", "month") or full.month != mine.month or full.year == mine.year:
        return None
    first, last = sorted((one, other), key=lambda found: found.first)
    if not same_sentence(encoded.code, first.last, last.first):
        return None
    unit = _in_year(mine, full.year) if mine.grain in ("day", "month") else None
    if unit is None:
        return None
    path = (*one.meaning.path, f"the year of {other.meaning.value} beside it")
    meaning = replace(one.meaning, unit=unit, value=unit.value, edtf=None, path=path)
    return replace(one, meaning=meaning)


REFINERS: tuple[Callable[[Encoded, list[Found], Here], list[Found]], ...] = (
    same_month,
    nights,
    join_times,
    modifiers,
    ranges,
    open_ends,
)


def refine(encoded: Encoded, found: list[Found], here: Here) -> list[Found]:
    """Apply all refiners in order."""
    for step in REFINERS:
        found = step(encoded, found, here)
    return found
