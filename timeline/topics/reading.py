"""What a digest is made of, read from the database: references to dates and first sentences."""

from __future__ import annotations

from collections.abc import Iterator
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


@dataclass(frozen=True, slots=True)
class Story:
    """The text that a topic's digest is made of."""

    references: list[Reference]
    leads: list[Lead]


def read_story(db: Database, topic: Topic) -> Story:
    """Read all that the articles of a topic say with a date.

    An event's own date stands for what its mentions say, so that corrections and more precise
    mentions count; a sentence that tells of no event still refers to its date. Hidden events
    are left out. An article belongs to the topic if it tells one of its events. Dates outside
    the days of a topic that has some are left out, too.

    Args:
        db: an open database.
        topic: whose events were matched.

    Returns:
        The references and the first sentences, in an order that does not matter.
    """
    span = edtf.parse(topic.match.when) if topic.match.when else None
    references = [
        one for one in _references(db, topic)
        if span is None or span.overlaps(edtf.parse(one.date))
    ]  # fmt: skip
    return Story(references, list(_leads(db, topic)))


_REFERENCES = """
SELECT ifnull(e.edtf, m.edtf), m.edtf, a.voice, a.url, a.dct, m.sentence, m.sentence_start,
  e.key, e.corrected, a.language
FROM mentions m JOIN articles a ON a.id = m.article_id LEFT JOIN events e ON e.id = m.event_id
WHERE m.edtf IS NOT NULL AND m.kind IN ('dated', 'hand') AND (e.id IS NULL OR e.state != 'hidden')
  AND (:everything OR e.id IN (
    SELECT x.event_id FROM topic_events x JOIN topics t ON t.id = x.topic_id WHERE t.slug = :slug
  ) OR (e.id IS NULL AND a.id IN (
    SELECT o.article_id FROM mentions o JOIN topic_events x ON x.event_id = o.event_id
    JOIN topics t ON t.id = x.topic_id WHERE t.slug = :slug
  )))
"""
_HEADS = """
SELECT a.url, a.dct, a.language, substr(a.text, 1, :head), length(a.text)
FROM articles a
WHERE a.dct IS NOT NULL AND (:everything OR a.id IN (
  SELECT o.article_id FROM mentions o JOIN topic_events x ON x.event_id = o.event_id
  JOIN topics t ON t.id = x.topic_id WHERE t.slug = :slug
))
"""


def _asked(topic: Topic) -> dict[str, object]:
    return {"slug": topic.slug, "everything": topic.match.is_everything, "head": _HEAD}


def _references(db: Database, topic: Topic) -> Iterator[Reference]:
    rows = db.execute(_REFERENCES, _asked(topic))
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


def _leads(db: Database, topic: Topic) -> Iterator[Lead]:
    rows = db.execute(_HEADS, _asked(topic))
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
