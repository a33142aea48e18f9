"""What neighbours do to each other: modifiers, times of day, ranges and their bounds.

Each refiner is a pure function over the expressions of a text, applied in the order of
`REFINERS` (the structure is that of wanasit/chrono's refiners).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from timeline.edtf import year_text
from timeline.temporal.bounds import in_year, open_ends, ranges
from timeline.temporal.calendar import PARTS, unit_of
from timeline.temporal.context import Here
from timeline.temporal.encode import Encoded
from timeline.temporal.meaning import approximate
from timeline.temporal.neighbours import before, between, class_value, token_at
from timeline.temporal.tagger import Found
from timeline.temporal.tenses import same_sentence
from timeline.temporal.times import join_times, nights, share_day, weekdays_with_date

_PART = (
    r"{part|part_time} {in} (?:{the} )?|{part_time} "
    r"|(?:{the} )?(?:{part}(?: |-| - )|{part_of} (?:{of} )?(?:{the} |w')?)"
)


_PART_OF_DAY = r"{part_time} |(?:{the} )?{part}(?: |-| - )"


def modifiers(encoded: Encoded, found: list[Found], here: Here) -> list[Found]:
    """Early 2024, the end of winter, about 1990, more than two years: TIMEX3 `mod`."""
    out: list[Found] = []
    for one in found:
        changed = _modified(encoded, one)
        free = not out or changed.start >= out[-1].end
        out.append(changed if free else one)
    return out


def _modified(encoded: Encoded, one: Found) -> Found:
    return _about(encoded, _parted(encoded, _halved(encoded, one)))


def _parted(encoded: Encoded, one: Found) -> Found:
    """Take in what says an early, middle or late part: TIMEX3 `START`, `MID`, `END`."""
    at, meaning, unit = token_at(encoded, one.start), one.meaning, one.meaning.unit
    if meaning.type not in ("DATE", "TIME") or unit is None or meaning.mod is not None:
        return one
    match = before(encoded, at, _PART if meaning.type == "DATE" else _PART_OF_DAY)
    if match is None:
        return one
    first = at - (match.end() - match.start())
    mods = (class_value(encoded, i, "part", "part_of", "part_time") for i in range(first, at))
    mod = next(filter(None, mods))
    timed = "part_time" in getattr(encoded.word(first), "values", ())
    part = unit.part(mod) if not timed and mod in PARTS else None
    said = (*meaning.said, "part")
    meaning = replace(meaning, mod=mod, edtf=part or meaning.edtf, said=said)
    return replace(one, start=encoded.starts[first], first=first, meaning=meaning)


_HALF = r"{ordinal|roman} {half_noun}(?: {of})? (?:{the} |w')?"
_HALVES = {"1": ("START", 0, 2), "2": ("END", 1, 2), "-1": ("END", 1, 2)}


def _halved(encoded: Encoded, one: Found) -> Found:
    """Take in "the second half of" before a decade or century (TIMEX3 `START`, `END`)."""
    at, meaning, unit = token_at(encoded, one.start), one.meaning, one.meaning.unit
    if unit is None or unit.grain not in ("decade", "century") or meaning.mod is not None:
        return one
    match = before(encoded, at, _HALF)
    if match is None or unit.year < 0:
        return one
    first = at - (match.end() - match.start())
    half = _HALVES.get(class_value(encoded, first, "ordinal", "roman"))
    if half is None:
        return one
    mod, number, parts = half
    years = (unit.shift(1).year - unit.year) // parts
    start = unit.year + number * years
    span = f"[{year_text(start)}..{year_text(start + years - 1)}]"
    meaning = replace(meaning, mod=mod, edtf=span, said=(*meaning.said, "part"))
    return replace(one, start=encoded.starts[first], first=first, meaning=meaning)


def _about(encoded: Encoded, one: Found) -> Found:
    """Take in what compares or approximates: TIMEX3 `APPROX`, `MORE_THAN` …, EDTF `~`."""
    at, meaning, unit = token_at(encoded, one.start), one.meaning, one.meaning.unit
    if meaning.mod is not None or meaning.value.endswith("_REF"):
        return one
    classes = "about|compare" if meaning.type == "DURATION" else "about"
    if unit is not None and unit.grain == "year":
        classes += "|about_year"
    match = before(encoded, at, f"{{{classes}}} ")
    vague = "X" in meaning.value or _begins_with_the(encoded, at)
    if match is None or vague or (meaning.type != "DURATION" and unit is None):
        return one
    first = at - (match.end() - match.start())
    if _STATE_CODE.fullmatch(encoded.token(first)):
        return one
    mod = class_value(encoded, first, "about", "compare") or "APPROX"
    near = approximate(unit) if unit is not None and meaning.type == "DATE" else None
    meaning = replace(meaning, mod=mod, edtf=near or meaning.edtf)
    return replace(one, start=encoded.starts[first], first=first, meaning=meaning)


_STATE_CODE = re.compile("[A-Z]{2}")
"""“Mountain View, CA Sept. 18” is California, not circa."""


def _begins_with_the(encoded: Encoded, index: int) -> bool:
    word = encoded.word(index)
    return word is not None and "the" in word.values


_HALF_QUARTER = 45


def quarters_ended(encoded: Encoded, found: list[Found], here: Here) -> list[Found]:
    """The quarter ended July 31: the calendar quarter that most of it lies in."""
    del here
    out = list(found)
    for i, (one, end) in enumerate(pairwise(found)):
        last = end.meaning.unit
        if one.rule != "the_unit" or last is None or last.grain != "day":
            continue
        if one.meaning.unit is None or one.meaning.unit.grain != "quarter":
            continue
        if between(encoded, one, end, r" {ending} "):
            unit = unit_of("quarter", last.index - _HALF_QUARTER)
            meaning = replace(one.meaning, unit=unit, value=unit.value)
            out[i] = replace(one, meaning=meaning)
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
    unit = in_year(mine, full.year) if mine.grain in ("day", "month") else None
    if unit is None:
        return None
    path = (*one.meaning.path, f"the year of {other.meaning.value} beside it")
    meaning = replace(one.meaning, unit=unit, value=unit.value, edtf=None, path=path)
    return replace(one, meaning=meaning)


REFINERS: tuple[Callable[[Encoded, list[Found], Here], list[Found]], ...] = (
    same_month,
    quarters_ended,
    weekdays_with_date,
    nights,
    join_times,
    share_day,
    modifiers,
    ranges,
    open_ends,
)


def refine(encoded: Encoded, found: list[Found], here: Here) -> list[Found]:
    """Apply all refiners in order."""
    for step in REFINERS:
        found = step(encoded, found, here)
    return found
