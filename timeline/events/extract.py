"""Event mentions of one article: for every dated expression a row, or the reason for none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from timeline.edtf import Edtf
from timeline.events.anchors import VAGUE
from timeline.events.candidates import Candidate
from timeline.events.mentions import Frame, once_each, parsed
from timeline.events.own_news import headline, lead
from timeline.events.plain.entities import plain_entities
from timeline.events.plain.words import Sentence
from timeline.events.reading import Dated, join_ranges
from timeline.events.score import MORE_CUT
from timeline.events.short_titles import shorten
from timeline.events.supporting import supporting
from timeline.events.writer import Refusal, tell
from timeline.models import (
    Article,
    EventMention,
    Timex,
)


class Extractor(Protocol):
    """What turns an article with its temporal expressions into event mentions."""

    def extract(self, article: Article, timexes: Sequence[Timex]) -> list[EventMention]:
        """Extract mentions; see `extract`."""
        ...


@dataclass(frozen=True, slots=True)
class RuleExtractor:
    """The extractor of this package: rules, a small tag table and fitted weights."""

    def extract(self, article: Article, timexes: Sequence[Timex]) -> list[EventMention]:
        """Extract mentions; see `extract`."""
        return _mentions(Frame.of(article, join_ranges(timexes)))


def extract(article: Article, timexes: Sequence[Timex]) -> list[EventMention]:
    """Extract the event mentions of an article.

    Args:
        article: its text, title, language and publication time.
        timexes: the temporal expressions of its text, as `timeline.temporal.find` gives them.

    Returns:
        The headline and lead (if there are such), then one mention for every expression that
        names or would name a date, in text order; each `shown`, `more`, or `rejected` with its
        reason. The same article always gives the same mentions.
    """
    return RuleExtractor().extract(article, timexes)


def extract_with_facts(
    article: Article, timexes: Sequence[Timex]
) -> list[tuple[EventMention, tuple[str, ...]]]:
    """Extract mentions together with the facts that their scores were made of.

    For fitting weights; arguments as for `extract`. Mentions that were never scored have none.
    """
    frame = Frame.of(article, join_ranges(timexes))
    return [(mention, frame.facts.get(mention.key, ())) for mention in _mentions(frame)]


def _mentions(frame: Frame) -> list[EventMention]:
    own = [headline(frame), lead(frame) if frame.english else None]
    mentions = [mention for mention in own if mention]
    occurrences: dict[str, int] = {}
    for index, (start, end) in enumerate(frame.reading.spans):
        sentence = frame.article.text[start:end]
        occurrence = occurrences.get(sentence, 0)
        occurrences[sentence] = occurrence + 1
        for one in frame.reading.dated_in(index):
            mention = _dated(frame, index, one, occurrence)
            if mention:
                mentions.append(mention)
    return once_each(mentions)


def _dated(frame: Frame, index: int, one: Dated, occurrence: int) -> EventMention | None:
    timex = one.timex
    if timex.type not in ("DATE", "TIME") and one.edtf is None and timex.unresolved is None:
        return None
    value = parsed(one.edtf)
    reason = _reason_before_reading(frame, index, one, value)
    if reason or value is None:
        return frame.blank(index, one, occurrence, value, reason)
    if not frame.english:
        base = frame.blank(index, one, occurrence, value, None)
        return _as_it_stands(frame, base, index, one, value)
    told = _told(frame, index, one, value)
    if isinstance(told, Refusal):
        refused = frame.blank(index, one, occurrence, value, told.reason)
        return supporting(refused, refused.sentence)
    return frame.scored(frame.blank(index, one, occurrence, value, None), told)


def _told(frame: Frame, index: int, one: Dated, value: Edtf) -> Candidate | Refusal:
    if not frame.reading.is_told(index, one):
        return Refusal("dateline")
    if value.granularity in VAGUE:
        return Refusal("vague-date")
    token = frame.reading.token_of(index, one)
    return tell(frame.reading.analysis(index), frame.when(token, value))


def _reason_before_reading(frame: Frame, index: int, one: Dated, value: Edtf | None) -> str | None:
    """Say why an expression becomes no row, as far as its sentence need not be read for it."""
    if one.timex.unresolved:
        return f"unresolved: {one.timex.unresolved}"
    if value is None:
        return "names-no-date"
    if _clock_of_another_day(frame, index, one):
        return "clock-time"
    return frame.reading.refusal(index)


def _clock_of_another_day(frame: Frame, index: int, one: Dated) -> bool:
    """Whether a bare clock time ("at 16:53 local time") stands beside the day that it is of."""
    if one.timex.type != "TIME" or not one.timex.text[:1].isdigit():
        return False
    others = (other for other in frame.reading.dated_in(index) if other is not one)
    return any(other.timex.granularity == "day" for other in others)


def _as_it_stands(
    frame: Frame, base: EventMention, index: int, one: Dated, value: Edtf
) -> EventMention:
    """Give a dated clause of another language as it stands, behind "show more"."""
    start = base.sentence_start
    reader = frame.plain_reader()
    told = reader.tell(
        Sentence(
            base.sentence,
            (one.start - start, one.end - start),
            tuple((o.start - start, o.end - start) for o in frame.reading.dated_in(index)),
            reader.in_quote(start),
            frame.is_future(value),
        ),
        one.timex,
        value,
    )
    if isinstance(told, str):
        return replace(base, rejected_reason=told)
    title = told.title
    modality, cue = told.modality, told.cue
    if modality in ("asserted", "reported") and frame.is_future(value):
        modality, cue = "planned", "date after publication"
    return replace(
        base,
        state="more",
        title=title,
        short_title=shorten(title, frame.lexicon),
        modality=modality,
        modality_cue=cue,
        score=MORE_CUT,
        rule="as-it-stands",
        entities=plain_entities(title, frame.article.language),
    )
