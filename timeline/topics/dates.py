"""Which dates of a story matter: the ones that later text keeps coming back to.

Coverage on the day itself says little, since every day has some; a date that independent voices
still name weeks later was a turning point. So a reference counts by how long after the date it
was written, a voice counts once a week, and a week with many voices counts by the square root
of their number, because a busy week is one echo and not many. What lies before the story's first
article is background: it counts as if it had happened on that article's day, or the oldest date
would always win.

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
from timeline.models import Granularity

SAME_DAY_WORTH = 1.0
"""What a reference is worth that was written on the day itself, or before it."""

DAYS_A_WEEK = 7
OPEN_DAYS = 3653
"""How wide a date with an open side counts: a decade."""

_UNIT_DAYS: dict[Granularity, int] = {
    "day": 1, "weekend": 2, "week": 7, "month": 30, "quarter": 91, "half": 182, "season": 91,
    "year": 365, "decade": 3652, "century": 36524,
}  # fmt: skip


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

    A date that is not said to the day is worth what its best told event is, since that a year
    is named often says nothing, and less by the logarithm of its width. What lasted from one day
    to another is said to the day.

    Args:
        references: in any order; the result does not depend on it.

    Returns:
        Every date once, best first; equal ones by date.
    """
    references = list(references)
    written = [r.published_day for r in references if r.published_day is not None]
    begin = min(written, default=0)
    spans: dict[str, tuple[int | None, int]] = {}
    weeks: dict[tuple[str, str | None], dict[int, dict[str, float]]] = {}
    for reference in references:
        date = reference.date
        if date not in spans:
            span = _span(date)
            if span is None:
                continue
            spans[date] = span
        last_day, width = spans[date]
        if width > 1 and reference.event is None:
            continue
        about = (date, reference.event if width > 1 else None)
        week = -1 if reference.published_day is None else reference.published_day // DAYS_A_WEEK
        voices = weeks.setdefault(about, defaultdict(dict))[week]
        worth = _worth(reference.published_day, last_day, begin)
        voices[reference.voice] = max(worth, voices.get(reference.voice, 0.0))
    best: dict[str, float] = {}
    for (date, _), by_week in weeks.items():
        score = _sum(by_week.values()) / (1 + math.log10(spans[date][1]))
        best[date] = max(score, best.get(date, 0.0))
    ranked = [RankedDate(date, score) for date, score in best.items()]
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
    """The last day of an EDTF value (None: open) and how many days wide it is said."""
    try:
        value = edtf.parse(date)
    except EDTFError:
        return None
    if value.kind == "interval" and value.days is not None:
        return value.latest_day, _UNIT_DAYS[value.granularity]
    return value.latest_day, value.days or OPEN_DAYS


def _worth(published_day: int | None, last_day: int | None, begin: int) -> float:
    if published_day is None or last_day is None:
        return SAME_DAY_WORTH
    return SAME_DAY_WORTH + math.log1p(max(0, published_day - max(last_day, begin)))


def _sum(weeks: Iterable[dict[str, float]]) -> float:
    """Add up weeks as sqrt(voices) x mean worth; `fsum`, so that no order of rows shows."""
    return math.fsum(
        math.fsum(voices.values()) / math.sqrt(len(voices)) for voices in weeks if voices
    )
