"""The article's own news as mentions: its headline, and its lead where that has no date."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from timeline.events.candidates import When
from timeline.events.entities import entities_in
from timeline.events.headline import clean, is_news
from timeline.events.lexicon import Happening, Lexicon
from timeline.events.mentions import Frame, parsed
from timeline.events.plain.entities import plain_entities
from timeline.events.plain.headlines import clean_headline, judge_headline, tells_news
from timeline.events.reading import Dated
from timeline.events.score import SHOWN_CUT
from timeline.events.short_titles import shorten
from timeline.events.supporting import supporting
from timeline.events.titles import content_stems, tidy
from timeline.events.writer import Refusal, tell_clause
from timeline.models import EventMention, MentionState

_LEAD_SENTENCES = 4
_NEAR = 3  # days between publication and what is its own news


def lead(frame: Frame) -> EventMention | None:
    """Make a mention of the first undated sentence among the first four."""
    for index in range(min(_LEAD_SENTENCES, len(frame.reading.spans))):
        if frame.reading.dated_in(index) or frame.reading.refusal(index):
            continue
        base = frame.own_news(
            "lead", frame.reading.sentence(index), frame.reading.spans[index][0], frame.dct_edtf
        )
        if base.edtf is None:
            return base
        analysis = frame.reading.analysis(index)
        clause = analysis.clauses.items[0]
        told = tell_clause(analysis, clause, When(), "lead")
        if isinstance(told, Refusal):
            return supporting(replace(base, rejected_reason=told.reason), base.sentence)
        if told.clause and told.clause.verb and told.clause.verb.tense == "pluperfect":
            return replace(base, rejected_reason="earlier-than-publication")
        return frame.scored(base, told)
    return None


def headline(frame: Frame) -> EventMention | None:
    """Make a mention of the headline, on its publication day or the day of its lead."""
    title = (
        clean(frame.article.title)
        if frame.english
        else clean_headline(frame.article.title, frame.article.publisher)
    )
    if not title:
        return None
    edtf, how = _headline_date(frame, title)
    base = frame.own_news("headline", frame.article.title, -1, edtf)
    if edtf is None:
        return base
    reason = (
        is_news(title, frame.lexicon)
        if frame.english
        else judge_headline(title, frame.plain_reader().language)
    )
    if reason:
        return supporting(replace(base, rejected_reason=reason), title)
    state: MentionState = "shown" if frame.english else _plain_state(frame, title)
    if state == "rejected":
        return replace(base, rejected_reason="headline-no-news")
    title = tidy(title) if frame.english else title
    happening = _first_happening(title, frame.lexicon) if frame.english else None
    return replace(
        base,
        state=state,
        title=title,
        short_title=shorten(title, frame.lexicon),
        score=SHOWN_CUT,
        rule="headline",
        date_rule=how,
        event_class=happening.event_class if happening else None,
        head=happening.stem if happening else None,
        entities=entities_in(title, frame.reading.names, frame.lexicon)
        if frame.english
        else plain_entities(title, frame.article.language),
    )


def _is_near(frame: Frame, one: Dated) -> bool:
    """Whether an expression is a day within three days of publication."""
    value = parsed(one.edtf)
    if value is None or value.granularity != "day" or value.kind != "date":
        return False
    if value.earliest_day is None or frame.dct_day is None:
        return False
    return abs(value.earliest_day - frame.dct_day) <= _NEAR


def _bears_date(frame: Frame) -> bool:
    """Whether an article bears a sign of news: a clock time, or a day near its own."""
    if isinstance(frame.article.dct, datetime):
        return True
    return any(_is_near(frame, one) for one in frame.reading.dated)


def _plain_state(frame: Frame, title: str) -> MentionState:
    """Where a headline of another language belongs, by its verb and its article's dates.

    It is shown if both say that it is news, behind "show more" if one does, else rejected.
    """
    signs = _bears_date(frame) + tells_news(title, frame.plain_reader().language)
    return ("rejected", "more", "shown")[signs]


def _headline_date(frame: Frame, title: str) -> tuple[str | None, str]:
    """The day that a sentence of the lead gives the same news, else about the DCT."""
    stems = content_stems(title)
    for index in range(min(_LEAD_SENTENCES, len(frame.reading.spans))):
        shared = stems & content_stems(frame.reading.sentence(index))
        if not stems or len(shared) < 0.4 * len(stems):
            continue
        for one in frame.reading.dated_in(index):
            if _is_near(frame, one):
                return one.edtf, one.timex.rule
    return frame.dct_edtf, "dct"


def _first_happening(title: str, words: Lexicon) -> Happening | None:
    for word in title.lower().replace("’s", "").split():
        word = word.strip(".,;:'\"“”‘’")
        base = words.base.get(word)
        if base in words.happenings and base is not None:
            return words.happenings[base]
        if word in words.nouns:
            return words.nouns[word]
    return None
