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


_NARRATIVE_DISTANCE = 3
_NARRATIVE_YEARS = 5
_NEWS_SHARE = 0.2
_NEWS_RULES = frozenset(
    {"day_word", "this_unit", "this_weekday", "weekday", "this_daypart", "reference", "ago"}
)
_DATED_RULES = frozenset({"year", "month_year", "day_month_year", "year_range", "day_in_numbers"})


def is_narrative(places: list[list[Match]], dct: int | None) -> bool:
    """Whether a text is history or narrative, which anchors on its own dates, and not news.

    It is when it names at least five full years, most of them three or more years from the
    year of writing, and hardly any word that counts from the day of writing (yesterday, last
    week, now, a bare weekday).
    """
    years: list[int] = []
    news = 0
    for matches in places:
        best = matches[0]
        name = best.compiled.rule.name
        if name in _NEWS_RULES and best.get("ref") in (None, "PRESENT_REF"):
            news += 1
        elif name in _DATED_RULES and "year" in best:
            years.append(int(best.token("year")))
    if len(years) < _NARRATIVE_YEARS or news > len(years) * _NEWS_SHARE:
        return False
    written = edtf.civil(dct)[0] if dct is not None else None
    return written is None or abs(median(years) - written) >= _NARRATIVE_DISTANCE


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
