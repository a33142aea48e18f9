"""The public face of the temporal core."""

from __future__ import annotations

from datetime import date, datetime
from statistics import median

from timeline import edtf
from timeline.errors import EDTFError
from timeline.models import NotADate, Timex
from timeline.temporal import context, tagger
from timeline.temporal.encode import Encoded
from timeline.temporal.language import load
from timeline.temporal.match import Match
from timeline.temporal.refine import refine

RULES_VERSION = "temporal-1"


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
    encoded, places = tagger.scan(text, lexicon.code)
    here = context.make(dct, lexicon, south=hemisphere == "south")
    here.narrative = is_narrative(places, here.dct)
    found, refused = tagger.read(places, here)
    return [to_timex(encoded, one, here) for one in refine(encoded, found, here)], refused


_NARRATIVE_YEARS = 2.0


def is_narrative(places: list[list[Match]], dct: int | None) -> bool:
    """Whether a text is history or narrative, which anchors on its own dates, and not news.

    It is when it names full years, most of them far from the year of writing, and more of
    them than it has words that count from the day of writing (yesterday, today, last week).
    """
    years: list[int] = []
    deictic = 0
    for matches in places:
        best = matches[0]
        name = best.compiled.rule.name
        if name in ("day_word", "this_unit", "this_weekday", "weekday", "this_daypart"):
            deictic += 1
        elif name in ("year", "month_year", "day_month_year", "year_range") and "year" in best:
            years.append(int(best.token("year")))
    if len(years) < 3 or deictic > len(years) / 10:
        return False
    written = edtf.civil(dct)[0] if dct is not None else None
    return written is None or abs(median(years) - written) >= _NARRATIVE_YEARS


def to_timex(encoded: Encoded, one: tagger.Found, here: context.Here) -> Timex:
    """Give an expression its public form."""
    meaning = one.meaning
    value = meaning.edtf or (meaning.unit.edtf if meaning.unit is not None else None)
    dates = None
    if value is not None:
        try:
            dates = edtf.parse(value)
        except EDTFError:
            value = None
    del here
    grain = meaning.granularity or (meaning.unit.grain if meaning.unit is not None else None)
    return Timex(
        start=one.start,
        end=one.end,
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
        path=meaning.path,
        unresolved=meaning.unresolved,
    )
