"""What a rule says an expression means, before it gets its place in the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from timeline.models import Granularity, TimexType
from timeline.temporal.calendar import Unit


@dataclass(frozen=True, slots=True)
class Meaning:
    """The meaning of one expression.

    Attributes:
        type, value, mod: TIMEX3.
        unit: the calendar unit that it names, if it names one.
        edtf: ISO 8601-2, if it is another than the unit's.
        granularity: if it is another than the unit's.
        said, implied, path, unresolved: as in `timeline.models.Timex`.
        refers: whether later expressions ("the following day") may count from it.
        span: character offsets, where the expression is a part of the match.
        interval: EDTF of the range of which this is a bound.
        clock: of a TIME, the part after the day (`T17:00`, `TNI`).
        partial: whether it is an expression only together with its neighbour.
    """

    type: TimexType
    value: str
    mod: str | None = None
    unit: Unit | None = None
    edtf: str | None = None
    granularity: Granularity | None = None
    said: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    unresolved: str | None = None
    refers: bool = True
    span: tuple[int, int] | None = None
    interval: str | None = None
    clock: str | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """The words look like a date, but are none.

    Attributes:
        reason: for people.
        shadows: whether nothing inside the words is a date either.
    """

    reason: str
    shadows: bool = field(default=True)


Answer = Meaning | tuple[Meaning, ...] | Refusal | None


def of_unit(
    unit: Unit,
    *,
    said: tuple[str, ...] = (),
    implied: tuple[str, ...] = (),
    path: tuple[str, ...] = (),
    mod: str | None = None,
    span: tuple[int, int] | None = None,
    refers: bool = True,
) -> Meaning:
    """A DATE that names one unit of the calendar, or an early, middle or late part of it."""
    edtf = unit.part(mod) if mod in ("START", "MID", "END") else None
    if mod == "APPROX":
        edtf = approximate(unit)
    return Meaning(
        "DATE", unit.value, mod, unit, edtf, None, said, implied, path, refers=refers, span=span
    )


_QUALIFIABLE = ("day", "month", "year", "decade", "century")


def approximate(unit: Unit) -> str | None:
    """EDTF of about a unit (`2024~`); None for those that ISO 8601-2 cannot qualify."""
    if unit.grain not in _QUALIFIABLE or unit.edtf[0] == "[":
        return None
    return f"{unit.edtf}~"


def maybe(unit: Unit | None, **parts: Any) -> Meaning | None:
    """`of_unit`, or None where there is no such unit."""
    return None if unit is None else of_unit(unit, **parts)


def unknown_date(value: str, said: tuple[str, ...], reason: str) -> Meaning:
    """A DATE that lacks something that the text does not say (TIMEX3's `X` digits)."""
    return Meaning("DATE", value, said=said, unresolved=reason, refers=False)


def duration(amount: float | None, code: str, mod: str | None = None) -> Meaning:
    """A DURATION of so many units (TIMEX3 § 2.2.4: `P3D`, `PT2H`, `PXY`).

    Args:
        amount: how many; None is unknown.
        code: unit as in the lexicon (`Y`, `M`, `TH`, `DE` …).
        mod: TIMEX3 modifier.
    """
    if amount is not None and amount != int(amount):
        smaller = {"Y": ("M", 12), "D": ("TH", 24), "TH": ("TM", 60), "TM": ("TS", 60)}.get(code)
        whole, rest = divmod(amount, 1)
        if smaller and (rest * smaller[1]) == int(rest * smaller[1]):
            large = _amount(int(whole), code) if whole else ""
            small = _amount(int(rest * smaller[1]), smaller[0])
            both = large.replace("T", "") + small.replace("T", "")
            if code.startswith("T"):
                value = f"PT{both}"
            else:
                value = f"P{large}" + (f"T{small[1:]}" if small.startswith("T") else small)
            return Meaning("DURATION", value, mod, refers=False)
    number = "X" if amount is None else f"{amount:g}"
    if code == "FN" and amount is not None:
        number, code = f"{amount * 2:g}", "W"
    if amount is not None and code in ("DE", "CE"):
        number, code = f"{amount * (10 if code == 'DE' else 100):g}", "Y"
    return Meaning("DURATION", "P" + _amount(number, code), mod, refers=False)


def _amount(number: int | str, code: str) -> str:
    return f"T{number}{code[1]}" if len(code) == 2 and code[0] == "T" else f"{number}{code}"
