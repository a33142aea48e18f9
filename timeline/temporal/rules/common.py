"""What rules about units of time share."""

from __future__ import annotations

import re

from timeline.models import Granularity
from timeline.temporal import asking
from timeline.temporal.calendar import Unit, shift_months, unit_of
from timeline.temporal.context import NO_DCT, Here
from timeline.temporal.language import fold
from timeline.temporal.match import Match
from timeline.temporal.meaning import Meaning, unknown_date
from timeline.temporal.tenses import tense

GRAINS: dict[str, Granularity] = {
    "Y": "year", "M": "month", "W": "week", "D": "day", "Q": "quarter", "H": "half",
    "DE": "decade", "CE": "century", "WE": "weekend",
}  # fmt: skip


SEASONS = {"SP": 0, "SU": 1, "FA": 2, "WI": 3}


DAYS = {"D": 1, "W": 7, "FN": 14}


MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}


NOT_YET = "told as past, it would lie ahead"


def unresolved(value: str, said: tuple[str, ...], reason: str = NO_DCT) -> Meaning:
    """A relative date in an article without publication time, or without what it counts from."""
    return unknown_date(value, said, reason)


def not_yet(m: Match, unit: Unit | None, here: Here) -> bool:
    """Whether what is told as past would lie after the day of writing: a wrong anchor."""
    if unit is None or here.dct is None or unit.first <= here.dct:
        return False
    return tense(m) == "past"


def moved(day: int, code: str, amount: float) -> Unit:
    """The unit that lies `amount` units from a day: "three months ago" is a month.

    Args:
        day: day number that is counted from.
        code: unit of the lexicon (`D`, `W`, `FN`, `M`, `Q`, `H`, `Y`, `DE`, `CE`).
        amount: how many; negative is earlier. Fractions of a year count as months.
    """
    if code in DAYS:
        grain: Granularity = "week" if code == "W" else "day"
        return unit_of(grain, day + round(amount * DAYS[code]))
    months = round(amount * MONTHS[code])
    grain = "year" if code in ("DE", "CE") else GRAINS[code]
    if amount != int(amount) and code not in ("DE", "CE"):
        grain = "month"
    return unit_of(grain, shift_months(day, months))


def goes_on(m: Match) -> bool:
    """Whether a clause or noun follows ("10 days before the murder"), which we cannot date."""
    return bool(re.match(r" [^.,;:!?]", m.after(2)))


def words_of(m: Match, name: str) -> frozenset[str]:
    """The classes of the word in a slot, empty if the slot did not take part."""
    word = m.encoded.word(m.found.start(name)) if name in m else None
    return frozenset(word.values) if word is not None else frozenset()


def has_count(m: Match) -> bool:
    """Whether `<N>` took part in a match."""
    names = ("n", "n_word", "n_many", "n_some", "n_vague", "n_one", "n_few", "n_single")
    return any(name in m for name in names)


def full_year(token: str) -> int:
    """The year that two digits stand for (POSIX: 69-99 are the 1900s), or the year as it is."""
    number = int(token)
    if len(token) > 2:
        return number
    return number + (1900 if number >= 69 else 2000)


def confirmed(match: Match, here: Here, year: int | None, month: int, day: int | None) -> str:
    """Ask dateparser what the words of a date say, and note whether it read the same."""
    text = fold(match.text).replace(" ,", ",")
    order = here.language.date_order
    if not here.language.asks:
        return "words of the lexicon"
    code = here.language.code
    same = asking.agrees(code, text, order, year=year, month=month, day=day)
    if same is None:
        return "words of the lexicon"
    return "dateparser" if same else "words of the lexicon (dateparser's reading rejected)"
