"""The public face of the temporal core."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from statistics import median

from timeline import edtf
from timeline.errors import EDTFError
from timeline.models import NotADate, Timex
from timeline.temporal import context, tagger
from timeline.temporal.encode import Encoded
from timeline.temporal.guards import not_a_year
from timeline.temporal.language import load
from timeline.temporal.match import Match
from timeline.temporal.meaning import Meaning
from timeline.temporal.refine import refine

RULES_VERSION = "temporal-3"


def find(
    text: str,
    dct: date | datetime | None,
    language: str = "en",
    *,
    hemisphere: str = "north",
) -> list[Timex]:
    """Find all temporal expressions of a text and resolve them.

    Args:
        text: plain text of any length.
        dct: document creation time in the publisher's local zone; None if it is not known:
            then absolute dates are resolved, and relative ones say why they are not.
        language: BCP 47 tag of the text; its primary subtag counts.
        hemisphere: `north` or `south`: the publisher's seasons.

    Returns:
        The expressions in text order; offsets are character offsets into `text`.
    """
    return explain(text, dct, language, hemisphere=hemisphere)[0]


def explain(
    text: str,
    dct: date | datetime | None,
    language: str = "en",
    *,
    hemisphere: str = "north",
) -> tuple[list[Timex], list[NotADate]]:
    """Like `find`, with the spans that looked like dates and were refused.

    Returns:
        The expressions, and the refused spans with their reasons, both in text order.
    """
    lexicon = load(language)
    here = context.make(dct, lexicon, south=hemisphere == "south")
    found: list[Timex] = []
    refused: list[NotADate] = []
    for number, (start, block) in enumerate(blocks(text)):
        encoded, places = tagger.scan(block, lexicon.code)
        if number == 0:
            here.narrative = is_narrative(places, here.dct)
        read, no = tagger.read(places, here)
        here.forget_places()
        found += [to_timex(encoded, one, here, start) for one in refine(encoded, read, here)]
        refused += [replace(one, start=one.start + start, end=one.end + start) for one in no]
    return found, refused


_BLOCK = 200_000
_BREAKS = ("\n\n", "\n", ". ", "; ", ", ", " ")


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Cut a text into blocks of bounded length, so that memory does not grow with it.

    Yields:
        Offset and text of each block; it ends at a paragraph, line, sentence or word, if the
        last half of the block has one.
    """
    start = 0
    while len(text) - start > _BLOCK:
        end = start + _BLOCK
        for mark in _BREAKS:
            at = text.rfind(mark, start + _BLOCK // 2, end)
            if at >= 0:
                end = at + len(mark)
                break
        yield start, text[start:end]
        start = end
    if start < len(text) or start == 0:
        yield start, text[start:]


_NARRATIVE_DISTANCE = 3
_NARRATIVE_YEARS = 5
_DATED_WEIGHT = 2
_NEWS_SHARE, _NEWS_SHARE_LONG = 0.1, 0.3
_NOW_WEIGHT = 0.3
_SAME_YEAR_WEIGHT = 0.5
_FOLLOWING_WEIGHT = 0.4
_NEWS_RULES = frozenset({"day_word", "this_unit", "this_weekday", "weekday", "this_daypart", "ago"})
_DAY_RULES = frozenset({"day_month_year", "day_month", "day_in_numbers"})
_DATED_RULES = frozenset({
    "year", "month_year", "day_month_year", "year_range", "day_in_numbers", "season_of_year",
    "days_of_year", "months_of_year", "part_of_year", "years_of_era", "day_of_era",
    "season_of_era",
})  # fmt: skip


def is_narrative(places: list[list[Match]], dct: int | None) -> bool:
    """Whether a text is history or narrative, which anchors on its own dates, and not news.

    It is when it names at least five full years (one with its month, or a range of years,
    counts as two), most of them three or more years before the year of writing, and hardly
    anything that counts from the day of writing (yesterday, last week, now, a bare weekday,
    the year of writing itself); the more years it names, the more of these may stand in it.
    """
    written = edtf.civil(dct)[0] if dct is not None else None
    years: list[int] = []
    news = 0.0
    end, dated = 0, False
    for best in (matches[0] for matches in places):
        if best.found.start() < end:
            continue
        end, name = best.found.end(), best.compiled.rule.name
        dated = dated or (bool(years) and name in _DAY_RULES)
        if name in _NEWS_RULES:
            news += _news_weight(best, dated=dated)
        elif name == "reference" and best.get("ref") == "PRESENT_REF":
            news += _NOW_WEIGHT
        elif name in _DATED_RULES and "year" in best:
            year = int(best.token("year"))
            labelled = "label" in best or "bc" in best
            if name != "year" or not not_a_year(best, year, labelled=labelled):
                news += _SAME_YEAR_WEIGHT * (year == written)
                years += [year] * (1 if name == "year" else _DATED_WEIGHT)
    beyond = len(years) - _NARRATIVE_YEARS
    if beyond < 0 or news > max(len(years) * _NEWS_SHARE, beyond * _NEWS_SHARE_LONG):
        return False
    return written is None or written - median(years) >= _NARRATIVE_DISTANCE


def _news_weight(match: Match, *, dated: bool) -> float:
    """How much an expression speaks for news.

    Little does a weekday of a text that has named a day it may follow, and nothing "the next
    year" and "the next morning", which count from what the text is at.
    """
    if "shift" in match and match.number("shift") > 0 and match.starts_with("the"):
        return 0
    return _FOLLOWING_WEIGHT if dated and match.compiled.rule.name == "weekday" else 1


def to_timex(encoded: Encoded, one: tagger.Found, here: context.Here, offset: int = 0) -> Timex:
    """Give an expression its public form.

    Args:
        encoded: the block of text that it is in.
        one: the expression.
        here: what undated parts were resolved against.
        offset: where the block begins in the text.
    """
    meaning = one.meaning
    value = meaning.edtf or (meaning.unit.edtf if meaning.unit is not None else None)
    dates = None
    if value is not None:
        try:
            dates = edtf.parse(value)
        except EDTFError:
            value = None
    vague = meaning.unresolved == context.NO_DCT and here.dct is not None
    grain = meaning.granularity or (meaning.unit.grain if meaning.unit is not None else None)
    return Timex(
        start=one.start + offset,
        end=one.end + offset,
        text=encoded.text[one.start : one.end],
        type=meaning.type,
        value=meaning.value,
        rule=one.rule,
        mod=meaning.mod,
        edtf=value,
        earliest=dates.earliest if dates else None,
        latest=dates.latest if dates else None,
        granularity=grain if dates else None,
        interval=meaning.interval,
        said=meaning.said,
        implied=meaning.implied,
        path=_path(meaning, here, value),
        unresolved=context.NO_DATE if vague else meaning.unresolved,
    )


def _path(meaning: Meaning, here: context.Here, value: str | None) -> tuple[str, ...]:
    """The steps of the resolution, for people."""
    steps = list(meaning.path)
    if meaning.unit is not None and meaning.implied:
        near = "the dates of the text (a narrative)" if here.narrative else "the day of writing"
        steps.append(f"{', '.join(meaning.implied)} from {near}")
    if meaning.unit is not None and value not in (None, meaning.unit.edtf):
        steps.append(f"{meaning.unit.edtf} becomes {value}")
    if meaning.interval is not None:
        steps.append(f"one bound of {meaning.interval}")
    return tuple(steps)
