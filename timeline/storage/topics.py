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
import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from sqlite_utils import Database

from timeline import edtf
from timeline.errors import NotFoundError, StorageError, TimelineError


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """What makes an event one of a topic.

    Attributes:
        query: FTS5 query that the event's title and names, or the title and text of an article
            that tells it, must match; or None.
        entities: names of actors or places that must all take part (aliases are followed).
        sources: publishers, hosts or source URLs, one of which must tell of it.
        when: EDTF whose days the event must overlap, or None.
    """

    query: str | None = None
    entities: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    when: str | None = None

    @property
    def is_everything(self) -> bool:
        """Whether it says nothing, so that the whole database matches."""
        return not (self.query or self.entities or self.sources or self.when)


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


def check_match(db: Database, match: TopicMatch) -> None:
    """Check that a match can be asked, before anything is written.

    Raises:
        TimelineError: the query is no FTS5 query, `when` is no EDTF, or an entity is unknown.
    """
    if match.when:
        edtf.parse(match.when)
    if match.query is not None:
        for table in ("events_fts", "articles_fts"):
            try:
                db.execute(
                    f"SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT 1", [match.query]
                ).fetchone()
            except sqlite3.OperationalError as error:
                raise TimelineError(
                    f"{match.query!r} is no full-text query ({error}); "
                    "put words with punctuation in double quotes"
                ) from error
    for name in match.entities:
        if not _entity_ids(db, name):
            raise NotFoundError(f"no event names {name!r}; entities are written as in the pages")


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
    reasons, values = _reasons(db, match, everything=everything)
    among = "1" if everything else "e.id IN (SELECT id FROM touched_events)"
    whys = ", ".join(f"{reason} AS why{n}" for n, reason in enumerate(reasons))
    names = " || '; ' || ".join(f"why{n}" for n in range(len(reasons)))
    matched = " AND ".join(f"why{n} IS NOT NULL" for n in range(len(reasons)))
    db.execute(
        "INSERT INTO topic_events (topic_id, event_id, why)"
        f" SELECT ?, id, {names} FROM (SELECT e.id AS id, {whys} FROM events e"
        f" WHERE {among}) WHERE {matched}",
        [topic_id, *values],
    )


def _reasons(
    db: Database, match: TopicMatch, *, everything: bool
) -> tuple[list[str], list[object]]:
    """One SQL expression for each thing that a match says: the reason in words, or NULL."""
    if match.is_everything:
        return ["'the whole database'"], []
    reasons: list[str] = []
    values: list[object] = []
    if match.query:
        title, article = (
            ("e.id IN (SELECT rowid FROM events_fts WHERE events_fts MATCH ?)",
             "e.id IN (SELECT m.event_id FROM articles_fts f JOIN mentions m"
             " ON m.article_id = f.rowid WHERE articles_fts MATCH ?)")
            if everything else
            ("EXISTS (SELECT 1 FROM events_fts WHERE events_fts MATCH ? AND rowid = e.id)",
             "EXISTS (SELECT 1 FROM mentions m JOIN articles_fts f ON f.rowid = m.article_id"
             " WHERE m.event_id = e.id AND articles_fts MATCH ?)")
        )  # fmt: skip
        reasons.append(
            f"CASE WHEN {title} THEN 'its title or names match ' || ?"
            f" WHEN {article} THEN 'an article that tells it matches ' || ? END"
        )
        values += [match.query] * 4
    for name in match.entities:
        ids = ", ".join(str(i) for i in _entity_ids(db, name)) or "NULL"
        reasons.append(
            "CASE WHEN EXISTS (SELECT 1 FROM event_entities x WHERE x.event_id = e.id"
            f" AND x.entity_id IN ({ids})) THEN 'names ' || ? END"
        )
        values.append(name)
    if match.sources:
        marks = " OR ".join(
            "a.publisher = ? COLLATE NOCASE OR s.url = ? OR a.url GLOB ? OR a.url GLOB ?"
            for _ in match.sources
        )
        reasons.append(
            "(SELECT 'told by ' || ifnull(a.publisher, a.url) FROM mentions m"
            " JOIN articles a ON a.id = m.article_id LEFT JOIN sources s ON s.id = a.source_id"
            f" WHERE m.event_id = e.id AND ({marks})"
            " ORDER BY a.dct IS NULL, a.dct, a.url LIMIT 1)"
        )
        for source in match.sources:
            host = re.sub(r"[*?\[\]/].*", "", source).lower()
            values += [source, source, f"*://{host}/*", f"*://*.{host}/*"]
    if match.when:
        span = edtf.parse(match.when)
        reasons.append(
            "CASE WHEN ifnull(e.earliest_day, -9e999) <= ? AND ifnull(e.latest_day, 9e999) >= ?"
            " THEN 'lies in ' || ? END"
        )
        values += [
            float("inf") if span.latest_day is None else span.latest_day,
            float("-inf") if span.earliest_day is None else span.earliest_day,
            match.when,
        ]
    return reasons, values


def _entity_ids(db: Database, name: str) -> list[int]:
    """The ids of an entity and of all that are known to be the same."""
    rows = db.execute(
        "WITH named AS (SELECT ifnull(alias_of, id) AS id FROM entities"
        " WHERE name = ? COLLATE NOCASE)"
        " SELECT id FROM entities WHERE id IN named OR alias_of IN named ORDER BY id",
        [name],
    )
    return [row[0] for row in rows]


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
