"""Topics: the stories that people follow, which events belong to them and why.

A topic's match is kept as JSON with the fields of `TopicMatch`. Everything that a match says must
be so; of several sources any will do, of several entities all must take part. A topic that
says nothing is the whole database. Membership is kept in `topic_events`, with the reason in
words, and brought up to date for the events that a run touched; hidden events stay in it, so
that a topic can tell that they were hidden.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from sqlite_utils import Database

from timeline.errors import NotFoundError, StorageError, TimelineError
from timeline.storage.topic_match import TopicMatch, check_match, reasons


@dataclass(frozen=True, slots=True)
class Topic:
    """A story that people follow.

    Attributes:
        slug: its name in URLs.
        events: how many it has that are not hidden (behind “show more” included).
    """

    slug: str
    title: str
    match: TopicMatch
    added_at: str
    events: int = 0


def add_topic(db: Database, title: str, match: TopicMatch, *, now: str) -> Topic:
    """Add a topic and find its events, inside the caller's transaction.

    Returns:
        The topic; its slug is made of the title, with a number if that is taken.

    Raises:
        TimelineError: the title has no letter or digit, or the match is no FTS5 query or EDTF,
            or names an entity that no event has.
    """
    base = slugify(title)
    if not base:
        raise TimelineError(f"a topic needs a title with letters or digits, not {title!r}")
    check_match(db, match)
    taken = {
        row[0] for row in db.execute("SELECT slug FROM topics WHERE slug GLOB ?", [f"{base}*"])
    }
    slug = next(s for s in _numbered(base) if s not in taken)
    db.execute(
        "INSERT INTO topics (slug, title, match, added_at) VALUES (?, ?, ?, ?)",
        [slug, " ".join(title.split()), json.dumps(asdict(match), ensure_ascii=False), now],
    )
    refresh_topics(db, now=now, slug=slug)
    return get_topic(db, slug)


def remove_topic(db: Database, slug: str) -> None:
    """Remove a topic inside the caller's transaction; its events stay.

    Raises:
        NotFoundError: there is no such topic.
    """
    get_topic(db, slug)
    db.execute("DELETE FROM topics WHERE slug = ?", [slug])


def list_topics(db: Database) -> list[Topic]:
    """List the topics by title."""
    return [_topic(row) for row in db.execute(f"{_TOPICS} ORDER BY title, slug")]


def get_topic(db: Database, slug: str) -> Topic:
    """Read one topic.

    Raises:
        NotFoundError: there is no such topic.
    """
    row = db.execute(f"{_TOPICS} WHERE slug = ?", [slug]).fetchone()
    if row is None:
        raise NotFoundError(f"there is no topic {slug!r}; `timeline topic list` lists them")
    return _topic(row)


def slugify(title: str) -> str:
    """Turn a title into lower-case words joined by hyphens, at most 60 characters.

    Letters of every script are kept (RFC 3987 paths carry them); accents on Latin ones go.
    """
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", title) if not unicodedata.combining(char)
    )
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", plain).lower())
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:60]
        if len(longer) > 60:
            break
        slug = longer
    return slug


def refresh_topics(
    db: Database,
    *,
    now: str,
    event_ids: Sequence[int] | None = None,
    slug: str | None = None,
) -> None:
    """Bring `topic_events` up to date inside the caller's transaction.

    Args:
        db: an open database.
        now: UTC instant.
        event_ids: integer ids of the events that may have changed; None for all of them.
        slug: only this topic; None for all topics.
    """
    topics = db.execute(
        "SELECT id, match FROM topics WHERE slug = ifnull(?, slug)", [slug]
    ).fetchall()
    if not topics:
        return
    db.execute("CREATE TEMP TABLE IF NOT EXISTS touched_events (id INTEGER PRIMARY KEY)")
    db.execute("DELETE FROM touched_events")
    if event_ids is not None:
        db.conn.executemany(
            "INSERT OR IGNORE INTO touched_events VALUES (?)", [(i,) for i in event_ids]
        )
    for topic_id, match_text in topics:
        _refresh(db, topic_id, _match(match_text), everything=event_ids is None)
        db.execute("UPDATE topics SET matched_at = ? WHERE id = ?", [now, topic_id])
    db.execute("DELETE FROM touched_events")


def refresh_topics_of_articles(db: Database, article_ids: Sequence[int], *, now: str) -> None:
    """Bring `topic_events` up to date for the events that some articles tell.

    A topic may match an article's text, which can change where its events do not. Inside the
    caller's transaction.
    """
    if db.execute("SELECT 1 FROM topics LIMIT 1").fetchone() is None:
        return
    rows = db.execute(
        "SELECT DISTINCT m.event_id FROM json_each(?) AS wanted"
        " JOIN mentions m ON m.article_id = wanted.value WHERE m.event_id IS NOT NULL",
        [json.dumps(list(article_ids))],
    )
    refresh_topics(db, now=now, event_ids=[row[0] for row in rows])


def _refresh(db: Database, topic_id: int, match: TopicMatch, *, everything: bool) -> None:
    touched = "" if everything else " AND event_id IN (SELECT id FROM touched_events)"
    db.execute(f"DELETE FROM topic_events WHERE topic_id = ?{touched}", [topic_id])
    found = reasons(db, match, everything=everything)
    among = "1" if everything else "e.id IN (SELECT id FROM touched_events)"
    whys = ", ".join(f"{sql} AS why{n}" for n, (sql, _) in enumerate(found))
    names = " || '; ' || ".join(f"why{n}" for n in range(len(found)))
    matched = " AND ".join(f"why{n} IS NOT NULL" for n in range(len(found)))
    db.execute(
        "INSERT INTO topic_events (topic_id, event_id, why)"
        f" SELECT ?, id, {names} FROM (SELECT e.id AS id, {whys} FROM events e"
        f" WHERE {among}) WHERE {matched}",
        [topic_id, *(value for _, values in found for value in values)],
    )


_TOPICS = (
    "SELECT t.slug, t.title, t.match, t.added_at,"
    " (SELECT count(*) FROM topic_events x JOIN events e ON e.id = x.event_id"
    " WHERE x.topic_id = t.id AND e.state != 'hidden') FROM topics t"
)


def _topic(row: tuple[str, str, str, str, int]) -> Topic:
    slug, title, match, added_at, events = row
    return Topic(slug, title, _match(match), added_at, events)


def _match(text: str) -> TopicMatch:
    try:
        raw = json.loads(text)
        return TopicMatch(
            raw.get("query"), tuple(raw.get("entities", ())), tuple(raw.get("sources", ())),
            raw.get("when"),
        )  # fmt: skip
    except (ValueError, AttributeError, TypeError) as error:
        raise StorageError(f"a topic's match is damaged: {text[:80]}") from error


def _numbered(base: str) -> Iterable[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
