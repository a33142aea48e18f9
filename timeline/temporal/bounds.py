"""Two bounds of one range, and ranges that are open at one end.

TIMEX3 annotates bounds as two expressions (annotation guidelines 1.2.1 § 2.3.2); EDTF writes open
ends as `..` (ISO 8601-2 § 12).
"""

from __future__ import annotations

import re
from dataclasses import replace

from timeline import edtf
from timeline.edtf import day_text
from timeline.errors import EDTFError
from timeline.temporal.calendar import PARTS, Unit, day_unit, month_unit
from timeline.temporal.context import Here
from timeline.temporal.encode import Encoded
from timeline.temporal.meaning import Meaning
from timeline.temporal.neighbours import before, between, token_at
from timeline.temporal.tagger import Found

_POSSESSIVE = re.compile(r"['’]s \w")
_WORD = re.compile(r" [^\W\d_]")


def ranges(encoded: Encoded, found: list[Found], here: Here) -> list[Found]:
    """From Monday to Friday, between March and June 2024: two bounds of one interval."""
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
        if here.narrative:
            right = _after_it(left, right)
        interval = _interval(left.meaning, right.meaning, "set" if both else "interval")
        if interval:
            out[i] = replace(left, meaning=replace(left.meaning, interval=interval))
            out[i + 1] = replace(right, meaning=replace(right.meaning, interval=interval))
    return out


def _before_it(left: Found, right: Found) -> Found:
    """The weekday before another: from Monday to Friday is not from this Monday to last Friday."""
    first, last = left.meaning.unit, right.meaning.unit
    both = all(one.meaning.said == ("weekday",) for one in (left, right))
    if first is None or last is None or not both or 0 <= last.first - first.first < 7:
        return left
    unit = last.shift(-((last.first - first.first) % 7))
    return replace(left, meaning=replace(left.meaning, unit=unit, value=unit.value))


def _after_it(left: Found, right: Found) -> Found:
    """The February after December: a story goes on from the first bound to the last."""
    first, last = left.meaning.unit, right.meaning.unit
    if first is None or last is None or first.first <= last.first:
        return right
    if "month" not in right.meaning.said or "year" in right.meaning.said:
        return right
    unit = in_year(last, last.year + 1) if last.grain in ("month", "day") else None
    if unit is None:
        return right
    return replace(right, meaning=replace(right.meaning, unit=unit, value=unit.value, edtf=None))


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
        unit = in_year(first, year)
        if unit is not None and unit.first <= last.last:
            meaning = replace(left.meaning, unit=unit, value=unit.value, edtf=None)
            return replace(left, meaning=meaning)
    return left


def in_year(unit: Unit, year: int) -> Unit | None:
    """The same day or month of another year, or None if that has no such day."""
    if unit.grain == "month":
        return month_unit(year, unit.number)
    return day_unit(year, unit.month, edtf.civil(unit.first)[2])


def _interval(left: Meaning, right: Meaning, kind: str) -> str | None:
    first, last = left.unit, right.unit
    if first is None or last is None or first.first > last.last:
        return None
    if first == last:
        return None
    start, end = first.start, last.end
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


def _part_bounds(meaning: Meaning) -> tuple[str, str] | None:
    """EDTF of the first and last day, month or year of an early, middle or late part."""
    if meaning.mod not in PARTS or meaning.edtf is None or ".." not in meaning.edtf:
        return None
    start, _, end = meaning.edtf.strip("[]").partition("..")
    return start, end


def _of_a_noun(encoded: Encoded, one: Found, at: int) -> bool:
    """Whether a date belongs to the noun behind it: since the 2003 invasion, Tuesday's quake."""
    unit, after = one.meaning.unit, encoded.text[one.end : one.end + 4]
    if _POSSESSIVE.match(after):
        return True
    if unit is None or unit.grain not in ("day", "month", "year") or not _WORD.match(after):
        return False
    return bool(before(encoded, at, "{the} "))


def _opened(encoded: Encoded, one: Found, here: Here) -> Found:
    meaning = one.meaning
    unit = meaning.unit
    if unit is None or meaning.type != "DATE" or meaning.interval:
        return one
    at = token_at(encoded, one.start)
    if not before(encoded, at, r"{since|until|by} (?:{the} )?") or _of_a_noun(encoded, one, at):
        return one
    start, end = _part_bounds(meaning) or (unit.start, unit.end)
    due = meaning.mod == "END" and before(encoded, at, r"{by} (?:{the} )?")
    if before(encoded, at, r"{since} (?:{the} )?"):
        text = f"{unit.start if meaning.mod == 'START' else start}/.."
    elif not due and before(encoded, at, r"{until} (?:{the} )?"):
        text = f"../{unit.end if meaning.mod == 'END' else end}"
    elif here.dct is not None and unit.last >= here.dct:
        text = f"[{day_text(here.dct)}..{day_text(unit.last)}]"
    else:
        text = f"[..{day_text(unit.last) if meaning.mod == 'END' else end}]"
    if not _valid(text):
        return one
    return replace(one, meaning=replace(meaning, edtf=text))
