"""What a digest is made of, read from the database: references to dates and first sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from timeline import edtf, sentences
from timeline.storage.topics import Topic
from timeline.topics.dates import Reference
from timeline.topics.digest import Lead
from timeline.topics.sentences import LEADING

_HEAD = 2000
"""Characters of an article that hold its first sentences."""

MOST_EVENTS = 20_000
"""Of a larger topic only so many events, the most reported, are read: it must fit in memory."""


@dataclass(frozen=True, slots=True)
class Story:
    """The text that a topic's digest is made of."""

    references: list[Reference]
    leads: list[Lead]


def read_story(db: Database, topic: Topic, *, only: Sequence[int] | None = None) -> Story:
    """Read all that the articles of a topic say with a date.

    An event's own date stands for what its mentions say, so that corrections and more precise
    mentions count; a sentence that tells of no event still refers to its date. Hidden events
    are left out. An article belongs to the topic if it tells one of its events. Dates outside
    the days of a topic that has some are left out, too.

    Args:
        db: an open database.
        topic: whose events were matched; of more than `MOST_EVENTS` the most reported count.
        only: look only at these of its events (integer ids) and the articles that tell them.

    Returns:
        The references and the first sentences, in an order that does not matter.
    """
    span = edtf.parse(topic.match.when) if topic.match.when else None
    whole = only is None and topic.match.is_everything and topic.events <= MOST_EVENTS
    asked = {
        "slug": topic.slug, "most": MOST_EVENTS, "head": _HEAD, "whole": whole,
        "ids": None if only is None else json.dumps(list(only)),
    }  # fmt: skip
    references = [
        one for one in _references(db, asked)
        if span is None or span.overlaps(edtf.parse(one.date))
    ]  # fmt: skip
    return Story(references, list(_leads(db, asked)))


# The whole database is no topic of joins: its articles belong to it even if they tell no event.
_STORY = """
WITH story (id) AS MATERIALIZED (
  SELECT value FROM json_each(:ids)
  UNION ALL
  SELECT * FROM (
    SELECT e.id FROM topics t JOIN topic_events x ON x.topic_id = t.id
    JOIN events e ON e.id = x.event_id
    WHERE :ids IS NULL AND t.slug = :slug AND e.state != 'hidden'
    ORDER BY e.pinned DESC, e.sources DESC, e.score DESC, e.key LIMIT :most
  )
), told (id) AS MATERIALIZED (
  SELECT m.article_id FROM story CROSS JOIN mentions m ON m.event_id = story.id WHERE NOT :whole
  UNION SELECT id FROM articles WHERE :whole
)
"""
_REFERENCES = (
    _STORY
    + """
SELECT e.edtf, m.edtf, a.voice, a.url, a.dct, m.sentence, m.sentence_start, e.key, e.corrected,
  a.language
FROM story CROSS JOIN events e ON e.id = story.id CROSS JOIN mentions m ON m.event_id = e.id
  JOIN articles a ON a.id = m.article_id
WHERE m.edtf IS NOT NULL AND m.kind IN ('dated', 'hand')
UNION ALL
SELECT m.edtf, m.edtf, a.voice, a.url, a.dct, m.sentence, m.sentence_start, NULL, NULL, a.language
FROM told CROSS JOIN articles a ON a.id = told.id CROSS JOIN mentions m ON m.article_id = a.id
WHERE m.event_id IS NULL AND m.edtf IS NOT NULL AND m.kind IN ('dated', 'hand')
"""
)
_HEADS = (
    _STORY
    + """
SELECT a.url, a.dct, a.language, substr(a.text, 1, :head), length(a.text)
FROM told CROSS JOIN articles a ON a.id = told.id WHERE a.dct IS NOT NULL
"""
)


def _references(db: Database, asked: dict[str, object]) -> Iterator[Reference]:
    rows = db.execute(_REFERENCES, asked)
    for kept, said, voice, article, dct, sentence, start, event, corrected, language in rows:
        agreed = event is not None and (corrected or edtf.parse(kept).overlaps(edtf.parse(said)))
        yield Reference(
            named_date(kept if agreed else said), voice, article, _day(dct), sentence, start,
            event if agreed else None, language,
        )  # fmt: skip


def named_date(value: str) -> str:
    """The date that words name: “since 11 May” (`2011-05-11/..`) names that day.

    So does a set or interval of one day; every other EDTF value names itself.
    """
    date = edtf.parse(value)
    bound = date.earliest_day if date.latest_day is None else date.latest_day
    half_open = date.earliest_day is None or date.latest_day is None
    one_day = date.days == 1 and date.kind != "date"
    if (one_day or (half_open and date.granularity == "day")) and bound is not None:
        return edtf.day_text(bound)
    return value


def _leads(db: Database, asked: dict[str, object]) -> Iterator[Lead]:
    rows = db.execute(_HEADS, asked)
    for article, dct, language, head, length in rows:
        day = _day(dct)
        assert day is not None  # noqa: S101
        spans = sentences.split(head, language)
        if length > _HEAD:
            spans = spans[:-1]
        for start, end in spans[:LEADING]:
            yield Lead(article, day, head[start:end], start, language)


def _day(dct: str | None) -> int | None:
    return None if dct is None else date.fromisoformat(dct[:10]).toordinal()
