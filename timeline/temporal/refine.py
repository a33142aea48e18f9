"""What neighbours do to each other: modifiers, times of day, ranges, open ends.

Each refiner is a pure function over the expressions of a text, applied in the order of
`REFINERS` (the structure is that of wanasit/chrono's refiners).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from timeline import edtf
from timeline.edtf import day_text, year_text
from timeline.errors import EDTFError
from timeline.temporal.calendar import Unit, day_unit, month_unit
from timeline.temporal.context import Here
from timeline.temporal.encode import Encoded
from timeline.temporal.meaning import Meaning
from timeline.temporal.neighbours import before, between, class_value, token_at
from timeline.temporal.tagger import Found
from timeline.temporal.tenses import same_sentence
from timeline.temporal.times import join_times, nights

_PART = r"{part_time} |(?:{the} )?(?:{part}(?: |-| - )|{part_of} (?:{of} )?(?:{the} |w')?)"


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
    at = token_at(encoded, one.start)
    meaning = one.meaning
    if meaning.type in ("DATE", "TIME") and meaning.unit is not None and meaning.mod is None:
        match = before(encoded, at, _PART if meaning.type == "DATE" else _PART_OF_DAY)
        if match:
            first = at - (match.end() - match.start())
            mod = next(
                filter(
                    None,
                    (
                        class_value(encoded, i, "part", "part_of", "part_time")
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
        match = before(encoded, at, f"{{{classes}}} ")
        vague = "X" in meaning.value or _begins_with_the(encoded, at)
        if match and (meaning.type == "DURATION" or meaning.unit is not None) and not vague:
            first = at - (match.end() - match.start())
            mod = class_value(encoded, first, "about", "compare") or "APPROX"
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
        joined = between(encoded, left, right, r" ?- ?| {to} (?:{the} )?")
        both = not joined and between(encoded, left, right, r",? {and} (?:{the} )?")
        at = token_at(encoded, left.start)
        if both and not before(encoded, at, r"{between} (?:{the} )?"):
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
    at = token_at(encoded, one.start)
    single = unit.edtf if unit.edtf[0] != "[" else None
    due = meaning.mod == "END" and before(encoded, at, r"{by} (?:{the} )?")
    if single and "X" in single:
        single = None
    if before(encoded, at, r"{since} (?:{the} )?"):
        text = f"{single or _start(unit)}/.."
    elif not due and before(encoded, at, r"{until} (?:{the} )?"):
        text = f"../{single or day_text(unit.last)}"
    elif before(encoded, at, r"{by} (?:{the} )?"):
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
