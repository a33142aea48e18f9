"""Periods that the text is at, or compares with: the quarter, the year-ago period, year-end."""

from __future__ import annotations

import re

from timeline.temporal import direction
from timeline.temporal.calendar import Unit, unit_of, weekday_of, year_unit
from timeline.temporal.context import NO_DCT, Here
from timeline.temporal.grammar import rule
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, Refusal, duration, maybe, of_unit, unknown_date
from timeline.temporal.rules.clock import day_told
from timeline.temporal.rules.common import GRAINS, words_of
from timeline.temporal.tenses import same_sentence, tense


@rule(
    r"(?:{!the} )?(?:{!same_period} )?(?:{!year_ago}|<N>[ -]{!unit}[ -]{!earlier|ago}) "
    r"(?:{ordinal:number}[ -])?{unit|period:unit}",
    r"{!the} (?:{!same_period} )?{unit|period:unit} <N> {!unit} {!ago|earlier}",
    r"{!year_ago}",
)
def year_ago(m: Match, here: Here) -> Answer:
    """The year-ago quarter, year-earlier: what was compared, a year before."""
    if here.at is None:
        return unknown_date("XXXX", ("offset",), NO_DCT)
    number = m.number("number") if "number" in m else None
    if number and here.now is not None:
        unit = direction.quarter(m, here, number)
        return maybe(unit.shift(-4) if unit else None, said=("offset", "quarter"), refers=False)
    quarterly = "unit" in m and m.value("unit") == "Q"
    if here.quarter is not None and (quarterly or here.quarter_near(m.found.start())):
        return of_unit(here.quarter.shift(-4), said=("offset",), implied=("quarter",), refers=False)
    return of_unit(unit_of("year", here.dct or here.at).shift(-1), said=("offset",), refers=False)


@rule(
    r"(?:{!the} )?{shift_ref:same} {unit:inner}<OFTHE>{unit} "
    r"{shift_after|shift_ref_after:step}",
    r"(?:{!the} )?{shift_ref:same} {unit:inner}<OFTHE>{shift:step} {unit}",
    r"(?:{!the} )?{shift_ref:same} {unit:inner}<OFTHE>{unit_rel}",
)
def same_unit(m: Match, here: Here) -> Answer:
    """El mismo mes del año anterior, im gleichen Quartal des Vorjahres."""
    grain = GRAINS.get(m.value("inner"))
    code, _, step = m.value("unit_rel").partition(":") if "unit_rel" in m else ("", "", "")
    code, step = code or m.value("unit"), step or m.value("step")
    if m.number("same") or code != "Y" or grain not in ("month", "quarter", "half"):
        return None
    if here.at is None:
        return unknown_date("XXXX", ("offset",), NO_DCT)
    per_year = {"month": 12, "quarter": 4, "half": 2}[grain]
    unit = unit_of(grain, here.at).shift(int(step) * per_year)
    return of_unit(unit, said=("offset",), implied=("year",), refers=False)


def _part_is_said(m: Match) -> bool:
    """Whether a part of a unit is spoken of: end of the year (but: person of the year)."""
    if m.precedes("part_of|by|since|until", gap=" "):
        return True
    if m.precedes("in", gap=" ") and m.precedes("part|part_time", gap=" . "):
        return True
    return m.precedes("of", gap=" ") and m.precedes(
        "part_of|portion|unit|unit_plural|ordinal|season|month", gap=" . "
    )


def _stands_alone(m: Match, grain: str) -> bool:
    """Whether a unit without article is "the" one: am Wochenende, до кінця року, fin du mois."""
    if grain == "weekend":
        return m.precedes("in|on|until|before|after", gap=" ") and not m.follows("int", gap=" ")
    return m.precedes("part_of", gap=" (?:. |w')?") and not re.match(
        r" [\ue000-\ue0ff]", m.after(2)
    )


@rule(r"{!the} {year} {unit|period:unit}")
def period_of_year(m: Match, here: Here) -> Answer:
    """The 1988 quarter, the 1988 period: that which was compared, in another year."""
    if "period" not in words_of(m, "unit"):
        return None
    if here.quarter is None or not here.quarter_near(m.found.start()):
        return of_unit(year_unit(m.number("year")), said=("year",))
    unit = Unit("quarter", m.number("year") * 4 + here.quarter.index % 4)
    return of_unit(unit, said=("year",), implied=("quarter",), refers=False)


@rule(
    r"{!the} (?:{fiscal} )?{unit}(?= {!ending})",
    r"{!the} {unit}(?= {!to} (?:{!month|month_abbr}))",
)
def period_ended(m: Match, here: Here) -> Answer:
    """The year ended Jan. 31: how long it was, which the date after it places."""
    return None if m.value("unit") == "Q" else duration(1, m.value("unit"))


@rule(r"(?:{the} )?{unit}", r"{!the} {latest} {unit|period:unit}")
def the_unit(m: Match, here: Here) -> Answer:
    """The quarter, the week, the weekend: the one that the text is at.

    The year and the month are so only beside a part ("the end of the year").
    """
    code = "Q" if "latest" in m and "period" in words_of(m, "unit") else m.value("unit")
    grain = GRAINS.get(code)
    if m.after(1) == "-":
        return None
    if grain not in ("quarter", "week", "weekend", "month", "year"):
        return None
    if _named(m):
        return Refusal("a name, by its capital")
    if "unit_plural" in words_of(m, "unit") and grain != "weekend":
        return None
    if "the" not in m and "latest" not in m and not _stands_alone(m, grain):
        return None
    if "the" in m and grain in ("month", "year") and not _part_is_said(m):
        return None
    if here.now is None:
        return unknown_date("XXXX", (grain,), NO_DCT)
    begun = unit_of("quarter", here.now)
    if "latest" in m and grain == "quarter" and here.quarter is not None:
        latest = here.quarter if here.quarter.index < begun.index else begun.shift(-1)
        return of_unit(latest, said=("quarter",), implied=("year", "quarter"))
    told = here.quarter is not None and (
        here.quarter.index <= begun.index or direction.looks_forward(m)
    )
    if grain == "quarter" and here.quarter is not None and told:
        return of_unit(here.quarter, said=("quarter",), implied=("year", "quarter"))
    unit = unit_of(grain, _in_sentence(m, here) if grain in ("month", "year") else here.now)
    if grain == "quarter":
        unit = unit.shift(-1)
    if grain == "weekend" and weekday_of(here.now) < 5:
        ahead = direction.looks_forward(m) and tense(m) != "past"
        unit = unit.shift(0 if ahead else -1)
    return of_unit(unit, said=(grain,), implied=("year",))


@rule(r"{the} {unit}")
def the_day(m: Match, here: Here) -> Answer:
    """Earlier in the day, late in the day: the one that the paragraph tells of, else the DCT."""
    if m.value("unit") != "D" or not m.led_by("{part|part_time} {in} "):
        return None
    unit = day_told(m, here)
    return maybe(unit, said=("day",), implied=("year", "month", "day"), refers=False)


def _named(m: Match) -> bool:
    """Whether capitals make it a name: The Week, a magazine."""
    token = m.token("unit")
    return token[0].isupper() and token[1:].islower() and not m.encoded.language.counts_nouns


def _in_sentence(m: Match, here: Here) -> int:
    """The day that a sentence is at: demanded in February that they withdraw by its end."""
    told = here.ref is not None and same_sentence(m.encoded.code, here.ref_at, m.found.start())
    return here.ref.first if told and here.ref is not None else here.now or 0


@rule(r"(?:{!the} )?{unit_part}", r"(?:{!the} )?{unit_part}<OF>? <YEAR>")
def part_in_word(m: Match, here: Here) -> Answer:
    """Jahresbeginn, Monatsende, Jahresende 2023: an early or late part of a unit."""
    code, mod = m.value("unit_part").split(":")
    if "year" in m:
        unit = year_unit(m.number("year"))
        return of_unit(unit, said=("year", "part"), mod=mod) if code == "Y" else None
    if here.now is None:
        return unknown_date("XXXX", (GRAINS[code],), NO_DCT)
    return of_unit(unit_of(GRAINS[code], here.now), said=("part",), implied=("year",), mod=mod)


@rule(r"(?:{!the} )?{year_end}", r"{!the} {unit}<S> {!end_noun}", r"{unit}<S> {!end_noun}")
def year_end(m: Match, here: Here) -> Answer:
    """Year-end: the end of the year that the text is at."""
    if here.now is None:
        return unknown_date("XXXX", ("year",), NO_DCT)
    grain = GRAINS.get(m.value("unit" if "unit" in m else "year_end"))
    return grain and of_unit(unit_of(grain, here.now), said=("part",), implied=("year",), mod="END")
