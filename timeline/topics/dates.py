"""Which dates of a story matter: the ones that later text keeps coming back to.

Coverage on the day itself says little, since every day has some; a date that independent voices
still name weeks later was a turning point. So a reference counts by how long after the date it
was written, a voice counts once a week, and a week with many voices counts by the square root
of their number, because a busy week is one echo and not many.

Counting the articles that mention a date is the usual baseline (Tran et al., "Leveraging
learning to rank in an optimization framework for timeline summarization", 2013; Gholipour
Ghalandari and Ifrim, "Examining the state-of-the-art in news timeline summarization", ACL 2020);
`mentioning_articles` is that baseline, for measuring.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from timeline import edtf
from timeline.errors import EDTFError

SAME_DAY_WORTH = 0.2
"""What a reference is worth that was written on the day itself, or before it."""

DAYS_A_WEEK = 7
OPEN_DAYS = 3653
"""How wide a date with an open side counts: a decade."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A sentence that names a date.

    Attributes:
        date: EDTF; that of the event that the sentence tells, else of its own expression.
        voice: which independent publisher's text it is.
        article: key of the article.
        published_day: day number of publication in the publisher's zone, or None.
        sentence: its words.
        start: its offset in the article's text (-1 in a headline).
        event: id of the event that it tells, or None.
        language: BCP 47 tag of the article, or None.
    """

    date: str
    voice: str
    article: str
    published_day: int | None
    sentence: str
    start: int
    event: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class RankedDate:
    """A date with what it is worth (0 or more; comparable within one story only)."""

    date: str
    score: float


def rank(references: Iterable[Reference]) -> list[RankedDate]:
    """Order the dates of a story by how much they matter.

    A date wider than a day is only one of the story's dates if an event stands at it: that a
    year is named often says nothing. Its worth falls with the logarithm of its width.

    Args:
        references: in any order; the result does not depend on it.

    Returns:
        Every date once, best first; equal ones by date.
    """
    weeks: dict[str, dict[int, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    with_event: set[str] = set()
    spans: dict[str, tuple[int | None, int]] = {}
    for reference in references:
        date = reference.date
        if date not in spans:
            span = _span(date)
            if span is None:
                continue
            spans[date] = span
        last_day, _ = spans[date]
        if reference.event is not None:
            with_event.add(date)
        week = -1 if reference.published_day is None else reference.published_day // DAYS_A_WEEK
        voices = weeks[date][week]
        worth = _worth(reference.published_day, last_day)
        voices[reference.voice] = max(worth, voices.get(reference.voice, 0.0))
    ranked = [
        RankedDate(date, _sum(by_week.values()) / (1 + math.log10(spans[date][1])))
        for date, by_week in weeks.items()
        if spans[date][1] == 1 or date in with_event
    ]
    return sorted(ranked, key=lambda entry: (-entry.score, entry.date))


def mentioning_articles(references: Iterable[Reference]) -> list[RankedDate]:
    """Order single days by how many articles mention them: the baseline of the literature."""
    articles: dict[str, set[str]] = defaultdict(set)
    for reference in references:
        span = _span(reference.date)
        if span is not None and span[1] == 1:
            articles[reference.date].add(reference.article)
    ranked = [RankedDate(date, float(len(keys))) for date, keys in articles.items()]
    return sorted(ranked, key=lambda entry: (-entry.score, entry.date))


def _span(date: str) -> tuple[int | None, int] | None:
    """The last day of an EDTF value (None: open) and its width in days, at least 1."""
    try:
        value = edtf.parse(date)
    except EDTFError:
        return None
    return value.latest_day, value.days or OPEN_DAYS


def _worth(published_day: int | None, last_day: int | None) -> float:
    if published_day is None or last_day is None or published_day <= last_day:
        return SAME_DAY_WORTH
    return SAME_DAY_WORTH + math.log1p(published_day - last_day)


def _sum(weeks: Iterable[dict[str, float]]) -> float:
    """Add up weeks as sqrt(voices) x mean worth; `fsum`, so that no order of rows shows."""
    return math.fsum(
        math.fsum(voices.values()) / math.sqrt(len(voices)) for voices in weeks if voices
    )
