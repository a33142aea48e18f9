"""What makes an event one of a topic, as a value and as SQL that says why."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from timeline import edtf
from timeline.errors import NotFoundError, TimelineError


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
        if not entity_ids(db, name):
            raise NotFoundError(f"no event names {name!r}; entities are written as in the pages")


Reason = tuple[str, list[object]]
"""A SQL expression over `events e` with its values: the reason in words, or NULL."""


def reasons(db: Database, match: TopicMatch, *, everything: bool) -> list[Reason]:
    """Write a match as SQL: one reason for each thing that it says.

    Args:
        db: an open database.
        match: what belongs to a topic.
        everything: whether all events are asked for, or a few.
    """
    if match.is_everything:
        return [("'the whole database'", [])]
    found = [_matches(match.query, everything=everything)] if match.query else []
    found += [_names(db, name) for name in match.entities]
    if match.sources:
        found.append(_told_by(match.sources))
    if match.when:
        found.append(_lies_in(match.when))
    return found


def _matches(query: str, *, everything: bool) -> Reason:
    """For all events the words are looked up once, for a few touched ones event by event."""
    title, article = (
        ("e.id IN (SELECT rowid FROM events_fts WHERE events_fts MATCH ?)",
         "e.id IN (SELECT m.event_id FROM articles_fts f JOIN mentions m"
         " ON m.article_id = f.rowid WHERE articles_fts MATCH ?)")
        if everything else
        ("EXISTS (SELECT 1 FROM events_fts WHERE events_fts MATCH ? AND rowid = e.id)",
         "EXISTS (SELECT 1 FROM mentions m JOIN articles_fts f ON f.rowid = m.article_id"
         " WHERE m.event_id = e.id AND articles_fts MATCH ?)")
    )  # fmt: skip
    sql = (
        f"CASE WHEN {title} THEN 'its title or names match ' || ?"
        f" WHEN {article} THEN 'an article that tells it matches ' || ? END"
    )
    return sql, [query] * 4


def _names(db: Database, name: str) -> Reason:
    ids = ", ".join(str(i) for i in entity_ids(db, name)) or "NULL"
    sql = (
        "CASE WHEN EXISTS (SELECT 1 FROM event_entities x WHERE x.event_id = e.id"
        f" AND x.entity_id IN ({ids})) THEN 'names ' || ? END"
    )
    return sql, [name]


def _told_by(sources: Sequence[str]) -> Reason:
    marks = " OR ".join(
        "a.publisher = ? COLLATE NOCASE OR s.url = ? OR a.url GLOB ? OR a.url GLOB ?"
        for _ in sources
    )
    sql = (
        "(SELECT 'told by ' || ifnull(a.publisher, a.url) FROM mentions m"
        " JOIN articles a ON a.id = m.article_id LEFT JOIN sources s ON s.id = a.source_id"
        f" WHERE m.event_id = e.id AND ({marks})"
        " ORDER BY a.dct IS NULL, a.dct, a.url LIMIT 1)"
    )
    values: list[object] = []
    for source in sources:
        host = re.sub(r"[*?\[\]/].*", "", source).lower()
        values += [source, source, f"*://{host}/*", f"*://*.{host}/*"]
    return sql, values


def _lies_in(when: str) -> Reason:
    span = edtf.parse(when)
    sql = (
        "CASE WHEN ifnull(e.earliest_day, -9e999) <= ? AND ifnull(e.latest_day, 9e999) >= ?"
        " THEN 'lies in ' || ? END"
    )
    last = float("inf") if span.latest_day is None else span.latest_day
    first = float("-inf") if span.earliest_day is None else span.earliest_day
    return sql, [last, first, when]


def entity_ids(db: Database, name: str) -> list[int]:
    """Find the ids of an entity and of all that are known to be the same."""
    rows = db.execute(
        "WITH named AS (SELECT ifnull(alias_of, id) AS id FROM entities"
        " WHERE name = ? COLLATE NOCASE)"
        " SELECT id FROM entities WHERE id IN named OR alias_of IN named ORDER BY id",
        [name],
    )
    return [row[0] for row in rows]
