"""Fiscal years, quarters and other parts of years, decades, centuries, weeks of a day."""

from __future__ import annotations

from dataclasses import replace

from timeline.edtf import month_days, year_text
from timeline.temporal import direction
from timeline.temporal.calendar import Unit, day_unit, unit_of, year_unit
from timeline.temporal.context import NO_DCT, Here
from timeline.temporal.grammar import rule
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, Meaning, Refusal, maybe, of_unit, unknown_date
from timeline.temporal.rules.common import GRAINS, words_of


def fiscal(year: int, quarter: int | None = None) -> Meaning:
    """A fiscal year or quarter: it may begin in April, July or October of the year before.

    TIMEX3 § 2.2.4 writes `FY2024`; design conventions bound it by the earliest and latest
    months that it can have.
    """
    edtf = f"[{year_text(year - 1)}-04..{year_text(year)}-12]"
    if quarter is None:
        return Meaning("DATE", f"FY{year:04d}", edtf=edtf, granularity="year", said=("year",))
    return Meaning(
        "DATE", f"FY{year:04d}-Q{quarter}", edtf=edtf, granularity="quarter",
        said=("year", "quarter"),
    )  # fmt: skip


@rule(
    r"{fiscal} (?:{!year_word} )?{year}",
    r"{fiscal} {!unit} {year}",
    r"{fiscal} (?:{year:from_year} ?[/-] ?)(?:{year}|{yy})",
    r"{fiscal_abbr} ?'?{year|yy:short}",
)
def fiscal_year(m: Match, here: Here) -> Answer:
    """Fiscal 2024 (TIMEX3 `FY2024`), Geschäftsjahr 2009/10: the year in which it ends."""
    if "short" in m:
        return fiscal(_full(m.number("short")))
    if "yy" in m:
        return fiscal(m.number("from_year") + 1)
    return fiscal(m.number("year"))


def _full(year: int) -> int:
    return year + 2000 if year < 100 else year


@rule(
    r"(?:{!the} )?{ordinal:number}[ -]{unit}<OF>? {fiscal} (?:{!year_word} )?{year}",
    r"(?:{!the} )?{fiscal}[ -]{ordinal:number}[ -]{unit}",
    r"{quarter_label:label} ?{int:number} {fiscal_abbr} ?'?{year|yy:year}",
)
def fiscal_quarter(m: Match, here: Here) -> Answer:
    """Its second quarter: `FY2024-Q2`; without a year the plain quarter's value."""
    code = m.value("label") if "label" in m else m.value("unit")
    if code != "Q" or not 1 <= m.number("number") <= 4:
        return None
    if "year" in m:
        return fiscal(_full(m.number("year")), m.number("number"))
    if here.now is None:
        return unknown_date(f"XXXX-Q{m.number('number')}", ("quarter",), NO_DCT)
    year = unit_of("year", here.now).index
    inner = fiscal(year, m.number("number"))
    return Meaning(
        "DATE", f"{year:04d}-Q{m.number('number')}", edtf=inner.edtf, granularity="quarter",
        said=("quarter",), implied=("year",),
    )  # fmt: skip


@rule(
    r"(?:{!the} )?{ordinal:number}[ -]{unit}(?:<OF>? (?:{!the} )?<YEAR>)",
    r"(?:{!the} )?{year} {ordinal:number}[ -]{unit}",
    r"{quarter_label:label} ?{int:number}(?:,? | ?[/-] ?|<OF> ){year|yy:year}",
    r"{int:number} ?{quarter_label:label}(?:,? | ?[/-] ?|<OF> ){year|yy:year}",
    r"{year} ?-? ?{quarter_label:label} ?{int:number}",
    r"{half_label:label} ?{int:number}(?:,? | ?[/-] ?|<OF> ){year}",
    r"{roman:number} {unit}<OF>? <YEAR>",
    r"{year} ?-? ?{half_label:label} ?{int:number}",
    r"(?:{!the} )?{int:number}(?:{!ordinal_suffix})?\.?[ -]{unit}<OF>? (?:{!the} )?<YEAR>",
)
def part_of_year(m: Match, here: Here) -> Answer:
    """Q3 2024, the first half of 2024, the third quarter of 1984, the last week of 2023."""
    number, year = m.number("number"), m.number("year")
    year += 2000 if year < 100 else 0
    code = m.value("unit") if "unit" in m else m.value("label")
    if "unit_plural" in words_of(m, "unit"):
        return _some_of(year_unit(year), number, ("year", "part"))
    unit = _numbered(code, number, year_unit(year))
    return None if unit is None else of_unit(unit, said=("year", GRAINS[code]))


def _some_of(whole: Unit, number: int, said: tuple[str, ...]) -> Answer:
    """The first weeks of 2009, the last days of May: an early or late part."""
    mod = {1: "START", -1: "END"}.get(number)
    return of_unit(whole, said=said, mod=mod) if mod else None


def _numbered(code: str, number: int, whole: Unit) -> Unit | None:
    """The Nth (last: -1) quarter, half, month, week, day or decade of a longer unit."""
    grain = GRAINS.get(code)
    if grain is None or number == 0:
        return None
    if number < 0:
        unit = unit_of(grain, whole.last)
        return unit.shift(-1) if unit.last > whole.last and grain == "week" else unit
    first = unit_of(grain, whole.first)
    if grain == "week" and first.first < whole.first:
        first = unit_of(grain, whole.first + 3)
    unit = first.shift(number - 1)
    return unit if unit.first <= whole.last and unit.index >= first.index else None


@rule(
    r"(?:{!the} )?{ordinal|roman:number}[ -]{unit:inner}<OF> (?:{!the} )?{shift} {unit}",
    r"(?:{!the} )?{ordinal|roman:number}[ -]{unit:inner}<OF>? (?:{!the} )?{unit} {shift_after}",
    r"(?:{!the} )?{ordinal|roman:number}[ -]{unit:inner}(?:<OF>| {!the})? {unit_rel}",
    r"(?:{!the} )?{shift} {unit}<S> {ordinal|roman:number}[ -]{unit:inner}",
    r"(?:{!the} )?{ordinal|roman:number}[ -]{unit:inner}<OF>? (?:{!the} )?{month}"
    r"(?: (?:{!of} )?{year})?",
)
def part_of_unit(m: Match, here: Here) -> Answer:
    """The third quarter of this year, the last week of March."""
    if here.now is None:
        return unknown_date("XXXX", ("offset",), NO_DCT)
    if "month" in m:
        whole = direction.month(m, here, m.number("month"))
        if "year" in m:
            whole = Unit("month", m.number("year") * 12 + m.number("month") - 1)
    else:
        code, step = _moved_unit(m)
        grain = GRAINS.get(code)
        whole = unit_of(grain, here.now).shift(step) if grain else None
    if whole is None:
        return None
    if "unit_plural" in words_of(m, "inner"):
        return _some_of(whole, m.number("number"), ("offset", "part"))
    if m.value("inner") == "H" and whole.grain == "month":
        return _half_month(whole, m.number("number"))
    unit = _numbered(m.value("inner"), m.number("number"), whole)
    return maybe(unit, said=("offset",), implied=("year",))


def _moved_unit(m: Match) -> tuple[str, int]:
    """Unit and offset of "of this year", des Vorjahres."""
    if "unit_rel" in m:
        code, _, step = m.value("unit_rel").partition(":")
        return code, int(step)
    return m.value("unit"), m.number("shift" if "shift" in m else "shift_after")


def _half_month(month: Unit, number: int) -> Answer:
    """The first half of July, перша половина липня: days 1-15, or 16 and later."""
    if number not in (1, 2, -1):
        return None
    mod, first, last = (
        ("START", 1, 15) if number == 1 else ("END", 16, month_days(month.year, month.number))
    )
    found = of_unit(month, said=("month", "part"), implied=("year",), mod=mod)
    return replace(found, edtf=f"[{month.edtf}-{first:02d}..{month.edtf}-{last:02d}]")


@rule(
    r"(?:{!the} )?{ordinal:number} {unit}",
    r"{ordinal:number}-{unit}",
    r"{roman:number} {unit}",
    r"{quarter_label:label} ?{int:number}",
    r"{half_label:label} ?{int:number}",
)
def quarter(m: Match, here: Here) -> Answer:
    """The third quarter, Q3: by tense, the latest that has begun or the next."""
    code = m.value("unit") if "unit" in m else m.value("label")
    number = m.number("number")
    if code not in ("Q", "H") or "half_noun" in words_of(m, "unit"):
        return None
    if "label" in m and (not m.token("label").isupper() or m.end - m.start > 2):
        return None
    count = 4 if code == "Q" else 2
    number = count if number == -1 else number
    if not 1 <= number <= count:
        return None
    if code == "H" and "unit" in m and not m.found.group().endswith(m.found["unit"]):
        return None
    if "unit" in m and _of_a_match(m, code):
        return Refusal("a part of a match")
    if here.now is None:
        return unknown_date(f"XXXX-{code}{number}", (GRAINS[code],), NO_DCT)
    if code == "H":
        if "unit" in m and here.ref is not None and here.ref.grain == "day":
            return None
        year = unit_of("year", here.now).index
        return of_unit(Unit("half", year * 2 + number - 1), said=("half",), implied=("year",))
    unit = direction.quarter(m, here, number)
    return maybe(unit, said=("quarter",), implied=("year",))


_AROUND = 240


def _of_a_match(m: Match, code: str) -> bool:
    """Whether the words around speak of sport more than of business.

    A half is one of a year only where they speak of business at all.
    """
    symbols = m.encoded.language.symbols
    around = m.before(_AROUND) + m.after(_AROUND)
    sport, business = (
        sum(around.count(symbol) for symbol in symbols.get(name, ""))
        for name in ("sport", "business")
    )
    return sport > business or (code == "H" and not business)


@rule(
    r"(?:{!the} )?{year}(?:['-]| ?)?{decade_suffix}(?:[ -]{!unit|year_word})?<ERA>?",
    r"(?:{!the} )?'?{yy}(?:['-])?{decade_suffix}(?:[ -]{unit|year_word:noun})?<OFAGE>?",
    r"(?:{!the} )?(?:{num:n_word} )?{decade_name}<OFAGE>?",
    r"(?:{!the} )?{decade_name}<OF> {unit:century} {roman:age}",
    r"(?:{!the} )?{decade_before} {num|yy:year}\.?<OFAGE>",
    r"(?:{!the} )?{decade_before} {num|yy:year}<OF> {unit:century} {roman:age}",
    r"(?:{!the} ){yy}-{decade_suffix}(?: {!unit})?",
    r"(?:{!the} )?{decade_before} {num:year}(?! ?{!unit})",
    r"(?:{!the} )?{decade_before} '?{year|yy}\.?(?! ?-)",
)
def decade(m: Match, here: Here) -> Answer:
    """The 1990s, the nineties, 1930-х, 20er Jahre des 19. Jahrhunderts (TIMEX3 `199`)."""
    if "century" in m and m.value("century") != "CE":
        return None
    base = _age(m)
    if "year" in m:
        year = m.number("year")
        year += base if year < 100 else 0
    elif "yy" in m:
        year = base + m.number("yy")
    else:
        year = m.number("n_word") * 100 if "n_word" in m else base
        year += m.number("decade_name")
    if year % 10 or year > 2090 or "bc" in m:
        return None
    if "year" not in m and _possessed(m):
        return Refusal("an age")
    if "decade_before" in m:
        return of_unit(Unit("decade", year // 10), said=("decade",)) if year % 10 == 0 else None
    if "yy" in m and not (
        "noun" in m or m.precedes("in|part|since|of|until|from", gap="[ -]") or m.text[0] in "'’tT"
    ):
        return None
    grain = "century" if year % 100 == 0 and year < 2000 and "year" in m else "decade"
    if grain == "century":
        return of_unit(Unit("century", year // 100), said=("century",))
    return of_unit(Unit("decade", year // 10), said=("decade",))


def _age(m: Match) -> int:
    """The first year of the century that a decade is said to be of, else 1900."""
    for slot in ("age", "age_in_digits", "age_in_words"):
        if slot in m:
            return (m.number(slot) - 1) * 100
    return 1900


def _possessed(m: Match) -> bool:
    """Whether it is somebody's decade: "in her late 20s"."""
    first = m.encoded.word(m.found.start())
    inside = first is not None and "possessive" in first.values
    return inside or m.precedes("possessive", gap=" (?:. )?")


@rule(
    r"(?:{!the} )?{ordinal:number}[ -]{unit}(?:\.?<ERA>)?",
    r"(?:{!the} )?{int:number}(?:{!ordinal_suffix}|\.)?[ -](?:{!ordinal_suffix} )?"
    r"{unit}(?:\.?<ERA>)?",
    r"(?:{!the} )?{roman:number}(?:-{!ordinal_suffix})?[ -]{unit}(?:\.?<ERA>)?",
    r"(?:{!the} )?{unit} {roman:number}<ERA>?",
    r"(?:{!the} )?{century_name:number}",
)
def century(m: Match, here: Here) -> Answer:
    """The 19th century (TIMEX3 `18`, EDTF `18XX`), 19. Jahrhundert, XX століття."""
    if ("unit" in m and m.value("unit") != "CE") or not 1 <= m.number("number") <= 22:
        return None
    number = m.number("number")
    index = -number if "bc" in m else number - 1
    return of_unit(Unit("century", index), said=("century",))


@rule(
    r"(?:{!the} )?{week_of} (?:{!the} )?<MONTH> <DAY>(?:, <YEAR>)?",
    r"(?:{!the} )?{week_of} (?:{!the} )?<DAYDOT><OF>? <MONTH>(?: <YEAR>)?",
    r"(?:{!the} )?{unit:week_of}<OF> (?:{!the} )?<MONTH> <DAY>(?:, <YEAR>)?",
    r"(?:{!the} )?{unit:week_of}<OF> (?:{!the} )?<DAYDOT><OF>? <MONTH>(?: <YEAR>)?",
)
def week_of_day(m: Match, here: Here) -> Answer:
    """The week of 3 June: the ISO week that holds the day."""
    if m.value("week_of") not in ("W", ""):
        return None
    month, day = m.number("month"), m.number("day")
    if "year" in m:
        unit = day_unit(m.number("year"), month, day)
    elif here.now is None:
        return unknown_date("XXXX-WXX", ("month", "day"), NO_DCT)
    else:
        unit = direction.day(m, here, month, day)
    return maybe(unit_of("week", unit.first) if unit else None, said=("month", "day"))
